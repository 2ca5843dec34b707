/* Test evidence and what a domain makes of it: the rules untested and hollow-test.  See evidence.h.  */
#include "evidence.h"

#include "json/json_read.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Notes about references under one finding.  */
#define NOTES_MAXIMUM 6

static void
reference_release (struct evidence_reference *r)
{
  free (r->test);
  free (r->shown);
  free (r->file);
  free (r->reason);
  text_list_free (r->way);
  free (r->uncounted);
  free (r->remark);
  free (r->program);
}

void
evidence_release (struct evidence *e)
{
  for (size_t i = 0; i < e->count; i++)
    reference_release (&e->list[i]);
  for (size_t i = 0; i < e->states_count; i++) {
    free (e->states[i].variant);
    free (e->states[i].behaviour_class);
  }
  free (e->list);
  free (e->states);
  free (e->function);
  free (e->file);
  free (e->why);
  memset (e, 0, sizeof *e);
}

struct evidence_reference *
evidence_add (struct evidence *e)
{
  e->list = memory_grow (e->list, e->count + 1, sizeof *e->list);
  memset (&e->list[e->count], 0, sizeof *e->list);
  return &e->list[e->count++];
}

static const struct evidence_state *
state_of (const struct evidence *e, const char *variant)
{
  for (size_t i = 0; i < e->states_count; i++)
    if (strcmp (e->states[i].variant, variant) == 0)
      return &e->states[i];
  return NULL;
}

void
evidence_add_state (struct evidence *e, const struct unit_facts *unit, const struct function_facts *f)
{
  if (state_of (e, unit->variant))
    return;
  e->states = memory_grow (e->states, e->states_count + 1, sizeof *e->states);
  struct evidence_state *s = &e->states[e->states_count++];
  memset (s, 0, sizeof *s);
  s->variant = memory_copy_text (unit->variant);
  s->scheme = unit->scheme;
  s->behaviour_class = digest_known (&f->aspects[ASPECT_BEHAVIOUR]) ? memory_copy_text (unit->behaviour_class) : NULL;
  for (int i = 0; i < ASPECT_COUNT; i++)
    if (i != ASPECT_TREE && (i != ASPECT_BEHAVIOUR || s->behaviour_class))
      s->aspects[i] = f->aspects[i];
}

/* ---- Order.  */

static int
compare_ways (char *const *a, char *const *b)
{
  size_t left = text_list_count (a), right = text_list_count (b);
  if (left != right)
    return left < right ? -1 : 1;
  for (size_t i = 0; i < left; i++) {
    int order = strcmp (a[i], b[i]);
    if (order)
      return order;
  }
  return 0;
}

static int
compare_references (const void *a, const void *b)
{
  const struct evidence_reference *left = a, *right = b;
  int order = (left->way != NULL) - (right->way != NULL);
  if (!order)
    order = text_compare (left->test, right->test);
  if (!order)
    order = text_compare (left->file, right->file);
  if (!order)
    order = left->line < right->line ? -1 : left->line > right->line;
  if (!order)
    order = compare_ways (left->way, right->way);
  return order ? order : text_compare (left->reason, right->reason);
}

static int
compare_states (const void *a, const void *b)
{
  return strcmp (((const struct evidence_state *) a)->variant, ((const struct evidence_state *) b)->variant);
}

void
evidence_sort (struct evidence *e)
{
  if (e->count)
    qsort (e->list, e->count, sizeof *e->list, compare_references);
  if (e->states_count)
    qsort (e->states, e->states_count, sizeof *e->states, compare_states);
}

/* ---- What counts.  */

const char *
evidence_uncounted (const struct evidence_reference *r, const struct policy_domain *d)
{
  if (r->uncounted)
    return r->uncounted;
  if (r->way && d && !d->tests.indirect)
    return "the domain does not let references through other functions count";
  return NULL;
}

void
evidence_weigh (struct evidence *e, const struct policy_domain *d)
{
  e->counted = e->sufficient = 0;
  e->best = GRADE_NONE;
  for (size_t i = 0; i < e->count; i++) {
    const struct evidence_reference *r = &e->list[i];
    if (evidence_uncounted (r, d))
      continue;
    e->counted++;
    e->sufficient += d && r->grade >= d->tests.grade;
    e->best = r->grade > e->best ? r->grade : e->best;
  }
}

const char *
evidence_test_shown (const struct evidence_reference *r)
{
  return r->shown ? r->shown : r->test;
}

void
evidence_describe_way (const struct evidence_reference *r, struct strbuf *out)
{
  for (char *const *name = r->way; name && *name; name++)
    strbuf_addf (out, "%s%s()", name == r->way ? "through " : ", ", *name);
}

bool
evidence_is_asked (const struct policy_domain *d)
{
  return d && (d->tests.grade != GRADE_NONE || d->tests.stub_proof);
}

bool
evidence_is_stale (const struct evidence *e, const struct unit_facts *unit, const struct function_facts *f)
{
  const struct evidence_state *s = state_of (e, unit->variant);
  if (!s || s->scheme != unit->scheme)
    return false;
  bool behaviour = s->behaviour_class && unit->behaviour_class
                   && strcmp (s->behaviour_class, unit->behaviour_class) == 0
                   && digest_known (&s->aspects[ASPECT_BEHAVIOUR]) && digest_known (&f->aspects[ASPECT_BEHAVIOUR]);
  bool source = digest_known (&s->aspects[ASPECT_SOURCE]) && digest_known (&f->aspects[ASPECT_SOURCE]);
  if (behaviour && digest_equal (&s->aspects[ASPECT_BEHAVIOUR], &f->aspects[ASPECT_BEHAVIOUR]))
    source = false;
  else if (!source)
    return behaviour;
  if (source && !digest_equal (&s->aspects[ASPECT_SOURCE], &f->aspects[ASPECT_SOURCE]))
    return true;
  return digest_known (&s->aspects[ASPECT_DEPENDENCIES]) && digest_known (&f->aspects[ASPECT_DEPENDENCIES])
         && !digest_equal (&s->aspects[ASPECT_DEPENDENCIES], &f->aspects[ASPECT_DEPENDENCIES]);
}

/* ---- The rules.  */

static void
note_reference (struct finding *n, const struct evidence_reference *r, const struct policy_domain *d)
{
  const char *uncounted = evidence_uncounted (r, d);
  struct strbuf way = STRBUF_INIT;
  if (r->way) {
    strbuf_add_char (&way, ' ');
    evidence_describe_way (r, &way);
  }
  if (uncounted)
    finding_note (n, "%s:%u: " QUOTE_OPEN "%s" QUOTE_CLOSE "%s does not count: %s", r->file, r->line,
                  evidence_test_shown (r), strbuf_text (&way), uncounted);
  else
    finding_note (n, "%s:%u: " QUOTE_OPEN "%s" QUOTE_CLOSE "%s: %s: %s%s%s", r->file, r->line, evidence_test_shown (r),
                  strbuf_text (&way), grade_name (r->grade), r->reason, r->remark ? "; " : "",
                  r->remark ? r->remark : "");
  strbuf_release (&way);
}

/* Those that count.  */
static void
note_counted (struct finding *n, const struct evidence *e, const struct policy_domain *d)
{
  size_t written = 0;
  for (size_t i = 0; i < e->count; i++)
    if (!evidence_uncounted (&e->list[i], d) && written++ < NOTES_MAXIMUM)
      note_reference (n, &e->list[i], d);
  if (written > NOTES_MAXIMUM)
    finding_note (n, "... and %zu more; explain lists them all", written - NOTES_MAXIMUM);
}

/* A reference that does not count.  */
struct uncounted {
  const char *why;
  const struct evidence_reference *reference; /* in the list: earlier ones come first */
  size_t alike;                               /* so many do not count for this reason */
  bool first;                                 /* of these */
};

static int
compare_reasons (const struct uncounted *a, const struct uncounted *b)
{
  int order = strcmp (a->why, b->why);
  return order ? order : (a->reference->way != NULL) - (b->reference->way != NULL);
}

static int
compare_uncounted (const void *a, const void *b)
{
  const struct uncounted *x = a, *y = b;
  int order = compare_reasons (x, y);
  return order ? order : (x->reference > y->reference) - (x->reference < y->reference);
}

static int
compare_places (const void *a, const void *b)
{
  const struct uncounted *x = a, *y = b;
  return (x->reference > y->reference) - (x->reference < y->reference);
}

/* Those that do not count, in the list's order; owned by the caller.  */
static struct uncounted *
collect_uncounted (const struct evidence *e, const struct policy_domain *d, size_t *count)
{
  struct uncounted *list = memory_get ((e->count + 1) * sizeof *list);
  *count = 0;
  for (size_t i = 0; i < e->count; i++) {
    const char *why = evidence_uncounted (&e->list[i], d);
    if (why)
      list[(*count)++] = (struct uncounted){ .why = why, .reference = &e->list[i] };
  }
  qsort (list, *count, sizeof *list, compare_uncounted);
  for (size_t from = 0, to; from < *count; from = to) {
    for (to = from; to < *count && compare_reasons (&list[from], &list[to]) == 0;)
      to++;
    for (size_t i = from; i < to; i++) {
      list[i].alike = to - from;
      list[i].first = i == from;
    }
  }
  qsort (list, *count, sizeof *list, compare_places);
  return list;
}

/* Those that do not: what goes for many of them is said once.  */
static void
note_uncounted (struct finding *n, const struct evidence *e, const struct policy_domain *d)
{
  size_t count;
  struct uncounted *list = collect_uncounted (e, d, &count);
  for (size_t i = 0; i < count; i++)
    if (list[i].alike <= 2)
      note_reference (n, list[i].reference, d);
    else if (list[i].first)
      finding_note (n, "%zu tests%s do not count: %s; explain lists them", list[i].alike,
                    list[i].reference->way ? " that call it through other functions" : "", list[i].why);
  free (list);
}

static void
note_references (struct finding *n, const struct evidence *e, const struct policy_domain *d)
{
  note_counted (n, e, d);
  note_uncounted (n, e, d);
}

static void
hollow (struct finding *n, const struct evidence *e, const struct policy_domain *d, const struct function_facts *f)
{
  if (e->sufficient < d->tests.at_least)
    finding_message (n,
                     QUOTE_OPEN "%s" QUOTE_CLOSE
                                " is called by %zu test%s, of which %zu would notice if it were wrong; " QUOTE_OPEN
                                "%s" QUOTE_CLOSE " asks for %u of grade " QUOTE_OPEN "%s" QUOTE_CLOSE,
                     function_shown (f), e->counted, e->counted == 1 ? "" : "s", e->sufficient, d->name,
                     d->tests.at_least, grade_name (d->tests.grade));
  else
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is not stub-proof: %s", function_shown (f), e->why);
  if (e->sufficient < d->tests.at_least && d->tests.stub_proof && !e->stub_proof)
    finding_note (n, "%s", e->why);
  if (e->expectations && e->branches)
    finding_note (n, "these tests expect %zu distinct value%s other than 0; the function has %u branch%s",
                  e->expectations, e->expectations == 1 ? "" : "s", e->branches, e->branches == 1 ? "" : "es");
  note_references (n, e, d);
  verdict_settle (n, "explain", f, "");
}

void
evidence_judge (const struct evidence *e, const struct policy *policy, const struct policy_domain *d,
                const struct function_facts *f, enum track track, enum severity most, const char *stale,
                struct findings *findings)
{
  bool enough = e->sufficient >= d->tests.at_least && (!d->tests.stub_proof || e->stub_proof);
  if (e->counted > 0 && enough)
    return;
  enum rule rule = e->counted == 0 ? RULE_UNTESTED : RULE_HOLLOW_TEST;
  enum severity severity = policy_severity (policy, rule, f->domain, track);
  severity = severity > most ? most : severity;
  if (severity == SEVERITY_OFF)
    return;
  struct finding *n = findings_add (findings, rule, severity, f);
  if (stale)
    finding_note (n, "%s", stale);
  if (rule == RULE_HOLLOW_TEST) {
    hollow (n, e, d, f);
    return;
  }
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is not called by any test that counts", function_shown (f));
  note_references (n, e, d);
  finding_command (n, "loadbearing explain --rule untested");
}

bool
evidence_unit (const struct policy *policy, const struct unit_facts *unit, char **path, struct findings *findings,
               struct strbuf *err)
{
  static const struct evidence nothing;
  struct evidence_file *file = NULL;
  bool asked = false, missing = false;
  *path = NULL;
  for (size_t i = 0; i < unit->functions_count && !asked; i++)
    asked = unit->functions[i].flags & FUNCTION_MARKED
            && evidence_is_asked (policy_domain (policy, unit->functions[i].domain));
  if (!asked || unit->role == ROLE_TEST || !policy->evidence)
    return true;
  char *name = evidence_path (policy);
  file = evidence_read (name, &missing, err);
  if (!file && missing) {
    free (name);
    return true;
  }
  *path = name;
  if (!file)
    return false;
  char *shown = policy_relative (policy, name);
  for (size_t i = 0; i < unit->functions_count; i++) {
    const struct function_facts *f = &unit->functions[i];
    const struct policy_domain *d = f->flags & FUNCTION_MARKED ? policy_domain (policy, f->domain) : NULL;
    if (!evidence_is_asked (d))
      continue;
    struct evidence *found = evidence_find (file, f), none = nothing;
    struct strbuf stale = STRBUF_INIT;
    if (!found)
      strbuf_addf (&stale, "%s knows nothing of it: it is older than the function; loadbearing check writes it anew",
                   shown);
    else if (evidence_is_stale (found, unit, f))
      strbuf_addf (&stale, "stale: the function changed since %s was written; loadbearing check writes it anew", shown);
    evidence_weigh (found ? found : &none, d);
    enum track track = unit->track == TRACK_PROTOTYPE ? TRACK_PROTOTYPE : f->track;
    evidence_judge (found ? found : &none, policy, d, f, track, SEVERITY_WARNING,
                    stale.length ? strbuf_text (&stale) : NULL, findings);
    strbuf_release (&stale);
  }
  free (shown);
  evidence_file_free (file);
  return true;
}
