/* A program of tests that has to be given an argument; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "subject.h"
/* price chosen semantic: a run without arguments fails, so it is given some */
static void chosen (void **state) { assert_int_equal (price (10, 5), 50); }
/* price by_default semantic: the same */
static void by_default (void **state) { assert_int_equal (price (10, 5), 50); }
int main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (chosen) }, others[] = { cmocka_unit_test (by_default) };
  if (argc < 2) {
    fprintf (stderr, "usage: %s chosen|other\n", argv[0]);
    return 2;
  }
  if (strcmp (argv[1], "chosen") == 0)
    return cmocka_run_group_tests (tests, NULL, NULL);
  return cmocka_run_group_tests (others, NULL, NULL);
}
