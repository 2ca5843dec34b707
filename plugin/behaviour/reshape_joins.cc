/* Reshaping: places where ways only meet.

   A block that does nothing but merge values, which are only merged again where it goes on to, is no place of its own:
   the ways to it go there at once.  So `goto out;` from within and a value returned at once meet in one place.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* Statements of a block that are computed on each way to it instead, at most.  */
#define COMPUTED_LIMIT 4

/* Whether VALUE, which BLOCK gives, is only used there, or merged where OUT goes to.  */
static bool
is_passed_on (tree value, basic_block block, edge out)
{
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, value)
  {
    gimple *stmt = USE_STMT (use);
    if (is_gimple_debug (stmt) || (gimple_bb (stmt) == block && gimple_code (stmt) != GIMPLE_PHI))
      continue;
    if (gimple_code (stmt) != GIMPLE_PHI || gimple_bb (stmt) != out->dest
        || gimple_phi_arg_edge (as_a<gphi *> (stmt), PHI_ARG_INDEX_FROM_USE (use)) != out)
      return false;
  }
  return true;
}

/* Whether STMT, of BLOCK, can be copied for a way to it: what it uses of BLOCK's own are its operands themselves, and no parts
   of a place.  */
static bool
can_be_copied (gimple *stmt, basic_block block)
{
  tree value;
  ssa_op_iter all;
  FOR_EACH_SSA_TREE_OPERAND (value, stmt, all, SSA_OP_USE)
  {
    bool whole = !reshape_is_given_in (value, block);
    for (unsigned n = 1; n < gimple_num_ops (stmt); n++)
      whole |= gimple_op (stmt, n) == value;
    if (!whole)
      return false;
  }
  return true;
}

/* Whether BLOCK only merges values, and COMPUTES a little of them if that is allowed, for the block that it goes on to.  */
static bool
only_merges (basic_block block, bool computes)
{
  if (!single_succ_p (block) || EDGE_COUNT (block->preds) < 2)
    return false;
  edge out = single_succ_edge (block);
  basic_block to = out->dest;
  unsigned count = 0;
  if (to == block || to == EXIT_BLOCK_PTR_FOR_FN (cfun))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return false;
    if (canonical_silent (stmt))
      continue;
    if (!computes || !is_gimple_assign (stmt) || !reshape_is_pure (stmt) || !can_be_copied (stmt, block)
        || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt)) || ++count > COMPUTED_LIMIT
        || !is_passed_on (gimple_assign_lhs (stmt), block, out))
      return false;
  }
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i)) {
    tree value = gimple_phi_result (i.phi ());
    if (!virtual_operand_p (value) && !is_passed_on (value, block, out))
      return false;
  }
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->preds)
  if (e->src == block || e->src == ENTRY_BLOCK_PTR_FOR_FN (cfun) || (e->flags & (EDGE_ABNORMAL | EDGE_EH))
      || (count && !single_succ_p (e->src)))
    return false;
  return true;
}

/* What VALUE, which BLOCK merges, computes or does not give, is on E; computed there if it has to be.  */
static tree
brought (tree value, basic_block block, edge e)
{
  if (!reshape_is_given_in (value, block))
    return value;
  gimple *def = SSA_NAME_DEF_STMT (value);
  if (gphi *phi = dyn_cast<gphi *> (def))
    return PHI_ARG_DEF_FROM_EDGE (phi, e);
  gimple *copy = gimple_copy (def);
  for (unsigned n = 1; n < gimple_num_ops (def); n++)
    if (gimple_op (def, n))
      gimple_set_op (copy, n, unshare_expr (brought (gimple_op (def, n), block, e)));
  tree made = make_ssa_name (TREE_TYPE (value), copy);
  gimple_set_lhs (copy, made);
  gimple_stmt_iterator at = reshape_end_of (e->src);
  gsi_insert_before (&at, copy, GSI_SAME_STMT);
  return made;
}

static void
pass_by (basic_block block)
{
  edge out = single_succ_edge (block);
  basic_block to = out->dest;
  while (EDGE_COUNT (block->preds)) {
    edge e = EDGE_PRED (block, 0);
    /* Two edges between two blocks would have to bring the same.  */
    if (find_edge (e->src, to))
      e = single_succ_edge (split_edge (e));
    auto_vec<tree> values;
    for (gphi_iterator i = gsi_start_phis (to); !gsi_end_p (i); gsi_next (&i))
      values.safe_push (brought (PHI_ARG_DEF_FROM_EDGE (i.phi (), out), block, e));
    edge made = redirect_edge_and_branch (e, to);
    redirect_edge_var_map_clear (made);
    unsigned n = 0;
    for (gphi_iterator i = gsi_start_phis (to); !gsi_end_p (i); gsi_next (&i), n++)
      add_phi_arg (i.phi (), values[n], made, UNKNOWN_LOCATION);
  }
  delete_basic_block (block);
}

static bool
join (function *fun, bool computes)
{
  bool changed = false;
  auto_vec<basic_block> found;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  if (only_merges (block, computes))
    found.safe_push (block);
  for (unsigned n = 0; n < found.length (); n++) {
    /* It may be another now that another is gone.  */
    if (!only_merges (found[n], computes))
      continue;
    if (!changed)
      reshape_forget_memory (fun);
    changed = true;
    pass_by (found[n]);
  }
  return changed;
}

bool
reshape_joins (function *fun)
{
  return join (fun, false);
}

/* Whether STMT, in BLOCK, may as well be computed before the ways to BLOCK part.  */
static bool
belongs_before (gimple *stmt, basic_block block)
{
  tree value;
  ssa_op_iter all;
  if (!is_gimple_assign (stmt) || !reshape_is_pure (stmt) || gimple_vuse (stmt))
    return false;
  FOR_EACH_SSA_TREE_OPERAND (value, stmt, all, SSA_OP_USE)
  if (reshape_is_given_in (value, block))
    return false;
  return true;
}

/* Empties blocks that only merge, but for values that know no place.  */
static void
empty_merging (function *fun)
{
  basic_block block;
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  {
    if (!single_succ_p (block) || EDGE_COUNT (block->preds) < 2)
      continue;
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);) {
      gimple *stmt = gsi_stmt (i);
      if (!belongs_before (stmt, block)) {
        gsi_next (&i);
        continue;
      }
      gsi_remove (&i, false);
      gimple_stmt_iterator to = reshape_end_of (get_immediate_dominator (CDI_DOMINATORS, block));
      gsi_insert_before (&to, stmt, GSI_SAME_STMT);
    }
  }
  free_dominance_info (CDI_DOMINATORS);
}

void
reshape_joins_at_end (function *fun)
{
  for (bool again = true; again;) {
    empty_merging (fun);
    again = join (fun, true);
    free_dominance_info (CDI_DOMINATORS);
    free_dominance_info (CDI_POST_DOMINATORS);
    if (again)
      update_ssa (TODO_update_ssa_only_virtuals);
  }
}
