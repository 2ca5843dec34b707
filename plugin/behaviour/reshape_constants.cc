/* Reshaping: what has become known.

   Where ways were cut off, a merged value may be only one; what is computed alike on every way, each time anew, is one,
   too; and what is computed of constants is a constant.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How far expressions are compared.  */
#define DEPTH 4

/* The statement that computes VALUE of other values alone; NULL if it is another one.  */
static gimple *
computation (tree value)
{
  if (TREE_CODE (value) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (value) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
    return NULL;
  gimple *stmt = SSA_NAME_DEF_STMT (value);
  if (is_gimple_call (stmt))
    return canonical_call_is_value (as_a<gcall *> (stmt)) ? stmt : NULL;
  enum gimple_rhs_class kind = is_gimple_assign (stmt) ? get_gimple_rhs_class (gimple_assign_rhs_code (stmt))
                                                       : GIMPLE_INVALID_RHS;
  return kind == GIMPLE_BINARY_RHS || kind == GIMPLE_UNARY_RHS ? stmt : NULL;
}

static enum tree_code
code_of (gimple *stmt)
{
  return is_gimple_assign (stmt) ? gimple_assign_rhs_code (stmt) : CALL_EXPR;
}

/* Whether A and B are the same, or the same computation of what is the same.  */
static bool
same_value (tree a, tree b, unsigned depth)
{
  if (a == b)
    return true;
  if (!a || !b)
    return false;
  if (TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != SSA_NAME)
    return TREE_CODE (a) != SSA_NAME && TREE_CODE (b) != SSA_NAME && reshape_same_types (TREE_TYPE (a), TREE_TYPE (b))
           && operand_equal_p (a, b, 0);
  gimple *one = depth ? computation (a) : NULL, *other = depth ? computation (b) : NULL;
  if (!one || !other || code_of (one) != code_of (other) || gimple_num_ops (one) != gimple_num_ops (other)
      || !reshape_same_types (TREE_TYPE (a), TREE_TYPE (b)))
    return false;
  for (unsigned n = 1; n < gimple_num_ops (one); n++)
    if (!same_value (gimple_op (one, n), gimple_op (other, n), depth - 1))
      return false;
  return true;
}

/* Whether STMT, and what it is computed of, down to what is the same on each way, may be computed where it is not used: what could
   fail tells something there.  */
static bool
may_be_computed_early (tree value, unsigned depth)
{
  gimple *stmt = depth ? computation (value) : NULL;
  if (!stmt)
    return true;
  if (is_gimple_assign (stmt) && gimple_could_trap_p (stmt))
    return false;
  for (unsigned n = 1; n < gimple_num_ops (stmt); n++)
    if (gimple_op (stmt, n) && !may_be_computed_early (gimple_op (stmt, n), depth - 1))
      return false;
  return true;
}

/* Computes before AT what is one of VALUES, which are the same.  */
static tree
compute_once (const auto_vec<tree> &values, gimple_stmt_iterator *at)
{
  bool one = true;
  for (unsigned i = 1; i < values.length (); i++)
    one &= values[i] == values[0] || !values[0] || TREE_CODE (values[0]) != SSA_NAME;
  if (one)
    return values[0];
  gimple *stmt = computation (values[0]);
  gimple *copy = gimple_copy (stmt);
  for (unsigned n = 1; n < gimple_num_ops (stmt); n++) {
    auto_vec<tree> operands;
    for (unsigned i = 0; i < values.length (); i++)
      operands.safe_push (gimple_op (computation (values[i]), n));
    gimple_set_op (copy, n, unshare_expr (compute_once (operands, at)));
  }
  tree value = make_ssa_name (TREE_TYPE (values[0]), copy);
  gimple_set_lhs (copy, value);
  gsi_insert_before (at, copy, GSI_SAME_STMT);
  return value;
}

/* The value that PHI merges where it is computed alike on every way; else NULL_TREE.  What is computed of the same on
   every way to a block can be computed there.  */
static tree
value_computed_alike (gphi *phi)
{
  auto_vec<tree> values;
  if (gimple_phi_num_args (phi) < 2)
    return NULL_TREE;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree argument = gimple_phi_arg_def (phi, i);
    if (!computation (argument) || (i && !same_value (values[0], argument, DEPTH)))
      return NULL_TREE;
    values.safe_push (argument);
  }
  /* Before the ways part, if it can be, so that the place where they meet is free.  */
  basic_block block = gimple_bb (phi);
  gimple_stmt_iterator at = gsi_after_labels (block);
  if (may_be_computed_early (values[0], DEPTH)) {
    if (!dom_info_available_p (CDI_DOMINATORS))
      calculate_dominance_info (CDI_DOMINATORS);
    at = reshape_end_of (get_immediate_dominator (CDI_DOMINATORS, block));
  }
  return compute_once (values, &at);
}

/* The value that PHI merges if it is the same on every way to it; else NULL_TREE.  */
static tree
only_value (gphi *phi)
{
  tree value = NULL_TREE, result = gimple_phi_result (phi);
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree argument = gimple_phi_arg_def (phi, i);
    if (argument == result || argument == value)
      continue;
    if (value && (TREE_CODE (value) == SSA_NAME || !operand_equal_p (argument, value, 0)))
      return NULL_TREE;
    value = argument;
  }
  return value;
}

static tree
as_it_is (tree value)
{
  return value;
}

static bool
may_replace (tree value, tree by)
{
  return !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
         && (TREE_CODE (by) != SSA_NAME || !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (by));
}

static bool
pass_over (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i);) {
      gphi *phi = i.phi ();
      tree result = gimple_phi_result (phi), value = virtual_operand_p (result) ? NULL_TREE : only_value (phi);
      if (!value && !virtual_operand_p (result) && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (result))
        value = value_computed_alike (phi);
      if (!value && !virtual_operand_p (result) && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (result))
        value = reshape_read_once (phi);
      if (!value || !may_replace (result, value)) {
        gsi_next (&i);
        continue;
      }
      replace_uses_by (result, value);
      remove_phi_node (&i, true);
      changed = true;
    }
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);) {
      gimple *stmt = gsi_stmt (i);
      tree given = is_gimple_assign (stmt) && reshape_is_pure (stmt) && !gimple_vuse (stmt) ? gimple_assign_lhs (stmt)
                                                                                            : NULL_TREE;
      tree value = given ? gimple_fold_stmt_to_constant (stmt, as_it_is) : NULL_TREE;
      if (!value || !is_gimple_min_invariant (value) || TREE_OVERFLOW_P (value) || !may_replace (given, value)) {
        gsi_next (&i);
        continue;
      }
      replace_uses_by (given, value);
      gsi_remove (&i, true);
      release_defs (stmt);
      changed = true;
    }
  }
  return changed;
}

bool
reshape_same_value (tree a, tree b)
{
  return same_value (a, b, DEPTH);
}

void
reshape_constants (function *fun)
{
  while (pass_over (fun))
    continue;
}
