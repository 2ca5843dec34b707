/* Accepting sets: operations, their text, and what is small.  */
#include "accepting.h"

#include <check.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

static void
ck_set (struct accepting *a, const char *expected)
{
  struct strbuf text = STRBUF_INIT;
  accepting_write (a, &text);
  ck_assert_str_eq (strbuf_text (&text), expected);
  strbuf_release (&text);
}

static struct accepting
set (const char *text)
{
  struct accepting a;
  ck_assert_msg (accepting_read (text, &a), "%s cannot be read", text);
  return a;
}

static void
ck_operation (const char *x, void (*operation) (struct accepting *, const struct accepting *), const char *y,
              const char *expected)
{
  struct accepting a = set (x), b = set (y);
  operation (&a, &b);
  ck_set (&a, expected);
  accepting_release (&a);
  accepting_release (&b);
}

START_TEST (intersections)
{
  ck_operation ("-inf:inf", accepting_intersect, "5", "5");
  ck_operation ("1:9", accepting_intersect, "5:20", "5:9");
  ck_operation ("5", accepting_intersect, "6", "none");
  ck_operation ("0:4 6:9", accepting_intersect, "5", "none");
  ck_operation ("0 !", accepting_intersect, "\"a\" \"b\"", "\"a\" \"b\"");
  ck_operation ("! \"a\"", accepting_intersect, "\"a\" \"b\"", "\"b\"");
  ck_operation ("! \"a\"", accepting_intersect, "! \"b\"", "! \"a\" \"b\"");
  ck_operation ("\"a\"", accepting_intersect, "\"b\"", "none");
  /* Two values that nobody knows may be the same.  */
  ck_operation ("unknown", accepting_intersect, "unknown", "unknown");
  ck_operation ("unknown", accepting_intersect, "5", "5");
  ck_operation ("5", accepting_intersect, "unknown", "5");
  ck_operation ("1:100", accepting_intersect, "unknown", "unknown");
  ck_operation ("unknown", accepting_intersect, "none", "none");
  ck_operation ("none", accepting_intersect, "unknown", "none");
}
END_TEST

START_TEST (unions)
{
  ck_operation ("5", accepting_unite, "6", "5:6");
  ck_operation ("5", accepting_unite, "7", "5 7");
  ck_operation ("none", accepting_unite, "7", "7");
  ck_operation ("! \"a\" \"b\"", accepting_unite, "\"a\"", "! \"b\"");
  ck_operation ("-inf:4 6:inf", accepting_unite, "5", "-inf:inf");
  ck_operation ("unknown", accepting_unite, "5", "nan -inf:inf !");
}
END_TEST

START_TEST (differences)
{
  ck_operation ("-5:5", accepting_subtract, "0", "-5:-1 1:5");
  ck_operation ("0:9", accepting_subtract, "0:9", "none");
  ck_operation ("0 !", accepting_subtract, "0", "!");
  ck_operation ("0 !", accepting_subtract, "\"a\"", "0 ! \"a\"");
  ck_operation ("0 !", accepting_subtract, "!", "0");
  ck_operation ("#real 0:9", accepting_subtract, "#real 2:3", "#real 0:2 3:9");
  ck_operation ("1:9", accepting_subtract, "unknown", "1:9");
}
END_TEST

/* No number equals it, so what two tests let pass beside their numbers is left over.  */
START_TEST (not_a_number)
{
  ck_operation ("#real nan 2", accepting_intersect, "#real nan 4", "#real nan");
  ck_operation ("#real nan 2", accepting_intersect, "#real 2", "#real 2");
  ck_operation ("#real 2", accepting_unite, "#real nan", "#real nan 2");
  ck_operation ("#real nan -inf:inf", accepting_subtract, "#real nan", "#real -inf:inf");
  struct accepting a = set ("#real nan"), b = set ("#real nan 2");
  ck_assert (accepting_is_shut (&a) && !accepting_is_empty (&a));
  ck_assert (!accepting_is_shut (&b) && accepting_is_small (&b) && !accepting_is_number (&b, 2));
  accepting_release (&a);
  accepting_release (&b);
}
END_TEST

START_TEST (sizes)
{
  static const struct {
    const char *text;
    bool small;
  } cases[] = {
    { "none", true },
    { "5", true },
    { "0:15", true },
    { "0:16", false },
    { "unknown", true },
    { "1:inf", false },
    { "\"a\"", true },
    { "!", false },
    { "#real 0:inf", false },
    { "#real -inf:5", false },
    { "#real -inf:inf", false },
    { "#real 5", true },
    { "#real 0:1", false },
    { "#real 0x1.8p+1:0x1.80001p+1", true },
    { "#real -100:300", false },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct accepting a = set (cases[i].text);
    ck_assert_msg (accepting_is_small (&a) == cases[i].small, "%s", cases[i].text);
    accepting_release (&a);
  }
}
END_TEST

START_TEST (hostile_texts)
{
  static const char *const bad[] = { "",     " ",   "5 ",      "x",         "5:",  "9:1",
                                     "nans", "\"a", "\"\\x\"", "\"\\000\"", "5,6", "\"a\"5" };
  struct accepting a;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    ck_assert_msg (!accepting_read (bad[i], &a), "%s was read", bad[i]);
}
END_TEST

START_TEST (round_trips)
{
  static const char *const texts[] = { "none",
                                       "unknown",
                                       "0",
                                       "-9223372036854775808:18446744073709551615",
                                       "0 ! \"a\\\"b\\\\\\012\"",
                                       "#real -inf:inf",
                                       "0:4 6:9 \"x\"",
                                       "#real nan 2:3",
                                       "#real nan" };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct accepting a = set (texts[i]);
    ck_set (&a, texts[i]);
    accepting_release (&a);
  }
}
END_TEST

START_TEST (descriptions)
{
  static const char *const cases[][2] = {
    { "none", "nothing" },
    { "0", "0" },
    { "5:6", "5 or 6" },
    { "5:9", "5 to 9" },
    { "-inf:inf", "any number" },
    { "\"red\" \"tan\"", "\"red\" or \"tan\"" },
    { "0 !", "NULL or any text" },
    { "0 \"box\"", "NULL or \"box\"" },
    { "0 5", "0 or 5" },
    { "nan -inf:inf !", "anything" },
    { "\"bytes 01 ff\"", "the bytes 01 ff" },
    { "!", "anything but NULL" },
    { "-2147483648:-1 1:2147483647", "anything but 0" },
    { "0:2147483647", "anything from 0" },
    { "#real nan", "NaN" },
    { "#real nan 2", "2 or NaN" },
    { "#real 1.75:2.25", "1.75 to 2.25" },
    { "#real nan 1.999999999:2.000000001", "2, give or take 1e-09 or NaN" },
    { "#real -inf:inf", "any number but NaN" },
    { "#real nan -inf:inf", "any number" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct accepting a = set (cases[i][0]);
    struct strbuf text = STRBUF_INIT;
    accepting_describe (&a, &text);
    ck_assert_str_eq (strbuf_text (&text), cases[i][1]);
    strbuf_release (&text);
    accepting_release (&a);
  }
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("accepting");
  TCase *cases = tcase_create ("accepting");
  tcase_add_test (cases, intersections);
  tcase_add_test (cases, unions);
  tcase_add_test (cases, differences);
  tcase_add_test (cases, not_a_number);
  tcase_add_test (cases, sizes);
  tcase_add_test (cases, hostile_texts);
  tcase_add_test (cases, round_trips);
  tcase_add_test (cases, descriptions);
  suite_add_tcase (suite, cases);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_NORMAL);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
