/* Policies that extend others, and where policies and files lie.  */
#include "sample_policy.h"

/* ---- Extending.  */

static const char outer[] =
    "{ \"format\": 1,\n"
    "  \"groups\": { \"@team\": [\"ada@example.com\", \"bo@example.com\"] },\n"
    "  \"domains\": { \"pricing\": { \"auditors\": [\"@team\"], \"distinct\": 1, \"max_age_days\": 100 }, \"open\": {} },\n"
    "  \"mark\": [ { \"function\": \"total\", \"file\": \"sub/src/*.c\", \"domain\": \"pricing\" }, { \"function\": \"pay\", \"domain\": \"open\" } ],\n"
    "  \"tests\": [\"sub/tests/**\"], \"prototypes\": [\"sub/lab/**\"], \"signers\": \"keys\",\n"
    "  \"exemptions\": { \"max_days\": 50, \"warn_days\": 10 },\n"
    "  \"severity\": { \"*\": { \"changed\": \"warning\" }, \"pricing\": { \"changed\": \"error\" } } }\n";

static struct policy *
load_inner (const char *inner, struct strbuf *err)
{
  scratch_write ("r/loadbearing/policy.json", outer);
  scratch_write ("r/sub/loadbearing/policy.json", inner);
  return policy_load (scratch_path ("r/sub/loadbearing/policy.json"), err);
}

#define EXTENDS "{ \"format\": 1, \"extends\": \"../../loadbearing/policy.json\",\n"
#define I "r/sub/loadbearing/policy.json:"
#define O "r/loadbearing/policy.json"

static const struct {
  const char *text, *fault;
} loosening[] = {
  { "{ \"format\": 1 }",
    I "1:1: the outer policy " O " is in force here, too; write \"extends\": \"../../loadbearing/policy.json\"" },
  { EXTENDS "\"severity\": { \"*\": { \"changed\": \"note\" } } }",
    I "2:33: severity of 'changed' for '*' is \"note\", but " O
      ", which is extended, says \"warning\"; an inner policy may only tighten: remove it" },
  { EXTENDS "\"severity\": { \"pricing\": { \"changed\": \"warning\" } } }",
    I "2:39: severity of 'changed' for 'pricing' is \"warning\", but " O
      ", which is extended, says \"error\"; an inner policy may only tighten: remove it" },
  { EXTENDS "\"severity\": { \"track:prototype\": { \"*\": \"off\" } } }",
    I "2:41: severity of 'unaudited' for 'track:prototype' is \"off\", but " O
      ", which is extended, says \"error\"; an inner policy may only tighten: remove it" },
  { EXTENDS "\"domains\": { \"new\": {} }, \"severity\": { \"new\": { \"unaudited\": \"note\" } } }",
    I "2:63: severity of 'unaudited' for 'new' is \"note\", but " O
      ", which is extended, says \"error\"; an inner policy may only tighten: remove it" },
  { EXTENDS "\"domains\": { \"pricing\": { \"max_age_days\": 0 } } }",
    I "2:43: 'max_age_days' of domain 'pricing' demands less than " O
      ", which is extended; an inner policy may only tighten: remove it" },
  { EXTENDS "\"domains\": { \"pricing\": { \"auditors\": [] } } }",
    I "2:39: 'auditors' of domain 'pricing' demands less than " O
      ", which is extended; an inner policy may only tighten: remove it" },
  { EXTENDS "\"domains\": { \"pricing\": { \"auditors\": [\"@team\", \"eve@example.com\"] } } }",
    I "2:39: 'auditors' of domain 'pricing' demands less than " O
      ", which is extended; an inner policy may only tighten: remove it" },
  { EXTENDS "\"groups\": { \"@team\": [\"ada@example.com\", \"eve@example.com\"] } }",
    I "2:11: 'auditors' of domain 'pricing' demands less than " O
      ", which is extended; an inner policy may only tighten: remove it" },
  { EXTENDS "\"prototypes\": [\"**\"] }", I "2:1: 'prototypes' in an inner policy would demand less; state it in " O },
  { EXTENDS "\"boundary\": [\"x\"] }", I "2:1: 'boundary' in an inner policy would demand less; state it in " O },
  { EXTENDS "\"unrecorded\": { \"allow\": [\"x\"] } }",
    I "2:17: 'unrecorded' in an inner policy would demand less; state it in " O },
  { EXTENDS "\"exemptions\": { \"max_days\": 51, \"warn_days\": 9 } }",
    I "2:29: 'max_days' is 51, but " O ", which is extended, allows 50; an inner policy may only tighten\n" I
      "2:46: 'warn_days' is 9, but " O ", which is extended, says 10; an inner policy may only tighten" },
  { EXTENDS "\"certify\": { \"yes\": true, \"machines\": true } }", I
    "2:21: 'yes' is allowed here, but not in " O ", which is extended; an inner policy may only tighten: remove it\n" I
    "2:39: 'machines' is allowed here, but not in " O
    ", which is extended; an inner policy may only tighten: remove it" },
  { EXTENDS "\"signers\": \"mine\" }", I "2:1: 'signers' are stated in " O ", which is extended; remove them here" },
  { EXTENDS "\"mark\": [ { \"function\": \"x\", \"domain\": \"prcing\" } ] }",
    I "2:40: unknown domain 'prcing'; did you mean 'pricing'?" },
};

START_TEST (inner_may_not_loosen)
{
  struct strbuf err = STRBUF_INIT;
  ck_assert_ptr_null (load_inner (loosening[_i].text, &err));
  ck_assert_faults (&err, scratch, loosening[_i].fault);
  strbuf_release (&err);
}
END_TEST

START_TEST (inner_inherits_and_tightens)
{
  struct strbuf err = STRBUF_INIT;
  struct policy *p = load_inner (
      EXTENDS
      "\"domains\": { \"pricing\": { \"auditors\": [\"ada@example.com\"], \"max_age_days\": 50 }, \"strict\": { \"distinct\": 3 } },\n"
      "\"mark\": [ { \"function\": \"total\", \"domain\": \"open\" }, { \"function\": \"pay\", \"domain\": \"strict\" } ],\n"
      "\"tests\": [\"checks/**\"], \"exemptions\": { \"max_days\": 20 },\n"
      "\"severity\": { \"*\": { \"changed\": \"error\", \"unaudited\": \"error\" } } }",
      &err);
  ck_assert_msg (p != NULL, "%s", strbuf_text (&err));
  ck_assert_str_eq (p->root, scratch_path ("r/sub"));
  ck_assert_str_eq (p->files[0], scratch_path ("r/sub/loadbearing/policy.json"));
  ck_assert_str_eq (p->files[1], scratch_path ("r/loadbearing/policy.json"));
  ck_assert_ptr_null (p->files[2]);
  const struct policy_domain *d = policy_domain (p, "pricing");
  ck_assert_uint_eq (d->max_age_days, 50);
  ck_assert_uint_eq (d->distinct, 1);
  ck_assert (!policy_may_audit (p, d, "Bo <bo@example.com>"));
  ck_assert_ptr_nonnull (policy_domain (p, "open"));
  ck_assert_uint_eq (p->exemption_max_days, 20);
  ck_assert_uint_eq (p->exemption_warn_days, 10);
  ck_assert_str_eq (p->signers, "../keys");
  ck_assert_int_eq (policy_severity (p, RULE_CHANGED, NULL, TRACK_PRODUCTION), SEVERITY_ERROR);

  /* the outer's patterns are relative to the outer's root */
  ck_assert_int_eq (policy_role (p, "tests/a.c"), ROLE_TEST);
  ck_assert_int_eq (policy_role (p, "checks/a.c"), ROLE_TEST);
  ck_assert_int_eq (policy_role (p, "sub/tests/a.c"), ROLE_PRODUCTION);
  ck_assert_int_eq (policy_track (p, "lab/a.c"), TRACK_PROTOTYPE);
  /* of an inner and an outer rule the one that demands more */
  ck_assert_str_eq (policy_marks (p, "total", NULL, "src/a.c")->domain, "pricing");
  ck_assert_uint_eq (policy_marks (p, "total", NULL, "src/a.c")->layer, 1);
  ck_assert_str_eq (policy_marks (p, "total", NULL, "other/a.c")->domain, "open");
  ck_assert_str_eq (policy_marks (p, "pay", NULL, "src/a.c")->domain, "strict");
  /* an absolute file of the outer's */
  ck_assert_int_eq (policy_role (p, scratch_path ("r/sub/tests/a.c")), ROLE_TEST);
  policy_free (p);
  strbuf_release (&err);
}
END_TEST

START_TEST (digest_sees_what_is_extended)
{
  struct strbuf err = STRBUF_INIT;
  struct policy *a = load_inner (EXTENDS "\"tests\": [] }", &err);
  ck_assert_msg (a != NULL, "%s", strbuf_text (&err));
  struct policy *plain = policy_load (scratch_path ("r/loadbearing/policy.json"), &err);
  ck_assert (!digest_equal (&a->digest, &plain->digest)); /* it rules another folder */
  policy_free (plain);
  char *changed = memory_copy_text (outer);
  memcpy (strstr (changed, "100"), "101", 3);
  scratch_write ("r/loadbearing/policy.json", changed);
  struct policy *b = policy_load (scratch_path ("r/sub/loadbearing/policy.json"), &err);
  ck_assert (!digest_equal (&a->digest, &b->digest));
  free (changed);
  policy_free (a);
  policy_free (b);
}
END_TEST

START_TEST (broken_outer_is_named)
{
  struct strbuf err = STRBUF_INIT;
  scratch_write ("r/loadbearing/policy.json", "{ \"format\": 1, \"x\": 1 }");
  scratch_write ("r/sub/loadbearing/policy.json",
                 EXTENDS "\"mark\": [ { \"function\": \"f\", \"domain\": \"of-the-outer\" } ] }");
  ck_assert_ptr_null (policy_load (scratch_path ("r/sub/loadbearing/policy.json"), &err));
  char *shown = faults_shown (&err, scratch);
  ck_assert_ptr_nonnull (strstr (shown, O ":1:16: unknown key 'x'"));
  ck_assert_ptr_nonnull (strstr (shown, I "1:27: extends " O ", which cannot be used: see the faults above"));
  ck_assert_ptr_null (strstr (shown, "of-the-outer"));
  free (shown);
  strbuf_release (&err);
}
END_TEST

START_TEST (circles_are_refused)
{
  struct strbuf err = STRBUF_INIT;
  scratch_write ("c/a.json", "{ \"format\": 1, \"extends\": \"b.json\" }");
  scratch_write ("c/b.json", "{ \"format\": 1, \"extends\": \"a.json\" }");
  ck_assert_ptr_null (policy_load (scratch_path ("c/a.json"), &err));
  ck_assert_faults (&err, scratch,
                    "c/b.json:1:27: c/a.json extends itself; remove 'extends' here or there\n"
                    "c/a.json:1:27: extends c/b.json, which cannot be used: see the faults above");
  strbuf_clear (&err);
  for (int i = 0; i < 12; i++) {
    char name[32], text[64];
    snprintf (name, sizeof name, "d/%d.json", i);
    snprintf (text, sizeof text, "{ \"format\": 1, \"extends\": \"%d.json\" }", i + 1);
    scratch_write (name, text);
  }
  ck_assert_ptr_null (policy_load (scratch_path ("d/0.json"), &err));
  char *shown = faults_shown (&err, scratch);
  ck_assert_ptr_nonnull (strstr (shown, "d/7.json:1:27: more than 8 policies extend each other; join some of them"));
  free (shown);
  strbuf_release (&err);
}
END_TEST

START_TEST (policy_outside_a_tree)
{
  struct strbuf err = STRBUF_INIT;
  scratch_write ("ci/strict.json", "{ \"format\": 1 }");
  scratch_write ("loadbearing/policy.json", "{ \"format\": 1 }");
  struct policy *p = policy_load (scratch_path ("ci/strict.json"), &err);
  ck_assert_msg (p != NULL, "%s", strbuf_text (&err));
  ck_assert_str_eq (p->root, scratch_path ("ci"));
  ck_assert_str_eq (p->ledger, scratch_path ("ci/audits"));
  policy_free (p);
  ck_assert_ptr_null (policy_load (scratch_path ("ci/none.json"), &err));
  ck_assert_faults (&err, scratch, "ci/none.json: cannot be opened: No such file or directory");
  strbuf_release (&err);
}
END_TEST

/* ---- Paths.  */

static void
assert_found (const char *from, const char *expected)
{
  char *found = policy_find (from, NULL);
  if (expected == NULL)
    /* no policy of ours; one above the scratch folder is not this test's business */
    ck_assert (found == NULL || strncmp (found, scratch, strlen (scratch)) != 0);
  else {
    ck_assert_msg (found != NULL, "%s: nothing found", from);
    ck_assert_str_eq (found, expected);
  }
  free (found);
}

START_TEST (finding_a_policy)
{
  assert_found (scratch_path ("r/src"), NULL);
  scratch_write ("r/loadbearing/policy.json", "{ \"format\": 1 }");
  scratch_write ("r/src/deep/a.c", "");
  char *path = memory_copy_text (scratch_path ("r/loadbearing/policy.json"));
  assert_found (scratch_path ("r"), path);
  assert_found (scratch_path ("r/src/deep"), path);
  assert_found (scratch_path ("r/src/deep/a.c"), path);
  assert_found (scratch_path ("r/src/none/such.c"), path);
  assert_found (scratch_path ("r/loadbearing/policy.json"), path);
  assert_found (scratch_path ("r/x/../src//./a.c"), path);
  scratch_write ("r/src/loadbearing/policy.json", "");
  assert_found (scratch_path ("r/src/deep/a.c"), scratch_path ("r/src/loadbearing/policy.json"));
  assert_found (scratch_path ("r/a.c"), path);
  /* relative to the current folder */
  char here[PATH_MAX];
  ck_assert_ptr_nonnull (getcwd (here, sizeof here));
  ck_assert_int_eq (chdir (scratch_path ("r/loadbearing")), 0);
  assert_found ("x.c", path);
  assert_found ("../src/deep/a.c", scratch_path ("r/src/loadbearing/policy.json"));
  ck_assert_int_eq (chdir (here), 0);
  /* links are not followed upward, and a dangling one is not passed over */
  ck_assert_int_eq (symlink (scratch_path ("r/src"), scratch_path ("link")), 0);
  assert_found (scratch_path ("link/deep/a.c"), scratch_path ("link/loadbearing/policy.json"));
  scratch_folders ("r/dangling/loadbearing/");
  ck_assert_int_eq (symlink ("nowhere", scratch_path ("r/dangling/loadbearing/policy.json")), 0);
  assert_found (scratch_path ("r/dangling/a.c"), scratch_path ("r/dangling/loadbearing/policy.json"));
  struct strbuf err = STRBUF_INIT;
  ck_assert_ptr_null (policy_load (scratch_path ("r/dangling/loadbearing/policy.json"), &err));
  strbuf_release (&err);
  free (path);
}
END_TEST

static void
assert_relative (const struct policy *p, const char *file, const char *expected)
{
  for (int again = 0; again < 2; again++) { /* the second answer comes from memory */
    char *relative = policy_relative (p, file);
    ck_assert_str_eq (relative, expected);
    free (relative);
  }
}

START_TEST (relative_files)
{
  scratch_write ("r/src/a.c", "");
  scratch_write ("r/build/x", "");
  scratch_write ("elsewhere/build/x", "");
  struct policy *p = load_right ("{ \"format\": 1 }");
  assert_relative (p, scratch_path ("r/src/a.c"), "src/a.c");
  assert_relative (p, scratch_path ("r//src/./a.c"), "src/a.c");
  assert_relative (p, scratch_path ("r/build/../src/a.c"), "src/a.c");
  assert_relative (p, scratch_path ("r/none/../src/a.c"), "src/a.c");
  assert_relative (p, scratch_path ("r/gen/none.c"), "gen/none.c");
  assert_relative (p, scratch_path ("rr/a.c"), scratch_path ("rr/a.c"));
  assert_relative (p, "/usr/include/stdio.h", "/usr/include/stdio.h");
  assert_relative (p, "<built-in>", "<built-in>");
  assert_relative (p, "", "");
  char here[PATH_MAX];
  ck_assert_ptr_nonnull (getcwd (here, sizeof here));
  ck_assert_int_eq (chdir (scratch_path ("r/build")), 0);
  assert_relative (p, "../src/a.c", "src/a.c");
  assert_relative (p, "x.c", "build/x.c");
  assert_relative (p, "../../rr/x.c", "../../rr/x.c"); /* outside: as given */
  /* the same name from another folder is another file */
  ck_assert_int_eq (chdir (scratch_path ("elsewhere/build")), 0);
  assert_relative (p, "x.c", "x.c");
  ck_assert_int_eq (chdir (here), 0);

  /* a build folder that is a link: ".." is the real one's parent */
  ck_assert_int_eq (symlink (scratch_path ("elsewhere/build"), scratch_path ("r/out")), 0);
  assert_relative (p, scratch_path ("r/out/../../r/src/a.c"), "src/a.c");
  scratch_write ("elsewhere/src/a.c", "");
  assert_relative (p, scratch_path ("r/out/../src/a.c"), scratch_path ("r/out/../src/a.c"));
  /* a linked folder of the repository keeps its name, however it is reached */
  assert_relative (p, scratch_path ("r/out/a.c"), "out/a.c");
  assert_relative (p, scratch_path ("r/build/../out/a.c"), "out/a.c");
  /* another spelling of the root */
  ck_assert_int_eq (symlink (scratch_path ("r"), scratch_path ("alias")), 0);
  assert_relative (p, scratch_path ("alias/src/a.c"), "src/a.c");
  policy_free (p);
  struct strbuf err = STRBUF_INIT;
  p = policy_load (scratch_path ("alias/loadbearing/policy.json"), &err);
  ck_assert_str_eq (p->root, scratch_path ("alias"));
  assert_relative (p, scratch_path ("alias/src/a.c"), "src/a.c");
  assert_relative (p, scratch_path ("r/src/a.c"), "src/a.c");
  assert_relative (p, scratch_path ("r/generated/later/a.c"), "generated/later/a.c");
  assert_relative (p, scratch_path ("alias/build/../src/a.c"), "src/a.c");
  policy_free (p);
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("policy_extend");
  TCase *c = tcase_create ("policy_extend");
  tcase_set_timeout (c, 120);
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_loop_test (c, inner_may_not_loosen, 0, sizeof loosening / sizeof *loosening);
  tcase_add_test (c, inner_inherits_and_tightens);
  tcase_add_test (c, digest_sees_what_is_extended);
  tcase_add_test (c, broken_outer_is_named);
  tcase_add_test (c, circles_are_refused);
  tcase_add_test (c, policy_outside_a_tree);
  tcase_add_test (c, finding_a_policy);
  tcase_add_test (c, relative_files);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
