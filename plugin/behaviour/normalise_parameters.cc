/* A parameter whose address is taken becomes a local that begins with what the parameter holds: so it is when the body is
   inlined, and a helper that takes the address of what it is passed is the same in its caller.  */
#include "gcc-compat.h"

#include "normalise_private.h"

static tree
replace_parameter (tree *operand, int *walk_subtrees, void *data)
{
  hash_map<tree, tree> *locals = (hash_map<tree, tree> *) ((struct walk_stmt_info *) data)->info;
  if (TREE_CODE (*operand) == PARM_DECL) {
    if (tree *local = locals->get (*operand))
      *operand = *local;
    *walk_subtrees = 0;
  } else if (TYPE_P (*operand))
    *walk_subtrees = 0;
  return NULL_TREE;
}

void
normalise_parameters (function *fun)
{
  hash_map<tree, tree> locals;
  auto_vec<tree> found;
  for (tree p = DECL_ARGUMENTS (fun->decl); p; p = DECL_CHAIN (p)) {
    if (!TREE_ADDRESSABLE (p) || !is_gimple_reg_type (TREE_TYPE (p)) || TREE_THIS_VOLATILE (p) || DECL_BY_REFERENCE (p))
      continue;
    tree local = build_decl (DECL_SOURCE_LOCATION (p), VAR_DECL, DECL_NAME (p), TREE_TYPE (p));
    DECL_CONTEXT (local) = fun->decl;
    TREE_ADDRESSABLE (local) = TREE_USED (local) = 1;
    DECL_SEEN_IN_BIND_EXPR_P (local) = 1;
    SET_DECL_ALIGN (local, DECL_ALIGN (p));
    DECL_USER_ALIGN (local) = DECL_USER_ALIGN (p);
    add_local_decl (fun, local);
    locals.put (p, local);
    found.safe_push (p);
  }
  if (found.is_empty ())
    return;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    struct walk_stmt_info info;
    memset (&info, 0, sizeof info);
    info.info = &locals;
    walk_gimple_op (gsi_stmt (i), replace_parameter, &info);
    update_stmt (gsi_stmt (i));
  }
  for (unsigned n = 0; n < found.length (); n++) {
    TREE_ADDRESSABLE (found[n]) = 0;
    gsi_insert_on_edge_immediate (single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (fun)),
                                  gimple_build_assign (*locals.get (found[n]), found[n]));
  }
}
