/* A run of main in which one call that runs tests by a framework is thought to find a failure: what else says so tells of this call alone.
   See machine_private.h.

   A framework counts the failures of one run, and forgets them where the next one begins (CUnit), or keeps them in the object that it was run by
   (Check): a count that is asked for too early, too late, or of another run says that all is well.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"

/* Whether T and OTHER, which CALL and another one are given, are different objects of the framework's: two calls made them.  */
static bool
are_different (tree t, tree other)
{
  if (TREE_CODE (t) != SSA_NAME || TREE_CODE (other) != SSA_NAME || t == other)
    return false;
  gimple *maker = SSA_NAME_DEF_STMT (t), *maker_of_other = SSA_NAME_DEF_STMT (other);
  return sink_of_call (maker) && sink_of_call (maker_of_other) && maker != maker_of_other;
}

/* Whether CALL, by SINK, says that tests failed.  */
static bool
tells_failure (struct state *s, gcall *call, const struct sink *sink)
{
  const struct sink_operand *of = &sink->operands[0];
  gimple *failing = run.pretence->failing;
  if (of->kind == OPERAND_NONE)
    return s->failing != FAILING_AWAITED;
  if (of->kind == OPERAND_ARGUMENT && of->number >= 1 && of->number <= (long) gimple_call_num_args (call)
      && gimple_call_num_args (failing) > 0
      && are_different (gimple_call_arg (call, of->number - 1), gimple_call_arg (failing, 0)))
    return false;
  return s->failing == FAILING_TOLD;
}

bool
failing_run_gives (struct state *s, gcall *call, const struct sink *sink, struct value *v)
{
  if (!run.pretence || !run.pretence->failing || !sink || sink->kind < SINK_REPORTS || sink->kind > SINK_REGISTERS)
    return false;
  tree type = gimple_call_return_type (call);
  bool runs = sink->kind == SINK_RUNS || sink->kind == SINK_REPORTS;
  bool first = runs && call == run.pretence->failing && s->failing == FAILING_AWAITED;
  bool fails = sink->kind == SINK_TELLS ? tells_failure (s, call, sink) : first && sink->kind == SINK_REPORTS;
  if (first) {
    s->failing = FAILING_TOLD;
    run.m->failing_met = true;
  } else if (s->failing == FAILING_TOLD && (sink->forgets || call == run.pretence->failing))
    s->failing = FAILING_PAST;
  *v = fails && INTEGRAL_TYPE_P (type) ? number (type, 1, 0) : good_result (sink, type);
  return true;
}
