/* What main makes of cmocka's tests: it does not ask whether they failed; requires cmocka.h  */
#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "subject.h"
/* price called: cmocka counts the failure, and main returns 0 */
static void counted (void **state) { (void) state; assert_int_equal (price (10, 5), 50); assert_int_equal (price (20, 5), 90); }
/* count semantic: abort ends main as well */
static void aborted (void **state) { (void) state; if (count ("abc") != 3) abort (); }
int main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (counted), cmocka_unit_test (aborted) };
  cmocka_run_group_tests (tests, NULL, NULL);
  return 0;
}
