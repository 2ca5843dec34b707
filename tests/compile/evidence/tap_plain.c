/* TAP written by hand: lines, and a status of what failed.  */
#include <stdio.h>
#include <string.h>
#include "subject.h"
static int number, failed;
static int ok (int good, const char *what)
{
  printf ("%sok %d - %s\n", good ? "" : "not ", ++number, what);
  if (!good)
    failed++;
  return good;
}
static int is (const char *got, const char *wanted, const char *what) { return ok (got && strcmp (got, wanted) == 0, what); }
/* price semantic: ok counts what failed */
static void condition (void) { ok (price (10, 5) == 50, "price"); }
/* name_of semantic: is calls ok */
static void text (void) { is (name_of (1), "red", "name"); }
/* is_valid shape: one polarity */
static void polarity (void) { ok (is_valid (3), "valid"); }
/* price called: only printed */
static void printed (void) { printf ("# %ld\n", price (10, 5)); }
/* find semantic: what follows ok depends on its result */
static void guarded (void) { const struct order *o = find (7); if (ok (o != NULL, "found")) ok (o->id == 7, "its id"); }
int main (void)
{
  condition ();
  text ();
  polarity ();
  printed ();
  guarded ();
  printf ("1..%d\n", number);
  return failed > 0;
}
