/* The status of main, and tests that report by their result.  */
#include <stdio.h>
#include "subject.h"
static int wrong (void) { return count ("abc") != 3; }
static int ignored (void) { return is_valid (3) != 1; }
/* count wrong semantic: its result is main's status */
/* count main absent: that is no test of main's besides */
/* is_valid ignored called: its result is thrown away */
int main (void)
{
  ignored ();
  return wrong ();
}
