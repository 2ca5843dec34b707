/* Of several runs main hears some; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "subject.h"
/* price called: what the run of its group gives is dropped */
static void
dropped (void **state)
{
  (void) state;
  assert_int_equal (price (10, 5), 50);
}
/* price called: what the next run gives takes its place */
static void
overwritten (void **state)
{
  (void) state;
  assert_int_equal (price (10, 5), 50);
}
/* price semantic: the last one is what main gives */
static void
last (void **state)
{
  (void) state;
  assert_int_equal (price (10, 5), 50);
}
/* price semantic: main ends badly at once */
static void
at_once (void **state)
{
  (void) state;
  assert_int_equal (price (10, 5), 50);
}
int
main (void)
{
  const struct CMUnitTest first[] = { cmocka_unit_test (dropped) }, second[] = { cmocka_unit_test (overwritten) };
  const struct CMUnitTest third[] = { cmocka_unit_test (last) }, fourth[] = { cmocka_unit_test (at_once) };
  int failed;
  cmocka_run_group_tests (first, NULL, NULL);
  if (cmocka_run_group_tests (fourth, NULL, NULL))
    return 1;
  failed = cmocka_run_group_tests (second, NULL, NULL);
  failed = cmocka_run_group_tests (third, NULL, NULL);
  return failed;
}
