/* Reshaping: what is made narrower is computed that narrow.

   The lowest bits of sums, products and what is done bit by bit depend on the lowest bits of the operands alone, so
   `(uint16_t) (crc << 1)` is computed in 16 bits, and whether C computes it as an int makes no difference.  There it wraps.  And so it
   is with what is masked: of `(head + i) & 63` six bits count, in whichever type, and of `((head & 63) + i) & 63` the same.  */
#include "gcc-compat.h"

#include "reshape.h"

/* How deep an expression is looked into.  */
#define DEPTH 12

/* The statement that computes VALUE, if the lowest bits of what it gives, as many as TYPE has, depend on as many of its operands;
   or NULL.  */
static gassign *
low_computation (tree value, tree type)
{
  gassign *def = reshape_definition (value);
  if (!def || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value) || !INTEGRAL_TYPE_P (TREE_TYPE (value))
      || TYPE_PRECISION (TREE_TYPE (value)) <= TYPE_PRECISION (type))
    return NULL;
  tree b = gimple_assign_rhs2 (def);
  switch (gimple_assign_rhs_code (def)) {
  case PLUS_EXPR:
  case MINUS_EXPR:
  case MULT_EXPR:
  case BIT_AND_EXPR:
  case BIT_IOR_EXPR:
  case BIT_XOR_EXPR:
  case NEGATE_EXPR:
  case BIT_NOT_EXPR: return def;
  case LSHIFT_EXPR:
    return TREE_CODE (b) == INTEGER_CST && wi::ltu_p (wi::to_wide (b), TYPE_PRECISION (type)) ? def : NULL;
  default: return NULL;
  }
}

/* Whether DEF masks what of it is asked for, the bits of MASK, with ones.  */
static bool
masks_nothing (gassign *def, const wide_int &mask)
{
  tree b = gimple_assign_rhs2 (def);
  return gimple_assign_rhs_code (def) == BIT_AND_EXPR && TREE_CODE (b) == INTEGER_CST
         && wi::bit_and_not (mask, wide_int::from (wi::to_wide (b), mask.get_precision (), UNSIGNED)) == 0;
}

/* The lowest bits of VALUE in TYPE, which is unsigned, computed before AT; those of MASK, from the lowest on, are asked for.  */
static tree
low_bits (tree value, tree type, const wide_int &mask, gimple_stmt_iterator *at, unsigned depth)
{
  if (TREE_CODE (value) == INTEGER_CST)
    return fold_convert (type, value);
  gassign *def = depth ? low_computation (value, type) : NULL;
  if (!def) {
    def = depth ? reshape_definition (value) : NULL;
    /* Bits above are of no account, whether they came from a sign or not.  */
    if (def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) && TREE_CODE (gimple_assign_rhs1 (def)) == SSA_NAME
        && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
        && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (def))
        && TYPE_PRECISION (TREE_TYPE (value)) >= TYPE_PRECISION (type))
      return low_bits (gimple_assign_rhs1 (def), type, mask, at, depth - 1);
    return useless_type_conversion_p (type, TREE_TYPE (value)) ? value
                                                               : reshape_compute (at, type, NOP_EXPR, value, NULL_TREE);
  }
  enum tree_code code = gimple_assign_rhs_code (def);
  tree a = low_bits (gimple_assign_rhs1 (def), type, mask, at, depth - 1), b = gimple_assign_rhs2 (def);
  if (masks_nothing (def, mask))
    return a;
  if (b && code != LSHIFT_EXPR)
    b = low_bits (b, type, mask, at, depth - 1);
  if (TREE_CODE (a) == INTEGER_CST && (!b || TREE_CODE (b) == INTEGER_CST))
    return b ? fold_binary (code, type, a, b) : fold_unary (code, type, a);
  return reshape_compute (at, type, code, a, b);
}

/* The type in which what STMT masks, from the lowest bit on, may be computed as well; NULL_TREE if that is none but its own.  */
static tree
narrow_enough (gassign *stmt)
{
  tree type = TREE_TYPE (gimple_assign_lhs (stmt)), mask = gimple_assign_rhs2 (stmt);
  if (gimple_assign_rhs_code (stmt) != BIT_AND_EXPR || TREE_CODE (mask) != INTEGER_CST || !INTEGRAL_TYPE_P (type)
      || TREE_CODE (gimple_assign_rhs1 (stmt)) != SSA_NAME || tree_int_cst_sgn (mask) <= 0
      || wi::exact_log2 (wi::to_wide (mask) + 1) <= 0)
    return NULL_TREE;
  unsigned bits = wi::min_precision (wi::to_wide (mask), UNSIGNED), precision = 8;
  while (precision < bits)
    precision *= 2;
  if (precision >= TYPE_PRECISION (type))
    return NULL_TREE;
  tree narrow = build_nonstandard_integer_type (precision, 1);
  return low_computation (gimple_assign_rhs1 (stmt), narrow) ? narrow : NULL_TREE;
}

/* Computes what the statement at I masks in as few bits as count, if that is made of more.  */
static bool
narrow_masked (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  tree narrow = stmt ? narrow_enough (stmt) : NULL_TREE;
  if (!narrow)
    return false;
  wide_int mask = wide_int::from (wi::to_wide (gimple_assign_rhs2 (stmt)), TYPE_PRECISION (narrow), UNSIGNED);
  tree bits = low_bits (gimple_assign_rhs1 (stmt), narrow, mask, i, DEPTH);
  bits = reshape_compute (i, narrow, BIT_AND_EXPR, bits, wide_int_to_tree (narrow, mask));
  gimple_assign_set_rhs_with_ops (i, NOP_EXPR, bits);
  update_stmt (gsi_stmt (*i));
  return true;
}

void
reshape_narrow (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    changed |= narrow_masked (&i);
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block), at; !gsi_end_p (i);) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    at = i;
    gsi_next (&i);
    if (!stmt || !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (stmt)))
      continue;
    tree value = gimple_assign_rhs1 (stmt), type = TREE_TYPE (gimple_assign_lhs (stmt));
    if (!INTEGRAL_TYPE_P (type) || TREE_CODE (value) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (value))
        || TYPE_PRECISION (type) < 2 || TYPE_PRECISION (type) >= TYPE_PRECISION (TREE_TYPE (value))
        || TREE_CODE (type) == BOOLEAN_TYPE || !low_computation (value, type))
      continue;
    tree wrapping = TYPE_UNSIGNED (type) ? type : unsigned_type_for (type);
    tree bits = low_bits (value, wrapping, wi::minus_one (TYPE_PRECISION (wrapping)), &at, DEPTH);
    if (useless_type_conversion_p (type, TREE_TYPE (bits))
        && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt))) {
      replace_uses_by (gimple_assign_lhs (stmt), bits);
      reshape_remove_statement (stmt);
    } else {
      gimple_assign_set_rhs1 (stmt, bits);
      update_stmt (stmt);
    }
    changed = true;
  }
  if (changed)
    reshape_remove_unused (fun);
}
