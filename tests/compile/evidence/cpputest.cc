/* CppUTest, with its own header; what is tested is C.
   requires CppUTest/TestHarness.h */
#include <CppUTest/TestHarness.h>
#include "subject.h"
TEST_GROUP (S) { long total; void setup () { total = 0; } };
/* price TEST_S_Equal_Test semantic "only 50 would pass": a number */
TEST (S, Equal) { LONGS_EQUAL (50, price (10, 5)); }
/* price TEST_S_CheckEqual_Test semantic: any type */
TEST (S, CheckEqual) { CHECK_EQUAL (50L, price (10, 5)); }
/* price TEST_S_Condition_Test semantic: any condition */
TEST (S, Condition) { CHECK (price (10, 5) == 50); }
/* price TEST_S_Loose_Test shape: a loose one */
TEST (S, Loose) { CHECK_TRUE (price (10, 5) > 0); }
/* price TEST_S_Compared_Test shape: half of all */
TEST (S, Compared) { CHECK_COMPARE (price (10, 5), >, 0); }
/* is_valid TEST_S_Polarities_Test semantic: both */
TEST (S, Polarities) { CHECK_TRUE (is_valid (3)); CHECK_FALSE (is_valid (-3)); }
/* is_valid TEST_S_Polarity_Test shape: one */
TEST (S, Polarity) { CHECK (is_valid (3)); }
/* name_of TEST_S_Text_Test semantic: a text */
TEST (S, Text) { STRCMP_EQUAL ("red", name_of (1)); }
/* name_of TEST_S_TextBegins_Test shape: the beginning of one */
TEST (S, TextBegins) { STRNCMP_EQUAL ("re", name_of (1), 2); }
/* name_of TEST_S_TextWithin_Test shape: a part of one */
TEST (S, TextWithin) { STRCMP_CONTAINS ("e", name_of (1)); }
/* find TEST_S_Null_Test semantic: only NULL */
TEST (S, Null) { POINTERS_EQUAL (NULL, find (99)); }
/* find TEST_S_There_Test shape: anything but NULL */
TEST (S, There) { CHECK (find (7) != NULL); }
/* ratio TEST_S_Near_Test semantic: a thousandth */
TEST (S, Near) { DOUBLES_EQUAL (0.5, ratio (1, 2), 0.001); }
/* ratio TEST_S_NotNear_Test shape: a hundred */
TEST (S, NotNear) { DOUBLES_EQUAL (0.5, ratio (1, 2), 100); }
/* encode TEST_S_Memory_Test semantic: bytes */
TEST (S, Memory) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; encode ("a", got, sizeof got); MEMCMP_EQUAL (want, got, 2); }
/* level TEST_S_Bits_Test shape: one bit */
TEST (S, Bits) { BITS_EQUAL (1, level (3), 1); }
/* parse TEST_S_Out_Test semantic: what it stores */
TEST (S, Out) { int v = 0; LONGS_EQUAL (0, parse ("42", &v)); LONGS_EQUAL (42, v); }
/* parse TEST_S_Status_Test shape: its status alone */
TEST (S, Status) { int v = 0; LONGS_EQUAL (0, parse ("42", &v)); }
/* price TEST_S_Failing_Test semantic: FAIL in a branch */
TEST (S, Failing) { if (price (10, 5) != 50) FAIL ("price"); }
/* price TEST_S_Smoke_Test called: nothing is asserted */
TEST (S, Smoke) { price (10, 5); }
/* price TEST_S_Itself_Test shape: compared with itself */
TEST (S, Itself) { LONGS_EQUAL (price (10, 5), price (10, 5)); }
/* price TEST_S_Stored_Test semantic: stored in the group, asserted later */
TEST (S, Stored) { total = price (10, 5); LONGS_EQUAL (50, total); }
/* price TEST_S_Unread_Test called: stored, and not looked at */
TEST (S, Unread) { total = price (10, 5); }
