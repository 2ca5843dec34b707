#!/bin/bash
# Through which parameters a function stores, by its own unit: what else a test sees behind a pointer is no output of it.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "list": { "tests": { "grade": "semantic", "at_least": 1, "stub_proof": true } }, "plain": {} },
  "mark": [ { "function": "plain_*", "domain": "plain" }, { "function": "*", "file": "list.c", "domain": "list" } ],
  "tests": ["tests/**"], "severity": { "*": { "unaudited": "off" } } }
END
cat > list.h <<'END'
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
struct node { struct node *next; int value; char name[8]; };
struct list { struct node *head; int count, first; long value; };
END
# What stands in the brackets: the parameters through which it may store.
cat > list.c <<'END'
#include "list.h"
#include <stdarg.h>
static struct list *kept;
struct node *elsewhere (const struct list *);
void other (struct list *);
int length (struct list *l) { int n = 0; for (struct node *p = l->head; p; p = p->next) n++; return n; }                 /* length [] */
int first (struct list *l) { return l->head ? l->head->value : -1; }                                                     /* first [] */
int count (struct list *l) { return l->count; }                                                                          /* count [] */
int valid (struct list *l) { return l->count < 0 ? -1 : 0; }                                                             /* valid [] */
void push (struct list *l, struct node *x) { x->next = l->head; l->head = x; l->count++; }                               /* push [1 2] */
void clear (struct list *l) { for (struct node *p = l->head; p; p = p->next) p->value = 0; }                             /* clear [1] */
static struct node *find (struct list *l, int v) { struct node *p = l->head; while (p && p->value != v) p = p->next; return p; } /* find [] */
int has (struct list *l, int v) { return find (l, v) != NULL; }                                                          /* has [] */
void bump (struct list *l, int v) { struct node *p = find (l, v); if (p) p->value++; }                                   /* bump [1] */
void far (struct list *l) { elsewhere (l)->value = 1; }                                                                  /* far [1] */
void give (struct list *l) { other (l); }                                                                                /* give [1] */
void call (struct list *l, void (*f) (struct list *)) { f (l); }                                                         /* call [1] */
void look (const struct list *l, int (*f) (const struct list *)) { f (l); }                                              /* look [] */
void tell (struct list *l) { printf ("%d %s\n", l->count, l->head->name); }                                              /* tell [] */
void mark (struct list *l) { printf ("%d%n\n", 3, &l->count); }                                                          /* mark [1] */
void fill (char *to, struct node *x) { strcpy (to, x->name); }                                                           /* fill [1] */
struct at { struct list *l; struct node *node; };
static void start (struct at *a, struct list *l) { a->l = l; a->node = l->head; }                                        /* start [1] */
void by_iterator (struct list *l) { struct at a; start (&a, l); a.node->value = 3; }                                     /* by_iterator [1] */
int peek (struct list *l) { struct at a; start (&a, l); return a.node->value; }                                          /* peek [] */
void keep (struct list *l) { kept = l; }                                                                                 /* keep [] */
void keep_and_set (struct list *l) { kept = l; kept->count = 4; }                                                        /* keep_and_set [1] */
void number (struct list *l, char *text) { char *end; l->value = strtol (text, &end, 10); free ((void *) l->value); l->count = 1; } /* number [1] */
void drop (struct list *l) { free (l); }                                                                                 /* drop [] */
void swap (int *a, int *b) { int t = *a; *a = *b; *b = t; }                                                              /* swap [1 2] */
void nested (int *a, int *b) { void in (void) { *b = 1; } in (); (void) a; }                                             /* nested [1 2] */
int circle (struct node *x, int n);
static int half (struct node *x, int n) { return n ? circle (x->next, n - 1) : (x->value = 1); }                         /* half [1] */
int circle (struct node *x, int n) { return half (x, n); }                                                               /* circle [1] */
void copy (struct list *to, struct list *from) { *to = *from; }                                                          /* copy [1] */
void through (struct list **to, struct list *from) { *to = from; (*to)->count = 1; }                                     /* through [1 2] */
void choose (struct list *a, struct list *b, int c) { struct list *l = c ? a : b; l->count = 1; }                        /* choose [1 2] */
void barrier (int *p) { (void) p; __asm__ volatile ("" ::: "memory"); }                                                  /* barrier [1] */
__attribute__ ((weak)) void soft (int *p) { (void) p; }                                                                  /* soft [] */
void by_soft (int *p) { soft (p); }                                                                                      /* by_soft [1] */
void scan (const char *how, ...) { va_list list; va_start (list, how); *va_arg (list, int *) = 1; va_end (list); }       /* scan [REST] */
void complain (int *n, const char *how, char *what, const char *why) { scan (how, why); *n = 1; }                      /* complain [1] */
void complain_to (char *what) { scan ("", what); }                                                                       /* complain_to [1] */
void plain_one (int *p) { *p = 1; }                                                                                      /* none: its domain asks for no tests */
END
rest=$(seq -s ' ' 2 31)
sed -n "s/.*\/\* \([a-z_]*\) \[\(.*\)\] \*\/$/\1 \2/p" list.c | sed "s/REST/$rest/" | sort > expected
check "each line of the table is read" test "$(wc -l < expected)" -ge 30
for gcc in $GCCS; do
  for flags in -O0 -O2 "-Os -g"; do
    # shellcheck disable=SC2086
    run "$gcc" $flags -w -fplugin="$PLUGIN" -c list.c -o list.o
    "$LOADBEARING" dump list.o > dumped.json
    python3 - > got <<'END'
import json
for line in open("dumped.json"):
    r = json.loads(line)
    if r["record"] == "function" and "stores_through" in r:
        print((r["name"] + " " + " ".join(map(str, r["stores_through"]))))
END
    sort -o got got
    check_equal "$gcc $flags: what functions store through" "$(cat got)" "$(cat expected)"
  done
done

# What follows for tests.
$GCC -O0 -w -fplugin="$PLUGIN" -c list.c -o list.o
echo '#include "list.h"
struct node *elsewhere (const struct list *l) { return l->head; } void other (struct list *l) { (void) l; }' > other.c
cat > tests/list_test.c <<'END'
#include "../list.h"
#include <assert.h>
int length (struct list *), first (struct list *), count (struct list *), valid (struct list *), has (struct list *, int);
void push (struct list *, struct node *), clear (struct list *);
static void lengths (void)
{
  struct node one = { NULL, 5, "" };
  struct list l = { NULL, 0, 0 };
  assert (length (&l) == 0);
  l.head = &one;
  assert (length (&l) == 1);
}
static void counts (void)
{
  struct list l = { NULL, 7, 7 };
  count (&l);
  assert (l.count == 7);
}
static void valids (void)
{
  struct list l = { NULL, 7, 7 };
  assert (valid (&l) == 0);
}
static void pushes (void)
{
  struct node one = { NULL, 5, "" };
  struct list l;
  memset (&l, 0, sizeof l);
  push (&l, &one);
  assert (l.count == 1);
}
int main (void) { lengths (); counts (); valids (); pushes (); return 0; }
END
$GCC -O0 -w -fplugin="$PLUGIN" -c tests/list_test.c -o list_test.o
$GCC list_test.o list.o -x c -w other.c -o build/list_test
check "the test passes" build/list_test

run "$LOADBEARING" explain length build/list_test
check_contains "what it never stores through need not be read" "$out" "stub-proof: no constant in its place would pass all tests"
run "$LOADBEARING" explain count build/list_test
check_contains "what the test reads there is not its doing" "$out" "counts in build/list_test: called: what is asserted lies behind a pointer through which the function never stores"
run "$LOADBEARING" explain valid build/list_test
check_contains "a status is all that it gives" "$out" "semantic: only 0 would pass for its result"
check_contains "and one is not enough" "$out" "not stub-proof: the body 'return 0;' would pass the test"
run "$LOADBEARING" explain push build/list_test
check_contains "what it stores through is its output" "$out" "semantic: only 1 would pass for 'count' of what it stores through argument 1"

# Without the record of its own unit, all may be.
mkdir unasked
sed 's/"list": {[^}]*} *}/"list": {}/' loadbearing/policy.json > unasked/policy.json
$GCC -O0 -w -fplugin="$PLUGIN" -fplugin-arg-loadbearing-policy=unasked/policy.json -c list.c -o unasked.o
"$LOADBEARING" dump unasked.o > unasked.json
check_contains "the functions are marked" unasked.json '"domain":"list"'
check_not "no domain asks, so nothing is recorded" grep -q stores_through unasked.json
