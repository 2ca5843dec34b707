/* What one unit shows about its tests: claims that its references do not support, and tests and assertions that are never
   reached.  The rules false-claim and unreached-test; docs/test-evidence.md explains them.  */
#include "verdict.h"

#include "nearest.h"

#include <stdlib.h>
#include <string.h>

struct inquiry {
  const struct policy *policy;
  const struct unit_facts *unit;
  struct findings *findings;
};

/* ---- Who calls whom in the unit.  */

struct walk {
  const struct unit_facts *unit;
  bool *seen; /* by function */
};

static bool
reaches_from (struct walk *w, const struct function_facts *from, const char *to)
{
  for (size_t i = 0; i < from->calls_count; i++) {
    if (strcmp (from->calls[i], to) == 0)
      return true;
    const struct function_facts *next = unit_facts_find (w->unit, from->calls[i]);
    if (!next || w->seen[next - w->unit->functions])
      continue;
    w->seen[next - w->unit->functions] = true;
    if (reaches_from (w, next, to))
      return true;
  }
  return false;
}

/* Whether FROM, a function of UNIT, calls TO, itself or through others of the unit.  */
static bool
reaches (const struct unit_facts *unit, const char *from, const char *to)
{
  const struct function_facts *f = unit_facts_find (unit, from);
  if (!f)
    return false;
  struct walk w = { unit, memory_get (unit->functions_count * sizeof *w.seen) };
  memset (w.seen, 0, unit->functions_count * sizeof *w.seen);
  bool found = reaches_from (&w, f, to);
  free (w.seen);
  return found;
}

/* ---- Findings.  */

/* A finding at T, or NULL if the policy does not want it.  */
static struct finding *
add_finding (const struct inquiry *q, enum rule rule, const struct test_facts *t)
{
  const struct function_facts *f = unit_facts_find (q->unit, t->name);
  enum severity severity = policy_severity (q->policy, rule, f ? f->domain : NULL, q->unit->track);
  if (severity == SEVERITY_OFF)
    return NULL;
  struct finding *n = findings_add (q->findings, rule, severity, f);
  if (!f) {
    n->function = memory_copy_text (t->name);
    n->file = memory_copy_text (t->file);
    n->line = t->line;
    n->column = t->column;
  }
  return n;
}

static const char *
shown (const struct inquiry *q, const char *name)
{
  const struct function_facts *f = unit_facts_find (q->unit, name);
  return f ? function_shown (f) : name;
}

/* ---- Claims.  */

/* The reference that supports C, a claim of T, best; NULL if there is none.  Those of T itself count; where T is part of another
   test, which calls it, those of that one, if it is T through which it calls the function.  */
static const struct reference_facts *
best_reference (const struct unit_facts *unit, const struct test_facts *t, const struct test_claim *c)
{
  const struct reference_facts *own = NULL, *other = NULL;
  for (size_t i = 0; i < unit->references_count; i++) {
    const struct reference_facts *r = &unit->references[i];
    if (strcmp (r->callee, c->function) != 0)
      continue;
    if (strcmp (r->test, t->name) == 0)
      own = !own || r->grade > own->grade ? r : own;
    else if ((!other || r->grade > other->grade) && reaches (unit, r->test, t->name)
             && reaches (unit, t->name, c->function))
      other = r;
  }
  return own ? own : other;
}

/* The function called in UNIT whose name is most like NAME, or NULL.  */
static const char *
nearest_callee (const struct unit_facts *unit, const char *name)
{
  struct nearest n;
  nearest_start (&n, name);
  for (size_t i = 0; i < unit->functions_count; i++)
    for (size_t c = 0; c < unit->functions[i].calls_count; c++)
      nearest_offer (&n, unit->functions[i].calls[c]);
  return nearest_result (&n);
}

/* Whether a reference through other functions may count, which only the whole program shows.  */
static bool
indirect_may_count (const struct policy *policy)
{
  for (size_t i = 0; i < policy->domains_count; i++)
    if (policy->domains[i].tests.indirect)
      return true;
  return false;
}

/* Whether R may say more than its grade, which only the records of others tell.  */
static bool
is_seen_through_others (const struct reference_facts *r)
{
  for (size_t i = 0; i < r->outputs_count; i++)
    if (strstr (r->outputs[i].name, REFERENCE_SEEN))
      return true;
  return false;
}

bool
verdict_claim_is_open (const struct policy *policy, const struct unit_facts *unit, const struct test_facts *t,
                       const struct test_claim *c)
{
  const struct reference_facts *r = best_reference (unit, t, c);
  if (unit->role == ROLE_TEST && r && r->grade < GRADE_SEMANTIC && is_seen_through_others (r))
    return true;
  return unit->role == ROLE_TEST && c->declared && indirect_may_count (policy) && !unit_facts_find (unit, c->function)
         && !r;
}

static void
judge_claim (const struct inquiry *q, const struct test_facts *t, const struct test_claim *c)
{
  const struct reference_facts *r = best_reference (q->unit, t, c);
  const struct function_facts *own = unit_facts_find (q->unit, c->function);
  if (q->unit->role == ROLE_TEST && r && r->grade >= GRADE_SEMANTIC)
    return;
  if (verdict_claim_is_open (q->policy, q->unit, t, c))
    return;
  struct finding *n = add_finding (q, RULE_FALSE_CLAIM, t);
  if (!n)
    return;
  struct strbuf what = STRBUF_INIT;
  if (q->unit->role != ROLE_TEST) {
    strbuf_add_text (&what, "its unit is not compiled as a test");
    finding_note (n, "the policy's " QUOTE_OPEN "tests" QUOTE_CLOSE
                     " say which files are tests; so does -fplugin-arg-loadbearing-role=test");
  } else if (r) {
    strbuf_add_text (&what, r->reason);
    finding_note (n, "it is called at %s:%u", r->file, r->line);
  } else if (own && own->file && q->unit->source && strcmp (own->file, q->unit->source) == 0)
    strbuf_add_text (&what, "that is defined in the test's own file, and counts as a part of the test");
  else if (c->declared)
    strbuf_add_text (&what, "never calls it");
  else {
    const char *near = nearest_callee (q->unit, c->function);
    strbuf_add_text (&what, "no such function is declared here");
    if (near)
      strbuf_addf (&what, "; did you mean " QUOTE_OPEN "%s" QUOTE_CLOSE "?", near);
  }
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " claims to verify " QUOTE_OPEN "%s" QUOTE_CLOSE ", but %s",
                   shown (q, t->name), c->written ? c->written : shown (q, c->function), strbuf_text (&what));
  finding_command (n, "loadbearing explain --rule false-claim");
  strbuf_release (&what);
}

/* ---- What is never reached.  */

static void
judge_gap (const struct inquiry *q, const struct test_facts *t, const struct test_gap *g)
{
  struct finding *n = add_finding (q, RULE_UNREACHED_TEST, t);
  if (!n)
    return;
  /* At the assertion, not at the test.  */
  if (g->line) {
    free (n->function);
    free (n->file);
    n->function = NULL;
    n->file = memory_copy_text (g->file);
    n->line = g->line;
    n->column = g->column;
  }
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " %s", shown (q, t->name), g->reason);
  finding_command (n, "loadbearing explain --rule unreached-test");
}

static bool
nothing_runs (const struct inquiry *q, const struct test_facts *t)
{
  return q->unit->role == ROLE_TEST && !(t->flags & TEST_RUN) && t->through_count == 0;
}

static void
judge_registration (const struct inquiry *q, const struct test_facts *t)
{
  struct finding *n = add_finding (q, RULE_UNREACHED_TEST, t);
  if (!n)
    return;
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " " TEST_GAP_WHOLE "it is neither registered nor called",
                   shown (q, t->name));
  finding_command (n, "loadbearing explain --rule unreached-test");
}

void
verdict_tests (const struct policy *policy, const struct unit_facts *unit, struct findings *findings)
{
  const struct inquiry q = { policy, unit, findings };
  for (size_t i = 0; i < unit->tests_count; i++) {
    const struct test_facts *t = &unit->tests[i];
    if (nothing_runs (&q, t)) {
      /* A gap without a place is the test as a whole.  */
      if (t->gaps_count && !t->gaps[0].line)
        judge_gap (&q, t, &t->gaps[0]);
      else
        judge_registration (&q, t);
      continue;
    }
    for (size_t k = 0; k < t->gaps_count; k++)
      judge_gap (&q, t, &t->gaps[k]);
    for (size_t k = 0; k < t->claims_count; k++)
      judge_claim (&q, t, &t->claims[k]);
  }
}
