/* Failures that a framework forgets: UNITY_BEGIN (); RUN_TEST (a); UNITY_BEGIN (); RUN_TEST (b); return UNITY_END ();

   From the call that runs a test the ways are followed to what says whether tests failed, in the same function, in those that it calls and in those
   that call it.  See forgotten.h.  */
#include "gcc-compat.h"

#include "forgotten.h"
#include "machine.h"
#include "sinks.h"

/* Depth of calls in which what is said is looked for.  */
#define DEPTH_OF_WAYS 4

static bool
begins_anew (gimple *stmt)
{
  const struct sink *sink = sink_of_call (stmt);
  return sink && sink->kind == SINK_IDLE && sink->forgets;
}

static bool
tells (gimple *stmt)
{
  const struct sink *sink = sink_of_call (stmt);
  return sink && (sink->kind == SINK_REPORTS || sink->kind == SINK_TELLS);
}

/* Whether the unit has a framework begin more than once.  */
static bool
begins_again (void)
{
  static int known = -1;
  cgraph_node *node;
  basic_block block;
  unsigned count = 0;
  if (known >= 0)
    return known;
  FOR_EACH_FUNCTION (node)
  if (has_flow (node))
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    count += begins_anew (gsi_stmt (i));
  known = count > 1;
  return known;
}

/* What the ways from somewhere on lead to: some to what says whether tests failed, or to where that is not known; some to the function's end.  */
struct ways {
  bool told, end;
};

static struct ways follow (function *fun, basic_block block, gimple_stmt_iterator at, int depth,
                           hash_set<basic_block> *seen);

/* The same of a function from its start.  */
static struct ways
follow_function (cgraph_node *node, int depth)
{
  struct ways unknown = { true, false };
  hash_set<basic_block> seen;
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  if (depth == 0)
    return unknown;
  basic_block first = single_succ (ENTRY_BLOCK_PTR_FOR_FN (fun));
  return follow (fun, first, gsi_start_bb (first), depth - 1, &seen);
}

/* From AT, in BLOCK of FUN, on.  */
static struct ways
follow (function *fun, basic_block block, gimple_stmt_iterator at, int depth, hash_set<basic_block> *seen)
{
  struct ways ways = { false, false };
  for (; !gsi_end_p (at); gsi_next (&at)) {
    gimple *stmt = gsi_stmt (at);
    tree callee = is_gimple_call (stmt) ? gimple_call_fndecl (stmt) : NULL_TREE;
    cgraph_node *node = callee ? machine_body (callee) : NULL;
    if (tells (stmt))
      ways.told = true;
    if (ways.told || begins_anew (stmt))
      return ways;
    if (!node || sink_of (callee))
      continue;
    struct ways inner = follow_function (node, depth);
    ways.told |= inner.told;
    if (ways.told || !inner.end)
      return ways;
  }
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->succs)
  {
    if (e->dest == EXIT_BLOCK_PTR_FOR_FN (fun))
      ways.end = true;
    else if (!ways.told && !seen->add (e->dest)) {
      struct ways next = follow (fun, e->dest, gsi_start_bb (e->dest), depth, seen);
      ways.told |= next.told;
      ways.end |= next.end;
    }
  }
  return ways;
}

/* Whether some way from behind CALL, in NODE, leads to what says whether tests failed, or may.  */
static bool
is_told_after (cgraph_node *node, gimple *call, int depth)
{
  hash_set<basic_block> seen;
  gimple_stmt_iterator at = gsi_for_stmt (call);
  gsi_next (&at);
  struct ways ways = follow (DECL_STRUCT_FUNCTION (node->decl), gimple_bb (call), at, depth, &seen);
  if (ways.told || !ways.end)
    return ways.told;
  bool told = !node->callers || node->address_taken || depth == 0;
  for (cgraph_edge *e = node->callers; e && !told; e = e->next_caller)
    told = !machine_body (e->caller->decl) || !e->call_stmt || is_told_after (e->caller, e->call_stmt, depth - 1);
  return told;
}

static bool
hands_out (gcall *call, tree function)
{
  for (unsigned k = 0; k < gimple_call_num_args (call); k++) {
    tree t = gimple_call_arg (call, k);
    if (TREE_CODE (t) == ADDR_EXPR && TREE_OPERAND (t, 0) == function)
      return true;
  }
  return false;
}

bool
failures_are_forgotten (cgraph_node *test)
{
  cgraph_node *node;
  basic_block block;
  bool any = false;
  if (!test->address_taken || test->callers || !begins_again ())
    return false;
  auto_vec<cgraph_node *> nodes;
  FOR_EACH_FUNCTION (node)
  if (has_flow (node) && machine_body (node->decl))
    nodes.safe_push (node);
  for (unsigned n = 0; n < nodes.length (); n++)
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (nodes[n]->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    if (!call || !hands_out (call, test->decl))
      continue;
    any = true;
    if (is_told_after (nodes[n], call, DEPTH_OF_WAYS))
      return false;
  }
  return any;
}
