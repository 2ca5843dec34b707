/* What the last runner says takes the place of what the others said; requires check.h  */
#include <check.h>
#include "subject.h"
START_TEST (one)
{
  ck_assert_int_eq (price (10, 5), 50);
}
END_TEST
START_TEST (last)
{
  ck_assert_int_eq (count ("abc"), 3);
}
END_TEST
/* price one_fn called: the second runner is well */
/* count last_fn semantic, called: the last one; but one call runs both */
static Suite *
suite_of (const char *name, const TTest *test)
{
  Suite *suite = suite_create (name);
  TCase *cases = tcase_create (name);
  tcase_add_test (cases, test);
  suite_add_tcase (suite, cases);
  return suite;
}
int
main (void)
{
  Suite *suites[] = { suite_of ("one", one), suite_of ("last", last) };
  int failed = 0;
  for (int i = 0; i < 2; i++) {
    SRunner *runner = srunner_create (suites[i]);
    srunner_run_all (runner, CK_NORMAL);
    failed = srunner_ntests_failed (runner);
    srunner_free (runner);
  }
  return failed ? 1 : 0;
}
