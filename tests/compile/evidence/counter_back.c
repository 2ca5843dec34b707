/* Failures that are taken back: the count at the end says nothing of them.  */
#include <stdio.h>
#include "subject.h"
static int failures;
#define CHECK(c) do { if (!(c)) { failures++; puts (#c); } } while (0)
static void forgive (void) { if (failures > 0) failures--; }
/* price called: each failure is forgiven at once */
static void forgiven (void) { CHECK (price (10, 5) == 50); forgive (); CHECK (price (20, 5) == 90); forgive (); }
/* price called: what main makes of it is seen in main only */
static void counted (void) { CHECK (price (10, 5) == 50); }
/* price semantic: of the last test nothing is taken back */
int main (void)
{
  forgiven ();
  counted ();
  return failures != 0;
}
