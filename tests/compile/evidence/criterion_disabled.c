/* Criterion's tests that are switched off; requires criterion/criterion.h  */
#include <criterion/criterion.h>
#include "subject.h"
/* price off_run_impl semantic: it is run */
Test (off, run) { cr_assert_eq (price (10, 5), 50); }
/* price off_named_impl semantic: another option is set */
Test (off, named, .description = "disabled") { cr_assert_eq (price (10, 5), 50); }
/* price off_disabled_impl unrun: it is disabled */
Test (off, disabled, .disabled = true) { cr_assert_eq (price (10, 5), 50); }
/* price off_enabled_impl semantic: it is said to be no such test */
Test (off, enabled, .disabled = false) { cr_assert_eq (price (10, 5), 50); }
static void skip (void) { cr_skip_test ("not here"); }
static void prepare (void) { reset (); }
/* price off_skipped_impl unrun: what prepares it skips it */
Test (off, skipped, .init = skip) { cr_assert_eq (price (10, 5), 50); }
/* price off_prepared_impl semantic: what prepares it does not */
Test (off, prepared, .init = prepare) { cr_assert_eq (price (10, 5), 50); }
