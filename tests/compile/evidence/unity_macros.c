/* Unity, with a header of our own that calls what Unity's calls.  */
#include "frameworks/unity.h"
#include "subject.h"
void setUp (void) {}
void tearDown (void) {}
/* fill semantic: each of three numbers */
void test_each (void) { int n[3]; fill (n, 3); TEST_ASSERT_EACH_EQUAL_INT (7, n, 3); }
/* fill called: each of none */
void test_each_of_none (void) { int n[3]; fill (n, 3); TEST_ASSERT_EACH_EQUAL_INT (7, n, 0); }
/* fill semantic: each of three numbers, twice, with another number */
void test_each_twice (void) { int n[3]; fill (n, 3); TEST_ASSERT_EACH_EQUAL_INT (7, n, 3); fill (n, 3); TEST_ASSERT_EACH_EQUAL_INT (8, n, 3); }
/* count semantic "only 3 would pass": a number */
void test_int (void) { TEST_ASSERT_EQUAL_INT (3, count ("abc")); }
/* price semantic: a long, not narrowed */
void test_equal (void) { TEST_ASSERT_EQUAL (50, price (10, 5)); }
/* count shape: narrowed to a byte, 2 to the 24 numbers pass */
void test_int8 (void) { TEST_ASSERT_EQUAL_INT8 (3, count ("abc")); }
/* checksum semantic: unsigned */
void test_uint32 (void) { TEST_ASSERT_EQUAL_UINT32 (0xdeadbeefu, checksum ("abc")); }
/* count shape: all but one */
void test_not_equal (void) { TEST_ASSERT_NOT_EQUAL_INT (0, count ("abc")); }
/* count shape: half of all */
void test_greater (void) { TEST_ASSERT_GREATER_THAN_INT (0, count ("abc")); }
/* count semantic: from both sides */
void test_between (void) { int n = count ("abc"); TEST_ASSERT_GREATER_THAN_INT (2, n); TEST_ASSERT_LESS_OR_EQUAL_INT (3, n); }
/* count semantic: three numbers */
void test_within (void) { TEST_ASSERT_INT_WITHIN (1, 3, count ("abc")); }
/* count shape: two thousand numbers */
void test_within_far (void) { TEST_ASSERT_INT_WITHIN (1000, 3, count ("abc")); }
/* count shape: one bit */
void test_bit (void) { TEST_ASSERT_BITS (1, 1, count ("abc")); }
/* count semantic: all bits */
void test_bits (void) { TEST_ASSERT_BITS (0xffffffff, 3, count ("abc")); }
/* name_of semantic: a text */
void test_string (void) { TEST_ASSERT_EQUAL_STRING ("red", name_of (1)); }
/* name_of shape: the beginning of a text */
void test_string_beginning (void) { TEST_ASSERT_EQUAL_STRING_LEN ("re", name_of (1), 2); }
/* render semantic: a buffer as a text */
void test_buffer (void) { char b[8]; render (3, b, sizeof b); TEST_ASSERT_EQUAL_STRING ("3", b); }
/* fill semantic: an array of numbers */
void test_array (void) { static const int want[] = { 1, 2, 3 }; int got[3] = { 0 }; fill (got, 3); TEST_ASSERT_EQUAL_INT_ARRAY (want, got, 3); }
/* fill called: no element of it */
void test_array_none (void) { static const int want[] = { 1, 2, 3 }; int got[3] = { 0 }; fill (got, 3); TEST_ASSERT_EQUAL_INT_ARRAY (want, got, 0); }
/* encode semantic: bytes */
void test_memory (void) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; encode ("a", got, sizeof got); TEST_ASSERT_EQUAL_MEMORY (want, got, 2); }
/* ratio semantic: within a thousandth */
void test_near (void) { TEST_ASSERT_DOUBLE_WITHIN (0.001, 0.5, ratio (1, 2)); }
/* ratio shape: within a hundred */
void test_not_near (void) { TEST_ASSERT_DOUBLE_WITHIN (100, 0.5, ratio (1, 2)); }
/* ratio semantic: Unity's own tolerance */
void test_double (void) { TEST_ASSERT_EQUAL_DOUBLE (0.5, ratio (1, 2)); }
/* half semantic: a float within a thousandth */
void test_float (void) { TEST_ASSERT_FLOAT_WITHIN (0.001f, 1.5f, half (3)); }
/* is_valid semantic: both polarities */
void test_polarities (void) { TEST_ASSERT_TRUE (is_valid (3)); TEST_ASSERT_FALSE (is_valid (-3)); }
/* is_valid shape: one */
void test_polarity (void) { TEST_ASSERT_TRUE (is_valid (3)); }
/* find semantic: only NULL */
void test_null (void) { TEST_ASSERT_NULL (find (99)); }
/* find semantic: what the other function gave */
void test_pointer (void) { struct order *o = order_new (7); TEST_ASSERT_EQUAL_PTR (o, find (7)); }
/* count called: ignored before it can fail */
void test_ignored (void) { int n = count ("abc"); TEST_IGNORE (); TEST_ASSERT_EQUAL_INT (3, n); }
/* count semantic: TEST_FAIL in a branch */
void test_fail (void) { if (count ("abc") != 3) TEST_FAIL_MESSAGE ("count"); }
/* count called: only run */
void test_smoke (void) { count ("abc"); }
/* count shape: equal to itself */
void test_itself (void) { TEST_ASSERT_EQUAL_INT (count ("abc"), count ("abc")); }
int main (void)
{
  UNITY_BEGIN ();
  RUN_TEST (test_int); RUN_TEST (test_equal); RUN_TEST (test_int8); RUN_TEST (test_uint32); RUN_TEST (test_not_equal);
  RUN_TEST (test_greater); RUN_TEST (test_between); RUN_TEST (test_within); RUN_TEST (test_within_far); RUN_TEST (test_bit);
  RUN_TEST (test_bits); RUN_TEST (test_string); RUN_TEST (test_string_beginning); RUN_TEST (test_buffer); RUN_TEST (test_array);
  RUN_TEST (test_array_none); RUN_TEST (test_memory); RUN_TEST (test_near); RUN_TEST (test_not_near); RUN_TEST (test_double);
  RUN_TEST (test_float); RUN_TEST (test_polarities); RUN_TEST (test_polarity); RUN_TEST (test_null); RUN_TEST (test_pointer);
  RUN_TEST (test_ignored); RUN_TEST (test_fail); RUN_TEST (test_smoke); RUN_TEST (test_itself);
  return UNITY_END ();
}
