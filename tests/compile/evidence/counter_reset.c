/* A counter of failures that a test sets back: what was counted before is gone.  */
#include <stdio.h>
#include "subject.h"
static int failures, wrong;
#define CHECK(c) do { if (!(c)) failures++; } while (0)
#define VERIFY(c) do { if (!(c)) wrong++; } while (0)
/* price called: the next test forgets it */
static void counted (void) { CHECK (price (10, 5) == 50); }
/* price semantic: it forgets what others counted */
static void reset_first (void) { failures = 0; CHECK (price (10, 5) == 50); }
/* price called: main asks too late */
static void reset_last (void) { VERIFY (price (10, 5) == 50); wrong = 0; }
int main (void)
{
  failures = wrong = 0;
  counted ();
  reset_first ();
  reset_last ();
  return failures || wrong;
}
