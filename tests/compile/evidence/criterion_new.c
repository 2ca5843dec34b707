/* Criterion's newer assertions.
   requires criterion/new/assert.h */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include "subject.h"
/* price all_equal_impl semantic "only 50 would pass": a number */
Test (all, equal) { cr_assert (eq (long, price (10, 5), 50)); }
/* price all_not_equal_impl shape: all but one */
Test (all, not_equal) { cr_assert (ne (long, price (10, 5), 0)); }
/* name_of all_text_impl semantic: a text */
Test (all, text) { cr_assert (eq (str, (char *) name_of (1), "red")); }
/* price all_greater_impl shape: half of all */
Test (all, greater) { cr_expect (gt (long, price (10, 5), 0)); }
/* price all_pinched_impl semantic: from both sides */
Test (all, pinched) { cr_expect (all (ge (long, price (10, 5), 50), le (long, price (10, 5), 50))); }
/* is_valid all_polarities_impl semantic: both */
Test (all, polarities) { cr_assert (is_valid (3)); cr_assert (not (is_valid (-3))); }
/* find all_null_impl semantic: only NULL */
Test (all, null) { cr_assert (zero (ptr, (void *) find (99))); }
/* price all_failing_impl semantic: cr_fail in a branch */
Test (all, failing) { if (price (10, 5) != 50) cr_fail ("price"); }
/* price all_fatal_impl semantic: and cr_fatal */
Test (all, fatal) { if (price (10, 5) != 50) cr_fatal ("price"); }
/* price all_smoke_impl called: nothing is asserted */
Test (all, smoke) { price (10, 5); }
