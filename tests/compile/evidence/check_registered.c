/* Which of Check's tests its runner comes to; requires check.h  */
#include <check.h>
#include <stdlib.h>
#include "subject.h"
START_TEST (run) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (case_lost) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (suite_lost) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (suite_unused) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (runner_idle) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (no_round) { ck_assert_int_eq (price (_i, 5), 5 * _i); } END_TEST
START_TEST (rounds) { ck_assert_int_eq (price (_i, 5), 5 * _i); } END_TEST
START_TEST (added_later) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (by_table) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* price run_fn semantic: test, case, suite, runner, and that is run */
/* price case_lost_fn unrun: its case is added to no suite */
/* price suite_lost_fn unrun: its suite is added to no runner */
/* price suite_unused_fn unrun: what makes its suite is called, and nothing comes of it */
/* price runner_idle_fn unrun: its runner is never run */
/* price no_round_fn unrun: for the numbers from 0 to below 0 */
/* price rounds_fn semantic "no constant": for three numbers, each with another result */
/* price added_later_fn semantic: its suite is added to the runner later */
/* price by_table_fn semantic: a table of suites' makers, all of which are added */
static Suite *good (void)
{
  Suite *s = suite_create ("good");
  TCase *c = tcase_create ("run"), *lost = tcase_create ("lost");
  tcase_add_test (c, run);
  tcase_add_loop_test (c, no_round, 0, 0);
  tcase_add_loop_test (c, rounds, 0, 3);
  tcase_add_test (lost, case_lost);
  suite_add_tcase (s, c);
  return s;
}
static Suite *of_one (const char *name, const TTest *test)
{
  Suite *s = suite_create (name);
  TCase *c = tcase_create (name);
  tcase_add_test (c, test);
  suite_add_tcase (s, c);
  return s;
}
Suite *unused (void)
{
  Suite *s = suite_create ("unused");
  TCase *c = tcase_create ("unused");
  tcase_add_test (c, suite_unused);
  suite_add_tcase (s, c);
  return s;
}
static Suite *lost (void)
{
  Suite *s = suite_create ("lost");
  TCase *c = tcase_create ("lost");
  tcase_set_timeout (c, 10);
  tcase_add_test (c, suite_lost);
  suite_add_tcase (s, c);
  return s;
}
static Suite *idle (void)
{
  Suite *s = suite_create ("idle");
  TCase *c = tcase_create ("idle");
  tcase_add_test (c, runner_idle);
  suite_add_tcase (s, c);
  return s;
}
static Suite *tabled (void)
{
  Suite *s = suite_create ("tabled");
  TCase *c = tcase_create ("tabled");
  tcase_add_test (c, by_table);
  suite_add_tcase (s, c);
  return s;
}
static Suite *(*const makers[]) (void) = { good, tabled };
int main (void)
{
  SRunner *r = srunner_create (NULL), *other = srunner_create (idle ());
  Suite *nowhere = lost ();
  (void) nowhere;
  unused ();
  for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
    srunner_add_suite (r, makers[i]());
  srunner_add_suite (r, of_one ("later", added_later));
  srunner_run_all (r, CK_NORMAL);
  int failed = srunner_ntests_failed (r) + srunner_ntests_failed (other);
  srunner_free (r);
  srunner_free (other);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
