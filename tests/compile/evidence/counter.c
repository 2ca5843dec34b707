/* A counter of failures that main turns into the exit status, and one that it does not.  */
#include <stdio.h>
#include "subject.h"
static int failures, remarks, passed;
static void expect (int condition) { failures += !condition; }
static void expect_equal (long actual, long expected) { failures += actual != expected; }
#define CHECK(c) do { if (!(c)) { printf ("wrong: %s\n", #c); failures++; } } while (0)
/* price semantic: only 50 */
static void counted (void) { CHECK (price (10, 5) == 50); }
/* price semantic: nothing passes both */
static void counted_twice (void) { CHECK (price (10, 5) == 50); CHECK (price (20, 5) == 90); }
/* price shape: nearly everything */
static void counted_loosely (void) { CHECK (price (10, 5) > 0); }
/* price shape: anything from 1; the counter grows by what the condition says */
static void added_loosely (void) { expect (price (10, 5) > 0); }
/* price shape: anything but 0; it is narrowed to int on the way */
static void added_truth (void) { expect (price (10, 5)); }
/* price semantic: only 50 */
static void added (void) { expect (price (10, 5) == 50); }
/* price semantic: nothing passes both */
static void added_twice (void) { expect_equal (price (10, 5), 50); expect_equal (price (20, 5), 90); }
/* price semantic, shape: the counter must stay 0, so that only 0 passes; it is narrowed to int on the way */
static void added_itself (void) { failures += price (0, 5); }
/* price called: what is added is not known to rest on it */
static void added_unknown (void) { price (10, 5); failures += count ("x") == 7; }
/* price called: main does not ask for the remarks */
static void remarked (void) { if (price (10, 5) != 50) remarks++; }
/* price called: what is counted is success, and main does not ask for it */
static void succeeded (void) { if (price (10, 5) == 50) passed++; }
/* count semantic: main itself asserts */
int main (void)
{
  counted ();
  counted_twice ();
  counted_loosely ();
  added_loosely ();
  added_truth ();
  added ();
  added_twice ();
  added_itself ();
  added_unknown ();
  remarked ();
  succeeded ();
  if (count ("abc") != 3)
    return 1;
  printf ("%d remarks\n", remarks);
  return failures ? 1 : 0;
}
