/* Reshaping: what a comparison with a number asks.

   `(unsigned) (c - '0') < 10`, `c >= '0' && c <= '9'` and `(c & ~15) == 0x30`-like masks ask whether a value is in an interval, and
   `(int) (x % 10) == 0` asks of `x % 10`.  So each comparison is made one of the value that it is about in the end, in one way:
   with one number, a bound, or an interval.  And `(have & want) == want` is `!(want & ~have)`.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_ranges.h"

bool
question_of (gimple *stmt, struct question *q)
{
  if (gcond *test = dyn_cast<gcond *> (stmt))
    *q = question{ gimple_cond_code (test), gimple_cond_lhs (test), gimple_cond_rhs (test) };
  else if (is_gimple_assign (stmt) && TREE_CODE_CLASS (gimple_assign_rhs_code (stmt)) == tcc_comparison)
    *q = question{ gimple_assign_rhs_code (stmt), gimple_assign_rhs1 (stmt), gimple_assign_rhs2 (stmt) };
  else
    return false;
  return true;
}

void
question_ask (gimple_stmt_iterator *i, const struct question *q)
{
  if (gcond *test = dyn_cast<gcond *> (gsi_stmt (*i)))
    gimple_cond_set_condition (test, q->code, q->a, q->b);
  else
    gimple_assign_set_rhs_with_ops (i, q->code, q->a, q->b);
  update_stmt (gsi_stmt (*i));
}

void
ranges_ask (tree value, const struct range &r, bool outside, gimple_stmt_iterator *at, struct question *q)
{
  struct ranges all;
  tree type = TREE_TYPE (value);
  ranges_of_type (&all, type);
  const struct range &whole = all.list[0];
  q->a = value;
  if (r.low == r.high) {
    q->code = outside ? NE_EXPR : EQ_EXPR;
    q->b = build_int_cst (type, (HOST_WIDE_INT) r.low);
  } else if (r.low == whole.low) {
    q->code = outside ? GT_EXPR : LE_EXPR;
    q->b = build_int_cst (type, (HOST_WIDE_INT) r.high);
  } else if (r.high == whole.high) {
    q->code = outside ? LE_EXPR : GT_EXPR;
    q->b = build_int_cst (type, (HOST_WIDE_INT) (r.low - 1));
  } else {
    tree wrapping = unsigned_type_for (type);
    if (!TYPE_UNSIGNED (type))
      q->a = reshape_compute (at, wrapping, NOP_EXPR, q->a, NULL_TREE);
    q->a = reshape_compute (at, wrapping, PLUS_EXPR, q->a, build_int_cst (wrapping, (HOST_WIDE_INT) -r.low));
    q->code = outside ? GT_EXPR : LE_EXPR;
    q->b = build_int_cst (wrapping, (HOST_WIDE_INT) (r.high - r.low));
  }
}

/* Whether Q, at AT, is another question in the one way; makes it that.  */
static bool
ask_in_one_way (struct question *q, gimple_stmt_iterator *at)
{
  tree value;
  struct ranges set;
  if (!ranges_of_comparison (q->code, q->a, q->b, &value, &set) || !INTEGRAL_TYPE_P (TREE_TYPE (value)))
    return false;
  value = ranges_strip (value, &set);
  tree type = TREE_TYPE (value);
  if (TREE_CODE (value) != SSA_NAME || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value) || !INTEGRAL_TYPE_P (type)
      || TYPE_PRECISION (type) < 2 || value == q->a || value == q->b)
    return false;
  /* What it cannot be makes no difference.  */
  ranges_extend (value, &set);
  struct ranges others;
  ranges_copy (&others, set);
  ranges_complement (&others, type);
  bool outside = set.list.length () != 1;
  if ((outside ? others : set).list.length () != 1)
    return false;
  /* Of what is a bound both ways, the lower interval is asked for.  */
  struct ranges all;
  ranges_of_type (&all, type);
  if (!outside && others.list.length () == 1 && set.list[0].high == all.list[0].high
      && set.list[0].low != set.list[0].high)
    outside = true;
  ranges_ask (value, (outside ? others : set).list[0], outside, at, q);
  return true;
}

/* Whether Q asks if all bits of one number are set in another: makes it ask whether one is missing, before AT.  */
static bool
ask_what_is_missing (struct question *q, gimple_stmt_iterator *at)
{
  if (q->code != EQ_EXPR && q->code != NE_EXPR)
    return false;
  for (unsigned n = 0; n < 2; n++) {
    tree both = n ? q->b : q->a, all = n ? q->a : q->b, type = TREE_TYPE (all);
    gassign *def = TREE_CODE (all) == SSA_NAME && INTEGRAL_TYPE_P (type) ? reshape_definition (both) : NULL;
    if (!def || gimple_assign_rhs_code (def) != BIT_AND_EXPR || TYPE_PRECISION (type) < 2)
      continue;
    tree x = gimple_assign_rhs1 (def), y = gimple_assign_rhs2 (def);
    if (x == all)
      std::swap (x, y);
    if (y != all || TREE_CODE (x) != SSA_NAME || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (x)
        || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (all))
      continue;
    gassign *inverted = reshape_definition (x);
    tree others = inverted && gimple_assign_rhs_code (inverted) == BIT_NOT_EXPR
                      ? gimple_assign_rhs1 (inverted)
                      : reshape_compute (at, type, BIT_NOT_EXPR, x, NULL_TREE);
    q->a = reshape_compute (at, type, BIT_AND_EXPR, all, others);
    q->b = build_zero_cst (type);
    return true;
  }
  return false;
}

/* Whether Q asks if bits of a number are all set, by its inverse: makes it ask that of the number, before AT.  */
static bool
ask_of_inverse (struct question *q, gimple_stmt_iterator *at)
{
  gassign *def = (q->code == EQ_EXPR || q->code == NE_EXPR) && integer_zerop (q->b) ? reshape_definition (q->a) : NULL;
  if (!def || gimple_assign_rhs_code (def) != BIT_AND_EXPR || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST)
    return false;
  tree mask = gimple_assign_rhs2 (def);
  gassign *inverted = reshape_definition (gimple_assign_rhs1 (def));
  if (!inverted || gimple_assign_rhs_code (inverted) != BIT_NOT_EXPR
      || TREE_CODE (gimple_assign_rhs1 (inverted)) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (inverted)) || TYPE_PRECISION (TREE_TYPE (mask)) < 2)
    return false;
  q->a = reshape_compute (at, TREE_TYPE (mask), BIT_AND_EXPR, gimple_assign_rhs1 (inverted), mask);
  q->b = mask;
  return true;
}

/* Whether Q asks if a difference is 0: makes it ask whether the two numbers are one.  */
static bool
ask_of_both (struct question *q)
{
  gassign *def = q->code == EQ_EXPR || q->code == NE_EXPR ? reshape_definition (q->a) : NULL;
  if (!def || gimple_assign_rhs_code (def) != MINUS_EXPR || !integer_zerop (q->b))
    return false;
  tree x = gimple_assign_rhs1 (def), y = gimple_assign_rhs2 (def);
  if (!INTEGRAL_TYPE_P (TREE_TYPE (x)) || TREE_CODE (x) != SSA_NAME || TREE_CODE (y) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (x) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (y))
    return false;
  q->a = x;
  q->b = y;
  return true;
}

static bool
is_last_bit (gimple *stmt)
{
  if (!is_gimple_assign (stmt) || !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (stmt))
      || !reshape_is_truth (gimple_assign_lhs (stmt)))
    return false;
  tree a = gimple_assign_rhs1 (stmt);
  return TREE_CODE (a) == SSA_NAME && INTEGRAL_TYPE_P (TREE_TYPE (a)) && TYPE_PRECISION (TREE_TYPE (a)) > 1;
}

void
reshape_questions (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    struct question q;
    if (question_of (stmt, &q)) {
      if (!ask_of_both (&q) && !ask_of_inverse (&q, &i) && !ask_in_one_way (&q, &i) && !ask_what_is_missing (&q, &i))
        continue;
      question_ask (&i, &q);
    } else if (is_last_bit (stmt)) {
      /* A truth value that is made of a number by its last bit.  */
      tree a = gimple_assign_rhs1 (stmt), type = TREE_TYPE (a);
      tree bit = reshape_compute (&i, type, BIT_AND_EXPR, a, build_one_cst (type));
      gimple_assign_set_rhs_with_ops (&i, NE_EXPR, bit, build_zero_cst (type));
      update_stmt (gsi_stmt (i));
    } else
      continue;
    changed = true;
  }
  if (changed)
    reshape_remove_unused (fun);
}

/* What is merged by one edge.  */
struct merged {
  tree argument;
  tree value; /* that a test told, if it is the argument, which is constant; or NULL_TREE */
  basic_block test;
};

/* What PHI merges by its argument N.  */
static struct merged
merged_by (gphi *phi, unsigned n)
{
  tree argument = gimple_phi_arg_def (phi, n), type = TREE_TYPE (gimple_phi_result (phi));
  edge e = gimple_phi_arg_edge (phi, n);
  while (single_pred_p (e->src) && single_succ_p (e->src) && e->src != ENTRY_BLOCK_PTR_FOR_FN (cfun)
         && reshape_does_nothing (e->src))
    e = single_pred_edge (e->src);
  struct merged m = { argument, NULL_TREE, e->src };
  struct ranges set;
  if (TREE_CODE (argument) != INTEGER_CST || !ranges_suitable (type) || TYPE_PRECISION (type) < 2
      || e->src == ENTRY_BLOCK_PTR_FOR_FN (cfun) || EDGE_COUNT (e->src->succs) < 2)
    return m;
  tree value = ranges_of_edge (e, &set);
  if (value && TREE_CODE (value) == SSA_NAME && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
      && types_compatible_p (type, TREE_TYPE (value)) && set.list.length () == 1 && set.list[0].low == set.list[0].high
      && set.list[0].low == ranges_constant (argument))
    m.value = value;
  return m;
}

/* Whether the constant of LIST[N] is an accident: no other way from its test merges it, too.  */
static bool
is_tested_value (const auto_vec<struct merged> &list, unsigned n)
{
  for (unsigned k = 0; k < list.length (); k++)
    if (k != n && list[k].test == list[n].test && !list[k].value && TREE_CODE (list[k].argument) == INTEGER_CST
        && tree_int_cst_equal (list[k].argument, list[n].argument))
      return false;
  return list[n].value != NULL_TREE;
}

/* Where a test told what a value is, and that is merged as a constant, merges the value: a pass puts constants there where one case
   leads to a place, and leaves the value where several do.  */
void
reshape_merge_tested (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i)) {
    auto_vec<struct merged> list;
    if (virtual_operand_p (gimple_phi_result (i.phi ())))
      continue;
    for (unsigned n = 0; n < gimple_phi_num_args (i.phi ()); n++)
      list.safe_push (merged_by (i.phi (), n));
    for (unsigned n = 0; n < list.length (); n++)
      if (is_tested_value (list, n))
        SET_PHI_ARG_DEF (i.phi (), n, list[n].value);
  }
}
