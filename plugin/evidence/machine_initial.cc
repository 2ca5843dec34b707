/* Whether a variable still holds its initial value when a test begins.

   Nobody may have stored in it, nor through its address: that is followed from where it is taken, to what it is given to.  A table that is only walked
   through keeps what it holds.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "parameters.h"
#include "sinks.h"
#include "subjects.h"

static bool sets_through (tree name, hash_set<tree> *seen);

/* Whether parameter N, from 0, of what CALL calls leads to what is not to be changed.  */
static bool
is_read_parameter (gcall *call, unsigned n)
{
  tree type = parameter_type (gimple_call_fntype (call), n);
  return type && POINTER_TYPE_P (type) && TYPE_READONLY (TREE_TYPE (type));
}

/* Whether CALL, which is given an address as argument N, from 0, may store there.  */
static bool
call_sets (gcall *call, unsigned n, hash_set<tree> *seen)
{
  bool checked;
  tree callee = gimple_call_fndecl (call);
  if (is_read_parameter (call, n))
    return false;
  if (!callee)
    return true;
  cgraph_node *node = is_subject (callee) ? NULL : machine_body (callee);
  if (!node) {
    const struct sink *sink = sink_of (callee);
    return !(sink && sink->kind != SINK_NONE) && library_function (linkage_name (callee), &checked) != LIBRARY_FREE;
  }
  tree p = DECL_ARGUMENTS (node->decl);
  for (; n > 0 && p; n--)
    p = DECL_CHAIN (p);
  if (!p || TREE_ADDRESSABLE (p))
    return true;
  tree name = ssa_default_def (DECL_STRUCT_FUNCTION (node->decl), p);
  return name && sets_through (name, seen);
}

/* Whether STMT stores in what lies behind ADDRESS, a name or an address as such, or hands it on to where that may be.  */
static bool
statement_sets (gimple *stmt, tree address, hash_set<tree> *seen)
{
  if (is_gimple_debug (stmt) || gimple_code (stmt) == GIMPLE_COND || gimple_code (stmt) == GIMPLE_SWITCH)
    return false;
  if (gcall *call = dyn_cast<gcall *> (stmt)) {
    tree to = gimple_call_lhs (call), base = to ? get_base_address (to) : NULL_TREE;
    if (base && TREE_CODE (base) == MEM_REF && TREE_OPERAND (base, 0) == address)
      return true;
    for (unsigned i = 0; i < gimple_call_num_args (call); i++)
      if (gimple_call_arg (call, i) == address && call_sets (call, i, seen))
        return true;
    return false;
  }
  if (gphi *phi = dyn_cast<gphi *> (stmt))
    return sets_through (gimple_phi_result (phi), seen);
  if (!is_gimple_assign (stmt))
    return true;
  tree to = gimple_assign_lhs (stmt), base = get_base_address (to);
  if (base && TREE_CODE (base) == MEM_REF && TREE_OPERAND (base, 0) == address)
    return true;
  if (TREE_CODE (to) != SSA_NAME)
    /* A load into memory; else the address itself goes there.  */
    return gimple_assign_rhs1 (stmt) == address;
  /* What is read there, or computed, is no address of it any more; a pointer is.  */
  return POINTER_TYPE_P (TREE_TYPE (to)) && !gimple_assign_load_p (stmt) && sets_through (to, seen);
}

/* Whether somebody may store behind NAME, which leads to a variable.  */
static bool
sets_through (tree name, hash_set<tree> *seen)
{
  imm_use_iterator i;
  use_operand_p use;
  if (seen->add (name))
    return false;
  FOR_EACH_IMM_USE_FAST (use, i, name)
  if (statement_sets (USE_STMT (use), name, seen))
    return true;
  return false;
}

/* Whether STMT, which takes the address of a variable, may let somebody store there.  */
static bool
taker_sets (gimple *stmt)
{
  hash_set<tree> seen;
  if (gcall *call = dyn_cast<gcall *> (stmt)) {
    for (unsigned i = 0; i < gimple_call_num_args (call); i++)
      if (TREE_CODE (gimple_call_arg (call, i)) == ADDR_EXPR && call_sets (call, i, &seen))
        return true;
    return false;
  }
  if (gphi *phi = dyn_cast<gphi *> (stmt))
    return sets_through (gimple_phi_result (phi), &seen);
  if (!is_gimple_assign (stmt))
    return gimple_code (stmt) != GIMPLE_COND;
  tree to = gimple_assign_lhs (stmt);
  if (TREE_CODE (to) == SSA_NAME)
    return POINTER_TYPE_P (TREE_TYPE (to)) && sets_through (to, &seen);
  return !parameters_are_kept (stmt);
}

/* Whether REFERENCE, in a function or variable of the unit, may lead to another value.  */
static bool
may_set (struct ipa_ref *reference)
{
  cgraph_node *node = dyn_cast<cgraph_node *> (reference->referring);
  if (reference->use != IPA_REF_ADDR || !node || !has_flow (node) || !machine_body (node->decl) || !reference->stmt)
    return false;
  return taker_sets (reference->stmt);
}

bool
initial_may_hold (tree decl)
{
  if (TREE_READONLY (decl))
    return DECL_INITIAL (decl) || !DECL_EXTERNAL (decl);
  if (sink_keeps (decl))
    return DECL_INITIAL (decl);
  varpool_node *node = TREE_PUBLIC (decl) || TREE_THIS_VOLATILE (decl) ? NULL : varpool_node::get (decl);
  struct ipa_ref *reference;
  for (unsigned i = 0; node && node->iterate_referring (i, reference); i++)
    if (reference->use == IPA_REF_STORE)
      return false;
  return node;
}

bool
initial_holds (tree decl)
{
  static hash_map<tree, bool> *known;
  if (!initial_may_hold (decl) || TREE_READONLY (decl) || sink_keeps (decl))
    return initial_may_hold (decl);
  if (!known)
    known = new hash_map<tree, bool>;
  if (const bool *holds = known->get (decl))
    return *holds;
  bool holds = true;
  struct ipa_ref *reference;
  for (unsigned i = 0; holds && varpool_node::get (decl)->iterate_referring (i, reference); i++)
    holds = !may_set (reference);
  known->put (decl, holds);
  return holds;
}
