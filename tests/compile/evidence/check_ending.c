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
START_TEST (ends_by_status) { fail_with (3); } END_TEST
START_TEST (ends_by_signal) { struct order *o = order_new (1); order_free (o); order_free (o); } END_TEST
START_TEST (ends_itself) { fail_with (0); exit (3); } END_TEST
START_TEST (raises_itself) { fail_with (0); raise (SIGUSR1); } END_TEST
START_TEST (crashes_itself) { volatile int *nowhere = NULL; fail_with (0); *nowhere = 1; } END_TEST
START_TEST (another_ends) { fail_with (0); reset (); } END_TEST
START_TEST (ends_if_wrong) { if (is_valid (3)) return; abort (); } END_TEST
START_TEST (ends_well) { fail_with (0); } END_TEST
/* fail_with ends_by_status_fn semantic "how it ends the process": if it comes back the test fails */
/* order_free ends_by_signal_fn semantic "how it ends the process": nothing but its second call can end the test */
/* order_new ends_by_signal_fn called: another function is called after it, which may end the test */
/* fail_with ends_itself_fn called: the test ends itself as is expected */
/* fail_with raises_itself_fn called: it sends itself the signal */
/* fail_with crashes_itself_fn called: it crashes itself */
/* fail_with another_ends_fn called: what comes after it may end the test */
/* reset another_ends_fn semantic "how it ends the process": what came before it came back */
/* is_valid ends_if_wrong_fn called: a constant lets it end as is expected */
/* fail_with ends_well_fn called: it is to end well */
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
  tcase_add_exit_test (c, ends_by_status, 3);
  tcase_add_test_raise_signal (c, ends_by_signal, SIGABRT);
  tcase_add_exit_test (c, ends_itself, 3);
  tcase_add_test_raise_signal (c, raises_itself, SIGUSR1);
  tcase_add_test_raise_signal (c, crashes_itself, SIGSEGV);
  tcase_add_exit_test (c, another_ends, 3);
  tcase_add_test_raise_signal (c, ends_if_wrong, SIGABRT);
  tcase_add_exit_test (c, ends_well, 0);
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
