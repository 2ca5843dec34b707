/* What a function reaches through the whole program: see reach.h.

   Each function that was audited is searched from by itself, breadth first, so that the path that
   is told is a shortest one.  */
#include "reach.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

/* A function of one unit; or an object that others can name; or, with both NULL, a name of which no record was read.  What is known only by looking is
   there once the function was met.  */
struct node {
  const struct unit_facts *unit;
  const struct function_facts *facts;
  const struct object_facts *object;
  char *key, *kind;
  struct digest digest;
  uint64_t sum[4]; /* digest of key, kind and digest */
  size_t *callees; /* nodes: what it calls and reads, and to what the addresses in an object lead */
  size_t callees_count;
  bool expanded;
  size_t first;  /* node of its unit */
  size_t next;   /* of the same name's hash chain: index plus one */
  size_t stamp;  /* the search that met it last */
  size_t parent; /* in that search: index plus one, 0 for the root */
  enum { BOUNDARY_UNKNOWN, BOUNDARY_NO, BOUNDARY_YES } boundary;
};

struct reach_graph {
  const struct policy *policy;
  struct node *nodes;
  size_t count, room; /* functions with records first, then objects, and names without, as they are met */
  size_t units_count;
  struct unit_place {
    const struct unit_facts *unit;
    size_t first;
  } * places;    /* sorted by address */
  size_t *slots; /* hash of external names: index plus one */
  size_t slots_count;
  size_t searches;
  bool (*same_link) (const struct unit_facts *a, const struct unit_facts *b, void *data);
  void *data;
  struct definitions *definitions;
};

static int
place_compare (const void *a, const void *b)
{
  uintptr_t x = (uintptr_t) ((const struct unit_place *) a)->unit,
            y = (uintptr_t) ((const struct unit_place *) b)->unit;
  return (x > y) - (x < y);
}

struct reach_graph *
reach_graph_new (const struct policy *policy, struct unit_facts *const *units, size_t count,
                 struct definitions *definitions,
                 bool (*same_link) (const struct unit_facts *a, const struct unit_facts *b, void *data), void *data)
{
  struct reach_graph *g = memory_get (sizeof *g);
  size_t all = 0;

  g->policy = policy;
  g->units_count = count;
  g->same_link = same_link;
  g->data = data;
  g->definitions = definitions;
  g->places = memory_get ((count + 1) * sizeof *g->places);
  for (size_t u = 0; u < count; u++) {
    g->places[u] = (struct unit_place){ units[u], all };
    all += units[u]->role == ROLE_TEST ? 0 : units[u]->functions_count;
  }
  g->nodes = memory_get ((all + 1) * sizeof *g->nodes);
  g->count = all;
  g->room = all + 1;
  for (g->slots_count = 64; g->slots_count < 2 * all;)
    g->slots_count *= 2;
  g->slots = memory_get (g->slots_count * sizeof *g->slots);
  for (size_t u = 0; u < count; u++)
    for (size_t i = 0; i < units[u]->functions_count && units[u]->role != ROLE_TEST; i++) {
      size_t at = g->places[u].first + i;
      struct node *n = &g->nodes[at];
      n->unit = units[u];
      n->facts = &units[u]->functions[i];
      n->first = g->places[u].first;
      if (n->facts->flags & FUNCTION_STATIC)
        continue; /* only its own unit can mean it */
      size_t *slot = &g->slots[text_hash (n->facts->name) & (g->slots_count - 1)];
      n->next = *slot;
      *slot = at + 1;
    }
  if (count)
    qsort (g->places, count, sizeof *g->places, place_compare);
  return g;
}

void
reach_graph_free (struct reach_graph *g)
{
  if (!g)
    return;
  for (size_t i = 0; i < g->count; i++) {
    free (g->nodes[i].key);
    free (g->nodes[i].kind);
    free (g->nodes[i].callees);
  }
  free (g->nodes);
  free (g->places);
  free (g->slots);
  free (g);
}

/* ---- Who is meant by a name.  */

/* The nodes that NAME means where CALLER calls it: indices in *FOUND, which is grown; how many.  */
static size_t
resolve (struct reach_graph *g, const struct node *caller, const char *name, size_t **found)
{
  const struct unit_facts *u = caller->unit;
  const struct function_facts *here = unit_facts_find (u, name);
  size_t own = 0, count, linked;

  if (here) {
    *found = memory_grow (*found, 1, sizeof **found);
    (*found)[own++] = caller->first + (size_t) (here - u->functions);
    if (!(here->flags & FUNCTION_WEAK))
      return own;
  }
  /* A weak one gives way to any that is not.  */
  count = own;
  for (size_t at = g->slots[text_hash (name) & (g->slots_count - 1)]; at; at = g->nodes[at - 1].next)
    if (g->nodes[at - 1].facts && strcmp (g->nodes[at - 1].facts->name, name) == 0
        && text_equal (g->nodes[at - 1].unit->variant, u->variant)
        && !(here && g->nodes[at - 1].facts->flags & FUNCTION_WEAK)) {
      *found = memory_grow (*found, count + 1, sizeof **found);
      (*found)[count++] = at - 1;
    }
  if (count - own < 2)
    return count;
  /* Programs may each have their own: those that are linked with the caller count, if any is known to be.  */
  linked = own;
  for (size_t i = own; i < count; i++)
    if (g->same_link (u, g->nodes[(*found)[i]].unit, g->data))
      (*found)[linked++] = (*found)[i];
  return linked > own ? linked : count;
}

/* Reach stops at N when it starts in a function of DOMAIN.  */
static bool
stops (const struct reach_graph *g, struct node *n, const char *domain)
{
  if (n->boundary == BOUNDARY_UNKNOWN) {
    n->boundary = BOUNDARY_NO;
    for (char **pattern = g->policy->boundary; pattern && *pattern; pattern++)
      if (glob_match_name (*pattern, n->facts->name)
          || (n->facts->shown && glob_match_name (*pattern, n->facts->shown)))
        n->boundary = BOUNDARY_YES;
  }
  return n->boundary == BOUNDARY_YES || (n->facts->flags & FUNCTION_SYSTEM)
         || (n->facts->flags & FUNCTION_MARKED && policy_domain_at_least (g->policy, n->facts->domain, domain));
}

static bool
name_is_boundary (const struct reach_graph *g, const char *name)
{
  for (char **pattern = g->policy->boundary; pattern && *pattern; pattern++)
    if (glob_match_name (*pattern, name))
      return true;
  return false;
}

/* ---- What is told of a function that is reached.  */

static char *
key_of (const struct function_facts *f)
{
  struct strbuf plain, key;
  strbuf_init (&plain);
  strbuf_init (&key);
  if (f->flags & FUNCTION_STATIC && f->file)
    strbuf_addf (&plain, "%s:", f->file);
  strbuf_add_text (&plain, f->name);
  strbuf_add_shown (&key, strbuf_text (&plain));
  strbuf_release (&plain);
  return strbuf_detach (&key);
}

/* One digest for the whole of F.  An ordinary record has one.  */
static struct digest
digest_for (const struct function_facts *f)
{
  const struct digest *source = &f->aspects[ASPECT_SOURCE];
  struct digester d;
  if (!(f->flags & FUNCTION_MARKED))
    return digest_truncate (source, source->length < DIGEST_SHORT ? source->length : DIGEST_SHORT);
  digester_init (&d);
  digester_add_digest (&d, &f->aspects[ASPECT_INTERFACE]);
  digester_add_digest (&d, digest_known (source) ? source : &f->aspects[ASPECT_TREE]);
  digester_add_digest (&d, &f->aspects[ASPECT_DEPENDENCIES]);
  return digester_finish (&d, DIGEST_SHORT);
}

static char *
kind_of (const struct unit_facts *u, const struct function_facts *f)
{
  struct strbuf kind;
  strbuf_init (&kind);
  strbuf_addf (&kind, "%s/%u", f->flags & FUNCTION_MARKED ? "load-bearing" : "ordinary", u->scheme);
  if (u->input == INPUT_PREPROCESSED || f->unknown)
    strbuf_addf (&kind, "/%s", u->tree_class ? u->tree_class : "no-class");
  return strbuf_detach (&kind);
}

/* Sets what N adds to a list's sum.  */
static void
set_sum (struct node *n)
{
  struct digester d;
  digester_init (&d);
  digester_add_text (&d, n->key);
  digester_add_text (&d, n->kind);
  digester_add_digest (&d, &n->digest);
  struct digest all = digester_finish (&d, DIGEST_FULL);
  for (int i = 0; i < 32; i++)
    n->sum[i / 8] |= (uint64_t) all.bytes[i] << i % 8 * 8;
}

/* A node more, zeroed, at the head of NAME's chain.  */
static struct node *
new_node (struct reach_graph *g, const char *name)
{
  size_t slot = text_hash (name) & (g->slots_count - 1);
  if (g->count == g->room) {
    g->room *= 2;
    g->nodes = memory_grow (g->nodes, g->room, sizeof *g->nodes);
  }
  struct node *n = memset (&g->nodes[g->count], 0, sizeof *n);
  n->next = g->slots[slot];
  g->slots[slot] = ++g->count;
  return n;
}

/* The node of a name without a record; made when it is first met.  */
static size_t
unknown_node (struct reach_graph *g, const char *name)
{
  struct strbuf key;
  strbuf_init (&key);
  strbuf_add_shown (&key, name);
  for (size_t at = g->slots[text_hash (name) & (g->slots_count - 1)]; at; at = g->nodes[at - 1].next)
    if (!g->nodes[at - 1].unit && strcmp (g->nodes[at - 1].key, strbuf_text (&key)) == 0) {
      strbuf_release (&key);
      return at - 1;
    }
  struct node *n = new_node (g, name);
  n->key = strbuf_detach (&key);
  n->kind = memory_copy_text ("-");
  n->expanded = true;
  set_sum (n);
  return g->count - 1;
}

static void
add_callee (struct node *n, size_t callee)
{
  if ((n->callees_count & (n->callees_count - 1)) == 0)
    n->callees = memory_grow (n->callees, n->callees_count ? 2 * n->callees_count : 1, sizeof *n->callees);
  n->callees[n->callees_count++] = callee;
}

/* The place of UNIT, one of G's; NULL if it is none of them.  */
static const struct unit_place *
place_of (const struct reach_graph *g, const struct unit_facts *unit)
{
  const struct unit_place key = { unit, 0 };
  return g->units_count ? bsearch (&key, g->places, g->units_count, sizeof *g->places, place_compare) : NULL;
}

struct reading {
  struct reach_graph *g;
  size_t reader;
};

/* The reader rests on OBJECT of UNIT.  */
static void
add_object (const struct unit_facts *unit, const struct object_facts *object, void *data)
{
  const struct reading *r = data;
  struct reach_graph *g = r->g;
  size_t at = g->slots[text_hash (object->name) & (g->slots_count - 1)];
  while (at && g->nodes[at - 1].object != object)
    at = g->nodes[at - 1].next;
  if (!at) {
    struct strbuf text;
    struct node *n = new_node (g, object->name);
    strbuf_init (&text);
    strbuf_add_shown (&text, object->name);
    n->key = strbuf_detach (&text);
    strbuf_addf (&text, "object/%u", unit->scheme);
    n->kind = strbuf_detach (&text);
    n->unit = unit;
    n->object = object;
    n->digest = digest_truncate (&object->digest, DIGEST_SHORT);
    n->first = place_of (g, unit)->first;
    set_sum (n);
    at = g->count;
  }
  add_callee (&g->nodes[r->reader], at - 1);
}

/* Adds to the callees of the node AT the functions that NAMES mean there.  */
static void
add_functions (struct reach_graph *g, size_t at, char *const *names, size_t names_count, size_t **found)
{
  for (size_t i = 0; i < names_count; i++) {
    size_t count = resolve (g, &g->nodes[at], names[i], found);
    if (count == 0 && !name_is_boundary (g, names[i])) {
      *found = memory_grow (*found, 1, sizeof **found);
      (*found)[count++] = unknown_node (g, names[i]); /* may move the nodes */
    }
    for (size_t c = 0; c < count; c++)
      add_callee (&g->nodes[at], (*found)[c]);
  }
}

static void
add_objects (struct reach_graph *g, size_t at, char *const *names, size_t count)
{
  struct reading r = { g, at };
  for (size_t i = 0; i < count; i++)
    definitions_each (g->definitions, g->nodes[at].unit, names[i], add_object, &r);
}

/* Looks at the node AT: what is told of it, whom it calls and what it reads.  */
static void
expand (struct reach_graph *g, size_t at, size_t **found)
{
  const struct function_facts *f = g->nodes[at].facts;
  const struct object_facts *o = g->nodes[at].object;
  const struct unit_facts *u = g->nodes[at].unit;
  struct reading r = { g, at };
  if (g->nodes[at].expanded)
    return;
  g->nodes[at].expanded = true;
  if (o) {
    add_objects (g, at, o->objects, o->objects_count);
    add_functions (g, at, o->functions, o->functions_count, found);
    return;
  }
  g->nodes[at].key = key_of (f);
  g->nodes[at].kind = kind_of (u, f);
  g->nodes[at].digest = digest_for (f);
  set_sum (&g->nodes[at]);
  add_functions (g, at, f->calls, f->calls_count, found);
  const struct object_reads *reads = unit_facts_find_reads (u, f->name);
  if (reads) {
    add_objects (g, at, reads->objects, reads->objects_count);
    add_functions (g, at, reads->functions, reads->functions_count, found);
  }
  /* A load-bearing function's record says what it rests on in its unit, through tables, too.  */
  for (size_t i = 0; i < f->definitions_count; i++)
    if (f->definitions[i].direct && !f->definitions[i].superseded)
      add_object (f->definitions[i].unit, f->definitions[i].object, &r);
  for (size_t i = 0; i < f->depends_count; i++) {
    const struct dependency *d = &f->depends[i];
    const struct object_facts *own = d->kind == DEPENDENCY_OBJECT ? unit_facts_find_object (u, d->name) : NULL;
    if (d->kind == DEPENDENCY_FUNCTION)
      add_functions (g, at, &f->depends[i].name, 1, found);
    else if (own)
      add_object (u, own, &r);
  }
}

static const char *
node_shown (const struct node *n)
{
  return n->object ? n->object->name : function_shown (n->facts);
}

static void
way_to (const struct reach_graph *g, size_t parent, struct strbuf *out)
{
  if (parent == 0 || g->nodes[parent - 1].parent == 0)
    return; /* the function that was asked about is told elsewhere */
  way_to (g, g->nodes[parent - 1].parent, out);
  strbuf_addf (out, "%s%s", out->length ? ", " : "", node_shown (&g->nodes[parent - 1]));
}

void
reach_way (const struct reach_graph *g, const struct reached *r, struct strbuf *out)
{
  way_to (g, g->nodes[r->node].parent, out);
}

void
reached_list_release (struct reached_list *l)
{
  free (l->list);
  memset (l, 0, sizeof *l);
}

static void
add_node (const struct reach_graph *g, size_t at, struct reached_list *out)
{
  const struct node *n = &g->nodes[at];
  if ((out->count & (out->count - 1)) == 0)
    out->list = memory_grow (out->list, out->count ? 2 * out->count : 1, sizeof *out->list);
  out->list[out->count++] = (struct reached){ n->key, n->kind, n->digest, n->facts, n->object, at };
  bool carry = false;
  for (int i = 0; i < 4; i++) {
    uint64_t before = out->sum[i];
    out->sum[i] += n->sum[i] + carry;
    carry = carry ? out->sum[i] <= before : out->sum[i] < before;
  }
}

/* Those of the root's unit that its own record holds are not told again.  */
static void
find_own (const struct unit_facts *unit, const struct function_facts *f, bool *own)
{
  for (size_t i = 0; i < f->depends_count; i++)
    if (f->depends[i].kind == DEPENDENCY_FUNCTION) {
      const struct function_facts *other = unit_facts_find (unit, f->depends[i].name);
      if (other)
        own[other - unit->functions] = true;
    }
}

/* The same of objects.  */
static bool
holds_object (const struct unit_facts *unit, const struct function_facts *f, const struct node *n)
{
  for (size_t i = 0; i < f->definitions_count; i++)
    if (f->definitions[i].object == n->object)
      return true;
  for (size_t i = 0; i < f->depends_count && n->unit == unit; i++)
    if (f->depends[i].kind == DEPENDENCY_OBJECT && strcmp (f->depends[i].name, n->object->name) == 0)
      return true;
  return false;
}

void
reach_of (struct reach_graph *g, const struct unit_facts *unit, const struct function_facts *f,
          struct reached_list *out)
{
  const struct unit_place key = { unit, 0 };
  const struct unit_place *place = g->units_count
                                       ? bsearch (&key, g->places, g->units_count, sizeof *g->places, place_compare)
                                       : NULL;
  size_t *found = NULL, head = 0, tail = 0, room = 64;

  memset (out, 0, sizeof *out);
  if (!place || unit->role == ROLE_TEST)
    return;
  size_t *queue = memory_grow (NULL, room, sizeof *queue), stamp = ++g->searches;
  bool *own = memory_get (unit->functions_count + 1);
  find_own (unit, f, own);
  queue[tail++] = place->first + (size_t) (f - unit->functions);
  g->nodes[queue[0]].stamp = stamp;
  g->nodes[queue[0]].parent = 0;
  while (head < tail) {
    size_t at = queue[head++];
    expand (g, at, &found);
    for (size_t c = 0; c < g->nodes[at].callees_count; c++) {
      size_t callee = g->nodes[at].callees[c];
      struct node *n = &g->nodes[callee];
      if (n->stamp == stamp || (n->facts && stops (g, n, f->domain)))
        continue;
      n->stamp = stamp;
      n->parent = at + 1;
      expand (g, callee, &found);
      n = &g->nodes[callee];
      if (n->object ? !holds_object (unit, f, n) : !(n->unit == unit && own[n->facts - unit->functions]))
        add_node (g, callee, out);
      if (tail == room) {
        room *= 2;
        queue = memory_grow (queue, room, sizeof *queue);
      }
      queue[tail++] = callee;
    }
  }
  free (own);
  free (queue);
  free (found);
}
