/* GLib's test functions, with its own header.
   requires glib.h glib-2.0 */
#include <glib.h>
#include "subject.h"
/* price semantic "only 50 would pass": a number */
static void equal (void) { g_assert_cmpint (price (10, 5), ==, 50); }
/* price shape: half of all */
static void positive (void) { g_assert_cmpint (price (10, 5), >, 0); }
/* checksum semantic: unsigned */
static void unsigned_number (void) { g_assert_cmpuint (checksum ("abc"), ==, 0xdeadbeef); }
/* checksum semantic: as hexadecimal */
static void hexadecimal (void) { g_assert_cmphex (checksum ("abc"), ==, 0xdeadbeef); }
/* name_of semantic: a text */
static void text (void) { g_assert_cmpstr (name_of (1), ==, "red"); }
/* name_of shape: every other text */
static void text_not (void) { g_assert_cmpstr (name_of (1), !=, "blue"); }
/* ratio semantic: a number */
static void real (void) { g_assert_cmpfloat (ratio (1, 2), ==, 0.5); }
/* ratio semantic: a thousandth */
static void near (void) { g_assert_cmpfloat_with_epsilon (ratio (1, 2), 0.5, 0.001); }
/* ratio shape: a hundred */
static void not_near (void) { g_assert_cmpfloat_with_epsilon (ratio (1, 2), 0.5, 100); }
/* is_valid semantic: both polarities */
static void polarities (void) { g_assert_true (is_valid (3)); g_assert_false (is_valid (-3)); }
/* is_valid shape: one */
static void polarity (void) { g_assert_true (is_valid (3)); }
/* find semantic: only NULL */
static void null (void) { g_assert_null (find (99)); }
/* is_valid called: the environment decides whether it is asserted */
static void if_told (void)
{
  if (g_getenv ("PRICES_SLOW") == NULL) {
    g_test_skip ("not told");
    return;
  }
  g_assert_true (is_valid (3));
  g_assert_false (is_valid (-3));
}
/* is_valid semantic: without it the test fails */
static void must_be_told (void)
{
  if (g_getenv ("PRICES_SLOW") == NULL)
    g_error ("not told");
  g_assert_true (is_valid (3));
  g_assert_false (is_valid (-3));
}
/* find shape: anything but NULL */
static void there (void) { g_assert_nonnull (find (7)); }
/* price semantic: the old macro */
static void plain (void) { g_assert (price (10, 5) == 50); }
/* encode semantic: bytes and their number */
static void memory (void) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; unsigned long n = encode ("a", got, sizeof got); g_assert_cmpmem (got, n, want, 2); }
/* price semantic: g_test_fail in a branch */
static void failing (void) { if (price (10, 5) != 50) g_test_fail (); }
/* price semantic: g_error ends it */
static void error (void) { if (price (10, 5) != 50) g_error ("price"); }
/* price called: g_message only prints */
static void message (void) { if (price (10, 5) != 50) g_message ("price"); }
/* price called: skipped before it can fail */
static void skipped (void) { long p = price (10, 5); g_test_skip ("not now"); if (p != 50) g_test_message ("%ld", p); }
/* price shape: compared with itself */
static void itself (void) { g_assert_cmpint (price (10, 5), ==, price (10, 5)); }
typedef struct { struct order order; } Fixture;
static void set_up (Fixture *f, gconstpointer data) { (void) data; f->order.id = 0; }
/* read_order in_fixture semantic: the fixture comes as an argument */
static void in_fixture (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (read_order (3, &f->order), ==, 0); g_assert_cmpint (f->order.total, ==, 99); }
/* read_order in_fixture_status shape: the status alone */
static void in_fixture_status (Fixture *f, gconstpointer data) { (void) data; g_assert_cmpint (read_order (3, &f->order), ==, 0); }
/* price with_data semantic: what is expected comes with the test's registration */
static void with_data (gconstpointer data) { const long *want = data; g_assert_cmpint (price (10, 5), ==, *want); }
int main (int argc, char **argv)
{
  static const long want = 50;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/if-told", if_told); g_test_add_func ("/must-be-told", must_be_told);
  g_test_add_func ("/equal", equal); g_test_add_func ("/positive", positive); g_test_add_func ("/unsigned", unsigned_number);
  g_test_add_func ("/hex", hexadecimal); g_test_add_func ("/text", text); g_test_add_func ("/text-not", text_not);
  g_test_add_func ("/real", real); g_test_add_func ("/near", near); g_test_add_func ("/not-near", not_near);
  g_test_add_func ("/polarities", polarities); g_test_add_func ("/polarity", polarity); g_test_add_func ("/null", null);
  g_test_add_func ("/there", there); g_test_add_func ("/plain", plain); g_test_add_func ("/memory", memory);
  g_test_add_func ("/failing", failing); g_test_add_func ("/error", error); g_test_add_func ("/message", message);
  g_test_add_func ("/skipped", skipped); g_test_add_func ("/itself", itself);
  g_test_add ("/fixture", Fixture, NULL, set_up, in_fixture, NULL);
  g_test_add ("/fixture-status", Fixture, NULL, set_up, in_fixture_status, NULL);
  g_test_add_data_func ("/data", &want, with_data);
  return g_test_run ();
}
