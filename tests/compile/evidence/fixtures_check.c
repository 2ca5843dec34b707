/* What Check's fixtures made before the test; requires check.h  */
/* clang-format off */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "subject.h"
struct config { int port, level; const char *name; };
struct list;
struct config *config_parse (const char *text);
int config_count (const struct config *);
void config_reset (struct config *);
struct list *list_make (void);
int list_add (struct list *, int);
int list_length (const struct list *);
static struct config *cfg;
static struct list *list;
static struct point spot, before;
static struct stack stack;
static long asked, told, given;
static int opened;
static void setup (void) { cfg = config_parse ("port=8080"); }
static void setup_list (void) { list = list_make (); ck_assert_ptr_nonnull (list); ck_assert_int_eq (list_add (list, 5), 0); }
static void setup_values (void) { asked = price (10, 5); told = 50; memset (&before, 0, sizeof before); spot = mirror (3, 4); push (&stack, 7); }
static void setup_more (void) { given = asked; }
static void setup_level (void) { cfg->level = 3; }
static void setup_choice (void) { cfg = config_parse ("a"); }
static void setup_other (void) { given = other (3); asked = other (4); }
static void setup_checked (void) { asked = other (3); ck_assert_int_eq (asked, 4); }
static void setup_maybe (void) { if (getenv ("OTHER")) asked = other (3); else asked = 12; }
static void setup_counted (void) { given = count ("a b"); if (given < 0) asked = 2; else asked = given; }
static void setup_unknown (void) { __asm__ volatile (""); opened = is_valid (3); }
/* config_parse reads_port_fn semantic "8080": what the setup parsed is looked at */
START_TEST (reads_port) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse reads_name_fn semantic: a text in it */
START_TEST (reads_name) { ck_assert_str_eq (cfg->name, "b"); } END_TEST
/* config_parse reads_positive_fn shape: half of all numbers */
START_TEST (reads_positive) { ck_assert_int_gt (cfg->port, 0); } END_TEST
/* config_parse reads_nothing_fn absent: only the setup calls it, and nothing of it is asserted */
/* price reads_nothing_fn semantic: the test's own call */
START_TEST (reads_nothing) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* config_parse reads_own_fn shape: both numbers come from the setup's call */
START_TEST (reads_own) { struct config *other = config_parse ("port=8080"); ck_assert_int_eq (other->port, cfg->port); } END_TEST
/* config_parse overwritten_fn absent: the test stored the number itself */
START_TEST (overwritten) { cfg->port = 8080; ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse resets_fn absent: another function may have stored it */
/* config_reset resets_fn called: what it stores where another function's pointer leads is nobody's output */
START_TEST (resets) { config_reset (cfg); ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse counts_fn absent: what another function makes of it is its evidence only */
/* config_count counts_fn semantic: a number */
START_TEST (counts) { ck_assert_int_eq (config_count (cfg), 1); } END_TEST
/* list_make lengths_fn absent: the setup's own assertion asks for it, not the test's */
/* list_add lengths_fn absent: nor is its status the test's concern */
/* list_length lengths_fn semantic: a number */
START_TEST (lengths) { ck_assert_int_eq (list_length (list), 1); } END_TEST
/* list_add adds_fn semantic "no constant": 0 in the setup, and 1 here */
START_TEST (adds) { ck_assert_int_eq (list_add (list, 6), 1); } END_TEST
/* list_make list_there_fn absent: the setup has asked for that already */
START_TEST (list_there) { ck_assert (list != NULL); } END_TEST
START_TEST (asked_itself) { ck_assert_int_eq (price (10, 5), asked); } END_TEST
/* price asked_itself_fn shape: the setup asked the same function for what is expected */
/* price told_there_fn semantic "only 50": the setup wrote down a number */
START_TEST (told_there) { ck_assert_int_eq (price (10, 5), told); } END_TEST
/* price asked_there_fn semantic "only 50": the setup's call is asserted here */
START_TEST (asked_there) { ck_assert_int_eq (asked, 50); } END_TEST
/* mirror stored_fn semantic: a whole struct that it gave */
START_TEST (stored) { ck_assert_int_eq (spot.x, -3); ck_assert_int_eq (spot.y, 4); } END_TEST
/* mirror stored_before_fn absent: what is asserted stood there before */
START_TEST (stored_before) { ck_assert_int_eq (before.x, 0); } END_TEST
/* push pushed_fn semantic: what it stored in a global */
START_TEST (pushed) { ck_assert_int_eq (stack.items[0], 7); } END_TEST
/* price loops_fn absent: the loop's numbers have nothing to do with it */
/* other loops_fn semantic: each number with the setup before it */
START_TEST (loops) { ck_assert_int_eq (other (_i) + told, 50 + 2 * _i); } END_TEST
/* price handed_on_fn semantic "only 50": the second fixture made it of what the first one left */
START_TEST (handed_on) { ck_assert_int_eq (given, 50); } END_TEST
/* config_parse second_fn semantic: the first fixture's call */
START_TEST (second) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse third_fn absent: the second fixture stored it */
START_TEST (third) { ck_assert_int_eq (cfg->level, 3); } END_TEST
/* config_parse two_cases_fn absent: two cases have other fixtures */
START_TEST (two_cases) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse chosen_fn absent: which fixture there is the environment decides */
START_TEST (chosen) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse no_fixture_fn absent: its case has none */
START_TEST (no_fixture) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse helped_fn absent: which case the helper is given is not followed */
START_TEST (helped) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* other once_there_fn semantic "only 12": made once, in the process that starts each test's */
START_TEST (once_there) { ck_assert_int_eq (given, 12); } END_TEST
/* other setup_asserted_fn absent: the fixture asks for 4, and the test for more than 3 */
/* price setup_asserted_fn semantic: its own call */
START_TEST (setup_asserted) { ck_assert_int_eq (price (10, 5), 50); } END_TEST
/* other setup_narrowed_fn absent: the fixture's assertion leaves no other number, so the test asks for nothing */
START_TEST (setup_narrowed) { ck_assert_int_gt (asked, 3); } END_TEST
/* is_valid unending_fn absent: a fixture that is not followed to its end is passed over */
/* price unending_fn semantic: what the test does by itself */
START_TEST (unending) { ck_assert_int_eq (price (10, 5), 50); ck_assert_int_eq (opened, 1); } END_TEST
/* other maybe_made_fn absent: where the environment says so the setup writes the number down */
START_TEST (maybe_made) { ck_assert_int_eq (asked, 12); } END_TEST
/* count partly_fn shape "2": what the setup puts in the place of what is wrong passes, too */
START_TEST (partly) { ck_assert_int_eq (asked, 2); } END_TEST
/* config_parse second_use_fn absent: the variable leads to another case by then */
START_TEST (second_use) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* config_parse first_use_fn semantic: the first case of the variable has the fixture */
START_TEST (first_use) { ck_assert_int_eq (cfg->port, 8080); } END_TEST
/* list_add unasserted_fn called: its status is asserted in the setup only */
START_TEST (unasserted) { list_add (list, 6); ck_assert_int_eq (1, 1); } END_TEST
/* list_add asserted_too_fn shape: both ask for the same, its status */
START_TEST (asserted_too) { ck_assert_int_eq (list_add (list, 6), 0); } END_TEST
static void add_helped (TCase *c) { tcase_add_test (c, helped); }
int main (void)
{
  Suite *s = suite_create ("fixtures");
  TCase *c = tcase_create ("config"), *l = tcase_create ("list"), *v = tcase_create ("values"), *two = tcase_create ("two");
  TCase *choice = tcase_create ("choice"), *none = tcase_create ("none"), *help = tcase_create ("help"), *once = tcase_create ("once");
  TCase *checked = tcase_create ("checked"), *endless = tcase_create ("endless"), *third_case = tcase_create ("third");
  tcase_add_checked_fixture (c, setup, NULL);
  tcase_add_test (c, reads_port);
  tcase_add_test (c, reads_name);
  tcase_add_test (c, reads_positive);
  tcase_add_test (c, reads_nothing);
  tcase_add_test (c, reads_own);
  tcase_add_test (c, overwritten);
  tcase_add_test (c, resets);
  tcase_add_test (c, counts);
  tcase_add_test (c, two_cases);
  tcase_add_checked_fixture (l, setup_list, NULL);
  tcase_add_test (l, lengths);
  tcase_add_test (l, adds);
  tcase_add_test (l, unasserted);
  tcase_add_test (l, asserted_too);
  tcase_add_test (l, list_there);
  tcase_add_test (l, two_cases);
  tcase_add_test (v, asked_itself);
  tcase_add_test (v, told_there);
  tcase_add_test (v, asked_there);
  tcase_add_test (v, stored);
  tcase_add_test (v, stored_before);
  tcase_add_test (v, pushed);
  tcase_add_loop_test (v, loops, 1, 4);
  /* Those of a case run before its tests, wherever they are added.  */
  tcase_add_checked_fixture (v, setup_values, NULL);
  tcase_add_checked_fixture (two, setup, NULL);
  tcase_add_checked_fixture (two, setup_values, NULL);
  tcase_add_checked_fixture (two, setup_more, NULL);
  tcase_add_test (two, handed_on);
  tcase_add_test (two, second);
  tcase_add_checked_fixture (third_case, setup, NULL);
  tcase_add_checked_fixture (third_case, setup_level, NULL);
  tcase_add_test (third_case, third);
  if (getenv ("OTHER"))
    tcase_add_checked_fixture (choice, setup, NULL);
  else
    tcase_add_checked_fixture (choice, setup_choice, NULL);
  tcase_add_test (choice, chosen);
  tcase_add_test (none, no_fixture);
  tcase_add_checked_fixture (help, setup, NULL);
  add_helped (help);
  tcase_add_unchecked_fixture (once, setup_other, NULL);
  tcase_add_test (once, once_there);
  tcase_add_checked_fixture (checked, setup_checked, NULL);
  tcase_add_test (checked, setup_asserted);
  tcase_add_test (checked, setup_narrowed);
  tcase_add_checked_fixture (endless, setup_unknown, NULL);
  tcase_add_test (endless, unending);
  suite_add_tcase (s, c);
  suite_add_tcase (s, l);
  suite_add_tcase (s, v);
  suite_add_tcase (s, two);
  TCase *used = tcase_create ("first use");
  tcase_add_checked_fixture (used, setup, NULL);
  tcase_add_test (used, first_use);
  suite_add_tcase (s, used);
  used = tcase_create ("second use");
  tcase_add_test (used, second_use);
  suite_add_tcase (s, used);
  TCase *maybe = tcase_create ("maybe"), *counted = tcase_create ("counted");
  tcase_add_checked_fixture (maybe, setup_maybe, NULL);
  tcase_add_test (maybe, maybe_made);
  suite_add_tcase (s, maybe);
  tcase_add_checked_fixture (counted, setup_counted, NULL);
  tcase_add_test (counted, partly);
  suite_add_tcase (s, counted);
  suite_add_tcase (s, third_case);
  suite_add_tcase (s, choice);
  suite_add_tcase (s, none);
  suite_add_tcase (s, help);
  suite_add_tcase (s, once);
  suite_add_tcase (s, checked);
  suite_add_tcase (s, endless);
  SRunner *sr = srunner_create (s);
  srunner_run_all (sr, CK_ENV);
  int failed = srunner_ntests_failed (sr);
  srunner_free (sr);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
