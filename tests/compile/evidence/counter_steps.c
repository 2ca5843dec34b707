/* A counter of which a few failures make the status 0 again.  */
#include <stdio.h>
#include "subject.h"
static int lost, kept;
#define CHECK(c) do { if (!(c)) lost += 128; } while (0)
#define VERIFY(c) do { if (!(c)) kept += 1; } while (0)
/* price called: two failures make 256, of which the parent sees 0 */
static void by_128 (void) { CHECK (price (10, 5) == 50); CHECK (price (20, 5) == 90); }
/* price semantic: one by one */
static void by_1 (void) { VERIFY (price (10, 5) == 50); }
int main (void)
{
  by_128 ();
  by_1 ();
  if (lost)
    return lost;
  return kept != 0;
}
