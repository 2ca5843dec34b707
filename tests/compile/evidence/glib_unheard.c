/* What g_test_run says is kept and printed; requires glib.h glib-2.0 */
#include <glib.h>
#include "subject.h"
/* price called: main returns 0 whatever was said, and g_test_fail does not end it */
static void equal (void) { if (price (10, 5) != 50) g_test_fail (); }
int main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price/equal", equal);
  int said = g_test_run ();
  g_print ("%d\n", said);
  return 0;
}
