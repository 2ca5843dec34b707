/* setjmp and longjmp; and tests that a run of main only pretends to run, to see what it makes of their results.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"

/* S goes on where J was set, which gives VALUE there.  False if it has ended.  */
static bool
jump_to (struct state *s, const struct jump *j, struct value value)
{
  struct jump to = *j;
  while (s->frames.length () > to.depth) {
    int depth = (int) s->frames.length ();
    struct frame over = s->frames.pop ();
    release_frame (&over);
    leave_locals (s, depth);
  }
  while (!s->jumps.is_empty () && s->jumps.last ().depth > to.depth)
    s->jumps.pop ();
  struct frame *f = top (s);
  f->block = gimple_bb (to.at);
  f->at = gsi_for_stmt (to.at);
  struct outcomes o = one (value);
  return go_on (s, to.at, &o, gimple_call_lhs (to.at));
}

enum jump_kind
jump_kind (const char *name)
{
  static const char *const sets[] = { "setjmp", "_setjmp", "__sigsetjmp", "sigsetjmp" };
  static const char *const goes[] = { "longjmp", "_longjmp", "siglongjmp", "__longjmp_chk" };
  for (const char *set : sets)
    if (strcmp (name, set) == 0)
      return JUMP_SET;
  for (const char *go : goes)
    if (strcmp (name, go) == 0)
      return JUMP_GO;
  return JUMP_NONE;
}

void
call_jump (struct state *s, gcall *call, enum jump_kind kind, bool *alive)
{
  struct value buffer = argument (s, call, 1);
  if (kind == JUMP_SET) {
    struct jump j = { region_behind (&buffer), buffer.offset, s->frames.length (), call };
    for (unsigned i = s->jumps.length (); i-- > 0;)
      if (s->jumps[i].region == j.region && s->jumps[i].offset == j.offset)
        s->jumps.ordered_remove (i);
    if (buffer.kind == VALUE_ADDRESS)
      s->jumps.safe_push (j);
    struct outcomes o = one (number (integer_type_node, 0, 0));
    *alive = go_on (s, call, &o, gimple_call_lhs (call));
    return;
  }
  struct value value = argument (s, call, 2);
  if (is_zero (&value))
    value = number (integer_type_node, 1, value.mask);
  for (unsigned i = s->jumps.length (); i-- > 0;)
    if (buffer.kind == VALUE_ADDRESS && s->jumps[i].region == buffer.region && s->jumps[i].offset == buffer.offset) {
      *alive = jump_to (s, &s->jumps[i], value);
      return;
    }
  *alive = false;
  if (run.jump_fails && s->jumps.is_empty ())
    fail (s);
  else
    pass (s);
}

/* A result of TYPE by which a test says that it failed.  */
static struct value
failing_result (tree type)
{
  const struct sink *sink = sink_of_type (type);
  HOST_WIDE_INT n = -1;
  for (unsigned i = 0; i < SINK_OPERANDS && sink->operands[i].kind;)
    if (sink->operands[i].number == n) {
      n++;
      i = 0;
    } else
      i++;
  return number (type, n, 0);
}

bool
call_pretended (struct state *s, gcall *call, cgraph_node *node, bool *alive)
{
  tree type = TREE_TYPE (TREE_TYPE (node->decl));
  if (run.pretence && run.pretence->aborts && node->decl == run.pretence->test) {
    run.m->failing_met = true;
    fail (s);
    *alive = false;
    return true;
  }
  if (run.pretence && run.pretence->reports && !run.pretence->failing && sink_of_type (type)
      && !sink_of_type (TREE_TYPE (TREE_TYPE (top (s)->node->decl)))) {
    struct outcomes failed = one (failing_result (type));
    *alive = go_on (s, call, &failed, gimple_call_lhs (call));
    return true;
  }
  if (!run.pretence || !(VOID_TYPE_P (type) || INTEGRAL_TYPE_P (type)) || !machine_takes_nothing (node)
      || !(node->address_taken || (!run.pretence->reports && machine_gives_result (node))))
    return false;
  bool asked = node->decl == run.pretence->test;
  if (asked && run.pretence->jumps) {
    if (s->jumps.is_empty ()) {
      pass (s);
      *alive = false;
    } else
      *alive = jump_to (s, &s->jumps.last (), number (integer_type_node, 1, 0));
    return true;
  }
  /* One that says by its result that all is well has counted nothing.  */
  if (VOID_TYPE_P (type))
    note_counted (s, node->decl);
  HOST_WIDE_INT gives = asked ? run.pretence->gives : run.pretence->others_give;
  if (!asked && run.pretence->otherwise && run.pretence->otherwise->contains (node->decl))
    gives = !gives;
  struct outcomes o = one (VOID_TYPE_P (type) ? unknown (0) : number (type, gives, 0));
  *alive = go_on (s, call, &o, gimple_call_lhs (call));
  return true;
}

bool
call_heard (struct state *s, gcall *call, tree callee, bool *alive)
{
  enum test_result *result = run.heard && callee != s->frames[0].node->decl ? run.heard->get (callee) : NULL;
  if (!result)
    return false;
  globals_after_test (s);
  views_forget (s);
  struct outcomes o = one (number (TREE_TYPE (TREE_TYPE (callee)), *result == RESULT_ZERO_IS_BAD, 0));
  *alive = go_on (s, call, &o, gimple_call_lhs (call));
  return true;
}
