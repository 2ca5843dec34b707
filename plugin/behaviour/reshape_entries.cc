/* Reshaping: what is computed on the way into a loop.

   `if (i < n) do ... while (i < n);` asks twice what `while (i < n)` asks once.  What is computed between the first test
   and the loop, once instead of in every round, keeps the two tests apart: it is computed before the test.  And where one
   of them reads through a pointer, `*p`, and the other the part that the pointer will point to, `t->next` before
   `p = &t->next`, both read through the pointer.  And what a loop's head computes of what no round changes (`i < n - 2`) is computed
   before the loop, so that the way to it may decide the test.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* Whether BLOCK, reached in one way and left in one, computes or reads something and does nothing else.  */
static bool
only_computes (basic_block block)
{
  bool some = false;
  if (!single_pred_p (block) || !single_succ_p (block) || !gimple_seq_empty_p (phi_nodes (block))
      || single_succ (block) == EXIT_BLOCK_PTR_FOR_FN (cfun))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return false;
    if (canonical_silent (stmt))
      continue;
    /* What is divided by may be 0 where the test fails.  */
    if (!reshape_is_pure (stmt) || (gimple_vuse (stmt) ? !reshape_reads_within (stmt) : gimple_could_trap_p (stmt)))
      return false;
    some = true;
  }
  return some;
}

/* The test at the end of BLOCK, and where it leads, HOLDS and FAILS; NULL if there is none.  */
static gcond *
test_of (basic_block block, struct canonical_condition *c, basic_block *holds, basic_block *fails)
{
  gcond *test = reshape_test_of (block);
  if (!test)
    return NULL;
  edge if_true, if_false;
  extract_true_false_edges_from_block (block, &if_true, &if_false);
  *c = canonical_condition_of (test);
  *holds = (c->inverted ? if_false : if_true)->dest;
  *fails = (c->inverted ? if_true : if_false)->dest;
  return test;
}

/* Whether BEFORE, which leads to BLOCK, asks what another block that leads to where BLOCK leads asks, too.  */
static bool
asked_again (basic_block before, basic_block block)
{
  struct canonical_condition c, other;
  basic_block holds, fails, other_holds, other_fails, to = single_succ (block);
  if (!test_of (before, &c, &holds, &fails))
    return false;
  holds = holds == block ? to : holds;
  fails = fails == block ? to : fails;
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, to->preds)
  if (e->src != block && e->src != before && test_of (e->src, &other, &other_holds, &other_fails)
      && c.code == other.code && holds == other_holds && fails == other_fails)
    return true;
  return false;
}

/* Whether PLACE is read through POINTER itself.  */
static bool
is_through (tree place, tree pointer)
{
  return TREE_CODE (place) == MEM_REF && TREE_OPERAND (place, 0) == pointer && integer_zerop (TREE_OPERAND (place, 1));
}

/* Whether PLACE is what POINTER, which is computed, points to, by the name of a part.  */
static bool
is_pointed_to (tree place, tree pointer)
{
  gassign *def = reshape_definition (pointer);
  if (def && gimple_assign_rhs_code (def) == ADDR_EXPR)
    return operand_equal_p (TREE_OPERAND (gimple_assign_rhs1 (def), 0), place, 0);
  return def && gimple_assign_rhs_code (def) == POINTER_PLUS_EXPR && TREE_CODE (gimple_assign_rhs2 (def)) == INTEGER_CST
         && TREE_CODE (place) == MEM_REF && TREE_OPERAND (place, 0) == gimple_assign_rhs1 (def)
         && wi::eq_p (wi::to_wide (TREE_OPERAND (place, 1)), wi::to_wide (gimple_assign_rhs2 (def)));
}

/* The statement of BLOCK that reads what POINTER points to, by whichever name; or NULL.  */
static gimple *
read_of (basic_block block, tree pointer)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (reshape_is_read (stmt)
        && (is_through (gimple_assign_rhs1 (stmt), pointer) || is_pointed_to (gimple_assign_rhs1 (stmt), pointer)))
      return stmt;
  }
  return NULL;
}

/* Lets READ, of a part that POINTER points to, read through POINTER, in terms of ALIAS.  */
static bool
set_through (gimple *read, tree pointer, tree alias)
{
  tree place = gimple_assign_rhs1 (read);
  gassign *def = reshape_definition (pointer);
  struct accesses all;
  if (is_through (place, pointer))
    return false;
  bool beside = gimple_bb (def) == gimple_bb (read);
  if (!beside && !dominated_by_p (CDI_DOMINATORS, gimple_bb (read), gimple_bb (def)))
    return false;
  tree name = build2 (MEM_REF, TREE_TYPE (place), pointer, build_zero_cst (alias));
  reshape_find_accesses (cfun, &all);
  if (!reshape_may_rename (&all, place, name))
    return false;
  if (beside) {
    /* What it is computed of is there, since the part is read by it.  */
    gimple_stmt_iterator from = gsi_for_stmt (def), to = gsi_for_stmt (read);
    gsi_move_before (&from, &to);
  }
  gimple_assign_set_rhs1 (read, name);
  update_stmt (read);
  return true;
}

/* Lets the blocks that E and OTHER come from, which both test, read through what PHI merges by them.  */
static bool
read_alike (gphi *phi, edge e, edge other)
{
  tree here = PHI_ARG_DEF_FROM_EDGE (phi, e), there = PHI_ARG_DEF_FROM_EDGE (phi, other);
  gimple *one = TREE_CODE (here) == SSA_NAME ? read_of (e->src, here) : NULL;
  gimple *two = one && TREE_CODE (there) == SSA_NAME ? read_of (other->src, there) : NULL;
  if (!two || reshape_same_kind (one, two))
    return false;
  tree place = gimple_assign_rhs1 (one), also = gimple_assign_rhs1 (two);
  if (TREE_CODE (place) != MEM_REF || (is_through (also, there) && !is_through (place, here)))
    std::swap (place, also);
  if (TREE_CODE (place) != MEM_REF || !reshape_same_types (TREE_TYPE (place), TREE_TYPE (also)))
    return false;
  tree alias = TREE_TYPE (TREE_OPERAND (place, 1));
  bool changed = set_through (one, here, alias);
  return set_through (two, there, alias) || changed;
}

/* The same for all that BLOCK merges, of blocks that end in tests.  */
static bool
read_all_alike (basic_block block)
{
  bool changed = false;
  edge e, other;
  edge_iterator i, k;
  for (gphi_iterator n = gsi_start_phis (block); !gsi_end_p (n); gsi_next (&n)) {
    if (!POINTER_TYPE_P (TREE_TYPE (gimple_phi_result (n.phi ()))) || virtual_operand_p (gimple_phi_result (n.phi ())))
      continue;
    FOR_EACH_EDGE (e, i, block->preds)
    FOR_EACH_EDGE (other, k, block->preds)
    if (e != other && EDGE_COUNT (e->src->succs) == 2 && EDGE_COUNT (other->src->succs) == 2)
      changed |= read_alike (n.phi (), e, other);
  }
  return changed;
}

bool
reshape_entries (function *fun)
{
  bool changed = false;
  basic_block block;
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  if (EDGE_COUNT (block->preds) > 1)
    changed |= read_all_alike (block);
  FOR_EACH_BB_FN (block, fun)
  {
    if (!only_computes (block) || !asked_again (single_pred (block), block))
      continue;
    reshape_move_computations (block, single_pred (block));
    changed = true;
  }
  return changed;
}

/* The way into the loop whose head HEAD is, if there is one; else NULL.  */
static edge
way_into (basic_block head)
{
  edge e, in = NULL;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, head->preds)
  if (!dominated_by_p (CDI_DOMINATORS, e->src, head)) {
    if (in || (e->flags & (EDGE_ABNORMAL | EDGE_EH)))
      return NULL;
    in = e;
  }
  return in && EDGE_COUNT (head->preds) > 1 && in->src != ENTRY_BLOCK_PTR_FOR_FN (cfun) ? in : NULL;
}

/* Whether STMT computes, of what is there before BLOCK is left, what cannot fail.  */
static bool
is_invariant (gimple *stmt, basic_block block)
{
  ssa_op_iter k;
  tree value;
  if (!is_gimple_assign (stmt) || !reshape_is_pure (stmt) || gimple_vuse (stmt) || gimple_could_trap_p (stmt)
      || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt)))
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt)))
    return false;
  FOR_EACH_SSA_TREE_OPERAND (value, stmt, k, SSA_OP_USE)
  if (SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value) || !reshape_is_given_at (value, block))
    return false;
  return true;
}

bool
reshape_invariants (function *fun)
{
  bool changed = false;
  auto_vec<basic_block> blocks;
  reshape_list_blocks (fun, &blocks);
  calculate_dominance_info (CDI_DOMINATORS);
  for (unsigned n = 0; n < blocks.length (); n++) {
    edge in = way_into (blocks[n]);
    basic_block before = NULL;
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); in && !gsi_end_p (i);) {
      gimple *stmt = gsi_stmt (i);
      gsi_next (&i);
      if (!is_invariant (stmt, before ? before : in->src))
        continue;
      if (!before)
        before = single_succ_p (in->src) ? in->src : split_edge (in);
      gimple_stmt_iterator from = gsi_for_stmt (stmt), to = reshape_end_of (before);
      gsi_remove (&from, false);
      gsi_insert_before (&to, stmt, GSI_SAME_STMT);
      changed = true;
    }
  }
  return changed;
}
