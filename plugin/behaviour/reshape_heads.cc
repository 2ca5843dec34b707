/* Reshaping: common heads.

   What every way does first, with the same operands, after a test is done before the test.  The test itself is not
   disturbed: what it compares was computed before.  A block that others lead to as well, as a place where everything is cleaned up,
   is copied for that.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How far expressions are compared.  */
#define DEPTH 6
/* A block of more statements than these is not copied.  */
#define BLOCK_LIMIT 8

/* The first statement of BLOCK that does not only compute; NULL if that is the last one, or there is none.  */
static gimple *
first_effect (basic_block block)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return NULL;
    if (canonical_silent (stmt) || reshape_is_pure (stmt))
      continue;
    bool suits = (is_gimple_assign (stmt) && !gimple_clobber_p (stmt)) || is_gimple_call (stmt);
    return suits && !stmt_ends_bb_p (stmt) ? stmt : NULL;
  }
  return NULL;
}

static bool same_statement (gimple *a, gimple *b, unsigned depth);

/* Whether A, in the block ONE, is what B is in the block OTHER.  */
static bool
same_value (tree a, tree b, basic_block one, basic_block other, unsigned depth)
{
  if (reshape_same_operand (a, b))
    return true;
  if (TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != SSA_NAME)
    return false;
  if (SSA_NAME_IS_DEFAULT_DEF (a) || SSA_NAME_IS_DEFAULT_DEF (b) || !depth)
    return false;
  gimple *first = SSA_NAME_DEF_STMT (a), *second = SSA_NAME_DEF_STMT (b);
  return gimple_bb (first) == one && gimple_bb (second) == other && is_gimple_assign (first)
         && is_gimple_assign (second) && reshape_is_pure (first) && reshape_is_pure (second)
         && gimple_assign_rhs_code (first) == gimple_assign_rhs_code (second)
         && gimple_assign_rhs_code (first) != CONSTRUCTOR && same_statement (first, second, depth - 1);
}

/* Whether A and B, with what they use of their blocks, do the same where both blocks begin in one state.  */
static bool
same_statement (gimple *a, gimple *b, unsigned depth)
{
  auto_vec<tree> as, bs;
  if (!reshape_same_kind (a, b) || (is_gimple_assign (a) && gimple_assign_rhs_code (a) != gimple_assign_rhs_code (b)))
    return false;
  reshape_statement_leaves (a, &as);
  reshape_statement_leaves (b, &bs);
  if (as.length () != bs.length ())
    return false;
  for (unsigned i = 0; i < as.length (); i++)
    if (!same_value (as[i], bs[i], gimple_bb (a), gimple_bb (b), depth))
      return false;
  return true;
}

/* Computes at the end of BLOCK what stands before EFFECT in its own block: the values that it needs, and what reads
   memory as it is before EFFECT.  */
static void
move_before_end (gimple *effect, basic_block block)
{
  for (gimple_stmt_iterator i = gsi_start_bb (gimple_bb (effect)); gsi_stmt (i) != effect;)
    if (canonical_silent (gsi_stmt (i)))
      gsi_next (&i);
    else {
      gimple_stmt_iterator to = gsi_last_bb (block);
      gsi_move_before (&i, &to);
    }
}

/* Does EFFECTS, the first of each block that follows BLOCK, once, at the end of BLOCK.  */
static void
hoist (basic_block block, const auto_vec<gimple *> &effects)
{
  for (unsigned n = 0; n < effects.length (); n++)
    move_before_end (effects[n], block);
  gimple_stmt_iterator from = gsi_for_stmt (effects[0]), to = gsi_last_bb (block);
  gsi_move_before (&from, &to);
  tree given = gimple_get_lhs (effects[0]);
  /* What one call gives is now what each of them gave: whatever it points to.  */
  if (given && POINTER_TYPE_P (TREE_TYPE (given)))
    reshape_forget_pointers (cfun);
  for (unsigned n = 1; n < effects.length (); n++) {
    tree other = gimple_get_lhs (effects[n]);
    if (other && TREE_CODE (other) == SSA_NAME)
      replace_uses_by (other, given);
    reshape_remove_statement (effects[n]);
  }
}

/* Whether BLOCK only passes control on.  */
static bool
is_empty (basic_block block)
{
  if (!single_pred_p (block) || !single_succ_p (block) || block == ENTRY_BLOCK_PTR_FOR_FN (cfun))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (!canonical_silent (gsi_stmt (i)))
      return false;
  return true;
}

/* Whether BLOCK is only reached from BEFORE, and what stands in it before EFFECT, and EFFECT, do not depend on by which
   edge.  */
static bool
follows_only (basic_block block, basic_block before, gimple *effect)
{
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->preds)
  {
    basic_block from = e->src;
    while (is_empty (from))
      from = single_pred (from);
    if (from != before || (e->flags & (EDGE_ABNORMAL | EDGE_EH)))
      return false;
  }
  for (gimple_stmt_iterator at = gsi_start_bb (block);; gsi_next (&at)) {
    ssa_op_iter iterator;
    tree used;
    FOR_EACH_SSA_TREE_OPERAND (used, gsi_stmt (at), iterator, SSA_OP_USE)
    if (!SSA_NAME_IS_DEFAULT_DEF (used) && gimple_code (SSA_NAME_DEF_STMT (used)) == GIMPLE_PHI
        && gimple_bb (SSA_NAME_DEF_STMT (used)) == block)
      return false;
    if (gsi_stmt (at) == effect)
      return true;
  }
}

/* Whether EFFECT uses what STMT gives, in the same block.  */
static bool
is_used_for (gimple *stmt, gimple *effect, unsigned depth)
{
  ssa_op_iter iterator;
  tree used;
  FOR_EACH_SSA_TREE_OPERAND (used, effect, iterator, SSA_OP_USE)
  {
    gimple *def = SSA_NAME_DEF_STMT (used);
    if (def == stmt
        || (depth && gimple_bb (def) == gimple_bb (effect) && is_gimple_assign (def)
            && is_used_for (stmt, def, depth - 1)))
      return true;
  }
  return false;
}

/* Whether an element that may lie outside of its array is read before EFFECT, in its block, and not for it.  */
static bool
reads_outside_before (gimple *effect)
{
  for (gimple_stmt_iterator i = gsi_start_bb (gimple_bb (effect)); gsi_stmt (i) != effect; gsi_next (&i))
    if (reshape_may_read_outside (gsi_stmt (i)) && !is_used_for (gsi_stmt (i), effect, DEPTH))
      return true;
  return false;
}

/* What all blocks behind BLOCK do first, if it is the same; else nothing.  */
static void
common_effects (basic_block block, auto_vec<gimple *> *effects)
{
  edge e;
  edge_iterator i;
  gimple *last = reshape_last (block);
  if (EDGE_COUNT (block->succs) < 2 || !last
      || (gimple_code (last) != GIMPLE_COND && gimple_code (last) != GIMPLE_SWITCH))
    return;
  FOR_EACH_EDGE (e, i, block->succs)
  {
    basic_block next = e->dest;
    while (next != block && is_empty (next))
      next = single_succ (next);
    gimple *effect = next != block && next != EXIT_BLOCK_PTR_FOR_FN (cfun) ? first_effect (next) : NULL;
    if (effects->contains (effect))
      continue;
    if (!effect || !follows_only (next, block, effect) || reads_outside_before (effect)
        || (effects->length () && !same_statement ((*effects)[0], effect, DEPTH))) {
      effects->truncate (0);
      return;
    }
    effects->safe_push (effect);
  }
}

bool
reshape_heads (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (;;) {
    auto_vec<gimple *> effects;
    common_effects (block, &effects);
    if (effects.length () < 2)
      break;
    if (!changed)
      reshape_forget_memory (fun);
    changed = true;
    hoist (block, effects);
  }
  return changed;
}

/* Whether BLOCK may be copied for one of the ways that lead to it, and EFFECT is the first thing that it does, by whichever.  */
static bool
may_be_parted (basic_block block, gimple *effect)
{
  unsigned count = 0;
  if (EDGE_COUNT (block->preds) < 2 || !single_succ_p (block) || single_succ (block) == block
      || !can_duplicate_block_p (block) || !reshape_is_entered_plainly (block))
    return false;
  for (gimple_stmt_iterator at = gsi_start_bb (block); !gsi_end_p (at); gsi_next (&at)) {
    gimple *stmt = gsi_stmt (at);
    if (gimple_code (stmt) == GIMPLE_ASM || stmt_ends_bb_p (stmt)
        || (!canonical_silent (stmt) && ++count > BLOCK_LIMIT))
      return false;
  }
  ssa_op_iter iterator;
  tree used;
  FOR_EACH_SSA_TREE_OPERAND (used, effect, iterator, SSA_OP_USE)
  if (reshape_is_given_in (used, block))
    return false;
  return true;
}

bool
reshape_part_heads (function *fun)
{
  bool changed = false;
  basic_block block;
  hash_set<basic_block> copied;
  auto_vec<basic_block> tests;
  FOR_EACH_BB_FN (block, fun)
  if (reshape_test_of (block))
    tests.safe_push (block);
  calculate_dominance_info (CDI_DOMINATORS);
  for (unsigned k = 0; k < tests.length (); k++)
    for (unsigned n = 0; n < 2; n++) {
      edge own = EDGE_SUCC (tests[k], n), shared = EDGE_SUCC (tests[k], 1 - n);
      if (own->dest == shared->dest || copied.contains (own->dest) || copied.contains (shared->dest)
          || own->dest == EXIT_BLOCK_PTR_FOR_FN (cfun) || shared->dest == EXIT_BLOCK_PTR_FOR_FN (cfun))
        continue;
      gimple *effect = first_effect (own->dest), *other = first_effect (shared->dest);
      if (!effect || !other || !follows_only (own->dest, tests[k], effect) || reads_outside_before (effect)
          || reads_outside_before (other) || !may_be_parted (shared->dest, other)
          || !same_statement (effect, other, DEPTH))
        continue;
      copied.add (shared->dest);
      reshape_copy_for (shared);
      changed = true;
      break;
    }
  free_dominance_info (CDI_DOMINATORS);
  return changed;
}
