/* What is called before CUnit's tests and suites; requires CUnit/CUnit.h  */
/* clang-format off */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
static struct order *order;
static long asked, counted, opened;
static void set_up (void) { order = order_new (7); asked = price (10, 5); }
static int begin (void) { counted = count ("a b"); return 0; }
static int begin_or_not (void) { opened = is_valid (3); return opened > 0 ? 0 : -1; }
static void tear_down (void) { order_free (order); }
/* order_new total semantic "70": what is called before each test */
static void total (void) { CU_ASSERT_EQUAL (order->total, 70); }
/* price compared shape: it was asked for what is expected */
static void compared (void) { CU_ASSERT_EQUAL (price (10, 5), asked); }
/* price listed semantic "only 50": the same by a table */
static void listed (void) { CU_ASSERT_EQUAL (asked, 50); }
/* order_new without absent: nothing is called before it */
static void without (void) { CU_ASSERT_EQUAL (order->total, 70); }
/* count suite_made semantic "only 2": made once before the suite, and nobody else stores there */
static void suite_made (void) { CU_ASSERT_EQUAL (counted, 2); }
/* is_valid suite_left_out shape: where it is not more than 0 the suite does not run, and nothing fails */
/* price suite_left_out semantic "only 50": that the suite runs is not this function's matter */
static void suite_left_out (void) { CU_ASSERT_EQUAL (opened, 1); CU_ASSERT_EQUAL (price (10, 5), 50); }
int main (void)
{
  CU_TestInfo tests[] = { { "listed", listed }, CU_TEST_INFO_NULL };
  CU_SuiteInfo suites[] = { { "table", NULL, NULL, set_up, tear_down, tests }, CU_SUITE_INFO_NULL };
  CU_initialize_registry ();
  CU_pSuite s = CU_add_suite_with_setup_and_teardown ("each", NULL, NULL, set_up, tear_down), plain = CU_add_suite ("plain", NULL, NULL);
  CU_add_test (s, "total", total);
  CU_add_test (s, "compared", compared);
  CU_add_test (plain, "without", without);
  CU_pSuite made = CU_add_suite ("made", begin, NULL), left = CU_add_suite ("left out", begin_or_not, NULL);
  CU_add_test (made, "made", suite_made);
  CU_add_test (left, "left out", suite_left_out);
  CU_register_suites (suites);
  CU_basic_run_tests ();
  unsigned failed = CU_get_number_of_failures ();
  CU_cleanup_registry ();
  return failed != 0;
}
