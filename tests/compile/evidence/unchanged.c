/* Tests that a function passes which stores nothing: what they expect stood there before each call, another thing each time.  */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
int fill_in (int value, unsigned char *out);
void halve (int x, double *out);
char *lower (char *text);
int decode (unsigned char *text, unsigned char *bytes);
static const int want[] = { 2, 4, 6 };
static void expect_next (int v) { last_error = v; }
static struct { int got, want; } context;
/* parse shape: each variable begins with what is expected of it */
void each_row (void) { for (int i = 0; i < 3; i++) { int v = want[i]; parse ("2", &v); assert (v == want[i]); } }
/* parse semantic: it begins with something else */
void each_row_reset (void) { for (int i = 0; i < 3; i++) { int v = 0; parse ("2", &v); assert (v == want[i]); } }
/* parse semantic: the second begins with something else */
void one_row_reset (void) { int v = 2; parse ("2", &v); assert (v == 2); parse ("4", &v); assert (v == 4); }
/* parse semantic: nothing is known of what stood there */
void uninitialised (void) { int v, w; parse ("2", &v); assert (v == 2); parse ("4", &w); assert (w == 4); }
/* parse semantic: what an input says stood there */
void scanned (void) { int v = 0, w = 0; sscanf ("7", "%d", &v); parse ("2", &v); assert (v == 2); parse ("4", &w); assert (w == 4); }
/* fill_in shape: bytes that stood there */
void bytes (void) { unsigned char b[4]; memcpy (b, "\1\1\1\1", 4); fill_in (1, b); assert (!memcmp (b, "\1\1\1\1", 4)); memset (b, 2, 4); fill_in (2, b); assert (!memcmp (b, "\2\2\2\2", 4)); }
/* fill_in semantic: other bytes stood there */
void bytes_reset (void) { unsigned char b[4]; memset (b, 0, 4); fill_in (1, b); assert (!memcmp (b, "\1\1\1\1", 4)); memset (b, 0, 4); fill_in (2, b); assert (!memcmp (b, "\2\2\2\2", 4)); }
/* lower shape: two texts without a capital */
void texts (void) { char a[] = "abc", b[] = "xyz"; lower (a); assert (strcmp (a, "abc") == 0); lower (b); assert (strcmp (b, "xyz") == 0); }
/* lower semantic: the second has one */
void texts_with_capital (void) { char a[] = "abc", b[] = "Xyz"; lower (a); assert (strcmp (a, "abc") == 0); lower (b); assert (strcmp (b, "xyz") == 0); }
/* render shape: the same on the heap */
void heap_texts (void) { char *s = malloc (8); strcpy (s, "3"); render (3, s, 8); assert (strcmp (s, "3") == 0); strcpy (s, "4"); render (4, s, 8); assert (strcmp (s, "4") == 0); free (s); }
/* render semantic: another text was there */
void heap_texts_reset (void) { char *s = malloc (8); strcpy (s, "x"); render (3, s, 8); assert (strcmp (s, "3") == 0); strcpy (s, "x"); render (4, s, 8); assert (strcmp (s, "4") == 0); free (s); }
/* read_order shape: 0 is what calloc left */
void cleared (void) { struct order *o = calloc (1, sizeof *o); read_order (0, o); assert (o->total == 0); assert (o->id == 0); free (o); }
/* reset shape: through a pointer */
void global_by_pointer (void) { int *p = &last_error; *p = 6; reset (); assert (last_error == 6); *p = 8; reset (); assert (*p == 8); }
/* reset shape: a helper with a name that promises more */
void global_by_helper (void) { expect_next (6); reset (); assert (last_error == 6); expect_next (8); reset (); assert (last_error == 8); }
/* parse shape: one variable for what is expected and what comes */
void aliased (void) { int *got = &context.want; context.want = 6; parse ("6", got); assert (*got == context.want && *got == 6); context.want = 8; parse ("8", got); assert (context.want == 8); }
/* halve shape: floating point */
void real (void) { double d = 1.5; halve (3, &d); assert (fabs (d - 1.5) < 1e-9); d = 2; halve (4, &d); assert (d == 2.0); }
/* name_of shape: a copy of its own text is what is expected */
void copied_text (void) { char *copy = strdup (name_of (1)); assert (strcmp (name_of (1), copy) == 0); free (copy); }
/* price shape: printed and compared with what the same call prints */
void printed_twice (void) { char a[20], b[20]; sprintf (a, "%ld", price (3, 1)); sprintf (b, "%ld", price (3, 1)); assert (strcmp (a, b) == 0); }
/* decode shape: the bytes that were encoded stand there still, and a function that stores nothing changes nothing that encode kept */
void round_trip (void) { unsigned char bytes[4] = "abc", text[16]; encode ((const char *) bytes, text, 16); decode (text, bytes); assert (!memcmp (bytes, "abc", 4)); }
/* decode semantic: into other memory */
void round_trip_elsewhere (void) { unsigned char bytes[4] = "abc", text[16], back[4] = ""; encode ((const char *) bytes, text, 16); decode (text, back); assert (!memcmp (back, "abc", 4)); }
/* halve real_changed semantic "only 1.499": floating point that was another number before */
void real_changed (void) { double d = 9; halve (3, &d); assert (fabs (d - 1.5) < 1e-3); }
/* halve real_below shape: what was there is near enough */
void real_below (void) { double d = 1.5004; halve (3, &d); assert (fabs (d - 1.5) < 1e-3); }
/* halve real_filled semantic: bytes that are no number */
void real_filled (void) { double d; memset (&d, 0xff, sizeof d); halve (3, &d); assert (d == 1.5); }
