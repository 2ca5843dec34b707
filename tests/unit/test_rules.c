/* The rules: names are public, so they are spelt out here once more.  */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "verdict/rules.h"

static const char *const names[] = { "unaudited",         "changed",
                                     "interface-changed", "dependency-changed",
                                     "reach-changed",     "incomparable",
                                     "reverted",          "unmarked",
                                     "domain-changed",    "unannotated",
                                     "audit-expired",     "auditor-missing",
                                     "invalid-audit",     "untested",
                                     "hollow-test",       "no-tests-given",
                                     "false-claim",       "unreached-test",
                                     "ai-disclosed",      "prototype-linked",
                                     "contract-drift",    "conflicting-definitions",
                                     "unrecorded",        "stale-audit",
                                     "stale-rule",        "policy-mismatch",
                                     "policy-weakened",   "glob-mismatch",
                                     "plugin-test",       "no-policy" };

START_TEST (test_names)
{
  ck_assert_uint_eq (sizeof names / sizeof names[0], RULE_COUNT);
  for (int i = 0; i < RULE_COUNT; i++) {
    enum rule rule;
    ck_assert_str_eq (rule_name ((enum rule) i), names[i]);
    ck_assert (rule_from_name (names[i], &rule));
    ck_assert_int_eq (rule, i);
  }
}
END_TEST

START_TEST (test_unknown_names)
{
  enum rule rule;
  enum severity severity;
  ck_assert (!rule_from_name ("Changed", &rule));
  ck_assert (!rule_from_name ("", &rule));
  ck_assert (!severity_from_name ("fatal", &severity));
}
END_TEST

/* What cannot be told must be as severe as what is known to be wrong.  */
START_TEST (test_severities)
{
  static const char *const severities[] = { "off", "note", "warning", "error" };
  for (int i = 0; i < 4; i++) {
    enum severity severity;
    ck_assert (severity_from_name (severities[i], &severity));
    ck_assert_int_eq (severity, i);
    ck_assert_str_eq (severity_name (severity), severities[i]);
  }
  ck_assert_int_eq (rule_default_severity (RULE_CHANGED), SEVERITY_ERROR);
  ck_assert_int_eq (rule_default_severity (RULE_UNAUDITED), SEVERITY_ERROR);
  ck_assert_int_eq (rule_default_severity (RULE_INCOMPARABLE), rule_default_severity (RULE_CHANGED));
  ck_assert_int_eq (rule_default_severity (RULE_REACH_CHANGED), SEVERITY_NOTE);
  ck_assert_int_eq (rule_default_severity (RULE_NO_POLICY), SEVERITY_WARNING);
  for (int i = 0; i < RULE_COUNT; i++)
    ck_assert_int_ne (rule_default_severity ((enum rule) i), SEVERITY_OFF);
}
END_TEST

/* Each help says what the rule means and how it is settled.  */
START_TEST (test_help)
{
  for (int i = 0; i < RULE_COUNT; i++) {
    const char *help = rule_help ((enum rule) i);
    ck_assert_msg (strlen (help) > 120, "%s", names[i]);
    ck_assert_msg (strstr (help, "ettled by") || strstr (help, "ettled only") || strstr (help, "lears it")
                       || strstr (help, "only an entry"),
                   "%s does not say how it is settled", names[i]);
    for (int k = 0; k < i; k++)
      ck_assert_str_ne (help, rule_help ((enum rule) k));
  }
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("rules");
  TCase *tests = tcase_create ("rules");
  tcase_add_test (tests, test_names);
  tcase_add_test (tests, test_unknown_names);
  tcase_add_test (tests, test_severities);
  tcase_add_test (tests, test_help);
  suite_add_tcase (suite, tests);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
