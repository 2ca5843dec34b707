/* munit with arguments of the program's own making.  */
#include "frameworks/munit.h"
#include "subject.h"
/* price by_name unrun: the arguments name another test */
static MunitResult by_name (const MunitParameter params[], void *data) { munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
static MunitTest tests[] = { { "/by-name", by_name }, { 0 } };
static const MunitSuite suite = { "", tests };
int main (void)
{
  char *arguments[] = { "tests", "/other", 0 };
  return munit_suite_main (&suite, NULL, 2, arguments);
}
