/* Reshaping: what is negative, and what is subtracted.

   A front end makes `a + b * c / -100` of `a - b * c / 100`, and leaves `a - q` as it is where q was computed before.  Here
   no constant factor or divisor is negative, and what is negated is subtracted; nor is one of those that wrap beyond the middle, which
   stand for negative ones.  For bodies whose passes are done: they fold
   such things again.  */
#include "gcc-compat.h"

#include "reshape.h"

/* What VALUE is the negation of; or NULL_TREE.  */
static tree
negated (tree value)
{
  gassign *def = reshape_definition (value);
  return def && gimple_assign_rhs_code (def) == NEGATE_EXPR ? gimple_assign_rhs1 (def) : NULL_TREE;
}

static void
set (gimple_stmt_iterator *i, enum tree_code code, tree a, tree b)
{
  gimple_assign_set_rhs_with_ops (i, code, a, b);
  update_stmt (gsi_stmt (*i));
}

static bool
subtract (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  enum tree_code code = stmt ? gimple_assign_rhs_code (stmt) : ERROR_MARK;
  if ((code != PLUS_EXPR && code != MINUS_EXPR && code != MULT_EXPR && code != TRUNC_DIV_EXPR)
      || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt))))
    return false;
  tree a = gimple_assign_rhs1 (stmt), b = gimple_assign_rhs2 (stmt), type = TREE_TYPE (gimple_assign_lhs (stmt));
  if (code == MULT_EXPR || code == TRUNC_DIV_EXPR) {
    if ((TYPE_UNSIGNED (type) && (code != MULT_EXPR || TYPE_PRECISION (type) < 2)) || TREE_CODE (b) != INTEGER_CST
        || !wi::neg_p (wi::to_wide (b)) || wi::only_sign_bit_p (wi::to_wide (b)) || integer_minus_onep (b))
      return false;
    tree positive = reshape_compute (i, type, code, a, wide_int_to_tree (type, -wi::to_wide (b)));
    set (i, NEGATE_EXPR, positive, NULL_TREE);
    return true;
  }
  if (tree other = negated (b)) {
    set (i, code == PLUS_EXPR ? MINUS_EXPR : PLUS_EXPR, a, other);
    return true;
  }
  tree other = code == PLUS_EXPR && TREE_CODE (b) == SSA_NAME ? negated (a) : NULL_TREE;
  if (!other)
    return false;
  set (i, MINUS_EXPR, b, other);
  return true;
}

void
reshape_negations (function *fun)
{
  bool changed = false;
  auto_vec<basic_block> blocks;
  reshape_list_blocks (fun, &blocks);
  for (unsigned n = 0; n < blocks.length (); n++)
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i); gsi_next (&i))
      changed |= subtract (&i);
  if (changed)
    reshape_remove_unused (fun);
}
