/* GoogleTest: what the constructor of a test's class stores, and deaths; requires gtest/gtest.h  */
#include <gtest/gtest.h>
#include <string.h>
#include "subject.h"
extern "C" void check_order (const struct order *order);
extern "C" void stop (int status);
class Made : public ::testing::Test
{
protected:
  Made () : found (find (7)), made (order_new (3))
  {
    order.id = 1;
    order.total = 20;
    text[0] = '\0';
  }
  ~Made () { order_free (made); }
  struct order order;
  const struct order *found;
  struct order *made;
  char text[16];
};
/* read_order Made_Same_Test shape "held before the call": the constructor stored what is expected */
TEST_F (Made, Same) { read_order (1, &order); EXPECT_EQ (order.total, 20); }
/* read_order Made_Other_Test semantic: another total */
TEST_F (Made, Other) { read_order (1, &order); EXPECT_EQ (order.total, 21); }
/* find Made_Found_Test semantic "the constructor calls it": the constructor asked for it */
TEST_F (Made, Found) { ASSERT_NE (found, nullptr); EXPECT_EQ (found->id, 7); EXPECT_STREQ (found->name, "seven"); }
/* order_new Made_There_Test shape: anything but NULL */
TEST_F (Made, There) { EXPECT_TRUE (made != nullptr); }
/* order_new Made_Unused_Test absent: only the constructor calls it, and nobody asks */
TEST_F (Made, Unused) { EXPECT_EQ (order.id, 1); }
/* render Made_Text_Test semantic: the text was empty */
TEST_F (Made, Text) { render (3, text, sizeof text); EXPECT_STREQ (text, "3"); }
class Before : public Made
{
protected:
  Before () { order.total = 30; }
  void SetUp () override { order.total++; }
};
/* read_order Before_Same_Test shape "held before the call": one constructor after the other, and SetUp after both */
TEST_F (Before, Same) { read_order (1, &order); EXPECT_EQ (order.total, 31); }
/* read_order Before_Other_Test semantic: the base's total was replaced */
TEST_F (Before, Other) { read_order (1, &order); EXPECT_EQ (order.total, 20); }
class Plain : public ::testing::Test
{
protected:
  int value = 5;
  struct order *order = nullptr;
};
/* parse Plain_Same_Test shape "held before the call": a member's own initial value */
TEST_F (Plain, Same) { parse ("5", &value); EXPECT_EQ (value, 5); }
/* parse Plain_Other_Test semantic: another one */
TEST_F (Plain, Other) { parse ("6", &value); EXPECT_EQ (value, 6); }
/* order_new Plain_Null_Test semantic: a pointer that is not NULL would be found */
TEST_F (Plain, Null) { order = order_new (-1); EXPECT_EQ (order, nullptr); }
/* check_order Deaths_Null_Test semantic "how it ends the process": nothing else could end it */
TEST (Deaths, Null) { EXPECT_DEATH (check_order (nullptr), ""); }
/* check_order Deaths_Asserted_Test semantic: the same by ASSERT */
TEST (Deaths, Asserted) { ASSERT_DEATH (check_order (nullptr), "order"); }
/* stop Deaths_Status_Test semantic: a status */
TEST (Deaths, Status) { EXPECT_EXIT (stop (3), ::testing::ExitedWithCode (3), ""); }
/* stop Deaths_Signal_Test semantic: a signal */
TEST (Deaths, Signal) { EXPECT_EXIT (stop (-6), ::testing::KilledBySignal (6), ""); }
/* check_order Deaths_Own_Test called: the test ends the process itself */
TEST (Deaths, Own) { EXPECT_EXIT ({ check_order (nullptr); exit (1); }, ::testing::ExitedWithCode (1), ""); }
/* check_order Deaths_Two_Test called: another function may have ended it */
TEST (Deaths, Two) { EXPECT_DEATH ({ notify ("now"); check_order (nullptr); }, ""); }
/* check_order Deaths_Before_Test called: what ends is another one */
TEST (Deaths, Before) { check_order (nullptr); EXPECT_DEATH (stop (1), ""); }
/* price Deaths_Beside_Test semantic: what is asserted beside a death */
TEST (Deaths, Beside) { EXPECT_DEATH (check_order (nullptr), ""); EXPECT_EQ (price (10, 5), 50); }
/* price Deaths_Compared_Test semantic, called: by which status it ends is not asked */
TEST (Deaths, Compared) { EXPECT_EXIT (exit (price (10, 5) == 50 ? 1 : 0), ::testing::ExitedWithCode (1), ""); }
