/* The framing of notes in a section: ours are found between others.  */
#include "note/note.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

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
  Suite *suite = suite_create ("note section");
  TCase *section = tcase_create ("section");
  tcase_add_loop_test (section, walk_finds_ours_between_others, 0, 2);
  tcase_add_test (section, wrap_is_as_specified);
  tcase_add_test (section, walk_passes_over_padding);
  tcase_add_test (section, walk_refuses_every_truncation);
  tcase_add_test (section, walk_does_without_the_last_padding);
  tcase_add_test (section, walk_refuses_lengths_that_overflow);
  tcase_add_test (section, walk_stops_when_told);
  suite_add_tcase (suite, section);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
