/* Values of the machine: constants, symbols, addresses, and what operators make of them.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

struct value
unknown (uint64_t mask)
{
  struct value v;
  memset (&v, 0, sizeof v);
  v.mask = mask;
  v.opaque = ++run.next_opaque;
  return v;
}

struct value
constant (tree t, uint64_t mask)
{
  struct value v;
  memset (&v, 0, sizeof v);
  v.kind = VALUE_CONSTANT;
  v.constant = TREE_OVERFLOW_P (t) ? drop_tree_overflow (t) : t;
  v.mask = mask;
  return v;
}

struct value
number (tree type, HOST_WIDE_INT n, uint64_t mask)
{
  /* These are asked for at each condition.  */
  if (type == integer_type_node && (n == 0 || n == 1))
    return constant (n ? integer_one_node : integer_zero_node, mask);
  if (type == boolean_type_node && (n == 0 || n == 1))
    return constant (n ? boolean_true_node : boolean_false_node, mask);
  return constant (build_int_cst (type, n), mask);
}

struct value
address (int region, HOST_WIDE_INT offset)
{
  struct value v;
  memset (&v, 0, sizeof v);
  v.kind = VALUE_ADDRESS;
  v.region = region;
  v.offset = offset;
  return v;
}

bool
tree_number (tree t, long double *n)
{
  if (TREE_CODE (t) == INTEGER_CST) {
    if (TYPE_UNSIGNED (TREE_TYPE (t)) ? tree_fits_uhwi_p (t) : tree_fits_shwi_p (t)) {
      *n = TYPE_UNSIGNED (TREE_TYPE (t)) ? (long double) tree_to_uhwi (t) : (long double) tree_to_shwi (t);
      return true;
    }
    return false;
  }
  if (TREE_CODE (t) == REAL_CST) {
    char text[128];
    real_to_hexadecimal (text, TREE_REAL_CST_PTR (t), sizeof text, 0, true);
    char *end;
    *n = strtold (text, &end);
    return end != text && !*end;
  }
  return false;
}

bool
is_zero (const struct value *v)
{
  return v->kind == VALUE_CONSTANT && (integer_zerop (v->constant) || real_zerop (v->constant));
}

bool
known_number (const struct value *v, HOST_WIDE_INT *n)
{
  if (v->kind != VALUE_CONSTANT || !tree_fits_shwi_p (v->constant))
    return false;
  *n = tree_to_shwi (v->constant);
  return true;
}

struct accepting
all_of (tree type)
{
  long double low, high;
  if (POINTER_TYPE_P (type))
    return accepting_all (0, 0, false, true);
  if (SCALAR_FLOAT_TYPE_P (type)) {
    struct accepting all = accepting_all (-__builtin_infl (), __builtin_infl (), true, false);
    all.nan = HONOR_NANS (type);
    return all;
  }
  if (INTEGRAL_TYPE_P (type)
      && tree_number (wide_int_to_tree (type, wi::min_value (TYPE_PRECISION (type), TYPE_SIGN (type))), &low)
      && tree_number (wide_int_to_tree (type, wi::max_value (TYPE_PRECISION (type), TYPE_SIGN (type))), &high))
    return accepting_all (low, high, false, false);
  return accepting_all (-__builtin_infl (), __builtin_infl (), true, true);
}

HOST_WIDE_INT
bits_of (tree type)
{
  return TYPE_SIZE (type) && tree_fits_shwi_p (TYPE_SIZE (type)) ? tree_to_shwi (TYPE_SIZE (type)) : -1;
}

HOST_WIDE_INT
bits_of_reference (tree t)
{
  if (TREE_CODE (t) == COMPONENT_REF && DECL_SIZE (TREE_OPERAND (t, 1))
      && tree_fits_shwi_p (DECL_SIZE (TREE_OPERAND (t, 1))))
    return tree_to_shwi (DECL_SIZE (TREE_OPERAND (t, 1)));
  return bits_of (TREE_TYPE (t));
}

/* Whether a number of SYMBOL keeps its value when it is seen as TYPE.  */
bool
keeps_value (int symbol, tree type)
{
  tree from = run.m->symbols[symbol].type;
  if (SCALAR_FLOAT_TYPE_P (from))
    return SCALAR_FLOAT_TYPE_P (type);
  if (POINTER_TYPE_P (from))
    return POINTER_TYPE_P (type) || (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) >= TYPE_PRECISION (from));
  if (!INTEGRAL_TYPE_P (from))
    return false;
  if (SCALAR_FLOAT_TYPE_P (type))
    return true;
  if (!INTEGRAL_TYPE_P (type) && !POINTER_TYPE_P (type))
    return false;
  return TYPE_PRECISION (type) > TYPE_PRECISION (from)
             ? !TYPE_UNSIGNED (type) || TYPE_UNSIGNED (from)
             : TYPE_PRECISION (type) == TYPE_PRECISION (from) && TYPE_UNSIGNED (type) == TYPE_UNSIGNED (from);
}

bool
same_symbol_form (const struct value *a, const struct value *b)
{
  return a->kind == VALUE_SYMBOL && b->kind == VALUE_SYMBOL && a->symbol == b->symbol && a->negated == b->negated
         && !a->wrapped && !b->wrapped && a->absolute == b->absolute;
}

/* Whether TYPE is the unsigned type beside the signed one of SYMBOL.  */
bool
is_wrapping (int symbol, tree type)
{
  tree from = run.m->symbols[symbol].type;
  return INTEGRAL_TYPE_P (from) && INTEGRAL_TYPE_P (type) && TYPE_UNSIGNED (type)
         && TYPE_PRECISION (from) == TYPE_PRECISION (type);
}

/* Constants that were converted, by what they were: trees of this process, which frees none.  */
#define CONVERSIONS_KNOWN 256
struct conversion {
  tree from, to, result;
};

static tree
convert_constant (tree from, tree to)
{
  static struct conversion known[CONVERSIONS_KNOWN];
  struct conversion *c = &known[((uintptr_t) from / 16 + (uintptr_t) to / 64) % CONVERSIONS_KNOWN];
  if (c->from != from || c->to != to) {
    c->from = from;
    c->to = to;
    c->result = fold_convertible_p (to, from) ? fold_convert (to, from) : NULL_TREE;
  }
  return c->result;
}

struct value
convert (struct value v, tree to)
{
  switch (v.kind) {
  case VALUE_CONSTANT: {
    tree t = convert_constant (v.constant, to);
    return t && CONSTANT_CLASS_P (t) ? constant (t, v.mask) : unknown (v.mask);
  }
  case VALUE_SYMBOL: {
    tree from = run.m->symbols[v.symbol].type;
    if (v.wrapped)
      return is_wrapping (v.symbol, to) ? v : unknown (v.mask);
    if (is_wrapping (v.symbol, to) && (v.add != 0) && !v.negated && !v.absolute) {
      v.wrapped = true;
      return v;
    }
    if (keeps_value (v.symbol, to))
      return v;
    /* Signed to unsigned and back: comparisons take care of it.  */
    if (INTEGRAL_TYPE_P (from) && (INTEGRAL_TYPE_P (to) || POINTER_TYPE_P (to))
        && TYPE_PRECISION (to) >= TYPE_PRECISION (from) && v.add == 0 && !v.negated && !v.absolute)
      return v;
    return unknown (v.mask);
  }
  case VALUE_DERIVED: return convert_derived (v, to);
  case VALUE_ADDRESS: return POINTER_TYPE_P (to) || TYPE_PRECISION (to) >= POINTER_SIZE ? v : unknown (v.mask);
  default: return v;
  }
}

struct value
part_of_number (struct state *s, struct value v, unsigned shift, tree to)
{
  if (v.kind != VALUE_SYMBOL || v.add != 0 || v.negated || v.absolute || v.wrapped || TREE_CODE (to) == BOOLEAN_TYPE
      || !INTEGRAL_TYPE_P (to))
    return unknown (v.mask);
  struct symbol y = run.m->symbols[v.symbol];
  HOST_WIDE_INT size = TYPE_PRECISION (to);
  if (!INTEGRAL_TYPE_P (y.type) || TREE_CODE (y.type) == BOOLEAN_TYPE || TYPE_PRECISION (y.type) != y.size
      || size % BITS_PER_UNIT || shift % BITS_PER_UNIT || shift + size > y.size || BYTES_BIG_ENDIAN)
    return unknown (v.mask);
  struct value part = symbol_value (
      find_symbol (s, y.callee, y.kind, y.argument, y.global, y.parent, y.offset + (HOST_WIDE_INT) shift, size, to));
  /* Of the whole number nothing is asked.  */
  part.mask |= v.mask & ~((uint64_t) 1 << v.symbol);
  return part;
}

/* A | B, both of one type, where one of them is 0, or is not and the other is not known.  False if that says nothing.  */
static bool
with_bits_of (struct value a, struct value b, struct value *v)
{
  struct value other = is_zero (&a) ? b : a;
  if (is_zero (&a) || is_zero (&b)) {
    other.mask |= a.mask | b.mask;
    *v = other;
    return true;
  }
  bool has = a.kind == VALUE_UNKNOWN ? a.not_zero : a.kind == VALUE_CONSTANT;
  has |= b.kind == VALUE_UNKNOWN ? b.not_zero : b.kind == VALUE_CONSTANT;
  if (!has || (a.kind != VALUE_UNKNOWN && b.kind != VALUE_UNKNOWN))
    return false;
  *v = unknown (a.mask | b.mask);
  v->not_zero = true;
  return true;
}

struct value
arithmetic (enum tree_code code, struct value a, struct value b, tree type)
{
  uint64_t mask = a.mask | b.mask;
  long double k;
  if (a.kind == VALUE_CONSTANT && b.kind == VALUE_CONSTANT) {
    tree t = fold_binary (code, type, a.constant, b.constant);
    return t && CONSTANT_CLASS_P (t) ? constant (t, mask) : unknown (mask);
  }
  if (code == POINTER_PLUS_EXPR && b.kind == VALUE_CONSTANT && tree_number (fold_convert (ssizetype, b.constant), &k)) {
    if (a.kind == VALUE_ADDRESS) {
      if (a.offset != OFFSET_UNKNOWN)
        a.offset += (HOST_WIDE_INT) k * BITS_PER_UNIT;
      return a;
    }
    if (a.kind == VALUE_SYMBOL && !a.negated && !a.absolute) {
      a.add += k;
      return a;
    }
  }
  if (code == POINTER_PLUS_EXPR && a.kind == VALUE_ADDRESS) {
    /* Where a text ends that begins there, or behind the one that ends there.  */
    bool begins = a.offset != OFFSET_UNKNOWN, ends = b.kind == VALUE_UNKNOWN && b.opaque;
    a.opaque = !ends ? 0 : begins ? b.opaque : length_with (a.opaque, 0, b.opaque);
    a.add = begins ? (long double) a.offset : a.add;
    a.offset = OFFSET_UNKNOWN;
    a.mask = mask;
    return a;
  }
  if (code == POINTER_DIFF_EXPR && a.kind == VALUE_ADDRESS && b.kind == VALUE_ADDRESS && a.region == b.region
      && a.offset != OFFSET_UNKNOWN && b.offset != OFFSET_UNKNOWN)
    return number (type, (a.offset - b.offset) / BITS_PER_UNIT, mask);
  if (code == PLUS_EXPR && INTEGRAL_TYPE_P (type) && a.kind != VALUE_SYMBOL && b.kind != VALUE_SYMBOL) {
    struct value sum = is_zero (&a) ? b : a;
    bool is_sum = is_zero (&a) || is_zero (&b);
    HOST_WIDE_INT behind = 0;
    const struct value *own = a.kind == VALUE_UNKNOWN && b.kind == VALUE_CONSTANT ? &a : &b;
    if (!is_sum && own->kind == VALUE_UNKNOWN
        && (known_number (own == &a ? &b : &a, &behind) || a.kind == VALUE_UNKNOWN)) {
      sum = *own;
      sum.opaque = length_with (behind ? 0 : a.opaque, behind, own->opaque);
      if (!sum.opaque && !behind)
        sum.opaque = length_with (b.opaque, 0, a.opaque);
      is_sum = sum.opaque != 0;
    }
    if (is_sum && sum.kind == VALUE_UNKNOWN) {
      struct value made = unknown (mask);
      made.opaque = sum.opaque;
      return made;
    }
  }
  if (code == MINUS_EXPR || code == PLUS_EXPR) {
    bool swap = a.kind == VALUE_CONSTANT && b.kind == VALUE_SYMBOL;
    struct value y = swap ? b : a, c = swap ? a : b;
    if (y.kind == VALUE_SYMBOL && c.kind == VALUE_CONSTANT && !y.absolute && !y.wrapped && keeps_value (y.symbol, type)
        && tree_number (c.constant, &k)
        && (!INTEGRAL_TYPE_P (type) || TYPE_OVERFLOW_UNDEFINED (type) || !TYPE_UNSIGNED (type))) {
      if (code == PLUS_EXPR)
        y.add += k;
      else if (swap) {
        y.negated = !y.negated;
        y.add = k - y.add;
      } else
        y.add -= k;
      return y;
    }
  }
  if (code == PLUS_EXPR && a.kind == VALUE_SYMBOL && b.kind == VALUE_CONSTANT && !a.negated && !a.absolute
      && (is_wrapping (a.symbol, type)
          || (TYPE_UNSIGNED (type) && INTEGRAL_TYPE_P (type) && keeps_value (a.symbol, type)
              && TYPE_PRECISION (type) == TYPE_PRECISION (run.m->symbols[a.symbol].type)))
      && tree_number (fold_convert (signed_type_for (type), b.constant), &k)) {
    a.add += k;
    a.wrapped = true;
    return a;
  }
  /* x - x, x ^ x.  */
  if ((code == MINUS_EXPR || code == BIT_XOR_EXPR) && same_symbol_form (&a, &b) && a.add == b.add
      && INTEGRAL_TYPE_P (type)) {
    run.m->symbols[a.symbol].self = true;
    return number (type, 0, mask);
  }
  struct value united;
  if (code == BIT_IOR_EXPR && INTEGRAL_TYPE_P (type) && with_bits_of (a, b, &united))
    return united;
  /* x & x, x | x.  */
  if ((code == BIT_AND_EXPR || code == BIT_IOR_EXPR) && same_symbol_form (&a, &b) && a.add == b.add && !a.absolute) {
    a.mask = mask;
    return a;
  }
  if ((code == MULT_EXPR || code == BIT_AND_EXPR) && INTEGRAL_TYPE_P (type) && (is_zero (&a) || is_zero (&b)))
    return number (type, 0, mask);
  return derived (code, a, b, type);
}

bool
is_same_value (const struct value *a, const struct value *b)
{
  if (a->kind != b->kind)
    return false;
  switch (a->kind) {
  case VALUE_CONSTANT: return operand_equal_p (a->constant, b->constant, 0);
  case VALUE_ADDRESS: return a->region == b->region && a->offset == b->offset && a->offset != OFFSET_UNKNOWN;
  case VALUE_UNKNOWN: return a->opaque && a->opaque == b->opaque;
  default: return false;
  }
}
