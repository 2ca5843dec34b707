/* The policy: what is refused and how, what is read, what it answers.  */
#include "sample_policy.h"

#define SEVERITIES "write \"error\", \"warning\", \"note\" or \"off\""

static const struct {
  const char *text, *fault;
} wrong[] = {
  /* the whole */
  { "[]", P "1:1: the policy must be an object, not an array; write { ... }" },
  { "{}", P "1:1: the policy has no key 'format'; add it" },
  { "{ \"format\": 2, \"nonsense\": 1 }",
    P "1:13: format 2 is not known to this loadbearing, which knows 1; use a newer one" },
  { "{ \"format\": 0 }", P "1:13: format 0 is not known to this loadbearing, which knows 1; write 1" },
  { "{ \"format\": \"1\" }", P "1:13: 'format' must be a whole number, not a text" },
  { "{ \"format\": 1.5 }", P "1:13: 'format' is 1.5; write a whole number from 0 to 1000000" },
  { HEAD "\"dommains\": {} }", P "2:1: unknown key 'dommains' in the policy; did you mean 'domains'?" },
  { HEAD "\"Severity\": {} }", P "2:1: unknown key 'Severity' in the policy; did you mean 'severity'?" },
  { HEAD "\"tests\": [], \"tests\": [] }", P "2:14: duplicate key 'tests', already at line 2; remove one of the two" },
  { HEAD "\"tests\": [\"a\" }",
    P "2:15: \"}\" where the \"[\" of line 2, column 10 is open; close it with \"]\" first" },
  { HEAD "<<<<<<< HEAD\n=======\n>>>>>>> x\n}",
    P "2:1: conflict marker of git; resolve the conflict in the policy by hand" },
  /* domains */
  { HEAD "\"domains\": [] }", P "2:12: 'domains' must be an object, not an array; write { ... }" },
  { HEAD "\"domains\": { \"Pricing\": {} } }", P
    "2:14: 'Pricing' cannot name a domain, which names a folder on every system; use a to z, 0 to 9, \"-\" and \"_\", at most 64" },
  { HEAD "\"domains\": { \"con\": {} } }", P
    "2:14: 'con' cannot name a domain, which names a folder on every system; use a to z, 0 to 9, \"-\" and \"_\", at most 64" },
  { HEAD "\"domains\": { \"../x\": {} } }", P
    "2:14: '../x' cannot name a domain, which names a folder on every system; use a to z, 0 to 9, \"-\" and \"_\", at most 64" },
  { HEAD "\"domains\": { \"d\": 1 } }", P "2:19: domain 'd' must be an object, not a number; write { ... }" },
  { HEAD "\"domains\": { \"d\": { \"auditor\": [] } } }",
    P "2:21: unknown key 'auditor' in a domain; did you mean 'auditors'?" },
  { HEAD "\"domains\": { \"d\": { \"auditors\": \"@g\" } } }",
    P "2:33: 'auditors' must be an array of texts, not a text; write [\"...\"]" },
  { HEAD "\"domains\": { \"d\": { \"auditors\": [\"@pricng\"] } }, \"groups\": { \"@pricing\": [\"a@b\"] } }",
    P "2:34: unknown group '@pricng'; did you mean '@pricing'?" },
  { HEAD "\"domains\": { \"d\": { \"auditors\": [\"@x\"] } } }",
    P "2:34: unknown group '@x'; declare it under 'groups'" },
  { HEAD "\"domains\": { \"d\": { \"auditors\": [\"ada\"] } } }",
    P "2:34: 'ada' is neither an address nor a group; write \"ada@example.com\" or \"@group\"" },
  { HEAD "\"domains\": { \"d\": { \"distinct\": 0 } } }",
    P "2:33: 'distinct' is 0; write a whole number from 1 to 100" },
  { HEAD "\"domains\": { \"d\": { \"distinct\": -3 } } }",
    P "2:33: 'distinct' is -3; write a whole number from 1 to 100" },
  { HEAD "\"domains\": { \"d\": { \"auditors\": [\"a@b\"], \"distinct\": 2 } } }",
    P "2:54: domain 'd' wants 2 distinct auditors, but 1 may audit it; name more or want fewer" },
  { HEAD
    "\"groups\": { \"@g\": [\"a@b\", \"c@d\"] }, \"domains\": { \"d\": { \"distinct\": 3, \"auditors\": [\"@g\", \"A@B\"] } } }",
    P "2:69: domain 'd' wants 3 distinct auditors, but 2 may audit it; name more or want fewer" },
  { HEAD "\"domains\": { \"d\": { \"max_age_days\": -1 } } }",
    P "2:37: 'max_age_days' is -1; write a whole number from 0 to 36500" },
  { HEAD "\"domains\": { \"d\": { \"max_age_days\": \"1y\" } } }",
    P "2:37: 'max_age_days' must be a whole number, not a text" },
  { HEAD "\"domains\": { \"d\": { \"machine_authorship\": \"forbit\" } } }",
    P "2:43: 'machine_authorship' cannot be 'forbit'; did you mean 'forbid'?" },
  { HEAD "\"domains\": { \"d\": { \"signed\": \"yes\" } } }", P "2:31: 'signed' must be true or false, not a text" },
  { HEAD "\"domains\": { \"d\": { \"signed\": true } } }", P
    "2:31: domain 'd' wants signatures, but no 'signers' says whose; add \"signers\": \"loadbearing/allowed_signers\"" },
  { HEAD "\"domains\": { \"d\": { \"source_equality\": 1 } } }",
    P "2:40: 'source_equality' must be true or false, not a number" },
  { HEAD "\"domains\": { \"d\": { \"tests\": true } } }",
    P "2:30: 'tests' must be an object, not true or false; write { ... }" },
  { HEAD
    "\"domains\": { \"d\": { \"tests\": { \"grade\": \"semantics\", \"stubproof\": true, \"at_least\": 1.5, \"indirect\": null } } } }",
    P "2:54: unknown key 'stubproof' in a domain's 'tests'; did you mean 'stub_proof'?\n" P
      "2:41: 'grade' cannot be 'semantics'; did you mean 'semantic'?\n" P
      "2:85: 'at_least' is 1.5; write a whole number from 0 to 1000\n" P
      "2:102: 'indirect' must be true or false, not null" },
  /* groups */
  { HEAD "\"groups\": [] }", P "2:11: 'groups' must be an object, not an array; write { ... }" },
  { HEAD "\"groups\": { \"g\": [\"a@b\"] } }", P "2:13: a group's name starts with \"@\"; write '@g'" },
  { HEAD "\"groups\": { \"@g\": [] } }", P "2:19: group '@g' has no members, so nobody could audit; name some" },
  { HEAD "\"groups\": { \"@g\": [\"Ada <ada@example.com>\"] } }",
    P "2:20: 'Ada <ada@example.com>' is no address; a group's members are written as \"ada@example.com\"" },
  { HEAD "\"groups\": { \"@g\": [\"@h\"] } }",
    P "2:20: '@h' is no address; a group's members are written as \"ada@example.com\"" },
  /* marks */
  { HEAD "\"mark\": {} }", P "2:9: 'mark' must be an array, not an object; write [ ... ]" },
  { HEAD "\"mark\": [ 1 ] }", P "2:11: a rule of 'mark' must be an object, not a number; write { ... }" },
  { HEAD "\"mark\": [ { \"function\": \"f\", \"domain\": \"pricng\" } ] }",
    P "2:40: unknown domain 'pricng'; did you mean 'pricing'?" },
  { HEAD "\"mark\": [ { \"function\": \"f\", \"domain\": \"zzz\" } ] }",
    P "2:40: unknown domain 'zzz'; declare it under 'domains'" },
  { HEAD "\"mark\": [ { \"function\": \"f\" } ] }", P "2:11: a rule of 'mark' has no key 'domain'; add it" },
  { HEAD "\"mark\": [ { \"domain\": \"pricing\" } ] }",
    P "2:11: a rule of 'mark' names neither 'function' nor 'file'; add one of them" },
  { HEAD "\"mark\": [ { \"func\": \"f\", \"file\": \"*.c\", \"domain\": \"pricing\" } ] }",
    P "2:13: unknown key 'func' in a rule of 'mark'; known are: function, file, domain, why" },
  { HEAD "\"mark\": [ { \"function\": 3, \"domain\": \"pricing\" } ] }",
    P "2:25: 'function' must be a text, not a number; write \"...\"" },
  { HEAD "\"mark\": [ { \"function\": \"\", \"domain\": \"pricing\" } ] }",
    P "2:25: 'function' is empty; fill it in or remove the key" },
  { HEAD "\"mark\": [ { \"function\": \"a[b\", \"domain\": \"pricing\" } ] }",
    P "2:25: pattern 'a[b' has a \"[\" without its \"]\"; write \"\\\\[\" for the character" },
  { HEAD "\"mark\": [ { \"file\": \"/abs/*\", \"domain\": \"pricing\" } ] }",
    P "2:21: pattern '/abs/*' is absolute; write it relative to the folder that holds the policy's" },
  { HEAD "\"mark\": [ { \"file\": \"./src/*\", \"domain\": \"pricing\" } ] }",
    P "2:21: pattern './src/*' would match nothing: names hold no \"./\", \"../\" and \"//\"; leave them out" },
  { HEAD "\"mark\": [ { \"file\": \"src/../x\", \"domain\": \"pricing\" } ] }",
    P "2:21: pattern 'src/../x' would match nothing: names hold no \"./\", \"../\" and \"//\"; leave them out" },
  { HEAD "\"mark\": [ { \"file\": \"src/\", \"domain\": \"pricing\" } ] }",
    P "2:21: pattern 'src/' ends in \"/\"; write 'src/**' for all that the folder holds" },
  { HEAD "\"must_mark\": [ { \"function\": \"f\", \"domain\": \"pricng\" } ] }",
    P "2:45: unknown domain 'pricng'; did you mean 'pricing'?" },
  /* lists */
  { HEAD "\"tests\": [\"tests/\"] }",
    P "2:11: pattern 'tests/' ends in \"/\"; write 'tests/**' for all that the folder holds" },
  { HEAD "\"prototypes\": [\"a\\\\\"] }", P "2:16: pattern 'a\\' ends in a backslash that quotes nothing" },
  { HEAD "\"boundary\": [\"log_*\", \"log_*\"] }", P "2:23: 'log_*' stands twice in 'boundary'; remove one" },
  { HEAD "\"unrecorded\": [\"crt*\"] }", P "2:15: 'unrecorded' must be an object, not an array; write { ... }" },
  { HEAD "\"unrecorded\": { \"alow\": [] } }", P "2:17: unknown key 'alow' in 'unrecorded'; did you mean 'allow'?" },
  { HEAD "\"assertions\": { \"EXPECT\": [\"actual\", \"wanted\"] } }", P
    "2:38: an argument of 'EXPECT' is \"actual\", \"expected\", \"condition\", \"ignored\", \"*actual\" or \"*expected\"" },
  { HEAD "\"assertions\": { \"EXPECT\": [\"actual\", \"gives\"] } }",
    P "2:38: \"gives\" of 'EXPECT' is about its result, not an argument; write it first" },
  { HEAD "\"assertions\": { \"EXPECT\": [\"gives\"] } }",
    P "2:27: assertion 'EXPECT' looks at nothing; say which argument is \"actual\" or \"condition\"" },
  { HEAD "\"assertions\": { \"EXPECT\": [\"expected\"] } }",
    P "2:27: assertion 'EXPECT' looks at nothing; say which argument is \"actual\" or \"condition\"" },
  { HEAD "\"assertions\": { \"EXPECT\": \"actual\" } }",
    P "2:27: assertion 'EXPECT' must be an array, not a text; write [ ... ]" },
  /* products */
  { HEAD "\"products\": { \"shop\": {} } }", P "2:23: product 'shop' has no key 'build'; add it" },
  { HEAD "\"products\": { \"shop\": { \"build\": [] } } }",
    P "2:34: product 'shop' is built from nothing; name what to read" },
  { HEAD "\"products\": { \"shop\": { \"build\": [\"/usr/bin/shop\"] } } }", P
    "2:35: path '/usr/bin/shop' is absolute, which holds on one machine only; write it relative to the folder that holds the policy's" },
  { HEAD "\"products\": { \"shop\": { \"build\": [\"b\"], \"test\": [] } } }",
    P "2:41: unknown key 'test' in a product; did you mean 'tests'?" },
  /* the rest */
  { HEAD "\"exemptions\": { \"max_days\": -1, \"warn_days\": \"x\" } }",
    P "2:29: 'max_days' is -1; write a whole number from 0 to 36500\n" P
      "2:46: 'warn_days' must be a whole number, not a text" },
  { HEAD "\"certify\": { \"yes\": 1 } }", P "2:21: 'yes' must be true or false, not a number" },
  { HEAD "\"certify\": true }", P "2:12: 'certify' must be an object, not true or false; write { ... }" },
  { HEAD "\"signers\": \"/etc/keys\" }", P
    "2:12: path '/etc/keys' is absolute, which holds on one machine only; write it relative to the folder that holds the policy's" },
  { HEAD "\"revocations_from\": \"--upload-pack=x\" }",
    P "2:21: '--upload-pack=x' is no name of a branch or tag; write \"origin/main\"" },
  { HEAD "\"revocations_from\": \"a b\" }", P "2:21: 'a b' is no name of a branch or tag; write \"origin/main\"" },
  { HEAD "\"evidence\": 1 }", P "2:13: 'evidence' must be a text, not a number; write \"...\"" },
  /* severities */
  { HEAD "\"severity\": \"error\" }", P "2:13: 'severity' must be an object, not a text; write { ... }" },
  { HEAD "\"severity\": { \"*\": \"error\" } }",
    P "2:20: the severities of '*' must be an object, not a text; write { ... }" },
  { HEAD "\"severity\": { \"*\": { \"chnaged\": \"error\" } } }",
    P "2:22: unknown rule 'chnaged'; did you mean 'changed'?" },
  { HEAD "\"severity\": { \"*\": { \"qqqq\": \"error\" } } }",
    P "2:22: unknown rule 'qqqq'; loadbearing-policy(5) lists the rules" },
  { HEAD "\"severity\": { \"*\": { \"changed\": \"err\" } } }", P "2:33: unknown severity 'err'; " SEVERITIES },
  { HEAD "\"severity\": { \"*\": { \"changed\": 1 } } }", P "2:33: a severity is a text, not a number; " SEVERITIES },
  { HEAD "\"severity\": { \"pricng\": { \"changed\": \"off\" } } }",
    P "2:15: unknown domain 'pricng'; did you mean 'pricing'?" },
  { HEAD "\"severity\": { \"track:prototyp\": { \"*\": \"off\" } } }",
    P "2:15: unknown track 'prototyp'; write \"track:prototype\" or \"track:production\"" },
  { HEAD "\"severity\": { \"pricing\": { \"changed\": \"off\", \"changed\": \"note\" } } }",
    P "2:46: duplicate key 'changed', already at line 2; remove one of the two" },
  /* a name that would break the line */
  { HEAD "\"a\\nb\": 1 }", P
    "2:1: unknown key 'a\\nb' in the policy; known are: format, $schema, extends, products, groups, domains, mark, must_mark, tests, prototypes, boundary, unrecorded, assertions, exemptions, certify, signers, revocations_from, evidence, severity" },
  /* extends */
  { HEAD "\"extends\": \"/x/policy.json\" }",
    P "2:12: 'extends' is an absolute path, which holds on one machine only; write it relative to this file's folder" },
  { HEAD "\"extends\": \"policy.json\" }",
    P "2:12: r/loadbearing/policy.json extends itself; remove 'extends' here or there" },
  { HEAD "\"extends\": \"none.json\" }",
    "r/loadbearing/none.json: cannot be opened: No such file or directory\n" P
    "2:12: extends r/loadbearing/none.json, which cannot be used: see the faults above" },
};

START_TEST (wrong_policies)
{
  struct strbuf err = STRBUF_INIT;
  ck_assert_ptr_null (load (wrong[_i].text, &err));
  ck_assert_faults (&err, scratch, wrong[_i].fault);
  strbuf_release (&err);
}
END_TEST

static const char full[] =
    "// a comment\n"
    "{ \"format\": 1, \"$schema\": \"x\",\n"
    "  \"products\": { \"shop\": { \"variant\": \"x86_64\", \"build\": [\"build/shop\"], \"tests\": [\"build/tests\"] },\n"
    "                \"device\": { \"build\": [\"build-arm/fw.elf\"] } },\n"
    "  \"groups\": { \"@pricing\": [\"ada@example.com\", \"bo@example.com\"] },\n"
    "  \"domains\": {\n"
    "    \"pricing\": { \"auditors\": [\"@pricing\"], \"distinct\": 2, \"author_may_be_only_auditor\": false,\n"
    "                 \"max_age_days\": 730, \"machine_authorship\": \"forbid\", \"signed\": true, \"source_equality\": true,\n"
    "                 \"tests\": { \"grade\": \"semantic\", \"stub_proof\": true, \"at_least\": 2, \"indirect\": true } },\n"
    "    \"plain\": {}, \"tested\": { \"tests\": { \"grade\": \"called\" } } },\n"
    "  \"mark\":       [ { \"function\": \"price_*\", \"file\": \"src/pricing/**\", \"domain\": \"pricing\", \"why\": \"ADR 12\" },\n"
    "                  { \"file\": \"legacy/*.c\", \"domain\": \"plain\" },\n"
    "                  { \"function\": \"shop::*\", \"domain\": \"tested\" } ],\n"
    "  \"must_mark\":  [ { \"function\": \"*_charge\", \"domain\": \"pricing\" } ],\n"
    "  \"tests\":      [\"tests/**\"],\n"
    "  \"prototypes\": [\"lab/**\", \"proto_*.c\"],\n"
    "  \"boundary\":   [\"log_*\", \"xmalloc\"],\n"
    "  \"unrecorded\": { \"allow\": [\"crt*.o\", \"libgcc*\"] },\n"
    "  \"assertions\": { \"EXPECT_PRICE\": [\"actual\", \"expected\"] },\n"
    "  \"exemptions\": { \"max_days\": 100, \"warn_days\": 7 },\n"
    "  \"certify\":    { \"yes\": true, \"machines\": true },\n"
    "  \"signers\":    \"loadbearing/allowed_signers\",\n"
    "  \"revocations_from\": \"origin/main\",\n"
    "  \"evidence\":   \"build/loadbearing.evidence.json\",\n"
    "  \"severity\":   { \"*\": { \"*\": \"warning\", \"changed\": \"error\", \"reach-changed\": \"note\" },\n"
    "                  \"pricing\": { \"reach-changed\": \"warning\" }, \"plain\": { \"*\": \"off\" },\n"
    "                  \"track:prototype\": { \"*\": \"note\", \"prototype-linked\": \"error\" } } }\n";

START_TEST (all_keys_are_read)
{
  struct policy *p = load_right (full);
  ck_assert_str_eq (p->path, scratch_path ("r/loadbearing/policy.json"));
  ck_assert_str_eq (p->root, scratch_path ("r"));
  ck_assert_str_eq (p->ledger, scratch_path ("r/loadbearing/audits"));
  ck_assert_str_eq (p->files[0], p->path);
  ck_assert_ptr_null (p->files[1]);
  ck_assert_uint_eq (p->digest.length, DIGEST_HALF);

  ck_assert_uint_eq (p->products_count, 2);
  ck_assert_str_eq (p->products[0].name, "shop");
  ck_assert_str_eq (p->products[0].variant, "x86_64");
  ck_assert_str_eq (p->products[0].build[0], "build/shop");
  ck_assert_str_eq (p->products[0].tests[0], "build/tests");
  ck_assert_str_eq (p->products[1].build[0], "build-arm/fw.elf");
  ck_assert_ptr_null (p->products[1].variant);
  ck_assert_ptr_null (p->products[1].tests[0]);

  ck_assert_uint_eq (p->domains_count, 3);
  const struct policy_domain *d = policy_domain (p, "pricing");
  ck_assert_str_eq (d->auditors[0], "@pricing");
  ck_assert_uint_eq (d->distinct, 2);
  ck_assert (!d->author_may_be_only_auditor);
  ck_assert_uint_eq (d->max_age_days, 730);
  ck_assert (d->machine_authorship_forbidden && d->is_signed && d->source_equality);
  ck_assert_int_eq (d->tests.grade, GRADE_SEMANTIC);
  ck_assert (d->tests.stub_proof && d->tests.indirect);
  ck_assert_uint_eq (d->tests.at_least, 2);
  d = policy_domain (p, "plain");
  ck_assert_ptr_null (d->auditors[0]);
  ck_assert_uint_eq (d->distinct, 1);
  ck_assert (d->author_may_be_only_auditor && !d->tests.indirect);
  ck_assert (!d->machine_authorship_forbidden && !d->is_signed && !d->source_equality && !d->tests.stub_proof);
  ck_assert_uint_eq (d->max_age_days, 0);
  ck_assert_int_eq (d->tests.grade, GRADE_NONE);
  ck_assert_uint_eq (d->tests.at_least, 0);
  ck_assert_uint_eq (policy_domain (p, "tested")->tests.at_least, 1);
  ck_assert_ptr_null (policy_domain (p, "authentication"));
  ck_assert_str_eq (policy_domain_nearest (p, "pricng"), "pricing");
  ck_assert_ptr_null (policy_domain_nearest (p, "quite else"));

  ck_assert_uint_eq (p->marks_count, 3);
  ck_assert_str_eq (p->marks[0].function, "price_*");
  ck_assert_str_eq (p->marks[0].file, "src/pricing/**");
  ck_assert_str_eq (p->marks[0].domain, "pricing");
  ck_assert_str_eq (p->marks[0].why, "ADR 12");
  ck_assert_uint_eq (p->marks[0].line, 11);
  ck_assert_str_eq (p->marks[1].function, "*");
  ck_assert_str_eq (p->marks[1].why, "");
  ck_assert_uint_eq (p->marks[1].line, 12);
  ck_assert_str_eq (p->marks[2].file, "");
  ck_assert_uint_eq (p->must_marks_count, 1);

  ck_assert_str_eq (p->test_globs[0], "tests/**");
  ck_assert_str_eq (p->prototype_globs[1], "proto_*.c");
  ck_assert_str_eq (p->boundary[1], "xmalloc");
  ck_assert_ptr_null (p->boundary[2]);
  ck_assert_str_eq (p->unrecorded_allow[0], "crt*.o");
  ck_assert_uint_eq (p->assertions_count, 1);
  ck_assert_str_eq (p->assertions[0].name, "EXPECT_PRICE");
  ck_assert_uint_eq (p->assertions[0].arguments_count, 2);
  ck_assert_int_eq (p->assertions[0].arguments[0], ASSERTION_ACTUAL);
  ck_assert_int_eq (p->assertions[0].arguments[1], ASSERTION_EXPECTED);
  ck_assert_uint_eq (p->exemption_max_days, 100);
  ck_assert_uint_eq (p->exemption_warn_days, 7);
  ck_assert (p->certify_yes && p->certify_machines);
  ck_assert_str_eq (p->signers, "loadbearing/allowed_signers");
  ck_assert_str_eq (p->revocations_from, "origin/main");
  ck_assert_str_eq (p->evidence, "build/loadbearing.evidence.json");
  policy_free (p);
}
END_TEST

START_TEST (what_is_not_said)
{
  struct policy *p = load_right ("{ \"format\": 1 }");
  ck_assert_uint_eq (p->domains_count, 6); /* the shipped ones */
  ck_assert_ptr_nonnull (policy_domain (p, "financial-path"));
  ck_assert_uint_eq (p->marks_count, 0);
  ck_assert_ptr_null (p->test_globs[0]);
  ck_assert_uint_eq (p->exemption_max_days, 365);
  ck_assert_uint_eq (p->exemption_warn_days, 42);
  ck_assert (!p->certify_yes && !p->certify_machines);
  for (int rule = 0; rule < RULE_COUNT; rule++)
    ck_assert_int_eq (policy_severity (p, (enum rule) rule, "pricing", TRACK_PRODUCTION),
                      rule_default_severity ((enum rule) rule));
  policy_free (p);
  p = load_right ("{ \"format\": 1, \"domains\": {} }");
  ck_assert_uint_eq (p->domains_count, 0);
  policy_free (p);
}
END_TEST

START_TEST (most_specific_severity)
{
  struct policy *p = load_right (full);
  static const struct {
    enum rule rule;
    const char *domain;
    enum track track;
    enum severity severity;
  } cases[] = {
    { RULE_CHANGED, NULL, TRACK_PRODUCTION, SEVERITY_ERROR },              /* "*" and rule */
    { RULE_UNAUDITED, NULL, TRACK_PRODUCTION, SEVERITY_WARNING },          /* "*" and "*" */
    { RULE_REACH_CHANGED, "tested", TRACK_PRODUCTION, SEVERITY_NOTE },     /* the domain says nothing */
    { RULE_REACH_CHANGED, "pricing", TRACK_PRODUCTION, SEVERITY_WARNING }, /* domain and rule */
    { RULE_REACH_CHANGED, "pricing", TRACK_PROTOTYPE, SEVERITY_WARNING },  /* domain before track */
    { RULE_CHANGED, "plain", TRACK_PRODUCTION, SEVERITY_OFF },             /* domain and "*" before "*" and rule */
    { RULE_CHANGED, NULL, TRACK_PROTOTYPE, SEVERITY_NOTE },                /* track and "*" before "*" and rule */
    { RULE_PROTOTYPE_LINKED, NULL, TRACK_PROTOTYPE, SEVERITY_ERROR },      /* track and rule */
    { RULE_CHANGED, "unheard-of", TRACK_PRODUCTION, SEVERITY_ERROR },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ck_assert_msg (policy_severity (p, cases[i].rule, cases[i].domain, cases[i].track) == cases[i].severity, "case %zu",
                   i);
  policy_free (p);
}
END_TEST

/* The shipped policy is itself a policy, says what rules.c says, and gates nothing until somebody has it.  */
START_TEST (shipped_policy)
{
  struct strbuf err = STRBUF_INIT;
  struct policy *shipped = policy_load (NULL, &err), *written = load (policy_shipped_text, &err);
  ck_assert_msg (shipped != NULL && written != NULL, "%s", strbuf_text (&err));
  static const char *const names[] = { "authentication", "pricing",           "service-contract",
                                       "migration",      "security-boundary", "financial-path" };
  ck_assert_uint_eq (shipped->domains_count, 6);
  ck_assert_ptr_null (shipped->path);
  ck_assert_ptr_null (shipped->files[0]);
  ck_assert (!digest_known (&shipped->digest));
  char here[PATH_MAX];
  ck_assert_ptr_nonnull (getcwd (here, sizeof here));
  ck_assert_str_eq (shipped->root, here);
  for (size_t i = 0; i < 6; i++)
    ck_assert_ptr_nonnull (policy_domain (shipped, names[i]));
  bool some_error = false;
  for (int r = 0; r < RULE_COUNT; r++) {
    enum severity severity = rule_default_severity ((enum rule) r);
    some_error |= severity == SEVERITY_ERROR;
    ck_assert_msg (policy_severity (written, (enum rule) r, "pricing", TRACK_PRODUCTION) == severity, "%s",
                   rule_name ((enum rule) r));
    ck_assert_msg (policy_severity (shipped, (enum rule) r, "pricing", TRACK_PRODUCTION)
                       == (severity == SEVERITY_ERROR ? SEVERITY_WARNING : severity),
                   "%s", rule_name ((enum rule) r));
  }
  ck_assert (some_error);
  ck_assert_int_eq (policy_severity (shipped, RULE_PROTOTYPE_LINKED, NULL, TRACK_PROTOTYPE), SEVERITY_WARNING);
  policy_free (shipped);
  policy_free (written);
  strbuf_release (&err);
}
END_TEST

START_TEST (marks_cover)
{
  struct policy *p = load_right (full);
  const struct policy_mark *m;
  m = policy_marks (p, "price_quote", NULL, "src/pricing/bulk.c");
  ck_assert_ptr_eq (m, &p->marks[0]);
  ck_assert_ptr_null (policy_marks (p, "price_quote", NULL, "src/other.c"));
  ck_assert_ptr_null (policy_marks (p, "quote", NULL, "src/pricing/bulk.c"));
  ck_assert_ptr_eq (policy_marks (p, "anything", NULL, "legacy/a.c"), &p->marks[1]);
  ck_assert_ptr_null (policy_marks (p, "anything", NULL, "legacy/deep/a.c"));
  /* the name that a person writes counts, too */
  ck_assert_ptr_eq (policy_marks (p, "_ZN4shop5totalEv", "shop::total()", "x.cc"), &p->marks[2]);
  ck_assert_ptr_null (policy_marks (p, "_ZN4shop5totalEv", NULL, "x.cc"));
  ck_assert_ptr_eq (policy_must_mark (p, "card_charge", NULL, "x.c"), &p->must_marks[0]);
  ck_assert_ptr_null (policy_must_mark (p, "charge_card", NULL, "x.c"));
  /* a file outside the repository */
  ck_assert_ptr_null (policy_marks (p, "price_x", NULL, "/usr/include/src/pricing/x.h"));
  ck_assert_ptr_eq (policy_marks (p, "x", NULL, scratch_path ("r/legacy/a.c")), &p->marks[1]);
  ck_assert_int_eq (policy_role (p, "tests/deep/a.c"), ROLE_TEST);
  ck_assert_int_eq (policy_role (p, "src/tests/a.c"), ROLE_PRODUCTION);
  ck_assert_int_eq (policy_track (p, "lab/a.c"), TRACK_PROTOTYPE);
  ck_assert_int_eq (policy_track (p, "src/proto_a.c"), TRACK_PROTOTYPE);
  ck_assert_int_eq (policy_track (p, "src/a.c"), TRACK_PRODUCTION);
  policy_free (p);
}
END_TEST

START_TEST (first_mark_decides)
{
  struct policy *p = load_right (HEAD "\"mark\": [ { \"function\": \"a*\", \"domain\": \"pricing\" }, "
                                      "{ \"function\": \"ab*\", \"domain\": \"migration\" }, "
                                      "{ \"function\": \"*\", \"domain\": \"authentication\" } ] }");
  ck_assert_str_eq (policy_marks (p, "abc", NULL, "x.c")->domain, "pricing");
  ck_assert_str_eq (policy_marks (p, "xyz", NULL, "x.c")->domain, "authentication");
  policy_free (p);
}
END_TEST

START_TEST (who_may_audit)
{
  struct policy *p = load_right (
      HEAD
      "\"groups\": { \"@g\": [\"Ada@Example.com\"] }, \"domains\": { \"d\": { \"auditors\": [\"@g\", \"bo@example.com\"] }, \"open\": {} } }");
  const struct policy_domain *d = policy_domain (p, "d");
  ck_assert (policy_may_audit (p, d, "Ada Okafor <ada@example.com>"));
  ck_assert (policy_may_audit (p, d, "Ada <ADA@EXAMPLE.COM>"));
  ck_assert (policy_may_audit (p, d, "Bo <Lind> <bo@example.com>"));
  ck_assert (!policy_may_audit (p, d, "bo@example.com <eve@example.com>"));
  ck_assert (!policy_may_audit (p, d, "Bo <bo@example.com.evil>"));
  ck_assert (!policy_may_audit (p, d, "@g"));
  ck_assert (!policy_may_audit (p, d, "X <>"));
  ck_assert (!policy_may_audit (p, d, ""));
  ck_assert (policy_may_audit (p, policy_domain (p, "open"), "Eve <eve@example.com>"));
  policy_free (p);
}
END_TEST

START_TEST (domains_that_demand_as_much)
{
  /* in each, `strong` demands more than `weak` by one key */
  static const char *const keys[][2] = {
    { "\"auditors\": [\"a@b\"]", "" },
    { "\"auditors\": [\"a@b\"]", "\"auditors\": [\"c@d\", \"A@b\"]" },
    { "\"distinct\": 2", "\"distinct\": 1" },
    { "\"author_may_be_only_auditor\": false", "" },
    { "\"max_age_days\": 100", "\"max_age_days\": 101" },
    { "\"max_age_days\": 100", "" },
    { "\"machine_authorship\": \"forbid\"", "\"machine_authorship\": \"allow\"" },
    { "\"signed\": true", "" },
    { "\"source_equality\": true", "" },
    { "\"tests\": { \"grade\": \"proven\" }", "\"tests\": { \"grade\": \"semantic\" }" },
    { "\"tests\": { \"stub_proof\": true }", "" },
    { "\"tests\": { \"grade\": \"shape\", \"at_least\": 2 }", "\"tests\": { \"grade\": \"shape\" }" },
    { "", "\"tests\": { \"indirect\": true }" },
  };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    struct strbuf text = STRBUF_INIT;
    strbuf_addf (&text, HEAD "\"signers\": \"s\", \"domains\": { \"strong\": { %s }, \"weak\": { %s } } }", keys[i][0],
                 keys[i][1]);
    struct policy *p = load_right (strbuf_text (&text));
    ck_assert_msg (policy_domain_at_least (p, "strong", "weak"), "%s", keys[i][0]);
    ck_assert_msg (!policy_domain_at_least (p, "weak", "strong"), "%s", keys[i][0]);
    ck_assert (policy_domain_at_least (p, "weak", "weak"));
    ck_assert (!policy_domain_at_least (p, "strong", "none"));
    ck_assert (!policy_domain_at_least (p, "none", "weak"));
    policy_free (p);
    strbuf_release (&text);
  }
}
END_TEST

/* ---- The digest: meaning, and nothing else.  */

static struct digest
digest_of_text (const char *text)
{
  struct policy *p = load_right (text);
  struct digest d = p->digest;
  policy_free (p);
  return d;
}

START_TEST (digest_ignores_spelling)
{
  struct digest a = digest_of_text (
      "{\"format\":1,\"domains\":{\"a\":{},\"b\":{\"distinct\":2}},\"tests\":[\"x/**\",\"y/**\"],\"severity\":{\"*\":{\"changed\":\"error\"}}}");
  struct digest b = digest_of_text (
      "// c\n{ \"severity\": { \"*\": { \"changed\": \"error\" } }, /* c */ \"tests\": [\"y/**\", \"x/**\"],\n"
      "\"domains\": { \"b\": { \"signed\": false, \"distinct\": 2 }, \"a\": { \"distinct\": 1 } }, \"format\": 1 }\n");
  ck_assert (digest_equal (&a, &b));
  /* and where the repository lies */
  struct strbuf err = STRBUF_INIT;
  scratch_write ("elsewhere/deep/loadbearing/policy.json", full);
  struct policy *p = policy_load (scratch_path ("elsewhere/deep/loadbearing/policy.json"), &err);
  ck_assert_ptr_nonnull (p);
  a = digest_of_text (full);
  ck_assert (digest_equal (&a, &p->digest));
  policy_free (p);
}
END_TEST

/* Each replacement in `full` is another meaning.  */
static const char *const meanings[][2] = {
  { "\"variant\": \"x86_64\"", "\"variant\": \"arm\"" },
  { "build/shop", "build/shoq" },
  { "bo@example.com", "cy@example.com" },
  { "\"distinct\": 2", "\"distinct\": 1" },
  { "auditor\": false", "auditor\": true" },
  { "730", "731" },
  { "\"forbid\"", "\"allow\"" },
  { "\"signed\": true", "\"signed\": false" },
  { "equality\": true", "equality\": false" },
  { "\"semantic\"", "\"shape\"" },
  { "proof\": true", "proof\": false" },
  { "at_least\": 2", "at_least\": 3" },
  { "indirect\": true", "indirect\": false" },
  { "price_*", "prize_*" },
  { "src/pricing/**", "src/**" },
  { "\"domain\": \"pricing\", \"why\"", "\"domain\": \"plain\", \"why\"" },
  { "*_charge", "*_change" },
  { "tests/**", "test/**" },
  { "lab/**", "labs/**" },
  { "log_*", "log*" },
  { "crt*.o", "crt*" },
  { "\"actual\", \"expected\"", "\"expected\", \"actual\"" },
  { "EXPECT_PRICE", "EXPECT_PRIZE" },
  { "max_days\": 100", "max_days\": 99" },
  { "warn_days\": 7", "warn_days\": 8" },
  { "yes\": true", "yes\": false" },
  { "machines\": true", "machines\": false" },
  { "allowed_signers", "signers" },
  { "origin/main", "origin/next" },
  { "evidence.json", "e.json" },
  { "\"changed\": \"error\"", "\"changed\": \"warning\"" },
  { "{ \"*\": \"off\" }", "{ \"*\": \"note\" }" },
};

START_TEST (digest_sees_meaning)
{
  struct digest a = digest_of_text (full);
  const char *at = strstr (full, meanings[_i][0]);
  ck_assert_msg (at != NULL, "%s", meanings[_i][0]);
  struct strbuf text = STRBUF_INIT;
  strbuf_add (&text, full, (size_t) (at - full));
  strbuf_addf (&text, "%s%s", meanings[_i][1], at + strlen (meanings[_i][0]));
  struct digest b = digest_of_text (strbuf_text (&text));
  ck_assert_msg (!digest_equal (&a, &b), "%s", meanings[_i][0]);
  strbuf_release (&text);
}
END_TEST

/* ---- Damage.  */

/* Every beginning of the full policy, and the policy with one byte less: never a crash, and an
   answer or a fault.  */
START_TEST (damaged_policies)
{
  struct strbuf err = STRBUF_INIT;
  size_t size = sizeof full - 1;
  for (size_t cut = 0; cut < size; cut += 1) {
    scratch_write_bytes ("r/loadbearing/policy.json", full, cut);
    strbuf_clear (&err);
    struct policy *p = policy_load (scratch_path ("r/loadbearing/policy.json"), &err);
    ck_assert_msg ((p == NULL) == (err.length != 0), "cut at %zu", cut);
    ck_assert (p == NULL || cut == size - 1);
    policy_free (p);
  }
  char changed[sizeof full];
  for (size_t at = 0; at < size; at++) {
    memcpy (changed, full, at);
    memcpy (changed + at, full + at + 1, size - at - 1);
    scratch_write_bytes ("r/loadbearing/policy.json", changed, size - 1);
    strbuf_clear (&err);
    struct policy *p = policy_load (scratch_path ("r/loadbearing/policy.json"), &err);
    ck_assert_msg ((p == NULL) == (err.length != 0), "without byte %zu", at);
    policy_free (p);
  }
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("policy");
  TCase *c = tcase_create ("policy");
  tcase_set_timeout (c, 120);
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_loop_test (c, wrong_policies, 0, sizeof wrong / sizeof *wrong);
  tcase_add_test (c, all_keys_are_read);
  tcase_add_test (c, what_is_not_said);
  tcase_add_test (c, most_specific_severity);
  tcase_add_test (c, shipped_policy);
  tcase_add_test (c, marks_cover);
  tcase_add_test (c, first_mark_decides);
  tcase_add_test (c, who_may_audit);
  tcase_add_test (c, domains_that_demand_as_much);
  tcase_add_test (c, digest_ignores_spelling);
  tcase_add_loop_test (c, digest_sees_meaning, 0, sizeof meanings / sizeof *meanings);
  tcase_add_test (c, damaged_policies);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
