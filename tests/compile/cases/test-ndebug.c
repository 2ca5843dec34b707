/* Assertions that NDEBUG takes away.  */
/* options: -fplugin-arg-loadbearing-role=test -DNDEBUG */
#include <assert.h>
#include <stdlib.h>

long price_quote (long, long);

static void plain (void) { assert (price_quote (1, 5) == 5); } /* expect: warning 13: 'plain' asserts nothing: 'assert' is compiled out (NDEBUG) [loadbearing: unreached-test] */
static void check (long n, long want) { assert (price_quote (n, n) == want); }
static void by_helper (void) { check (1, 1); } /* expect: warning 13: 'by_helper' asserts nothing: 'assert' in 'check' is compiled out (NDEBUG) */
static void otherwise (void) { assert (price_quote (1, 5)); if (price_quote (1, 5) != 5) abort (); }
static void none (void) { price_quote (1, 5); }

int
main (void)
{
  plain ();
  by_helper ();
  otherwise ();
  none ();
  return 0;
}
