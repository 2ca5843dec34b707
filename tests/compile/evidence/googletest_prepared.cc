/* Expectations that the function itself was asked for before the test began, in the ways of C++; and what is asserted after all tests.
   requires gtest/gtest.h */
#include <gtest/gtest.h>
#include <cassert>
#include <vector>
#include "subject.h"
static const long computed = price (10, 5);
/* price Own_Global_Test shape: a global that it initialised */
TEST (Own, Global) { EXPECT_EQ (computed, price (10, 5)); }
/* price Own_Static_Test shape: a static of the test */
TEST (Own, Static) { static const long wanted = price (10, 5); EXPECT_EQ (wanted, price (10, 5)); }
class Suite : public testing::Test {
protected:
  static void SetUpTestSuite () { computed = price (10, 5); written = 50; ASSERT_GT (written, 0); }
  void SetUp () override { own = count ("a"); ASSERT_TRUE (own >= 0); }
  static long computed, written;
  int own;
};
long Suite::computed, Suite::written;
/* price Suite_Computed_Test shape: before the suite */
TEST_F (Suite, Computed) { long got = price (10, 5); EXPECT_EQ (computed, got); }
/* large Suite_Written_Test semantic: a number of the suite's, for a function that it does not ask */
TEST_F (Suite, Written) { long long got = large (1); EXPECT_EQ (written, got); }
/* count Suite_Own_Test shape: before each test, by a method that asserts */
TEST_F (Suite, Own) { EXPECT_EQ (own, count ("a")); }
class Given : public testing::TestWithParam<long> { };
/* large Given_Row_Test semantic: rows that it has no part in */
TEST_P (Given, Row) { EXPECT_EQ (GetParam (), large (1)); }
INSTANTIATE_TEST_SUITE_P (All, Given, testing::Values (1, 2));
class Computed : public testing::TestWithParam<long> { };
/* other Computed_Row_Test shape: rows that it made */
TEST_P (Computed, Row) { EXPECT_EQ (GetParam (), other (1)); }
INSTANTIATE_TEST_SUITE_P (All, Computed, testing::Values (other (1), other (2)));
static std::vector<unsigned> rows () { std::vector<unsigned> v; v.push_back (checksum ("a")); return v; }
class Listed : public testing::TestWithParam<unsigned> { };
/* checksum Listed_Row_Test shape: a function makes them by it */
TEST_P (Listed, Row) { EXPECT_EQ (GetParam (), checksum ("a")); }
INSTANTIATE_TEST_SUITE_P (All, Listed, testing::ValuesIn (rows ()));
struct late { ~late () { EXPECT_EQ (port (1), 17); } } late_one;
/* port late called: it is destroyed after main, which has asked whether tests failed */
struct aborting { ~aborting () { assert (level (1) == 17); } } aborting_one;
/* level aborting semantic: that ends the program badly at any time */
struct scoped { ~scoped () { EXPECT_EQ (first ("a"), 'a'); } };
/* first Scope_Local_Test semantic: destroyed in the test */
TEST (Scope, Local) { scoped one; }
/* A base class that every object has once: where it lies stands before where the pointer to the table of its functions leads.  */
struct base { virtual ~base () { } long held; };
struct left : virtual base { };
/* is_valid Virtual_Base_Test semantic: beside it */
TEST (Virtual, Base) { left object; left *pointer = &object; pointer->held = 3; EXPECT_TRUE (is_valid (3)); EXPECT_FALSE (is_valid (-3)); }
