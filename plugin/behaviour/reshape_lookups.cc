/* Reshaping: what is looked up in a table of constants.

   `if (e < 3) return names[e]; return "unknown";` is a `switch` over 0, 1 and 2: where a test says that an index is within a small
   table, what is read is chosen by the index.  Where nothing says so the table stays, since what lies behind it is another matter; and
   where a loop goes through the table, it is nothing that is chosen from.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_ranges.h"

/* How many elements are chosen from at most.  */
#define LIMIT 32
/* How far back the way to what is read is looked at.  */
#define WAY_LIMIT 12

/* A value that is looked up: READ gives ELEMENTS[i] where VALUE is KEYS[i].  */
struct lookup {
  gassign *read;
  tree value;
  auto_vec<wide> keys;
  auto_vec<tree> elements;
};

/* The place in PLACE where an index selects an element, if it is the only one and nothing else there depends on a value; or NULL.  */
static tree
indexed (tree place)
{
  tree found = NULL_TREE;
  for (; handled_component_p (place); place = TREE_OPERAND (place, 0)) {
    if (TREE_CODE (place) == COMPONENT_REF && !TREE_OPERAND (place, 2) && !DECL_BIT_FIELD (TREE_OPERAND (place, 1)))
      continue;
    if (TREE_CODE (place) != ARRAY_REF || TREE_OPERAND (place, 2) || TREE_OPERAND (place, 3))
      return NULL_TREE;
    if (TREE_CODE (TREE_OPERAND (place, 1)) == INTEGER_CST)
      continue;
    if (found || TREE_CODE (TREE_OPERAND (place, 1)) != SSA_NAME)
      return NULL_TREE;
    found = place;
  }
  return VAR_P (place) && TREE_READONLY (place) && !TREE_THIS_VOLATILE (place) && !TREE_PUBLIC (place) ? found
                                                                                                       : NULL_TREE;
}

/* What PLACE reads where the index of AT, in it, is K: a constant; or NULL_TREE.  */
static tree
element (tree place, tree at, HOST_WIDE_INT k)
{
  tree index = TREE_OPERAND (at, 1);
  TREE_OPERAND (at, 1) = build_int_cst (TREE_TYPE (index), k);
  tree copy = unshare_expr (place);
  TREE_OPERAND (at, 1) = index;
  tree value = fold_const_aggregate_ref (copy);
  return value && is_gimple_min_invariant (value) && !TREE_OVERFLOW_P (value) ? value : NULL_TREE;
}

/* Goes from INDEX, which is in SET, back to what it was computed from one to one, also by a sum that must not overflow; that is then in
   SET.  */
static tree
strip_index (tree index, struct ranges *set)
{
  for (;;) {
    index = ranges_strip (index, set);
    gassign *def = reshape_definition (index);
    if (!def || gimple_assign_rhs_code (def) != PLUS_EXPR || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME
        || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST || !TYPE_OVERFLOW_UNDEFINED (TREE_TYPE (index)))
      return index;
    wide more = ranges_constant (gimple_assign_rhs2 (def));
    struct ranges before, all;
    for (unsigned i = 0; i < set->list.length (); i++)
      ranges_add (&before, set->list[i].low - more, set->list[i].high - more);
    ranges_of_type (&all, TREE_TYPE (index));
    ranges_intersect (&before, all);
    ranges_copy (set, before);
    index = gimple_assign_rhs1 (def);
  }
}

/* What tests on every way to BLOCK tell of VALUE, in *KNOWN.  */
static void
ranges_at (tree value, basic_block block, struct ranges *known)
{
  ranges_of_type (known, TREE_TYPE (value));
  if (!dom_info_available_p (CDI_DOMINATORS))
    calculate_dominance_info (CDI_DOMINATORS);
  for (unsigned n = 0; n < WAY_LIMIT && !reshape_is_given_in (value, block); n++) {
    basic_block before = get_immediate_dominator (CDI_DOMINATORS, block);
    if (!before || before == ENTRY_BLOCK_PTR_FOR_FN (cfun))
      return;
    if (single_pred_p (block)) {
      struct ranges told;
      ranges_on_way (value, single_pred_edge (block), &told);
      ranges_intersect (known, told);
    }
    block = before;
  }
}

/* Whether VALUE is counted by a loop.  */
static bool
is_counted (tree value)
{
  gphi *phi = SSA_NAME_IS_DEFAULT_DEF (value) ? NULL : dyn_cast<gphi *> (SSA_NAME_DEF_STMT (value));
  for (unsigned i = 0; phi && i < gimple_phi_num_args (phi); i++) {
    gassign *def = reshape_definition (gimple_phi_arg_def (phi, i));
    if (def && (gimple_assign_rhs_code (def) == PLUS_EXPR || gimple_assign_rhs_code (def) == POINTER_PLUS_EXPR)
        && gimple_assign_rhs1 (def) == value && TREE_CODE (gimple_assign_rhs2 (def)) == INTEGER_CST)
      return true;
  }
  return false;
}

/* Whether STMT looks up what is known to be in a table; what, in *L.  */
static bool
is_lookup (gimple *stmt, struct lookup *l)
{
  if (!reshape_is_read (stmt))
    return false;
  l->read = as_a<gassign *> (stmt);
  tree place = gimple_assign_rhs1 (stmt), at = handled_component_p (place) ? indexed (place) : NULL_TREE;
  tree type = at ? TREE_TYPE (TREE_OPERAND (at, 0)) : NULL_TREE, last = type ? array_type_nelts (type) : NULL_TREE;
  if (!last || !tree_fits_uhwi_p (last) || tree_to_uhwi (last) >= LIMIT || !integer_zerop (array_ref_low_bound (at))
      || !is_gimple_reg_type (TREE_TYPE (place)))
    return false;
  tree index = TREE_OPERAND (at, 1);
  struct ranges within, known;
  ranges_add (&within, 0, tree_to_uhwi (last));
  l->value = strip_index (index, &within);
  if (!ranges_suitable (TREE_TYPE (index)) || TREE_CODE (l->value) != SSA_NAME
      || !INTEGRAL_TYPE_P (TREE_TYPE (l->value)) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (l->value) || is_counted (l->value))
    return false;
  ranges_at (l->value, gimple_bb (stmt), &known);
  if (known.list.is_empty () || !ranges_within (known, within))
    return false;
  for (unsigned HOST_WIDE_INT k = 0; k <= tree_to_uhwi (last); k++) {
    struct ranges set;
    ranges_add (&set, k, k);
    if (strip_index (index, &set) != l->value || set.list.is_empty ())
      continue;
    if (set.list.length () != 1 || set.list[0].low != set.list[0].high)
      return false;
    if (!ranges_within (set, known))
      continue;
    tree value = element (place, at, k);
    if (!value)
      return false;
    l->keys.safe_push (set.list[0].low);
    l->elements.safe_push (value);
  }
  return l->keys.length () > 1;
}

static int
compare_labels (const void *a, const void *b)
{
  return tree_int_cst_compare (CASE_LOW (*(const tree *) a), CASE_LOW (*(const tree *) b));
}

/* Makes a switch of L.  */
static void
choose_element (struct lookup *l)
{
  gimple_stmt_iterator at = gsi_for_stmt (l->read);
  tree result = gimple_assign_lhs (l->read);
  basic_block block = gimple_bb (l->read), behind;
  gsi_prev (&at);
  edge e = gsi_end_p (at) ? split_block_after_labels (block) : split_block (block, gsi_stmt (at));
  behind = e->dest;
  remove_edge (e);
  at = gsi_for_stmt (l->read);
  gsi_remove (&at, true);
  auto_vec<tree> met, labels;
  auto_vec<basic_block> ways;
  for (unsigned i = 0; i < l->keys.length (); i++) {
    unsigned n = 0;
    while (n < met.length () && !operand_equal_p (met[n], l->elements[i], 0))
      n++;
    if (n == met.length ()) {
      basic_block way = create_empty_bb (block);
      way->count = block->count;
      make_edge (block, way, 0)->probability = profile_probability::uninitialized ();
      make_single_succ_edge (way, behind, EDGE_FALLTHRU);
      met.safe_push (l->elements[i]);
      ways.safe_push (way);
    }
    tree key = wide_int_to_tree (TREE_TYPE (l->value), wi::shwi ((HOST_WIDE_INT) l->keys[i], HOST_BITS_PER_WIDE_INT));
    labels.safe_push (build_case_label (key, NULL_TREE, gimple_block_label (ways[n])));
  }
  gphi *merge = create_phi_node (result, behind);
  for (unsigned n = 0; n < met.length (); n++)
    add_phi_arg (merge, met[n], single_succ_edge (ways[n]), UNKNOWN_LOCATION);
  labels.qsort (compare_labels);
  /* It cannot be another one: the last way is that of all others.  */
  tree rest = build_case_label (NULL_TREE, NULL_TREE, CASE_LABEL (labels.last ()));
  at = gsi_last_bb (block);
  gsi_insert_after (&at, gimple_build_switch (l->value, rest, labels), GSI_NEW_STMT);
}

bool
reshape_lookups (function *fun)
{
  bool changed = false;
  for (bool again = true; again;) {
    basic_block block;
    struct lookup found;
    again = false;
    FOR_EACH_BB_FN (block, fun)
    {
      for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && !again; gsi_next (&i)) {
        found.keys.truncate (0);
        found.elements.truncate (0);
        again = is_lookup (gsi_stmt (i), &found);
      }
      if (again)
        break;
    }
    if (again) {
      choose_element (&found);
      free_dominance_info (CDI_DOMINATORS);
    }
    changed |= again;
  }
  if (changed)
    free_dominance_info (CDI_DOMINATORS);
  return changed;
}
