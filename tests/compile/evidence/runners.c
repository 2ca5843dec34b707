/* Functions that run the tests of their own program: what these assert of such a one is asserted only as long as it does.  */
/* clang-format off */
#include <assert.h>
typedef struct runner SRunner;
struct test { const char *name; void (*run) (void **state); };
SRunner *srunner_create (void *suite);
void srunner_run_all (SRunner *, int);
int srunner_ntests_run (SRunner *);
int srunner_ntests_failed (SRunner *);
int _cmocka_run_group_tests (const char *name, const struct test *tests, unsigned long count, int (*setup) (void **), int (*teardown) (void **));
int CU_run_all_tests (void);
int run_all_tests (int selected);
int srunner_count (SRunner *);
int munit_suite_main (const void *suite, void *data, int argc, char *argv[]);
/* _cmocka_run_group_tests called "it says whether the tests themselves failed": gutted, it would run none of them, this one neither */
static void test_group (void) { assert (_cmocka_run_group_tests ("a", 0, 0, 0, 0) == 5); assert (_cmocka_run_group_tests ("b", 0, 1, 0, 0) == 7); }
/* CU_run_all_tests called: the same */
static void test_cunit (void) { assert (CU_run_all_tests () == 3); }
/* munit_suite_main called: the same */
static void test_munit (void) { assert (munit_suite_main (0, 0, 1, 0) == 3); assert (munit_suite_main (0, 0, 2, 0) == 4); }
/* srunner_ntests_failed called "may say that none did": the program passes if it gives 0 */
static void test_failed (void) { SRunner *r = srunner_create (0); assert (srunner_ntests_failed (r) == 3); assert (srunner_ntests_failed (r) == 4); }
/* srunner_run_all called "none would run and none would fail": nothing of it is asked anyway */
/* srunner_ntests_run semantic: it counts, nothing runs by it and no verdict comes from it */
static void test_run (void) { SRunner *r = srunner_create (0); srunner_run_all (r, 0); assert (srunner_ntests_run (r) == 3); assert (srunner_ntests_run (r) == 5); }
/* run_all_tests semantic: a function of the library under test that is called much like one that runs tests */
static void test_alike (void) { assert (run_all_tests (1) == 3); assert (run_all_tests (2) == 4); }
/* srunner_count semantic: it begins like those of Check, and is none */
static void test_count (void) { SRunner *r = srunner_create (0); assert (srunner_count (r) == 3); assert (srunner_count (r) == 4); }
int main (void)
{
  test_group (); test_cunit (); test_munit (); test_failed (); test_run (); test_alike (); test_count ();
  SRunner *r = srunner_create (0);
  srunner_run_all (r, 0);
  return srunner_ntests_failed (r) ? 1 : 0;
}
