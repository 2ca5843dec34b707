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

static bool
is_address_of (gimple *, tree base, tree, void *variable)
{
  return base == (tree) variable;
}

/* Whether NAME is called, or compared, and goes nowhere else.  */
static bool
is_only_called (tree name)
{
  imm_use_iterator i;
  use_operand_p use;
  FOR_EACH_IMM_USE_FAST (use, i, name)
  {
    gimple *stmt = USE_STMT (use);
    if (is_gimple_debug (stmt) || gimple_code (stmt) == GIMPLE_COND)
      continue;
    if (!is_gimple_call (stmt) || gimple_call_fn (stmt) != name)
      return false;
    for (unsigned k = 0; k < gimple_call_num_args (stmt); k++)
      if (gimple_call_arg (stmt, k) == name)
        return false;
  }
  return true;
}

/* Whether what VARIABLE, of NODE, holds leads nowhere but to calls there: void (*tests[]) (void) = { ... };  */
static bool
holds_calls (cgraph_node *node, tree variable)
{
  basic_block block;
  if (!machine_body (node->decl))
    return false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (walk_stmt_load_store_addr_ops (stmt, variable, NULL, NULL, is_address_of))
      return false;
    if (!walk_stmt_load_store_addr_ops (stmt, variable, is_address_of, NULL, NULL))
      continue;
    tree to = gimple_assign_single_p (stmt) ? gimple_assign_lhs (stmt) : NULL_TREE;
    if (!to || TREE_CODE (to) != SSA_NAME || !is_only_called (to))
      return false;
  }
  return true;
}

/* Whether NODE puts the address that REFERENCE takes into a variable of its own, for itself.  */
static bool
keeps_to_itself (cgraph_node *node, const struct ipa_ref *reference)
{
  gimple *stmt = reference->stmt;
  tree to = stmt && gimple_assign_single_p (stmt) ? get_base_address (gimple_assign_lhs (stmt)) : NULL_TREE;
  return to && VAR_P (to) && !is_global_var (to) && holds_calls (node, to);
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
        if (function->has_gimple_body_p () && !keeps_to_itself (node, reference))
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
  if (is_handed_out (node))
    return false;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (!is_system (e->callee->decl) && !e->callee->has_gimple_body_p ())
      return false;
  return true;
}

hash_set<tree> *
find_shared (cgraph_node *test, const struct preparation *preparation)
{
  static cgraph_node *last;
  static const struct preparation *last_preparation;
  static hash_set<tree> *globals;
  hash_set<cgraph_node *> seen, stores;
  cgraph_node *node;
  if (last == test && last_preparation == preparation)
    return globals;
  delete globals;
  globals = new hash_set<tree>;
  last = test;
  last_preparation = preparation;
  add_handed_out (test, globals, &seen, &stores);
  for (unsigned i = 0; preparation && i < preparation->setups.length (); i++)
    add_handed_out (preparation->setups[i].node, globals, &seen, &stores);
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
