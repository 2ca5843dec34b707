/* The verdict: each rule, what it says, and what settles it.  */
#include "sample_verdict.h"

START_TEST (test_nothing_audited)
{
  ck_assert_str_eq (found (F, false), "unaudited:f");
  ck_assert_str_eq (found (F " reason ADR 12\n", true), "src/price.c:10:1: error: 'f' is load-bearing and not audited\n"
                                                        "  load-bearing in 'pricing': ADR 12\n"
                                                        "  $ loadbearing certify f\n");
}
END_TEST

START_TEST (test_messages)
{
  enter (ENTRY_AUDIT, F " needs apply() = 1\n needs round_cents() = 1 via apply\n needs macro RATE = 3\n", ada,
         "2026-05-01");
  ck_assert_str_eq (found ("function f\n domain pricing\n interface I\n source T\n needs apply() = 1\n"
                           " needs round_cents() = 2 via apply\n needs macro RATE = 4\n",
                           true),
                    "src/price.c:10:1: error: 'f' changed since its audit by Ada Okafor on 2026-05-01\n"
                    "  its source differs\n"
                    "  dependency 'macro RATE' changed\n"
                    "  dependency 'round_cents()' changed (reached through 'apply()')\n"
                    "  load-bearing in 'pricing'\n"
                    "  $ loadbearing certify f\n");
  ck_assert_str_eq (found ("unit src/price.c\n scheme 2\n" F, true),
                    "src/price.c:10:1: error: 'f' cannot be compared with its audit by Ada Okafor on 2026-05-01: "
                    "fingerprint scheme 2, audited under 1\n"
                    "  load-bearing in 'pricing'\n"
                    "  $ loadbearing certify f\n");
  ck_assert_str_eq (found ("function f\n domain pricing\n interface J\n source S\n needs apply() = 1\n"
                           " needs round_cents() = 1 via apply\n needs macro RATE = 3\n",
                           true),
                    "src/price.c:10:1: error: 'f' changed its interface since its audit by Ada Okafor on 2026-05-01\n"
                    "  its interface differs\n"
                    "  load-bearing in 'pricing'\n"
                    "  $ loadbearing certify f\n");
}
END_TEST

#define F_TEXT(source) "function f\n domain pricing\n interface I\n source " source "\n"

START_TEST (test_any_state_matches_and_reverted)
{
  enter (ENTRY_AUDIT, F_TEXT ("one"), ada, "2026-05-01");
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-06-11");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "reverted:f");
  ck_assert_str_eq (
      found (F_TEXT ("one"), true),
      "src/price.c:10:1: error: 'f' is back in the state of its audit by Ada Okafor on 2026-05-01, which the audit "
      "by Bo Lind on 2026-06-11 replaced\n"
      "  load-bearing in 'pricing'\n"
      "  $ loadbearing certify f\n");
  /* Against the newest, not the oldest.  */
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("three"), true), "since its audit by Bo Lind on 2026-06-11"));
  /* Certified again: now it is meant.  */
  enter (ENTRY_AUDIT, F_TEXT ("one"), bo, "2026-07-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "reverted:f");
}
END_TEST

START_TEST (test_reverted_needs_a_newer_known_difference)
{
  /* Another variant's newer audit does not replace this one's.  */
  enter (ENTRY_AUDIT, F_TEXT ("one"), ada, "2026-05-01");
  enter (ENTRY_AUDIT, "unit src/price.c\n variant arm\n" F_TEXT ("two"), ada, "2026-06-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  ck_assert_str_eq (found ("unit src/price.c\n variant arm\n" F_TEXT ("two"), false), "");
  ck_assert_str_eq (found ("unit src/price.c\n variant arm\n" F_TEXT ("one"), false), "changed:f");
  /* Two people on one day, neither from the other.  */
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-05-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "");
}
END_TEST

START_TEST (test_exemption)
{
  enter (ENTRY_EXEMPT, F_TEXT ("one"), ada, "2026-01-10");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "exempted-unaudited:f");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("one"), true),
                                 "note: 'f' is not audited: excused until 2027-01-01 by the "
                                 "exemption by Ada Okafor on 2026-01-10\n"));
  ck_assert_str_eq (found (F_TEXT ("two"), false), "changed:f");
  ck_assert_ptr_nonnull (
      strstr (found (F_TEXT ("two"), true), "'f' changed since its exemption by Ada Okafor on 2026-01-10"));
  enter (ENTRY_AUDIT, F_TEXT ("one"), bo, "2026-01-05");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  /* An audit of something newer replaces what was only exempted.  */
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-02-05");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "reverted:f");
}
END_TEST

START_TEST (test_exempted_function_does_not_cut)
{
  enter (ENTRY_EXEMPT, G, ada, "2026-01-10");
  enter (ENTRY_AUDIT, F " needs g() = 1\n", ada, "2026-01-10");
  ck_assert_str_eq (found (F " needs g() = 2\n" G, false), "dependency-changed:f exempted-unaudited:g");
  enter (ENTRY_AUDIT, G, ada, "2026-01-11");
  ck_assert_str_eq (found (F " needs g() = 2\n" G, false), "");
}
END_TEST

START_TEST (test_unaudited_function_does_not_cut)
{
  enter (ENTRY_AUDIT, F " needs g() = 1\n", ada, "2026-01-10");
  ck_assert_str_eq (found (F " needs g() = 2\n" G, false), "dependency-changed:f unaudited:g");
}
END_TEST

START_TEST (test_revoked)
{
  enter (ENTRY_AUDIT, F_TEXT ("one"), ada, "2026-05-01");
  enter (ENTRY_REVOKE, F_TEXT ("one"), bo, "2026-06-12");
  ck_assert_str_eq (found (F_TEXT ("one"), true),
                    "src/price.c:10:1: error: 'f' is load-bearing and not audited\n"
                    "  load-bearing in 'pricing'\n"
                    "  its audit was withdrawn by Bo Lind on 2026-06-12: rounding of halves\n"
                    "  a withdrawn state cannot be certified again: change the function first\n"
                    "  $ loadbearing explain f\n");
  /* Another state than the withdrawn one can be certified.  */
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("other"), true), "  $ loadbearing certify f\n"));
  ck_assert_str_eq (found ("function f\n source S\n", false), "");
  /* Another state stands: the withdrawn one is a change, and is named.  */
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-07-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "changed:f");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("one"), true),
                                 "it equals a state that was withdrawn by Bo Lind on 2026-06-12: rounding of halves"));
  /* Revoking the newer one brings the older back as the one to compare with.  */
  enter (ENTRY_AUDIT, F_TEXT ("three"), ada, "2026-08-01");
  enter (ENTRY_REVOKE, F_TEXT ("three"), ada, "2026-08-02");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "");
}
END_TEST

#define STATIC_F "function f\n static\n domain pricing\n source S\n"
#define CHANGED_STATIC_F "function f\n static\n domain pricing\n source T\n"

START_TEST (test_statics)
{
  enter (ENTRY_AUDIT, STATIC_F, ada, "2026-05-01");
  ck_assert_str_eq (found (STATIC_F, false), "");
  ck_assert_ptr_nonnull (strstr (found (CHANGED_STATIC_F, true), "$ loadbearing certify src/price.c:f\n"));
  /* The same text in another file: moved.  Another text there: another function.  */
  ck_assert_str_eq (found ("unit src/new.c\n" STATIC_F, false), "");
  ck_assert_str_eq (found ("unit src/other.c\n" CHANGED_STATIC_F, false), "unaudited:f");
  ck_assert_str_eq (found ("unit src/other.c\nfunction f\n static\n source S\n", false), "");
  /* Each file has its own.  */
  enter (ENTRY_AUDIT, "unit src/other.c\n" CHANGED_STATIC_F, ada, "2026-05-02");
  ck_assert_str_eq (found ("unit src/other.c\n" CHANGED_STATIC_F, false), "");
  ck_assert_str_eq (found (STATIC_F, false), "");
  /* The file of its own place decides, even where another file's fits.  */
  ck_assert_str_eq (found (CHANGED_STATIC_F, false), "changed:f");
}
END_TEST

START_TEST (test_externals_in_other_files)
{
  enter (ENTRY_AUDIT, "unit src/gone.c\n" F, ada, "2026-05-01");
  /* It moved, and its old file is no more.  */
  ck_assert_str_eq (found (F, false), "");
  ck_assert_str_eq (found (F_TEXT ("T"), false), "changed:f");
  ck_assert_str_eq (found ("function f\n source S\n", false), "unmarked:f");
  /* Where the old file still exists, it is another program's function.  */
  scratch_write ("src/gone.c", "");
  ck_assert_str_eq (found (F, false), "");
  ck_assert_str_eq (found (F_TEXT ("T"), false), "unaudited:f");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("T"), true), "the ledger speaks of the 'f' of src/gone.c"));
  ck_assert_str_eq (found ("function f\n source S\n", false), "");
}
END_TEST

START_TEST (test_domains)
{
  enter (ENTRY_AUDIT, F, ada, "2026-05-01");
  ck_assert_str_eq (found ("function f\n domain billing\n interface I\n source S\n", false),
                    "domain-changed:f unaudited:f");
  ck_assert_str_eq (found ("function f\n domain billing\n interface I\n source S\n", true),
                    "src/price.c:10:1: error: 'f' is marked in 'billing', but its ledger file is in 'pricing'\n"
                    "  'billing' is the weaker one: it does not demand all that 'pricing' does\n"
                    "  the last entry there is the audit by Ada Okafor on 2026-05-01\n"
                    "  $ loadbearing certify f\n"
                    "src/price.c:10:1: error: 'f' is load-bearing and not audited\n"
                    "  load-bearing in 'billing'\n"
                    "  it was audited in 'pricing'\n"
                    "  $ loadbearing certify f\n");
  enter (ENTRY_AUDIT, "function f\n domain billing\n interface I\n source S\n", ada, "2026-06-01");
  ck_assert_str_eq (found ("function f\n domain billing\n interface I\n source S\n", false), "");
}
END_TEST

START_TEST (test_domain_grows_stronger)
{
  enter (ENTRY_AUDIT, "function f\n domain billing\n interface I\n source S\n", ada, "2026-05-01");
  ck_assert_ptr_nonnull (strstr (found (F, true), "'pricing' demands at least as much as 'billing'"));
}
END_TEST

START_TEST (test_unannotated)
{
  ck_assert_str_eq (found ("function card_charge\n source S\n", false), "unannotated:card_charge");
  ck_assert_str_eq (found ("function card_charge\n system\n source S\n", false), "");
  ck_assert_str_eq (found ("function card_charge\n domain billing\n source S\n", false), "unaudited:card_charge");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\nfunction card_charge\n source S\n", false), "");
}
END_TEST

START_TEST (test_test_units)
{
  ck_assert_str_eq (found ("unit tests/t.c\n role test\n" F " mark policy\n", false), "");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\n" F, false), "unaudited:f");
  /* A stand-in for the production function, linked instead of it.  */
  enter (ENTRY_AUDIT, F, ada, "2026-05-01");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\n" F_TEXT ("fake"), false), "");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\nfunction f\n source fake\n", false), "");
}
END_TEST

START_TEST (test_prototypes)
{
  ck_assert_str_eq (found ("function main\n source S\n calls try_it\nfunction try_it\n prototype\n source P\n", false),
                    "prototype-linked:main");
  ck_assert_str_eq (
      found ("function main\n prototype\n source S\n calls try_it\nfunction try_it\n prototype\n source P\n", false),
      "");
  ck_assert_str_eq (
      found ("unit lab/x.c\n track prototype\nfunction main\n source S\n calls try_it\nfunction try_it\n source P\n",
             false),
      "");
}
END_TEST

START_TEST (test_switched_off)
{
  struct strbuf err;
  strbuf_init (&err);
  policy_free (policy);
  scratch_write (
      "loadbearing/policy.json",
      "{ \"format\": 1, \"domains\": { \"pricing\": {} }, \"severity\": { \"*\": { \"unaudited\": \"off\" },\n"
      " \"pricing\": { \"changed\": \"warning\" } } }");
  policy = policy_load (scratch_path ("loadbearing/policy.json"), &err);
  ck_assert_msg (policy != NULL, "%s", strbuf_text (&err));
  strbuf_release (&err);
  ck_assert_str_eq (found (F, false), "");
  enter (ENTRY_AUDIT, F, ada, "2026-05-01");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("T"), true), ": warning: 'f' changed"));
}
END_TEST

START_TEST (test_broken_ledger)
{
  struct unit_facts u;
  struct strbuf err;
  struct findings findings;
  scratch_write ("loadbearing/audits/pricing/f.json", "{ \"format\": 1,\n<<<<<<< HEAD\n");
  read_unit (F, &u);
  strbuf_init (&err);
  findings_init (&findings);
  struct ledger *ledger = ledger_open (policy->ledger, &err);
  ck_assert_ptr_nonnull (ledger);
  ck_assert (!verdict_unit (policy, ledger, &u, &findings, &err));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "f.json:2:"));
  ck_assert_uint_eq (findings.count, 0);
  ledger_close (ledger);
  unit_facts_release (&u);
  strbuf_release (&err);
}
END_TEST

static void
check_newer (const char *date, const char *from, const char *other_date, const char *other_from, bool newer, bool older)
{
  struct ledger_entry a = { .state = (char *) "a", .date = (char *) date, .from = (char *) from };
  struct ledger_entry b = { .state = (char *) "b", .date = (char *) other_date, .from = (char *) other_from };
  ck_assert_int_eq (verdict_entry_newer (&a, &b), newer);
  ck_assert_int_eq (verdict_entry_newer (&b, &a), older);
}

START_TEST (test_entry_order)
{
  check_newer ("2026-05-02", NULL, "2026-05-01", NULL, true, false);
  check_newer ("2026-05-01", NULL, "2026-05-01", NULL, false, false);
  check_newer ("2026-05-01", "b", "2026-05-01", NULL, true, false);
  check_newer ("2026-05-01", "b", "2026-05-01", "a", false, false);
  check_newer ("2026-05-01T09:00:00Z", NULL, "2026-05-01T08:00:00Z", NULL, true, false);
  check_newer ("2026-05-01T09:00:00Z", NULL, "2026-05-01", NULL, true, false);
  check_newer ("2026-05-01T09:00:00Z", NULL, "2026-05-01", "a", false, true);
  check_newer ("2026-05-02", NULL, "2026-05-01T23:59:59Z", NULL, true, false);
  /* The date outweighs where it says it came from.  */
  check_newer ("2026-05-01", "b", "2026-05-02", NULL, false, true);
}
END_TEST

START_TEST (test_quoting)
{
  static const struct {
    const char *text, *quoted;
  } words[] = { { "price_quote", "price_quote" },
                { "src/a.c:f", "src/a.c:f" },
                { "", "''" },
                { "a b", "'a b'" },
                { "it's", "'it'\\''s'" },
                { "$(rm)", "'$(rm)'" },
                { "a\nb", "'a\nb'" },
                { "~x", "'~x'" },
                { "-x", "-x" } };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    struct strbuf b;
    strbuf_init (&b);
    verdict_shell_quote (words[i].text, &b);
    ck_assert_str_eq (strbuf_text (&b), words[i].quoted);
    strbuf_release (&b);
  }
}
END_TEST

START_TEST (test_person)
{
  static const char *const people[][2] = { { "Ada Okafor <ada@example.com>", "Ada Okafor" },
                                           { "Ada", "Ada" },
                                           { "<ada@example.com>", "<ada@example.com>" } };
  for (size_t i = 0; i < 3; i++) {
    struct strbuf b;
    strbuf_init (&b);
    verdict_person (people[i][0], &b);
    ck_assert_str_eq (strbuf_text (&b), people[i][1]);
    strbuf_release (&b);
  }
}
END_TEST

START_TEST (test_judgement_details)
{
  struct unit_facts u;
  struct judgement j;
  struct strbuf err;
  enter (ENTRY_AUDIT, F " needs g() = 1\n" G, ada, "2026-05-01");
  enter (ENTRY_AUDIT, F " needs g() = 1\n", bo, "2026-05-02");
  read_unit (F " needs g() = 2\n" G, &u);
  strbuf_init (&err);
  struct ledger *ledger = ledger_open (policy->ledger, &err);
  ck_assert (verdict_judge (policy, ledger, &u, &u.functions[0], &j, &err));
  ck_assert_int_eq (j.standing, STANDING_AUDITED);
  ck_assert_uint_eq (j.audits_count, 2);
  ck_assert_str_eq (j.entry->by, bo);
  ck_assert_uint_eq (j.compared.uncounted_count, 1);
  ck_assert_ptr_nonnull (strstr (j.compared.uncounted[0], "is load-bearing and audited itself"));
  ck_assert_int_eq (j.compared.view, ASPECT_SOURCE);
  judgement_release (&j);
  ledger_close (ledger);
  unit_facts_release (&u);
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("verdict rules");
  TCase *rest = tcase_create ("rules");
  tcase_add_checked_fixture (rest, set_up, tear_down);
  tcase_add_test (rest, test_nothing_audited);
  tcase_add_test (rest, test_messages);
  tcase_add_test (rest, test_any_state_matches_and_reverted);
  tcase_add_test (rest, test_reverted_needs_a_newer_known_difference);
  tcase_add_test (rest, test_exemption);
  tcase_add_test (rest, test_exempted_function_does_not_cut);
  tcase_add_test (rest, test_unaudited_function_does_not_cut);
  tcase_add_test (rest, test_revoked);
  tcase_add_test (rest, test_statics);
  tcase_add_test (rest, test_externals_in_other_files);
  tcase_add_test (rest, test_domains);
  tcase_add_test (rest, test_domain_grows_stronger);
  tcase_add_test (rest, test_unannotated);
  tcase_add_test (rest, test_test_units);
  tcase_add_test (rest, test_prototypes);
  tcase_add_test (rest, test_switched_off);
  tcase_add_test (rest, test_broken_ledger);
  tcase_add_test (rest, test_entry_order);
  tcase_add_test (rest, test_quoting);
  tcase_add_test (rest, test_person);
  tcase_add_test (rest, test_judgement_details);
  suite_add_tcase (suite, rest);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
