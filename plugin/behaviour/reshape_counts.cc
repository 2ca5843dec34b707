/* Reshaping: what is counted.

   `if (a < b) n++;` is `n += a < b;`, and so it is where several ways meet, some of which count.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* What BLOCK computes, if it is reached in one way, goes on in one, and only makes a number one more or one less; or NULL.  */
static gassign *
only_counts (basic_block block)
{
  if (!single_pred_p (block) || !single_succ_p (block) || !gimple_seq_empty_p (phi_nodes (block)))
    return NULL;
  gassign *found = NULL;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return NULL;
    if (canonical_silent (stmt))
      continue;
    if (found || !is_gimple_assign (stmt) || gimple_assign_rhs_code (stmt) != PLUS_EXPR)
      return NULL;
    found = as_a<gassign *> (stmt);
  }
  if (!found || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (found)))
      || TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (found))) < 2
      || TREE_CODE (gimple_assign_rhs1 (found)) != SSA_NAME
      || (!integer_onep (gimple_assign_rhs2 (found)) && !integer_minus_onep (gimple_assign_rhs2 (found))))
    return NULL;
  return found;
}

/* Whether nothing is merged otherwise by ONE and OTHER but what is COUNTED by ONE, and not by OTHER.  */
static bool
merge_the_count (edge one, edge other, gassign *counted)
{
  bool some = false;
  for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i)) {
    tree a = PHI_ARG_DEF_FROM_EDGE (i.phi (), one), b = PHI_ARG_DEF_FROM_EDGE (i.phi (), other);
    if (virtual_operand_p (a) || reshape_same_operand (a, b))
      continue;
    if (a != gimple_assign_lhs (counted) || b != gimple_assign_rhs1 (counted))
      return false;
    some = true;
  }
  return some;
}

/* Makes a sum of what the test at the end of BLOCK counts, if it does nothing else.  ALONE: only if no other test leads to
   where its ways meet, which may be one of several that count together.  */
static bool
make_sum (basic_block block, bool alone)
{
  gcond *stmt = reshape_test_of (block);
  for (unsigned n = 0; stmt && n < 2; n++) {
    edge arm = EDGE_SUCC (block, n), rest = EDGE_SUCC (block, 1 - n);
    gassign *counted = arm->dest != rest->dest ? only_counts (arm->dest) : NULL;
    if (!counted)
      continue;
    edge one = reshape_last_edge (single_succ_edge (arm->dest)), other = reshape_last_edge (rest);
    if (one->dest != other->dest || one == other || one->dest == block || (alone && EDGE_COUNT (one->dest->preds) > 2)
        || !merge_the_count (one, other, counted))
      continue;
    tree type = TREE_TYPE (gimple_assign_lhs (counted));
    tree truth = reshape_truth_of (block, stmt, arm);
    gimple_stmt_iterator at = gsi_last_bb (block);
    tree number = reshape_compute (&at, type, NOP_EXPR, truth, NULL_TREE);
    enum tree_code code = integer_onep (gimple_assign_rhs2 (counted)) ? PLUS_EXPR : MINUS_EXPR;
    tree sum = reshape_compute (&at, type, code, gimple_assign_rhs1 (counted), number);
    for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i))
      if (PHI_ARG_DEF_FROM_EDGE (i.phi (), one) == gimple_assign_lhs (counted))
        SET_PHI_ARG_DEF (i.phi (), one->dest_idx, sum);
    reshape_leave_by (block, arm);
    return true;
  }
  return false;
}

bool
reshape_counts (function *fun, bool alone)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  changed |= make_sum (block, alone);
  return changed;
}

/* By which truth value ARGUMENT is more than BASE: none, 1, or one that is computed; NULL_TREE if it is something else.  */
static tree
more_than (tree argument, tree base)
{
  if (argument == base)
    return boolean_false_node;
  gassign *def = reshape_definition (argument);
  if (!def || gimple_assign_rhs_code (def) != PLUS_EXPR)
    return NULL_TREE;
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  if (b == base)
    std::swap (a, b);
  if (a != base)
    return NULL_TREE;
  return integer_onep (b) ? boolean_true_node : reshape_truth_as_number (b);
}

/* What PHI, of BLOCK, merges is BASE, or one more: it is the sum with a truth value that is merged.  */
static bool
merge_count (gphi *phi, tree base)
{
  tree result = gimple_phi_result (phi), type = TREE_TYPE (result);
  auto_vec<tree> truths;
  bool some = false, counted = false;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree more = more_than (gimple_phi_arg_def (phi, i), base);
    if (!more || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (result))
      return false;
    some |= more == boolean_false_node;
    counted |= more != boolean_false_node;
    truths.safe_push (more);
  }
  if (!some || !counted)
    return false;
  basic_block block = gimple_bb (phi);
  tree truth = make_ssa_name (boolean_type_node);
  gphi *merge = create_phi_node (truth, block);
  for (unsigned i = 0; i < truths.length (); i++)
    add_phi_arg (merge, truths[i], gimple_phi_arg_edge (phi, i), UNKNOWN_LOCATION);
  gimple_stmt_iterator at = gsi_for_stmt (phi);
  remove_phi_node (&at, false);
  at = gsi_after_labels (block);
  tree number = reshape_compute (&at, type, NOP_EXPR, truth, NULL_TREE);
  gsi_insert_before (&at, gimple_build_assign (result, PLUS_EXPR, base, number), GSI_SAME_STMT);
  return true;
}

void
reshape_merged_counts (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    auto_vec<tree> merged;
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i)) {
      tree type = TREE_TYPE (gimple_phi_result (i.phi ()));
      if (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) > 1 && gimple_phi_num_args (i.phi ()) > 1)
        merged.safe_push (gimple_phi_result (i.phi ()));
    }
    for (unsigned n = 0; n < merged.length (); n++) {
      gphi *phi = as_a<gphi *> (SSA_NAME_DEF_STMT (merged[n]));
      for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
        tree base = gimple_phi_arg_def (phi, i);
        /* A value of the block itself is another one on the next way to it.  */
        if (TREE_CODE (base) == SSA_NAME && !reshape_is_given_in (base, block) && merge_count (phi, base))
          break;
      }
    }
  }
  reshape_remove_unused (fun);
}
