/* Reshaping: stores that nobody can have seen.

   A plain store to a place that is stored to again, in the same block, with nothing between but computations and other plain
   stores, none of which reads it, never was.  Where a store is the last one it stays: memory may have been wiped.

   Stores that follow each other, and lie apart in one object, are done in one order, that of what lies behind first: so what ways have in common
   before they meet does not depend on the order in which each of them was written.

   Where only some of the ways from the store on store there again, it is done on the others: `n = a; if (n > b) n = b;` of
   a number in memory stores once.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How many statements are looked at.  */
#define LOOK_LIMIT 40

static bool
is_plain_store (gimple *stmt)
{
  return is_gimple_assign (stmt) && gimple_vdef (stmt) && gimple_assign_single_p (stmt)
         && !gimple_has_volatile_ops (stmt) && !gimple_clobber_p (stmt)
         && canonical_is_operand (gimple_assign_rhs1 (stmt));
}

static bool
stores_to (gimple *store, tree place)
{
  return operand_equal_p (gimple_assign_lhs (store), place, 0)
         && reshape_same_types (TREE_TYPE (gimple_assign_lhs (store)), TREE_TYPE (place));
}

/* How many tests are looked past.  */
#define DEPTH 4

static bool over_behind (basic_block block, tree place, unsigned depth);

/* Whether from I on, a statement of BLOCK, by some way past at most DEPTH tests, what PLACE holds is stored over before
   anything may read it.  */
static bool
over_from (gimple_stmt_iterator i, basic_block block, tree place, unsigned depth)
{
  for (unsigned n = 0; !gsi_end_p (i); n++, gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt) || n == LOOK_LIMIT)
      return false;
    if (canonical_silent (stmt) || gimple_code (stmt) == GIMPLE_COND)
      continue;
    if (is_plain_store (stmt)) {
      if (stores_to (stmt, place))
        return true;
    } else if (!reshape_is_pure (stmt) || ref_maybe_used_by_stmt_p (stmt, place))
      return false;
  }
  return over_behind (block, place, depth);
}

/* The same by some way out of BLOCK, into a block that is reached in one way.  */
static bool
over_behind (basic_block block, tree place, unsigned depth)
{
  edge e;
  edge_iterator i;
  if (depth)
    FOR_EACH_EDGE (e, i, block->succs)
  if (single_pred_p (e->dest) && over_from (gsi_start_bb (e->dest), e->dest, place, depth - 1))
    return true;
  return false;
}

/* Whether what is stored at I is stored over in its block before anything may read it.  */
static bool
is_stored_over (gimple_stmt_iterator i)
{
  gimple *store = gsi_stmt (i);
  gsi_next (&i);
  return over_from (i, gimple_bb (store), gimple_assign_lhs (store), 0);
}

/* Whether the store at I may as well be done at the end of its block, behind a test, and is in vain by some way from there.  */
static bool
may_sink (gimple_stmt_iterator i)
{
  tree place = gimple_assign_lhs (gsi_stmt (i));
  basic_block block = gimple_bb (gsi_stmt (i));
  gcond *test = reshape_test_of (block);
  if (!test || EDGE_SUCC (block, 0)->dest == EDGE_SUCC (block, 1)->dest)
    return false;
  unsigned n = 0;
  for (gsi_next (&i); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_silent (stmt) || stmt == test)
      continue;
    if (n++ == LOOK_LIMIT || (!is_plain_store (stmt) && !reshape_is_pure (stmt))
        || ref_maybe_used_by_stmt_p (stmt, place) || stmt_may_clobber_ref_p (stmt, place))
      return false;
  }
  return over_behind (block, place, DEPTH);
}

/* Does the store at I on both ways out of its block instead.  */
static void
sink (gimple_stmt_iterator i)
{
  gimple *store = gsi_stmt (i);
  basic_block block = gimple_bb (store);
  for (unsigned n = 0; n < EDGE_COUNT (block->succs); n++) {
    edge e = EDGE_SUCC (block, n);
    basic_block to = single_pred_p (e->dest) ? e->dest : split_edge (e);
    gimple_stmt_iterator at = gsi_after_labels (to);
    gimple *copy = gimple_copy (store);
    gimple_set_vdef (copy, NULL_TREE);
    gimple_set_vuse (copy, NULL_TREE);
    gsi_insert_before (&at, copy, GSI_SAME_STMT);
  }
  reshape_remove_statement (store);
}

bool
reshape_partial_stores (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    if (EDGE_COUNT (block->succs) != 2)
      continue;
    for (gimple_stmt_iterator i = gsi_last_bb (block); !gsi_end_p (i);) {
      gimple_stmt_iterator at = i;
      gsi_prev (&i);
      if (is_plain_store (gsi_stmt (at)) && may_sink (at)) {
        sink (at);
        changed = true;
      }
    }
  }
  if (changed)
    reshape_forget_memory (fun);
  return changed;
}

/* Where PLACE lies behind the pointer or in the object *BASE, in bits; false if that is not known.  */
static bool
position_of (tree place, tree *base, HOST_WIDE_INT *position)
{
  poly_int64 offset, size, most;
  bool reverse;
  tree object = get_ref_base_and_extent (place, &offset, &size, &most, &reverse);
  HOST_WIDE_INT more = 0;
  if (!object || !offset.is_constant (position))
    return false;
  if (TREE_CODE (object) == MEM_REF) {
    if (!cst_and_fits_in_hwi (TREE_OPERAND (object, 1)))
      return false;
    more = int_cst_value (TREE_OPERAND (object, 1)) * BITS_PER_UNIT;
    object = TREE_OPERAND (object, 0);
  }
  *base = object;
  *position += more;
  return TREE_CODE (object) == SSA_NAME || DECL_P (object);
}

/* Whether the store FIRST is better done behind OTHER, which follows it, and may be.  */
static bool
belongs_behind (gimple *first, gimple *other)
{
  tree one, two;
  HOST_WIDE_INT here, there;
  return position_of (gimple_assign_lhs (first), &one, &here) && position_of (gimple_assign_lhs (other), &two, &there)
         && one == two && here < there && !stmt_may_clobber_ref_p (other, gimple_assign_lhs (first))
         && !stmt_may_clobber_ref_p (first, gimple_assign_lhs (other));
}

/* Moves the store at I behind the next one of its block if it belongs there, and nothing between reads what it stores.  */
static bool
move_behind_next (gimple_stmt_iterator i)
{
  gimple *store = gsi_stmt (i);
  tree place = gimple_assign_lhs (store);
  unsigned n = 0;
  for (gsi_next (&i); !gsi_end_p (i) && n < LOOK_LIMIT; gsi_next (&i), n++) {
    gimple *stmt = gsi_stmt (i);
    if (is_plain_store (stmt)) {
      if (!belongs_behind (store, stmt) || ref_maybe_used_by_stmt_p (stmt, place))
        return false;
      gimple_stmt_iterator from = gsi_for_stmt (store);
      gsi_move_after (&from, &i);
      return true;
    }
    if (canonical_entered_label (stmt)
        || (!canonical_silent (stmt) && (!reshape_is_pure (stmt) || ref_maybe_used_by_stmt_p (stmt, place))))
      return false;
  }
  return false;
}

bool
reshape_stores_in_order (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (bool again = true; again;) {
    again = false;
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && !again; gsi_next (&i))
      again = is_plain_store (gsi_stmt (i)) && move_behind_next (i);
    changed |= again;
  }
  if (changed)
    reshape_forget_memory (fun);
  return changed;
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
