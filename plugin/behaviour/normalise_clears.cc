/* Locals that begin as constants.

   `memset (&v, 0, sizeof v)` of a local without padding is `v = { 0 }`, and what a local begins with is put where it is used
   first: before that nobody could see it.  Padding is another matter: `memset` clears it, and an initialiser need not
   (C11 6.2.6.1), so where the type has some the two stay apart.  A structure of a few members without padding that begins as zeros
   has each of them set to zero: what is stored over then is no store.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise_private.h"
#include "reshape.h"

/* How many members a structure has at most that is cleared member by member.  */
#define MEMBERS 8

/* Whether all bits of an object of TYPE belong to its value.  */
static bool
has_no_padding (tree type)
{
  if (!TYPE_SIZE (type) || !tree_fits_uhwi_p (TYPE_SIZE (type)))
    return false;
  if (TREE_CODE (type) == ARRAY_TYPE)
    return has_no_padding (TREE_TYPE (type));
  if (INTEGRAL_TYPE_P (type) || POINTER_TYPE_P (type))
    return TREE_CODE (type) == BOOLEAN_TYPE || TYPE_PRECISION (type) == tree_to_uhwi (TYPE_SIZE (type));
  if (SCALAR_FLOAT_TYPE_P (type))
    return TYPE_PRECISION (type) == tree_to_uhwi (TYPE_SIZE (type)) && TYPE_PRECISION (type) <= 64;
  if (TREE_CODE (type) != RECORD_TYPE)
    return false;
  unsigned HOST_WIDE_INT end = 0;
  for (tree field = TYPE_FIELDS (type); field; field = DECL_CHAIN (field)) {
    if (TREE_CODE (field) != FIELD_DECL)
      continue;
    if (DECL_BIT_FIELD (field) || !DECL_SIZE (field) || !tree_fits_uhwi_p (DECL_SIZE (field))
        || (unsigned HOST_WIDE_INT) int_bit_position (field) != end || !has_no_padding (TREE_TYPE (field)))
      return false;
    end += tree_to_uhwi (DECL_SIZE (field));
  }
  return end == tree_to_uhwi (TYPE_SIZE (type));
}

static bool
is_local (tree decl)
{
  return VAR_P (decl) && auto_var_in_fn_p (decl, current_function_decl) && !TREE_THIS_VOLATILE (decl)
         && !DECL_HARD_REGISTER (decl) && !DECL_HAS_VALUE_EXPR_P (decl) && DECL_SIZE_UNIT (decl)
         && tree_fits_uhwi_p (DECL_SIZE_UNIT (decl));
}

/* The local that STMT sets to zeros as a whole by its bytes; or NULL_TREE.  */
static tree
cleared (gimple *stmt)
{
  tree place = NULL_TREE, size = NULL_TREE;
  if (normalise_calls_library (stmt, BUILT_IN_MEMSET) && !gimple_call_lhs (stmt)) {
    if (!integer_zerop (gimple_call_arg (stmt, 1)) || TREE_CODE (gimple_call_arg (stmt, 0)) != ADDR_EXPR)
      return NULL_TREE;
    place = TREE_OPERAND (gimple_call_arg (stmt, 0), 0);
    size = gimple_call_arg (stmt, 2);
  } else if (gimple_assign_single_p (stmt) && TREE_CODE (gimple_assign_lhs (stmt)) == MEM_REF
             && TREE_CODE (gimple_assign_rhs1 (stmt)) == INTEGER_CST && integer_zerop (gimple_assign_rhs1 (stmt))
             && integer_zerop (TREE_OPERAND (gimple_assign_lhs (stmt), 1))
             && TREE_CODE (TREE_OPERAND (gimple_assign_lhs (stmt), 0)) == ADDR_EXPR
             && !gimple_has_volatile_ops (stmt)) {
    /* A few bytes, of which GCC makes a number.  */
    place = TREE_OPERAND (TREE_OPERAND (gimple_assign_lhs (stmt), 0), 0);
    size = TYPE_SIZE_UNIT (TREE_TYPE (gimple_assign_lhs (stmt)));
  }
  /* An array's address is that of its first element.  */
  while (place && TREE_CODE (place) == ARRAY_REF && integer_zerop (TREE_OPERAND (place, 1))
         && integer_zerop (array_ref_low_bound (place)))
    place = TREE_OPERAND (place, 0);
  if (!place || !size || !is_local (place) || !tree_int_cst_equal (size, DECL_SIZE_UNIT (place))
      || !AGGREGATE_TYPE_P (TREE_TYPE (place)) || !has_no_padding (TREE_TYPE (place)))
    return NULL_TREE;
  return place;
}

static tree
find_decl (tree *operand, int *, void *data)
{
  return *operand == (tree) ((struct walk_stmt_info *) data)->info ? *operand : NULL_TREE;
}

static bool
mentions (gimple *stmt, tree decl)
{
  struct walk_stmt_info info;
  memset (&info, 0, sizeof info);
  info.info = decl;
  return walk_gimple_op (stmt, find_decl, &info) != NULL_TREE;
}

/* The first statement from I on, in its block, that mentions DECL, or ends the block; or NULL.  */
static gimple *
first_mention (gimple_stmt_iterator i, tree decl)
{
  for (; !gsi_end_p (i); gsi_next (&i))
    if (!is_gimple_debug (gsi_stmt (i)) && (mentions (gsi_stmt (i), decl) || stmt_ends_bb_p (gsi_stmt (i))))
      return gsi_stmt (i);
  return NULL;
}

static bool
ends_life (basic_block block, tree decl)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (gimple_clobber_p (gsi_stmt (i)) && gimple_assign_lhs (gsi_stmt (i)) == decl)
      return true;
  return false;
}

/* Whether a way leads from BLOCK back to it that does not pass HEAD, and on which DECL lives.  Either may be missing.  */
static bool
goes_round (basic_block block, basic_block head, tree decl)
{
  auto_vec<basic_block> work;
  hash_set<basic_block> met;
  edge e;
  edge_iterator i;
  work.safe_push (block);
  while (!work.is_empty ()) {
    basic_block at = work.pop ();
    if (decl && ends_life (at, decl))
      continue;
    FOR_EACH_EDGE (e, i, at->succs)
    {
      if (e->dest == block)
        return true;
      if (e->dest != head && e->dest != EXIT_BLOCK_PTR_FOR_FN (cfun) && !met.add (e->dest))
        work.safe_push (e->dest);
    }
  }
  return false;
}

/* What STMT, which gives DECL what it begins with, may be put before, or at the end of *PLACE; NULL and no *PLACE if it stays.  */
static gimple *
later_place (gimple *stmt, tree decl, function *fun, basic_block *place)
{
  basic_block block, own = gimple_bb (stmt), target = NULL;
  gimple_stmt_iterator after = gsi_for_stmt (stmt);
  *place = NULL;
  gsi_next (&after);
  /* Its address may be known from the last time.  */
  if (goes_round (own, NULL, decl))
    return NULL;
  FOR_EACH_BB_FN (block, fun)
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
      for (unsigned n = 0; n < gimple_phi_num_args (i.phi ()); n++) {
        tree value = gimple_phi_arg_def (i.phi (), n);
        if (TREE_CODE (value) != ADDR_EXPR || get_base_address (TREE_OPERAND (value, 0)) != decl)
          continue;
        basic_block from = gimple_phi_arg_edge (i.phi (), n)->src;
        if (!dominated_by_p (CDI_DOMINATORS, from, own))
          return NULL;
        target = target ? nearest_common_dominator (CDI_DOMINATORS, target, from) : from;
      }
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
      gimple *other = gsi_stmt (i);
      if (other == stmt || is_gimple_debug (other) || gimple_clobber_p (other) || !mentions (other, decl))
        continue;
      if (block == own ? !reshape_comes_before (stmt, other) : !dominated_by_p (CDI_DOMINATORS, block, own))
        return NULL;
      target = target ? nearest_common_dominator (CDI_DOMINATORS, target, block) : block;
    }
  }
  if (!target)
    return NULL;
  while (target != own && goes_round (target, own, NULL_TREE))
    target = get_immediate_dominator (CDI_DOMINATORS, target);
  *place = target;
  return first_mention (target == own ? after : gsi_after_labels (target), decl);
}

/* Whether STMT gives a local what it begins with, all of it, of constants.  */
static tree
begins (gimple *stmt)
{
  if (!gimple_assign_single_p (stmt) || gimple_has_volatile_ops (stmt) || gimple_clobber_p (stmt))
    return NULL_TREE;
  tree decl = gimple_assign_lhs (stmt), with = gimple_assign_rhs1 (stmt);
  if (!is_local (decl) || !AGGREGATE_TYPE_P (TREE_TYPE (decl)))
    return NULL_TREE;
  if (VAR_P (with) && DECL_IN_CONSTANT_POOL (with))
    return decl;
  return (TREE_CODE (with) == CONSTRUCTOR && !CONSTRUCTOR_NELTS (with)) || TREE_CODE (with) == STRING_CST ? decl
                                                                                                          : NULL_TREE;
}

/* Puts the clearing of a local by its bytes, STMT, as an initialiser; returns that.  */
static gimple *
as_initialiser (gimple *stmt, tree decl)
{
  gimple_stmt_iterator i = gsi_for_stmt (stmt);
  gassign *clear = gimple_build_assign (decl, build_constructor (TREE_TYPE (decl), NULL));
  gsi_insert_before (&i, clear, GSI_SAME_STMT);
  reshape_remove_statement (stmt);
  return clear;
}

/* Adds the members of PLACE, a structure, to LIST, those of structures in it one by one; false if these are not all scalars.  */
static bool
list_members (tree place, auto_vec<tree> *list)
{
  for (tree field = TYPE_FIELDS (TREE_TYPE (place)); field; field = DECL_CHAIN (field)) {
    if (TREE_CODE (field) != FIELD_DECL)
      continue;
    tree type = TREE_TYPE (field), member = build3 (COMPONENT_REF, type, unshare_expr (place), field, NULL_TREE);
    if (TYPE_VOLATILE (type) || (TREE_CODE (type) == RECORD_TYPE && !list_members (member, list)))
      return false;
    if (TREE_CODE (type) == RECORD_TYPE)
      continue;
    if (!is_gimple_reg_type (type) || list->length () == MEMBERS)
      return false;
    list->safe_push (member);
  }
  return true;
}

/* Makes of STMT, which sets all of DECL to zero, one statement for each member, if these are few.  */
static bool
clear_members (gimple *stmt, tree decl)
{
  auto_vec<tree> members;
  tree with = gimple_assign_rhs1 (stmt), type = TREE_TYPE (decl);
  if (TREE_CODE (with) != CONSTRUCTOR || CONSTRUCTOR_NELTS (with) || TREE_CODE (type) != RECORD_TYPE
      || !has_no_padding (type) || !list_members (decl, &members) || members.is_empty ())
    return false;
  gimple_stmt_iterator i = gsi_for_stmt (stmt);
  for (unsigned n = 0; n < members.length (); n++)
    gsi_insert_before (&i, gimple_build_assign (members[n], build_zero_cst (TREE_TYPE (members[n]))), GSI_SAME_STMT);
  reshape_remove_statement (stmt);
  return true;
}

void
normalise_clears (function *fun)
{
  auto_vec<gimple *> found;
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (cleared (gsi_stmt (i)) || begins (gsi_stmt (i)))
      found.safe_push (gsi_stmt (i));
  if (found.is_empty ())
    return;
  calculate_dominance_info (CDI_DOMINATORS);
  for (unsigned n = 0; n < found.length (); n++) {
    basic_block place;
    gimple *stmt = found[n];
    tree bytes = cleared (stmt), decl = bytes ? bytes : begins (stmt);
    gimple *before = later_place (stmt, decl, fun, &place);
    /* What is cleared at its end is wiped, and stays a call.  */
    if (!place) {
      changed |= !bytes && clear_members (stmt, decl);
      continue;
    }
    if (bytes)
      stmt = as_initialiser (stmt, decl);
    gimple_stmt_iterator from = gsi_for_stmt (stmt), to;
    if (before && before != stmt) {
      to = gsi_for_stmt (before);
      gsi_move_before (&from, &to);
    } else if (!before && gimple_bb (stmt) != place)
      gsi_move_to_bb_end (&from, place);
    clear_members (stmt, decl);
    changed = true;
  }
  free_dominance_info (CDI_DOMINATORS);
  if (!changed)
    return;
  reshape_forget_memory (fun);
  update_ssa (TODO_update_ssa_only_virtuals);
}
