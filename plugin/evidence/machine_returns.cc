/* How functions end, on paper: what a function gives to its caller, and what the test's own result says.  See machine.h.  */
#include "gcc-compat.h"
#include "machine_private.h"
#include "sinks.h"

/* Whether main may pass with the result N.  */
static bool
is_passing (HOST_WIDE_INT n)
{
  for (unsigned i = 0; run.passing && i < run.passing->length (); i++)
    if ((*run.passing)[i] == n)
      return true;
  return false;
}

/* The test fails by the result V, or by one that is not known: whether main minds that one, or what is used to say that a test was skipped, is asked once
   more.  */
static void
note_given (const struct value *v)
{
  HOST_WIDE_INT n = SKIPPED_STATUS;
  bool known = v->kind != VALUE_CONSTANT || (known_number (v, &n) && n != 0 && n != 1);
  for (unsigned i = 0; known && i < run.m->given->length (); i++)
    known = (*run.m->given)[i] != n;
  if (known && run.m->given->length () < GIVEN_MAXIMUM)
    run.m->given->safe_push (n);
}

/* Whether V, a constant, is a result by which a test passes.  */
static bool
is_good_result (const struct value *v)
{
  HOST_WIDE_INT n;
  bool known = known_number (v, &n);
  if (known && (is_passing (n) || (run.result == RESULT_ABOVE_IS_BAD && n < 0)))
    return true;
  return is_zero (v) == (run.result != RESULT_ZERO_IS_BAD);
}

/* The test is over with the result V.  */
static void
end_with_truth (struct state *s, struct value v)
{
  if (v.kind == VALUE_CONSTANT && !v.mask) {
    /* What led here decides, not this.  */
    if (is_good_result (&v))
      pass (s);
    else {
      note_given (&v);
      fail (s);
    }
    return;
  }
  tree type = v.kind == VALUE_CONSTANT ? TREE_TYPE (v.constant) : integer_type_node;
  if (v.kind == VALUE_UNKNOWN && !v.mask) {
    /* Who knows by what a loop of many rounds came to it.  */
    note_mattering (s);
    pass (s);
    return;
  }
  note_given (&v);
  enum tree_code code = run.result == RESULT_ABOVE_IS_BAD ? LE_EXPR : EQ_EXPR;
  struct outcomes good = compare (s, code, v, number (type, 0, 0), integer_type_node);
  if (run.result == RESULT_ZERO_IS_BAD)
    good = negation (good, integer_type_node);
  for (unsigned i = 0; run.passing && i < run.passing->length (); i++)
    good = combination (good, compare (s, EQ_EXPR, v, number (type, (*run.passing)[i], 0), integer_type_node), false);
  if (require (s, good, true))
    pass (s);
}

bool
push_constructor (struct state *s)
{
  cgraph_node *node;
  unsigned n = 0;
  FOR_EACH_FUNCTION (node)
  if (DECL_STATIC_CONSTRUCTOR (node->decl) && !DECL_ARGUMENTS (node->decl) && machine_body (node->decl) == node
      && n++ == s->constructors) {
    s->constructors++;
    return push_frame (s, node, NULL);
  }
  return true;
}

/* What a function that returned gave: V, or what FROM holds, if it is a whole in memory.  */
struct given {
  bool whole, stored; /* a whole; and that was stored where it is wanted already */
  struct value v;
  struct place from;
};

/* Gives TO what G is.  False if S has ended.  */
static bool
give (struct state *s, tree to, const struct given *g)
{
  if (!to)
    return true;
  if (!g->stored && !g->whole)
    return define (s, to, g->v);
  struct place p = place_of (s, to);
  if (g->stored) {
    if (g->v.kind == VALUE_ADDRESS)
      ;
    else if (p.known)
      forget_region (s, p.region, g->v.mask | mask_of_place (s, &p));
    else
      forget_all (s);
    return true;
  }
  HOST_WIDE_INT size = bits_of (TREE_TYPE (to));
  if (!p.known)
    forget_all (s);
  else if (p.offset != OFFSET_UNKNOWN && size >= 0 && g->from.known && g->from.offset != OFFSET_UNKNOWN)
    copy_cells (s, p.region, p.offset, g->from.region, g->from.offset, size);
  else
    forget_region (s, p.region, mask_of_place (s, &g->from) | mask_of_place (s, &p));
  return true;
}

/* The test function F, or what is called before it, returns V, the value of RESULT, if it has one.  False if S has ended.  */
static bool
leave_test (struct state *s, const struct frame *f, tree result, struct value v)
{
  if (is_preparing (s))
    return end_setup (s, v);
  if (run.must_end && fails_by_coming_back (s))
    return false;
  if (next_row (s))
    return true;
  const struct sink *sink = sink_of_type (TREE_TYPE (TREE_TYPE (f->node->decl)));
  if (MAIN_NAME_P (DECL_NAME (f->node->decl)))
    end_with_status (s, v);
  else if (sink && result)
    end_with_result (s, sink, v);
  else if (result && run.result != RESULT_NOTHING && INTEGRAL_TYPE_P (TREE_TYPE (result)))
    end_with_truth (s, v);
  else
    pass (s);
  return false;
}

bool
return_statement (struct state *s, greturn *stmt)
{
  tree result = gimple_return_retval (stmt);
  struct frame f = *top (s);
  struct given g;
  memset (&g, 0, sizeof g);
  g.whole = result && !is_gimple_reg_type (TREE_TYPE (result));
  g.stored = DECL_RESULT (f.node->decl) && DECL_BY_REFERENCE (DECL_RESULT (f.node->decl));
  g.v = result && !g.whole ? operand (s, result) : unknown (0);
  if (g.whole)
    g.from = place_of (s, result);
  if (s->frames.length () == 1)
    return leave_test (s, &f, result, g.v);
  s->frames.pop ();
  release_frame (&f);
  if (!f.caller) {
    /* What runs before main gives nothing.  */
    leave_locals (s, (int) s->frames.length () + 1);
    return push_constructor (s);
  }
  if (!give (s, gimple_call_lhs (f.caller), &g))
    return false;
  leave_locals (s, (int) s->frames.length () + 1);
  gsi_next (&top (s)->at);
  return true;
}
