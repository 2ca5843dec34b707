/* Only suites whose setup fails are counted; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price called: a test that fails is no suite that does */
static void
uncounted (void)
{
  CU_ASSERT_EQUAL (price (10, 5), 50);
}
int
main (void)
{
  CU_pSuite suite;
  unsigned failed;
  CU_initialize_registry ();
  suite = CU_add_suite ("suite", NULL, NULL);
  CU_add_test (suite, "uncounted", uncounted);
  CU_basic_run_tests ();
  failed = CU_get_number_of_suites_failed ();
  CU_cleanup_registry ();
  return failed != 0;
}
