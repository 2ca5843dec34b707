/* Variable arguments: what va_start, va_arg and va_copy do, and what printf's relations read from a va_list.

   A variable of type va_list holds the arguments themselves, one after the other, each in 64 bits from LIST_VALUES on; what number the next one has
   stands at 0.  Nobody else reads what is in it.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

#define LIST_VALUES 256
#define LIST_VALUE 64
#define LIST_MAXIMUM 64

/* The variable of type va_list that V leads to, or holds a pointer to, at its beginning; or -1.  */
static int
list_region (struct state *s, struct value v)
{
  tree list = TYPE_SIZE (va_list_type_node);
  for (int i = 0; i < 2; i++) {
    tree decl = v.kind == VALUE_ADDRESS && v.offset == 0 ? (*run.regions)[v.region].decl : NULL_TREE;
    if (!decl || (!VAR_P (decl) && TREE_CODE (decl) != PARM_DECL))
      return -1;
    if (!POINTER_TYPE_P (TREE_TYPE (decl)) && DECL_SIZE (decl) && tree_int_cst_equal (DECL_SIZE (decl), list))
      return v.region;
    /* A parameter, whose array has become a pointer.  */
    v = load (s, v.region, 0, POINTER_SIZE, ptr_type_node);
  }
  return -1;
}

/* What the argument T that the caller of a function gave is, and rests on.  */
static struct value
given (struct state *s, tree t)
{
  struct value v = is_gimple_reg_type (TREE_TYPE (t)) ? operand (s, t) : unknown (0);
  struct place p;
  memset (&p, 0, sizeof p);
  if (!is_gimple_reg_type (TREE_TYPE (t)))
    p = place_of (s, t);
  int region = p.known ? p.region : region_behind (&v);
  if (region >= 0 && v.kind != VALUE_SYMBOL)
    v.mask |= mask_behind (s, region, 1);
  return v;
}

/* LIST begins with the variable arguments of the function that S is in.  */
static void
start_list (struct state *s, int list)
{
  struct cell all = cell_at (CELL_UNKNOWN, 0, -1), next = cell_at (CELL_VALUE, 0, LIST_VALUE);
  auto_vec<struct value, 8> values;
  struct frame f = s->frames.pop ();
  unsigned named = 0, count = 0;
  for (tree p = DECL_ARGUMENTS (f.node->decl); p; p = DECL_CHAIN (p))
    named++;
  gcall *call = f.caller ? as_a<gcall *> (f.caller) : NULL;
  for (unsigned i = named; call && i < gimple_call_num_args (call) && count < LIST_MAXIMUM; i++, count++)
    values.safe_push (given (s, gimple_call_arg (call, i)));
  s->frames.safe_push (f);
  for (unsigned i = 0; i < values.length (); i++)
    all.value.mask |= values[i].mask;
  add_cell (s, list, &all);
  next.value = number (size_type_node, 0, 0);
  add_cell (s, list, &next);
  for (unsigned i = 0; i < values.length (); i++) {
    struct cell c = cell_at (CELL_VALUE, LIST_VALUES + (HOST_WIDE_INT) i * LIST_VALUE, LIST_VALUE);
    c.value = values[i];
    add_cell (s, list, &c);
  }
}

/* The number of the argument that LIST gives next, or -1.  */
static HOST_WIDE_INT
next_of (struct state *s, int list)
{
  if (!memory_of (s, list))
    return -1;
  struct value v = load (s, list, 0, LIST_VALUE, size_type_node);
  HOST_WIDE_INT next = -1;
  known_number (&v, &next);
  return next;
}

/* V, which was given, as TYPE, in which it is read.  */
static struct value
read_as (struct value v, tree type)
{
  tree from = v.kind == VALUE_CONSTANT ? TREE_TYPE (v.constant)
              : v.kind == VALUE_SYMBOL ? run.m->symbols[v.symbol].type
                                       : type;
  if (!is_gimple_reg_type (type) || TYPE_PRECISION (from) != TYPE_PRECISION (type)
      || SCALAR_FLOAT_TYPE_P (from) != SCALAR_FLOAT_TYPE_P (type))
    return unknown (v.mask);
  return convert (v, type);
}

bool
variadic_at (struct state *s, const struct value *list, unsigned number, tree type, struct value *v)
{
  int region = list_region (s, *list);
  HOST_WIDE_INT next = region >= 0 ? next_of (s, region) : -1;
  *v = unknown (run.focused ? FOCUS_MASK : 0);
  if (next < 0)
    return false;
  *v = load (s, region, LIST_VALUES + (next + (HOST_WIDE_INT) number) * LIST_VALUE, LIST_VALUE, type);
  if (v->kind == VALUE_UNKNOWN)
    v->mask |= mask_behind (s, region, 0);
  return true;
}

/* The next argument of LIST, of TYPE.  */
static struct value
take (struct state *s, const struct value *list, tree type)
{
  struct value v;
  if (!variadic_at (s, list, 0, type, &v))
    return v;
  int region = list_region (s, *list);
  struct cell c = cell_at (CELL_VALUE, 0, LIST_VALUE);
  c.value = number (size_type_node, next_of (s, region) + 1, 0);
  add_cell (s, region, &c);
  return read_as (v, type);
}

static void
copy_list (struct state *s, const struct value *to, const struct value *from)
{
  int target = list_region (s, *to), source = list_region (s, *from);
  if (target >= 0 && source >= 0)
    copy_cells (s, target, 0, source, 0, LIST_VALUES + LIST_MAXIMUM * LIST_VALUE);
  else if (target >= 0)
    forget_region (s, target, run.focused ? FOCUS_MASK : 0);
  else
    forget_all (s);
}

bool
call_variadic (struct state *s, gcall *call, tree callee, struct value *result)
{
  *result = unknown (0);
  if (gimple_call_internal_p (call) && gimple_call_internal_fn (call) == IFN_VA_ARG) {
    struct value list = argument (s, call, 1);
    tree to = gimple_call_lhs (call);
    *result = take (s, &list, to ? TREE_TYPE (to) : TREE_TYPE (TREE_TYPE (gimple_call_arg (call, 1))));
    return true;
  }
  if (!callee || !fndecl_built_in_p (callee, BUILT_IN_NORMAL))
    return false;
  struct value list = argument (s, call, 1), from = argument (s, call, 2);
  switch (DECL_FUNCTION_CODE (callee)) {
  case BUILT_IN_VA_START: {
    int region = list_region (s, list);
    if (region >= 0)
      start_list (s, region);
    else if (region_behind (&list) >= 0)
      forget_region (s, region_behind (&list), run.focused ? FOCUS_MASK : 0);
    else
      forget_all (s);
    return true;
  }
  case BUILT_IN_VA_COPY: copy_list (s, &list, &from); return true;
  case BUILT_IN_VA_END: return true;
  default: return false;
  }
}
