/* A runner behind arguments, where a run without them ends well; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "subject.h"
/* price by_argument unrun: without arguments main runs nothing, and ends well */
static void by_argument (void **state) { assert_int_equal (price (10, 5), 50); }
int main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (by_argument) };
  if (argc > 1)
    return cmocka_run_group_tests (tests, NULL, NULL);
  return 0;
}
