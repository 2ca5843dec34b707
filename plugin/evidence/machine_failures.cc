/* Branches that lead to a failure and to nothing else, as that of an assertion does: nobody has to follow them.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

/* So many blocks stand between an assertion's condition and its failure.  */
#define BLOCKS_MAXIMUM 8

/* Whether CALL, of a function without a body in the unit, is a failure by what it is given.  */
static bool
call_fails (gcall *call, const struct sink *sink)
{
  const struct sink_operand *status = &sink->operands[0];
  if (sink->mode != MODE_ASSERTS)
    return false;
  if (sink->kind == SINK_FAILS)
    return status->kind == OPERAND_NONE || status->kind == OPERAND_NUMBER;
  if (sink->kind != SINK_EXITS || status->kind != OPERAND_ARGUMENT || status->number < 1
      || status->number > (long) gimple_call_num_args (call))
    return false;
  tree given = gimple_call_arg (call, status->number - 1);
  return TREE_CODE (given) == INTEGER_CST && wi::to_wide (given).ulow () % 256 != 0;
}

enum effect { EFFECT_NONE, EFFECT_FAILS, EFFECT_SOME };

static enum effect
effect_of_call (gcall *call)
{
  tree callee = gimple_call_fndecl (call), to = gimple_call_lhs (call);
  cgraph_node *node = callee && DECL_NAME (callee) ? cgraph_node::get (callee) : NULL;
  bool checked;
  if (!node || node->has_gimple_body_p () || (to && TREE_CODE (to) != SSA_NAME))
    return EFFECT_SOME;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++)
    if (!is_gimple_val (gimple_call_arg (call, i)))
      return EFFECT_SOME;
  if (const struct sink *sink = sink_of (callee))
    return call_fails (call, sink) ? EFFECT_FAILS : EFFECT_SOME;
  const char *name = linkage_name (callee);
  return is_system (callee) && !gimple_call_noreturn_p (call) && !jump_kind (name) && !process_kind (name)
                 && !library_function (name, &checked)
             ? EFFECT_NONE
             : EFFECT_SOME;
}

/* What STMT does that could be seen: not what it prints, nor what it says to stderr.  */
static enum effect
effect_of (gimple *stmt)
{
  switch (gimple_code (stmt)) {
  case GIMPLE_LABEL:
  case GIMPLE_PREDICT:
  case GIMPLE_NOP:
  case GIMPLE_DEBUG: return EFFECT_NONE;
  case GIMPLE_CALL: return effect_of_call (as_a<gcall *> (stmt));
  case GIMPLE_ASSIGN: {
    tree from = gimple_assign_rhs1 (stmt);
    bool plain = gimple_assign_single_p (stmt) && TREE_CODE (gimple_assign_lhs (stmt)) == SSA_NAME
                 && (is_gimple_val (from)
                     || (VAR_P (from) && is_global_var (from) && in_system_header_at (DECL_SOURCE_LOCATION (from))));
    return plain ? EFFECT_NONE : EFFECT_SOME;
  }
  default: return EFFECT_SOME;
  }
}

static bool
leads_to_failure (edge e)
{
  for (int n = 0; n < BLOCKS_MAXIMUM; n++) {
    for (gimple_stmt_iterator i = gsi_start_bb (e->dest); !gsi_end_p (i); gsi_next (&i)) {
      enum effect effect = effect_of (gsi_stmt (i));
      if (effect != EFFECT_NONE)
        return effect == EFFECT_FAILS;
    }
    if (!single_succ_p (e->dest) || single_succ (e->dest)->index == EXIT_BLOCK)
      return false;
    e = single_succ_edge (e->dest);
  }
  return false;
}

static bool
is_failure (edge e)
{
  static hash_map<edge, bool> *known;
  bool existed;
  if (!known)
    known = new hash_map<edge, bool>;
  bool &fails = known->get_or_insert (e, &existed);
  if (!existed)
    fails = leads_to_failure (e);
  return fails;
}

/* The way that E leads to, which fails because of a condition that rests on MASK.  */
static void
take_failure (struct state *s, edge e, uint64_t mask)
{
  uint64_t touched = s->touched;
  /* Nothing that is asserted there is passed over.  */
  for (int n = 0; n < BLOCKS_MAXIMUM; n++) {
    e->dest->flags |= BB_VISITED;
    if (!single_succ_p (e->dest))
      break;
    e = single_succ_edge (e->dest);
  }
  s->touched |= mask;
  s->last_mask = mask;
  s->last_known = false;
  fail (s);
  s->touched = touched;
}

bool
drop_failures (struct state *s, basic_block block, struct outcomes *o)
{
  uint64_t symbols = run.m->symbols_count < 64 ? ((uint64_t) 1 << run.m->symbols_count) - 1 : ~(uint64_t) 0;
  unsigned kept = 0, count = o->count;
  /* Whom nobody looks at has no consequences beyond that.  A child's failure its parent may not mind.  */
  if ((!run.focused && !run.surveying) || run.met || run.pretence || run.unheard || s->caught_signal || s->caught_exit
      || s->parent)
    return false;
  for (unsigned i = 0; i < count; i++) {
    const struct outcome *one = &o->list[i];
    edge yes, no;
    extract_true_false_edges_from_block (block, &yes, &no);
    edge e = integer_zerop (one->value.constant) ? no : yes;
    if (one->symbols[0] < 0 && one->symbols[1] < 0 && (run.surveying || !(one->value.mask & symbols)) && is_failure (e))
      take_failure (s, e, one->value.mask);
    else
      o->list[kept++] = *one;
  }
  o->count = kept;
  return kept < count;
}
