/* A fixture with the count in it is made anew before each test.  */
#include <string.h>
#include "subject.h"
static struct { int failures, other; } fixture;
static void set_up (void) { memset (&fixture, 0, sizeof fixture); }
static void check (int good) { if (!good) fixture.failures++; }
/* price called: the next test's fixture forgets it */
static void early (void) { set_up (); check (price (10, 5) == 50); }
/* count called: so it is with this one */
static void second (void) { set_up (); check (count ("abc") == 3); }
/* is_valid semantic: nothing comes after it */
static void last (void) { set_up (); check (is_valid (3)); check (!is_valid (-3)); }
/* price called: it is gone before main asks */
/* is_valid semantic: main asks for the last one */
int main (void)
{
  early ();
  second ();
  last ();
  return fixture.failures;
}
