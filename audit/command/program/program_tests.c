/* Which tests a program runs, and unreached-test for those that no program does; false-claim where only the program shows it.

   A unit alone cannot tell: its external functions may be registered by another one.  A program can, if its main function has a
   record; one that starts in code that the plugin never saw may run anything.  */
#include "program_tests.h"

#include "program_evidence.h"

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

bool
program_is_deaf (const struct artefact *a)
{
  bool runs = false, has_main = false;
  for (size_t u = 0; u < a->units_count; u++) {
    const struct unit_facts *unit = a->units[u].unit;
    has_main = has_main || (unit->role == ROLE_TEST && unit_facts_find (unit, "main"));
    for (size_t i = 0; i < unit->tests_count; i++) {
      if (unit->tests[i].flags & TEST_HEARS)
        return false;
      runs = runs || (unit->tests[i].flags & TEST_RUNS);
    }
  }
  return runs && has_main;
}

static bool
defines_main (const struct artefact *a)
{
  for (size_t u = 0; u < a->units_count; u++)
    if (unit_facts_find (a->units[u].unit, "main"))
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
    if ((a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY) || !artefact_holds (a, unit))
      continue;
    /* Whoever loads a library may run what it exports.  */
    if (a->kind == ARTEFACT_LIBRARY || !defines_main (a) || program_runs_test (a, unit, t))
      return NULL;
    first = first ? first : a;
  }
  return first;
}

static struct finding *
add_finding (const struct program *p, enum rule rule, const struct unit_facts *unit, const struct test_facts *t,
             struct findings *out)
{
  const struct function_facts *f = unit_facts_find (unit, t->name);
  enum severity severity = policy_severity (p->policy, rule, f ? f->domain : NULL, unit->track);
  if (severity == SEVERITY_OFF)
    return NULL;
  struct finding *n = findings_add (out, rule, severity, f);
  if (!f) {
    n->function = memory_copy_text (t->name);
    n->file = memory_copy_text (t->file);
    n->line = t->line;
    n->column = t->column;
  }
  finding_command (n, "loadbearing explain --rule %s", rule_name (rule));
  return n;
}

static const char *
shown (const struct unit_facts *unit, const struct test_facts *t)
{
  const struct function_facts *f = unit_facts_find (unit, t->name);
  return f ? function_shown (f) : t->name;
}

static void
judge_run (struct program *p, const struct unit_facts *unit, const struct test_facts *t, struct findings *out)
{
  /* What could be a helper that this program happens not to use is left alone; so is what the unit itself told of.  */
  bool is_test = t->claims_count || (t->flags & TEST_FORM && t->flags & TEST_ASSERTS);
  if (!is_test || !t->through_count || t->flags & TEST_RUN)
    return;
  const struct artefact *a = program_without (p, unit, t);
  struct finding *n = a ? add_finding (p, RULE_UNREACHED_TEST, unit, t, out) : NULL;
  if (n)
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is a test that nothing in %s runs", shown (unit, t),
                     program_shown_path (a->path));
}

/* ---- Claims that may hold through other functions.  */

/* The best reference of T that goes through others, or, if DIRECT, of those that do not; or NULL.  */
static const struct evidence_reference *
best_way (const struct evidence *e, const struct test_facts *t, bool direct)
{
  const struct evidence_reference *best = NULL;
  for (size_t i = 0; i < e->count; i++)
    if (!e->list[i].way == direct && strcmp (e->list[i].test, t->name) == 0
        && (!best || e->list[i].grade > best->grade))
      best = &e->list[i];
  return best;
}

static void
judge_claim (struct program *p, const struct unit_facts *unit, const struct test_facts *t, const struct test_claim *c,
             struct findings *out)
{
  for (size_t i = 0; i < p->subjects_count; i++) {
    const struct subject *s = &p->subjects[i];
    const struct function_facts *f = p->copies[s->worst].facts;
    const struct policy_domain *d = policy_domain (p->policy, f->domain);
    struct evidence e;
    if (strcmp (f->name, c->function) != 0)
      continue;
    program_evidence (p, s, &e);
    const struct evidence_reference *r = best_way (&e, t, false), *own = best_way (&e, t, true);
    bool holds = r && d && d->tests.indirect && r->grade >= GRADE_SEMANTIC;
    holds = holds || (own && own->grade >= GRADE_SEMANTIC);
    struct finding *n = holds ? NULL : add_finding (p, RULE_FALSE_CLAIM, unit, t, out);
    if (n) {
      struct strbuf what = STRBUF_INIT;
      if (own)
        strbuf_add_text (&what, own->reason);
      else if (!r)
        strbuf_add_text (&what, "no way leads to it from what the test calls");
      else if (d && !d->tests.indirect)
        strbuf_addf (&what, "never calls it, and " QUOTE_OPEN "%s" QUOTE_CLOSE " does not let %s() stand for it",
                     d->name, r->way[0]);
      else
        strbuf_addf (&what, "calls it through %s() only, where %s", r->way[0], r->reason);
      finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " claims to verify " QUOTE_OPEN "%s" QUOTE_CLOSE ", but %s",
                       shown (unit, t), function_shown (f), strbuf_text (&what));
      strbuf_release (&what);
    }
    evidence_release (&e);
  }
}

void
program_rule_tests (struct program *p, struct findings *out)
{
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    for (size_t i = 0; i < unit->tests_count && unit->role == ROLE_TEST; i++) {
      const struct test_facts *t = &unit->tests[i];
      judge_run (p, unit, t, out);
      for (size_t k = 0; k < t->claims_count; k++)
        if (verdict_claim_is_open (p->policy, unit, t, &t->claims[k]))
          judge_claim (p, unit, t, &t->claims[k], out);
    }
  }
}
