/* CUnit is told to run one suite; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price unrun: its suite is not the one that is run */
static void left (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price semantic: the suite that is run */
static void chosen (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price unrun: it is told not to run */
static void inactive (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
int main (void)
{
  CU_initialize_registry ();
  CU_pSuite a = CU_add_suite ("a", NULL, NULL), b = CU_add_suite ("b", NULL, NULL);
  CU_add_test (a, "left", left);
  CU_add_test (b, "chosen", chosen);
  CU_pTest t = CU_add_test (b, "inactive", inactive);
  CU_set_test_active (t, CU_FALSE);
  CU_basic_run_suite (b);
  return CU_get_number_of_failures () != 0;
}
