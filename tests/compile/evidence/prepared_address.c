/* Variables of the unit's own of which a setup hands the address on: what stood in them at first is no expectation any more.  */
/* clang-format off */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
static struct order wanted, wanted_total, zero, shown, begun;
static struct { long count, total; } table[] = { { 1, 5 }, { 2, 10 } }, moved[] = { { 1, 5 }, { 2, 10 } };
static char name[16];
static void fill_in (struct order *o, long total) { o->total = total; }
static long total_of (struct order *o) { return o->total; }
static void set_up (void) { read_order (3, &wanted); }
static void set_up_total (void) { struct order *o = &wanted_total; fill_in (o, price (1, 2)); }
static void set_up_name (void) { strcpy (name, name_of (3)); }
static void set_up_table (void) { for (size_t i = 0; i < 2; i++) { long *total = &moved[i].total; *total = price (1, 5); } }
static void show (void) { assert (order_total (&shown) >= 0); }
/* read_order shape: it filled the other one before */
static void by_itself (void) { struct order o; read_order (3, &o); assert (o.total == wanted.total); }
/* read_order shape: the same, read first */
static void read_first (void) { long total = wanted.total; struct order o; read_order (3, &o); assert (o.total == total); }
/* price shape: by a helper that stores */
static void by_helper (void) { assert (price (1, 2) == wanted_total.total); }
/* name_of shape: a text */
static void by_text (void) { assert (strcmp (name_of (3), name) == 0); }
/* price shape: a table that is changed by its elements' addresses */
static void by_moved (void) { for (size_t i = 0; i < 2; i++) assert (price (moved[i].count, 5) == moved[i].total); }
/* price semantic "no constant": one that is walked through by a pointer */
static void by_table (void) { for (__typeof__ (*table) *row = table; row < table + 2; row++) assert (price (row->count, 5) == row->total); }
/* other semantic "only 0": a helper that reads */
static void by_reader (void) { assert (other (3) == total_of (&zero)); }
/* other semantic "only 0": what promises to change nothing */
static void by_promise (void) { assert (other (3) == shown.total); }
/* read_order shape "held before": what the test itself hands out, and expects what stood there at first */
static void at_first (void) { read_order (3, &begun); assert (begun.total == 0); }
void (*const before[]) (void) = { set_up, set_up_total, set_up_name, set_up_table, show };
void (*const tests[]) (void) = { by_itself, read_first, by_helper, by_text, by_moved, by_table, by_reader, by_promise, at_first };
