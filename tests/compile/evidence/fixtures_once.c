/* What Check's unchecked fixtures made once, where all tests run in one process; requires check.h  */
/* clang-format off */
#include <check.h>
#include <stdlib.h>
#include "subject.h"
static struct order *order;
static long asked, changed, handed;
long public_one;
static struct point spot;
static void setup (void) { order = order_new (7); asked = price (10, 5); changed = other (3); public_one = other (4); spot = mirror (3, 4); handed = count ("a"); }
static void setup_each (void) { changed = other (5); }
/* price asked_once_fn semantic "only 50": nobody else stores there */
START_TEST (asked_once) { ck_assert_int_eq (asked, 50); } END_TEST
/* mirror spotted_fn semantic: nor in a struct */
START_TEST (spotted) { ck_assert_int_eq (spot.x, -3); } END_TEST
/* order_new total_fn absent: another test stores where it leads */
START_TEST (total) { ck_assert_int_eq (order->total, 70); } END_TEST
/* order_new made_fn shape: the pointer itself stays */
START_TEST (made) { ck_assert_ptr_nonnull (order); } END_TEST
/* other changes_fn absent: another test stores there, too */
START_TEST (changes) { ck_assert_int_eq (changed, 12); } END_TEST
/* other open_fn absent: another unit may store there */
START_TEST (open) { ck_assert_int_eq (public_one, 12); } END_TEST
/* count handing_fn absent: its address is given away */
START_TEST (handing) { ck_assert_int_eq (handed, 1); } END_TEST
/* price compared_fn shape: the setup asked it for what is expected */
START_TEST (compared) { ck_assert_int_eq (price (10, 5), asked); } END_TEST
START_TEST (storing) { order->total = 70; changed = 12; parse ("1", (int *) &handed); } END_TEST
/* other each_time_fn semantic "only 12": made anew before each test */
/* price each_time_fn semantic "only 50": and this once before */
START_TEST (each_time) { ck_assert_int_eq (changed, 12); ck_assert_int_eq (asked, 50); } END_TEST
int main (void)
{
  Suite *s = suite_create ("once");
  TCase *c = tcase_create ("once"), *e = tcase_create ("each");
  tcase_add_unchecked_fixture (c, setup, NULL);
  tcase_add_test (c, storing);
  tcase_add_test (c, asked_once);
  tcase_add_test (c, spotted);
  tcase_add_test (c, total);
  tcase_add_test (c, made);
  tcase_add_test (c, changes);
  tcase_add_test (c, open);
  tcase_add_test (c, handing);
  tcase_add_test (c, compared);
  tcase_add_checked_fixture (e, setup_each, NULL);
  tcase_add_unchecked_fixture (e, setup, NULL);
  tcase_add_test (e, each_time);
  suite_add_tcase (s, c);
  suite_add_tcase (s, e);
  SRunner *sr = srunner_create (s);
  srunner_set_fork_status (sr, CK_NOFORK);
  srunner_run_all (sr, CK_ENV);
  int failed = srunner_ntests_failed (sr);
  srunner_free (sr);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
