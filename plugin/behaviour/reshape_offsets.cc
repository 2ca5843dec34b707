/* Reshaping: a sum with a number, compared with a number.

   `n + 1 == 100` is `n == 99`.  GCC does so only where nothing else uses the sum.  And where sums wrap, `a == b - 4` is
   `a + 4 == b`: of the two ways to write that, the one that adds less.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_ranges.h"

/* What VALUE is the sum with a number of, *NUMBER, which is 0 if it is none.  */
static tree
without_number (tree value, wide_int *number)
{
  gassign *sum = reshape_definition (value);
  *number = wi::zero (TYPE_PRECISION (TREE_TYPE (value)));
  if (!sum || gimple_assign_rhs_code (sum) != PLUS_EXPR || TREE_CODE (gimple_assign_rhs2 (sum)) != INTEGER_CST
      || TREE_CODE (gimple_assign_rhs1 (sum)) != SSA_NAME || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (sum)))
    return value;
  *number = wi::to_wide (gimple_assign_rhs2 (sum));
  return gimple_assign_rhs1 (sum);
}

/* What A, compared with B for equality, may be compared with instead, with *A the other value; NULL_TREE if it is no such
   sum, or could only be equal by an overflow that C does not define.  */
static tree
without_offset (tree *a, tree b)
{
  tree type = TREE_TYPE (*a);
  if (TREE_CODE (b) != INTEGER_CST || !INTEGRAL_TYPE_P (type))
    return NULL_TREE;
  wide_int number;
  tree value = without_number (*a, &number);
  wi::overflow_type overflow;
  wide_int rest = wi::sub (wi::to_wide (b), number, TYPE_SIGN (type), &overflow);
  if (value == *a || (overflow && !TYPE_OVERFLOW_WRAPS (type)))
    return NULL_TREE;
  *a = value;
  return wide_int_to_tree (type, rest);
}

/* Whether *A and *B, compared for equality in a type that wraps, are sums with numbers: makes one of them the sum with what is
   between these, computed before AT, and the other one none.  */
static bool
add_on_one_side (tree *a, tree *b, gimple_stmt_iterator *at)
{
  tree type = TREE_TYPE (*a);
  if (TREE_CODE (*a) != SSA_NAME || TREE_CODE (*b) != SSA_NAME || !INTEGRAL_TYPE_P (type)
      || !TYPE_OVERFLOW_WRAPS (type))
    return false;
  wide_int one, other;
  tree x = without_number (*a, &one), y = without_number (*b, &other);
  wide_int more = one - other;
  bool done = more == 0 ? one == 0 : wi::neg_p (more) ? one == 0 : other == 0;
  if (done || x == y)
    return false;
  if (wi::neg_p (more)) {
    std::swap (x, y);
    more = -more;
  }
  *a = more == 0 ? x : reshape_compute (at, type, PLUS_EXPR, x, wide_int_to_tree (type, more));
  *b = y;
  return true;
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
    struct question q;
    if (!question_of (gsi_stmt (i), &q) || !compares_for_equality (q.code)
        || (!add_on_one_side (&q.a, &q.b, &i) && !(q.b = without_offset (&q.a, q.b))))
      continue;
    question_ask (&i, &q);
    changed = true;
  }
  if (changed)
    reshape_remove_unused (fun);
}
