/* A group of which the common setup skips; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "subject.h"
/* price grouped unrun: the group's setup skips it */
static void grouped (void **state) { assert_int_equal (price (10, 5), 50); }
static int setup_group (void **state) { skip (); return 0; }
int main (void)
{
  static const struct CMUnitTest tests[] = { cmocka_unit_test (grouped) };
  return cmocka_run_group_tests (tests, setup_group, NULL);
}
