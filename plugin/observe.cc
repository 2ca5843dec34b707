/* Stand-in until observation is there: the names of the functions.  */
#include "gcc-compat.h"
#include "session.h"
#include "marks.h"
#include "observe.h"

void
observe_register (const char *)
{
}

void
observe_unit (struct unit_facts *u)
{
  u->compiler = memory_copy_text (concat ("gcc ", gcc_version.basever, NULL));
  u->language = memory_copy_text ("C");
  u->options = memory_copy_text ("");
  u->tree_class = memory_copy_text ("gcc/O");
  u->scheme = FINGERPRINT_SCHEME;
  cgraph_node *node;
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node) {
    if (node->alias)
      continue;
    struct function_facts *f = unit_facts_add (u);
    expanded_location e = expand_location (DECL_SOURCE_LOCATION (node->decl));
    f->name = memory_copy_text (IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (node->decl)));
    f->file = policy_relative (session.policy, e.file);
    f->line = e.line;
    f->column = e.column;
    if (!TREE_PUBLIC (node->decl))
      f->flags |= FUNCTION_STATIC;
    struct mark m = mark_of (node->decl, f->name, NULL, f->file);
    f->track = m.track;
    if (m.origin != MARK_NONE) {
      f->flags |= FUNCTION_MARKED;
      f->origin = m.origin;
      f->domain = memory_copy_text (m.domain);
      f->reason = memory_copy_text (m.reason);
    }
    f->unknown = memory_copy_text ("not observed");
  }
}
