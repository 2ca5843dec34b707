/* Assertion helpers, fixtures, callbacks, results that are kept.  */
#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "subject.h"
static void expect (long got, long want) { assert (got == want); }
/* price semantic: the expectation is a parameter */
void by_parameter (void) { expect (price (10, 5), 50); }
/* price semantic: the expectation is the first parameter of the outer, the second of the inner */
static void want (long wanted, long got) { expect (got, wanted); }
void turned (void) { want (50, price (10, 5)); }
static void expect_default (long got) { expect (got, 50); }
/* price semantic: the expectation is in the helper */
void by_default_value (void) { expect_default (price (10, 5)); }
static void expect_price (long n, long c, long wanted) { expect (price (n, c), wanted); }
/* price semantic: the helper calls the function */
void helper_calls (void) { expect_price (10, 5, 50); expect_price (1, 5, 5); }
static int is_fifty (long p) { return p == 50; }
/* price semantic: a predicate of the test's own */
void own_predicate (void) { assert (is_fifty (price (10, 5))); }
static int is_any (long p) { (void) p; return 1; }
/* price called: a predicate that does not look */
void blind_predicate (void) { assert (is_any (price (10, 5))); }
static long identity (long p) { return p; }
/* price semantic: through a function that gives it back */
void through (void) { assert (identity (price (10, 5)) == 50); }
static void both (long got, long wanted, const char *text, const char *wanted_text) { assert (got == wanted); assert (strcmp (text, wanted_text) == 0); }
/* price semantic: a helper for two functions */
/* name_of semantic: the other */
void for_two (void) { both (price (10, 5), 50, name_of (1), "red"); }
static void expect_order (const struct order *o, int id, long total) { assert (o != NULL); assert (o->id == id); assert (o->total == total); }
/* find semantic: a helper that looks into a struct */
void of_struct (void) { expect_order (find (7), 7, 30); }
static void expect_order_there (const struct order *o) { assert (o != NULL); }
/* find shape: a helper that looks whether it is there */
void of_struct_there (void) { expect_order_there (find (7)); }
static void expect_by_value (struct point p, int x, int y) { assert (p.x == x); assert (p.y == y); }
/* mirror semantic: a struct by value */
void by_value (void) { expect_by_value (mirror (1, 2), 2, 1); }
static void fail_with_format (const char *format, ...) { va_list a; va_start (a, format); vfprintf (stderr, format, a); va_end (a); abort (); }
/* price semantic: a helper with a format that fails */
void with_format (void) { long p = price (10, 5); if (p != 50) fail_with_format ("got %ld", p); }
static void note_with_format (const char *format, ...) { va_list a; va_start (a, format); vfprintf (stderr, format, a); va_end (a); }
/* price called: a helper with a format that only prints */
void note_format (void) { long p = price (10, 5); if (p != 50) note_with_format ("got %ld", p); }
static int recursive (long got, long wanted, int depth) { return depth ? recursive (got, wanted, depth - 1) : got == wanted; }
/* price semantic: a helper that calls itself */
void by_recursion (void) { assert (recursive (price (10, 5), 50, 3)); }
static void (*checker) (long, long) = expect;
/* price semantic: a helper by a pointer that nobody changes */
void by_pointer (void) { checker (price (10, 5), 50); }
/* price called: an assertion about a constant, in a helper that gets the result too */
static void unrelated (long got, long a, long b) { (void) got; assert (a == b); }
void of_others (void) { unrelated (price (10, 5), 50, 50); }
/* price semantic: a nested helper, a status as its result, checked by the test */
static int same (long a, long b) { if (a != b) return -1; return 0; }
void by_result (void) { assert (same (price (10, 5), 50) == 0); }
/* price called: the helper's result is forgotten */
void result_forgotten (void) { same (price (10, 5), 50); }

static struct { struct order order; long got; int count; char text[16]; } fixture;
static void set_up (void) { memset (&fixture, 0, sizeof fixture); }
/* read_order semantic: a struct of the fixture */
void in_fixture (void) { set_up (); assert (read_order (3, &fixture.order) == 0); assert (fixture.order.total == 99); }
/* read_order shape: the status alone */
void in_fixture_unread (void) { set_up (); assert (read_order (3, &fixture.order) == 0); }
static void act (void) { fixture.got = price (10, 5); }
static void verify (long wanted) { assert (fixture.got == wanted); }
/* price semantic: act and verify */
void act_and_verify (void) { set_up (); act (); verify (50); }
/* price called: verify before act */
void verify_before (void) { set_up (); verify (0); act (); }
/* render semantic: a text of the fixture */
void text_in_fixture (void) { set_up (); render (3, fixture.text, sizeof fixture.text); assert (strcmp (fixture.text, "3") == 0); }
struct context { long *slot; };
static void keep (struct context *c, long p) { *c->slot = p; }
/* price semantic: kept through a pointer in a struct */
void kept_through (void) { long slot = 0; struct context c = { &slot }; keep (&c, price (10, 5)); assert (slot == 50); }
/* price called: kept, and overwritten */
void kept_overwritten (void) { long slot = 0; struct context c = { &slot }; keep (&c, price (10, 5)); slot = 50; assert (slot == 50); }
/* price semantic: kept in memory from the heap */
void kept_on_heap (void) { long *slot = malloc (sizeof *slot); *slot = price (10, 5); assert (*slot == 50); free (slot); }
/* order_new semantic: made by a helper, looked at by the test */
static struct order *made (void) { struct order *o = order_new (7); if (!o) abort (); return o; }
void made_by_helper (void) { struct order *o = made (); assert (o->total == 30); order_free (o); }
/* order_new shape: made by a helper that asserts that it is there */
/* order_total semantic: the function that is tested */
void made_for_other (void) { struct order *o = made (); assert (order_total (o) == 30); order_free (o); }
/* order_total semantic: no constant is right for both */
void two_orders (void) { struct order *a = made (), *b = made (); assert (order_total (a) < order_total (b)); }

static int visits, last_visit;
static void visit (int x) { visits++; last_visit = x; }
/* walk semantic "no constant": without walk there is no visit */
void visited (void) { visits = 0; walk (visit, 3); assert (visits == 3); }
/* walk shape: the callback is handed over, the number of visits only bounded from above, as it was before */
void visited_at_most (void) { visits = 0; walk (visit, 3); assert (visits <= 3); }
/* walk called: nobody looks at the visits */
void visited_unread (void) { visits = 0; walk (visit, 3); printf ("%d\n", visits); }
static void must_be_positive (int x) { assert (x > 0); }
/* walk called: an assertion in a callback, which a function that does nothing never calls */
void asserting_callback (void) { walk (must_be_positive, 3); }
static void must_not_be_called (int x) { (void) x; abort (); }
/* walk called: a callback that must not be called is not called by a function that does nothing */
void forbidden_callback (void) { walk (must_not_be_called, 0); }
/* walk semantic: its result, whatever the callback does */
void walk_result (void) { assert (walk (visit, 3) == 3); }
static int next_number (void *data) { int *n = data; return (*n)--; }
/* each semantic: what the callback's data became, and it was another before */
void callback_data (void) { int n = 3; each (next_number, &n); assert (n == -1); }
/* each semantic: its result */
void callback_sum (void) { int n = 3; assert (each (next_number, &n) == 6); }
/* each shape: the status of a function with a callback, unless it is 0, is nearly everything */
void callback_loose (void) { int n = 3; assert (each (next_number, &n) != -1); }
/* each called: not even that */
void callback_smoke (void) { int n = 3; each (next_number, &n); }

/* fail_with semantic "no constant": the child ends with 3, and a function that does nothing lets it end with 0 */
void exit_test (void)
{
  int status;
  pid_t child = fork ();
  if (child == 0) {
    fail_with (3);
    _exit (0);
  }
  assert (waitpid (child, &status, 0) == child);
  assert (WIFEXITED (status) && WEXITSTATUS (status) == 3);
}
/* fail_with called: the child's status is not looked at */
void exit_unread (void)
{
  int status;
  pid_t child = fork ();
  if (child == 0) {
    fail_with (3);
    _exit (0);
  }
  waitpid (child, &status, 0);
}
static volatile sig_atomic_t caught;
static void on_signal (int number) { caught = number; }
/* fail_with semantic: a signal that was caught, and not before */
void signal_test (void) { caught = 0; signal (SIGUSR1, on_signal); fail_with (SIGUSR1); assert (caught == SIGUSR1); }
/* fail_with called: the handler is set, and that is all */
void signal_unread (void) { caught = 0; signal (SIGUSR1, on_signal); fail_with (SIGUSR1); }
/* price called: the alarm only bounds its time */
void timed (void) { alarm (10); price (10, 5); alarm (0); }
/* price called: it comes back, which everything does */
void survives (void) { price (10, 5); price (-1, 0); puts ("survived"); }
