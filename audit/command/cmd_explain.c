/* loadbearing explain: what a rule means, and every fact and step behind a verdict.  */
#include "command.h"
#include "rules.h"

#include <stdio.h>

static const char *rule_wanted;

static const struct option_spec explain_options[] = {
  { "rule", 0, OPTION_TEXT, "RULE", "say what this rule means and how it is settled", &rule_wanted },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec explain_spec = {
  "explain", "--rule RULE", "what a rule means", NULL, explain_options
};

static int
explain_rule (const char *name)
{
  enum rule rule;
  if (!rule_from_name (name, &rule)) {
    message_error ("explain: no rule is called '%s'; they are:", name);
    for (int i = 0; i < RULE_COUNT; i++)
      fprintf (stderr, "  %s\n", rule_name ((enum rule) i));
    return EXIT_TROUBLE;
  }
  printf ("%s (%s unless the policy says otherwise)\n\n%s\n", rule_name (rule), severity_name (rule_default_severity (rule)),
	  rule_help (rule));
  return EXIT_CLEAN;
}

int
cmd_explain (int argc, char **argv)
{
  struct words operands;
  int status = options_parse (&explain_spec, argc, argv, &operands);
  if (status < 0)
    status = rule_wanted ? explain_rule (rule_wanted) : EXIT_TROUBLE;
  words_release (&operands);
  return status;
}
