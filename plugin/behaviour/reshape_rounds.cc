/* Reshaping: what a loop steps, in terms of its rounds.  See reshape_walks.cc.

   A number below 64 bits that does not wrap is compared as one of 64 bits, so neither its width nor where it began matters:
   `i < n`, `++i < n` from -1 and `n-- > 0` all ask whether fewer than n rounds were begun.  Nothing that is added here
   overflows: of narrower types sums of four numbers fit in 64 bits, and of others only what wraps is added, or what the body
   had computed itself.  Pointers are compared within one object (C11 6.5.6 and 6.5.8), so by how far they are from where both began.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"
#include "reshape_ranges.h"
#include "reshape_rounds.h"

/* Constants beyond are not followed: sums of a few of them and a number of 32 bits must not come near the limits.  */
#define LARGE ((HOST_WIDE_INT) 1 << 40)
/* How many constants are taken off a value.  */
#define STEPS 8

static tree
unsigned_full (void)
{
  return long_long_unsigned_type_node;
}

static tree
signed_full (void)
{
  return long_long_integer_type_node;
}

static bool
is_full (tree type)
{
  return TYPE_PRECISION (type) == TYPE_PRECISION (unsigned_full ());
}

/* A value that is CONSTANT more than BASE, or CONSTANT alone.  */
struct sum {
  tree base;
  HOST_WIDE_INT constant;
};

/* Whether VALUE is one of fewer bits without a sign, made wider.  */
static bool
is_widened_unsigned (tree value)
{
  gassign *def = value ? reshape_definition (value) : NULL;
  return def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))
         && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
         && TYPE_UNSIGNED (TREE_TYPE (gimple_assign_rhs1 (def)))
         && TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (def))) < TYPE_PRECISION (TREE_TYPE (value));
}

/* Whether DEF adds so little to what is small that the sum does not wrap, though its type may.  */
static bool
is_small_sum (gassign *def)
{
  tree more = gimple_assign_rhs2 (def);
  unsigned precision = TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (def)));
  return TREE_CODE (more) == INTEGER_CST && TYPE_UNSIGNED (TREE_TYPE (more))
         && is_widened_unsigned (gimple_assign_rhs1 (def)) && !wi::neg_p (wi::to_wide (more))
         && wi::min_precision (wi::to_wide (more), UNSIGNED) < precision;
}

/* VALUE as a sum, where taking it apart loses nothing.  */
static bool
as_sum (tree value, struct sum *s)
{
  tree type = TREE_TYPE (value);
  s->base = NULL_TREE;
  s->constant = 0;
  for (unsigned n = 0; n < STEPS; n++) {
    if (TREE_CODE (value) == INTEGER_CST) {
      if (!tree_fits_shwi_p (value))
        return false;
      s->constant += tree_to_shwi (value);
      return s->constant < LARGE && s->constant > -LARGE;
    }
    gassign *def = reshape_definition (value);
    if (!def || gimple_assign_rhs_code (def) != PLUS_EXPR
        || !(is_full (type) || TYPE_OVERFLOW_UNDEFINED (type) || is_small_sum (def))
        || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST || !cst_and_fits_in_hwi (gimple_assign_rhs2 (def))
        || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (def)))
      break;
    HOST_WIDE_INT more = int_cst_value (gimple_assign_rhs2 (def));
    if (more >= LARGE || more <= -LARGE)
      break;
    s->constant += more;
    value = gimple_assign_rhs1 (def);
  }
  if (TREE_CODE (value) != SSA_NAME)
    return false;
  s->base = value;
  return true;
}

bool
rounds_begin (struct rounds *w, tree value, tree start)
{
  tree type = TREE_TYPE (value);
  struct sum s;
  w->value = value;
  w->limit = rounds::UNBOUNDED;
  w->partly = false;
  if (w->step >= LARGE || w->step <= -LARGE)
    return false;
  if (POINTER_TYPE_P (type)) {
    w->base = start;
    w->constant = 0;
    w->exact = true;
    return true;
  }
  if (!as_sum (start, &s))
    return false;
  w->base = s.base;
  w->constant = s.constant;
  w->exact = is_full (type);
  return true;
}

bool
rounds_add (struct rounds *w, tree value, HOST_WIDE_INT number, bool exact)
{
  tree type = TREE_TYPE (value);
  if (number >= LARGE || number <= -LARGE)
    return false;
  w->value = value;
  w->constant += number;
  w->exact = w->exact && (is_full (type) || exact);
  w->limit = rounds::UNBOUNDED;
  return w->constant < LARGE && w->constant > -LARGE;
}

bool
rounds_multiply (struct rounds *w, tree value, HOST_WIDE_INT number)
{
  tree type = TREE_TYPE (value);
  if (!number || number >= LARGE >> 20 || number <= -LARGE >> 20 || w->step >= LARGE >> 20 || w->step <= -LARGE >> 20
      || w->constant >= LARGE >> 20 || w->constant <= -LARGE >> 20 || w->base)
    return false;
  w->value = value;
  w->constant *= number;
  w->step *= number;
  w->exact = w->exact && is_full (type);
  w->limit = rounds::UNBOUNDED;
  w->partly = true;
  return w->exact;
}

bool
rounds_add_value (struct rounds *w, tree value, tree other)
{
  tree type = TREE_TYPE (value);
  if (w->base || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (other))
    return false;
  w->value = value;
  w->base = other;
  w->exact = w->exact && is_full (type);
  w->limit = rounds::UNBOUNDED;
  w->partly = true;
  return w->exact;
}

static tree
convert_before (gimple_stmt_iterator *at, tree type, tree value)
{
  if (TREE_CODE (value) == INTEGER_CST)
    return fold_convert (type, value);
  return useless_type_conversion_p (type, TREE_TYPE (value)) ? value
                                                             : reshape_compute (at, type, NOP_EXPR, value, NULL_TREE);
}

/* A, which may be NULL_TREE for nothing, plus or minus B, in TYPE.  */
static tree
sum_before (gimple_stmt_iterator *at, tree type, tree a, enum tree_code code, tree b)
{
  if (a)
    return reshape_compute (at, type, code, a, b);
  return code == PLUS_EXPR ? b : reshape_compute (at, type, NEGATE_EXPR, b, NULL_TREE);
}

static tree
constant_before (gimple_stmt_iterator *at, tree type, tree a, HOST_WIDE_INT constant)
{
  if (!a)
    return build_int_cst (type, constant);
  return constant ? reshape_compute (at, type, PLUS_EXPR, a, build_int_cst (type, constant)) : a;
}

/* W in TYPE, in which no sum on the way may overflow.  */
static tree
value_before (gimple_stmt_iterator *at, const struct rounds *w, tree type, tree counter)
{
  tree sum = w->base ? convert_before (at, type, w->base) : NULL_TREE;
  tree rounds = convert_before (at, type, counter);
  if (w->step == -1 && !sum && w->constant)
    return reshape_compute (at, type, MINUS_EXPR, build_int_cst (type, w->constant), rounds);
  if (w->step != 1 && w->step != -1)
    rounds = reshape_compute (at, type, MULT_EXPR, rounds, build_int_cst (type, w->step));
  sum = sum_before (at, type, sum, w->step == -1 ? MINUS_EXPR : PLUS_EXPR, rounds);
  return constant_before (at, type, sum, w->constant);
}

/* W in its own type.  */
static tree
own_value_before (gimple_stmt_iterator *at, const struct rounds *w, tree counter)
{
  tree type = TREE_TYPE (w->value);
  if (POINTER_TYPE_P (type)) {
    tree offset = convert_before (at, sizetype, counter);
    if (w->step != 1)
      offset = reshape_compute (at, sizetype, MULT_EXPR, offset, build_int_cst (sizetype, w->step));
    return reshape_compute (at, type, POINTER_PLUS_EXPR, w->base, offset);
  }
  /* The sums on the way are no larger than what comes out.  */
  bool fits = !w->base && w->constant >= 0 && w->step > 0;
  tree sum_type = TYPE_OVERFLOW_WRAPS (type) || (fits && w->exact) ? type : unsigned_type_for (type);
  return convert_before (at, type, value_before (at, w, sum_type, counter));
}

/* A test of how many rounds were begun: COUNTER CODE a bound, which is PLUS - MINUS + CONSTANT, each of which may be missing.  */
struct bound {
  enum tree_code code;
  tree plus, minus;
  HOST_WIDE_INT constant;
  bool is_signed;
  bool positive; /* it is not negative */
};

/* Less or not less, where adding one to the bound is exact.  */
static void
make_strict (struct bound *b)
{
  if (b->code != LE_EXPR && b->code != GT_EXPR)
    return;
  b->code = b->code == LE_EXPR ? LT_EXPR : GE_EXPR;
  b->constant++;
}

static bool
is_order (enum tree_code code)
{
  return code == LT_EXPR || code == LE_EXPR || code == GT_EXPR || code == GE_EXPR;
}

/* Whether VALUE, which may be missing, is one of fewer bits, made wider: then sums with small numbers do not overflow.  */
static bool
is_widened (tree value)
{
  gassign *def = value ? reshape_definition (value) : NULL;
  return !value
         || (def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))
             && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
             && TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (def))) < TYPE_PRECISION (TREE_TYPE (value)));
}

/* Whether it was tested, wherever the loop of HEAD is entered, that VALUE, or what it is the sum of with a number, is so that VALUE is
   NUMBER or more.  */
static bool
is_at_least (tree value, HOST_WIDE_INT number, basic_block head)
{
  edge e;
  edge_iterator i;
  struct sum s;
  if (TREE_CODE (value) != SSA_NAME || number < 0 || !as_sum (value, &s))
    return false;
  FOR_EACH_EDGE (e, i, head->preds)
  {
    struct ranges known, before, all;
    if (dominated_by_p (CDI_DOMINATORS, e->src, head))
      continue;
    ranges_on_way (value, e, &known);
    if (!known.list.is_empty () && known.list[0].low >= number)
      continue;
    if (!s.base || s.base == value)
      return false;
    ranges_on_way (s.base, e, &before);
    ranges_of_type (&all, TREE_TYPE (value));
    /* The sum does not wrap.  */
    if (before.list.is_empty () || before.list[0].low + s.constant < number
        || before.list.last ().high + s.constant > all.list[0].high)
      return false;
  }
  return true;
}

/* W CODE X as a test of the rounds of HEAD's loop, in *B.  */
static bool
bound_of_number (const struct rounds *w, enum tree_code code, tree x, basic_block head, struct bound *b)
{
  tree type = TREE_TYPE (w->value);
  struct sum s;
  if (!w->exact || (w->step != 1 && w->step != -1) || !types_compatible_p (type, TREE_TYPE (x)) || !as_sum (x, &s)
      || (!is_order (code) && code != EQ_EXPR && code != NE_EXPR))
    return false;
  bool down = w->step < 0;
  b->code = down ? swap_tree_comparison (code) : code;
  b->plus = down ? w->base : s.base;
  b->minus = down ? s.base : w->base;
  b->constant = down ? w->constant - s.constant : s.constant - w->constant;
  b->is_signed = true;
  if (!is_full (type)) {
    make_strict (b);
    b->positive = !b->minus && b->constant >= 0 && (!b->plus || TYPE_UNSIGNED (type));
    return true;
  }
  b->positive = false;
  if (!is_order (code))
    return true;
  if (!TYPE_UNSIGNED (type) && is_widened (b->plus) && is_widened (b->minus)) {
    make_strict (b);
    b->positive = !b->minus && b->constant >= 0 && (!b->plus || is_widened_unsigned (b->plus));
    return true;
  }
  /* `<= n - 1` of an unsigned n is less than n where there is something to take off, and so below.  */
  if (TYPE_UNSIGNED (type) && (code == LE_EXPR || code == GT_EXPR) && s.base && s.constant == -1 && !down
      && is_at_least (s.base, 1, head)) {
    make_strict (b);
    code = b->code;
    x = s.base;
    s.constant = 0;
  }
  /* Nothing may be added that the body did not: it could overflow.  Nor is what the body adds a sum where that may wrap.  */
  bool wraps = TYPE_OVERFLOW_WRAPS (type), small = !b->plus && s.constant >= w->constant;
  if (b->minus
      || (TYPE_UNSIGNED (type)
              ? down || w->constant < 0 || (w->constant && !small && !is_at_least (x, w->constant, head))
              : wraps && b->plus && (down || s.constant)))
    return false;
  if (TYPE_UNSIGNED (type) && w->constant && !small && code != LT_EXPR && code != GE_EXPR)
    return false;
  if (!b->plus || (b->constant == -1 && (!TYPE_UNSIGNED (type) || is_at_least (b->plus, 1, head))))
    make_strict (b);
  b->is_signed = !TYPE_UNSIGNED (type);
  b->positive = TYPE_UNSIGNED (type) || (!b->plus && b->constant >= 0);
  return TYPE_UNSIGNED (type) || (b->plus ? b->constant == 0 : b->constant >= 0);
}

/* POINTER as an object's or a value's address, *ROOT, with numbers added: *OFFSET, which may be NULL_TREE, to a pointer to *ELEMENT, and
   *CONSTANT.  */
static bool
take_apart (tree pointer, tree *root, tree *offset, tree *element, HOST_WIDE_INT *constant)
{
  *offset = *element = NULL_TREE;
  *constant = 0;
  for (unsigned n = 0; n < STEPS && TREE_CODE (pointer) == SSA_NAME; n++) {
    gassign *def = reshape_definition (pointer);
    if (!def || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (pointer))
      break;
    enum tree_code code = gimple_assign_rhs_code (def);
    tree more = code == POINTER_PLUS_EXPR ? gimple_assign_rhs2 (def) : NULL_TREE;
    if (more && TREE_CODE (more) == INTEGER_CST && cst_and_fits_in_hwi (more))
      *constant += int_cst_value (more);
    else if (more && !*offset) {
      *offset = more;
      *element = TREE_TYPE (TREE_TYPE (pointer));
    } else if (code != SSA_NAME && code != ADDR_EXPR)
      break;
    pointer = gimple_assign_rhs1 (def);
  }
  if (TREE_CODE (pointer) == ADDR_EXPR) {
    poly_int64 within;
    HOST_WIDE_INT known;
    tree object = get_addr_base_and_unit_offset (TREE_OPERAND (pointer, 0), &within);
    if (!object || !within.is_constant (&known))
      return false;
    *constant += known;
    *root = object;
    return *constant<LARGE && * constant> - LARGE;
  }
  *root = pointer;
  return TREE_CODE (pointer) == SSA_NAME && *constant<LARGE && * constant> - LARGE;
}

/* The number of elements of SIZE bytes that OFFSET, which may be NULL_TREE, is; false if it is not known.  It was added to a pointer to
   ELEMENT: where these are of another size, and the number is not small, the product may have wrapped.  */
static bool
elements (tree offset, tree element, HOST_WIDE_INT size, tree *number)
{
  *number = offset;
  if (!offset)
    return true;
  gassign *def = reshape_definition (offset);
  if (size != 1) {
    if (!def || gimple_assign_rhs_code (def) != MULT_EXPR || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST
        || !tree_fits_shwi_p (gimple_assign_rhs2 (def)) || tree_to_shwi (gimple_assign_rhs2 (def)) != size)
      return false;
    *number = gimple_assign_rhs1 (def);
    if (reshape_size_of (element) % size != 0 && !reshape_is_narrow (*number, size))
      return false;
    def = reshape_definition (*number);
  }
  if (def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))
      && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
      && TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (def))) <= TYPE_PRECISION (sizetype))
    *number = gimple_assign_rhs1 (def);
  return TREE_CODE (*number) == SSA_NAME && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (*number);
}

/* Whether NUMBER, of elements that are added to a pointer, cannot be meant as a negative one.  */
static bool
is_unsigned_number (tree number)
{
  gassign *def = reshape_definition (number);
  return TYPE_UNSIGNED (TREE_TYPE (number)) && (!is_full (TREE_TYPE (number)) || !def || gimple_assign_load_p (def));
}

/* The same of pointers.  */
static bool
bound_of_pointer (const struct rounds *w, enum tree_code code, tree x, struct bound *b)
{
  tree root, end_root, offset, end_offset, element, end_element;
  HOST_WIDE_INT constant, end_constant, size = w->step < 0 ? -w->step : w->step;
  bool down = w->step < 0;
  /* Where addresses wrap, so many elements may come to no distance at all.  */
  if (!is_full (sizetype) || (flag_wrapv_pointer && (is_order (code) || size != 1))
      || (!is_order (code) && code != EQ_EXPR && code != NE_EXPR)
      || !take_apart (w->base, &root, &offset, &element, &constant)
      || !take_apart (x, &end_root, &end_offset, &end_element, &end_constant)
      || !(root == end_root || (TREE_CODE (root) != SSA_NAME && operand_equal_p (root, end_root, 0)))
      || (end_constant - constant) % size != 0 || !elements (offset, element, size, &offset)
      || !elements (end_offset, end_element, size, &end_offset))
    return false;
  b->code = down ? swap_tree_comparison (code) : code;
  b->plus = down ? offset : end_offset;
  b->minus = down ? end_offset : offset;
  b->constant = (end_constant - constant) / w->step;
  b->is_signed = true;
  if (!b->plus && !b->minus)
    make_strict (b);
  b->positive = !b->minus && b->constant >= 0 && (!b->plus || is_unsigned_number (b->plus));
  return true;
}

/* Makes A CODE X, in STMT, where A is W's value, a test of the rounds.  */
static bool
test_rounds (const struct rounds *w, gimple *stmt, enum tree_code code, tree x, tree counter, basic_block head,
             const auto_vec<struct round_test> &tests)
{
  struct bound b;
  if (!(POINTER_TYPE_P (TREE_TYPE (w->value)) ? bound_of_pointer (w, code, x, &b)
                                              : bound_of_number (w, code, x, head, &b)))
    return false;
  /* Where each round is asked, the rounds come to a bound before they are beyond it.  */
  for (unsigned n = 0; n < tests.length () && b.positive; n++)
    if (stmt == tests[n].test && b.code == (tests[n].on->flags & EDGE_TRUE_VALUE ? LT_EXPR : GE_EXPR))
      b.code = b.code == LT_EXPR ? NE_EXPR : EQ_EXPR;
  gimple_stmt_iterator at = gsi_for_stmt (stmt);
  tree type = is_order (b.code) && b.is_signed && !b.positive ? signed_full () : unsigned_full ();
  tree rounds = convert_before (&at, type, counter), bound = b.plus ? convert_before (&at, type, b.plus) : NULL_TREE;
  if (b.minus)
    bound = sum_before (&at, type, bound, MINUS_EXPR, convert_before (&at, type, b.minus));
  bound = constant_before (&at, type, bound, b.constant);
  if (gcond *test = dyn_cast<gcond *> (stmt))
    gimple_cond_set_condition (test, b.code, rounds, bound);
  else
    gimple_assign_set_rhs_with_ops (&at, b.code, rounds, bound);
  update_stmt (gsi_stmt (at));
  return true;
}

/* Whether STMT compares VALUE with another one; with what, in *X, and how, if VALUE stands first.  */
static bool
compares (gimple *stmt, tree value, enum tree_code *code, tree *x)
{
  tree a, b;
  if (gimple_code (stmt) == GIMPLE_COND) {
    *code = gimple_cond_code (stmt);
    a = gimple_cond_lhs (stmt);
    b = gimple_cond_rhs (stmt);
  } else if (is_gimple_assign (stmt) && TREE_CODE_CLASS (gimple_assign_rhs_code (stmt)) == tcc_comparison) {
    *code = gimple_assign_rhs_code (stmt);
    a = gimple_assign_rhs1 (stmt);
    b = gimple_assign_rhs2 (stmt);
  } else
    return false;
  if (b == value) {
    std::swap (a, b);
    *code = swap_tree_comparison (*code);
  }
  *x = b;
  return a == value && b != value;
}

/* Puts NUMBER, of 64 bits, for VALUE where it says which element of an array PLACE is.  */
static void
replace_index (tree place, tree value, tree number)
{
  if (TREE_CODE (place) == ADDR_EXPR)
    place = TREE_OPERAND (place, 0);
  for (; handled_component_p (place); place = TREE_OPERAND (place, 0))
    if (TREE_CODE (place) == ARRAY_REF && TREE_OPERAND (place, 1) == value)
      TREE_OPERAND (place, 1) = number;
}

/* Puts what W is in STMT, which is no PHI.  */
static void
replace_in (const struct rounds *w, tree counter, gimple *stmt)
{
  gimple_stmt_iterator at = gsi_for_stmt (stmt);
  bool whole = INTEGRAL_TYPE_P (TREE_TYPE (w->value)) && w->exact;
  if (whole && is_gimple_assign (stmt) && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (stmt))
      && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_lhs (stmt)))) {
    tree number = value_before (&at, w, unsigned_full (), counter), type = TREE_TYPE (w->value);
    /* Beyond 64 bits its sign goes on.  */
    if (TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (stmt))) > TYPE_PRECISION (unsigned_full ())
        && !(is_full (type) && TYPE_UNSIGNED (type)))
      number = convert_before (&at, signed_full (), number);
    gimple_assign_set_rhs1 (stmt, number);
    update_stmt (stmt);
    return;
  }
  if (whole) {
    tree index = convert_before (&at, signed_full (), value_before (&at, w, unsigned_full (), counter));
    for (unsigned i = 0; i < gimple_num_ops (stmt); i++)
      if (gimple_op (stmt, i))
        replace_index (gimple_op (stmt, i), w->value, index);
    update_stmt (stmt);
  }
  if (w->partly)
    return;
  tree own = own_value_before (&at, w, counter);
  ssa_op_iter all;
  use_operand_p use;
  FOR_EACH_SSA_USE_OPERAND (use, stmt, all, SSA_OP_USE)
  if (USE_FROM_PTR (use) == w->value)
    SET_USE (use, own);
  update_stmt (stmt);
}

static void
replace_in_phi (const struct rounds *w, tree counter, gphi *phi)
{
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
    if (gimple_phi_arg_def (phi, i) == w->value) {
      gimple_stmt_iterator at = reshape_end_of (gimple_phi_arg_edge (phi, i)->src);
      SET_PHI_ARG_DEF (phi, i, own_value_before (&at, w, counter));
    }
}

void
rounds_replace (struct rounds *w, tree counter, basic_block head, const auto_vec<struct round_test> &tests)
{
  auto_vec<gimple *> users;
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, w->value)
  if (!users.contains (USE_STMT (use)))
    users.safe_push (USE_STMT (use));
  for (unsigned n = 0; n < users.length (); n++) {
    enum tree_code code;
    tree x;
    if (compares (users[n], w->value, &code, &x) && test_rounds (w, users[n], code, x, counter, head, tests))
      continue;
    if (gimple_code (users[n]) == GIMPLE_PHI && !w->partly)
      replace_in_phi (w, counter, as_a<gphi *> (users[n]));
    else if (gimple_code (users[n]) != GIMPLE_PHI)
      replace_in (w, counter, users[n]);
  }
}
