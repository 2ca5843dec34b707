/* Reshaping: what decides a test.  See reshape_decided.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_decided.h"
#include "reshape_foreseen.h"
#include "reshape_ranges.h"

/* How far back the way to an edge is looked at.  */
#define WAY_LIMIT 12
/* Constants that are merged.  */
#define MERGED_LIMIT 4
/* How much of what a block computes is worked out.  */
#define COMPUTED_LIMIT 4

/* Whether a way was parted since the body was in order.  */
static bool parted;

void
decided_begin (function *fun)
{
  parted = false;
  foreseen_begin (fun);
}

void
decided_parted (void)
{
  parted = true;
}

static tree translate (tree value, edge e, unsigned depth = COMPUTED_LIMIT);

/* What was read before E of what READ, of the block that E leads to, reads when it is entered by that; NULL_TREE if that is not known.  So
   the first round of a loop over a text asks what is known of its first character.  */
static tree
read_before (gassign *read, edge e, unsigned depth)
{
  tree place = unshare_expr (gimple_assign_rhs1 (read)), *base = &place, state = gimple_vuse (read);
  while (handled_component_p (*base))
    base = &TREE_OPERAND (*base, 0);
  if (parted || TREE_CODE (*base) != MEM_REF || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (read)))
    return NULL_TREE;
  tree pointer = TREE_OPERAND (*base, 0);
  gassign *sum = reshape_is_given_in (pointer, e->dest) ? reshape_definition (pointer) : NULL;
  if (sum) {
    tree steps = gimple_assign_rhs_code (sum) == POINTER_PLUS_EXPR ? translate (gimple_assign_rhs2 (sum), e, depth)
                                                                   : NULL_TREE;
    if (!steps || !integer_zerop (steps))
      return NULL_TREE;
    pointer = gimple_assign_rhs1 (sum);
  }
  pointer = translate (pointer, e, 0);
  if (!pointer || TREE_CODE (pointer) != SSA_NAME)
    return NULL_TREE;
  TREE_OPERAND (*base, 0) = pointer;
  if (reshape_is_given_in (state, e->dest)) {
    gphi *memory = dyn_cast<gphi *> (SSA_NAME_DEF_STMT (state));
    if (!memory)
      return NULL_TREE;
    state = PHI_ARG_DEF_FROM_EDGE (memory, e);
  }
  return reshape_read_by (place, state, e->src, NULL);
}

/* VALUE, as it is when BLOCK is entered by E; NULL_TREE if BLOCK computes it, of what is not constant then.  */
static tree
translate (tree value, edge e, unsigned depth)
{
  if (!reshape_is_given_in (value, e->dest))
    return value;
  if (gphi *phi = dyn_cast<gphi *> (SSA_NAME_DEF_STMT (value)))
    return PHI_ARG_DEF_FROM_EDGE (phi, e);
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (def && reshape_is_read (def) && gimple_vuse (def))
    return read_before (def, e, depth - 1);
  enum tree_code code = def ? gimple_assign_rhs_code (def) : ERROR_MARK;
  enum gimple_rhs_class kind = def ? get_gimple_rhs_class (code) : GIMPLE_INVALID_RHS;
  if ((kind != GIMPLE_UNARY_RHS && kind != GIMPLE_BINARY_RHS) || !INTEGRAL_TYPE_P (TREE_TYPE (value)))
    return NULL_TREE;
  tree a = translate (gimple_assign_rhs1 (def), e, depth - 1);
  tree b = kind == GIMPLE_BINARY_RHS ? translate (gimple_assign_rhs2 (def), e, depth - 1) : NULL_TREE;
  if (!a || TREE_CODE (a) != INTEGER_CST || (kind == GIMPLE_BINARY_RHS && (!b || TREE_CODE (b) != INTEGER_CST)))
    return NULL_TREE;
  tree result = kind == GIMPLE_UNARY_RHS ? fold_unary (code, TREE_TYPE (value), a)
                                         : fold_binary (code, TREE_TYPE (value), a, b);
  return result && TREE_CODE (result) == INTEGER_CST && !TREE_OVERFLOW (result) ? result : NULL_TREE;
}

/* What VALUE, which is constant, merges constants, or is an address within an object, can be where E is taken, in *KNOWN; false if it
   is something else.  */
static bool
known_by_itself (tree value, edge e, struct ranges *known)
{
  gphi *merge = TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value) && ranges_suitable (TREE_TYPE (value))
                    ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (value))
                    : NULL;
  if (!parted && merge && gimple_phi_num_args (merge) <= MERGED_LIMIT) {
    for (unsigned n = 0; n < gimple_phi_num_args (merge); n++)
      if (TREE_CODE (gimple_phi_arg_def (merge, n)) != INTEGER_CST)
        return false;
    for (unsigned n = 0; n < gimple_phi_num_args (merge); n++) {
      wide c = ranges_constant (gimple_phi_arg_def (merge, n));
      ranges_add (known, c, c);
    }
    return true;
  }
  if (TREE_CODE (value) == INTEGER_CST) {
    wide c = ranges_constant (value);
    ranges_add (known, c, c);
    return true;
  }
  if (!POINTER_TYPE_P (TREE_TYPE (value)) || !ranges_suitable (TREE_TYPE (value))
      || !(canonical_is_there (canonical_touched (value)) || (!parted && foreseen_not_null (value, e))))
    return false;
  ranges_add (known, 0, 0);
  ranges_complement (known, TREE_TYPE (value));
  return true;
}

/* What was asked for last of a way: the tests behind one edge ask for one value, mostly.  Nothing changes before the next edge.  */
static struct {
  tree value;
  edge e;
  struct ranges known;
} last_way;

/* What VALUE can be where E is taken.  */
static const struct ranges &
known_on_way (tree value, edge e)
{
  if (last_way.value != value || last_way.e != e) {
    ranges_on_way (value, e, &last_way.known);
    last_way.value = value;
    last_way.e = e;
  }
  return last_way.known;
}

/* The edge by which BLOCK is left where what it tests is one of KNOWN; of what that is computed from, if BEHIND is not NULL_TREE but what
   it is.  NULL if that is not known.  */
static edge
left_for (basic_block block, const struct ranges &known, tree behind)
{
  edge out, decided = NULL;
  edge_iterator i;
  if (known.list.is_empty ())
    return NULL;
  FOR_EACH_EDGE (out, i, block->succs)
  {
    struct ranges set;
    ranges_of_edge (out, &set);
    if (behind)
      ranges_strip (behind, &set);
    if (ranges_within (known, set))
      decided = out;
  }
  return decided;
}

/* The edge by which BLOCK is left where what it tests, VALUE when it is come to by FIRST, is what is known there; or NULL.  */
static edge
decided_by_known (basic_block block, tree value, edge first)
{
  struct ranges known;
  if (known_by_itself (value, first, &known))
    return left_for (block, known, NULL_TREE);
  tree stripped = ranges_strip (value, NULL);
  return TREE_CODE (stripped) == SSA_NAME ? left_for (block, known_on_way (stripped, first), value) : NULL;
}

/* Likewise where VALUE, of the block that E leads to, is foreseen to be something when that is entered by E.  */
static edge
decided_by_foreseen (tree value, edge e)
{
  struct ranges known;
  if (parted || TREE_CODE (value) != SSA_NAME)
    return NULL;
  foreseen_ranges (value, e, &known);
  return left_for (e->dest, known, NULL_TREE);
}

/* The edge by which BLOCK is left when entered by E, by the values of what it tests; or NULL.  */
static edge
decided_by_value (edge e)
{
  tree value = ranges_tested_by (e->dest), before = value ? translate (value, e) : NULL_TREE;
  edge out = before ? decided_by_known (e->dest, before, e) : NULL;
  return out || !value ? out : decided_by_foreseen (value, e);
}

/* Likewise where two values are compared, one of which is constant when BLOCK is entered by E.  */
static edge
decided_by_constant (edge e)
{
  gcond *stmt = reshape_test_of (e->dest);
  if (!stmt || TREE_CODE (gimple_cond_lhs (stmt)) != SSA_NAME || TREE_CODE (gimple_cond_rhs (stmt)) != SSA_NAME)
    return NULL;
  tree a = translate (gimple_cond_lhs (stmt), e), b = translate (gimple_cond_rhs (stmt), e), value;
  struct ranges set, known;
  if (!a || !b || (TREE_CODE (a) == INTEGER_CST) == (TREE_CODE (b) == INTEGER_CST)
      || !ranges_of_comparison (gimple_cond_code (stmt), a, b, &value, &set))
    return NULL;
  value = ranges_strip (value, &set);
  if (TREE_CODE (value) != SSA_NAME)
    return NULL;
  ranges_on_way (value, e, &known);
  edge holds, fails;
  extract_true_false_edges_from_block (e->dest, &holds, &fails);
  if (known.list.is_empty ())
    return NULL;
  if (ranges_within (known, set))
    return holds;
  ranges_intersect (&known, set);
  return known.list.is_empty () ? fails : NULL;
}

/* Whether integers A and B are the same bits: one is the other by another sign, or both are one that was made wider.  */
static bool
same_bits (tree a, tree b)
{
  if (operand_equal_p (a, b, 0))
    return true;
  if (!INTEGRAL_TYPE_P (TREE_TYPE (a)) || !INTEGRAL_TYPE_P (TREE_TYPE (b))
      || TYPE_PRECISION (TREE_TYPE (a)) != TYPE_PRECISION (TREE_TYPE (b)))
    return false;
  tree from[2] = { a, b };
  for (int n = 0; n < 2; n++) {
    gassign *def = reshape_definition (from[n]);
    if (def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))
        && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
        && TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (def))) <= TYPE_PRECISION (TREE_TYPE (a)))
      from[n] = gimple_assign_rhs1 (def);
  }
  return from[0] == from[1];
}

/* Whether a comparison of X and Y by CODE holds, or the opposite if INVERTED, where A holds, or does not: 1 always, -1 never, 0 not
   known.  */
static int
agreement (const struct canonical_condition &a, bool holds, enum tree_code code, tree x, tree y, bool inverted)
{
  bool known = holds != a.inverted;
  bool equal = a.code == EQ_EXPR || code == EQ_EXPR;
  bool same = same_bits (a.a, x) && same_bits (a.b, y), crossed = equal && same_bits (a.a, y) && same_bits (a.b, x);
  if (!same && !crossed)
    return 0;
  if (a.code == code && (same || code == EQ_EXPR)
      && (equal || TYPE_UNSIGNED (TREE_TYPE (x)) == TYPE_UNSIGNED (TREE_TYPE (a.a))))
    return known == !inverted ? 1 : -1;
  /* What is less is not equal, and the other way round.  */
  if (known && (code == EQ_EXPR ? a.code == LT_EXPR : code == LT_EXPR && a.code == EQ_EXPR))
    return inverted ? 1 : -1;
  return 0;
}

/* The same for a comparison of two values that was made on the way.  */
static edge
decided_by_condition (edge e)
{
  gcond *stmt = reshape_test_of (e->dest);
  if (!stmt)
    return NULL;
  struct canonical_condition c = canonical_condition_of (stmt);
  tree a = translate (c.a, e), b = translate (c.b, e);
  if (!a || !b)
    return NULL;
  edge holds, fails, way = e;
  extract_true_false_edges_from_block (e->dest, &holds, &fails);
  for (unsigned n = 0; n < WAY_LIMIT; n++) {
    gcond *before = reshape_test_of (way->src);
    if (before && way->src != e->dest) {
      int agrees = agreement (canonical_condition_of (before), (way->flags & EDGE_TRUE_VALUE) != 0, c.code, a, b,
                              c.inverted);
      if (agrees)
        return agrees > 0 ? holds : fails;
      /* What is no longer less, and never was more, is equal.  */
      if (!parted && c.code == EQ_EXPR && foreseen_to_meet (way, a, b))
        return c.inverted ? fails : holds;
    }
    for (int operand = 0; operand < 2; operand++) {
      tree value = operand ? b : a;
      if (TREE_CODE (value) == SSA_NAME && gimple_bb (SSA_NAME_DEF_STMT (value)) == way->src)
        return NULL;
    }
    if (!single_pred_p (way->src) || single_pred (way->src) == ENTRY_BLOCK_PTR_FOR_FN (cfun))
      return NULL;
    way = single_pred_edge (way->src);
  }
  return NULL;
}

/* What VALUE, at the end of a block without effects that FIRST leads to through tests, is where FIRST is taken; NULL_TREE if
   it is not known.  WAY are the edges that were taken, the first one FIRST.  */
static tree
value_on_way (tree value, const auto_vec<edge> &way)
{
  for (unsigned n = way.length (); n-- > 0 && value;)
    value = translate (value, way[n]);
  return value;
}

bool
decided_passes_through (basic_block block)
{
  gimple *last = reshape_last (block);
  if (!last || gimple_code (last) != GIMPLE_COND)
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (!canonical_silent (gsi_stmt (i)) && gsi_stmt (i) != last && !reshape_is_pure (gsi_stmt (i)))
      return false;
  return true;
}

/* Where a test leads when nothing that is computed on the way there is used behind it.  */
struct outcome {
  basic_block place;     /* or NULL, if that is not known */
  auto_vec<tree> merged; /* what each PHI of PLACE gets */
};

static bool
same_outcome (const struct outcome &a, const struct outcome &b)
{
  if (a.place != b.place || a.merged.length () != b.merged.length ())
    return false;
  for (unsigned i = 0; i < a.merged.length (); i++)
    if (a.merged[i] != b.merged[i]
        && (!a.merged[i] || !b.merged[i] || TREE_CODE (a.merged[i]) == SSA_NAME
            || !operand_equal_p (a.merged[i], b.merged[i], 0)))
      return false;
  return true;
}

/* The out edge of BLOCK, come to by WAY, that is taken; NULL if it is not known.  */
static edge
taken_after (basic_block block, const auto_vec<edge> &way)
{
  tree value = ranges_tested_by (block);
  value = value ? value_on_way (value, way) : NULL_TREE;
  return value ? decided_by_known (block, value, way[0]) : NULL;
}

/* Goes on by the last edge of WAY as far as tests are decided, and tells where that is.  */
static void
find_outcome (auto_vec<edge> *way, struct outcome *result)
{
  result->place = NULL;
  for (unsigned n = 0; n < WAY_LIMIT; n++) {
    edge last = way->last ();
    basic_block block = last->dest;
    edge out = NULL;
    if (block != EXIT_BLOCK_PTR_FOR_FN (cfun) && decided_passes_through (block))
      out = taken_after (block, *way);
    if (out && out->dest != block) {
      way->safe_push (out);
      continue;
    }
    result->place = block;
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i)) {
      if (virtual_operand_p (gimple_phi_result (i.phi ())))
        continue;
      tree value = PHI_ARG_DEF_FROM_EDGE (i.phi (), last);
      auto_vec<edge> before;
      for (unsigned k = 0; k + 1 < way->length (); k++)
        before.safe_push ((*way)[k]);
      result->merged.safe_push (value_on_way (value, before));
    }
    return;
  }
}

/* Whether what the blocks that WAY enters by its edges from number FROM on, but for the last, merge or compute is used in no
   other place than the PHIs of where WAY ends: it is another value on another way.  */
static bool
keeps_values (const auto_vec<edge> &way, unsigned from)
{
  basic_block place = way[way.length () - 1]->dest;
  for (unsigned n = from; n + 1 < way.length (); n++) {
    auto_vec<tree> values;
    for (gphi_iterator i = gsi_start_phis (way[n]->dest); !gsi_end_p (i); gsi_next (&i))
      values.safe_push (gimple_phi_result (i.phi ()));
    for (gimple_stmt_iterator i = gsi_start_bb (way[n]->dest); !gsi_end_p (i); gsi_next (&i))
      if (gimple_get_lhs (gsi_stmt (i)) && TREE_CODE (gimple_get_lhs (gsi_stmt (i))) == SSA_NAME)
        values.safe_push (gimple_get_lhs (gsi_stmt (i)));
    for (unsigned k = 0; k < values.length (); k++) {
      use_operand_p use;
      imm_use_iterator uses;
      if (virtual_operand_p (values[k]))
        continue;
      FOR_EACH_IMM_USE_FAST (use, uses, values[k])
      {
        basic_block block = gimple_bb (USE_STMT (use));
        bool within = is_gimple_debug (USE_STMT (use))
                      || (block == place && gimple_code (USE_STMT (use)) == GIMPLE_PHI);
        for (unsigned b = from; b + 1 < way.length () && !within; b++)
          within = way[b]->dest == block;
        if (!within)
          return false;
      }
    }
  }
  return true;
}

/* The same as decided_on, of a way that was asked for last.  */
static edge
left_by (const auto_vec<edge> &way)
{
  basic_block block = way[way.length () - 1]->dest;
  edge out, first = NULL;
  edge_iterator i;
  struct outcome known = { NULL, {} };
  if (!decided_passes_through (block))
    return NULL;
  /* Of a single edge it was asked already.  */
  if (way.length () > 1 && (out = taken_after (block, way)))
    return out;
  FOR_EACH_EDGE (out, i, block->succs)
  {
    auto_vec<edge> further;
    struct outcome here;
    if (out->dest == block || (out->flags & (EDGE_ABNORMAL | EDGE_EH)))
      return NULL;
    for (unsigned n = 0; n < way.length (); n++)
      further.safe_push (way[n]);
    further.safe_push (out);
    find_outcome (&further, &here);
    if (!here.place || here.place == block || !keeps_values (further, way.length ())
        || (first && !same_outcome (known, here)))
      return NULL;
    for (unsigned n = 0; n < here.merged.length (); n++)
      if (!here.merged[n])
        return NULL;
    /* The shortest way: the others are seen to lead there too.  */
    if (!first || out->dest == here.place)
      first = out;
    known.place = here.place;
    known.merged.truncate (0);
    for (unsigned n = 0; n < here.merged.length (); n++)
      known.merged.safe_push (here.merged[n]);
  }
  return first;
}

edge
decided_on (const auto_vec<edge> &way)
{
  last_way.e = NULL;
  return left_by (way);
}

edge
decided_by (edge e)
{
  last_way.e = NULL;
  if (e->flags & (EDGE_ABNORMAL | EDGE_EH))
    return NULL;
  edge out = decided_by_value (e);
  out = out ? out : decided_by_constant (e);
  out = out ? out : decided_by_condition (e);
  if (out)
    return out;
  auto_vec<edge> way;
  way.safe_push (e);
  return left_by (way);
}
