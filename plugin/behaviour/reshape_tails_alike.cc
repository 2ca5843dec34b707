/* Reshaping: common tails: what the end of a block is, and which ends are alike.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_tails.h"

/* The last effect of BLOCK, before BEFORE if that is not NULL; or NULL.  What lies behind it and has to stay there
   goes to REST.  */
static gimple *
last_effect (basic_block block, auto_vec<gimple *> *rest)
{
  gimple *effect = NULL;
  for (gimple_stmt_iterator i = gsi_last_bb (block); !gsi_end_p (i); gsi_prev (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_silent (stmt)) {
      if (gimple_code (stmt) == GIMPLE_LABEL)
        break;
      continue;
    }
    if (gimple_code (stmt) == GIMPLE_COND || gimple_code (stmt) == GIMPLE_SWITCH)
      return stmt;
    if (reshape_is_pure (stmt))
      continue;
    effect = stmt;
    break;
  }
  if (!effect)
    return NULL;
  hash_set<tree> given;
  if (gimple_get_lhs (effect) && TREE_CODE (gimple_get_lhs (effect)) == SSA_NAME)
    given.add (gimple_get_lhs (effect));
  gimple_stmt_iterator i = gsi_for_stmt (effect);
  for (gsi_next (&i); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_silent (stmt))
      continue;
    bool depends = gimple_vuse (stmt) && gimple_vdef (effect);
    ssa_op_iter iterator;
    tree used;
    FOR_EACH_SSA_TREE_OPERAND (used, stmt, iterator, SSA_OP_USE)
    depends |= given.contains (used);
    if (!depends)
      continue;
    rest->safe_push (stmt);
    if (gimple_get_lhs (stmt) && TREE_CODE (gimple_get_lhs (stmt)) == SSA_NAME)
      given.add (gimple_get_lhs (stmt));
  }
  return effect;
}

/* Whether BLOCK computes something, for a PHI behind it, and does nothing else.  */
static bool
only_computes (basic_block block)
{
  bool some = false, merges = false;
  if (single_succ (block) == block)
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    if (canonical_silent (gsi_stmt (i)))
      continue;
    if (!reshape_is_pure (gsi_stmt (i)))
      return false;
    some = true;
  }
  for (gphi_iterator i = gsi_start_phis (single_succ (block)); !gsi_end_p (i); gsi_next (&i))
    merges |= !virtual_operand_p (gimple_phi_result (i.phi ()));
  return some && merges;
}

struct tail *
tails_end_of (basic_block block)
{
  struct tail *t = new tail ();
  edge e;
  edge_iterator i;
  t->block = block;
  FOR_EACH_EDGE (e, i, block->succs)
  if (e->flags & (EDGE_ABNORMAL | EDGE_EH))
    goto none;
  if (EDGE_COUNT (block->succs) > 2)
    goto none;
  t->effect = last_effect (block, &t->rest);
  if (!t->effect) {
    /* What it computes may be what another one computes.  */
    if (!single_succ_p (block) || single_succ (block) == EXIT_BLOCK_PTR_FOR_FN (cfun) || !only_computes (block))
      goto none;
    t->first = single_succ_edge (block);
    return t;
  }
  if (gswitch *choice = dyn_cast<gswitch *> (t->effect)) {
    /* A test for several values.  */
    if (EDGE_COUNT (block->succs) != 2 || TREE_CODE (gimple_switch_index (choice)) != SSA_NAME)
      goto none;
    t->second = gimple_switch_edge (cfun, choice, 0);
    t->first = EDGE_SUCC (block, EDGE_SUCC (block, 0) == t->second);
    t->condition.code = EQ_EXPR;
    t->condition.a = gimple_switch_index (choice);
    t->condition.b = integer_zero_node;
    return t;
  }
  if (gimple_code (t->effect) == GIMPLE_COND) {
    edge holds, fails;
    extract_true_false_edges_from_block (block, &holds, &fails);
    t->condition = canonical_condition_of (as_a<gcond *> (t->effect));
    t->first = t->condition.inverted ? fails : holds;
    t->second = t->condition.inverted ? holds : fails;
    if (t->first->dest == t->second->dest)
      goto none;
    return t;
  }
  if (EDGE_COUNT (block->succs) == 2 || (!is_gimple_assign (t->effect) && !is_gimple_call (t->effect)))
    goto none;
  if (EDGE_COUNT (block->succs) == 1) {
    t->first = single_succ_edge (block);
    if (t->first->dest == EXIT_BLOCK_PTR_FOR_FN (cfun) || t->first->dest == block)
      goto none;
  } else if (!is_gimple_call (t->effect))
    goto none;
  return t;
none:
  delete t;
  return NULL;
}

/* Whether two blocks that only compute give the same to where they go.  */
static bool
compute_alike (struct tail *a, struct tail *b)
{
  tails both;
  hash_map<tree, unsigned> none;
  struct group g = { &both, NULL, NULL, &none, {}, false };
  both.safe_push (a);
  both.safe_push (b);
  for (gphi_iterator i = gsi_start_phis (a->first->dest); !gsi_end_p (i); gsi_next (&i)) {
    if (virtual_operand_p (gimple_phi_result (i.phi ())))
      continue;
    auto_vec<tree> values;
    values.safe_push (PHI_ARG_DEF_FROM_EDGE (i.phi (), a->first));
    values.safe_push (PHI_ARG_DEF_FROM_EDGE (i.phi (), b->first));
    if (tails_count_merges (&g, values, TAILS_DEPTH))
      return false;
  }
  return true;
}

/* Whether two tests are for the same values.  */
static bool
same_labels (gswitch *a, gswitch *b)
{
  if (gimple_switch_num_labels (a) != gimple_switch_num_labels (b))
    return false;
  edge default_a = gimple_switch_edge (cfun, a, 0), default_b = gimple_switch_edge (cfun, b, 0);
  for (unsigned n = 1; n < gimple_switch_num_labels (a); n++) {
    tree one = gimple_switch_label (a, n), other = gimple_switch_label (b, n);
    if (!tree_int_cst_equal (CASE_LOW (one), CASE_LOW (other)) || !CASE_HIGH (one) != !CASE_HIGH (other)
        || (CASE_HIGH (one) && !tree_int_cst_equal (CASE_HIGH (one), CASE_HIGH (other)))
        || (gimple_switch_edge (cfun, a, n) == default_a) != (gimple_switch_edge (cfun, b, n) == default_b))
      return false;
  }
  return true;
}

/* Whether ONE, of A, and OTHER, of B, are one value where A and B go on to.  */
static bool
merged_behind (tree one, tree other, const struct tail *a, const struct tail *b, unsigned depth)
{
  if (reshape_same_operand (one, other))
    return true;
  if (TREE_CODE (one) != SSA_NAME || TREE_CODE (other) != SSA_NAME)
    return false;
  for (gphi_iterator i = gsi_start_phis (a->first->dest); !gsi_end_p (i); gsi_next (&i))
    if (PHI_ARG_DEF_FROM_EDGE (i.phi (), a->first) == one && PHI_ARG_DEF_FROM_EDGE (i.phi (), b->first) == other)
      return true;
  gassign *here = depth ? reshape_definition (one) : NULL, *there = depth ? reshape_definition (other) : NULL;
  if (!here || !there || !reshape_is_pure (here) || gimple_vuse (here) || !reshape_same_kind (here, there))
    return false;
  auto_vec<tree> ones, others;
  reshape_statement_leaves (here, &ones);
  reshape_statement_leaves (there, &others);
  for (unsigned n = 0; n < ones.length (); n++)
    if (!merged_behind (ones[n], others[n], a, b, depth - 1))
      return false;
  return true;
}

/* Whether A and B mark that memory is accessed through pointers that are one where they go on to.  That it is accessed
   through this here and through that there is nothing to have in common.  */
static bool
touch_alike (const struct tail *a, const struct tail *b)
{
  tree one = gimple_call_arg (a->effect, 0), other = gimple_call_arg (b->effect, 0);
  tree through = canonical_touched (one), also = canonical_touched (other);
  if (through == also)
    return true;
  if (!a->first)
    return false;
  for (gphi_iterator i = gsi_start_phis (a->first->dest); !gsi_end_p (i); gsi_next (&i))
    if (!virtual_operand_p (gimple_phi_result (i.phi ()))
        && canonical_touched (PHI_ARG_DEF_FROM_EDGE (i.phi (), a->first)) == through
        && canonical_touched (PHI_ARG_DEF_FROM_EDGE (i.phi (), b->first)) == also)
      return true;
  return merged_behind (one, other, a, b, TAILS_DEPTH) || merged_behind (through, also, a, b, TAILS_DEPTH);
}

bool
tails_alike (struct tail *a, struct tail *b)
{
  basic_block first = a->first ? a->first->dest : NULL, second = a->second ? a->second->dest : NULL;
  if (first != (b->first ? b->first->dest : NULL) || second != (b->second ? b->second->dest : NULL)
      || !a->effect != !b->effect)
    return false;
  if (!a->effect)
    return compute_alike (a, b);
  if (gimple_code (a->effect) != gimple_code (b->effect))
    return false;
  if (reshape_is_touch (a->effect) && reshape_is_touch (b->effect) && !touch_alike (a, b))
    return false;
  if (gswitch *choice = dyn_cast<gswitch *> (a->effect))
    if (!same_labels (choice, as_a<gswitch *> (b->effect)))
      return false;
  if (second && a->condition.code == EQ_EXPR && b->condition.code == EQ_EXPR && a->condition.a != b->condition.a
      && (a->condition.a == b->condition.b || a->condition.b == b->condition.a))
    /* In which order two values are compared is an accident; what both ways compare stays one value.  */
    std::swap (b->condition.a, b->condition.b);
  if (second)
    return a->condition.code == b->condition.code && reshape_mergeable (a->condition.a, b->condition.a)
           && reshape_mergeable (a->condition.b, b->condition.b);
  if (!reshape_same_kind (a->effect, b->effect) || a->rest.length () != b->rest.length ())
    return false;
  for (unsigned i = 0; i < a->rest.length (); i++)
    if (!reshape_same_kind (a->rest[i], b->rest[i]))
      return false;
  return true;
}
