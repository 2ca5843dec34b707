/* Test evidence: references of all test units brought together, function by function, those through other functions included;
   the rule no-tests-given, and where untested and hollow-test are asked for.  docs/test-evidence.md explains what counts.  */
#include "program_evidence.h"

#include "accepting.h"
#include "command.h"
#include "json/json_read.h"
#include "program_indirect.h"
#include "program_outputs.h"
#include "program_references.h"
#include "program_stubs.h"
#include "program_trips.h"
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
  struct reference_reader reader;
  struct counted_reference *counted = NULL;
  size_t count = 0;
  uint32_t stores = program_outputs_stores (p, s);
  struct accepting expected = accepting_none ();
  bool runs_tests = false;
  memset (e, 0, sizeof *e);
  reference_reader_init (&reader, p, s);
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
      program_trips_keep (p, &r.facts);
      program_views_keep (p, &r.facts);
      if (!reference_reader_add (&reader, unit, &r.facts, e, &r.fails)) {
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
  program_indirect_doubt (&reader, e);
  if (!runs_tests)
    program_indirect_add (&reader, e);
  reference_reader_release (&reader);
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
