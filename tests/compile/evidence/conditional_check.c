/* Tests that are registered, or run, under a condition that the program's own run does not decide; requires check.h  */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
START_TEST (plain) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (slow) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (slow_case) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (slow_suite) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (not_quick) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (with_option) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (constant) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (off) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (in_table) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (behind_root) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* price plain_fn semantic: whatever happens */
/* price slow_fn unrun: only if the environment says so */
/* price slow_case_fn unrun: its case is added only then */
/* price slow_suite_fn unrun: its suite is added only then */
/* price not_quick_fn unrun: unless the environment says so: it may */
/* price with_option_fn unrun: only with an argument on the command line */
/* price constant_fn semantic: under a condition that always holds */
/* price off_fn unrun: under a flag that nobody sets */
/* price in_table_fn semantic: by a table, of which an argument would choose some */
/* price behind_root_fn semantic: a failure of what prepares it is a failure of the program */
static int disabled_tests;
static int verbose;
static int prepare (void) { return fopen ("/dev/null", "r") ? 0 : -1; }
static Suite *suite (void)
{
  Suite *s = suite_create ("suite");
  TCase *c = tcase_create ("c"), *d = tcase_create ("d");
  tcase_add_test (c, plain);
  if (getenv ("SLOW"))
    tcase_add_test (c, slow);
  tcase_add_test (d, slow_case);
  if (getenv ("SLOW"))
    suite_add_tcase (s, d);
  if (!getenv ("QUICK"))
    tcase_add_test (c, not_quick);
  if (sizeof (int) == 4)
    tcase_add_test (c, constant);
  if (disabled_tests)
    tcase_add_test (c, off);
  if (prepare () != 0)
    exit (1);
  tcase_add_test (c, behind_root);
  suite_add_tcase (s, c);
  return s;
}
static Suite *of (const char *name, const TTest *t)
{
  Suite *s = suite_create (name);
  TCase *c = tcase_create (name);
  tcase_add_test (c, t);
  suite_add_tcase (s, c);
  return s;
}
static Suite *tabled (void) { return of ("tabled", in_table); }
static const struct { const char *name; Suite *(*make) (void); } table[] = { { "tabled", tabled } };
int main (int argc, char **argv)
{
  SRunner *r;
  if (argc > 1 && strcmp (argv[1], "--list") == 0) {
    puts ("suite");
    return 0;
  }
  if (argc > 1 && strcmp (argv[1], "-v") == 0)
    verbose = 1;
  r = srunner_create (suite ());
  if (getenv ("SLOW"))
    srunner_add_suite (r, of ("slow", slow_suite));
  if (argc > 1 && strcmp (argv[1], "all") == 0)
    srunner_add_suite (r, of ("option", with_option));
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (argc < 2 || strcmp (argv[1], table[i].name) == 0)
      srunner_add_suite (r, table[i].make ());
  srunner_run_all (r, verbose ? CK_VERBOSE : CK_NORMAL);
  int failed = srunner_ntests_failed (r);
  srunner_free (r);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
