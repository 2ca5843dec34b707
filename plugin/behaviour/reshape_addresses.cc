/* Reshaping: what is added to a pointer.

   `a[i * n + j]` is `row[j]` where `row = a + i * n`, and `p[i + 1]` is `q[1]` where `q = p + i`.  So what is added to a pointer, in
   whatever steps, is taken apart into values with factors and a constant, and added up in one way, the constant last,
   where it belongs to the place that is accessed.  Offsets wrap as addresses do, so the sum is the same address to the bit; in a
   narrower type a sum is only taken apart where C does not define that it overflows.  Addresses of objects and their elements
   are written in one way by canonical_places.cc.  */
#include "gcc-compat.h"

#include "normalise_private.h"
#include "reshape.h"

/* How deep an offset is looked into, how many steps a pointer is followed back, and how many values are added at most.  */
#define DEPTH 12
#define STEPS 20
#define TERMS 8

struct term {
  tree value;
  unsigned HOST_WIDE_INT factor;
};

struct sum {
  auto_vec<struct term> terms;
  unsigned HOST_WIDE_INT constant;
  bool fits;
};

static unsigned
full_precision (void)
{
  return TYPE_PRECISION (sizetype);
}

/* Numbers are kept without a sign and wrap at 64 bits, of which an offset's are the lowest.  */
static unsigned HOST_WIDE_INT
as_size (tree constant)
{
  return wide_int::from (wi::to_wide (constant), HOST_BITS_PER_WIDE_INT, TYPE_SIGN (TREE_TYPE (constant))).to_uhwi ();
}

static HOST_WIDE_INT
as_offset (unsigned HOST_WIDE_INT number)
{
  return sext_hwi ((HOST_WIDE_INT) number, full_precision ());
}

static void
add_term (struct sum *s, tree value, unsigned HOST_WIDE_INT factor)
{
  for (unsigned i = 0; i < s->terms.length (); i++)
    if (s->terms[i].value == value) {
      s->terms[i].factor += factor;
      return;
    }
  if (SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value) || s->terms.length () == TERMS) {
    s->fits = false;
    return;
  }
  struct term term = { value, factor };
  s->terms.safe_push (term);
}

/* Whether a number of type FROM, as one of TYPE and then as an offset, is what it is as an offset at once.  */
static bool
keeps_value (tree from, tree type)
{
  unsigned precision = TYPE_PRECISION (type), narrow = TYPE_PRECISION (from);
  if (precision == full_precision ())
    return narrow <= precision;
  return precision < full_precision () && narrow < precision && (TYPE_UNSIGNED (from) || !TYPE_UNSIGNED (type));
}

/* Whether CODE of A and B, which is a union, is their sum: no bit is set in both.  */
static bool
is_disjoint (enum tree_code code, tree a, tree b)
{
  return code == BIT_IOR_EXPR && TREE_CODE (b) == INTEGER_CST && TYPE_PRECISION (TREE_TYPE (b)) <= 64
         && (reshape_possible_bits (a) & wi::to_wide (b).to_uhwi ()) == 0;
}

/* Adds FACTOR times VALUE, as an offset, to S.  */
static void
add_value (struct sum *s, tree value, unsigned HOST_WIDE_INT factor, unsigned depth)
{
  if (TREE_CODE (value) == INTEGER_CST) {
    s->constant += as_size (value) * factor;
    return;
  }
  gassign *def = depth ? reshape_definition (value) : NULL;
  tree type = TREE_TYPE (value);
  bool full = TYPE_PRECISION (type) == full_precision ();
  enum tree_code code = def ? gimple_assign_rhs_code (def) : ERROR_MARK;
  tree a = def ? gimple_assign_rhs1 (def) : NULL_TREE, b = def ? gimple_assign_rhs2 (def) : NULL_TREE;
  if (code == SSA_NAME)
    add_value (s, a, factor, depth - 1);
  else if (CONVERT_EXPR_CODE_P (code) && INTEGRAL_TYPE_P (TREE_TYPE (a)) && keeps_value (TREE_TYPE (a), type))
    add_value (s, a, factor, depth - 1);
  else if (full && is_disjoint (code, a, b)) {
    add_value (s, a, factor, depth - 1);
    add_value (s, b, factor, depth - 1);
  } else if ((code == PLUS_EXPR || code == MINUS_EXPR)
             && (full
                 || (TYPE_PRECISION (type) < full_precision () && TYPE_OVERFLOW_UNDEFINED (type)
                     && TREE_CODE (b) == INTEGER_CST))) {
    /* GCC, too, adds a constant to the offset instead; two values whose sum may be too large for their type are added in that.  */
    add_value (s, a, factor, depth - 1);
    add_value (s, b, code == PLUS_EXPR ? factor : -factor, depth - 1);
  } else if (code == MULT_EXPR && full && TREE_CODE (b) == INTEGER_CST)
    add_value (s, a, factor * as_size (b), depth - 1);
  else if (code == LSHIFT_EXPR && full && TREE_CODE (b) == INTEGER_CST
           && wi::ltu_p (wi::to_wide (b), full_precision ()))
    add_value (s, a, factor << tree_to_uhwi (b), depth - 1);
  else
    add_term (s, value, factor);
}

/* The pointer to which, in the end, what S comes to hold is added to give POINTER; NULL_TREE if it is an object's address.  */
static tree
take_apart (tree pointer, struct sum *s)
{
  for (unsigned n = 0; n < STEPS; n++) {
    gassign *def = reshape_definition (pointer);
    if (!def)
      break;
    enum tree_code code = gimple_assign_rhs_code (def);
    tree from = gimple_assign_rhs1 (def);
    if (code == ADDR_EXPR || TREE_CODE (from) == ADDR_EXPR)
      return NULL_TREE;
    if (code == POINTER_PLUS_EXPR)
      add_value (s, gimple_assign_rhs2 (def), 1, DEPTH);
    else if (code != SSA_NAME
             && !(CONVERT_EXPR_CODE_P (code) && POINTER_TYPE_P (TREE_TYPE (from))
                  && TYPE_PRECISION (TREE_TYPE (from)) == TYPE_PRECISION (TREE_TYPE (pointer))))
      break;
    pointer = from;
  }
  return TREE_CODE (pointer) == SSA_NAME && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (pointer) ? pointer : NULL_TREE;
}

static int
compare_terms (const void *a, const void *b)
{
  unsigned x = SSA_NAME_VERSION (((const struct term *) a)->value);
  unsigned y = SSA_NAME_VERSION (((const struct term *) b)->value);
  return x < y ? -1 : x > y;
}

/* The values of S with their factors, added up before AT; NULL_TREE if there are none.  */
static tree
added_up (struct sum *s, gimple_stmt_iterator *at)
{
  tree total = NULL_TREE;
  s->terms.qsort (compare_terms);
  for (unsigned i = 0; i < s->terms.length (); i++) {
    struct term *t = &s->terms[i];
    tree value = t->value;
    if (as_offset (t->factor) == 0)
      continue;
    if (!useless_type_conversion_p (sizetype, TREE_TYPE (value)))
      value = reshape_compute (at, sizetype, NOP_EXPR, value, NULL_TREE);
    if (as_offset (t->factor) != 1)
      value = reshape_compute (at, sizetype, MULT_EXPR, value, build_int_cst (sizetype, as_offset (t->factor)));
    total = total ? reshape_compute (at, sizetype, PLUS_EXPR, total, value) : value;
  }
  return total;
}

/* Computes what STMT gives, a pointer with something added, in the one way.  */
static void
rewrite (gimple_stmt_iterator *at)
{
  gimple *stmt = gsi_stmt (*at);
  struct sum s;
  s.constant = 0;
  s.fits = true;
  tree given = gimple_assign_lhs (stmt), base = take_apart (given, &s);
  if (!base || !s.fits || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (given))
    return;
  tree total = added_up (&s, at);
  tree constant = as_offset (s.constant) == 0 ? NULL_TREE : build_int_cst (sizetype, as_offset (s.constant));
  if (total && constant) {
    base = reshape_compute (at, TREE_TYPE (given), POINTER_PLUS_EXPR, base, total);
    total = NULL_TREE;
  }
  if (total || constant)
    gimple_assign_set_rhs_with_ops (at, POINTER_PLUS_EXPR, base, total ? total : constant);
  else
    gimple_assign_set_rhs_with_ops (at, SSA_NAME, base);
  update_stmt (gsi_stmt (*at));
}

/* Whether PLACE, in memory, is accessed through a pointer with a constant added, which it may add itself; does so.  */
static bool
add_constant (tree place)
{
  bool changed = false;
  if (!place)
    return false;
  if (TREE_CODE (place) == ADDR_EXPR)
    place = TREE_OPERAND (place, 0);
  while (handled_component_p (place))
    place = TREE_OPERAND (place, 0);
  if (TREE_CODE (place) != MEM_REF)
    return false;
  for (unsigned n = 0; n < STEPS; n++) {
    gassign *def = reshape_definition (TREE_OPERAND (place, 0));
    if (!def || gimple_assign_rhs_code (def) != POINTER_PLUS_EXPR || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME
        || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST
        || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (def)))
      break;
    unsigned HOST_WIDE_INT offset = as_size (TREE_OPERAND (place, 1)) + as_size (gimple_assign_rhs2 (def));
    TREE_OPERAND (place, 0) = gimple_assign_rhs1 (def);
    TREE_OPERAND (place, 1) = build_int_cst (TREE_TYPE (TREE_OPERAND (place, 1)), as_offset (offset));
    changed = true;
  }
  return changed;
}

/* Whether an access as TYPE may be to anything.  */
static bool
is_byte (tree type)
{
  return INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) == BITS_PER_UNIT && !TYPE_VOLATILE (type)
         && (TYPE_MAIN_VARIANT (type) == char_type_node || TYPE_MAIN_VARIANT (type) == signed_char_type_node
             || TYPE_MAIN_VARIANT (type) == unsigned_char_type_node);
}

/* A byte at a known distance from a pointer is that, by whichever members and elements it is named: makes PLACE, which is accessed, an
   access through the pointer.  */
static tree
plain_byte (tree place)
{
  poly_int64 offset;
  HOST_WIDE_INT bytes;
  if (!place || !handled_component_p (place) || !is_byte (TREE_TYPE (place)) || TREE_THIS_VOLATILE (place)
      || (TREE_CODE (place) == COMPONENT_REF && DECL_BIT_FIELD (TREE_OPERAND (place, 1))))
    return NULL_TREE;
  tree base = get_addr_base_and_unit_offset (place, &offset);
  if (!base || TREE_CODE (base) != MEM_REF || TREE_CODE (TREE_OPERAND (base, 0)) != SSA_NAME
      || TREE_THIS_VOLATILE (base) || !offset.is_constant (&bytes))
    return NULL_TREE;
  tree pointer = build_pointer_type (TYPE_MAIN_VARIANT (TREE_TYPE (place)));
  bytes += (HOST_WIDE_INT) as_size (TREE_OPERAND (base, 1));
  return build2 (MEM_REF, TREE_TYPE (place), TREE_OPERAND (base, 0), build_int_cst (pointer, bytes));
}

/* The object that PLACE, an access by an address, is as a whole; or NULL_TREE.  */
static tree
whole_object (tree place)
{
  tree address = TREE_OPERAND (place, 0),
       object = TREE_CODE (address) == ADDR_EXPR ? TREE_OPERAND (address, 0) : NULL_TREE;
  return object && DECL_P (object) && integer_zerop (TREE_OPERAND (place, 1)) && AGGREGATE_TYPE_P (TREE_TYPE (object))
                 && TYPE_MAIN_VARIANT (TREE_TYPE (object)) == TYPE_MAIN_VARIANT (TREE_TYPE (place))
                 && TREE_THIS_VOLATILE (object) == TREE_THIS_VOLATILE (place) && !REF_REVERSE_STORAGE_ORDER (place)
             ? object
             : NULL_TREE;
}

/* PLACE, a part of an object that is accessed as if it were only that part: `p->a` with `p = &s->slot[i]`, in which GCC put `s->slot[i]` in
   the place of `*p`.  As the part of the object that it is, or NULL_TREE.  */
static tree
part_of_whole (tree place)
{
  tree base = place;
  while (base && handled_component_p (base))
    base = TREE_OPERAND (base, 0);
  if (!base || TREE_CODE (base) != MEM_REF)
    return NULL_TREE;
  if (tree object = whole_object (base))
    return reshape_part_of (place, object);
  if (base == place)
    return NULL_TREE;
  tree alias = TREE_TYPE (TREE_OPERAND (base, 1)), whole = TYPE_MAIN_VARIANT (TREE_TYPE (base));
  if (TYPE_REF_CAN_ALIAS_ALL (alias) || TYPE_MAIN_VARIANT (TREE_TYPE (alias)) == whole)
    return NULL_TREE;
  return reshape_part_of (place, build2 (MEM_REF, TREE_TYPE (base), TREE_OPERAND (base, 0),
                                         fold_convert (build_pointer_type (whole), TREE_OPERAND (base, 1))));
}

/* Names what STMT, a read or a store, accesses in the one way.  ALL: what the body accesses.  */
static bool
name_places (gimple *stmt, struct accesses *all)
{
  bool changed = false;
  if (!gimple_assign_single_p (stmt) || gimple_clobber_p (stmt))
    return false;
  for (unsigned n = 0; n < 2; n++) {
    tree named = gimple_op (stmt, n), place = plain_byte (named);
    if (!place)
      place = part_of_whole (named);
    if (!place || !reshape_may_rename (all, named, place))
      continue;
    gimple_set_op (stmt, n, place);
    changed = true;
  }
  return changed;
}

static bool
add_constants (gimple *stmt)
{
  bool changed = false;
  if (!is_gimple_assign (stmt) && !is_gimple_call (stmt))
    return false;
  for (unsigned i = 0; i < gimple_num_ops (stmt); i++)
    changed |= add_constant (gimple_op (stmt, i));
  return changed;
}

void
reshape_addresses (function *fun)
{
  basic_block block;
  struct accesses all;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (is_gimple_assign (gsi_stmt (i)) && gimple_assign_rhs_code (gsi_stmt (i)) == POINTER_PLUS_EXPR)
      rewrite (&i);
  /* What is inlined is beside what its caller accesses.  */
  bool known = !normalise_is_candidate (cgraph_node::get (fun->decl));
  if (known)
    reshape_find_accesses (fun, &all);
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if ((known && name_places (gsi_stmt (i), &all)) | add_constants (gsi_stmt (i)))
      update_stmt (gsi_stmt (i));
  reshape_remove_unused (fun);
}
