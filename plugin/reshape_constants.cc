/* Reshaping: what has become known.

   Where ways were cut off, a merged value may be only one; and what is computed of constants is one.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* The value that PHI merges if it is the same on every way to it; else NULL_TREE.  */
static tree
only_value (gphi *phi)
{
  tree value = NULL_TREE, result = gimple_phi_result (phi);
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree argument = gimple_phi_arg_def (phi, i);
    if (argument == result || argument == value)
      continue;
    if (value && (TREE_CODE (value) == SSA_NAME || !operand_equal_p (argument, value, 0)))
      return NULL_TREE;
    value = argument;
  }
  return value;
}

static tree
as_it_is (tree value)
{
  return value;
}

static bool
may_replace (tree value, tree by)
{
  return !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
         && (TREE_CODE (by) != SSA_NAME || !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (by));
}

static bool
pass_over (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i);) {
      gphi *phi = i.phi ();
      tree result = gimple_phi_result (phi), value = virtual_operand_p (result) ? NULL_TREE : only_value (phi);
      if (!value || !may_replace (result, value)) {
        gsi_next (&i);
        continue;
      }
      replace_uses_by (result, value);
      remove_phi_node (&i, true);
      changed = true;
    }
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);) {
      gimple *stmt = gsi_stmt (i);
      tree given = is_gimple_assign (stmt) && reshape_is_pure (stmt) && !gimple_vuse (stmt) ? gimple_assign_lhs (stmt)
                                                                                            : NULL_TREE;
      tree value = given ? gimple_fold_stmt_to_constant (stmt, as_it_is) : NULL_TREE;
      if (!value || !is_gimple_min_invariant (value) || TREE_OVERFLOW_P (value) || !may_replace (given, value)) {
        gsi_next (&i);
        continue;
      }
      replace_uses_by (given, value);
      gsi_remove (&i, true);
      release_defs (stmt);
      changed = true;
    }
  }
  return changed;
}

void
reshape_constants (function *fun)
{
  while (pass_over (fun))
    continue;
}
