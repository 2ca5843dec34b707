/* Tests that main runs through functions that take nothing.  */
#include <assert.h>
#include "subject.h"
int walk_all (void (*visit) (int));
static int seen_last;
/* price visited semantic: what takes it is called by what main calls, which asserts nothing itself */
static void visited (int x) { assert (price (10, 5) == 50); }
static void hand_out (void) { walk_all (visited); }
static void run_all (void) { hand_out (); seen_last = 1; }
int main (void)
{
  run_all ();
  return 0;
}
