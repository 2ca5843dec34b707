/* Tests that GLib runs only where another one asks for them, which none does; requires glib.h glib-2.0  */
#include <glib.h>
#include "subject.h"
/* price unrun: its name has `/subprocess` in it */
static void
apart (void)
{
  g_assert_cmpint (price (10, 5), ==, 50);
}
/* price semantic: it is a test like any other */
static void
plain (void)
{
  g_assert_cmpint (price (10, 5), ==, 50);
}
int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price/subprocess/apart", apart);
  g_test_add_func ("/price/plain", plain);
  return g_test_run ();
}
