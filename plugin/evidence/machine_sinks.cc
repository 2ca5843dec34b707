/* Sinks: where a test says that it failed.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

bool
require (struct state *s, struct outcomes o, bool holds)
{
  struct outcome *good = NULL;
  note_guess (&o);
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

/* A failure by signal or status SIGNAL ends S, unless the test has made sure that it does not show.  */
static void
fail_unless_caught (struct state *s, bool by_signal)
{
  if (by_signal ? s->caught_signal : s->caught_exit)
    pass (s);
  else
    fail (s);
}

/* Whether STATUS is known to be something other than 0 that is no failure.  */
static bool
is_lost (const struct value *status)
{
  return status->kind == VALUE_CONSTANT && !is_zero (status) && is_good_status (status->constant);
}

/* The program ends with STATUS.  */
void
end_with_status (struct state *s, struct value status)
{
  if (s->parent) {
    child_exited (s, status);
    return;
  }
  if (s->caught_exit || is_lost (&status)) {
    pass (s);
    return;
  }
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

/* ---- What is said of the arguments.  */

/* An object that a call made, which says something of a value to come.  As a value it is unknown, and its number tells which it is.  */
struct made_object {
  unsigned opaque;
  const struct sink *sink;
  struct value values[SINK_OPERANDS];
};

static auto_vec<struct made_object> *made_objects;

void
sinks_start (void)
{
  if (!made_objects)
    made_objects = new auto_vec<struct made_object>;
  made_objects->truncate (0);
}

unsigned
sinks_count (void)
{
  return made_objects->length ();
}

void
sinks_truncate (unsigned count)
{
  made_objects->truncate (count);
}

/* What CALL gives that leads to number V[0], in V[1] bytes: memory of its own, where that stands.  */
static struct value
pointer_to_number (struct state *s, gcall *call, const struct value *v)
{
  HOST_WIDE_INT bytes;
  if (v[0].kind != VALUE_CONSTANT || !known_number (&v[1], &bytes) || bytes <= 0 || bytes > 8)
    return unknown (v[0].mask);
  int region = heap_region (s, call);
  struct cell c = cell_at (CELL_VALUE, 0, bytes * BITS_PER_UNIT);
  c.value = convert (v[0], build_nonstandard_integer_type ((unsigned) bytes * BITS_PER_UNIT, 0));
  add_cell (s, region, &c);
  return address (region, 0);
}

/* Whether argument N, from 1, of CALL leads to an object that tells by itself: of the class whose method is called.  */
static bool
is_own_object (gcall *call, long n)
{
  tree callee = gimple_call_fndecl (call), type = TREE_TYPE (TREE_TYPE (gimple_call_arg (call, n - 1)));
  return callee && DECL_CONTEXT (callee) && DECL_CONTEXT (callee) == TYPE_MAIN_VARIANT (type);
}

static struct value
operand_of_sink (struct state *s, gcall *call, const struct sink_operand *o)
{
  switch (o->kind) {
  case OPERAND_NUMBER: return number (integer_type_node, o->number, 0);
  case OPERAND_ARGUMENT: return argument (s, call, (unsigned) o->number);
  case OPERAND_BEHIND: {
    tree pointer = gimple_call_arg (call, o->number - 1), type = TREE_TYPE (TREE_TYPE (pointer));
    if (is_own_object (call, o->number))
      type = boolean_type_node;
    if (!is_gimple_reg_type (type))
      return unknown (0);
    return operand (s, build2 (MEM_REF, type, pointer, build_zero_cst (TREE_TYPE (pointer))));
  }
  default: return unknown (0);
  }
}

/* ---- Calls.  */

/* CALL is a sink that gives or makes something: sets what it defines.  False if S has ended.  */
static bool
call_gives (struct state *s, gcall *call, const struct sink *sink, const struct value *v, tree pointer)
{
  tree to = gimple_call_lhs (call);
  if (sink->mode == MODE_MAKES) {
    struct made_object object;
    memset (&object, 0, sizeof object);
    struct value result = unknown (0);
    result.not_zero = result.made = true;
    object.opaque = result.opaque;
    object.sink = sink;
    memcpy (object.values, v, sizeof object.values);
    made_objects->safe_push (object);
    struct outcomes o = one (result);
    return go_on (s, call, &o, to);
  }
  struct outcomes o = said (s, sink, v, pointer);
  if (sink->mode == MODE_GIVES_ZERO)
    o = as_comparison (o, integer_type_node);
  tree type = to ? TREE_TYPE (to) : NULL_TREE, callee = gimple_call_fndecl (call);
  bool constructor = !to && callee && DECL_CXX_CONSTRUCTOR_P (callee);
  if (!constructor && (!to || is_gimple_reg_type (type)))
    return go_on (s, call, &o, to);
  /* A struct that tells: its first field, one byte.  */
  tree where = constructor ? gimple_call_arg (call, 0) : build_fold_addr_expr (to);
  STRIP_NOPS (where);
  tree first = build2 (MEM_REF, boolean_type_node, where, build_zero_cst (ptr_type_node));
  for (unsigned i = 0; i < o.count; i++)
    o.list[i].value = number (boolean_type_node, !integer_zerop (o.list[i].value.constant), o.list[i].value.mask);
  return go_on (s, call, &o, first);
}

/* What an object that was made says of V[0].  */
static struct outcomes
said_by_object (struct state *s, const struct value *v)
{
  for (unsigned i = 0; v[1].made && i < made_objects->length (); i++) {
    const struct made_object *object = &(*made_objects)[i];
    if (object->opaque != v[1].opaque)
      continue;
    struct value values[SINK_OPERANDS];
    values[0] = v[0];
    for (unsigned k = 1; k < SINK_OPERANDS; k++)
      values[k] = object->values[k - 1];
    return said (s, object->sink, values, NULL_TREE);
  }
  return either (integer_type_node, v[0].mask | v[1].mask);
}

/* What CALL, which sets a handler, makes of the failures to come.  */
static void
handle (struct state *s, gcall *call, const struct sink *sink, const struct value *v)
{
  struct value handler = v[0];
  bool by_signal = sink->operands[1].kind != OPERAND_NONE;
  HOST_WIDE_INT signal = ABORT_SIGNAL;
  bool known = by_signal && known_number (&v[1], &signal);
  if (sink->operands[0].kind == OPERAND_BEHIND) {
    struct value pointer = argument (s, call, (unsigned) sink->operands[0].number);
    handler = pointer.kind == VALUE_ADDRESS ? load (s, pointer.region, pointer.offset, POINTER_SIZE, ptr_type_node)
                                            : unknown (0);
  }
  tree decl = handler.kind == VALUE_ADDRESS ? (*run.regions)[handler.region].decl : NULL_TREE;
  cgraph_node *node = decl && TREE_CODE (decl) == FUNCTION_DECL ? machine_body (decl) : NULL;
  bool escapes = node && may_escape (node);
  uint64_t others = !by_signal || signal < 0 || signal > 63 ? 0 : known ? (uint64_t) 1 << signal : ~(uint64_t) 0;
  if (!by_signal)
    s->caught_exit |= escapes;
  else if (signal == ABORT_SIGNAL)
    s->caught_signal = escapes;
  if (signal != ABORT_SIGNAL || !known)
    s->handled = escapes ? s->handled | others : s->handled & ~(known ? others : 0);
  run.m->handled |= s->handled;
  run.m->caught_signal |= s->caught_signal;
  run.m->caught_exit |= s->caught_exit;
}

/* Whether argument N, from 1, of CALL is a string.  */
static bool
is_text_argument (gcall *call, long n)
{
  tree type = n > 0 && n <= (long) gimple_call_num_args (call) ? TREE_TYPE (gimple_call_arg (call, n - 1)) : NULL_TREE;
  type = type && POINTER_TYPE_P (type) ? TREE_TYPE (type) : NULL_TREE;
  if (type && TREE_CODE (type) == ARRAY_TYPE)
    type = TREE_TYPE (type);
  return type && TREE_CODE (type) == INTEGER_TYPE && TYPE_MAIN_VARIANT (type) == char_type_node;
}

/* A call is expected from here on, of the function that the first argument of CALL names.  */
static void
note_expected (struct state *s, gcall *call)
{
  struct strbuf name = STRBUF_INIT;
  struct value v = argument (s, call, 1);
  bool known = v.kind == VALUE_ADDRESS && known_text (s, &v, &name) && name.length;
  s->expected = true;
  run.m->unnamed |= !known;
  for (unsigned i = 0; known && i < run.m->mocks->length (); i++)
    known = strcmp ((*run.m->mocks)[i], strbuf_text (&name)) != 0;
  if (known)
    run.m->mocks->safe_push (xstrdup (strbuf_text (&name)));
  strbuf_release (&name);
}

/* The type of what argument N, from 1, of CALL leads to, as the function is declared: where the caller's own type was that of no object, it still is there.  */
static tree
declared_object (gcall *call, long n)
{
  tree type = parameter_type (gimple_call_fntype (call), (unsigned) n - 1);
  return type && POINTER_TYPE_P (type) ? TREE_TYPE (type) : NULL_TREE;
}

/* Where SINK, of the policy, compares objects that are no single values, what it then is in CALL: their bytes.  */
static struct sink
sink_of_objects (gcall *call, const struct sink *sink)
{
  struct sink s = *sink;
  if (!sink->any || sink->kind != SINK_EQUAL || sink->operands[0].kind != OPERAND_BEHIND
      || sink->operands[1].kind != OPERAND_BEHIND)
    return s;
  tree one = declared_object (call, sink->operands[0].number), other = declared_object (call, sink->operands[1].number);
  tree size = one && other && !is_gimple_reg_type (one) && TYPE_MAIN_VARIANT (one) == TYPE_MAIN_VARIANT (other)
                  ? TYPE_SIZE_UNIT (one)
                  : NULL_TREE;
  if (!size || !tree_fits_shwi_p (size))
    return s;
  s.kind = SINK_BYTES;
  s.operands[0].kind = s.operands[1].kind = OPERAND_ARGUMENT;
  s.operands[2] = (struct sink_operand){ OPERAND_NUMBER, tree_to_shwi (size) };
  return s;
}

/* Handles CALL, of which the table says SINK.  *ALIVE: S goes on.  False if the call does not fit.  */
bool
call_sink (struct state *s, gcall *call, const struct sink *sink, bool *alive)
{
  struct value v[SINK_OPERANDS];
  tree pointer = NULL_TREE;
  struct sink objects = sink_of_objects (call, sink);
  if (sink->any)
    sink = &objects;
  for (unsigned i = 0; i < SINK_OPERANDS; i++) {
    const struct sink_operand *o = &sink->operands[i];
    bool is_argument = o->kind == OPERAND_ARGUMENT || o->kind == OPERAND_BEHIND;
    if (is_argument && (o->number < 1 || o->number > (long) gimple_call_num_args (call)))
      return false;
    if (o->kind == OPERAND_BEHIND && !POINTER_TYPE_P (TREE_TYPE (gimple_call_arg (call, o->number - 1))))
      return false;
    if (o->kind == OPERAND_BEHIND && sink->mode == MODE_GIVES && !is_own_object (call, o->number)
        && !is_gimple_reg_type (TREE_TYPE (TREE_TYPE (gimple_call_arg (call, o->number - 1)))))
      return false;
    if (is_argument && i == 1)
      pointer = gimple_call_arg (call, o->number - 1);
    v[i] = operand_of_sink (s, call, o);
  }
  if (sink->mode != MODE_ASSERTS) {
    *alive = call_gives (s, call, sink, v, pointer);
    return true;
  }
  *alive = true;
  struct sink texts = *sink;
  if (sink->any && sink->kind == SINK_EQUAL && is_text_argument (call, sink->operands[0].number)
      && is_text_argument (call, sink->operands[1].number)) {
    texts.kind = SINK_TEXT;
    sink = &texts;
  }
  struct sink silent = *sink;
  bool told = (sink->kind <= SINK_FAILS || sink->kind == SINK_HOLDS) && !sink_ends_program (sink);
  if (told && (run.unheard || s->swallowed)) {
    /* What is kept from the framework ends nothing.  */
    if (!s->swallowed)
      pass (s);
    silent.kind = sink->kind == SINK_FAILS && !s->swallowed ? SINK_SKIPS : SINK_IDLE;
    sink = &silent;
  }
  switch (sink->kind) {
  case SINK_NONE:
  case SINK_RESULT:
  case SINK_REPORTS:
  case SINK_TELLS:
  case SINK_RUNS:
  case SINK_REGISTERS:
  case SINK_FILTERS:
  case SINK_HIDES:
  case SINK_STOPS:
  case SINK_SPLITS:
  case SINK_TOLERATES:
  case SINK_INSTANTIATES:
  case SINK_ROWS:
  case SINK_PREPARES:
  case SINK_DISABLED:
  case SINK_KEEPS: return false;
  case SINK_FAILS:
    fail_unless_caught (s, sink->operands[0].number == ABORT_SIGNAL);
    *alive = false;
    return true;
  case SINK_HANDLES: handle (s, call, sink, v); break;
  case SINK_SKIPS:
    pass (s);
    *alive = false;
    return true;
  case SINK_EXITS:
    end_with_status (s, v[0]);
    *alive = false;
    return true;
  case SINK_QUITS:
    if (v[0].kind == VALUE_CONSTANT && !v[0].mask && !is_zero (&v[0])) {
      fail (s);
      *alive = false;
      return true;
    }
    *alive = require (s, said (s, sink, v, NULL_TREE), true);
    break;
  case SINK_EXPECTS:
    if (!sink->operands[0].kind || v[0].kind != VALUE_CONSTANT
        || (!integer_zerop (v[0].constant) && tree_fits_shwi_p (v[0].constant) && tree_to_shwi (v[0].constant) >= -1))
      note_expected (s, call);
    break;
  case SINK_MEETS: s->expected = s->missed = false; break;
  case SINK_SWALLOWS:
    if (sink->operands[0].kind == OPERAND_NONE)
      s->swallowed++;
    else if (s->swallowed)
      s->swallowed--;
    break;
  case SINK_POINTS: {
    struct outcomes o = one (pointer_to_number (s, call, v));
    *alive = go_on (s, call, &o, gimple_call_lhs (call));
    return true;
  }
  case SINK_IDLE: break;
  case SINK_HOLDS: *alive = require (s, said_by_object (s, v), true); break;
  default: {
    struct outcomes o = said (s, sink, v, pointer);
    if (o.count == 1 && sink->operands[0].kind == OPERAND_ARGUMENT
        && CONSTANT_CLASS_P (gimple_call_arg (call, sink->operands[0].number - 1)) && !outcome_with (&o, true)) {
      /* Written as a failure: what led here decides.  */
      fail (s);
      *alive = false;
      return true;
    }
    *alive = require (s, o, true);
    break;
  }
  }
  if (*alive) {
    struct outcomes o = one (unknown (0));
    if (gimple_call_lhs (call))
      *alive = go_on (s, call, &o, gimple_call_lhs (call));
    else
      gsi_next (&top (s)->at);
  }
  return true;
}

/* A test function's result: a failure unless it is one of those that TYPE names.  */
void
end_with_result (struct state *s, const struct sink *sink, struct value result)
{
  struct outcomes good = one (number (integer_type_node, 0, result.mask));
  if (run.unheard) {
    pass (s);
    return;
  }
  for (unsigned i = 0; i < SINK_OPERANDS && sink->operands[i].kind; i++) {
    tree type = result.kind == VALUE_CONSTANT ? TREE_TYPE (result.constant) : integer_type_node;
    struct value k = number (type, sink->operands[i].number, 0);
    good = combination (good, compare (s, EQ_EXPR, result, k, integer_type_node), false);
  }
  if (result.kind == VALUE_CONSTANT && !result.mask) {
    /* What led here decides, not this.  */
    if (integer_zerop (good.list[0].value.constant))
      fail (s);
    else
      pass (s);
    return;
  }
  if (result.kind == VALUE_UNKNOWN && !result.mask)
    pass (s);
  else if (require (s, good, true))
    pass (s);
}
