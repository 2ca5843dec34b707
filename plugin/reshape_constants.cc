/* Reshaping: what has become known.

   Where ways were cut off, a merged value may be only one; what is computed alike on every way, each time anew, is one,
   too; and what is computed of constants is a constant.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How far expressions are compared.  */
#define DEPTH 4

/* The statement that computes VALUE of other values alone; NULL if it is another one.  */
static gassign *
computation (tree value)
{
  if (TREE_CODE (value) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (value) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
    return NULL;
  gassign *stmt = dyn_cast<gassign *> (SSA_NAME_DEF_STMT (value));
  enum tree_code code = stmt ? gimple_assign_rhs_code (stmt) : ERROR_MARK;
  enum gimple_rhs_class kind = stmt ? get_gimple_rhs_class (code) : GIMPLE_INVALID_RHS;
  return kind == GIMPLE_BINARY_RHS || kind == GIMPLE_UNARY_RHS ? stmt : NULL;
}

/* Whether A and B are the same, or the same computation of what is the same.  */
static bool
same_value (tree a, tree b, unsigned depth)
{
  if (a == b)
    return true;
  if (TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != SSA_NAME)
    return TREE_CODE (a) != SSA_NAME && TREE_CODE (b) != SSA_NAME && reshape_same_types (TREE_TYPE (a), TREE_TYPE (b))
           && operand_equal_p (a, b, 0);
  gassign *one = depth ? computation (a) : NULL, *other = depth ? computation (b) : NULL;
  if (!one || !other || gimple_assign_rhs_code (one) != gimple_assign_rhs_code (other)
      || !reshape_same_types (TREE_TYPE (a), TREE_TYPE (b)))
    return false;
  for (unsigned n = 1; n < gimple_num_ops (one); n++)
    if (!same_value (gimple_op (one, n), gimple_op (other, n), depth - 1))
      return false;
  return true;
}

/* Computes at the start of BLOCK what is one of VALUES, which are the same, on each way to it.  */
static tree
compute_once (const auto_vec<tree> &values, basic_block block)
{
  bool one = true;
  for (unsigned i = 1; i < values.length (); i++)
    one &= values[i] == values[0] || TREE_CODE (values[0]) != SSA_NAME;
  if (one)
    return values[0];
  gassign *stmt = computation (values[0]);
  gassign *copy = as_a<gassign *> (gimple_copy (stmt));
  for (unsigned n = 1; n < gimple_num_ops (stmt); n++) {
    auto_vec<tree> operands;
    for (unsigned i = 0; i < values.length (); i++)
      operands.safe_push (gimple_op (computation (values[i]), n));
    gimple_set_op (copy, n, compute_once (operands, block));
  }
  tree value = make_ssa_name (TREE_TYPE (values[0]), copy);
  gimple_assign_set_lhs (copy, value);
  /* Operands come first: each is put behind those that were put there before.  */
  gimple_stmt_iterator at = gsi_after_labels (block);
  while (!gsi_end_p (at) && gimple_plf (gsi_stmt (at), GF_PLF_1))
    gsi_next (&at);
  gsi_insert_before (&at, copy, GSI_SAME_STMT);
  gimple_set_plf (copy, GF_PLF_1, true);
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
  return compute_once (values, gimple_bb (phi));
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

void
reshape_constants (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    gimple_set_plf (gsi_stmt (i), GF_PLF_1, false);
  while (pass_over (fun))
    continue;
}
