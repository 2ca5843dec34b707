/* What cmocka's setups made before the test; requires cmocka.h  */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include "subject.h"
struct list;
struct list *list_new (void);
int list_push (struct list *, int);
int list_length (const struct list *);
struct rest { struct order *order; long asked, told; struct point spot; };
static long counted;
static int set_up_list (void **state) { *state = list_new (); list_push (*state, 5); return 0; }
static int set_up_order (void **state) { *state = order_new (7); return *state ? 0 : -1; }
static int set_up_rest (void **state)
{
  struct rest *rest = malloc (sizeof *rest);
  if (!rest)
    return -1;
  rest->order = order_new (7);
  rest->asked = price (10, 5);
  rest->told = 50;
  rest->spot = mirror (3, 4);
  *state = rest;
  return 0;
}
static int set_up_status (void **state) { int value = 0; (void) state; return parse ("12", &value); }
static int set_up_again (void **state) { struct rest *rest = *state; rest->told = other (3); return 0; }
static int set_up_group (void **state) { static struct rest rest; rest.told = other (3); counted = count ("a b"); *state = &rest; return 0; }
static int tear_down (void **state) { free (*state); return 0; }
/* list_length length semantic: the setup pushed one */
/* list_new length absent: only the setup calls it, and nothing of it is asserted */
static void length (void **state) { assert_int_equal (list_length (*state), 1); }
/* list_new there shape: it is not NULL */
static void there (void **state) { assert_non_null (*state); }
/* list_push pushes semantic: twice, with the status of this call asserted */
static void pushes (void **state) { assert_int_equal (list_push (*state, 6), 2); }
/* list_push grows semantic: the status of this call is asserted */
/* list_length grows semantic: two numbers */
static void grows (void **state) { assert_int_equal (list_length (*state), 1); assert_int_equal (list_push (*state, 6), 0); assert_int_equal (list_length (*state), 2); }
/* order_new total semantic "70": what the setup's call gave */
static void total (void **state) { struct order *o = *state; assert_int_equal (o->total, 70); }
/* order_new total_positive shape: half of all numbers */
static void total_positive (void **state) { struct order *o = *state; assert_true (o->total > 0); }
/* order_new of_rest semantic "70": behind two pointers */
static void of_rest (void **state) { struct rest *r = *state; assert_int_equal (r->order->total, 70); }
/* price compared shape: the setup asked it for what is expected */
static void compared (void **state) { struct rest *r = *state; assert_int_equal (price (10, 5), r->asked); }
/* price written semantic "only 50": the setup wrote the number down */
static void written (void **state) { struct rest *r = *state; assert_int_equal (price (10, 5), r->told); }
/* price stored semantic "only 50": what it gave to the setup is asserted */
/* mirror stored semantic: so is a struct */
static void stored (void **state) { struct rest *r = *state; assert_int_equal (r->asked, 50); assert_int_equal (r->spot.x, -3); }
/* parse heeded absent: what the setup gives back says that it is 0, which is asked of each test */
/* price heeded semantic: its own call */
static void heeded (void **state) { (void) state; assert_int_equal (price (10, 5), 50); }
/* other of_group absent: other tests of the group may have stored something there since */
static void of_group (void **state) { struct rest *r = *state; assert_int_equal (r->told, 12); }
/* count of_group_too semantic "only 2": what nobody else stores in stays as the group's setup left it */
static void of_group_too (void **state) { (void) state; assert_int_equal (counted, 2); }
static void changes (void **state) { struct rest *r = *state; r->told = 12; }
/* other both semantic "only 12": its own setup, on what the group's made */
static void both (void **state) { struct rest *r = *state; assert_int_equal (r->told, 12); }
/* order_new changed absent: main gives it another setup on some ways */
static void changed (void **state) { struct order *o = *state; assert_int_equal (o->total, 70); }
int main (void)
{
  const struct CMUnitTest lists[] = {
    cmocka_unit_test_setup_teardown (length, set_up_list, tear_down),
    cmocka_unit_test_setup (there, set_up_list),
    cmocka_unit_test_setup (pushes, set_up_list),
    cmocka_unit_test_setup (grows, set_up_list),
    cmocka_unit_test_setup (total, set_up_order),
    cmocka_unit_test_setup (total_positive, set_up_order),
    cmocka_unit_test_setup_teardown (of_rest, set_up_rest, tear_down),
    cmocka_unit_test_setup_teardown (compared, set_up_rest, tear_down),
    cmocka_unit_test_setup_teardown (written, set_up_rest, tear_down),
    cmocka_unit_test_setup_teardown (stored, set_up_rest, tear_down),
    cmocka_unit_test_setup (heeded, set_up_status),
  };
  struct CMUnitTest late[] = { cmocka_unit_test_setup (changed, set_up_order) };
  if (getenv ("OTHER"))
    late[0].setup_func = set_up_list;
  static const struct CMUnitTest group[] = {
    cmocka_unit_test (changes),
    cmocka_unit_test (of_group),
    cmocka_unit_test (of_group_too),
    cmocka_unit_test_setup (both, set_up_again),
  };
  return cmocka_run_group_tests (lists, NULL, NULL) + cmocka_run_group_tests (group, set_up_group, NULL)
         + cmocka_run_group_tests (late, NULL, NULL);
}
