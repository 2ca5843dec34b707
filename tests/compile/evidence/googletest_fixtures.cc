/* What the method of a fixture does that the framework calls before each test, of the test's own object.
   requires gtest/gtest.h */
#include <gtest/gtest.h>
#include "subject.h"
class Fixture : public testing::Test {
protected:
  void SetUp () override { total = price (10, 5); item = find (7); valid = is_valid (3); }
  long total;
  const void *item;
  int valid;
};
/* price Fixture_Total_Test semantic "only 50 would pass": what it stored in a member */
TEST_F (Fixture, Total) { EXPECT_EQ (total, 50); }
/* price Fixture_Positive_Test shape: a member that is more than nothing */
TEST_F (Fixture, Positive) { EXPECT_GT (total, 0); }
/* find Fixture_Item_Test shape: a member that is not NULL */
TEST_F (Fixture, Item) { EXPECT_NE (item, nullptr); }
/* price Fixture_Overwritten_Test absent: the test has stored the number itself */
TEST_F (Fixture, Overwritten) { total = 50; EXPECT_EQ (total, 50); }
/* level Fixture_Other_Test semantic: of what the test calls itself */
/* price Fixture_Other_Test absent: and not of what was done before */
TEST_F (Fixture, Other) { EXPECT_EQ (level (3), 17); }
/* is_valid Fixture_Polarities_Test semantic: once before the test, and once in it */
TEST_F (Fixture, Polarities) { EXPECT_TRUE (valid); EXPECT_FALSE (is_valid (-3)); }
class Derived : public Fixture {
protected:
  void SetUp () override { Fixture::SetUp (); rate = ratio (1, 2); }
  double rate;
};
/* price Derived_Total_Test semantic: by the method of the base class, which it calls */
/* ratio Derived_Total_Test semantic: and by its own */
TEST_F (Derived, Total) { EXPECT_EQ (total, 50); EXPECT_DOUBLE_EQ (rate, 0.5); }
class Replaced : public Fixture {
protected:
  void SetUp () override { total = 50; }
};
/* price Replaced_Total_Test absent: the base class' method is not called */
TEST_F (Replaced, Total) { EXPECT_EQ (total, 50); }
class Inherited : public Fixture { };
/* price Inherited_Total_Test semantic: by the nearest class that has one */
TEST_F (Inherited, Total) { EXPECT_EQ (total, 50); }
/* A class of the program's own: nobody calls this before its test.  */
struct mine {
  long total = 50;
  void SetUp () { total = price (10, 5); }
  void check () { EXPECT_EQ (total, 50); }
};
/* price Mine_Check_Test absent: not called */
TEST (Mine, Check) { mine one; one.check (); }
