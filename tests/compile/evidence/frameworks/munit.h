/* As much of munit as the cases need, written for these tests from its documentation.  */
#include <string.h>
typedef enum { MUNIT_OK, MUNIT_FAIL, MUNIT_SKIP, MUNIT_ERROR } MunitResult;
typedef struct {
  char *name, *value;
} MunitParameter;
typedef MunitResult (*MunitTestFunc) (const MunitParameter params[], void *data);
typedef struct {
  char *name;
  MunitTestFunc test;
  void *(*setup) (const MunitParameter params[], void *data);
  void (*tear_down) (void *fixture);
  int options;
  void *parameters;
} MunitTest;
enum { MUNIT_TEST_OPTION_NONE, MUNIT_TEST_OPTION_SINGLE_ITERATION, MUNIT_TEST_OPTION_TODO };
typedef struct munit_suite {
  char *prefix;
  MunitTest *tests;
  struct munit_suite *suites;
  unsigned iterations;
  int options;
} MunitSuite;
int munit_suite_main (const MunitSuite *suite, void *data, int argc, char *const *argv);
void munit_errorf_ex (const char *file, int line, const char *format, ...);
void munit_logf_ex (int level, const char *file, int line, const char *format, ...);
#define munit_errorf(...) munit_errorf_ex (__FILE__, __LINE__, __VA_ARGS__)
#define munit_log(l, m) munit_logf_ex (l, __FILE__, __LINE__, "%s", m)
#define munit_assert_compared(type, a, op, b) \
  do { \
    type munit_a = (a); \
    type munit_b = (b); \
    if (__builtin_expect (!!(!(munit_a op munit_b)), 0)) \
      munit_errorf ("assertion failed: %s %s %s", #a, #op, #b); \
  } while (0)
#define munit_assert_int(a, op, b) munit_assert_compared (int, a, op, b)
#define munit_assert_long(a, op, b) munit_assert_compared (long, a, op, b)
#define munit_assert_uint8(a, op, b) munit_assert_compared (unsigned char, a, op, b)
#define munit_assert_double(a, op, b) munit_assert_compared (double, a, op, b)
#define munit_assert_ptr(a, op, b) munit_assert_compared (const void *, a, op, b)
#define munit_assert_null(p) munit_assert_ptr (p, ==, NULL)
#define munit_assert_not_null(p) munit_assert_ptr (p, !=, NULL)
#define munit_assert(c) \
  do { \
    if (__builtin_expect (!!(!(c)), 0)) \
      munit_errorf ("assertion failed: %s", #c); \
  } while (0)
#define munit_assert_true(c) munit_assert (c)
#define munit_assert_false(c) munit_assert (!(c))
#define munit_assert_double_equal(a, b, precision) \
  do { \
    const double munit_a = (a), munit_b = (b); \
    const double munit_diff = munit_a - munit_b < 0 ? -(munit_a - munit_b) : munit_a - munit_b; \
    if (__builtin_expect (!!(munit_diff > 1e-##precision), 0)) \
      munit_errorf ("assertion failed: %s == %s", #a, #b); \
  } while (0)
#define munit_assert_string_equal(a, b) \
  do { \
    const char *munit_a = (a), *munit_b = (b); \
    if (__builtin_expect (!!(strcmp (munit_a, munit_b) != 0), 0)) \
      munit_errorf ("assertion failed: %s == %s", munit_a, munit_b); \
  } while (0)
#define munit_assert_memory_equal(size, a, b) \
  do { \
    const unsigned char *munit_a = (const unsigned char *) (a), *munit_b = (const unsigned char *) (b); \
    for (size_t munit_i = 0; munit_i < (size); munit_i++) \
      if (__builtin_expect (!!(munit_a[munit_i] != munit_b[munit_i]), 0)) { \
        munit_errorf ("assertion failed: memory %s == %s", #a, #b); \
        break; \
      } \
  } while (0)
