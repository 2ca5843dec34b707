/* Reshaping: numbers that are merged and are truth values on every way.

   `a && g ()` is a number for C, so that what a function of type _Bool returns of it is merged as a number and made a truth
   value then, where `if (!a) return false; return g ();` merges truth values.  Here the truth values are merged, and what
   comes out is made a number.  */
#include "gcc-compat.h"

#include "reshape.h"

/* The truth value that ARGUMENT, which PHI merges, is as a number; NULL_TREE if it is none.  */
static tree
truth_in (tree argument)
{
  if (TREE_CODE (argument) == INTEGER_CST) {
    if (integer_zerop (argument) || integer_onep (argument))
      return build_int_cst (boolean_type_node, integer_onep (argument));
    return NULL_TREE;
  }
  tree truth = reshape_truth_as_number (argument);
  return truth && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (truth) ? truth : NULL_TREE;
}

/* Merges truth values instead of what PHI merges, if that is numbers which are such.  */
static bool
merge_truths (gphi *phi)
{
  tree number = gimple_phi_result (phi), type = TREE_TYPE (number);
  unsigned count = gimple_phi_num_args (phi);
  auto_vec<tree> truths;
  if (virtual_operand_p (number) || !INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) < 2 || count < 2
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (number))
    return false;
  for (unsigned i = 0; i < count; i++) {
    tree truth = truth_in (gimple_phi_arg_def (phi, i));
    if (!truth)
      return false;
    truths.safe_push (truth);
  }
  basic_block block = gimple_bb (phi);
  tree truth = make_ssa_name (boolean_type_node);
  gphi *merge = create_phi_node (truth, block);
  for (unsigned i = 0; i < count; i++)
    add_phi_arg (merge, truths[i], gimple_phi_arg_edge (phi, i), UNKNOWN_LOCATION);
  gimple_stmt_iterator at = gsi_for_stmt (phi);
  remove_phi_node (&at, false);
  at = gsi_after_labels (block);
  gsi_insert_before (&at, gimple_build_assign (number, NOP_EXPR, truth), GSI_SAME_STMT);
  return true;
}

bool
reshape_merges (function *fun)
{
  bool changed = false;
  for (bool again = true; again;) {
    basic_block block;
    again = false;
    FOR_EACH_BB_FN (block, fun)
    {
      auto_vec<tree> merged;
      for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
        merged.safe_push (gimple_phi_result (i.phi ()));
      for (unsigned n = 0; n < merged.length (); n++)
        again |= merge_truths (as_a<gphi *> (SSA_NAME_DEF_STMT (merged[n])));
    }
    changed |= again;
  }
  return changed;
}
