/* Payloads of notes, for tests: their bytes, and whether the facts behind them are the same.  */
#ifndef NOTE_PAYLOADS_H
#define NOTE_PAYLOADS_H

#include "note/note.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sample_facts.h"

static inline void
same_text (const char *a, const char *b)
{
  if (!a || !b)
    ck_assert_msg (a == b, "'%s' became '%s'", a ? a : "nothing", b ? b : "nothing");
  else
    ck_assert_str_eq (a, b);
}

static inline void
same_digest (const struct digest *a, const struct digest *b)
{
  ck_assert_int_eq (a->length, b->length);
  ck_assert_mem_eq (a->bytes, b->bytes, a->length);
}

static inline void
same_function (const struct function_facts *a, const struct function_facts *b)
{
  same_text (a->name, b->name);
  same_text (a->shown, b->shown);
  same_text (a->file, b->file);
  ck_assert_uint_eq (a->line, b->line);
  ck_assert_uint_eq (a->column, b->column);
  ck_assert_uint_eq (a->flags, b->flags);
  ck_assert_int_eq (a->track, b->track);
  ck_assert_int_eq (a->origin, b->origin);
  same_text (a->domain, b->domain);
  same_text (a->reason, b->reason);
  for (int i = 0; i < ASPECT_COUNT; i++)
    same_digest (&a->aspects[i], &b->aspects[i]);
  same_text (a->unknown, b->unknown);
  same_text (a->form, b->form);
  ck_assert_uint_eq (a->layout, b->layout);
  ck_assert_uint_eq (a->stores, b->stores);
  ck_assert_uint_eq (a->branches, b->branches);
  ck_assert_uint_eq (a->calls_count, b->calls_count);
  for (size_t i = 0; i < a->calls_count; i++)
    same_text (a->calls[i], b->calls[i]);
  ck_assert_uint_eq (a->depends_count, b->depends_count);
  for (size_t i = 0; i < a->depends_count; i++) {
    ck_assert_int_eq (a->depends[i].kind, b->depends[i].kind);
    same_text (a->depends[i].name, b->depends[i].name);
    same_digest (&a->depends[i].digest, &b->depends[i].digest);
    same_text (a->depends[i].via, b->depends[i].via);
    ck_assert_int_eq (a->depends[i].contained, b->depends[i].contained);
    struct digest one = dependency_behaviour (&a->depends[i]), other = dependency_behaviour (&b->depends[i]);
    same_digest (&one, &other);
  }
}

static inline void
same_texts (char **a, size_t a_count, char **b, size_t b_count)
{
  ck_assert_uint_eq (a_count, b_count);
  for (size_t i = 0; i < a_count; i++)
    same_text (a[i], b[i]);
}

static inline void
same_reference (const struct reference_facts *a, const struct reference_facts *b)
{
  same_text (a->test, b->test);
  same_text (a->callee, b->callee);
  same_text (a->file, b->file);
  ck_assert_uint_eq (a->line, b->line);
  ck_assert_uint_eq (a->column, b->column);
  ck_assert_int_eq (a->grade, b->grade);
  ck_assert_int_eq (a->registered, b->registered);
  same_text (a->reason, b->reason);
  ck_assert_uint_eq (a->outputs_count, b->outputs_count);
  for (size_t i = 0; i < a->outputs_count; i++) {
    same_text (a->outputs[i].name, b->outputs[i].name);
    same_text (a->outputs[i].accepts, b->outputs[i].accepts);
  }
}

static inline void
same_test (const struct test_facts *a, const struct test_facts *b)
{
  same_text (a->name, b->name);
  same_text (a->file, b->file);
  ck_assert_uint_eq (a->line, b->line);
  ck_assert_uint_eq (a->column, b->column);
  ck_assert_uint_eq (a->flags, b->flags);
  same_texts (a->through, a->through_count, b->through, b->through_count);
  ck_assert_uint_eq (a->claims_count, b->claims_count);
  for (size_t i = 0; i < a->claims_count; i++) {
    same_text (a->claims[i].function, b->claims[i].function);
    same_text (a->claims[i].written, b->claims[i].written);
    ck_assert_int_eq (a->claims[i].declared, b->claims[i].declared);
  }
  ck_assert_uint_eq (a->gaps_count, b->gaps_count);
  for (size_t i = 0; i < a->gaps_count; i++) {
    same_text (a->gaps[i].file, b->gaps[i].file);
    ck_assert_uint_eq (a->gaps[i].line, b->gaps[i].line);
    ck_assert_uint_eq (a->gaps[i].column, b->gaps[i].column);
    same_text (a->gaps[i].reason, b->gaps[i].reason);
  }
}

static inline void
same_unit (const struct unit_facts *a, const struct unit_facts *b)
{
  same_digest (&a->id, &b->id);
  same_text (a->source, b->source);
  same_text (a->compiler, b->compiler);
  same_text (a->language, b->language);
  same_text (a->variant, b->variant);
  same_text (a->options, b->options);
  same_text (a->tree_class, b->tree_class);
  same_text (a->behaviour_class, b->behaviour_class);
  ck_assert_uint_eq (a->scheme, b->scheme);
  ck_assert_int_eq (a->input, b->input);
  ck_assert_int_eq (a->role, b->role);
  ck_assert_int_eq (a->track, b->track);
  ck_assert_int_eq (a->gate, b->gate);
  same_digest (&a->policy, &b->policy);
  ck_assert_uint_eq (a->functions_count, b->functions_count);
  for (size_t i = 0; i < a->functions_count; i++)
    same_function (&a->functions[i], &b->functions[i]);
  ck_assert_uint_eq (a->references_count, b->references_count);
  for (size_t i = 0; i < a->references_count; i++)
    same_reference (&a->references[i], &b->references[i]);
  ck_assert_uint_eq (a->tests_count, b->tests_count);
  for (size_t i = 0; i < a->tests_count; i++)
    same_test (&a->tests[i], &b->tests[i]);
  same_texts (a->addresses, a->addresses_count, b->addresses, b->addresses_count);
  ck_assert_uint_eq (a->pointed_count, b->pointed_count);
  for (size_t i = 0; i < a->pointed_count; i++) {
    same_text (a->pointed[i].type, b->pointed[i].type);
    same_text (a->pointed[i].name, b->pointed[i].name);
  }
  ck_assert_uint_eq (a->objects_count, b->objects_count);
  for (size_t i = 0; i < a->objects_count; i++) {
    const struct object_facts *x = &a->objects[i], *y = &b->objects[i];
    same_text (x->name, y->name);
    same_text (x->file, y->file);
    ck_assert_uint_eq (x->line, y->line);
    ck_assert_uint_eq (x->flags, y->flags);
    same_digest (&x->digest, &y->digest);
    same_texts (x->objects, x->objects_count, y->objects, y->objects_count);
    same_texts (x->functions, x->functions_count, y->functions, y->functions_count);
  }
  ck_assert_uint_eq (a->outside_count, b->outside_count);
  for (size_t i = 0; i < a->outside_count; i++) {
    same_text (a->outside[i].name, b->outside[i].name);
    same_text (a->outside[i].linkage, b->outside[i].linkage);
  }
  ck_assert_uint_eq (a->reads_count, b->reads_count);
  for (size_t i = 0; i < a->reads_count; i++) {
    const struct object_reads *x = &a->reads[i], *y = &b->reads[i];
    same_text (x->function, y->function);
    same_texts (x->objects, x->objects_count, y->objects, y->objects_count);
    same_texts (x->functions, x->functions_count, y->functions, y->functions_count);
  }
}

/* Decodes an exact copy, so that reading one byte too far is noticed.  */
static inline bool
decode (const void *bytes, size_t size, struct unit_facts *u, struct strbuf *err)
{
  void *copy = malloc (size ? size : 1);
  memcpy (copy, bytes, size);
  bool good = note_decode (copy, size, u, err);
  free (copy);
  return good;
}

static inline void
put_number (struct strbuf *out, size_t number)
{
  for (; number >= 0x80; number >>= 7)
    strbuf_add_char (out, (char) (number | 0x80));
  strbuf_add_char (out, (char) number);
}

#endif
