/* As much of Unity as the cases need: its macros by name, and the functions that they call, by name, order and types of
   their arguments.  Written for these tests, from its documentation.  */
#include <stddef.h>
typedef enum { UNITY_STYLE_INT = 20, UNITY_STYLE_UINT = 34, UNITY_STYLE_HEX = 66 } UNITY_DISPLAY_STYLE_T;
typedef enum {
  UNITY_EQUAL_TO = 1,
  UNITY_GREATER_THAN = 2,
  UNITY_GREATER_OR_EQUAL = 3,
  UNITY_SMALLER_THAN = 4,
  UNITY_SMALLER_OR_EQUAL = 5,
  UNITY_NOT_EQUAL = 8
} UNITY_COMPARISON_T;
typedef enum { UNITY_ARRAY_TO_VAL, UNITY_ARRAY_TO_ARRAY } UNITY_FLAGS_T;
void UnityBegin (const char *file);
int UnityEnd (void);
void UnityDefaultTestRun (void (*test) (void), const char *name, const int line);
void UnityFail (const char *message, const unsigned line);
void UnityIgnore (const char *message, const unsigned line);
void UnityAssertEqualNumber (const long expected, const long actual, const char *message, const unsigned line,
                             const UNITY_DISPLAY_STYLE_T style);
void UnityAssertGreaterOrLessOrEqualNumber (const long threshold, const long actual, const UNITY_COMPARISON_T compare,
                                            const char *message, const unsigned line,
                                            const UNITY_DISPLAY_STYLE_T style);
void UnityAssertEqualIntArray (const void *expected, const void *actual, const unsigned count, const char *message,
                               const unsigned line, const UNITY_DISPLAY_STYLE_T style, const UNITY_FLAGS_T flags);
void UnityAssertBits (const long mask, const long expected, const long actual, const char *message,
                      const unsigned line);
void UnityAssertEqualString (const char *expected, const char *actual, const char *message, const unsigned line);
void UnityAssertEqualStringLen (const char *expected, const char *actual, const unsigned length, const char *message,
                                const unsigned line);
void UnityAssertEqualMemory (const void *expected, const void *actual, const unsigned length, const unsigned count,
                             const char *message, const unsigned line, const UNITY_FLAGS_T flags);
void UnityAssertNumbersWithin (const unsigned long delta, const long expected, const long actual, const char *message,
                               const unsigned line, const UNITY_DISPLAY_STYLE_T style);
void UnityAssertFloatsWithin (const float delta, const float expected, const float actual, const char *message,
                              const unsigned line);
void UnityAssertDoublesWithin (const double delta, const double expected, const double actual, const char *message,
                               const unsigned line);
const void *UnityNumToPtr (const long number, const unsigned char size);
#define TEST_ASSERT_EACH_EQUAL_INT(e, a, n) \
  UnityAssertEqualIntArray (UnityNumToPtr ((long) (e), sizeof (int)), a, n, NULL, __LINE__, UNITY_STYLE_INT, \
                            UNITY_ARRAY_TO_VAL)
#define UNITY_BEGIN() UnityBegin (__FILE__)
#define UNITY_END() UnityEnd ()
#define RUN_TEST(f) UnityDefaultTestRun (f, #f, __LINE__)
#define TEST_FAIL_MESSAGE(m) UnityFail (m, __LINE__)
#define TEST_FAIL() UnityFail (NULL, __LINE__)
#define TEST_IGNORE() UnityIgnore (NULL, __LINE__)
#define TEST_ASSERT(c) \
  do { \
    if (c) { \
    } else { \
      UnityFail (" Expression Evaluated To FALSE", __LINE__); \
    } \
  } while (0)
#define TEST_ASSERT_TRUE(c) TEST_ASSERT (c)
#define TEST_ASSERT_FALSE(c) TEST_ASSERT (!(c))
#define TEST_ASSERT_NULL(p) TEST_ASSERT ((p) == NULL)
#define TEST_ASSERT_NOT_NULL(p) TEST_ASSERT ((p) != NULL)
#define TEST_ASSERT_EQUAL_INT(e, a) UnityAssertEqualNumber ((long) (e), (long) (a), NULL, __LINE__, UNITY_STYLE_INT)
#define TEST_ASSERT_EQUAL(e, a) TEST_ASSERT_EQUAL_INT (e, a)
#define TEST_ASSERT_EQUAL_INT8(e, a) \
  UnityAssertEqualNumber ((long) (signed char) (e), (long) (signed char) (a), NULL, __LINE__, UNITY_STYLE_INT)
#define TEST_ASSERT_EQUAL_UINT32(e, a) \
  UnityAssertEqualNumber ((long) (unsigned) (e), (long) (unsigned) (a), NULL, __LINE__, UNITY_STYLE_UINT)
#define TEST_ASSERT_EQUAL_PTR(e, a) UnityAssertEqualNumber ((long) (e), (long) (a), NULL, __LINE__, UNITY_STYLE_HEX)
#define TEST_ASSERT_NOT_EQUAL_INT(e, a) \
  UnityAssertGreaterOrLessOrEqualNumber ((long) (e), (long) (a), UNITY_NOT_EQUAL, NULL, __LINE__, UNITY_STYLE_INT)
#define TEST_ASSERT_GREATER_THAN_INT(t, a) \
  UnityAssertGreaterOrLessOrEqualNumber ((long) (t), (long) (a), UNITY_GREATER_THAN, NULL, __LINE__, UNITY_STYLE_INT)
#define TEST_ASSERT_LESS_OR_EQUAL_INT(t, a) \
  UnityAssertGreaterOrLessOrEqualNumber ((long) (t), (long) (a), UNITY_SMALLER_OR_EQUAL, NULL, __LINE__, \
                                         UNITY_STYLE_INT)
#define TEST_ASSERT_INT_WITHIN(d, e, a) \
  UnityAssertNumbersWithin ((unsigned long) (d), (long) (e), (long) (a), NULL, __LINE__, UNITY_STYLE_INT)
#define TEST_ASSERT_BITS(m, e, a) UnityAssertBits ((long) (m), (long) (e), (long) (a), NULL, __LINE__)
#define TEST_ASSERT_EQUAL_STRING(e, a) UnityAssertEqualString (e, a, NULL, __LINE__)
#define TEST_ASSERT_EQUAL_STRING_LEN(e, a, n) UnityAssertEqualStringLen (e, a, n, NULL, __LINE__)
#define TEST_ASSERT_EQUAL_MEMORY(e, a, n) UnityAssertEqualMemory (e, a, n, 1, NULL, __LINE__, UNITY_ARRAY_TO_ARRAY)
#define TEST_ASSERT_EQUAL_INT_ARRAY(e, a, n) \
  UnityAssertEqualIntArray (e, a, n, NULL, __LINE__, UNITY_STYLE_INT, UNITY_ARRAY_TO_ARRAY)
#define TEST_ASSERT_DOUBLE_WITHIN(d, e, a) UnityAssertDoublesWithin (d, e, a, NULL, __LINE__)
#define TEST_ASSERT_FLOAT_WITHIN(d, e, a) UnityAssertFloatsWithin (d, e, a, NULL, __LINE__)
#define TEST_ASSERT_EQUAL_DOUBLE(e, a) TEST_ASSERT_DOUBLE_WITHIN ((e) *0.000000000001, e, a)
