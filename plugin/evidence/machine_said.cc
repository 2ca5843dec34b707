/* What an assertion says of its operands.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"

struct outcomes
negation (struct outcomes o, tree type)
{
  for (unsigned i = 0; i < o.count; i++)
    o.list[i].value = number (type, integer_zerop (o.list[i].value.constant), o.list[i].value.mask);
  return o;
}

struct outcomes
as_comparison (struct outcomes o, tree type)
{
  for (unsigned i = 0; i < o.count; i++) {
    uint64_t mask = o.list[i].value.mask;
    bool holds = !integer_zerop (o.list[i].value.constant);
    o.list[i].value = holds ? number (type, 0, mask) : unknown (mask);
    o.list[i].value.not_zero = !holds;
  }
  return o;
}

struct outcome *
outcome_with (struct outcomes *o, bool truth)
{
  for (unsigned i = 0; i < o->count; i++)
    if (integer_zerop (o->list[i].value.constant) != truth)
      return &o->list[i];
  return NULL;
}

struct outcomes
combination (struct outcomes a, struct outcomes b, bool both)
{
  uint64_t mask = a.list[0].value.mask | b.list[0].value.mask;
  if (a.count == 1 || b.count == 1) {
    struct outcomes known = a.count == 1 ? a : b, other = a.count == 1 ? b : a;
    return integer_zerop (known.list[0].value.constant) == both ? known : other;
  }
  struct outcome *x = outcome_with (&a, both), *y = outcome_with (&b, both);
  int symbol = x->symbols[0];
  struct outcomes o = either (integer_type_node, mask);
  if (symbol < 0 || symbol != y->symbols[0] || x->symbols[1] >= 0 || y->symbols[1] >= 0 || x->sets[0].unknown
      || y->sets[0].unknown)
    return o;
  struct accepting set = accepting_copy (&x->sets[0]);
  accepting_intersect (&set, &y->sets[0]);
  struct outcome *good = outcome_with (&o, both), *bad = outcome_with (&o, !both);
  good->symbols[0] = bad->symbols[0] = symbol;
  good->sets[0] = set;
  bad->sets[0] = rest_of (symbol, &set);
  return o;
}

static struct value
as_type (struct value v, tree type)
{
  return v.kind == VALUE_CONSTANT ? convert (v, type) : v;
}

/* Whether A and E are no further apart than T, which is not below 0.  */
static struct outcomes
is_near (struct state *s, struct value a, struct value e, struct value t)
{
  if (a.kind != VALUE_SYMBOL && e.kind == VALUE_SYMBOL) {
    struct value swap = a;
    a = e;
    e = swap;
  }
  uint64_t mask = a.mask | e.mask | t.mask;
  if (a.kind == VALUE_SYMBOL && e.kind == VALUE_SYMBOL && same_symbol_form (&a, &e) && a.add == e.add)
    return compare (s, EQ_EXPR, a, e, integer_type_node);
  if (t.kind != VALUE_CONSTANT || e.kind != VALUE_CONSTANT || (a.kind != VALUE_SYMBOL && a.kind != VALUE_CONSTANT))
    return e.kind == VALUE_CONSTANT || a.kind != VALUE_SYMBOL ? either (integer_type_node, mask)
                                                              : compare (s, EQ_EXPR, a, e, integer_type_node);
  tree of = a.kind == VALUE_SYMBOL ? run.m->symbols[a.symbol].type : TREE_TYPE (a.constant);
  tree type = SCALAR_FLOAT_TYPE_P (of) || SCALAR_FLOAT_TYPE_P (TREE_TYPE (e.constant)) ? double_type_node
                                                                                       : long_long_integer_type_node;
  e = as_type (e, type);
  t = as_type (t, type);
  a = as_type (a, type);
  if (t.kind == VALUE_CONSTANT && tree_expr_nonnegative_p (t.constant) == 0)
    t = arithmetic (MINUS_EXPR, constant (build_zero_cst (type), t.mask), t, type);
  struct value low = arithmetic (MINUS_EXPR, e, t, type), high = arithmetic (PLUS_EXPR, e, t, type);
  if (low.kind != VALUE_CONSTANT || high.kind != VALUE_CONSTANT)
    return either (integer_type_node, mask);
  return combination (compare (s, GE_EXPR, a, low, integer_type_node), compare (s, LE_EXPR, a, high, integer_type_node),
                      true);
}

/* What computations in floating point lose, and not more.  */
static struct outcomes
is_nearly (struct state *s, struct value a, struct value e)
{
  struct value known = e.kind == VALUE_CONSTANT ? e : a;
  if (known.kind != VALUE_CONSTANT)
    return compare (s, EQ_EXPR, a, e, integer_type_node);
  REAL_VALUE_TYPE millionth;
  real_from_string (&millionth, "1e-6");
  struct value t = arithmetic (MULT_EXPR, as_type (known, double_type_node),
                               constant (build_real (double_type_node, millionth), 0), double_type_node);
  return is_near (s, a, e, t);
}

/* A R E, by a text like "<", or by a number whose bits say what may be: 1 equal, 2 greater, 4 less.  */
static struct outcomes
is_related (struct state *s, struct value a, struct value e, struct value r)
{
  uint64_t mask = a.mask | e.mask | r.mask;
  static const struct {
    const char *text;
    enum tree_code code;
  } relations[] = { { "==", EQ_EXPR }, { "!=", NE_EXPR }, { "<", LT_EXPR },
                    { "<=", LE_EXPR }, { ">", GT_EXPR },  { ">=", GE_EXPR } };
  tree text = text_at (s, &r);
  for (unsigned i = 0; text && i < ARRAY_SIZE (relations); i++)
    if (strcmp (TREE_STRING_POINTER (text), relations[i].text) == 0)
      return compare (s, relations[i].code, a, e, integer_type_node);
  HOST_WIDE_INT bits;
  if (!known_number (&r, &bits))
    return either (integer_type_node, mask);
  switch (bits & 7) {
  case 1: return compare (s, EQ_EXPR, a, e, integer_type_node);
  case 2: return compare (s, GT_EXPR, a, e, integer_type_node);
  case 3: return compare (s, GE_EXPR, a, e, integer_type_node);
  case 4: return compare (s, LT_EXPR, a, e, integer_type_node);
  case 5: return compare (s, LE_EXPR, a, e, integer_type_node);
  default: return compare (s, NE_EXPR, a, e, integer_type_node);
  }
}

static struct outcomes
has_bits (struct state *s, struct value a, struct value e, struct value mask)
{
  if (mask.kind == VALUE_CONSTANT && integer_zerop (mask.constant))
    return one (number (integer_type_node, 1, a.mask | e.mask));
  if (a.kind == VALUE_CONSTANT && e.kind == VALUE_CONSTANT && mask.kind == VALUE_CONSTANT) {
    tree type = TREE_TYPE (a.constant);
    struct value of = as_type (mask, type);
    return compare (s, EQ_EXPR, arithmetic (BIT_AND_EXPR, a, of, type),
                    arithmetic (BIT_AND_EXPR, as_type (e, type), of, type), integer_type_node);
  }
  struct value y = a.kind == VALUE_SYMBOL ? a : e;
  if (y.kind == VALUE_SYMBOL && mask.kind == VALUE_CONSTANT && TREE_CODE (mask.constant) == INTEGER_CST
      && INTEGRAL_TYPE_P (run.m->symbols[y.symbol].type)
      && wi::popcount (wi::to_wide (fold_convert (run.m->symbols[y.symbol].type, mask.constant)))
             == (int) TYPE_PRECISION (run.m->symbols[y.symbol].type))
    return compare (s, EQ_EXPR, a, e, integer_type_node);
  return either (integer_type_node, a.mask | e.mask | mask.mask);
}

/* Whether A is one of the N elements that LIST leads to.  */
static struct outcomes
is_one_of (struct state *s, tree pointer, struct value a, struct value n)
{
  struct outcomes all = one (number (integer_type_node, 0, a.mask));
  tree type = pointer && POINTER_TYPE_P (TREE_TYPE (pointer)) ? TREE_TYPE (TREE_TYPE (pointer)) : NULL_TREE;
  while (type && TREE_CODE (type) == ARRAY_TYPE)
    type = TREE_TYPE (type);
  if (!type || !is_gimple_reg_type (type) || n.kind != VALUE_CONSTANT || !tree_fits_uhwi_p (n.constant)
      || tree_to_uhwi (n.constant) > 64)
    return either (integer_type_node, a.mask);
  for (unsigned HOST_WIDE_INT i = 0; i < tree_to_uhwi (n.constant); i++) {
    tree at = build_int_cst (TREE_TYPE (pointer), (HOST_WIDE_INT) (i * tree_to_uhwi (TYPE_SIZE_UNIT (type))));
    struct value element = operand (s, build2 (MEM_REF, type, pointer, at));
    all = combination (all, compare (s, EQ_EXPR, a, element, integer_type_node), false);
  }
  return all;
}

static tree
length_of (struct value n)
{
  return n.kind == VALUE_CONSTANT ? n.constant : integer_minus_one_node;
}

/* Brings a number that is known to the type of what it is compared with, where that is wider: what a language's conversions would do.  */
static struct value
widened (struct value v, struct value beside)
{
  tree type = beside.kind == VALUE_SYMBOL     ? run.m->symbols[beside.symbol].type
              : beside.kind == VALUE_CONSTANT ? TREE_TYPE (beside.constant)
                                              : NULL_TREE;
  if (type && v.kind == VALUE_CONSTANT && INTEGRAL_TYPE_P (type) && INTEGRAL_TYPE_P (TREE_TYPE (v.constant))
      && TYPE_PRECISION (type) > TYPE_PRECISION (TREE_TYPE (v.constant)))
    return convert (v, type);
  if (type && v.kind == VALUE_CONSTANT && SCALAR_FLOAT_TYPE_P (type) && INTEGRAL_TYPE_P (TREE_TYPE (v.constant)))
    return convert (v, type);
  return v;
}

/* Of how many bytes COUNT items are; SIZE has the bytes of each in its lowest four bits.  -1: not known.  */
static tree
length_of_items (const struct value *count, const struct value *size)
{
  if (count->kind != VALUE_CONSTANT || size->kind != VALUE_CONSTANT || !tree_fits_uhwi_p (count->constant)
      || !tree_fits_uhwi_p (size->constant))
    return integer_minus_one_node;
  return build_int_cst (size_type_node,
                        (HOST_WIDE_INT) (tree_to_uhwi (count->constant) * (tree_to_uhwi (size->constant) & 15)));
}

/* No more copies of an item are made.  */
#define COPIES_MAXIMUM 64

/* Memory that holds COUNT copies of the item of SIZE that FROM leads to; unknown if that is not known.  */
static struct value
repeated (struct state *s, const struct value *from, const struct value *count, const struct value *size)
{
  tree whole = length_of_items (count, size);
  if (from->kind != VALUE_ADDRESS || from->offset == OFFSET_UNKNOWN || whole == integer_minus_one_node)
    return unknown (from->mask);
  HOST_WIDE_INT bytes = (HOST_WIDE_INT) (tree_to_uhwi (size->constant) & 15), all = tree_to_shwi (whole);
  if (bytes <= 0 || all <= 0 || all / bytes > COPIES_MAXIMUM)
    return unknown (from->mask);
  int region = heap_region (s, gsi_stmt (top (s)->at));
  for (HOST_WIDE_INT at = 0; at < all; at += bytes)
    copy_cells (s, region, at * BITS_PER_UNIT, from->region, from->offset, bytes * BITS_PER_UNIT);
  return address (region, 0);
}

struct outcomes
said (struct state *s, const struct sink *sink, const struct value *operands, tree pointer)
{
  struct value v[SINK_OPERANDS];
  for (unsigned i = 0; i < SINK_OPERANDS; i++)
    v[i] = i == 0 || i == 3 ? operands[i] : widened (operands[i], operands[0]);
  v[0] = widened (v[0], v[1]);
  struct value a = v[0], zero = number (integer_type_node, 0, 0);
  tree type = integer_type_node;
  if (a.kind == VALUE_SYMBOL)
    zero = constant (build_zero_cst (run.m->symbols[a.symbol].type), 0);
  switch (sink->kind) {
  case SINK_TRUE:
  case SINK_SET: return negation (compare (s, EQ_EXPR, a, zero, type), type);
  case SINK_QUITS:
  case SINK_FALSE:
  case SINK_NULL: return compare (s, EQ_EXPR, a, zero, type);
  case SINK_EQUAL: return compare (s, EQ_EXPR, a, v[1], type);
  case SINK_DIFFER: return negation (compare (s, EQ_EXPR, a, v[1], type), type);
  case SINK_LESS: return compare (s, LT_EXPR, a, v[1], type);
  case SINK_AT_MOST: return compare (s, LE_EXPR, a, v[1], type);
  case SINK_GREATER: return compare (s, GT_EXPR, a, v[1], type);
  case SINK_AT_LEAST: return compare (s, GE_EXPR, a, v[1], type);
  case SINK_RELATED: return is_related (s, a, v[1], v[2]);
  case SINK_WITHIN:
  case SINK_OUTSIDE: {
    struct outcomes o = combination (compare (s, GE_EXPR, a, v[1], type), compare (s, LE_EXPR, a, v[2], type), true);
    return sink->kind == SINK_WITHIN ? o : negation (o, type);
  }
  case SINK_NEAR: return is_near (s, a, v[1], v[2]);
  case SINK_FAR: return negation (is_near (s, a, v[1], v[2]), type);
  case SINK_NEARLY: return is_nearly (s, a, v[1]);
  case SINK_BITS: return has_bits (s, a, v[1], v[2]);
  case SINK_ONE_OF: return is_one_of (s, pointer, a, v[2]);
  case SINK_NONE_OF: return negation (is_one_of (s, pointer, a, v[2]), type);
  case SINK_TEXT: return compare_texts (s, a, v[1], NULL_TREE, type);
  case SINK_TEXT_DIFFERS: return negation (compare_texts (s, a, v[1], NULL_TREE, type), type);
  case SINK_TEXT_BEGINS: return compare_texts (s, a, v[1], length_of (v[2]), type);
  case SINK_TEXT_WITHIN: return compare_texts (s, a, v[1], integer_minus_one_node, type);
  case SINK_BYTES: return compare_bytes (s, a, v[1], length_of (v[2]), type);
  case SINK_BYTES_DIFFER: return negation (compare_bytes (s, a, v[1], length_of (v[2]), type), type);
  case SINK_ITEMS: {
    bool each = sink->operands[4].kind != OPERAND_NONE && is_zero (&operands[4]);
    return compare_bytes (s, a, each ? repeated (s, &v[1], &v[2], &v[3]) : v[1], length_of_items (&v[2], &v[3]), type);
  }
  default: return either (type, a.mask);
  }
}
