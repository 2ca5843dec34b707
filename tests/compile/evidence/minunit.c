/* Tests that give NULL or a message, as the smallest frameworks have it; main makes its status of that.  */
#include <stdio.h>
#include "subject.h"
static int run;
#define check(message, c) do { if (!(c)) return message; } while (0)
#define run_test(t) do { const char *m = t (); run++; if (m) return m; } while (0)
static const char *test_price (void) { check ("price", price (10, 5) == 50); return NULL; }
static const char *test_valid (void) { check ("valid", is_valid (3)); return NULL; }
static const char *test_count (void) { count ("abc"); return NULL; }
static const char *test_parse (void) { int v = 0; check ("status", parse ("42", &v) == 0); check ("value", v == 42); return NULL; }
static const char *test_large (void) { const char *m = large (3) == 3 ? NULL : "large"; if (m) puts (m); return NULL; }
static const char *all (void) { run_test (test_price); run_test (test_valid); run_test (test_count); run_test (test_parse); run_test (test_large); return NULL; }
/* price main semantic: a message is a failure */
/* is_valid main shape: one polarity */
/* count main called: nobody looks at what it gives */
/* parse main semantic: what it stores */
/* large main called: the message is printed and forgotten */
int main (void)
{
  const char *message = all ();
  puts (message ? message : "all passed");
  printf ("%d run\n", run);
  return message != NULL;
}
