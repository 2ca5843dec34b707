/* What a test claims to verify, checked while it is compiled.  */
/* options: -fplugin-arg-loadbearing-role=test */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <loadbearing.h>

long price_quote (long, long);
const char *price_text (long);
void price_fill (long *);

LOAD_BEARING_TEST ("price_quote") static void two_results (void) { assert (price_quote (1, 5) == 5); assert (price_quote (2, 5) == 10); }
LOAD_BEARING_TEST ("price_quote") static void one_result (void) { assert (price_quote (1, 5) == 5); }
LOAD_BEARING_TEST ("price_quote") static void positive (void) { assert (price_quote (1, 5) > 0); } /* expect: error 47: 'positive' claims to verify 'price_quote', but anything from 1 would pass for its result: assert asks no more [loadbearing: false-claim] */
LOAD_BEARING_TEST ("price_text") static void text (void) { assert (strcmp (price_text (1), "0.01") == 0); }
LOAD_BEARING_TEST ("price_text") static void not_null (void) { assert (price_text (1)); } /* expect: error 46: 'not_null' claims to verify 'price_text', but anything but NULL would pass for its result */
LOAD_BEARING_TEST ("price_text") static void printed (void) { puts (price_text (1)); } /* expect: error 46: 'printed' claims to verify 'price_text', but nothing that it produces reaches an assertion */
LOAD_BEARING_TEST ("price_fill") static void another (void) { assert (price_quote (1, 5) == 5); } /* expect: error 46: 'another' claims to verify 'price_fill', but never calls it */
LOAD_BEARING_TEST ("price_qoute") static void misspelt (void) { assert (price_quote (1, 5) == 5); } /* expect: error 47: 'misspelt' claims to verify 'price_qoute', but no such function is declared here; did you mean 'price_quote'? */
LOAD_BEARING_TEST ("price_quote", "price_text") static void half (void) { assert (price_quote (1, 5) == 5); price_text (3); } /* expect: error 61: 'half' claims to verify 'price_text', but nothing that it produces reaches an assertion */
static int own (int x) { return x + 1; }
LOAD_BEARING_TEST ("own") static void of_itself (void) { assert (own (1) == 2); } /* expect: error 39: 'of_itself' claims to verify 'own', but that is defined in the test's own file, and counts as a part of the test */

/* By a helper, and as a part of another test.  */
static void check (long n, long want) { assert (price_quote (n, n) == want); }
LOAD_BEARING_TEST ("price_quote") static void by_helper (void) { check (1, 1); check (2, 4); }
LOAD_BEARING_TEST ("price_quote") static void part (int n) { check (n, n * n); }
static void whole (void) { part (3); }
LOAD_BEARING_TEST ("price_text") static void idle_part (int n) { check (n, n * n); } /* expect: error 46: 'idle_part' claims to verify 'price_text', but never calls it */
static void idle_whole (void) { idle_part (3); }

int
main (void)
{
  two_results ();
  one_result ();
  positive ();
  text ();
  not_null ();
  printed ();
  another ();
  misspelt ();
  half ();
  of_itself ();
  by_helper ();
  whole ();
  idle_whole ();
  return 0;
}
