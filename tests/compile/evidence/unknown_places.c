/* What a function gave, among other things at places that nobody knows: what is read there may be it again, and is no expectation.  */
/* clang-format off */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "subject.h"

static int which (void) { return atoi (getenv ("WHICH")) & 3; }
static struct point chosen (const struct point *points) { return points[which ()]; }
static int sum (struct point p) { return p.x + p.y; }
struct point both (int);
struct point *slot (void);

/* count shape: another element of the array is set, nobody knows which */
static void test_store (void) { int a[4] = { 0 }; a[0] = count ("abc"); a[which ()] = 7; int wanted = a[0]; assert (count ("abc") == wanted); }

/* count shape: by a pointer */
static void test_pointer (void) { int a[4] = { 0 }, *p = a + which (); a[0] = count ("abc"); *p = 7; int wanted = a[0]; assert (count ("abc") == wanted); }

/* count shape: a whole struct is set */
static void test_struct (void) { struct point a[4] = { 0 }, z = { 1, 2 }; a[0].x = count ("abc"); a[which ()] = z; int wanted = a[0].x; assert (count ("abc") == wanted); }

/* count shape: a member of one on the heap */
static void test_heap (void) { struct point *a = malloc (4 * sizeof *a); a[0].x = count ("abc"); a[which ()].y = 3; int wanted = a[0].x; assert (count ("abc") == wanted); }

/* count shape: what is read, nobody knows */
static void test_load (void) { int a[4] = { 0 }; a[0] = count ("abc"); a[1] = 7; int wanted = a[which ()]; assert (count ("abc") == wanted); }

/* count shape: a struct that is one of several, one of which has it */
static void test_copied (void) { struct point a[4] = { 0 }, b; a[0].x = count ("abc"); a[1].y = 1; b = a[which ()]; assert (count ("abc") == b.x); }

/* count shape: a helper gives such a struct */
static void test_given (void) { struct point a[4] = { 0 }; a[0].x = count ("abc"); a[1].y = 1; struct point b = chosen (a); int wanted = b.x; assert (count ("abc") == wanted); }

/* count shape: a helper is given such a struct */
static void test_handed (void) { struct point a[4] = { 0 }; a[0].x = count ("abc"); a[1].y = 1; int wanted = sum (a[which ()]); assert (count ("abc") == wanted); }

/* parse shape: it stores at such a place, and what stands there is compared with it */
static void test_stored (void) { int v[4] = { 0 }, w = 0; parse ("5", &v[which ()]); int wanted = v[0]; parse ("5", &w); assert (w == wanted); }

/* count semantic: of an array that holds nothing of the function's, an element is an expectation */
static void test_table (void) { int a[4]; for (int i = 0; i < 4; i++) a[i] = rand (); a[which ()] = 7; int wanted = a[0]; assert (count ("abc") == wanted); }

/* count semantic "only 3": what the test itself expects is another matter */
static void test_number (void) { int a[4] = { 0 }; a[0] = count ("abc"); a[which ()] = 7; assert (count ("abc") == 3); }

/* both shape: its own struct, stored nobody knows where, is what it is compared with */
static void test_whole (void) { struct point a[4] = { 0 }; a[which ()] = both (2); int wanted = a[which ()].y; assert (both (2).y == wanted); }

/* both shape: likewise, where another function says */
static void test_whole_elsewhere (void) { struct point *p = slot (); *p = both (2); assert (both (2).y == p->y); }

/* both semantic "only 4": the test's own number */
static void test_whole_number (void) { struct point a[4] = { 0 }; a[which ()] = both (2); assert (both (2).y == 4); }

void (*const all[]) (void) = { test_store, test_pointer, test_struct, test_heap, test_load, test_copied, test_given, test_handed, test_stored, test_table, test_number, test_whole, test_whole_elsewhere, test_whole_number };
