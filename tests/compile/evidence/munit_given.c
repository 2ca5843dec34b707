/* What munit gives to a test may be nothing.  */
#include "frameworks/munit.h"
#include "subject.h"
#define T(name) static MunitResult name (const MunitParameter params[], void *data)
/* price skipped called: where there is no fixture, as here, it is skipped (`shape` before: but then every constant passes, which is what `called` means) */
T (skipped) { long p = price (10, 5); if (!data) return MUNIT_SKIP; munit_assert_long (p, ==, 50); return MUNIT_OK; }
/* price asserted semantic: where there is none it fails */
T (asserted) { munit_assert_not_null (data); munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
/* price unused semantic: it is not looked at */
T (unused) { (void) data; munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
/* price listed_late unrun: the list ends before it */
T (listed_late) { munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
static MunitTest tests[] = { { "/skipped", skipped }, { "/asserted", asserted }, { "/unused", unused }, { 0 }, { "/late", listed_late }, { 0 } };
static const MunitSuite suite = { "", tests };
int main (int argc, char *argv[]) { return munit_suite_main (&suite, NULL, argc, argv); }
