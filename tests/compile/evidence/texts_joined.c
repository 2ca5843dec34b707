/* Several results in one text: printed side by side, behind one another, or joined; compared as a whole.  */
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

extern int code (int);
extern unsigned char weight (int);
extern const char *label (int);
extern double half (int);
extern uint32_t hash (const char *);
extern int split (const char *, char *, int *);
extern enum kind { KIND_NONE, KIND_KEY, KIND_QUIT = 99 } kind_of (int);

/* code semantic "no constant": no number is 1, 2 and 3 */
void three_numbers (void) { char b[64]; snprintf (b, sizeof b, "%d/%d/%d", code (1), code (2), code (3)); assert (!strcmp (b, "1/2/3")); }
/* code semantic "only 7": 7 each time */
void same_numbers (void) { char b[64]; snprintf (b, sizeof b, "%d/%d", code (1), code (2)); assert (!strcmp (b, "7/7")); }
/* kind_of semantic "no constant": an enumeration, whose numbers have no sign here */
void enumerators (void) { char b[64]; snprintf (b, sizeof b, "%d %d", kind_of (1), kind_of (2)); assert (!strcmp (b, "1 99")); }
/* label semantic "no constant": two texts */
void two_labels (void) { char b[64]; snprintf (b, sizeof b, "%s+%s", label (1), label (2)); assert (!strcmp (b, "key+mouse")); }
/* label semantic "only": the only text that stands before the sign */
/* code semantic "only 2": the only number behind it */
void of_two_functions (void) { char b[64]; snprintf (b, sizeof b, "%s=%d", label (1), code (2)); assert (!strcmp (b, "key=2")); }
/* split semantic: name and value */
void of_two_outputs (void) { char name[32], b[64]; int v; split ("a=5", name, &v); snprintf (b, sizeof b, "%s:%d", name, v); assert (!strcmp (b, "a:5")); }
/* half semantic "only 2.495 to 2.505": two digits are printed */
void real (void) { char b[64]; snprintf (b, sizeof b, "%.2f", half (5)); assert (!strcmp (b, "2.50")); }
/* half shape: no digit is printed, so what lies half a unit around is the same */
void rounded (void) { char b[64]; snprintf (b, sizeof b, "%.0f", half (4)); assert (!strcmp (b, "2")); }
/* hash semantic: as eight digits */
void hexadecimal (void) { char b[64]; snprintf (b, sizeof b, "%08x", hash ("a")); assert (!strcmp (b, "0000beef")); }
/* weight semantic "no constant": bytes, promoted */
void bytes (void) { char b[64]; sprintf (b, "%02x%02x", weight (1), weight (2)); assert (!strcmp (b, "0aff")); }
/* code semantic "no constant": one behind the other */
void collected (void) { char b[64]; size_t n = 0; for (int i = 0; i < 3; i++) n += (size_t) snprintf (b + n, sizeof b - n, "%d ", code (i)); assert (!strcmp (b, "1 2 3 ")); }
/* code semantic "only 4": the same, but the same number */
void collected_same (void) { char b[64]; size_t n = 0; for (int i = 0; i < 3; i++) n += (size_t) snprintf (b + n, sizeof b - n, "%d ", code (i)); assert (!strcmp (b, "4 4 4 ")); }
/* code semantic "no constant": behind a text that is known, by a pointer */
void by_pointer (void) { char b[64], *p = b; p += sprintf (p, "["); for (int i = 0; i < 2; i++) p += sprintf (p, "%d,", code (i)); sprintf (p, "]"); assert (!strcmp (b, "[1,2,]")); }
/* code called: printed for people */
void printed (void) { char b[64]; size_t n = 0; for (int i = 0; i < 3; i++) n += (size_t) snprintf (b + n, sizeof b - n, "%d ", code (i)); puts (b); }
/* label semantic "no constant": joined by strcat, a literal between */
void joined (void) { char b[64] = ""; strcat (b, label (1)); strcat (b, "+"); strcat (b, label (2)); assert (!strcmp (b, "key+mouse")); }
/* code semantic "no constant": made into texts first */
void joined_numbers (void) { char b[64] = "", c[16]; for (int i = 0; i < 3; i++) { snprintf (c, sizeof c, "%d,", code (i)); strcat (b, c); } assert (!strcmp (b, "1,2,3,")); }
/* label shape: whatever the labels are, there is a sign between them */
void sign_only (void) { char b[64]; snprintf (b, sizeof b, "%s+%s", label (1), label (2)); assert (strchr (b, '+')); }
/* code shape "itself": both texts are made of the same */
void compared_with_itself (void) { char b[64], c[64]; snprintf (b, sizeof b, "%d/%d", code (1), code (2)); snprintf (c, sizeof c, "%d/%d", code (1), code (2)); assert (!strcmp (b, c)); }
/* label shape: any label that begins so is cut off there */
void cut_off (void) { char b[4]; snprintf (b, sizeof b, "%s", label (1)); assert (!strcmp (b, "key")); }
/* label shape: the same, of two */
void both_cut_off (void) { char b[8]; snprintf (b, sizeof b, "%s+%s", label (1), label (1)); assert (!strcmp (b, "key+key")); }
/* code semantic "only 1 or 12": where the first number ends nothing tells */
void no_separator (void) { char b[16]; snprintf (b, sizeof b, "%d%s", code (1), label (1)); assert (!strcmp (b, "12")); }
/* code called: overwritten by what is known */
void overwritten (void) { char b[16]; snprintf (b, sizeof b, "%d", code (1)); strcpy (b, "1"); assert (!strcmp (b, "1")); }
int main (void) { return 0; }
