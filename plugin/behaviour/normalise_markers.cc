/* The markers that stand for what the passes would take away.  See normalise.cc.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise_private.h"
#include "reshape.h"

static unsigned undefined_count;

static tree
marker (const char *name, tree result)
{
  tree decl = build_fn_decl (name, build_function_type (result, NULL_TREE));
  DECL_ARTIFICIAL (decl) = 1;
  TREE_NOTHROW (decl) = 1;
  return decl;
}

tree
normalise_marker_touch (void)
{
  tree decl = marker (MARKER_TOUCH, void_type_node);
  TREE_READONLY (decl) = 1;
  DECL_LOOPING_CONST_OR_PURE_P (decl) = 1;
  return decl;
}

static tree
marker_undefined (tree type)
{
  tree decl = marker (MARKER_UNDEFINED, type);
  TREE_READONLY (decl) = 1;
  return decl;
}

static tree
marker_unreachable (void)
{
  tree decl = marker (MARKER_UNREACHABLE, void_type_node);
  TREE_THIS_VOLATILE (decl) = TREE_READONLY (decl) = 1;
  DECL_LOOPING_CONST_OR_PURE_P (decl) = 1;
  return decl;
}

tree
normalise_marker_end (void)
{
  tree decl = marker (MARKER_END, void_type_node);
  DECL_PURE_P (decl) = 1;
  DECL_LOOPING_CONST_OR_PURE_P (decl) = 1;
  return decl;
}

/* The pointer through which PLACE, in memory, is read; or NULL_TREE.  */
static tree
read_through (tree place)
{
  tree base = get_base_address (place);
  if (base && canonical_may_be_absent (base))
    return build_fold_addr_expr (base);
  return base && TREE_CODE (base) == MEM_REF && TREE_CODE (TREE_OPERAND (base, 0)) == SSA_NAME ? TREE_OPERAND (base, 0)
                                                                                               : NULL_TREE;
}

/* What STMT would fault on: a pointer that it reads through, a divisor; or NULL.  */
static tree
touched_by (gimple *stmt)
{
  if (!is_gimple_assign (stmt) || gimple_clobber_p (stmt))
    return NULL_TREE;
  /* A copy of a whole may be taken apart, and what is not used of it vanishes.  */
  if (TREE_CODE (gimple_assign_lhs (stmt)) != SSA_NAME
      && (!gimple_assign_single_p (stmt) || canonical_is_operand (gimple_assign_rhs1 (stmt))))
    return NULL_TREE;
  switch (gimple_assign_rhs_code (stmt)) {
  case TRUNC_DIV_EXPR:
  case CEIL_DIV_EXPR:
  case FLOOR_DIV_EXPR:
  case ROUND_DIV_EXPR:
  case EXACT_DIV_EXPR:
  case TRUNC_MOD_EXPR:
  case CEIL_MOD_EXPR:
  case FLOOR_MOD_EXPR:
  case ROUND_MOD_EXPR: {
    tree divisor = gimple_assign_rhs2 (stmt), type = TREE_TYPE (divisor);
    /* Of several at once, too.  */
    if (VECTOR_TYPE_P (type) || TREE_CODE (type) == COMPLEX_TYPE)
      type = TREE_TYPE (type);
    return TREE_CODE (divisor) == SSA_NAME && INTEGRAL_TYPE_P (type) ? divisor : NULL_TREE;
  }
  default: break;
  }
  return gimple_vuse (stmt) && gimple_assign_single_p (stmt) ? read_through (gimple_assign_rhs1 (stmt)) : NULL_TREE;
}

/* Through which of its arguments, as bits, CALL only reads, and may become a read of its own when more of it is known.  */
static unsigned
read_by_library (gimple *call)
{
  static const struct {
    built_in_function function;
    unsigned arguments;
  } list[] = { { BUILT_IN_MEMCMP, 3 }, { BUILT_IN_BCMP, 3 },    { BUILT_IN_STRCMP, 3 }, { BUILT_IN_STRNCMP, 3 },
               { BUILT_IN_MEMCPY, 2 }, { BUILT_IN_MEMMOVE, 2 }, { BUILT_IN_MEMPCPY, 2 } };
  for (unsigned n = 0; n < ARRAY_SIZE (list); n++)
    if (gimple_call_builtin_p (call, list[n].function))
      return list[n].arguments;
  return 0;
}

static void
mark_touch (gimple_stmt_iterator *i, tree touch, hash_set<tree> *touched, tree value)
{
  if (value && !touched->add (value))
    gsi_insert_before (i, gimple_build_call (touch, 1, value), GSI_SAME_STMT);
}

void
normalise_forget_touches (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);)
    if (reshape_is_touch (gsi_stmt (i)) && canonical_is_there (canonical_touched (gimple_call_arg (gsi_stmt (i), 0)))) {
      unlink_stmt_vdef (gsi_stmt (i));
      gsi_remove (&i, true);
    } else
      gsi_next (&i);
}

void
normalise_mark_effects (function *fun)
{
  tree touch = normalise_marker_touch (), unreachable = marker_unreachable ();
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    hash_set<tree> touched;
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
      gimple *stmt = gsi_stmt (i);
      if (gimple_call_builtin_p (stmt, BUILT_IN_UNREACHABLE)) {
        gimple_call_set_fndecl (stmt, unreachable);
        gimple_call_set_fntype (as_a<gcall *> (stmt), TREE_TYPE (unreachable));
        update_stmt (stmt);
      } else if (is_gimple_call (stmt)) {
        /* A structure that is handed over is read here, wherever a function that is inlined uses its parts.  */
        for (unsigned n = 0; n < gimple_call_num_args (stmt); n++)
          if (!is_gimple_val (gimple_call_arg (stmt, n)))
            mark_touch (&i, touch, &touched, read_through (gimple_call_arg (stmt, n)));
        unsigned read = read_by_library (stmt);
        for (unsigned n = 0; read >> n && n < gimple_call_num_args (stmt); n++)
          if ((read >> n & 1) && TREE_CODE (gimple_call_arg (stmt, n)) == SSA_NAME)
            mark_touch (&i, touch, &touched, gimple_call_arg (stmt, n));
        touched.empty ();
      }
      mark_touch (&i, touch, &touched, touched_by (stmt));
    }
  }
}

static tree
add_local (tree *operand, int *, void *data)
{
  if (VAR_P (*operand) && !is_global_var (*operand))
    ((hash_set<tree> *) data)->add (*operand);
  return NULL_TREE;
}

/* The locals that BLOCK does more with than to end their lives.  */
static void
add_locals (basic_block block, hash_set<tree> *used)
{
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
    for (unsigned n = 0; n < gimple_phi_num_args (i.phi ()); n++)
      walk_tree (gimple_phi_arg_def_ptr (i.phi (), n), add_local, used, NULL);
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    for (unsigned n = 0; !gimple_clobber_p (gsi_stmt (i)) && n < gimple_num_ops (gsi_stmt (i)); n++)
      walk_tree (gimple_op_ptr (gsi_stmt (i), n), add_local, used, NULL);
}

void
normalise_forget_unused (function *fun)
{
  hash_set<tree> used;
  auto_vec<gimple *> ends;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (gimple_clobber_p (gsi_stmt (i)) && VAR_P (gimple_assign_lhs (gsi_stmt (i))))
      ends.safe_push (gsi_stmt (i));
  if (ends.is_empty ())
    return;
  FOR_EACH_BB_FN (block, fun)
  add_locals (block, &used);
  for (unsigned n = 0; n < ends.length (); n++)
    if (!used.contains (gimple_assign_lhs (ends[n])))
      reshape_remove_statement (ends[n]);
}

/* Puts markers in the place of locals that have no value.  CHECK: a use that is sure to happen is a failure.  */
const char *
normalise_mark_undefined (function *fun, bool check)
{
  unsigned i;
  tree name;
  auto_vec<tree> found;
  FOR_EACH_SSA_NAME (i, name, fun)
  {
    tree var = SSA_NAME_VAR (name);
    if (!SSA_NAME_IS_DEFAULT_DEF (name) || virtual_operand_p (name) || !var || !VAR_P (var) || has_zero_uses (name))
      continue;
    use_operand_p use;
    imm_use_iterator uses;
    bool used = false;
    FOR_EACH_IMM_USE_FAST (use, uses, name)
    {
      gimple *stmt = USE_STMT (use);
      if (is_gimple_debug (stmt))
        continue;
      used = true;
      if (check && gimple_code (stmt) != GIMPLE_PHI)
        return "it uses a local that has no value";
    }
    if (used)
      found.safe_push (name);
  }
  for (unsigned n = 0; n < found.length (); n++) {
    tree type = TREE_TYPE (found[n]), value = make_ssa_name (type);
    gcall *call = gimple_build_call (marker_undefined (type), 1, build_int_cst (integer_type_node, ++undefined_count));
    gimple_call_set_lhs (call, value);
    gsi_insert_on_edge_immediate (single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (fun)), call);
    replace_uses_by (found[n], value);
  }
  return NULL;
}
