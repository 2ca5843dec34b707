/* Reshaping: reads where ways meet.

   Where memory is read at a place where ways meet, and it is known of one of them what was stored there last, the value
   is merged, and read on the other ways.  So a test that a loop makes at its head is the one that is made before the
   loop and at its end.  And what was stored or read last, on the only way, is not read again.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise_private.h"
#include "reshape.h"

/* How many stores are passed over on the way to the one that is read.  */
#define WALK_LIMIT 10
/* How far up the state of memory is looked for.  */
#define BLOCK_LIMIT 100
/* Computations between what a block merges and a pointer.  */
#define DEPTH 4

/* What was stored last, in STATE, in what PLACE reads; NULL_TREE if that is not known.  */
static tree
stored_value (tree place, tree state)
{
  ao_ref reference;
  ao_ref_init (&reference, place);
  for (unsigned n = 0; n < WALK_LIMIT && !SSA_NAME_IS_DEFAULT_DEF (state); n++) {
    gimple *def = SSA_NAME_DEF_STMT (state);
    /* A place where ways met, and no longer do.  */
    if (gphi *only = dyn_cast<gphi *> (def)) {
      if (gimple_phi_num_args (only) != 1)
        return NULL_TREE;
      state = gimple_phi_arg_def (only, 0);
      continue;
    }
    /* A call that does not change it (malloc).  */
    if (is_gimple_call (def) && !stmt_may_clobber_ref_p_1 (def, &reference, false)) {
      state = gimple_vuse (def);
      continue;
    }
    if (!is_gimple_assign (def) || gimple_has_volatile_ops (def))
      return NULL_TREE;
    if (gimple_assign_single_p (def) && operand_equal_p (gimple_assign_lhs (def), place, 0)
        && reshape_mergeable (gimple_assign_rhs1 (def), gimple_assign_rhs1 (def))
        && reshape_same_types (TREE_TYPE (gimple_assign_rhs1 (def)), TREE_TYPE (place))
        && reshape_same_types (TREE_TYPE (gimple_assign_lhs (def)), TREE_TYPE (place)))
      return gimple_assign_rhs1 (def);
    if (stmt_may_clobber_ref_p_1 (def, &reference, false))
      return NULL_TREE;
    state = gimple_vuse (def);
  }
  return NULL_TREE;
}

tree
reshape_memory_state (tree memory)
{
  for (unsigned n = 0; n < WALK_LIMIT && !SSA_NAME_IS_DEFAULT_DEF (memory); n++) {
    gphi *phi = dyn_cast<gphi *> (SSA_NAME_DEF_STMT (memory));
    tree only = NULL_TREE;
    for (unsigned i = 0; phi && i < gimple_phi_num_args (phi); i++) {
      tree argument = gimple_phi_arg_def (phi, i);
      if (argument == memory || argument == only)
        continue;
      if (only)
        return memory;
      only = argument;
    }
    if (!only)
      return memory;
    memory = only;
  }
  return memory;
}

/* Whether PLACE holds the same in A and in B, states of memory: nothing between writes to it.  Needs dominators.  */
static bool
same_state (tree place, tree a, tree b)
{
  return reshape_memory_state (a) == reshape_memory_state (b)
         || canonical_state_of (place, a) == canonical_state_of (place, b);
}

/* Whether A and B are read from one place.  */
static bool
read_one_place (tree a, tree b)
{
  gassign *one = reshape_definition (a), *other = reshape_definition (b);
  return one && other && reshape_is_read (one) && reshape_is_read (other)
         && reshape_same_types (TREE_TYPE (a), TREE_TYPE (b))
         && operand_equal_p (gimple_assign_rhs1 (one), gimple_assign_rhs1 (other), 0);
}

bool
reshape_read_alike (tree a, tree b)
{
  return read_one_place (a, b)
         && reshape_memory_state (gimple_vuse (reshape_definition (a)))
                == reshape_memory_state (gimple_vuse (reshape_definition (b)));
}

bool
reshape_alike (tree a, tree b)
{
  return reshape_same_value (a, b) || reshape_read_alike (a, b);
}

/* The state of memory where BLOCK begins; NULL_TREE if that is not found.  */
static tree
memory_at_start (basic_block block)
{
  for (unsigned n = 0; n < BLOCK_LIMIT && block != ENTRY_BLOCK_PTR_FOR_FN (cfun); n++) {
    if (gphi *memory = get_virtual_phi (block))
      return gimple_phi_result (memory);
    /* All ways there bring the same.  */
    block = get_immediate_dominator (CDI_DOMINATORS, block);
    for (gimple_stmt_iterator i = gsi_last_bb (block); !gsi_end_p (i); gsi_prev (&i))
      if (gimple_vdef (gsi_stmt (i)))
        return gimple_vdef (gsi_stmt (i));
  }
  return block == ENTRY_BLOCK_PTR_FOR_FN (cfun) ? ssa_default_def (cfun, gimple_vop (cfun)) : NULL_TREE;
}

/* Whether PHI merges what is read, each time of one type.  */
static bool
merges_reads (gphi *phi)
{
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree argument = gimple_phi_arg_def (phi, i);
    gassign *read = reshape_definition (argument);
    if ((gimple_phi_arg_edge (phi, i)->flags & (EDGE_ABNORMAL | EDGE_EH)) || !read || !reshape_is_read (read)
        || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (argument)
        || !reshape_same_types (TREE_TYPE (argument), TREE_TYPE (gimple_phi_result (phi))))
      return false;
  }
  return gimple_phi_num_args (phi) > 1;
}

/* Whether VALUE is there where BLOCK begins, or what computes it may be done there; done is it, before AT, if that is not NULL.  */
static bool
comes_first (tree value, basic_block block, gimple_stmt_iterator *at, unsigned depth)
{
  if (!reshape_is_given_in (value, block) || gimple_code (SSA_NAME_DEF_STMT (value)) == GIMPLE_PHI)
    return true;
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (!def || !reshape_is_pure (def) || gimple_vuse (def))
    return false;
  for (unsigned n = 1; n < gimple_num_ops (def); n++)
    if (gimple_op (def, n) && !comes_first (gimple_op (def, n), block, at, depth - 1))
      return false;
  if (at) {
    gimple_stmt_iterator from = gsi_for_stmt (def);
    if (gsi_stmt (*at) == def)
      gsi_next (at);
    else
      gsi_move_before (&from, at);
  }
  return true;
}

/* Reads PLACE, in STATE, where BLOCK begins.  POINTER: what it is read through, if that is computed there and then known to point to
   something; or NULL_TREE.  */
static tree
read_at_start (tree place, tree state, basic_block block, tree pointer)
{
  tree value = make_ssa_name (TREE_TYPE (place));
  gassign *read = gimple_build_assign (value, place);
  gimple_stmt_iterator at = gsi_after_labels (block);
  gimple_set_vuse (read, state);
  if (pointer) {
    comes_first (pointer, block, &at, DEPTH);
    gsi_insert_before (&at, gimple_build_call (normalise_marker_touch (), 1, pointer), GSI_SAME_STMT);
  }
  gsi_insert_before (&at, read, GSI_SAME_STMT);
  return value;
}

/* ADDRESS, which rests on what its block merges, as it is when that is entered by E.  */
static void
enter_by (aff_tree *address, edge e, hash_map<tree, name_expansion *> **expansions)
{
  aff_tree result;
  aff_combination_const (&result, address->type, address->offset);
  for (unsigned n = 0; n < address->n; n++) {
    aff_tree part;
    tree value = address->elts[n].val, inner = value;
    STRIP_NOPS (inner);
    gphi *phi = reshape_is_given_in (inner, e->dest) ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (inner)) : NULL;
    value = phi ? fold_convert (TREE_TYPE (value), PHI_ARG_DEF_FROM_EDGE (phi, e)) : value;
    tree_to_aff_combination_expand (value, address->type, &part, expansions);
    aff_combination_scale (&part, address->elts[n].coef);
    aff_combination_add (&result, &part);
  }
  *address = result;
}

/* POINTER without the constants that are added to it.  */
static tree
start_of (tree pointer)
{
  for (unsigned n = 0; n < WALK_LIMIT; n++) {
    gassign *sum = reshape_definition (pointer);
    if (!sum || gimple_assign_rhs_code (sum) != POINTER_PLUS_EXPR
        || TREE_CODE (gimple_assign_rhs2 (sum)) != INTEGER_CST)
      break;
    pointer = gimple_assign_rhs1 (sum);
  }
  return pointer;
}

/* The state of memory with which PHI's block is entered by the way of its argument N; STATE is that of its beginning.  */
static tree
memory_by (gphi *phi, unsigned n, tree state)
{
  gphi *memory = get_virtual_phi (gimple_bb (phi));
  return memory ? PHI_ARG_DEF_FROM_EDGE (memory, gimple_phi_arg_edge (phi, n)) : state;
}

/* If PHI merges what is read at the address that a pointer has, which its block merges or computes of what it merges, at a distance that
   is the same on every way: reads there.  A loop that reads what it asks for before it begins, and in each round for the next, reads it
   where it begins a round.  NULL_TREE else.  STATE: of memory, where the block begins.  */
static tree
read_by_merge (gphi *phi, tree state)
{
  basic_block block = gimple_bb (phi);
  tree pointer = NULL_TREE, whole = NULL_TREE;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    gassign *read = reshape_definition (gimple_phi_arg_def (phi, i));
    tree place = gimple_assign_rhs1 (read);
    if (TREE_CODE (place) != MEM_REF
        || reshape_memory_state (memory_by (phi, i, state)) != reshape_memory_state (gimple_vuse (read)))
      return NULL_TREE;
    tree from = start_of (TREE_OPERAND (place, 0));
    if (!reshape_is_given_in (from, block))
      continue;
    pointer = from;
    whole = place;
  }
  if (!pointer || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (pointer) || !comes_first (pointer, block, NULL, DEPTH))
    return NULL_TREE;
  hash_map<tree, name_expansion *> *expansions = NULL;
  poly_widest_int distance = 0;
  bool alike = true;
  for (unsigned i = 0; i < gimple_phi_num_args (phi) && alike; i++) {
    tree place = gimple_assign_rhs1 (reshape_definition (gimple_phi_arg_def (phi, i)));
    aff_tree address, there;
    poly_widest_int size;
    get_inner_reference_aff (place, &address, &size);
    aff_combination_expand (&address, &expansions);
    tree_to_aff_combination_expand (pointer, TREE_TYPE (pointer), &there, &expansions);
    enter_by (&there, gimple_phi_arg_edge (phi, i), &expansions);
    aff_combination_scale (&there, -1);
    aff_combination_add (&address, &there);
    alike = address.n == 0 && !address.rest && (i == 0 || known_eq (address.offset, distance))
            && TREE_TYPE (TREE_OPERAND (place, 1)) == TREE_TYPE (TREE_OPERAND (whole, 1))
            && TREE_TYPE (place) == TREE_TYPE (whole);
    distance = address.offset;
  }
  free_affine_expand_cache (&expansions);
  if (!alike || !distance.is_constant ())
    return NULL_TREE;
  tree place = unshare_expr (whole);
  TREE_OPERAND (place, 0) = pointer;
  TREE_OPERAND (place, 1) = wide_int_to_tree (TREE_TYPE (TREE_OPERAND (place, 1)), distance.to_constant ());
  return read_at_start (place, state, block, pointer);
}

tree
reshape_read_once (gphi *phi)
{
  basic_block block = gimple_bb (phi);
  if (!merges_reads (phi))
    return NULL_TREE;
  if (!dom_info_available_p (CDI_DOMINATORS))
    calculate_dominance_info (CDI_DOMINATORS);
  tree first = gimple_phi_arg_def (phi, 0), place = gimple_assign_rhs1 (reshape_definition (first));
  tree state = memory_at_start (block);
  bool same = true;
  if (!state)
    return NULL_TREE;
  for (unsigned i = 0; i < gimple_phi_num_args (phi) && same; i++) {
    tree argument = gimple_phi_arg_def (phi, i);
    same = read_one_place (first, argument)
           && same_state (place, memory_by (phi, i, state), gimple_vuse (reshape_definition (argument)));
  }
  return same ? read_at_start (unshare_expr (place), state, block, NULL_TREE) : read_by_merge (phi, state);
}

/* Whether STMT reads a plain value from memory as it is where BLOCK begins.  */
static bool
reads_at_start (gimple *stmt, basic_block block, gphi *memory)
{
  if (!reshape_is_read (stmt) || gimple_vuse (stmt) != gimple_phi_result (memory)
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt)))
    return false;
  ssa_op_iter iterator;
  tree used;
  FOR_EACH_SSA_TREE_OPERAND (used, stmt, iterator, SSA_OP_USE)
  if (reshape_is_given_in (used, block))
    return false;
  return true;
}

static bool
merge_read (gimple *stmt, basic_block block, gphi *memory)
{
  tree place = gimple_assign_rhs1 (stmt), given = gimple_assign_lhs (stmt);
  auto_vec<tree> values;
  bool some = false;
  for (unsigned i = 0; i < gimple_phi_num_args (memory); i++) {
    edge e = gimple_phi_arg_edge (memory, i);
    if ((e->flags & (EDGE_ABNORMAL | EDGE_EH)) || e->src == ENTRY_BLOCK_PTR_FOR_FN (cfun))
      return false;
    values.safe_push (stored_value (place, gimple_phi_arg_def (memory, i)));
    some |= values[i] != NULL_TREE;
  }
  if (!some)
    return false;
  gphi *phi = create_phi_node (make_ssa_name (TREE_TYPE (given)), block);
  for (unsigned i = 0; i < values.length (); i++) {
    edge e = gimple_phi_arg_edge (memory, i);
    tree value = values[i];
    if (!value) {
      value = make_ssa_name (TREE_TYPE (given));
      gassign *load = gimple_build_assign (value, unshare_expr (place));
      gimple_set_vuse (load, gimple_phi_arg_def (memory, i));
      gsi_insert_on_edge (e, load);
    }
    add_phi_arg (phi, value, e, UNKNOWN_LOCATION);
  }
  replace_uses_by (given, gimple_phi_result (phi));
  gimple_stmt_iterator at = gsi_for_stmt (stmt);
  gsi_remove (&at, true);
  release_defs (stmt);
  return true;
}

/* ---- Reads behind a place where ways meet.  */

tree
reshape_read_by (tree place, tree state, basic_block block, gimple *before)
{
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, state)
  {
    gimple *stmt = USE_STMT (use);
    if (!reshape_is_read (stmt))
      continue;
    if (operand_equal_p (gimple_assign_rhs1 (stmt), place, 0)
        && reshape_same_types (TREE_TYPE (gimple_assign_lhs (stmt)), TREE_TYPE (place))
        && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt))
        && dominated_by_p (CDI_DOMINATORS, block, gimple_bb (stmt))
        && (!before || gimple_bb (stmt) != block || reshape_comes_before (stmt, before)))
      return gimple_assign_lhs (stmt);
  }
  return NULL_TREE;
}

/* The block whose virtual PHI gives what STMT, a plain read of what is computed before that block, reads; or NULL.  */
static basic_block
reads_behind (gimple *stmt)
{
  if (!reshape_is_read (stmt) || SSA_NAME_IS_DEFAULT_DEF (gimple_vuse (stmt))
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (stmt)))
    return NULL;
  gphi *memory = dyn_cast<gphi *> (SSA_NAME_DEF_STMT (gimple_vuse (stmt)));
  basic_block block = memory ? gimple_bb (memory) : NULL;
  ssa_op_iter iterator;
  tree used;
  FOR_EACH_SSA_TREE_OPERAND (used, stmt, iterator, SSA_OP_USE)
  if (!block || reshape_is_given_in (used, block) || !reshape_is_given_at (used, block))
    return NULL;
  return block;
}

/* Merges what STMT reads behind BLOCK, if that is known by every way there.  */
static bool
merge_known (gimple *stmt, basic_block block)
{
  tree place = gimple_assign_rhs1 (stmt), given = gimple_assign_lhs (stmt);
  gphi *memory = get_virtual_phi (block);
  auto_vec<tree> values;
  for (unsigned i = 0; i < gimple_phi_num_args (memory); i++) {
    edge e = gimple_phi_arg_edge (memory, i);
    tree state = gimple_phi_arg_def (memory, i);
    tree value = stored_value (place, state);
    if (!value)
      value = reshape_read_by (place, state, e->src, NULL);
    if (!value || (e->flags & (EDGE_ABNORMAL | EDGE_EH)))
      return false;
    values.safe_push (value);
  }
  gphi *phi = create_phi_node (make_ssa_name (TREE_TYPE (given)), block);
  for (unsigned i = 0; i < values.length (); i++)
    add_phi_arg (phi, values[i], gimple_phi_arg_edge (memory, i), UNKNOWN_LOCATION);
  replace_uses_by (given, gimple_phi_result (phi));
  reshape_remove_statement (stmt);
  return true;
}

static bool
merge_known_reads (function *fun)
{
  bool changed = false;
  basic_block block;
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);) {
    gimple *stmt = gsi_stmt (i);
    gsi_next (&i);
    if (basic_block before = reads_behind (stmt))
      changed |= merge_known (stmt, before);
  }
  return changed;
}

bool
reshape_loads (function *fun)
{
  bool changed = merge_known_reads (fun);
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    gphi *memory = EDGE_COUNT (block->preds) > 1 ? get_virtual_phi (block) : NULL;
    for (gimple_stmt_iterator i = gsi_start_bb (block); memory && !gsi_end_p (i);) {
      gimple *stmt = gsi_stmt (i);
      gsi_next (&i);
      if (gimple_vdef (stmt))
        break;
      if (reads_at_start (stmt, block, memory))
        changed |= merge_read (stmt, block, memory);
    }
  }
  if (changed)
    gsi_commit_edge_inserts ();
  return changed;
}

bool
reshape_stored_reads (function *fun)
{
  bool changed = false;
  basic_block block;
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (!reshape_is_read (stmt))
      continue;
    tree value = stored_value (gimple_assign_rhs1 (stmt), gimple_vuse (stmt));
    if (!value)
      value = reshape_read_by (gimple_assign_rhs1 (stmt), gimple_vuse (stmt), block, stmt);
    if (!value)
      continue;
    gimple_assign_set_rhs_with_ops (&i, TREE_CODE (value), value);
    update_stmt (gsi_stmt (i));
    changed = true;
  }
  return changed;
}
