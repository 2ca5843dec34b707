/* The rules that only the compiler can see broken: that a unit with marks found no policy, that
   `#line` gives a function a file that the policy's globs see otherwise, that code asks for the plugin.  */
#include "gcc-compat.h"
#include "place.h"
#include "session.h"
#include "unit_rules.h"
#include "observe/plugin_tests.h"

static struct finding *
add_finding (struct findings *findings, const struct unit_facts *u, enum rule rule, const struct function_facts *f)
{
  bool prototype = u->track == TRACK_PROTOTYPE || f->track == TRACK_PROTOTYPE;
  enum severity severity = policy_severity (session.policy, rule, f->domain,
                                            prototype ? TRACK_PROTOTYPE : TRACK_PRODUCTION);
  return severity == SEVERITY_OFF ? NULL : findings_add (findings, rule, severity, f);
}

static void
rule_no_policy (const struct unit_facts *u, struct findings *findings)
{
  if (session.policy->path)
    return;
  for (size_t i = 0; i < u->functions_count; i++) {
    const struct function_facts *f = &u->functions[i];
    if (!(f->flags & FUNCTION_MARKED))
      continue;
    struct finding *n = add_finding (findings, u, RULE_NO_POLICY, f);
    if (n) {
      finding_message (n,
                       QUOTE_OPEN
                       "%s" QUOTE_CLOSE
                       " is load-bearing, but there is no policy: the shipped one holds, and everything is a warning",
                       function_shown (f));
      finding_note (n, "looked for loadbearing/policy.json upward from the source, the object and the current folder");
      if (session.passed_over.length)
        finding_note (n,
                      "%s was passed over: another user put it where everybody may write; give it by "
                      "-fplugin-arg-loadbearing-policy= if it is meant",
                      strbuf_text (&session.passed_over));
      finding_command (n, "loadbearing init");
    }
    return;
  }
}

/* What the policy's globs make of F in FILE, in one word; NULL if they make nothing of it.  */
static const char *
glob_verdict (const struct function_facts *f, const char *file)
{
  const struct policy_mark *rule = policy_marks (session.policy, f->name, f->shown, file);
  if (rule)
    return rule->domain;
  rule = policy_must_mark (session.policy, f->name, f->shown, file);
  if (rule)
    return rule->domain;
  if (policy_role (session.policy, file) == ROLE_TEST)
    return "a test";
  if (policy_track (session.policy, file) == TRACK_PROTOTYPE)
    return "a prototype";
  return NULL;
}

static void
rule_glob_mismatch (const struct unit_facts *u, struct findings *findings)
{
  /* Preprocessed input has no other file than the one that its lines claim.  */
  if (!session.policy->path || u->input == INPUT_PREPROCESSED)
    return;
  cgraph_node *node;
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
  {
    if (!DECL_ASSEMBLER_NAME_SET_P (node->decl))
      continue;
    const char *name = targetm.strip_name_encoding (IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (node->decl)));
    const struct function_facts *f = unit_facts_find (u, name);
    const char *presumed = expand_location (place_of_definition (node->decl)).file;
    if (!f || !f->file || !presumed)
      continue;
    char *file = policy_relative (session.policy, presumed);
    if (strcmp (file, f->file) != 0) {
      const char *here = glob_verdict (f, f->file), *there = glob_verdict (f, file);
      struct finding *n;
      if ((!here != !there || (here && strcmp (here, there) != 0))
          && (n = add_finding (findings, u, RULE_GLOB_MISMATCH, f)) != NULL) {
        finding_message (
            n, QUOTE_OPEN "%s" QUOTE_CLOSE " stands in %s, and #line says %s, which the policy sees otherwise",
            function_shown (f), f->file, file);
        finding_note (n, "to the policy, the file is %s; the line's is %s", here ? here : "nothing special",
                      there ? there : "nothing special");
        finding_command (n, "loadbearing explain --rule glob-mismatch");
      }
    }
    free (file);
  }
}

static void
rule_plugin_test (const char *what, const char *file, unsigned line, void *data)
{
  enum severity severity = policy_severity (session.policy, RULE_PLUGIN_TEST, NULL, TRACK_PRODUCTION);
  if (severity == SEVERITY_OFF)
    return;
  struct finding *n = findings_add ((struct findings *) data, RULE_PLUGIN_TEST, severity, NULL);
  n->file = policy_relative (session.policy, file);
  n->line = line;
  n->column = 1;
  finding_message (n, "code asks for the plugin: " QUOTE_OPEN "%s" QUOTE_CLOSE " is tested outside loadbearing.h",
                   what);
  finding_note (n, "the macros of loadbearing.h are empty without the plugin, so nothing needs to ask");
}

void
unit_rules (const struct unit_facts *u, struct findings *findings)
{
  rule_no_policy (u, findings);
  rule_glob_mismatch (u, findings);
  plugin_tests_visit (rule_plugin_test, findings);
}
