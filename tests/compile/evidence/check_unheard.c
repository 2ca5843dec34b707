/* Nobody asks Check whether tests failed; requires check.h  */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include "subject.h"
START_TEST (equal) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (ends) { if (count ("abc") != 3) abort (); } END_TEST
/* price equal_fn called: how many failed is printed, and main returns 0 */
/* count ends_fn semantic: who aborts in main's process ends that */
int main (void)
{
  Suite *s = suite_create ("price");
  TCase *c = tcase_create ("price");
  tcase_add_test (c, equal);
  tcase_add_test (c, ends);
  suite_add_tcase (s, c);
  SRunner *r = srunner_create (s);
  srunner_set_fork_status (r, CK_NOFORK);
  srunner_run_all (r, CK_NORMAL);
  if (srunner_ntests_failed (r) > 0)
    printf ("%d failed\n", srunner_ntests_failed (r));
  srunner_free (r);
  return EXIT_SUCCESS;
}
