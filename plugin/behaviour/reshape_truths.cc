/* Reshaping: truth values.

   `a || b` is `!(!a && !b)`: of several truth values together only the conjunction is left, with what is negated in it
   where that is not a comparison that can be turned round.  And `!a != !b` is `a != b`.  Of two values that are known to
   differ it is asked whether that one is the smaller for which the smaller constant is chosen.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* The negation of VALUE, computed before AT where it is new.  */
static tree
negation (tree value, gimple_stmt_iterator *at)
{
  gassign *def = reshape_definition (value);
  enum tree_code code = def ? gimple_assign_rhs_code (def) : ERROR_MARK;
  tree type = TREE_TYPE (value);
  if (code == BIT_NOT_EXPR && reshape_is_truth (gimple_assign_rhs1 (def)))
    return gimple_assign_rhs1 (def);
  if (code == BIT_XOR_EXPR && integer_onep (gimple_assign_rhs2 (def)) && reshape_is_truth (gimple_assign_rhs1 (def)))
    return gimple_assign_rhs1 (def);
  if (TREE_CODE_CLASS (code) == tcc_comparison && !FLOAT_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
      && !VECTOR_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def))))
    return reshape_compute (at, type, invert_tree_comparison (code, false), gimple_assign_rhs1 (def),
                            gimple_assign_rhs2 (def));
  return reshape_compute (at, type, BIT_NOT_EXPR, value, NULL_TREE);
}

/* VALUE without what negates it, or as a comparison of one of each pair; *NEGATED is turned round for each.  */
static tree
without_negation (tree value, gimple_stmt_iterator *at, bool *negated)
{
  gassign *def = reshape_definition (value);
  enum tree_code code = def ? gimple_assign_rhs_code (def) : ERROR_MARK;
  if (code != BIT_NOT_EXPR && code != EQ_EXPR && code != LE_EXPR && code != GE_EXPR)
    return value;
  if (code != BIT_NOT_EXPR && !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
      && !POINTER_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def))))
    return value;
  *negated = !*negated;
  return negation (value, at);
}

/* Whether two truth values differ is asked of them without negations.  */
static bool
compare_truths (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  enum tree_code code = stmt ? gimple_assign_rhs_code (stmt) : ERROR_MARK;
  if ((code != NE_EXPR && code != EQ_EXPR && code != BIT_XOR_EXPR) || !reshape_is_truth (gimple_assign_lhs (stmt))
      || !reshape_is_truth (gimple_assign_rhs1 (stmt)) || !reshape_is_truth (gimple_assign_rhs2 (stmt)))
    return false;
  bool equal = code == EQ_EXPR;
  tree a = without_negation (gimple_assign_rhs1 (stmt), i, &equal);
  tree b = without_negation (gimple_assign_rhs2 (stmt), i, &equal);
  gimple_assign_set_rhs_with_ops (i, equal ? EQ_EXPR : NE_EXPR, a, b);
  update_stmt (gsi_stmt (*i));
  return true;
}

/* Whether A is the negation of B.  */
static bool
is_negation (tree a, tree b)
{
  gassign *one = reshape_definition (a), *other = reshape_definition (b);
  if (one && gimple_assign_rhs_code (one) == BIT_NOT_EXPR)
    return gimple_assign_rhs1 (one) == b;
  return one && other && TREE_CODE_CLASS (gimple_assign_rhs_code (one)) == tcc_comparison
         && (INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (one)))
             || POINTER_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (one))))
         && invert_tree_comparison (gimple_assign_rhs_code (one), false) == gimple_assign_rhs_code (other)
         && reshape_same_operand (gimple_assign_rhs1 (one), gimple_assign_rhs1 (other))
         && reshape_same_operand (gimple_assign_rhs2 (one), gimple_assign_rhs2 (other));
}

/* STMT as what chooses one of two truth values by another one; or NULL.  */
static gassign *
choice_of_truths (gimple *stmt)
{
  gassign *choice = dyn_cast<gassign *> (stmt);
  return choice && gimple_assign_rhs_code (choice) == COND_EXPR && reshape_is_truth (gimple_assign_lhs (choice))
                 && TREE_CODE (gimple_assign_rhs1 (choice)) == SSA_NAME
                 && reshape_is_truth (gimple_assign_rhs1 (choice))
             ? choice
             : NULL;
}

/* What is chosen of a truth value and its negation is whether that differs from what chooses, or equals it.  */
static bool
choose_negation (gimple_stmt_iterator *i)
{
  gassign *stmt = choice_of_truths (gsi_stmt (*i));
  if (!stmt)
    return false;
  tree c = gimple_assign_rhs1 (stmt), a = gimple_assign_rhs2 (stmt), b = gimple_assign_rhs3 (stmt);
  if (TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != SSA_NAME || (!is_negation (a, b) && !is_negation (b, a)))
    return false;
  gimple_assign_set_rhs_with_ops (i, EQ_EXPR, c, a);
  update_stmt (gsi_stmt (*i));
  return true;
}

/* Whether a truth value is one of two constants is it, or its negation.  */
static bool
ask_nothing (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  enum tree_code code = stmt ? gimple_assign_rhs_code (stmt) : ERROR_MARK;
  if ((code != EQ_EXPR && code != NE_EXPR) || TREE_CODE (gimple_assign_rhs1 (stmt)) != SSA_NAME
      || !reshape_is_truth (gimple_assign_rhs1 (stmt)) || TREE_CODE (gimple_assign_rhs2 (stmt)) != INTEGER_CST
      || !reshape_same_types (TREE_TYPE (gimple_assign_lhs (stmt)), TREE_TYPE (gimple_assign_rhs1 (stmt))))
    return false;
  bool kept = (code == EQ_EXPR) != integer_zerop (gimple_assign_rhs2 (stmt));
  gimple_assign_set_rhs_with_ops (i, kept ? SSA_NAME : BIT_NOT_EXPR, gimple_assign_rhs1 (stmt));
  update_stmt (gsi_stmt (*i));
  return true;
}

/* What is chosen of a truth value and a constant is a conjunction or a disjunction.  */
static bool
choose_constant (gimple_stmt_iterator *i)
{
  gassign *stmt = choice_of_truths (gsi_stmt (*i));
  if (!stmt)
    return false;
  tree c = gimple_assign_rhs1 (stmt), a = gimple_assign_rhs2 (stmt), b = gimple_assign_rhs3 (stmt);
  if (TREE_CODE (a) == TREE_CODE (b) || (TREE_CODE (a) != INTEGER_CST && TREE_CODE (b) != INTEGER_CST))
    return false;
  tree constant = TREE_CODE (a) == INTEGER_CST ? a : b, value = constant == a ? b : a;
  bool one = !integer_zerop (constant);
  if (one == (constant == b))
    c = negation (c, i);
  gimple_assign_set_rhs_with_ops (i, one ? BIT_IOR_EXPR : BIT_AND_EXPR, c, value);
  update_stmt (gsi_stmt (*i));
  return true;
}

/* Where two values are known to differ, asks for the order in which the smaller constant is chosen.  */
static bool
choose_smaller (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  if (!stmt || gimple_assign_rhs_code (stmt) != COND_EXPR)
    return false;
  gassign *equal = reshape_definition (gimple_assign_rhs1 (stmt));
  enum tree_code code = equal ? gimple_assign_rhs_code (equal) : ERROR_MARK;
  if ((code != EQ_EXPR && code != NE_EXPR) || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (equal))))
    return false;
  unsigned arm = code == EQ_EXPR ? 3 : 2;
  gassign *choice = reshape_definition (gimple_op (stmt, arm));
  gassign *less = choice && gimple_assign_rhs_code (choice) == COND_EXPR
                      ? reshape_definition (gimple_assign_rhs1 (choice))
                      : NULL;
  if (!less || gimple_assign_rhs_code (less) != LT_EXPR)
    return false;
  tree a = gimple_assign_rhs1 (less), b = gimple_assign_rhs2 (less);
  tree one = gimple_assign_rhs2 (choice), other = gimple_assign_rhs3 (choice);
  tree x = gimple_assign_rhs1 (equal), y = gimple_assign_rhs2 (equal);
  if (!(reshape_alike (a, x) && reshape_alike (b, y)) && !(reshape_alike (a, y) && reshape_alike (b, x)))
    return false;
  if (TREE_CODE (one) != INTEGER_CST || TREE_CODE (other) != INTEGER_CST || !tree_int_cst_lt (other, one))
    return false;
  tree truth = reshape_compute (i, TREE_TYPE (gimple_assign_lhs (less)), LT_EXPR, b, a);
  tree value = make_ssa_name (TREE_TYPE (one));
  gsi_insert_before (i, gimple_build_assign (value, COND_EXPR, truth, other, one), GSI_SAME_STMT);
  gimple_set_op (stmt, arm, value);
  update_stmt (stmt);
  return true;
}

void
reshape_truths (function *fun)
{
  auto_vec<basic_block> blocks;
  bool changed = false;
  reshape_list_blocks (fun, &blocks);
  for (unsigned n = 0; n < blocks.length (); n++)
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i); gsi_next (&i)) {
      changed |= ask_nothing (&i) || choose_negation (&i) || choose_constant (&i) || choose_smaller (&i);
      gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
      if (compare_truths (&i)) {
        changed = true;
        continue;
      }
      if (!stmt || gimple_assign_rhs_code (stmt) != BIT_IOR_EXPR || !reshape_is_truth (gimple_assign_lhs (stmt))
          || !reshape_is_truth (gimple_assign_rhs1 (stmt)) || !reshape_is_truth (gimple_assign_rhs2 (stmt)))
        continue;
      tree a = negation (gimple_assign_rhs1 (stmt), &i), b = negation (gimple_assign_rhs2 (stmt), &i);
      tree both = reshape_compute (&i, TREE_TYPE (gimple_assign_lhs (stmt)), BIT_AND_EXPR, a, b);
      gimple_assign_set_rhs_with_ops (&i, BIT_NOT_EXPR, both);
      update_stmt (gsi_stmt (i));
      changed = true;
    }
  if (changed)
    reshape_remove_unused (fun);
}
