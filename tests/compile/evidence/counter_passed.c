/* What passed is counted, and main compares that with what ran.  */
#include <stdio.h>
#include "subject.h"
static int run, passed;
#define CHECK(c) do { run++; if (c) passed++; else printf ("%s\n", #c); } while (0)
static void one (void) { CHECK (price (10, 5) == 50); }
static void another (void) { CHECK (price (20, 5) == 90); CHECK (is_valid (3)); }
/* price semantic "no constant": both have to pass */
/* is_valid shape: one polarity */
int main (void)
{
  one ();
  another ();
  printf ("%d of %d\n", passed, run);
  return run - passed;
}
