/* Reshaping: a switch with two ways out, one of which is taken for the values of one interval, is a test.

   So it is what a front end makes of `c >= '0' && c <= '9'` at once, and may be joined with other tests.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_ranges.h"

/* Ways out of a switch that are looked at.  */
#define WAYS_LIMIT 16

/* Makes the switch at AT ask whether VALUE is in R; by which edge it leaves then, and by which else.  */
static void
set_interval (gimple_stmt_iterator *at, tree value, const struct range &r, edge within, edge outside)
{
  struct question q;
  ranges_ask (value, r, false, at, &q);
  /* What is above a number is what is not below it or the number.  */
  if (q.code == GT_EXPR) {
    q.code = LE_EXPR;
    std::swap (within, outside);
  }
  gcond *test = gimple_build_cond (q.code, q.a, q.b, NULL_TREE, NULL_TREE);
  gsi_insert_before (at, test, GSI_SAME_STMT);
  gsi_remove (at, true);
  reshape_set_test (test, q.code, q.a, q.b, within, outside);
}

/* Makes a test of the switch at AT, at the end of BLOCK, if there are two ways out and one of them is for an interval.  */
static bool
make_test (gimple_stmt_iterator at, basic_block block)
{
  auto_vec<edge> ways[2];
  struct ranges sets[2];
  tree value = NULL_TREE;
  edge e;
  edge_iterator i;
  if (EDGE_COUNT (block->succs) > WAYS_LIMIT)
    return false;
  FOR_EACH_EDGE (e, i, block->succs)
  {
    struct ranges set;
    unsigned n = 0;
    while (n < 2 && !ways[n].is_empty () && !reshape_lead_to_same (ways[n][0], e))
      n++;
    value = ranges_of_edge (e, &set);
    if (n == 2 || !value || TREE_CODE (value) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (value))
        || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
      return false;
    ways[n].safe_push (e);
    for (unsigned r = 0; r < set.list.length (); r++)
      ranges_add (&sets[n], set.list[r].low, set.list[r].high);
  }
  if (ways[1].is_empty ())
    return false;
  unsigned within = sets[0].list.length () == 1 ? 0 : 1;
  if (sets[within].list.length () != 1)
    return false;
  for (unsigned n = 0; n < 2; n++)
    while (ways[n].length () > 1)
      remove_edge (ways[n].pop ());
  set_interval (&at, value, sets[within].list[0], ways[within][0], ways[1 - within][0]);
  return true;
}

bool
reshape_intervals (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    gimple_stmt_iterator at = gsi_last_nondebug_bb (block);
    if (!gsi_end_p (at) && gimple_code (gsi_stmt (at)) == GIMPLE_SWITCH)
      changed |= make_test (at, block);
  }
  return changed;
}

/* Makes one of the ways out of BLOCK, which ends with STMT, that lead to one place with the same values; true if there were two.  */
static bool
share_way (basic_block block, gswitch *stmt)
{
  edge one, other;
  edge_iterator i, k;
  FOR_EACH_EDGE (one, i, block->succs)
  FOR_EACH_EDGE (other, k, block->succs)
  {
    if (one == other || ((one->flags | other->flags) & (EDGE_ABNORMAL | EDGE_EH)) || !reshape_lead_to_same (one, other))
      continue;
    tree to = gimple_block_label (one->dest);
    for (unsigned n = 0; n < gimple_switch_num_labels (stmt); n++)
      if (label_to_block (cfun, CASE_LABEL (gimple_switch_label (stmt, n))) == other->dest)
        CASE_LABEL (gimple_switch_label (stmt, n)) = to;
    remove_edge (other);
    return true;
  }
  return false;
}

bool
reshape_shared_ways (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    gimple *last = reshape_last (block);
    if (last && gimple_code (last) == GIMPLE_SWITCH && EDGE_COUNT (block->succs) <= WAYS_LIMIT)
      while (EDGE_COUNT (block->succs) > 2 && share_way (block, as_a<gswitch *> (last)))
        changed = true;
  }
  return changed;
}
