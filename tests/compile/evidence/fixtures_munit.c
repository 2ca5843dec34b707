/* What munit's setups give to the test.  */
/* clang-format off */
#include <stdlib.h>
#include "frameworks/munit.h"
#include "subject.h"
struct rest { long asked, told; };
static void *set_up (const MunitParameter params[], void *data) { (void) params; (void) data; return order_new (7); }
static void *set_up_rest (const MunitParameter params[], void *data)
{
  static struct rest rest;
  (void) params;
  (void) data;
  rest.asked = price (10, 5);
  rest.told = 50;
  return &rest;
}
static void *set_up_checked (const MunitParameter params[], void *data)
{
  struct order *order = order_new (7);
  (void) params;
  (void) data;
  munit_assert_not_null (order);
  return order;
}
#define T(name) static MunitResult name (const MunitParameter params[], void *data)
/* order_new total semantic "70": what the setup gave */
T (total) { struct order *o = data; munit_assert_long (o->total, ==, 70); return MUNIT_OK; }
/* order_new there shape: it is not NULL */
T (there) { munit_assert_not_null (data); return MUNIT_OK; }
/* order_new checked absent: the setup has asked for that */
/* price checked semantic: its own call */
T (checked) { munit_assert_not_null (data); munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
/* price asked semantic "only 50": in what the setup gave */
T (asked) { struct rest *r = data; munit_assert_long (r->asked, ==, 50); return MUNIT_OK; }
/* price compared shape: the setup asked it for what is expected */
T (compared) { struct rest *r = data; munit_assert_long (price (10, 5), ==, r->asked); return MUNIT_OK; }
/* price told semantic "only 50": the setup wrote the number down */
T (told) { struct rest *r = data; munit_assert_long (price (10, 5), ==, r->told); return MUNIT_OK; }
/* price only_if_there semantic: what it is given is there for certain */
T (only_if_there) { struct rest *r = data; if (!r) return MUNIT_SKIP; munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
/* price may_be_missing called: with NULL it is skipped */
/* order_new may_be_missing absent: with NULL it is skipped */
T (may_be_missing) { if (!data) return MUNIT_SKIP; munit_assert_long (price (10, 5), ==, 50); return MUNIT_OK; }
/* order_new without absent: nothing is called before it */
T (without) { struct order *o = data; munit_assert_long (o->total, ==, 70); return MUNIT_OK; }
static MunitTest tests[] = {
  { "/total", total, set_up }, { "/there", there, set_up }, { "/checked", checked, set_up_checked }, { "/asked", asked, set_up_rest },
  { "/compared", compared, set_up_rest }, { "/told", told, set_up_rest }, { "/only", only_if_there, set_up_rest },
  { "/missing", may_be_missing, set_up }, { "/without", without }, { 0 }
};
static const MunitSuite suite = { "", tests };
int main (int argc, char *argv[]) { return munit_suite_main (&suite, NULL, argc, argv); }
