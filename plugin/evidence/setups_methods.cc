/* What is called before a test that is a method, in C++: the constructor of its object, and what the framework calls of the same object.  See setups.h.  */
#include "gcc-compat.h"

#include "setups.h"
#include "sinks.h"

/* The method of TYPE that the framework calls before a test that is a method of the same object; or NULL.  */
static cgraph_node *
method_before (tree type)
{
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f)) {
    cgraph_node *node = TREE_CODE (f) == FUNCTION_DECL && DECL_NAME (f) && DECL_VIRTUAL_P (f) ? cgraph_node::get (f)
                                                                                              : NULL;
    tree parameter = node && has_flow (node) ? DECL_ARGUMENTS (f) : NULL_TREE;
    const struct sink *sink = parameter ? sink_named (IDENTIFIER_POINTER (DECL_NAME (f))) : NULL;
    if (sink && sink->kind == SINK_PREPARES && sink->same_object && !DECL_CHAIN (parameter))
      return node;
  }
  return NULL;
}

/* The constructor of TYPE, a class, that takes nothing but the object; or NULL.  */
static cgraph_node *
constructor_of (tree type)
{
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f)) {
    cgraph_node *node = TREE_CODE (f) == FUNCTION_DECL && DECL_CXX_CONSTRUCTOR_P (f) ? cgraph_node::get (f) : NULL;
    tree parameter = node && has_flow (node) ? DECL_ARGUMENTS (f) : NULL_TREE;
    if (parameter && !DECL_CHAIN (parameter))
      return node;
  }
  return NULL;
}

/* The first and only base of TYPE, a class, if it lies at its beginning; or NULL.  */
static tree
first_base (tree type)
{
  tree info = TYPE_BINFO (type),
       base = info && BINFO_N_BASE_BINFOS (info) == 1 ? BINFO_BASE_BINFO (info, 0) : NULL_TREE;
  return base && !BINFO_VIRTUAL_P (base) && integer_zerop (BINFO_OFFSET (base)) ? BINFO_TYPE (base) : NULL_TREE;
}

/* Whether what makes an object of TYPE, a test's class, does more than the framework's own part of it: a class of the unit has members, or, but for the test's
   own, a constructor that is written down.  */
static bool
is_made_here (tree type)
{
  for (tree t = type; t && RECORD_OR_UNION_TYPE_P (t) && TYPE_NAME (t); t = first_base (t)) {
    if (in_system_header_at (DECL_SOURCE_LOCATION (TYPE_NAME (t))) && t != type)
      return false;
    cgraph_node *constructor = t != type ? constructor_of (t) : NULL;
    if (constructor && !DECL_ARTIFICIAL (constructor->decl))
      return true;
    for (tree f = TYPE_FIELDS (t); f; f = DECL_CHAIN (f))
      if (TREE_CODE (f) == FIELD_DECL && !DECL_ARTIFICIAL (f))
        return true;
  }
  return false;
}

unsigned
setups_of_method (cgraph_node *test, struct setup *setups)
{
  unsigned count = 0;
  tree type = DECL_VIRTUAL_P (test->decl) ? DECL_CONTEXT (test->decl) : NULL_TREE;
  if (!type || !RECORD_OR_UNION_TYPE_P (type))
    return 0;
  cgraph_node *constructor = is_made_here (type) ? constructor_of (type) : NULL;
  if (constructor)
    setups[count++] = { constructor, SETUP_BEFORE, false, false, true };
  for (; type && RECORD_OR_UNION_TYPE_P (type); type = first_base (type))
    if (cgraph_node *node = method_before (type)) {
      setups[count++] = { node, SETUP_BEFORE, false, false, false };
      break;
    }
  return count;
}
