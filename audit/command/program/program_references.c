/* Which references count for a function, and how they stand in its evidence.  See program_references.h.  */
#include "program_references.h"

#include "program_calls.h"
#include "program_outputs.h"
#include "program_tests.h"
#include "json/json_read.h"

#include <stdlib.h>
#include <string.h>

void
reference_reader_init (struct reference_reader *x, struct program *p, const struct subject *s)
{
  *x = (struct reference_reader){ p, s, NULL };
}

void
reference_reader_release (struct reference_reader *x)
{
  free (x->linked);
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
find_unlinked (const struct program *p, const struct subject *s, const struct artefact *a)
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
        if (library->kind == ARTEFACT_LIBRARY && artefact_holds (library, p->copies[i].unit))
          return NULL;
      }
  return "the test program does not contain it, nor does a shared library that was given";
}

const char *
reference_reader_unlinked (struct reference_reader *x, size_t artefact)
{
  if (!x->linked)
    x->linked = memory_get ((x->p->inputs.artefacts_count + 1) * sizeof *x->linked);
  struct linked *known = &x->linked[artefact];
  if (!known->asked)
    *known = (struct linked){ true, find_unlinked (x->p, x->s, x->p->inputs.artefacts[artefact]),
                              program_is_deaf (x->p->inputs.artefacts[artefact]) };
  return known->why;
}

struct call_graph *
program_graph (struct program *p, size_t artefact)
{
  if (!p->graphs)
    p->graphs = memory_get ((p->inputs.artefacts_count + 1) * sizeof *p->graphs);
  if (!p->graphs[artefact])
    p->graphs[artefact] = call_graph_new (p->inputs.artefacts[artefact]);
  return p->graphs[artefact];
}

/* ---- What is run.  */

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

/* Whether a failure of the test of R, of UNIT, is lost: that is told to a framework, whose program asks for none.  ARTEFACT was asked for before.  */
static bool
is_lost (const struct reference_reader *x, size_t artefact, const struct unit_facts *unit,
         const struct reference_facts *r)
{
  const struct test_facts *t = x->linked[artefact].deaf ? unit_facts_find_test (unit, r->test) : NULL;
  return t && (t->flags & TEST_TOLD);
}

#define LOST "the program runs its tests, and nothing comes of what says whether they failed"

/* ---- What stands in the evidence.  */

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
    if ((a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY) || artefact_holds_test (a))
      continue;
    for (size_t k = s->first; k < s->first + s->count; k++)
      if (artefact_holds (a, p->copies[k].unit)) {
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
add (const struct reference_reader *x, const struct unit_facts *unit, const struct reference_facts *facts,
     const struct artefact *a, const char *uncounted, struct evidence *e)
{
  const struct function_facts *test = unit_facts_find (unit, facts->test);
  struct evidence_reference *r = evidence_add (e);
  r->test = memory_copy_text (facts->test);
  r->shown = test && test->shown ? memory_copy_text (test->shown) : NULL;
  r->file = memory_copy_text (facts->file);
  r->line = facts->line;
  r->grade = facts->grade;
  r->reason = memory_copy_text (facts->reason);
  r->uncounted = memory_copy_text (uncounted);
  r->remark = uncounted ? NULL : other_variant (x->p, x->s, unit);
  r->program = a ? memory_copy_text (program_shown_path (a->path)) : NULL;
  if (test)
    r->digest = test->aspects[ASPECT_SOURCE];
  return r;
}

bool
reference_reader_add (struct reference_reader *x, const struct unit_facts *unit, const struct reference_facts *facts,
                      struct evidence *e, bool *fails)
{
  const struct inputs *inputs = &x->p->inputs;
  const struct artefact *where = NULL;
  size_t where_at = 0;
  const char *uncounted = "its object was not linked into any program that was given", *expected;
  char *idle = NULL;
  for (size_t i = 0; i < inputs->artefacts_count && uncounted; i++) {
    const struct artefact *a = inputs->artefacts[i];
    if (!artefact_holds (a, unit) || (where && !artefact_is_linked (a)))
      continue;
    where = a;
    where_at = i;
    uncounted = reference_reader_unlinked (x, i);
    if (!uncounted && !is_run (a, unit, facts))
      uncounted = idle = idle ? idle : not_run (unit, facts);
    if (!uncounted && is_lost (x, i, unit, facts))
      uncounted = LOST;
  }
  struct evidence_reference *r = add (x, unit, facts, where, uncounted, e);
  *fails = !uncounted && (expected = program_calls_expected (facts)) != NULL
           && program_calls_stay_out (program_graph (x->p, where_at), expected);
  if (*fails) {
    r->grade = GRADE_SEMANTIC;
    free (r->reason);
    r->reason = memory_copy_text ("no constant makes the calls that the test expects, nor does what it calls later");
  }
  r->elsewhere = !uncounted && !*fails && program_outputs_rest_elsewhere (facts);
  free (idle);
  return !uncounted;
}

struct evidence_reference *
reference_reader_add_indirect (struct reference_reader *x, size_t artefact, const struct unit_facts *unit,
                               const struct reference_facts *facts, const char *const *way, struct evidence *e)
{
  const struct artefact *a = x->p->inputs.artefacts[artefact];
  char *idle = is_run (a, unit, facts) ? NULL : not_run (unit, facts);
  struct evidence_reference *r = add (x, unit, facts, a, idle || !is_lost (x, artefact, unit, facts) ? idle : LOST, e);
  free (idle);
  r->way = text_list_copy ((char *const *) way);
  return r;
}
