/* What ends the program well although tests failed: what runs after main, and what a framework calls beside a test.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

/* Depth of calls in which the end of the program is looked for.  */
#define DEPTH_OF_ENDINGS 3

bool
is_good_status (tree status)
{
  if (TREE_CODE (status) != INTEGER_CST)
    return false;
  unsigned HOST_WIDE_INT seen = wi::to_wide (status).ulow () % 256;
  return seen == 0 || seen == SKIPPED_STATUS;
}

/* The status with which STMT ends the program; NULL_TREE if it does not.  */
static tree
status_of (gimple *stmt)
{
  const struct sink *sink = sink_of_call (stmt);
  gcall *call = sink && sink->kind == SINK_EXITS ? as_a<gcall *> (stmt) : NULL;
  return call && sink->operands[0].number == 1 && gimple_call_num_args (call) > 0 ? gimple_call_arg (call, 0)
                                                                                  : NULL_TREE;
}

static bool
escapes_within (cgraph_node *node, int depth)
{
  basic_block block;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    tree callee = call ? gimple_call_fndecl (call) : NULL_TREE, status = callee ? status_of (call) : NULL_TREE;
    if (!callee)
      continue;
    if (status && (TREE_CODE (status) != INTEGER_CST || is_good_status (status)))
      return true;
    cgraph_node *body = depth ? machine_body (callee) : NULL;
    if ((!sink_of (callee) && gimple_call_noreturn_p (call) && !body) || (body && escapes_within (body, depth - 1)))
      return true;
  }
  return false;
}

bool
may_escape (cgraph_node *node)
{
  return escapes_within (node, DEPTH_OF_ENDINGS);
}

/* The function that STMT has run when the program ends, for an object with static storage; or NULL.  */
static cgraph_node *
destructor_kept_by (gimple *stmt)
{
  gcall *call = dyn_cast<gcall *> (stmt);
  tree callee = call ? gimple_call_fndecl (call) : NULL_TREE;
  if (!callee || gimple_call_num_args (call) < 1 || strcmp (linkage_name (callee), "__cxa_atexit") != 0)
    return NULL;
  tree given = gimple_call_arg (call, 0);
  return TREE_CODE (given) == ADDR_EXPR && TREE_CODE (TREE_OPERAND (given, 0)) == FUNCTION_DECL
             ? machine_body (TREE_OPERAND (given, 0))
             : NULL;
}

/* Whether NODE has such a function run that escapes.  */
static bool
keeps_escape (cgraph_node *node)
{
  basic_block block;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (cgraph_node *destructor = destructor_kept_by (gsi_stmt (i)))
      if (may_escape (destructor))
        return true;
  return false;
}

bool
destructor_escapes (void)
{
  static int known = -1;
  cgraph_node *node;
  if (known >= 0)
    return known;
  known = 0;
  FOR_EACH_FUNCTION (node)
  {
    if (DECL_STATIC_DESTRUCTOR (node->decl) && machine_body (node->decl))
      known |= may_escape (node);
    known |= lang_GNU_CXX () && has_flow (node) && keeps_escape (node);
  }
  return known;
}

/* ---- What a framework calls.  */

/* Whether STMT, or what follows it, runs in a process of its own.  */
static bool
begins_process (gimple *stmt)
{
  tree callee = is_gimple_call (stmt) ? gimple_call_fndecl (stmt) : NULL_TREE;
  if (!callee)
    return false;
  const struct sink *sink = sink_of (callee);
  return (sink && sink->kind == SINK_SPLITS) || process_kind (linkage_name (callee)) == PROCESS_FORK;
}

/* Whether NODE, or what it calls, ends the process that it is called in as if all were well.  */
static bool
ends_well (cgraph_node *node, int depth)
{
  basic_block block;
  bool found = false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    tree callee = is_gimple_call (gsi_stmt (i)) ? gimple_call_fndecl (gsi_stmt (i)) : NULL_TREE;
    cgraph_node *called = callee ? cgraph_node::get (callee) : NULL;
    tree status = status_of (gsi_stmt (i));
    if (begins_process (gsi_stmt (i)))
      return false;
    called = called ? called->ultimate_alias_target () : NULL;
    found |= status && is_good_status (status) && !(called && called->has_gimple_body_p ());
    found |= depth && called && called != node && has_flow (called) && ends_well (called, depth - 1);
  }
  return found;
}

/* Whether the unit calls what sets a handler of a signal.  */
static bool
sets_handlers (void)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  {
    const struct sink *sink = node->callers ? sink_of (node->decl) : NULL;
    if (sink && sink->kind == SINK_HANDLES)
      return true;
  }
  return false;
}

/* Whether a signal's handler, or a thread's function, may be what NODE is, and not a framework's matter: Check's tests take a number, too.  */
static bool
is_handler (cgraph_node *node)
{
  tree type = TREE_TYPE (node->decl);
  tree first = parameter_type (type, 0);
  return TREE_CODE (type) != METHOD_TYPE
         && ((first && INTEGRAL_TYPE_P (first) && sets_handlers ()) || (POINTER_TYPE_P (TREE_TYPE (type)) && first));
}

/* Whether CALL, of what says whether tests share a process, may say that they do: Check's CK_NOFORK is the last of its enumeration, 2.  */
static bool
may_share (gimple *call)
{
  unsigned count = gimple_call_num_args (call);
  tree how = count ? gimple_call_arg (call, count - 1) : NULL_TREE;
  return !how || TREE_CODE (how) != INTEGER_CST || (tree_fits_shwi_p (how) && tree_to_shwi (how) > 1);
}

/* Whether the unit's main has tests run by a framework in its own process.  */
static bool
runs_together (void)
{
  cgraph_node *node;
  basic_block block;
  FOR_EACH_FUNCTION (node)
  if (has_flow (node))
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    const struct sink *sink = sink_of_call (gsi_stmt (i));
    if (sink && (sink->together || (sink->shares && may_share (gsi_stmt (i)))))
      return true;
  }
  return false;
}

/* Whether a framework may call NODE by itself: it got its address, or knows its name.  */
static bool
may_be_called (cgraph_node *node)
{
  const struct sink *sink = TREE_PUBLIC (node->decl) && DECL_NAME (node->decl)
                                ? sink_named (IDENTIFIER_POINTER (DECL_NAME (node->decl)))
                                : NULL;
  return node->address_taken || DECL_VIRTUAL_P (node->decl) || (sink && sink->kind == SINK_PREPARES);
}

bool
machine_ends_unheard (bool has_main)
{
  cgraph_node *node;
  if (destructor_escapes ())
    return true;
  /* Where main is in another unit, so are tests of C++: their frameworks start no process for each.  */
  if (has_main ? !runs_together () : !lang_GNU_CXX ())
    return false;
  FOR_EACH_FUNCTION (node)
  if (has_flow (node) && may_be_called (node) && !is_handler (node)
      && !in_system_header_at (DECL_SOURCE_LOCATION (node->decl)) && ends_well (node, DEPTH_OF_ENDINGS))
    return true;
  return false;
}
