/* Tests that main calls itself, and hears by what they give.  */
/* clang-format off */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
static int failed;
/* price test_added semantic "only 50": main adds it */
/* price main absent: and it is no test of main's besides */
static int test_added (void) { return price (10, 5) == 50 ? 0 : 1; }
/* count test_joined semantic "no constant": main takes its bits; strcmp's are not lost in a sum of bits */
int test_joined (void) { int bad = 0; bad |= count ("abc") != 3; bad |= count ("") != 0; return bad; }
/* name_of test_texts semantic "no constant": the same with what strcmp gives */
static int test_texts (void) { int bad = 0; bad |= strcmp (name_of (1), "red"); bad |= strcmp (name_of (2), "green"); return bad ? 1 : 0; }
/* is_valid test_first shape: one polarity */
static int test_first (void) { return !is_valid (3); }
/* parse test_fields semantic: a member of what it fills */
/* parse test_label called: every way gives 0 */
static int test_fields (void) { int v = 0, bad = 1; if (parse ("12", &v)) goto out; if (v != 12) goto out; bad = 0; out: return bad; }
static int test_label (void) { int v = 0; if (parse ("x", &v)) goto out; out: return 0; }
/* level test_unused semantic "only 9": what it is given it does not use */
static int test_unused (void *unused) { (void) unused; return level (3) != 9; }
/* port test_truth semantic "only 80": true is good */
static bool test_truth (void) { return port (1) == 80; }
/* checksum test_counted semantic "only 7": what counts the results is in a helper of main's */
static int test_counted (void) { return checksum ("a") != 7; }
/* find test_gathered semantic "no constant": a function of main's adds it to the others */
/* colour_of test_gathered_too semantic: the only one that is not green or blue */
static int test_gathered (void) { if (!find (1)) return 1; return find (99) != NULL; }
static int test_gathered_too (void) { return colour_of (1) > RED; }
static int run_more (void) { int bad = 0; bad += test_gathered (); bad += test_gathered_too (); return bad; }
/* first test_never_zero called: nobody hears it */
static int test_never_zero (void) { return first ("a") != 'a'; }
/* order_new test_loop shape "anything but NULL": a loop of many rounds counts what is NULL */
static int test_loop (void) { int bad = 0; for (int i = 0; i < 60; i++) if (!order_new (i)) bad++; return bad; }
/* half test_prepared shape: main stored the function's own result before */
/* ratio test_set semantic: what main stored before comes from elsewhere */
static float before;
static double wanted;
static int test_prepared (void) { return half (3) != before; }
static int test_set (void) { return ratio (1, 2) != wanted; }
/* other main shape: a number that main asks for is none of a test's */
static int rows (void) { return other (3); }
static void check (int result) { if (result) failed++; }
int main (void)
{
  int bad = 0;
  bad += test_added ();
  bad |= test_joined ();
  bad |= test_texts ();
  if (test_first ())
    return 1;
  if (test_fields () || test_label ())
    return 2;
  bad += test_unused (NULL);
  bad += !test_truth ();
  check (test_counted ());
  bad += run_more ();
  test_never_zero ();
  bad += test_loop ();
  before = half (3);
  bad += test_prepared ();
  wanted = strtod ("0.5", NULL);
  bad += test_set ();
  if (rows () > 100)
    return 3;
  return bad + failed != 0;
}
