/* Expectations that are asked for through a pointer of which nobody knows where it leads.  Where it may lead to the function itself, what it gives
   is no expectation; where it cannot, it is one.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>

#include "subject.h"

static long (*volatile priced) (long, long) = price;
static int (*chosen) (const char *);
static double halved (double a, double b) { return ratio (a, 2 * b) * 2; }
static double (*const ratios[]) (double, double) = { ratio, halved };
static long tripled (long x) { return 3 * x; }
static long (*volatile others) (long) = tripled;
static void *untyped = (void *) level;
long (*provider_of (int kind)) (long);
struct table { int (*count) (const char *); long (*price) (long, long); };
const struct table *table_find (const char *);
extern long (*handed) ();
extern long price_by_another_name (long, long) __asm__ ("price");

__attribute__ ((constructor)) static void choose (void) { chosen = count; }

/* price shape: the pointer may be changed at any time, and begins with the function itself */
static void test_volatile (void) { assert (priced (10, 5) == price (10, 5)); }

/* count shape: what a constructor stored is not known */
static void test_constructor (void) { assert (count ("abc") == chosen ("abc")); }

/* ratio shape: one of a table, and both are the function itself */
static void test_table (int which) { assert (ratios[which & 1] (1, 2) == ratio (1, 2)); }
/* ratio shape: the same by a number that nobody knows */
static void test_any_of_table (void) { test_table (atoi (getenv ("WHICH"))); }

/* level shape: the function's address without its type */
static void test_cast (void) { unsigned (*volatile f) (int) = (unsigned (*) (int)) untyped; assert (f (1) == level (1)); }

/* price shape: another unit's table may lead to it */
static void test_found (void) { assert (table_find ("list")->price (3, 4) == price (3, 4)); }

/* price shape: what the function is called in the program is one name for both */
static void test_other_name (void) { assert (price_by_another_name (3, 4) == price (3, 4)); }

/* other semantic: a function of another type, whose address nobody takes */
static void test_found_other (void) { assert (table_find ("list")->price (3, 4) == other (7)); }

/* checksum semantic: no function of its type, and what the unit hands out does not call it */
static void test_volatile_other (void) { assert (others (2) == checksum ("ab")); }

/* price shape: a pointer without a prototype may lead to it as well */
static void test_unprototyped (void) { long wanted = handed (3, 4); assert (price (3, 4) == wanted); }

/* price semantic: one number, whatever pointers are called before */
static void test_number (void) { priced (1, 1); assert (price (2, 3) == 6); }

void (*const all[]) (void) = { test_volatile, test_constructor, test_any_of_table, test_cast, test_found, test_other_name, test_found_other, test_volatile_other, test_unprototyped, test_number };
