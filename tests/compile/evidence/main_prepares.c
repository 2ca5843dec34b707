/* What main calls before it asserts by itself is a part of it.  */
#include <assert.h>
#include <string.h>
#include "frameworks/fff.h"
#include "subject.h"
DEFINE_FFF_GLOBALS
FAKE_VALUE_FUNC1 (int, charge, int)
static struct { int in; long want; } rows[] = { { 1, 0 }, { 2, 0 } };
static void prepare (void) { for (int i = 0; i < 2; i++) rows[i].want = other (rows[i].in); }
/* other shape: what is expected the function gave itself */
/* checkout semantic "no constant": the fake was set to 0, and a function that does nothing leaves it so */
int main (void)
{
  prepare ();
  for (int i = 0; i < 2; i++)
    assert (other (rows[i].in) == rows[i].want);
  charge_reset ();
  checkout (10, 5);
  assert (charge_fake.call_count == 1);
  return 0;
}
