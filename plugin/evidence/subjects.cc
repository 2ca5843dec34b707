/* What a test looks at from outside, and what is a part of it.  See subjects.h.  */
#include "gcc-compat.h"

#include "place.h"
#include "session.h"
#include "sinks.h"
#include "subjects.h"

static const struct unit_facts *unit;
static hash_map<tree, bool> *known;

void
subjects_begin (const struct unit_facts *u)
{
  unit = u;
  known = new hash_map<tree, bool>;
}

const char *
linkage_name (tree decl)
{
  return targetm.strip_name_encoding (IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)));
}

tree
parameter_type (tree type, unsigned n)
{
  tree parameter = type ? TYPE_ARG_TYPES (type) : NULL_TREE;
  for (; n > 0 && parameter; n--)
    parameter = TREE_CHAIN (parameter);
  return parameter && !VOID_TYPE_P (TREE_VALUE (parameter)) ? TREE_VALUE (parameter) : NULL_TREE;
}

bool
is_handed_out (symtab_node *node)
{
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (reference->use == IPA_REF_ADDR)
      return true;
  return false;
}

/* Whether FILE lies in the project, also where the compiler is told that it is a system's (-isystem).  */
static bool
is_own_file (const char *file)
{
  static hash_map<nofree_string_hash, bool> *known_files;
  bool existed;
  if (!known_files)
    known_files = new hash_map<nofree_string_hash, bool>;
  bool &own = known_files->get_or_insert (file, &existed);
  if (!existed) {
    char *relative = session.policy ? policy_relative (session.policy, file) : NULL;
    own = relative && relative[0] != '/' && relative[0] != '<' && strncmp (relative, "../", 3) != 0;
    free (relative);
  }
  return own;
}

bool
is_system (tree decl)
{
  if (DECL_IS_UNDECLARED_BUILTIN (decl) || fndecl_built_in_p (decl))
    return true;
  location_t at = DECL_SOURCE_LOCATION (decl);
  return in_system_header_at (at) && !is_own_file (LOCATION_FILE (at));
}

static bool
is_marked (tree decl)
{
  const char *name = linkage_name (decl);
  for (size_t i = 0; i < unit->functions_count; i++)
    if (unit->functions[i].origin != MARK_NONE && strcmp (unit->functions[i].name, name) == 0)
      return true;
  return false;
}

/* Whether NODE or what it calls in the unit can say that a test failed: so do the helpers of tests.  */
static bool
reaches_sink (cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (seen->add (node))
    return false;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    tree callee = e->callee->decl;
    if (!is_system (callee) && sink_of (callee))
      return true;
    if (e->callee->has_gimple_body_p () && reaches_sink (e->callee, seen))
      return true;
  }
  return false;
}

static bool
is_source (const char *file)
{
  static const char *const suffixes[] = { ".c", ".cc", ".cpp", ".cxx", ".C" };
  const char *dot = strrchr (file, '.');
  for (const char *suffix : suffixes)
    if (dot && strcmp (dot, suffix) == 0)
      return true;
  return false;
}

static bool
find_out (tree decl)
{
  expanded_location place = expand_location (place_of_definition (decl));
  cgraph_node *node = cgraph_node::get (decl);
  /* Of C++, what makes and destroys whole objects is often another name of what does so for parts of them.  */
  node = node ? node->ultimate_alias_target () : NULL;
  if (!node || !node->has_gimple_body_p () || is_marked (decl))
    return true;
  if (!place.file || !main_input_filename || strcmp (place.file, main_input_filename) == 0 || is_system (decl))
    return false;
  if (!is_source (place.file))
    return TREE_PUBLIC (decl) && !DECL_COMDAT (decl); /* C++: every unit has its own copy */
  char *file = policy_relative (session.policy, place.file);
  bool test = policy_role (session.policy, file) == ROLE_TEST;
  free (file);
  hash_set<cgraph_node *> seen;
  return TREE_PUBLIC (decl) || (!test && !reaches_sink (node, &seen));
}

bool
is_subject (tree decl)
{
  bool existed;
  bool &answer = known->get_or_insert (decl, &existed);
  if (!existed)
    answer = find_out (decl);
  return answer;
}
