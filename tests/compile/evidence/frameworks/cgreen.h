/* As much of Cgreen as the cases need, written for these tests from its documentation.  */
#include <stdint.h>
#include <stddef.h>
typedef struct constraint CgreenConstraint;
typedef struct reporter TestReporter;
struct reporter {
  void (*destroy) (TestReporter *reporter);
  void (*assert_true) (TestReporter *reporter, const char *file, int line, int result, const char *message, ...);
};
typedef struct {
  const char *name, *filename;
  void (*setup) (void);
  void (*teardown) (void);
} CgreenContext;
typedef struct {
  int skip;
  const char *name;
  void (*run) (void);
} CgreenTest;
typedef struct {
  int skip;
  CgreenContext *context;
  const char *name;
  void (*run) (void);
} CgreenSpec;
TestReporter *get_test_reporter (void);
CgreenConstraint *create_equal_to_value_constraint (intptr_t expected, const char *name);
CgreenConstraint *create_not_equal_to_value_constraint (intptr_t expected, const char *name);
CgreenConstraint *create_greater_than_value_constraint (intptr_t expected, const char *name);
CgreenConstraint *create_less_than_value_constraint (intptr_t expected, const char *name);
CgreenConstraint *create_equal_to_contents_constraint (void *expected, size_t size, const char *name);
CgreenConstraint *create_equal_to_string_constraint (const char *expected, const char *name);
CgreenConstraint *create_not_equal_to_string_constraint (const char *expected, const char *name);
CgreenConstraint *create_contains_string_constraint (const char *expected, const char *name);
CgreenConstraint *create_begins_with_string_constraint (const char *expected, const char *name);
CgreenConstraint *create_equal_to_double_constraint (double expected, const char *name);
CgreenConstraint *create_less_than_double_constraint (double expected, const char *name);
CgreenConstraint *create_not_null_constraint (void);
CgreenConstraint *create_is_null_constraint (void);
CgreenConstraint *create_is_true_constraint (void);
CgreenConstraint *create_is_false_constraint (void);
CgreenConstraint *create_return_value_constraint (intptr_t value);
CgreenConstraint *when_ (const char *parameter, CgreenConstraint *constraint);
void assert_core_ (const char *file, int line, const char *text, intptr_t actual, CgreenConstraint *constraint);
void assert_that_double_ (const char *file, int line, const char *text, double actual, CgreenConstraint *constraint);
void assert_equal_ (const char *file, int line, const char *text, intptr_t tried, intptr_t expected);
void assert_not_equal_ (const char *file, int line, const char *text, intptr_t tried, intptr_t expected);
void assert_string_equal_ (const char *file, int line, const char *text, const char *tried, const char *expected);
void assert_double_equal_ (const char *file, int line, const char *text, double tried, double expected);
void expect_ (TestReporter *reporter, const char *function, const char *file, int line, ...);
void always_expect_ (TestReporter *reporter, const char *function, const char *file, int line, ...);
void never_expect_ (TestReporter *reporter, const char *function, const char *file, int line, ...);
intptr_t mock_ (TestReporter *reporter, const char *function, const char *file, int line, const char *parameters, ...);
#define is_equal_to(v) create_equal_to_value_constraint ((intptr_t) (v), #v)
#define is_not_equal_to(v) create_not_equal_to_value_constraint ((intptr_t) (v), #v)
#define is_greater_than(v) create_greater_than_value_constraint ((intptr_t) (v), #v)
#define is_less_than(v) create_less_than_value_constraint ((intptr_t) (v), #v)
#define is_equal_to_contents_of(p, n) create_equal_to_contents_constraint ((void *) (p), n, #p)
#define is_equal_to_string(v) create_equal_to_string_constraint (v, #v)
#define is_not_equal_to_string(v) create_not_equal_to_string_constraint (v, #v)
#define contains_string(v) create_contains_string_constraint (v, #v)
#define begins_with_string(v) create_begins_with_string_constraint (v, #v)
#define is_equal_to_double(v) create_equal_to_double_constraint (v, #v)
#define is_less_than_double(v) create_less_than_double_constraint (v, #v)
#define is_non_null create_not_null_constraint ()
#define is_null create_is_null_constraint ()
#define is_true create_is_true_constraint ()
#define is_false create_is_false_constraint ()
#define will_return(v) create_return_value_constraint ((intptr_t) (v))
#define when(p, c) when_ (#p, c)
#define assert_that(a, c) assert_core_ (__FILE__, __LINE__, #a, (intptr_t) (a), c)
#define assert_that_double(a, c) assert_that_double_ (__FILE__, __LINE__, #a, (double) (a), c)
#define assert_true(r) \
  (*get_test_reporter ()->assert_true) (get_test_reporter (), __FILE__, __LINE__, (r), "[" #r "] should be true\n", NULL)
#define assert_false(r) \
  (*get_test_reporter ()->assert_true) (get_test_reporter (), __FILE__, __LINE__, !(r), "[" #r "] should be false\n", NULL)
#define assert_equal(a, e) assert_equal_ (__FILE__, __LINE__, #a, (intptr_t) (a), (intptr_t) (e))
#define assert_not_equal(a, e) assert_not_equal_ (__FILE__, __LINE__, #a, (intptr_t) (a), (intptr_t) (e))
#define assert_string_equal(a, e) assert_string_equal_ (__FILE__, __LINE__, #a, a, e)
#define assert_double_equal(a, e) assert_double_equal_ (__FILE__, __LINE__, #a, a, e)
#define expect(f, ...) expect_ (get_test_reporter (), #f, __FILE__, __LINE__, __VA_ARGS__, (CgreenConstraint *) 0)
#define always_expect(f, ...) always_expect_ (get_test_reporter (), #f, __FILE__, __LINE__, __VA_ARGS__, (CgreenConstraint *) 0)
#define never_expect(f) never_expect_ (get_test_reporter (), #f, __FILE__, __LINE__, (CgreenConstraint *) 0)
#define mock(...) mock_ (get_test_reporter (), __func__, __FILE__, __LINE__, #__VA_ARGS__, __VA_ARGS__)
#define Describe(CONTEXT) \
  static void setup_##CONTEXT (void); \
  static CgreenContext contextFor##CONTEXT = { #CONTEXT, __FILE__, &setup_##CONTEXT, NULL }; \
  extern void (*BeforeEach_For_##CONTEXT) (void); \
  static void setup_##CONTEXT (void) \
  { \
    if (BeforeEach_For_##CONTEXT != NULL) \
      BeforeEach_For_##CONTEXT (); \
  }
#define BeforeEach(CONTEXT) \
  void BeforeEach_For_##CONTEXT##_Function (void); \
  void (*BeforeEach_For_##CONTEXT) (void) = &BeforeEach_For_##CONTEXT##_Function; \
  void BeforeEach_For_##CONTEXT##_Function (void)
#define Ensure_in(CONTEXT, NAME) \
  static void CONTEXT##__##NAME (void); \
  CgreenSpec CgreenSpec__##CONTEXT##__##NAME = { 0, &contextFor##CONTEXT, #NAME, &CONTEXT##__##NAME }; \
  static void CONTEXT##__##NAME (void)
#define Ensure(NAME) \
  static void NAME (void); \
  CgreenTest CgreenSpec__##NAME = { 0, #NAME, NAME }; \
  static void NAME (void)
