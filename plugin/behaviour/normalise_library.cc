/* Normalising a body: whether a call is one of the C library's function, of which it is known what it does.

   The compiler takes a function for the library's by its name in the source.  The unit may define it, though, or give it another
   name for the assembler: then it does what that one does, and is a function like any other.  */
#include "gcc-compat.h"

#include "normalise_private.h"

bool
normalise_calls_library (gimple *stmt, enum built_in_function code)
{
  if (!gimple_call_builtin_p (stmt, code))
    return false;
  tree decl = gimple_call_fndecl (stmt), own = builtin_decl_explicit (code), label = DECL_ASSEMBLER_NAME (decl);
  const char *name = IDENTIFIER_POINTER (label), *known = IDENTIFIER_POINTER (DECL_NAME (own)) + strlen ("__builtin_");
  if (strcmp (name + (name[0] == '*'), known) != 0)
    return false;
  for (symtab_node *node = symtab_node::get_for_asmname (label); node; node = node->next_sharing_asm_name)
    if (node->definition)
      return false;
  return true;
}
