/* Conditions of the machine: what a comparison says about a symbol.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

static struct outcome
outcome_of (struct value v)
{
  struct outcome o;
  memset (&o, 0, sizeof o);
  o.value = v;
  o.symbols[0] = o.symbols[1] = -1;
  return o;
}

struct outcomes
either (tree type, uint64_t mask)
{
  struct outcomes o;
  o.list[0] = outcome_of (number (type, 1, mask));
  o.list[1] = outcome_of (number (type, 0, mask));
  o.count = 2;
  return o;
}

struct accepting
rest_of (int symbol, const struct accepting *set)
{
  struct accepting rest = accepting_copy (&run.m->symbols[symbol].all);
  accepting_subtract (&rest, set);
  return rest;
}

/* SYMBOL in SET makes it 1, otherwise it is 0.  */
struct outcomes
decide (tree type, int symbol, struct accepting set, uint64_t mask)
{
  struct outcomes o = either (type, mask);
  o.list[0].symbols[0] = o.list[1].symbols[0] = symbol;
  o.list[0].sets[0] = set;
  o.list[1].sets[0] = rest_of (symbol, &set);
  return o;
}

/* Whether a comparison by CODE with NaN holds.  */
static bool
holds_for_nan (enum tree_code code)
{
  return code == UNLT_EXPR || code == UNLE_EXPR || code == UNGT_EXPR || code == UNGE_EXPR || code == UNEQ_EXPR
         || code == UNORDERED_EXPR || code == NE_EXPR;
}

/* The numbers n for which n CODE K, without NaN.  */
static struct accepting
ordered_numbers (enum tree_code code, long double k, bool is_real)
{
  long double step = is_real ? 0 : 1;
  switch (code) {
  case ORDERED_EXPR: return accepting_range (-__builtin_infl (), __builtin_infl (), is_real);
  case UNORDERED_EXPR: return accepting_none ();
  case LT_EXPR:
  case UNLT_EXPR: return accepting_range (-__builtin_infl (), k - step, is_real);
  case LE_EXPR:
  case UNLE_EXPR: return accepting_range (-__builtin_infl (), k, is_real);
  case GT_EXPR:
  case UNGT_EXPR: return accepting_range (k + step, __builtin_infl (), is_real);
  case GE_EXPR:
  case UNGE_EXPR: return accepting_range (k, __builtin_infl (), is_real);
  default: return accepting_number (k, is_real);
  }
}

struct accepting
numbers_where (enum tree_code code, long double k, bool is_real)
{
  struct accepting set = ordered_numbers (code, k, is_real);
  set.is_real = is_real;
  set.nan = is_real && holds_for_nan (code);
  return set;
}

/* The comparison that is false where |a| CODE is true, of numbers and of NaN.  */
static enum tree_code
opposite (enum tree_code code, bool is_real)
{
  switch (code) {
  case GT_EXPR: return is_real ? UNLE_EXPR : LE_EXPR;
  case GE_EXPR: return is_real ? UNLT_EXPR : LT_EXPR;
  case UNGT_EXPR: return LE_EXPR;
  default: return LT_EXPR;
  }
}

/* K, a constant of TYPE, as a number of SYMBOL that becomes K in TYPE.  */
static bool
number_for (int symbol, tree k, long double *n)
{
  tree from = run.m->symbols[symbol].type, type = TREE_TYPE (k);
  if (!keeps_value (symbol, type) && INTEGRAL_TYPE_P (from) && TREE_CODE (k) == INTEGER_CST) {
    if (TYPE_PRECISION (type) < TYPE_PRECISION (from))
      return false;
    tree back = fold_convert (from, k);
    if (TREE_CODE (back) != INTEGER_CST || !tree_int_cst_equal (fold_convert (type, back), k))
      return false;
    return tree_number (back, n);
  }
  return tree_number (k, n);
}

/* Symbols that the function of SYMBOL produced, and what has none.  */
uint64_t
siblings (int symbol)
{
  uint64_t mask = FOCUS_MASK;
  for (int i = 0; i < run.m->symbols_count; i++)
    if (run.m->symbols[i].callee == run.m->symbols[symbol].callee)
      mask |= (uint64_t) 1 << i;
  return mask;
}

static struct outcomes
invert (struct outcomes o, tree type)
{
  for (unsigned i = 0; i < o.count; i++)
    if (o.list[i].value.kind == VALUE_CONSTANT)
      o.list[i].value = number (type, integer_zerop (o.list[i].value.constant), o.list[i].value.mask);
  return o;
}

/* (SYMBOL + add) modulo the type's size CODE B: so the compiler writes that a number lies in a range.  */
static struct outcomes
compare_wrapped (enum tree_code code, const struct value *a, const struct value *b, tree type, uint64_t mask)
{
  long double k, modulus = __builtin_ldexpl (1, (int) TYPE_PRECISION (run.m->symbols[a->symbol].type));
  if (a->negated || a->absolute || !tree_number (b->constant, &k) || k < 0)
    return either (type, mask);
  long double low = code == EQ_EXPR || code == GE_EXPR ? k : code == GT_EXPR ? k + 1 : 0;
  long double high = code == EQ_EXPR || code == LE_EXPR ? k : code == LT_EXPR ? k - 1 : modulus - 1;
  struct accepting set = accepting_none ();
  for (int turn = -2; turn <= 2 && low <= high; turn++) {
    struct accepting part = accepting_range (low - a->add + turn * modulus, high - a->add + turn * modulus, false);
    accepting_unite (&set, &part);
    accepting_release (&part);
  }
  accepting_intersect (&set, &run.m->symbols[a->symbol].all);
  return decide (type, a->symbol, set, mask);
}

static struct outcomes
compare_symbol_constant (enum tree_code code, const struct value *a, const struct value *b, tree type, uint64_t mask)
{
  long double k;
  int symbol = a->symbol;
  bool is_real = run.m->symbols[symbol].all.is_real;
  tree compared = TREE_TYPE (b->constant);
  if (POINTER_TYPE_P (run.m->symbols[symbol].type)) {
    if (code == EQ_EXPR && is_zero (b) && a->add == 0 && !a->absolute && !a->negated)
      return decide (type, symbol, accepting_number (0, false), mask);
    if (code == EQ_EXPR && is_zero (b) && a->add != 0)
      return one (number (type, 0, mask));
    return either (type, mask);
  }
  if (a->wrapped || (code != EQ_EXPR && is_wrapping (symbol, compared)))
    return compare_wrapped (code, a, b, type, mask);
  if ((code != EQ_EXPR && !keeps_value (symbol, compared)) || !number_for (symbol, b->constant, &k))
    return either (type, mask);
  if (a->absolute) {
    /* |a| CODE k: for what lies near, an interval.  */
    struct accepting set = accepting_none ();
    if (code == GT_EXPR || code == GE_EXPR || code == UNGT_EXPR || code == UNGE_EXPR)
      return invert (compare_symbol_constant (opposite (code, is_real), a, b, type, mask), type);
    bool below = code == LT_EXPR || code == UNLT_EXPR, up_to = code == LE_EXPR || code == UNLE_EXPR;
    if (!below && !up_to && code != EQ_EXPR && code != UNEQ_EXPR)
      return either (type, mask);
    if (!is_real && below)
      k -= 1;
    if ((below || up_to) && k >= 0)
      set = accepting_range ((a->negated ? a->add : -a->add) - k, (a->negated ? a->add : -a->add) + k, is_real);
    if (!below && !up_to && k >= 0) {
      long double middle = a->negated ? a->add : -a->add;
      struct accepting above = accepting_number (middle + k, is_real);
      set = accepting_number (middle - k, is_real);
      accepting_unite (&set, &above);
      accepting_release (&above);
    }
    set.is_real = is_real;
    set.nan = is_real && holds_for_nan (code);
    return decide (type, symbol, set, mask);
  }
  if (a->negated)
    return decide (type, symbol, numbers_where (swap_tree_comparison (code), a->add - k, is_real), mask);
  return decide (type, symbol, numbers_where (code, k - a->add, is_real), mask);
}

static struct outcomes
compare_symbol_other (enum tree_code code, const struct value *a, const struct value *b, tree type, uint64_t mask)
{
  struct symbol *y = &run.m->symbols[a->symbol];
  if (b->mask & siblings (a->symbol)) {
    y->self = true;
    return either (type, mask);
  }
  y->elsewhere = true;
  if (code != EQ_EXPR || a->absolute)
    return either (type, mask);
  struct outcomes o = either (type, mask);
  struct accepting set = accepting_unknown ();
  o.list[0].symbols[0] = a->symbol;
  if (b->kind == VALUE_ADDRESS) {
    const struct region *r = &(*run.regions)[b->region];
    struct strbuf text = STRBUF_INIT;
    if (r->decl && DECL_P (r->decl) && DECL_NAME (r->decl))
      strbuf_addf (&text, "&%s+%ld", IDENTIFIER_POINTER (DECL_NAME (r->decl)), (long) b->offset);
    else
      strbuf_addf (&text, "&%d+%ld", b->region, (long) b->offset);
    set = accepting_text (strbuf_text (&text));
    strbuf_release (&text);
  }
  o.list[0].sets[0] = set;
  if (b->kind == VALUE_SYMBOL) {
    o.list[0].symbols[1] = b->symbol;
    o.list[0].sets[1] = accepting_unknown ();
    run.m->symbols[b->symbol].elsewhere = true;
  }
  return o;
}

/* Whether A is B, both made of one symbol: x == x + 1 of numbers without a sign, which come round, and x == 1 - x.  False if they are something else.  */
static bool
compare_with_itself (const struct value *a, const struct value *b, tree type, uint64_t mask, struct outcomes *o)
{
  if (a->kind != VALUE_SYMBOL || b->kind != VALUE_SYMBOL || a->symbol != b->symbol || a->absolute || b->absolute)
    return false;
  struct symbol *y = &run.m->symbols[a->symbol];
  long double apart = b->add - a->add;
  if (!a->negated && !b->negated && (a->wrapped || b->wrapped)) {
    long double whole = __builtin_ldexpl (1, (int) TYPE_PRECISION (y->type));
    y->self = true;
    *o = one (number (type, __builtin_fmodl (apart, whole) == 0, mask));
    return true;
  }
  if (a->negated == b->negated || a->wrapped || b->wrapped || POINTER_TYPE_P (y->type) || y->all.nan)
    return false;
  apart = (a->negated ? -apart : apart) / 2;
  y->self = true;
  struct accepting set = accepting_number (apart == 0 ? 0 : apart, false);
  if (apart != __builtin_floorl (apart)) {
    accepting_release (&set);
    set = accepting_none ();
  }
  *o = decide (type, a->symbol, set, mask);
  return true;
}

/* Whether there may be no fixture where one would be given to the test.  */
static bool
may_be_missing (int region)
{
  const struct region *r = &(*run.regions)[region];
  return r->depth == DEPTH_GIVEN && r->decl && TREE_CODE (r->decl) == PARM_DECL && !DECL_ARTIFICIAL (r->decl);
}

/* Whether a pointer that stood in a fixture of S's test leads to REGION.  */
static bool
is_of_fixture (const struct state *s, int region)
{
  const struct region *r = &(*run.regions)[region];
  for (tree p = DECL_ARGUMENTS (s->current); p; p = DECL_CHAIN (p))
    if (!r->decl && r->symbol < 0 && r->source == (gimple *) p)
      return true;
  return false;
}

/* Whether what the test is given, REGION, is NULL: either, and the same from then on.  */
static struct outcomes
ask_for_given (struct state *s, int region, tree type, uint64_t mask)
{
  unsigned opaque = ~(unsigned) region;
  for (unsigned i = 0; i < s->facts.length (); i++)
    if (s->facts[i].opaque == opaque)
      return one (number (type, s->facts[i].zero, mask));
  struct outcomes o = either (type, mask);
  o.list[0].opaque = o.list[1].opaque = opaque;
  o.list[0].opaque_zero = true;
  return o;
}

/* A CODE B, as 1 or 0 of TYPE.  */
struct outcomes
compare (struct state *s, enum tree_code code, struct value a, struct value b, tree type)
{
  uint64_t mask = a.mask | b.mask;
  if (code == NE_EXPR || code == LTGT_EXPR)
    return invert (compare (s, code == NE_EXPR ? EQ_EXPR : UNEQ_EXPR, a, b, type), type);
  if (a.kind == VALUE_CONSTANT && b.kind == VALUE_CONSTANT) {
    tree other = b.constant;
    if (code == EQ_EXPR && TREE_TYPE (other) == TREE_TYPE (a.constant) && TREE_CODE (other) == INTEGER_CST
        && TREE_CODE (a.constant) == INTEGER_CST)
      return one (number (type, wi::to_wide (a.constant) == wi::to_wide (other), mask));
    if (TREE_TYPE (other) != TREE_TYPE (a.constant) && INTEGRAL_TYPE_P (TREE_TYPE (a.constant)))
      other = fold_convert (TREE_TYPE (a.constant), other);
    tree t = fold_binary (code, boolean_type_node, a.constant, other);
    if (t && TREE_CODE (t) == INTEGER_CST)
      return one (number (type, !integer_zerop (t), mask));
    return either (type, mask);
  }
  if (a.kind == VALUE_DERIVED || b.kind == VALUE_DERIVED) {
    struct outcomes o;
    if (run.alike)
      return either (type, mask);
    return compare_derived (code, a, b, type, &o) ? o : either (type, mask);
  }
  if (a.kind == VALUE_CONSTANT || (a.kind != VALUE_SYMBOL && b.kind == VALUE_SYMBOL)) {
    struct value swap = a;
    a = b;
    b = swap;
    code = swap_tree_comparison (code);
  }
  struct outcomes itself;
  if (code == EQ_EXPR && compare_with_itself (&a, &b, type, mask, &itself))
    return itself;
  if (same_symbol_form (&a, &b)) {
    if (a.absolute && a.add != b.add)
      return either (type, mask);
    run.m->symbols[a.symbol].self = true;
    /* What is subtracted from both is the same number; of reals, NaN is the exception to everything.  */
    struct accepting set = ordered_numbers (code, b.add - a.add, false);
    struct accepting nothing = accepting_number (0, false);
    accepting_intersect (&set, &nothing);
    bool result = !accepting_is_empty (&set);
    accepting_release (&set);
    accepting_release (&nothing);
    if (run.m->symbols[a.symbol].all.nan && result != holds_for_nan (code)) {
      struct accepting holds = accepting_copy (&run.m->symbols[a.symbol].all);
      holds.nan = false;
      if (!result) {
        accepting_release (&holds);
        holds.is_real = holds.nan = true;
      }
      return decide (type, a.symbol, holds, mask);
    }
    return one (number (type, result, mask));
  }
  if (a.kind == VALUE_SYMBOL && b.kind == VALUE_CONSTANT && alike_says_nothing (&a, b.constant))
    return either (type, mask);
  if (a.kind == VALUE_SYMBOL && b.kind == VALUE_CONSTANT)
    return compare_symbol_constant (code, &a, &b, type, mask);
  /* What the test was given, the function may have made.  */
  if (a.kind == VALUE_SYMBOL && b.kind == VALUE_ADDRESS && may_be_missing (b.region) && given_before (s))
    b = unknown (given_before (s));
  if (a.kind == VALUE_SYMBOL)
    return compare_symbol_other (code, &a, &b, type, mask);
  if (a.kind == VALUE_ADDRESS && code == EQ_EXPR && is_zero (&b)
      && (may_be_missing (a.region) || is_of_fixture (s, a.region)))
    return ask_for_given (s, a.region, type, mask);
  if (a.kind == VALUE_ADDRESS && b.kind == VALUE_CONSTANT)
    return code == EQ_EXPR ? one (number (type, 0, mask)) : either (type, mask);
  if (a.kind == VALUE_ADDRESS && b.kind == VALUE_ADDRESS && a.offset != OFFSET_UNKNOWN && b.offset != OFFSET_UNKNOWN) {
    if (code == EQ_EXPR)
      return one (number (type, a.region == b.region && a.offset == b.offset, mask));
    if (a.region == b.region)
      return one (number (type,
                          code == LT_EXPR   ? a.offset < b.offset
                          : code == LE_EXPR ? a.offset <= b.offset
                          : code == GT_EXPR ? a.offset > b.offset
                                            : a.offset >= b.offset,
                          mask));
  }
  /* Of NaN, not even that; a survey only asks what may decide.  */
  if (a.kind == VALUE_UNKNOWN && b.kind == VALUE_UNKNOWN && a.opaque == b.opaque && a.opaque && !run.surveying
      && code != ORDERED_EXPR && code != UNORDERED_EXPR)
    return one (number (type, code == EQ_EXPR || code == LE_EXPR || code == GE_EXPR, mask));
  long double few;
  if (a.kind == VALUE_UNKNOWN && a.printed && b.kind == VALUE_CONSTANT && tree_number (b.constant, &few)
      && (few < 0 || (few == 0 && (code == LT_EXPR || code == GE_EXPR))))
    return one (number (type, code == GT_EXPR || code == GE_EXPR, mask));
  if (a.kind == VALUE_UNKNOWN && a.few && b.kind == VALUE_CONSTANT && tree_number (b.constant, &few)
      && few > ARGUMENTS_MAXIMUM)
    return one (number (type, code == LT_EXPR || code == LE_EXPR, mask));
  if (a.kind == VALUE_UNKNOWN && is_zero (&b) && code == EQ_EXPR) {
    if (a.not_zero)
      return one (number (type, 0, mask));
    for (unsigned i = 0; i < s->facts.length (); i++)
      if (s->facts[i].opaque == a.opaque)
        return one (number (type, s->facts[i].zero, mask));
    struct outcomes o = either (type, mask);
    o.list[0].opaque = o.list[1].opaque = a.opaque;
    o.list[0].opaque_zero = true;
    return o;
  }
  return either (type, mask);
}
