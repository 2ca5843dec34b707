/* Reshaping: what a loop steps goes by one counter.

   Whatever a loop adds the same number to in each round - a pointer, an index, what is left to do - is what it was before
   the loop and so many times that number.  So each loop gets one counter, of the rounds that were begun, and the others go by
   it: `*p++` until `p == e` is `p[i]` until `i == e - p`, and `while (n-- > 0)` counts up.  As with addresses, whether a
   number wraps before the counter does is asked first: it does not where C does not define that it overflows, nor where the
   loop's head keeps it below a bound of its own type.  Then what it is compared with tells how many rounds there may be.
   reshape_rounds.cc says what such a number is in terms of the rounds.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_rounds.h"

/* How many values are made of one that is stepped by adding constants.  */
#define DERIVED 16
/* How many blocks are looked at for tests that each round passes.  */
#define TESTS 20
/* How deep what a round computes is looked into.  */
#define DEPTH 6

/* What STMT adds to VALUE, in *STEP; false if it is no such statement.  */
static bool
adds (gassign *stmt, tree value, HOST_WIDE_INT *step)
{
  if (!stmt || (gimple_assign_rhs_code (stmt) != PLUS_EXPR && gimple_assign_rhs_code (stmt) != POINTER_PLUS_EXPR)
      || gimple_assign_rhs1 (stmt) != value || TREE_CODE (gimple_assign_rhs2 (stmt)) != INTEGER_CST
      || !cst_and_fits_in_hwi (gimple_assign_rhs2 (stmt)))
    return false;
  *step = int_cst_value (gimple_assign_rhs2 (stmt));
  return *step != 0;
}

/* Whether PHI, at the head of a loop, is stepped by the same number in each round; what it is then, in *OUT.  */
static bool
is_walk (gphi *phi, struct rounds *out)
{
  bool round = false;
  tree value = gimple_phi_result (phi), start = NULL_TREE;
  tree type = TREE_TYPE (value);
  if (virtual_operand_p (value) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
      || !(POINTER_TYPE_P (type) || (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) > 1))
      || TYPE_PRECISION (type) > HOST_BITS_PER_WIDE_INT)
    return false;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    edge e = gimple_phi_arg_edge (phi, i);
    tree argument = gimple_phi_arg_def (phi, i);
    HOST_WIDE_INT step;
    if (!dominated_by_p (CDI_DOMINATORS, e->src, gimple_bb (phi))) {
      if (start && !reshape_same_operand (start, argument))
        return false;
      start = argument;
    } else {
      if (!adds (reshape_definition (argument), value, &step) || (round && step != out->step))
        return false;
      out->step = step;
      round = true;
    }
  }
  return round && start && rounds_begin (out, value, start);
}

void
rounds_find_tests (basic_block head, auto_vec<struct round_test> *tests)
{
  basic_block block = NULL;
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, head->preds)
  if (dominated_by_p (CDI_DOMINATORS, e->src, head))
    block = block ? nearest_common_dominator (CDI_DOMINATORS, block, e->src) : e->src;
  for (unsigned n = 0; block && n < TESTS; n++) {
    if (gcond *test = reshape_test_of (block)) {
      bool first = reshape_is_in_loop (EDGE_SUCC (block, 0)->dest, head),
           second = reshape_is_in_loop (EDGE_SUCC (block, 1)->dest, head);
      struct round_test found = { test, EDGE_SUCC (block, first ? 0 : 1) };
      if (first != second)
        tests->safe_push (found);
    }
    if (block == head)
      break;
    block = get_immediate_dominator (CDI_DOMINATORS, block);
  }
}

/* Whether no round of HEAD's loop changes MEMORY, a state that something in it reads; SEEN are merges on the way to it.  */
static bool
is_memory_fixed (tree memory, basic_block head, hash_set<tree> *seen)
{
  if (SSA_NAME_IS_DEFAULT_DEF (memory))
    return true;
  gimple *def = SSA_NAME_DEF_STMT (memory);
  if (gimple_bb (def) != head && dominated_by_p (CDI_DOMINATORS, head, gimple_bb (def)))
    return true;
  if (gimple_code (def) != GIMPLE_PHI)
    return false;
  if (!seen->add (memory))
    for (unsigned i = 0; i < gimple_phi_num_args (def); i++)
      if (!is_memory_fixed (gimple_phi_arg_def (def, i), head, seen))
        return false;
  return true;
}

/* Whether no round of HEAD's loop changes VALUE, which may be computed or read in each.  */
static bool
is_fixed (tree value, basic_block head, unsigned depth)
{
  if (TREE_CODE (value) != SSA_NAME)
    return is_gimple_min_invariant (value);
  if (SSA_NAME_IS_DEFAULT_DEF (value))
    return true;
  basic_block block = gimple_bb (SSA_NAME_DEF_STMT (value));
  if (block != head && dominated_by_p (CDI_DOMINATORS, head, block))
    return true;
  gassign *def = reshape_definition (value);
  hash_set<tree> seen;
  if (!def || !depth || !reshape_is_pure (def)
      || (gimple_vuse (def) && !is_memory_fixed (gimple_vuse (def), head, &seen)))
    return false;
  tree operand;
  ssa_op_iter all;
  FOR_EACH_SSA_TREE_OPERAND (operand, def, all, SSA_OP_USE)
  if (!is_fixed (operand, head, depth - 1))
    return false;
  return true;
}

/* Whether T, of the loop of HEAD, keeps W from wrapping; by what is said in it then.  */
static bool
is_bounded (struct rounds *w, const struct round_test &t, basic_block head)
{
  enum tree_code code = gimple_cond_code (t.test);
  tree a = gimple_cond_lhs (t.test), b = gimple_cond_rhs (t.test), type = TREE_TYPE (w->value);
  bool up = w->step > 0;
  HOST_WIDE_INT step;
  if (t.on->flags & EDGE_FALSE_VALUE)
    code = invert_tree_comparison (code, false);
  if (b == w->value || adds (reshape_definition (b), w->value, &step)) {
    std::swap (a, b);
    code = swap_tree_comparison (code);
  }
  if (w->step != 1 && w->step != -1)
    return false;
  tree last = up ? TYPE_MAX_VALUE (type) : TYPE_MIN_VALUE (type);
  if (a == w->value) {
    w->limit = rounds::BOUNDED;
    w->behind = single_pred_p (t.on->dest) ? t.on->dest : NULL;
  }
  /* What comes next did not wrap if it is not the first that did.  */
  else if (adds (reshape_definition (a), w->value, &step) && step == w->step && !w->base
           && wi::to_widest (last) != w->constant)
    w->limit = rounds::NEXT_BOUNDED;
  else
    return false;
  HOST_WIDE_INT first = w->constant + (w->limit == rounds::NEXT_BOUNDED ? w->step : 0);
  bool known = TREE_CODE (b) == INTEGER_CST;
  if (code == (up ? LT_EXPR : GT_EXPR))
    return true;
  if (code == (up ? LE_EXPR : GE_EXPR))
    return known && !tree_int_cst_equal (b, last);
  /* It comes to the number before it could wrap.  */
  if (code != NE_EXPR || !is_fixed (b, head, DEPTH))
    return false;
  if (known)
    return tree_int_cst_equal (b, last) || (!w->base && (up ? wi::to_widest (b) >= first : wi::to_widest (b) <= first));
  return !w->base && wi::to_widest (up ? TYPE_MIN_VALUE (type) : TYPE_MAX_VALUE (type)) == first;
}

/* A counter of the rounds of HEAD's loop.  It is stepped where a round ends, so that the head does nothing for it.  */
static tree
count_rounds (basic_block head)
{
  tree type = long_long_unsigned_type_node, counter = make_ssa_name (type);
  gphi *phi = create_phi_node (counter, head);
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, head->preds)
  {
    tree argument = build_zero_cst (type);
    if (dominated_by_p (CDI_DOMINATORS, e->src, head)) {
      gimple_stmt_iterator at = reshape_end_of (e->src);
      argument = reshape_compute (&at, type, PLUS_EXPR, counter, build_one_cst (type));
    }
    add_phi_arg (phi, argument, e, UNKNOWN_LOCATION);
  }
  return counter;
}

/* Whether VALUE is used in no place to which BLOCK need not lead, wherever it is computed.  */
static bool
is_used_behind (tree value, basic_block block)
{
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, value)
  {
    gimple *stmt = USE_STMT (use);
    if (is_gimple_debug (stmt))
      continue;
    basic_block place = gimple_code (stmt) == GIMPLE_PHI
                            ? gimple_phi_arg_edge (as_a<gphi *> (stmt), PHI_ARG_INDEX_FROM_USE (use))->src
                            : gimple_bb (stmt);
    if (!dominated_by_p (CDI_DOMINATORS, place, block))
      return false;
  }
  return true;
}

/* What STMT makes of FROM, within the loop of HEAD, in *TO; false if that is not followed.  */
static bool
makes (gimple *stmt, const struct rounds *from, basic_block head, struct rounds *to)
{
  gassign *def = dyn_cast<gassign *> (stmt);
  tree made = def ? gimple_assign_lhs (def) : NULL_TREE, a = def ? gimple_assign_rhs1 (def) : NULL_TREE,
       b = def ? gimple_assign_rhs2 (def) : NULL_TREE;
  HOST_WIDE_INT constant;
  *to = *from;
  if (!b || TREE_CODE (made) != SSA_NAME || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (made)
      || !types_compatible_p (TREE_TYPE (made), TREE_TYPE (from->value)))
    return false;
  if (adds (def, from->value, &constant)) {
    /* What the head's test keeps below a bound is one more behind that test at most.  */
    bool behind = constant == from->step && reshape_is_in_loop (gimple_bb (def), head)
                  && (from->limit == rounds::NEXT_BOUNDED
                      || (from->limit == rounds::BOUNDED && from->behind && is_used_behind (made, from->behind)));
    return rounds_add (to, made, constant, behind);
  }
  enum tree_code code = gimple_assign_rhs_code (def);
  if (code == MULT_EXPR && a == from->value && TREE_CODE (b) == INTEGER_CST && tree_fits_shwi_p (b))
    return rounds_multiply (to, made, tree_to_shwi (b));
  if (b == from->value)
    std::swap (a, b);
  return code == PLUS_EXPR && a == from->value && TREE_CODE (b) == SSA_NAME && is_fixed (b, head, DEPTH)
         && rounds_add_value (to, made, b);
}

/* Adds to LIST what is made of its last within the loop of HEAD.  */
static void
derive (auto_vec<struct rounds> *list, basic_block head)
{
  struct rounds from = list->last (), to;
  auto_vec<struct rounds> found;
  use_operand_p use;
  imm_use_iterator uses;
  if (POINTER_TYPE_P (TREE_TYPE (from.value)))
    return;
  FOR_EACH_IMM_USE_FAST (use, uses, from.value)
  if (makes (USE_STMT (use), &from, head, &to))
    found.safe_push (to);
  for (unsigned i = 0; i < found.length () && list->length () < DERIVED; i++) {
    list->safe_push (found[i]);
    derive (list, head);
  }
}

/* What several PHIs of HEAD merge alike is merged once.  */
static void
merge_once (basic_block head)
{
  auto_vec<gphi *> phis;
  for (gphi_iterator i = gsi_start_phis (head); !gsi_end_p (i); gsi_next (&i))
    if (!virtual_operand_p (gimple_phi_result (i.phi ()))
        && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_phi_result (i.phi ())))
      phis.safe_push (i.phi ());
  for (unsigned n = 1; n < phis.length (); n++)
    for (unsigned k = 0; k < n; k++) {
      tree one = gimple_phi_result (phis[k]), other = gimple_phi_result (phis[n]);
      bool same = TREE_TYPE (one) == TREE_TYPE (other);
      for (unsigned i = 0; same && i < gimple_phi_num_args (phis[n]); i++)
        same = reshape_same_operand (gimple_phi_arg_def (phis[k], i), gimple_phi_arg_def (phis[n], i));
      if (!same)
        continue;
      replace_uses_by (other, one);
      gimple_stmt_iterator at = gsi_for_stmt (phis[n]);
      remove_phi_node (&at, true);
      phis.ordered_remove (n--);
      break;
    }
}

static bool
walk_by_rounds (basic_block head)
{
  auto_vec<struct rounds> walks;
  auto_vec<gphi *> phis;
  auto_vec<struct round_test> tests;
  merge_once (head);
  for (gphi_iterator i = gsi_start_phis (head); !gsi_end_p (i); gsi_next (&i)) {
    struct rounds w;
    if (!is_walk (i.phi (), &w))
      continue;
    if (walks.is_empty ())
      rounds_find_tests (head, &tests);
    for (unsigned n = 0; n < tests.length () && !w.exact; n++)
      w.exact = is_bounded (&w, tests[n], head);
    walks.safe_push (w);
    phis.safe_push (i.phi ());
  }
  if (walks.is_empty ())
    return false;
  /* Rounds come to what no round changes before they are beyond it.  */
  for (unsigned n = 0; n < tests.length (); n++)
    if (!is_fixed (gimple_cond_lhs (tests[n].test), head, DEPTH)
        && !is_fixed (gimple_cond_rhs (tests[n].test), head, DEPTH))
      tests.ordered_remove (n--);
  tree counter = count_rounds (head);
  for (unsigned i = 0; i < walks.length (); i++) {
    auto_vec<struct rounds> list;
    list.safe_push (walks[i]);
    derive (&list, head);
    for (unsigned k = 0; k < list.length (); k++)
      rounds_replace (&list[k], counter, head, tests);
  }
  for (unsigned i = 0; i < phis.length (); i++)
    if (has_zero_uses (gimple_phi_result (phis[i]))) {
      gimple_stmt_iterator at = gsi_for_stmt (phis[i]);
      remove_phi_node (&at, true);
    }
  return true;
}

bool
reshape_walks (function *fun)
{
  bool changed = false;
  basic_block block;
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  if (EDGE_COUNT (block->preds) > 1)
    changed |= walk_by_rounds (block);
  if (changed)
    free_dominance_info (CDI_DOMINATORS);
  return changed;
}
