/* The rules (names are fixed and public) and the severities.  */
#ifndef LOADBEARING_RULES_H
#define LOADBEARING_RULES_H

#ifdef __cplusplus
extern "C" {
#endif

enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum rule {
  RULE_UNAUDITED,
  RULE_CHANGED,
  RULE_INTERFACE_CHANGED,
  RULE_DEPENDENCY_CHANGED,
  RULE_REACH_CHANGED,
  RULE_INCOMPARABLE,
  RULE_REVERTED,
  RULE_UNMARKED,
  RULE_DOMAIN_CHANGED,
  RULE_UNANNOTATED,
  RULE_AUDIT_EXPIRED,
  RULE_AUDITOR_MISSING,
  RULE_INVALID_AUDIT,
  RULE_UNTESTED,
  RULE_HOLLOW_TEST,
  RULE_NO_TESTS_GIVEN,
  RULE_FALSE_CLAIM,
  RULE_UNREACHED_TEST,
  RULE_AI_DISCLOSED,
  RULE_PROTOTYPE_LINKED,
  RULE_CONTRACT_DRIFT,
  RULE_CONFLICTING_DEFINITIONS,
  RULE_UNRECORDED,
  RULE_STALE_AUDIT,
  RULE_STALE_RULE,
  RULE_POLICY_MISMATCH,
  RULE_POLICY_WEAKENED,
  RULE_GLOB_MISMATCH, /* #line makes presumed and physical file disagree about a glob */
  RULE_PLUGIN_TEST,   /* code outside loadbearing.h tests for the plugin */
  RULE_NO_POLICY,     /* something is marked and there is no policy */
  RULE_COUNT
};

/* "unaudited", "interface-changed", ...  */
const char *rule_name (enum rule rule);
/* False if NAME is no rule.  */
int rule_from_name (const char *name, enum rule *rule);
/* What the rule means and how it is settled: several sentences, for `explain --rule`.  */
const char *rule_help (enum rule rule);
/* False for a rule that has its name already, but that nothing looks for yet.  */
int rule_is_found (enum rule rule);
/* What the shipped policy says.  */
enum severity rule_default_severity (enum rule rule);
const char *severity_name (enum severity severity); /* "error" ... */
int severity_from_name (const char *name, enum severity *severity);

#ifdef __cplusplus
}
#endif
#endif
