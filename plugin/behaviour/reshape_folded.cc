/* Reshaping: what a front end folds of a conditional operator, and not of the same as an `if`.

   The smaller and the larger of two integers (`a < b ? a : b`) are chosen by a test; one bit (`x & 4 ? 1 : 0`, of which
   `(x >> 2) & 1` is made) is whether it is set, and so is the sign.  `(a > b) - (a < b)`, which people write, is the three ways that it stands for.  What is left when all that can be known is known, a pass folds again.  */
#include "gcc-compat.h"

#include "reshape.h"

void
reshape_choose (gimple_stmt_iterator i, enum tree_code code, tree x, tree y, tree first, tree otherwise, gimple *stmt)
{
  tree result = gimple_assign_lhs (gsi_stmt (i));
  edge on = split_block (gsi_bb (i), gsi_stmt (i));
  basic_block head = on->src, place = on->dest;
  basic_block one = split_edge (on), other = create_empty_bb (one);
  gsi_remove (&i, true);
  edge holds = single_pred_edge (one), fails = make_edge (head, other, 0);
  edge out = make_single_succ_edge (other, place, EDGE_FALLTHRU);
  reshape_add_test (head, code, x, y, holds, fails);
  gimple_stmt_iterator at = gsi_last_bb (other);
  if (stmt)
    gsi_insert_after (&at, stmt, GSI_NEW_STMT);
  gphi *phi = create_phi_node (result, place);
  add_phi_arg (phi, first, single_succ_edge (one), UNKNOWN_LOCATION);
  add_phi_arg (phi, otherwise, out, UNKNOWN_LOCATION);
}

/* Makes a test of the statement at I, which gives the smaller or larger of two values.  */
static void
choose_extreme (gimple_stmt_iterator i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (i));
  tree a = gimple_assign_rhs1 (stmt), b = gimple_assign_rhs2 (stmt);
  bool smaller = gimple_assign_rhs_code (stmt) == MIN_EXPR;
  /* At the bound it is the value itself, as in `x > 255 ? 255 : x`.  */
  enum tree_code code = TREE_CODE (b) != INTEGER_CST ? LT_EXPR : smaller ? LE_EXPR : GE_EXPR;
  bool first_is_a = smaller || code == GE_EXPR;
  reshape_choose (i, code, a, b, first_is_a ? a : b, first_is_a ? b : a, NULL);
}

/* Whether the statement at I, which masks, is made to ask whether one bit is set.  */
static bool
ask_for_bit (gimple_stmt_iterator *i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (*i));
  tree shifted = gimple_assign_rhs1 (stmt), type = TREE_TYPE (gimple_assign_lhs (stmt));
  if (!integer_onep (gimple_assign_rhs2 (stmt)) || !INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) < 2)
    return false;
  gassign *shift = reshape_definition (shifted);
  /* A conversion keeps the last bit.  */
  if (shift && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (shift))
      && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (shift))))
    shift = reshape_definition (gimple_assign_rhs1 (shift));
  if (!shift || gimple_assign_rhs_code (shift) != RSHIFT_EXPR || TREE_CODE (gimple_assign_rhs2 (shift)) != INTEGER_CST
      || TREE_CODE (gimple_assign_rhs1 (shift)) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (shift)))
      || wi::geu_p (wi::to_wide (gimple_assign_rhs2 (shift)), TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (shift)))))
    return false;
  type = TREE_TYPE (gimple_assign_lhs (shift));
  unsigned by = (unsigned) tree_to_uhwi (gimple_assign_rhs2 (shift));
  tree bit = wide_int_to_tree (type, wi::set_bit_in_zero (by, TYPE_PRECISION (type)));
  tree masked = reshape_compute (i, type, BIT_AND_EXPR, gimple_assign_rhs1 (shift), bit);
  tree truth = reshape_compute (i, boolean_type_node, NE_EXPR, masked, build_zero_cst (type));
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
  gassign *def = reshape_definition (value);
  if (!def || !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME)
    return false;
  value = gimple_assign_rhs1 (def);
  if (!INTEGRAL_TYPE_P (TREE_TYPE (value)) || TYPE_UNSIGNED (TREE_TYPE (value))
      || TYPE_PRECISION (TREE_TYPE (value)) != TYPE_PRECISION (type))
    return false;
  tree truth = reshape_compute (i, boolean_type_node, LT_EXPR, value, build_zero_cst (TREE_TYPE (value)));
  gimple_assign_set_rhs_with_ops (i, NOP_EXPR, truth);
  update_stmt (gsi_stmt (*i));
  return true;
}

/* Whether the comparison that gives TRUTH excludes the one that gives OTHER: the same two integers in two orders.  */
static bool
excludes (tree truth, tree other)
{
  gassign *one = reshape_definition (truth), *two = reshape_definition (other);
  if (!one || !two)
    return false;
  enum tree_code code = gimple_assign_rhs_code (one), opposite = gimple_assign_rhs_code (two);
  if ((code != LT_EXPR && code != GT_EXPR) || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (one))))
    return false;
  tree a = gimple_assign_rhs1 (one), b = gimple_assign_rhs2 (one);
  if (opposite == code)
    std::swap (a, b);
  else if (opposite != swap_tree_comparison (code))
    return false;
  return gimple_assign_rhs1 (two) == a && gimple_assign_rhs2 (two) == b;
}

/* Whether STMT is `(a > b) - (a < b)`, which of three ways two integers are ordered.  */
static bool
is_order (gassign *stmt)
{
  if (gimple_assign_rhs_code (stmt) != MINUS_EXPR || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt)))
      || TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (stmt))) < 2)
    return false;
  tree more = reshape_truth_as_number (gimple_assign_rhs1 (stmt)),
       less = reshape_truth_as_number (gimple_assign_rhs2 (stmt));
  return more && less && excludes (more, less);
}

/* Makes tests of the statement at I, which is an order: 1 if the first holds, else -1 or 0 by the second.  */
static void
choose_order (gimple_stmt_iterator i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (i));
  tree type = TREE_TYPE (gimple_assign_lhs (stmt)), more = reshape_truth_as_number (gimple_assign_rhs1 (stmt));
  tree other = make_ssa_name (type);
  reshape_choose (i, NE_EXPR, more, build_zero_cst (TREE_TYPE (more)), build_one_cst (type), other,
                  gimple_build_assign (other, NEGATE_EXPR, gimple_assign_rhs2 (stmt)));
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
    if (stmt && is_order (stmt))
      found.safe_push (stmt);
    else if (stmt && (gimple_assign_rhs_code (stmt) == MIN_EXPR || gimple_assign_rhs_code (stmt) == MAX_EXPR)
             && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt)))
             && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt)))
      found.safe_push (stmt);
    else if (stmt && gimple_assign_rhs_code (stmt) == BIT_AND_EXPR)
      changed |= ask_for_bit (&i);
    else if (stmt && gimple_assign_rhs_code (stmt) == RSHIFT_EXPR)
      changed |= ask_for_sign (&i);
  }
  for (unsigned n = 0; n < found.length (); n++)
    if (gimple_assign_rhs_code (found[n]) == MINUS_EXPR)
      choose_order (gsi_for_stmt (found[n]));
    else
      choose_extreme (gsi_for_stmt (found[n]));
  return changed || !found.is_empty ();
}
