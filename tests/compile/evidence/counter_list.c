/* main runs tests from a list of its own.  That nobody else gets to know their addresses, so that what they count is nothing that a function under test could
   change.  */
/* clang-format off */
#include <stdio.h>

#include "subject.h"

static struct { int run, failed; const char *name; } now;
static int seen;
#define BEGIN(n) (now.name = n)
#define EXPECT(c) do { now.run++; if (!(c)) { now.failed++; printf ("not ok %s\n", now.name); } } while (0)

static void visit (int x) { (void) x; seen++; }
static void prices (void) { BEGIN ("price"); EXPECT (price (10, 5) == 50); EXPECT (price (1, 2) == 2); }
static void valid (void) { BEGIN ("valid"); EXPECT (is_valid (3)); EXPECT (!is_valid (-3)); }
static void points (void) { BEGIN ("point"); struct point p = mirror (1, 2); EXPECT (p.x == -1); EXPECT (p.y == -2); }

/* price main semantic "no constant for its result": in the order of the list */
/* is_valid main semantic "no constant for its result": the same */
/* mirror main semantic "would pass for 'x' of its result": the same, member by member */
/* walk main semantic "no constant": of another list, one is handed out */
int main (void)
{
  void (*all[]) (void) = { prices, valid, points, NULL };
  void (*visits[]) (int) = { visit, NULL };
  for (int i = 0; all[i]; i++)
    all[i] ();
  seen = 0;
  walk (visits[0], 3);
  if (seen != 3)
    return 2;
  printf ("%d\n", now.run);
  return now.failed > 0;
}
