/* What the setup of a group of Unity's fixtures made before each test.  */
/* clang-format off */
#include "frameworks/unity_fixture.h"
#include "subject.h"
static struct order *order;
static long asked;
static struct stack stack;
TEST_GROUP (orders);
TEST_SETUP (orders) { order = order_new (7); asked = price (10, 5); stack.used = 0; push (&stack, 7); }
TEST_TEAR_DOWN (orders) { order_free (order); }
TEST_GROUP (others);
TEST_SETUP (others) { asked = other (3); }
TEST_TEAR_DOWN (others) {}
/* order_new TEST_orders_total_ semantic "70": what the group's setup called */
TEST (orders, total) { TEST_ASSERT_EQUAL (70, order->total); }
/* price TEST_orders_asked_ semantic "only 50": its result, in a global */
TEST (orders, asked) { TEST_ASSERT_EQUAL (50, asked); }
/* price TEST_orders_compared_ shape: it was asked for what is expected */
TEST (orders, compared) { TEST_ASSERT_EQUAL (asked, price (10, 5)); }
/* push TEST_orders_pushed_ semantic: what it stored in a global */
TEST (orders, pushed) { TEST_ASSERT_EQUAL (1, stack.used); }
/* push TEST_orders_not_pushed_ shape: a function that does nothing leaves 0, which the setup stored */
TEST (orders, not_pushed) { TEST_ASSERT_EQUAL (0, stack.used); }
/* other TEST_others_asked_ semantic "only 12": another group, with another setup */
/* price TEST_others_asked_ absent: the other group's setup calls it */
TEST (others, asked) { TEST_ASSERT_EQUAL (12, asked); }
TEST_GROUP_RUNNER (orders)
{
  RUN_TEST_CASE (orders, total);
  RUN_TEST_CASE (orders, asked);
  RUN_TEST_CASE (orders, compared);
  RUN_TEST_CASE (orders, pushed);
  RUN_TEST_CASE (orders, not_pushed);
}
TEST_GROUP_RUNNER (others) { RUN_TEST_CASE (others, asked); }
static void run_all (void) { RUN_TEST_GROUP (orders); RUN_TEST_GROUP (others); }
int main (int argc, const char **argv) { return UnityMain (argc, argv, run_all); }
