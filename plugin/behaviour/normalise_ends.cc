/* Where memory ends.

   What is stored last in memory that nobody reads any more may have been stored to wipe it, and no pass may take that away.  So a
   mark, which reads it, stands where the life of a local ends that is or holds an array, or whose address is known elsewhere;
   before memory is given back by `free`; and where what `alloca` and arrays of variable length took is given back.  What ends with the
   program, behind a call that does not return, has no mark.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise_private.h"
#include "reshape.h"

/* Whether TYPE is an array or holds one.  */
static bool
holds_array (tree type)
{
  if (TREE_CODE (type) == ARRAY_TYPE)
    return true;
  if (RECORD_OR_UNION_TYPE_P (type))
    for (tree field = TYPE_FIELDS (type); field; field = DECL_CHAIN (field))
      if (TREE_CODE (field) == FIELD_DECL && holds_array (TREE_TYPE (field)))
        return true;
  return false;
}

/* Whether what VAR, a local or a parameter, holds at last counts.  */
static bool
may_be_wiped (tree var)
{
  return (VAR_P (var) || TREE_CODE (var) == PARM_DECL) && !is_global_var (var) && !is_gimple_reg (var)
         && !DECL_HAS_VALUE_EXPR_P (var)
         && (TREE_ADDRESSABLE (var) || (!DECL_ARTIFICIAL (var) && holds_array (TREE_TYPE (var))));
}

/* Marks before AT, by MARK, that the life of what lies at ADDRESS ends.  */
static void
mark_end (gimple_stmt_iterator *at, tree mark, tree address)
{
  gcall *call = gimple_build_call (mark, 1, address);
  gimple *stmt = gsi_end_p (*at) ? NULL : gsi_stmt (*at);
  if (stmt && gimple_vuse (stmt))
    gimple_set_vuse (call, gimple_vuse (stmt));
  gsi_insert_before (at, call, GSI_SAME_STMT);
}

/* What FUN uses, and where, of which the life ends somewhere.  */
struct lives {
  auto_vec<tree> locals;     /* in the order in which they are met */
  hash_set<tree> met, ended; /* the same; and those whose end the compiler told */
  auto_vec<tree> taken;      /* what alloca gave */
  tree mark;
};

static tree
add_local (tree *operand, int *walk, void *data)
{
  struct lives *lives = (struct lives *) ((struct walk_stmt_info *) data)->info;
  if (TYPE_P (*operand))
    *walk = 0;
  else if (DECL_P (*operand) && may_be_wiped (*operand) && !lives->met.add (*operand))
    lives->locals.safe_push (*operand);
  return NULL_TREE;
}

static bool
is_alloca (gimple *stmt)
{
  return gimple_call_builtin_p (stmt, BUILT_IN_NORMAL)
         && ALLOCA_FUNCTION_CODE_P (DECL_FUNCTION_CODE (gimple_call_fndecl (stmt))) && gimple_call_lhs (stmt)
         && TREE_CODE (gimple_call_lhs (stmt)) == SSA_NAME;
}

static void
look_at (gimple *stmt, struct lives *lives)
{
  struct walk_stmt_info info;
  memset (&info, 0, sizeof info);
  info.info = lives;
  if (gimple_clobber_p (stmt)) {
    if (DECL_P (gimple_assign_lhs (stmt)))
      lives->ended.add (gimple_assign_lhs (stmt));
    return;
  }
  if (is_gimple_debug (stmt))
    return;
  walk_gimple_op (stmt, add_local, &info);
  if (is_alloca (stmt))
    lives->taken.safe_push (gimple_call_lhs (stmt));
}

/* Marks before AT the end of what alloca gave on every way there.  */
static void
mark_taken (gimple_stmt_iterator *at, basic_block block, const struct lives &lives)
{
  for (unsigned n = 0; n < lives.taken.length (); n++) {
    basic_block given = gimple_bb (SSA_NAME_DEF_STMT (lives.taken[n]));
    if (given == block || dominated_by_p (CDI_DOMINATORS, block, given))
      mark_end (at, lives.mark, lives.taken[n]);
  }
}

/* Marks the end of what STMT, at AT in BLOCK, ends.  */
static void
mark_ended_by (gimple *stmt, gimple_stmt_iterator *at, basic_block block, const struct lives &lives)
{
  if (gimple_clobber_p (stmt)) {
    tree var = gimple_assign_lhs (stmt);
    if (DECL_P (var) && may_be_wiped (var))
      mark_end (at, lives.mark, build_fold_addr_expr (var));
  } else if (normalise_calls_library (stmt, BUILT_IN_FREE) && gimple_call_num_args (stmt) == 1
             && TREE_CODE (gimple_call_arg (stmt, 0)) == SSA_NAME)
    mark_end (at, lives.mark, gimple_call_arg (stmt, 0));
  else if (gimple_call_builtin_p (stmt, BUILT_IN_STACK_RESTORE))
    mark_taken (at, block, lives);
}

void
normalise_mark_ends (function *fun)
{
  struct lives lives;
  basic_block block;
  lives.mark = normalise_marker_end ();
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    look_at (gsi_stmt (i), &lives);
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    mark_ended_by (gsi_stmt (i), &i, block, lives);
  /* Parameters, and locals whose end the compiler does not tell (-fstack-reuse=none), end with the function.  */
  edge e;
  edge_iterator k;
  FOR_EACH_EDGE (e, k, EXIT_BLOCK_PTR_FOR_FN (fun)->preds)
  {
    gimple_stmt_iterator at = gsi_last_bb (e->src);
    if (gsi_end_p (at) || gimple_code (gsi_stmt (at)) != GIMPLE_RETURN)
      continue;
    for (unsigned n = 0; n < lives.locals.length (); n++)
      if (!lives.ended.contains (lives.locals[n]))
        mark_end (&at, lives.mark, build_fold_addr_expr (lives.locals[n]));
    mark_taken (&at, e->src, lives);
  }
  free_dominance_info (CDI_DOMINATORS);
}
