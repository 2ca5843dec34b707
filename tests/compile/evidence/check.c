/* Check, with its own header.  */
#include <check.h>
#include "subject.h"
START_TEST (equal) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (uneq) { ck_assert_int_ne (price (10, 5), 0); } END_TEST
START_TEST (texts) { ck_assert_str_eq (name_of (1), "red"); } END_TEST
START_TEST (there) { ck_assert_ptr_nonnull (order_new (1)); } END_TEST
START_TEST (truth) { ck_assert (is_valid (1)); } END_TEST
START_TEST (runs) { price (10, 5); } END_TEST
START_TEST (message) { ck_assert_msg (price (10, 5) == 50, "wrong"); } END_TEST
START_TEST (itself) { ck_assert_int_eq (price (10, 5), price (10, 5)); } END_TEST
START_TEST (near_half) { ck_assert_double_eq_tol (ratio (1, 2), 0.5, 0.001); } END_TEST
START_TEST (looped) { ck_assert_int_eq (price (_i, 5), 5 * _i); } END_TEST
/* price equal_fn semantic: only 50 */
/* price uneq_fn shape: all but 0 */
/* name_of texts_fn semantic: only "red" */
/* order_new there_fn shape: any order */
/* is_valid truth_fn shape: anything but 0 */
/* price runs_fn called: no assertion */
/* price message_fn semantic: only 50 */
/* price itself_fn shape: compared with itself */
/* ratio near_half_fn semantic: within a thousandth */
/* price looped_fn semantic: one value, which the loop gives */
Suite *suite (void)
{
  TCase *cases = tcase_create ("all");
  tcase_add_test (cases, equal);
  tcase_add_test (cases, uneq);
  tcase_add_test (cases, texts);
  tcase_add_test (cases, there);
  tcase_add_test (cases, truth);
  tcase_add_test (cases, runs);
  tcase_add_test (cases, message);
  tcase_add_test (cases, itself);
  tcase_add_test (cases, near_half);
  tcase_add_loop_test (cases, looped, 1, 4);
  Suite *s = suite_create ("all");
  suite_add_tcase (s, cases);
  return s;
}
