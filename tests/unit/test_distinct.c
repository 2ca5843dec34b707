/* Distinct items, in order.  */
#include "distinct.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static uint32_t
hash_text (const void *text)
{
  return distinct_hash (DISTINCT_SEED, text, strlen (text));
}

static uint32_t
hash_badly (const void *text)
{
  return *(const char *) text;
}

/* Adds a thousand texts twice, from different memory, and looks each up.  */
static void
add_and_find (uint32_t (*hash) (const void *))
{
  static char texts[2][1000][8];
  struct distinct d = { .hash = hash, .compare = compare_texts };
  for (int copy = 0; copy < 2; copy++)
    for (int i = 0; i < 1000; i++) {
      snprintf (texts[copy][i], sizeof texts[copy][i], "%d", i * 7 % 1000);
      distinct_add (&d, texts[copy][i]);
    }
  ck_assert_uint_eq (d.count, 1000);
  distinct_sort (&d);
  for (size_t i = 1; i < d.count; i++)
    ck_assert_int_lt (strcmp (d.items[i - 1], d.items[i]), 0);
  for (int i = 0; i < 1000; i++)
    ck_assert_str_eq (d.items[distinct_find (&d, texts[1][i])], texts[0][i]);
  distinct_release (&d);
  ck_assert_ptr_null (d.items);
}

START_TEST (equal_items_are_one)
{
  add_and_find (hash_text);
}
END_TEST

/* Unequal items may have equal hashes.  */
START_TEST (hashes_may_be_equal)
{
  add_and_find (hash_badly);
}
END_TEST

START_TEST (nothing_is_in_order)
{
  struct distinct d = { .hash = hash_text, .compare = compare_texts };
  distinct_sort (&d);
  ck_assert_uint_eq (d.count, 0);
  distinct_release (&d);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("distinct");
  TCase *tests = tcase_create ("distinct");
  SRunner *runner;
  int failed;
  tcase_add_test (tests, equal_items_are_one);
  tcase_add_test (tests, hashes_may_be_equal);
  tcase_add_test (tests, nothing_is_in_order);
  suite_add_tcase (suite, tests);
  runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
