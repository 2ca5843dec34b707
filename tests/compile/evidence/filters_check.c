/* A runner that is told which suite to run; requires check.h  */
#include <check.h>
#include <stdlib.h>
#include "subject.h"
START_TEST (of_another) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* price of_another_fn unrun: a suite of another name is run */
int main (void)
{
  Suite *s = suite_create ("core");
  TCase *c = tcase_create ("core");
  tcase_add_test (c, of_another);
  suite_add_tcase (s, c);
  SRunner *r = srunner_create (s);
  srunner_run (r, "other", NULL, CK_NORMAL);
  int failed = srunner_ntests_failed (r);
  srunner_free (r);
  return failed != 0;
}
