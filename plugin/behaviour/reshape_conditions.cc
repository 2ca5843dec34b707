/* Reshaping: conditions that are made of others.

   `if (a & b)` of truth values, which the front end makes of `a && b` where it thinks that cheap, is two tests: so what
   is known of one of them counts.  When nothing else changes any more, tests one after the other that share a way out,
   with nothing between, are put together again, all of them and in one form.  Comparisons of floating point stay where
   they are, since they may raise a flag.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* Whether a comparison of floating point is among what VALUE is made of.  */
static bool
compares_floats (tree value, unsigned depth)
{
  gassign *def = reshape_definition (value);
  if (!def || !depth)
    return !def ? FLOAT_TYPE_P (TREE_TYPE (value)) : true;
  enum tree_code code = gimple_assign_rhs_code (def);
  if (TREE_CODE_CLASS (code) == tcc_comparison)
    return FLOAT_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)));
  if (!reshape_is_truth (value))
    return false;
  for (unsigned n = 1; n < gimple_num_ops (def); n++)
    if (TREE_CODE (gimple_op (def, n)) == SSA_NAME && compares_floats (gimple_op (def, n), depth - 1))
      return true;
  return false;
}

/* Whether A is computed after B, in one block.  */
static bool
comes_after (tree a, tree b)
{
  gassign *first = reshape_definition (b), *second = reshape_definition (a);
  return first && second && reshape_comes_before (first, second);
}

/* Makes STMT ask whether VALUE is zero.  */
static void
set_condition (gcond *stmt, tree value, edge if_zero, edge otherwise)
{
  reshape_set_test (stmt, EQ_EXPR, value, build_zero_cst (TREE_TYPE (value)), if_zero, otherwise);
}

/* Makes two tests of the one at the end of BLOCK, if it is made of two.  */
static bool
split (basic_block block)
{
  gcond *stmt = reshape_test_of (block);
  if (!stmt)
    return false;
  struct canonical_condition c = canonical_condition_of (stmt);
  gassign *def = c.code == EQ_EXPR && integer_zerop (c.b) && reshape_is_truth (c.a) ? reshape_definition (c.a) : NULL;
  enum tree_code code = def ? gimple_assign_rhs_code (def) : ERROR_MARK;
  if ((code != BIT_AND_EXPR && code != BIT_IOR_EXPR) || compares_floats (c.a, 12))
    return false;
  tree first = gimple_assign_rhs1 (def), second = gimple_assign_rhs2 (def);
  if (TREE_CODE (first) != SSA_NAME || TREE_CODE (second) != SSA_NAME)
    return false;
  if (comes_after (first, second))
    std::swap (first, second);
  edge holds, fails;
  extract_true_false_edges_from_block (block, &holds, &fails);
  edge zero = c.inverted ? fails : holds, one = c.inverted ? holds : fails;
  if (zero->dest == one->dest)
    return false;
  /* By the first alone it may be decided to leave by this one.  */
  bool both = code == BIT_AND_EXPR;
  edge early = both ? zero : one, late = both ? one : zero;
  set_condition (stmt, first, zero, one);
  basic_block inner = split_edge (late);
  late = single_succ_edge (inner);
  edge other = make_edge (inner, early->dest, both ? EDGE_TRUE_VALUE : EDGE_FALSE_VALUE);
  for (gphi_iterator i = gsi_start_phis (early->dest); !gsi_end_p (i); gsi_next (&i))
    add_phi_arg (i.phi (), PHI_ARG_DEF_FROM_EDGE (i.phi (), early), other, UNKNOWN_LOCATION);
  reshape_add_test (inner, EQ_EXPR, second, build_zero_cst (TREE_TYPE (second)), both ? other : late,
                    both ? late : other);
  return true;
}

bool
reshape_split_conditions (function *fun)
{
  bool changed = false;
  for (int n = 0; n < last_basic_block_for_fn (fun); n++) {
    basic_block block = BASIC_BLOCK_FOR_FN (fun, n);
    /* What is split off comes behind.  */
    while (block && split (block))
      changed = true;
  }
  return changed;
}

/* ---- Putting them together.  */

bool
reshape_reads_within (gimple *stmt)
{
  if (!gimple_assign_load_p (stmt))
    return false;
  tree place = gimple_assign_rhs1 (stmt);
  for (; handled_component_p (place); place = TREE_OPERAND (place, 0)) {
    if (TREE_CODE (place) != ARRAY_REF && TREE_CODE (place) != ARRAY_RANGE_REF)
      continue;
    tree last = array_ref_up_bound (place), index = TREE_OPERAND (place, 1);
    if (!last || TREE_CODE (last) != INTEGER_CST)
      return false;
    /* The largest number that has no other bits; a negative one has the highest.  By what computes it: what a test tells of it is
       so at its place alone.  */
    if (TYPE_PRECISION (TREE_TYPE (index)) > HOST_BITS_PER_WIDE_INT || !tree_fits_uhwi_p (last)
        || reshape_possible_bits (index) > tree_to_uhwi (last))
      return false;
  }
  /* What is added to an object's address is an index, too.  */
  return TREE_CODE (place) != MEM_REF || TREE_CODE (TREE_OPERAND (place, 0)) != SSA_NAME
         || !canonical_is_there (canonical_touched (TREE_OPERAND (place, 0)));
}

bool
reshape_may_read_outside (gimple *stmt)
{
  return reshape_is_read (stmt) && !reshape_reads_within (stmt);
}

/* The element that PLACE is or is part of, by the outermost index of it, or what a pointer points to that it is part of; NULL_TREE if
   there is none.  */
static tree
element_in (tree place)
{
  while (handled_component_p (place) && TREE_CODE (place) != ARRAY_REF)
    place = TREE_OPERAND (place, 0);
  return TREE_CODE (place) == ARRAY_REF || TREE_CODE (place) == MEM_REF ? place : NULL_TREE;
}

/* Whether A and B are one element, or what is pointed to by one pointer.  */
static bool
same_element (tree a, tree b)
{
  if (TREE_CODE (a) != TREE_CODE (b) || !types_compatible_p (TREE_TYPE (a), TREE_TYPE (b)))
    return false;
  if (TREE_CODE (a) == ARRAY_REF)
    return operand_equal_p (TREE_OPERAND (a, 0), TREE_OPERAND (b, 0), 0)
           && reshape_same_value (TREE_OPERAND (a, 1), TREE_OPERAND (b, 1)) && !TREE_OPERAND (a, 3)
           && !TREE_OPERAND (b, 3);
  return reshape_same_value (TREE_OPERAND (a, 0), TREE_OPERAND (b, 0))
         && tree_int_cst_equal (TREE_OPERAND (a, 1), TREE_OPERAND (b, 1));
}

/* Whether STMT accesses ELEMENT, or a part of it.  */
static bool
accesses (gimple *stmt, tree element)
{
  if (!gimple_assign_single_p (stmt))
    return false;
  for (unsigned n = 0; n < 2; n++) {
    tree part = element_in (gimple_op (stmt, n));
    if (part && same_element (part, element))
      return true;
  }
  return false;
}

/* Whether STMT reads an element, or a part of it, that the way to the end of BLOCK accesses, too: then it is there.  */
static bool
reads_again (gimple *stmt, basic_block block)
{
  tree element = gimple_assign_load_p (stmt) ? element_in (gimple_assign_rhs1 (stmt)) : NULL_TREE;
  if (!element)
    return false;
  for (;; block = single_pred (block)) {
    for (gimple_stmt_iterator i = gsi_last_bb (block); !gsi_end_p (i); gsi_prev (&i))
      if (accesses (gsi_stmt (i), element))
        return true;
    if (!single_pred_p (block) || single_pred (block) == ENTRY_BLOCK_PTR_FOR_FN (cfun))
      return false;
  }
}

/* Whether what STMT of BLOCK reads may be read before BLOCK is reached, which is in one way.  */
static bool
may_read_early (gimple *stmt, basic_block block)
{
  return reshape_reads_within (stmt) || reads_again (stmt, single_pred (block));
}

/* Whether BLOCK, reached in one way, only computes and tests, so that it may be done before that way is taken.  */
static bool
is_free (basic_block block)
{
  if (!single_pred_p (block) || !gimple_seq_empty_p (phi_nodes (block)))
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_entered_label (stmt))
      return false;
    if (canonical_silent (stmt))
      continue;
    if (gimple_code (stmt) == GIMPLE_COND) {
      if (FLOAT_TYPE_P (TREE_TYPE (gimple_cond_lhs (stmt))))
        return false;
      continue;
    }
    /* A pointer that could fail has a mark beside it, which is not pure; an index has none.  */
    if (!reshape_is_pure (stmt) || (gimple_vuse (stmt) ? !may_read_early (stmt, block) : gimple_could_trap_p (stmt)))
      return false;
  }
  return true;
}

/* Whether ONE and OTHER, which go to one block, bring the same there.  */
static bool
bring_the_same (edge one, edge other)
{
  for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i)) {
    tree a = PHI_ARG_DEF_FROM_EDGE (i.phi (), one), b = PHI_ARG_DEF_FROM_EDGE (i.phi (), other);
    if (!reshape_same_operand (a, b)
        && (virtual_operand_p (gimple_phi_result (i.phi ())) || !reshape_same_value (a, b)))
      return false;
  }
  return true;
}

tree
reshape_truth_of (basic_block block, gcond *stmt, edge e)
{
  enum tree_code code = gimple_cond_code (stmt);
  tree a = gimple_cond_lhs (stmt), b = gimple_cond_rhs (stmt);
  bool inverted = (e->flags & EDGE_FALSE_VALUE) != 0;
  if (inverted && !FLOAT_TYPE_P (TREE_TYPE (a))) {
    code = invert_tree_comparison (code, false);
    inverted = false;
  }
  gimple_stmt_iterator at = gsi_last_bb (block);
  tree value = reshape_compute (&at, boolean_type_node, code, a, b);
  return inverted ? reshape_compute (&at, boolean_type_node, BIT_NOT_EXPR, value, NULL_TREE) : value;
}

/* Where E leads when blocks that were emptied are passed over.  */
static basic_block
beyond (edge e)
{
  basic_block block = e->dest;
  while (single_pred_p (block) && single_succ_p (block) && block != EXIT_BLOCK_PTR_FOR_FN (cfun)
         && reshape_does_nothing (block) && gimple_seq_empty_p (phi_nodes (block)))
    block = single_succ (block);
  return block;
}

edge
reshape_last_edge (edge e)
{
  basic_block end = beyond (e);
  while (e->dest != end)
    e = single_succ_edge (e->dest);
  return e;
}

/* Whether A and B lead to one place and bring the same there.  */
bool
reshape_lead_to_same (edge a, edge b)
{
  edge one = reshape_last_edge (a), other = reshape_last_edge (b);
  return one->dest == other->dest && bring_the_same (one, other);
}

/* The edge out of BLOCK, which has two, that leads to where E leads, with the same values; or NULL.  */
static edge
leads_alike (basic_block block, edge e)
{
  edge out;
  edge_iterator i;
  FOR_EACH_EDGE (out, i, block->succs)
  if (reshape_lead_to_same (out, e))
    return out;
  return NULL;
}

/* Makes one test of the one at the end of BLOCK and one of those that follow, if they share a way.  */
static bool
combine (basic_block block)
{
  gcond *stmt = reshape_test_of (block);
  if (!stmt)
    return false;
  for (unsigned n = 0; n < 2; n++) {
    edge in = EDGE_SUCC (block, n), shared = EDGE_SUCC (block, 1 - n);
    basic_block next = beyond (in);
    gcond *test = next != block && is_free (next) ? reshape_test_of (next) : NULL;
    edge also = test ? leads_alike (next, shared) : NULL;
    if (!also)
      continue;
    edge out = EDGE_SUCC (next, EDGE_SUCC (next, 0) == also);
    if (out->dest == next || out->dest == block || reshape_lead_to_same (out, also))
      continue;
    for (gimple_stmt_iterator i = gsi_start_bb (next); !gsi_end_p (i);)
      if (gimple_code (gsi_stmt (i)) == GIMPLE_LABEL || gsi_stmt (i) == test)
        gsi_next (&i);
      else {
        gimple_stmt_iterator to = gsi_last_bb (block);
        gsi_move_before (&i, &to);
      }
    tree first = reshape_truth_of (block, stmt, in), second = reshape_truth_of (block, test, out);
    /* The test of NEXT stands elsewhere; what gives its truth was put before the end of BLOCK.  */
    gimple_stmt_iterator at = gsi_last_bb (block);
    tree both = reshape_compute (&at, boolean_type_node, BIT_AND_EXPR, first, second);
    at = gsi_for_stmt (test);
    gsi_remove (&at, true);
    remove_edge (also);
    out->flags = (out->flags & ~(EDGE_TRUE_VALUE | EDGE_FALSE_VALUE)) | EDGE_FALLTHRU;
    set_condition (stmt, both, shared, in);
    return true;
  }
  return false;
}

bool
reshape_combine_conditions (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  while (combine (block))
    changed = true;
  return changed;
}

bool
reshape_plain_tests (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    gcond *stmt = reshape_test_of (block);
    if (!stmt || (gimple_cond_code (stmt) != EQ_EXPR && gimple_cond_code (stmt) != NE_EXPR)
        || !integer_zerop (gimple_cond_rhs (stmt)) || !reshape_is_truth (gimple_cond_lhs (stmt)))
      continue;
    gassign *def = reshape_definition (gimple_cond_lhs (stmt));
    if (!def || TREE_CODE_CLASS (gimple_assign_rhs_code (def)) != tcc_comparison
        || FLOAT_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def))))
      continue;
    enum tree_code code = gimple_assign_rhs_code (def);
    if (gimple_cond_code (stmt) == EQ_EXPR)
      code = invert_tree_comparison (code, false);
    gimple_cond_set_condition (stmt, code, gimple_assign_rhs1 (def), gimple_assign_rhs2 (def));
    update_stmt (stmt);
    changed = true;
  }
  return changed;
}

/* ---- Tests that only say what is 0 and what 1: tests while something can be known of them, values in the end.  */

/* Whether by ONE and OTHER all merged values are the same, or 0 by one of them and 1 by the other.  Some are.  */
static bool
bring_truths (edge one, edge other)
{
  bool some = false;
  for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i)) {
    tree a = PHI_ARG_DEF_FROM_EDGE (i.phi (), one), b = PHI_ARG_DEF_FROM_EDGE (i.phi (), other);
    if (virtual_operand_p (a) || reshape_same_operand (a, b))
      continue;
    if (!INTEGRAL_TYPE_P (TREE_TYPE (a)) || TREE_CODE (a) != INTEGER_CST || TREE_CODE (b) != INTEGER_CST
        || !((integer_zerop (a) && integer_onep (b)) || (integer_onep (a) && integer_zerop (b))))
      return false;
    some = true;
  }
  return some;
}

/* If both ways from the end of BLOCK meet at once, and only 0 and 1 tell which was taken, makes these values.  */
static bool
make_value (basic_block block)
{
  gcond *stmt = reshape_test_of (block);
  if (!stmt)
    return false;
  edge first = EDGE_SUCC (block, 0), second = EDGE_SUCC (block, 1);
  edge one = reshape_last_edge (first), other = reshape_last_edge (second);
  if (one == other || one->dest != other->dest || one->dest == EXIT_BLOCK_PTR_FOR_FN (cfun) || one->dest == block
      || !bring_truths (one, other))
    return false;
  for (gphi_iterator i = gsi_start_phis (one->dest); !gsi_end_p (i); gsi_next (&i)) {
    tree a = PHI_ARG_DEF_FROM_EDGE (i.phi (), one), b = PHI_ARG_DEF_FROM_EDGE (i.phi (), other);
    if (a == b || virtual_operand_p (a) || operand_equal_p (a, b, 0))
      continue;
    tree truth = reshape_truth_of (block, stmt, integer_onep (a) ? first : second);
    gimple_stmt_iterator at = gsi_last_bb (block);
    tree value = reshape_compute (&at, TREE_TYPE (a), NOP_EXPR, truth, NULL_TREE);
    SET_PHI_ARG_DEF (i.phi (), one->dest_idx, value);
  }
  reshape_leave_by (block, first);
  return true;
}

bool
reshape_conditions_into_values (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  changed |= make_value (block);
  return changed;
}

/* Computations between a truth value and what is merged.  */
#define MADE_OF 5

/* What VALUE is where TRUTH, of which alone it is computed, is ONE; NULL_TREE if it is computed of something else.  */
static tree
constant_for (tree value, tree truth, bool one, unsigned depth)
{
  if (value == truth)
    return build_int_cst (TREE_TYPE (value), one);
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (!def || !INTEGRAL_TYPE_P (TREE_TYPE (value)))
    return NULL_TREE;
  enum tree_code code = gimple_assign_rhs_code (def);
  tree type = TREE_TYPE (value), inner = NULL_TREE, result = NULL_TREE;
  if (!CONVERT_EXPR_CODE_P (code) && code != NEGATE_EXPR && code != MULT_EXPR && code != LSHIFT_EXPR
      && code != PLUS_EXPR)
    return NULL_TREE;
  inner = constant_for (gimple_assign_rhs1 (def), truth, one, depth - 1);
  if (!inner)
    return NULL_TREE;
  if (get_gimple_rhs_class (code) == GIMPLE_UNARY_RHS)
    result = fold_unary (code, type, inner);
  else if (TREE_CODE (gimple_assign_rhs2 (def)) == INTEGER_CST)
    result = fold_binary (code, type, inner, gimple_assign_rhs2 (def));
  return result && TREE_CODE (result) == INTEGER_CST && !TREE_OVERFLOW (result) ? result : NULL_TREE;
}

/* The truth value that chooses which of two constants VALUE is, which is used for one merge only; NULL_TREE if there is
   none.  */
static tree
truth_behind (tree value)
{
  if (!reshape_definition (value) || !has_single_use (value) || !INTEGRAL_TYPE_P (TREE_TYPE (value)))
    return NULL_TREE;
  tree truth = value;
  for (unsigned n = 0; n < MADE_OF && reshape_definition (truth) && !reshape_is_truth (truth); n++)
    truth = gimple_assign_rhs1 (reshape_definition (truth));
  gassign *test = reshape_definition (truth);
  if (!test || !reshape_is_truth (truth) || !constant_for (value, truth, true, MADE_OF)
      || !constant_for (value, truth, false, MADE_OF))
    return NULL_TREE;
  enum tree_code code = gimple_assign_rhs_code (test);
  bool made = TREE_CODE_CLASS (code) == tcc_comparison || code == BIT_AND_EXPR || code == BIT_IOR_EXPR
              || code == BIT_NOT_EXPR;
  return made && !compares_floats (truth, 12) ? truth : NULL_TREE;
}

/* Makes a test of the first truth value that PLACE merges, if there is one.  */
static bool
test_merged (basic_block place)
{
  for (gphi_iterator i = gsi_start_phis (place); !gsi_end_p (i); gsi_next (&i)) {
    gphi *phi = i.phi ();
    tree merged = gimple_phi_result (phi);
    if (gimple_phi_num_args (phi) < 2 || virtual_operand_p (merged))
      continue;
    for (unsigned n = 0; n < gimple_phi_num_args (phi); n++) {
      edge e = gimple_phi_arg_edge (phi, n);
      tree value = gimple_phi_arg_def (phi, n), truth = truth_behind (value);
      if (!truth || (e->flags & (EDGE_ABNORMAL | EDGE_EH)) || e->src == ENTRY_BLOCK_PTR_FOR_FN (cfun))
        continue;
      basic_block block = split_edge (e);
      edge holds = single_succ_edge (block);
      tree if_zero = constant_for (value, truth, false, MADE_OF);
      SET_PHI_ARG_DEF (phi, holds->dest_idx, constant_for (value, truth, true, MADE_OF));
      basic_block other = split_edge (holds);
      holds = single_pred_edge (other);
      /* From here on PHI may lie elsewhere: one more edge may not find room in it.  */
      edge fails = make_edge (block, place, EDGE_FALSE_VALUE);
      for (gphi_iterator k = gsi_start_phis (place); !gsi_end_p (k); gsi_next (&k))
        add_phi_arg (k.phi (),
                     gimple_phi_result (k.phi ()) == merged
                         ? if_zero
                         : PHI_ARG_DEF_FROM_EDGE (k.phi (), single_succ_edge (other)),
                     fails, UNKNOWN_LOCATION);
      reshape_add_test (block, NE_EXPR, truth, build_zero_cst (TREE_TYPE (truth)), holds, fails);
      return true;
    }
  }
  return false;
}

bool
reshape_values_into_conditions (function *fun)
{
  bool changed = false;
  auto_vec<basic_block> places;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  if (EDGE_COUNT (block->preds) > 1)
    places.safe_push (block);
  for (unsigned n = 0; n < places.length (); n++)
    while (test_merged (places[n]))
      changed = true;
  return changed;
}
