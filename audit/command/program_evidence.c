/* Test evidence: references of all test units brought together, function by function, those through other functions included;
   the rule no-tests-given, and where untested and hollow-test are asked for.  docs/test-evidence.md explains what counts.  */
#include "program_evidence.h"

#include "accepting.h"
#include "call_graph.h"
#include "command.h"
#include "json_read.h"
#include "program_calls.h"
#include "program_outputs.h"
#include "program_stubs.h"
#include "program_tests.h"
#include "program_views.h"

#include <stdlib.h>
#include <string.h>

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
  bool production = program_has_production (p, s), here = false;
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

/* That nothing runs the test of R, of UNIT, and why its own unit says so, if it does.  Owned by the caller.  */
static char *
not_run (const struct unit_facts *unit, const struct reference_facts *r)
{
  const struct test_facts *t = unit_facts_find_test (unit, r->test);
  struct strbuf text = STRBUF_INIT;
  strbuf_add_text (&text, "nothing in its program is seen to run the test");
  for (size_t i = 0; t && i < t->gaps_count; i++)
    if (strncmp (t->gaps[i].reason, TEST_GAP_WHOLE, strlen (TEST_GAP_WHOLE)) == 0) {
      strbuf_addf (&text, ": %s", t->gaps[i].reason + strlen (TEST_GAP_WHOLE));
      break;
    }
  return strbuf_detach (&text);
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

static bool
holds_test (const struct artefact *a)
{
  for (size_t u = 0; u < a->units_count; u++)
    if (a->units[u].unit->role == ROLE_TEST)
      return true;
  return false;
}

/* A sentence if S is built as another variant where it ships than where UNIT tests it; or NULL.  Owned by the caller.  */
static char *
other_variant (const struct program *p, const struct subject *s, const struct unit_facts *unit)
{
  const char *ships = NULL;
  bool several = false;
  for (size_t k = s->first; k < s->first + s->count; k++)
    several = several || strcmp (p->copies[k].unit->variant, unit->variant) != 0;
  for (size_t i = 0; several && i < p->inputs.artefacts_count; i++) {
    const struct artefact *a = p->inputs.artefacts[i];
    if ((a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY) || holds_test (a))
      continue;
    for (size_t k = s->first; k < s->first + s->count; k++)
      if (contains (a, p->copies[k].unit)) {
        if (strcmp (p->copies[k].unit->variant, unit->variant) == 0)
          return NULL;
        ships = p->copies[k].unit->variant;
      }
  }
  if (!ships)
    return NULL;
  struct strbuf text = STRBUF_INIT;
  strbuf_addf (&text, "the test is built as %s, and what ships as %s", unit->variant, ships);
  return strbuf_detach (&text);
}

static struct evidence_reference *
add (const struct program *p, const struct subject *s, const struct unit_facts *unit,
     const struct reference_facts *facts, const struct artefact *a, const char *uncounted, struct evidence *e)
{
  const struct function_facts *test = unit_facts_find (unit, facts->test);
  struct evidence_reference *r = evidence_add (e);
  r->test = memory_copy_text (facts->test);
  r->file = memory_copy_text (facts->file);
  r->line = facts->line;
  r->grade = facts->grade;
  r->reason = memory_copy_text (facts->reason);
  r->uncounted = memory_copy_text (uncounted);
  r->remark = uncounted ? NULL : other_variant (p, s, unit);
  r->program = a ? memory_copy_text (program_shown_path (a->path)) : NULL;
  if (test)
    r->digest = test->aspects[ASPECT_SOURCE];
  return r;
}

static struct call_graph *
graph_of (struct program *p, size_t artefact)
{
  if (!p->graphs)
    p->graphs = memory_get ((p->inputs.artefacts_count + 1) * sizeof *p->graphs);
  if (!p->graphs[artefact])
    p->graphs[artefact] = call_graph_new (p->inputs.artefacts[artefact]);
  return p->graphs[artefact];
}

/* Adds FACTS to E.  True if it counts; *FAILS: its test would fail with any constant, since a call that it expects stays out.  */
static bool
add_reference (struct program *p, const struct subject *s, const struct unit_facts *unit,
               const struct reference_facts *facts, struct evidence *e, bool *fails)
{
  const struct artefact *where = NULL;
  size_t where_at = 0;
  const char *uncounted = "its object was not linked into any program that was given", *expected;
  char *idle = NULL;
  for (size_t i = 0; i < p->inputs.artefacts_count && uncounted; i++) {
    const struct artefact *a = p->inputs.artefacts[i];
    if (!contains (a, unit) || (where && !artefact_is_linked (a)))
      continue;
    where = a;
    where_at = i;
    uncounted = not_linked (p, s, a);
    if (!uncounted && !is_run (a, unit, facts))
      uncounted = idle = idle ? idle : not_run (unit, facts);
  }
  struct evidence_reference *r = add (p, s, unit, facts, where, uncounted, e);
  *fails = !uncounted && (expected = program_calls_expected (facts)) != NULL
           && program_calls_stay_out (graph_of (p, where_at), expected);
  if (*fails) {
    r->grade = GRADE_SEMANTIC;
    free (r->reason);
    r->reason = memory_copy_text ("no constant makes the calls that the test expects, nor does what it calls later");
  }
  free (idle);
  return !uncounted;
}

/* ---- References through other functions.  */

struct indirect {
  const struct program *p;
  const struct subject *s;
  const struct artefact *artefact;
  struct evidence *evidence;
};

static bool
same_test (const struct evidence_reference *r, const struct reference_facts *facts)
{
  return strcmp (r->test, facts->test) == 0 && strcmp (r->file, facts->file) == 0;
}

/* Of each test, the reference that says most, and of those the one with the shortest way.  */
static void
add_indirect (const struct unit_facts *unit, const struct reference_facts *facts, const char *const *way, void *data)
{
  struct indirect *x = data;
  size_t length = 0, known = 0;
  while (way[length])
    length++;
  struct evidence_reference *r = NULL;
  for (size_t i = 0; i < x->evidence->count; i++) {
    struct evidence_reference *other = &x->evidence->list[i];
    if (!same_test (other, facts))
      continue;
    if (!other->way && other->grade >= facts->grade)
      return;
    if (other->way)
      r = other;
  }
  if (facts->grade <= GRADE_CALLED)
    return;
  known = r ? text_list_count (r->way) : 0;
  if (r && (r->grade > facts->grade || (r->grade == facts->grade && known <= length)))
    return;
  if (r) {
    free (r->reason);
    r->reason = memory_copy_text (facts->reason);
    r->grade = facts->grade;
    r->line = facts->line;
    text_list_free (r->way);
    r->way = NULL;
  } else {
    char *idle = is_run (x->artefact, unit, facts) ? NULL : not_run (unit, facts);
    r = add (x->p, x->s, unit, facts, x->artefact, idle, x->evidence);
    free (idle);
  }
  for (size_t i = 0; i < length; i++)
    text_list_add (&r->way, way[i]);
}

static void
add_through_others (struct program *p, const struct subject *s, struct evidence *e)
{
  for (size_t i = 0; i < p->inputs.artefacts_count; i++) {
    const struct artefact *a = p->inputs.artefacts[i];
    struct indirect x = { p, s, a, e };
    if ((a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY) || !holds_test (a) || not_linked (p, s, a))
      continue;
    for (size_t k = s->first; k < s->first + s->count; k++)
      if (contains (a, p->copies[k].unit) && call_graph_mark (graph_of (p, i), p->copies[k].unit, p->copies[k].facts))
        call_graph_references (graph_of (p, i), add_indirect, &x);
  }
}

/* ---- What is expected.  */

/* Adds what R, which counts, expects to EXPECTED, which is empty at first.  */
static void
add_expected (const struct reference_facts *r, struct accepting *expected)
{
  for (size_t i = 0; i < r->outputs_count; i++) {
    struct accepting set;
    if (strcmp (r->outputs[i].name, "expected") != 0 || !accepting_read (r->outputs[i].accepts, &set))
      continue;
    accepting_unite (expected, &set);
    accepting_release (&set);
  }
}

/* How many constants SET holds.  */
static size_t
count_constants (const struct accepting *set)
{
  size_t count = set->texts_count;
  for (size_t i = 0; i < set->intervals_count; i++) {
    long double length = set->intervals[i].high - set->intervals[i].low + 1;
    count += length < 1e6L ? (size_t) length : 1;
  }
  return count;
}

/* ---- Of one function.  */

/* Whether R is of a function that runs the tests of its own program, or says whether they failed: what these assert, through whatever function,
   holds only as long as it does.  */
static bool
is_of_runner (const struct reference_facts *r)
{
  for (size_t i = 0; i < r->outputs_count; i++)
    if (strcmp (r->outputs[i].name, REFERENCE_TESTS) == 0)
      return true;
  return false;
}

void
program_evidence (struct program *p, const struct subject *s, struct evidence *e)
{
  const struct function_facts *f = p->copies[s->worst].facts;
  struct counted_reference *counted = NULL;
  size_t count = 0;
  uint32_t stores = program_outputs_stores (p, s);
  struct accepting expected = accepting_none ();
  bool runs_tests = false;
  memset (e, 0, sizeof *e);
  e->function = memory_copy_text (f->name);
  e->file = memory_copy_text (f->file);
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    for (size_t i = 0; i < unit->references_count; i++) {
      struct counted_reference r = { .fails = false };
      if (strcmp (unit->references[i].callee, f->name) != 0)
        continue;
      runs_tests |= is_of_runner (&unit->references[i]);
      program_outputs_keep (stores, &unit->references[i], &r.facts);
      program_views_keep (p, &r.facts);
      if (!add_reference (p, s, unit, &r.facts, e, &r.fails)) {
        program_outputs_release (&r.facts);
        continue;
      }
      counted = memory_grow (counted, count + 1, sizeof *counted);
      counted[count++] = r;
      add_expected (&unit->references[i], &expected);
    }
  }
  e->expectations = count_constants (&expected);
  accepting_release (&expected);
  for (size_t i = s->first; i < s->first + s->count; i++)
    if (p->copies[i].facts->branches > e->branches)
      e->branches = p->copies[i].facts->branches;
  program_stubs (e, counted, count);
  for (size_t i = 0; i < count; i++)
    program_outputs_release (&counted[i].facts);
  free (counted);
  if (!runs_tests)
    add_through_others (p, s, e);
  for (size_t i = s->first; i < s->first + s->count; i++)
    evidence_add_state (e, p->copies[i].unit, p->copies[i].facts);
  evidence_sort (e);
  evidence_weigh (e, policy_domain (p->policy, f->domain));
}

void
program_evidence_text (struct program *p, struct strbuf *out)
{
  struct evidence *list = memory_get ((p->subjects_count + 1) * sizeof *list);
  size_t count = 0;
  for (size_t i = 0; i < p->subjects_count; i++)
    if (p->subjects[i].standing != STANDING_NOT_MARKED)
      program_evidence (p, &p->subjects[i], &list[count++]);
  evidence_format (list, count, out);
  for (size_t i = 0; i < count; i++)
    evidence_release (&list[i]);
  free (list);
}

/* ---- The rules.  */

/* The domain of S, if it asks for tests.  */
static const struct policy_domain *
demanding (const struct program *p, const struct subject *s)
{
  const struct policy_domain *d = policy_domain (p->policy, p->copies[s->worst].facts->domain);
  return evidence_is_asked (d) && s->standing != STANDING_NOT_MARKED ? d : NULL;
}

static void
judge (const struct program *p, const struct subject *s, const struct policy_domain *d, const struct evidence *e,
       const char *stale, struct findings *out)
{
  const struct copy *c = &p->copies[s->worst];
  bool prototype = c->unit->track == TRACK_PROTOTYPE || c->facts->track == TRACK_PROTOTYPE;
  evidence_judge (e, p->policy, d, c->facts, prototype ? TRACK_PROTOTYPE : TRACK_PRODUCTION, SEVERITY_ERROR, stale,
                  out);
}

/* Without a test among what was read: by the file that an earlier check wrote, if there is one that speaks of S.  */
static bool
judge_from_file (const struct program *p, const struct subject *s, const struct policy_domain *d,
                 const struct evidence_file *file, struct findings *out)
{
  const struct copy *c = &p->copies[s->worst];
  struct evidence *e = file ? evidence_find (file, c->facts) : NULL;
  if (!e)
    return false;
  evidence_weigh (e, d);
  judge (p, s, d, e,
         evidence_is_stale (e, c->unit, c->facts)
             ? "stale: the function changed since the evidence was written; give its tests to check, too"
             : NULL,
         out);
  return true;
}

static struct evidence_file *
read_file (struct program *p)
{
  char *path = evidence_path (p->policy);
  struct strbuf err = STRBUF_INIT;
  bool missing = false;
  struct evidence_file *file = path ? evidence_read (path, &missing, &err) : NULL;
  if (path && !file && !missing) {
    message_lines (strbuf_text (&err));
    p->unjudged = true;
  }
  strbuf_release (&err);
  free (path);
  return file;
}

/* Tests that are named in a sentence about them.  */
#define STALE_SHOWN 3

/* The test of R in P, with another source than R says; or NULL.  */
static const struct function_facts *
changed_test (const struct program *p, const struct evidence_reference *r)
{
  for (size_t u = 0; u < p->inputs.units_count; u++) {
    const struct unit_facts *unit = p->inputs.units[u];
    const struct function_facts *f = unit->role == ROLE_TEST ? unit_facts_find (unit, r->test) : NULL;
    if (f && f->file && strcmp (f->file, r->file) == 0 && digest_known (&r->digest)
        && digest_known (&f->aspects[ASPECT_SOURCE]) && !digest_equal (&r->digest, &f->aspects[ASPECT_SOURCE]))
      return f;
  }
  return NULL;
}

static bool
is_among (const struct function_facts *const *list, size_t count, const struct function_facts *f)
{
  for (size_t i = 0; i < count; i++)
    if (list[i] == f)
      return true;
  return false;
}

void
program_evidence_staleness (struct program *p, struct strbuf *out)
{
  char *path = evidence_path (p->policy);
  struct strbuf err = STRBUF_INIT;
  const struct function_facts **changed = NULL;
  size_t count = 0;
  bool missing = false;
  struct evidence_file *file = path ? evidence_read (path, &missing, &err) : NULL;
  for (size_t i = 0; file && i < file->count; i++)
    for (size_t k = 0; k < file->list[i].count; k++) {
      const struct function_facts *f = changed_test (p, &file->list[i].list[k]);
      if (!f || is_among (changed, count, f))
        continue;
      changed = memory_grow (changed, count + 1, sizeof *changed);
      changed[count++] = f;
    }
  if (count) {
    strbuf_addf (out, "%s is stale:", p->policy->evidence);
    for (size_t i = 0; i < count && i < STALE_SHOWN; i++)
      strbuf_addf (out, "%s '%s'", i ? "," : "", function_shown (changed[i]));
    if (count > STALE_SHOWN)
      strbuf_addf (out, " and %zu more tests", count - STALE_SHOWN);
    strbuf_add_text (out, " changed since; loadbearing check without PATH writes it anew");
  }
  free (changed);
  evidence_file_free (file);
  strbuf_release (&err);
  free (path);
}

void
program_rule_evidence (struct program *p, struct findings *out)
{
  bool tests = program_has_tests (p);
  struct evidence_file *file = tests ? NULL : read_file (p);
  size_t missing = 0;
  for (size_t i = 0; i < p->subjects_count; i++) {
    const struct subject *s = &p->subjects[i];
    const struct policy_domain *d = demanding (p, s);
    struct evidence e;
    if (!d)
      continue;
    if (!tests) {
      missing += !judge_from_file (p, s, d, file, out);
      continue;
    }
    program_evidence (p, s, &e);
    judge (p, s, d, &e, NULL, out);
    evidence_release (&e);
  }
  evidence_file_free (file);
  enum severity severity = policy_severity (p->policy, RULE_NO_TESTS_GIVEN, NULL, TRACK_PRODUCTION);
  if (missing && severity != SEVERITY_OFF) {
    struct finding *n = findings_add (out, RULE_NO_TESTS_GIVEN, severity, NULL);
    finding_message (n, "no test was given: whether %zu load-bearing function%s %s tested is not known", missing,
                     missing == 1 ? "" : "s", missing == 1 ? "is" : "are");
    finding_command (n, "loadbearing explain --rule no-tests-given");
  }
}
