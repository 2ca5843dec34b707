/* Through which of its pointers a load-bearing function may store: what of a test's memory is an output of it at all.

   Read from the bodies as they are lowered, without an order of statements: of each variable, to which parameters' memory it may lead.
   What stands in such memory may lead on to the same memory, and to what the function stores there. What comes from elsewhere (globals,
   results of calls that were given none of the parameters) is taken to lead elsewhere.  docs/test-evidence.md says what follows.  */
#include "gcc-compat.h"

#include "evidence.h"
#include "observed.h"

/* A set of parameters, a bit each, and ELSEWHERE: the function's own memory, globals, what was allocated.  */
#define PARAMETERS FUNCTION_STORES_LIMIT
#define ELSEWHERE PARAMETERS
#define BIT(n) (1u << (n))

struct reading {
  const hash_map<cgraph_node *, unsigned> *known; /* what functions of the unit store through, so far */
  hash_map<tree, unsigned> *held;                 /* by variable: where what it holds may lead to */
  unsigned leads[ELSEWHERE + 1];                  /* by parameter: where what stands in its memory may lead to */
  unsigned through;                               /* ELSEWHERE among them: into an object with static storage */
  bool changed;
};

static void
join (struct reading *r, unsigned *set, unsigned more)
{
  r->changed |= (more & ~*set) != 0;
  *set |= more;
}

static void
hold (struct reading *r, tree variable, unsigned set)
{
  join (r, &r->held->get_or_insert (variable), set);
}

static unsigned
held_by (const struct reading *r, tree variable)
{
  unsigned *set = r->held->get (variable);
  return set ? *set : 0;
}

/* Where pointers that stand in the memory FROM may lead to.  */
static unsigned
behind (const struct reading *r, unsigned from)
{
  unsigned set = 0;
  for (unsigned i = 0; i <= ELSEWHERE; i++)
    if (from & BIT (i))
      set |= r->leads[i];
  return set;
}

static bool
is_own_variable (tree t)
{
  return (VAR_P (t) && !is_global_var (t)) || TREE_CODE (t) == PARM_DECL || TREE_CODE (t) == RESULT_DECL;
}

/* No pointer fits into a value of TYPE.  */
static bool
is_too_small (tree type)
{
  return SCALAR_FLOAT_TYPE_P (type) || VOID_TYPE_P (type)
         || ((INTEGRAL_TYPE_P (type) || TREE_CODE (type) == OFFSET_TYPE) && TYPE_PRECISION (type) < POINTER_SIZE);
}

static unsigned value_of (const struct reading *r, tree t);

/* The memory that T, an object or a place in one, lies in; *VARIABLE: the variable of the function's own that it is, or NULL.  */
static unsigned
memory_of (const struct reading *r, tree t, tree *variable)
{
  tree base = get_base_address (t);
  *variable = NULL_TREE;
  if (base && (TREE_CODE (base) == MEM_REF || TREE_CODE (base) == TARGET_MEM_REF)) {
    tree pointer = TREE_OPERAND (base, 0);
    if (TREE_CODE (pointer) == ADDR_EXPR)
      return memory_of (r, TREE_OPERAND (pointer, 0), variable);
    unsigned set = value_of (r, pointer);
    return set ? set : BIT (ELSEWHERE);
  }
  if (base && is_own_variable (base))
    *variable = base;
  return BIT (ELSEWHERE);
}

/* Where T, an operand, may lead to.  */
static unsigned
value_of (const struct reading *r, tree t)
{
  tree variable;
  if (TREE_CODE (t) == SSA_NAME)
    return held_by (r, t);
  if (TREE_CODE (t) == ADDR_EXPR) {
    unsigned memory = memory_of (r, TREE_OPERAND (t, 0), &variable);
    /* Whoever has a variable's address has what it holds.  */
    return variable ? memory | held_by (r, variable) : memory;
  }
  if (CONSTANT_CLASS_P (t) || is_too_small (TREE_TYPE (t)))
    return 0;
  if (TREE_CODE (t) == CONSTRUCTOR) {
    unsigned set = 0, i;
    tree element;
    FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (t), i, element)
    set |= value_of (r, element);
    return set;
  }
  if (!DECL_P (t) && !REFERENCE_CLASS_P (t))
    return BIT (ELSEWHERE);
  unsigned memory = memory_of (r, t, &variable);
  if (!variable)
    return behind (r, memory);
  return held_by (r, variable) | (TREE_ADDRESSABLE (variable) ? r->leads[ELSEWHERE] : 0);
}

/* A value that may lead to SET is stored into T.  */
static void
store (struct reading *r, tree t, unsigned set)
{
  tree variable;
  if (TREE_CODE (t) == SSA_NAME) {
    hold (r, t, set);
    return;
  }
  unsigned memory = memory_of (r, t, &variable);
  if (is_too_small (TREE_TYPE (t)))
    set = 0;
  if (variable) {
    hold (r, variable, set);
    return;
  }
  tree base = get_base_address (t);
  if (base && VAR_P (base))
    join (r, &r->through, BIT (ELSEWHERE));
  join (r, &r->through, memory & ~BIT (ELSEWHERE));
  for (unsigned i = 0; i <= ELSEWHERE; i++)
    if (memory & BIT (i))
      join (r, &r->leads[i], set);
}

/* ---- Calls.  */

/* Whether CALL writes no more than text somewhere: a log.  FORMAT: which argument says how.  A %n stores.  */
static bool
only_formats (gcall *call, unsigned *format)
{
  tree fntype = gimple_call_fntype (call), given;
  tree attribute = fntype ? lookup_attribute ("format", TYPE_ATTRIBUTES (fntype)) : NULL_TREE;
  if (!attribute || list_length (TREE_VALUE (attribute)) < 2)
    return false;
  tree archetype = TREE_VALUE (TREE_VALUE (attribute));
  if (TREE_CODE (archetype) != IDENTIFIER_NODE || !strstr (IDENTIFIER_POINTER (archetype), "printf"))
    return false;
  tree index = TREE_VALUE (TREE_CHAIN (TREE_VALUE (attribute)));
  if (TREE_CODE (index) != INTEGER_CST)
    return false;
  *format = (unsigned) TREE_INT_CST_LOW (index) - 1;
  if (*format >= gimple_call_num_args (call))
    return false;
  given = gimple_call_arg (call, *format);
  if (TREE_CODE (given) != ADDR_EXPR)
    return false;
  tree literal = get_base_address (TREE_OPERAND (given, 0));
  if (!literal || TREE_CODE (literal) != STRING_CST)
    return false;
  const char *text = TREE_STRING_POINTER (literal), *end = text + TREE_STRING_LENGTH (literal);
  for (; text < end; text++)
    if (*text == '%') {
      for (text++; text < end && strchr ("#0- +'123456789.*$hlqjzt", *text) && *text; text++)
        ;
      if (text < end && *text == 'n')
        return false;
    }
  return true;
}

/* Whether a function may store through its parameter of TYPE, by how it is declared.  */
static bool
is_given_away (tree type)
{
  return !POINTER_TYPE_P (type)
         || (!TYPE_READONLY (TREE_TYPE (type)) && TREE_CODE (TREE_TYPE (type)) != FUNCTION_TYPE
             && TREE_CODE (TREE_TYPE (type)) != METHOD_TYPE);
}

static void
read_call (struct reading *r, gcall *call)
{
  tree callee = gimple_call_fndecl (call), fntype = gimple_call_fntype (call);
  tree parameters = fntype ? TYPE_ARG_TYPES (fntype) : NULL_TREE;
  int flags = gimple_call_flags (call);
  unsigned all = 0, away = 0, format = 0;
  bool formats = only_formats (call, &format);
  bool keeps = (flags & (ECF_CONST | ECF_PURE)) || gimple_call_internal_p (call)
               || (callee && fndecl_built_in_p (callee, BUILT_IN_FREE));
  /* A weak one may be another one in the program.  */
  cgraph_node *node = callee && !DECL_WEAK (callee) ? cgraph_node::get (callee) : NULL;
  const unsigned *known = node ? const_cast<hash_map<cgraph_node *, unsigned> *> (r->known)->get (
                              node->ultimate_alias_target ())
                               : NULL;
  if (known)
    join (r, &r->through, *known & BIT (ELSEWHERE));
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree given = gimple_call_arg (call, i);
    tree type = parameters && !VOID_TYPE_P (TREE_VALUE (parameters)) ? TREE_VALUE (parameters) : TREE_TYPE (given);
    bool variable = !parameters || VOID_TYPE_P (TREE_VALUE (parameters));
    parameters = parameters ? TREE_CHAIN (parameters) : NULL_TREE;
    /* A number leads nowhere that a callee would follow, a structure may.  */
    if (!POINTER_TYPE_P (TREE_TYPE (given)) && !AGGREGATE_TYPE_P (TREE_TYPE (given)))
      continue;
    unsigned set = value_of (r, given);
    all |= set;
    if (keeps || (formats && variable && i > format))
      continue;
    bool through = is_given_away (type);
    if (known && (!variable || through))
      through = *known & BIT (MIN (i, PARAMETERS - 1));
    if (through)
      join (r, &r->through, set & ~BIT (ELSEWHERE));
    /* A counter that is increased by a builtin, say; what other functions do with a lock is no change that anybody sees.  */
    tree to = TREE_CODE (given) == ADDR_EXPR ? get_base_address (TREE_OPERAND (given, 0)) : NULL_TREE;
    if (through && callee && fndecl_built_in_p (callee) && to && VAR_P (to) && is_global_var (to))
      join (r, &r->through, BIT (ELSEWHERE));
    if (through || is_given_away (type))
      away |= set;
  }
  if (gimple_call_chain (call))
    join (r, &r->through, BIT (ELSEWHERE) - 1);
  /* It may keep what it was given in what it was given, or elsewhere.  */
  if (away)
    for (unsigned i = 0; i <= ELSEWHERE; i++)
      if ((away | BIT (ELSEWHERE)) & BIT (i))
        join (r, &r->leads[i], away);
  tree to = gimple_call_lhs (call);
  if (!to)
    return;
  /* A number that a function gives (strtol) is no way to what it was given.  */
  bool leads = (POINTER_TYPE_P (TREE_TYPE (to)) && !(flags & ECF_MALLOC)) || AGGREGATE_TYPE_P (TREE_TYPE (to));
  store (r, to, (leads ? all | r->leads[ELSEWHERE] : 0) | BIT (ELSEWHERE));
}

/* ---- Statements.  */

static void
read_assembler (struct reading *r, gasm *statement)
{
  unsigned given = 0;
  bool memory = false;
  for (unsigned i = 0; i < gimple_asm_ninputs (statement); i++)
    given |= value_of (r, TREE_VALUE (gimple_asm_input_op (statement, i)));
  for (unsigned i = 0; i < gimple_asm_nclobbers (statement); i++)
    memory |= strcmp (TREE_STRING_POINTER (TREE_VALUE (gimple_asm_clobber_op (statement, i))), "memory") == 0;
  if (memory)
    join (r, &r->through, BIT (ELSEWHERE) | (BIT (ELSEWHERE) - 1));
  for (unsigned i = 0; i < gimple_asm_noutputs (statement); i++)
    store (r, TREE_VALUE (gimple_asm_output_op (statement, i)), given | BIT (ELSEWHERE));
}

static void
read_statement (struct reading *r, gimple *statement)
{
  unsigned set = 0;
  if (gcall *call = dyn_cast<gcall *> (statement)) {
    read_call (r, call);
    return;
  }
  if (gasm *assembler = dyn_cast<gasm *> (statement)) {
    read_assembler (r, assembler);
    return;
  }
  if (gimple_assign_single_p (statement) && TREE_CLOBBER_P (gimple_assign_rhs1 (statement)))
    return;
  if (!is_gimple_assign (statement))
    return;
  /* Where a pointer leads to does not rest on what is added to it.  */
  unsigned last = gimple_assign_rhs_code (statement) == POINTER_PLUS_EXPR ? 2 : gimple_num_ops (statement);
  for (unsigned i = 1; i < last; i++)
    if (gimple_op (statement, i))
      set |= value_of (r, gimple_op (statement, i));
  store (r, gimple_assign_lhs (statement), set);
}

static void
read_body (struct reading *r, function *body)
{
  basic_block block;
  FOR_EACH_BB_FN (block, body)
  {
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
      for (unsigned k = 0; k < gimple_phi_num_args (i.phi ()); k++)
        hold (r, gimple_phi_result (i.phi ()), value_of (r, gimple_phi_arg_def (i.phi (), k)));
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
      read_statement (r, gsi_stmt (i));
  }
}

/* Through which parameters NODE may store, as far as KNOWN knows of what it calls.  */
static unsigned
stores_of (cgraph_node *node, const hash_map<cgraph_node *, unsigned> *known)
{
  function *body = DECL_STRUCT_FUNCTION (node->decl);
  hash_map<tree, unsigned> held;
  struct reading r;
  unsigned number = 0, own = 0;
  for (tree p = DECL_ARGUMENTS (node->decl); p; p = DECL_CHAIN (p), number++)
    own |= POINTER_TYPE_P (TREE_TYPE (p)) ? BIT (MIN (number, PARAMETERS - 1)) : 0;
  /* What it is given without a name is found by no parameter.  */
  unsigned nameless = stdarg_p (TREE_TYPE (node->decl)) ? -BIT (MIN (number, PARAMETERS - 1)) & ~BIT (ELSEWHERE) : 0;
  /* Nested functions share variables, and what has no graph of its flow cannot be read.  */
  if (!body || !body->cfg || DECL_STATIC_CHAIN (node->decl) || node->thunk)
    return own | nameless | BIT (ELSEWHERE);
  r.known = known;
  r.held = &held;
  r.through = 0;
  for (unsigned i = 0; i <= ELSEWHERE; i++)
    r.leads[i] = BIT (i);
  number = 0;
  for (tree p = DECL_ARGUMENTS (node->decl); p; p = DECL_CHAIN (p), number++)
    held.put (p, POINTER_TYPE_P (TREE_TYPE (p)) ? BIT (MIN (number, PARAMETERS - 1)) : BIT (ELSEWHERE));
  do {
    r.changed = false;
    read_body (&r, body);
  } while (r.changed);
  return (r.through & (own | BIT (ELSEWHERE))) | nameless;
}

/* ---- The unit.  */

/* What F's record is to know, if a domain asks what tests notice of it.  */
static bool
is_asked_for (const struct function_facts *f)
{
  return (f->flags & FUNCTION_MARKED) && evidence_is_asked (policy_domain (session.policy, f->domain));
}

static void
find_below (cgraph_node *node, auto_vec<cgraph_node *> *found, hash_set<cgraph_node *> *seen)
{
  node = node->ultimate_alias_target ();
  if (!node->has_gimple_body_p () || node->inlined_to || seen->add (node))
    return;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    find_below (e->callee, found, seen);
  found->safe_push (node);
}

void
observe_stores (struct unit_facts *u, const size_t *records)
{
  auto_vec<cgraph_node *> bodies;
  hash_set<cgraph_node *> seen;
  hash_map<cgraph_node *, unsigned> known;
  cgraph_node *node;
  bool changed = true;
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
  {
    unsigned *index = DECL_NAME (node->decl) ? observed.function_of->get (DECL_UID (node->decl)) : NULL;
    if (index && records[*index] != NO_RECORD && is_asked_for (&u->functions[records[*index]]))
      find_below (node, &bodies, &seen);
  }
  /* Callees come first, so only those that call each other in a circle take more rounds.  */
  for (unsigned i = 0; i < bodies.length (); i++)
    known.put (bodies[i], 0);
  while (changed) {
    changed = false;
    for (unsigned i = 0; i < bodies.length (); i++) {
      unsigned through = stores_of (bodies[i], &known);
      changed |= through != *known.get (bodies[i]);
      known.put (bodies[i], through);
    }
  }
  for (unsigned i = 0; i < bodies.length (); i++) {
    unsigned *index = DECL_NAME (bodies[i]->decl) ? observed.function_of->get (DECL_UID (bodies[i]->decl)) : NULL;
    if (index && records[*index] != NO_RECORD && is_asked_for (&u->functions[records[*index]]))
      u->functions[records[*index]].stores = 1 + *known.get (bodies[i]);
  }
}
