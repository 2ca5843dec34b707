/* Reshaping: what is computed on the way into a loop.

   `if (i < n) do ... while (i < n);` asks twice what `while (i < n)` asks once.  What is computed between the first test
   and the loop, once instead of in every round, keeps the two tests apart: it is computed before the test.  */
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
    if (!reshape_is_pure (stmt) || (!gimple_vuse (stmt) && gimple_could_trap_p (stmt)))
      return false;
    some = true;
  }
  return some;
}

/* The test at the end of BLOCK, and where it leads, HOLDS and FAILS; NULL if there is none.  */
static gcond *
test_of (basic_block block, struct canonical_condition *c, basic_block *holds, basic_block *fails)
{
  gcond *test = EDGE_COUNT (block->succs) == 2 ? safe_dyn_cast<gcond *> (reshape_last (block)) : NULL;
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

bool
reshape_entries (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    if (!only_computes (block) || !asked_again (single_pred (block), block))
      continue;
    gimple_stmt_iterator to = gsi_last_bb (single_pred (block));
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);)
      if (canonical_silent (gsi_stmt (i)))
        gsi_next (&i);
      else
        gsi_move_before (&i, &to);
    changed = true;
  }
  return changed;
}
