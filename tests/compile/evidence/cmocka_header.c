/* cmocka, with its own header: assertions, expectations of calls, fixtures.
   requires cmocka.h */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "subject.h"
/* price semantic "only 50 would pass": a number */
static void equal (void **state) { (void) state; assert_int_equal (price (10, 5), 50); }
/* count semantic: -1, through the largest unsigned type */
static void negative (void **state) { (void) state; assert_int_equal (count (""), -1); }
/* price shape: all but one */
static void not_equal (void **state) { (void) state; assert_int_not_equal (price (10, 5), 0); }
/* is_valid semantic: both polarities */
static void polarities (void **state) { (void) state; assert_true (is_valid (3)); assert_false (is_valid (-3)); }
/* is_valid shape: one */
static void polarity (void **state) { (void) state; assert_true (is_valid (3)); }
/* find semantic: only NULL */
static void null (void **state) { (void) state; assert_null (find (99)); }
/* find shape: anything but NULL */
static void there (void **state) { (void) state; assert_non_null (find (7)); }
/* name_of semantic: a text */
static void text (void **state) { (void) state; assert_string_equal (name_of (1), "red"); }
/* name_of shape: all other texts */
static void other_text (void **state) { (void) state; assert_string_not_equal (name_of (1), "blue"); }
/* price semantic: five numbers */
static void in_range (void **state) { (void) state; assert_in_range (price (10, 5), 48, 52); }
/* price shape: a thousand numbers */
static void in_wide_range (void **state) { (void) state; assert_in_range (price (10, 5), 0, 1000); }
/* price shape: all but a range */
static void out_of_range (void **state) { (void) state; assert_not_in_range (price (10, 5), 0, 10); }
/* price semantic: one of three */
static void in_set (void **state) { LargestIntegralType set[] = { 45, 50, 55 }; (void) state; assert_in_set (price (10, 5), set, 3); }
/* price shape: none of three */
static void not_in_set (void **state) { LargestIntegralType set[] = { 45, 50, 55 }; (void) state; assert_not_in_set (price (10, 5), set, 3); }
/* half semantic: a float within a thousandth */
static void near (void **state) { (void) state; assert_float_equal (half (3), 1.5f, 0.001f); }
/* half shape: within ten */
static void not_near (void **state) { (void) state; assert_float_equal (half (3), 1.5f, 10.0f); }
/* encode semantic: bytes */
static void memory (void **state) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; (void) state; encode ("a", got, sizeof got); assert_memory_equal (got, want, 2); }
/* parse shape: a return code that is not negative */
static void return_code (void **state) { int v; (void) state; assert_return_code (parse ("1", &v), 0); }
/* price called: skipped before it can fail */
static void skipped (void **state) { long p = price (10, 5); (void) state; skip (); assert_int_equal (p, 50); }
/* price semantic: fail_msg in a branch */
static void failing (void **state) { (void) state; if (price (10, 5) != 50) fail_msg ("%s", "price"); }
/* price called: nothing is asserted */
static void smoke (void **state) { (void) state; price (10, 5); }
static int set_up (void **state) { static struct order order; *state = &order; return 0; }
/* read_order semantic: the struct of the fixture, whose state is not known here */
static void in_fixture (void **state) { struct order *o = *state; assert_int_equal (read_order (3, o), 0); assert_int_equal (o->total, 99); }
/* A fake: what it is given is evidence about its caller.  */
int charge (int amount) { check_expected (amount); return (int) mock (); }
void notify (const char *what) { check_expected_ptr (what); function_called (); }
/* checkout semantic "no constant": a function that does nothing never charges, and cmocka fails what was expected and did not come */
/* charge absent: a fake is not what is tested */
static void interaction (void **state) { (void) state; expect_value (charge, amount, 50); will_return (charge, 0); checkout (10, 5); }
/* checkout semantic: the result, too */
static void interaction_and_result (void **state) { (void) state; expect_value (charge, amount, 50); will_return (charge, 1); assert_int_equal (checkout (10, 5), 1); }
/* checkout semantic: the fake's number comes out again; and without a call it is left over */
static void stubbed (void **state) { (void) state; expect_any (charge, amount); will_return (charge, 7); assert_int_equal (checkout (10, 5), 7); }
/* checkout semantic: a call is expected */
static void call_expected (void **state) { (void) state; expect_function_call (notify); expect_string (notify, what, "paid"); checkout (10, 5); }
/* checkout semantic: expected any number of times, but at least once.  First labelled called; but cmocka fails what is expected always and never comes */
static void call_always (void **state) { (void) state; expect_any_always (charge, amount); will_return_maybe (charge, 0); checkout (10, 5); }
/* checkout called: expected any number of times, none of them too */
static void call_at_will (void **state) { (void) state; expect_any_count (charge, amount, -2); will_return_maybe (charge, 0); checkout (10, 5); }
/* checkout semantic: nothing is expected of the fakes, and the result is not theirs */
static void result_only (void **state) { (void) state; assert_int_equal (checkout (0, 5), 12); }
int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (equal), cmocka_unit_test (negative), cmocka_unit_test (not_equal), cmocka_unit_test (polarities),
    cmocka_unit_test (polarity), cmocka_unit_test (null), cmocka_unit_test (there), cmocka_unit_test (text),
    cmocka_unit_test (other_text), cmocka_unit_test (in_range), cmocka_unit_test (in_wide_range), cmocka_unit_test (out_of_range),
    cmocka_unit_test (in_set), cmocka_unit_test (not_in_set), cmocka_unit_test (near), cmocka_unit_test (not_near),
    cmocka_unit_test (memory), cmocka_unit_test (return_code), cmocka_unit_test (skipped), cmocka_unit_test (failing),
    cmocka_unit_test (smoke), cmocka_unit_test_setup (in_fixture, set_up), cmocka_unit_test (interaction),
    cmocka_unit_test (interaction_and_result), cmocka_unit_test (stubbed), cmocka_unit_test (call_expected),
    cmocka_unit_test (call_always), cmocka_unit_test (call_at_will), cmocka_unit_test (result_only),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
