/* GoogleTest: filters, fixtures that skip; requires gtest/gtest.h */
#include <cstdlib>
#include <gtest/gtest.h>
#include "subject.h"
/* price Price_Chosen_Test semantic: the filter's pattern is its name's */
TEST (Price, Chosen) { EXPECT_EQ (price (10, 5), 50); }
/* price Other_Left_Test unrun: no pattern is its name's */
TEST (Other, Left) { EXPECT_EQ (price (10, 5), 50); }
/* price Price_Hidden_Test unrun: it is among those that are left out */
TEST (Price, Hidden) { EXPECT_EQ (price (10, 5), 50); }
class Skipping : public ::testing::Test {
protected:
  void SetUp () override { GTEST_SKIP () << "not here"; }
};
class Derived : public Skipping { };
class Prepared : public ::testing::Test {
protected:
  void SetUp () override { n = 10; }
  long n;
};
/* price Skipping_Strong_Test unrun: what prepares it skips it */
TEST_F (Skipping, Strong) { EXPECT_EQ (price (10, 5), 50); }
/* price Derived_Strong_Test unrun: so it does in a derived class */
TEST_F (Derived, Strong) { EXPECT_EQ (price (10, 5), 50); }
/* price Prepared_Strong_Test semantic: what prepares it skips nothing */
TEST_F (Prepared, Strong) { EXPECT_EQ (price (10, 5), 50); }
/* price Price_SkipsItself_Test called: it skips before it asserts */
TEST (Price, SkipsItself) { long p = price (10, 5); if (!getenv ("SERVER")) GTEST_SKIP (); EXPECT_EQ (p, 50); }
int main (int argc, char **argv)
{
  ::testing::InitGoogleTest (&argc, argv);
  ::testing::GTEST_FLAG (filter) = "Price.*:*Strong-*.Hidden";
  return RUN_ALL_TESTS ();
}
