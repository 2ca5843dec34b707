/* Numbers: types, ranges, conversions, floating point.  */
/* clang-format off */
#include <assert.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "subject.h"
#define BULK_PRICE (10 * 5 - 5)
static const long expected_price = 50;
/* price semantic: a macro's expression */
void macro_constant (void) { assert (price (10, 5) == BULK_PRICE); }
/* price semantic: a const object */
void const_object (void) { assert (price (10, 5) == expected_price); }
/* price semantic: computed from the inputs */
void computed (void) { long n = 10, c = 5; assert (price (n, c) == n * c); }
/* price semantic: the largest number */
void limit (void) { assert (price (LONG_MAX, 1) == LONG_MAX); }
/* price shape: anything but one number */
void not_minus_one (void) { assert (price (10, 5) != -1); }
/* price shape: half of the numbers */
void at_most (void) { assert (price (10, 5) <= 1000000); }
/* price semantic: from both sides */
void pinched (void) { long p = price (10, 5); assert (p >= 50); assert (p <= 50); }
/* price semantic: a difference of two calls, which a constant makes 0 */
void steps (void) { assert (price (11, 5) - price (10, 5) == 5); }
/* price semantic "only -50 or 50": its size alone */
void size_alone (void) { assert (labs (price (10, -5)) == 50); }
/* price semantic "no constant": no number has two sizes */
void two_sizes (void) { assert (labs (price (10, -5)) == 50); assert (labs (price (10, 4)) == 40); }
/* price called: no number's size is below 0, so that one fails no constant */
void size_of_none (void) { assert (labs (price (10, -5)) != -3); }
/* ratio semantic "only 2, give or take 1e-09 would": an interval whose ends look alike */
void close (void) { double r = ratio (4, 2); if (!(r >= 2 - 1e-9 && r <= 2 + 1e-9)) abort (); }
/* price shape: a difference of two calls that is 0 for any constant */
void no_step (void) { assert (price (10, 5) - price (10, 5) == 0); }
/* price shape: the same with other arguments; it holds for any constant */
void commutative (void) { assert (price (10, 5) == price (5, 10)); }
/* price semantic: only -1 is its own double and one */
void doubled_call (void) { assert (price (20, 5) == 2 * price (10, 5) + 1); }
/* large semantic: 64 bits */
void wide (void) { assert (large (40) == 1099511627776LL); }
/* checksum semantic: unsigned, above the signed ones */
void unsigned_high (void) { assert (checksum ("abc") == 0x80000001u); }
/* checksum shape: all but 0 */
void unsigned_positive (void) { assert (checksum ("abc") > 0); }
/* checksum called: no unsigned number is below 0, so nothing can fail */
void unsigned_tautology (void) { unsigned c = checksum ("abc"); if (c < 0) abort (); }
/* port semantic: a short, promoted */
void promoted (void) { assert (port (1) == 8080); }
/* port semantic: a range of sixteen numbers */
void sixteen (void) { unsigned short p = port (1); assert (p >= 8080 && p < 8096); }
/* port shape: a range of a thousand */
void thousand (void) { unsigned short p = port (1); assert (p >= 8000 && p < 9000); }
/* first semantic: a character */
void character (void) { assert (first ("abc") == 'a'); }
/* first shape: a class of characters */
void character_class (void) { char c = first ("abc"); assert (c >= 'a' && c <= 'z'); }
/* colour_of semantic: an enumerator */
void enumerator (void) { assert (colour_of (7) == GREEN); }
/* colour_of shape: one of three, which are all that there are */
void enumerators (void) { enum colour c = colour_of (7); assert (c == RED || c == GREEN || c == BLUE); }
/* colour_of shape: all but one enumerator */
void no_enumerator (void) { assert (colour_of (7) != RED); }
/* flags_of semantic: a bit-field */
void bit_field (void) { struct flags f = flags_of (3); assert (f.level == 5); }
/* flags_of semantic: two bit-fields of the same byte */
void bit_fields (void) { struct flags f = flags_of (3); assert (f.ready == 1 && f.level == 5); }
/* flags_of shape: the first one has two values, of which one passes */
void one_bit (void) { struct flags f = flags_of (3); assert (f.ready); }
/* flags_of called: another field is set by the test */
void other_field (void) { struct flags f = flags_of (3); f.more = 5; assert (f.more == 5); }
/* is_valid semantic: compared with true */
void with_true (void) { assert (is_valid (3) == true); }
/* is_valid semantic: a table of both polarities */
void predicates (void) { for (int i = -2; i < 3; i++) assert (!!is_valid (i) == (i > 0)); }
/* is_open shape: false alone leaves half of the truth values */
void bool_false (void) { assert (is_open (3) == false); }
/* half semantic: float, equal */
void single (void) { assert (half (3.0f) == 1.5f); }
/* half shape: a tolerance as wide as the value */
void single_loose (void) { assert (fabsf (half (3.0f) - 1.5f) < 1.5f); }
/* ratio semantic: an epsilon of the type */
void epsilon (void) { assert (fabs (ratio (1, 2) - 0.5) <= DBL_EPSILON); }
/* ratio semantic: between two near numbers */
void between (void) { double r = ratio (1, 2); assert (r > 0.495 && r < 0.505); }
/* ratio shape: between two that are far apart */
void between_far (void) { double r = ratio (1, 2); assert (r > 0 && r < 1); }
/* ratio semantic: scaled to a whole number */
void scaled (void) { assert ((int) (ratio (1, 2) * 100) == 50); }
/* ratio semantic: only not a number passes */
void not_a_number (void) { assert (isnan (ratio (0, 0))); }
/* ratio shape: everything but that passes */
void a_number (void) { assert (!isnan (ratio (1, 2))); }
/* ratio semantic "or NaN would pass": a failure where the difference is greater, which it never is of not a number */
void tolerance_above (void) { if (fabs (ratio (5, 2) - 2.5) > 0.01) abort (); }
/* ratio semantic "only 2.49 to 2.51 would pass": a failure where it is not below */
void tolerance_not_below (void) { if (!(fabs (ratio (5, 2) - 2.5) < 0.01)) abort (); }
/* ratio semantic "only NaN would pass": no number differs from itself */
void differs (void) { assert (ratio (1, 2) != ratio (2, 1)); }
/* ratio shape "any number but NaN": every number equals itself */
void equals (void) { assert (ratio (1, 2) == ratio (2, 4)); }
/* ratio shape: with not a number, everything not below 0 */
void not_negative (void) { if (ratio (1, 2) < 0) abort (); }
/* ratio semantic: only infinity */
void infinite (void) { assert (ratio (1, 0) == INFINITY); }
/* price semantic: two masks fix all bits but the lowest */
void narrow_mask (void) { long p = price (10, 5); assert ((p & ~1L) == 50); }
/* price shape: shifted, 32 numbers pass */
void shifted (void) { assert (price (10, 5) >> 5 == 1); }
/* price shape: what is left of the division, a tenth of all numbers */
void remainder_only (void) { assert (price (10, 5) % 10 == 0); }
/* price semantic: a sum with a known number */
void sum (void) { long total = 0; total += price (10, 5); total += 1; assert (total == 51); }
/* price semantic: multiplied by a number */
void product (void) { assert (price (10, 5) * 2 == 100); }
/* price shape: truncated to a byte, one of 256 passes, which are many */
void truncated (void) { assert ((unsigned char) price (10, 5) == 50); }
/* price semantic: an array's element was chosen by it, and only 3 is right */
void as_index (void) { static const int good[] = { 0, 0, 0, 1, 0 }; long p = price (3, 1); assert (p >= 0 && p < 5); assert (good[p]); }
/* price called: 0 times anything is 0, so nothing that it gives reaches the assertion (it was `shape`, but no constant, and nothing else, can fail it) */
void times_zero (void) { assert (price (10, 5) * 0 == 0); }
/* parse semantic: errno, which was 0 before */
void by_errno (void) { int v; errno = 0; parse ("x", &v); assert (errno == EINVAL); }
/* parse shape: errno stays as it was */
void errno_stays (void) { int v; errno = 0; parse ("1", &v); assert (errno == 0); }
/* reset called: a global that another may have changed long ago */
void global_unset (void) { reset (); assert (open_files == 0); }
/* reset semantic: a global that the test had set to something else */
void global_set (void) { open_files = 7; reset (); assert (open_files == 0); }
/* level nibble semantic: sixteen numbers have these four bits */
void nibble (void) { assert ((level (3) & 0xf0) == 0x30); }
/* level three_bits shape: thirty-two have these */
void three_bits (void) { assert ((level (3) & 0xe0) == 0x20); }
/* checksum wide_nibble shape: of a larger number many have these */
void wide_nibble (void) { assert ((checksum ("a") & 0xf0) == 0x30); }
/* checksum disjoint semantic "no constant": what has nothing in common with itself is 0 */
void disjoint (void) { unsigned a = checksum ("a"), b = checksum ("b"); assert (a && b); assert ((a & b) == 0); }
/* checksum disjoint_or_none semantic "only 0": 0 alone */
void disjoint_or_none (void) { unsigned a = checksum ("a"), b = checksum ("b"); assert ((a & b) == 0); }
/* checksum joined_with_itself shape: whatever it is */
void joined_with_itself (void) { unsigned a = checksum ("a"), b = checksum ("b"); assert ((a | b) == a); }
/* level bit_outside semantic "no constant": no number of its type has that bit */
void bit_outside (void) { assert ((level (3) & 0x1f0) == 0x130); }
