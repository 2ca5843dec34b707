/* A flag that each check sets anew: the last one tells.  */
#include "subject.h"
static int wrong;
static void check (int good) { wrong = !good; }
static void early (void) { check (price (10, 5) == 50); }
static void last (void) { check (count ("abc") == 3); }
/* price called: count's check comes after it */
/* count semantic: it is the last */
int main (void)
{
  early ();
  last ();
  return wrong;
}
