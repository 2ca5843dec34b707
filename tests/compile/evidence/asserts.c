/* Plain assert.  A label stands before each test: FUNCTION GRADE: the reason.  */
/* clang-format off */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"

/* price semantic: only 50 passes */
void equal (void) { assert (price (10, 5) == 50); }
/* price semantic: only 50 passes, whichever side it stands on */
void equal_turned (void) { assert (50 == price (10, 5)); }
/* price semantic: symbolic constants are constants */
enum { BULK = 45 };
void symbolic (void) { assert (price (10, 5) == BULK); }
/* price shape: half of all numbers pass */
void not_negative (void) { long p = price (10, 5); assert (p >= 0); }
/* price shape: all but one number pass */
void not_zero (void) { assert (price (10, 5) != 0); }
/* price shape: compared with itself */
void itself (void) { assert (price (10, 5) == price (10, 5)); }
/* price shape: the expectation is what the function itself said */
void itself_stored (void) { long expected = price (10, 5); long got = price (10, 5); assert (got == expected); }
/* price semantic: no constant is less than itself */
void monotonic (void) { assert (price (1, 5) < price (2, 5)); }
/* price semantic: no constant differs from itself */
void differs (void) { assert (price (1, 5) != price (2, 5)); }
/* price called: the result is thrown away */
void thrown_away (void) { price (10, 5); }
/* price called: only printed */
void printed (void) { printf ("%ld\n", price (10, 5)); }
/* price called: assigned and forgotten */
void forgotten (void) { long p = price (10, 5); (void) p; }
/* price called: the assertion is about something else */
void something_else (void) { price (10, 5); assert (2 + 2 == 4); }
/* price called: the assertion is never reached */
void after_return (void) { long p = price (10, 5); if (1) return; assert (p == 50); }
/* price semantic: 0 and 50 pass.  First labelled shape; but two constants are few, and that 0 passes is what stub-proofness tells */
void guarded (void) { long p = price (10, 5); if (p) assert (p == 50); }
/* price semantic: either of two */
void one_of_two (void) { long p = price (10, 5); assert (p == 50 || p == 51); }
/* price semantic: a small range */
void small_range (void) { long p = price (10, 5); assert (p > 47 && p < 52); }
/* price shape: a range of a thousand */
void large_range (void) { long p = price (10, 5); assert (p > 0 && p < 1000); }
/* price shape, called: always true, so no path fails */
void tautology (void) { long p = price (10, 5); assert (p == 50 || p != 50); }
/* price semantic: converted on the way */
void converted (void) { int p = (int) 7; assert ((long long) price (p, 1) == 7LL); }
/* price semantic: a difference from what is expected */
void difference (void) { assert (price (10, 5) - 50 == 0); }
/* price shape: parity is half of all numbers */
void parity (void) { assert (price (10, 5) % 2 == 0); }
/* is_valid shape: anything but 0 passes */
void one_polarity (void) { assert (is_valid (3)); }
/* is_valid semantic: only 0 passes */
void rejects (void) { assert (!is_valid (-3)); }
/* is_valid semantic: nothing passes both */
void both_polarities (void) { assert (is_valid (3)); assert (!is_valid (-3)); }
/* is_open shape: half of a _Bool's values */
void bool_one_polarity (void) { assert (is_open (3)); }
/* is_open semantic: nothing passes both */
void bool_both (void) { assert (is_open (3)); assert (!is_open (-3)); }
/* level semantic: one of 256 */
void small_type (void) { assert (level (3) == 200); }
/* name_of semantic: only "red" */
void text (void) { assert (strcmp (name_of (1), "red") == 0); }
/* name_of semantic: only "red" */
void text_not (void) { assert (!strcmp (name_of (1), "red")); }
/* name_of shape: anything but NULL */
void text_there (void) { assert (name_of (1) != NULL); }
/* name_of shape: any text of three characters */
void text_length (void) { assert (strlen (name_of (1)) == 3); }
/* name_of shape: any text that begins so */
void text_begins (void) { assert (strncmp (name_of (1), "re", 2) == 0); }
/* name_of shape: every other text */
void text_other (void) { assert (strcmp (name_of (1), "blue") != 0); }
/* name_of semantic: only NULL */
void text_null (void) { assert (name_of (99) == NULL); }
/* order_new shape: any order */
void pointer_there (void) { struct order *o = order_new (1); assert (o); order_free (o); }
/* order_new semantic: its field must be 7 */
void pointer_field (void) { struct order *o = order_new (7); assert (o != NULL); assert (o->id == 7); }
/* order_new shape: with NULL nothing is asserted */
void pointer_guarded (void) { struct order *o = order_new (7); if (o != NULL) assert (o->id == 7); }
/* order_new shape: any order whose id is not negative */
void pointer_field_loose (void) { struct order *o = order_new (7); assert (o->id >= 0); }
/* order_total semantic: only 30 */
void accessor (void) { struct order *o = order_new (7); assert (order_total (o) == 30); }
/* parse semantic: the stored value must be 42 */
void out_value (void) { int v = 0; assert (parse ("42", &v) == 0); assert (v == 42); }
/* parse shape: the status alone, what is stored goes unread */
void out_unread (void) { int v = 0; assert (parse ("42", &v) == 0); }
/* parse semantic: the output, whatever the status */
void out_status_ignored (void) { int v = 0; parse ("42", &v); assert (v == 42); }
/* parse shape, called: the value is compared with itself, which the compiler has folded before anybody sees it */
void out_itself (void) { int v = 0; parse ("42", &v); assert (v == v); }
/* parse called: the variable is set again before the assertion */
void out_overwritten (void) { int v = 0; parse ("42", &v); v = 42; assert (v == 42); }
/* read_order semantic: a field of a struct */
void out_field (void) { struct order o; assert (read_order (3, &o) == 0); assert (o.total == 99); }
/* read_order semantic: an inner field of a copy */
void out_field_copied (void) { struct order o, c; read_order (3, &o); c = o; assert (c.part.b == 4); }
/* read_order shape: all but one number pass */
void out_field_loose (void) { struct order o; read_order (3, &o); assert (o.total != 0); }
/* render semantic: the buffer must hold "3" */
void buffer_text (void) { char b[32]; render (3, b, sizeof b); assert (strcmp (b, "3") == 0); }
/* render called: the buffer is not looked at */
void buffer_unread (void) { char b[32]; render (3, b, sizeof b); puts (b); }
/* render shape: its first character; labelled semantic until it was asked how many texts begin so */
void buffer_character (void) { char b[32]; render (3, b, sizeof b); assert (b[0] == '3'); }
/* mirror semantic: a struct's field */
void struct_result (void) { struct point p = mirror (1, 2); assert (p.x == 2); assert (p.y == 1); }
/* mirror called: nobody looks */
void struct_result_unread (void) { struct point p = mirror (1, 2); (void) p; }
/* ratio semantic: within a thousandth */
void tolerance (void) { assert (fabs (ratio (1, 2) - 0.5) < 0.001); }
/* ratio shape: anything from -99.5 to 100.5 */
void tolerance_huge (void) { assert (fabs (ratio (1, 2) - 0.5) < 100); }
/* ratio semantic: only 0.5 */
void real_equal (void) { assert (ratio (1, 2) == 0.5); }
/* ratio shape: any positive number */
void real_positive (void) { assert (ratio (1, 2) > 0); }
/* reset semantic: the global must be 0 */
void global_written (void) { last_error = 5; reset (); assert (last_error == 0); }
/* reset called: it produces nothing that is looked at */
void global_unread (void) { reset (); }
static const struct { long count, cents, expected; } cases[] = { { 1, 5, 5 }, { 10, 5, 50 }, { 100, 5, 450 } };
/* price semantic: three expectations, none passes all */
void table (void) { for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert (price (cases[i].count, cases[i].cents) == cases[i].expected); }
static const struct { long count, expected; } same[] = { { 1, 5 }, { 2, 5 } };
/* price semantic: the table expects 5 twice, so 5 passes, and little else */
void table_same (void) { for (int i = 0; i < 2; i++) assert (price (same[i].count, 1) == same[i].expected); }
static const long numbers[] = { 1, 2, 3 };
/* price shape: a table of inputs without expectations */
void table_inputs (void) { for (int i = 0; i < 3; i++) assert (price (numbers[i], 2) > 0); }
static int none_left = 0;
/* price absent: an empty table: it is not even called */
void table_empty (void) { for (int i = 0; i < none_left; i++) assert (price (i, 2) == 2); }
static const char *const colours[] = { "red", "green", NULL };
/* name_of semantic: a table of texts up to its NULL */
void table_texts (void) { for (int i = 0; colours[i]; i++) assert (strcmp (name_of (i), colours[i]) == 0); }
/* price semantic: the expectation comes from another function */
void from_elsewhere (void) { assert (price (10, 5) == other (3)); }
/* price called: decides nothing but what is printed */
void branch_prints (void) { if (price (10, 5) == 50) puts ("fine"); else puts ("wrong"); }
/* price semantic: wrong is an abort */
void aborts (void) { if (price (10, 5) != 50) { fprintf (stderr, "wrong\n"); abort (); } }
/* price semantic: wrong is a failing exit */
void exits (void) { if (price (10, 5) != 50) exit (1); }
/* price called: wrong or not, it exits successfully */
void exits_well (void) { if (price (10, 5) != 50) exit (0); }
/* price called "may pass without asserting": only if the environment says so (`shape` before: but every constant passes, which is what `called` means) */
void by_environment (void) { long p = price (10, 5); if (getenv ("SLOW")) assert (p == 50); }
static void expect_long (long got, long want) { if (got != want) abort (); }
static void expect_deeper (long got) { expect_long (got, 50); }
/* price semantic: through a helper */
void helper (void) { expect_long (price (10, 5), 50); }
/* price semantic: through two */
void helpers (void) { expect_deeper (price (10, 5)); }
static void look_at (long got) { printf ("%ld\n", got); }
/* price called: the helper only prints */
void helper_prints (void) { look_at (price (10, 5)); }
static long fetch (void) { return price (10, 5); }
/* price semantic: a helper fetches, the test asserts */
void helper_fetches (void) { assert (fetch () == 50); }
static struct { long kept; } context;
static void keep (void) { context.kept = price (10, 5); }
/* price semantic: stored in a context, asserted later */
void stored (void) { keep (); assert (context.kept == 50); }
/* price semantic: accumulated, and both calls together must give 100: no narrower than a sum, but a constant of 50 alone passes */
void doubled (void) { long p = price (10, 5); assert (p == 50 && price (20, 5) == 100); }
/* price shape: a bit mask: many numbers have that bit */
void mask (void) { assert (price (10, 5) & 2); }
/* is_valid semantic: a switch */
void switched (void) { switch (is_valid (3)) { case 1: break; default: abort (); } }
/* count semantic: the loop ends only where it counts three, else it aborts */
void loop_bound (void) { int n = count ("abc"); for (int i = 0; i < 3; i++) if (n == i) abort (); assert (n <= 3); assert (n >= 0); }
/* parse shape: the variable held 0 before, so a function that does nothing passes */
void out_as_before (void) { int v = 0; parse ("0", &v); assert (v == 0); }
struct buffer { int used; char *data; };
struct buffer *buffer_new (void);
int buffer_put (struct buffer *, int);
void buffer_keep (struct buffer *, int *out);
/* buffer_new shape: what its result leads to was written by another function since */
/* buffer_put semantic, called: it made `used` 1, but what another function's pointer leads to is not followed */
void written_later (void) { struct buffer *b = buffer_new (); buffer_put (b, 3); assert (b->used == 1); }
/* buffer_keep called: it was given the variable, but another function may have set it */
/* buffer_put called: nobody knows that it was this one */
void kept_pointer (void) { struct buffer b; int v; buffer_keep (&b, &v); buffer_put (&b, 3); assert (v == 3); }
extern int started;
/* price called: the global may have been set by anybody, long before */
void global_of_another (void) { price (10, 5); assert (started == 1); }
/* price called: between two calls nobody knows whose it is */
/* reset called: the same */
void global_of_two (void) { last_error = 5; reset (); price (1, 1); assert (last_error == 0); }
/* reset shape: it was 0 before the call */
void global_as_before (void) { last_error = 0; reset (); assert (last_error == 0); }
int **where (void);
/* parse called: overwritten through a pointer that is not known, perhaps */
void stored_somewhere (void) { int v; parse ("42", &v); **where () = 42; assert (v == 42); }
int ok (long a, long b);
/* price called: a function that happens to be called ok is no assertion */
void not_tap (void) { ok (price (10, 5), 50); }
/* price semantic: no constant passes both */
/* count called: that nothing passes for the other function says nothing about this one */
void bystander (void) { assert (price (1, 5) == 5); count ("abc"); assert (price (2, 5) == 10); }
long order_id (const struct order *);
/* order_new shape: compared with what another function read out of the same order */
void read_back (void) { struct order *o = order_new (7); assert (order_id (o) == o->id); }
/* name_of called: the failure asks for nothing */
void always_fails (void) { name_of (5); abort (); }
