/* Of two runners main asks one, and of a third it asks before that runs; requires check.h  */
#include <check.h>
#include "subject.h"
START_TEST (asked)
{
  ck_assert_int_eq (price (10, 5), 50);
}
END_TEST
START_TEST (unasked)
{
  ck_assert_int_eq (price (10, 5), 50);
}
END_TEST
START_TEST (asked_early)
{
  ck_assert_int_eq (price (10, 5), 50);
}
END_TEST
/* price asked_fn semantic: its runner says whether it failed */
/* price unasked_fn called: another runner is asked */
/* price asked_early_fn called: when it is asked nothing has failed yet */
int
main (void)
{
  Suite *first = suite_create ("first"), *second = suite_create ("second"), *third = suite_create ("third");
  TCase *a = tcase_create ("a"), *b = tcase_create ("b"), *c = tcase_create ("c");
  tcase_add_test (a, asked);
  suite_add_tcase (first, a);
  tcase_add_test (b, unasked);
  suite_add_tcase (second, b);
  tcase_add_test (c, asked_early);
  suite_add_tcase (third, c);
  SRunner *of_first = srunner_create (first), *of_second = srunner_create (second), *of_third = srunner_create (third);
  srunner_run_all (of_first, CK_NORMAL);
  srunner_run_all (of_second, CK_NORMAL);
  int failed = srunner_ntests_failed (of_first) + srunner_ntests_failed (of_third);
  srunner_run_all (of_third, CK_NORMAL);
  return failed != 0;
}
