/* Numbers that were computed from one symbol by steps that can be taken back: multiplied, divided, shifted, masked, truncated, or summed up
   with itself; without a sign, modulo what the type can hold.  What a comparison says of them it says of the symbol, through the numbers that lead there.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

/* A mask with no more zeros than this leaves few numbers.  */
#define FREE_BITS_MAXIMUM 4

/* One step.  */
struct derivation {
  enum tree_code code; /* NOP_EXPR: FACTOR times SYMBOL, plus ADD; else what is done with FROM and OPERAND */
  int symbol, from;
  long double factor, add; /* NOP_EXPR */
  unsigned round;          /* NOP_EXPR: of unsigned numbers, of so many bits; or 0 */
  long double operand;
  tree type;
};

static auto_vec<struct derivation> *derivations;

void
derived_start (void)
{
  if (!derivations)
    derivations = new auto_vec<struct derivation>;
  derivations->truncate (0);
}

unsigned
derived_count (void)
{
  return derivations->length ();
}

void
derived_truncate (unsigned count)
{
  derivations->truncate (count);
}

static const struct derivation *
derivation_of (const struct value *v)
{
  return &(*derivations)[v->symbol];
}

tree
derived_type (const struct value *v)
{
  return derivation_of (v)->type;
}

static struct value
new_derived (struct derivation d, uint64_t mask)
{
  struct value v = unknown (mask);
  unsigned i = 0;
  v.kind = VALUE_DERIVED;
  v.opaque = 0;
  for (; i < derivations->length (); i++) {
    const struct derivation *old = &(*derivations)[i];
    if (old->code == d.code && old->symbol == d.symbol && old->from == d.from && old->factor == d.factor
        && old->add == d.add && old->round == d.round && old->operand == d.operand && old->type == d.type)
      break;
  }
  if (i == derivations->length ())
    derivations->safe_push (d);
  v.symbol = (int) i;
  return v;
}

/* V as a multiple of a symbol, in TYPE.  */
static bool
linear_form (const struct value *v, tree type, struct derivation *d)
{
  memset (d, 0, sizeof *d);
  d->code = NOP_EXPR;
  d->from = -1;
  d->type = type;
  if (v->kind == VALUE_DERIVED && derivation_of (v)->code == NOP_EXPR) {
    *d = *derivation_of (v);
    d->type = type;
    return !d->round;
  }
  if (v->kind != VALUE_SYMBOL || v->absolute || v->wrapped || POINTER_TYPE_P (run.m->symbols[v->symbol].type)
      || !keeps_value (v->symbol, type))
    return false;
  d->symbol = v->symbol;
  d->factor = v->negated ? -1 : 1;
  d->add = v->add;
  return true;
}

/* N modulo 2 to the power of BITS.  */
static long double
rounded (long double n, unsigned bits)
{
  unsigned HOST_WIDE_INT whole = bits < 64 ? ((unsigned HOST_WIDE_INT) 1 << bits) - 1 : HOST_WIDE_INT_M1U;
  unsigned HOST_WIDE_INT m = n < 0 ? (unsigned HOST_WIDE_INT) (HOST_WIDE_INT) n : (unsigned HOST_WIDE_INT) n;
  return (long double) (m & whole);
}

/* A CODE B modulo 2 to the power of BITS.  */
static long double
rounded_step (enum tree_code code, long double a, long double b, unsigned bits)
{
  unsigned HOST_WIDE_INT x = (unsigned HOST_WIDE_INT) rounded (a, 64), y = (unsigned HOST_WIDE_INT) rounded (b, 64);
  return rounded ((long double) (code == MULT_EXPR ? x * y : code == PLUS_EXPR ? x + y : x - y), bits);
}

/* V as a multiple of a symbol in TYPE, whose numbers have no sign: modulo their size.  */
static bool
round_form (const struct value *v, tree type, struct derivation *d)
{
  memset (d, 0, sizeof *d);
  if (!INTEGRAL_TYPE_P (type) || TREE_CODE (type) == BOOLEAN_TYPE || !TYPE_UNSIGNED (type)
      || TYPE_PRECISION (type) > 64)
    return false;
  d->code = NOP_EXPR;
  d->from = -1;
  d->type = type;
  d->round = TYPE_PRECISION (type);
  if (v->kind == VALUE_DERIVED) {
    const struct derivation *old = derivation_of (v);
    unsigned round = d->round;
    if (old->code != NOP_EXPR || (old->round && old->round != round)
        || (!old->round && (!INTEGRAL_TYPE_P (old->type) || TYPE_PRECISION (old->type) > round)))
      return false;
    *d = *old;
    d->type = type;
    d->round = round;
  } else {
    tree from = v->kind == VALUE_SYMBOL ? run.m->symbols[v->symbol].type : NULL_TREE;
    if (!from || v->absolute || !INTEGRAL_TYPE_P (from) || TYPE_PRECISION (from) > d->round
        || (v->wrapped && TYPE_PRECISION (from) != d->round)
        || (v->negated && TYPE_PRECISION (from) == d->round && TYPE_UNSIGNED (from)))
      return false;
    d->symbol = v->symbol;
    d->factor = v->negated ? -1 : 1;
    d->add = v->add;
  }
  d->factor = rounded (d->factor, d->round);
  d->add = rounded (d->add, d->round);
  return true;
}

/* What A CODE B is, one of them such a multiple.  False if it is none.  */
static bool
round_step (enum tree_code code, const struct value *a, const struct value *b, tree type, struct derivation *x)
{
  struct derivation y;
  long double k;
  bool known = b->kind == VALUE_CONSTANT && tree_number (b->constant, &k);
  if (!round_form (a, type, x))
    return false;
  if (known && code == LSHIFT_EXPR && k >= 0 && k < 60) {
    k = (long double) ((unsigned HOST_WIDE_INT) 1 << (int) k);
    code = MULT_EXPR;
  }
  if ((code == PLUS_EXPR || code == MINUS_EXPR) && (known || (round_form (b, type, &y) && x->symbol == y.symbol))) {
    x->factor = rounded_step (code, x->factor, known ? 0 : y.factor, x->round);
    x->add = rounded_step (code, x->add, known ? k : y.add, x->round);
    return true;
  }
  /* Of a truth value, a bit for each.  */
  const struct accepting *all = &run.m->symbols[x->symbol].all;
  bool truth = all->intervals_count == 1 && all->intervals[0].low >= 0 && all->intervals[0].high <= 1;
  if (code == BIT_IOR_EXPR && truth && x->add == 0 && round_form (b, type, &y) && x->symbol == y.symbol && y.add == 0) {
    x->factor = (long double) ((unsigned HOST_WIDE_INT) x->factor | (unsigned HOST_WIDE_INT) y.factor);
    return true;
  }
  if (!known || k == 0 || code != MULT_EXPR)
    return false;
  x->factor = rounded_step (MULT_EXPR, x->factor, k, x->round);
  x->add = rounded_step (MULT_EXPR, x->add, k, x->round);
  return true;
}

static struct value
from_linear (struct derivation d, uint64_t mask)
{
  if (d.round && d.factor != 0 && (d.factor != 1 || d.add != 0 || !keeps_value (d.symbol, d.type)))
    return new_derived (d, mask);
  if (d.factor == 0)
    run.m->symbols[d.symbol].self = true;
  if (d.factor == 1 || d.factor == -1) {
    struct value v = symbol_value (d.symbol);
    v.negated = d.factor < 0;
    v.add = d.add;
    v.mask |= mask;
    return v;
  }
  if (d.factor == 0)
    return INTEGRAL_TYPE_P (d.type)
               ? number (d.type, d.round ? (HOST_WIDE_INT) (unsigned HOST_WIDE_INT) d.add : (HOST_WIDE_INT) d.add, mask)
               : unknown (mask);
  return new_derived (d, mask);
}

/* Whether numbers of TYPE have no end that a multiple would come round at.  */
static bool
is_unbounded (tree type)
{
  return SCALAR_FLOAT_TYPE_P (type) || (INTEGRAL_TYPE_P (type) && !TYPE_UNSIGNED (type));
}

/* A comparison of bit-fields is written as one of a whole number of bytes, T, under a mask, C: the bits that C has, if they stand together,
   are read by themselves.  False if they do not.  */
bool
field_under_mask (struct state *s, tree t, tree c, tree type, struct value *v)
{
  struct place p;
  if (BYTES_BIG_ENDIAN || !tree_fits_uhwi_p (c) || !tree_to_uhwi (c))
    return false;
  unsigned HOST_WIDE_INT m = tree_to_uhwi (c);
  int low = ctz_hwi (m), size = popcount_hwi (m);
  if (m >> low != (size < 64 ? ((unsigned HOST_WIDE_INT) 1 << size) - 1 : HOST_WIDE_INT_M1U))
    return false;
  p = place_of (s, t);
  if (!p.known || p.offset == OFFSET_UNKNOWN)
    return false;
  *v = load (s, p.region, p.offset + low, size, build_nonstandard_integer_type (size, 1));
  long double n;
  struct derivation d;
  memset (&d, 0, sizeof d);
  d.code = NOP_EXPR;
  d.from = -1;
  d.factor = (long double) ((unsigned HOST_WIDE_INT) 1 << low);
  d.type = type;
  d.symbol = v->symbol;
  if (v->kind == VALUE_SYMBOL && v->add == 0)
    *v = from_linear (d, v->mask);
  else if (v->kind == VALUE_CONSTANT && tree_number (v->constant, &n))
    *v = constant (wide_int_to_tree (type, wi::uhwi ((unsigned HOST_WIDE_INT) n << low, TYPE_PRECISION (type))),
                   v->mask);
  else
    *v = unknown (v->mask);
  return true;
}

struct value
derived (enum tree_code code, struct value a, struct value b, tree type)
{
  uint64_t mask = a.mask | b.mask;
  struct derivation x, y;
  long double k;
  if ((code == MULT_EXPR || code == PLUS_EXPR || code == BIT_AND_EXPR) && a.kind == VALUE_CONSTANT) {
    struct value swap = a;
    a = b;
    b = swap;
  }
  bool known = b.kind == VALUE_CONSTANT && tree_number (b.constant, &k);
  if (is_unbounded (type) && linear_form (&a, type, &x)) {
    if ((code == PLUS_EXPR || code == MINUS_EXPR) && linear_form (&b, type, &y) && x.symbol == y.symbol) {
      x.factor += code == PLUS_EXPR ? y.factor : -y.factor;
      x.add += code == PLUS_EXPR ? y.add : -y.add;
      return from_linear (x, mask);
    }
    if (known && (code == PLUS_EXPR || code == MINUS_EXPR)) {
      x.add += code == PLUS_EXPR ? k : -k;
      return from_linear (x, mask);
    }
    if (known && code == LSHIFT_EXPR && k >= 0 && k < 60) {
      k = (long double) ((unsigned HOST_WIDE_INT) 1 << (int) k);
      code = MULT_EXPR;
    }
    if (known && k != 0 && (code == MULT_EXPR || (code == RDIV_EXPR && SCALAR_FLOAT_TYPE_P (type)))) {
      x.factor = code == MULT_EXPR ? x.factor * k : x.factor / k;
      x.add = code == MULT_EXPR ? x.add * k : x.add / k;
      return from_linear (x, mask);
    }
  }
  if (round_step (code, &a, &b, type, &x))
    return from_linear (x, mask);
  bool fits = known && INTEGRAL_TYPE_P (type)
              && ((code == TRUNC_DIV_EXPR && k > 0) || (code == RSHIFT_EXPR && k >= 0 && k < 63)
                  || code == BIT_AND_EXPR);
  if (code == FIX_TRUNC_EXPR)
    fits = a.kind == VALUE_DERIVED || a.kind == VALUE_SYMBOL;
  tree from_type = a.kind == VALUE_DERIVED  ? derived_type (&a)
                   : a.kind == VALUE_SYMBOL ? run.m->symbols[a.symbol].type
                                            : NULL_TREE;
  if (!fits || !from_type)
    return unknown (mask);
  memset (&x, 0, sizeof x);
  if (a.kind != VALUE_DERIVED) {
    struct derivation base;
    /* As it is, in a type that keeps it.  */
    if (!linear_form (&a, code == FIX_TRUNC_EXPR ? from_type : type, &base)
        || (TYPE_UNSIGNED (base.type) && INTEGRAL_TYPE_P (base.type) && (base.factor != 1 || base.add != 0)))
      return unknown (mask);
    x.from = new_derived (base, mask).symbol;
  } else
    x.from = a.symbol;
  x.code = code;
  x.symbol = (*derivations)[x.from].symbol;
  x.operand = code == FIX_TRUNC_EXPR ? 0 : k;
  x.type = type;
  return new_derived (x, mask);
}

struct value
narrow (struct state *s, struct value v, tree to)
{
  unsigned shift = 0;
  uint64_t mask = v.mask & ~((uint64_t) 1 << (v.kind == VALUE_DERIVED ? derivation_of (&v)->symbol : v.symbol));
  if (v.kind == VALUE_DERIVED && derivation_of (&v)->code == RSHIFT_EXPR) {
    const struct derivation *last = derivation_of (&v), *first = &(*derivations)[last->from];
    if (first->code != NOP_EXPR || first->factor != 1 || first->add != 0)
      return unknown (v.mask);
    shift = (unsigned) last->operand;
    v = symbol_value (first->symbol);
  }
  v = part_of_number (s, v, shift, to);
  v.mask |= mask;
  return v;
}

struct value
convert_derived (struct value v, tree to)
{
  struct derivation d = *derivation_of (&v);
  tree from = d.type;
  /* A sum of numbers with a sign, seen as one without.  */
  struct derivation rounds;
  if (d.code == NOP_EXPR && !d.round && INTEGRAL_TYPE_P (from) && !TYPE_UNSIGNED (from) && round_form (&v, to, &rounds))
    return new_derived (rounds, v.mask);
  bool keeps = SCALAR_FLOAT_TYPE_P (from) ? SCALAR_FLOAT_TYPE_P (to)
               : SCALAR_FLOAT_TYPE_P (to) ? true
                                          : INTEGRAL_TYPE_P (to) && TREE_CODE (to) != BOOLEAN_TYPE
                                                && (TYPE_PRECISION (to) > TYPE_PRECISION (from)
                                                        ? !TYPE_UNSIGNED (to) || TYPE_UNSIGNED (from)
                                                        : TYPE_PRECISION (to) == TYPE_PRECISION (from)
                                                              && TYPE_UNSIGNED (to) == TYPE_UNSIGNED (from));
  if (!keeps)
    return unknown (v.mask);
  d.type = to;
  return new_derived (d, v.mask);
}

/* ---- Back.  */

static struct accepting
mapped (const struct accepting *set, bool is_real, long double (*low) (long double, long double),
        long double (*high) (long double, long double), long double operand)
{
  struct accepting result = accepting_none ();
  result.is_real = is_real;
  for (size_t i = 0; i < set->intervals_count; i++) {
    long double from = set->intervals[i].low, to = set->intervals[i].high;
    if (low)
      from = low (from, operand);
    if (high)
      to = high (to, operand);
    struct accepting part = accepting_range (from, to, is_real);
    accepting_unite (&result, &part);
    accepting_release (&part);
  }
  result.is_real = is_real;
  return result;
}

static long double
quotient_low (long double q, long double by)
{
  return q > 0 ? q * by : q * by - (by - 1);
}

static long double
quotient_high (long double q, long double by)
{
  return q >= 0 ? q * by + (by - 1) : q * by;
}

static long double
shift_low (long double q, long double by)
{
  return q * __builtin_powl (2, by);
}

static long double
shift_high (long double q, long double by)
{
  return q * __builtin_powl (2, by) + (__builtin_powl (2, by) - 1);
}

static long double
truncated_low (long double q, long double)
{
  return q > 0 ? q : q - 1;
}

static long double
truncated_high (long double q, long double)
{
  return q >= 0 ? q + 1 : q;
}

/* The type of what D, a mask, was put on: that of the symbol where it is the whole of that, and a smaller one without a sign.  */
static tree
type_unmasked (const struct derivation *d)
{
  const struct derivation *from = &(*derivations)[d->from];
  tree type = run.m->symbols[from->symbol].type;
  bool whole = from->code == NOP_EXPR && from->factor == 1 && from->add == 0;
  return whole && INTEGRAL_TYPE_P (type) && TYPE_UNSIGNED (type) && TYPE_PRECISION (type) < TYPE_PRECISION (d->type)
             ? type
             : d->type;
}

/* The numbers of TYPE of which M leaves one in SET; false if they are many.  */
static bool
unmask (struct accepting *set, long double mask, tree type, struct accepting *result)
{
  unsigned precision = TYPE_PRECISION (type);
  if (precision > 64 || set->intervals_count > ACCEPTING_SMALL)
    return false;
  unsigned HOST_WIDE_INT whole = precision < 64 ? ((unsigned HOST_WIDE_INT) 1 << precision) - 1 : HOST_WIDE_INT_M1U;
  unsigned HOST_WIDE_INT m = mask < 0 ? (unsigned HOST_WIDE_INT) (HOST_WIDE_INT) mask : (unsigned HOST_WIDE_INT) mask;
  unsigned HOST_WIDE_INT free_bits = whole & ~m;
  int count = popcount_hwi (free_bits);
  if (count > FREE_BITS_MAXIMUM)
    return false;
  *result = accepting_none ();
  for (size_t i = 0; i < set->intervals_count; i++) {
    long double at = set->intervals[i].low;
    if (at != set->intervals[i].high)
      return false;
    /* No number of TYPE has such bits.  */
    if (TYPE_UNSIGNED (type) && (at < 0 || at > (long double) whole))
      continue;
    unsigned HOST_WIDE_INT bits = (at < 0 ? (unsigned HOST_WIDE_INT) (HOST_WIDE_INT) at : (unsigned HOST_WIDE_INT) at)
                                  & whole;
    if (bits & free_bits)
      continue;
    for (unsigned n = 0; n < 1u << count; n++) {
      unsigned HOST_WIDE_INT x = bits;
      int bit = 0;
      for (unsigned k = 0; k < precision; k++)
        if (free_bits >> k & 1)
          x |= (unsigned HOST_WIDE_INT) (n >> bit++ & 1) << k;
      tree t = wide_int_to_tree (type, wi::uhwi (x, precision));
      long double value;
      if (!tree_number (t, &value))
        return false;
      struct accepting one = accepting_number (value, false);
      accepting_unite (result, &one);
      accepting_release (&one);
    }
  }
  return true;
}

/* Adds to RESULT the numbers of D's symbol of which D makes K.  False if they are many.  */
static bool
round_back (const struct derivation *d, long double k, struct accepting *result)
{
  unsigned HOST_WIDE_INT factor = (unsigned HOST_WIDE_INT) d->factor;
  unsigned HOST_WIDE_INT wanted = (unsigned HOST_WIDE_INT) rounded_step (MINUS_EXPR, k, d->add, d->round);
  int twos = ctz_hwi (factor), bits = (int) d->round - twos;
  if (twos > FREE_BITS_MAXIMUM)
    return false;
  if (wanted & (((unsigned HOST_WIDE_INT) 1 << twos) - 1))
    return true;
  /* What the odd part of the factor is taken back by: each step doubles the bits that are right.  */
  unsigned HOST_WIDE_INT odd = factor >> twos, inverse = odd;
  for (int i = 0; i < 6; i++)
    inverse *= 2 - odd * inverse;
  unsigned HOST_WIDE_INT x = (wanted >> twos) * inverse;
  tree from = run.m->symbols[d->symbol].type;
  for (unsigned n = 0; n < 1u << twos; n++) {
    unsigned HOST_WIDE_INT at = (unsigned HOST_WIDE_INT) rounded ((long double) x, (unsigned) bits)
                                + (twos ? (unsigned HOST_WIDE_INT) n << bits : 0);
    long double value = (long double) at;
    if (!TYPE_UNSIGNED (from) && at >> (d->round - 1))
      value -= __builtin_ldexpl (1, (int) d->round);
    struct accepting one = accepting_number (value, false);
    accepting_unite (result, &one);
    accepting_release (&one);
  }
  return true;
}

/* The same of all numbers in SET, which become those of D's symbol.  */
static bool
round_back_all (const struct derivation *d, struct accepting *set)
{
  struct accepting whole = accepting_range (0, __builtin_ldexpl (1, (int) d->round) - 1, false);
  struct accepting result = accepting_none ();
  long double count = 0;
  accepting_intersect (set, &whole);
  accepting_release (&whole);
  for (size_t i = 0; i < set->intervals_count; i++)
    count += set->intervals[i].high - set->intervals[i].low + 1;
  bool few = count <= ACCEPTING_SMALL;
  for (size_t i = 0; few && i < set->intervals_count; i++)
    for (long double k = set->intervals[i].low; few && k <= set->intervals[i].high; k += 1)
      few = round_back (d, k, &result);
  if (!few) {
    accepting_release (&result);
    return false;
  }
  accepting_intersect (&result, &run.m->symbols[d->symbol].all);
  accepting_release (set);
  *set = result;
  return true;
}

/* SET, of what derivation INDEX gives, becomes the set of its symbol.  False if that cannot be told.  */
static bool
go_back (int index, struct accepting *set)
{
  struct derivation d = (*derivations)[index];
  struct accepting result;
  bool nan = set->nan;
  if (d.code != NOP_EXPR) {
    bool real = SCALAR_FLOAT_TYPE_P ((*derivations)[d.from].type);
    switch (d.code) {
    case TRUNC_DIV_EXPR: result = mapped (set, false, quotient_low, quotient_high, d.operand); break;
    case RSHIFT_EXPR: result = mapped (set, false, shift_low, shift_high, d.operand); break;
    case FIX_TRUNC_EXPR: result = mapped (set, real, truncated_low, truncated_high, 0); break;
    default:
      if (!unmask (set, d.operand, type_unmasked (&d), &result))
        return false;
    }
    result.nan = nan && real;
    accepting_release (set);
    *set = result;
    return go_back (d.from, set);
  }
  if (d.round)
    return round_back_all (&d, set);
  bool real = run.m->symbols[d.symbol].all.is_real;
  result = accepting_none ();
  for (size_t i = 0; i < set->intervals_count; i++) {
    long double low = (set->intervals[i].low - d.add) / d.factor, high = (set->intervals[i].high - d.add) / d.factor;
    if (d.factor < 0) {
      long double swap = low;
      low = high;
      high = swap;
    }
    if (!real) {
      low = __builtin_ceill (low);
      high = __builtin_floorl (high);
    }
    struct accepting part = accepting_range (low, high, real);
    accepting_unite (&result, &part);
    accepting_release (&part);
  }
  result.is_real = real;
  result.nan = nan && real;
  accepting_intersect (&result, &run.m->symbols[d.symbol].all);
  accepting_release (set);
  *set = result;
  return true;
}

bool
compare_derived (enum tree_code code, struct value a, struct value b, tree type, struct outcomes *o)
{
  uint64_t mask = a.mask | b.mask;
  struct derivation x, y;
  long double k = 0;
  if (a.kind != VALUE_DERIVED) {
    struct value swap = a;
    a = b;
    b = swap;
    code = swap_tree_comparison (code);
  }
  if (a.kind != VALUE_DERIVED)
    return false;
  tree of = derived_type (&a);
  if (b.kind != VALUE_CONSTANT) {
    bool rounds = !is_unbounded (of);
    if (rounds ? code != EQ_EXPR || !round_form (&a, of, &x) || !round_form (&b, of, &y)
               : !linear_form (&a, of, &x) || !linear_form (&b, of, &y))
      return false;
    if (x.symbol != y.symbol)
      return false;
    run.m->symbols[x.symbol].self = true;
    x.factor = rounds ? rounded_step (MINUS_EXPR, x.factor, y.factor, x.round) : x.factor - y.factor;
    x.add = rounds ? rounded_step (MINUS_EXPR, x.add, y.add, x.round) : x.add - y.add;
    if (x.factor == 0)
      return false;
    a = new_derived (x, mask);
  } else if (!tree_number (b.constant, &k))
    return false;
  struct accepting set = numbers_where (code, k, SCALAR_FLOAT_TYPE_P (of));
  int symbol = derivation_of (&a)->symbol;
  if (!go_back (a.symbol, &set)) {
    accepting_release (&set);
    return false;
  }
  *o = decide (type, symbol, set, mask);
  return true;
}
