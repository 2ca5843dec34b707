/* A runner behind a return that is taken; requires check.h  */
#include <check.h>
#include <stdlib.h>
#include "subject.h"
START_TEST (never) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* price never_fn unrun: main has returned before */
int main (void)
{
  Suite *s = suite_create ("s");
  TCase *c = tcase_create ("c");
  tcase_add_test (c, never);
  suite_add_tcase (s, c);
  SRunner *r = srunner_create (s);
  if (s != NULL)
    return 0;
  srunner_run_all (r, CK_SILENT);
  int failed = srunner_ntests_failed (r);
  srunner_free (r);
  return failed != 0;
}
