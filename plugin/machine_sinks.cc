/* Sinks: where a test says that it failed.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"

bool
require (struct state *s, struct outcomes o, bool holds)
{
  struct outcome *good = NULL;
  for (unsigned i = 0; i < o.count; i++)
    if (integer_zerop (o.list[i].value.constant) != holds)
      good = &o.list[i];
  for (unsigned i = 0; i < o.count; i++) {
    if (&o.list[i] == good)
      continue;
    /* What fails is over at once: no state of its own is needed.  */
    uint64_t touched = s->touched;
    s->touched |= o.list[i].value.mask;
    s->last_known = o.count == 1;
    s->last_mask = o.list[i].value.mask;
    fail (s);
    s->touched = touched;
  }
  s->last_known = false;
  return good && apply (s, good);
}

/* The program ends with STATUS.  */
void
end_with_status (struct state *s, struct value status)
{
  if (status.kind == VALUE_CONSTANT && !status.mask && !is_zero (&status)) {
    /* What led here decides, not this.  */
    fail (s);
    return;
  }
  if (status.kind == VALUE_CONSTANT || status.kind == VALUE_SYMBOL) {
    tree type = status.kind == VALUE_SYMBOL ? run.m->symbols[status.symbol].type : integer_type_node;
    struct outcomes o = compare (s, EQ_EXPR, status, constant (build_zero_cst (type), 0), integer_type_node);
    if (!require (s, o, true))
      return;
  }
  pass (s);
}

/* Handles CALL if it is a sink.  *ALIVE: S goes on.  */
bool
call_sink (struct state *s, gcall *call, const char *name, bool *alive)
{
  struct sink sink = sink_of (name);
  /* Names like `ok` are anybody's; a framework's own take a format.  */
  bool plain = sink.kind != SINK_FAILS && sink.kind != SINK_EXITS && sink.kind != SINK_SKIPS && !sink.is_policy;
  if (plain && !strpbrk (name, "_ABCDEFGHIJKLMNOPQRSTUVWXYZ") && !stdarg_p (gimple_call_fntype (call)))
    return false;
  for (unsigned needed : sink.arguments)
    if (needed > gimple_call_num_args (call))
      return false;
  struct value a = argument (s, call, sink.arguments[0]), b = argument (s, call, sink.arguments[1]);
  struct value n = argument (s, call, sink.arguments[2]);
  struct value zero = number (integer_type_node, 0, 0);
  if (a.kind == VALUE_SYMBOL)
    zero = constant (build_zero_cst (run.m->symbols[a.symbol].type), 0);
  switch (sink.kind) {
  case SINK_NONE: return false;
  case SINK_FAILS:
    fail (s);
    *alive = false;
    return true;
  case SINK_SKIPS:
    pass (s);
    *alive = false;
    return true;
  case SINK_EXITS:
    end_with_status (s, a);
    *alive = false;
    return true;
  case SINK_TRUE:
  case SINK_SET: *alive = require (s, compare (s, EQ_EXPR, a, zero, integer_type_node), false); break;
  case SINK_FALSE:
  case SINK_NULL: *alive = require (s, compare (s, EQ_EXPR, a, zero, integer_type_node), true); break;
  case SINK_EQUAL: *alive = require (s, compare (s, EQ_EXPR, a, b, integer_type_node), true); break;
  case SINK_DIFFER: *alive = require (s, compare (s, EQ_EXPR, a, b, integer_type_node), false); break;
  case SINK_TEXT: *alive = require (s, compare_texts (s, a, b, NULL_TREE, integer_type_node), true); break;
  case SINK_TEXT_DIFFERS: *alive = require (s, compare_texts (s, a, b, NULL_TREE, integer_type_node), false); break;
  case SINK_BYTES: {
    tree length = n.kind == VALUE_CONSTANT ? n.constant : integer_minus_one_node;
    *alive = require (s, compare_bytes (s, a, b, length, integer_type_node), true);
    break;
  }
  case SINK_WITHIN:
    *alive = require (s, compare (s, GE_EXPR, a, b, integer_type_node), true)
             && require (s, compare (s, LE_EXPR, a, n, integer_type_node), true);
    break;
  }
  if (*alive) {
    if (gimple_call_lhs (call))
      define (s, gimple_call_lhs (call), unknown (0));
    gsi_next (&top (s)->at);
  }
  return true;
}
