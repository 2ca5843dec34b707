/* What Unity's setUp made before each test.  */
/* clang-format off */
#include "frameworks/unity.h"
#include "subject.h"
static struct order *order;
static long asked, told;
void setUp (void) { order = order_new (7); TEST_ASSERT_NOT_NULL (order); asked = price (10, 5); told = 50; }
void tearDown (void) { order_free (order); }
/* order_new total semantic "70": what setUp called */
static void total (void) { TEST_ASSERT_EQUAL_INT (70, order->total); }
/* order_new there absent: setUp has asked for that */
static void there (void) { TEST_ASSERT_NOT_NULL (order); }
/* price its_result semantic "only 50": in a global */
static void its_result (void) { TEST_ASSERT_EQUAL_INT (50, asked); }
/* price compared shape: setUp asked it for what is expected */
static void compared (void) { TEST_ASSERT_EQUAL_INT (asked, price (10, 5)); }
/* price its_number semantic "only 50": setUp wrote the number down */
static void its_number (void) { TEST_ASSERT_EQUAL_INT (told, price (10, 5)); }
/* order_new overwritten absent: the test stored it */
static void overwritten (void) { order->total = 70; TEST_ASSERT_EQUAL_INT (70, order->total); }
/* order_new test_elsewhere semantic: another unit runs it by its name, after setUp */
void test_elsewhere (void) { TEST_ASSERT_EQUAL_INT (70, order->total); }
int main (void)
{
  UNITY_BEGIN ();
  RUN_TEST (total);
  RUN_TEST (there);
  RUN_TEST (its_result);
  RUN_TEST (compared);
  RUN_TEST (its_number);
  RUN_TEST (overwritten);
  return UNITY_END ();
}
