/* The pieces of memory that there are: variables, what pointers lead to, and the heap.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

static int
add_region (struct region r, int *last)
{
  r.next = *last;
  r.outside = r.decl && VAR_P (r.decl) && is_global_var (r.decl) && !TREE_READONLY (r.decl) && !sink_keeps (r.decl)
              && (TREE_PUBLIC (r.decl) || DECL_EXTERNAL (r.decl));
  r.shared = r.decl && run.shared->contains (r.decl);
  run.regions->safe_push (r);
  return *last = (int) run.regions->length () - 1;
}

/* Where the number of the last region of DECL or SOURCE stands; -1 there: it has none.  */
static int *
last_region (void *of)
{
  bool existed;
  int &last = run.regions_of->get_or_insert (of, &existed);
  if (!existed)
    last = -1;
  return &last;
}

void
regions_truncate (unsigned count)
{
  for (unsigned i = run.regions->length (); i-- > count;) {
    const struct region *r = &(*run.regions)[i];
    if (r->symbol < 0)
      *last_region (r->source ? (void *) r->source : (void *) r->decl) = r->next;
  }
  run.regions->truncate (count);
  regions_start ();
}

int
find_heap_region (gimple *source, int ordinal)
{
  int *last = last_region (source);
  for (int i = *last; i >= 0; i = (*run.regions)[i].next)
    if ((*run.regions)[i].ordinal == ordinal)
      return i;
  struct region r = { NULL_TREE, 0, -1, source, ordinal, -1, false, false };
  return add_region (r, last);
}

/* Where the last region of a variable was found.  */
#define PLACES_KNOWN 256
static struct {
  tree decl;
  int depth, region;
} places_known[PLACES_KNOWN];

void
regions_start (void)
{
  memset (places_known, 0, sizeof places_known);
}

static int
search_region (tree decl, int depth, int symbol)
{
  int *last = symbol >= 0 ? &run.regions_behind[symbol] : last_region (decl);
  for (int i = *last; i >= 0; i = (*run.regions)[i].next)
    if ((*run.regions)[i].depth == depth)
      return i;
  struct region r = { decl, depth, symbol, NULL, 0, -1, false, false };
  return add_region (r, last);
}

int
find_region (tree decl, int depth, int symbol)
{
  if (symbol >= 0)
    return search_region (decl, depth, symbol);
  auto *known = &places_known[((uintptr_t) decl / 64 + (unsigned) depth) % PLACES_KNOWN];
  if (known->decl != decl || known->depth != depth) {
    known->region = search_region (decl, depth, symbol);
    known->decl = decl;
    known->depth = depth;
  }
  return known->region;
}

static bool
is_local (tree decl)
{
  return (TREE_CODE (decl) == PARM_DECL || TREE_CODE (decl) == RESULT_DECL || VAR_P (decl)) && !is_global_var (decl);
}

int
region_of_decl (struct state *s, tree decl)
{
  return find_region (decl, is_local (decl) ? (int) s->frames.length () : 0, -1);
}

int
region_of_errno (void)
{
  static tree variable;
  if (!variable) {
    variable = build_decl (UNKNOWN_LOCATION, VAR_DECL, get_identifier ("errno"), integer_type_node);
    TREE_PUBLIC (variable) = DECL_EXTERNAL (variable) = DECL_ARTIFICIAL (variable) = 1;
  }
  return find_region (variable, 0, -1);
}

/* Of the memory that SOURCE made, which is in use, by ordinal.  */
struct heap_uses {
  gimple *source;
  bool used[HEAP_MAXIMUM];
};

/* REGION is in use.  */
static void
note_use (int region, void *data)
{
  struct heap_uses *u = (struct heap_uses *) data;
  const struct region *r = &(*run.regions)[region];
  if (r->source == u->source && r->ordinal < HEAP_MAXIMUM)
    u->used[r->ordinal] = true;
}

/* Notes each region that a variable of S leads to.  */
static void
note_uses (const struct state *s, struct heap_uses *u)
{
  for (unsigned i = 0; i < s->frames.length (); i++)
    names_visit_regions (s->frames[i].names, note_use, u);
  for (unsigned i = 0; i < s->memories.length (); i++)
    for (unsigned n = 0; n < s->memories[i]->cells.length (); n++)
      if (s->memories[i]->cells[n].kind == CELL_VALUE && s->memories[i]->cells[n].value.kind == VALUE_ADDRESS)
        note_use (s->memories[i]->cells[n].value.region, u);
  for (unsigned i = 0; i < s->links.length (); i++)
    note_use (s->links[i].held, u);
}

int
heap_region (struct state *s, gimple *source)
{
  struct heap_uses uses;
  memset (&uses, 0, sizeof uses);
  uses.source = source;
  note_uses (s, &uses);
  int ordinal = 0;
  while (ordinal < HEAP_MAXIMUM - 1 && uses.used[ordinal])
    ordinal++;
  int region = find_heap_region (source, ordinal);
  forget_region (s, region, 0);
  return region;
}

int
region_behind (const struct value *v)
{
  if (v->kind == VALUE_ADDRESS)
    return v->region;
  return v->kind == VALUE_SYMBOL && POINTER_TYPE_P (run.m->symbols[v->symbol].type)
             ? find_region (NULL_TREE, 0, v->symbol)
             : -1;
}
