/* Reshaping: what a value can be where a block is entered.  See reshape_foreseen.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise.h"
#include "reshape.h"
#include "reshape_foreseen.h"
#include "reshape_ranges.h"
#include "reshape_rounds.h"

/* How far what a value is computed from is followed.  */
#define DEPTH 6
/* Numbers beyond are not followed: adding a step to one must not come near the limits.  */
#define LARGE ((wide) 1 << 62)

/* What a counter can be, at its loop's head and in it.  */
static hash_map<tree, struct range> *counters;

/* What VALUE can be by its type and by what it is made wider from.  */
static struct range
extent (tree value)
{
  struct ranges set;
  gassign *def;
  while ((def = reshape_definition (value)) && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))
         && ranges_suitable (TREE_TYPE (gimple_assign_rhs1 (def)))) {
    struct ranges inner, outer;
    ranges_of_type (&inner, TREE_TYPE (gimple_assign_rhs1 (def)));
    ranges_of_type (&outer, TREE_TYPE (value));
    if (!ranges_within (inner, outer))
      break;
    value = gimple_assign_rhs1 (def);
  }
  if (TREE_CODE (value) == INTEGER_CST)
    return { ranges_constant (value), ranges_constant (value) };
  ranges_of_type (&set, TREE_TYPE (value));
  return set.list[0];
}

/* Whether VALUE is COUNTER, or COUNTER in another type of no fewer bits.  */
static bool
is_counter (tree value, tree counter)
{
  gassign *def;
  while (value != counter && (def = reshape_definition (value)) && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))
         && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
         && TYPE_PRECISION (TREE_TYPE (value)) >= TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (def))))
    value = gimple_assign_rhs1 (def);
  return value == counter;
}

/* The largest number that COUNTER, which is not negative, can be where T lets the loop go on; negative if it does not tell.  */
static wide
largest_by (const struct round_test &t, tree counter)
{
  enum tree_code code = gimple_cond_code (t.test);
  tree a = gimple_cond_lhs (t.test), b = gimple_cond_rhs (t.test);
  if (!INTEGRAL_TYPE_P (TREE_TYPE (a)) || TYPE_PRECISION (TREE_TYPE (a)) > 64)
    return -1;
  if (t.on->flags & EDGE_FALSE_VALUE)
    code = invert_tree_comparison (code, false);
  if (is_counter (b, counter)) {
    std::swap (a, b);
    code = swap_tree_comparison (code);
  }
  if (!is_counter (a, counter) || (code != LT_EXPR && code != LE_EXPR))
    return -1;
  return extent (b).high - (code == LT_EXPR);
}

/* Keeps what PHI, at the head of a loop with TESTS, can be, if it counts up from a constant to a bound.  */
static void
keep_counter (gphi *phi, const auto_vec<struct round_test> &tests)
{
  tree value = gimple_phi_result (phi);
  struct range r = { LARGE, -1 };
  wide step = 0;
  struct ranges all;
  if (virtual_operand_p (value) || !INTEGRAL_TYPE_P (TREE_TYPE (value)) || !ranges_suitable (TREE_TYPE (value)))
    return;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree argument = gimple_phi_arg_def (phi, i);
    if (TREE_CODE (argument) == INTEGER_CST
        && !dominated_by_p (CDI_DOMINATORS, gimple_phi_arg_edge (phi, i)->src, gimple_bb (phi))) {
      r.low = MIN (r.low, ranges_constant (argument));
      r.high = MAX (r.high, ranges_constant (argument));
      continue;
    }
    gassign *def = reshape_definition (argument);
    if (!def || gimple_assign_rhs_code (def) != PLUS_EXPR || gimple_assign_rhs1 (def) != value
        || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST)
      return;
    wide more = ranges_constant (gimple_assign_rhs2 (def));
    if (more <= 0 || more >= LARGE)
      return;
    step = MAX (step, more);
  }
  if (!step || r.low < 0 || r.low > r.high || r.high >= LARGE)
    return;
  wide largest = -1;
  for (unsigned n = 0; n < tests.length (); n++) {
    wide here = largest_by (tests[n], value);
    if (here >= 0 && (largest < 0 || here < largest))
      largest = here;
  }
  if (largest < 0 || largest >= LARGE)
    return;
  r.high = MAX (r.high, largest + step);
  ranges_of_type (&all, TREE_TYPE (value));
  /* It does not wrap on the way, whatever its type is.  */
  if (r.high <= all.list[0].high && r.high < LARGE)
    counters->put (value, r);
}

void
foreseen_begin (function *fun)
{
  basic_block block;
  delete counters;
  counters = new hash_map<tree, struct range> ();
  FOR_EACH_BB_FN (block, fun)
  {
    auto_vec<struct round_test> tests;
    if (!gsi_end_p (gsi_start_phis (block)))
      rounds_find_tests (block, &tests);
    if (tests.length ())
      for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
        keep_counter (i.phi (), tests);
  }
}

static void foresee (tree value, edge e, struct ranges *known, unsigned depth);

/* Where DEF computes something of one value, which is known where E is taken, and of constants: *KNOWN is that.  */
static void
compute (gassign *def, edge e, struct ranges *known, unsigned depth)
{
  enum tree_code code = gimple_assign_rhs_code (def);
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def), type = TREE_TYPE (gimple_assign_lhs (def));
  bool unary = get_gimple_rhs_class (code) == GIMPLE_UNARY_RHS && !CONVERT_EXPR_CODE_P (code);
  struct ranges before;
  if (!(unary || (get_gimple_rhs_class (code) == GIMPLE_BINARY_RHS && TREE_CODE (b) == INTEGER_CST))
      || TREE_CODE (a) != SSA_NAME || !INTEGRAL_TYPE_P (type) || !INTEGRAL_TYPE_P (TREE_TYPE (a))
      || !ranges_suitable (TREE_TYPE (a)))
    return;
  foresee (a, e, &before, depth);
  if (before.list.length () != 1 || before.list[0].low != before.list[0].high)
    return;
  tree operand = wide_int_to_tree (TREE_TYPE (a),
                                   wi::shwi ((HOST_WIDE_INT) before.list[0].low, HOST_BITS_PER_WIDE_INT));
  tree result = unary ? fold_unary (code, type, operand) : fold_binary (code, type, operand, b);
  if (!result || TREE_CODE (result) != INTEGER_CST || TREE_OVERFLOW (result))
    return;
  struct ranges one;
  ranges_add (&one, ranges_constant (result), ranges_constant (result));
  ranges_intersect (known, one);
}

/* The same as foreseen_ranges, of what is computed at most DEPTH steps before.  */
static void
foresee (tree value, edge e, struct ranges *known, unsigned depth)
{
  tree type = TREE_TYPE (value);
  ranges_of_type (known, type);
  if (TREE_CODE (value) == INTEGER_CST && !TREE_OVERFLOW (value)) {
    known->list.truncate (0);
    ranges_add (known, ranges_constant (value), ranges_constant (value));
    return;
  }
  if (TREE_CODE (value) != SSA_NAME)
    return;
  if (!reshape_is_given_in (value, e->dest))
    ranges_on_way (value, e, known);
  else if (gphi *phi = dyn_cast<gphi *> (SSA_NAME_DEF_STMT (value))) {
    tree argument = PHI_ARG_DEF_FROM_EDGE (phi, e);
    /* It was given before: what the block computes of it is of the round before.  */
    if (gimple_bb (phi) == e->dest && depth
        && (TREE_CODE (argument) != SSA_NAME || !reshape_is_given_in (argument, e->dest)))
      foresee (argument, e, known, depth - 1);
    return;
  }
  if (struct range *counter = counters->get (value)) {
    struct ranges here;
    ranges_add (&here, counter->low, counter->high);
    ranges_intersect (known, here);
  }
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (def)
    compute (def, e, known, depth - 1);
  if (!def || !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) || !INTEGRAL_TYPE_P (type)
      || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
      || !ranges_suitable (TREE_TYPE (gimple_assign_rhs1 (def))))
    return;
  struct ranges before, all;
  ranges_of_type (&all, type);
  foresee (gimple_assign_rhs1 (def), e, &before, depth - 1);
  if (ranges_within (before, all))
    ranges_intersect (known, before);
}

void
foreseen_ranges (tree value, edge e, struct ranges *known)
{
  foresee (value, e, known, DEPTH);
}

bool
foreseen_not_null (tree value, edge e)
{
  gassign *def = POINTER_TYPE_P (TREE_TYPE (value)) && TREE_CODE (value) == SSA_NAME ? reshape_definition (value)
                                                                                     : NULL;
  if (!def || gimple_assign_rhs_code (def) != POINTER_PLUS_EXPR || normalise_null_is_address ())
    return false;
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, value)
  if (reshape_is_touch (USE_STMT (use)) && dominated_by_p (CDI_DOMINATORS, e->src, gimple_bb (USE_STMT (use))))
    return true;
  return false;
}

/* Whether COUNTER, merged at HEAD, begins with 0 and goes up by one.  */
static bool
counts_from_zero (tree counter, basic_block head)
{
  gphi *phi = TREE_CODE (counter) == SSA_NAME ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (counter)) : NULL;
  if (!phi || gimple_bb (phi) != head || !TYPE_UNSIGNED (TREE_TYPE (counter)))
    return false;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree argument = gimple_phi_arg_def (phi, i);
    gassign *def = reshape_definition (argument);
    if (dominated_by_p (CDI_DOMINATORS, gimple_phi_arg_edge (phi, i)->src, head)
            ? !def || gimple_assign_rhs_code (def) != PLUS_EXPR || gimple_assign_rhs1 (def) != counter
                  || !integer_onep (gimple_assign_rhs2 (def))
            : !integer_zerop (argument))
      return false;
  }
  return true;
}

bool
foreseen_to_meet (edge e, tree a, tree b)
{
  auto_vec<struct round_test> tests;
  gcond *test = reshape_test_of (e->src);
  if (!test || !INTEGRAL_TYPE_P (TREE_TYPE (a)))
    return false;
  if (!counts_from_zero (a, e->src))
    std::swap (a, b);
  /* What the head asks of, and does not give itself, each round has as it was before the loop.  */
  if (!counts_from_zero (a, e->src) || reshape_is_given_in (b, e->src))
    return false;
  /* The test at the head alone: each round passes it.  */
  rounds_find_tests (e->src, &tests);
  for (unsigned n = 0; n < tests.length (); n++)
    if (tests[n].test == test && tests[n].on != e) {
      enum tree_code code = gimple_cond_code (test);
      if (tests[n].on->flags & EDGE_FALSE_VALUE)
        code = invert_tree_comparison (code, false);
      tree x = gimple_cond_lhs (test), y = gimple_cond_rhs (test);
      return (code == LT_EXPR && operand_equal_p (x, a, 0) && operand_equal_p (y, b, 0))
             || (code == GT_EXPR && operand_equal_p (x, b, 0) && operand_equal_p (y, a, 0));
    }
  return false;
}
