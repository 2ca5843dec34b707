/* Functions whose address is taken: where a call through a pointer may go, by type.  Only told, never compared.  */
#include "gcc-compat.h"

#include "observed.h"

void
observe_pointed (struct unit_facts *u)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  {
    tree decl = node->decl;
    if (!node->address_taken || !DECL_NAME (decl) || !DECL_ASSEMBLER_NAME_SET_P (decl) || node->inlined_to)
      continue;
    const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
    struct strbuf type = STRBUF_INIT;
    type_write (TREE_TYPE (decl), &type);
    struct pointed_function *p = grow (&u->pointed, &u->pointed_count);
    p->type = strbuf_detach (&type);
    p->name = memory_copy_text (name[0] == '*' ? name + 1 : name);
  }
}
