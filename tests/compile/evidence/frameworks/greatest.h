/* As much of greatest as the cases need, written for these tests from its documentation: tests give a result, a suite
   hands it to greatest_test_post, main asks whether anything failed; all of it in the test's unit.  */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef enum greatest_test_res {
  GREATEST_TEST_RES_PASS = 0,
  GREATEST_TEST_RES_FAIL = -1,
  GREATEST_TEST_RES_SKIP = 1
} greatest_test_res;
struct greatest_suite_info {
  unsigned tests_run, passed, failed, skipped;
};
struct greatest_run_info {
  unsigned tests_run;
  struct greatest_suite_info suite;
  unsigned passed, failed, skipped, assertions;
  unsigned fail_line;
  const char *fail_file, *msg;
};
extern struct greatest_run_info greatest_info;
typedef void greatest_suite_cb (void);
int greatest_test_pre (const char *name);
void greatest_test_post (int res);
int greatest_all_passed (void);
typedef void greatest_setup_cb (void *udata);
void GREATEST_SET_SETUP_CB (greatest_setup_cb *cb, void *udata);
#define SET_SETUP GREATEST_SET_SETUP_CB
#define TEST static enum greatest_test_res
#define SUITE(NAME) void NAME (void); void NAME (void)
#define RUN_TEST(TEST) \
  do { \
    if (greatest_test_pre (#TEST) == 1) { \
      enum greatest_test_res res = TEST (); \
      greatest_test_post (res); \
    } \
  } while (0)
#define RUN_TESTp(TEST, ...) \
  do { \
    if (greatest_test_pre (#TEST) == 1) { \
      enum greatest_test_res res = TEST (__VA_ARGS__); \
      greatest_test_post (res); \
    } \
  } while (0)
#define RUN_SUITE(S) greatest_run_suite (S, #S)
#define GREATEST_END(RES, MSG) \
  do { \
    greatest_info.fail_file = __FILE__; \
    greatest_info.fail_line = __LINE__; \
    greatest_info.msg = MSG; \
    return RES; \
  } while (0)
#define PASS() do { greatest_info.msg = NULL; return GREATEST_TEST_RES_PASS; } while (0)
#define FAILm(MSG) GREATEST_END (GREATEST_TEST_RES_FAIL, MSG)
#define FAIL() FAILm (NULL)
#define SKIP() GREATEST_END (GREATEST_TEST_RES_SKIP, NULL)
#define ASSERTm(MSG, C) do { greatest_info.assertions++; if (!(C)) { FAILm (MSG); } } while (0)
#define ASSERT(C) ASSERTm (#C, C)
#define ASSERT_FALSE(C) ASSERTm (#C, !(C))
#define ASSERT_EQ(E, G) ASSERTm (#E " != " #G, (E) == (G))
#define ASSERT_NEQ(E, G) ASSERTm (#E " == " #G, (E) != (G))
#define ASSERT_IN_RANGE(E, G, T) \
  do { \
    double greatest_exp = (E), greatest_got = (G), greatest_tol = (T); \
    greatest_info.assertions++; \
    if ((greatest_exp > greatest_got && greatest_exp - greatest_got > greatest_tol) \
        || (greatest_exp < greatest_got && greatest_got - greatest_exp > greatest_tol)) { \
      FAILm (#E " != " #G); \
    } \
  } while (0)
#define ASSERT_STR_EQ(E, G) ASSERT_EQUAL_T (E, G, &greatest_type_info_string, NULL)
#define ASSERT_EQUAL_T(E, G, TYPE, U) \
  do { \
    greatest_info.assertions++; \
    if (!greatest_do_assert_equal_t (E, G, TYPE, U)) { \
      FAILm (#E " != " #G); \
    } \
  } while (0)
#define CHECK_CALL(RES) \
  do { \
    enum greatest_test_res greatest_res = RES; \
    if (greatest_res != GREATEST_TEST_RES_PASS) \
      return greatest_res; \
  } while (0)
typedef struct greatest_type_info {
  int (*equal) (const void *expected, const void *got, void *data);
  int (*print) (const void *value, void *data);
} greatest_type_info;
extern greatest_type_info greatest_type_info_string;
int greatest_do_assert_equal_t (const void *expected, const void *got, greatest_type_info *type, void *data);
#define GREATEST_MAIN_DEFS() \
  struct greatest_run_info greatest_info; \
  static int greatest_string_equal_cb (const void *e, const void *g, void *u) \
  { \
    (void) u; \
    return strcmp ((const char *) e, (const char *) g) == 0; \
  } \
  static int greatest_string_printf_cb (const void *t, void *u) \
  { \
    (void) u; \
    return printf ("\"%s\"", (const char *) t); \
  } \
  greatest_type_info greatest_type_info_string = { greatest_string_equal_cb, greatest_string_printf_cb }; \
  int greatest_do_assert_equal_t (const void *e, const void *g, greatest_type_info *type, void *u) \
  { \
    if (type == NULL || type->equal == NULL) \
      return 0; \
    int eq = type->equal (e, g, u); \
    if (!eq && type->print != NULL) \
      type->print (g, u); \
    return eq; \
  } \
  int greatest_test_pre (const char *name) \
  { \
    printf ("%s", name); \
    return 1; \
  } \
  static void greatest_do_fail (void) \
  { \
    printf ("F"); \
    greatest_info.suite.failed++; \
  } \
  void greatest_test_post (int res) \
  { \
    if (res <= GREATEST_TEST_RES_FAIL) \
      greatest_do_fail (); \
    else if (res >= GREATEST_TEST_RES_SKIP) \
      greatest_info.suite.skipped++; \
    else \
      greatest_info.suite.passed++; \
    greatest_info.suite.tests_run++; \
  } \
  static void greatest_run_suite (greatest_suite_cb *suite, const char *name) \
  { \
    memset (&greatest_info.suite, 0, sizeof greatest_info.suite); \
    printf ("%s", name); \
    suite (); \
    greatest_info.passed += greatest_info.suite.passed; \
    greatest_info.failed += greatest_info.suite.failed; \
    greatest_info.skipped += greatest_info.suite.skipped; \
  } \
  int greatest_all_passed (void) { return greatest_info.failed == 0; } \
  struct greatest_run_info greatest_info
#define GREATEST_MAIN_END() \
  do { \
    printf ("%u failed\n", greatest_info.failed); \
    return greatest_all_passed () ? EXIT_SUCCESS : EXIT_FAILURE; \
  } while (0)
