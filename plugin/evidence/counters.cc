/* What the unit's functions do to a counter of failures.  See counters.h.  */
#include "gcc-compat.h"

#include "counters.h"
#include "main_run.h"
#include "subjects.h"

/* What a statement makes of a counter.  */
enum counting { COUNTS_NOT, COUNTS_UP, COUNTS_RESET, COUNTS_OTHERWISE };

/* Whether T, of FUN, is what was in TO before, with something added that is not below 0, or with more bits.  */
static bool
is_more (tree t, tree to)
{
  gassign *sum = TREE_CODE (t) == SSA_NAME ? dyn_cast<gassign *> (SSA_NAME_DEF_STMT (t)) : NULL;
  while (sum && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (sum)) && TREE_CODE (gimple_assign_rhs1 (sum)) == SSA_NAME)
    sum = dyn_cast<gassign *> (SSA_NAME_DEF_STMT (gimple_assign_rhs1 (sum)));
  if (!sum || (gimple_assign_rhs_code (sum) != PLUS_EXPR && gimple_assign_rhs_code (sum) != BIT_IOR_EXPR))
    return false;
  for (int i = 1; i <= 2; i++) {
    tree old = gimple_op (sum, i), added = gimple_op (sum, 3 - i);
    gassign *read = TREE_CODE (old) == SSA_NAME ? dyn_cast<gassign *> (SSA_NAME_DEF_STMT (old)) : NULL;
    while (read && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (read))
           && TREE_CODE (gimple_assign_rhs1 (read)) == SSA_NAME)
      read = dyn_cast<gassign *> (SSA_NAME_DEF_STMT (gimple_assign_rhs1 (read)));
    bool below = TREE_CODE (added) == INTEGER_CST && tree_int_cst_sgn (added) < 0;
    if (read && gimple_assign_single_p (read) && operand_equal_p (gimple_assign_rhs1 (read), to) && !below)
      return true;
  }
  return false;
}

/* The constant that VALUE is, of `a = b = 0` too; else VALUE.  */
static tree
constant_of (tree value)
{
  gassign *read = TREE_CODE (value) == SSA_NAME ? dyn_cast<gassign *> (SSA_NAME_DEF_STMT (value)) : NULL;
  if (!read || !gimple_assign_single_p (read) || gsi_end_p (gsi_for_stmt (read)))
    return value;
  gimple_stmt_iterator before = gsi_for_stmt (read);
  gsi_prev (&before);
  gassign *store = gsi_end_p (before) ? NULL : dyn_cast<gassign *> (gsi_stmt (before));
  bool same = store && gimple_assign_single_p (store)
              && operand_equal_p (gimple_assign_lhs (store), gimple_assign_rhs1 (read));
  return same && TREE_CODE (gimple_assign_rhs1 (store)) == INTEGER_CST ? gimple_assign_rhs1 (store) : value;
}

static enum counting
counting_of (gimple *stmt, const struct counter *counter)
{
  /* The C library's functions that are given the address of a variable fill it.  */
  for (unsigned i = 0; is_gimple_call (stmt) && i < gimple_call_num_args (stmt); i++) {
    tree given = gimple_call_arg (stmt, i), callee = gimple_call_fndecl (stmt);
    if (callee && is_system (callee) && TREE_CODE (given) == ADDR_EXPR
        && get_base_address (TREE_OPERAND (given, 0)) == counter->global)
      return COUNTS_RESET;
  }
  tree to = gimple_get_lhs (stmt);
  if (!to || TREE_CODE (to) == SSA_NAME || get_base_address (to) != counter->global)
    return COUNTS_NOT;
  poly_int64 size, offset, most;
  bool reverse;
  HOST_WIDE_INT at, length;
  get_ref_base_and_extent (to, &offset, &size, &most, &reverse);
  if (known_eq (size, most) && offset.is_constant (&at) && size.is_constant (&length)
      && (at > counter->offset || at + length <= counter->offset))
    return COUNTS_NOT;
  if (!INTEGRAL_TYPE_P (TREE_TYPE (to)))
    return COUNTS_RESET;
  if (!gimple_assign_single_p (stmt))
    return COUNTS_OTHERWISE;
  tree value = constant_of (gimple_assign_rhs1 (stmt));
  if (integer_zerop (value))
    return COUNTS_RESET;
  return TREE_CODE (value) == INTEGER_CST || is_more (value, to) ? COUNTS_UP : COUNTS_OTHERWISE;
}

/* Whether a statement of NODE, or of what it calls in the unit, does KIND to COUNTER.  */
static bool
does (cgraph_node *node, const struct counter *counter, enum counting kind, hash_set<cgraph_node *> *seen)
{
  basic_block block;
  if (seen->add (node) || !machine_body (node->decl))
    return false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (counting_of (gsi_stmt (i), counter) == kind)
      return true;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (does (e->callee->ultimate_alias_target (), counter, kind, seen))
      return true;
  return false;
}

bool
counter_is_taken_back (const struct counter *counter)
{
  cgraph_node *node;
  hash_set<cgraph_node *> seen;
  FOR_EACH_FUNCTION (node)
  if (does (node, counter, COUNTS_OTHERWISE, &seen))
    return true;
  return false;
}

bool
counter_is_reset_by (cgraph_node *test, const struct counter *counter)
{
  hash_set<cgraph_node *> seen;
  return !is_main (test) && does (test, counter, COUNTS_RESET, &seen);
}

bool
counter_is_reset (const struct counter *counter)
{
  cgraph_node *node;
  hash_set<cgraph_node *> seen;
  FOR_EACH_FUNCTION (node)
  if (does (node, counter, COUNTS_RESET, &seen))
    return true;
  return false;
}
