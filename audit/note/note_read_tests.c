/* From the note: tests, and what they assert of the functions they use.  */
#include "note_read.h"

#include <string.h>

static void
read_reference (struct note_reader *d, struct reference_facts *r)
{
  r->test = note_get_string (d);
  r->callee = note_get_string (d);
  r->file = note_get_string (d);
  r->line = note_get_number (d);
  r->column = note_get_number (d);
  r->grade = (enum test_grade) note_get_limited (d, GRADE_PROVEN + 1, "grade");
  r->registered = note_get_limited (d, 2, "registration") != 0;
  r->reason = note_get_string (d);
  uint32_t count = note_get_count (d, OUTPUT_LEAST, "outputs");
  r->outputs = NOTE_TAKE (d, count, struct reference_output);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    r->outputs[i].name = note_get_string (d);
    r->outputs[i].accepts = note_get_string (d);
  }
  r->outputs_count = count;
}

void
note_read_references (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = note_get_count (d, REFERENCE_LEAST, "references");
  u->references = NOTE_TAKE (d, count, struct reference_facts);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    read_reference (d, &u->references[i]);
    if (!d->failed && i > 0 && reference_compare (&u->references[i - 1], &u->references[i]) > 0)
      note_fail (d, "references out of order");
  }
  u->references_count = d->failed ? 0 : count;
}

static void
read_test (struct note_reader *d, struct test_facts *t)
{
  t->name = note_get_string (d);
  t->file = note_get_string (d);
  t->line = note_get_number (d);
  t->column = note_get_number (d);
  t->flags = note_get_limited (d, TEST_FLAGS_LIMIT, "test flags");
  uint32_t through = note_get_count (d, 1, "functions that run a test");
  t->through = note_get_texts (d, through);
  t->through_count = through;
  uint32_t claims = note_get_count (d, CLAIM_LEAST, "claims");
  t->claims = NOTE_TAKE (d, claims, struct test_claim);
  for (uint32_t i = 0; i < claims && !d->failed; i++) {
    t->claims[i].function = note_get_string (d);
    t->claims[i].written = note_get_optional (d);
    t->claims[i].declared = note_get_limited (d, 2, "declaration") != 0;
  }
  t->claims_count = claims;
  uint32_t gaps = note_get_count (d, GAP_LEAST, "gaps");
  t->gaps = NOTE_TAKE (d, gaps, struct test_gap);
  for (uint32_t i = 0; i < gaps && !d->failed; i++) {
    t->gaps[i].file = note_get_string (d);
    t->gaps[i].line = note_get_number (d);
    t->gaps[i].column = note_get_number (d);
    t->gaps[i].reason = note_get_string (d);
  }
  t->gaps_count = gaps;
}

void
note_read_tests (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = note_get_count (d, TEST_LEAST, "tests");
  u->tests = NOTE_TAKE (d, count, struct test_facts);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    read_test (d, &u->tests[i]);
    if (!d->failed && i > 0 && strcmp (u->tests[i - 1].name, u->tests[i].name) > 0)
      note_fail (d, "tests out of order");
  }
  u->tests_count = d->failed ? 0 : count;
}
