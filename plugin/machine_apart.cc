/* Functions of the unit that have nothing to do with the function in focus.  See machine_private.h.

   A program of tests runs many, one after the other, and each is of interest for the few functions that it calls.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "subjects.h"

/* What a function of the unit, and what it calls in the unit, may do.  */
struct reach {
  bitmap calls; /* functions that it calls, by DECL_UID */
  bool acts;    /* it changes variables of the unit, or calls who knows what */
};

static hash_map<cgraph_node *, struct reach *> *known_reaches;

static bool
acts (cgraph_node *node)
{
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_reference (i, reference); i++) {
    varpool_node *variable = dyn_cast<varpool_node *> (reference->referred);
    if (reference->use == IPA_REF_STORE
        || (reference->use == IPA_REF_ADDR && (!variable || !TREE_READONLY (variable->decl))))
      return true;
  }
  return node->indirect_calls != NULL;
}

static void
add_reach (struct reach *r, cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (seen->add (node))
    return;
  r->acts |= acts (node);
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    bitmap_set_bit (r->calls, DECL_UID (e->callee->decl));
    cgraph_node *callee = e->callee->ultimate_alias_target ();
    if (callee->has_gimple_body_p () && !is_subject (callee->decl))
      add_reach (r, callee, seen);
  }
}

static const struct reach *
reach_of (cgraph_node *node)
{
  bool existed;
  if (!known_reaches)
    known_reaches = new hash_map<cgraph_node *, struct reach *>;
  struct reach *&r = known_reaches->get_or_insert (node, &existed);
  if (!existed) {
    hash_set<cgraph_node *> seen;
    struct reach *found = XCNEW (struct reach);
    found->calls = BITMAP_ALLOC (NULL);
    add_reach (found, node, &seen);
    r = found;
  }
  return r;
}

/* Whether memory holds what the function in focus made.  */
static bool
holds_output (const struct state *s)
{
  for (unsigned i = 0; i < s->memories.length (); i++)
    for (unsigned n = 0; n < s->memories[i]->cells.length (); n++) {
      const struct cell *c = &s->memories[i]->cells[n];
      if (c->value.mask || c->kind == CELL_OUTPUT || c->callee)
        return true;
    }
  return false;
}

bool
is_apart (const struct state *s, cgraph_node *node)
{
  if (!run.focused || run.surveying || s->expected || DECL_ARGUMENTS (node->decl)
      || !VOID_TYPE_P (TREE_TYPE (TREE_TYPE (node->decl))))
    return false;
  const struct reach *r = reach_of (node);
  return !r->acts && !bitmap_bit_p (r->calls, DECL_UID (run.focused)) && !holds_output (s);
}
