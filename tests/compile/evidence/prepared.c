/* Expectations that stood there before the test began: written down by a fixture, or computed by the function itself.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>
#include "subject.h"
static long written, computed, computed_by_helper, mixed;
struct fixture { long written, computed; };
static void remember (long value) { computed_by_helper = value; }
static void set_up (void) { written = 50; computed = price (10, 5); remember (price (10, 5)); }
static int set_up_state (void **state) { static struct fixture fixture; fixture.written = 50; *state = &fixture; return 0; }
static void begin (void) __attribute__ ((constructor));
static void begin (void) { mixed = other (3); }
/* price semantic: a fixture's own number, which is not known here */
static void by_written (void) { assert (price (10, 5) == written); }
/* price shape: the fixture asked the function itself */
static void by_computed (void) { assert (price (10, 5) == computed); }
/* price shape: the same, by a helper */
static void by_helper (void) { assert (price (10, 5) == computed_by_helper); }
/* price semantic: before main another function was asked */
static void by_mixed (void) { assert (price (10, 5) == mixed); }
/* price semantic: what the fixture holds comes from a setup that asks nothing */
static void by_state (void **state) { struct fixture *f = *state; assert (price (10, 5) == f->written); }
void (*const fixtures[]) (void) = { set_up };
int (*const states[]) (void **) = { set_up_state };
void (*const tests[]) (void) = { by_written, by_computed, by_helper, by_mixed };
void (*const given[]) (void **) = { by_state };
