/* A fixture of which the setup asks the function itself what is expected.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>
#include "subject.h"
struct fixture { long computed; int *numbers; };
static int set_up (void **state) { static struct fixture fixture; fixture.computed = price (10, 5); *state = &fixture; return 0; }
/* price shape: the test compares with what stands in the fixture */
static void by_computed (void **state) { struct fixture *f = *state; assert (price (10, 5) == f->computed); }
/* price semantic "only 50": what the test itself expects is another matter */
static void by_number (void **state) { struct fixture *f = *state; assert (f->numbers); assert (price (10, 5) == 50); }
/* count semantic: of the function that the setup does not ask, what stands there is an expectation */
static void by_another (void **state) { struct fixture *f = *state; assert (count ("a") == f->computed); }
int (*const set_ups[]) (void **) = { set_up };
void (*const tests[]) (void **) = { by_computed, by_number, by_another };
