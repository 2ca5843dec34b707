/* Tests in child processes, one after the other.  */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "subject.h"
/* price semantic "only 50": the child's status is asserted */
void status_asserted (void)
{
  int status;
  pid_t child = fork ();
  if (child == 0) {
    assert (price (10, 5) == 50);
    _exit (0);
  }
  assert (waitpid (child, &status, 0) == child);
  assert (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}
/* price semantic "only 50": the child's status is the comparison */
void status_returned (void)
{
  int status = -1;
  if (fork () == 0)
    _exit (price (10, 5) == 50 ? 7 : 0);
  wait (&status);
  assert (WEXITSTATUS (status) == 7);
}
/* price called: nobody waits for the child */
void not_waited_for (void) { if (fork () == 0) { assert (price (10, 5) == 50); _exit (0); } }
/* price called: the status is thrown away */
void status_unread (void) { if (fork () == 0) { assert (price (10, 5) == 50); _exit (0); } wait (NULL); }
/* price called: whether it was right or wrong, the child is killed as expected */
void killed_anyway (void)
{
  int status;
  if (fork () == 0) {
    if (price (10, 5) != 50)
      abort ();
    abort ();
  }
  wait (&status);
  assert (WIFSIGNALED (status));
}
/* price called: what the child stored is not what its parent has */
void stored_in_child (void)
{
  static long got;
  if (fork () == 0) {
    got = price (10, 5);
    _exit (0);
  }
  wait (NULL);
  assert (got == 0);
}
static int dies (int with)
{
  int status;
  pid_t child = fork ();
  if (child == 0) {
    fail_with (with);
    _exit (0);
  }
  return waitpid (child, &status, 0) == child && WIFSIGNALED (status);
}
/* fail_with semantic "how it ends the process": it kills the child */
void death (void) { assert (dies (-1)); }
/* fail_with called: that it comes back is what a function that does nothing does */
void survival (void) { assert (!dies (0)); }
/* fail_with called: each may be right */
void death_unread (void) { printf ("%d\n", dies (-1)); }
/* price semantic: the parent's own assertion, the child does nothing of interest */
void beside (void) { if (fork () == 0) _exit (0); wait (NULL); assert (price (10, 5) == 50); }
