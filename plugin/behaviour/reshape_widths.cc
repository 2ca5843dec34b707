/* Reshaping: what is small enough is computed in the type in which it is used.

   `p[1] << 8` of bytes is an int for C, and what it is added to may be unsigned, or wider: `(uint32_t) (p[1] << 8)` is
   `(uint32_t) p[1] << 8`, as neither overflows and neither is negative.  */
#include "gcc-compat.h"

#include "reshape.h"

/* How deep an expression is looked into.  */
#define DEPTH 12

/* The bits of VALUE, of a type of at most 64, that may be set; all of them if that is not known.  */
static wide_int
bits_of (tree value)
{
  if (TREE_CODE (value) == INTEGER_CST)
    return wi::to_wide (value);
  return get_nonzero_bits (value);
}

/* Whether VALUE is known not to be negative.  */
static bool
is_positive (tree value)
{
  return (TREE_CODE (value) == INTEGER_CST || TREE_CODE (value) == SSA_NAME)
         && (TYPE_UNSIGNED (TREE_TYPE (value)) || !wi::neg_p (bits_of (value)));
}

/* Whether VALUE, of a signed type, is so far from its limits that a sum of two such values does not overflow.  */
static bool
is_far_from_limits (tree value)
{
  unsigned precision = TYPE_PRECISION (TREE_TYPE (value));
  if (TREE_CODE (value) == INTEGER_CST)
    return (unsigned) wi::min_precision (wi::to_wide (value), SIGNED) < precision;
  gassign *def = reshape_definition (value);
  return def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))
         && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
         && TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (def))) + 1u < precision;
}

/* The statement that computes VALUE, if what it does is the same in TYPE, of operands in TYPE; or NULL.  In a type of the same
   width that holds for all bits by themselves, and for shifts, which wrap; else for what is not negative, by what neither
   overflows nor makes it so, and for sums of what is small.  */
static gassign *
small_computation (tree value, tree type)
{
  gassign *def = reshape_definition (value);
  if (!def || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
      || get_gimple_rhs_class (gimple_assign_rhs_code (def)) != GIMPLE_BINARY_RHS)
    return NULL;
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  unsigned precision = TYPE_PRECISION (TREE_TYPE (value));
  wide_int most = wi::max_value (precision, TYPE_SIGN (TREE_TYPE (value)));
  enum tree_code code = gimple_assign_rhs_code (def);
  bool bits = code == BIT_IOR_EXPR || code == BIT_AND_EXPR || code == BIT_XOR_EXPR
              || (code == LSHIFT_EXPR && TREE_CODE (b) == INTEGER_CST && wi::ltu_p (wi::to_wide (b), precision));
  if (bits && TYPE_PRECISION (type) == precision)
    return def;
  if ((code == PLUS_EXPR || code == MINUS_EXPR) && !TYPE_UNSIGNED (TREE_TYPE (value)) && is_far_from_limits (a)
      && is_far_from_limits (b))
    return def;
  if (!is_positive (a) || !is_positive (b))
    return NULL;
  switch (code) {
  case BIT_IOR_EXPR:
  case BIT_AND_EXPR:
  case BIT_XOR_EXPR: return def;
  case PLUS_EXPR: return wi::leu_p (bits_of (a), most - bits_of (b)) ? def : NULL;
  case LSHIFT_EXPR:
    return TREE_CODE (b) == INTEGER_CST && wi::ltu_p (wi::to_wide (b), precision)
                   && wi::leu_p (bits_of (a), wi::lrshift (most, (unsigned) tree_to_uhwi (b)))
               ? def
               : NULL;
  case MULT_EXPR:
    return TREE_CODE (b) == INTEGER_CST && !integer_zerop (b)
                   && wi::leu_p (bits_of (a), wi::udiv_trunc (most, wi::to_wide (b)))
               ? def
               : NULL;
  default: return NULL;
  }
}

/* VALUE computed in TYPE before AT.  */
static tree
in_type (tree value, tree type, gimple_stmt_iterator *at, unsigned depth)
{
  if (TREE_CODE (value) == INTEGER_CST)
    return fold_convert (type, value);
  gassign *def = depth ? small_computation (value, type) : NULL;
  if (!def)
    return reshape_compute (at, type, NOP_EXPR, value, NULL_TREE);
  enum tree_code code = gimple_assign_rhs_code (def);
  tree a = in_type (gimple_assign_rhs1 (def), type, at, depth - 1), b = gimple_assign_rhs2 (def);
  if (code != LSHIFT_EXPR)
    b = in_type (b, type, at, depth - 1);
  return reshape_compute (at, type, code, a, b);
}

bool
reshape_widths (function *fun)
{
  bool changed = false;
  basic_block block;
  auto_vec<gassign *> made;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    if (!stmt || !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (stmt)))
      continue;
    tree value = gimple_assign_rhs1 (stmt), type = TREE_TYPE (gimple_assign_lhs (stmt)), from = TREE_TYPE (value);
    if (!INTEGRAL_TYPE_P (type) || !INTEGRAL_TYPE_P (from) || TYPE_PRECISION (from) > 64 || TYPE_PRECISION (type) > 64
        || TYPE_PRECISION (type) < TYPE_PRECISION (from) + (TYPE_UNSIGNED (from) ? 1 : 0)
        || !small_computation (value, type))
      continue;
    if (TYPE_PRECISION (type) == TYPE_PRECISION (from)) {
      /* All others use that, too: which of the two types a use is of, is up to how a front end folds it.  */
      gimple_stmt_iterator at = gsi_for_stmt (SSA_NAME_DEF_STMT (value));
      tree computed = in_type (value, type, &at, DEPTH);
      gimple_assign_set_rhs_with_ops (&at, NOP_EXPR, computed);
      update_stmt (gsi_stmt (at));
      gimple_assign_set_rhs_with_ops (&i, SSA_NAME, computed);
    } else
      gimple_assign_set_rhs_with_ops (&i, SSA_NAME, in_type (value, type, &i, DEPTH));
    update_stmt (gsi_stmt (i));
    made.safe_push (as_a<gassign *> (gsi_stmt (i)));
    changed = true;
  }
  for (unsigned n = 0; n < made.length (); n++) {
    tree lhs = gimple_assign_lhs (made[n]), value = gimple_assign_rhs1 (made[n]);
    if (SSA_NAME_OCCURS_IN_ABNORMAL_PHI (lhs) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
      continue;
    replace_uses_by (lhs, value);
    reshape_remove_statement (made[n]);
  }
  return changed;
}
