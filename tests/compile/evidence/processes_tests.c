/* Tests that fork themselves, and a main that counts what fails in them: the counter is none of a child's.  */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "subject.h"
static int errors;
static void check (int condition) { if (!condition) errors++; }
static int end_of (pid_t child) { int status = -1; return waitpid (child, &status, 0) == child ? status : -1; }
/* fail_with test_status semantic "how it ends the process": its child must end with 3 */
static void test_status (void)
{
  pid_t child = fork ();
  if (child == 0) {
    fail_with (3);
    _exit (99);
  }
  int status = end_of (child);
  check (WIFEXITED (status) && WEXITSTATUS (status) == 3);
}
/* fail_with test_either called: it ends so, too, if it comes back */
static void test_either (void)
{
  pid_t child = fork ();
  if (child == 0) {
    fail_with (3);
    _exit (3);
  }
  int status = end_of (child);
  check (WIFEXITED (status) && WEXITSTATUS (status) == 3);
}
/* price test_compared semantic "only 50": the child compares, the parent asks */
static void test_compared (void)
{
  pid_t child = fork ();
  if (child == 0)
    _exit (price (10, 5) == 50 ? 0 : 1);
  check (end_of (child) == 0);
}
/* price test_dropped called: nobody asks how the child ended */
static void test_dropped (void)
{
  pid_t child = fork ();
  if (child == 0)
    _exit (price (10, 5) == 50 ? 0 : 1);
  end_of (child);
}
/* count test_counted called: what the child counts is lost */
static void test_counted (void)
{
  pid_t child = fork ();
  if (child == 0) {
    check (count ("abc") == 3);
    _exit (0);
  }
  check (end_of (child) == 0);
}
/* count test_plain semantic "only 3": no child */
static void test_plain (void) { check (count ("abc") == 3); }
int main (void)
{
  test_status ();
  test_either ();
  test_compared ();
  test_dropped ();
  test_counted ();
  test_plain ();
  return errors ? 1 : 0;
}
