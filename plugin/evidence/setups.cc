/* What a framework calls before a test, as the unit registers both.  See setups.h.

   From the test it is followed to who hands it out: beside it in a struct, or in the same call, may stand what is called before it; and what the call
   puts it into, a case or a table, may be given such functions by other calls.  attributes/assertions.txt has which.  If a test is registered more than
   once, otherwise each time, or something on the way is not understood, nothing is known.  */
#include "gcc-compat.h"

#include "selection.h"
#include "setups.h"
#include "sinks.h"
#include "subjects.h"

/* Steps from a test to the call that registers it: the struct that it stands in, a pointer to that, a function of the framework's.  */
#define DEPTH_OF_SEARCH 4

/* No test has more.  */
#define SETUPS_MAXIMUM 8

/* What one way of registering the test says.  */
struct candidate {
  unsigned count;
  struct setup setups[SETUPS_MAXIMUM];
  tree size, data;
};

struct search {
  cgraph_node *test;
  struct course *course; /* or NULL */
  struct candidate found;
  bool any, doubtful;
};

static void follow (struct search *x, symtab_node *symbol, struct candidate c, int depth);
static void follow_parameter (struct search *x, struct candidate c, cgraph_node *node, unsigned n, int depth);

/* ---- Candidates.  */

static tree
without_casts (tree t)
{
  while (t && CONVERT_EXPR_P (t))
    t = TREE_OPERAND (t, 0);
  return t;
}

/* The function of the unit whose address T is, or NULL.  */
static cgraph_node *
function_at (tree t)
{
  t = without_casts (t);
  return t && TREE_CODE (t) == ADDR_EXPR && TREE_CODE (TREE_OPERAND (t, 0)) == FUNCTION_DECL
             ? cgraph_node::get (TREE_OPERAND (t, 0))
             : NULL;
}

/* T is called before the test: a function, or NULL for none.  */
static void
add_setup (struct search *x, struct candidate *c, tree t, struct setup setup)
{
  if (t && integer_zerop (t))
    return;
  setup.node = function_at (t);
  if (!setup.node || c->count == SETUPS_MAXIMUM) {
    x->doubtful = true;
    return;
  }
  c->setups[c->count++] = setup;
}

static bool
are_equal (const struct candidate *a, const struct candidate *b)
{
  if (a->count != b->count || (a->size ? !b->size || !operand_equal_p (a->size, b->size) : b->size != NULL)
      || (a->data ? !b->data || !operand_equal_p (a->data, b->data) : b->data != NULL))
    return false;
  for (unsigned i = 0; i < a->count; i++)
    if (a->setups[i].node != b->setups[i].node || a->setups[i].kind != b->setups[i].kind)
      return false;
  return true;
}

static void
offer (struct search *x, const struct candidate *c)
{
  if (!x->any)
    x->found = *c;
  else if (!are_equal (&x->found, c))
    x->doubtful = true;
  x->any = true;
}

/* ---- Calls.  */

/* The function that CALL calls, also through a pointer that was just set to it; or NULL.  */
static tree
callee_of (gcall *call)
{
  tree callee = gimple_call_fndecl (call), pointer = gimple_call_fn (call);
  gimple *definition = !callee && pointer && TREE_CODE (pointer) == SSA_NAME ? SSA_NAME_DEF_STMT (pointer) : NULL;
  cgraph_node *node = definition && gimple_assign_single_p (definition) ? function_at (gimple_assign_rhs1 (definition))
                                                                        : NULL;
  return node ? node->decl : callee;
}

static const struct sink *
sink_called (gcall *call)
{
  tree callee = callee_of (call);
  return callee && DECL_NAME (callee) ? sink_of (callee) : NULL;
}

/* Argument O of CALL; NULL_TREE if there is none.  */
static tree
argument_of (gcall *call, const struct sink_operand *o)
{
  return o->kind == OPERAND_ARGUMENT && o->number > 0 && o->number <= (long) gimple_call_num_args (call)
             ? gimple_call_arg (call, o->number - 1)
             : NULL_TREE;
}

/* CALL says by S, of what it is given as keeper, what is called before the tests.  */
static void
take_setup (struct search *x, struct candidate *c, gcall *call, const struct sink_setup *s)
{
  struct setup setup = { NULL, s->kind, false, s->heeded, false };
  add_setup (x, c, argument_of (call, &s->function), setup);
  tree size = argument_of (call, &s->size), data = argument_of (call, &s->data);
  if (size && TREE_CODE (size) == INTEGER_CST)
    c->size = size;
  if (data && is_gimple_min_invariant (data))
    c->data = data;
}

/* Whether BLOCK is come to whenever FROM, of the same function NODE, is.  */
static bool
is_certain (struct search *x, cgraph_node *node, basic_block from, basic_block block)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  if (from == block)
    return true;
  push_cfun (fun);
  calculate_dominance_info (CDI_POST_DOMINATORS);
  bool certain = dominated_by_p (CDI_POST_DOMINATORS, from, block);
  free_dominance_info (CDI_POST_DOMINATORS);
  pop_cfun ();
  return certain || (x->course && course_is_noted (block) && course_always (x->course, block));
}

/* CALL, in NODE, is given NAME, an object that keeps tests and was made in block FROM.  */
static void
look_at_use (struct search *x, struct candidate *c, cgraph_node *node, tree name, basic_block from, gcall *call)
{
  const struct sink *sink = sink_called (call);
  if (!sink || sink->kind < SINK_REPORTS || sink->kind > SINK_STOPS) {
    x->doubtful = true;
    return;
  }
  for (unsigned i = 0; i < sink->setups_count; i++)
    if (argument_of (call, &sink->setups[i].keeper) == name) {
      x->doubtful |= !is_certain (x, node, from, gimple_bb (call));
      take_setup (x, c, call, &sink->setups[i]);
    }
}

/* Whether STMT reads NAME.  */
static bool
reads (gimple *stmt, tree name)
{
  ssa_op_iter i;
  tree t;
  FOR_EACH_SSA_TREE_OPERAND (t, stmt, i, SSA_OP_USE)
  if (t == name)
    return true;
  return false;
}

/* The test is put into what NAME, of NODE, leads to.  */
static void
look_at_keeper (struct search *x, struct candidate *c, cgraph_node *node, tree name)
{
  gcall *maker = dyn_cast<gcall *> (SSA_NAME_DEF_STMT (name));
  const struct sink *sink = maker ? sink_called (maker) : NULL;
  basic_block block;
  if (!sink || sink->kind != SINK_REGISTERS) {
    x->doubtful = true;
    return;
  }
  for (unsigned i = 0; i < sink->setups_count; i++)
    if (sink->setups[i].keeper.number == 0)
      take_setup (x, c, maker, &sink->setups[i]);
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
      for (unsigned k = 0; k < gimple_phi_num_args (i.phi ()); k++)
        x->doubtful |= gimple_phi_arg_def (i.phi (), k) == name;
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
      gimple *stmt = gsi_stmt (i);
      if (is_gimple_debug (stmt) || gimple_code (stmt) == GIMPLE_COND || !reads (stmt, name))
        continue;
      if (gcall *call = dyn_cast<gcall *> (stmt))
        look_at_use (x, c, node, name, gimple_bb (maker), call);
      else
        x->doubtful = true;
    }
  }
}

/* Whether T may lead to what keeps tests.  */
static bool
may_keep (tree t)
{
  tree type = TREE_TYPE (t);
  return TREE_CODE (t) == SSA_NAME && POINTER_TYPE_P (type) && RECORD_OR_UNION_TYPE_P (TREE_TYPE (type));
}

/* The framework calls functions of the unit by their names before each test.  */
static void
add_named (struct search *x, struct candidate *c)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  {
    const struct sink *sink = has_flow (node) && TREE_PUBLIC (node->decl) ? sink_of (node->decl) : NULL;
    if (!sink || sink->kind != SINK_PREPARES || !sink->before || DECL_ARGUMENTS (node->decl))
      continue;
    struct setup setup = { node, SETUP_BEFORE, sink->hands, sink->heeded, false };
    x->doubtful |= c->count == SETUPS_MAXIMUM;
    if (!x->doubtful)
      c->setups[c->count++] = setup;
  }
}

/* CALL, in NODE, hands out the test, or what leads to it, as argument HANDED, from 0.  */
static void
look_at_call (struct search *x, struct candidate c, cgraph_node *node, gcall *call, unsigned handed, int depth)
{
  tree callee = callee_of (call);
  const struct sink *sink = sink_called (call);
  bool told = false;
  cgraph_node *helper = callee && !sink ? machine_body (callee) : NULL;
  if (!callee || helper) {
    if (helper && depth > 0)
      follow_parameter (x, c, helper, handed, depth - 1);
    else
      x->doubtful = true;
    return;
  }
  for (unsigned i = 0; sink && i < sink->setups_count; i++)
    if (sink->setups[i].keeper.number == (long) handed + 1) {
      take_setup (x, &c, call, &sink->setups[i]);
      told = true;
    }
  /* A function of the framework's, made by a macro, that the framework calls.  */
  if (!sink && is_system (callee) && !node->callers && is_handed_out (node)) {
    follow (x, node, c, depth - 1);
    return;
  }
  for (unsigned i = 0; i < gimple_call_num_args (call) && !told; i++)
    if (i != handed && may_keep (gimple_call_arg (call, i)))
      look_at_keeper (x, &c, node, gimple_call_arg (call, i));
  x->doubtful |= !sink;
  if (sink && sink->kind == SINK_IDLE && !told)
    add_named (x, &c);
  offer (x, &c);
}

/* Parameter N, from 0, of NODE, a helper of the unit's, is the test, or leads to it.  */
static void
follow_parameter (struct search *x, struct candidate c, cgraph_node *node, unsigned n, int depth)
{
  tree p = DECL_ARGUMENTS (node->decl);
  basic_block block;
  for (; n > 0 && p; n--)
    p = DECL_CHAIN (p);
  tree name = p && !TREE_ADDRESSABLE (p) ? ssa_default_def (DECL_STRUCT_FUNCTION (node->decl), p) : NULL_TREE;
  x->doubtful |= !name;
  if (!name)
    return;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
      for (unsigned k = 0; k < gimple_phi_num_args (i.phi ()); k++)
        x->doubtful |= gimple_phi_arg_def (i.phi (), k) == name;
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
      gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
      if (is_gimple_debug (gsi_stmt (i)) || !reads (gsi_stmt (i), name))
        continue;
      x->doubtful |= !call;
      for (unsigned k = 0; call && k < gimple_call_num_args (call); k++)
        if (gimple_call_arg (call, k) == name)
          look_at_call (x, c, node, call, k, depth);
    }
  }
}

/* ---- Structs.  */

/* What FIELD of TYPE says of a function in it that is called before the test beside it; or NULL.  */
static const struct sink *
prepares (tree type, tree field)
{
  const struct sink *sink = field && TREE_CODE (field) == FIELD_DECL ? sink_of_member (type, field) : NULL;
  return sink && sink->kind == SINK_PREPARES && sink->before ? sink : NULL;
}

/* FIELD of TYPE, beside the test, holds VALUE.  */
static void
look_at_field (struct search *x, struct candidate *c, tree type, tree field, tree value, int depth)
{
  if (const struct sink *sink = prepares (type, field)) {
    struct setup setup = { NULL, SETUP_BEFORE, sink->hands, sink->heeded, false };
    add_setup (x, c, value, setup);
    return;
  }
  tree variable = value && TREE_CODE (value) == ADDR_EXPR ? TREE_OPERAND (value, 0) : NULL_TREE;
  tree initial = variable && VAR_P (variable) ? DECL_INITIAL (variable) : NULL_TREE, f, v;
  unsigned HOST_WIDE_INT i;
  if (depth > 0 && initial && TREE_CODE (initial) == CONSTRUCTOR && TREE_CODE (TREE_TYPE (initial)) == RECORD_TYPE)
    FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (initial), i, f, v)
  look_at_field (x, c, TREE_TYPE (initial), f, v, depth - 1);
}

/* The structs in INITIAL that hold SYMBOL's address; how many there are in *COUNT.  */
static void
look_at_initial (struct search *x, struct candidate *c, tree initial, symtab_node *symbol, unsigned *count)
{
  unsigned HOST_WIDE_INT i;
  tree field, value;
  bool holds = false;
  if (!initial || TREE_CODE (initial) != CONSTRUCTOR)
    return;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (initial), i, field, value)
  {
    tree t = without_casts (value);
    holds |= t && TREE_CODE (t) == ADDR_EXPR && get_base_address (TREE_OPERAND (t, 0)) == symbol->decl;
    look_at_initial (x, c, t, symbol, count);
  }
  if (!holds)
    return;
  x->doubtful |= ++*count > 1;
  if (TREE_CODE (TREE_TYPE (initial)) == RECORD_TYPE)
    FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (initial), i, field, value)
  look_at_field (x, c, TREE_TYPE (initial), field, without_casts (value), 1);
}

/* The address of SYMBOL is stored at TO, in a struct that is a variable of NODE's own.  */
static void
look_at_store (struct search *x, struct candidate *c, cgraph_node *node, gimple *stmt)
{
  poly_int64 at = 0, other_at = 0;
  tree to = gimple_assign_lhs (stmt);
  hash_set<tree> seen;
  tree of = TREE_CODE (to) == COMPONENT_REF ? get_addr_base_and_unit_offset (TREE_OPERAND (to, 0), &at) : NULL_TREE;
  basic_block block;
  if (!of || !VAR_P (of)) {
    x->doubtful = true;
    return;
  }
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    tree other = gimple_assign_single_p (gsi_stmt (i)) ? gimple_assign_lhs (gsi_stmt (i)) : NULL_TREE;
    if (!other || TREE_CODE (other) != COMPONENT_REF
        || get_addr_base_and_unit_offset (TREE_OPERAND (other, 0), &other_at) != of || maybe_ne (at, other_at))
      continue;
    tree value = gimple_assign_rhs1 (gsi_stmt (i)), type = TREE_TYPE (TREE_OPERAND (other, 0));
    /* What is set again, or on some ways only, is chosen at run time.  */
    if (prepares (type, TREE_OPERAND (other, 1)))
      x->doubtful |= block != gimple_bb (stmt) || seen.add (TREE_OPERAND (other, 1));
    look_at_field (x, c, type, TREE_OPERAND (other, 1), value, 1);
  }
}

/* Whether NODE sets by itself what is called before a test that stands in VARIABLE, or may.  */
static bool
sets_later (cgraph_node *node, tree variable)
{
  basic_block block;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    tree to = gimple_assign_single_p (gsi_stmt (i)) ? gimple_assign_lhs (gsi_stmt (i)) : NULL_TREE;
    if (to && TREE_CODE (to) == COMPONENT_REF && get_base_address (to) == variable
        && prepares (TREE_TYPE (TREE_OPERAND (to, 0)), TREE_OPERAND (to, 1)))
      return true;
  }
  return false;
}

/* ---- Who hands it out.  */

/* Whether T is SYMBOL's address, or was read from it.  */
static bool
leads_to (tree t, symtab_node *symbol)
{
  gimple *read = TREE_CODE (t) == SSA_NAME ? SSA_NAME_DEF_STMT (t) : NULL;
  if (read && gimple_assign_single_p (read) && gimple_assign_rhs1 (read) == symbol->decl)
    return true;
  return TREE_CODE (t) == ADDR_EXPR && get_base_address (TREE_OPERAND (t, 0)) == symbol->decl;
}

/* VARIABLE, of NODE's own, holds what leads to the test: a struct that leads to it may say more, and calls that are given it.  */
static void
look_at_variable (struct search *x, struct candidate c, cgraph_node *node, tree variable, int depth)
{
  basic_block block;
  tree holder = NULL_TREE;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && !holder; gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    tree to = gimple_assign_single_p (stmt) ? gimple_assign_lhs (stmt) : NULL_TREE;
    tree from = to ? gimple_assign_rhs1 (stmt) : NULL_TREE;
    if (!from || TREE_CODE (from) != ADDR_EXPR || TREE_CODE (to) != COMPONENT_REF
        || get_base_address (TREE_OPERAND (from, 0)) != variable)
      continue;
    look_at_store (x, &c, node, stmt);
    holder = get_base_address (to);
  }
  if (holder && depth > 0 && holder != variable) {
    look_at_variable (x, c, node, holder, depth - 1);
    return;
  }
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    const struct sink *sink = call ? sink_called (call) : NULL;
    for (unsigned k = 0; sink && k < sink->setups_count; k++) {
      tree keeper = argument_of (call, &sink->setups[k].keeper);
      if (keeper && TREE_CODE (keeper) == ADDR_EXPR && get_base_address (TREE_OPERAND (keeper, 0)) == variable)
        take_setup (x, &c, call, &sink->setups[k]);
    }
  }
  offer (x, &c);
}

/* STMT, of NODE, may have to do with SYMBOL.  */
static void
look_at_statement (struct search *x, struct candidate c, cgraph_node *node, gimple *stmt, symtab_node *symbol,
                   int depth)
{
  if (gcall *call = dyn_cast<gcall *> (stmt)) {
    for (unsigned k = 0; k < gimple_call_num_args (call); k++)
      if (leads_to (gimple_call_arg (call, k), symbol))
        look_at_call (x, c, node, call, k, depth);
    return;
  }
  if (!gimple_assign_single_p (stmt))
    return;
  tree to = gimple_assign_lhs (stmt), from = gimple_assign_rhs1 (stmt), base = get_base_address (to);
  if (TREE_CODE (to) == SSA_NAME || !base)
    return;
  bool stores = leads_to (from, symbol), copies = from == symbol->decl && !is_gimple_reg_type (TREE_TYPE (to));
  if (!stores && !copies)
    return;
  if (stores)
    look_at_store (x, &c, node, stmt);
  else
    x->doubtful |= sets_later (node, base);
  look_at_variable (x, c, node, base, 1);
}

/* Whether NODE may hand out another than SYMBOL in its place, or gives it to who calls.  */
static bool
may_choose (cgraph_node *node, symtab_node *symbol)
{
  basic_block block;
  bool chooses = false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
      for (unsigned k = 0; k < gimple_phi_num_args (i.phi ()); k++)
        chooses |= leads_to (gimple_phi_arg_def (i.phi (), k), symbol);
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
      if (greturn *back = dyn_cast<greturn *> (gsi_stmt (i)))
        chooses |= gimple_return_retval (back) && leads_to (gimple_return_retval (back), symbol);
  }
  return chooses;
}

/* SYMBOL leads to the test, of which C is known so far.  */
static void
follow (struct search *x, symtab_node *symbol, struct candidate c, int depth)
{
  struct ipa_ref *reference;
  auto_vec<symtab_node *> by;
  basic_block block;
  if (depth == 0) {
    x->doubtful = true;
    return;
  }
  /* A body that is brought into SSA form changes what refers to what.  */
  for (unsigned i = 0; symbol->iterate_referring (i, reference); i++)
    if (!by.contains (reference->referring))
      by.safe_push (reference->referring);
  for (unsigned i = 0; i < by.length (); i++) {
    cgraph_node *node = dyn_cast<cgraph_node *> (by[i]);
    if (node && machine_body (node->decl)) {
      x->doubtful |= may_choose (node, symbol);
      FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
      for (gimple_stmt_iterator s = gsi_start_bb (block); !gsi_end_p (s); gsi_next (&s))
        look_at_statement (x, c, node, gsi_stmt (s), symbol, depth);
    } else if (!node) {
      struct candidate more = c;
      unsigned count = 0;
      for (unsigned k = 0; by[i]->iterate_referring (k, reference); k++)
        x->doubtful |= reference->use == IPA_REF_STORE;
      look_at_initial (x, &more, DECL_INITIAL (by[i]->decl), symbol, &count);
      follow (x, by[i], more, depth - 1);
    }
  }
  if (by.is_empty () && symbol != x->test)
    offer (x, &c);
}

/* Whether what the framework runs in another unit, by its name, may be TEST.  */
static bool
is_known_by_name (cgraph_node *test)
{
  const char *name = IDENTIFIER_POINTER (DECL_NAME (test->decl));
  return TREE_PUBLIC (test->decl) && !test->callers && !is_handed_out (test) && !DECL_ARGUMENTS (test->decl)
         && (strncmp (name, "test", 4) == 0 || strncmp (name, "spec", 4) == 0);
}

/* The function that CALL, of NODE, has called before all tests that come after it; or NULL.  */
static const struct sink_setup *
setup_from_here_on (gimple *stmt)
{
  gcall *call = dyn_cast<gcall *> (stmt);
  const struct sink *sink = call ? sink_called (call) : NULL;
  return sink && sink->setups_count && sink->setups[0].keeper.kind == OPERAND_NONE ? &sink->setups[0] : NULL;
}

/* Whether A comes before B, whenever B is come to; both in NODE.  */
static bool
is_before (cgraph_node *node, gimple *a, gimple *b)
{
  if (gimple_bb (a) == gimple_bb (b)) {
    for (gimple_stmt_iterator i = gsi_for_stmt (a); !gsi_end_p (i); gsi_next (&i))
      if (gsi_stmt (i) == b)
        return true;
    return false;
  }
  push_cfun (DECL_STRUCT_FUNCTION (node->decl));
  calculate_dominance_info (CDI_DOMINATORS);
  bool before = dominated_by_p (CDI_DOMINATORS, gimple_bb (b), gimple_bb (a));
  free_dominance_info (CDI_DOMINATORS);
  pop_cfun ();
  return before;
}

/* E calls the test: what is called before it may have been said there.  */
static void
look_at_caller (struct search *x, cgraph_edge *e)
{
  struct candidate c;
  basic_block block;
  gcall *set = NULL;
  memset (&c, 0, sizeof c);
  if (!machine_body (e->caller->decl) || !e->call_stmt) {
    x->doubtful = true;
    return;
  }
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (e->caller->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (setup_from_here_on (gsi_stmt (i))) {
      x->doubtful |= set != NULL;
      set = as_a<gcall *> (gsi_stmt (i));
    }
  if (set && is_before (e->caller, set, e->call_stmt))
    take_setup (x, &c, set, setup_from_here_on (set));
  else
    x->doubtful |= set != NULL;
  offer (x, &c);
}

/* ---- All that is called before a test, in order.  */

/* Whether all tests of the unit may run in one process, although their framework starts one for each.  */
static bool
are_in_one_process (void)
{
  static int known = -1;
  cgraph_node *node;
  basic_block block;
  bool runs = false, shares = false;
  FOR_EACH_FUNCTION (node)
  if (known < 0 && has_flow (node))
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    const struct sink *sink = sink_of_call (gsi_stmt (i));
    runs |= sink && (sink->kind == SINK_RUNS || sink->kind == SINK_REPORTS);
    shares |= sink && sink->shares;
  }
  /* Who runs them may say so elsewhere.  */
  if (known < 0)
    known = !runs || shares;
  return known;
}

/* Whether NODE, whose body is in SSA form, changes anything, or calls what may.  */
static bool
has_effects (cgraph_node *node)
{
  basic_block block;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (gimple_vdef (gsi_stmt (i)))
      return true;
  return false;
}

/* Adds to P those of C of KIND.  False if one of them is not to be followed.  */
static bool
add_of_kind (struct preparation *p, const struct candidate *c, enum setup_kind kind)
{
  for (unsigned i = 0; i < c->count; i++) {
    struct setup setup = c->setups[i];
    if (setup.kind != kind)
      continue;
    setup.kind = kind != SETUP_FIRST ? kind : are_in_one_process () ? SETUP_ONCE : SETUP_BEFORE;
    if (!machine_body (setup.node->decl) || is_subject (setup.node->decl) || selection_may_skip (setup.node->decl))
      return false;
    if (has_effects (setup.node))
      p->setups.safe_push (setup);
  }
  return true;
}

/* TEST is a method: what is called before it.  */
static void
find_method (struct search *x, struct candidate *c, cgraph_node *test)
{
  c->count = setups_of_method (test, c->setups);
  if (c->count)
    offer (x, c);
}

bool
setups_find (cgraph_node *test, struct course *course, struct preparation *p)
{
  struct search x;
  struct candidate nothing;
  memset (&x, 0, sizeof x);
  memset (&nothing, 0, sizeof nothing);
  x.test = test;
  x.course = course;
  bool method = TREE_CODE (TREE_TYPE (test->decl)) == METHOD_TYPE;
  if (method)
    find_method (&x, &nothing, test);
  else
    follow (&x, test, nothing, DEPTH_OF_SEARCH);
  for (cgraph_edge *e = test->callers; e && !x.doubtful && !method; e = e->next_caller)
    look_at_caller (&x, e);
  if (!method && is_known_by_name (test)) {
    add_named (&x, &nothing);
    offer (&x, &nothing);
  }
  if (x.doubtful || !x.any || !x.found.count)
    return false;
  p->size = x.found.size;
  p->data = x.found.data;
  return add_of_kind (p, &x.found, SETUP_FIRST) && add_of_kind (p, &x.found, SETUP_ONCE)
         && add_of_kind (p, &x.found, SETUP_BEFORE) && !p->setups.is_empty ();
}
