/* What other units' objects began with when functions were audited, and nobody could know: the program was not whole, or
   the audit is older than their records.  One finding, a note: from the next audit on it is compared.  */
#include "program.h"

#include <stdlib.h>
#include <string.h>

#define LISTED 20

static bool
is_told (const struct program *p, const struct copy *c)
{
  return (c->judgement.standing == STANDING_AUDITED || c->judgement.standing == STANDING_EXEMPT)
         && c->judgement.compared.definitions_unknown
         && program_severity (p, RULE_DEPENDENCY_CHANGED, c) != SEVERITY_OFF;
}

void
program_rule_definitions (struct program *p, struct findings *out)
{
  struct finding *n = NULL;
  size_t functions = 0;
  struct strbuf command = STRBUF_INIT;

  for (size_t s = 0; s < p->subjects_count; s++) {
    const struct copy *c = NULL;
    for (size_t i = p->subjects[s].first; i < p->subjects[s].first + p->subjects[s].count && !c; i++)
      if (is_told (p, &p->copies[i]))
        c = &p->copies[i];
    if (!c)
      continue;
    if (!n)
      n = findings_add (out, RULE_DEPENDENCY_CHANGED, SEVERITY_NOTE, NULL);
    if (++functions > LISTED)
      continue;
    finding_note (n, QUOTE_OPEN "%s" QUOTE_CLOSE ": %s", function_shown (c->facts),
                  c->judgement.compared.definitions_unknown);
    strbuf_add_text (&command, command.length ? " " : "loadbearing certify ");
    verdict_selector (c->facts, &command);
  }
  if (n) {
    finding_message (
        n, "what other units' objects begin with was not known when %zu function%s audited, so it is not compared",
        functions, functions == 1 ? " was" : "s were");
    if (functions > LISTED)
      finding_note (n, "and %zu more", functions - LISTED);
    finding_command (n, "%s%s", strbuf_text (&command), functions > LISTED ? " ..." : "");
  }
  strbuf_release (&command);
}
