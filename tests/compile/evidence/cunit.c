/* CUnit, with its own header.
   requires CUnit/CUnit.h */
#include <math.h>
#include <string.h>
#include <CUnit/Basic.h>
#include "subject.h"
/* price semantic "only 50 would pass": a number */
static void equal (void) { CU_ASSERT_EQUAL (price (10, 5), 50); }
/* price shape: all but one */
static void not_equal (void) { CU_ASSERT_NOT_EQUAL (price (10, 5), 0); }
/* price semantic: any condition */
static void condition (void) { CU_ASSERT (price (10, 5) == 50); }
/* price shape: a loose condition */
static void loose (void) { CU_ASSERT_FATAL (price (10, 5) > 0); }
/* is_valid semantic: both polarities */
static void polarities (void) { CU_ASSERT_TRUE (is_valid (3)); CU_ASSERT_FALSE (is_valid (-3)); }
/* is_valid shape: one */
static void polarity (void) { CU_ASSERT_TRUE_FATAL (is_valid (3)); }
/* name_of semantic: a text */
static void text (void) { CU_ASSERT_STRING_EQUAL (name_of (1), "red"); }
/* name_of shape: every other text */
static void text_not (void) { CU_ASSERT_STRING_NOT_EQUAL (name_of (1), "blue"); }
/* name_of shape: a beginning */
static void text_beginning (void) { CU_ASSERT_NSTRING_EQUAL (name_of (1), "re", 2); }
/* find semantic: only NULL */
static void null (void) { CU_ASSERT_PTR_NULL (find (99)); }
/* find shape: anything but NULL */
static void there (void) { CU_ASSERT_PTR_NOT_NULL_FATAL (find (7)); }
/* find semantic: a field behind it */
static void field (void) { const struct order *o = find (7); CU_ASSERT_PTR_NOT_NULL_FATAL (o); CU_ASSERT_EQUAL (o->total, 30); }
/* ratio semantic: a granularity of a thousandth */
static void near (void) { CU_ASSERT_DOUBLE_EQUAL (ratio (1, 2), 0.5, 0.001); }
/* ratio shape: a granularity of a hundred */
static void not_near (void) { CU_ASSERT_DOUBLE_EQUAL (ratio (1, 2), 0.5, 100); }
/* parse semantic: what it stored */
static void out (void) { int v = 0; CU_ASSERT_EQUAL (parse ("42", &v), 0); CU_ASSERT_EQUAL (v, 42); }
/* parse shape: its status alone */
static void status (void) { int v = 0; CU_ASSERT_EQUAL (parse ("42", &v), 0); }
/* price semantic: CU_FAIL in a branch */
static void failing (void) { if (price (10, 5) == 50) { CU_PASS ("price"); } else { CU_FAIL ("price"); } }
/* price called: CU_PASS either way */
static void passing (void) { price (10, 5); CU_PASS ("price"); }
/* price shape: compared with itself */
static void itself (void) { CU_ASSERT_EQUAL (price (10, 5), price (10, 5)); }
int main (void)
{
  CU_initialize_registry ();
  CU_pSuite s = CU_add_suite ("all", NULL, NULL);
  CU_add_test (s, "equal", equal); CU_add_test (s, "not_equal", not_equal); CU_add_test (s, "condition", condition);
  CU_add_test (s, "loose", loose); CU_add_test (s, "polarities", polarities); CU_add_test (s, "polarity", polarity);
  CU_add_test (s, "text", text); CU_add_test (s, "text_not", text_not); CU_add_test (s, "text_beginning", text_beginning);
  CU_add_test (s, "null", null); CU_add_test (s, "there", there); CU_add_test (s, "field", field); CU_add_test (s, "near", near);
  CU_add_test (s, "not_near", not_near); CU_add_test (s, "out", out); CU_add_test (s, "status", status);
  CU_add_test (s, "failing", failing); CU_add_test (s, "passing", passing); CU_add_test (s, "itself", itself);
  CU_basic_run_tests ();
  unsigned failed = CU_get_number_of_failures ();
  CU_cleanup_registry ();
  return failed != 0;
}
