/* Reshaping: pointers that walk beside a counter.

   A pointer that a loop steps whenever it steps a counter is the place where it began and so many elements: `*p++` beside
   `i++` is `p[i]`.  A counter that may wrap, and is no address's width, is none.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* A value of a loop's head that each round adds STEP to.  */
struct walk {
  tree value, start;
  HOST_WIDE_INT step;
};

/* What STMT adds to VALUE, in *STEP; false if it is no such statement.  */
static bool
adds (tree next, tree value, HOST_WIDE_INT *step)
{
  gassign *stmt = reshape_definition (next);
  if (!stmt || (gimple_assign_rhs_code (stmt) != PLUS_EXPR && gimple_assign_rhs_code (stmt) != POINTER_PLUS_EXPR)
      || gimple_assign_rhs1 (stmt) != value || TREE_CODE (gimple_assign_rhs2 (stmt)) != INTEGER_CST
      || !cst_and_fits_in_hwi (gimple_assign_rhs2 (stmt)))
    return false;
  *step = int_cst_value (gimple_assign_rhs2 (stmt));
  return *step != 0;
}

/* Whether PHI, at the head of a loop, is a walk.  */
static bool
is_walk (gphi *phi, struct walk *w)
{
  bool round = false;
  w->value = gimple_phi_result (phi);
  w->start = NULL_TREE;
  if (virtual_operand_p (w->value) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (w->value))
    return false;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    edge e = gimple_phi_arg_edge (phi, i);
    tree argument = gimple_phi_arg_def (phi, i);
    HOST_WIDE_INT step;
    if (!dominated_by_p (CDI_DOMINATORS, e->src, gimple_bb (phi))) {
      if (w->start && w->start != argument
          && (TREE_CODE (argument) == SSA_NAME || !operand_equal_p (w->start, argument, 0)))
        return false;
      w->start = argument;
    } else {
      if (!adds (argument, w->value, &step) || (round && step != w->step))
        return false;
      w->step = step;
      round = true;
    }
  }
  return round && w->start;
}

/* Whether the integer walk W never wraps before an address would.  */
static bool
counts (const struct walk *w)
{
  tree type = TREE_TYPE (w->value);
  return INTEGRAL_TYPE_P (type) && TREE_CODE (w->start) == INTEGER_CST && w->step > 0
         && (TYPE_PRECISION (type) == TYPE_PRECISION (sizetype)
             || (TYPE_PRECISION (type) < TYPE_PRECISION (sizetype) && !TYPE_UNSIGNED (type)
                 && TYPE_OVERFLOW_UNDEFINED (type)));
}

/* Makes the pointer P what it is by the counter I.  */
static void
go_by (const struct walk *p, const struct walk *i, basic_block head)
{
  gimple_stmt_iterator at = gsi_after_labels (head);
  HOST_WIDE_INT size = p->step / i->step;
  tree offset = reshape_compute (&at, sizetype, NOP_EXPR, i->value, NULL_TREE);
  if (size != 1)
    offset = reshape_compute (&at, sizetype, MULT_EXPR, offset, build_int_cst (sizetype, size));
  tree before = wide_int_to_tree (sizetype, wi::neg (wi::mul (wi::to_wide (fold_convert (sizetype, i->start)), size)));
  if (!integer_zerop (before))
    offset = reshape_compute (&at, sizetype, PLUS_EXPR, offset, before);
  tree place = reshape_compute (&at, TREE_TYPE (p->value), POINTER_PLUS_EXPR, p->start, offset);
  use_operand_p use;
  imm_use_iterator uses;
  gimple *stmt;
  FOR_EACH_IMM_USE_STMT (stmt, uses, p->value)
  {
    FOR_EACH_IMM_USE_ON_STMT (use, uses)
    SET_USE (use, place);
    update_stmt (stmt);
  }
}

static bool
walk_by_counters (basic_block head)
{
  auto_vec<struct walk> pointers, counters;
  for (gphi_iterator i = gsi_start_phis (head); !gsi_end_p (i); gsi_next (&i)) {
    struct walk w;
    if (!is_walk (i.phi (), &w))
      continue;
    if (POINTER_TYPE_P (TREE_TYPE (w.value)))
      pointers.safe_push (w);
    else if (counts (&w))
      counters.safe_push (w);
  }
  if (counters.length () != 1)
    return false;
  bool changed = false;
  for (unsigned n = 0; n < pointers.length (); n++)
    if (pointers[n].step % counters[0].step == 0) {
      go_by (&pointers[n], &counters[0], head);
      changed = true;
    }
  return changed;
}

bool
reshape_walks (function *fun)
{
  bool changed = false;
  basic_block block;
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  if (EDGE_COUNT (block->preds) > 1)
    changed |= walk_by_counters (block);
  free_dominance_info (CDI_DOMINATORS);
  return changed;
}
