/* Tests that a framework runs once for each parameter.  See parameters.h.

   GoogleTest fails a program in which such a test gets none, unless it is told that a suite may be without.  Then it is asked here whether the unit gives the suite
   some for sure: by values that are written down, by an array, by a container that is made of a list.  Criterion asks a function, which says in a struct how many
   there are: none is no failure.  */
#include "gcc-compat.h"

#include "machine.h"
#include "parameters.h"
#include "selection.h"
#include "sinks.h"

/* A call that a function of the unit makes.  */
typedef bool test_of_call (gcall *call, const struct sink *sink, const void *data);

/* Whether TEST holds, with DATA, for a call within NODE of a function that is known to be of KIND.  */
static bool
any_call_within (cgraph_node *node, enum sink_kind kind, test_of_call *test, const void *data)
{
  basic_block block;
  if (!has_flow (node) || !machine_body (node->decl))
    return false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    const struct sink *sink = sink_of_call (gsi_stmt (i));
    if (sink && sink->kind == kind && test (as_a<gcall *> (gsi_stmt (i)), sink, data))
      return true;
  }
  return false;
}

/* The same for the whole unit.  */
static bool
any_call (enum sink_kind kind, test_of_call *test, const void *data)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  if (any_call_within (node, kind, test, data))
    return true;
  return false;
}

/* Argument N, from 1, of CALL; NULL_TREE if it has none.  */
static tree
argument_of (gcall *call, long n)
{
  return n >= 1 && n <= (long) gimple_call_num_args (call) ? gimple_call_arg (call, (unsigned) n - 1) : NULL_TREE;
}

/* Whether NAME, as it is written, is that of the suite SUITE.  */
static bool
names (const char *name, const char *suite)
{
  const char *last = name ? strrchr (name, ':') : NULL;
  return name && strcmp (last ? last + 1 : name, suite) == 0;
}

static bool
tolerates (gcall *call, const struct sink *sink, const void *suite)
{
  tree name = argument_of (call, sink->operands[0].number);
  return name && names (selection_text (name), (const char *) suite);
}

/* ---- What gives parameters.  */

/* The variable whose address T is; or NULL_TREE.  */
static tree
variable_at (tree t)
{
  t = t && TREE_CODE (t) == ADDR_EXPR ? TREE_OPERAND (t, 0) : NULL_TREE;
  return t && VAR_P (t) ? t : NULL_TREE;
}

/* Whether STMT stores a number above 0 in a field of LIST, a list that the compiler makes.  */
static bool
counts_for (gimple *stmt, tree list)
{
  if (!gimple_assign_single_p (stmt) || TREE_CODE (gimple_assign_lhs (stmt)) != COMPONENT_REF)
    return false;
  tree from = gimple_assign_rhs1 (stmt);
  return TREE_OPERAND (gimple_assign_lhs (stmt), 0) == list && TREE_CODE (from) == INTEGER_CST && !integer_zerop (from);
}

/* Whether NODE makes VARIABLE, a container, of a list that is not empty.  */
static bool
fills_by_list (cgraph_node *node, tree variable)
{
  basic_block block;
  auto_vec<tree> lists;
  if (!has_flow (node) || !machine_body (node->decl))
    return false;
  for (int seen = 0; seen < 2; seen++)
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    tree callee = call ? gimple_call_fndecl (call) : NULL_TREE;
    for (unsigned k = 0; k < lists.length (); k++)
      if (counts_for (gsi_stmt (i), lists[k]))
        return true;
    if (callee && DECL_CXX_CONSTRUCTOR_P (callee) && variable_at (argument_of (call, 1)) == variable)
      for (long n = 2; argument_of (call, n); n++)
        if (VAR_P (argument_of (call, n)) && RECORD_OR_UNION_TYPE_P (TREE_TYPE (argument_of (call, n))))
          lists.safe_push (argument_of (call, n));
  }
  return false;
}

static bool
is_filled (tree variable)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  if (fills_by_list (node, variable))
    return true;
  return false;
}

/* Whether T, what is given by reference, is an array with elements, or a container that is made of a list.  */
static bool
holds_some (tree t)
{
  tree type = POINTER_TYPE_P (TREE_TYPE (t)) ? TREE_TYPE (TREE_TYPE (t)) : TREE_TYPE (t);
  if (TREE_CODE (type) == ARRAY_TYPE)
    return TYPE_SIZE (type) && !integer_zerop (TYPE_SIZE (type));
  return variable_at (t) && is_filled (variable_at (t));
}

/* Whether CALL, which says by SINK which parameters there are, may name none.  */
static bool
may_be_none (gcall *call, const struct sink *sink, const void *)
{
  tree first = argument_of (call, sink->operands[0].number), second = argument_of (call, sink->operands[1].number);
  if (sink->operands[0].kind == OPERAND_NONE)
    return gimple_call_num_args (call) == 0;
  if (!first)
    return true;
  if (sink->operands[1].kind == OPERAND_NONE || !second)
    return !holds_some (first);
  if (POINTER_TYPE_P (TREE_TYPE (first)))
    return !(is_gimple_min_invariant (first) && is_gimple_min_invariant (second) && !operand_equal_p (first, second));
  return !(TREE_CODE (first) == INTEGER_CST && TREE_CODE (second) == INTEGER_CST && tree_int_cst_lt (first, second));
}

/* The call that gave T; or NULL.  */
static gcall *
maker_of (tree t)
{
  gimple *definition = t && TREE_CODE (t) == SSA_NAME ? SSA_NAME_DEF_STMT (t) : NULL;
  while (definition && gimple_assign_single_p (definition) && TREE_CODE (gimple_assign_rhs1 (definition)) == SSA_NAME)
    definition = SSA_NAME_DEF_STMT (gimple_assign_rhs1 (definition));
  return definition ? dyn_cast<gcall *> (definition) : NULL;
}

/* Whether CALL gives parameters to the suite for sure: by a function of the unit, for what a call that names it made.  */
static bool
instantiates (gcall *call, const struct sink *sink, const void *suite)
{
  tree holder = argument_of (call, sink->operands[0].number), gives = argument_of (call, sink->operands[1].number);
  gcall *maker = maker_of (holder);
  bool named = false;
  for (long n = 1; maker && argument_of (maker, n); n++)
    named |= names (selection_text (argument_of (maker, n)), (const char *) suite);
  tree function = gives && TREE_CODE (gives) == ADDR_EXPR ? TREE_OPERAND (gives, 0) : NULL_TREE;
  cgraph_node *node = function && TREE_CODE (function) == FUNCTION_DECL ? cgraph_node::get (function) : NULL;
  return named && !(node && any_call_within (node, SINK_ROWS, may_be_none, NULL));
}

bool
parameters_may_lack (tree type)
{
  tree binfo = TYPE_BINFO (type);
  if (!binfo || BINFO_N_BASE_BINFOS (binfo) < 1)
    return false;
  tree name = TYPE_NAME (BINFO_TYPE (BINFO_BASE_BINFO (binfo, 0)));
  const char *suite = name && DECL_P (name) && DECL_NAME (name) ? IDENTIFIER_POINTER (DECL_NAME (name)) : NULL;
  return suite && any_call (SINK_TOLERATES, tolerates, suite) && !any_call (SINK_INSTANTIATES, instantiates, suite);
}

/* ---- What says how many there are.  */

/* Whether FIELD of TYPE, a struct, says so.  */
static bool
is_count (tree type, tree field)
{
  const struct sink *sink = TREE_CODE (field) == FIELD_DECL ? sink_of_member (type, field) : NULL;
  return sink && sink->kind == SINK_ROWS;
}

static bool
has_count (tree type)
{
  for (tree f = TREE_CODE (type) == RECORD_TYPE ? TYPE_FIELDS (type) : NULL_TREE; f; f = DECL_CHAIN (f))
    if (is_count (type, f))
      return true;
  return false;
}

/* Whether T, an operand, is known to be more than 0.  */
static bool
is_some (tree t)
{
  gimple *definition = NULL;
  for (int n = 0; n < 8 && TREE_CODE (t) == SSA_NAME; n++) {
    definition = SSA_NAME_DEF_STMT (t);
    if (!gimple_assign_single_p (definition) && !gimple_assign_cast_p (definition))
      return false;
    t = gimple_assign_rhs1 (definition);
  }
  if (VAR_P (t) && TREE_READONLY (t) && DECL_INITIAL (t))
    t = DECL_INITIAL (t);
  return TREE_CODE (t) == INTEGER_CST && !integer_zerop (t);
}

bool
parameters_may_be_none (tree function)
{
  cgraph_node *node = machine_body (function);
  basic_block block;
  bool made = false, counted = false;
  if (!node)
    return false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    tree to = gimple_assign_single_p (gsi_stmt (i)) ? gimple_assign_lhs (gsi_stmt (i)) : NULL_TREE;
    if (!to || TREE_CODE (to) != COMPONENT_REF || !has_count (TREE_TYPE (TREE_OPERAND (to, 0))))
      continue;
    made = true;
    if (!is_count (TREE_TYPE (TREE_OPERAND (to, 0)), TREE_OPERAND (to, 1)))
      continue;
    if (!is_some (gimple_assign_rhs1 (gsi_stmt (i))))
      return true;
    counted = true;
  }
  /* What is not stored is 0.  */
  return made && !counted;
}

/* ---- Which they are.  */

bool
parameters_are_kept (gimple *stmt)
{
  tree to = gimple_assign_single_p (stmt) ? gimple_assign_lhs (stmt) : NULL_TREE;
  return to && TREE_CODE (to) == COMPONENT_REF && has_count (TREE_TYPE (TREE_OPERAND (to, 0)));
}

/* The function that INITIAL, of a variable, says to give parameters; or NULL.  */
static cgraph_node *
giver_in (tree initial)
{
  unsigned HOST_WIDE_INT i;
  tree field, value;
  if (!initial || TREE_CODE (initial) != CONSTRUCTOR || TREE_CODE (TREE_TYPE (initial)) != RECORD_TYPE)
    return NULL;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (initial), i, field, value)
  {
    const struct sink *sink = field && TREE_CODE (field) == FIELD_DECL ? sink_of_member (TREE_TYPE (initial), field)
                                                                       : NULL;
    if (sink && sink->kind == SINK_INSTANTIATES && TREE_CODE (value) == ADDR_EXPR
        && TREE_CODE (TREE_OPERAND (value, 0)) == FUNCTION_DECL)
      return machine_body (TREE_OPERAND (value, 0));
  }
  return NULL;
}

/* Beside NODE, or what calls it, in a variable's initial value: a pointer to a variable that names who gives the parameters.  */
static cgraph_node *
giver_beside (symtab_node *node, int depth)
{
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++) {
    varpool_node *variable = dyn_cast<varpool_node *> (reference->referring);
    tree initial = variable ? DECL_INITIAL (variable->decl) : NULL_TREE, value;
    unsigned HOST_WIDE_INT n;
    cgraph_node *giver = NULL;
    if (!variable && depth > 0)
      giver = giver_beside (reference->referring, depth - 1);
    if (initial && TREE_CODE (initial) == CONSTRUCTOR)
      FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (initial), n, value)
    if (!giver && variable_at (value))
      giver = giver_in (DECL_INITIAL (variable_at (value)));
    if (giver)
      return giver;
  }
  return NULL;
}

bool
parameters_find (cgraph_node *test, tree *array, HOST_WIDE_INT *count)
{
  cgraph_node *giver = giver_beside (test, 1);
  basic_block block;
  unsigned stores = 0;
  *array = NULL_TREE;
  *count = 0;
  if (!giver)
    return false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (giver->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    if (!parameters_are_kept (gsi_stmt (i)))
      continue;
    tree to = gimple_assign_lhs (gsi_stmt (i)), from = gimple_assign_rhs1 (gsi_stmt (i));
    if (is_count (TREE_TYPE (TREE_OPERAND (to, 0)), TREE_OPERAND (to, 1))) {
      stores++;
      *count = tree_fits_shwi_p (from) ? tree_to_shwi (from) : 0;
    } else if (variable_at (from)) {
      stores++;
      *array = variable_at (from);
    } else if (POINTER_TYPE_P (TREE_TYPE (to)) && !integer_zerop (from))
      stores += 2;
  }
  return stores == 2 && *array && *count > 0 && is_global_var (*array) && TREE_CODE (TREE_TYPE (*array)) == ARRAY_TYPE;
}
