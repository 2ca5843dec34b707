/* CUnit's registry is run; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price semantic: it is in a table that ends behind it */
static void tabled (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price unrun: the table ends before it */
static void behind_end (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price semantic: it is added by hand */
static void added (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
static CU_TestInfo table[] = { { "tabled", tabled }, CU_TEST_INFO_NULL, { "behind", behind_end }, CU_TEST_INFO_NULL };
static CU_SuiteInfo suites[] = { { "tables", NULL, NULL, NULL, NULL, table }, CU_SUITE_INFO_NULL };
int main (void)
{
  if (CU_initialize_registry () != CUE_SUCCESS)
    return CU_get_error ();
  CU_pSuite s = CU_add_suite ("price", NULL, NULL);
  if (!s || !CU_add_test (s, "added", added) || CU_register_suites (suites) != CUE_SUCCESS) {
    CU_cleanup_registry ();
    return CU_get_error ();
  }
  CU_basic_set_mode (CU_BRM_VERBOSE);
  CU_basic_run_tests ();
  unsigned failed = CU_get_number_of_failures ();
  CU_cleanup_registry ();
  return failed != 0;
}
