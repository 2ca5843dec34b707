/* What Cgreen's BeforeEach made before the test, with a header of our own.  */
/* clang-format off */
#include "frameworks/cgreen.h"
#include "subject.h"
static struct order *order;
static long asked;
Describe (Order)
BeforeEach (Order) { order = order_new (7); asked = price (10, 5); }
/* order_new Order__total semantic "70": what it called */
Ensure_in (Order, total) { assert_that (order->total, is_equal_to (70)); }
/* price Order__its_result semantic "only 50": in a global */
Ensure_in (Order, its_result) { assert_that (asked, is_equal_to (50)); }
/* price Order__compared shape: it was asked for what is expected */
Ensure_in (Order, compared) { assert_that (price (10, 5), is_equal_to (asked)); }
/* order_new without absent: nothing is called before it */
Ensure (without) { assert_that (order->total, is_equal_to (70)); }
