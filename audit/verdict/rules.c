/* The rules: their public names, what the shipped policy makes of them, and
   what `loadbearing explain --rule` says about each.

   Names are public and fixed: policies, reports and other people's scripts
   hold them.  A new rule gets a new name; an old name never changes its
   meaning.  */
#include "rules.h"

#include <stddef.h>
#include <string.h>

struct rule_entry {
  const char *name;
  enum severity severity;
  const char *help;
};

/* Indexed by enum rule.  */
static const struct rule_entry rule_table[RULE_COUNT] = {
  [RULE_UNAUDITED] = { "unaudited", SEVERITY_ERROR,
                       "A load-bearing function has no audit and no exemption: nobody has put their name to what it does.\n"
                       "Found when the function is marked (by the attribute, by the pragma, or by a rule of the policy) and the ledger "
                       "holds no unrevoked entry for it in its domain. A function whose only audits were withdrawn is unaudited again; "
                       "a note then says who withdrew them and why.\n"
                       "Settled by reading the function and certifying it: `loadbearing certify FUNCTION`. Code that existed before "
                       "loadbearing did may be excused until a date: `loadbearing exempt FUNCTION --until DATE --reason TEXT`. A function "
                       "that was only renamed equals an audited one of another name: `loadbearing certify NEW --was OLD`." },
  [RULE_CHANGED] = { "changed", SEVERITY_ERROR,
                     "What a load-bearing function does may differ from what was audited: its body changed.\n"
                     "Found when neither the source nor the behaviour equals that of any audited state that still stands. White space, "
                     "comments, names of locals, line numbers, the place of the file, -O, -g and the compiler's version do not count. "
                     "The notes say which aspect moved, and since which audit.\n"
                     "Settled by auditing the new state: `loadbearing certify FUNCTION`, which shows what changed before it asks; or by "
                     "undoing the change." },
  [RULE_INTERFACE_CHANGED] = { "interface-changed", SEVERITY_ERROR,
                               "The contract between a load-bearing function and its callers changed.\n"
                               "Found when the return type, the parameter types or their qualifiers, the calling convention, or an attribute with "
                               "meaning differs from the audited state. Names of parameters do not count. It is reported beside `changed` where "
                               "the body moved too, since the two are reviewed differently: here the callers have to be looked at.\n"
                               "Settled by auditing the new state: `loadbearing certify FUNCTION`." },
  [RULE_DEPENDENCY_CHANGED] = { "dependency-changed", SEVERITY_ERROR,
                                "A load-bearing function is unchanged itself, but something that it rests on changed.\n"
                                "Found when the body equals the audited one, and a helper within its unit, an object that it reads (initialiser "
                                "included), a layout, an enumerator, the declaration of a callee, or an option that changes semantics differs, "
                                "appeared or disappeared; and over a program, when an object of another unit begins with something else, or what the "
                                "addresses in it lead to does. Each is named, and through what it is reached. A dependency that is itself load-bearing, "
                                "in a domain that demands at least as much, and audited, does not count, nor does what lies behind it: its own audit "
                                "covers that. Its declaration always counts.\n"
                                "Settled by auditing the new state: `loadbearing certify FUNCTION`; or by marking and certifying the dependency, which "
                                "then carries its own audit." },
  [RULE_REACH_CHANGED] = { "reach-changed", SEVERITY_NOTE,
                           "Something changed deep below a load-bearing function, beyond its own translation unit and its direct callees.\n"
                           "Found over the whole program, once for each changed callee, with the audited functions that rest on it and the way to "
                           "it. `certify` remembers, in `loadbearing/reach/`, what the function reached; a callee counts as changed where "
                           "what its record digests (its interface, its text, what it rests on directly) is not what was remembered. The body of a "
                           "direct callee in another unit belongs here, how it is declared to `dependency-changed`. Reach stops at the policy's "
                           "`boundary`, and at load-bearing functions of a domain that demands at least as much, which have findings of their "
                           "own. It is a note unless the policy raises it for a domain, because a function reaches much that does not matter "
                           "to it; where it is raised, what cannot be compared (no record when it was audited, or none now) is a finding, "
                           "too, and -v shows it always.\n"
                           "Settled by certifying again the functions that the finding names, which remembers what they reach now; by marking "
                           "and certifying what changed; or by naming it in `boundary`." },
  [RULE_INCOMPARABLE] = { "incomparable", SEVERITY_ERROR,
                          "It cannot be told whether a load-bearing function is still what was audited.\n"
                          "Found when the digests of now and of the audited state are of different fingerprint schemes or variants, or when a view "
                          "is missing on one side: preprocessed input has no spelled source, a precompiled header's functions neither, and trees "
                          "compare only within one compiler and optimisation class. The message gives the cause, and `check` groups by cause: one "
                          "toolchain upgrade is one finding.\n"
                          "Not knowing is never taken for equality. Settled by building the way that was audited; or, after a change of compiler, by "
                          "`loadbearing refresh --old BUILD --new BUILD`, which needs no new audit where both builds are of one source; or by "
                          "auditing the function as it is built now: `loadbearing certify FUNCTION`." },
  [RULE_REVERTED] = { "reverted", SEVERITY_ERROR,
                      "A load-bearing function is back in a state that was audited once, and then replaced by a newer audited one.\n"
                      "Found when the state matches an audit or exemption, and an unrevoked audit of another state is newer. The typical cause "
                      "is a `git revert` or a bad merge that undoes an audited fix: the old audit alone would let that pass.\n"
                      "Settled by restoring the newer state, or, where going back is meant, by certifying the old state again: "
                      "`loadbearing certify FUNCTION`. A state known to be wrong is better withdrawn: `loadbearing revoke FUNCTION --state ID "
                      "--reason TEXT`." },
  [RULE_UNMARKED] = { "unmarked", SEVERITY_ERROR,
                      "A function that people audited, or that another unit marks, is compiled without its mark.\n"
                      "Found when the ledger holds an unrevoked entry for this function and nothing marks it any more: the attribute was "
                      "removed, a header is no longer included, or a rule of the policy stopped matching. Without its mark nobody would "
                      "notice a change.\n"
                      "Settled by marking it again; or, if it no longer carries any load, by withdrawing its audits: `loadbearing revoke "
                      "FUNCTION --reason TEXT`." },
  [RULE_DOMAIN_CHANGED] = { "domain-changed", SEVERITY_ERROR,
                            "A load-bearing function was audited in one domain and is now marked in another.\n"
                            "Found when the ledger holds unrevoked entries for it under other domains only. Each domain has its own demands and its "
                            "own auditors, so an audit does not carry over; the message says whether the new domain demands less than the old.\n"
                            "Settled by restoring the domain, or by certifying the function in its new domain (`loadbearing certify FUNCTION`) and "
                            "withdrawing the entries under the old one (`loadbearing revoke FUNCTION --reason TEXT`)." },
  [RULE_UNANNOTATED] = { "unannotated", SEVERITY_ERROR,
                         "The policy says that functions like this one must be marked, and this one is not.\n"
                         "Found when a rule of the policy's `must_mark` matches the function's name and file, and no attribute, pragma or `mark` "
                         "rule marks it.\n"
                         "Settled by writing LOAD_BEARING(\"DOMAIN\") before its declaration, or by narrowing the rule." },
  [RULE_AUDIT_EXPIRED] = { "audit-expired", SEVERITY_ERROR,
                           "An audit is older than its domain allows, or an exemption is past its date.\n"
                           "Found by `check` only, never while compiling, so that the same input gives the same object whatever the day. An audit "
                           "expires when the domain sets `max_age_days`; an exemption always names its end.\n"
                           "Settled by auditing the function again (`loadbearing certify FUNCTION`), or, for an exemption, by a new one with a new "
                           "reason: `loadbearing exempt FUNCTION --until DATE --reason TEXT`." },
  [RULE_AUDITOR_MISSING] = { "auditor-missing", SEVERITY_ERROR,
                             "A load-bearing function has an audit, but not by the people whom its domain asks for.\n"
                             "Found when fewer distinct people certified the state than the domain's `distinct` says, or when an auditor is not among "
                             "the domain's `auditors`; audits by people outside that list do not count towards the number.\n"
                             "Settled by having the missing person certify: `loadbearing certify FUNCTION`. A second auditor of one state is never a "
                             "duplicate." },
  [RULE_INVALID_AUDIT] = { "invalid-audit", SEVERITY_ERROR,
                           "An entry of the ledger is forged, altered, replayed or malformed.\n"
                           "Found when an entry's state does not digest to its id, belongs to another function, file or domain, or lacks what its kind "
                           "needs. A broken ledger stops the compilation: nothing is skipped silently.\n"
                           "Settled by restoring the file from git, by `loadbearing fmt` after a merge conflict, or by certifying afresh." },
  [RULE_UNTESTED] = { "untested", SEVERITY_WARNING,
                      "No test calls a load-bearing function whose domain asks for tests.\n"
                      "Found when no test function that counts calls it. A test counts if its program links the function itself, in the state that is "
                      "built: a fake of the same name is no evidence.\n"
                      "Settled by a test that expects particular results, or by lowering the domain's demand in the policy." },
  [RULE_HOLLOW_TEST] = { "hollow-test", SEVERITY_WARNING,
                         "Tests call a load-bearing function and would not notice if it were wrong.\n"
                         "Found when fewer references than the domain asks for have the grade that it asks for, or when it asks for stub-proofness "
                         "and for one of the function's outputs some constant satisfies all tests. Running a function is no test: what counts is whether "
                         "what it produces reaches an assertion that a wrong result would fail.\n"
                         "Settled by a test whose expectation a constant fails: a second case with another result is often enough. `loadbearing explain "
                         "FUNCTION` says of each test what it would let pass." },
  [RULE_NO_TESTS_GIVEN] = { "no-tests-given", SEVERITY_NOTE,
                            "No test artefact was among what was read, so nothing can be said about tests.\n"
                            "Found once per run when a domain demands tests. Settled by naming the test programs in the policy's products or on the "
                            "command line." },
  [RULE_FALSE_CLAIM] = { "false-claim", SEVERITY_ERROR,
                         "A test claims, with load_bearing_test, to verify a function that it does not verify.\n"
                         "Found when the test never calls it, or when none of the test's references to it has the grade `semantic`: nothing "
                         "that the function produces is asserted, or so little that many constants in its place would pass. A part of a "
                         "test is judged by the test that calls it. The message says what was found instead.\n"
                         "Settled by asserting what the function produces, or by withdrawing the claim." },
  [RULE_UNREACHED_TEST] = { "unreached-test", SEVERITY_WARNING,
                            "A test is never registered, or an assertion in it is never reached.\n"
                            "Found when nothing in the test's unit refers to it and no other unit can, or when nothing in any program that it was "
                            "linked into calls it or takes its address; when an assertion stands after a return, in a branch or loop that a "
                            "constant switches off, or after a call that does not return, or when no way through the test leads to it; and when NDEBUG compiles away all that a test asserts. Such "
                            "a test is green whatever the code does.\n"
                            "Settled by registering it, or by removing what keeps the assertion from being reached." },
  [RULE_AI_DISCLOSED] = { "ai-disclosed", SEVERITY_ERROR,
                          "The domain forbids disclosed machine authorship, and a commit that touched the function's lines discloses it.\n"
                          "Found from the trailers and authors of commits. The absence of a trailer proves nothing: the rule speaks of what is "
                          "disclosed. Certifying does not clear it; only an entry that says `disclosed` does, where the domain allows one." },
  [RULE_PROTOTYPE_LINKED] = { "prototype-linked", SEVERITY_ERROR,
                              "Production code calls prototype code, or a production program contains it.\n"
                              "Prototype code may do what it likes, and may therefore never be part of what ships. Found from the tracks that the "
                              "attribute, the policy's `prototypes` or the plugin's option give.\n"
                              "Settled by removing the call, or by bringing the prototype up to production and taking its track away." },
  [RULE_CONTRACT_DRIFT] = { "contract-drift", SEVERITY_ERROR,
                            "Two units or two programs disagree about a load-bearing type or object.\n"
                            "Found when the layout or the value recorded in one differs from that in another: a message packed by one is read wrongly "
                            "by the other. Settled by building both from one definition." },
  [RULE_CONFLICTING_DEFINITIONS] = { "conflicting-definitions", SEVERITY_ERROR,
                                     "Copies of one function inside one program differ.\n"
                                     "Found when several units of one program or library define the same external, inline or template function and their "
                                     "fingerprints disagree: the linker keeps one of them, and which one is chance. Two different programs may each have "
                                     "their own.\n"
                                     "Settled by making the copies equal (mostly a macro or an option that differs between units), or by making them static." },
  [RULE_UNRECORDED] = { "unrecorded", SEVERITY_NOTE,
                        "There is code that the plugin never saw.\n"
                        "Found when an object or program holds functions and no record of them: built without -fplugin, from assembler, by another "
                        "compiler, or out of a library. It is an error where it defines a name that the policy marks or the ledger knows, since "
                        "then a load-bearing function escapes; otherwise a note. Start-up files and compiler helpers are expected; the policy's "
                        "`unrecorded.allow` adds to them.\n"
                        "Settled by building it with the plugin, or by naming the file or function in `unrecorded.allow`." },
  [RULE_STALE_AUDIT] = { "stale-audit", SEVERITY_WARNING,
                         "A file of the ledger belongs to a function that is no longer there.\n"
                         "Found when all of the policy's products were read and none contains the function: it was renamed, removed, or became "
                         "static. An audit that matches nothing looks like protection and is none.\n"
                         "Settled by removing the file with git, or, after a rename, by `loadbearing certify NEW --was OLD`." },
  [RULE_STALE_RULE] = { "stale-rule", SEVERITY_WARNING,
                        "A rule of the policy matches nothing.\n"
                        "Found when all of the policy's products were read and no function matches an entry of `mark`: usually a renamed file or "
                        "a misspelt glob, which silently stopped protecting what it was written for.\n"
                        "Settled by correcting or removing the entry." },
  [RULE_POLICY_MISMATCH] = { "policy-mismatch", SEVERITY_ERROR,
                             "A unit was compiled under another policy, gate, role or track than the one that now judges it.\n"
                             "Found when the policy digest recorded in the object differs from that of the policy in force, when the plugin ran with "
                             "-gate=warn or -gate=off, or when the role or track of the unit is not what the policy says for its file. The object's marks "
                             "may then be those of another policy.\n"
                             "Settled by compiling the unit again, under this policy and with the options that it asks for." },
  [RULE_POLICY_WEAKENED] = { "policy-weakened", SEVERITY_ERROR,
                             "Marks, policy or ledger demand less than they did at the base that was given.\n"
                             "Settled by restoring the demand, or by having the change approved by whoever owns the policy." },
  [RULE_GLOB_MISMATCH] = { "glob-mismatch", SEVERITY_ERROR,
                           "A #line directive makes the file that the compiler reports and the file that it reads disagree about a glob of the policy.\n"
                           "Globs are matched on both names, and here one is covered and the other is not: a #line must not move code out of a rule.\n"
                           "Settled by a rule that covers both names, or by removing the #line." },
  [RULE_PLUGIN_TEST] = { "plugin-test", SEVERITY_ERROR,
                         "Code asks whether the plugin is present.\n"
                         "Found when __LOADBEARING__ or __has_attribute (load_bearing) is tested outside loadbearing.h. Code must not behave "
                         "differently because it is being watched. Settled by removing the test: the macros of loadbearing.h are empty without the "
                         "plugin." },
  [RULE_NO_POLICY] = { "no-policy", SEVERITY_WARNING,
                       "Something is marked load-bearing, and there is no policy.\n"
                       "The shipped default is in force, in which findings are only warnings. Settled by `loadbearing init`, which writes "
                       "loadbearing/policy.json." },
};

const char *
rule_name (enum rule rule)
{
  return (unsigned) rule < RULE_COUNT ? rule_table[rule].name : "unknown-rule";
}

int
rule_from_name (const char *name, enum rule *rule)
{
  for (int i = 0; i < RULE_COUNT; i++)
    if (strcmp (rule_table[i].name, name) == 0) {
      *rule = (enum rule) i;
      return 1;
    }
  return 0;
}

const char *
rule_help (enum rule rule)
{
  return (unsigned) rule < RULE_COUNT ? rule_table[rule].help : "";
}

int
rule_is_found (enum rule rule)
{
  switch (rule) {
  case RULE_INVALID_AUDIT:
  case RULE_AI_DISCLOSED:
  case RULE_CONTRACT_DRIFT:
  case RULE_POLICY_WEAKENED: return 0;
  default: return 1;
  }
}

enum severity
rule_default_severity (enum rule rule)
{
  return (unsigned) rule < RULE_COUNT ? rule_table[rule].severity : SEVERITY_ERROR;
}

static const char *const severity_names[] = { "off", "note", "warning", "error" };

const char *
severity_name (enum severity severity)
{
  return (unsigned) severity <= SEVERITY_ERROR ? severity_names[severity] : "error";
}

int
severity_from_name (const char *name, enum severity *severity)
{
  for (unsigned i = 0; i < sizeof severity_names / sizeof severity_names[0]; i++)
    if (strcmp (severity_names[i], name) == 0) {
      *severity = (enum severity) i;
      return 1;
    }
  return 0;
}
