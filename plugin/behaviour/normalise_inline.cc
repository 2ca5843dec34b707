/* What is inlined into a body before it is normalised, so that a helper may be split off or joined.  */
#include "gcc-compat.h"

#include "normalise_private.h"
#include "reshape.h"
#include "observe/types.h"

/* Functions of up to so many statements are inlined wherever they are called, ... */
#define SMALL_LIMIT 40
/* ... those that are called once, up to so many.  */
#define SINGLE_LIMIT 300
/* No more into bodies of so many.  */
#define CALLER_LIMIT 5000

static tree optimization_node;
/* The functions that may be inlined.  */
static hash_set<cgraph_node *> *candidates;
static hash_map<cgraph_node *, bool> *singles;

void
normalise_inline_options (tree node)
{
  optimization_node = node;
  candidates = new hash_set<cgraph_node *> ();
  singles = new hash_map<cgraph_node *, bool> ();
}

unsigned
normalise_count_statements (function *fun)
{
  unsigned count = 0;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    count += !is_gimple_debug (gsi_stmt (i)) && !gimple_clobber_p (gsi_stmt (i));
  return count;
}

/* Whether FUN has a static local that is more than what it holds.  */
static bool
has_static_local (function *fun)
{
  unsigned i;
  tree var;
  FOR_EACH_LOCAL_DECL (fun, i, var)
  if (VAR_P (var) && TREE_STATIC (var) && !reshape_only_holds (fun, var))
    return true;
  return false;
}

/* Whether a local promises that nothing else points where it points: the normal form does not show which one does.  */
bool
normalise_has_restrict_local (function *fun)
{
  unsigned i;
  tree var;
  FOR_EACH_LOCAL_DECL (fun, i, var)
  {
    tree type = TREE_TYPE (var);
    while (TREE_CODE (type) == ARRAY_TYPE)
      type = TREE_TYPE (type);
    if (POINTER_TYPE_P (type) && TYPE_RESTRICT (type) && !DECL_ARTIFICIAL (var) && !TREE_STATIC (var))
      return true;
  }
  return false;
}

/* Whether FUN asks what depends on where its code stands: what it answers in its caller may be something else.  */
static bool
asks_where_it_is (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    if (!gimple_call_builtin_p (gsi_stmt (i), BUILT_IN_NORMAL))
      continue;
    switch (DECL_FUNCTION_CODE (gimple_call_fndecl (gsi_stmt (i)))) {
    case BUILT_IN_RETURN_ADDRESS:
    case BUILT_IN_FRAME_ADDRESS:
    case BUILT_IN_CONSTANT_P: return true;
    default:
      if (compat_asks_for_size (gsi_stmt (i)))
        return true;
      break;
    }
  }
  return false;
}

/* Whether what NODE is declared with says more than its body: then it is not inlined, since nothing of that would
   show in the caller.  */
static bool
says_more (cgraph_node *node)
{
  tree decl = node->decl, type = TREE_TYPE (decl);
  struct strbuf text = STRBUF_INIT;
  attributes_write (DECL_ATTRIBUTES (decl), &text);
  attributes_write (TYPE_ATTRIBUTES (type), &text);
  bool more = text.length != 0 || stdarg_p (type) || TREE_READONLY (decl) || DECL_PURE_P (decl) || DECL_IS_MALLOC (decl)
              || TREE_THIS_VOLATILE (decl) || DECL_WEAK (decl) || DECL_SECTION_NAME (decl)
              || DECL_STATIC_CONSTRUCTOR (decl) || DECL_STATIC_DESTRUCTOR (decl);
  strbuf_release (&text);
  for (tree p = DECL_ARGUMENTS (decl); p; p = DECL_CHAIN (p))
    more |= TYPE_RESTRICT (TREE_TYPE (p)) || TREE_THIS_VOLATILE (p);
  return more;
}

/* Whether NODE is called from one place and nowhere else.  What its body grows to when it is inlined there costs once.  */
static bool
is_single (cgraph_node *node)
{
  bool known;
  bool &single = singles->get_or_insert (node, &known);
  /* Inlining changes the call graph: what it was at first counts.  */
  if (!known)
    single = !TREE_PUBLIC (node->decl) && !node->address_taken && node->callers && !node->callers->next_caller;
  return single;
}

static bool
may_inline (cgraph_node *caller, cgraph_node *node)
{
  tree decl = node->decl;
  function *fun = DECL_STRUCT_FUNCTION (decl);
  if (node == caller || !node->has_gimple_body_p () || !fun || !fun->cfg || DECL_EXTERNAL (decl)
      || node->get_availability () < AVAIL_AVAILABLE || compat_replaceable (decl) || DECL_STATIC_CHAIN (decl)
      || DECL_UNINLINABLE (decl)
      || DECL_FUNCTION_SPECIFIC_OPTIMIZATION (decl) != DECL_FUNCTION_SPECIFIC_OPTIMIZATION (caller->decl)
      || DECL_FUNCTION_SPECIFIC_TARGET (decl) != DECL_FUNCTION_SPECIFIC_TARGET (caller->decl) || fun->calls_setjmp
      || fun->has_nonlocal_label || says_more (node) || has_static_local (fun) || normalise_has_restrict_local (fun)
      || asks_where_it_is (fun))
    return false;
  unsigned size = normalise_count_statements (fun);
  if (normalise_count_statements (DECL_STRUCT_FUNCTION (caller->decl)) + size > CALLER_LIMIT)
    return false;
  return size <= (is_single (node) ? SINGLE_LIMIT : SMALL_LIMIT);
}

static void
plan_node (cgraph_node *node, hash_set<cgraph_node *> *seen, auto_vec<cgraph_node *> *plan, unsigned depth)
{
  if (seen->add (node))
    return;
  for (cgraph_edge *e = node->callees; e && depth < 500; e = e->next_callee) {
    cgraph_node *callee = e->callee->ultimate_alias_target ();
    if (!candidates->contains (callee)) {
      if (!may_inline (node, callee))
        continue;
      candidates->add (callee);
    }
    plan_node (callee, seen, plan, depth + 1);
  }
  plan->safe_push (node);
}

void
normalise_plan (cgraph_node *const *wanted, size_t count, auto_vec<cgraph_node *> *plan)
{
  hash_set<cgraph_node *> seen;
  for (size_t i = 0; i < count; i++)
    plan_node (wanted[i], &seen, plan, 0);
  for (unsigned i = 0; i < plan->length (); i++) {
    cgraph_node *node = (*plan)[i];
    DECL_DISREGARD_INLINE_LIMITS (node->decl) = candidates->contains (node);
    if (candidates->contains (node))
      DECL_DECLARED_INLINE_P (node->decl) = 1;
    else
      DECL_UNINLINABLE (node->decl) = 1;
    DECL_FUNCTION_SPECIFIC_OPTIMIZATION (node->decl) = optimization_node;
  }
}

/* Whether anything may be inlined into NODE.  */
bool
normalise_may_contain (cgraph_node *node)
{
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (candidates->contains (e->callee->ultimate_alias_target ()))
      return true;
  return false;
}

bool
normalise_is_candidate (cgraph_node *node)
{
  return candidates && candidates->contains (node);
}

void
normalise_check_size (cgraph_node *node)
{
  if (normalise_count_statements (DECL_STRUCT_FUNCTION (node->decl)) > (is_single (node) ? SINGLE_LIMIT : SMALL_LIMIT))
    DECL_DISREGARD_INLINE_LIMITS (node->decl) = 0;
}
