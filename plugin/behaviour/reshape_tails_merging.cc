/* Reshaping: common tails: one statement, and one value, in the place of several.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_tails.h"

void
tails_add_statement (struct group *g, gimple *stmt)
{
  gimple_seq_add_stmt_without_update (&g->statements, stmt);
}

/* Whether STMT, in BLOCK, reads memory as it is at the end of BLOCK once its tail is gone.  */
static bool
reads_at_end (gimple *stmt, const struct tail *t)
{
  if (gimple_bb (stmt) != t->block)
    return false;
  gimple_stmt_iterator i = gsi_for_stmt (stmt);
  for (gsi_next (&i); !gsi_end_p (i) && gsi_stmt (i) != t->effect; gsi_next (&i))
    if (gimple_vdef (gsi_stmt (i)))
      return false;
  return true;
}

/* The definitions of VALUES if these are all computed alike; else false.  */
static bool
computed_alike (const struct group *g, const auto_vec<tree> &values, auto_vec<gimple *> *statements)
{
  for (unsigned i = 0; i < values.length (); i++) {
    if (TREE_CODE (values[i]) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (values[i]))
      return false;
    gimple *stmt = SSA_NAME_DEF_STMT (values[i]);
    if (!is_gimple_assign (stmt) || !reshape_is_pure (stmt) || gimple_assign_rhs_code (stmt) == CONSTRUCTOR
        || (i && !reshape_same_kind ((*statements)[0], stmt)))
      return false;
    if (gimple_vuse (stmt) && (g->stores || !reads_at_end (stmt, (*g->list)[i])))
      return false;
    statements->safe_push (stmt);
  }
  return true;
}

static bool
all_same (const auto_vec<tree> &values)
{
  for (unsigned i = 1; i < values.length (); i++)
    if (values[i] != values[0] && (TREE_CODE (values[0]) == SSA_NAME || !operand_equal_p (values[i], values[0], 0)))
      return false;
  return true;
}

int
tails_sunk_index (const struct group *g, const auto_vec<tree> &values)
{
  unsigned *first = g->sunk->get (values[0]);
  if (!first)
    return -1;
  for (unsigned i = 1; i < values.length (); i++) {
    unsigned *other = g->sunk->get (values[i]);
    if (!other || *other != *first)
      return -1;
  }
  return (int) *first;
}

unsigned
tails_count_merges (const struct group *g, const auto_vec<tree> &values, unsigned depth)
{
  if (all_same (values) || tails_sunk_index (g, values) >= 0)
    return 0;
  auto_vec<gimple *> statements;
  if (!depth || !computed_alike (g, values, &statements))
    return 1;
  unsigned count = 0;
  auto_vec<tree> first;
  reshape_statement_leaves (statements[0], &first);
  for (unsigned leaf = 0; leaf < first.length () && count < 2; leaf++) {
    auto_vec<tree> others;
    for (unsigned i = 0; i < statements.length (); i++) {
      auto_vec<tree> leaves;
      reshape_statement_leaves (statements[i], &leaves);
      others.safe_push (leaves[leaf]);
    }
    count += tails_count_merges (g, others, depth - 1);
  }
  return MIN (count, 1u + (count > 1));
}

/* One operand that stands for OPERANDS, which have one shape.  */
static tree
merge_operands (struct group *g, const auto_vec<tree> &operands)
{
  tree first = operands[0];
  if (!first)
    return NULL_TREE;
  if (TREE_CODE (first) == SSA_NAME || is_gimple_min_invariant (first))
    return tails_merge_values (g, operands, TAILS_DEPTH);
  if (TREE_CODE (first) != MEM_REF && TREE_CODE (first) != COMPONENT_REF && TREE_CODE (first) != ARRAY_REF)
    return unshare_expr (first);
  tree copy = copy_node (first);
  for (int n = 0; n < (TREE_CODE (first) == ARRAY_REF ? 2 : 1); n++) {
    auto_vec<tree> parts;
    for (unsigned i = 0; i < operands.length (); i++)
      parts.safe_push (TREE_OPERAND (operands[i], n));
    TREE_OPERAND (copy, n) = merge_operands (g, parts);
  }
  return copy;
}

/* Takes for OPERANDS, which touches of the blocks of G are of, what is merged of just that memory where these go on to.  */
static void
take_merged_pointers (const struct group *g, auto_vec<tree> *operands)
{
  const struct tail *first = (*g->list)[0];
  if (!first->first || all_same (*operands))
    return;
  for (gphi_iterator i = gsi_start_phis (first->first->dest); !gsi_end_p (i); gsi_next (&i)) {
    bool same = !virtual_operand_p (gimple_phi_result (i.phi ()));
    for (unsigned n = 0; n < operands->length () && same; n++)
      same = canonical_touched (PHI_ARG_DEF_FROM_EDGE (i.phi (), (*g->list)[n]->first))
             == canonical_touched ((*operands)[n]);
    if (!same)
      continue;
    for (unsigned n = 0; n < operands->length (); n++)
      (*operands)[n] = PHI_ARG_DEF_FROM_EDGE (i.phi (), (*g->list)[n]->first);
    return;
  }
}

gimple *
tails_merge_statements (struct group *g, const auto_vec<gimple *> &statements)
{
  gimple *copy = gimple_copy (statements[0]);
  gimple_set_vuse (copy, NULL_TREE);
  gimple_set_vdef (copy, NULL_TREE);
  tree given = NULL_TREE;
  for (unsigned n = 0; n < gimple_num_ops (copy); n++) {
    tree operand = gimple_op (copy, n);
    if (!operand || (is_gimple_call (copy) && n == 1 && TREE_CODE (operand) != SSA_NAME))
      continue;
    if (n == 0 && TREE_CODE (operand) == SSA_NAME) {
      given = make_ssa_name (TREE_TYPE (operand));
      continue;
    }
    auto_vec<tree> operands;
    for (unsigned i = 0; i < statements.length (); i++)
      operands.safe_push (gimple_op (statements[i], n));
    if (reshape_is_touch (copy) && operand == gimple_call_arg (copy, 0))
      take_merged_pointers (g, &operands);
    gimple_set_op (copy, n, merge_operands (g, operands));
  }
  if (given) {
    gimple_set_op (copy, 0, given);
    SSA_NAME_DEF_STMT (given) = copy;
  }
  tails_add_statement (g, copy);
  return copy;
}

tree
tails_merge_values (struct group *g, const auto_vec<tree> &values, unsigned depth)
{
  if (all_same (values))
    return values[0];
  int index = tails_sunk_index (g, values);
  if (index >= 0)
    return g->given[index];
  auto_vec<gimple *> statements;
  if (depth && tails_count_merges (g, values, depth) < 2 && computed_alike (g, values, &statements))
    return gimple_get_lhs (tails_merge_statements (g, statements));
  for (gphi_iterator i = gsi_start_phis (g->join); !gsi_end_p (i); gsi_next (&i)) {
    bool same = reshape_same_types (TREE_TYPE (gimple_phi_result (i.phi ())), TREE_TYPE (values[0]));
    for (unsigned n = 0; n < values.length () && same; n++) {
      edge e = find_edge ((*g->list)[n]->block, g->join);
      tree argument = PHI_ARG_DEF_FROM_EDGE (i.phi (), e);
      same = argument
             && (argument == values[n]
                 || (TREE_CODE (argument) != SSA_NAME && operand_equal_p (argument, values[n], 0)));
    }
    if (same)
      return gimple_phi_result (i.phi ());
  }
  gphi *phi = create_phi_node (make_ssa_name (TREE_TYPE (values[0])), g->join);
  for (unsigned n = 0; n < values.length (); n++)
    add_phi_arg (phi, values[n], find_edge ((*g->list)[n]->block, g->join), UNKNOWN_LOCATION);
  return gimple_phi_result (phi);
}
