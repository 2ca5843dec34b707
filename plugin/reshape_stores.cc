/* Reshaping: stores that nobody can have seen.

   A plain store to a place that is stored to again, in the same block, with nothing between but computations and other plain
   stores, none of which reads it, never was.  Where a store is the last one it stays: memory may have been wiped.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How many statements are looked at.  */
#define LOOK_LIMIT 40

static bool
is_plain_store (gimple *stmt)
{
  return is_gimple_assign (stmt) && gimple_vdef (stmt) && gimple_assign_single_p (stmt)
         && !gimple_has_volatile_ops (stmt) && !gimple_clobber_p (stmt) && is_gimple_val (gimple_assign_rhs1 (stmt));
}

/* Whether what is stored at I is stored over before anything may read it.  */
static bool
is_stored_over (gimple_stmt_iterator i)
{
  gimple *store = gsi_stmt (i);
  tree place = gimple_assign_lhs (store);
  gsi_next (&i);
  for (unsigned n = 0; n < LOOK_LIMIT && !gsi_end_p (i); n++, gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_silent (stmt))
      continue;
    if (is_plain_store (stmt)) {
      if (operand_equal_p (gimple_assign_lhs (stmt), place, 0)
          && reshape_same_types (TREE_TYPE (gimple_assign_lhs (stmt)), TREE_TYPE (place)))
        return true;
    } else if (!reshape_is_pure (stmt) || ref_maybe_used_by_stmt_p (stmt, place))
      return false;
  }
  return false;
}

bool
reshape_stores (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);) {
    gimple *stmt = gsi_stmt (i);
    bool over = is_plain_store (stmt) && is_stored_over (i);
    gsi_next (&i);
    if (over) {
      reshape_remove_statement (stmt);
      changed = true;
    }
  }
  return changed;
}
