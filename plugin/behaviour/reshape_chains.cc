/* Reshaping: chains of tests.

   Tests of one value against constants, one after the other with nothing between, become one switch, whether they were
   written as a switch, as `if`s in whatever order, or as both.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_ranges.h"

#define RANGES_LIMIT 2000

struct leaf {
  edge out;
  struct ranges set;
};

struct chain {
  basic_block head;
  tree value;
  auto_vec<basic_block> inner; /* what becomes a part of the head */
  auto_vec<struct leaf *> leaves;
  unsigned ranges;
};

/* Whether BLOCK does nothing but test, and is reached in one way.  */
static bool
is_inner (basic_block block)
{
  if (!single_pred_p (block) || EDGE_COUNT (block->succs) < 2 || !gimple_seq_empty_p (phi_nodes (block)))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return false;
    if (!canonical_silent (stmt) && gimple_code (stmt) != GIMPLE_COND && gimple_code (stmt) != GIMPLE_SWITCH
        && !reshape_is_pure (stmt))
      return false;
  }
  return true;
}

static void
add_leaf (struct chain *c, edge out, const struct ranges &set)
{
  struct leaf *leaf = new struct leaf ();
  leaf->out = out;
  ranges_copy (&leaf->set, set);
  c->leaves.safe_push (leaf);
  c->ranges += set.list.length ();
}

/* Follows the chain from BLOCK, reached for the values in SET.  */
static void
follow (struct chain *c, basic_block block, const struct ranges &set)
{
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->succs)
  {
    struct ranges here, next;
    ranges_of_edge (e, &here);
    ranges_intersect (&here, set);
    bool inner = e->dest != c->head && is_inner (e->dest) && !c->inner.contains (e->dest) && c->ranges < RANGES_LIMIT;
    edge further;
    edge_iterator k;
    FOR_EACH_EDGE (further, k, e->dest->succs)
    inner = inner && ranges_of_edge (further, &next) == c->value && !(further->flags & (EDGE_ABNORMAL | EDGE_EH));
    if (inner) {
      c->inner.safe_push (e->dest);
      follow (c, e->dest, here);
    } else
      add_leaf (c, e, here);
  }
}

static void
move_computations (struct chain *c)
{
  for (unsigned n = 0; n < c->inner.length (); n++)
    for (gimple_stmt_iterator from = gsi_start_bb (c->inner[n]); !gsi_end_p (from);) {
      gimple *stmt = gsi_stmt (from);
      if (gimple_code (stmt) == GIMPLE_LABEL || gimple_code (stmt) == GIMPLE_COND
          || gimple_code (stmt) == GIMPLE_SWITCH) {
        gsi_next (&from);
        continue;
      }
      gimple_stmt_iterator to = gsi_last_bb (c->head);
      gsi_move_before (&from, &to);
    }
}

static wide
size_of (const struct ranges &set)
{
  wide size = 0;
  for (unsigned i = 0; i < set.list.length (); i++)
    size += set.list[i].high - set.list[i].low + 1;
  return size;
}

/* Makes the chain a switch.  */
static void
rebuild (struct chain *c)
{
  tree type = TREE_TYPE (c->value);
  struct leaf *otherwise = NULL;
  auto_vec<basic_block> targets;
  move_computations (c);
  for (unsigned n = 0; n < c->leaves.length (); n++) {
    struct leaf *leaf = c->leaves[n];
    targets.safe_push (split_edge (leaf->out));
    if (!otherwise || size_of (leaf->set) > size_of (otherwise->set))
      otherwise = leaf;
  }
  gimple_stmt_iterator last = gsi_last_bb (c->head);
  gsi_remove (&last, true);
  auto_vec<edge> old;
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, c->head->succs)
  old.safe_push (e);
  for (unsigned n = 0; n < c->inner.length (); n++)
    FOR_EACH_EDGE (e, i, c->inner[n]->succs)
  old.safe_push (e);
  for (unsigned n = 0; n < old.length (); n++)
    remove_edge (old[n]);
  auto_vec<tree> labels;
  tree other_label = NULL_TREE;
  for (unsigned n = 0; n < c->leaves.length (); n++) {
    struct leaf *leaf = c->leaves[n];
    if (leaf != otherwise && leaf->set.list.is_empty ())
      continue; /* never reached: it goes when the flow is cleaned up */
    make_edge (c->head, targets[n], 0)->probability = profile_probability::uninitialized ();
    tree label = gimple_block_label (targets[n]);
    if (leaf == otherwise)
      other_label = build_case_label (NULL_TREE, NULL_TREE, label);
    else
      for (unsigned r = 0; r < leaf->set.list.length (); r++) {
        const struct range &range = leaf->set.list[r];
        tree low = build_int_cst (type, (HOST_WIDE_INT) range.low),
             high = range.low == range.high ? NULL_TREE : build_int_cst (type, (HOST_WIDE_INT) range.high);
        labels.safe_push (build_case_label (low, high, label));
      }
  }
  sort_case_labels (labels);
  gimple_stmt_iterator at = gsi_last_bb (c->head);
  gsi_insert_after (&at, gimple_build_switch (c->value, other_label, labels), GSI_NEW_STMT);
}

static bool
make_switch (basic_block head)
{
  struct chain c;
  struct ranges all, set;
  edge e;
  edge_iterator i;
  bool changed = false;
  c.head = head;
  c.value = NULL_TREE;
  c.ranges = 0;
  FOR_EACH_EDGE (e, i, head->succs)
  {
    tree value = ranges_of_edge (e, &set);
    if (!value || TREE_CODE (value) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (value))
        || TYPE_PRECISION (TREE_TYPE (value)) == 1 || (c.value && value != c.value)
        || (e->flags & (EDGE_ABNORMAL | EDGE_EH)))
      return false;
    c.value = value;
  }
  if (!c.value || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (c.value))
    return false;
  ranges_of_type (&all, TREE_TYPE (c.value));
  follow (&c, head, all);
  if (!c.inner.is_empty ()) {
    rebuild (&c);
    changed = true;
  }
  for (unsigned n = 0; n < c.leaves.length (); n++)
    delete c.leaves[n];
  return changed;
}

/* Where one way is left of several that met in BLOCK, the state of memory is the one before: such a block may be a part of a chain.  */
static void
drop_lone_state (basic_block block)
{
  for (gphi_iterator i = gsi_start_phis (block); single_pred_p (block) && !gsi_end_p (i);) {
    tree state = gimple_phi_result (i.phi ());
    if (virtual_operand_p (state) && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (state)) {
      replace_uses_by (state, gimple_phi_arg_def (i.phi (), 0));
      remove_phi_node (&i, true);
    } else
      gsi_next (&i);
  }
}

bool
reshape_chains (function *fun)
{
  bool changed = false;
  auto_vec<basic_block> heads;
  basic_block block;
  hash_set<basic_block> gone;
  /* From the top, so that the chain is found at its head: a block that another one begins a chain with is no inner one
     of a longer chain any more.  */
  reshape_list_blocks (fun, &heads);
  for (unsigned n = 0; n < heads.length (); n++)
    drop_lone_state (heads[n]);
  for (unsigned n = 0; n < heads.length (); n++) {
    block = heads[n];
    if (EDGE_COUNT (block->preds) && EDGE_COUNT (block->succs) >= 2)
      changed |= make_switch (block);
  }
  return changed;
}
