/* Reshaping: the steps in turn.  See reshape.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise_private.h"
#include "reshape.h"

/* Rounds; each has less left to do.  */
#define ROUNDS 40
/* Blocks that are brought into order in all, some 10 microseconds each: what would take most of the child's minute, and come to
   nothing then, stays as it is by here.  1,000 tests of one value take three quarters of it, the largest functions of real programs a fiftieth.  */
#define WORK 2000000
/* A block of more computations than these is not passed over.  */
#define COMPUTED_LIMIT 12

bool
reshape_is_pure (gimple *stmt)
{
  if (is_gimple_assign (stmt))
    return TREE_CODE (gimple_assign_lhs (stmt)) == SSA_NAME && !gimple_vdef (stmt) && !gimple_has_volatile_ops (stmt);
  return is_gimple_call (stmt) && canonical_call_is_value (as_a<gcall *> (stmt));
}

bool
reshape_is_truth (tree value)
{
  tree type = TREE_TYPE (value);
  return TREE_CODE (value) == SSA_NAME && INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) == 1 && TYPE_UNSIGNED (type);
}

bool
reshape_is_read (gimple *stmt)
{
  return is_gimple_assign (stmt) && reshape_is_pure (stmt) && gimple_assign_load_p (stmt);
}

bool
reshape_is_touch (gimple *stmt)
{
  const char *marker = canonical_marker (stmt);
  return marker && strcmp (marker, MARKER_TOUCH) == 0;
}

gassign *
reshape_definition (tree value)
{
  if (TREE_CODE (value) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (value))
    return NULL;
  return dyn_cast<gassign *> (SSA_NAME_DEF_STMT (value));
}

bool
reshape_is_given_in (tree value, basic_block block)
{
  return TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value)
         && gimple_bb (SSA_NAME_DEF_STMT (value)) == block;
}

bool
reshape_is_given_at (tree value, basic_block block)
{
  if (TREE_CODE (value) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (value))
    return true;
  basic_block given = gimple_bb (SSA_NAME_DEF_STMT (value));
  return given == block || dominated_by_p (CDI_DOMINATORS, block, given);
}

tree
reshape_truth_as_number (tree value)
{
  gassign *def = reshape_definition (value);
  return def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) && reshape_is_truth (gimple_assign_rhs1 (def))
             ? gimple_assign_rhs1 (def)
             : NULL_TREE;
}

tree
reshape_compute (gimple_stmt_iterator *at, tree type, enum tree_code code, tree a, tree b)
{
  tree value = make_ssa_name (type);
  gsi_insert_before (at, gimple_build_assign (value, code, a, b), GSI_SAME_STMT);
  /* It points into what A does.  */
  if (code == POINTER_PLUS_EXPR && TREE_CODE (a) == SSA_NAME && SSA_NAME_PTR_INFO (a)) {
    duplicate_ssa_name_ptr_info (value, SSA_NAME_PTR_INFO (a));
    mark_ptr_info_alignment_unknown (SSA_NAME_PTR_INFO (value));
  }
  return value;
}

bool
reshape_merges_nothing (basic_block block)
{
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
    if (!virtual_operand_p (gimple_phi_result (i.phi ())))
      return false;
  return true;
}

bool
reshape_is_head (basic_block block)
{
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->preds)
  if (dominated_by_p (CDI_DOMINATORS, e->src, block))
    return true;
  return false;
}

bool
reshape_is_entered_plainly (basic_block block)
{
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->preds)
  if (e->flags & (EDGE_ABNORMAL | EDGE_EH))
    return false;
  return !reshape_is_head (block);
}

basic_block
reshape_copy_for (edge e)
{
  initialize_original_copy_tables ();
  basic_block copy = duplicate_block (e->dest, NULL, NULL);
  flush_pending_stmts (redirect_edge_and_branch (e, copy));
  add_phi_args_after_copy (&copy, 1, NULL);
  free_original_copy_tables ();
  return copy;
}

bool
reshape_is_in_loop (basic_block block, basic_block header)
{
  auto_vec<basic_block> stack;
  hash_set<basic_block> seen;
  edge e;
  edge_iterator i;
  seen.add (header);
  FOR_EACH_EDGE (e, i, header->preds)
  if (dominated_by_p (CDI_DOMINATORS, e->src, header))
    stack.safe_push (e->src);
  while (!stack.is_empty ()) {
    basic_block inner = stack.pop ();
    if (seen.add (inner))
      continue;
    FOR_EACH_EDGE (e, i, inner->preds)
    stack.safe_push (e->src);
  }
  return seen.contains (block);
}

bool
reshape_only_computes (basic_block block)
{
  unsigned count = 0;
  if (!single_pred_p (block) || !single_succ_p (block) || !reshape_merges_nothing (block))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return false;
    if (canonical_silent (stmt))
      continue;
    if (!reshape_is_pure (stmt) || ++count > COMPUTED_LIMIT)
      return false;
  }
  return true;
}

gimple_stmt_iterator
reshape_end_of (basic_block block)
{
  gimple_stmt_iterator at = gsi_last_bb (block);
  if (!gsi_end_p (at) && !stmt_ends_bb_p (gsi_stmt (at)))
    gsi_next (&at);
  return at;
}

bool
reshape_does_nothing (basic_block block)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (!canonical_silent (gsi_stmt (i)) || canonical_entered_label (gsi_stmt (i)))
      return false;
  return true;
}

void
reshape_set_test (gcond *stmt, enum tree_code code, tree a, tree b, edge holds, edge fails)
{
  gimple_cond_set_condition (stmt, code, a, b);
  holds->flags = (holds->flags & ~(EDGE_FALSE_VALUE | EDGE_FALLTHRU)) | EDGE_TRUE_VALUE;
  fails->flags = (fails->flags & ~(EDGE_TRUE_VALUE | EDGE_FALLTHRU)) | EDGE_FALSE_VALUE;
  update_stmt (stmt);
}

void
reshape_add_test (basic_block block, enum tree_code code, tree a, tree b, edge holds, edge fails)
{
  gcond *test = gimple_build_cond (code, a, b, NULL_TREE, NULL_TREE);
  gimple_stmt_iterator at = gsi_last_bb (block);
  gsi_insert_after (&at, test, GSI_NEW_STMT);
  reshape_set_test (test, code, a, b, holds, fails);
  holds->probability = fails->probability = profile_probability::uninitialized ();
}

void
reshape_leave_by (basic_block block, edge e)
{
  gimple_stmt_iterator test = gsi_last_bb (block);
  gsi_remove (&test, true);
  e->flags = (e->flags & ~(EDGE_TRUE_VALUE | EDGE_FALSE_VALUE)) | EDGE_FALLTHRU;
  remove_edge (EDGE_SUCC (block, EDGE_SUCC (block, 0) == e));
}

bool
reshape_same_operand (tree a, tree b)
{
  return a == b || (TREE_CODE (a) != SSA_NAME && TREE_CODE (b) != SSA_NAME && operand_equal_p (a, b, 0));
}

bool
reshape_comes_before (gimple *a, gimple *b)
{
  if (a == b || gimple_bb (a) != gimple_bb (b))
    return false;
  for (gimple_stmt_iterator i = gsi_for_stmt (a); !gsi_end_p (i); gsi_next (&i))
    if (gsi_stmt (i) == b)
      return true;
  return false;
}

gimple *
reshape_last (basic_block block)
{
  gimple_stmt_iterator i = gsi_last_nondebug_bb (block);
  return gsi_end_p (i) ? NULL : gsi_stmt (i);
}

gcond *
reshape_test_of (basic_block block)
{
  return EDGE_COUNT (block->succs) == 2 ? safe_dyn_cast<gcond *> (reshape_last (block)) : NULL;
}

void
reshape_list_blocks (function *fun, auto_vec<basic_block> *blocks)
{
  auto_vec<int> order;
  order.safe_grow (n_basic_blocks_for_fn (fun), true);
  int count = pre_and_rev_post_order_compute (NULL, order.address (), false);
  for (int n = 0; n < count; n++)
    blocks->safe_push (BASIC_BLOCK_FOR_FN (fun, order[n]));
}

void
reshape_move_computations (basic_block from, basic_block to)
{
  for (gimple_stmt_iterator i = gsi_start_bb (from); !gsi_end_p (i);)
    if (canonical_silent (gsi_stmt (i)) || gimple_code (gsi_stmt (i)) == GIMPLE_COND)
      gsi_next (&i);
    else {
      gimple_stmt_iterator at = gsi_last_bb (to);
      gsi_move_before (&i, &at);
    }
}

void
reshape_forget_memory (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i);)
    if (virtual_operand_p (gimple_phi_result (i.phi ()))) {
      gphi *phi = i.phi ();
      mark_virtual_phi_result_for_renaming (phi);
      remove_phi_node (&i, true);
    } else
      gsi_next (&i);
  mark_virtual_operands_for_renaming (fun);
}

/* So that blocks that do nothing are empty, too.  */
void
reshape_remove_unused (function *fun)
{
  basic_block block;
  for (bool again = true; again;) {
    again = false;
    FOR_EACH_BB_REVERSE_FN (block, fun)
    {
      for (gimple_stmt_iterator i = gsi_last_bb (block); !gsi_end_p (i);) {
        gimple *stmt = gsi_stmt (i);
        gsi_prev (&i);
        if (!reshape_is_pure (stmt) || !has_zero_uses (gimple_get_lhs (stmt)))
          continue;
        gimple_stmt_iterator at = gsi_for_stmt (stmt);
        gsi_remove (&at, true);
        release_defs (stmt);
        again = true;
      }
      for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i);)
        if (!virtual_operand_p (gimple_phi_result (i.phi ())) && has_zero_uses (gimple_phi_result (i.phi ()))) {
          remove_phi_node (&i, true);
          again = true;
        } else
          gsi_next (&i);
    }
  }
}

/* Whether what pointers may point to was forgotten in the body that is reshaped.  */
static bool forgotten;

void
reshape_forget_pointers (function *fun)
{
  unsigned i;
  tree name;
  FOR_EACH_SSA_NAME (i, name, fun)
  if (POINTER_TYPE_P (TREE_TYPE (name)))
    SSA_NAME_PTR_INFO (name) = NULL;
  forgotten = true;
}

/* Forgets what passes found out of values at the places where these were computed: they will be computed elsewhere.  */
static void
forget_ranges (function *fun)
{
  unsigned i;
  tree name;
  FOR_EACH_SSA_NAME (i, name, fun)
  if (!virtual_operand_p (name))
    reset_flow_sensitive_info (name);
}

/* Cleans up the flow and makes virtual operands anew; nobody knows dominators then.  */
static void
clean_up_flow (void)
{
  free_dominance_info (CDI_DOMINATORS);
  free_dominance_info (CDI_POST_DOMINATORS);
  cleanup_tree_cfg (TODO_update_ssa);
}

/* How many blocks were brought into order, and whether that is enough.  */
static unsigned work;

static bool
worn_out (void)
{
  return work >= WORK;
}

/* Brings FUN into order after a step.  Dominators are known then, and as long as no step changes the flow.  */
static void
tidy (function *fun)
{
  work += n_basic_blocks_for_fn (fun);
  clean_up_flow ();
  reshape_constants (fun);
  reshape_remove_unused (fun);
  reshape_known_touches (fun);
  cleanup_tree_cfg ();
}

static bool
suitable (function *fun)
{
  basic_block block;
  edge e;
  edge_iterator i;
  FOR_EACH_BB_FN (block, fun)
  FOR_EACH_EDGE (e, i, block->succs)
  if (e->flags & (EDGE_ABNORMAL | EDGE_EH))
    return false;
  return true;
}

/* What is demanded of a loop belongs to its block, and blocks change.  */
static bool
has_demands (function *fun)
{
  for (loop_p loop : *loops_for_fn (fun)->larray)
    if (loop && loop->num
        && (loop->safelen || loop->unroll || loop->dont_vectorize || loop->force_vectorize || loop->simduid))
      return true;
  return false;
}

/* Whether the flow of control in FUN may be changed.  */
static bool
may_reshape (function *fun)
{
  return suitable (fun) && !(loops_for_fn (fun) && has_demands (fun));
}

void
reshape_forget_loops (function *fun)
{
  if (!loops_for_fn (fun))
    return;
  fun->curr_properties &= ~PROP_loops;
  loop_optimizer_finalize (fun);
}

void
reshape_find_loops (function *fun)
{
  loop_optimizer_init (AVOID_CFG_MODIFICATIONS);
  fun->curr_properties |= PROP_loops;
}

/* Takes STEP, and brings FUN into order if it changed something; true if it did.  */
static bool
take (function *fun, bool (*step) (function *fun))
{
  if (!step (fun))
    return false;
  tidy (fun);
  return true;
}

/* Likewise as often as it changes something, within a bound.  */
static bool
take_often (function *fun, bool (*step) (function *fun))
{
  unsigned n = 0;
  while (n < ROUNDS && !worn_out () && take (fun, step))
    n++;
  return n > 0;
}

/* Takes the steps by which what every way does first is done before a test.  */
static bool
take_heads (function *fun)
{
  bool parted = take (fun, reshape_part_heads);
  return take (fun, reshape_heads) || parted;
}

bool
reshape (function *fun)
{
  forgotten = false;
  work = 0;
  if (!may_reshape (fun))
    return false;
  reshape_forget_loops (fun);
  reshape_known_touches (fun);
  reshape_stores (fun);
  reshape_constants (fun);
  reshape_remove_unused (fun);
  cleanup_tree_cfg ();
  take (fun, reshape_folded);
  take (fun, reshape_shifts);
  take (fun, reshape_bytes);
  bool changed = true;
  for (unsigned round = 0; round < ROUNDS && changed && !worn_out (); round++) {
    changed = take (fun, reshape_joins);
    changed |= take (fun, reshape_lookups);
    changed |= take (fun, reshape_merged_constants);
    changed |= take (fun, reshape_values_into_conditions);
    changed |= take (fun, reshape_split_conditions);
    changed |= take (fun, reshape_invariants);
    /* Ways that were parted are gone before what they have in common is shared again.  */
    changed |= take_often (fun, reshape_threads);
    changed |= take (fun, reshape_merged_bytes);
    changed |= take_often (fun, reshape_orders);
    if (take (fun, reshape_partial_stores)) {
      reshape_stores (fun);
      changed = true;
    }
    /* Before they are parts of tests of several cases.  */
    if (reshape_counts (fun, true)) {
      tidy (fun);
      changed = true;
    }
    /* What a test decides by a constant is decided by now.  */
    changed |= take (fun, reshape_merged_operations);
    changed |= take (fun, reshape_entries);
    changed |= take (fun, reshape_stores_in_order);
    if (take (fun, reshape_tails)) {
      take (fun, reshape_stored_reads);
      changed = true;
    }
    changed = changed || take (fun, reshape_chains);
    /* What can be done where ways meet is not done where they part.  */
    changed = changed || take (fun, reshape_touches);
    changed = changed || take_heads (fun);
    /* Loops test at their heads by now.  */
    changed = changed || take (fun, reshape_loads);
  }
  take (fun, reshape_plain_tests);
  take (fun, reshape_rotations);
  /* What is inlined moves its caller's pointers.  */
  if (!normalise_is_candidate (cgraph_node::get (fun->decl)) && take (fun, reshape_webs) && reshape_counts (fun, true))
    tidy (fun);
  /* What the first round does not ask, whatever its loop steps: then the test at its end asks for another number.  */
  for (bool parted = true; parted && take (fun, reshape_walks);) {
    parted = take_often (fun, reshape_threads);
    take (fun, reshape_rotations);
  }
  take (fun, reshape_distances);
  take (fun, reshape_intervals);
  while (reshape_combine_conditions (fun) || reshape_conditions_into_values (fun) || reshape_counts (fun, false))
    tidy (fun);
  take (fun, reshape_merges);
  take (fun, reshape_widths);
  take (fun, reshape_bits);
  reshape_find_loops (fun);
  return forgotten;
}

/* Brings into order what STEP did, if it did something, and makes a test of what only asks for an interval since.  */
static void
share (function *fun, bool (*step) (function *fun))
{
  if (!step (fun))
    return;
  clean_up_flow ();
  if (reshape_intervals (fun))
    clean_up_flow ();
}

void
reshape_finish (function *fun)
{
  bool flow = may_reshape (fun);
  forget_ranges (fun);
  if (flow) {
    reshape_forget_loops (fun);
    reshape_merged_bytes (fun);
    reshape_constants (fun);
    /* Tests between which another stood that value ranges decided.  */
    share (fun, reshape_chains);
    reshape_joins_at_end (fun);
    /* Where several ways became one.  */
    if (reshape_loads (fun)) {
      clean_up_flow ();
      reshape_joins_at_end (fun);
    }
    reshape_merge_tested (fun);
    share (fun, reshape_chains);
    reshape_choose_by_case (fun);
    share (fun, reshape_shared_ways);
    reshape_constants (fun);
    reshape_merged_counts (fun);
    reshape_merged_at_end (fun);
  }
  reshape_narrow (fun);
  reshape_masks (fun);
  reshape_disjoint (fun);
  reshape_questions (fun);
  reshape_merged_constants (fun);
  if (flow) {
    reshape_selects (fun);
    reshape_merges (fun);
  }
  reshape_addresses (fun);
  /* A character of a member that is a byte at a known distance by now.  */
  if (reshape_bytes (fun))
    reshape_questions (fun);
  reshape_truths (fun);
  reshape_flags (fun);
  reshape_negations (fun);
  reshape_sums (fun);
  reshape_offsets (fun);
  /* What is inlined is narrow by its caller's values.  */
  if (!normalise_is_candidate (cgraph_node::get (fun->decl)) && reshape_exact (fun))
    reshape_questions (fun);
  reshape_drop_known_touches (fun);
  if (flow)
    reshape_find_loops (fun);
}
