/* Lists of tests that main reads, or not  */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
/* price listed semantic: main runs what the list leads to */
static void listed (void) { assert (price (10, 5) == 50); }
/* price lost unrun: what leads to it main never hangs into the list */
static void lost (void) { assert (price (10, 5) == 50); }
/* price tabled semantic: a table of which main runs all */
static void tabled (void) { assert (price (10, 5) == 50); }
/* price dated unrun: a table that is run only if the environment says so */
static void dated (void) { assert (price (10, 5) == 50); }
struct test {
  void (*run) (void);
  struct test *next;
};
static struct test *head, *forgotten;
static struct test one_test = { listed, NULL }, other_test = { lost, NULL };
static void (*const table[]) (void) = { tabled };
static void (*const dated_table[]) (void) = { dated };
int main (void)
{
  one_test.next = head;
  head = &one_test;
  other_test.next = forgotten;
  for (struct test *t = head; t; t = t->next)
    t->run ();
  for (struct test *t = forgotten; t; t = t->next)
    t->run ();
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    table[i] ();
  if (getenv ("DATED"))
    dated_table[0] ();
  return 0;
}
