/* What stands in a fixture may be missing: a test that asserts something only where it is there may assert nothing.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>
#include "subject.h"
struct fixture { int *numbers; struct fixture *other; };
/* price called: where the setup left nothing there, nothing is asserted */
static void only_if_there (void **state) { struct fixture *f = *state; if (f->numbers) assert (price (10, 5) == 50); }
/* price called: where there is no fixture, nothing is asserted */
static void only_with_fixture (void **state) { struct fixture *f = *state; if (!f) return; assert (price (10, 5) == 50); }
/* price called: nor behind two steps */
static void only_if_both (void **state) { struct fixture *f = *state; if (f->other && f->other->numbers) assert (price (10, 5) == 50); }
/* price semantic "only 50": that it is missing is a failure */
static void or_fails (void **state) { struct fixture *f = *state; if (!f->numbers) abort (); assert (price (10, 5) == 50); }
/* price semantic "only 50": that it is missing is a failure, by an assertion */
static void asserted (void **state) { struct fixture *f = *state; assert (f); assert (f->numbers); assert (price (f->numbers[0], 5) == 50); }
/* price semantic "only 50": asserted on both ways */
static void either (void **state) { struct fixture *f = *state; int n = f->numbers ? f->numbers[0] : 0; assert (price (n, 5) == 50); }
/* price semantic "only 50": nobody asks whether it is there */
static void unasked (void **state) { struct fixture *f = *state; assert (price (f->numbers[0], 5) == 50); }
void (*const tests[]) (void **) = { only_if_there, only_with_fixture, only_if_both, or_fails, asserted, either, unasked };
