/* When main begins, what the fake counts is 0.  */
#include <assert.h>
#include "subject.h"
static int charged, calls;
int charge (int amount) { charged = amount; return ++calls; }
/* checkout semantic "no constant": nobody set the count before, and nobody had to */
int main (void)
{
  checkout (10, 5);
  assert (calls == 1);
  assert (charged == 50);
  return 0;
}
