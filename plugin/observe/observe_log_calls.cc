/* Which calls of a function pass the line to a log or an assertion.

   The text tells what such a call looks like, the tree which ones there are: a call that the front end has dropped passes
   nothing.  What is found is noted by the place of the call, which the normaliser meets again.  */
#include "gcc-compat.h"

#include "behaviour/normalise.h"
#include "observed.h"

static void
note_any (unsigned, unsigned, void *data)
{
  *(bool *) data = true;
}

/* DATA is the callee, or NULL for any that is not known: a call of it.  */
static tree
is_call_of (tree *node, int *walk_subtrees, void *data)
{
  if (TYPE_P (*node))
    *walk_subtrees = 0;
  return TREE_CODE (*node) == CALL_EXPR && get_callee_fndecl (*node) == (tree) data ? *node : NULL_TREE;
}

/* GCC gives calls in the arguments of CALL its place.  True if one of them calls what it calls.  */
static bool
holds_its_like (tree call)
{
  for (int i = 0; i < call_expr_nargs (call); i++)
    if (walk_tree_without_duplicates (&CALL_EXPR_ARG (call, i), is_call_of, get_callee_fndecl (call)))
      return true;
  return false;
}

static tree
visit_call (tree *node, int *walk_subtrees, void *data)
{
  struct spelled_function *s = (struct spelled_function *) data;
  if (TYPE_P (*node))
    *walk_subtrees = 0;
  if (TREE_CODE (*node) != CALL_EXPR)
    return NULL_TREE;
  location_t place = EXPR_LOCATION (*node);
  tree callee = get_callee_fndecl (*node);
  struct spelled_lines lines = {};
  unsigned count = 0;
  long token = preprocessor_token_at (s, place);
  if (token >= 0)
    count = spelling_lines_in_text (s, token, &lines);
  /* In a macro's body, or where GCC has ceased to tell what a macro's body is.  */
  if (!count && callee && DECL_NAME (callee)) {
    token = preprocessor_token_at (s, linemap_resolve_location (line_table, place, LRK_MACRO_EXPANSION_POINT, NULL));
    if (token >= 0)
      count = spelling_lines_in_macros (s, token, IDENTIFIER_POINTER (DECL_NAME (callee)), &lines);
  }
  /* Also of one that passes none: it may stand where one does, where GCC knows no columns.  */
  if (count && holds_its_like (*node))
    count = 0;
  normalise_note_log (place, callee, lines.first, lines.last, count);
  return NULL_TREE;
}

void
observe_log_calls (tree decl, struct spelled_function *s)
{
  bool any = false;
  spelling_log_lines (s, note_any, &any);
  if (any)
    walk_tree_without_duplicates (&DECL_SAVED_TREE (decl), visit_call, s);
}
