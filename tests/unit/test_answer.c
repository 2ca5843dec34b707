/* Answers of a child, and what is read beyond their end.  */
#include "answer.h"

#include <check.h>
#include <stdlib.h>

START_TEST (what_was_written_is_read)
{
  struct strbuf answer = STRBUF_INIT;
  answer_text (&answer, "price");
  answer_number (&answer, 4294967295u);
  answer_text (&answer, "");
  struct answer_reader r = answer_reader (&answer);
  ck_assert_str_eq (answer_read_text (&r), "price");
  ck_assert_uint_eq (answer_read_number (&r), 4294967295u);
  ck_assert_str_eq (answer_read_text (&r), "");
  ck_assert_ptr_null (answer_read_text (&r));
  strbuf_release (&answer);
}
END_TEST

START_TEST (a_broken_answer_ends)
{
  struct strbuf answer = STRBUF_INIT;
  /* A text without its end.  */
  strbuf_add (&answer, "abc", 3);
  struct answer_reader r = answer_reader (&answer);
  ck_assert_ptr_null (answer_read_text (&r));
  ck_assert_uint_eq (answer_read_number (&r), 0);
  strbuf_clear (&answer);
  r = answer_reader (&answer);
  ck_assert_ptr_null (answer_read_text (&r));
  strbuf_release (&answer);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("answer");
  TCase *tests = tcase_create ("answer");
  tcase_add_test (tests, what_was_written_is_read);
  tcase_add_test (tests, a_broken_answer_ends);
  suite_add_tcase (suite, tests);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
