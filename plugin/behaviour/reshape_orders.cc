/* Reshaping: tests of how two values are ordered.

   Tests of the same two integers or pointers, one after the other with nothing between, tell whether the first is less, equal
   or greater: whichever is asked first, it is asked whether they are equal, and then which one is less.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How deep what is compared is looked into.  */
#define DEPTH 6

#define LESS 1
#define EQUAL 2
#define GREATER 4

/* For which orders of A and B the edge E, at the end of a test of both, is taken; 0 if it is no such test.  */
static unsigned
orders_of_edge (edge e, tree a, tree b)
{
  gcond *stmt = reshape_test_of (e->src);
  if (!stmt)
    return 0;
  struct canonical_condition c = canonical_condition_of (stmt);
  bool swapped = c.a == b && c.b == a;
  unsigned orders;
  if (!swapped && (c.a != a || c.b != b))
    return 0;
  switch (c.code) {
  case LT_EXPR: orders = LESS; break;
  case LE_EXPR: orders = LESS | EQUAL; break;
  case EQ_EXPR: orders = EQUAL; break;
  default: return 0;
  }
  if (swapped)
    orders = (orders & EQUAL) | (orders & LESS ? GREATER : 0) | (orders & GREATER ? LESS : 0);
  bool holds = ((e->flags & EDGE_TRUE_VALUE) != 0) != c.inverted;
  return holds ? orders : (LESS | EQUAL | GREATER) & ~orders;
}

/* Which of A and B comes first by how they are computed, whatever is computed first: -1, 1, or 0 if that does not tell.  */
static int
compare_computed (tree a, tree b, unsigned depth)
{
  if (a == b || TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != SSA_NAME || !depth)
    return 0;
  if (SSA_NAME_IS_DEFAULT_DEF (a) && SSA_NAME_IS_DEFAULT_DEF (b)) {
    for (tree p = DECL_ARGUMENTS (cfun->decl); p; p = DECL_CHAIN (p))
      if (p == SSA_NAME_VAR (a) || p == SSA_NAME_VAR (b))
        return p == SSA_NAME_VAR (a) ? -1 : 1;
    return 0;
  }
  gassign *one = reshape_definition (a), *other = reshape_definition (b);
  if (!one || !other || gimple_assign_rhs_code (one) != gimple_assign_rhs_code (other))
    return 0;
  if (reshape_is_read (one) || reshape_is_read (other)) {
    poly_int64 at[2];
    tree from[2] = { get_addr_base_and_unit_offset (gimple_assign_rhs1 (one), &at[0]),
                     get_addr_base_and_unit_offset (gimple_assign_rhs1 (other), &at[1]) };
    if (!from[0] || !from[1] || TREE_CODE (from[0]) != MEM_REF || TREE_CODE (from[1]) != MEM_REF)
      return 0;
    int order = compare_computed (TREE_OPERAND (from[0], 0), TREE_OPERAND (from[1], 0), depth - 1);
    return order || known_eq (at[0], at[1]) ? order : known_lt (at[0], at[1]) ? -1 : 1;
  }
  int order = compare_computed (gimple_assign_rhs1 (one), gimple_assign_rhs1 (other), depth - 1);
  return order || !gimple_assign_rhs2 (one)
             ? order
             : compare_computed (gimple_assign_rhs2 (one), gimple_assign_rhs2 (other), depth - 1);
}

/* Whether A is computed before B, by an order that does not depend on numbers of names.  */
static bool
comes_first (tree a, tree b)
{
  if (int order = compare_computed (a, b, DEPTH))
    return order < 0;
  bool first = SSA_NAME_IS_DEFAULT_DEF (a), second = SSA_NAME_IS_DEFAULT_DEF (b);
  if (first || second)
    return first;
  gimple *one = SSA_NAME_DEF_STMT (a), *other = SSA_NAME_DEF_STMT (b);
  if (gimple_bb (one) != gimple_bb (other))
    return dominated_by_p (CDI_DOMINATORS, gimple_bb (other), gimple_bb (one));
  if (gimple_code (one) == GIMPLE_PHI && gimple_code (other) == GIMPLE_PHI) {
    for (gphi_iterator i = gsi_start_phis (gimple_bb (one)); !gsi_end_p (i); gsi_next (&i))
      if (i.phi () == one || i.phi () == other)
        return i.phi () == one;
  }
  if (gimple_code (one) == GIMPLE_PHI || gimple_code (other) == GIMPLE_PHI)
    return gimple_code (one) == GIMPLE_PHI;
  return one == other || reshape_comes_before (one, other);
}

/* Whether BLOCK, reached in one way, only computes and tests.  */
static bool
only_tests (basic_block block)
{
  if (!single_pred_p (block) || !gimple_seq_empty_p (phi_nodes (block)))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt)
        || (!canonical_silent (stmt) && gimple_code (stmt) != GIMPLE_COND && !reshape_is_pure (stmt)))
      return false;
  }
  return true;
}

/* Exchanges where ONE and OTHER lead, with what they bring.  */
static void
exchange (edge one, edge other)
{
  /* Blocks of their own, so that values stay with their edges.  */
  basic_block first = split_edge (one), second = split_edge (other);
  edge a = single_pred_edge (first), b = single_pred_edge (second);
  redirect_edge_succ (a, second);
  redirect_edge_succ (b, first);
}

/* Puts the two tests at HEAD and behind it into order.  */
static bool
put_in_order (basic_block head)
{
  gcond *stmt = reshape_test_of (head);
  if (!stmt)
    return false;
  struct canonical_condition c = canonical_condition_of (stmt);
  tree a = c.a, b = c.b;
  if (TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != SSA_NAME || a == b
      || (!INTEGRAL_TYPE_P (TREE_TYPE (a)) && !POINTER_TYPE_P (TREE_TYPE (a))))
    return false;
  if (!comes_first (a, b))
    std::swap (a, b);
  for (unsigned n = 0; n < 2; n++) {
    edge inner = EDGE_SUCC (head, n), outer = EDGE_SUCC (head, 1 - n);
    basic_block next = inner->dest;
    if (next == head || !only_tests (next) || EDGE_COUNT (next->succs) != 2)
      continue;
    gcond *test = reshape_test_of (next);
    unsigned here = orders_of_edge (inner, a, b), out = orders_of_edge (outer, a, b);
    edge one = EDGE_SUCC (next, 0), other = EDGE_SUCC (next, 1);
    unsigned first = here & orders_of_edge (one, a, b), second = here & orders_of_edge (other, a, b);
    /* Three ways, one for each order.  */
    if (!test || !here || first + second != here || !first || !second || (first | second | out) != 7
        || one->dest == head || other->dest == head || one->dest == next || other->dest == next || outer->dest == next)
      continue;
    if (out == EQUAL && gimple_cond_code (stmt) == EQ_EXPR && gimple_cond_code (test) == LT_EXPR
        && gimple_cond_lhs (stmt) == a && gimple_cond_lhs (test) == a)
      return false;
    if (out != EQUAL) {
      /* Where NEXT led may be led to without it.  */
      reshape_move_computations (next, head);
      exchange (outer, first == EQUAL ? one : other);
      outer = EDGE_SUCC (head, EDGE_SUCC (head, 0)->dest == next);
      one = EDGE_SUCC (next, 0);
      other = EDGE_SUCC (next, 1);
      /* What was left by for EQUAL is left by for what was asked first.  */
      if (first == EQUAL)
        first = out;
      else
        second = out;
    }
    reshape_set_test (stmt, EQ_EXPR, a, b, outer, inner);
    reshape_set_test (test, LT_EXPR, a, b, first == LESS ? one : other, first == LESS ? other : one);
    return true;
  }
  return false;
}

bool
reshape_orders (function *fun)
{
  bool changed = false;
  calculate_dominance_info (CDI_DOMINATORS);
  auto_vec<basic_block> blocks;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  if (EDGE_COUNT (block->succs) == 2)
    blocks.safe_push (block);
  for (unsigned n = 0; n < blocks.length () && !changed; n++)
    changed = put_in_order (blocks[n]);
  if (changed)
    free_dominance_info (CDI_DOMINATORS);
  return changed;
}
