/* A suite of Check's that another unit runs; requires check.h  */
#include <check.h>
#include "subject.h"
START_TEST (given) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
START_TEST (lost) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* price given_fn semantic: the suite goes to who calls this unit */
/* price lost_fn unrun: its case is added to nothing */
Suite *price_suite (void)
{
  Suite *s = suite_create ("price");
  TCase *c = tcase_create ("given"), *other = tcase_create ("lost");
  tcase_add_test (c, given);
  tcase_add_test (other, lost);
  suite_add_tcase (s, c);
  return s;
}
