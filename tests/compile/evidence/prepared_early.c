/* Expectations that were asked of the function before the test began, and that the test reads before it calls the function.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>

#include "subject.h"

struct fixture { int wanted; };
static long wanted_price, wanted_other;
static const char *wanted_name;

static void setup (void) { wanted_price = price (10, 5); wanted_name = name_of (1); wanted_other = 7; }
static struct fixture *make (void) { struct fixture *f = malloc (sizeof *f); f->wanted = count ("abc"); return f; }
static void prepare (struct fixture *f) { f->wanted = count ("abc"); }

/* price shape: read first, made before the test */
static void test_price (void) { long wanted = wanted_price; long got = price (10, 5); assert (got == wanted); }

/* name_of shape: the same with a text */
static void test_name (void) { const char *wanted = wanted_name, *got = name_of (1); assert (got == wanted); }

/* other semantic: a number that the setup stores */
static void test_other (void) { long wanted = wanted_other; assert (other (1) == wanted); }

/* count test_count shape: of a fixture that is given */
static void test_count (struct fixture *f) { int wanted = f->wanted; int got = count ("abc"); assert (got == wanted); }

void (*const all[]) (void) = { setup, test_price, test_name, test_other };
void (*const given[]) (struct fixture *) = { prepare, test_count };
struct fixture *(*const making) (void) = make;
