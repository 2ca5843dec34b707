/* A fixture of which the setup asks the function itself what is expected.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
struct fixture { long computed; int *numbers; char *name, text[16]; };
static int set_up (void **state) { static struct fixture fixture; fixture.computed = price (10, 5); *state = &fixture; return 0; }
static int set_up_texts (void **state) { struct fixture *f = *state; f->name = strdup (name_of (1)); strcpy (f->text, f->name); return 0; }
/* price shape: the test compares with what stands in the fixture */
static void by_computed (void **state) { struct fixture *f = *state; assert (price (10, 5) == f->computed); }
/* price semantic "only 50": what the test itself expects is another matter */
static void by_number (void **state) { struct fixture *f = *state; assert (f->numbers); assert (price (10, 5) == 50); }
/* count semantic: of the function that the setup does not ask, what stands there is an expectation */
static void by_another (void **state) { struct fixture *f = *state; assert (count ("a") == f->computed); }
/* name_of shape: a text that a pointer in the fixture leads to */
static void by_name (void **state) { struct fixture *f = *state; assert (strcmp (name_of (1), f->name) == 0); }
/* name_of shape: one that stands in it */
static void by_text (void **state) { struct fixture *f = *state; assert (strcmp (name_of (1), f->text) == 0); }
/* join semantic: for another function they are expectations */
static void by_another_text (void **state) { struct fixture *f = *state; assert (strcmp (join ("a", "b"), f->name) == 0); }
int (*const set_ups[]) (void **) = { set_up, set_up_texts };
void (*const tests[]) (void **) = { by_computed, by_number, by_another, by_name, by_text, by_another_text };
