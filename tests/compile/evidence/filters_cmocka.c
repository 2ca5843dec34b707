/* Filters, and what prepares tests and skips them; requires cmocka.h  */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "subject.h"
/* price chosen semantic: the filter's pattern is its name's */
static void chosen (void **state) { assert_int_equal (price (10, 5), 50); }
/* price chosen_but_hidden unrun: the other filter leaves it out */
static void chosen_but_hidden (void **state) { assert_int_equal (price (10, 5), 50); }
/* price left unrun: no pattern is its name's */
static void left (void **state) { assert_int_equal (price (10, 5), 50); }
/* price chosen_prepared semantic: what prepares it skips nothing */
static void chosen_prepared (void **state) { assert_int_equal (price (10, 5), 50); }
/* price chosen_skipped unrun: what prepares it skips it */
static void chosen_skipped (void **state) { assert_int_equal (price (10, 5), 50); }
/* price chosen_skipped_maybe unrun: what prepares it may skip it */
static void chosen_skipped_maybe (void **state) { assert_int_equal (price (10, 5), 50); }
/* price of_others semantic: who registers it, or calls it, is another unit, whose tests no filter of this one need be about */
void of_others (void **state) { assert_int_equal (price (10, 5), 50); }
static int prepares (void **state) { *state = malloc (3); return 0; }
static int skips_all (void **state) { skip (); return 0; }
static void needs (const char *variable) { if (!getenv (variable)) skip (); }
static int skips_some (void **state) { needs ("SERVER"); return 0; }
int main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (chosen), cmocka_unit_test (chosen_but_hidden), cmocka_unit_test (left),
    cmocka_unit_test_setup_teardown (chosen_prepared, prepares, NULL),
    cmocka_unit_test_setup_teardown (chosen_skipped, skips_all, NULL),
    cmocka_unit_test_setup_teardown (chosen_skipped_maybe, skips_some, NULL),
  };
  cmocka_set_test_filter ("chosen*");
  cmocka_set_skip_filter ("*hidden");
  if (argc > 1)
    cmocka_set_test_filter (argv[1]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
