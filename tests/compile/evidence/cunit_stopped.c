/* CUnit is told not to run a test, and a suite; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price unrun: it is told not to run */
static void inactive (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price unrun: so is its suite */
static void in_suite (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price semantic: the rest */
static void active (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
int main (void)
{
  CU_initialize_registry ();
  CU_pSuite a = CU_add_suite ("a", NULL, NULL), b = CU_add_suite ("b", NULL, NULL);
  CU_set_test_active (CU_add_test (a, "inactive", inactive), CU_FALSE);
  CU_add_test (b, "in suite", in_suite);
  CU_set_suite_active (b, CU_FALSE);
  CU_add_test (a, "active", active);
  CU_basic_run_tests ();
  return CU_get_number_of_failures () != 0;
}
