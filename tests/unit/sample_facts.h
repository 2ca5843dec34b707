/* Facts for tests: rich ones from a fixed seed, that use every field, and
   plain ones with the proportions of real C code.  */
#ifndef LOADBEARING_SAMPLE_FACTS_H
#define LOADBEARING_SAMPLE_FACTS_H

#include "facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t sample_state = 88172645463325252u;

static inline unsigned
sample_number (unsigned below)
{
  sample_state ^= sample_state << 13;
  sample_state ^= sample_state >> 7;
  sample_state ^= sample_state << 17;
  return (unsigned) ((sample_state >> 16) % below);
}

static inline struct digest
sample_digest (unsigned length)
{
  struct digest d = { (uint8_t) length, { 0 } };
  for (unsigned i = 0; i < length; i++)
    d.bytes[i] = (uint8_t) sample_number (256);
  return d;
}

/* 0, 8, 16 or 32 bytes.  */
static inline struct digest
sample_any_digest (void)
{
  static const unsigned lengths[] = { 0, DIGEST_SHORT, DIGEST_HALF, DIGEST_FULL };
  return sample_digest (lengths[sample_number (4)]);
}

/* A name out of COUNT, alike at their beginnings; some very long, some not ASCII, one
   with quotes, a backslash and a line end.  */
static inline char *
sample_name (unsigned count)
{
  char text[400];
  unsigned n = sample_number (count);
  switch (n % 11) {
  case 0:
    memset (text, 'x', 300);
    snprintf (text + 300, 100, "_%u", n);
    break;
  case 1: snprintf (text, sizeof text, "caf\303\251_%u", n); break;
  case 2: snprintf (text, sizeof text, "odd\"\\\n\377 %u", n); break;
  default: snprintf (text, sizeof text, "price_%s_%u", n % 2 ? "quote" : "discount", n);
  }
  return memory_copy_text (text);
}

static inline char *
sample_maybe_name (unsigned count)
{
  return sample_number (3) ? sample_name (count) : NULL;
}

static inline void
sample_function (struct function_facts *f, bool marked)
{
  f->name = sample_name (1000000);
  f->shown = sample_number (4) ? NULL : sample_name (50);
  f->file = sample_number (2) ? memory_copy_text ("src/price.c") : sample_name (5);
  f->line = sample_number (3) ? sample_number (5000) : sample_number (4294967295u);
  f->column = sample_number (300);
  f->flags = sample_number (64) & ~(unsigned) FUNCTION_MARKED;
  f->track = (enum track) sample_number (2);
  f->unknown = sample_number (5) ? NULL : sample_name (3);
  if (marked) {
    f->flags |= FUNCTION_MARKED;
    f->origin = (enum mark_origin) sample_number (4);
    f->domain = memory_copy_text ("pricing");
    f->reason = sample_maybe_name (4);
    f->form = sample_maybe_name (1000);
  }
  f->layout = sample_number (4) ? sample_number (4294967295u) : 0;
  f->stores = f->flags & FUNCTION_MARKED ? sample_number (0x80000001u) : 0;
  f->branches = f->flags & FUNCTION_MARKED ? sample_number (40) : 0;
  if (marked || sample_number (3) == 0)
    for (int i = 0; i < ASPECT_COUNT; i++)
      f->aspects[i] = sample_any_digest ();
  else
    f->aspects[ASPECT_SOURCE] = sample_digest (DIGEST_HALF);
  unsigned calls = sample_number (12), depends = marked || sample_number (9) == 0 ? sample_number (40) : 0;
  f->calls = memory_get ((calls + 1) * sizeof *f->calls);
  for (; f->calls_count < calls; f->calls_count++)
    f->calls[f->calls_count] = sample_name (60);
  f->depends = memory_get ((depends + 1) * sizeof *f->depends);
  for (; f->depends_count < depends; f->depends_count++) {
    struct dependency *d = &f->depends[f->depends_count];
    d->contained = marked ? (uint8_t) sample_number (4) : 0;
    if (sample_number (3) == 0) {
      struct digest behaviour = { DIGEST_SHORT, { (uint8_t) sample_number (3) } };
      dependency_set_behaviour (d, &behaviour);
    }
    d->kind = (enum dependency_kind) sample_number (DEPENDENCY_KIND_COUNT);
    d->name = sample_name (60);
    d->digest = sample_number (4) ? (struct digest){ DIGEST_SHORT, { (uint8_t) sample_number (3) } }
                                  : sample_any_digest ();
    d->via = sample_number (2) ? NULL : sample_name (60);
  }
}

static inline void
sample_texts (char ***list, size_t *count, unsigned below)
{
  unsigned wanted = sample_number (below);
  *list = memory_get ((wanted + 1) * sizeof **list);
  for (; *count < wanted; ++*count)
    (*list)[*count] = sample_name (60);
}

static inline void
sample_reference (struct reference_facts *r)
{
  unsigned outputs = sample_number (4);
  r->test = sample_name (60);
  r->callee = sample_name (60);
  r->file = memory_copy_text ("tests/test_price.c");
  r->line = sample_number (500);
  r->column = sample_number (80);
  r->grade = (enum test_grade) sample_number (GRADE_PROVEN + 1);
  r->registered = sample_number (2);
  r->reason = sample_name (5);
  r->outputs = memory_get ((outputs + 1) * sizeof *r->outputs);
  for (; r->outputs_count < outputs; r->outputs_count++) {
    r->outputs[r->outputs_count].name = sample_name (9);
    r->outputs[r->outputs_count].accepts = sample_name (9);
  }
}

static inline void
sample_test (struct test_facts *t)
{
  unsigned claims = sample_number (4), gaps = sample_number (4);
  t->name = sample_name (1000);
  t->file = sample_name (5);
  t->line = sample_number (500);
  t->column = sample_number (80);
  t->flags = sample_number (16);
  sample_texts (&t->through, &t->through_count, 4);
  t->claims = memory_get ((claims + 1) * sizeof *t->claims);
  for (; t->claims_count < claims; t->claims_count++) {
    t->claims[t->claims_count].function = sample_name (60);
    t->claims[t->claims_count].written = sample_maybe_name (4);
    t->claims[t->claims_count].declared = sample_number (2);
  }
  t->gaps = memory_get ((gaps + 1) * sizeof *t->gaps);
  for (; t->gaps_count < gaps; t->gaps_count++) {
    struct test_gap *g = &t->gaps[t->gaps_count];
    g->file = sample_name (5);
    g->line = sample_number (500);
    g->column = sample_number (80);
    g->reason = sample_name (5);
  }
}

/* A unit with COUNT functions, and so many references and tests, that uses every field; finished.  */
static inline void
sample_unit (struct unit_facts *u, unsigned count)
{
  memset (u, 0, sizeof *u);
  u->source = memory_copy_text ("src/price.c");
  u->compiler = memory_copy_text ("gcc 12.2.0");
  u->language = memory_copy_text (sample_number (2) ? "C" : "C++");
  u->variant = memory_copy_text ("x86_64-linux-gnu");
  u->options = memory_copy_text (sample_number (2) ? "" : "-ftrapv -fwrapv");
  u->tree_class = sample_number (3) ? memory_copy_text ("gcc12/O") : NULL;
  u->behaviour_class = sample_number (3) ? memory_copy_text ("gcc12/O/1") : NULL;
  u->scheme = FINGERPRINT_SCHEME;
  u->input = (enum input_kind) sample_number (2);
  u->role = (enum role) sample_number (2);
  u->track = (enum track) sample_number (2);
  u->gate = (enum gate) sample_number (3);
  u->policy = sample_number (3) ? sample_digest (DIGEST_HALF) : sample_digest (0);
  for (unsigned i = 0; i < count; i++)
    sample_function (unit_facts_add (u), sample_number (3) == 0);
  for (size_t i = 0; i < u->functions_count; i++)
    u->with_forms = u->with_forms || u->functions[i].form;
  u->references = memory_get ((count + 1) * sizeof *u->references);
  for (; u->references_count < count; u->references_count++) {
    memset (&u->references[u->references_count], 0, sizeof *u->references);
    sample_reference (&u->references[u->references_count]);
  }
  u->tests = memory_get ((count + 1) * sizeof *u->tests);
  for (; u->tests_count < count; u->tests_count++) {
    memset (&u->tests[u->tests_count], 0, sizeof *u->tests);
    sample_test (&u->tests[u->tests_count]);
  }
  sample_texts (&u->addresses, &u->addresses_count, count + 1);
  u->pointed = memory_get ((count + 1) * sizeof *u->pointed);
  for (; u->pointed_count < count; u->pointed_count++) {
    u->pointed[u->pointed_count].type = sample_name (9);
    u->pointed[u->pointed_count].name = sample_name (9);
  }
  u->objects = memory_get ((count + 1) * sizeof *u->objects);
  for (; u->objects_count < count; u->objects_count++) {
    struct object_facts *o = &u->objects[u->objects_count];
    memset (o, 0, sizeof *o);
    o->name = sample_name (9);
    o->file = sample_number (2) ? memory_copy_text (u->source) : sample_name (5);
    o->line = sample_number (500);
    o->flags = sample_number (8);
    o->digest = sample_digest (DIGEST_HALF);
    sample_texts (&o->objects, &o->objects_count, 3);
    sample_texts (&o->functions, &o->functions_count, 3);
  }
  u->outside = memory_get ((count + 1) * sizeof *u->outside);
  for (; u->outside_count < count; u->outside_count++) {
    u->outside[u->outside_count].name = sample_name (9);
    u->outside[u->outside_count].linkage = sample_name (9);
  }
  u->reads = memory_get ((count + 1) * sizeof *u->reads);
  for (; u->reads_count < count; u->reads_count++) {
    struct object_reads *r = &u->reads[u->reads_count];
    memset (r, 0, sizeof *r);
    r->function = sample_name (9);
    sample_texts (&r->objects, &r->objects_count, 3);
    sample_texts (&r->functions, &r->functions_count, 3);
  }
  unit_facts_finish (u);
}

/* A unit as real C code has them: COUNT functions, named after their module in two or three
   words, each calling five others, half of them in the unit.  Of each PER_MARKED one is
   load-bearing (0: none), with 12 dependencies from what the unit shares.  */
static inline void
sample_plain_unit (struct unit_facts *u, unsigned number, unsigned count, unsigned per_marked)
{
  static const char *const verbs[] = { "get",     "set",  "add",    "remove", "create",
                                       "release", "find", "update", "init",   "process" };
  static const char *const nouns[] = { "Client", "Reply", "Object", "Key",   "Slot",
                                       "Buffer", "Node",  "Entry",  "Query", "Command" };
  static const char *const parts[] = { "",           "Length",   "ByName",   "Range", "State",
                                       "FromString", "Callback", "Internal", "Count", "WithFlags" };
  char text[128];

  memset (u, 0, sizeof *u);
  snprintf (text, sizeof text, "src/module%u.c", number);
  u->source = memory_copy_text (text);
  u->compiler = memory_copy_text ("gcc 12.2.0");
  u->language = memory_copy_text ("C");
  u->variant = memory_copy_text ("x86_64-linux-gnu");
  u->options = memory_copy_text ("");
  u->tree_class = memory_copy_text ("gcc12/O");
  u->scheme = FINGERPRINT_SCHEME;
  u->policy = sample_digest (DIGEST_HALF);
  for (unsigned i = 0; i < count; i++) {
    struct function_facts *f = unit_facts_add (u);
    snprintf (text, sizeof text, "%s%s%s%u", verbs[i % 10], nouns[i / 10 % 10], parts[(i + i / 10) % 10],
              i / 100 + number);
    f->name = memory_copy_text (text);
    f->file = memory_copy_text (u->source);
    f->line = 30 + 25 * i;
    f->column = 1 + sample_number (20);
    f->flags = sample_number (2) ? FUNCTION_STATIC : 0;
    f->aspects[ASPECT_SOURCE] = sample_digest (DIGEST_HALF);
    f->layout = 1 + sample_number (1000000000);
    f->calls = memory_get (5 * sizeof *f->calls);
    for (; f->calls_count < 5; f->calls_count++) {
      unsigned other = sample_number (f->calls_count % 2 ? count : 3 * count),
               home = f->calls_count % 2 ? number : number + 1;
      snprintf (text, sizeof text, "%s%s%s%u", verbs[other % 10], nouns[other / 10 % 10],
                parts[(other + other / 10) % 10], other / 100 + home);
      f->calls[f->calls_count] = memory_copy_text (text);
    }
    if (per_marked == 0 || i % per_marked)
      continue;
    f->flags |= FUNCTION_MARKED;
    f->origin = MARK_ATTRIBUTE;
    f->domain = memory_copy_text ("pricing");
    f->reason = memory_copy_text ("discount before markup, ADR 12");
    f->aspects[ASPECT_INTERFACE] = sample_digest (DIGEST_FULL);
    f->aspects[ASPECT_SOURCE] = sample_digest (DIGEST_FULL);
    f->aspects[ASPECT_TREE] = sample_digest (DIGEST_FULL);
    f->aspects[ASPECT_BEHAVIOUR] = sample_digest (DIGEST_FULL);
    f->aspects[ASPECT_DEPENDENCIES] = sample_digest (DIGEST_FULL);
    f->depends = memory_get (12 * sizeof *f->depends);
    for (; f->depends_count < 12; f->depends_count++) {
      struct dependency *d = &f->depends[f->depends_count];
      unsigned n = sample_number (40);
      snprintf (text, sizeof text, n % 4 == 0 ? "struct %s%s" : "%s%s", nouns[n % 10], parts[n / 4]);
      d->kind = n % 4 == 0   ? DEPENDENCY_TYPE
                : n % 4 == 1 ? DEPENDENCY_INTERFACE
                : n % 4 == 2 ? DEPENDENCY_OBJECT
                             : DEPENDENCY_FUNCTION;
      d->name = memory_copy_text (text);
      d->digest = (struct digest){ DIGEST_SHORT, { (uint8_t) n, 7, 9, 11, 13, 17, 19, 23 } };
      d->via = sample_number (2) ? memory_copy_text (f->calls[sample_number (5)]) : NULL;
    }
  }
  unit_facts_finish (u);
}

#endif
