/* Tests that give 77 where they were skipped: main takes that for no failure, whatever the test would have asserted.  */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "subject.h"
enum { PASSED, FAILED, SKIPPED = 77, BROKEN = 99 };
/* price called: without the file it is skipped */
static int test_of_file (void)
{
  struct stat st;
  if (stat ("/usr/share/prices", &st) != 0)
    return SKIPPED;
  return price (10, 5) == 50 ? PASSED : FAILED;
}
/* is_valid called: who runs it decides */
static int test_of_user (void)
{
  if (geteuid () == 0)
    return SKIPPED;
  if (!is_valid (3))
    return FAILED;
  return PASSED;
}
/* price semantic: what gives another status than that of a skipped test is heard */
static int test_broken (void)
{
  if (!getenv ("HOME"))
    return BROKEN;
  return price (10, 5) == 50 ? PASSED : FAILED;
}
/* price shape: it gives SKIPPED where the price is wrong */
static int test_wrong_status (void) { return price (10, 5) > 50 ? SKIPPED : price (10, 5) < 50; }
/* count called: two of the results that pass are what it gives where it is wrong */
static int test_own_status (void) { return count ("abc") == 3 ? PASSED : SKIPPED; }
/* count semantic "0 or 77": its own result is what main hears */
static int test_direct (void) { return count ("abc"); }
/* price semantic: nothing skips it */
static int test_plain (void) { return price (2, 5) == 10 ? PASSED : FAILED; }
static int (*const tests[]) (void) = { test_of_file, test_of_user, test_broken, test_wrong_status, test_own_status, test_direct, test_plain };
int main (void)
{
  int failures = 0;
  for (unsigned i = 0; i < sizeof tests / sizeof *tests; i++) {
    int status = tests[i] ();
    printf ("%u: %s\n", i, status == PASSED ? "ok" : status == SKIPPED ? "skipped" : "failed");
    if (status != PASSED && status != SKIPPED)
      failures++;
  }
  return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
