/* Which of cmocka's groups main runs; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "subject.h"
/* price semantic: in the group that is run */
static void run (void **state) { (void) state; assert_int_equal (price (10, 5), 50); }
/* price semantic: in one of the static group that a helper runs */
static void by_helper (void **state) { (void) state; assert_int_equal (price (10, 5), 50); }
/* price unrun: in a group that nobody runs */
static void forgotten (void **state) { (void) state; assert_int_equal (price (10, 5), 50); }
static const struct CMUnitTest helped[] = { cmocka_unit_test (by_helper) };
static int all (const struct CMUnitTest *tests, size_t count) { return _cmocka_run_group_tests ("helped", tests, count, NULL, NULL); }
int main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (run) };
  const struct CMUnitTest others[] = { cmocka_unit_test (forgotten) };
  int failed = 0;
  (void) others;
  failed += cmocka_run_group_tests (tests, NULL, NULL);
  failed += all (helped, 1);
  return failed;
}
