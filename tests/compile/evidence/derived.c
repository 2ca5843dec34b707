/* Numbers computed from what a function gives, and fields of bits.  */
#include <assert.h>
#include <limits.h>
#include "subject.h"
/* price semantic "only 10 would pass": five times it */
void multiple (void) { long p = price (10, 5) * 5; assert (p == 50); }
/* price semantic "no constant": no whole number */
void no_multiple (void) { long p = price (10, 5) * 4; assert (p == 50); }
/* price semantic "only 100 to 103 would pass": divided */
void divided (void) { long p = price (10, 5); p /= 4; assert (p == 25); }
/* price shape "-99 to 99": divided, and near to 0 on both sides */
void divided_to_nothing (void) { long p = price (10, 5); p /= 100; assert (p == 0); }
/* price semantic "only 200 to 203 would pass": shifted down by two bits */
void shifted_down (void) { long p = price (10, 5); p >>= 2; assert (p == 50); }
/* price semantic "only -4 to -1 would pass": of a negative number */
void shifted_negative (void) { long p = price (10, 5); p >>= 2; assert (p == -1); }
/* price semantic "only 25 would pass": the sum of two */
void added_up (void) { assert (price (10, 5) + price (10, 5) == 50); }
/* price semantic "only 3 would pass": three times it without one */
void mixed (void) { long a = price (1, 2), b = price (2, 1); assert (2 * a + b - 1 == 8); }
/* price shape: the difference of two is 0 whatever it gives */
void cancelled (void) { long a = price (1, 2), b = price (2, 1); assert (a - b == 0); }
/* checksum semantic "only 2 or 1073741826": unsigned, four times a number may come round, so four numbers pass (it was shape: no reason for that) */
void comes_round (void) { unsigned c = checksum ("abc") * 4; assert (c == 8); }
/* checksum semantic "only 800 to 815 would pass": unsigned, shifted */
void unsigned_shifted (void) { assert (checksum ("abc") >> 4 == 50); }
/* price shape: one bit of 64 */
void one_mask (void) { assert (price (10, 5) & 1); }
/* price semantic "no constant": a bit that the mask has not */
void impossible_mask (void) { assert ((price (10, 5) & ~1L) == 51); }
/* ratio semantic "only 1.25 would pass": doubled */
void real_doubled (void) { assert (ratio (5, 4) * 2 == 2.5); }
/* ratio shape "0.5 to 1.5": rounded to a whole number, which is half of its value */
void rounded (void) { assert ((int) (ratio (5, 4) + 0.5) == 1); }
/* flags_of semantic "only 2 would pass": one field is as good as another */
void upper_field (void) { struct flags f = flags_of (1); assert (f.level == 2); }
/* flags_of shape: half of a bit's values */
void lower_field (void) { struct flags f = flags_of (1); assert (!f.ready); }
/* read_flags semantic: a field that held something else */
void field_changed (void) { struct flags f = { 1, 2, 3 }; read_flags (1, &f); assert (f.level == 5); }
/* read_flags shape: what is expected of the field stood there before */
void field_kept (void) { struct flags f = { 1, 5, 3 }; read_flags (1, &f); assert (f.level == 5); }
/* flags_of shape: three bits, compared with themselves: all eight values pass */
void field_with_itself (void) { struct flags f = flags_of (1), g = flags_of (1); assert (f.level == g.level); }
/* flags_of shape: six values of eight */
void most_of_field (void) { struct flags f = flags_of (1); assert (f.level >= 2); }
/* flags_of semantic "5 to 7": three of eight */
void end_of_field (void) { struct flags f = flags_of (1); assert (f.level > 4); }
/* ratio shape: the real part of a complex number that was made of it */
void complex_part (void) { _Complex double z = ratio (1, 2); assert (ratio (1, 2) == __real__ z); }
/* price shape: what a checked addition of it gave */
void checked_addition (void) { long sum; __builtin_add_overflow (price (1, 2), 0L, &sum); assert (price (1, 2) == sum); }
/* count shape: an element of a vector */
void vector_element (void) { typedef int four __attribute__ ((vector_size (16))); four v = { count ("a"), 1, 2, 3 }; int first = v[0]; assert (count ("a") == first); }
/* price semantic: a checked addition of other numbers is an expectation */
void checked_expectation (void) { long sum; __builtin_add_overflow (other (1), 2L, &sum); assert (price (1, 2) == sum); }
/* colour_of shape "1 to 3": every colour that there is */
void any_colour (void) { enum colour c = colour_of (1); assert (c >= RED && c <= BLUE); }
/* colour_of semantic "1 or 2": one is left out */
void no_blue (void) { enum colour c = colour_of (1); assert (c == RED || c == GREEN); }
/* colour_of semantic "elsewhere": one colour, which nobody here knows */
void colour_from_elsewhere (void) { extern int atoi (const char *); extern char *getenv (const char *); assert (colour_of (1) == atoi (getenv ("COLOUR"))); }
