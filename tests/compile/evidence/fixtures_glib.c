/* What GLib's fixtures made before the test; requires glib.h glib-2.0 */
/* clang-format off */
#include <glib.h>
#include <string.h>
#include "subject.h"
typedef struct { struct order *order; long asked, told; int zero; struct stack stack; const int *given; char text[32]; } Fixture;
static const int limit = 3, other_limit = 4;
static void set_up (Fixture *f, gconstpointer data)
{
  f->order = order_new (7);
  f->asked = price (10, 5);
  f->told = 50;
  f->given = data;
  push (&f->stack, 7);
  render (3, f->text, sizeof f->text);
}
static void set_up_other (Fixture *f, gconstpointer data) { (void) data; f->asked = other (3); }
static void tear_down (Fixture *f, gconstpointer data) { (void) data; order_free (f->order); }
/* order_new total semantic "70": what the setup's call gave */
static void total (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->order->total, ==, 70); }
/* price asked semantic "only 50": its result, in the fixture */
static void asked (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->asked, ==, 50); }
/* price compared shape: the setup asked it for what is expected */
static void compared (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (price (10, 5), ==, f->asked); }
/* price told semantic "only 50": the setup wrote the number down */
static void told (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (price (10, 5), ==, f->told); }
/* push pushed semantic: a part of the fixture that it filled */
static void pushed (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->stack.items[0], ==, 7); g_assert_cmpint (f->stack.used, ==, 1); }
/* push not_pushed shape: a function that does nothing leaves the zeros that GLib gives */
static void not_pushed (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->stack.items[1], ==, 0); }
/* render rendered semantic: a text */
static void rendered (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpstr (f->text, ==, "three"); }
/* price zero absent: GLib's own zeros are asserted */
static void zero (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->zero, ==, 0); }
/* count given semantic "only 3": the number comes with the test */
static void given (Fixture *f, gconstpointer data) { g_assert_cmpint (count ("abc"), ==, *(const int *) data); g_assert (f->given == data); }
/* other two absent: another fixture made something else */
/* price two absent: it is registered twice, with two fixtures */
static void two (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->asked, ==, 50); }
/* price without absent: nothing is called before it */
static void without (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->asked, ==, 50); }
/* price printed absent: nothing of it is asserted */
static void printed (Fixture *f, gconstpointer data) { (void) data; g_test_message ("%ld", f->asked); g_assert (f != NULL); }
/* order_new by_helper semantic "70": a helper registers it with the fixture */
static void by_helper (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->order->total, ==, 70); }
/* order_new by_chooser absent: which setup it is the helper is told */
static void by_chooser (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (f->order->total, ==, 70); }
typedef void body (Fixture *, gconstpointer);
static void add (const char *path, body *test) { g_test_add (path, Fixture, NULL, set_up, test, tear_down); }
static void add_with (const char *path, body *setup, body *test) { g_test_add (path, Fixture, NULL, setup, test, tear_down); }
int main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/total", Fixture, NULL, set_up, total, tear_down);
  g_test_add ("/asked", Fixture, NULL, set_up, asked, tear_down);
  g_test_add ("/compared", Fixture, NULL, set_up, compared, tear_down);
  g_test_add ("/told", Fixture, NULL, set_up, told, tear_down);
  g_test_add ("/pushed", Fixture, NULL, set_up, pushed, tear_down);
  g_test_add ("/not-pushed", Fixture, NULL, set_up, not_pushed, tear_down);
  g_test_add ("/rendered", Fixture, NULL, set_up, rendered, tear_down);
  g_test_add ("/zero", Fixture, NULL, set_up, zero, tear_down);
  g_test_add ("/given", Fixture, &limit, set_up, given, tear_down);
  g_test_add ("/two/one", Fixture, NULL, set_up, two, tear_down);
  g_test_add ("/two/other", Fixture, &other_limit, set_up_other, two, tear_down);
  g_test_add ("/without", Fixture, NULL, NULL, without, NULL);
  g_test_add ("/printed", Fixture, NULL, set_up, printed, tear_down);
  add ("/by-helper", by_helper);
  add_with ("/by-chooser", set_up, by_chooser);
  return g_test_run ();
}
