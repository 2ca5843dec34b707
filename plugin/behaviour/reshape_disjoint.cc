/* Reshaping: bits that do not overlap.

   Where no bit is set in both of two numbers, their sum, what is set in either, and what is set in one of them, are the same:
   `c * 64 + (b & 63)` is `c << 6 | (b & 63)`.  */
#include "gcc-compat.h"

#include "reshape.h"

/* How deep an expression is looked into.  */
#define DEPTH 6

/* The bits that may be set in VALUE, of a type of at most 64.  */
static unsigned HOST_WIDE_INT
bits_of (tree value, unsigned depth)
{
  tree type = TREE_TYPE (value);
  unsigned precision = TYPE_PRECISION (type);
  unsigned HOST_WIDE_INT all = precision >= 64 ? ~(unsigned HOST_WIDE_INT) 0
                                               : ((unsigned HOST_WIDE_INT) 1 << precision) - 1;
  if (TREE_CODE (value) == INTEGER_CST)
    return wi::to_wide (value).to_uhwi () & all;
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (!def)
    return all;
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  if (!INTEGRAL_TYPE_P (TREE_TYPE (a)) || TYPE_PRECISION (TREE_TYPE (a)) > 64)
    return all;
  switch (gimple_assign_rhs_code (def)) {
  CASE_CONVERT:
    /* A sign goes on.  */
    if (TYPE_PRECISION (TREE_TYPE (a)) < precision && !TYPE_UNSIGNED (TREE_TYPE (a))
        && (bits_of (a, depth - 1) >> (TYPE_PRECISION (TREE_TYPE (a)) - 1)) & 1)
      return all;
    return bits_of (a, depth - 1) & all;
  case BIT_AND_EXPR: return bits_of (a, depth - 1) & bits_of (b, depth - 1);
  case BIT_IOR_EXPR:
  case BIT_XOR_EXPR: return bits_of (a, depth - 1) | bits_of (b, depth - 1);
  case LSHIFT_EXPR:
    return TREE_CODE (b) == INTEGER_CST && wi::ltu_p (wi::to_wide (b), precision)
               ? (bits_of (a, depth - 1) << tree_to_uhwi (b)) & all
               : all;
  case MULT_EXPR:
    if (TREE_CODE (b) != INTEGER_CST || integer_zerop (b))
      return all;
    if (wi::popcount (wi::to_wide (b)) == 1)
      return (bits_of (a, depth - 1) << wi::ctz (wi::to_wide (b))) & all;
    /* What ends in zeros ends in as many when it is multiplied.  */
    return (all << wi::ctz (wi::to_wide (b))) & all;
  case RSHIFT_EXPR:
    return TYPE_UNSIGNED (type) && TREE_CODE (b) == INTEGER_CST && wi::ltu_p (wi::to_wide (b), precision)
               ? bits_of (a, depth - 1) >> tree_to_uhwi (b)
               : all;
  default: return all;
  }
}

unsigned HOST_WIDE_INT
reshape_possible_bits (tree value)
{
  return bits_of (value, DEPTH);
}

void
reshape_disjoint (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    if (!stmt || (gimple_assign_rhs_code (stmt) != PLUS_EXPR && gimple_assign_rhs_code (stmt) != BIT_XOR_EXPR)
        || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt)))
        || TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (stmt))) > 64
        || TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (stmt))) < 2)
      continue;
    if ((reshape_possible_bits (gimple_assign_rhs1 (stmt)) & reshape_possible_bits (gimple_assign_rhs2 (stmt))) != 0)
      continue;
    gimple_assign_set_rhs_code (stmt, BIT_IOR_EXPR);
    update_stmt (stmt);
  }
}
