/* Failures counted in a struct, of which another function makes the exit status.  */
#include <stdio.h>
#include "subject.h"
static struct report { int run, failed, skipped; const char *last; } report;
static void record (int good, const char *what)
{
  report.run++;
  if (!good) {
    report.failed++;
    report.last = what;
  }
}
#define EXPECT(c) record ((c) != 0, #c)
static int verdict (void) { return report.failed == 0 ? 0 : 1; }
/* price semantic "only 50 would pass": it is counted in a field, and main asks verdict */
static void counted (void) { EXPECT (price (10, 5) == 50); }
/* is_valid semantic: both polarities */
static void both (void) { EXPECT (is_valid (3)); EXPECT (!is_valid (-3)); }
/* is_valid shape: one polarity */
static void one (void) { EXPECT (is_valid (3)); }
/* price shape: nearly everything */
static void loose (void) { EXPECT (price (10, 5) >= 0); }
/* price called: what is skipped decides nothing */
static void skips (void) { if (price (10, 5) != 50) report.skipped++; }
/* price called: so does the number of what ran */
static void runs (void) { report.run += price (10, 5) == 50; }
/* parse semantic: an output by a helper that counts */
static void out (void) { int v = 0; EXPECT (parse ("42", &v) == 0); EXPECT (v == 42); }
/* parse shape: its status alone */
static void status_only (void) { int v = 0; EXPECT (parse ("42", &v) == 0); }
int main (void)
{
  counted ();
  both ();
  one ();
  loose ();
  skips ();
  runs ();
  out ();
  status_only ();
  printf ("%d run, %d skipped\n", report.run, report.skipped);
  return verdict ();
}
