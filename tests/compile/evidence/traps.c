/* Tests that look as if they proved something, and their neighbours that do.  */
#include <assert.h>
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
#include "subject.h"
/* price called: an assignment, which is always true */
void assigned (void) { long p = price (10, 5); assert (p = 50); }
/* price called: a text is always true */
void text_is_true (void) { long p = price (10, 5); (void) p; assert ("p == 50"); }
/* price semantic: a text beside a comparison */
void text_beside (void) { assert (price (10, 5) == 50 && "price of ten"); }
/* price called: a text beside it by `or` */
void text_or (void) { long p = price (10, 5); assert (p == 50 || "price of ten"); }
/* price called: the comma's right side is asserted */
void comma (void) { assert ((price (10, 5) == 50, 1)); }
/* name_of called: of no letters */
void no_letters (void) { assert (strncmp (name_of (1), "red", 0) == 0); }
/* name_of semantic: of all letters */
void all_letters (void) { assert (strncmp (name_of (1), "red", 4) == 0); }
/* name_of shape: strcmp is true where they differ */
void strcmp_turned (void) { assert (strcmp (name_of (1), "red")); }
/* encode called: nothing is compared */
void no_bytes (void) { unsigned char to[8]; encode ("ab", to, 8); assert (memcmp (to, "abcdefgh", 0) == 0); }
/* encode semantic: eight bytes */
void eight_bytes (void) { unsigned char to[8]; encode ("ab", to, 8); assert (memcmp (to, "\1\2\3\4\5\6\7\10", 8) == 0); }
/* price called: every number is within infinity */
void infinite_tolerance (void) { assert (fabs ((double) price (10, 5) - 50.0) <= INFINITY); }
/* ratio called: a difference is never less than 0, so never greater than minus 1 */
void negative_tolerance (void) { double r = ratio (1, 2); if (fabs (r - 0.5) < -1.0) abort (); }
/* ratio semantic: a narrow one */
void narrow_tolerance (void) { assert (fabs (ratio (1, 2) - 0.5) < 1e-9); }
/* price called: a mask of no bits */
void masked_all (void) { assert ((price (10, 5) & 0) == 0); }
/* price shape: one bit */
void masked_one (void) { assert ((price (10, 5) & 1) == 0); }
/* price called: multiplied by nothing */
void times_zero (void) { assert (price (10, 5) * 0 == 0); }
/* price called: an unsigned number is never below 0 */
void never_below (void) { assert ((unsigned long) price (10, 5) >= 0); }
/* level called: a byte is never above 255 */
void never_above (void) { assert (level (3) <= 255); }
/* level shape: less than half of all bytes */
void below_100 (void) { assert (level (3) < 100); }
/* price called: expected is itself */
void expected_itself (void) { long want = price (10, 5); assert (want == want); }
/* price called: the expected variable alone is asserted */
void expected_alone (void) { long want = 50, got = price (10, 5); (void) got; assert (want == 50); }
/* price shape: what is expected is what was got */
void expected_got (void) { long got = price (10, 5), want = got; assert (got == want); }
static long expected_price (long n, long c) { return price (n, c); }
static long got_price (long n, long c) { return price (n, c); }
/* price shape: expected comes through another wrapper of the same function */
void two_wrappers (void) { assert (got_price (10, 5) == expected_price (10, 5)); }
/* price called: the program ends well before */
void early_exit (void) { long p = price (10, 5); if (getpid () > 0) exit (0); assert (p == 50); }
/* price called: so it does without a word */
void early_quick_exit (void) { long p = price (10, 5); _exit (0); assert (p == 50); }
/* price called: the condition of the failure can never be */
void never_wrong (void) { long p = price (10, 5); if (p < 50 && p > 50) abort (); }
/* price semantic: or, where `and` would be wrong */
void wrong_or (void) { long p = price (10, 5); if (p < 50 || p > 50) abort (); }
/* price called: always one of the two */
void always_either (void) { long p = price (10, 5); assert (p != 50 || p != 51); }
/* parse called: the sum is set again before it is looked at */
void overwritten (void) { int v; parse ("7", &v); v = 7; assert (v == 7); }
/* parse semantic: looked at before */
void not_overwritten (void) { int v = 0; parse ("7", &v); assert (v == 7); v = 8; }
/* price called: a child fails, and nobody asks */
void child_unheard (void)
{
  long p = price (10, 5);
  if (fork () == 0) {
    assert (p == 50);
    _exit (0);
  }
  wait (NULL);
}
/* price semantic: its status is asked for */
void child_heard (void)
{
  long p = price (10, 5);
  int status;
  if (fork () == 0)
    _exit (p == 50 ? 0 : 1);
  wait (&status);
  assert (status == 0);
}
/* price called: the loop has no rounds */
void no_rounds (void)
{
  static const long table[][2] = { { 10, 50 } };
  long p = price (10, 5);
  for (size_t i = 0; i < sizeof table / sizeof table[0] - 1; i++)
    assert (p == table[i][1]);
}
/* price called: the table ends before it begins */
void ended_table (void)
{
  static const struct { const char *name; long n, want; } table[] = { { NULL, 0, 0 }, { "ten", 10, 50 } };
  long p = price (10, 5);
  for (int i = 0; table[i].name; i++)
    assert (p == table[i].want);
}
/* price semantic: it ends after one */
void table_of_one (void)
{
  static const struct { const char *name; long n, want; } table[] = { { "ten", 10, 50 }, { NULL, 0, 0 } };
  for (int i = 0; table[i].name; i++)
    assert (price (table[i].n, 5) == table[i].want);
}
static int check_price (long got, long want) { return got == want; }
/* price called: the result of the comparison is thrown away */
void unused_check (void) { check_price (price (10, 5), 50); }
static void warn_unless (int ok, const char *text) { if (!ok) fprintf (stderr, "%s\n", text); }
/* price called: only a message comes of it */
void only_warned (void) { warn_unless (price (10, 5) == 50, "wrong"); }
/* parse shape: the status is compared with nothing, and the number not at all */
void status_truth (void) { int v; assert (!parse ("7", &v)); }
/* count called: a condition on what was expected, not on what came */
void wrong_condition (void) { int want = 3, got = count ("abc"); if (want != 3) abort (); (void) got; }
static volatile int strict_mode;
/* price called: volatile, but never set */
void by_volatile (void) { long p = price (10, 5); if (strict_mode) assert (p == 50); }
/* name_of shape: a pointer's size of bytes, and a pointer to a pointer */
void address_of_pointer (void) { const char *n = name_of (1), *want = n; assert (memcmp (&n, &want, sizeof n) == 0); }
/* port shape: narrowed to one bit */
void to_bool (void) { _Bool b = port (80); assert (b); }
/* large shape: what is left of 64 bits in 8 */
void to_char (void) { assert ((signed char) large (3) == 3); }
/* price called: signed overflow makes the sum any number: nothing is compared with the price */
void counted_rounds (void) { int n = 0; for (int i = 0; i < 3; i++) { price (i, 5); n++; } assert (n == 3); }
/* pop called: the count of the test's own, not what was popped */
void own_count (void) { struct stack s = { { 1, 2 }, 2 }; int n = 0; while (n < 2) { (void) pop (&s); n++; } assert (n == 2); }
/* checksum shape: compared with the same function of the same text by another variable */
void same_text (void) { char a[] = "abc"; const char *b = "abc"; assert (checksum (a) == checksum (b)); }
/* checksum semantic: of different texts it must differ */
void different_texts (void) { assert (checksum ("abc") != checksum ("abd")); }
