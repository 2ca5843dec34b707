/* Tests that give what failed in them, and a table of tests whose results main adds.  */
#include <stdio.h>
#include "subject.h"
/* price semantic: its result is a failure, if the sum is */
static int test_price (void) { return price (10, 5) == 50 ? 0 : 1; }
/* is_valid shape: one polarity */
static int test_valid (void) { if (!is_valid (3)) return 1; return 0; }
/* count called: it gives 0 whatever comes */
static int test_count (void) { int n = count ("abc"); if (n != 3) printf ("%d\n", n); return 0; }
static const struct { const char *name; int (*run) (void); } tests[] = {
  { "price", test_price }, { "valid", test_valid }, { "count", test_count },
};
/* price main semantic: main runs it */
/* count main called: main runs it, and it gives 0 */
int main (void)
{
  int failed = 0;
  for (unsigned i = 0; i < sizeof tests / sizeof *tests; i++)
    if (tests[i].run () != 0) {
      printf ("%s failed\n", tests[i].name);
      failed++;
    }
  return failed != 0;
}
