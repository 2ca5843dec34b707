/* A filter that is not known here, and a group that is skipped as a whole; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "subject.h"
/* price any unrun: whether the environment's pattern is its name's nobody knows */
static void any (void **state) { assert_int_equal (price (10, 5), 50); }
int main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (any) };
  cmocka_set_test_filter (getenv ("ONLY"));
  return cmocka_run_group_tests (tests, NULL, NULL);
}
