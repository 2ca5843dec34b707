/* Reshaping: what is added and subtracted.

   Where sums wrap, `a + (b - c)`, `a + b - c` and `a - (c - b)` are one: all that is added is added up first, and all that is
   subtracted is subtracted of it at once.  And `a - b == c` is `a == b + c`: nothing is subtracted where two are compared for
   equality.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_ranges.h"

/* Longer sums are taken in parts.  */
#define LIMIT 24

struct sum {
  auto_vec<tree> added, subtracted;
  bool subtracts;
  bool shared; /* also takes apart what is used elsewhere */
};

/* Whether STMT adds or subtracts in a type that wraps.  */
static bool
is_sum (gimple *stmt)
{
  if (!stmt || !is_gimple_assign (stmt))
    return false;
  enum tree_code code = gimple_assign_rhs_code (stmt);
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  return (code == PLUS_EXPR || code == MINUS_EXPR || code == NEGATE_EXPR) && INTEGRAL_TYPE_P (type)
         && TYPE_PRECISION (type) > 1 && TYPE_OVERFLOW_WRAPS (type);
}

/* Adds to S what STMT, a sum, is made of; NEGATED: S subtracts it.  */
static void
collect (gassign *stmt, bool negated, struct sum *s)
{
  enum tree_code code = gimple_assign_rhs_code (stmt);
  for (unsigned n = 1; n < gimple_num_ops (stmt); n++) {
    tree value = gimple_op (stmt, n);
    bool minus = negated != (code == NEGATE_EXPR || (code == MINUS_EXPR && n == 2));
    gassign *def = reshape_definition (value);
    s->subtracts |= minus;
    if (def && is_sum (def) && (s->shared || has_single_use (value))
        && s->added.length () + s->subtracted.length () < LIMIT
        && types_compatible_p (TREE_TYPE (value), TREE_TYPE (gimple_assign_lhs (stmt))))
      collect (def, minus, s);
    else
      (minus ? s->subtracted : s->added).safe_push (value);
  }
}

/* Whether STMT is a part of another sum.  */
static bool
is_part (gassign *stmt)
{
  use_operand_p use;
  gimple *user;
  tree value = gimple_assign_lhs (stmt);
  return single_imm_use (value, &use, &user) && is_sum (user)
         && types_compatible_p (TREE_TYPE (value), TREE_TYPE (gimple_assign_lhs (user)));
}

/* The sum of LIST, computed before AT; NULL_TREE if LIST is empty.  */
static tree
add_up (const auto_vec<tree> &list, tree type, gimple_stmt_iterator *at)
{
  tree sum = NULL_TREE;
  for (unsigned n = 0; n < list.length (); n++)
    sum = sum ? reshape_compute (at, type, PLUS_EXPR, sum, list[n]) : list[n];
  return sum;
}

/* Takes the constants out of LIST; their sum.  */
static wide_int
take_constants (auto_vec<tree> *list, tree type)
{
  wide_int sum = wi::zero (TYPE_PRECISION (type));
  for (unsigned n = list->length (); n-- > 0;)
    if (TREE_CODE ((*list)[n]) == INTEGER_CST) {
      sum += wi::to_wide ((*list)[n]);
      list->ordered_remove (n);
    }
  return sum;
}

/* Writes the sum at I in the one way.  */
static bool
write_sum (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  if (!stmt || !is_sum (stmt) || is_part (stmt))
    return false;
  struct sum s;
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  s.subtracts = s.shared = false;
  collect (stmt, false, &s);
  if (!s.subtracts || s.added.length () + s.subtracted.length () < 3)
    return false;
  wide_int constant = take_constants (&s.added, type) - take_constants (&s.subtracted, type);
  if (constant != 0)
    s.added.safe_push (wide_int_to_tree (type, constant));
  tree added = add_up (s.added, type, i), subtracted = add_up (s.subtracted, type, i);
  if (added && subtracted)
    gimple_assign_set_rhs_with_ops (i, MINUS_EXPR, added, subtracted);
  else if (subtracted)
    gimple_assign_set_rhs_with_ops (i, NEGATE_EXPR, subtracted);
  else
    gimple_assign_set_rhs_with_ops (i, SSA_NAME, added ? added : build_zero_cst (type));
  update_stmt (gsi_stmt (*i));
  return true;
}

/* Takes away what is in both A and B.  */
static void
cancel (auto_vec<tree> *a, auto_vec<tree> *b)
{
  for (unsigned n = a->length (); n-- > 0;)
    for (unsigned k = 0; k < b->length (); k++)
      if ((*a)[n] == (*b)[k]) {
        a->ordered_remove (n);
        b->ordered_remove (k);
        break;
      }
}

/* Adds VALUE, or its parts, to S, negated if NEGATED.  */
static void
add_operand (tree value, bool negated, struct sum *s)
{
  gassign *def = TREE_CODE (value) == SSA_NAME ? reshape_definition (value) : NULL;
  if (def && is_sum (def))
    collect (def, negated, s);
  else
    (negated ? s->subtracted : s->added).safe_push (value);
}

/* Whether *A and *B, compared for equality, are sums of which something is subtracted: makes them sums that are as equal, computed
   before AT.  */
static bool
balance (tree *a, tree *b, gimple_stmt_iterator *at)
{
  struct sum s;
  tree type = TREE_TYPE (*a);
  if (TREE_CODE (*a) != SSA_NAME || !INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) < 2 || !TYPE_OVERFLOW_WRAPS (type)
      || !types_compatible_p (type, TREE_TYPE (*b)))
    return false;
  s.subtracts = false;
  s.shared = true;
  add_operand (*a, false, &s);
  bool subtracts = s.subtracts;
  s.subtracts = false;
  add_operand (*b, true, &s);
  /* What is subtracted of B came in negated twice.  */
  unsigned length = s.added.length () + s.subtracted.length ();
  subtracts |= reshape_definition (*b) && is_sum (reshape_definition (*b))
               && gimple_assign_rhs_code (reshape_definition (*b)) != PLUS_EXPR;
  if (!subtracts || length < 3)
    return false;
  wide_int constant = take_constants (&s.added, type) - take_constants (&s.subtracted, type);
  cancel (&s.added, &s.subtracted);
  if (s.added.is_empty () && s.subtracted.is_empty ())
    return false;
  /* The constant is added where it is the smaller one.  */
  if (wi::neg_p (constant))
    s.subtracted.safe_push (wide_int_to_tree (type, -constant));
  else if (constant != 0)
    s.added.safe_push (wide_int_to_tree (type, constant));
  tree left = add_up (s.added, type, at), right = add_up (s.subtracted, type, at);
  *a = left ? left : build_zero_cst (type);
  *b = right ? right : build_zero_cst (type);
  if (TREE_CODE (*a) == INTEGER_CST)
    std::swap (*a, *b);
  return true;
}

/* Balances what the statement at I compares.  */
static bool
balance_test (gimple_stmt_iterator *i)
{
  struct question q;
  if (!question_of (gsi_stmt (*i), &q) || (q.code != EQ_EXPR && q.code != NE_EXPR) || !balance (&q.a, &q.b, i))
    return false;
  question_ask (i, &q);
  return true;
}

void
reshape_sums (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    changed |= balance_test (&i) || write_sum (&i);
  if (changed)
    reshape_remove_unused (fun);
}
