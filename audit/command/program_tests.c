/* Which tests a program runs, and unreached-test for those that no program does.

   A unit alone cannot tell: its external functions may be registered by another one.  A program can, if its main function has a
   record; one that starts in code that the plugin never saw may run anything.  */
#include "program_tests.h"

#include <string.h>

bool
program_calls (const struct artefact *a, const struct unit_facts *except, const char *name)
{
  for (size_t u = 0; u < a->units_count; u++) {
    const struct unit_facts *unit = a->units[u].unit;
    if (unit == except)
      continue;
    for (size_t i = 0; i < unit->addresses_count; i++)
      if (strcmp (unit->addresses[i], name) == 0)
        return true;
    for (size_t i = 0; i < unit->functions_count; i++) {
      const struct function_facts *f = &unit->functions[i];
      for (size_t c = 0; c < f->calls_count; c++)
        if (strcmp (f->calls[c], name) == 0 && strcmp (f->name, name) != 0)
          return true;
    }
  }
  return false;
}

bool
program_runs_test (const struct artefact *a, const struct unit_facts *unit, const struct test_facts *t)
{
  if (t->flags & TEST_RUN)
    return true;
  for (size_t i = 0; i < t->through_count; i++)
    if (program_calls (a, unit, t->through[i]))
      return true;
  return false;
}

static bool
defines_main (const struct artefact *a)
{
  for (size_t u = 0; u < a->units_count; u++)
    if (unit_facts_find (a->units[u].unit, "main"))
      return true;
  return false;
}

static bool
holds (const struct artefact *a, const struct unit_facts *unit)
{
  for (size_t u = 0; u < a->units_count; u++)
    if (a->units[u].unit == unit)
      return true;
  return false;
}

/* The first program that holds UNIT, if none that does can run T; else NULL.  */
static const struct artefact *
program_without (const struct program *p, const struct unit_facts *unit, const struct test_facts *t)
{
  const struct artefact *first = NULL;
  for (size_t i = 0; i < p->inputs.artefacts_count; i++) {
    const struct artefact *a = p->inputs.artefacts[i];
    if ((a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY) || !holds (a, unit))
      continue;
    /* Whoever loads a library may run what it exports.  */
    if (a->kind == ARTEFACT_LIBRARY || !defines_main (a) || program_runs_test (a, unit, t))
      return NULL;
    first = first ? first : a;
  }
  return first;
}

void
program_rule_tests (struct program *p, struct findings *out)
{
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    for (size_t i = 0; i < unit->tests_count; i++) {
      const struct test_facts *t = &unit->tests[i];
      const struct function_facts *f = unit_facts_find (unit, t->name);
      /* What could be a helper that this program happens not to use is left alone; so is what the unit itself told of.  */
      bool is_test = t->claims_count || (t->flags & TEST_FORM && t->flags & TEST_ASSERTS);
      if (unit->role != ROLE_TEST || !is_test || !t->through_count || t->flags & TEST_RUN)
        continue;
      const struct artefact *a = program_without (p, unit, t);
      enum severity severity = policy_severity (p->policy, RULE_UNREACHED_TEST, f ? f->domain : NULL, unit->track);
      if (!a || severity == SEVERITY_OFF)
        continue;
      struct finding *n = findings_add (out, RULE_UNREACHED_TEST, severity, f);
      if (!f) {
        n->function = memory_copy_text (t->name);
        n->file = memory_copy_text (t->file);
        n->line = t->line;
        n->column = t->column;
      }
      finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is a test that nothing in %s runs",
                       f ? function_shown (f) : t->name, program_shown_path (a->path));
      finding_command (n, "loadbearing explain --rule unreached-test");
    }
  }
}
