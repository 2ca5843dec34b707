/* Reshaping: whether two statements have one shape.  See reshape.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

bool
reshape_same_types (tree a, tree b)
{
  return useless_type_conversion_p (a, b) && useless_type_conversion_p (b, a);
}

bool
reshape_mergeable (tree a, tree b)
{
  return (TREE_CODE (a) == SSA_NAME || is_gimple_min_invariant (a))
         && (TREE_CODE (b) == SSA_NAME || is_gimple_min_invariant (b)) && is_gimple_reg_type (TREE_TYPE (a))
         && reshape_same_types (TREE_TYPE (a), TREE_TYPE (b));
}

/* Whether two operands are the same but for values that a PHI could merge.  */
static bool
same_shape (tree a, tree b)
{
  if (!a || !b)
    return a == b;
  if (a == b)
    return true;
  if (reshape_mergeable (a, b))
    return true;
  if (TREE_CODE (a) != TREE_CODE (b))
    return false;
  if (DECL_P (a))
    return false;
  if (TYPE_MAIN_VARIANT (TREE_TYPE (a)) != TYPE_MAIN_VARIANT (TREE_TYPE (b))
      || TYPE_QUALS (TREE_TYPE (a)) != TYPE_QUALS (TREE_TYPE (b))
      || TYPE_ALIGN (TREE_TYPE (a)) != TYPE_ALIGN (TREE_TYPE (b)) || TREE_THIS_VOLATILE (a) != TREE_THIS_VOLATILE (b)
      || TREE_SIDE_EFFECTS (a) != TREE_SIDE_EFFECTS (b) || TREE_THIS_NOTRAP (a) != TREE_THIS_NOTRAP (b))
    return false;
  switch (TREE_CODE (a)) {
  case MEM_REF:
    return REF_REVERSE_STORAGE_ORDER (a) == REF_REVERSE_STORAGE_ORDER (b)
           && TREE_TYPE (TREE_OPERAND (a, 1)) == TREE_TYPE (TREE_OPERAND (b, 1))
           && tree_int_cst_equal (TREE_OPERAND (a, 1), TREE_OPERAND (b, 1))
           && reshape_mergeable (TREE_OPERAND (a, 0), TREE_OPERAND (b, 0));
  case COMPONENT_REF:
    return TREE_OPERAND (a, 1) == TREE_OPERAND (b, 1) && !TREE_OPERAND (a, 2) && !TREE_OPERAND (b, 2)
           && same_shape (TREE_OPERAND (a, 0), TREE_OPERAND (b, 0));
  case ARRAY_REF:
    return same_shape (TREE_OPERAND (a, 0), TREE_OPERAND (b, 0))
           && reshape_mergeable (TREE_OPERAND (a, 1), TREE_OPERAND (b, 1)) && TREE_OPERAND (a, 2) == TREE_OPERAND (b, 2)
           && TREE_OPERAND (a, 3) == TREE_OPERAND (b, 3);
  case ADDR_EXPR: return operand_equal_p (a, b, 0);
  default: return false;
  }
}

/* Whether the callee is a value like any operand.  */
static bool
calls_pointer (gimple *call)
{
  return !gimple_call_internal_p (call) && gimple_call_fn (call) && TREE_CODE (gimple_call_fn (call)) == SSA_NAME;
}

/* Each body that was inlined brings declarations of its own.  */
static bool
same_marker (gimple *a, gimple *b)
{
  const char *one = canonical_marker (a), *other = canonical_marker (b);
  return one && other && strcmp (one, other) == 0;
}

bool
reshape_same_kind (gimple *a, gimple *b)
{
  if (gimple_code (a) != gimple_code (b) || gimple_num_ops (a) != gimple_num_ops (b)
      || gimple_has_volatile_ops (a) != gimple_has_volatile_ops (b) || gimple_clobber_p (a) != gimple_clobber_p (b))
    return false;
  if (is_gimple_assign (a)) {
    bool values = gimple_assign_single_p (a) && gimple_assign_single_p (b)
                  && reshape_mergeable (gimple_assign_rhs1 (a), gimple_assign_rhs1 (b));
    if ((gimple_assign_rhs_code (a) != gimple_assign_rhs_code (b) && !values)
        || gimple_assign_nontemporal_move_p (as_a<gassign *> (a))
               != gimple_assign_nontemporal_move_p (as_a<gassign *> (b)))
      return false;
    if (gimple_clobber_p (a))
      return operand_equal_p (gimple_assign_lhs (a), gimple_assign_lhs (b), 0);
  } else if (is_gimple_call (a)) {
    if (gimple_call_internal_p (a) != gimple_call_internal_p (b) || gimple_call_fntype (a) != gimple_call_fntype (b)
        || gimple_call_chain (a) || gimple_call_chain (b)
        || gimple_call_return_slot_opt_p (as_a<gcall *> (a)) != gimple_call_return_slot_opt_p (as_a<gcall *> (b))
        || gimple_call_must_tail_p (as_a<gcall *> (a)) != gimple_call_must_tail_p (as_a<gcall *> (b)))
      return false;
    if (gimple_call_internal_p (a)) {
      if (gimple_call_internal_fn (a) != gimple_call_internal_fn (b))
        return false;
    } else if (!calls_pointer (a) || !calls_pointer (b) || !reshape_mergeable (gimple_call_fn (a), gimple_call_fn (b)))
      if (gimple_call_fn (a) != gimple_call_fn (b)
          && (!gimple_call_fndecl (a) || gimple_call_fndecl (a) != gimple_call_fndecl (b)) && !same_marker (a, b))
        return false;
    /* Last, as attributes are searched for these.  */
    if (gimple_call_flags (a) != gimple_call_flags (b))
      return false;
  } else
    return false;
  for (unsigned i = 0; i < gimple_num_ops (a); i++) {
    if (is_gimple_call (a) && i == 1)
      continue; /* the callee: see above */
    if (!same_shape (gimple_op (a, i), gimple_op (b, i)))
      return false;
  }
  return true;
}

/* Collects the values within an operand, in an order that its shape fixes.  */
static void
leaves_of (tree operand, auto_vec<tree> *leaves)
{
  if (!operand)
    return;
  if (TREE_CODE (operand) == SSA_NAME || is_gimple_min_invariant (operand))
    leaves->safe_push (operand);
  else
    switch (TREE_CODE (operand)) {
    case MEM_REF: leaves_of (TREE_OPERAND (operand, 0), leaves); break;
    case COMPONENT_REF: leaves_of (TREE_OPERAND (operand, 0), leaves); break;
    case ARRAY_REF:
      leaves_of (TREE_OPERAND (operand, 0), leaves);
      leaves_of (TREE_OPERAND (operand, 1), leaves);
      break;
    default: break;
    }
}

void
reshape_statement_leaves (gimple *stmt, auto_vec<tree> *leaves)
{
  for (unsigned i = 0; i < gimple_num_ops (stmt); i++) {
    if (is_gimple_call (stmt) && i == 1 && !calls_pointer (stmt))
      continue;
    tree operand = gimple_op (stmt, i);
    if (i == 0 && operand && TREE_CODE (operand) == SSA_NAME)
      continue; /* what it gives */
    leaves_of (operand, leaves);
  }
}

void
reshape_remove_statement (gimple *stmt)
{
  gimple_stmt_iterator i = gsi_for_stmt (stmt);
  unlink_stmt_vdef (stmt);
  gsi_remove (&i, true);
  release_defs (stmt);
}
