/* Memory that is given back.

   `free (NULL)` does nothing (C11 7.22.3.3), so `free (p)` is `if (p) free (p)`, and becomes that: where the way there tells
   that there is nothing to give back, nothing is done, whichever way the body leads there.  A `free` that the unit itself
   defines, or gives another name to, is a function like any other.  */
#include "gcc-compat.h"

#include "normalise_private.h"
#include "reshape.h"

/* Whether STMT gives memory back that may be none.  */
static bool
is_release (gimple *stmt)
{
  return normalise_calls_library (stmt, BUILT_IN_FREE) && gimple_call_num_args (stmt) == 1
         && TREE_CODE (gimple_call_arg (stmt, 0)) == SSA_NAME;
}

void
normalise_releases (function *fun)
{
  auto_vec<gimple *> found;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (is_release (gsi_stmt (i)))
      found.safe_push (gsi_stmt (i));
  if (found.is_empty ())
    return;
  for (unsigned n = 0; n < found.length (); n++) {
    tree given = gimple_call_arg (found[n], 0);
    gimple_stmt_iterator at = gsi_for_stmt (found[n]);
    gcond *test = gimple_build_cond (NE_EXPR, given, build_zero_cst (TREE_TYPE (given)), NULL_TREE, NULL_TREE);
    gsi_insert_before (&at, test, GSI_SAME_STMT);
    edge holds = split_block (gimple_bb (test), test), after = split_block (holds->dest, found[n]);
    edge fails = make_edge (holds->src, after->dest, EDGE_FALSE_VALUE);
    holds->flags = (holds->flags & ~EDGE_FALLTHRU) | EDGE_TRUE_VALUE;
    holds->probability = fails->probability = profile_probability::uninitialized ();
  }
  free_dominance_info (CDI_DOMINATORS);
  free_dominance_info (CDI_POST_DOMINATORS);
  mark_virtual_operands_for_renaming (fun);
  update_ssa (TODO_update_ssa_only_virtuals);
}
