/* Setups that assert something themselves, and expectations that stand behind a global pointer, or in a global that is read after the function was called.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
struct fixture { long computed, written; char text[16]; int value; };
static struct fixture *global, *noted;
long public_computed, public_written;
static int asserting (void **state) { struct fixture *f = malloc (sizeof *f); assert (f); f->computed = price (10, 5); *state = f; return 0; }
static int parsing (void **state) { struct fixture *f = malloc (sizeof *f); *state = f; assert (parse ("42", &f->value) == 0); return 0; }
static void allocate (void) { global = malloc (sizeof *global); noted = malloc (sizeof *noted); }
static void compute (void) { global->computed = count ("a"); strcpy (global->text, name_of (3)); }
static void write_down (void) { noted->written = 7; public_written = 7; }
static void compute_public (void) { public_computed = large (3); }
/* price shape: the setup asserts, and asks the function itself */
static void by_asserting (void **state) { struct fixture *f = *state; assert (price (10, 5) == f->computed); }
/* parse shape: it was told to store there */
static void by_parsing (void **state) { struct fixture *f = *state; int v = 0; parse ("42", &v); assert (v == f->value); }
/* other semantic: of a function that the setups do not ask, what stands there is an expectation */
static void by_another (void **state) { struct fixture *f = *state; assert (other (3) == f->computed); }
/* count shape: behind a global pointer that another function set */
static void behind_global (void) { assert (count ("a") == global->computed); }
/* name_of shape: a text there */
static void text_behind_global (void) { assert (strcmp (name_of (3), global->text) == 0); }
/* other semantic: what nobody made by it */
static void behind_noted (void) { assert (other (7) == noted->written); }
/* large shape: a global that others may see, read after the call */
static void by_public (void) { long long got = large (3); assert (got == public_computed); }
/* large semantic: the same of one that only holds a number */
static void by_public_written (void) { long long got = large (3); assert (got == public_written); }
int (*const set_ups[]) (void **) = { asserting, parsing };
void (*const before[]) (void) = { allocate, compute, write_down, compute_public };
void (*const given[]) (void **) = { by_asserting, by_parsing, by_another };
void (*const tests[]) (void) = { behind_global, text_behind_global, behind_noted, by_public, by_public_written };
