/* main sets a handler of SIGABRT that ends the program well, before it runs its tests.  */
#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "subject.h"
static void ignore (int signal) { (void) signal; _exit (0); }
/* price called: abort is caught */
static void asserted (void) { assert (price (10, 5) == 50); }
/* count semantic: a status is not */
static void exited (void) { if (count ("abc") != 3) exit (1); }
int main (void)
{
  signal (SIGABRT, ignore);
  asserted ();
  exited ();
  return 0;
}
