/* Tests that main calls itself, on some of its ways  */
#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
static int slow_too, failures;
int access_denied (void);
/* price always semantic: main calls it whatever happens */
static void always (void) { assert (price (10, 5) == 50); }
/* price with_slow unrun: only if the environment says so */
static void with_slow (void) { assert (price (10, 5) == 50); }
/* price with_flag unrun: only with an option, of which there is none */
static void with_flag (void) { assert (price (10, 5) == 50); }
/* price either_way semantic: on both ways of a condition */
static void either_way (void) { assert (price (10, 5) == 50); }
/* price after_check semantic: main has failed if it does not come to it */
static void after_check (void) { assert (price (10, 5) == 50); }
/* price not_skipped unrun: main may end well before */
static void not_skipped (void) { assert (price (10, 5) == 50); }
/* price in_rounds semantic: in a loop that is known to begin */
static void in_rounds (void) { assert (price (10, 5) == 50); }
/* price strictly called: what it asserts it asserts only if a flag is set */
static void strictly (void) { long p = price (10, 5); if (slow_too) assert (p == 50); }
int main (int argc, char **argv)
{
  int c;
  while ((c = getopt (argc, argv, "hs")) != -1)
    switch (c) {
    case 's': slow_too = 1; break;
    default: puts ("usage: [-s]"); exit (0);
    }
  always ();
  if (getenv ("SLOW"))
    with_slow ();
  if (slow_too)
    with_flag ();
  if (getenv ("ORDER"))
    either_way ();
  else
    either_way ();
  if (last_error != 0) {
    failures++;
    goto end;
  }
  after_check ();
  for (int i = 0; i < 3; i++)
    in_rounds ();
  strictly ();
  if (access_denied ())
    return 0;
  not_skipped ();
end:
  return failures ? 1 : 0;
}
