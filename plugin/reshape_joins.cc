/* Reshaping: places where ways only meet.

   A block that does nothing but merge values, which are only merged again where it goes on to, is no place of its own:
   the ways to it go there at once.  So `goto out;` from within and a value returned at once meet in one place.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* Whether BLOCK only merges values for the block that it goes on to.  */
static bool
only_merges (basic_block block)
{
  if (!single_succ_p (block) || EDGE_COUNT (block->preds) < 2)
    return false;
  edge out = single_succ_edge (block);
  basic_block to = out->dest;
  if (to == block || to == EXIT_BLOCK_PTR_FOR_FN (cfun))
    return false;
  if (!reshape_does_nothing (block))
    return false;
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i)) {
    tree value = gimple_phi_result (i.phi ());
    use_operand_p use;
    imm_use_iterator uses;
    if (virtual_operand_p (value))
      continue;
    FOR_EACH_IMM_USE_FAST (use, uses, value)
    {
      gimple *stmt = USE_STMT (use);
      if (is_gimple_debug (stmt))
        continue;
      if (gimple_code (stmt) != GIMPLE_PHI || gimple_bb (stmt) != to
          || gimple_phi_arg_edge (as_a<gphi *> (stmt), PHI_ARG_INDEX_FROM_USE (use)) != out)
        return false;
    }
  }
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->preds)
  if (e->src == block || e->src == ENTRY_BLOCK_PTR_FOR_FN (cfun) || (e->flags & (EDGE_ABNORMAL | EDGE_EH)))
    return false;
  return true;
}

/* What VALUE, merged at BLOCK or not, is on E.  */
static tree
brought (tree value, basic_block block, edge e)
{
  gphi *phi = TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value)
                  ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (value))
                  : NULL;
  return phi && gimple_bb (phi) == block ? PHI_ARG_DEF_FROM_EDGE (phi, e) : value;
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

bool
reshape_joins (function *fun)
{
  bool changed = false;
  auto_vec<basic_block> found;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  if (only_merges (block))
    found.safe_push (block);
  for (unsigned n = 0; n < found.length (); n++) {
    /* It may be another now that another is gone.  */
    if (!only_merges (found[n]))
      continue;
    if (!changed)
      reshape_forget_memory (fun);
    changed = true;
    pass_by (found[n]);
  }
  return changed;
}
