/* Tests that enter themselves into a list before main begins; what fails jumps back to main, which counts it.  */
/* clang-format off */
#include <setjmp.h>
#include <stdio.h>
#include "subject.h"
struct item { const char *name; void (*run) (void); struct item *next; };
static struct item *items;
static jmp_buf failed;
#define WANT(c) do { if (!(c)) { printf ("%s\n", #c); longjmp (failed, 1); } } while (0)
static void enter (struct item *item) { item->next = items; items = item; }
#define CASE(name) \
  static void name (void); \
  __attribute__ ((constructor)) static void enter_##name (void) { static struct item item = { #name, name, NULL }; enter (&item); } \
  static void name (void)
/* price equal semantic "only 50": one number */
CASE (equal) { WANT (price (10, 5) == 50); }
/* is_valid polarity shape: one polarity */
CASE (polarity) { WANT (is_valid (3)); }
/* count rows semantic "no constant": different numbers */
CASE (rows) { static const char *const texts[] = { "", "a" }; for (int i = 0; i < 2; i++) WANT (count (texts[i]) == i); }
/* name_of printed called: nothing is asserted */
CASE (printed) { puts (name_of (1)); }
/* level early called: a way without it passes */
CASE (early) { extern int quick; if (quick) return; WANT (level (3) == 7); }
int main (void)
{
  int bad = 0;
  for (struct item *item = items; item; item = item->next)
    if (setjmp (failed) == 0)
      item->run ();
    else
      bad++;
  return bad != 0;
}
