/* Unity: what its macros expand to, written out.  */
#include "subject.h"
void UnityAssertEqualNumber (long expected, long actual, const char *, unsigned line, int style);
void UnityAssertEqualString (const char *expected, const char *actual, const char *, unsigned line);
void UnityFail (const char *, unsigned line);
#define TEST_ASSERT_EQUAL_INT(e, a) UnityAssertEqualNumber ((long) (int) (e), (long) (int) (a), 0, __LINE__, 20)
#define TEST_ASSERT_EQUAL_STRING(e, a) UnityAssertEqualString (e, a, 0, __LINE__)
#define TEST_ASSERT(c) do { if (c) {} else { UnityFail (" Expression Evaluated To FALSE", __LINE__); } } while (0)
#define TEST_ASSERT_NOT_NULL(p) TEST_ASSERT ((p) != 0)
void setUp (void) {}
/* count semantic: only 3 */
void test_equal (void) { TEST_ASSERT_EQUAL_INT (3, count ("abc")); }
/* name_of semantic: only "red" */
void test_text (void) { TEST_ASSERT_EQUAL_STRING ("red", name_of (1)); }
/* order_new shape: any order */
void test_there (void) { TEST_ASSERT_NOT_NULL (order_new (1)); }
/* is_valid shape: anything but 0 */
void test_truth (void) { TEST_ASSERT (is_valid (1)); }
/* count shape: nearly everything */
void test_sign (void) { TEST_ASSERT (count ("abc") >= 0); }
/* count called: no assertion */
void test_runs (void) { count ("abc"); }
/* count semantic: in a loop that is always run */
void test_loop (void) { for (int i = 0; i < 5; i++) TEST_ASSERT_EQUAL_INT (i, count ("aaaaa" + 5 - i)); }
/* count shape: compared with itself */
void test_itself (void) { int n = count ("abc"); TEST_ASSERT_EQUAL_INT (n, count ("abc")); }
/* count reached: what a constant decides stands for a test that is still to be written */
void test_later (void) { count ("abc"); TEST_ASSERT (1); }
/* count unreached: an assertion that no way leads to */
void test_never (void) { count ("abc"); if (0) TEST_ASSERT (count ("abc") == 3); }
