/* Reshaping: what a test only chooses between.

   Where both ways of a test do nothing and lead to one place, what is merged there is chosen by the test: it is a value, and the
   test no place in the body.  So `int low = reduced ? 50 : 70;` may stand before a loop or in it.  What could fail has a mark beside
   it, and stays where it is; so does what compares floating point, and what reads an element that may lie outside of its array: that
   has no mark, and only a test tells where it is read.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_ranges.h"

/* How many blocks are passed through at most.  */
#define WAY_LIMIT 12

/* Ways out of a switch.  */
#define CASES_LIMIT 16

/* How deep a condition is looked into.  */
#define DEPTH 8

/* Whether BLOCK reads an element that may lie outside.  */
static bool
reads_outside (basic_block block)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (reshape_may_read_outside (gsi_stmt (i)))
      return true;
  return false;
}

/* Whether VALUE is computed of such an element.  */
static bool
is_of_outside (tree value, unsigned depth)
{
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (!def || !reshape_is_pure (def))
    return false;
  if (reshape_is_read (def))
    return reshape_may_read_outside (def);
  for (unsigned n = 1; n < gimple_num_ops (def); n++)
    if (gimple_op (def, n) && is_of_outside (gimple_op (def, n), depth - 1))
      return true;
  return false;
}

/* Whether BLOCK is passed through by several ways that bring nothing.  */
static bool
is_shared (basic_block block)
{
  return !single_pred_p (block) && single_succ_p (block) && reshape_merges_nothing (block)
         && reshape_does_nothing (block);
}

/* The last edge of the way from E on through blocks that only compute.  *SHARED: others come to it, too.  */
static edge
end_of_way (edge e, bool *shared)
{
  *shared = false;
  for (unsigned n = 0; n < WAY_LIMIT && single_succ_p (e->dest) && single_succ (e->dest) != e->src; n++) {
    if (!is_shared (e->dest) && (*shared || !reshape_only_computes (e->dest) || reads_outside (e->dest)))
      break;
    *shared |= is_shared (e->dest);
    e = single_succ_edge (e->dest);
  }
  return e;
}

/* Moves what is computed on the way from E to LAST to the end of the block where it begins.  */
static void
compute_before (edge e, edge last)
{
  basic_block from = e->src;
  while (e != last) {
    basic_block block = e->dest;
    /* What is behind a block that others come to as well was computed before.  */
    if (!single_pred_p (block))
      return;
    /* Memory is what it was before: where ways met once, a merge may be left.  */
    if (gphi *memory = get_virtual_phi (block)) {
      gimple_stmt_iterator at = gsi_for_stmt (memory);
      replace_uses_by (gimple_phi_result (memory), gimple_phi_arg_def (memory, 0));
      remove_phi_node (&at, true);
    }
    reshape_move_computations (block, from);
    e = single_succ_edge (block);
  }
}

/* Whether A is one more than B; where it is one less, *LESS is set.  */
static bool
is_next (tree a, tree b, bool *less)
{
  gassign *def = reshape_definition (a);
  if (!def || gimple_assign_rhs_code (def) != PLUS_EXPR || !reshape_same_value (gimple_assign_rhs1 (def), b)
      || !INTEGRAL_TYPE_P (TREE_TYPE (a)) || TYPE_PRECISION (TREE_TYPE (a)) < 2)
    return false;
  *less = integer_minus_onep (gimple_assign_rhs2 (def));
  return *less || integer_onep (gimple_assign_rhs2 (def));
}

static tree
chosen (gimple_stmt_iterator *at, tree truth, tree a, tree b)
{
  tree value = make_ssa_name (TREE_TYPE (a));
  gsi_insert_before (at, gimple_build_assign (value, COND_EXPR, truth, a, b), GSI_SAME_STMT);
  return value;
}

/* Whether A is computed of B and another value, by an operation to which zeros make no difference; that, in *CODE and *OTHER.  */
static bool
is_changed (tree a, tree b, enum tree_code *code, tree *other)
{
  gassign *def = reshape_definition (a);
  if (!def || !INTEGRAL_TYPE_P (TREE_TYPE (a)) || TYPE_PRECISION (TREE_TYPE (a)) < 2)
    return false;
  *code = gimple_assign_rhs_code (def);
  if (*code != PLUS_EXPR && *code != MINUS_EXPR && *code != BIT_XOR_EXPR && *code != BIT_IOR_EXPR)
    return false;
  tree x = gimple_assign_rhs1 (def), y = gimple_assign_rhs2 (def);
  if (*code != MINUS_EXPR && reshape_same_value (y, b))
    std::swap (x, y);
  *other = y;
  if (reshape_same_value (x, b))
    return true;
  /* `n | 4` is `(n & ~4) | 4`.  */
  gassign *masked = *code == BIT_IOR_EXPR && TREE_CODE (y) == INTEGER_CST ? reshape_definition (b) : NULL;
  return masked && gimple_assign_rhs_code (masked) == BIT_AND_EXPR
         && TREE_CODE (gimple_assign_rhs2 (masked)) == INTEGER_CST && reshape_alike (gimple_assign_rhs1 (masked), x)
         && wi::bit_or (wi::to_wide (gimple_assign_rhs2 (masked)), wi::to_wide (y)) == -1;
}

/* Whether C holds, or does not if INVERTED, computed before AT.  */
static tree
truth_of (gimple_stmt_iterator *at, const struct canonical_condition &c, bool inverted)
{
  bool floating = FLOAT_TYPE_P (TREE_TYPE (c.a));
  enum tree_code code = inverted && !floating ? invert_tree_comparison (c.code, false) : c.code;
  tree truth = reshape_compute (at, boolean_type_node, code, c.a, c.b);
  /* Neither holds of what is no number.  */
  return inverted && floating ? reshape_compute (at, boolean_type_node, BIT_NOT_EXPR, truth, NULL_TREE) : truth;
}

/* A where C holds, else B, computed before AT.  */
static tree
choose (gimple_stmt_iterator *at, const struct canonical_condition &c, tree a, tree b)
{
  tree type = TREE_TYPE (a);
  bool less;
  if (c.inverted)
    std::swap (a, b);
  /* What is known to be a constant is that.  */
  if (c.code == EQ_EXPR && a == c.a && TREE_CODE (c.b) == INTEGER_CST)
    a = fold_convert (type, c.b);
  tree truth = truth_of (at, c, false);
  bool one = is_next (a, b, &less);
  if (one || is_next (b, a, &less)) {
    /* n + 1, or n: counted, as by reshape_counts.cc.  */
    if (!one)
      truth = truth_of (at, c, true);
    tree number = reshape_compute (at, type, NOP_EXPR, truth, NULL_TREE);
    return reshape_compute (at, type, less ? MINUS_EXPR : PLUS_EXPR, one ? b : a, number);
  }
  if (INTEGRAL_TYPE_P (type) && ((integer_onep (a) && integer_zerop (b)) || (integer_zerop (a) && integer_onep (b)))) {
    if (integer_zerop (a))
      truth = truth_of (at, c, true);
    return reshape_compute (at, type, NOP_EXPR, truth, NULL_TREE);
  }
  /* A number, or the same with one bit more: `n |= 4` where it holds, of a number that is known.  */
  if (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) <= 64 && TREE_CODE (a) == INTEGER_CST
      && TREE_CODE (b) == INTEGER_CST) {
    wide_int more = wi::to_wide (a), fewer = wi::to_wide (b);
    bool swapped = wi::bit_and (more, fewer) == more;
    if (swapped)
      std::swap (more, fewer);
    wide_int bit = more ^ fewer;
    if (wi::bit_and (more, fewer) == fewer && wi::popcount (bit) == 1 && !wi::neg_p (more, SIGNED)) {
      tree number = reshape_compute (at, type, NOP_EXPR, swapped ? truth_of (at, c, true) : truth, NULL_TREE);
      if (wi::ne_p (bit, wi::one (bit.get_precision ())))
        number = reshape_compute (at, type, MULT_EXPR, number, wide_int_to_tree (type, bit));
      return wi::ne_p (fewer, 0) ? reshape_compute (at, type, BIT_IOR_EXPR, number, wide_int_to_tree (type, fewer))
                                 : number;
    }
  }
  /* The smaller or the larger of the two.  */
  if (c.code == LT_EXPR && INTEGRAL_TYPE_P (type)) {
    if (reshape_same_operand (a, c.a) && reshape_same_operand (b, c.b))
      return reshape_compute (at, type, MIN_EXPR, a, b);
    if (reshape_same_operand (a, c.b) && reshape_same_operand (b, c.a))
      return reshape_compute (at, type, MAX_EXPR, a, b);
  }
  enum tree_code code;
  tree other;
  struct canonical_condition holds = { c.code, c.a, c.b, false };
  if (is_changed (a, b, &code, &other)) {
    other = choose (at, holds, other, build_zero_cst (TREE_TYPE (other)));
    return reshape_compute (at, type, code, b, other);
  }
  if (is_changed (b, a, &code, &other)) {
    other = choose (at, holds, build_zero_cst (TREE_TYPE (other)), other);
    return reshape_compute (at, type, code, a, other);
  }
  return chosen (at, truth, a, b);
}

/* Whether E and OTHER, which lead to one place, bring nothing that cannot be chosen.  */
static bool
may_choose (edge e, edge other)
{
  for (gphi_iterator i = gsi_start_phis (e->dest); !gsi_end_p (i); gsi_next (&i)) {
    tree a = PHI_ARG_DEF_FROM_EDGE (i.phi (), e), b = PHI_ARG_DEF_FROM_EDGE (i.phi (), other);
    /* Neither way changes memory.  */
    if (virtual_operand_p (a) || reshape_same_operand (a, b))
      continue;
    if (SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_phi_result (i.phi ()))
        || (TREE_CODE (a) == SSA_NAME && SSA_NAME_OCCURS_IN_ABNORMAL_PHI (a))
        || (TREE_CODE (b) == SSA_NAME && SSA_NAME_OCCURS_IN_ABNORMAL_PHI (b)))
      return false;
  }
  return true;
}

static bool
make_choice (basic_block block)
{
  gcond *stmt = reshape_test_of (block);
  if (!stmt || FLOAT_TYPE_P (TREE_TYPE (gimple_cond_lhs (stmt))))
    return false;
  edge holds, fails;
  extract_true_false_edges_from_block (block, &holds, &fails);
  bool shared, others_shared;
  edge one = end_of_way (holds, &shared), other = end_of_way (fails, &others_shared);
  if (one->dest != other->dest || one == other || one->dest == block || one->dest == EXIT_BLOCK_PTR_FOR_FN (cfun)
      || ((holds->flags | fails->flags | one->flags | other->flags) & (EDGE_ABNORMAL | EDGE_EH))
      || (shared && others_shared) || !may_choose (one, other))
    return false;
  struct canonical_condition c = canonical_condition_of (stmt);
  if (FLOAT_TYPE_P (TREE_TYPE (c.a)) || is_of_outside (c.a, DEPTH) || is_of_outside (c.b, DEPTH))
    return false;
  compute_before (holds, one);
  compute_before (fails, other);
  for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i)) {
    tree a = PHI_ARG_DEF_FROM_EDGE (i.phi (), one), b = PHI_ARG_DEF_FROM_EDGE (i.phi (), other);
    gimple_stmt_iterator at = gsi_for_stmt (stmt);
    if (virtual_operand_p (a) || reshape_same_operand (a, b) || reshape_alike (a, b))
      continue;
    tree value = choose (&at, c, a, b);
    SET_PHI_ARG_DEF (i.phi (), (shared ? other : one)->dest_idx, value);
  }
  reshape_leave_by (block, shared ? fails : holds);
  return true;
}

/* Which side of the test of HEAD E lies on, where HOLDS and FAILS leave it: 1, -1, or 0 if that is not known.  */
static int
side_of (edge e, edge holds, edge fails)
{
  for (unsigned n = 0; n < 2; n++) {
    edge side = n ? fails : holds;
    if (e == side || (single_pred_p (side->dest) && dominated_by_p (CDI_DOMINATORS, e->src, side->dest)))
      return n ? -1 : 1;
  }
  return 0;
}

/* Where what PHI merges is one thing wherever a test before held, and another one wherever it did not, whatever was done since: that
   is chosen by the test.  */
static void
choose_before (gphi *phi)
{
  basic_block head = get_immediate_dominator (CDI_DOMINATORS, gimple_bb (phi));
  gcond *stmt = head && head != ENTRY_BLOCK_PTR_FOR_FN (cfun) ? reshape_test_of (head) : NULL;
  tree result = gimple_phi_result (phi), values[2] = { NULL_TREE, NULL_TREE };
  if (!stmt || virtual_operand_p (result) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (result))
    return;
  edge holds, fails;
  extract_true_false_edges_from_block (head, &holds, &fails);
  for (unsigned n = 0; n < gimple_phi_num_args (phi); n++) {
    tree value = gimple_phi_arg_def (phi, n);
    int side = side_of (gimple_phi_arg_edge (phi, n), holds, fails);
    if (!side || !is_gimple_min_invariant (value))
      return;
    tree &known = values[side < 0];
    if (known && !operand_equal_p (known, value, 0))
      return;
    known = value;
  }
  struct canonical_condition c = canonical_condition_of (stmt);
  if (!values[0] || !values[1] || is_of_outside (c.a, DEPTH) || is_of_outside (c.b, DEPTH))
    return;
  gimple_stmt_iterator at = gsi_for_stmt (stmt), merge = gsi_for_stmt (phi);
  replace_uses_by (result, choose (&at, c, values[0], values[1]));
  remove_phi_node (&merge, true);
}

static void
choose_before_effects (function *fun)
{
  basic_block block;
  free_dominance_info (CDI_DOMINATORS);
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i);) {
    gphi *phi = i.phi ();
    gsi_next (&i);
    choose_before (phi);
  }
  free_dominance_info (CDI_DOMINATORS);
}

/* Whether what PHI merges by A and B can be chosen of instead, before the switch from which they come.  */
static bool
may_choose_of (gphi *phi, edge a, edge b, basic_block before)
{
  for (unsigned n = 0; n < 2; n++) {
    tree value = PHI_ARG_DEF_FROM_EDGE (phi, n ? b : a);
    if (!reshape_is_given_at (value, before)
        || (TREE_CODE (value) == SSA_NAME && SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)))
      return false;
  }
  return !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_phi_result (phi));
}

/* Two ways out of the switch at the end of BLOCK, each for one interval, E for the lower one, that lead to one place with other values:
   chooses of the values by that.  */
static void
choose_by_interval (basic_block block, edge e, edge other)
{
  struct ranges set, others;
  tree value = ranges_of_edge (e, &set);
  edge one = reshape_last_edge (e), two = reshape_last_edge (other);
  if (one->dest != two->dest || one == two || !value || TREE_CODE (value) != SSA_NAME || set.list.length () != 1
      || ranges_of_edge (other, &others) != value || others.list.length () != 1 || others.list[0].low < set.list[0].low
      || !INTEGRAL_TYPE_P (TREE_TYPE (value)) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
      || reshape_lead_to_same (e, other))
    return;
  for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i))
    if (!virtual_operand_p (gimple_phi_result (i.phi ())) && !may_choose_of (i.phi (), one, two, block))
      return;
  gimple_stmt_iterator at = gsi_last_nondebug_bb (block);
  struct question q;
  ranges_ask (value, set.list[0], false, &at, &q);
  struct canonical_condition c = { q.code, q.a, q.b, false };
  for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i)) {
    tree a = PHI_ARG_DEF_FROM_EDGE (i.phi (), one), b = PHI_ARG_DEF_FROM_EDGE (i.phi (), two);
    if (virtual_operand_p (a) || reshape_same_operand (a, b))
      continue;
    tree chosen = choose (&at, c, a, b);
    SET_PHI_ARG_DEF (i.phi (), one->dest_idx, chosen);
    SET_PHI_ARG_DEF (i.phi (), two->dest_idx, chosen);
  }
}

void
reshape_choose_by_case (function *fun)
{
  basic_block block;
  free_dominance_info (CDI_DOMINATORS);
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  {
    gimple *last = reshape_last (block);
    if (!last || gimple_code (last) != GIMPLE_SWITCH || EDGE_COUNT (block->succs) > CASES_LIMIT)
      continue;
    for (unsigned n = 0; n < EDGE_COUNT (block->succs); n++) {
      unsigned alike = 0, which = n;
      basic_block place = reshape_last_edge (EDGE_SUCC (block, n))->dest;
      for (unsigned k = 0; k < EDGE_COUNT (block->succs); k++)
        if (k != n && reshape_last_edge (EDGE_SUCC (block, k))->dest == place) {
          alike++;
          which = k;
        }
      /* More than two are a table.  */
      if (alike == 1)
        choose_by_interval (block, EDGE_SUCC (block, n), EDGE_SUCC (block, which));
    }
  }
  free_dominance_info (CDI_DOMINATORS);
}

/* Where one of two constants is chosen and then made of another type, chooses of that type.  */
static void
choose_in_type (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    gassign *def = stmt && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (stmt))
                       ? reshape_definition (gimple_assign_rhs1 (stmt))
                       : NULL;
    if (!def || gimple_assign_rhs_code (def) != COND_EXPR || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST
        || TREE_CODE (gimple_assign_rhs3 (def)) != INTEGER_CST
        || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt))))
      continue;
    tree type = TREE_TYPE (gimple_assign_lhs (stmt));
    gimple_assign_set_rhs_with_ops (&i, COND_EXPR, gimple_assign_rhs1 (def),
                                    fold_convert (type, gimple_assign_rhs2 (def)),
                                    fold_convert (type, gimple_assign_rhs3 (def)));
    update_stmt (gsi_stmt (i));
  }
  reshape_remove_unused (fun);
}

/* Whether VALUE is 0 or 1.  */
static bool
is_bit (tree value)
{
  gassign *def = reshape_definition (value);
  if (!def || !INTEGRAL_TYPE_P (TREE_TYPE (value)) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
    return false;
  return reshape_truth_as_number (value)
         || (gimple_assign_rhs_code (def) == BIT_AND_EXPR && integer_onep (gimple_assign_rhs2 (def)));
}

/* Makes a choice of what is masked by the negative of a bit: `-(x & 1) & c` is `x & 1 ? c : 0`.  */
static void
choose_by_mask (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    if (!stmt || gimple_assign_rhs_code (stmt) != BIT_AND_EXPR)
      continue;
    for (unsigned n = 1; n < 3; n++) {
      gassign *negative = reshape_definition (gimple_op (stmt, n));
      tree bit = negative && gimple_assign_rhs_code (negative) == NEGATE_EXPR ? gimple_assign_rhs1 (negative)
                                                                              : NULL_TREE;
      if (!bit || !is_bit (bit))
        continue;
      struct canonical_condition c = { EQ_EXPR, bit, build_zero_cst (TREE_TYPE (bit)), false };
      tree chosen = choose (&i, c, build_zero_cst (TREE_TYPE (gimple_op (stmt, 0))), gimple_op (stmt, 3 - n));
      gimple_assign_set_rhs_with_ops (&i, SSA_NAME, chosen);
      update_stmt (gsi_stmt (i));
      break;
    }
  }
}

/* Whether A and B are merged in one place, and A has the bits *MORE wherever B has none of them, and is B but for these.  */
static bool
is_merged_with_bits (tree a, tree b, tree *more)
{
  gphi *one = TREE_CODE (a) == SSA_NAME ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (a)) : NULL;
  gphi *other = TREE_CODE (b) == SSA_NAME ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (b)) : NULL;
  *more = NULL_TREE;
  if (!one || !other || one == other || gimple_bb (one) != gimple_bb (other) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (a)
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (b) || !INTEGRAL_TYPE_P (TREE_TYPE (a)) || TYPE_PRECISION (TREE_TYPE (a)) < 2)
    return false;
  for (unsigned i = 0; i < gimple_phi_num_args (one); i++) {
    tree x = gimple_phi_arg_def (one, i), y = gimple_phi_arg_def (other, i), bits = NULL_TREE;
    enum tree_code code;
    if (TREE_CODE (x) == INTEGER_CST && TREE_CODE (y) == INTEGER_CST
        && wi::bit_and (wi::to_wide (x), wi::to_wide (y)) == wi::to_wide (y))
      bits = wide_int_to_tree (TREE_TYPE (x), wi::to_wide (x) ^ wi::to_wide (y));
    else if (TREE_CODE (x) != SSA_NAME || TREE_CODE (y) != SSA_NAME || !is_changed (x, y, &code, &bits)
             || code != BIT_IOR_EXPR)
      return false;
    if (TREE_CODE (bits) != INTEGER_CST || integer_zerop (bits) || (*more && !tree_int_cst_equal (bits, *more)))
      return false;
    *more = bits;
  }
  return *more != NULL_TREE;
}

/* Makes A of B, with MORE, where it is.  */
static void
make_of_merged (tree a, tree b, tree more)
{
  gphi *phi = as_a<gphi *> (SSA_NAME_DEF_STMT (a));
  basic_block block = gimple_bb (phi);
  gimple_stmt_iterator at = gsi_for_stmt (phi);
  remove_phi_node (&at, false);
  at = gsi_after_labels (block);
  gsi_insert_before (&at, gimple_build_assign (a, BIT_IOR_EXPR, b, more), GSI_SAME_STMT);
}

/* Chooses once more where what is chosen of has become something that is changed by what is chosen.  */
static void
choose_change (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    gassign *asked = stmt && gimple_assign_rhs_code (stmt) == COND_EXPR ? reshape_definition (gimple_assign_rhs1 (stmt))
                                                                        : NULL;
    enum tree_code code = asked ? gimple_assign_rhs_code (asked) : ERROR_MARK;
    tree other;
    if (TREE_CODE_CLASS (code) != tcc_comparison || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (asked))))
      continue;
    tree a = gimple_assign_rhs2 (stmt), b = gimple_assign_rhs3 (stmt);
    struct canonical_condition c = { code, gimple_assign_rhs1 (asked), gimple_assign_rhs2 (asked), false };
    if (is_merged_with_bits (a, b, &other))
      make_of_merged (a, b, other);
    else if (is_merged_with_bits (b, a, &other))
      make_of_merged (b, a, other);
    if (!is_changed (a, b, &code, &other)) {
      if (!is_changed (b, a, &code, &other))
        continue;
      c.inverted = true;
      std::swap (a, b);
    }
    other = choose (&i, c, other, build_zero_cst (TREE_TYPE (other)));
    gimple_assign_set_rhs_with_ops (&i, code, b, other);
    update_stmt (gsi_stmt (i));
  }
  reshape_remove_unused (fun);
}

void
reshape_selects (function *fun)
{
  choose_by_mask (fun);
  for (bool again = true; again;) {
    basic_block block;
    again = false;
    FOR_EACH_BB_FN (block, fun)
    again |= make_choice (block);
    if (again) {
      free_dominance_info (CDI_DOMINATORS);
      free_dominance_info (CDI_POST_DOMINATORS);
      cleanup_tree_cfg ();
    }
  }
  choose_before_effects (fun);
  choose_in_type (fun);
  choose_change (fun);
}

/* Makes a test of STMT, and of what is chosen by the same behind it.  */
static void
choose_by_test (gassign *stmt)
{
  tree truth = gimple_assign_rhs1 (stmt);
  reshape_choose (gsi_for_stmt (stmt), NE_EXPR, truth, build_zero_cst (TREE_TYPE (truth)), gimple_assign_rhs2 (stmt),
                  gimple_assign_rhs3 (stmt), NULL);
  gphi *phi = as_a<gphi *> (SSA_NAME_DEF_STMT (gimple_assign_lhs (stmt)));
  basic_block place = gimple_bb (phi);
  for (gimple_stmt_iterator i = gsi_start_bb (place); !gsi_end_p (i);) {
    gassign *other = dyn_cast<gassign *> (gsi_stmt (i));
    if (!other || gimple_assign_rhs_code (other) != COND_EXPR || gimple_assign_rhs1 (other) != truth
        || reshape_is_given_in (gimple_assign_rhs2 (other), place)
        || reshape_is_given_in (gimple_assign_rhs3 (other), place)) {
      gsi_next (&i);
      continue;
    }
    tree value = gimple_assign_lhs (other);
    gsi_remove (&i, true);
    gphi *merge = create_phi_node (value, place);
    for (unsigned n = 0; n < 2; n++)
      add_phi_arg (merge, n ? gimple_assign_rhs3 (other) : gimple_assign_rhs2 (other), gimple_phi_arg_edge (phi, n),
                   UNKNOWN_LOCATION);
  }
}

void
reshape_selects_into_tests (function *fun)
{
  bool loops = loops_for_fn (fun) != NULL, some = false;
  for (bool again = true; again;) {
    basic_block block;
    gassign *found = NULL;
    FOR_EACH_BB_FN (block, fun)
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && !found; gsi_next (&i)) {
      gimple *stmt = gsi_stmt (i);
      if (is_gimple_assign (stmt) && gimple_assign_rhs_code (stmt) == COND_EXPR
          && TREE_CODE (gimple_assign_rhs1 (stmt)) == SSA_NAME)
        found = as_a<gassign *> (stmt);
    }
    again = found != NULL;
    if (!found)
      continue;
    if (!some) {
      reshape_forget_loops (fun);
      free_dominance_info (CDI_DOMINATORS);
      free_dominance_info (CDI_POST_DOMINATORS);
      some = true;
    }
    choose_by_test (found);
  }
  if (some && loops)
    reshape_find_loops (fun);
}
