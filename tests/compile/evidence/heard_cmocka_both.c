/* Both runs have to fail before main does; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "subject.h"
/* price called: the other run is well */
static void
one (void **state)
{
  (void) state;
  assert_int_equal (price (10, 5), 50);
}
/* count called: the other run is well */
static void
other_one (void **state)
{
  (void) state;
  assert_int_equal (count ("abc"), 3);
}
int
main (void)
{
  const struct CMUnitTest first[] = { cmocka_unit_test (one) }, second[] = { cmocka_unit_test (other_one) };
  int a = cmocka_run_group_tests (first, NULL, NULL), b = cmocka_run_group_tests (second, NULL, NULL);
  return a && b;
}
