/* The note: what is encoded is decoded, by earlier and later readers, and is small.  */
#include "note_payloads.h"

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
  strbuf_add (&later, "\0\2xy", 4);
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

int
main (void)
{
  Suite *suite = suite_create ("note");
  TCase *payload = tcase_create ("payload");
  tcase_set_timeout (payload, 120);
  tcase_add_loop_test (payload, round_trip, 0, 40);
  tcase_add_test (payload, empty_unit);
  tcase_add_test (payload, id_is_digest_of_payload_without_it);
  tcase_add_test (payload, long_names_alike_pass);
  tcase_add_test (payload, later_additions_are_skipped);
  tcase_add_test (payload, forms_are_left_out);
  tcase_add_test (payload, sizes_keep_within_budget);
  suite_add_tcase (suite, payload);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
