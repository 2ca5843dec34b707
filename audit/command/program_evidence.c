/* Test evidence: references of all test units brought together, function by function; and the rules untested, hollow-test and
   no-tests-given.  docs/test-evidence.md explains what counts.  */
#include "program_evidence.h"

#include "accepting.h"
#include "program_tests.h"

#include <stdlib.h>
#include <string.h>

/* Notes about references under one finding.  */
#define NOTES_MAXIMUM 6

bool
program_has_tests (const struct program *p)
{
  for (size_t i = 0; i < p->inputs.units_count; i++)
    if (p->inputs.units[i]->role == ROLE_TEST)
      return true;
  return false;
}

/* ---- What is linked.  */

static bool
same_state (const struct function_facts *a, const struct function_facts *b)
{
  const struct digest *x = &a->aspects[ASPECT_SOURCE], *y = &b->aspects[ASPECT_SOURCE];
  return !digest_known (x) || !digest_known (y) || x->length != y->length || digest_equal (x, y);
}

/* Whether F, defined in what a test program was linked from, is the production function S: of the same file, in the same state.  */
static const char *
other_function (const struct program *p, const struct subject *s, const struct function_facts *f)
{
  bool production = false, here = false;
  for (size_t i = s->first; i < s->first + s->count; i++)
    production |= p->copies[i].unit->role != ROLE_TEST;
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *c = &p->copies[i];
    if (production && c->unit->role == ROLE_TEST)
      continue;
    if (!c->facts->file || !f->file || strcmp (c->facts->file, f->file) != 0)
      continue;
    here = true;
    if (same_state (c->facts, f))
      return NULL;
  }
  return here ? "the test program links another state of it"
              : "the test program links another function of that name, a fake";
}

/* Why a test in A says nothing about S, or NULL.  */
static const char *
not_linked (const struct program *p, const struct subject *s, const struct artefact *a)
{
  const struct function_facts *subject = p->copies[s->first].facts;
  const char *why = NULL;
  bool defined = false;
  if (!artefact_is_linked (a))
    return "its object was not linked into any program that was given";
  for (size_t u = 0; u < a->units_count; u++)
    for (size_t i = 0; i < a->units[u].unit->functions_count; i++) {
      const struct function_facts *f = &a->units[u].unit->functions[i];
      if (strcmp (f->name, subject->name) != 0 || !function_same (f, subject))
        continue;
      const char *other = other_function (p, s, f);
      if (!other)
        return NULL;
      defined = true;
      why = other;
    }
  if (defined)
    return why;
  if (a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY)
    return "its object was not linked into any program that was given";
  /* From a shared library, then.  */
  for (size_t i = s->first; i < s->first + s->count; i++)
    if (p->copies[i].artefact)
      for (size_t k = 0; k < p->inputs.artefacts_count; k++) {
        const struct artefact *library = p->inputs.artefacts[k];
        if (library->kind != ARTEFACT_LIBRARY)
          continue;
        for (size_t u = 0; u < library->units_count; u++)
          if (library->units[u].unit == p->copies[i].unit)
            return NULL;
      }
  return "the test program does not contain it, nor does a shared library that was given";
}

/* Whether a unit of A runs the test of R, of UNIT: what the test's own unit says, or another one.  */
static bool
is_run (const struct artefact *a, const struct unit_facts *unit, const struct reference_facts *r)
{
  const struct test_facts *t = unit_facts_find_test (unit, r->test);
  if (t)
    return program_runs_test (a, unit, t);
  return r->registered || program_calls (a, NULL, r->test);
}

/* ---- References.  */

static bool
contains (const struct artefact *a, const struct unit_facts *unit)
{
  for (size_t u = 0; u < a->units_count; u++)
    if (a->units[u].unit == unit)
      return true;
  return false;
}

static void
add_reference (const struct program *p, const struct subject *s, const struct unit_facts *unit,
               const struct reference_facts *facts, struct evidence *e)
{
  struct evidence_reference r = { unit, facts, NULL, "its object was not linked into any program that was given" };
  for (size_t i = 0; i < p->inputs.artefacts_count && r.uncounted; i++) {
    const struct artefact *a = p->inputs.artefacts[i];
    if (!contains (a, unit) || (r.artefact && !artefact_is_linked (a)))
      continue;
    r.artefact = a;
    r.uncounted = not_linked (p, s, a);
    if (!r.uncounted && !is_run (a, unit, facts))
      r.uncounted = "nothing in its program is seen to run the test";
  }
  e->list = memory_grow (e->list, e->count + 1, sizeof *e->list);
  e->list[e->count++] = r;
}

/* ---- Stub-proofness.  */

/* What all references together accept of one output.  */
struct output {
  const char *name;
  struct accepting set;
  size_t references;
};

/* "return" of "return->8:32" and of "return+0:16".  */
static size_t
base_length (const char *name)
{
  size_t length = strcspn (name, "+");
  const char *arrow = strstr (name, "->");
  return arrow && (size_t) (arrow - name) < length ? (size_t) (arrow - name) : length;
}

static struct output *
find_output (struct output *list, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp (list[i].name, name) == 0)
      return &list[i];
  return NULL;
}

static size_t
collect_outputs (const struct evidence *e, struct output **list)
{
  size_t count = 0;
  *list = NULL;
  for (size_t i = 0; i < e->count; i++) {
    const struct reference_facts *r = e->list[i].facts;
    for (size_t o = 0; o < r->outputs_count && !e->list[i].uncounted; o++) {
      struct accepting set;
      struct output *known = find_output (*list, count, r->outputs[o].name);
      /* What cannot be read accepts everything.  */
      if (!accepting_read (r->outputs[o].accepts, &set))
        set = accepting_all (-__builtin_infl (), __builtin_infl (), false, true);
      if (known) {
        accepting_intersect (&known->set, &set);
        known->references++;
        accepting_release (&set);
        continue;
      }
      *list = memory_grow (*list, count + 1, sizeof **list);
      (*list)[count++] = (struct output){ r->outputs[o].name, set, 1 };
    }
  }
  return count;
}

static void
describe_name (const char *name, struct strbuf *out)
{
  size_t length = base_length (name);
  if (strncmp (name, "return", length) == 0)
    strbuf_add_text (out, "its result");
  else if (strncmp (name, "global ", 7) == 0)
    strbuf_addf (out, "the global %.*s", (int) length - 7, name + 7);
  else
    strbuf_addf (out, "what it stores through %.*s", (int) length, name);
}

/* The first output that some constant would satisfy in all tests, or NULL.  */
static const struct output *
first_hole (const struct output *list, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    size_t length = base_length (list[i].name);
    bool shut = false;
    for (size_t k = 0; k < count && !shut; k++)
      shut = base_length (list[k].name) == length && strncmp (list[k].name, list[i].name, length) == 0
             && accepting_is_empty (&list[k].set);
    if (!shut)
      return &list[i];
  }
  return NULL;
}

static void
judge_stubs (struct evidence *e)
{
  struct output *list;
  size_t count = collect_outputs (e, &list);
  const struct output *hole = first_hole (list, count);
  e->stub_proof = count > 0 && !hole;
  if (e->stub_proof)
    strbuf_add_text (&e->why, "no constant in its place would pass all tests");
  else if (!hole)
    strbuf_add_text (&e->why, "nothing that it produces is looked at");
  else {
    struct strbuf set = STRBUF_INIT;
    accepting_describe (&hole->set, &set);
    strbuf_add_text (&e->why, "a body that always gives ");
    strbuf_add_text (&e->why, strbuf_text (&set));
    strbuf_add_text (&e->why, " for ");
    describe_name (hole->name, &e->why);
    strbuf_addf (&e->why, " would pass %s", e->counted == 1 ? "the test" : "all tests");
    strbuf_release (&set);
  }
  for (size_t i = 0; i < count; i++)
    accepting_release (&list[i].set);
  free (list);
}

void
program_evidence (const struct program *p, const struct subject *s, struct evidence *e)
{
  const struct function_facts *f = p->copies[s->worst].facts;
  const struct policy_domain *domain = policy_domain (p->policy, f->domain);
  memset (e, 0, sizeof *e);
  strbuf_init (&e->why);
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    for (size_t i = 0; i < unit->references_count; i++)
      if (strcmp (unit->references[i].callee, f->name) == 0)
        add_reference (p, s, unit, &unit->references[i], e);
  }
  for (size_t i = 0; i < e->count; i++) {
    enum test_grade grade = e->list[i].facts->grade;
    if (e->list[i].uncounted)
      continue;
    e->counted++;
    e->sufficient += domain && grade >= domain->tests.grade;
    e->best = grade > e->best ? grade : e->best;
  }
  judge_stubs (e);
}

void
evidence_release (struct evidence *e)
{
  free (e->list);
  strbuf_release (&e->why);
  memset (e, 0, sizeof *e);
}

/* ---- The rules.  */

static enum severity
severity_of (const struct program *p, enum rule rule, const struct copy *c)
{
  bool prototype = c->unit->track == TRACK_PROTOTYPE || c->facts->track == TRACK_PROTOTYPE;
  return policy_severity (p->policy, rule, c->facts->domain, prototype ? TRACK_PROTOTYPE : TRACK_PRODUCTION);
}

static void
note_references (struct finding *n, const struct evidence *e)
{
  size_t written = 0;
  for (size_t i = 0; i < e->count && written < NOTES_MAXIMUM; i++, written++) {
    const struct reference_facts *r = e->list[i].facts;
    if (e->list[i].uncounted)
      finding_note (n, "%s:%u: " QUOTE_OPEN "%s" QUOTE_CLOSE " does not count: %s", r->file, r->line, r->test,
                    e->list[i].uncounted);
    else
      finding_note (n, "%s:%u: " QUOTE_OPEN "%s" QUOTE_CLOSE ": %s: %s", r->file, r->line, r->test,
                    grade_name (r->grade), r->reason);
  }
  if (e->count > written)
    finding_note (n, "... and %zu more; explain lists them all", e->count - written);
}

static void
untested (const struct program *p, const struct copy *c, const struct evidence *e, struct findings *out)
{
  enum severity severity = severity_of (p, RULE_UNTESTED, c);
  if (severity == SEVERITY_OFF)
    return;
  struct finding *n = findings_add (out, RULE_UNTESTED, severity, c->facts);
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is not called by any test that counts", function_shown (c->facts));
  note_references (n, e);
  finding_command (n, "loadbearing explain --rule untested");
}

static void
hollow (const struct program *p, const struct copy *c, const struct policy_domain *d, const struct evidence *e,
        struct findings *out)
{
  enum severity severity = severity_of (p, RULE_HOLLOW_TEST, c);
  if (severity == SEVERITY_OFF)
    return;
  struct finding *n = findings_add (out, RULE_HOLLOW_TEST, severity, c->facts);
  struct strbuf selector = STRBUF_INIT;
  if (e->sufficient < d->tests.at_least)
    finding_message (n,
                     QUOTE_OPEN "%s" QUOTE_CLOSE
                                " is called by %zu test%s, of which %zu would notice if it were wrong; " QUOTE_OPEN
                                "%s" QUOTE_CLOSE " asks for %u of grade " QUOTE_OPEN "%s" QUOTE_CLOSE,
                     function_shown (c->facts), e->counted, e->counted == 1 ? "" : "s", e->sufficient, d->name,
                     d->tests.at_least, grade_name (d->tests.grade));
  else
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is not stub-proof: %s", function_shown (c->facts),
                     strbuf_text (&e->why));
  if (e->sufficient < d->tests.at_least && d->tests.stub_proof && !e->stub_proof)
    finding_note (n, "%s", strbuf_text (&e->why));
  note_references (n, e);
  verdict_selector (c->facts, &selector);
  finding_command (n, "loadbearing explain %s", strbuf_text (&selector));
  strbuf_release (&selector);
}

/* Whether the domain of S asks for tests.  */
static const struct policy_domain *
demanding (const struct program *p, const struct subject *s)
{
  const struct policy_domain *d = policy_domain (p->policy, p->copies[s->worst].facts->domain);
  return d && (d->tests.grade != GRADE_NONE || d->tests.stub_proof) && s->standing != STANDING_NOT_MARKED ? d : NULL;
}

void
program_rule_evidence (struct program *p, struct findings *out)
{
  bool tests = program_has_tests (p);
  size_t missing = 0;
  for (size_t i = 0; i < p->subjects_count; i++) {
    const struct subject *s = &p->subjects[i];
    const struct policy_domain *d = demanding (p, s);
    struct evidence e;
    if (!d)
      continue;
    if (!tests) {
      missing++;
      continue;
    }
    program_evidence (p, s, &e);
    if (e.counted == 0)
      untested (p, &p->copies[s->worst], &e, out);
    else if (e.sufficient < d->tests.at_least || (d->tests.stub_proof && !e.stub_proof))
      hollow (p, &p->copies[s->worst], d, &e, out);
    evidence_release (&e);
  }
  enum severity severity = policy_severity (p->policy, RULE_NO_TESTS_GIVEN, NULL, TRACK_PRODUCTION);
  if (missing && severity != SEVERITY_OFF) {
    struct finding *n = findings_add (out, RULE_NO_TESTS_GIVEN, severity, NULL);
    finding_message (n, "no test was given: whether %zu load-bearing function%s %s tested is not known", missing,
                     missing == 1 ? "" : "s", missing == 1 ? "is" : "are");
    finding_command (n, "loadbearing explain --rule no-tests-given");
  }
}
