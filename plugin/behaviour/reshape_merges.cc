/* Reshaping: numbers that are merged and are truth values on every way.

   `a && g ()` is a number for C, so that what a function of type _Bool returns of it is merged as a number and made a truth
   value then, where `if (!a) return false; return g ();` merges truth values.  Here the truth values are merged, and what
   comes out is made a number.  */
#include "gcc-compat.h"

#include "reshape.h"

/* How many merges may lead to each other.  */
#define WEB 16

/* The truth value that ARGUMENT, which a PHI merges, is as a number; NULL_TREE if it is none.  */
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

static gphi *
merge_of (tree value)
{
  return TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value)
             ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (value))
             : NULL;
}

/* Adds PHI, and what leads to it, to WEB, if all that is merged there are numbers that are truth values: a flag may be merged
   round by round.  */
static bool
collect (gphi *phi, auto_vec<gphi *> *web)
{
  web->safe_push (phi);
  for (unsigned n = 0; n < web->length (); n++) {
    tree number = gimple_phi_result ((*web)[n]), type = TREE_TYPE (number);
    if (virtual_operand_p (number) || !INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) < 2
        || gimple_phi_num_args ((*web)[n]) < 2 || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (number))
      return false;
    for (unsigned i = 0; i < gimple_phi_num_args ((*web)[n]); i++) {
      tree argument = gimple_phi_arg_def ((*web)[n], i);
      gphi *from = merge_of (argument);
      if (from && !web->contains (from))
        web->safe_push (from);
      if ((!from && !truth_in (argument)) || web->length () > WEB)
        return false;
    }
  }
  return true;
}

/* Merges truth values instead of what PHI, and what leads to it, merge, if that is numbers which are such.  */
static bool
merge_truths (gphi *phi)
{
  auto_vec<gphi *> web, merges;
  if (!collect (phi, &web))
    return false;
  for (unsigned n = 0; n < web.length (); n++)
    merges.safe_push (create_phi_node (make_ssa_name (boolean_type_node), gimple_bb (web[n])));
  for (unsigned n = 0; n < web.length (); n++)
    for (unsigned i = 0; i < gimple_phi_num_args (web[n]); i++) {
      tree argument = gimple_phi_arg_def (web[n], i), truth = truth_in (argument);
      for (unsigned k = 0; k < web.length () && !truth; k++)
        if (gimple_phi_result (web[k]) == argument)
          truth = gimple_phi_result (merges[k]);
      add_phi_arg (merges[n], truth, gimple_phi_arg_edge (web[n], i), UNKNOWN_LOCATION);
    }
  for (unsigned n = 0; n < web.length (); n++) {
    basic_block block = gimple_bb (web[n]);
    tree number = gimple_phi_result (web[n]);
    gimple_stmt_iterator at = gsi_for_stmt (web[n]);
    remove_phi_node (&at, false);
    at = gsi_after_labels (block);
    gsi_insert_before (&at, gimple_build_assign (number, NOP_EXPR, gimple_phi_result (merges[n])), GSI_SAME_STMT);
  }
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
      for (unsigned n = 0; n < merged.length (); n++) {
        gphi *phi = merge_of (merged[n]);
        again |= phi && merge_truths (phi);
      }
    }
    changed |= again;
  }
  return changed;
}
