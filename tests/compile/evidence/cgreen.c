/* Cgreen, with a header of our own: what is expected is an object.  */
#include "frameworks/cgreen.h"
#include "subject.h"
/* price equal semantic "only 50 would pass": a constraint made on the spot */
Ensure (equal) { assert_that (price (10, 5), is_equal_to (50)); }
/* price not_equal shape: all but one */
Ensure (not_equal) { assert_that (price (10, 5), is_not_equal_to (0)); }
/* price greater shape: half of all */
Ensure (greater) { assert_that (price (10, 5), is_greater_than (0)); }
/* price pinched semantic: from both sides */
Ensure (pinched) { long p = price (10, 5); assert_that (p, is_greater_than (49)); assert_that (p, is_less_than (51)); }
/* name_of text semantic: a text */
Ensure (text) { assert_that (name_of (1), is_equal_to_string ("red")); }
/* name_of text_not shape: every other text */
Ensure (text_not) { assert_that (name_of (1), is_not_equal_to_string ("blue")); }
/* name_of text_within shape: a part of a text */
Ensure (text_within) { assert_that (name_of (1), contains_string ("e")); }
/* name_of text_begins shape: the beginning of a text */
Ensure (text_begins) { assert_that (name_of (1), begins_with_string ("re")); }
/* find null semantic: only NULL */
Ensure (null) { assert_that (find (99), is_null); }
/* find there shape: anything but NULL */
Ensure (there) { assert_that (find (7), is_non_null); }
/* is_valid polarities semantic: both */
Ensure (polarities) { assert_that (is_valid (3), is_true); assert_that (is_valid (-3), is_false); }
/* is_valid polarity shape: one */
Ensure (polarity) { assert_that (is_valid (3), is_true); }
/* ratio real semantic: a number, within the significant figures that are set */
Ensure (real) { assert_that_double (ratio (1, 2), is_equal_to_double (0.5)); }
/* ratio real_less shape: half of all */
Ensure (real_less) { assert_that_double (ratio (1, 2), is_less_than_double (1)); }
/* encode memory semantic: bytes */
Ensure (memory) { static const unsigned char want[] = { 1, 2 }; unsigned char got[4] = { 0 }; encode ("a", got, sizeof got); assert_that (got, is_equal_to_contents_of (want, 2)); }
/* price kept semantic: the constraint is kept in a variable */
Ensure (kept) { CgreenConstraint *c = is_equal_to (50); long p = price (10, 5); assert_that (p, c); }
/* price made called: a constraint that nobody asks */
Ensure (made) { is_equal_to (50); price (10, 5); }
/* price old_equal semantic: the older names */
Ensure (old_equal) { assert_equal (price (10, 5), 50); }
/* price old_not_equal shape: all but one */
Ensure (old_not_equal) { assert_not_equal (price (10, 5), 0); }
/* name_of old_text semantic: a text */
Ensure (old_text) { assert_string_equal (name_of (1), "red"); }
/* is_valid old_polarities semantic: by a function in the reporter */
Ensure (old_polarities) { assert_true (is_valid (3)); assert_false (is_valid (-3)); }
/* is_valid old_polarity shape: one */
Ensure (old_polarity) { assert_true (is_valid (3)); }
/* price smoke called: nothing is asserted */
Ensure (smoke) { price (10, 5); }
/* price itself shape: compared with itself */
Ensure (itself) { assert_that (price (10, 5), is_equal_to (price (10, 5))); }
int charge (int amount) { return (int) mock (amount); }
/* checkout interaction semantic "no constant": a call that is expected and does not come */
Ensure (interaction) { expect (charge, when (amount, is_equal_to (50)), will_return (0)); checkout (10, 5); }
/* checkout at_will called: what is expected always may not come at all */
Ensure (at_will) { always_expect (charge, will_return (0)); checkout (10, 5); }
/* checkout never called: a function that does nothing makes no call either */
Ensure (never) { never_expect (charge); checkout (0, 5); }
