/* Reshaping: what a front end folds of a conditional operator, and not of the same as an `if`.

   The smaller and the larger of two integers (`a < b ? a : b`) are chosen by a test; one bit (`x & 4 ? 1 : 0`, of which
   `(x >> 2) & 1` is made) is whether it is set, and so is the sign.  What is left when all that can be known is known, a pass folds again.  */
#include "gcc-compat.h"

#include "reshape.h"

/* Makes a test of the statement at I, which gives the smaller or larger of two values.  */
static void
choose (gimple_stmt_iterator i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (i));
  tree result = gimple_assign_lhs (stmt), a = gimple_assign_rhs1 (stmt), b = gimple_assign_rhs2 (stmt);
  bool smaller = gimple_assign_rhs_code (stmt) == MIN_EXPR;
  /* At the bound it is the value itself, as in `x > 255 ? 255 : x`.  */
  enum tree_code code = TREE_CODE (b) != INTEGER_CST ? LT_EXPR : smaller ? LE_EXPR : GE_EXPR;
  edge on = split_block (gimple_bb (stmt), stmt);
  basic_block head = on->src, place = on->dest;
  basic_block first = split_edge (on), second = create_empty_bb (first);
  gsi_remove (&i, true);
  edge holds = single_pred_edge (first);
  edge fails = make_edge (head, second, 0);
  edge out = make_single_succ_edge (second, place, EDGE_FALLTHRU);
  gcond *test = gimple_build_cond (code, a, b, NULL_TREE, NULL_TREE);
  gimple_stmt_iterator at = gsi_last_bb (head);
  gsi_insert_after (&at, test, GSI_NEW_STMT);
  reshape_set_test (test, code, a, b, holds, fails);
  holds->probability = fails->probability = profile_probability::uninitialized ();
  gphi *phi = create_phi_node (result, place);
  bool first_is_a = smaller || code == GE_EXPR;
  add_phi_arg (phi, first_is_a ? a : b, single_succ_edge (first), UNKNOWN_LOCATION);
  add_phi_arg (phi, first_is_a ? b : a, out, UNKNOWN_LOCATION);
}

/* Whether the statement at I, which masks, is made to ask whether one bit is set.  */
static bool
ask_for_bit (gimple_stmt_iterator *i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (*i));
  tree shifted = gimple_assign_rhs1 (stmt), type = TREE_TYPE (gimple_assign_lhs (stmt));
  if (!integer_onep (gimple_assign_rhs2 (stmt)) || TREE_CODE (shifted) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (shifted)
      || !INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) < 2)
    return false;
  gassign *shift = dyn_cast<gassign *> (SSA_NAME_DEF_STMT (shifted));
  /* A conversion keeps the last bit.  */
  if (shift && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (shift))
      && TREE_CODE (gimple_assign_rhs1 (shift)) == SSA_NAME && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (shift)))
      && !SSA_NAME_IS_DEFAULT_DEF (gimple_assign_rhs1 (shift)))
    shift = dyn_cast<gassign *> (SSA_NAME_DEF_STMT (gimple_assign_rhs1 (shift)));
  if (!shift || gimple_assign_rhs_code (shift) != RSHIFT_EXPR || TREE_CODE (gimple_assign_rhs2 (shift)) != INTEGER_CST
      || TREE_CODE (gimple_assign_rhs1 (shift)) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (shift)))
      || wi::geu_p (wi::to_wide (gimple_assign_rhs2 (shift)), TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (shift)))))
    return false;
  type = TREE_TYPE (gimple_assign_lhs (shift));
  unsigned by = (unsigned) tree_to_uhwi (gimple_assign_rhs2 (shift));
  tree masked = make_ssa_name (type), truth = make_ssa_name (boolean_type_node);
  tree bit = wide_int_to_tree (type, wi::set_bit_in_zero (by, TYPE_PRECISION (type)));
  gsi_insert_before (i, gimple_build_assign (masked, BIT_AND_EXPR, gimple_assign_rhs1 (shift), bit), GSI_SAME_STMT);
  gsi_insert_before (i, gimple_build_assign (truth, NE_EXPR, masked, build_zero_cst (type)), GSI_SAME_STMT);
  gimple_assign_set_rhs_with_ops (i, NOP_EXPR, truth);
  update_stmt (gsi_stmt (*i));
  return true;
}

/* Whether the statement at I, which shifts, is made to ask whether the sign is set.  */
static bool
ask_for_sign (gimple_stmt_iterator *i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (*i));
  tree value = gimple_assign_rhs1 (stmt), type = TREE_TYPE (gimple_assign_lhs (stmt));
  if (!INTEGRAL_TYPE_P (type) || !TYPE_UNSIGNED (type) || TYPE_PRECISION (type) < 2 || TREE_CODE (value) != SSA_NAME
      || TREE_CODE (gimple_assign_rhs2 (stmt)) != INTEGER_CST
      || wi::to_wide (gimple_assign_rhs2 (stmt)) != TYPE_PRECISION (type) - 1)
    return false;
  gassign *def = SSA_NAME_IS_DEFAULT_DEF (value) ? NULL : dyn_cast<gassign *> (SSA_NAME_DEF_STMT (value));
  if (!def || !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME)
    return false;
  value = gimple_assign_rhs1 (def);
  if (!INTEGRAL_TYPE_P (TREE_TYPE (value)) || TYPE_UNSIGNED (TREE_TYPE (value))
      || TYPE_PRECISION (TREE_TYPE (value)) != TYPE_PRECISION (type))
    return false;
  tree truth = make_ssa_name (boolean_type_node);
  gsi_insert_before (i, gimple_build_assign (truth, LT_EXPR, value, build_zero_cst (TREE_TYPE (value))), GSI_SAME_STMT);
  gimple_assign_set_rhs_with_ops (i, NOP_EXPR, truth);
  update_stmt (gsi_stmt (*i));
  return true;
}

bool
reshape_folded (function *fun)
{
  auto_vec<gimple *> found;
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    if (stmt && (gimple_assign_rhs_code (stmt) == MIN_EXPR || gimple_assign_rhs_code (stmt) == MAX_EXPR)
        && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt)))
        && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt)))
      found.safe_push (stmt);
    else if (stmt && gimple_assign_rhs_code (stmt) == BIT_AND_EXPR)
      changed |= ask_for_bit (&i);
    else if (stmt && gimple_assign_rhs_code (stmt) == RSHIFT_EXPR)
      changed |= ask_for_sign (&i);
  }
  for (unsigned n = 0; n < found.length (); n++)
    choose (gsi_for_stmt (found[n]));
  return changed || !found.is_empty ();
}
