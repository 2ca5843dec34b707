/* Tests of greatest's whose results main does not make a status of.  */
#include "frameworks/greatest.h"
#include "subject.h"
/* price equal called: it is counted and printed */
TEST equal (void) { ASSERT_EQ (50, price (10, 5)); PASS (); }
/* price aborts semantic: that ends the program */
TEST aborts (void) { if (price (10, 5) != 50) abort (); PASS (); }
SUITE (all) { RUN_TEST (equal); RUN_TEST (aborts); }
GREATEST_MAIN_DEFS ();
int main (void)
{
  RUN_SUITE (all);
  printf ("%u failed\n", greatest_info.failed);
  return EXIT_SUCCESS;
}
