/* C under -fexceptions: where a local goes out of scope, the front end makes a handler that says so and passes the
   exception on.  What such a body does is what it does without that handler.  */
#include "gcc-compat.h"

#include "normalise_private.h"

/* Whether nothing happens from BLOCK on, and an exception leaves FUN there; SEEN: what was entered on the way.  */
static bool
only_passes_on (basic_block block, hash_set<basic_block> *seen)
{
  gimple *last = NULL;
  edge out;
  edge_iterator i;
  if (seen->add (block))
    return true;
  for (gimple_stmt_iterator s = gsi_start_bb (block); !gsi_end_p (s); gsi_next (&s)) {
    last = gsi_stmt (s);
    switch (gimple_code (last)) {
    case GIMPLE_LABEL:
    case GIMPLE_NOP:
    case GIMPLE_DEBUG:
    case GIMPLE_PREDICT:
    case GIMPLE_RESX: break;
    default:
      if (!gimple_clobber_p (last))
        return false;
    }
  }
  /* The way out, to no handler or the next one's; or, through an empty block, on.  */
  bool leaves = last && gimple_code (last) == GIMPLE_RESX;
  if (!leaves && EDGE_COUNT (block->succs) != 1)
    return false;
  FOR_EACH_EDGE (out, i, block->succs)
  if (out->dest == EXIT_BLOCK_PTR_FOR_FN (cfun) || (leaves && !(out->flags & EDGE_EH))
      || !only_passes_on (out->dest, seen))
    return false;
  return true;
}

bool
normalise_drop_handlers (function *fun)
{
  basic_block block;
  eh_region region;
  hash_set<basic_block> seen;
  if (!fun->eh || !fun->eh->region_tree)
    return true;
  if (fun->can_throw_non_call_exceptions)
    return false;
  FOR_ALL_EH_REGION_FN (region, fun)
  if (region->type != ERT_CLEANUP)
    return false;
  FOR_EACH_BB_FN (block, fun)
  {
    edge out;
    edge_iterator i;
    FOR_EACH_EDGE (out, i, block->succs)
    if (out->flags & EDGE_EH && !only_passes_on (out->dest, &seen))
      return false;
  }
  FOR_EACH_BB_FN (block, fun)
  {
    for (gimple_stmt_iterator s = gsi_start_bb (block); !gsi_end_p (s); gsi_next (&s))
      remove_stmt_from_eh_lp_fn (fun, gsi_stmt (s));
    gimple_purge_dead_eh_edges (block);
  }
  delete_unreachable_blocks ();
  fun->eh->region_tree = NULL;
  vec_safe_truncate (fun->eh->region_array, 1);
  vec_safe_truncate (fun->eh->lp_array, 1);
  return true;
}
