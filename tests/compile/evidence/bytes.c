/* Raw memory and buffers that are compared with known bytes.  */
#include <assert.h>
#include <string.h>
#include "subject.h"
int write_number (int value, unsigned char *out);
void fill (int *numbers, int count);
/* write_number semantic: only these four bytes */
void array (void) { unsigned char got[4]; static const unsigned char want[4] = { 1, 2, 3, 0 }; write_number (7, got); assert (memcmp (got, want, 4) == 0); }
/* write_number semantic: the expectation is a local array */
void local_array (void) { unsigned char got[4], want[4] = { 1, 2, 3, 0 }; write_number (7, got); assert (!memcmp (want, got, sizeof want)); }
/* write_number shape: it held these before, so a function that does nothing passes */
void as_before (void) { unsigned char got[2] = { 1, 2 }; write_number (7, got); assert (memcmp (got, "\1\2", 2) == 0); }
/* write_number shape: anything but these */
void other_bytes (void) { unsigned char got[2]; write_number (7, got); assert (memcmp (got, "\1\2", 2) != 0); }
/* write_number semantic: none passes both */
void twice (void) { unsigned char got[2]; write_number (7, got); assert (memcmp (got, "\1\2", 2) == 0); write_number (8, got); assert (memcmp (got, "\1\3", 2) == 0); }
/* write_number shape, called: compared with itself */
void itself (void) { unsigned char got[2]; write_number (7, got); assert (memcmp (got, got, 2) == 0); }
/* fill semantic: numbers, byte by byte */
void numbers (void) { int got[2], want[2] = { 5, 6 }; fill (got, 2); assert (memcmp (got, want, sizeof got) == 0); }
/* mirror semantic: a whole struct */
void whole (void) { struct point p = mirror (1, 2), want = { 2, 1 }; assert (memcmp (&p, &want, sizeof p) == 0); }
/* name_of semantic: what the result leads to */
void behind_result (void) { assert (memcmp (name_of (1), "red", 4) == 0); }
/* write_number called: none of the bytes are looked at */
void no_bytes (void) { unsigned char got[2]; write_number (7, got); assert (memcmp (got, "\1\2", 0) == 0); }
/* render shape: the buffer held the text before */
void text_as_before (void) { char b[8] = "3"; render (3, b, sizeof b); assert (strcmp (b, "3") == 0); }
/* render semantic: another text was there before */
void text_changed (void) { char b[8] = "4"; render (3, b, sizeof b); assert (strcmp (b, "3") == 0); }
/* ratio semantic: near, in the way that takes no fabs */
void near_without_fabs (void) { double r = ratio (1, 2); assert ((r > 0.5 ? r - 0.5 : 0.5 - r) < 0.001); }
/* ratio semantic: only infinity */
void infinite (void) { assert (ratio (1, 0) == __builtin_inf ()); }
/* level collected semantic "no constant": results that an array collects, against different numbers */
void collected (void) { static const unsigned char want[3] = { 1, 2, 3 }; unsigned char got[3]; for (int i = 0; i < 3; i++) got[i] = level (i); assert (memcmp (got, want, 3) == 0); }
/* count collected_numbers semantic "only 7": the same number each time */
void collected_numbers (void) { int want[2] = { 7, 7 }, got[2]; got[0] = count ("a"); got[1] = count ("b"); assert (!memcmp (got, want, sizeof got)); }
/* count collected_beside semantic "only 7": beside a number of the test's own */
void collected_beside (void) { int want[2] = { 7, 4 }, got[2]; got[0] = count ("a"); got[1] = 4; assert (!memcmp (got, want, sizeof got)); }
/* count collected_differ shape, called: no constant is both, so that the bytes differ whatever it is */
void collected_differ (void) { int want[2] = { 7, 8 }, got[2]; got[0] = count ("a"); got[1] = count ("b"); assert (memcmp (got, want, sizeof got) != 0); }
/* count collected_itself shape: with what the function gave before */
void collected_itself (void) { int want[1], got[1]; want[0] = count ("a"); got[0] = count ("b"); assert (!memcmp (got, want, sizeof got)); }
/* count collected_lost called: the other array is compared */
void collected_lost (void) { int want[1] = { 7 }, same[1] = { 7 }, got[1]; got[0] = count ("a"); assert (!memcmp (same, want, sizeof want)); }
/* name_of collected_addresses shape: an array of pointers, one of them to the test's own */
void collected_addresses (void) { static const char text[] = "a"; const char *got[2], *want[2] = { text, text }; got[0] = text; got[1] = name_of (1); assert (!memcmp (got, want, sizeof got)); }
