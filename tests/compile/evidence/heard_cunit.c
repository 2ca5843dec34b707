/* CUnit counts the failures of one run; requires CUnit/CUnit.h  */
#include <CUnit/CUnit.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price called: the next run begins to count anew */
static void
first_suite (void)
{
  CU_ASSERT_EQUAL (price (10, 5), 50);
}
/* price semantic: main gives what the last run counted */
static void
second_suite (void)
{
  CU_ASSERT_EQUAL (price (10, 5), 50);
}
int
main (void)
{
  CU_pSuite first, second;
  unsigned failed;
  if (CU_initialize_registry () != CUE_SUCCESS)
    return 1;
  first = CU_add_suite ("first", NULL, NULL);
  second = CU_add_suite ("second", NULL, NULL);
  if (!first || !second || !CU_add_test (first, "first", first_suite) || !CU_add_test (second, "second", second_suite))
    return 1;
  CU_basic_run_suite (first);
  CU_basic_run_suite (second);
  failed = CU_get_number_of_failures ();
  CU_cleanup_registry ();
  return failed != 0;
}
