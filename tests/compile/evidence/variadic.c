/* Helpers with variable arguments: what they compare with is what their caller gave, which may be what the function itself produced.  */
/* clang-format off */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
static void expect_vtext (const char *got, const char *format, va_list list) { char text[64]; vsnprintf (text, sizeof text, format, list); if (strcmp (got, text) != 0) abort (); }
static void expect_text (const char *got, const char *format, ...) { va_list list; va_start (list, format); expect_vtext (got, format, list); va_end (list); }
static void expect_among (long got, int count, ...)
{
  va_list list;
  int found = 0;
  va_start (list, count);
  for (int i = 0; i < count; i++)
    if (va_arg (list, long) == got)
      found = 1;
  va_end (list);
  if (!found)
    abort ();
}
static void expect_among_copied (long got, int count, ...)
{
  va_list list, again;
  va_start (list, count);
  va_copy (again, list);
  va_arg (list, long);
  va_end (list);
  if (va_arg (again, long) != got)
    abort ();
  va_end (again);
}
static void expect_second (const char *got, ...)
{
  va_list list;
  va_start (list, got);
  va_arg (list, int);
  const char *expected = va_arg (list, const char *);
  va_end (list);
  assert (strcmp (got, expected) == 0);
}
/* name_of semantic "red 4": the text that is expected is printed by a helper's helper */
void text_of_numbers (void) { expect_text (name_of (1), "%s %d", "red", 4); }
/* name_of shape: the helper prints what the function itself gave */
void text_of_itself (void) { expect_text (name_of (1), "%s", name_of (1)); }
/* render shape: so it does of a buffer that the function filled */
void buffer_of_itself (void) { char buffer[32]; render (3, buffer, sizeof buffer); expect_text (buffer, "%s", buffer); }
/* render semantic: the buffer against a text that the test writes down */
void buffer_of_text (void) { char buffer[32]; render (3, buffer, sizeof buffer); expect_text (buffer, "%02d.%s", 3, "x"); }
/* price semantic "50": the only expectation of a list */
void among_one (void) { expect_among (price (2, 25), 1, 50L); }
/* price semantic "50 or 60": one of two */
void among_two (void) { expect_among (price (2, 25), 2, 50L, 60L); }
/* price shape: what it gave is in the list itself */
void among_itself (void) { expect_among (price (2, 25), 2, 7L, price (2, 25)); }
/* price semantic: the copied list begins where the first one did */
void copied (void) { expect_among_copied (price (2, 25), 2, 50L, 60L); }
/* price shape: the copied list begins with what it gave */
void copied_itself (void) { long got = price (2, 25); expect_among_copied (got, 2, got, 60L); }
/* name_of semantic "blue": the second one counts */
void second (void) { expect_second (name_of (2), 1, "blue"); }
/* name_of shape: the second one is what it gave */
void second_itself (void) { expect_second (name_of (2), 1, name_of (2)); }
/* price shape: how long a text is that it was printed to */
void length_of_itself (void) { char text[64]; long got = price (2, 25); assert (got == snprintf (text, sizeof text, "%5ld", got)); }
