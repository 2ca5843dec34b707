/* Whether what a unit registers with a framework is ever run by it.  See registration.h.

   A test is added to a case, the case to a suite, the suite to a runner, and the runner is run; each step may be forgotten.
   So all that may lead to one another is put into one class, whatever the order of the statements: the variables, the values of pointers, the
   functions.  A class is run if something of it is called, is given to a function that runs tests, or to one of which nothing is known, or
   leaves the unit.  Too large a class only makes a test seem to be run.  */
#include "gcc-compat.h"

#include "machine.h"
#include "main_run.h"
#include "parameters.h"
#include "registration.h"
#include "selection.h"
#include "sinks.h"
#include "subjects.h"

/* Registers without an object of their own have numbers in the table, from 1 to below this.  */
#define REGISTERS 8

struct class_node {
  unsigned parent;
  bool run;
};

struct registration {
  auto_vec<struct class_node> nodes; /* the first REGISTERS are the registers */
  hash_map<tree, unsigned> of;
  hash_set<tree> initialised;                        /* variables whose initial values were looked at */
  hash_map<tree, const char *> disabling;            /* those that disable the test that stands beside them, and why */
  hash_map<nofree_string_hash, const char *> groups; /* those by whose names a group of tests is disabled, and why */
  auto_vec<unsigned> kept[REGISTERS];                /* what the registers keep */
  struct course *course;                             /* of main; or NULL */
  hash_set<gimple *> *without;                       /* calls that run nothing; or NULL */
  bool has_main;
};

static unsigned
find (struct registration *r, unsigned n)
{
  while (r->nodes[n].parent != n)
    n = r->nodes[n].parent = r->nodes[r->nodes[n].parent].parent;
  return n;
}

static void
unite (struct registration *r, unsigned a, unsigned b)
{
  a = find (r, a), b = find (r, b);
  r->nodes[a].parent = b;
  r->nodes[b].run |= r->nodes[a].run;
}

static void
set_run (struct registration *r, unsigned n)
{
  r->nodes[find (r, n)].run = true;
}

static unsigned
add_node (struct registration *r)
{
  struct class_node n = { r->nodes.length (), false };
  r->nodes.safe_push (n);
  return n.parent;
}

static unsigned node_of (struct registration *r, tree t);

/* The function that DECL stands for, if its body is a part of the unit; it may be in SSA form or not.  */
static cgraph_node *
body_of (tree decl)
{
  cgraph_node *node = cgraph_node::get (decl);
  node = node ? node->ultimate_alias_target () : NULL;
  return node && has_flow (node) ? node : NULL;
}

/* ---- Initial values of variables.  */

static bool
is_zero_element (tree t)
{
  return !t || initializer_zerop (t);
}

static void unite_initial (struct registration *r, unsigned with, tree t);

/* A table of structs that ends with an element of zeros is read up to the first of them.  */
static void
unite_elements (struct registration *r, unsigned with, tree constructor)
{
  unsigned HOST_WIDE_INT i, count = CONSTRUCTOR_NELTS (constructor), end = count;
  tree value;
  bool ended = TREE_CODE (TREE_TYPE (constructor)) == ARRAY_TYPE && count > 0
               && is_zero_element (CONSTRUCTOR_ELT (constructor, count - 1)->value);
  FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (constructor), i, value)
  {
    if (ended && i < end && is_zero_element (value))
      end = i;
    if (i < end)
      unite_initial (r, with, value);
  }
}

static void
unite_initial (struct registration *r, unsigned with, tree t)
{
  while (t && (CONVERT_EXPR_P (t) || TREE_CODE (t) == NON_LVALUE_EXPR))
    t = TREE_OPERAND (t, 0);
  if (!t)
    return;
  if (TREE_CODE (t) == CONSTRUCTOR)
    unite_elements (r, with, t);
  else if (TREE_CODE (t) == ADDR_EXPR || TREE_CODE (t) == VAR_DECL || TREE_CODE (t) == FUNCTION_DECL) {
    tree base = TREE_CODE (t) == ADDR_EXPR ? get_base_address (TREE_OPERAND (t, 0)) : t;
    if (base && (TREE_CODE (base) == VAR_DECL || TREE_CODE (base) == FUNCTION_DECL))
      unite (r, with, node_of (r, base));
  } else if (EXPR_P (t))
    for (int i = 0; i < TREE_OPERAND_LENGTH (t); i++)
      if (TREE_OPERAND (t, i))
        unite_initial (r, with, TREE_OPERAND (t, i));
}

/* Why a test beside a variable of TYPE, in which FIELD has VALUE, is never run; or NULL.  */
static const char *
why_disabled (tree type, tree field, tree value)
{
  const struct sink *sink = sink_of_member (type, field);
  STRIP_NOPS (value);
  if (sink && sink->kind == SINK_DISABLED && TREE_CODE (value) == INTEGER_CST && !integer_zerop (value))
    return "the framework is told that it is disabled";
  if (sink && sink->kind == SINK_PREPARES && TREE_CODE (value) == ADDR_EXPR
      && TREE_CODE (TREE_OPERAND (value, 0)) == FUNCTION_DECL && selection_may_skip (TREE_OPERAND (value, 0)))
    return "what prepares it may skip it";
  if (sink && sink->kind == SINK_INSTANTIATES && TREE_CODE (value) == ADDR_EXPR
      && TREE_CODE (TREE_OPERAND (value, 0)) == FUNCTION_DECL && parameters_may_be_none (TREE_OPERAND (value, 0)))
    return "it may be given no parameters at all";
  return NULL;
}

/* Why the test beside DECL, a variable, is never run, by what stands in that; or NULL.  */
static const char *
why_disabling (tree decl)
{
  tree initial = DECL_INITIAL (decl), field, value;
  unsigned HOST_WIDE_INT i;
  const char *why = NULL;
  if (!initial || TREE_CODE (initial) != CONSTRUCTOR || TREE_CODE (TREE_TYPE (decl)) != RECORD_TYPE)
    return NULL;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (initial), i, field, value)
  if (!why && field && TREE_CODE (field) == FIELD_DECL && value)
    why = why_disabled (TREE_TYPE (decl), field, value);
  return why;
}

/* The text that VALUE, of an initial value, leads to; or NULL.  */
static const char *
text_of (tree value)
{
  STRIP_NOPS (value);
  tree literal = TREE_CODE (value) == ADDR_EXPR ? TREE_OPERAND (value, 0) : NULL_TREE;
  return literal && TREE_CODE (literal) == STRING_CST ? TREE_STRING_POINTER (literal) : NULL;
}

/* DECL, a variable, may give a name to a group of tests, and lead to what disables that.  */
static void
look_at_group (struct registration *r, tree decl)
{
  tree initial = DECL_INITIAL (decl), field, value;
  unsigned HOST_WIDE_INT i;
  const char *name = NULL, *why = NULL;
  if (!initial || TREE_CODE (initial) != CONSTRUCTOR || TREE_CODE (TREE_TYPE (decl)) != RECORD_TYPE)
    return;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (initial), i, field, value)
  {
    const struct sink *sink = field && TREE_CODE (field) == FIELD_DECL ? sink_of_member (TREE_TYPE (decl), field)
                                                                       : NULL;
    if (sink && sink->kind == SINK_GROUPS)
      name = text_of (value);
    else if (value && TREE_CODE (value) == ADDR_EXPR && VAR_P (TREE_OPERAND (value, 0)))
      why = why_disabling (TREE_OPERAND (value, 0));
  }
  if (name && why)
    r->groups.put (name, why);
}

/* Why the test that VARIABLE leads to is disabled with its group, which stands there by name; or NULL.  */
static const char *
why_group_disables (struct registration *r, symtab_node *variable)
{
  tree initial = VAR_P (variable->decl) ? DECL_INITIAL (variable->decl) : NULL_TREE, value;
  unsigned HOST_WIDE_INT i;
  if (!initial || TREE_CODE (initial) != CONSTRUCTOR)
    return NULL;
  FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (initial), i, value)
  if (const char *text = text_of (value))
    if (const char **why = r->groups.get (text))
      return *why;
  return NULL;
}

/* Others may read it, or the linker gathers it.  */
static bool
leaves_unit (tree decl)
{
  return TREE_PUBLIC (decl) || DECL_PRESERVE_P (decl) || DECL_SECTION_NAME (decl) || DECL_EXTERNAL (decl);
}

static void
look_at_variable (struct registration *r, tree decl, unsigned node)
{
  if (r->initialised.add (decl))
    return;
  if (is_global_var (decl) && leaves_unit (decl))
    set_run (r, node);
  if (const char *why = why_disabling (decl))
    r->disabling.put (decl, why);
  look_at_group (r, decl);
  if (DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node)
    unite_initial (r, node, DECL_INITIAL (decl));
}

/* ---- Statements.  */

static unsigned
node_of (struct registration *r, tree t)
{
  bool existed;
  if (TREE_CODE (t) == SSA_NAME && SSA_NAME_IS_DEFAULT_DEF (t) && SSA_NAME_VAR (t))
    t = SSA_NAME_VAR (t);
  unsigned &slot = r->of.get_or_insert (t, &existed);
  if (existed)
    return slot;
  unsigned node = slot = add_node (r);
  if (TREE_CODE (t) == VAR_DECL)
    look_at_variable (r, t, node);
  return node;
}

/* Whether tests, or what keeps them, may be led to by a value of TYPE.  */
static bool
may_lead (tree type)
{
  return POINTER_TYPE_P (type) || AGGREGATE_TYPE_P (type);
}

/* The node of T, an operand; -1 if it leads to none.  */
static int
operand_node (struct registration *r, tree t)
{
  if (TREE_CODE (t) == ADDR_EXPR)
    t = TREE_OPERAND (t, 0);
  else if (!may_lead (TREE_TYPE (t)))
    return -1;
  tree base = TREE_CODE (t) == FUNCTION_DECL || TREE_CODE (t) == SSA_NAME ? t : get_base_address (t);
  if (base && (TREE_CODE (base) == MEM_REF || TREE_CODE (base) == TARGET_MEM_REF))
    base = TREE_OPERAND (base, 0);
  if (base && TREE_CODE (base) == ADDR_EXPR)
    base = get_base_address (TREE_OPERAND (base, 0));
  bool is_node = base && (TREE_CODE (base) == SSA_NAME || DECL_P (base));
  return is_node ? (int) node_of (r, base) : -1;
}

static void
unite_operands (struct registration *r, tree a, tree b)
{
  int x = operand_node (r, a), y = operand_node (r, b);
  if (x >= 0 && y >= 0)
    unite (r, (unsigned) x, (unsigned) y);
}

/* Whether CALL, by SINK, adds nothing: operands 1 and 2 of it say from which number up to which the test is run.  */
static bool
adds_nothing (gcall *call, const struct sink *sink)
{
  tree bounds[2];
  for (unsigned i = 0; i < 2; i++) {
    const struct sink_operand *o = &sink->operands[i + 1];
    if (o->kind != OPERAND_ARGUMENT || o->number > (long) gimple_call_num_args (call))
      return false;
    bounds[i] = gimple_call_arg (call, o->number - 1);
    if (TREE_CODE (bounds[i]) != INTEGER_CST)
      return false;
  }
  return !tree_int_cst_lt (bounds[0], bounds[1]);
}

static bool
has_code (tree type)
{
  if (!RECORD_OR_UNION_TYPE_P (type))
    return POINTER_TYPE_P (type) && TREE_CODE (TREE_TYPE (type)) == FUNCTION_TYPE;
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f))
    if (TREE_CODE (f) == FIELD_DECL && has_code (TREE_TYPE (f)))
      return true;
  return false;
}

/* Whether parameter I of what CALL calls leads to a struct of functions, which may be run: what sigaction is given.  */
static bool
holds_code (gcall *call, int i)
{
  tree type = gimple_call_fntype (call) ? TYPE_ARG_TYPES (gimple_call_fntype (call)) : NULL_TREE;
  for (int k = 0; k < i && type; k++)
    type = TREE_CHAIN (type);
  if (i < 0 || !type || !POINTER_TYPE_P (TREE_VALUE (type)))
    return false;
  return has_code (TREE_TYPE (TREE_VALUE (type)));
}

/* Whether what CALL is given was given by functions that register, as far as it was given by any.  */
static bool
are_registered (gcall *call)
{
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree t = gimple_call_arg (call, i);
    gcall *maker = TREE_CODE (t) == SSA_NAME ? dyn_cast<gcall *> (SSA_NAME_DEF_STMT (t)) : NULL;
    const struct sink *sink = maker && gimple_call_fndecl (maker) ? sink_of (gimple_call_fndecl (maker)) : NULL;
    if (maker && !(sink && sink->kind == SINK_REGISTERS))
      return false;
  }
  return true;
}

/* CALL of CALLEE, which has no body in the unit, or is not known (NULL): what it is given, and gives, is one class.  */
static void
look_at_outside (struct registration *r, gcall *call, tree callee)
{
  const struct sink *sink = callee ? sink_of (callee) : NULL;
  enum sink_kind kind = sink ? sink->kind : SINK_NONE;
  bool keeps = kind == SINK_REGISTERS || kind == SINK_TELLS, runs = kind == SINK_RUNS || kind == SINK_REPORTS;
  if (runs && r->without && r->without->contains (call))
    return;
  if (keeps && adds_nothing (call, sink))
    return;
  int all = -1;
  unsigned number = (keeps || runs) && sink->operands[0].kind == OPERAND_NUMBER
                        ? (unsigned) labs (sink->operands[0].number)
                        : 0;
  for (int i = -1; i < (int) gimple_call_num_args (call); i++) {
    tree t = i < 0 ? gimple_call_lhs (call) : gimple_call_arg (call, i);
    int node = t ? operand_node (r, t) : -1;
    if (node < 0)
      continue;
    if (all >= 0)
      unite (r, (unsigned) all, (unsigned) node);
    all = node;
    /* The C library runs what it is given, and nothing that this leads to.  */
    bool is_code = POINTER_TYPE_P (TREE_TYPE (t)) && TREE_CODE (TREE_TYPE (TREE_TYPE (t))) == FUNCTION_TYPE;
    if (!keeps && (!callee || !is_system (callee) || is_code || holds_code (call, i)))
      set_run (r, (unsigned) node);
  }
  if (runs && all >= 0)
    set_run (r, (unsigned) all);
  if (!number || number >= REGISTERS)
    return;
  if (keeps && all >= 0)
    r->kept[number].safe_push ((unsigned) all);
  else if (runs && (sink->operands[0].number > 0 || !are_registered (call)))
    set_run (r, number);
}

static void
look_at_call (struct registration *r, gcall *call)
{
  tree callee = gimple_call_fndecl (call), to = gimple_call_lhs (call);
  if (!callee && gimple_call_fn (call)) {
    int called = operand_node (r, gimple_call_fn (call));
    if (called >= 0)
      set_run (r, (unsigned) called);
  }
  cgraph_node *node = callee && !is_subject (callee) ? body_of (callee) : NULL;
  const struct sink *sink = callee ? sink_of (callee) : NULL;
  if (!node || (sink && sink->kind >= SINK_REPORTS && sink->kind <= SINK_REGISTERS)) {
    look_at_outside (r, call, callee);
    return;
  }
  unsigned i = 0;
  for (tree p = DECL_ARGUMENTS (node->decl); p && i < gimple_call_num_args (call); p = DECL_CHAIN (p), i++)
    unite_operands (r, gimple_call_arg (call, i), p);
  /* Variable arguments may lead anywhere.  */
  for (; i < gimple_call_num_args (call); i++) {
    int given = operand_node (r, gimple_call_arg (call, i));
    if (given >= 0)
      set_run (r, (unsigned) given);
  }
  if (to && DECL_RESULT (node->decl))
    unite_operands (r, to, DECL_RESULT (node->decl));
}

static void
look_at_statement (struct registration *r, tree function, gimple *stmt)
{
  if (gcall *call = dyn_cast<gcall *> (stmt))
    look_at_call (r, call);
  else if (gassign *assign = dyn_cast<gassign *> (stmt)) {
    for (unsigned i = 1; i < gimple_num_ops (assign); i++)
      if (TREE_CODE (gimple_op (assign, i)) != CONSTRUCTOR)
        unite_operands (r, gimple_assign_lhs (assign), gimple_op (assign, i));
      else if (operand_node (r, gimple_assign_lhs (assign)) >= 0)
        unite_initial (r, (unsigned) operand_node (r, gimple_assign_lhs (assign)), gimple_op (assign, i));
  } else if (greturn *back = dyn_cast<greturn *> (stmt)) {
    if (gimple_return_retval (back) && DECL_RESULT (function))
      unite_operands (r, gimple_return_retval (back), DECL_RESULT (function));
  }
}

/* What FUNCTION is given, and gives, comes from other units and goes there, if these may call it.  */
static void
look_at_ends (struct registration *r, cgraph_node *node)
{
  tree decl = node->decl;
  bool elsewhere = is_main (node)       ? false
                   : TREE_PUBLIC (decl) ? !r->has_main || !node->callers
                                        : node->address_taken || DECL_STATIC_CONSTRUCTOR (decl);
  if (!elsewhere)
    return;
  for (tree p = DECL_ARGUMENTS (decl); p; p = DECL_CHAIN (p))
    if (may_lead (TREE_TYPE (p)))
      set_run (r, node_of (r, p));
  if (DECL_RESULT (decl) && may_lead (TREE_TYPE (DECL_RESULT (decl))))
    set_run (r, node_of (r, DECL_RESULT (decl)));
}

/* Whether CALLEE may run, from another unit, what a register without an object keeps.  */
static bool
may_run_registers (tree callee)
{
  return !is_system (callee) && !is_subject (callee) && !sink_of (callee) && !body_of (callee);
}

bool
registration_is_certain (struct course *course, cgraph_node *node, basic_block block)
{
  if (!course || !course_is_noted (block) || !is_of_main (node))
    return true;
  return course_always (course, block) || is_passed_over (course, node);
}

static void
look_at_function (struct registration *r, cgraph_node *node)
{
  basic_block block;
  look_at_ends (r, node);
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
      for (unsigned k = 0; k < gimple_phi_num_args (i.phi ()); k++)
        unite_operands (r, gimple_phi_result (i.phi ()), gimple_phi_arg_def (i.phi (), k));
    if (!registration_is_certain (r->course, node, block))
      continue;
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
      look_at_statement (r, node->decl, gsi_stmt (i));
      tree callee = is_gimple_call (gsi_stmt (i)) ? gimple_call_fndecl (gsi_stmt (i)) : NULL_TREE;
      if (callee && may_run_registers (callee))
        for (unsigned k = 0; k < REGISTERS; k++)
          set_run (r, k);
    }
  }
}

struct registration *
registration_find (bool has_main, struct course *course, hash_set<gimple *> *without)
{
  struct registration *r = new registration;
  cgraph_node *node;
  varpool_node *variable;
  r->has_main = has_main;
  r->course = course;
  r->without = without;
  for (unsigned i = 0; i < REGISTERS; i++) {
    add_node (r);
    if (!has_main)
      set_run (r, i);
  }
  FOR_EACH_VARIABLE (variable)
  node_of (r, variable->decl);
  FOR_EACH_FUNCTION (node)
  if (body_of (node->decl) == node)
    look_at_function (r, node);
  for (unsigned i = 1; i < REGISTERS; i++)
    for (unsigned k = 0; r->nodes[find (r, i)].run && k < r->kept[i].length (); k++)
      set_run (r, r->kept[i][k]);
  return r;
}

/* Why TEST is never run, if all that refers to it, at first or through a function of the framework's, are variables that also refer to one that
   disables it; or NULL.  */
static const char *
why_all_disable (struct registration *r, cgraph_node *test, int depth)
{
  struct ipa_ref *reference, *beside;
  const char *why = NULL;
  for (unsigned i = 0; test->iterate_referring (i, reference); i++) {
    cgraph_node *through = dyn_cast<cgraph_node *> (reference->referring);
    why = through && depth > 0 && !through->callers ? why_all_disable (r, through, depth - 1) : NULL;
    for (unsigned k = 0; !through && reference->referring->iterate_reference (k, beside); k++)
      if (const char **found = r->disabling.get (beside->referred->decl))
        why = *found;
    if (!through && !why)
      why = why_group_disables (r, reference->referring);
    if (!why)
      return NULL;
  }
  return why;
}

bool
registration_leaves_out (struct registration *r, cgraph_node *test, const char **why)
{
  if ((*why = why_all_disable (r, test, 1)))
    return true;
  if (r->nodes[find (r, node_of (r, test->decl))].run)
    return false;
  *why = r->course ? "main may end well without running it" : "it is added to what is never run";
  return true;
}

void
registration_release (struct registration *r)
{
  if (r)
    delete r;
}
