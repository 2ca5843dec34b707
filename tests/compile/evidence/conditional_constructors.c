/* Constructors register tests, main runs what they registered.  */
#include <assert.h>
#include "subject.h"
static void (*all[8]) (void);
static int used;
static void (*forgotten[8]) (void);
static int forgotten_count;
/* price equal semantic: main runs all that was registered */
static void equal (void) { assert (price (10, 5) == 50); }
/* price lost unrun: main runs nothing of the other list */
static void lost (void) { assert (price (10, 5) == 50); }
__attribute__ ((constructor)) static void add (void) { all[used++] = equal; }
__attribute__ ((constructor)) static void add_lost (void) { forgotten[forgotten_count++] = lost; }
int main (void)
{
  for (int i = 0; i < used; i++)
    all[i] ();
  return forgotten_count > 100;
}
