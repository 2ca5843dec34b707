/* TAP, after libtap, with a header of our own.  */
#include "frameworks/tap.h"
#include "subject.h"
/* price semantic "only 50 would pass": ok */
static void condition (void) { ok (price (10, 5) == 50, "price"); }
/* price shape: a loose condition */
static void loose (void) { ok (price (10, 5) > 0, "price"); }
/* name_of semantic: is */
static void text (void) { is (name_of (1), "red", "name"); }
/* name_of shape: isnt */
static void text_not (void) { isnt (name_of (1), "blue", "name"); }
/* count semantic: cmp_ok with == */
static void compared (void) { cmp_ok (count ("abc"), "==", 3, "count"); }
/* count shape: cmp_ok with > */
static void compared_loosely (void) { cmp_ok (count ("abc"), ">", 0, "count"); }
/* count shape: cmp_ok with != */
static void compared_not (void) { cmp_ok (count ("abc"), "!=", 0, "count"); }
/* encode semantic: cmp_mem */
static void memory (void) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; encode ("a", got, sizeof got); cmp_mem (got, want, 2, "bytes"); }
/* is_valid semantic: both polarities */
static void polarities (void) { ok (is_valid (3), "valid"); ok (!is_valid (-3), "not valid"); }
/* is_valid shape: one */
static void polarity (void) { ok (is_valid (3), "valid"); }
/* price called: a diagnostic only */
static void diagnosed (void) { if (price (10, 5) != 50) diag ("wrong"); }
/* price semantic: BAIL_OUT ends it */
static void bails (void) { if (price (10, 5) != 50) BAIL_OUT ("wrong"); }
/* price called: always ok */
static void always (void) { price (10, 5); ok (1, "lives"); }
/* price shape: ok, with itself */
static void itself (void) { ok (price (10, 5) == price (10, 5), "stable"); }
/* parse semantic: what it stores; is takes texts, ok numbers */
static void out (void) { int v = 0; ok (parse ("42", &v) == 0, "parses"); ok (v == 42, "the value"); }
/* parse shape: its status alone */
static void status (void) { int v = 0; ok (parse ("42", &v) == 0, "parses"); }
/* find called: it is skipped if it is not there, and nothing else is asked */
static void skips (void) { if (!find (7)) skippy (1, "not there"); }
int main (void)
{
  plan (NO_PLAN);
  condition (); loose (); text (); text_not (); compared (); compared_loosely (); compared_not (); memory (); polarities ();
  polarity (); diagnosed (); bails (); always (); itself (); out (); status (); skips ();
  done_testing ();
}
