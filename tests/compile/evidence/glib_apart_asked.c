/* A test that GLib runs in a process of its own, which has to end well; requires glib.h glib-2.0  */
#include <glib.h>
#include "subject.h"
/* price semantic: the test that asks for it fails unless this one passes */
static void
apart (void)
{
  g_assert_cmpint (price (10, 5), ==, 50);
}
static void
asks (void)
{
  g_test_trap_subprocess ("/price/subprocess/apart", 0, 0);
  g_test_trap_assert_passed ();
}
int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price/subprocess/apart", apart);
  g_test_add_func ("/price", asks);
  return g_test_run ();
}
