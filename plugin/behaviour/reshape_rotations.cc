/* Reshaping: loops that are guarded.

   `if (n > 0) do ...; while (++i < n);` asks before the first round what it asks after each, and asks it by the number that it
   begins with.  Where both tests are one test of what the loop's head merges, and both leave for one place, the loop is one that
   is asked at its head: `for (; i < n; i++)`.  reshape_tails.cc does so where both are written alike.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_ranges.h"

/* How many blocks are passed through at most.  */
#define WAY_LIMIT 6
/* Computations between what a head merges and what is asked.  */
#define DEPTH 3

/* A loop, its guard, and how they are left.  */
struct rotation {
  basic_block head;
  edge entry, back;        /* into HEAD */
  edge guard, past;        /* out of the guard: towards HEAD, and not */
  edge left;               /* out of the loop's last block, not to HEAD */
  edge past_end, left_end; /* the last edges of both ways, into one place */
};

/* Whether HEAD is that of a loop with one way in, one way back by a test, and a guard.  */
static bool
find (basic_block head, struct rotation *r)
{
  edge e;
  edge_iterator i;
  r->head = head;
  r->entry = r->back = NULL;
  if (EDGE_COUNT (head->preds) != 2)
    return false;
  FOR_EACH_EDGE (e, i, head->preds)
  if (e->flags & (EDGE_ABNORMAL | EDGE_EH))
    return false;
  else if (dominated_by_p (CDI_DOMINATORS, e->src, head))
    r->back = e;
  else
    r->entry = e;
  if (!r->entry || !r->back)
    return false;
  r->guard = r->entry;
  for (unsigned n = 0; n < WAY_LIMIT && reshape_only_computes (r->guard->src); n++)
    r->guard = single_pred_edge (r->guard->src);
  /* The way back may pass through blocks that do nothing.  */
  edge last = r->back;
  for (unsigned n = 0; n < WAY_LIMIT && reshape_only_computes (last->src) && reshape_does_nothing (last->src); n++)
    last = single_pred_edge (last->src);
  if (last != r->back || !reshape_test_of (last->src) || r->guard->src == ENTRY_BLOCK_PTR_FOR_FN (cfun)
      || !reshape_test_of (r->guard->src))
    return false;
  r->past = EDGE_SUCC (r->guard->src, EDGE_SUCC (r->guard->src, 0) == r->guard);
  r->left = EDGE_SUCC (r->back->src, EDGE_SUCC (r->back->src, 0) == r->back);
  r->past_end = reshape_last_edge (r->past);
  r->left_end = reshape_last_edge (r->left);
  return r->past_end->dest == r->left_end->dest && r->past_end->dest != head
         && !(r->past->flags & (EDGE_ABNORMAL | EDGE_EH)) && !(r->left->flags & (EDGE_ABNORMAL | EDGE_EH));
}

/* The PHI of R's head that merges VALUE on the way back; or NULL.  */
static gphi *
merge_of (const struct rotation &r, tree value)
{
  if (TREE_CODE (value) != SSA_NAME)
    return NULL;
  for (gphi_iterator i = gsi_start_phis (r.head); !gsi_end_p (i); gsi_next (&i))
    if (PHI_ARG_DEF_FROM_EDGE (i.phi (), r.back) == value)
      return i.phi ();
  return NULL;
}

/* Whether VALUE is the same before the loop and in it.  */
static bool
is_outside (const struct rotation &r, tree value)
{
  if (TREE_CODE (value) != SSA_NAME)
    return is_gimple_min_invariant (value);
  return reshape_is_given_at (value, r.guard->src);
}

/* What VALUE, of R's last block, would be before the loop: what it begins with, or what is computed of that, if it is there.  NULL_TREE
   else.  */
static tree
begins_as (const struct rotation &r, tree value, unsigned depth)
{
  if (gphi *phi = merge_of (r, value))
    value = PHI_ARG_DEF_FROM_EDGE (phi, r.entry);
  if (is_outside (r, value))
    return value;
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (!def || !reshape_is_pure (def) || gimple_vuse (def) || gimple_could_trap_p (def)
      || get_gimple_rhs_class (gimple_assign_rhs_code (def)) != GIMPLE_BINARY_RHS)
    return NULL_TREE;
  tree a = begins_as (r, gimple_assign_rhs1 (def), depth - 1), b = begins_as (r, gimple_assign_rhs2 (def), depth - 1);
  tree result = a && b ? fold_binary (gimple_assign_rhs_code (def), TREE_TYPE (value), a, b) : NULL_TREE;
  return result && is_gimple_val (result) && useless_type_conversion_p (TREE_TYPE (value), TREE_TYPE (result))
             ? result
             : NULL_TREE;
}

/* What A CODE B, where both are known before the loop, says of which value: in *VALUE and *SET.  */
static bool
says (enum tree_code code, tree a, tree b, tree *value, struct ranges *set)
{
  if (!ranges_of_comparison (code, a, b, value, set))
    return false;
  *value = ranges_strip (*value, set);
  return TREE_CODE (*value) == SSA_NAME;
}

/* What R's last test asks: A CODE B.  Whether a number equals n - 1 asks whether what it is in the next round equals n, if that is one
   more.  */
static struct question
last_question (const struct rotation &r)
{
  gcond *test = reshape_test_of (r.back->src);
  struct question q = { gimple_cond_code (test), gimple_cond_lhs (test), gimple_cond_rhs (test) };
  gphi *phi = TREE_CODE (q.a) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (q.a) ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (q.a))
                                                                            : NULL;
  if ((q.code != EQ_EXPR && q.code != NE_EXPR) || !phi || gimple_bb (phi) != r.head
      || !INTEGRAL_TYPE_P (TREE_TYPE (q.a)) || !TYPE_OVERFLOW_WRAPS (TREE_TYPE (q.a)))
    return q;
  tree next = PHI_ARG_DEF_FROM_EDGE (phi, r.back);
  gassign *step = reshape_definition (next), *less = reshape_definition (q.b);
  if (step && less && gimple_assign_rhs_code (step) == PLUS_EXPR && gimple_assign_rhs_code (less) == PLUS_EXPR
      && gimple_assign_rhs1 (step) == q.a && TREE_CODE (gimple_assign_rhs1 (less)) == SSA_NAME
      && TREE_CODE (gimple_assign_rhs2 (step)) == INTEGER_CST && TREE_CODE (gimple_assign_rhs2 (less)) == INTEGER_CST
      && wi::to_wide (gimple_assign_rhs2 (step)) + wi::to_wide (gimple_assign_rhs2 (less)) == 0) {
    q.a = next;
    q.b = gimple_assign_rhs1 (less);
  }
  return q;
}

/* Whether R's guard asks what its last test would ask of what the loop begins with.  */
static bool
asks_the_same (const struct rotation &r)
{
  gcond *guard = reshape_test_of (r.guard->src);
  struct question q = last_question (r);
  tree a = q.a, b = q.b;
  enum tree_code code = q.code;
  if (FLOAT_TYPE_P (TREE_TYPE (a)))
    return false;
  if (!merge_of (r, a) && !merge_of (r, b) && is_outside (r, a) && is_outside (r, b))
    return false;
  a = begins_as (r, a, DEPTH);
  b = begins_as (r, b, DEPTH);
  if (!a || !b)
    return false;
  if (r.back->flags & EDGE_FALSE_VALUE)
    code = invert_tree_comparison (code, false);
  tree value, other;
  struct ranges set, known;
  other = ranges_of_edge (r.guard, &known);
  if (says (code, a, b, &value, &set))
    return other && TREE_CODE (other) == SSA_NAME && value == other && ranges_equal (set, known);
  enum tree_code asked = gimple_cond_code (guard);
  if (r.guard->flags & EDGE_FALSE_VALUE)
    asked = invert_tree_comparison (asked, false);
  tree x = gimple_cond_lhs (guard), y = gimple_cond_rhs (guard);
  return (asked == code && reshape_same_operand (a, x) && reshape_same_operand (b, y))
         || (asked == swap_tree_comparison (code) && reshape_same_operand (a, y) && reshape_same_operand (b, x));
}

/* What a head merges, and what comes in on the way back.  */
struct merges {
  auto_vec<tree> results, begins, nexts;
};

/* VALUE of R's last block, or what is known before the loop, computed at AT of what is merged there.  */
static tree
at_head (const struct rotation &r, const struct merges &m, tree value, gimple_stmt_iterator *at)
{
  for (unsigned n = 0; n < m.nexts.length (); n++)
    if (m.nexts[n] == value)
      return m.results[n];
  if (is_outside (r, value))
    return value;
  gassign *def = reshape_definition (value);
  tree a = at_head (r, m, gimple_assign_rhs1 (def), at), b = at_head (r, m, gimple_assign_rhs2 (def), at);
  return reshape_compute (at, TREE_TYPE (value), gimple_assign_rhs_code (def), a, b);
}

/* Tests R at its head.  */
static void
turn (const struct rotation &r)
{
  struct question q = last_question (r);
  bool on_true = (r.back->flags & EDGE_TRUE_VALUE) != 0;
  basic_block place = r.past_end->dest, last = r.back->src;
  auto_vec<tree> past, left;
  auto_vec<bool> computed;
  for (gphi_iterator i = gsi_start_phis (place); !gsi_end_p (i); gsi_next (&i)) {
    past.safe_push (PHI_ARG_DEF_FROM_EDGE (i.phi (), r.past_end));
    left.safe_push (PHI_ARG_DEF_FROM_EDGE (i.phi (), r.left_end));
    /* What is computed of what is merged, and of what the loop begins with the same, need not be merged.  */
    tree first = virtual_operand_p (past.last ()) ? NULL_TREE : begins_as (r, left.last (), DEPTH);
    computed.safe_push (first && !merge_of (r, left.last ()) && reshape_same_operand (first, past.last ()));
  }
  struct merges m;
  for (gphi_iterator i = gsi_start_phis (r.head); !gsi_end_p (i);) {
    gphi *merge = i.phi ();
    tree result = gimple_phi_result (merge);
    if (!virtual_operand_p (result)) {
      m.results.safe_push (result);
      m.begins.safe_push (PHI_ARG_DEF_FROM_EDGE (merge, r.entry));
      m.nexts.safe_push (PHI_ARG_DEF_FROM_EDGE (merge, r.back));
    }
    remove_phi_node (&i, virtual_operand_p (result));
  }
  /* The place where it is tested: the way in and the way back lead there.  */
  basic_block head = create_empty_bb (r.entry->src);
  reshape_leave_by (r.guard->src, r.guard);
  redirect_edge_and_branch_force (r.entry, head);
  reshape_leave_by (last, r.back);
  redirect_edge_and_branch_force (single_succ_edge (last), head);
  edge in = find_edge (r.entry->src, head), back = find_edge (last, head);
  for (unsigned n = 0; n < m.results.length (); n++) {
    gphi *merge = create_phi_node (m.results[n], head);
    add_phi_arg (merge, m.begins[n], in, UNKNOWN_LOCATION);
    add_phi_arg (merge, m.nexts[n], back, UNKNOWN_LOCATION);
  }
  auto_vec<tree> values;
  for (unsigned n = 0; n < past.length (); n++) {
    if (virtual_operand_p (past[n]) || reshape_same_operand (past[n], left[n])) {
      values.safe_push (past[n]);
      continue;
    }
    if (computed[n]) {
      gimple_stmt_iterator at = reshape_end_of (head);
      values.safe_push (at_head (r, m, left[n], &at));
      continue;
    }
    gphi *merge = create_phi_node (make_ssa_name (TREE_TYPE (past[n])), head);
    add_phi_arg (merge, past[n], in, UNKNOWN_LOCATION);
    add_phi_arg (merge, left[n], back, UNKNOWN_LOCATION);
    values.safe_push (gimple_phi_result (merge));
  }
  edge on = make_edge (head, r.head, EDGE_TRUE_VALUE), out = make_edge (head, place, EDGE_FALSE_VALUE);
  unsigned n = 0;
  for (gphi_iterator i = gsi_start_phis (place); !gsi_end_p (i); gsi_next (&i), n++)
    add_phi_arg (i.phi (), values[n], out, UNKNOWN_LOCATION);
  gimple_stmt_iterator at = reshape_end_of (head);
  q.a = at_head (r, m, q.a, &at);
  q.b = at_head (r, m, q.b, &at);
  reshape_add_test (head, q.code, q.a, q.b, on_true ? on : out, on_true ? out : on);
}

bool
reshape_rotations (function *fun)
{
  bool changed = false;
  for (bool again = true; again;) {
    basic_block block;
    again = false;
    calculate_dominance_info (CDI_DOMINATORS);
    FOR_EACH_BB_FN (block, fun)
    {
      struct rotation r;
      if (!find (block, &r) || !asks_the_same (r))
        continue;
      if (!changed)
        reshape_forget_memory (fun);
      turn (r);
      again = changed = true;
      break;
    }
    if (again)
      free_dominance_info (CDI_DOMINATORS);
  }
  return changed;
}
