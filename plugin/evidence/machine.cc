/* Running a test inside the compiler: statements, and the way through.  See machine.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"

struct run run;

/* Whether V, an output of a function or what came of it, loses bits in TYPE.  */
static bool
is_narrowing (const struct value *v, tree type)
{
  tree from = v->kind == VALUE_SYMBOL    ? run.m->symbols[v->symbol].type
              : v->kind == VALUE_DERIVED ? derived_type (v)
                                         : NULL_TREE;
  return from && INTEGRAL_TYPE_P (from) && INTEGRAL_TYPE_P (type) && TREE_CODE (type) != BOOLEAN_TYPE
         && TYPE_PRECISION (type) < TYPE_PRECISION (from);
}

static struct outcomes
assigned (struct state *s, gassign *stmt)
{
  enum tree_code code = gimple_assign_rhs_code (stmt);
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  struct value a = operand (s, gimple_assign_rhs1 (stmt));
  if (gimple_assign_single_p (stmt))
    return one (a);
  struct value b = gimple_num_ops (stmt) > 2 ? operand (s, gimple_assign_rhs2 (stmt)) : unknown (0);
  if (TREE_CODE_CLASS (code) == tcc_comparison)
    return compare (s, code, a, b, type);
  switch (code) {
  CASE_CONVERT:
  case FLOAT_EXPR:
    /* To a truth value: is it not zero?  */
    if (TREE_CODE (type) == BOOLEAN_TYPE && a.kind == VALUE_DERIVED)
      return compare (s, NE_EXPR, a, number (integer_type_node, 0, 0), type);
    if (TREE_CODE (type) == BOOLEAN_TYPE && a.kind == VALUE_SYMBOL
        && TREE_CODE (run.m->symbols[a.symbol].type) != BOOLEAN_TYPE)
      return compare (s, NE_EXPR, a, number (run.m->symbols[a.symbol].type, 0, 0), type);
    if (is_narrowing (&a, type))
      return one (narrow (s, a, type));
    return one (convert (a, type));
  case NEGATE_EXPR:
    if (a.kind == VALUE_SYMBOL && !a.absolute && !a.wrapped && keeps_value (a.symbol, type)) {
      a.negated = !a.negated;
      a.add = -a.add;
      return one (a);
    }
    break;
  case ABS_EXPR:
    if (a.kind == VALUE_SYMBOL && !a.wrapped && keeps_value (a.symbol, type)) {
      a.absolute = true;
      return one (a);
    }
    break;
  case BIT_NOT_EXPR:
    if (a.kind == VALUE_SYMBOL && TREE_CODE (type) == BOOLEAN_TYPE)
      return compare (s, EQ_EXPR, a, number (type, 0, 0), type);
    break;
  case BIT_AND_EXPR: {
    tree whole = gimple_assign_rhs1 (stmt), c = gimple_assign_rhs2 (stmt);
    gimple *read = TREE_CODE (whole) == SSA_NAME ? SSA_NAME_DEF_STMT (whole) : NULL;
    struct value field;
    if (read && TREE_CODE (c) == INTEGER_CST && gimple_assign_single_p (read)
        && TREE_CODE (gimple_assign_rhs1 (read)) == BIT_FIELD_REF
        && field_under_mask (s, gimple_assign_rhs1 (read), c, type, &field))
      return one (field);
    break;
  }
  case TRUNC_DIV_EXPR:
  case TRUNC_MOD_EXPR: s->unsure |= run.must_end && (b.kind != VALUE_CONSTANT || is_zero (&b)); break;
  case FIX_TRUNC_EXPR:
    if (a.kind == VALUE_SYMBOL || a.kind == VALUE_DERIVED)
      return one (derived (code, a, unknown (0), type));
    break;
  case COND_EXPR: return one (unknown (a.mask | b.mask | operand (s, gimple_assign_rhs3 (stmt)).mask));
  default: break;
  }
  if (gimple_num_ops (stmt) == 2) {
    if (a.kind == VALUE_CONSTANT) {
      tree t = fold_unary (code, type, a.constant);
      if (t && CONSTANT_CLASS_P (t))
        return one (constant (t, a.mask));
    }
    return one (unknown (a.mask));
  }
  if (gimple_num_ops (stmt) > 3)
    return one (unknown (a.mask | b.mask));
  return one (arithmetic (code, a, b, type));
}

bool
is_counter (tree global, HOST_WIDE_INT offset)
{
  for (unsigned i = 0; global && run.counters && i < run.counters->length (); i++)
    if ((*run.counters)[i].global == global && (*run.counters)[i].offset == offset)
      return true;
  return false;
}

void
note_met (tree decl)
{
  if (!run.met || !decl || !DECL_P (decl) || run.met->add (decl))
    return;
  varpool_node *node = VAR_P (decl) && is_global_var (decl) ? varpool_node::get (decl) : NULL;
  struct ipa_ref *reference;
  for (unsigned i = 0; node && node->iterate_reference (i, reference); i++)
    note_met (reference->referred->decl);
}

/* Whether failures, counted in steps of V, make an exit status whose eight bits are 0 as soon as there are a few of them.  */
static bool
is_soon_lost (tree v)
{
  unsigned HOST_WIDE_INT step = wi::to_wide (v).ulow () % 256;
  return step % 16 == 0;
}

/* Whether S is in FUNCTION, or in what that called; NULL: in any.  */
static bool
is_within (const struct state *s, tree function)
{
  bool within = !function;
  for (unsigned i = 0; i < s->frames.length () && !within; i++)
    within = s->frames[i].node->decl == function;
  return within;
}

/* Sets what a statement defines.  False if the path has ended.  */
bool
define (struct state *s, tree to, struct value v)
{
  if (!to)
    return true;
  if (TREE_CODE (to) == SSA_NAME) {
    set_name (top (s), SSA_NAME_VERSION (to), v);
    return true;
  }
  if (run.pretence && run.pretence->counted && !is_zero (&v) && INTEGRAL_TYPE_P (TREE_TYPE (to))
      && is_within (s, run.pretence->test)) {
    struct place p = place_of (s, to);
    if (p.known && (*run.regions)[p.region].decl == run.pretence->counted->global
        && p.offset == run.pretence->counted->offset) {
      v = number (TREE_TYPE (to), 1, 0);
      s->failing = FAILING_TOLD;
    }
  }
  /* What a child process counts its parent does not see.  */
  if (run.counters && !run.counters->is_empty () && !s->parent && INTEGRAL_TYPE_P (TREE_TYPE (to))) {
    struct place p = place_of (s, to);
    bool counts = p.known && is_counter ((*run.regions)[p.region].decl, p.offset);
    gimple *stmt = gsi_stmt (top (s)->at);
    if (counts && s->touched && gimple_assign_single_p (stmt) && integer_zerop (gimple_assign_rhs1 (stmt)))
      run.m->counter_reset = true;
    if (counts && !is_zero (&v)) {
      if (v.kind == VALUE_CONSTANT) {
        if (TREE_CODE (v.constant) == INTEGER_CST && is_soon_lost (v.constant))
          pass (s);
        else
          fail (s);
        return false;
      }
      /* `failures += !condition`: a failure only where something was added.  */
      if (!require (s, compare (s, EQ_EXPR, v, number (TREE_TYPE (to), 0, 0), integer_type_node), true))
        return false;
      v = number (TREE_TYPE (to), 0, 0);
    }
  }
  store (s, to, v);
  return true;
}

/* Dereferencing a pointer that a function produced: with NULL the test crashes.  False if the path has ended.  */
static bool
dereference (struct state *s, tree t)
{
  if (!REFERENCE_CLASS_P (t) && TREE_CODE (t) != ADDR_EXPR)
    return true;
  tree base = get_base_address (t);
  if (!base || TREE_CODE (base) != MEM_REF)
    return true;
  struct value v = operand (s, TREE_OPERAND (base, 0));
  if (run.must_end && v.kind != VALUE_ADDRESS) {
    /* That it crashes may be what is expected.  */
    s->unsure = true;
    return true;
  }
  for (unsigned i = 0; run.surveying && v.mask && i < run.m->calls->length (); i++)
    (*run.m->calls)[i].matters |= v.mask >> MIN (i, SYMBOLS_MAXIMUM - 1) & 1;
  if (v.kind != VALUE_SYMBOL)
    return true;
  struct accepting null = accepting_number (0, false), rest = rest_of (v.symbol, &null);
  if (!run.m->symbols[v.symbol].all.intervals_count) {
    accepting_release (&null);
    accepting_release (&rest);
    return true;
  }
  s->touched |= (uint64_t) 1 << v.symbol;
  /* Where the test has seen to it that it is not NULL, nothing crashes.  */
  struct accepting before = accepting_copy (s->bounds[v.symbol] ? &s->bounds[v.symbol]->set
                                                                : &run.m->symbols[v.symbol].all);
  accepting_intersect (&before, &null);
  run.m->symbols[v.symbol].asserted |= !accepting_is_empty (&before);
  /* That a test which is given NULL by what is called before it crashes is no question of its own.  */
  if (run.preparation && !accepting_is_empty (&before))
    accepting_intersect (&run.m->symbols[v.symbol].prepared, &rest);
  accepting_release (&before);
  if (crash_ends_well (s)) {
    struct state *other = copy_state (s);
    if (constrain (other, v.symbol, &null))
      pass (other);
    free_state (other);
  }
  bool possible = constrain (s, v.symbol, &rest);
  accepting_release (&null);
  accepting_release (&rest);
  if (!possible) {
    s->last_known = false;
    fail (s);
  }
  return possible;
}

/* Whether the other way out of a question is as narrow: of a truth value or an enumeration nobody can tell which of the two is expected; nor of
   0, which is also what a mere test of truth leaves out.  */
static bool
is_ambiguous (const struct symbol *y, const struct accepting *set)
{
  return accepting_is_small (&y->all) || accepting_is_number (set, 0);
}

/* Y is asked whether it is in SET.  */
static void
note_expected_constants (const struct symbol *y, const struct accepting *set)
{
  struct accepting *expected = &run.m->expected;
  bool numbers = INTEGRAL_TYPE_P (y->type) && !set->texts_count, texts = set->texts_count && !set->intervals_count;
  if (!run.focused || y->callee != run.focused || y->kept || set->is_real || set->nan || accepting_is_empty (set)
      || !accepting_is_small (set) || !(numbers || texts) || is_ambiguous (y, set))
    return;
  /* Numbers, or texts.  */
  if (accepting_is_empty (expected) || !expected->texts_count == numbers)
    accepting_unite (expected, set);
}

static void
note_expected_of (struct state *s, const struct outcome *o)
{
  for (int i = 0; i < 2; i++)
    if (o->symbols[i] >= 0) {
      note_expected_constants (&run.m->symbols[o->symbols[i]], &o->sets[i]);
      run.m->symbols[o->symbols[i]].of_test |= !is_preparing (s);
    }
}

/* Applies outcome O to S.  False if it cannot be.  */
bool
apply (struct state *s, const struct outcome *o)
{
  s->touched |= o->value.mask;
  note_expected_of (s, o);
  for (int i = 0; i < 2; i++) {
    if (o->symbols[i] >= 0 && !constrain (s, o->symbols[i], &o->sets[i]))
      return false;
  }
  if (o->opaque) {
    struct fact f = { o->opaque, o->opaque_zero };
    s->facts.safe_push (f);
  }
  return true;
}

/* Whether of BLOCK's two ways one is over at once, as that of a failed assertion is: that leaves one way only.  */
static bool
leads_to_end (basic_block block)
{
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, block->succs)
  {
    basic_block b = e->dest;
    for (int n = 0; n < 8 && single_succ_p (b); n++)
      b = single_succ (b);
    if (EDGE_COUNT (b->succs) == 0 && b->index != EXIT_BLOCK)
      return true;
  }
  return false;
}

/* Counts that STMT made S choose; false if that was too often.  */
static bool
may_choose (struct state *s, gimple *stmt)
{
  for (unsigned i = 0; i < s->choices.length (); i++)
    if (s->choices[i].at == stmt) {
      s->choices[i].count++;
      s->tired |= s->choices[i].count > CHOICES_TIRING
                  || (s->choices[i].count > ROUNDS_TIRING && gimple_code (stmt) == GIMPLE_COND
                      && is_loop_exit (gimple_bb (stmt)));
      return s->choices[i].count <= CHOICES_MAXIMUM;
    }
  struct choice c = { stmt, 1 };
  s->choices.safe_push (c);
  return true;
}

static bool
take_branch (struct state *s, struct value v)
{
  basic_block block = top (s)->block;
  edge yes, no;
  extract_true_false_edges_from_block (block, &yes, &no);
  s->last_mask = v.mask;
  return enter_block (s, integer_zerop (v.constant) ? no : yes);
}

/* The way of O cannot be.  If it would be a failure, and only because a global stays as it was, that was asked for.  */
static void
note_impossible (gimple *stmt, const struct outcome *o)
{
  if (gimple_code (stmt) == GIMPLE_COND && o->symbols[0] >= 0 && run.m->symbols[o->symbols[0]].kept
      && leads_to_end (gimple_bb (stmt)))
    run.m->symbols[o->symbols[0]].asserted = true;
}

/* Of two outcomes that nothing tells apart one is a guess; what is asked again later (an allocation that may fail) is none.  */
void
note_guess (const struct outcomes *o)
{
  run.m->guessed |= o->count > 1 && o->list[0].symbols[0] < 0 && o->list[1].symbols[0] < 0 && !o->list[0].opaque;
}

/* Whether S can be so that O comes.  */
static bool
is_possible (struct state *s, const struct outcome *o)
{
  bool possible = true;
  for (int i = 0; i < 2 && possible; i++) {
    if (o->symbols[i] < 0 || !s->bounds[o->symbols[i]])
      continue;
    struct accepting both = accepting_copy (&s->bounds[o->symbols[i]]->set);
    accepting_intersect (&both, &o->sets[i]);
    possible = !accepting_is_empty (&both);
    accepting_release (&both);
  }
  return possible;
}

/* Takes those of O out that S rules out: nobody chooses then.  False if there are none.  */
static bool
drop_impossible (struct state *s, gimple *stmt, struct outcomes *o)
{
  unsigned kept = 0, count = o->count;
  for (unsigned i = 0; i < count; i++)
    if (is_possible (s, &o->list[i]))
      o->list[kept++] = o->list[i];
    else {
      note_expected_of (s, &o->list[i]);
      note_impossible (stmt, &o->list[i]);
    }
  o->count = kept;
  return kept < count;
}

/* What of S goes on after a statement with OUTCOMES: the first in S, the others as run.pending.  TO is defined by the statement; without it
   the statement is the condition that ends a block.  False if S has ended.  */
bool
go_on (struct state *s, gimple *stmt, struct outcomes *o, tree to)
{
  bool condition = gimple_code (stmt) == GIMPLE_COND, dropped = false;
  if (o->count > 1 && condition) {
    note_guess (o);
    dropped = drop_failures (s, gimple_bb (stmt), o);
    if (o->count == 0)
      return false;
  }
  if (o->count > 1) {
    dropped |= drop_impossible (s, stmt, o);
    if (o->count == 0)
      return false;
  }
  if (o->count > 1
      && ((!(condition && leads_to_end (gimple_bb (stmt))) && !may_choose (s, stmt))
          || run.pending->length () > PENDING_MAXIMUM)) {
    give_up (s, "it has more paths than are followed");
    return false;
  }
  if (o->count > 1) {
    note_guess (o);
    struct state *other = copy_state (s);
    run.parted = true;
    other->last_known = false;
    bool alive = apply (other, &o->list[1]);
    if (!alive)
      note_impossible (stmt, &o->list[1]);
    if (alive)
      alive = condition ? take_branch (other, o->list[1].value) : define (other, to, o->list[1].value);
    if (alive) {
      if (!condition)
        gsi_next (&top (other)->at);
      run.pending->safe_push (other);
    } else
      free_state (other);
    s->last_known = false;
    if (!apply (s, &o->list[0])) {
      note_impossible (stmt, &o->list[0]);
      return false;
    }
  } else if (dropped) {
    s->last_known = false;
    if (!apply (s, &o->list[0]))
      return false;
  } else if (condition)
    s->last_known = true;
  if (condition)
    return take_branch (s, o->list[0].value);
  if (!define (s, to, o->list[0].value))
    return false;
  gsi_next (&top (s)->at);
  return true;
}

bool
enter_block (struct state *s, edge e)
{
  struct frame *f = top (s);
  f->came = e;
  f->block = e->dest;
  e->dest->flags |= BB_VISITED;
  course_enter (s, e->dest);
  if (e->dest == EXIT_BLOCK_PTR_FOR_FN (f->fun)) {
    pass (s);
    return false;
  }
  /* PHIs read what was before all of them.  */
  auto_vec<struct value, 8> values;
  for (gphi_iterator i = gsi_start_phis (e->dest); !gsi_end_p (i); gsi_next (&i))
    values.safe_push (operand (s, PHI_ARG_DEF_FROM_EDGE (i.phi (), e)));
  unsigned n = 0;
  for (gphi_iterator i = gsi_start_phis (e->dest); !gsi_end_p (i); gsi_next (&i))
    set_name (top (s), SSA_NAME_VERSION (gimple_phi_result (i.phi ())), values[n++]);
  top (s)->at = gsi_start_bb (e->dest);
  return !is_known (s);
}

/* The numbers of V, a symbol's, with which STMT goes by E: those of the labels there; with the default label, all that have none.  */
static struct accepting
numbers_of_edge (gswitch *stmt, edge e, const struct value *v)
{
  struct accepting set = accepting_none (), others = accepting_none ();
  bool by_default = false;
  for (unsigned i = 0; i < gimple_switch_num_labels (stmt); i++) {
    tree label = gimple_switch_label (stmt, i);
    bool here = label_to_block (cfun, CASE_LABEL (label)) == e->dest;
    long double low, high;
    if (i == 0) {
      by_default = here;
      continue;
    }
    tree_number (CASE_LOW (label), &low);
    high = low;
    if (CASE_HIGH (label))
      tree_number (CASE_HIGH (label), &high);
    struct accepting part = accepting_range (low - v->add, high - v->add, false);
    accepting_unite (here ? &set : &others, &part);
    accepting_release (&part);
  }
  if (by_default) {
    accepting_release (&set);
    set = rest_of (v->symbol, &others);
  }
  accepting_release (&others);
  return set;
}

/* S goes on by E, with what that says about V, what STMT asks for, if it is a symbol that is known there.  False if it has ended.  */
static bool
take_case (struct state *s, gswitch *stmt, edge e, const struct value *v)
{
  if (v) {
    push_cfun (top (s)->fun);
    struct accepting set = numbers_of_edge (stmt, e, v);
    pop_cfun ();
    note_expected_constants (&run.m->symbols[v->symbol], &set);
    bool possible = constrain (s, v->symbol, &set);
    s->last_mask = v->mask;
    accepting_release (&set);
    if (!possible)
      return false;
  }
  return enter_block (s, e);
}

static bool
switch_statement (struct state *s, gswitch *stmt)
{
  struct value v = operand (s, gimple_switch_index (stmt));
  if (v.kind == VALUE_CONSTANT) {
    s->last_known = true;
    s->last_mask = v.mask;
    /* It looks for labels in the function that the compiler is at.  */
    push_cfun (top (s)->fun);
    edge e = find_taken_edge (gimple_bb (stmt), v.constant);
    pop_cfun ();
    if (e)
      return enter_block (s, e);
  }
  s->touched |= v.mask;
  s->last_known = false;
  bool told = v.kind == VALUE_SYMBOL && !v.negated && !v.absolute && !v.wrapped
              && keeps_value (v.symbol, TREE_TYPE (gimple_switch_index (stmt)));
  run.m->guessed |= !told;
  if (!may_choose (s, stmt) || run.pending->length () > PENDING_MAXIMUM) {
    give_up (s, "it has more paths than are followed");
    return false;
  }
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, gimple_bb (stmt)->succs)
  {
    struct state *other = copy_state (s);
    run.parted = true;
    if (take_case (other, stmt, e, told ? &v : NULL))
      run.pending->safe_push (other);
    else
      free_state (other);
  }
  return false;
}

/* S is about to choose among O, as STMT says: whether that rests on what a function produced.  */
static void
note_doubt (struct state *s, gimple *stmt, const struct outcomes *o)
{
  for (unsigned i = 0; i < gimple_num_ops (stmt) && o->count > 1; i++) {
    tree t = gimple_op (stmt, i);
    bool read = t && TREE_CODE (t) == SSA_NAME && SSA_NAME_DEF_STMT (t) != stmt;
    s->doubted |= read && operand (s, t).produced;
  }
}

/* One statement.  False if S has ended.  */
static bool
step (struct state *s)
{
  struct frame *f = top (s);
  if (gsi_end_p (f->at)) {
    edge e = find_fallthru_edge (f->block->succs);
    if (!e && single_succ_p (f->block))
      e = single_succ_edge (f->block);
    if (!e) {
      pass (s);
      return false;
    }
    return enter_block (s, e);
  }
  gimple *stmt = gsi_stmt (f->at);
  switch (gimple_code (stmt)) {
  case GIMPLE_ASSIGN: {
    tree to = gimple_assign_lhs (stmt), from = gimple_assign_rhs1 (stmt);
    if (gimple_assign_single_p (stmt) && !dereference (s, from))
      return false;
    if (!dereference (s, to))
      return false;
    if (!is_gimple_reg_type (TREE_TYPE (to)) || gimple_clobber_p (stmt)) {
      store_aggregate (s, to, from);
      gsi_next (&top (s)->at);
      return true;
    }
    struct outcomes o = assigned (s, as_a<gassign *> (stmt));
    note_doubt (s, stmt, &o);
    return go_on (s, stmt, &o, to);
  }
  case GIMPLE_COND: {
    gcond *condition = as_a<gcond *> (stmt);
    struct outcomes o = compare (s, gimple_cond_code (condition), operand (s, gimple_cond_lhs (condition)),
                                 operand (s, gimple_cond_rhs (condition)), boolean_type_node);
    note_doubt (s, stmt, &o);
    return go_on (s, stmt, &o, NULL_TREE);
  }
  case GIMPLE_CALL: return call_statement (s, as_a<gcall *> (stmt));
  case GIMPLE_RETURN: return return_statement (s, as_a<greturn *> (stmt));
  case GIMPLE_SWITCH: return switch_statement (s, as_a<gswitch *> (stmt));
  case GIMPLE_GOTO: give_up (s, "it has a computed goto"); return false;
  case GIMPLE_ASM: give_up (s, "it has assembly in it"); return false;
  default: gsi_next (&f->at); return true;
  }
}

void
run_path (struct state *s)
{
  run.m->paths++;
  while (!awaited_is_over ()) {
    if (++run.steps > run.steps_maximum || run.m->paths > PATHS_MAXIMUM) {
      give_up (s, "it is too long to be followed to its end");
      break;
    }
    bool alive = step (s);
    while (!alive && s->over)
      alive = resume_parent (&s);
    if (!alive)
      break;
  }
  free_state (s);
}

void
run_pending (const struct question *question)
{
  while (!run.pending->is_empty ()) {
    struct state *next = run.pending->pop ();
    if (awaited_is_over () || (question->enough && question->enough (run.m)))
      free_state (next);
    else
      run_path (next);
  }
  run.m->steps = run.steps;
}
