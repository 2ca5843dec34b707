/* What Criterion's .init made before the test, with its own header.
   requires criterion/criterion.h */
/* clang-format off */
#include <criterion/criterion.h>
#include "subject.h"
static struct order *order;
static long asked;
static void set_up (void) { order = order_new (7); asked = price (10, 5); }
static void set_up_suite (void) { asked = other (3); }
/* order_new all_total_impl semantic "70": what the test's own .init called */
Test (all, total, .init = set_up) { cr_assert_eq (order->total, 70); }
/* price all_asked_impl semantic "only 50": its result, in a global */
Test (all, asked, .init = set_up) { cr_assert_eq (asked, 50); }
/* price all_compared_impl shape: it was asked for what is expected */
Test (all, compared, .init = set_up) { cr_assert_eq (price (10, 5), asked); }
/* order_new all_without_impl absent: nothing is called before it */
Test (all, without) { cr_assert_eq (order->total, 70); }
TestSuite (suite, .init = set_up_suite);
/* other suite_of_suite_impl absent: what a suite's .init calls is not followed */
Test (suite, of_suite) { cr_assert_eq (asked, 12); }
/* price suite_both_impl semantic "only 50": its own comes after the suite's */
Test (suite, both, .init = set_up) { cr_assert_eq (asked, 50); }
