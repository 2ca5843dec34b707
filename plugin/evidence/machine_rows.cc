/* The rows that a test is given where it is registered: GLib's data, the numbers of Check's loops.

   A function that takes one argument, and whose address is handed out beside one that fits it, is called with that.  Each such call is a row; the test is run
   for one after the other, and what its functions produce is the same constant in all.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "parameters.h"
#include "registration.h"
#include "sinks.h"
#include "subjects.h"

/* No more rows are followed: fewer only ask for less.  */
#define ROWS_MAXIMUM 16

/* Where rows are looked for.  */
struct search {
  tree parameter;
  struct course *course; /* or NULL */
  auto_vec<tree> *rows;
};

static void
add_row (struct search *x, tree row)
{
  for (unsigned i = 0; i < x->rows->length (); i++)
    if (operand_equal_p ((*x->rows)[i], row))
      return;
  if (x->rows->length () < ROWS_MAXIMUM)
    x->rows->safe_push (row);
}

/* Whether T is the same whenever it is looked at.  */
static bool
is_lasting (tree t)
{
  if (TREE_CODE (t) == INTEGER_CST)
    return true;
  tree base = TREE_CODE (t) == ADDR_EXPR ? get_base_address (TREE_OPERAND (t, 0)) : NULL_TREE;
  return base && is_gimple_min_invariant (t)
         && (TREE_CODE (base) == STRING_CST || (VAR_P (base) && is_global_var (base)));
}

/* Adds the numbers for which CALL, by SINK, has the test run.  */
static void
add_numbers (struct search *x, gcall *call, const struct sink *sink)
{
  HOST_WIDE_INT bounds[2];
  for (unsigned i = 0; i < 2; i++) {
    const struct sink_operand *o = &sink->operands[i + 1];
    tree t = o->kind == OPERAND_ARGUMENT && o->number <= (long) gimple_call_num_args (call)
                 ? gimple_call_arg (call, o->number - 1)
                 : NULL_TREE;
    if (!t || !tree_fits_shwi_p (t))
      return;
    bounds[i] = tree_to_shwi (t);
  }
  for (HOST_WIDE_INT n = bounds[0]; n < bounds[1] && x->rows->length () < ROWS_MAXIMUM; n++)
    add_row (x, build_int_cst (TREE_TYPE (x->parameter), n));
}

bool
is_data (tree type)
{
  return POINTER_TYPE_P (type) && VOID_TYPE_P (TREE_TYPE (type));
}

/* Adds the row that CALL hands out beside the test, its argument HANDED.  */
static void
add_row_of (struct search *x, gcall *call, unsigned handed)
{
  tree data = NULL_TREE;
  const struct sink *sink = sink_of_call (call);
  if (INTEGRAL_TYPE_P (TREE_TYPE (x->parameter))) {
    if (sink && sink->kind == SINK_REGISTERS)
      add_numbers (x, call, sink);
    return;
  }
  tree type = TYPE_ARG_TYPES (gimple_call_fntype (call));
  for (unsigned i = 0; i < gimple_call_num_args (call) && type; i++, type = TREE_CHAIN (type))
    if (i != handed && is_data (TREE_VALUE (type))) {
      if (data)
        return;
      data = gimple_call_arg (call, i);
    }
  if (data && is_lasting (data))
    add_row (x, data);
}

/* Whether T, an argument, is SYMBOL's address, or what it holds.  */
static bool
is_handed (tree t, symtab_node *symbol)
{
  gimple *read = TREE_CODE (t) == SSA_NAME ? SSA_NAME_DEF_STMT (t) : NULL;
  if (read && gimple_assign_single_p (read) && gimple_assign_rhs1 (read) == symbol->decl)
    return true;
  return TREE_CODE (t) == ADDR_EXPR && TREE_OPERAND (t, 0) == symbol->decl;
}

/* Adds the rows for which NODE hands out SYMBOL.  */
static void
search_function (struct search *x, cgraph_node *node, symtab_node *symbol)
{
  basic_block block;
  if (!machine_body (node->decl))
    return;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    tree callee = call ? gimple_call_fndecl (call) : NULL_TREE;
    if (!callee || machine_body (callee) || !registration_is_certain (x->course, node, block))
      continue;
    for (unsigned k = 0; k < gimple_call_num_args (call); k++)
      if (is_handed (gimple_call_arg (call, k), symbol))
        add_row_of (x, call, k);
  }
}

/* Whether nobody but the unit knows the variable NODE, and it keeps its initial value.  */
static bool
is_kept (symtab_node *node)
{
  struct ipa_ref *reference;
  if (TREE_PUBLIC (node->decl) || TREE_THIS_VOLATILE (node->decl))
    return false;
  for (unsigned i = 0; !TREE_READONLY (node->decl) && node->iterate_referring (i, reference); i++)
    if (reference->use != IPA_REF_LOAD)
      return false;
  return true;
}

/* Adds the rows for which SYMBOL is handed out.  */
static void
search_symbol (struct search *x, symtab_node *symbol, int depth)
{
  struct ipa_ref *reference;
  auto_vec<symtab_node *> by;
  /* A body that is brought into SSA form changes what refers to what.  */
  for (unsigned i = 0; symbol->iterate_referring (i, reference); i++)
    if (!by.contains (reference->referring))
      by.safe_push (reference->referring);
  for (unsigned i = 0; i < by.length (); i++)
    if (cgraph_node *node = dyn_cast<cgraph_node *> (by[i]))
      search_function (x, node, symbol);
    /* Check's tests are handed out in a struct of their own, and by a pointer to that.  */
    else if (depth > 0 && is_kept (by[i]))
      search_symbol (x, by[i], depth - 1);
}

/* Adds the elements of the array that a function of the unit gives the framework for TEST: Criterion's parameters.  */
static void
add_parameters (struct search *x, cgraph_node *test)
{
  tree array, type = TREE_TYPE (x->parameter);
  HOST_WIDE_INT count;
  if (!parameters_find (test, &array, &count)
      || TYPE_MAIN_VARIANT (TREE_TYPE (TREE_TYPE (array))) != TYPE_MAIN_VARIANT (TREE_TYPE (type)))
    return;
  for (HOST_WIDE_INT n = 0; n < count; n++)
    add_row (x, build_fold_addr_expr (build4 (ARRAY_REF, TREE_TYPE (TREE_TYPE (array)), array,
                                              build_int_cst (sizetype, n), NULL_TREE, NULL_TREE)));
}

bool
machine_find_rows (cgraph_node *test, struct course *course, auto_vec<tree> *rows)
{
  tree parameter = DECL_ARGUMENTS (test->decl);
  struct search x = { parameter, course, rows };
  if (parameter && !DECL_CHAIN (parameter) && POINTER_TYPE_P (TREE_TYPE (parameter)) && !test->callers) {
    add_parameters (&x, test);
    if (!rows->is_empty ())
      return true;
  }
  if (!parameter || DECL_CHAIN (parameter) || !VOID_TYPE_P (TREE_TYPE (TREE_TYPE (test->decl))) || test->callers
      || TREE_PUBLIC (test->decl) || !(is_data (TREE_TYPE (parameter)) || INTEGRAL_TYPE_P (TREE_TYPE (parameter))))
    return false;
  search_symbol (&x, test, 2);
  return !rows->is_empty ();
}

struct value
row_argument (struct state *s, tree parameter)
{
  tree row = (*run.rows)[s->row];
  if (TREE_CODE (row) == INTEGER_CST)
    row = fold_convert (TREE_TYPE (parameter), row);
  return operand (s, row);
}

bool
next_row (struct state *s)
{
  if (!run.rows || s->row + 1 >= run.rows->length () || s->parent || s->expected)
    return false;
  cgraph_node *test = s->frames[0].node;
  struct frame f = *top (s);
  s->frames.pop ();
  release_frame (&f);
  leave_locals (s, 1);
  /* Other tests may have run in between.  */
  globals_after_test (s);
  views_forget (s);
  steady_change (s);
  s->jumps.truncate (0);
  s->choices.truncate (0);
  s->row++;
  return begin_test (s, test);
}
