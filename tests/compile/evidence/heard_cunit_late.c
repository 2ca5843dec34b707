/* Once the registry is gone, nothing has failed; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price called: main asks too late */
static void
forgotten (void)
{
  CU_ASSERT_EQUAL (price (10, 5), 50);
}
int
main (void)
{
  CU_pSuite suite;
  CU_initialize_registry ();
  suite = CU_add_suite ("suite", NULL, NULL);
  CU_add_test (suite, "forgotten", forgotten);
  CU_basic_run_tests ();
  CU_cleanup_registry ();
  return CU_get_number_of_failures () != 0;
}
