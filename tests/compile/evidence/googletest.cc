/* GoogleTest, with its own header; what is tested is C.
   requires gtest/gtest.h */
#include <gtest/gtest.h>
#include "subject.h"
/* price S_Equal_Test semantic "only 50 would pass": a number */
TEST (S, Equal) { EXPECT_EQ (price (10, 5), 50); }
/* price S_EqualTurned_Test semantic: the other way round, and it ends the test */
TEST (S, EqualTurned) { ASSERT_EQ (50, price (10, 5)) << "with a message"; }
/* price S_NotEqual_Test shape: all but one */
TEST (S, NotEqual) { EXPECT_NE (price (10, 5), 0); }
/* price S_Greater_Test shape: half of all */
TEST (S, Greater) { EXPECT_GT (price (10, 5), 0); }
/* price S_Pinched_Test semantic: from both sides */
TEST (S, Pinched) { long p = price (10, 5); EXPECT_GE (p, 50); EXPECT_LE (p, 50); }
/* is_valid S_Polarities_Test semantic: both */
TEST (S, Polarities) { EXPECT_TRUE (is_valid (3)); EXPECT_FALSE (is_valid (-3)); }
/* is_valid S_False_Test semantic "only 0 would pass": one number is false */
TEST (S, False) { EXPECT_FALSE (is_valid (-3)); }
/* is_valid S_Polarity_Test shape "anything but 0 would pass": one */
TEST (S, Polarity) { ASSERT_TRUE (is_valid (3)); }
/* name_of S_Text_Test semantic: a text */
TEST (S, Text) { EXPECT_STREQ (name_of (1), "red"); }
/* name_of S_TextNot_Test shape: every other text */
TEST (S, TextNot) { EXPECT_STRNE (name_of (1), "blue"); }
/* find S_Null_Test semantic: only NULL */
TEST (S, Null) { EXPECT_EQ (find (99), nullptr); }
/* find S_There_Test shape: anything but NULL */
TEST (S, There) { ASSERT_NE (find (7), nullptr); }
/* find S_Field_Test semantic: a field behind it */
TEST (S, Field) { const order *o = find (7); ASSERT_TRUE (o != nullptr); EXPECT_EQ (o->total, 30); }
/* ratio S_Near_Test semantic: a thousandth */
TEST (S, Near) { EXPECT_NEAR (ratio (1, 2), 0.5, 0.001); }
/* ratio S_NotNear_Test shape: a hundred */
TEST (S, NotNear) { EXPECT_NEAR (ratio (1, 2), 0.5, 100); }
/* ratio S_Double_Test semantic: four units in the last place */
TEST (S, Double) { EXPECT_DOUBLE_EQ (ratio (1, 2), 0.5); }
/* half S_Float_Test semantic: the same for float */
TEST (S, Float) { EXPECT_FLOAT_EQ (half (3), 1.5f); }
/* parse S_Out_Test semantic: what it stores */
TEST (S, Out) { int v = 0; EXPECT_EQ (parse ("42", &v), 0); EXPECT_EQ (v, 42); }
/* parse S_Status_Test shape: its status alone */
TEST (S, Status) { int v = 0; EXPECT_EQ (parse ("42", &v), 0); }
/* price S_Failing_Test semantic: FAIL in a branch */
TEST (S, Failing) { if (price (10, 5) != 50) FAIL () << "price"; }
/* price S_Added_Test semantic: and ADD_FAILURE */
TEST (S, Added) { if (price (10, 5) != 50) ADD_FAILURE (); }
/* price S_Skipped_Test called: skipped before it can fail */
TEST (S, Skipped) { long p = price (10, 5); GTEST_SKIP (); EXPECT_EQ (p, 50); }
/* price S_Smoke_Test called: nothing is asserted */
TEST (S, Smoke) { price (10, 5); SUCCEED (); }
/* price S_Itself_Test shape: compared with itself */
TEST (S, Itself) { EXPECT_EQ (price (10, 5), price (10, 5)); }
class Shop : public testing::Test {
protected:
  void SetUp () override { total = 0; }
  long total;
};
/* price Shop_Stored_Test semantic: stored in the fixture, asserted later */
TEST_F (Shop, Stored) { total = price (10, 5); EXPECT_EQ (total, 50); }
/* price Shop_Unread_Test called: stored, and not looked at */
TEST_F (Shop, Unread) { total = price (10, 5); }
