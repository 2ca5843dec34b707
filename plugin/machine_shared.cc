/* Globals of the test that a function under test may change by what it calls: callbacks that the test hands out, and fakes.

   A function that is replaced by a constant calls nothing: such a global stays as it was.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

static void
add_stores (cgraph_node *node, hash_set<tree> *globals, hash_set<cgraph_node *> *seen)
{
  struct ipa_ref *reference;
  if (seen->add (node))
    return;
  for (unsigned i = 0; node->iterate_reference (i, reference); i++)
    if (reference->use != IPA_REF_LOAD && is_a<varpool_node *> (reference->referred)
        && !TREE_READONLY (reference->referred->decl))
      globals->add (reference->referred->decl);
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (e->callee->has_gimple_body_p () && !is_subject (e->callee->decl))
      add_stores (e->callee, globals, seen);
}

/* The functions that NODE, or what it calls in the unit, hands out.  */
static void
add_handed_out (cgraph_node *node, hash_set<tree> *globals, hash_set<cgraph_node *> *seen,
                hash_set<cgraph_node *> *stores)
{
  struct ipa_ref *reference;
  if (seen->add (node))
    return;
  for (unsigned i = 0; node->iterate_reference (i, reference); i++)
    if (reference->use == IPA_REF_ADDR)
      if (cgraph_node *function = dyn_cast<cgraph_node *> (reference->referred))
        if (function->has_gimple_body_p ())
          add_stores (function, globals, stores);
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (e->callee->has_gimple_body_p () && !is_subject (e->callee->decl))
      add_handed_out (e->callee, globals, seen, stores);
}

/* Whether NODE is defined here for others to call: it is no test, and no fixture, which take nothing and give nothing.  */
static bool
is_fake (cgraph_node *node)
{
  if (!TREE_PUBLIC (node->decl) || DECL_COMDAT (node->decl) || MAIN_NAME_P (DECL_NAME (node->decl))
      || is_subject (node->decl) || (!DECL_ARGUMENTS (node->decl) && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (node->decl)))))
    return false;
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (reference->use == IPA_REF_ADDR)
      return false;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (!is_system (e->callee->decl) && !e->callee->has_gimple_body_p ())
      return false;
  return true;
}

hash_set<tree> *
find_shared (cgraph_node *test)
{
  static cgraph_node *last;
  static hash_set<tree> *globals;
  hash_set<cgraph_node *> seen, stores;
  cgraph_node *node;
  if (last == test)
    return globals;
  delete globals;
  globals = new hash_set<tree>;
  last = test;
  add_handed_out (test, globals, &seen, &stores);
  FOR_EACH_FUNCTION (node)
  if (node->has_gimple_body_p () && !node->alias && node != test && is_fake (node))
    add_stores (node, globals, &stores);
  return globals;
}

struct value
kept_value (struct state *s, tree callee, tree global, const struct cell *c, tree type)
{
  long double n;
  if (c->value.kind != VALUE_CONSTANT || !INTEGRAL_TYPE_P (type) || !tree_number (c->value.constant, &n))
    return unknown (FOCUS_MASK);
  int symbol = find_symbol (s, callee, OUTPUT_GLOBAL, 0, global, -1, c->offset, c->size, type);
  if (symbol < 0)
    return unknown (FOCUS_MASK);
  struct symbol *y = &run.m->symbols[symbol];
  if (!y->kept) {
    accepting_release (&y->all);
    y->all = accepting_number (n, false);
    accepting_intersect (&y->accepts, &y->all);
    y->kept = c->value.constant;
    y->before = c->value.constant;
  } else if (!tree_int_cst_equal (y->kept, c->value.constant))
    return unknown (FOCUS_MASK);
  return symbol_value (symbol);
}
