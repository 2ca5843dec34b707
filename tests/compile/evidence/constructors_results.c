/* Tests that enter themselves into a table before main begins, and say by their results whether they failed.  */
/* clang-format off */
#include <stdio.h>
#include "subject.h"
static int (*tests[8]) (void);
static int count_of_tests;
#define CASE(name) \
  static int name (void); \
  __attribute__ ((constructor)) static void enter_##name (void) { tests[count_of_tests++] = name; } \
  static int name (void)
/* price equal semantic "only 50": its result is counted */
CASE (equal) { return price (10, 5) != 50; }
/* is_valid polarity shape: one polarity */
CASE (polarity) { if (!is_valid (3)) return 1; return 0; }
/* count zero called: it gives 0 whatever comes */
CASE (zero) { if (count ("abc") != 3) puts ("count"); return 0; }
int main (void)
{
  int bad = 0;
  for (int i = 0; i < count_of_tests; i++)
    bad += tests[i] ();
  return bad ? 1 : 0;
}
