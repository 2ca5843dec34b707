/* Failures counted, of which a function that main calls last makes the status: it ends the program, and is no test.  */
/* clang-format off */
#include <stdio.h>
#include <stdlib.h>

#include "subject.h"

static struct { unsigned pass, fail, known; } results;
static void result (int good, const char *what) { if (good) results.pass++; else results.fail++; printf ("%s %s\n", good ? "ok" : "not ok", what); }
static void result_known (const char *what) { results.known++; printf ("not ok %s # known\n", what); }
static void finish (void) { printf ("1..%u\n", results.pass + results.fail); exit (results.fail ? 1 : 0); }

/* price semantic "no constant": two expectations */
static void test_counted (void) { result (price (10, 5) == 50, "price"); result (price (1, 2) == 2, "price"); }

/* is_valid shape: one polarity */
static void test_one (void) { result (is_valid (3), "valid"); }

/* count called: what is wrong is known to be, and counts for nothing */
static void test_known (void) { if (count ("abc") != 3) result_known ("count"); else result (1, "count"); }

/* name_of shape: a test that ends the program itself is one: it calls what it tests */
static void test_ends (void) { if (!name_of (1)) exit (1); }

int main (void)
{
  test_counted ();
  test_one ();
  test_known ();
  test_ends ();
  finish ();
}
