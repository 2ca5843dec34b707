/* CUnit: what is registered where a framework's function has failed is no way that passes; requires CUnit/Basic.h  */
#include <CUnit/Basic.h>
#include <stdlib.h>
#include "subject.h"
/* price added semantic: it is added unless CUnit itself fails */
static void added (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price added_after semantic: so is this */
static void added_after (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price added_maybe unrun: only if the environment says so */
static void added_maybe (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
int main (void)
{
  CU_pSuite s = NULL;
  if (CU_initialize_registry () != CUE_SUCCESS)
    return CU_get_error ();
  s = CU_add_suite ("s", NULL, NULL);
  if (s == NULL) {
    CU_cleanup_registry ();
    return CU_get_error ();
  }
  if (CU_add_test (s, "added", added) == NULL || CU_add_test (s, "after", added_after) == NULL) {
    CU_cleanup_registry ();
    return CU_get_error ();
  }
  if (getenv ("SLOW"))
    CU_add_test (s, "maybe", added_maybe);
  CU_basic_run_tests ();
  unsigned failed = CU_get_number_of_failures ();
  CU_cleanup_registry ();
  return failed > 0;
}
