/* Observation of functions without a body of their own: aliases, ifuncs and weakrefs.

   Each is a function like any other to those who call, mark and audit it.  What it does
   is what it stands for: its source says for whom, and that function is its dependency.  */
#include "gcc-compat.h"

#include "observed.h"

/* The declaration behind NODE if it is known, else NULL; its linkage name in *NAME.  */
static tree
target_of (cgraph_node *node, const char **name)
{
  tree target = node->analyzed ? node->get_alias_target ()->decl : node->alias_target;
  tree identifier = target && DECL_P (target) ? DECL_ASSEMBLER_NAME (target) : target;
  *name = identifier && TREE_CODE (identifier) == IDENTIFIER_NODE ? IDENTIFIER_POINTER (identifier) : "";
  *name = targetm.strip_name_encoding (*name);
  return target && TREE_CODE (target) == FUNCTION_DECL ? target : NULL_TREE;
}

/* The source of an alias: what kind it is, and of what.  Where the function behind it has no spelled view, neither has
   the alias: its dependencies can be compared as far as that one's only.  */
static void
set_source (struct observed_function *f, const char *kind, const char *name, const struct observed_function *behind)
{
  struct strbuf text;
  struct digest digest;
  strbuf_init (&text);
  strbuf_addf (&text, "%s of %s", kind, name);
  digest = digest_of (strbuf_text (&text), text.length, DIGEST_FULL);
  strbuf_release (&text);
  f->facts.aspects[ASPECT_TREE] = digest;
  f->spelled = !behind || behind->spelled;
  if (f->spelled)
    f->facts.aspects[ASPECT_SOURCE] = digest;
  else
    f->facts.unknown = memory_copy_text (behind->facts.unknown);
}

static void
observe_alias (cgraph_node *node)
{
  tree decl = node->decl;
  const char *name, *kind = node->ifunc_resolver ? "ifunc" : node->weakref ? "weakref" : "alias";
  tree target = target_of (node, &name);
  bool known;
  unsigned &index = observed.function_of->get_or_insert (DECL_UID (decl), &known);
  struct observed_function *f;
  if (known)
    return;
  /* What `#pragma weak` makes of a name that is declared nowhere stands where that does for which it stands.  */
  tree placed = target && DECL_SOURCE_LOCATION (decl) == UNKNOWN_LOCATION ? target : decl;
  index = observed.functions_count;
  f = grow (&observed.functions, &observed.functions_count);
  f->uid = DECL_UID (decl);
  f->alias = true;
  observe_function_place (f, placed);
  if (preprocessor_in_environment (DECL_SOURCE_LOCATION (placed))) {
    f->facts.flags |= FUNCTION_SYSTEM;
    return;
  }
  if (target) {
    struct reference_list references = { NULL, 0, NULL };
    add_user_reference (target, &references);
    f->references = references.list;
    f->references_count = references.count;
  } else if (*name)
    f->stands_for = memory_copy_text (name);
  unsigned *behind = target ? observed.function_of->get (DECL_UID (target)) : NULL;
  set_source (f, kind, name, behind ? &observed.functions[*behind] : NULL);
}

/* Whether DECL, which the compiler made, is what `#pragma weak NAME = OTHER` says of a NAME that is declared nowhere.  */
static bool
is_by_pragma (tree decl)
{
  return !is_cxx () && DECL_WEAK (decl) && DECL_SOURCE_LOCATION (decl) == UNKNOWN_LOCATION;
}

void
observe_aliases (void)
{
  cgraph_node *node;
  /* The compiler makes up others: C++'s several names of one constructor, clones for several targets.  */
  FOR_EACH_FUNCTION (node)
  if (node->alias && !node->cpp_implicit_alias && DECL_NAME (node->decl)
      && (!DECL_ARTIFICIAL (node->decl) || is_by_pragma (node->decl)))
    observe_alias (node);
}
