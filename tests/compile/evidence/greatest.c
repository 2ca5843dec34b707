/* greatest, with a header of our own.  */
#include "frameworks/greatest.h"
#include "subject.h"
/* price equal semantic "only 50 would pass": the test's result says that it failed */
TEST equal (void) { ASSERT_EQ (50, price (10, 5)); PASS (); }
/* price not_equal shape: all but one */
TEST not_equal (void) { ASSERT_NEQ (0, price (10, 5)); PASS (); }
/* price condition semantic: with a message */
TEST condition (void) { ASSERTm ("price", price (10, 5) == 50); PASS (); }
/* is_valid polarities semantic: both */
TEST polarities (void) { ASSERT (is_valid (3)); ASSERT_FALSE (is_valid (-3)); PASS (); }
/* is_valid polarity shape: one */
TEST polarity (void) { ASSERT (is_valid (3)); PASS (); }
/* ratio near semantic: a thousandth */
TEST near (void) { ASSERT_IN_RANGE (0.5, ratio (1, 2), 0.001); PASS (); }
/* ratio not_near shape: a hundred */
TEST not_near (void) { ASSERT_IN_RANGE (0.5, ratio (1, 2), 100); PASS (); }
/* name_of text semantic: a text, through a table of functions */
TEST text (void) { ASSERT_STR_EQ ("red", name_of (1)); PASS (); }
/* find there shape: anything but NULL */
TEST there (void) { ASSERT (find (7)); PASS (); }
/* price failing semantic: FAIL in a branch */
TEST failing (void) { if (price (10, 5) != 50) FAIL (); PASS (); }
/* price skipping called: wrong or not, it has not failed */
TEST skipping (void) { if (price (10, 5) != 50) SKIP (); PASS (); }
/* price smoke called: nothing is asserted */
TEST smoke (void) { price (10, 5); PASS (); }
/* price itself shape: compared with itself */
TEST itself (void) { ASSERT_EQ (price (1, 1), price (1, 1)); PASS (); }
/* price with_parameters semantic: the expectation is a parameter of the test */
TEST with_parameters (long n, long want) { ASSERT_EQ (want, price (n, 5)); PASS (); }
static enum greatest_test_res check_price (long got, long want) { ASSERT_EQ (want, got); PASS (); }
/* price by_helper semantic: a helper's result is handed on */
TEST by_helper (void) { CHECK_CALL (check_price (price (10, 5), 50)); PASS (); }
/* price result_forgotten called: a helper's result is forgotten */
TEST result_forgotten (void) { check_price (price (10, 5), 50); PASS (); }
SUITE (all)
{
  RUN_TEST (equal); RUN_TEST (not_equal); RUN_TEST (condition); RUN_TEST (polarities); RUN_TEST (polarity); RUN_TEST (near);
  RUN_TEST (not_near); RUN_TEST (text); RUN_TEST (there); RUN_TEST (failing); RUN_TEST (skipping); RUN_TEST (smoke);
  RUN_TEST (itself); RUN_TESTp (with_parameters, 10, 50); RUN_TEST (by_helper); RUN_TEST (result_forgotten);
}
GREATEST_MAIN_DEFS ();
int main (void)
{
  RUN_SUITE (all);
  GREATEST_MAIN_END ();
}
