#!/bin/bash
# Mutators that are seen through other functions: the labelled cases of evidence-views.txt, each a program of its own.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir loadbearing tests build
cat > loadbearing/policy.json <<'END'
{ "format": 1,
  "domains": { "list": { "tests": { "grade": "semantic", "at_least": 1, "stub_proof": true } }, "plain": {} },
  "mark": [ { "function": "plain_*", "domain": "plain" }, { "function": "*", "file": "li*.c", "domain": "list" } ],
  "tests": ["tests/**"], "severity": { "*": { "unaudited": "off" } } }
END
cat > list.h <<'END'
#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct item;
struct list;
struct stack { int items[4], used, noted; };
extern int list_scale;
struct list *list_new (void), *list_instance (void), *list_self (struct list *);
void list_create (struct list **), list_free (struct list *), list_push (struct list *, int), list_set (struct list *, int);
int list_length (const struct list *), list_get (const struct list *), list_size (struct list *), list_at (const struct list *, int);
int list_find (const struct list *, const char *), list_first (const struct list *), list_total (const struct list *), list_scaled (const struct list *);
const char *list_name (const struct list *);
bool list_is_used (const struct list *);
void list_rename (struct list *, const char *), list_add (struct list *, struct item *), list_put (struct list *, int, int);
void list_put_name (struct list *, const char *, int), list_clear (struct list *), list_log (struct list *), list_look (struct list *);
void list_use (struct list *, int), list_share (struct list *, struct list *), list_wrap (struct list *, const int *), list_touch (const struct list *);
int list_next (struct list *), list_position (const struct list *), list_take (const struct list *), list_serial (const struct list *);
int list_serial_below (const struct list *), list_stamp (const struct list *), list_try (struct list *, int);
void list_stage (struct list *, int), list_flush (void), list_each (const struct list *, void (*) (int));
int list_commit (void), run_all (void (*) (int)), plain_next (struct list *);
void plain_log (struct list *);
struct item *item_new (int), *list_item (const struct list *, int);
void item_set (struct item *, int);
void stack_init (struct stack *), stack_push (struct stack *, int), stack_note (struct stack *);
int stack_depth (const struct stack *);
extern void (*hook) (struct list *);
struct holder { struct list *list; };
void holder_grow (struct holder *);
int holder_add (const struct holder *), list_faked (const struct list *);
END
cat > list.c <<'END'
#include "list.h"
struct item { int value; };
struct list { struct item *items[8]; int length, value, position, logged, staged, used, named[2]; const char *name; const int *wrapped; struct list *shared; };
int list_scale = 1;
static struct list instance, *staged;
static void grow (struct list *l) { list_push (l, 1); }
void (*hook) (struct list *) = grow;
unsigned stamp (void);
struct item *item_new (int n) { struct item *i = malloc (sizeof *i); i->value = n; return i; }
void item_set (struct item *i, int n) { i->value = n; }
struct list *list_new (void) { return calloc (1, sizeof (struct list)); }
struct list *list_instance (void) { return &instance; }
struct list *list_self (struct list *l) { return l; }
void list_create (struct list **l) { *l = list_new (); }
void list_free (struct list *l) { free (l); }
static struct list *own (const struct list *l) { return (struct list *) (l->shared ? l->shared : l); }
void list_push (struct list *l, int n) { list_add (l, item_new (n)); }
void list_add (struct list *l, struct item *i) { struct list *o = own (l); o->items[o->length++] = i; }
void list_put (struct list *l, int at, int n) { l->items[at] = item_new (n); }
int list_at (const struct list *l, int at) { return l->items[at]->value; }
int list_length (const struct list *l) { return own (l)->length; }
int list_size (struct list *l) { return l->length; }
void list_set (struct list *l, int n) { l->value = n; }
int list_get (const struct list *l) { return l->value; }
int list_scaled (const struct list *l) { return l->value * list_scale; }
const char *list_name (const struct list *l) { return l->name; }
void list_rename (struct list *l, const char *name) { l->name = name; }
void list_put_name (struct list *l, const char *key, int n) { l->named[*key == 'a'] = n; }
int list_find (const struct list *l, const char *key) { return l->named[*key == 'a']; }
int list_total (const struct list *l) { int n = 0; for (int i = 0; i < l->length; i++) n += l->items[i]->value; return n; }
struct item *list_item (const struct list *l, int at) { return l->items[at]; }
void list_clear (struct list *l) { l->length = 0; }
void list_log (struct list *l) { l->logged++; }
void list_look (struct list *l) { printf ("%d\n", l->length); }
void list_touch (const struct list *l) { printf ("%d\n", l->length); }
bool list_is_used (const struct list *l) { return l->used || l->length; }
void list_use (struct list *l, int n) { l->used = n; }
void list_share (struct list *a, struct list *b) { a->shared = b; }
void list_wrap (struct list *l, const int *numbers) { l->wrapped = numbers; }
int list_first (const struct list *l) { return *l->wrapped; }
int list_next (struct list *l) { return l->items[l->position++]->value; }
int list_position (const struct list *l) { return l->position; }
int list_take (const struct list *l) { return l->items[((struct list *) l)->position++]->value; }
int list_serial (const struct list *l) { static int n; (void) l; return ++n; }
static int below (void) { static int n; return ++n; }
int list_serial_below (const struct list *l) { (void) l; return below (); }
int list_stamp (const struct list *l) { (void) l; return (int) stamp (); }
int list_try (struct list *l, int n) { list_push (l, n); return 0; }
void list_stage (struct list *l, int n) { staged = l; l->staged = n; }
void list_flush (void) { staged->value = staged->staged; }
int list_commit (void) { list_flush (); return 0; }
void list_each (const struct list *l, void (*f) (int)) { f (l->length); }
int run_all (void (*f) (int)) { f (1); return 1; }
void stack_init (struct stack *s) { s->used = s->noted = 0; }
void stack_push (struct stack *s, int n) { s->items[s->used++] = n; }
int stack_depth (const struct stack *s) { return s->used; }
void stack_note (struct stack *s) { s->noted = 1; }
int plain_next (struct list *l) { return list_next (l); }
void holder_grow (struct holder *h) { list_push (h->list, 1); }
int holder_add (const struct holder *h) { list_push (h->list, 1); return 1; }
void plain_log (struct list *l) { list_log (l); }
END
echo 'unsigned stamp (void) { static unsigned n; return ++n; }' > listed.c
# A fake, which the tests bring with them.
echo '#include "../list.h"
int list_faked (const struct list *l) { static int n; (void) l; return n++; }' > tests/fake.c
cat > run.py <<'END'
import re, subprocess, sys
source, compiler, plugin, command, option = sys.argv[1:6]
HEAD = """#include "../list.h"
static struct list *fixture;
static void grow (int n) { (void) n; list_push (fixture, 1); }
static void has_length (struct list *l, int n) { assert (list_length (l) == n); }
static void test (void) { %s }
int main (void) { fixture = list_instance (); test (); return 0; }
"""
def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr
compiled = [compiler, option, "-w", "-fplugin=" + plugin]
for unit in ("list", "listed", "tests/fake"):
    status, text = run(*compiled, "-c", unit + ".c", "-o", unit.split("/")[-1] + ".o")
    assert status == 0, text
wrong = count = 0
for block in re.split(r"(?m)^## ", open(source).read())[1:]:
    label, text = block.split("\n", 1)
    name, function, grade, proof, wanted = re.match(r'(\w+) (\w+) (\w+)( proof)?(?: "([^"]*)")?: .', label).groups()
    open("tests/case.c", "w").write(HEAD % text)
    trouble = None
    for words in ([*compiled, "-c", "tests/case.c", "-o", "case.o"], [compiler, "case.o", "list.o", "listed.o", "fake.o", "-o", "build/case"], ["build/case"]):
        status, text = run(*words)
        trouble = trouble or (status != 0 and (" ".join(words) + ": " + text))
    status, text = run(command, "explain", function, "build/case")
    got = re.search(r": test in build/case: (called|shape|semantic): (.*)", text)
    is_proof = "not stub-proof" not in text and "stub-proof" in text
    if not trouble and (not got or got.group(1) != grade or (wanted and wanted not in got.group(2)) or is_proof != bool(proof)):
        trouble = "%s%s expected, found %s\n%s" % (grade, proof or "", is_proof, "\n".join(l for l in text.split("\n") if "case" in l or "stub-proof" in l))
    if trouble:
        print("%s: %s" % (name, trouble))
        wrong += 1
    count += 1
print("%d cases, %d wrong" % (count, wrong))
sys.exit(wrong > 0 or count < 16)
END
for option in -O0 -O2; do
  check "mutators that are seen through others, $option" python3 run.py "$SOURCE/tests/cli/evidence-views.txt" "$GCC" "$PLUGIN" "$LOADBEARING" "$option"
done
