/* Reshaping: where memory is marked to be accessed.

   That memory is accessed through a pointer can be told as soon as it is certain, so that is where the mark is: before a test,
   if the ways behind it begin with it, and on the way to a place where others come from that have it.  Then what a mark stands
   beside makes no difference: two tests with one way out, and that reads what a pointer points to, are two tests one after the other.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How many values are looked for behind a test.  */
#define LIMIT 40
/* How many marks are compared with each other.  */
#define ALIKE_LIMIT 100

/* The blocks in which each value is marked.  */
typedef hash_map<tree, auto_vec<basic_block> *> marks;

static void
release (marks *seen)
{
  for (marks::iterator i = seen->begin (); i != seen->end (); ++i)
    delete (*i).second;
}

static auto_vec<basic_block> *
places_of (marks *seen, tree value)
{
  bool there;
  auto_vec<basic_block> *&list = seen->get_or_insert (value, &there);
  if (!there)
    list = new auto_vec<basic_block> ();
  return list;
}

/* Whether one of LIST is on every way to the end of BLOCK.  */
static bool
is_behind (const auto_vec<basic_block> &list, basic_block block)
{
  for (unsigned k = 0; k < list.length (); k++)
    if (list[k] == block || dominated_by_p (CDI_DOMINATORS, block, list[k]))
      return true;
  return false;
}

/* Whether a mark of VALUE says nothing.  */
static bool
is_idle (tree value)
{
  /* What is added to a pointer says which one it is, when ways meet.  A divisor that turned out to be known is none that could be
     0.  */
  return canonical_is_there (canonical_touched (value))
         || (INTEGRAL_TYPE_P (TREE_TYPE (value)) && TREE_CODE (value) == INTEGER_CST && !integer_zerop (value));
}

void
reshape_known_touches (function *fun)
{
  marks seen;
  auto_vec<basic_block> blocks;
  calculate_dominance_info (CDI_DOMINATORS);
  reshape_list_blocks (fun, &blocks);
  for (unsigned n = 0; n < blocks.length (); n++)
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i);) {
      if (!reshape_is_touch (gsi_stmt (i))) {
        gsi_next (&i);
        continue;
      }
      tree value = gimple_call_arg (gsi_stmt (i), 0);
      auto_vec<basic_block> *list = places_of (&seen, value);
      if (is_idle (value) || is_behind (*list, blocks[n]))
        gsi_remove (&i, true);
      else {
        list->safe_push (blocks[n]);
        gsi_next (&i);
      }
    }
  release (&seen);
}

void
reshape_drop_known_touches (function *fun)
{
  auto_vec<gimple *> touches;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (reshape_is_touch (gsi_stmt (i)))
      touches.safe_push (gsi_stmt (i));
  if (touches.length () > ALIKE_LIMIT)
    return;
  free_dominance_info (CDI_DOMINATORS);
  calculate_dominance_info (CDI_DOMINATORS);
  for (unsigned n = 0; n < touches.length (); n++)
    for (unsigned k = 0; k < touches.length (); k++) {
      basic_block here = gimple_bb (touches[n]), before = gimple_bb (touches[k]);
      if (!here || !before || here == before || !dominated_by_p (CDI_DOMINATORS, here, before)
          || !reshape_same_value (gimple_call_arg (touches[n], 0), gimple_call_arg (touches[k], 0)))
        continue;
      gimple_stmt_iterator at = gsi_for_stmt (touches[n]);
      gsi_remove (&at, true);
      break;
    }
  free_dominance_info (CDI_DOMINATORS);
}

/* The pointer through which STMT stores something; or NULL_TREE.  */
static tree
stored_through (gimple *stmt)
{
  tree base = gimple_assign_single_p (stmt) && gimple_vdef (stmt) && !gimple_clobber_p (stmt)
                      && !gimple_has_volatile_ops (stmt)
                  ? get_base_address (gimple_assign_lhs (stmt))
                  : NULL_TREE;
  return base && TREE_CODE (base) == MEM_REF && TREE_CODE (TREE_OPERAND (base, 0)) == SSA_NAME ? TREE_OPERAND (base, 0)
                                                                                               : NULL_TREE;
}

/* Whether BLOCK begins with an access through VALUE: a mark, or a store that is the first thing it does.  */
static bool
begins_with (basic_block block, tree value)
{
  unsigned marks = 0;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return false;
    if (reshape_is_touch (stmt)) {
      if (marks++ < LIMIT && gimple_call_arg (stmt, 0) == value)
        return true;
    } else if (!canonical_silent (stmt) && !reshape_is_pure (stmt))
      return stored_through (stmt) == value;
  }
  return false;
}

/* The marks with which BLOCK begins, before anything else that counts.  */
static void
first_marks (basic_block block, auto_vec<gimple *> *list)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && list->length () < LIMIT; gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return;
    if (reshape_is_touch (stmt))
      list->safe_push (stmt);
    else if (!canonical_silent (stmt) && !reshape_is_pure (stmt))
      return;
  }
}

/* Marks before the test of BLOCK what every way behind it begins with.  */
static bool
mark_before_test (basic_block block)
{
  gimple *last = reshape_last (block);
  edge e;
  edge_iterator i;
  if (EDGE_COUNT (block->succs) < 2 || !last
      || (gimple_code (last) != GIMPLE_COND && gimple_code (last) != GIMPLE_SWITCH))
    return false;
  auto_vec<gimple *> common;
  FOR_EACH_EDGE (e, i, block->succs)
  {
    if (e->dest == block || e->dest == EXIT_BLOCK_PTR_FOR_FN (cfun))
      return false;
    first_marks (e->dest, &common);
  }
  FOR_EACH_EDGE (e, i, block->succs)
  {
    for (unsigned n = common.length (); n-- > 0;)
      if (!begins_with (e->dest, gimple_call_arg (common[n], 0)))
        common.ordered_remove (n);
  }
  for (unsigned n = common.length (); n-- > 0;)
    for (unsigned k = 0; k < n; k++)
      if (gimple_call_arg (common[k], 0) == gimple_call_arg (common[n], 0)) {
        common.ordered_remove (n);
        break;
      }
  bool changed = false;
  for (unsigned n = 0; n < common.length (); n++) {
    if (!reshape_is_given_at (gimple_call_arg (common[n], 0), block))
      continue;
    gimple *copy = gimple_copy (common[n]);
    gimple_stmt_iterator at = gsi_for_stmt (last);
    gsi_insert_before (&at, copy, GSI_SAME_STMT);
    changed = true;
  }
  return changed;
}

/* Marks on the ways to BLOCK that do not bring it what BLOCK begins with and other ways bring.  SEEN: the marks of all blocks.  */
static bool
mark_on_ways (basic_block block, marks *seen)
{
  auto_vec<gimple *> list;
  edge e;
  edge_iterator i;
  if (EDGE_COUNT (block->preds) < 2)
    return false;
  first_marks (block, &list);
  for (unsigned n = 0; n < list.length (); n++) {
    tree value = gimple_call_arg (list[n], 0);
    const auto_vec<basic_block> *places = places_of (seen, value);
    unsigned bring = 0;
    bool suits = true;
    FOR_EACH_EDGE (e, i, block->preds)
    {
      suits &= !(e->flags & (EDGE_ABNORMAL | EDGE_EH)) && e->src != ENTRY_BLOCK_PTR_FOR_FN (cfun)
               && reshape_is_given_at (value, e->src) && !dominated_by_p (CDI_DOMINATORS, e->src, block);
      bring += is_behind (*places, e->src);
    }
    if (!suits || !bring)
      continue;
    auto_vec<edge> edges;
    FOR_EACH_EDGE (e, i, block->preds)
    if (!is_behind (*places, e->src))
      edges.safe_push (e);
    for (unsigned k = 0; k < edges.length (); k++) {
      gimple *copy = gimple_copy (list[n]);
      basic_block on = single_succ_p (edges[k]->src) ? edges[k]->src : split_edge (edges[k]);
      gimple_stmt_iterator at = reshape_end_of (on);
      gsi_insert_before (&at, copy, GSI_SAME_STMT);
    }
    gimple_stmt_iterator at = gsi_for_stmt (list[n]);
    gsi_remove (&at, true);
    return true;
  }
  return false;
}

bool
reshape_touches (function *fun)
{
  bool changed = false;
  auto_vec<basic_block> blocks;
  free_dominance_info (CDI_DOMINATORS);
  calculate_dominance_info (CDI_DOMINATORS);
  reshape_list_blocks (fun, &blocks);
  marks seen;
  for (unsigned n = 0; n < blocks.length (); n++)
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i); gsi_next (&i))
      if (reshape_is_touch (gsi_stmt (i)))
        places_of (&seen, gimple_call_arg (gsi_stmt (i), 0))->safe_push (blocks[n]);
  for (unsigned n = 0; n < blocks.length (); n++)
    changed |= mark_on_ways (blocks[n], &seen);
  release (&seen);
  /* From the end on, so that what is marked before one test may be marked before another one.  */
  for (unsigned n = blocks.length (); n-- > 0;)
    changed |= mark_before_test (blocks[n]);
  if (changed)
    free_dominance_info (CDI_DOMINATORS);
  return changed;
}
