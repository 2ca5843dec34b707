/* A runner of its own that runs each test in a child, and prints how that ended.  */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "subject.h"
static int failures;
/* price called: main ends well although the child was killed */
static void equal (void) { assert (price (10, 5) == 50); }
/* count called: what the child counts is lost */
static void counted (void) { failures += count ("abc") != 3; }
/* is_valid called: so is this child's end, whatever it was */
static void direct (void) { assert (is_valid (3)); assert (!is_valid (-3)); }
static void run (void (*test) (void))
{
  int status;
  if (fork () == 0) {
    test ();
    exit (0);
  }
  wait (&status);
  puts (status ? "failed" : "ok");
}
int main (void)
{
  run (equal);
  run (counted);
  if (fork () == 0) {
    direct ();
    exit (0);
  }
  wait (NULL);
  return failures;
}
