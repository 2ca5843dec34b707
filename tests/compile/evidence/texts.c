/* Texts and memory.  */
/* clang-format off */
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "subject.h"
#define STREQ(a, b) (strcmp ((a), (b)) == 0)
/* name_of semantic: a macro around strcmp */
void wrapped (void) { assert (STREQ (name_of (1), "red")); }
/* name_of semantic: with its length, the whole text */
void counted_whole (void) { assert (strncmp (name_of (1), "red", 4) == 0); }
/* name_of shape: a text that begins so */
void counted_beginning (void) { assert (strncmp (name_of (1), "red", 3) == 0); }
/* name_of shape: a text that holds it */
void holds (void) { assert (strstr (name_of (1), "ed") != NULL); }
/* name_of shape: any length but 0 */
void not_empty (void) { assert (strlen (name_of (1)) > 0); }
/* name_of semantic: the empty text is one text */
void empty (void) { assert (strlen (name_of (1)) == 0); }
/* name_of semantic: the empty text, by its first character */
void empty_first (void) { assert (*name_of (1) == '\0'); }
/* name_of shape: its first character; it was labelled semantic until it was asked how many texts begin so, as with strncmp above */
void first_character (void) { assert (name_of (1)[0] == 'r'); }
/* name_of shape: the same, as strncmp of one */
void first_counted (void) { assert (strncmp (name_of (1), "red", 1) == 0); }
/* name_of shape: the same, as a byte */
void first_as_byte (void) { assert (*(const unsigned char *) name_of (1) == 'r'); }
/* first semantic: a letter that the C library makes large */
void large_letter (void) { assert (first ("abc") == toupper ('a')); }
/* first semantic: as many as there are */
void small_letters (void) { const char *in = "AB"; for (int i = 0; i < 2; i++) assert (first (in + i) == tolower ((unsigned char) in[i])); }
/* first semantic: of a letter that comes from elsewhere */
void unknown_letter (void) { int c = getchar (); assert (first ("abc") == toupper (c)); }
/* name_of semantic "no constant": no text begins with two letters */
void first_characters (void) { assert (name_of (1)[0] == 'r'); assert (name_of (2)[0] == 'b'); }
/* name_of shape: letter by letter, but not where it ends */
void letters (void) { const char *name = name_of (1); assert (name[0] == 'r' && name[1] == 'e' && name[2] == 'd'); }
/* name_of semantic: and where it ends */
void letters_to_end (void) { const char *name = name_of (1); assert (name[0] == 'r' && name[1] == 'e' && name[2] == 'd' && !name[3]); }
/* render shape: the first letter of what it wrote */
void first_written (void) { char c[32] = ""; render (3, c, sizeof c); assert (c[0] == '3'); }
/* encode semantic: bytes are no letters */
void first_byte (void) { unsigned char c[32] = ""; encode ("3", c, sizeof c); assert (c[0] == '3'); }
/* name_of semantic: both cases of three letters are eight texts */
void either_case (void) { assert (strcasecmp (name_of (1), "red") == 0); }
/* name_of shape: sorted after it */
void after (void) { assert (strcmp (name_of (1), "blue") > 0); }
/* name_of semantic: no constant differs from itself */
void different (void) { assert (strcmp (name_of (1), name_of (2)) != 0); }
/* name_of shape: compared with itself */
void same (void) { assert (strcmp (name_of (1), name_of (1)) == 0); }
/* name_of semantic: compared with what another function gives */
void other_text (void) { char *j = join ("r", "ed"); assert (strcmp (name_of (1), j) == 0); free (j); }
/* name_of called: copied, and the copy is not looked at */
void copied (void) { char c[32]; snprintf (c, sizeof c, "%s", name_of (1)); puts (c); }
/* name_of semantic: the copy is compared */
void copy_compared (void) { char *c = strdup (name_of (1)); assert (strcmp (c, "red") == 0); free (c); }
/* name_of semantic: printed into a buffer, which is compared */
void formatted (void) { char c[32]; snprintf (c, sizeof c, "%s", name_of (1)); assert (strcmp (c, "red") == 0); }
/* price semantic: a number, formatted and compared */
void number_formatted (void) { char c[32]; snprintf (c, sizeof c, "%ld", price (10, 5)); assert (strcmp (c, "50") == 0); }
/* name_of semantic: an expectation in an array */
void in_array (void) { char want[] = "red"; assert (strcmp (want, name_of (1)) == 0); }
/* name_of shape: a switch over its first character; labelled semantic at first, see first_character */
void by_switch (void) { switch (name_of (1)[0]) { case 'r': break; default: abort (); } }
/* render semantic: the buffer, as bytes */
void buffer_bytes (void) { char b[8] = "zzzzzz"; render (3, b, sizeof b); assert (memcmp (b, "3", 2) == 0); }
/* render shape: its length alone: many texts are that long */
void buffer_length (void) { char b[8]; render (3, b, sizeof b); assert (strlen (b) == 1); }
/* render shape: only that something stands there */
void buffer_there (void) { char b[8] = ""; render (3, b, sizeof b); assert (b[0] != 0); }
/* render called: only the guard after the buffer is looked at, which the test wrote itself */
void guard (void) { struct { char b[8]; char g; } s; s.g = 'g'; char *b = s.b; render (3, b, sizeof s.b); s.g = 'g'; assert (s.g == 'g'); }
/* encode semantic: each byte by itself */
void bytes (void) { unsigned char b[4]; assert (encode ("ab", b, sizeof b) == 2); assert (b[0] == 0x61 && b[1] == 0x62); }
/* encode semantic: all bytes */
void bytes_compared (void) { static const unsigned char want[] = { 0x61, 0x62 }; unsigned char b[4]; encode ("ab", b, sizeof b); assert (memcmp (b, want, sizeof want) == 0); }
/* encode semantic: how many bytes came, and not which; 2 is no status */
void bytes_counted (void) { unsigned char b[4]; assert (encode ("ab", b, sizeof b) == 2); }
/* mirror semantic: the whole struct, against one that the test made */
void whole_struct (void) { struct point p = mirror (1, 2), want = { 2, 1 }; assert (memcmp (&p, &want, sizeof p) == 0); }
/* mirror shape: the whole struct, against itself */
void whole_itself (void) { struct point p = mirror (1, 2), q = mirror (1, 2); assert (memcmp (&p, &q, sizeof p) == 0); }
/* fill semantic: an array against an expected one, element by element */
void array (void) { static const int want[] = { 1, 2, 3 }; int got[3] = { 0 }; fill (got, 3); for (int i = 0; i < 3; i++) assert (got[i] == want[i]); }
/* fill semantic: the same as bytes */
void array_bytes (void) { static const int want[] = { 1, 2, 3 }; int got[3] = { 0 }; fill (got, 3); assert (memcmp (got, want, sizeof want) == 0); }
/* fill shape: what is asked of each element nearly all numbers have */
void array_loose (void) { int got[3] = { 0 }; fill (got, 3); for (int i = 0; i < 3; i++) assert (got[i] >= 0); }
/* fill called: the loop runs over no element */
void array_none (void) { int got[3] = { 0 }, n = 0; fill (got, 3); for (int i = 0; i < n; i++) assert (got[i] == i); }
/* sort semantic: every element has another place */
void sorted (void) { int a[] = { 3, 1, 2 }; sort (a, 3); assert (a[0] == 1 && a[1] == 2 && a[2] == 3); }
/* sort shape: its order alone, which any constant has */
void ordered (void) { int a[] = { 3, 1, 2 }; sort (a, 3); for (int i = 1; i < 3; i++) assert (a[i - 1] <= a[i]); }
/* sort shape: an array that is sorted before */
void sorted_before (void) { int a[] = { 1, 2, 3 }; sort (a, 3); assert (a[0] == 1 && a[1] == 2 && a[2] == 3); }
/* push semantic: the struct that it was given */
void pushed (void) { struct stack s = { { 0 }, 0 }; push (&s, 7); assert (s.used == 1 && s.items[0] == 7); }
/* push shape: its number of items was so before */
void pushed_before (void) { struct stack s = { { 7 }, 1 }; push (&s, 7); assert (s.items[0] == 7); }
/* pop semantic: what the test stored in the struct */
/* push called: nobody looks at what push did */
void popped (void) { struct stack s = { { 0 }, 0 }; push (&s, 7); assert (pop (&s) == 7); }
/* find semantic: a field of what it found */
void found (void) { const struct order *o = find (7); assert (o && o->id == 7); }
/* find shape: that it found something */
void found_something (void) { assert (find (7) != NULL); }
/* find semantic: that it found nothing */
void found_nothing (void) { assert (find (99) == NULL); }
/* find semantic: a text within what it found */
void found_text (void) { assert (strcmp (find (7)->name, "seven") == 0); }
/* advance semantic: the variable moved */
void moved (void) { int at = 3; assert (advance (&at, 2) == 0); assert (at == 5); }
/* advance shape: the variable did not move */
void not_moved (void) { int at = 3; advance (&at, 0); assert (at == 3); }
/* advance semantic: compared with what it was */
void moved_by (void) { int at = 3, before = at; advance (&at, 2); assert (at - before == 2); }

/* name_of shape: a text that it is a part of, put together in two ways */
void put_together (void) { char a[64] = "", b[64]; strcat (a, name_of (1)); strcat (a, "!"); snprintf (b, sizeof b, "%s!", name_of (1)); assert (STREQ (a, b)); }
/* name_of semantic "elsewhere": behind what another function gives, nothing is its own */
void behind_another (void) { char a[64] = ""; strcat (a, join ("x", "y")); strcat (a, "!"); assert (STREQ (name_of (1), a)); }
/* render shape "any text": as much of it as it says */
void rendered_prefix (void) { char text[8]; render (3, text, sizeof text); assert (memcmp (text, "3333333", strlen (text)) == 0); }
