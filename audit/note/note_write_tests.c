/* Into the note: tests, and what they assert of the functions they use.  */
#include "note_write.h"

void
note_collect_tests (struct note_writer *e, const struct unit_facts *u)
{
  for (size_t i = 0; i < u->references_count; i++) {
    const struct reference_facts *r = &u->references[i];
    note_collect (e, r->test);
    note_collect (e, r->callee);
    note_collect (e, note_present (r->file));
    note_collect (e, note_present (r->reason));
    for (size_t o = 0; o < r->outputs_count; o++) {
      note_collect (e, r->outputs[o].name);
      note_collect (e, r->outputs[o].accepts);
    }
  }

  for (size_t i = 0; i < u->tests_count; i++) {
    const struct test_facts *t = &u->tests[i];
    note_collect (e, t->name);
    note_collect (e, note_present (t->file));
    note_collect_list (e, t->through, t->through_count);
    for (size_t k = 0; k < t->claims_count; k++) {
      note_collect (e, t->claims[k].function);
      note_collect (e, t->claims[k].written);
    }
    for (size_t k = 0; k < t->gaps_count; k++) {
      note_collect (e, note_present (t->gaps[k].file));
      note_collect (e, t->gaps[k].reason);
    }
  }
}

static void
put_reference (struct strbuf *out, const struct note_writer *e, const struct reference_facts *r)
{
  note_put_text (out, e, r->test);
  note_put_text (out, e, r->callee);
  note_put_text (out, e, r->file);
  note_put_number (out, r->line);
  note_put_number (out, r->column);
  note_put_number (out, r->grade);
  note_put_number (out, r->registered);
  note_put_text (out, e, r->reason);
  note_put_number (out, (uint32_t) r->outputs_count);
  for (size_t i = 0; i < r->outputs_count; i++) {
    note_put_text (out, e, r->outputs[i].name);
    note_put_text (out, e, r->outputs[i].accepts);
  }
}

static void
put_test (struct strbuf *out, const struct note_writer *e, const struct test_facts *t)
{
  note_put_text (out, e, t->name);
  note_put_text (out, e, t->file);
  note_put_number (out, t->line);
  note_put_number (out, t->column);
  note_put_number (out, t->flags);
  note_put_number (out, (uint32_t) t->through_count);
  for (size_t i = 0; i < t->through_count; i++)
    note_put_text (out, e, t->through[i]);
  note_put_number (out, (uint32_t) t->claims_count);
  for (size_t i = 0; i < t->claims_count; i++) {
    note_put_text (out, e, t->claims[i].function);
    note_put_optional (out, e, t->claims[i].written);
    note_put_number (out, t->claims[i].declared);
  }
  note_put_number (out, (uint32_t) t->gaps_count);
  for (size_t i = 0; i < t->gaps_count; i++) {
    note_put_text (out, e, t->gaps[i].file);
    note_put_number (out, t->gaps[i].line);
    note_put_number (out, t->gaps[i].column);
    note_put_text (out, e, t->gaps[i].reason);
  }
}

void
note_write_tests (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u)
{
  struct strbuf body = STRBUF_INIT;
  if (u->references_count) {
    note_put_number (&body, (uint32_t) u->references_count);
    for (size_t i = 0; i < u->references_count; i++)
      put_reference (&body, e, &u->references[i]);
    note_put_record (out, RECORD_REFERENCES, &body);
  }
  if (u->tests_count) {
    note_put_number (&body, (uint32_t) u->tests_count);
    for (size_t i = 0; i < u->tests_count; i++)
      put_test (&body, e, &u->tests[i]);
    note_put_record (out, RECORD_TESTS, &body);
  }
  strbuf_release (&body);
}
