/* Which values of what is tested lead where.  See reshape_ranges.h.  */
#include "gcc-compat.h"

#include "reshape_ranges.h"

/* How far back the way to an edge is looked at.  */
#define WAY_LIMIT 24

void
ranges_copy (struct ranges *to, const struct ranges &from)
{
  to->list.truncate (0);
  for (unsigned i = 0; i < from.list.length (); i++)
    to->list.safe_push (from.list[i]);
}

static int
compare_ranges (const void *a, const void *b)
{
  const struct range *x = (const struct range *) a, *y = (const struct range *) b;
  return x->low < y->low ? -1 : x->low > y->low;
}

void
ranges_add (struct ranges *set, wide low, wide high)
{
  if (low > high)
    return;
  struct range r = { low, high };
  /* Cases come in order.  */
  if (set->list.is_empty () || low > set->list.last ().high + 1) {
    set->list.safe_push (r);
    return;
  }
  if (low >= set->list.last ().low) {
    set->list.last ().high = MAX (set->list.last ().high, high);
    return;
  }
  set->list.safe_push (r);
  set->list.qsort (compare_ranges);
  unsigned kept = 0;
  for (unsigned i = 1; i < set->list.length (); i++) {
    struct range &last = set->list[kept];
    const struct range &next = set->list[i];
    if (next.low <= last.high + 1)
      last.high = MAX (last.high, next.high);
    else
      set->list[++kept] = next;
  }
  set->list.truncate (kept + 1);
}

void
ranges_intersect (struct ranges *set, const struct ranges &other)
{
  if (set->list.length () == 1 && other.list.length () == 1) {
    struct range &a = set->list[0];
    a = { MAX (a.low, other.list[0].low), MIN (a.high, other.list[0].high) };
    set->list.truncate (a.low <= a.high);
    return;
  }
  struct ranges result;
  for (unsigned i = 0, n = 0; i < set->list.length () && n < other.list.length ();) {
    const struct range &a = set->list[i], &b = other.list[n];
    struct range r = { MAX (a.low, b.low), MIN (a.high, b.high) };
    if (r.low <= r.high)
      result.list.safe_push (r);
    if (a.high < b.high)
      i++;
    else
      n++;
  }
  ranges_copy (set, result);
}

bool
ranges_suitable (tree type)
{
  return (INTEGRAL_TYPE_P (type) || POINTER_TYPE_P (type)) && TYPE_PRECISION (type) <= 64 && TYPE_PRECISION (type) > 0;
}

static wide
type_min (tree type)
{
  return TYPE_UNSIGNED (type) ? 0 : -((wide) 1 << (TYPE_PRECISION (type) - 1));
}

static wide
type_max (tree type)
{
  return ((wide) 1 << (TYPE_PRECISION (type) - !TYPE_UNSIGNED (type))) - 1;
}

wide
ranges_constant (tree value)
{
  return TYPE_UNSIGNED (TREE_TYPE (value)) ? (wide) wi::to_wide (value).to_uhwi ()
                                           : (wide) wi::to_wide (value).to_shwi ();
}

void
ranges_of_type (struct ranges *set, tree type)
{
  set->list.truncate (0);
  ranges_add (set, type_min (type), type_max (type));
}

void
ranges_complement (struct ranges *set, tree type)
{
  struct ranges result;
  wide next = type_min (type);
  for (unsigned i = 0; i < set->list.length (); i++) {
    struct range r = { next, set->list[i].low - 1 };
    if (r.low <= r.high)
      result.list.safe_push (r);
    next = set->list[i].high + 1;
  }
  struct range r = { next, type_max (type) };
  if (r.low <= r.high)
    result.list.safe_push (r);
  ranges_copy (set, result);
}

bool
ranges_within (const struct ranges &inner, const struct ranges &outer)
{
  struct ranges both;
  ranges_copy (&both, inner);
  ranges_intersect (&both, outer);
  return ranges_equal (both, inner);
}

bool
ranges_equal (const struct ranges &a, const struct ranges &b)
{
  if (a.list.length () != b.list.length ())
    return false;
  for (unsigned i = 0; i < a.list.length (); i++)
    if (a.list[i].low != b.list[i].low || a.list[i].high != b.list[i].high)
      return false;
  return true;
}

/* What is added to each member of SET, of TYPE, where sums wrap.  */
static void
shift (struct ranges *set, wide by, tree type)
{
  struct ranges result;
  wide size = (wide) 1 << TYPE_PRECISION (type), min = type_min (type), max = type_max (type);
  for (unsigned i = 0; i < set->list.length (); i++) {
    wide low = set->list[i].low + by, high = set->list[i].high + by;
    while (low > max)
      low -= size, high -= size;
    while (low < min)
      low += size, high += size;
    ranges_add (&result, low, MIN (high, max));
    if (high > max)
      ranges_add (&result, min, high - size);
  }
  ranges_copy (set, result);
}

/* SET, of FROM, read as values of TO, of the same precision.  */
static void
reinterpret (struct ranges *set, tree from, tree to)
{
  if (TYPE_UNSIGNED (from) != TYPE_UNSIGNED (to))
    shift (set, 0, to);
}

bool
ranges_of_comparison (enum tree_code code, tree a, tree b, tree *value, struct ranges *set)
{
  if (TREE_CODE (a) == INTEGER_CST && TREE_CODE (b) == SSA_NAME) {
    std::swap (a, b);
    code = swap_tree_comparison (code);
  }
  if (TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != INTEGER_CST || TREE_OVERFLOW (b))
    return false;
  tree type = TREE_TYPE (a);
  if (!ranges_suitable (type) || (POINTER_TYPE_P (type) && code != EQ_EXPR && code != NE_EXPR))
    return false;
  wide min = type_min (type), max = type_max (type), c = ranges_constant (b);
  /* Its type may have another sign where that makes no difference.  */
  if (c < min || c > max)
    return false;
  struct ranges unasked;
  set = set ? set : &unasked;
  set->list.truncate (0);
  switch (code) {
  case EQ_EXPR: ranges_add (set, c, c); break;
  case NE_EXPR:
    ranges_add (set, min, c - 1);
    ranges_add (set, c + 1, max);
    break;
  case LT_EXPR: ranges_add (set, min, c - 1); break;
  case LE_EXPR: ranges_add (set, min, c); break;
  case GT_EXPR: ranges_add (set, c + 1, max); break;
  case GE_EXPR: ranges_add (set, c, max); break;
  default: return false;
  }
  *value = a;
  return true;
}

/* The values of *VALUE for which the truth value TRUTH is 1, in *SET.  */
static bool
truth_values (tree truth, tree *value, struct ranges *set, unsigned depth)
{
  if (TREE_CODE (truth) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (truth) || !depth)
    return false;
  gimple *def = SSA_NAME_DEF_STMT (truth);
  if (!is_gimple_assign (def))
    return false;
  enum tree_code code = gimple_assign_rhs_code (def);
  tree a = gimple_assign_rhs1 (def);
  if (TREE_CODE_CLASS (code) == tcc_comparison) {
    if (!ranges_of_comparison (code, a, gimple_assign_rhs2 (def), value, set))
      return false;
    *value = ranges_strip (*value, set);
    return TREE_CODE (*value) == SSA_NAME;
  }
  if (!INTEGRAL_TYPE_P (TREE_TYPE (truth)) || TYPE_PRECISION (TREE_TYPE (truth)) != 1)
    return false;
  if (code == BIT_NOT_EXPR) {
    if (!truth_values (a, value, set, depth - 1))
      return false;
    ranges_complement (set, TREE_TYPE (*value));
    return true;
  }
  if (code != BIT_IOR_EXPR && code != BIT_AND_EXPR)
    return false;
  tree other;
  struct ranges others;
  if (!truth_values (a, value, set, depth - 1) || !truth_values (gimple_assign_rhs2 (def), &other, &others, depth - 1)
      || other != *value)
    return false;
  if (code == BIT_AND_EXPR)
    ranges_intersect (set, others);
  else
    for (unsigned i = 0; i < others.list.length (); i++)
      ranges_add (set, others.list[i].low, others.list[i].high);
  return true;
}

/* The values that VALUE, an integer, can be by what computes it; all of its type if nothing tells.  */
static struct range
range_of (tree value)
{
  tree type = TREE_TYPE (value);
  struct range r = { type_min (type), type_max (type) };
  gimple *def = TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value) ? SSA_NAME_DEF_STMT (value) : NULL;
  if (!def || !is_gimple_assign (def))
    return r;
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  enum tree_code code = gimple_assign_rhs_code (def);
  if (CONVERT_EXPR_CODE_P (code) && INTEGRAL_TYPE_P (TREE_TYPE (a)) && TYPE_PRECISION (TREE_TYPE (a)) <= 64) {
    wide low = type_min (TREE_TYPE (a)), high = type_max (TREE_TYPE (a));
    if (low >= r.low && high <= r.high)
      r = { low, high };
    return r;
  }
  if (!b || TREE_CODE (b) != INTEGER_CST || !TYPE_UNSIGNED (type) || TYPE_PRECISION (type) > 64)
    return r;
  wide number = ranges_constant (b);
  switch (code) {
  case BIT_AND_EXPR: r.high = number; break;
  case TRUNC_MOD_EXPR: r.high = number > 0 ? number - 1 : r.high; break;
  case RSHIFT_EXPR:
    r.high = number >= 0 && number < TYPE_PRECISION (type) ? r.high >> (unsigned) number : r.high;
    break;
  default: break;
  }
  return r;
}

void
ranges_extend (tree value, struct ranges *set)
{
  struct range r = range_of (value);
  tree type = TREE_TYPE (value);
  struct ranges result;
  for (unsigned i = 0; i < set->list.length (); i++) {
    struct range &part = set->list[i];
    ranges_add (&result, part.low <= r.low ? type_min (type) : part.low,
                part.high >= r.high ? type_max (type) : part.high);
  }
  ranges_copy (set, result);
}

/* Whether NUMBER, of TYPE, which is unsigned, masks the lowest bits away; how many values become one then, in *SIZE.  */
static bool
is_high_mask (tree number, tree type, wide *size)
{
  if (TREE_CODE (number) != INTEGER_CST || !TYPE_UNSIGNED (type) || TYPE_PRECISION (type) > 64)
    return false;
  *size = type_max (type) - ranges_constant (number) + 1;
  return *size > 1 && (*size & (*size - 1)) == 0;
}

/* SET, of numbers the last bits of which were masked away, as that of what they were before; SIZE of these become one.  */
static void
unmask (struct ranges *set, wide size)
{
  struct ranges result;
  for (unsigned i = 0; i < set->list.length (); i++) {
    wide low = (set->list[i].low + size - 1) / size * size, high = set->list[i].high / size * size;
    if (low <= high)
      ranges_add (&result, low, high + size - 1);
  }
  ranges_copy (set, result);
}

/* SET, of quotients by SIZE that were rounded down, as that of what was divided, of TYPE.  */
static void
undivide (struct ranges *set, wide size, tree type)
{
  struct ranges result, all;
  ranges_of_type (&all, type);
  for (unsigned i = 0; i < set->list.length (); i++) {
    /* What is too large for any quotient is too large for the product, too.  */
    wide low = MAX (set->list[i].low, all.list[0].low), high = MIN (set->list[i].high, all.list[0].high);
    if (low <= high)
      ranges_add (&result, low * size, high * size + size - 1);
  }
  ranges_intersect (&result, all);
  ranges_copy (set, result);
}

/* Whether CODE by NUMBER rounds what it divides, of TYPE, down; by how much it divides, in *SIZE.  */
static bool
is_quotient (enum tree_code code, tree number, tree type, wide *size)
{
  if ((code != RSHIFT_EXPR && code != TRUNC_DIV_EXPR) || !number || TREE_CODE (number) != INTEGER_CST
      || TYPE_PRECISION (type) > 64 || (code == TRUNC_DIV_EXPR && !TYPE_UNSIGNED (type)))
    return false;
  wide by = ranges_constant (number);
  if (code == RSHIFT_EXPR) {
    if (by < 1 || by >= TYPE_PRECISION (type))
      return false;
    by = (wide) 1 << (unsigned) by;
  }
  *size = by;
  return by > 1 && by <= ((wide) 1 << 62);
}

/* Moves SET by BY, and leaves what is in R: where nothing wraps.  */
static void
move_within (struct ranges *set, wide by, const struct range &r)
{
  struct ranges moved, all;
  for (unsigned i = 0; i < set->list.length (); i++)
    ranges_add (&moved, set->list[i].low + by, set->list[i].high + by);
  ranges_add (&all, r.low, r.high);
  ranges_intersect (&moved, all);
  ranges_copy (set, moved);
}

tree
ranges_strip (tree value, struct ranges *set)
{
  /* Of no values, each step makes no values.  */
  struct ranges unasked;
  set = set ? set : &unasked;
  while (TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value)) {
    gimple *def = SSA_NAME_DEF_STMT (value);
    if (!is_gimple_assign (def))
      break;
    tree type = TREE_TYPE (value), a = gimple_assign_rhs1 (def), from = TREE_TYPE (a), b = gimple_assign_rhs2 (def);
    enum tree_code code = gimple_assign_rhs_code (def);
    wide size;
    if (TREE_CODE (a) != SSA_NAME || !ranges_suitable (from))
      break;
    if (code == SSA_NAME) {
      value = a;
      continue;
    }
    if (!INTEGRAL_TYPE_P (type) || !INTEGRAL_TYPE_P (from))
      break;
    if (CONVERT_EXPR_CODE_P (code) && TYPE_PRECISION (type) == TYPE_PRECISION (from))
      reinterpret (set, type, from);
    else if (CONVERT_EXPR_CODE_P (code) && TYPE_PRECISION (type) > TYPE_PRECISION (from)) {
      struct ranges all;
      /* A sign went on.  */
      if (!TYPE_UNSIGNED (from) && TYPE_UNSIGNED (type))
        reinterpret (set, type, signed_type_for (type));
      ranges_of_type (&all, from);
      ranges_intersect (set, all);
    } else if (CONVERT_EXPR_CODE_P (code) && range_of (a).low >= type_min (type)
               && range_of (a).high <= type_max (type)) {
      /* It is made narrower, and was small before.  */
      move_within (set, 0, range_of (a));
    } else if (code == PLUS_EXPR && TREE_CODE (b) == INTEGER_CST
               && range_of (a).low + ranges_constant (b) >= type_min (type)
               && range_of (a).high + ranges_constant (b) <= type_max (type)) {
      move_within (set, -ranges_constant (b), range_of (a));
    } else if (code == PLUS_EXPR && TYPE_OVERFLOW_WRAPS (type) && TREE_CODE (b) == INTEGER_CST)
      shift (set, -ranges_constant (b), type);
    else if (code == BIT_AND_EXPR && is_high_mask (b, type, &size))
      unmask (set, size);
    else if (types_compatible_p (type, from) && is_quotient (code, b, type, &size))
      undivide (set, size, type);
    else if (code == BIT_NOT_EXPR && TYPE_PRECISION (type) == 1 && types_compatible_p (type, from)) {
      /* One of two values becomes the other one; both, or none, stay.  */
      if (set->list.length () == 1 && set->list[0].low == set->list[0].high)
        ranges_complement (set, type);
    } else
      break;
    value = a;
  }
  return value;
}

/* What LAST, a switch, asks for; NULL_TREE if its values are not looked at.  */
static tree
switched_on (gimple *last)
{
  tree value = gimple_switch_index (as_a<gswitch *> (last));
  return TREE_CODE (value) == SSA_NAME && ranges_suitable (TREE_TYPE (value)) ? value : NULL_TREE;
}

tree
ranges_tested_by (basic_block block)
{
  gimple *last = gsi_stmt (gsi_last_nondebug_bb (block));
  tree value = NULL_TREE;
  if (!last)
    return NULL_TREE;
  if (gimple_code (last) == GIMPLE_SWITCH)
    value = switched_on (last);
  else if (gimple_code (last) == GIMPLE_COND) {
    tree a = gimple_cond_lhs (last), b = gimple_cond_rhs (last);
    enum tree_code code = gimple_cond_code (last);
    struct ranges set;
    if (!((code == NE_EXPR || code == EQ_EXPR) && TREE_CODE (a) == SSA_NAME && integer_zerop (b)
          && truth_values (a, &value, &set, 8))
        && !ranges_of_comparison (code, a, b, &value, NULL))
      return NULL_TREE;
  }
  return value ? ranges_strip (value, NULL) : NULL_TREE;
}

tree
ranges_of_edge (edge e, struct ranges *set)
{
  gimple *last = gsi_stmt (gsi_last_nondebug_bb (e->src));
  tree value = NULL_TREE;
  if (!last)
    return NULL_TREE;
  if (gimple_code (last) == GIMPLE_COND) {
    tree a = gimple_cond_lhs (last), b = gimple_cond_rhs (last);
    enum tree_code code = gimple_cond_code (last);
    bool holds = (e->flags & EDGE_TRUE_VALUE) != 0;
    if ((code == NE_EXPR || code == EQ_EXPR) && TREE_CODE (a) == SSA_NAME && integer_zerop (b)
        && truth_values (a, &value, set, 8))
      holds ^= code == EQ_EXPR;
    else if (!ranges_of_comparison (code, a, b, &value, set))
      return NULL_TREE;
    if (!holds)
      ranges_complement (set, TREE_TYPE (value));
  } else if (gimple_code (last) == GIMPLE_SWITCH) {
    gswitch *stmt = as_a<gswitch *> (last);
    if (!(value = switched_on (last)))
      return NULL_TREE;
    bool by_default = gimple_switch_default_label (stmt) && gimple_switch_edge (cfun, stmt, 0) == e;
    set->list.truncate (0);
    for (unsigned n = 1; n < gimple_switch_num_labels (stmt); n++) {
      tree label = gimple_switch_label (stmt, n);
      if ((gimple_switch_edge (cfun, stmt, n) == e) != by_default) {
        wide low = ranges_constant (CASE_LOW (label));
        ranges_add (set, low, CASE_HIGH (label) ? ranges_constant (CASE_HIGH (label)) : low);
      }
    }
    if (by_default)
      ranges_complement (set, TREE_TYPE (value));
  } else
    return NULL_TREE;
  return ranges_strip (value, set);
}

/* What is known of a block's test: a way is looked at from each edge behind it, and they have most of it in common.  */
struct remembered {
  bool asked;
  tree value;
  /* For two ways out, by whether the test holds; NULL: not asked yet.  */
  struct ranges *sets[2];
};

static struct remembered *memory;
static int remembered_count;

void
ranges_remember (function *fun)
{
  remembered_count = last_basic_block_for_fn (fun);
  memory = XCNEWVEC (struct remembered, remembered_count);
}

void
ranges_forget (void)
{
  for (int n = 0; n < remembered_count; n++) {
    delete memory[n].sets[0];
    delete memory[n].sets[1];
  }
  free (memory);
  memory = NULL;
  remembered_count = 0;
}

/* Takes from KNOWN what VALUE cannot be by the test of which E is a way out.  */
static void
learn_from_test (tree value, edge e, struct ranges *known)
{
  struct remembered *here = e->src->index < remembered_count ? &memory[e->src->index] : NULL;
  if (here && !here->asked) {
    here->asked = true;
    here->value = ranges_tested_by (e->src);
  }
  if ((here ? here->value : ranges_tested_by (e->src)) != value)
    return;
  /* The ways out of a switch change with where they lead.  */
  if (here && e->flags & (EDGE_TRUE_VALUE | EDGE_FALSE_VALUE)) {
    struct ranges *&set = here->sets[(e->flags & EDGE_TRUE_VALUE) != 0];
    if (!set) {
      set = new ranges ();
      ranges_of_edge (e, set);
    }
    ranges_intersect (known, *set);
    return;
  }
  struct ranges set;
  ranges_of_edge (e, &set);
  ranges_intersect (known, set);
}

/* Takes from KNOWN what VALUE cannot be where E is taken, looking at *LEFT more edges at most.  */
static void
learn_on_way (tree value, edge e, struct ranges *known, unsigned *left)
{
  basic_block block = gimple_bb (SSA_NAME_DEF_STMT (value));
  while (*left) {
    struct ranges either;
    --*left;
    if (EDGE_COUNT (e->src->succs) > 1)
      learn_from_test (value, e, known);
    /* A merged value is another one each time round.  */
    if (block == e->src || e->src == ENTRY_BLOCK_PTR_FOR_FN (cfun))
      return;
    if (single_pred_p (e->src)) {
      e = single_pred_edge (e->src);
      continue;
    }
    /* By whichever way it was come to: of each, what this one says.  */
    edge before;
    edge_iterator i;
    FOR_EACH_EDGE (before, i, e->src->preds)
    {
      struct ranges here;
      if (*left < EDGE_COUNT (e->src->preds) || before->src == e->src)
        return;
      ranges_of_type (&here, TREE_TYPE (value));
      learn_on_way (value, before, &here, left);
      for (unsigned n = 0; n < here.list.length (); n++)
        ranges_add (&either, here.list[n].low, here.list[n].high);
    }
    ranges_intersect (known, either);
    return;
  }
}

void
ranges_on_way (tree value, edge e, struct ranges *known)
{
  unsigned left = WAY_LIMIT;
  ranges_of_type (known, TREE_TYPE (value));
  learn_on_way (value, e, known, &left);
}
