/* Tests that stand in main, or in a table of its, and that it never runs.  */
/* options: -fplugin-arg-loadbearing-role=test */
#include <assert.h>

long price_quote (long, long);
void add (void (*test) (void));

static void called (void) { assert (price_quote (1, 5) == 5); }
static void in_table (void) { assert (price_quote (1, 5) == 5); }
static void after_the_end (void) { assert (price_quote (1, 5) == 5); } /* expect: warning 13: 'after_the_end' is a test that nothing runs: no way through main leads to it [loadbearing: unreached-test] */
static void switched_off (void) { assert (price_quote (1, 5) == 5); } /* expect: warning 13: 'switched_off' is a test that nothing runs: no way through main leads to it */
static void registered (void) { assert (price_quote (1, 5) == 5); }
static void handed_to_helper (void) { assert (price_quote (1, 5) == 5); }
static void on_request (void) { assert (price_quote (1, 5) == 5); } /* expect: warning 13: 'on_request' is a test that nothing runs: main, run without arguments, may end well and leave it out [loadbearing: unreached-test] */
static void in_suite (void) { assert (price_quote (1, 5) == 5); }

static int slow;
struct row { const char *name; void (*test) (void); };
static const struct row table[] = { { "in_table", in_table }, { 0, 0 }, { "after_the_end", after_the_end } };
static const struct row suite[] = { { "in_suite", in_suite }, { 0, 0 } };
static void run (void (*test) (void)) { test (); }
static void run_suite (const struct row *row) { for (; row->name; row++) row->test (); }

int main (int argc, char **argv)
{
  called ();
  for (int i = 0; table[i].name; i++)
    table[i].test ();
  if (slow)
    switched_off ();
  add (registered);
  run (handed_to_helper);
  if (argc > 1)
    on_request ();
  run_suite (suite);
  return argv[0] == 0;
}
