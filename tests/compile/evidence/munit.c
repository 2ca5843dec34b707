/* munit, with a header of our own.  */
#include "frameworks/munit.h"
#include "subject.h"
#define T(name) static MunitResult name (const MunitParameter params[], void *data)
/* price equal semantic "only 50 would pass": a number */
T (equal) { munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
/* price positive shape: half of all */
T (positive) { munit_assert_long (price (10, 5), >, 0); return MUNIT_OK; }
/* price narrowed shape: a byte of it */
T (narrowed) { munit_assert_uint8 (price (10, 5), ==, 50); return MUNIT_OK; }
/* name_of text semantic: a text */
T (text) { munit_assert_string_equal (name_of (1), "red"); return MUNIT_OK; }
/* ratio near semantic: six digits */
T (near) { munit_assert_double_equal (ratio (1, 2), 0.5, 6); return MUNIT_OK; }
/* ratio not_near shape: all that is larger than 0 */
T (not_near) { munit_assert_double (ratio (1, 2), >, 0.0); return MUNIT_OK; }
/* is_valid polarities semantic: both */
T (polarities) { munit_assert_true (is_valid (3)); munit_assert_false (is_valid (-3)); return MUNIT_OK; }
/* is_valid polarity shape: one */
T (polarity) { munit_assert (is_valid (3)); return MUNIT_OK; }
/* find null semantic: only NULL */
T (null) { munit_assert_null (find (99)); return MUNIT_OK; }
/* find there shape: anything but NULL */
T (there) { munit_assert_not_null (find (7)); return MUNIT_OK; }
/* encode memory semantic: bytes */
T (memory) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; encode ("a", got, sizeof got); munit_assert_memory_equal (2, got, want); return MUNIT_OK; }
/* price by_result semantic: its result says that it failed */
T (by_result) { if (price (10, 5) != 50) return MUNIT_FAIL; return MUNIT_OK; }
/* price by_error semantic: so does this one */
T (by_error) { return price (10, 5) == 50 ? MUNIT_OK : MUNIT_ERROR; }
/* price by_skip called: it is skipped if it is wrong */
T (by_skip) { return price (10, 5) == 50 ? MUNIT_OK : MUNIT_SKIP; }
/* price smoke called: nothing is asserted */
T (smoke) { price (10, 5); return MUNIT_OK; }
/* price logged called: printed */
T (logged) { if (price (10, 5) != 50) munit_log (1, "wrong"); return MUNIT_OK; }
/* read_order in_fixture semantic: the fixture is the argument */
T (in_fixture) { struct order *o = data; munit_assert_int (read_order (3, o), ==, 0); munit_assert_long (o->total, ==, 99); return MUNIT_OK; }
/* price itself shape: compared with itself */
T (itself) { munit_assert_long (price (1, 1), ==, price (1, 1)); return MUNIT_OK; }
static MunitTest tests[] = {
  { "/equal", equal }, { "/positive", positive }, { "/narrowed", narrowed }, { "/text", text }, { "/near", near },
  { "/not-near", not_near }, { "/polarities", polarities }, { "/polarity", polarity }, { "/null", null }, { "/there", there },
  { "/memory", memory }, { "/by-result", by_result }, { "/by-error", by_error }, { "/by-skip", by_skip }, { "/smoke", smoke },
  { "/logged", logged }, { "/fixture", in_fixture }, { "/itself", itself }, { 0 },
};
static const MunitSuite suite = { "", tests, 0, 1, 0 };
int main (int argc, char **argv) { return munit_suite_main (&suite, 0, argc, argv); }
