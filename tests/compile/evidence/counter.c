/* A counter of failures that main turns into the exit status, and one that it does not.  */
#include <stdio.h>
#include "subject.h"
static int failures, remarks, passed;
#define CHECK(c) do { if (!(c)) { printf ("wrong: %s\n", #c); failures++; } } while (0)
/* price semantic: only 50 */
static void counted (void) { CHECK (price (10, 5) == 50); }
/* price semantic: nothing passes both */
static void counted_twice (void) { CHECK (price (10, 5) == 50); CHECK (price (20, 5) == 90); }
/* price shape: nearly everything */
static void counted_loosely (void) { CHECK (price (10, 5) > 0); }
/* price called: main does not ask for the remarks */
static void remarked (void) { if (price (10, 5) != 50) remarks++; }
/* price called: what is counted is success, and main does not ask for it */
static void succeeded (void) { if (price (10, 5) == 50) passed++; }
/* count semantic: main itself asserts */
int main (void)
{
  counted ();
  counted_twice ();
  counted_loosely ();
  remarked ();
  succeeded ();
  if (count ("abc") != 3)
    return 1;
  printf ("%d remarks\n", remarks);
  return failures ? 1 : 0;
}
