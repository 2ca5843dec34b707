/* prototype-linked: what ships must not contain prototype code.

   Calls within a unit are the compiler's to find; here it is what was linked together.  A
   program whose main is a prototype is one itself, and may contain what it likes; so is
   a test program no product.  */
#include "program.h"

#include <stdlib.h>
#include <string.h>

static bool
is_prototype (const struct unit_facts *u, const struct function_facts *f)
{
  return u->track == TRACK_PROTOTYPE || f->track == TRACK_PROTOTYPE;
}

/* True if A is a program or library that ships.  */
static bool
is_product (const struct artefact *a)
{
  bool production = false;
  if (a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY)
    return false;
  for (size_t u = 0; u < a->units_count; u++) {
    const struct unit_facts *unit = a->units[u].unit;
    if (unit->role == ROLE_TEST)
      return false;
    for (size_t i = 0; i < unit->functions_count; i++) {
      if (strcmp (unit->functions[i].name, "main") == 0)
        return !is_prototype (unit, &unit->functions[i]);
      production = production || !is_prototype (unit, &unit->functions[i]);
    }
  }
  return production;
}

void
program_rule_tracks (struct program *p, struct findings *out)
{
  for (size_t i = 0; i < p->inputs.artefacts_count; i++) {
    const struct artefact *a = p->inputs.artefacts[i];
    if (!is_product (a))
      continue;
    for (size_t u = 0; u < a->units_count; u++) {
      const struct unit_facts *unit = a->units[u].unit;
      for (size_t k = 0; k < unit->functions_count; k++) {
        const struct function_facts *f = &unit->functions[k];
        if (!is_prototype (unit, f))
          continue;
        enum severity severity = policy_severity (p->policy, RULE_PROTOTYPE_LINKED, f->domain, TRACK_PRODUCTION);
        if (severity == SEVERITY_OFF)
          continue;
        struct finding *n = findings_add (out, RULE_PROTOTYPE_LINKED, severity, f);
        finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is a prototype, and is linked into %s", function_shown (f),
                         program_shown_path (a->path));
        finding_command (n, "loadbearing explain --rule prototype-linked");
        /* One of a unit is enough: they came together.  */
        break;
      }
    }
  }
}
