/* References through other functions, by the calls that the records of a test's program name.  See program_indirect.h.

   A low function of a large program is reached by most of its tests, so what is kept of each test is found by a table.  */
#include "program_indirect.h"

#include "distinct.h"
#include "json/json_read.h"
#include "program_outputs.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* What E knows of one test.  */
struct known_test {
  const char *test, *file;
  enum test_grade direct; /* the best of its own references */
  size_t indirect;        /* the one through others, in E's list, plus one; 0: none */
};

struct indirect {
  struct reference_reader *reader;
  size_t artefact;
  struct evidence *evidence;
  struct distinct tests; /* struct known_test, X's */
};

static uint32_t
hash_test (const void *item)
{
  const struct known_test *t = item;
  return distinct_hash (distinct_hash (DISTINCT_SEED, t->test, strlen (t->test) + 1), t->file, strlen (t->file));
}

static int
compare_tests (const void *a, const void *b)
{
  const struct known_test *x = *(const struct known_test *const *) a, *y = *(const struct known_test *const *) b;
  int order = strcmp (x->test, y->test);
  return order ? order : strcmp (x->file, y->file);
}

/* What is known of the test of that name in FILE, both of which outlive X.  */
static struct known_test *
known (struct indirect *x, const char *test, const char *file)
{
  struct known_test *t = memory_get (sizeof *t);
  size_t before = x->tests.count;
  *t = (struct known_test){ test, file, GRADE_NONE, 0 };
  distinct_add (&x->tests, t);
  if (x->tests.count > before)
    return t;
  const void *found = x->tests.items[distinct_find (&x->tests, t)];
  free (t);
  return (struct known_test *) found;
}

/* Of each test, the reference that says most, and of those the one with the shortest way.  */
static void
add (const struct unit_facts *unit, const struct reference_facts *facts, const char *const *way, void *data)
{
  struct indirect *x = data;
  struct known_test *t = known (x, facts->test, facts->file);
  struct reference_facts doubted = *facts;
  /* The test asks the function itself, too, and that may be what the other one is compared with.  */
  if (t->direct != GRADE_NONE && program_outputs_rest_elsewhere (facts)) {
    doubted.grade = GRADE_SHAPE;
    facts = &doubted;
  }
  if (facts->grade <= GRADE_CALLED || facts->grade <= t->direct)
    return;
  if (!t->indirect) {
    reference_reader_add_indirect (x->reader, x->artefact, unit, facts, way, x->evidence);
    t->indirect = x->evidence->count;
    return;
  }
  struct evidence_reference *r = &x->evidence->list[t->indirect - 1];
  if (r->grade > facts->grade
      || (r->grade == facts->grade && text_list_count (r->way) <= text_list_count ((char *const *) way)))
    return;
  free (r->reason);
  r->reason = memory_copy_text (facts->reason);
  r->grade = facts->grade;
  r->line = facts->line;
  text_list_free (r->way);
  r->way = text_list_copy ((char *const *) way);
}

/* Of a test that is visited, references whose expectation comes from elsewhere: what the test calls besides may have asked the function for it.  */
static void
doubt (const struct unit_facts *unit, const struct reference_facts *facts, const char *const *way, void *data)
{
  struct indirect *x = data;
  (void) unit;
  for (size_t i = 0; i < x->evidence->count && way[0]; i++) {
    struct evidence_reference *r = &x->evidence->list[i];
    if (!r->elsewhere || r->grade != GRADE_SEMANTIC || strcmp (r->test, facts->test) != 0
        || strcmp (r->file, facts->file) != 0)
      continue;
    struct strbuf why = STRBUF_INIT;
    strbuf_addf (&why, "what it is compared with may be its own: the test calls %s() as well, which leads to it",
                 way[0]);
    free (r->reason);
    r->reason = strbuf_detach (&why);
    r->grade = GRADE_SHAPE;
  }
}

/* Visits, with VISIT, each test of each program that calls something which leads to X's function.  */
static void
visit_tests (struct indirect *x,
             void (*visit) (const struct unit_facts *, const struct reference_facts *, const char *const *, void *))
{
  struct program *p = x->reader->p;
  const struct subject *s = x->reader->s;
  for (x->artefact = 0; x->artefact < p->inputs.artefacts_count; x->artefact++) {
    const struct artefact *a = p->inputs.artefacts[x->artefact];
    if ((a->kind != ARTEFACT_PROGRAM && a->kind != ARTEFACT_LIBRARY) || !artefact_holds_test (a)
        || reference_reader_unlinked (x->reader, x->artefact))
      continue;
    struct call_graph *g = program_graph (p, x->artefact);
    for (size_t k = s->first; k < s->first + s->count; k++)
      if (artefact_holds (a, p->copies[k].unit) && call_graph_mark (g, p->copies[k].unit, p->copies[k].facts))
        call_graph_references (g, visit, x);
  }
}

void
program_indirect_doubt (struct reference_reader *reader, struct evidence *e)
{
  struct indirect x = { .reader = reader, .evidence = e };
  bool any = false;
  for (size_t i = 0; i < e->count; i++)
    any |= e->list[i].elsewhere;
  if (any)
    visit_tests (&x, doubt);
}

void
program_indirect_add (struct reference_reader *reader, struct evidence *e)
{
  struct indirect x = { .reader = reader, .evidence = e, .tests = { .hash = hash_test, .compare = compare_tests } };
  for (size_t i = 0; i < e->count; i++) {
    struct known_test *t = known (&x, e->list[i].test, e->list[i].file);
    if (e->list[i].grade > t->direct)
      t->direct = e->list[i].grade;
  }
  visit_tests (&x, add);
  for (size_t i = 0; i < x.tests.count; i++)
    free ((void *) x.tests.items[i]);
  distinct_release (&x.tests);
}
