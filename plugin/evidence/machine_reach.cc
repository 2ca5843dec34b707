/* What functions of the unit lead to: how large a test is, and which of what it calls has nothing to do with the function in focus.

   A program of tests runs many, one after the other, and each is of interest for the few functions that it calls.
   See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "main_run.h"
#include "sinks.h"
#include "subjects.h"

/* What a function of the unit, and what it calls in the unit, may do.  */
struct reach {
  bitmap calls;  /* functions that it calls, by DECL_UID */
  bitmap stores; /* variables that it may set, by DECL_UID */
  bool asserts;  /* it asserts something */
  bool fails;    /* or calls who knows what */
  bool places;   /* it stores, behind pointers, what others gave it */
  bool runs;     /* it has to do with running tests, by a framework or through pointers */
  bool tells;    /* it has to do with a framework */
  bool acts;     /* it changes variables of the unit, or calls who knows what */
  bool ends;     /* it ends the program by a status */
  bool jumps;    /* it jumps to where setjmp was called */
  bool leaves;   /* it calls what it may test, another unit's function, or through a pointer */
  unsigned statements;
};

/* A function of no more statements that may be tests for main, and calls nothing that it may test, is followed as a part of main.  */
#define SHORT_STATEMENTS 40

static hash_map<cgraph_node *, struct reach *> *known_reaches;

static bool
acts (cgraph_node *node)
{
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_reference (i, reference); i++) {
    varpool_node *variable = dyn_cast<varpool_node *> (reference->referred);
    if (reference->use == IPA_REF_STORE
        || (reference->use == IPA_REF_ADDR && (!variable || !TREE_READONLY (variable->decl))))
      return true;
  }
  return node->indirect_calls != NULL;
}

/* Notes what NODE, by itself, may set, and whether it asserts.  */
static void
note_effects (struct reach *r, cgraph_node *node)
{
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_reference (i, reference); i++)
    if (reference->use != IPA_REF_LOAD)
      bitmap_set_bit (r->stores, DECL_UID (reference->referred->decl));
  r->fails |= node->indirect_calls != NULL;
  r->runs |= node->indirect_calls != NULL;
  r->leaves |= node->indirect_calls != NULL;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    const struct sink *sink = sink_of (e->callee->decl);
    r->asserts |= sink && sink->kind != SINK_NONE && sink->kind <= SINK_QUITS;
    r->fails |= r->asserts;
    r->tells |= sink && sink->kind >= SINK_REPORTS && sink->kind <= SINK_REGISTERS;
    r->runs |= r->tells;
    r->ends |= sink && sink->kind == SINK_EXITS;
    r->jumps |= jump_kind (e->callee->asm_name ()) == JUMP_GO;
    /* What it tests, which its own unit may hold, is as good as outside.  */
    r->leaves |= machine_body (e->callee->decl) ? is_subject (e->callee->decl) : !is_system (e->callee->decl);
  }
}

/* Whether T lies behind a pointer: a variable, as long as the body is in no SSA form.  */
static bool
is_behind_pointer (tree t)
{
  tree base = t ? get_base_address (t) : NULL_TREE;
  return base && TREE_CODE (base) == MEM_REF && TREE_CODE (TREE_OPERAND (base, 0)) != ADDR_EXPR;
}

/* Whether T is the address of a place behind a pointer.  */
static bool
leads_behind (tree t)
{
  if (TREE_CODE (t) == SSA_NAME && gimple_assign_single_p (SSA_NAME_DEF_STMT (t)))
    t = gimple_assign_rhs1 (SSA_NAME_DEF_STMT (t));
  return TREE_CODE (t) == ADDR_EXPR && is_behind_pointer (TREE_OPERAND (t, 0));
}

/* Whether STMT stores behind a pointer what is no constant, or lets what it calls store there.  */
static bool
places_something (gimple *stmt)
{
  tree to = gimple_get_lhs (stmt);
  if (is_behind_pointer (to) && !(gimple_assign_single_p (stmt) && is_gimple_ip_invariant (gimple_assign_rhs1 (stmt))))
    return true;
  gcall *call = dyn_cast<gcall *> (stmt);
  for (unsigned i = 0; call && i < gimple_call_num_args (call); i++)
    if (leads_behind (gimple_call_arg (call, i)))
      return true;
  return false;
}

static void
note_statements (struct reach *r, cgraph_node *node)
{
  basic_block block;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    r->statements++;
    r->places |= places_something (gsi_stmt (i));
  }
}

static void
add_reach (struct reach *r, cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (seen->add (node))
    return;
  r->acts |= acts (node);
  note_statements (r, node);
  note_effects (r, node);
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    bitmap_set_bit (r->calls, DECL_UID (e->callee->decl));
    cgraph_node *callee = e->callee->ultimate_alias_target ();
    if (callee->has_gimple_body_p () && !callee->thunk && DECL_STRUCT_FUNCTION (callee->decl)->cfg
        && !is_subject (callee->decl))
      add_reach (r, callee, seen);
  }
}

static const struct reach *
reach_of (cgraph_node *node)
{
  bool existed;
  if (!known_reaches)
    known_reaches = new hash_map<cgraph_node *, struct reach *>;
  struct reach *&r = known_reaches->get_or_insert (node, &existed);
  if (!existed) {
    hash_set<cgraph_node *> seen;
    struct reach *found = XCNEW (struct reach);
    found->calls = BITMAP_ALLOC (NULL);
    found->stores = BITMAP_ALLOC (NULL);
    add_reach (found, node, &seen);
    r = found;
  }
  return r;
}

bool
machine_is_test_for_main (cgraph_node *node, const auto_vec<struct counter> *counters)
{
  if (DECL_ARGUMENTS (node->decl) || !VOID_TYPE_P (TREE_TYPE (TREE_TYPE (node->decl))))
    return false;
  const struct reach *r = reach_of (node);
  bool counts = false;
  /* What tests nothing is a part of main: `fail_now ()`, `count_failure ()`.  */
  if (is_ending (node) || (!r->leaves && r->statements <= SHORT_STATEMENTS))
    return false;
  for (unsigned i = 0; counters && i < counters->length (); i++)
    counts |= bitmap_bit_p (r->stores, DECL_UID ((*counters)[i].global));
  return r->fails || counts;
}

bool
machine_takes_nothing (cgraph_node *node)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  for (tree p = DECL_ARGUMENTS (node->decl); p; p = DECL_CHAIN (p)) {
    tree name = is_gimple_reg_type (TREE_TYPE (p)) && !TREE_ADDRESSABLE (p) ? ssa_default_def (fun, p) : NULL_TREE;
    if (TREE_ADDRESSABLE (p) || !is_gimple_reg_type (TREE_TYPE (p)) || (name && !has_zero_uses (name)))
      return false;
  }
  return true;
}

/* Whether NODE takes nothing, gives a number, and calls what it may test.  */
static bool
gives_number (cgraph_node *node)
{
  tree type = TREE_TYPE (TREE_TYPE (node->decl));
  return INTEGRAL_TYPE_P (type) && !sink_of_type (type) && !is_main (node) && !is_subject (node->decl)
         && machine_body (node->decl) == node && machine_takes_nothing (node) && reach_of (node)->leaves
         && !reach_of (node)->tells;
}

static bool
is_called_by_main (cgraph_node *node)
{
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (!is_main (e->caller))
      return false;
  return node->callers && !node->address_taken;
}

bool
machine_gathers (cgraph_node *node)
{
  bool any = false;
  if (is_main (node) || !is_called_by_main (node) || node->indirect_calls || machine_body (node->decl) != node
      || !machine_takes_nothing (node))
    return false;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    cgraph_node *callee = e->callee->ultimate_alias_target ();
    if (callee->has_gimple_body_p () && !is_subject (callee->decl))
      any |= gives_number (callee);
    else if (!is_system (e->callee->decl) || sink_of (e->callee->decl))
      return false;
  }
  return any;
}

/* Whether NODE calls, through a pointer, what may be a test of the unit that says by its result whether it failed: a static function that takes nothing, or one
   number, and whose address is taken.  What runs such tests is none itself.  */
static bool
runs_by_pointer (cgraph_node *node)
{
  cgraph_node *test;
  for (cgraph_edge *e = node->indirect_calls; e; e = e->next_callee) {
    tree type = e->call_stmt ? gimple_call_fntype (as_a<gcall *> (e->call_stmt)) : NULL_TREE;
    if (!type || !INTEGRAL_TYPE_P (TREE_TYPE (type)) || gimple_call_num_args (e->call_stmt) > 1)
      continue;
    FOR_EACH_FUNCTION (test)
    if (test != node && test->address_taken && test->has_gimple_body_p () && !test->alias && !is_subject (test->decl)
        && types_compatible_p (TREE_TYPE (test->decl), type) && reach_of (test)->leaves)
      return true;
  }
  return false;
}

bool
machine_gives_result (cgraph_node *node)
{
  static hash_map<cgraph_node *, bool> *known;
  bool existed;
  if (!known)
    known = new hash_map<cgraph_node *, bool>;
  bool &gives = known->get_or_insert (node, &existed);
  if (existed)
    return gives;
  bool found = node->callers && !node->address_taken && gives_number (node) && !machine_gathers (node)
               && !runs_by_pointer (node);
  for (cgraph_edge *e = node->callers; e && found; e = e->next_caller)
    found = is_main (e->caller) || machine_gathers (e->caller);
  known->put (node, found);
  return found;
}

bool
is_ending (cgraph_node *node)
{
  const struct reach *r = reach_of (node);
  return r->ends && !r->leaves;
}

bool
is_beside_course (cgraph_node *node)
{
  return !reach_of (node)->runs;
}

/* Whether a way leads from E back to BLOCK.  */
static bool
comes_back (edge e, basic_block block)
{
  auto_vec<basic_block> next;
  hash_set<basic_block> seen;
  next.safe_push (e->dest);
  while (!next.is_empty ()) {
    basic_block b = next.pop ();
    edge out;
    edge_iterator i;
    if (b == block)
      return true;
    if (seen.add (b))
      continue;
    FOR_EACH_EDGE (out, i, b->succs)
    next.safe_push (out->dest);
  }
  return false;
}

bool
machine_is_part_of_main (cgraph_node *node)
{
  cgraph_edge *call = node->callers;
  edge e;
  edge_iterator i;
  if (!DECL_ARGUMENTS (node->decl) || !VOID_TYPE_P (TREE_TYPE (TREE_TYPE (node->decl))) || node->address_taken || !call
      || call->next_caller || !call->call_stmt || !is_main (call->caller) || is_main (node) || is_subject (node->decl))
    return false;
  for (tree p = DECL_ARGUMENTS (node->decl); p; p = DECL_CHAIN (p))
    if (!POINTER_TYPE_P (TREE_TYPE (p)))
      return false;
  const struct reach *r = reach_of (node);
  if (!r->fails || !r->leaves || is_ending (node))
    return false;
  basic_block block = gimple_bb (call->call_stmt);
  FOR_EACH_EDGE (e, i, block->succs)
  if (comes_back (e, block))
    return false;
  return true;
}

bool
pass_over_part (struct state *s, cgraph_node *node)
{
  if (!run.parts || s->frames.length () != 1 || !machine_is_part_of_main (node))
    return false;
  if (run.awaited)
    awaited_calls (s, reach_of (node)->calls, true);
  s->abroad |= body_calls_focus (node->decl);
  forget_all (s);
  views_forget (s);
  steady_change (s);
  s->called = true;
  gsi_next (&top (s)->at);
  return true;
}

bool
is_loop_exit (basic_block block)
{
  static hash_map<basic_block, bool> *known;
  bool existed;
  if (!known)
    known = new hash_map<basic_block, bool>;
  bool &exit = known->get_or_insert (block, &existed);
  if (!existed)
    exit = comes_back (EDGE_SUCC (block, 0), block) != comes_back (EDGE_SUCC (block, 1), block);
  return exit;
}

/* Whether memory holds what the function in focus made.  */
static bool
holds_output (const struct state *s)
{
  for (unsigned i = 0; i < s->memories.length (); i++)
    for (unsigned n = 0; n < s->memories[i]->cells.length (); n++) {
      const struct cell *c = &s->memories[i]->cells[n];
      if (c->value.mask || c->kind == CELL_OUTPUT || c->callee)
        return true;
    }
  return false;
}

/* Whether a call of NODE decides how the test ends: it never comes back, or it ends the test, or may, and calls nothing that may be tested: `fail_now ()`,
   `skip_it ()`.  */
static bool
is_verdict (cgraph_node *node)
{
  const struct reach *r = reach_of (node);
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  return TREE_THIS_VOLATILE (node->decl) || EDGE_COUNT (EXIT_BLOCK_PTR_FOR_FN (fun)->preds) == 0
         || ((r->ends || r->asserts || r->jumps) && !r->leaves);
}

bool
is_apart (struct state *s, cgraph_node *node)
{
  if (!run.focused || run.surveying || s->expected || DECL_ARGUMENTS (node->decl)
      || !VOID_TYPE_P (TREE_TYPE (TREE_TYPE (node->decl))))
    return false;
  const struct reach *r = reach_of (node);
  if (r->acts || is_verdict (node))
    return false;
  if (holds_output (s))
    return false;
  if (run.awaited)
    awaited_calls (s, r->calls, false);
  return !run.awaited && !bitmap_bit_p (r->calls, DECL_UID (run.focused));
}

bool
calls_function (cgraph_node *node, tree function)
{
  return bitmap_bit_p (reach_of (node)->calls, DECL_UID (function));
}

bool
calls_focus (cgraph_node *node)
{
  return calls_function (node, run.focused);
}

bool
may_store (cgraph_node *node, tree variable)
{
  return bitmap_bit_p (reach_of (node)->stores, DECL_UID (variable));
}

bool
may_assert (cgraph_node *node)
{
  return reach_of (node)->asserts;
}

bool
may_place (cgraph_node *node)
{
  return reach_of (node)->places;
}

void
callbacks_awaited (struct state *s, gcall *call)
{
  for (unsigned i = 1; run.awaited && i <= gimple_call_num_args (call); i++) {
    struct value v = argument (s, call, i);
    if (cgraph_node *node = callback_of (&v))
      awaited_calls (s, reach_of (node)->calls, true);
  }
}

unsigned
machine_budget (cgraph_node *test)
{
  return STEPS_FOR_TEST + STEPS_FOR_STATEMENT * reach_of (test)->statements;
}

/* Whether NODE, which TEST calls, is a test of its own.  */
static bool
is_run_by_itself (cgraph_node *node, tree test)
{
  tree type = TREE_TYPE (TREE_TYPE (node->decl));
  if (MAIN_NAME_P (DECL_NAME (test)) && !DECL_ARGUMENTS (node->decl) && VOID_TYPE_P (type))
    return true;
  if (MAIN_NAME_P (DECL_NAME (test)) && machine_is_part_of_main (node))
    return true;
  return sink_of_type (type) && !sink_of_type (TREE_TYPE (TREE_TYPE (test)));
}

static bool
calls_others (cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (seen->add (node))
    return false;
  if (node->indirect_calls)
    return true;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    cgraph_node *callee = e->callee->ultimate_alias_target ();
    bool own = !is_subject (e->callee->decl) && callee->has_gimple_body_p () && !callee->thunk;
    if (own ? calls_others (callee, seen) : !is_system (e->callee->decl))
      return true;
  }
  return false;
}

bool
machine_calls_others (cgraph_node *test)
{
  hash_set<cgraph_node *> seen;
  return calls_others (test, &seen);
}

/* Whether A is written above B.  */
static bool
is_above (location_t a, location_t b)
{
  expanded_location one = expand_location (a), other = expand_location (b);
  return one.file && other.file && strcmp (one.file, other.file) == 0 && one.line < other.line;
}

/* The arguments of CALL that are a variable's address, through which the function may store; a bit each.  */
static unsigned
variables_given (const gcall *call)
{
  tree parameter = TYPE_ARG_TYPES (gimple_call_fntype (call));
  unsigned given = 0;
  for (unsigned i = 0; i < gimple_call_num_args (call);
       i++, parameter = parameter ? TREE_CHAIN (parameter) : NULL_TREE) {
    tree to = TREE_CODE (gimple_call_arg (call, i)) == ADDR_EXPR
                  ? get_base_address (TREE_OPERAND (gimple_call_arg (call, i), 0))
                  : NULL_TREE;
    tree type = parameter ? TREE_VALUE (parameter) : TREE_TYPE (gimple_call_arg (call, i));
    if (to && VAR_P (to) && POINTER_TYPE_P (type) && !TYPE_READONLY (TREE_TYPE (type)))
      given |= 1u << MIN (i, 31);
  }
  return given;
}

/* Adds to M, of whose calls the first MET were met, what NODE, and what it calls in the unit, calls outside of it.  */
static void
add_calls (struct machine *m, tree test, cgraph_node *node, unsigned met, hash_set<cgraph_node *> *seen)
{
  if (seen->add (node))
    return;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    tree decl = e->callee->decl;
    bool subject = is_subject (decl);
    cgraph_node *callee = e->callee->ultimate_alias_target ();
    if (!subject && callee->has_gimple_body_p ()) {
      if (!is_run_by_itself (callee, test))
        add_calls (m, test, callee, met, seen);
      continue;
    }
    if (is_system (decl) || sink_of (decl) || !e->call_stmt)
      continue;
    unsigned i = 0;
    while (i < m->calls->length () && (*m->calls)[i].callee != decl)
      i++;
    if (i == m->calls->length ()) {
      struct call_site site = { test,  decl, gimple_location (e->call_stmt), 0, false, false, 0, 0, 0, false, NULL_TREE,
                                false, false };
      m->calls->safe_push (site);
    } else if (i >= met && is_above (gimple_location (e->call_stmt), (*m->calls)[i].place))
      (*m->calls)[i].place = gimple_location (e->call_stmt);
    if (i >= met)
      (*m->calls)[i].written |= variables_given (e->call_stmt);
  }
}

void
machine_add_calls (struct machine *m, cgraph_node *test)
{
  hash_set<cgraph_node *> seen;
  add_calls (m, test->decl, test, m->calls->length (), &seen);
}
