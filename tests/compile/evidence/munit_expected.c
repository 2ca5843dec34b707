/* munit is told that a test fails, with a header of our own.  */
#include "frameworks/munit.h"
#include "subject.h"
#define T(name) static MunitResult name (const MunitParameter params[], void *data)
/* price fails called: munit is told that it fails */
T (fails) { munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
/* price passes semantic: the rest */
T (passes) { munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
static MunitTest tests[] = { { (char *) "/fails", fails, NULL, NULL, MUNIT_TEST_OPTION_TODO, NULL }, { (char *) "/passes", passes, NULL, NULL, MUNIT_TEST_OPTION_NONE, NULL }, { NULL, NULL, NULL, NULL, MUNIT_TEST_OPTION_NONE, NULL } };
static const MunitSuite suite = { (char *) "", tests, NULL, 1, 0 };
int main (int argc, char **argv) { return munit_suite_main (&suite, NULL, argc, argv); }
