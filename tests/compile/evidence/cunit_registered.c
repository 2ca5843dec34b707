/* CUnit's registry is filled, and nobody runs it; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price unrun: it is in the registry, which is asked how many failed */
static void kept (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
int main (void)
{
  CU_initialize_registry ();
  CU_pSuite s = CU_add_suite ("price", NULL, NULL);
  CU_add_test (s, "kept", kept);
  unsigned failed = CU_get_number_of_failures ();
  CU_cleanup_registry ();
  return failed != 0;
}
