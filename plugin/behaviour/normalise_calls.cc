/* Calls of functions that take other arguments than they are given.

   Behind `int g ();`, `g (1)` passes an int, whatever `g` takes.  Where g is defined with a prototype that comes later, the inliner
   converts what is passed, as if it had been there before; a call does not.  */
#include "gcc-compat.h"

#include "normalise_private.h"

/* Whether what is passed as FROM is received as TO.  */
static bool
is_passed_as (tree from, tree to)
{
  if (types_compatible_p (to, from))
    return true;
  bool plain = INTEGRAL_TYPE_P (from) || POINTER_TYPE_P (from);
  return plain && (INTEGRAL_TYPE_P (to) || POINTER_TYPE_P (to)) && TYPE_PRECISION (from) == TYPE_PRECISION (to);
}

/* Whether CALL passes what CALLEE takes.  */
static bool
fits (gcall *call, tree callee)
{
  unsigned n = 0;
  for (tree p = DECL_ARGUMENTS (callee); p; p = DECL_CHAIN (p), n++)
    if (n >= gimple_call_num_args (call) || !is_passed_as (TREE_TYPE (gimple_call_arg (call, n)), DECL_ARG_TYPE (p)))
      return false;
  return n == gimple_call_num_args (call);
}

bool
normalise_calls_otherwise (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    tree callee = call && !gimple_call_internal_p (call) ? gimple_call_fndecl (call) : NULL_TREE;
    if (callee && DECL_STRUCT_FUNCTION (callee) && !prototype_p (gimple_call_fntype (call)) && !fits (call, callee))
      return true;
  }
  return false;
}
