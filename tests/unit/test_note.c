/* The note: what is encoded is decoded, and hostile bytes do no harm.  */
#include "note.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sample_facts.h"

static void
same_text (const char *a, const char *b)
{
  if (!a || !b)
    ck_assert_msg (a == b, "'%s' became '%s'", a ? a : "nothing", b ? b : "nothing");
  else
    ck_assert_str_eq (a, b);
}

static void
same_digest (const struct digest *a, const struct digest *b)
{
  ck_assert_int_eq (a->length, b->length);
  ck_assert_mem_eq (a->bytes, b->bytes, a->length);
}

static void
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

static void
same_texts (char **a, size_t a_count, char **b, size_t b_count)
{
  ck_assert_uint_eq (a_count, b_count);
  for (size_t i = 0; i < a_count; i++)
    same_text (a[i], b[i]);
}

static void
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

static void
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

static void
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
static bool
decode (const void *bytes, size_t size, struct unit_facts *u, struct strbuf *err)
{
  void *copy = malloc (size ? size : 1);
  memcpy (copy, bytes, size);
  bool good = note_decode (copy, size, u, err);
  free (copy);
  return good;
}

START_TEST (round_trip)
{
  struct unit_facts u, back;
  struct strbuf payload = STRBUF_INIT, again = STRBUF_INIT, err = STRBUF_INIT;
  sample_state += (uint64_t) _i;
  sample_unit (&u, (unsigned) _i * 3);
  note_encode (&u, &payload);
  ck_assert_msg (decode (payload.text, payload.length, &back, &err), "%s", strbuf_text (&err));
  same_unit (&u, &back);
  note_encode (&back, &again);
  ck_assert_uint_eq (payload.length, again.length);
  ck_assert_mem_eq (payload.text, again.text, payload.length);
  unit_facts_release (&u);
  unit_facts_release (&back);
  strbuf_release (&payload);
  strbuf_release (&again);
}
END_TEST

START_TEST (empty_unit)
{
  struct unit_facts u = { .scheme = 1 }, back;
  struct strbuf payload = STRBUF_INIT, err = STRBUF_INIT;
  unit_facts_finish (&u);
  note_encode (&u, &payload);
  ck_assert_msg (decode (payload.text, payload.length, &back, &err), "%s", strbuf_text (&err));
  ck_assert_uint_eq (back.functions_count, 0);
  ck_assert_str_eq (back.source, "");
  unit_facts_release (&back);
  strbuf_release (&payload);
}
END_TEST

START_TEST (id_is_digest_of_payload_without_it)
{
  struct unit_facts u;
  struct strbuf payload = STRBUF_INIT;
  sample_unit (&u, 20);
  note_encode (&u, &payload);
  ck_assert_mem_eq (payload.text + 1, u.id.bytes, DIGEST_HALF);
  memset (payload.text + 1, 0, DIGEST_HALF);
  struct digest id = digest_of (payload.text, payload.length, DIGEST_HALF);
  ck_assert_mem_eq (id.bytes, u.id.bytes, DIGEST_HALF);
  unit_facts_release (&u);
  strbuf_release (&payload);
}
END_TEST

/* But for whole records of what may be missing, which are at the end: forms, layout and what is stored through.  */
START_TEST (every_truncation_is_refused)
{
  struct unit_facts u, back;
  struct strbuf payload = STRBUF_INIT, err = STRBUF_INIT;
  sample_unit (&u, 25);
  u.with_forms = false;
  for (size_t i = 0; i < u.functions_count; i++)
    u.functions[i].layout = u.functions[i].stores = u.functions[i].branches = 0;
  note_encode (&u, &payload);
  for (size_t size = 0; size < payload.length; size++) {
    strbuf_clear (&err);
    ck_assert_msg (!decode (payload.text, size, &back, &err), "%zu of %zu bytes were enough", size, payload.length);
    ck_assert_uint_gt (err.length, 0);
    ck_assert_ptr_null (strchr (strbuf_text (&err), '\n'));
    ck_assert_ptr_null (back.functions);
    ck_assert_ptr_null (back.storage);
  }
  unit_facts_release (&u);
  strbuf_release (&payload);
  strbuf_release (&err);
}
END_TEST

/* Any byte, altered in nine ways: refused with one message, or facts that can
   be written and read again.  */
START_TEST (every_corruption_is_survived)
{
  struct unit_facts u, back, third;
  struct strbuf payload = STRBUF_INIT, err = STRBUF_INIT, again = STRBUF_INIT, once_more = STRBUF_INIT;
  size_t refused = 0, accepted = 0;
  sample_unit (&u, 12);
  note_encode (&u, &payload);
  for (size_t at = 0; at < payload.length; at++)
    for (int way = 0; way < 9; way++) {
      char before = payload.text[at];
      payload.text[at] = (char) (way == 8 ? ~before : before ^ 1 << way);
      strbuf_clear (&err);
      strbuf_clear (&again);
      if (decode (payload.text, payload.length, &back, &err)) {
        accepted++;
        note_encode (&back, &again);
        if (!decode (again.text, again.length, &third, &err))
          ck_abort_msg ("byte %zu, way %d: %s", at, way, strbuf_text (&err));
        strbuf_clear (&once_more);
        note_encode (&third, &once_more);
        if (again.length != once_more.length || memcmp (again.text, once_more.text, again.length) != 0)
          ck_abort_msg ("byte %zu, way %d: not the same after writing and reading", at, way);
        unit_facts_release (&third);
        unit_facts_release (&back);
      } else {
        refused++;
        if (err.length == 0 || strchr (strbuf_text (&err), '\n') || back.storage)
          ck_abort_msg ("byte %zu, way %d: refused with '%s'", at, way, strbuf_text (&err));
      }
      payload.text[at] = before;
    }
  ck_assert_uint_gt (refused, 0);
  ck_assert_uint_gt (accepted, 0);
  unit_facts_release (&u);
  strbuf_release (&payload);
  strbuf_release (&again);
  strbuf_release (&once_more);
  strbuf_release (&err);
}
END_TEST

/* Random bytes behind a good beginning reach deeper than random bytes alone.  */
START_TEST (rubbish_is_survived)
{
  struct unit_facts u, back;
  struct strbuf payload = STRBUF_INIT, err = STRBUF_INIT;
  sample_unit (&u, 10);
  note_encode (&u, &payload);
  for (int i = 0; i < 20000; i++) {
    struct strbuf bytes = STRBUF_INIT;
    strbuf_add (&bytes, payload.text, payload.length);
    size_t start = 17 + sample_number ((unsigned) payload.length - 17), end = start + 1 + sample_number (40);
    for (size_t at = start; at < end && at < bytes.length; at++)
      bytes.text[at] = (char) sample_number (256);
    strbuf_clear (&err);
    if (decode (bytes.text, bytes.length, &back, &err))
      unit_facts_release (&back);
    else
      ck_assert_uint_gt (err.length, 0);
    strbuf_release (&bytes);
  }
  unit_facts_release (&u);
  strbuf_release (&payload);
  strbuf_release (&err);
}
END_TEST

/* Payloads by hand.  */

static void
refuses (const char *bytes, size_t size, const char *message)
{
  struct unit_facts u;
  struct strbuf err = STRBUF_INIT;
  ck_assert_msg (!decode (bytes, size, &u, &err), "accepted, but expected: %s", message);
  ck_assert_str_eq (strbuf_text (&err), message);
  strbuf_release (&err);
}

#define ID "0123456789abcdef"
#define REFUSES(bytes, message) refuses (bytes, sizeof bytes - 1, message)
/* A table of one string, "".  */
#define STRINGS_1 "\1\3\1\0\0"

START_TEST (messages)
{
  refuses ("", 0, "truncated record at byte 0");
  REFUSES ("\7" ID, "unknown version 7; this loadbearing reads version 1");
  REFUSES ("\1"
           "0123",
           "truncated record at byte 1");
  REFUSES ("\1" ID, "no unit record before byte 17");
  REFUSES ("\1" ID "\1\11"
           "abc",
           "truncated record at byte 17: 9 bytes announced, 3 there");
  REFUSES ("\1" ID "\1\377\377\377\377\37", "number too large at byte 22");
  REFUSES ("\1" ID "\2\1\1", "record 2 at byte 17 comes before the strings");
  REFUSES ("\1" ID "\1\4\377\377\377\177", "268435455 strings at byte 19 are more than the record can hold");
  REFUSES ("\1" ID "\1\5\1\1\1"
           "ab",
           "string at byte 20 shares more than there is");
  REFUSES ("\1" ID "\1\5\1\0\2"
           "a\0",
           "string at byte 20 holds a zero byte");
  REFUSES ("\1" ID "\1\7\2\0\1"
           "b\0\1"
           "a",
           "string at byte 23 is out of order");
  REFUSES ("\1" ID STRINGS_1 "\2\1\5", "string 5 at byte 24 is beyond the 1 in the table");
  REFUSES ("\1" ID STRINGS_1 STRINGS_1, "second string record at byte 22");
  REFUSES ("\1" ID STRINGS_1 "\4\1\0", "record 4 at byte 22 comes before the unit");
  REFUSES ("\1" ID STRINGS_1 "\2\15\0\0\0\0\0\0\1\0\7\0\0\0\0", "role 7 at byte 32 is out of range");
  REFUSES ("\1" ID STRINGS_1 "\2\15\0\0\0\0\0\0\1\0\0\0\0\0\1",
           "1 functions before byte 37 are more than the note can hold");
  REFUSES ("\1" ID STRINGS_1 "\2\15\0\0\0\0\0\0\1\0\0\0\0\0\1\143\7"
           "padding",
           "0 functions where the unit counts 1");
  REFUSES ("\1" ID STRINGS_1 "\2\15\0\0\0\0\0\0\1\0\0\0\0\0\1\4\11\200\200\1\0\0\0\0\0\0",
           "function at byte 39 holds what this loadbearing does not know");
  REFUSES ("\1" ID STRINGS_1 "\2\15\0\0\0\0\0\0\1\0\0\0\0\0\1\5\10\0\0\0\0\0\0\0\0",
           "function at byte 39 is in a record of the wrong type");
  REFUSES ("\1" ID STRINGS_1 "\2\15\0\0\0\0\0\0\1\0\0\0\0\0\1\5\7\210\2\0\0\0\0\0",
           "load-bearing function at byte 39 has no domain");
  REFUSES ("\1" ID STRINGS_1 "\3\3\1\37\0", "kind of dependency 31 at byte 25 is out of range");
}
END_TEST

static void
put_number (struct strbuf *out, size_t number)
{
  for (; number >= 0x80; number >>= 7)
    strbuf_add_char (out, (char) (number | 0x80));
  strbuf_add_char (out, (char) number);
}

/* A few bytes must not become gigabytes.  */
START_TEST (strings_do_not_explode)
{
  struct strbuf strings = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  struct unit_facts u;
  size_t count = 40000, length = 60000;
  put_number (&strings, count);
  put_number (&strings, 0);
  put_number (&strings, length);
  for (size_t i = 0; i < length; i++)
    strbuf_add_char (&strings, 'a');
  for (size_t i = 1; i < count; i++) {
    put_number (&strings, length + i - 1); /* all of the one before */
    strbuf_add (&strings, "\1b", 2);       /* and a letter */
  }
  strbuf_add_text (&payload, "\1" ID "\1");
  put_number (&payload, strings.length);
  strbuf_add (&payload, strings.text, strings.length);
  ck_assert (!decode (payload.text, payload.length, &u, &err));
  ck_assert_msg (strstr (strbuf_text (&err), "expand too far") != NULL, "%s", strbuf_text (&err));
  strbuf_release (&payload);
  strbuf_release (&strings);
  strbuf_release (&err);
}
END_TEST

/* But real names, long and alike, must pass: the encoder shares less then.  */
START_TEST (long_names_alike_pass)
{
  struct unit_facts u, back;
  struct strbuf payload = STRBUF_INIT, err = STRBUF_INIT;
  sample_unit (&u, 0);
  for (int i = 0; i < 3000; i++) {
    char name[700];
    memset (name, 'v', 600);
    snprintf (name + 600, 100, "%05d", i);
    struct function_facts *f = unit_facts_add (&u);
    f->name = memory_copy_text (name);
    f->file = memory_copy_text ("a.cc");
    f->aspects[ASPECT_SOURCE] = sample_digest (DIGEST_HALF);
  }
  unit_facts_finish (&u);
  note_encode (&u, &payload);
  ck_assert_msg (decode (payload.text, payload.length, &back, &err), "%s", strbuf_text (&err));
  same_unit (&u, &back);
  unit_facts_release (&u);
  unit_facts_release (&back);
  strbuf_release (&payload);
}
END_TEST

static size_t
get_number (const char *bytes, size_t *at)
{
  size_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    unsigned char byte = (unsigned char) bytes[(*at)++];
    number |= (size_t) (byte & 0x7f) << shift;
    if (!(byte & 0x80))
      return number;
  }
}

/* What a later version may add: records of new types between ours, and more
   bytes at the end of those that are not lists.  */
START_TEST (later_additions_are_skipped)
{
  struct unit_facts u, back;
  struct strbuf payload = STRBUF_INIT, later = STRBUF_INIT, err = STRBUF_INIT;
  sample_unit (&u, 15);
  note_encode (&u, &payload);
  strbuf_add (&later, payload.text, 17);
  strbuf_add (&later, "\7\3xyz", 5);
  for (size_t at = 17; at < payload.length;) {
    size_t type = get_number (payload.text, &at), size = get_number (payload.text, &at);
    bool list = type == 4 || type == 9;
    put_number (&later, type);
    put_number (&later, size + (list ? 0 : 4));
    strbuf_add (&later, payload.text + at, size);
    strbuf_add (&later, "more", list ? 0 : 4);
    put_number (&later, 300000);
    put_number (&later, 5);
    strbuf_add (&later, "later", 5);
    at += size;
  }
  ck_assert_msg (decode (later.text, later.length, &back, &err), "%s", strbuf_text (&err));
  same_unit (&u, &back);
  unit_facts_release (&u);
  unit_facts_release (&back);
  strbuf_release (&payload);
  strbuf_release (&later);
}
END_TEST

/* Forms are in the note only where that is asked for.  */
START_TEST (forms_are_left_out)
{
  struct unit_facts u, back;
  struct strbuf with = STRBUF_INIT, without = STRBUF_INIT, err = STRBUF_INIT;
  size_t forms = 0;
  sample_unit (&u, 40);
  ck_assert (u.with_forms);
  note_encode (&u, &with);
  u.with_forms = false;
  note_encode (&u, &without);
  ck_assert (decode (without.text, without.length, &back, &err));
  for (size_t i = 0; i < u.functions_count; i++) {
    forms += u.functions[i].form != NULL;
    ck_assert_ptr_null (back.functions[i].form);
    ck_assert_uint_eq (u.functions[i].layout, back.functions[i].layout);
  }
  ck_assert_uint_gt (forms, 0);
  ck_assert_uint_gt (with.length, without.length + 10 * forms);
  unit_facts_release (&u);
  unit_facts_release (&back);
  strbuf_release (&with);
  strbuf_release (&without);
}
END_TEST

/* A form of a function that is not there, a second one, one with a zero byte; layouts before the functions.  */
START_TEST (wrong_forms_are_refused)
{
  static const struct {
    const char *record, *message;
    size_t size;
  } cases[] = { { "\x9\x3\x7fxy", "there is not", 5 },
                { "\x9\x2\0x\x9\x2\0y", "second form", 8 },
                { "\x9\x3\0x\0", "zero byte", 5 },
                { "\xa\x3xyz", "fewer than the functions", 5 } };
  struct unit_facts u, back;
  memset (&u, 0, sizeof u);
  sample_plain_unit (&u, 1, 4, 2);
  for (size_t i = 0; i < u.functions_count; i++)
    u.functions[i].layout = u.functions[i].stores = u.functions[i].branches = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct strbuf payload = STRBUF_INIT, err = STRBUF_INIT;
    note_encode (&u, &payload);
    strbuf_add (&payload, cases[i].record, cases[i].size);
    ck_assert (!decode (payload.text, payload.length, &back, &err));
    ck_assert_msg (strstr (strbuf_text (&err), cases[i].message) != NULL, "%s", strbuf_text (&err));
    strbuf_release (&payload);
    strbuf_release (&err);
  }
  unit_facts_release (&u);
}
END_TEST

/* Sizes, of facts with the proportions of real code.  */

static size_t
bytes_of_plain (unsigned units, unsigned functions, unsigned per_marked)
{
  size_t bytes = 0;
  for (unsigned i = 0; i < units; i++) {
    struct unit_facts u;
    struct strbuf payload = STRBUF_INIT, section = STRBUF_INIT;
    sample_plain_unit (&u, i, functions, per_marked);
    note_encode (&u, &payload);
    note_wrap (&payload, false, &section);
    bytes += section.length;
    strbuf_release (&payload);
    strbuf_release (&section);
    unit_facts_release (&u);
  }
  return bytes;
}

START_TEST (sizes_keep_within_budget)
{
  size_t ordinary = bytes_of_plain (20, 60, 0), marked = bytes_of_plain (20, 60, 1), some = bytes_of_plain (20, 60, 20);
  printf ("# bytes per function: %.1f ordinary, %.1f load-bearing, %.1f with one in 20 load-bearing\n",
          (double) ordinary / 1200, (double) marked / 1200, (double) some / 1200);
  ck_assert_uint_le (ordinary, 64 * 1200);
  ck_assert_uint_le (marked, 400 * 1200);
}
END_TEST

/* Sections.  */

struct visited {
  unsigned count;
  struct {
    uint32_t type;
    size_t size;
    char bytes[16];
  } list[8];
  unsigned stop_at;
};

static bool
visit (uint32_t type, const void *payload, size_t size, void *data)
{
  struct visited *v = data;
  ck_assert_uint_lt (v->count, 8);
  v->list[v->count].type = type;
  v->list[v->count].size = size;
  memcpy (v->list[v->count].bytes, payload, size < 16 ? size : 16);
  v->count++;
  return v->count != v->stop_at;
}

static bool
walk (const struct strbuf *section, bool big_endian, struct visited *v, struct strbuf *err)
{
  void *copy = malloc (section->length ? section->length : 1);
  memcpy (copy, strbuf_text (section), section->length);
  bool good = note_walk (copy, section->length, big_endian, visit, v, err);
  free (copy);
  return good;
}

static void
put_note (struct strbuf *out, bool big_endian, uint32_t name_size, const char *name, uint32_t size, const char *bytes)
{
  uint32_t words[3] = { name_size, size, 1 };
  for (int w = 0; w < 3; w++)
    for (int i = 0; i < 4; i++)
      strbuf_add_char (out, (char) (words[w] >> 8 * (big_endian ? 3 - i : i)));
  strbuf_add (out, name, name_size);
  while (out->length % 4)
    strbuf_add_char (out, '\0');
  strbuf_add (out, bytes, size);
  while (out->length % 4)
    strbuf_add_char (out, '\0');
}

START_TEST (walk_finds_ours_between_others)
{
  bool big_endian = _i != 0;
  struct strbuf section = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  struct visited v = { 0 };
  put_note (&section, big_endian, 4, "GNU", 16, "sixteen bytes of");
  strbuf_add_text (&payload, "first");
  note_wrap (&payload, big_endian, &section);
  put_note (&section, big_endian, 7, "Xen\0abc", 3, "odd");
  put_note (&section, big_endian, 100,
            "a name that is a hundred bytes long, which is more than usual but nothing that a reader may choke on", 0,
            "");
  strbuf_clear (&payload);
  strbuf_add_text (&payload, "the second");
  note_wrap (&payload, big_endian, &section);
  put_note (&section, big_endian, 11, "loadbearing", 4, "nope"); /* without its NUL: another owner */
  put_note (&section, big_endian, 12, "loadbearinG", 4, "nope");
  ck_assert_msg (walk (&section, big_endian, &v, &err), "%s", strbuf_text (&err));
  ck_assert_uint_eq (v.count, 2);
  ck_assert_uint_eq (v.list[0].type, NOTE_TYPE_UNIT);
  ck_assert_uint_eq (v.list[0].size, 5);
  ck_assert_mem_eq (v.list[0].bytes, "first", 5);
  ck_assert_uint_eq (v.list[1].size, 10);
  ck_assert_mem_eq (v.list[1].bytes, "the second", 10);
  strbuf_release (&section);
  strbuf_release (&payload);
}
END_TEST

START_TEST (wrap_is_as_specified)
{
  struct strbuf section = STRBUF_INIT, payload = STRBUF_INIT;
  strbuf_add_text (&payload, "12345");
  note_wrap (&payload, false, &section);
  ck_assert_uint_eq (section.length, 32);
  ck_assert_mem_eq (section.text, "\14\0\0\0\5\0\0\0\1\0BLloadbearing\00012345\0\0\0", 32);
  strbuf_clear (&section);
  note_wrap (&payload, true, &section);
  ck_assert_mem_eq (section.text, "\0\0\0\14\0\0\0\5LB\0\1loadbearing\00012345\0\0\0", 32);
  strbuf_release (&section);
  strbuf_release (&payload);
}
END_TEST

/* What `ld` puts between notes of alignment 4 and 8.  */
START_TEST (walk_passes_over_padding)
{
  struct strbuf section = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  struct visited v = { 0 };
  strbuf_add_text (&payload, "1234");
  note_wrap (&payload, false, &section); /* 28 bytes */
  strbuf_add (&section, "\0\0\0", 4);
  put_note (&section, false, 4, "GNU", 16, "sixteen bytes of");
  note_wrap (&payload, false, &section);
  ck_assert_msg (walk (&section, false, &v, &err), "%s", strbuf_text (&err));
  ck_assert_uint_eq (v.count, 2);
  strbuf_release (&section);
  strbuf_release (&payload);
}
END_TEST

START_TEST (walk_refuses_every_truncation)
{
  struct strbuf section = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  strbuf_add_text (&payload, "12345678");
  note_wrap (&payload, false, &section);
  size_t whole = section.length;
  for (section.length = 1; section.length < whole; section.length++) {
    struct visited v = { 0 };
    strbuf_clear (&err);
    ck_assert_msg (!walk (&section, false, &v, &err), "%zu bytes were enough", section.length);
    ck_assert_uint_gt (err.length, 0);
    ck_assert_uint_eq (v.count, 0);
  }
  strbuf_release (&section);
  strbuf_release (&payload);
  strbuf_release (&err);
}
END_TEST

START_TEST (walk_does_without_the_last_padding)
{
  struct strbuf section = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  struct visited v = { 0 };
  strbuf_add_text (&payload, "12345");
  note_wrap (&payload, false, &section);
  section.length = 29;
  ck_assert (walk (&section, false, &v, &err));
  ck_assert_uint_eq (v.count, 1);
  ck_assert_uint_eq (v.list[0].size, 5);
  strbuf_release (&section);
  strbuf_release (&payload);
}
END_TEST

START_TEST (walk_refuses_lengths_that_overflow)
{
  struct strbuf section = STRBUF_INIT, err = STRBUF_INIT;
  struct visited v = { 0 };
  strbuf_add (&section, "\14\0\0\0\377\377\377\377\1\0BLloadbearing\0rest", 28);
  ck_assert (!walk (&section, false, &v, &err));
  ck_assert_str_eq (strbuf_text (&err), "note at byte 0 of the section has 4294967295 bytes where 4 remain");
  strbuf_clear (&section);
  strbuf_clear (&err);
  strbuf_add (&section, "\375\377\377\377\0\0\0\0\1\0BLloadbearing\0rest", 28);
  ck_assert (!walk (&section, false, &v, &err));
  ck_assert_str_eq (strbuf_text (&err), "note at byte 0 of the section has a name of 4294967293 bytes where 16 remain");
  ck_assert_uint_eq (v.count, 0);
  strbuf_release (&section);
  strbuf_release (&err);
}
END_TEST

START_TEST (walk_stops_when_told)
{
  struct strbuf section = STRBUF_INIT, payload = STRBUF_INIT, err = STRBUF_INIT;
  struct visited v = { .stop_at = 1 };
  note_wrap (&payload, false, &section);
  note_wrap (&payload, false, &section);
  ck_assert (!walk (&section, false, &v, &err));
  ck_assert_uint_eq (v.count, 1);
  strbuf_release (&section);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("note");
  TCase *payload = tcase_create ("payload"), *section = tcase_create ("section");
  tcase_set_timeout (payload, 120);
  tcase_add_loop_test (payload, round_trip, 0, 40);
  tcase_add_test (payload, empty_unit);
  tcase_add_test (payload, id_is_digest_of_payload_without_it);
  tcase_add_test (payload, every_truncation_is_refused);
  tcase_add_test (payload, every_corruption_is_survived);
  tcase_add_test (payload, rubbish_is_survived);
  tcase_add_test (payload, messages);
  tcase_add_test (payload, strings_do_not_explode);
  tcase_add_test (payload, long_names_alike_pass);
  tcase_add_test (payload, later_additions_are_skipped);
  tcase_add_test (payload, forms_are_left_out);
  tcase_add_test (payload, wrong_forms_are_refused);
  tcase_add_test (payload, sizes_keep_within_budget);
  tcase_add_loop_test (section, walk_finds_ours_between_others, 0, 2);
  tcase_add_test (section, wrap_is_as_specified);
  tcase_add_test (section, walk_passes_over_padding);
  tcase_add_test (section, walk_refuses_every_truncation);
  tcase_add_test (section, walk_does_without_the_last_padding);
  tcase_add_test (section, walk_refuses_lengths_that_overflow);
  tcase_add_test (section, walk_stops_when_told);
  suite_add_tcase (suite, payload);
  suite_add_tcase (suite, section);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
