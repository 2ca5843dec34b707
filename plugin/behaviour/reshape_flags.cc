/* Reshaping: flags.

   `(x & 1) && !(x & 4)` is `(x & 5) == 1`: what a conjunction asks of several bits of one value is asked at once.  */
#include "gcc-compat.h"

#include "reshape.h"

/* Longer conjunctions are taken in parts.  */
#define LIMIT 16

/* Whether the bits MASK of VALUE are BITS.  */
struct flags {
  tree value;
  wide_int mask, bits;
};

static bool
is_both (gimple *stmt)
{
  return is_gimple_assign (stmt) && gimple_assign_rhs_code (stmt) == BIT_AND_EXPR
         && reshape_is_truth (gimple_assign_lhs (stmt));
}

/* Adds to LIST the truth values that TRUTH, which STMT gives, is the conjunction of.  */
static void
collect (gassign *stmt, auto_vec<tree> *list)
{
  for (unsigned n = 1; n < 3; n++) {
    tree truth = gimple_op (stmt, n);
    gassign *def = reshape_definition (truth);
    if (def && is_both (def) && has_single_use (truth) && list->length () < LIMIT)
      collect (def, list);
    else
      list->safe_push (truth);
  }
}

/* What TRUTH asks of bits, in *F.  */
static bool
asks_for_flags (tree truth, struct flags *f)
{
  gassign *def = reshape_definition (truth);
  enum tree_code code = def ? gimple_assign_rhs_code (def) : ERROR_MARK;
  if (code != EQ_EXPR && code != NE_EXPR)
    return false;
  tree with = gimple_assign_rhs2 (def);
  gassign *masked = TREE_CODE (with) == INTEGER_CST ? reshape_definition (gimple_assign_rhs1 (def)) : NULL;
  if (!masked || gimple_assign_rhs_code (masked) != BIT_AND_EXPR
      || TREE_CODE (gimple_assign_rhs2 (masked)) != INTEGER_CST || TREE_CODE (gimple_assign_rhs1 (masked)) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (masked)))
    return false;
  f->value = gimple_assign_rhs1 (masked);
  f->mask = wi::to_wide (gimple_assign_rhs2 (masked));
  f->bits = wi::to_wide (with);
  if (wi::bit_and_not (f->bits, f->mask) != 0)
    return false;
  if (code == EQ_EXPR)
    return true;
  f->bits = f->mask ^ f->bits;
  return wi::popcount (f->mask) == 1;
}

/* Puts together what the conjunction that STMT gives asks of the bits of one value, and makes it that of LIST.  */
static bool
put_together (auto_vec<tree> *list, gimple_stmt_iterator *at)
{
  struct flags one, other;
  for (unsigned n = 0; n < list->length (); n++)
    for (unsigned k = n + 1; asks_for_flags ((*list)[n], &one) && k < list->length (); k++) {
      if (!asks_for_flags ((*list)[k], &other) || one.value != other.value
          || ((one.bits ^ other.bits) & one.mask & other.mask) != 0)
        continue;
      tree type = TREE_TYPE (one.value);
      tree masked = reshape_compute (at, type, BIT_AND_EXPR, one.value, wide_int_to_tree (type, one.mask | other.mask));
      (*list)[n] = reshape_compute (at, boolean_type_node, EQ_EXPR, masked,
                                    wide_int_to_tree (type, one.bits | other.bits));
      list->ordered_remove (k);
      return true;
    }
  return false;
}

/* Chooses otherwise wherever TRUTH, which is the contrary of RESULT, decides.  */
static void
choose_contrary (tree truth, tree result)
{
  auto_vec<gassign *> choices;
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, truth)
  {
    gassign *user = dyn_cast<gassign *> (USE_STMT (use));
    if (user && gimple_assign_rhs_code (user) == COND_EXPR && gimple_assign_rhs1 (user) == truth)
      choices.safe_push (user);
  }
  for (unsigned n = 0; n < choices.length (); n++) {
    tree a = gimple_assign_rhs2 (choices[n]), b = gimple_assign_rhs3 (choices[n]);
    gimple_assign_set_rhs1 (choices[n], result);
    gimple_assign_set_rhs2 (choices[n], b);
    gimple_assign_set_rhs3 (choices[n], a);
    update_stmt (choices[n]);
  }
}

/* RESULT is what a comparison gives by now: what asks whether it is 0 asks that itself, or the contrary.  */
static void
ask_at_once (tree result)
{
  gassign *def = reshape_definition (result);
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  auto_vec<gimple *> users;
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, result)
  users.safe_push (USE_STMT (use));
  for (unsigned n = 0; n < users.length (); n++) {
    if (gcond *test = dyn_cast<gcond *> (users[n])) {
      if (gimple_cond_lhs (test) != result || !integer_zerop (gimple_cond_rhs (test)))
        continue;
      gimple_cond_set_condition (test, gimple_cond_code (test) == NE_EXPR ? EQ_EXPR : NE_EXPR, a, b);
      update_stmt (test);
      continue;
    }
    enum tree_code code = is_gimple_assign (users[n]) ? gimple_assign_rhs_code (users[n]) : ERROR_MARK;
    if (code != BIT_NOT_EXPR
        && !(code == EQ_EXPR && gimple_assign_rhs1 (users[n]) == result
             && integer_zerop (gimple_assign_rhs2 (users[n]))))
      continue;
    gimple_stmt_iterator at = gsi_for_stmt (users[n]);
    choose_contrary (gimple_assign_lhs (users[n]), result);
    gimple_assign_set_rhs_with_ops (&at, NE_EXPR, a, b);
    update_stmt (gsi_stmt (at));
  }
}

void
reshape_flags (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    if (!is_both (gsi_stmt (i)))
      continue;
    auto_vec<tree> list;
    bool some = false;
    collect (as_a<gassign *> (gsi_stmt (i)), &list);
    while (put_together (&list, &i))
      some = true;
    if (!some)
      continue;
    tree result = gimple_assign_lhs (gsi_stmt (i)), both = list[0];
    for (unsigned n = 1; n + 1 < list.length (); n++)
      both = reshape_compute (&i, TREE_TYPE (result), BIT_AND_EXPR, both, list[n]);
    if (list.length () > 1)
      gimple_assign_set_rhs_with_ops (&i, BIT_AND_EXPR, both, list.last ());
    else {
      gassign *asked = reshape_definition (both);
      gimple_assign_set_rhs_with_ops (&i, EQ_EXPR, gimple_assign_rhs1 (asked), gimple_assign_rhs2 (asked));
    }
    update_stmt (gsi_stmt (i));
    if (list.length () == 1)
      ask_at_once (result);
    changed = true;
  }
  if (changed)
    reshape_remove_unused (fun);
}
