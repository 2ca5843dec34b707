/* The note: hostile bytes do no harm, and what is wrong is said.  */
#include "note_payloads.h"

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
  REFUSES ("\1" ID "\15\1\0", "record 13 at byte 17 comes before the strings");
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

int
main (void)
{
  Suite *suite = suite_create ("note, hostile");
  TCase *payload = tcase_create ("payload");
  tcase_set_timeout (payload, 120);
  tcase_add_test (payload, every_truncation_is_refused);
  tcase_add_test (payload, every_corruption_is_survived);
  tcase_add_test (payload, rubbish_is_survived);
  tcase_add_test (payload, messages);
  tcase_add_test (payload, strings_do_not_explode);
  tcase_add_test (payload, wrong_forms_are_refused);
  suite_add_tcase (suite, payload);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
