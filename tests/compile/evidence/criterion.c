/* Criterion, with its own header.
   requires criterion/criterion.h */
#include <criterion/criterion.h>
#include "subject.h"
/* price all_equal_impl semantic "only 50 would pass": a number */
Test (all, equal) { cr_assert_eq (price (10, 5), 50); }
/* price all_condition_impl semantic: with a message */
Test (all, condition) { cr_assert (price (10, 5) == 50, "price is %d", 50); }
/* price all_expected_impl semantic: expect goes on, and has failed */
Test (all, expected) { cr_expect_eq (price (10, 5), 50); }
/* price all_not_equal_impl shape: all but one */
Test (all, not_equal) { cr_assert_neq (price (10, 5), 0); }
/* price all_greater_impl shape: half of all */
Test (all, greater) { cr_expect_gt (price (10, 5), 0); }
/* is_valid all_polarities_impl semantic: both */
Test (all, polarities) { cr_assert (is_valid (3)); cr_assert_not (is_valid (-3)); }
/* is_valid all_polarity_impl shape: one */
Test (all, polarity) { cr_expect (is_valid (3)); }
/* name_of all_text_impl semantic: a text */
Test (all, text) { cr_assert_str_eq (name_of (1), "red"); }
/* name_of all_text_not_impl shape: every other text */
Test (all, text_not) { cr_assert_str_neq (name_of (1), "blue"); }
/* find all_null_impl semantic: only NULL */
Test (all, null) { cr_assert_null (find (99)); }
/* find all_there_impl shape: anything but NULL */
Test (all, there) { cr_assert_not_null (find (7)); }
/* ratio all_near_impl semantic: a thousandth */
Test (all, near) { cr_assert_float_eq (ratio (1, 2), 0.5, 0.001); }
/* ratio all_not_near_impl shape: a hundred */
Test (all, not_near) { cr_assert_float_eq (ratio (1, 2), 0.5, 100); }
/* encode all_memory_impl semantic: bytes */
Test (all, memory) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; encode ("a", got, sizeof got); cr_assert_arr_eq (got, want, 2); }
/* price all_failing_impl semantic: cr_assert_fail in a branch */
Test (all, failing) { if (price (10, 5) != 50) cr_assert_fail ("price"); }
/* price all_goes_on_impl semantic: and cr_expect_fail */
Test (all, goes_on) { if (price (10, 5) != 50) cr_expect_fail ("price"); }
/* price all_skipped_impl called: skipped before it can fail */
Test (all, skipped) { long p = price (10, 5); cr_skip_test ("not now"); cr_assert_eq (p, 50); }
/* price all_smoke_impl called: nothing is asserted */
Test (all, smoke) { price (10, 5); }
/* price all_logged_impl called: printed */
Test (all, logged) { if (price (10, 5) != 50) cr_log_warn ("wrong"); }
/* price all_itself_impl shape: compared with itself */
Test (all, itself) { cr_assert_eq (price (10, 5), price (10, 5)); }
/* parse all_out_impl semantic: what it stores */
Test (all, out) { int v = 0; cr_assert_eq (parse ("42", &v), 0); cr_assert_eq (v, 42); }
/* parse all_status_impl shape: its status alone */
Test (all, status) { int v = 0; cr_assert_eq (parse ("42", &v), 0); }
