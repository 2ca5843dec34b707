/* Reshaping: tests that are decided.

   A block that does nothing but test, entered by an edge that decides the test (a constant comes with it, or the same was
   tested on the way), is passed over by that edge.  So a flag that is set here and tested there is the jump that it
   stands for.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_decided.h"
#include "reshape_foreseen.h"
#include "reshape_ranges.h"

/* A block of more computations than these is not copied.  */
#define BLOCK_LIMIT 12
/* Nor one that does more than that.  */
#define EFFECTS_LIMIT 2

/* Whether STMT does something that may be done in two places instead of one: a call or a store.  */
static bool
may_be_copied (gimple *stmt)
{
  if (gcall *call = dyn_cast<gcall *> (stmt))
    return !(gimple_call_flags (call) & (ECF_NORETURN | ECF_RETURNS_TWICE)) && !stmt_ends_bb_p (stmt);
  return is_gimple_assign (stmt) && !gimple_has_volatile_ops (stmt);
}

/* Whether BLOCK only computes and then chooses where to go; or does little else before that, and is no loop's head: what is cleaned up
   before it is asked how all went is cleaned up on each way.  */
static bool
is_test (basic_block block)
{
  unsigned count = 0, effects = 0;
  if (EDGE_COUNT (block->succs) < 2 || !EDGE_COUNT (block->preds))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return false;
    if (canonical_silent (stmt) || gimple_code (stmt) == GIMPLE_COND || gimple_code (stmt) == GIMPLE_SWITCH)
      continue;
    if (!reshape_is_touch (stmt) && !reshape_is_pure (stmt) && (!may_be_copied (stmt) || ++effects > EFFECTS_LIMIT))
      return false;
    if (++count > BLOCK_LIMIT)
      return false;
  }
  gimple *last = reshape_last (block);
  return last && (gimple_code (last) == GIMPLE_COND || gimple_code (last) == GIMPLE_SWITCH)
         && !(effects && (reshape_is_head (block) || !can_duplicate_block_p (block)));
}

/* Whether loops keep one entrance when BLOCK is passed over by the edges in LIST.  */
static bool
keeps_loops (basic_block block, const auto_vec<edge> &list, const auto_vec<edge> &outs)
{
  edge e;
  edge_iterator i;
  unsigned entries = 0, passed = 0, leaving = 0;
  basic_block target = NULL;
  if (!reshape_is_head (block))
    return true;
  FOR_EACH_EDGE (e, i, block->preds)
  entries += !dominated_by_p (CDI_DOMINATORS, e->src, block);
  for (unsigned n = 0; n < list.length (); n++)
    if (!dominated_by_p (CDI_DOMINATORS, list[n]->src, block)) {
      /* What does not enter the loop at all is no entrance.  */
      if (!reshape_is_in_loop (outs[n]->dest, block)) {
        leaving++;
        continue;
      }
      passed++;
      if (target && target != outs[n]->dest)
        return false;
      target = outs[n]->dest;
    }
  return passed == 0 || passed + leaving == entries;
}

static void
pass_over (edge e, edge out)
{
  basic_block to = out->dest;
  edge other;
  edge_iterator i;
  decided_parted ();
  basic_block copy = reshape_copy_for (e);
  gimple_stmt_iterator last = gsi_last_bb (copy);
  gsi_remove (&last, true);
  for (i = ei_start (copy->succs); (other = ei_safe_edge (i));)
    if (other->dest == to) {
      other->flags &= ~(EDGE_TRUE_VALUE | EDGE_FALSE_VALUE);
      other->flags |= EDGE_FALLTHRU;
      other->probability = profile_probability::always ();
      ei_next (&i);
    } else
      remove_edge (other);
}

/* Whether BLOCK merges values, computes, and goes on to a test.  */
static bool
leads_to_test (basic_block block)
{
  unsigned count = 0;
  if (!single_succ_p (block) || EDGE_COUNT (block->preds) < 2 || single_succ (block) == block
      || single_succ (block) == EXIT_BLOCK_PTR_FOR_FN (cfun) || !decided_passes_through (single_succ (block)))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt)
        || (!canonical_silent (stmt) && (!reshape_is_pure (stmt) || ++count > BLOCK_LIMIT)))
      return false;
  }
  return reshape_is_entered_plainly (block);
}

/* Gives each way to BLOCK that decides the test behind it a copy of BLOCK.  */
static bool
part_ways (basic_block block)
{
  auto_vec<edge> list;
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->preds)
  {
    auto_vec<edge> way;
    way.safe_push (e);
    way.safe_push (single_succ_edge (block));
    if (decided_on (way))
      list.safe_push (e);
  }
  for (unsigned n = 0; n < list.length () && EDGE_COUNT (block->preds) > 1; n++) {
    decided_parted ();
    reshape_copy_for (list[n]);
  }
  return !list.is_empty ();
}

/* Parts ways that meet before a test that one of them decides.  */
static bool
part_all_ways (function *fun)
{
  bool changed = false;
  basic_block block;
  auto_vec<basic_block> found;
  FOR_EACH_BB_FN (block, fun)
  if (leads_to_test (block))
    found.safe_push (block);
  for (unsigned n = 0; n < found.length (); n++)
    changed |= part_ways (found[n]);
  return changed;
}

/* What tests on the way tell of a merged value is put there, so that what it decides later is seen.  */
static void
tell_merged (basic_block block)
{
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
    for (unsigned n = 0; n < gimple_phi_num_args (i.phi ()); n++) {
      tree value = gimple_phi_arg_def (i.phi (), n);
      struct ranges known;
      if (TREE_CODE (value) != SSA_NAME || virtual_operand_p (value) || !ranges_suitable (TREE_TYPE (value)))
        continue;
      edge e = gimple_phi_arg_edge (i.phi (), n);
      ranges_on_way (value, e, &known);
      if (!reshape_is_given_in (value, block) && INTEGRAL_TYPE_P (TREE_TYPE (value)))
        foreseen_ranges (value, e, &known);
      if (known.list.length () != 1 || known.list[0].low != known.list[0].high)
        continue;
      wide number = known.list[0].low;
      SET_PHI_ARG_DEF (i.phi (), n,
                       wide_int_to_tree (TREE_TYPE (value), wi::shwi ((HOST_WIDE_INT) number, HOST_BITS_PER_WIDE_INT)));
    }
}

/* Passes over the tests of FUN that are decided; true if there were some.  */
static bool
pass_over_tests (function *fun)
{
  bool changed = false;
  basic_block block;
  auto_vec<basic_block> tests;
  hash_set<basic_block> touched;
  FOR_EACH_BB_FN (block, fun)
  if (is_test (block))
    tests.safe_push (block);
  for (unsigned n = 0; n < tests.length (); n++) {
    auto_vec<edge> list, outs;
    edge e;
    edge_iterator i;
    bool free = !touched.contains (tests[n]);
    FOR_EACH_EDGE (e, i, tests[n]->succs)
    free &= !touched.contains (e->dest) && e->dest != tests[n];
    if (!free)
      continue;
    FOR_EACH_EDGE (e, i, tests[n]->preds)
    {
      edge out = touched.contains (e->src) ? NULL : decided_by (e);
      if (out) {
        list.safe_push (e);
        outs.safe_push (out);
      }
    }
    if (list.is_empty () || !keeps_loops (tests[n], list, outs))
      continue;
    touched.add (tests[n]);
    FOR_EACH_EDGE (e, i, tests[n]->succs)
    touched.add (e->dest);
    FOR_EACH_EDGE (e, i, tests[n]->preds)
    touched.add (e->src);
    for (unsigned k = 0; k < list.length (); k++)
      pass_over (list[k], outs[k]);
    changed = true;
  }
  return changed;
}

bool
reshape_threads (function *fun)
{
  basic_block merging;
  calculate_dominance_info (CDI_DOMINATORS);
  ranges_remember (fun);
  decided_begin (fun);
  FOR_EACH_BB_FN (merging, fun)
  tell_merged (merging);
  /* What was parted is put into order first.  */
  bool changed = part_all_ways (fun) || pass_over_tests (fun);
  ranges_forget ();
  if (changed)
    free_dominance_info (CDI_DOMINATORS);
  return changed;
}
