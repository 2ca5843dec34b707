/* Reshaping: a sum with a number, compared with a number.

   `n + 1 == 100` is `n == 99`.  GCC does so only where nothing else uses the sum.  */
#include "gcc-compat.h"

#include "reshape.h"

/* What A, compared with B for equality, may be compared with instead, with *A the other value; NULL_TREE if it is no such
   sum, or could only be equal by an overflow that C does not define.  */
static tree
without_offset (tree *a, tree b)
{
  gassign *sum = reshape_definition (*a);
  tree type = TREE_TYPE (*a);
  if (!sum || TREE_CODE (b) != INTEGER_CST || !INTEGRAL_TYPE_P (type) || gimple_assign_rhs_code (sum) != PLUS_EXPR
      || TREE_CODE (gimple_assign_rhs2 (sum)) != INTEGER_CST || TREE_CODE (gimple_assign_rhs1 (sum)) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (sum)))
    return NULL_TREE;
  wi::overflow_type overflow;
  wide_int rest = wi::sub (wi::to_wide (b), wi::to_wide (gimple_assign_rhs2 (sum)), TYPE_SIGN (type), &overflow);
  if (overflow && !TYPE_OVERFLOW_WRAPS (type))
    return NULL_TREE;
  *a = gimple_assign_rhs1 (sum);
  return wide_int_to_tree (type, rest);
}

static bool
compares_for_equality (enum tree_code code)
{
  return code == EQ_EXPR || code == NE_EXPR;
}

void
reshape_offsets (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (gcond *test = dyn_cast<gcond *> (stmt)) {
      tree a = gimple_cond_lhs (test), b;
      if (!compares_for_equality (gimple_cond_code (test)) || !(b = without_offset (&a, gimple_cond_rhs (test))))
        continue;
      gimple_cond_set_condition (test, gimple_cond_code (test), a, b);
    } else {
      tree a = is_gimple_assign (stmt) ? gimple_assign_rhs1 (stmt) : NULL_TREE, b;
      if (!a || !compares_for_equality (gimple_assign_rhs_code (stmt))
          || !(b = without_offset (&a, gimple_assign_rhs2 (stmt))))
        continue;
      gimple_assign_set_rhs1 (stmt, a);
      gimple_assign_set_rhs2 (stmt, b);
    }
    update_stmt (stmt);
    changed = true;
  }
  if (changed)
    reshape_remove_unused (fun);
}
