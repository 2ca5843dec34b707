/* Who calls whom in one program or library.  See call_graph.h.  */
#include "call_graph.h"

#include <stdlib.h>
#include <string.h>

#define NO_NODE ((size_t) -1)

struct node {
  const struct unit_facts *unit;
  const struct function_facts *facts;
  size_t first_caller, callers_count;       /* in callers */
  size_t first_reference, references_count; /* in references */
  size_t towards;                           /* the next one on a shortest way to the marked one */
  size_t stamp;                             /* the mark that met it last */
};

struct graph_reference {
  const struct unit_facts *unit;
  const struct reference_facts *facts;
  size_t node;
  size_t test;   /* in tests */
  size_t number; /* among all, as they were read */
};

/* What the visit that met it last found of a test.  */
struct graph_test {
  size_t visit;
  const struct graph_reference *best;
};

struct call_graph {
  const struct artefact *artefact;
  struct node *nodes;
  size_t count;
  size_t *external; /* nodes that other units can mean, by name */
  size_t external_count;
  size_t *callers;
  struct graph_reference *references; /* by node */
  size_t references_count;
  struct graph_test *tests;
  size_t tests_count;
  size_t *queue; /* what the last search met, in its order */
  size_t queued;
  size_t stamp, marked, visits;
};

/* qsort gives its comparison no data.  */
static const struct node *sorted_nodes;

static int
compare_external (const void *a, const void *b)
{
  size_t x = *(const size_t *) a, y = *(const size_t *) b;
  int order = strcmp (sorted_nodes[x].facts->name, sorted_nodes[y].facts->name);
  return order ? order : x < y ? -1 : x > y;
}

/* The first definition of NAME that other units can mean.  */
static size_t
external_node (const struct call_graph *g, const char *name)
{
  size_t low = 0, high = g->external_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (g->nodes[g->external[middle]].facts->name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < g->external_count && strcmp (g->nodes[g->external[low]].facts->name, name) == 0 ? g->external[low]
                                                                                               : NO_NODE;
}

/* The node that NAME means where CALLER calls it: a unit's nodes stand together, in the order of its functions.  */
static size_t
resolve (const struct call_graph *g, size_t caller, const char *name)
{
  const struct node *n = &g->nodes[caller];
  const struct function_facts *here = unit_facts_find (n->unit, name);
  return here ? caller - (size_t) (n->facts - n->unit->functions) + (size_t) (here - n->unit->functions)
              : external_node (g, name);
}

static void
add_nodes (struct call_graph *g, const struct artefact *a)
{
  size_t all = 0;
  for (size_t u = 0; u < a->units_count; u++)
    all += a->units[u].unit->role == ROLE_TEST ? 0 : a->units[u].unit->functions_count;
  g->nodes = memory_get ((all + 1) * sizeof *g->nodes);
  g->external = memory_get ((all + 1) * sizeof *g->external);
  g->queue = memory_get ((all + 1) * sizeof *g->queue);
  for (size_t u = 0; u < a->units_count; u++) {
    const struct unit_facts *unit = a->units[u].unit;
    for (size_t i = 0; i < unit->functions_count && unit->role != ROLE_TEST; i++) {
      g->nodes[g->count] = (struct node){ .unit = unit, .facts = &unit->functions[i], .towards = NO_NODE };
      if (!(unit->functions[i].flags & FUNCTION_STATIC))
        g->external[g->external_count++] = g->count;
      g->count++;
    }
  }
  sorted_nodes = g->nodes;
  if (g->external_count)
    qsort (g->external, g->external_count, sizeof *g->external, compare_external);
}

/* Visits each call as (caller, callee) twice: to count, and to fill in.  */
static void
add_callers (struct call_graph *g)
{
  size_t edges = 0;
  for (int fill = 0; fill < 2; fill++) {
    for (size_t i = 0; i < g->count; i++) {
      const struct function_facts *f = g->nodes[i].facts;
      for (size_t c = 0; c < f->calls_count; c++) {
        size_t callee = resolve (g, i, f->calls[c]);
        if (callee == NO_NODE || callee == i)
          continue;
        if (fill)
          g->callers[g->nodes[callee].first_caller + g->nodes[callee].callers_count] = i;
        g->nodes[callee].callers_count++;
        edges++;
      }
    }
    if (fill)
      break;
    g->callers = memory_get ((edges + 1) * sizeof *g->callers);
    for (size_t i = 0, at = 0; i < g->count; i++) {
      g->nodes[i].first_caller = at;
      at += g->nodes[i].callers_count;
      g->nodes[i].callers_count = 0;
    }
  }
}

static int
compare_tests (const void *a, const void *b)
{
  const struct graph_reference *x = a, *y = b;
  int order = strcmp (x->facts->test, y->facts->test);
  return order ? order : strcmp (x->facts->file, y->facts->file);
}

static int
compare_nodes (const void *a, const void *b)
{
  const struct graph_reference *x = a, *y = b;
  if (x->node != y->node)
    return x->node < y->node ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static void
add_references (struct call_graph *g, const struct artefact *a)
{
  size_t all = 0;
  for (size_t u = 0; u < a->units_count; u++)
    all += a->units[u].unit->references_count;
  g->references = memory_get ((all + 1) * sizeof *g->references);
  for (size_t u = 0; u < a->units_count; u++)
    for (size_t i = 0; i < a->units[u].unit->references_count; i++) {
      const struct reference_facts *r = &a->units[u].unit->references[i];
      size_t node = external_node (g, r->callee);
      if (node == NO_NODE)
        continue;
      g->references[g->references_count] = (struct graph_reference){ a->units[u].unit, r, node, 0,
                                                                     g->references_count };
      g->references_count++;
    }
  if (g->references_count)
    qsort (g->references, g->references_count, sizeof *g->references, compare_tests);
  for (size_t i = 0; i < g->references_count; i++) {
    if (i == 0 || compare_tests (&g->references[i - 1], &g->references[i]) != 0)
      g->tests_count++;
    g->references[i].test = g->tests_count - 1;
  }
  g->tests = memory_get ((g->tests_count + 1) * sizeof *g->tests);
  if (g->references_count)
    qsort (g->references, g->references_count, sizeof *g->references, compare_nodes);
  for (size_t i = 0; i < g->references_count; i++) {
    struct node *n = &g->nodes[g->references[i].node];
    if (n->references_count++ == 0)
      n->first_reference = i;
  }
}

struct call_graph *
call_graph_new (const struct artefact *a)
{
  struct call_graph *g = memory_get (sizeof *g);
  memset (g, 0, sizeof *g);
  g->artefact = a;
  add_nodes (g, a);
  add_callers (g);
  add_references (g, a);
  return g;
}

void
call_graph_free (struct call_graph *g)
{
  if (!g)
    return;
  free (g->nodes);
  free (g->external);
  free (g->callers);
  free (g->references);
  free (g->tests);
  free (g->queue);
  free (g);
}

bool
call_graph_mark (struct call_graph *g, const struct unit_facts *unit, const struct function_facts *f)
{
  size_t start = NO_NODE;
  for (size_t i = 0; i < g->count && start == NO_NODE; i++)
    if (g->nodes[i].unit == unit && g->nodes[i].facts == f)
      start = i;
  if (start == NO_NODE)
    return false;
  g->stamp++;
  g->marked = start;
  g->nodes[start].stamp = g->stamp;
  g->nodes[start].towards = NO_NODE;
  g->queue[0] = start;
  g->queued = 1;
  for (size_t from = 0; from < g->queued; from++) {
    size_t at = g->queue[from];
    for (size_t i = 0; i < g->nodes[at].callers_count; i++) {
      size_t caller = g->callers[g->nodes[at].first_caller + i];
      if (g->nodes[caller].stamp == g->stamp)
        continue;
      g->nodes[caller].stamp = g->stamp;
      g->nodes[caller].towards = at;
      g->queue[g->queued++] = caller;
    }
  }
  return true;
}

void
call_graph_references (struct call_graph *g,
                       void (*visit) (const struct unit_facts *unit, const struct reference_facts *r,
                                      const char *const *way, void *data),
                       void *data)
{
  const char **way = memory_get ((g->queued + 1) * sizeof *way);
  size_t met = 0, here = ++g->visits, *order = memory_get ((g->tests_count + 1) * sizeof *order);
  /* The shortest ways stand first in the queue.  */
  for (size_t i = 1; i < g->queued; i++) {
    const struct node *n = &g->nodes[g->queue[i]];
    for (size_t k = 0; k < n->references_count; k++) {
      const struct graph_reference *r = &g->references[n->first_reference + k];
      struct graph_test *test = &g->tests[r->test];
      if (test->visit != here) {
        *test = (struct graph_test){ here, r };
        order[met++] = r->test;
      } else if (r->facts->grade > test->best->facts->grade)
        test->best = r;
    }
  }
  for (size_t i = 0; i < met; i++) {
    const struct graph_reference *r = g->tests[order[i]].best;
    size_t length = 0;
    for (size_t at = r->node; at != g->marked; at = g->nodes[at].towards)
      way[length++] = function_shown (g->nodes[at].facts);
    way[length] = NULL;
    visit (r->unit, r->facts, way, data);
  }
  free (order);
  free (way);
}

/* Puts the node AT, if there is one, into the queue, unless it was there before.  */
static void
visit_once (struct call_graph *g, size_t at)
{
  if (at == NO_NODE || g->nodes[at].stamp == g->stamp)
    return;
  g->nodes[at].stamp = g->stamp;
  g->queue[g->queued++] = at;
}

/* Whether code of which nobody knows whom it calls may be what NAME means.  Else it is another file's, such as the C library's.  */
static bool
may_lack_record (const struct artefact *a, const char *name)
{
  for (size_t i = 0; i < a->unrecorded_count; i++)
    if (a->unrecorded[i].kind != UNRECORDED_FUNCTION || strcmp (a->unrecorded[i].function, name) == 0)
      return true;
  return a->stripped;
}

/* Whether a unit takes the address of a function that IS_AVOIDED accepts: then a call through a pointer may lead there.  */
static bool
is_pointed_at (const struct artefact *a, bool (*is_avoided) (const char *name, const void *data), const void *data)
{
  for (size_t u = 0; u < a->units_count; u++) {
    const struct unit_facts *unit = a->units[u].unit;
    for (size_t i = 0; i < unit->pointed_count; i++)
      if (is_avoided (unit->pointed[i].name, data))
        return true;
    for (size_t i = 0; i < unit->addresses_count; i++)
      if (is_avoided (unit->addresses[i], data))
        return true;
  }
  return false;
}

bool
call_graph_avoids (struct call_graph *g, const char *name, bool (*is_avoided) (const char *name, const void *data),
                   const void *data)
{
  g->stamp++;
  g->marked = NO_NODE;
  g->queued = 0;
  visit_once (g, external_node (g, name));
  if (g->queued == 0 || is_avoided (name, data) || is_pointed_at (g->artefact, is_avoided, data))
    return false;
  for (size_t from = 0; from < g->queued; from++) {
    size_t at = g->queue[from];
    const struct function_facts *f = g->nodes[at].facts;
    for (size_t i = 0; i < f->calls_count; i++) {
      size_t callee = resolve (g, at, f->calls[i]);
      if (is_avoided (f->calls[i], data) || (callee == NO_NODE && may_lack_record (g->artefact, f->calls[i])))
        return false;
      visit_once (g, callee);
    }
  }
  return true;
}
