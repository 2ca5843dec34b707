/* The status of main, and tests that report by their result.  */
#include <stdio.h>
#include "subject.h"
static int wrong (void) { return count ("abc") != 3; }
static int ignored (void) { return is_valid (3) != 1; }
/* count semantic: wrong's result is main's status */
/* is_valid called: its result is thrown away */
int main (void)
{
  ignored ();
  return wrong ();
}
