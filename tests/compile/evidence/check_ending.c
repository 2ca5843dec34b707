/* Tests that Check expects to end by a signal, or by a status: a failure may be the very end that is expected; requires check.h  */
#include <assert.h>
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include "subject.h"
START_TEST (plain) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (by_signal) { assert (price (10, 5) == 51); } END_TEST
START_TEST (by_status) { if (price (10, 5) != 51) exit (1); } END_TEST
START_TEST (asserted_status) { ck_assert_int_eq (price (10, 5), 51); } END_TEST
START_TEST (loop_by_signal) { assert (price (_i, 5) == 5 * _i); } END_TEST
START_TEST (no_signal) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (status_zero) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (by_pointer) { assert (price (10, 5) == 51); } END_TEST
/* price plain_fn semantic: in the same case as the others */
/* price by_signal_fn called: any price but 51 aborts, as is expected */
/* price by_status_fn called: any price but 51 ends it with status 1, as is expected */
/* price asserted_status_fn called: a failed assertion ends the child with status 1, as is expected */
/* price loop_by_signal_fn called: the same for each number */
/* price no_signal_fn semantic: no signal is expected */
/* price status_zero_fn semantic: the status of a test that ends well is expected */
/* price by_pointer_fn called: by a pointer to what START_TEST makes */
static TCase *tests (void)
{
  TCase *c = tcase_create ("ends");
  tcase_add_test (c, plain);
  tcase_add_test_raise_signal (c, by_signal, SIGABRT);
  tcase_add_exit_test (c, by_status, 1);
  tcase_add_exit_test (c, asserted_status, 1);
  tcase_add_loop_test_raise_signal (c, loop_by_signal, SIGABRT, 0, 3);
  tcase_add_test_raise_signal (c, no_signal, 0);
  tcase_add_exit_test (c, status_zero, 0);
  const TTest *pointer = by_pointer;
  tcase_add_test_raise_signal (c, pointer, SIGABRT);
  return c;
}
int main (void)
{
  Suite *s = suite_create ("ends");
  suite_add_tcase (s, tests ());
  SRunner *r = srunner_create (s);
  srunner_run_all (r, CK_NORMAL);
  int failed = srunner_ntests_failed (r);
  srunner_free (r);
  return failed ? 1 : 0;
}
