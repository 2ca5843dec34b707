/* A runner with setjmp, to which a failed assertion jumps.  */
#include <setjmp.h>
#include <stdio.h>
#include "subject.h"
static jmp_buf failure;
static int failures;
#define CHECK(c) do { if (!(c)) longjmp (failure, 1); } while (0)
/* price semantic: the jump ends in a failure */
static void equal (void) { CHECK (price (10, 5) == 50); }
/* is_valid shape: one polarity */
static void truth (void) { CHECK (is_valid (3)); }
/* count called: nothing jumps */
static void smoke (void) { count ("abc"); }
/* name_of called: printed */
static void printed (void) { puts (name_of (1)); }
static void run (void (*test) (void))
{
  if (setjmp (failure) == 0)
    test ();
  else
    failures++;
}
int main (void)
{
  run (equal);
  run (truth);
  run (smoke);
  run (printed);
  return failures != 0;
}
