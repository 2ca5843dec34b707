/* What a function reaches through the whole program: see reach.h.

   Each function that was audited is searched from by itself, breadth first, so that the path that
   is told is a shortest one.  */
#include "reach.h"

#include <stdlib.h>
#include <string.h>

/* A function of one unit.  */
struct node {
  const struct unit_facts *unit;
  const struct function_facts *facts;
  size_t first;  /* node of its unit */
  size_t next;   /* of the same name's hash chain: index plus one */
  size_t stamp;  /* the search that met it last */
  size_t parent; /* in that search: index plus one, 0 for the root */
  enum { BOUNDARY_UNKNOWN, BOUNDARY_NO, BOUNDARY_YES } boundary;
};

struct reach_graph {
  const struct policy *policy;
  struct node *nodes;
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
};

static size_t
hash_name (const char *name)
{
  uint64_t hash = 0xcbf29ce484222325u;
  for (; *name; name++)
    hash = (hash ^ (unsigned char) *name) * 0x100000001b3u;
  return (size_t) (hash ^ hash >> 29);
}

static int
place_compare (const void *a, const void *b)
{
  uintptr_t x = (uintptr_t) ((const struct unit_place *) a)->unit,
            y = (uintptr_t) ((const struct unit_place *) b)->unit;
  return (x > y) - (x < y);
}

struct reach_graph *
reach_graph_new (const struct policy *policy, struct unit_facts *const *units, size_t count,
                 bool (*same_link) (const struct unit_facts *a, const struct unit_facts *b, void *data), void *data)
{
  struct reach_graph *g = memory_get (sizeof *g);
  size_t all = 0;

  g->policy = policy;
  g->units_count = count;
  g->same_link = same_link;
  g->data = data;
  g->places = memory_get ((count + 1) * sizeof *g->places);
  for (size_t u = 0; u < count; u++) {
    g->places[u] = (struct unit_place){ units[u], all };
    all += units[u]->role == ROLE_TEST ? 0 : units[u]->functions_count;
  }
  g->nodes = memory_get ((all + 1) * sizeof *g->nodes);
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
      size_t *slot = &g->slots[hash_name (n->facts->name) & (g->slots_count - 1)];
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
  free (g->nodes);
  free (g->places);
  free (g->slots);
  free (g);
}

/* ---- Who is meant by a name.  */

/* The function NAME of U, or NULL; U's functions are sorted.  */
static const struct function_facts *
unit_function (const struct unit_facts *u, const char *name)
{
  size_t low = 0, high = u->functions_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp (u->functions[middle].name, name);
    if (order == 0)
      return &u->functions[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static bool
text_equal (const char *a, const char *b)
{
  return strcmp (a ? a : "", b ? b : "") == 0;
}

/* The nodes that NAME means where CALLER calls it: indices in *FOUND, which is grown; how many.  */
static size_t
resolve (struct reach_graph *g, const struct node *caller, const char *name, size_t **found)
{
  const struct unit_facts *u = caller->unit;
  const struct function_facts *here = unit_function (u, name);
  size_t count = 0, linked = 0;

  if (here) {
    *found = memory_grow (*found, 1, sizeof **found);
    (*found)[0] = caller->first + (size_t) (here - u->functions);
    return 1;
  }
  for (size_t at = g->slots[hash_name (name) & (g->slots_count - 1)]; at; at = g->nodes[at - 1].next)
    if (strcmp (g->nodes[at - 1].facts->name, name) == 0 && text_equal (g->nodes[at - 1].unit->variant, u->variant)) {
      *found = memory_grow (*found, count + 1, sizeof **found);
      (*found)[count++] = at - 1;
    }
  if (count < 2)
    return count;
  /* Programs may each have their own: those that are linked with the caller count, if any is known to be.  */
  for (size_t i = 0; i < count; i++)
    if (g->same_link (u, g->nodes[(*found)[i]].unit, g->data))
      (*found)[linked++] = (*found)[i];
  return linked ? linked : count;
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

static void
path_to (const struct reach_graph *g, size_t parent, struct strbuf *out)
{
  if (parent == 0 || g->nodes[parent - 1].parent == 0)
    return; /* the root itself is told elsewhere */
  path_to (g, g->nodes[parent - 1].parent, out);
  strbuf_addf (out, "%s%s", out->length ? ", " : "", function_shown (g->nodes[parent - 1].facts));
}

static struct reached *
reached_add (struct reached_list *l)
{
  if ((l->count & (l->count - 1)) == 0)
    l->list = memory_grow (l->list, l->count ? 2 * l->count : 1, sizeof *l->list);
  return memset (&l->list[l->count++], 0, sizeof *l->list);
}

static void
reached_release (struct reached *r)
{
  free (r->key);
  free (r->kind);
  free (r->path);
}

static int
reached_compare (const void *a, const void *b)
{
  const struct reached *x = a, *y = b;
  int order = strcmp (x->key, y->key);
  if (order == 0)
    order = strcmp (x->kind, y->kind);
  if (order == 0)
    order = (int) x->digest.length - (int) y->digest.length;
  return order ? order : memcmp (x->digest.bytes, y->digest.bytes, x->digest.length);
}

/* Sorted, each once.  */
static void
reached_order (struct reached_list *l)
{
  size_t kept = 0;
  if (l->count)
    qsort (l->list, l->count, sizeof *l->list, reached_compare);
  for (size_t i = 0; i < l->count; i++)
    if (kept && reached_compare (&l->list[kept - 1], &l->list[i]) == 0)
      reached_release (&l->list[i]);
    else
      l->list[kept++] = l->list[i];
  l->count = kept;
}

void
reached_list_release (struct reached_list *l)
{
  for (size_t i = 0; i < l->count; i++)
    reached_release (&l->list[i]);
  free (l->list);
  memset (l, 0, sizeof *l);
}

void
reached_list_unite (struct reached_list *to, struct reached_list *from)
{
  for (size_t i = 0; i < from->count; i++)
    *reached_add (to) = from->list[i];
  free (from->list);
  memset (from, 0, sizeof *from);
  reached_order (to);
}

static void
add_node (const struct reach_graph *g, const struct node *n, struct reached_list *out)
{
  struct reached *r = reached_add (out);
  struct strbuf path;
  strbuf_init (&path);
  path_to (g, n->parent, &path);
  r->path = strbuf_detach (&path);
  r->key = key_of (n->facts);
  r->kind = kind_of (n->unit, n->facts);
  r->digest = digest_for (n->facts);
  r->facts = n->facts;
  r->unit = n->unit;
}

static void
add_unknown (const struct reach_graph *g, size_t caller, const char *name, struct reached_list *out)
{
  struct reached *r = reached_add (out);
  struct strbuf text;
  strbuf_init (&text);
  strbuf_add_shown (&text, name);
  r->key = strbuf_detach (&text);
  r->kind = memory_copy_text ("-");
  path_to (g, caller + 1, &text);
  r->path = strbuf_detach (&text);
}

/* Those of the root's unit that its own record holds are not told again.  */
static void
find_own (const struct unit_facts *unit, const struct function_facts *f, bool *own)
{
  for (size_t i = 0; i < f->depends_count; i++)
    if (f->depends[i].kind == DEPENDENCY_FUNCTION) {
      const struct function_facts *other = unit_function (unit, f->depends[i].name);
      if (other)
        own[other - unit->functions] = true;
    }
}

void
reach_of (struct reach_graph *g, const struct unit_facts *unit, const struct function_facts *f,
          struct reached_list *out)
{
  size_t *queue = NULL, *found = NULL, head = 0, tail = 0, root;
  bool *own;

  memset (out, 0, sizeof *out);
  const struct unit_place key = { unit, 0 };
  const struct unit_place *place = g->units_count
                                       ? bsearch (&key, g->places, g->units_count, sizeof *g->places, place_compare)
                                       : NULL;
  if (!place || unit->role == ROLE_TEST)
    return;
  root = place->first + (size_t) (f - unit->functions);
  size_t stamp = ++g->searches;
  own = memory_get (unit->functions_count + 1);
  find_own (unit, f, own);
  queue = memory_grow (NULL, 64, sizeof *queue);
  size_t room = 64;
  queue[tail++] = root;
  g->nodes[root].stamp = stamp;
  g->nodes[root].parent = 0;
  while (head < tail) {
    size_t at = queue[head++];
    const struct node *caller = &g->nodes[at];
    for (size_t c = 0; c < caller->facts->calls_count; c++) {
      const char *name = caller->facts->calls[c];
      size_t count = resolve (g, caller, name, &found);
      if (count == 0 && !name_is_boundary (g, name))
        add_unknown (g, at, name, out);
      for (size_t k = 0; k < count; k++) {
        struct node *n = &g->nodes[found[k]];
        if (n->stamp == stamp || stops (g, n, f->domain))
          continue;
        n->stamp = stamp;
        n->parent = at + 1;
        if (!(n->unit == unit && own[n->facts - unit->functions]))
          add_node (g, n, out);
        if (tail == room) {
          room *= 2;
          queue = memory_grow (queue, room, sizeof *queue);
        }
        queue[tail++] = found[k];
      }
    }
  }
  free (own);
  free (queue);
  free (found);
  reached_order (out);
}
