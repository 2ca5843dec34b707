/* Who has to do with floating point.  */
#include "gcc-compat.h"

#include "normalise_private.h"

static bool
is_floating (tree type)
{
  while (type
         && (TREE_CODE (type) == VECTOR_TYPE || TREE_CODE (type) == COMPLEX_TYPE || TREE_CODE (type) == ARRAY_TYPE))
    type = TREE_TYPE (type);
  return type && (TREE_CODE (type) == REAL_TYPE || TREE_CODE (type) == FIXED_POINT_TYPE);
}

static tree
find_floating (tree *operand, int *walk_subtrees, void *data)
{
  if (TYPE_P (*operand)) {
    *walk_subtrees = 0;
    return NULL_TREE;
  }
  if (is_floating (TREE_TYPE (*operand)))
    *(bool *) ((struct walk_stmt_info *) data)->info = true;
  return NULL_TREE;
}

bool
normalise_has_floating_point (function *fun)
{
  basic_block block;
  bool found = is_floating (TREE_TYPE (DECL_RESULT (fun->decl)));
  for (tree p = DECL_ARGUMENTS (fun->decl); p; p = DECL_CHAIN (p))
    found |= is_floating (TREE_TYPE (p));
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && !found; gsi_next (&i)) {
    struct walk_stmt_info info;
    memset (&info, 0, sizeof info);
    info.info = &found;
    walk_gimple_op (gsi_stmt (i), find_floating, &info);
    /* A comparison's operands are operands; so is what a call takes and gives.  Who says so may be the callee alone.  */
    if (is_gimple_call (gsi_stmt (i)) && gimple_call_fntype (gsi_stmt (i)))
      found |= is_floating (TREE_TYPE (gimple_call_fntype (gsi_stmt (i))));
  }
  return found;
}
