/* Reshaping: bits that are masked and shifted.

   `(x << 2) & 1020` is `(x & 255) << 2`, which is `(x & 255) * 4`: GCC folds the second, and not the third, into the
   first.

   And every other `x << 3` is `x * 8`.  Of what is signed the one wraps, for the compiler, and the other does not: what the
   passes made of that is there by now, and where they made nothing of it, C defines both alike wherever it defines both.
   By how many bits is shifted is no matter of a sign either.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

unsigned
reshape_shifts_by (gassign *stmt)
{
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  enum tree_code code = gimple_assign_rhs_code (stmt);
  tree by = code == LSHIFT_EXPR || code == MULT_EXPR ? gimple_assign_rhs2 (stmt) : NULL_TREE;
  if (!by || TREE_CODE (by) != INTEGER_CST || !INTEGRAL_TYPE_P (type))
    return 0;
  if (code == MULT_EXPR)
    return integer_pow2p (by) && tree_int_cst_sgn (by) > 0 ? (unsigned) tree_log2 (by) : 0;
  return tree_fits_uhwi_p (by) && tree_to_uhwi (by) < TYPE_PRECISION (type) ? (unsigned) tree_to_uhwi (by) : 0;
}

/* Rewrites the statement at I if it masks what was shifted.  */
static bool
mask_first (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  if (!stmt || gimple_assign_rhs_code (stmt) != BIT_AND_EXPR || TREE_CODE (gimple_assign_rhs2 (stmt)) != INTEGER_CST)
    return false;
  gassign *shift = reshape_definition (gimple_assign_rhs1 (stmt));
  unsigned by = shift ? reshape_shifts_by (shift) : 0;
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  if (!by || TREE_CODE (gimple_assign_rhs1 (shift)) != SSA_NAME || !INTEGRAL_TYPE_P (type)
      || !types_compatible_p (type, TREE_TYPE (gimple_assign_lhs (shift))))
    return false;
  /* Zeros come in above: then what is masked is not negative, and small enough for its product.  */
  wide_int mask = wi::lrshift (wi::to_wide (gimple_assign_rhs2 (stmt)), by);
  if (!TYPE_UNSIGNED (type) && wi::neg_p (wi::lshift (mask, by)))
    return false;
  tree masked = reshape_compute (i, type, BIT_AND_EXPR, gimple_assign_rhs1 (shift), wide_int_to_tree (type, mask));
  gimple_assign_set_rhs_with_ops (i, MULT_EXPR, masked,
                                  wide_int_to_tree (type, wi::set_bit_in_zero (by, TYPE_PRECISION (type))));
  update_stmt (gsi_stmt (*i));
  return true;
}

/* Makes the statement at I a product if it is a shift by what is known, whose product there is.  */
static void
multiply (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  if (!stmt || gimple_assign_rhs_code (stmt) != LSHIFT_EXPR)
    return;
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  unsigned by = reshape_shifts_by (stmt), precision = by ? TYPE_PRECISION (type) : 0;
  if (!by || (!TYPE_UNSIGNED (type) && by + 1 >= precision))
    return;
  gimple_assign_set_rhs_with_ops (i, MULT_EXPR, gimple_assign_rhs1 (stmt),
                                  wide_int_to_tree (type, wi::set_bit_in_zero (by, precision)));
  update_stmt (gsi_stmt (*i));
}

/* By how many bits the statement at I shifts is an unsigned number: it is not negative, or C does not define the shift.  */
static bool
shift_by_unsigned (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  if (!stmt || (gimple_assign_rhs_code (stmt) != LSHIFT_EXPR && gimple_assign_rhs_code (stmt) != RSHIFT_EXPR))
    return false;
  tree by = gimple_assign_rhs2 (stmt), type = TREE_TYPE (by);
  if (TREE_CODE (by) != SSA_NAME || !INTEGRAL_TYPE_P (type) || TYPE_UNSIGNED (type)
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (by))
    return false;
  gassign *def = reshape_definition (by);
  tree from = def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) ? gimple_assign_rhs1 (def) : NULL_TREE;
  bool same = from && TREE_CODE (from) == SSA_NAME && INTEGRAL_TYPE_P (TREE_TYPE (from))
              && TYPE_UNSIGNED (TREE_TYPE (from)) && TYPE_PRECISION (TREE_TYPE (from)) == TYPE_PRECISION (type)
              && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (from);
  gimple_assign_set_rhs2 (stmt, same ? from : reshape_compute (i, unsigned_type_for (type), NOP_EXPR, by, NULL_TREE));
  update_stmt (stmt);
  return true;
}

/* By how many bits a number is shifted or rotated is a number of one type where it is constant.  */
static bool
shift_by_plain (gimple *stmt)
{
  enum tree_code code = is_gimple_assign (stmt) ? gimple_assign_rhs_code (stmt) : ERROR_MARK;
  if ((code != LROTATE_EXPR && code != RROTATE_EXPR && code != LSHIFT_EXPR && code != RSHIFT_EXPR)
      || TREE_CODE (gimple_assign_rhs2 (stmt)) != INTEGER_CST)
    return false;
  tree by = gimple_assign_rhs2 (stmt);
  if (types_compatible_p (TREE_TYPE (by), integer_type_node) || !int_fits_type_p (by, integer_type_node))
    return false;
  gimple_assign_set_rhs2 (stmt, fold_convert (integer_type_node, by));
  return true;
}

bool
reshape_shifts (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    changed |= shift_by_unsigned (&i) || shift_by_plain (gsi_stmt (i));
  return changed;
}

void
reshape_masks (function *fun)
{
  bool changed = reshape_shifts (fun);
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    changed |= mask_first (&i);
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    multiply (&i);
  if (changed)
    reshape_remove_unused (fun);
}
