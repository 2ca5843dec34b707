/* The canonical form: places in memory, and the states of memory.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* What every part of a place adds: how it may be accessed.  WHOLE: all of it is.  */
static void
write_access (struct canonical_writer *w, tree place, bool whole, struct strbuf *out)
{
  if (whole)
    canonical_object_type (w, TREE_TYPE (place), out);
  else
    canonical_part_type (w, TREE_TYPE (place), false, out);
  if (TREE_THIS_VOLATILE (place))
    strbuf_add_text (out, "v");
  if (TREE_CODE (place) != MEM_REF && TREE_THIS_NOTRAP (place))
    strbuf_add_text (out, "n");
}

static void
write_number (struct canonical_writer *w, tree value, struct strbuf *out)
{
  if (value)
    canonical_value (w, value, out);
  else
    strbuf_add_char (out, '-');
}

static void
write_component (struct canonical_writer *w, tree place, bool whole, struct strbuf *out)
{
  tree field = TREE_OPERAND (place, 1);
  canonical_base (w, TREE_OPERAND (place, 0), out);
  strbuf_add_char (out, '.');
  canonical_member_type (w, field, whole, out);
  strbuf_add_char (out, '@');
  if (TREE_OPERAND (place, 2))
    canonical_value (w, TREE_OPERAND (place, 2), out);
  else if (TREE_CODE (DECL_FIELD_OFFSET (field)) == INTEGER_CST)
    canonical_constant (NULL, byte_position (field), out);
  else
    canonical_constant (NULL, DECL_FIELD_OFFSET (field), out);
  strbuf_add_char (out, '.');
  /* GCC splits a position by the target's largest alignment, and so by -march: whole bytes are bytes here.  */
  if (!TREE_OPERAND (place, 2) && TREE_CODE (DECL_FIELD_OFFSET (field)) == INTEGER_CST)
    canonical_constant (NULL, bitsize_int (int_bit_position (field) % BITS_PER_UNIT), out);
  else
    canonical_constant (NULL, DECL_FIELD_BIT_OFFSET (field), out);
  if (whole || w->measures || !RECORD_OR_UNION_TYPE_P (TREE_TYPE (field))) {
    strbuf_add_char (out, '+');
    if (DECL_SIZE (field))
      canonical_constant (NULL, DECL_SIZE (field), out);
  }
  if (DECL_BIT_FIELD (field))
    strbuf_add_char (out, 'b');
  if (DECL_NONADDRESSABLE_P (field))
    strbuf_add_char (out, 'a');
  if (TREE_CODE (TREE_OPERAND (place, 0)) != MEM_REF && REF_REVERSE_STORAGE_ORDER (place))
    strbuf_add_char (out, 'r');
  if (TYPE_REVERSE_STORAGE_ORDER (DECL_FIELD_CONTEXT (field)))
    strbuf_add_char (out, 'R');
  strbuf_add_char (out, ':');
  write_access (w, place, whole, out);
}

/* ---- Elements of arrays, which have many spellings: a[i], *(a + i), &a[i], a + i.  */

struct element {
  tree array; /* a place of an array type */
  tree index; /* an SSA name; or NULL */
  wide_int constant;
};

/* The statement that computes VALUE from one operand or from one and a constant; or NULL.  */
static gimple *
simple_definition (tree value)
{
  if (TREE_CODE (value) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (value))
    return NULL;
  gimple *def = SSA_NAME_DEF_STMT (value);
  if (!is_gimple_assign (def) || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME)
    return NULL;
  if (gimple_num_ops (def) == 3 && TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST)
    return NULL;
  return gimple_num_ops (def) <= 3 ? def : NULL;
}

static wide_int
as_size (tree constant)
{
  return wide_int::from (wi::to_wide (constant), TYPE_PRECISION (sizetype), TYPE_SIGN (TREE_TYPE (constant)));
}

/* VALUE as a number of the size of pointers: what is left of it without the constants that are added, which go to
   *CONSTANT, and without conversions that keep it.  NARROW: also without those from smaller types.  */
static tree
strip_index (tree value, wide_int *constant, bool narrow)
{
  unsigned full = TYPE_PRECISION (sizetype);
  while (gimple *def = simple_definition (value)) {
    tree a = gimple_assign_rhs1 (def), type = TREE_TYPE (value), from = TREE_TYPE (a);
    enum tree_code code = gimple_assign_rhs_code (def);
    unsigned precision = TYPE_PRECISION (type);
    if (!INTEGRAL_TYPE_P (type) || !INTEGRAL_TYPE_P (from))
      break;
    if (code == PLUS_EXPR && (precision == full || (narrow && precision < full && TYPE_OVERFLOW_UNDEFINED (type))))
      *constant += as_size (gimple_assign_rhs2 (def));
    else if (CONVERT_EXPR_CODE_P (code)
             && ((precision == full && TYPE_PRECISION (from) == full)
                 || (narrow && precision <= full && TYPE_PRECISION (from) < precision
                     && (precision == full || TYPE_UNSIGNED (from) || !TYPE_UNSIGNED (type)))))
      ;
    else if (code != SSA_NAME)
      break;
    value = a;
  }
  return value;
}

/* Whether OFFSET, in bytes, is a multiple of SIZE: adds which one to E.  */
static bool
divide_offset (tree offset, unsigned HOST_WIDE_INT size, struct element *e)
{
  wide_int bytes = wi::zero (TYPE_PRECISION (sizetype)), unit = wi::uhwi (size, TYPE_PRECISION (sizetype));
  tree rest = NULL_TREE;
  if (TREE_CODE (offset) == INTEGER_CST)
    bytes = as_size (offset);
  else if (size == 1)
    rest = offset;
  else {
    gimple *def = simple_definition (strip_index (offset, &bytes, false));
    if (!def || gimple_assign_rhs_code (def) != MULT_EXPR || !tree_fits_uhwi_p (gimple_assign_rhs2 (def))
        || TYPE_PRECISION (TREE_TYPE (gimple_assign_lhs (def))) != TYPE_PRECISION (sizetype)
        || tree_to_uhwi (gimple_assign_rhs2 (def)) != size)
      return false;
    rest = gimple_assign_rhs1 (def);
  }
  if (!wi::multiple_of_p (bytes, unit, SIGNED) || (rest && e->index))
    return false;
  e->constant += wi::sdiv_trunc (bytes, unit);
  if (rest)
    e->index = rest;
  return true;
}

/* The array whose first element POINTER is the address of; or NULL_TREE.  */
static tree
array_behind (tree pointer)
{
  for (unsigned n = 0; n < 20 && TREE_CODE (pointer) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (pointer); n++) {
    gimple *def = SSA_NAME_DEF_STMT (pointer);
    if (!is_gimple_assign (def) || get_gimple_rhs_class (gimple_assign_rhs_code (def)) == GIMPLE_BINARY_RHS
        || gimple_vuse (def) || !POINTER_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def))))
      return NULL_TREE;
    pointer = gimple_assign_rhs1 (def);
  }
  if (TREE_CODE (pointer) != ADDR_EXPR)
    return NULL_TREE;
  tree place = TREE_OPERAND (pointer, 0);
  if (TREE_CODE (place) == ARRAY_REF && integer_zerop (TREE_OPERAND (place, 1)) && !TREE_OPERAND (place, 2)
      && !TREE_OPERAND (place, 3))
    place = TREE_OPERAND (place, 0);
  return TREE_CODE (TREE_TYPE (place)) == ARRAY_TYPE ? place : NULL_TREE;
}

static bool
zero_based (tree array)
{
  tree domain = TYPE_DOMAIN (TREE_TYPE (array)), size = TYPE_SIZE_UNIT (TREE_TYPE (TREE_TYPE (array)));
  return domain && TYPE_MIN_VALUE (domain) && integer_zerop (TYPE_MIN_VALUE (domain)) && size && tree_fits_uhwi_p (size)
         && tree_to_uhwi (size) > 0;
}

/* Whether POINTER + BYTES (a constant, or NULL_TREE) is the address of an element; which one.  */
static bool
element_at (tree pointer, tree bytes, struct element *e)
{
  auto_vec<tree> offsets;
  if (bytes)
    offsets.safe_push (bytes);
  while (TREE_CODE (pointer) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (pointer) && offsets.length () < 20) {
    gimple *def = SSA_NAME_DEF_STMT (pointer);
    if (!is_gimple_assign (def) || gimple_assign_rhs_code (def) != POINTER_PLUS_EXPR)
      break;
    offsets.safe_push (gimple_assign_rhs2 (def));
    pointer = gimple_assign_rhs1 (def);
  }
  e->array = array_behind (pointer);
  if (!e->array || !zero_based (e->array))
    return false;
  e->constant = wi::zero (TYPE_PRECISION (sizetype));
  e->index = NULL_TREE;
  for (unsigned i = 0; i < offsets.length (); i++)
    if (!divide_offset (offsets[i], tree_to_uhwi (TYPE_SIZE_UNIT (TREE_TYPE (TREE_TYPE (e->array)))), e))
      return false;
  return true;
}

/* Appends element E; what it is accessed as follows.  */
static void
write_element (struct canonical_writer *w, struct element *e, struct strbuf *out)
{
  canonical_base (w, e->array, out);
  strbuf_add_char (out, '{');
  if (e->index && TREE_CODE (e->index) == INTEGER_CST)
    e->constant += as_size (e->index);
  else if (e->index) {
    tree index = strip_index (e->index, &e->constant, true);
    canonical_type (w, TREE_TYPE (index), out);
    strbuf_add_char (out, ' ');
    canonical_value (w, index, out);
  }
  char digits[WIDE_INT_PRINT_BUFFER_SIZE];
  print_dec (e->constant, digits, SIGNED);
  strbuf_addf (out, "+%s}", digits);
}

/* Whether PLACE, an access by an index, is understood; which element it is.  */
static bool
element_of (tree place, struct element *e)
{
  e->array = TREE_OPERAND (place, 0);
  e->index = TREE_OPERAND (place, 1);
  e->constant = wi::zero (TYPE_PRECISION (sizetype));
  return !TREE_OPERAND (place, 2) && !TREE_OPERAND (place, 3) && TREE_CODE (TREE_TYPE (e->array)) == ARRAY_TYPE
         && zero_based (e->array);
}

tree
canonical_array_of (tree pointer)
{
  struct element e;
  return element_at (pointer, NULL_TREE, &e) ? e.array : NULL_TREE;
}

bool
canonical_element_address (struct canonical_writer *w, tree pointer, struct strbuf *out)
{
  struct element e;
  if (TREE_CODE (pointer) == ADDR_EXPR && TREE_CODE (TREE_OPERAND (pointer, 0)) == ARRAY_REF) {
    if (!element_of (TREE_OPERAND (pointer, 0), &e))
      return false;
  } else if (!element_at (pointer, NULL_TREE, &e))
    return false;
  if (e.index && TREE_CODE (e.index) == INTEGER_CST) {
    e.constant += as_size (e.index);
    e.index = NULL_TREE;
  }
  strbuf_add_char (out, '&');
  /* An array begins where its first element does.  */
  if (!e.index && wi::eq_p (e.constant, 0))
    canonical_base (w, e.array, out);
  else {
    tree type = TREE_TYPE (TREE_TYPE (e.array));
    write_element (w, &e, out);
    if (AGGREGATE_TYPE_P (type)) {
      strbuf_add_char (out, ':');
      canonical_part_type (w, type, true, out);
    }
  }
  return true;
}

/* Whether PLACE, an access through a pointer to element E, may be written by the name of that.  */
static bool
may_be_named (struct canonical_writer *w, tree place, const struct element &e)
{
  /* An array by itself is known by where it lies.  */
  if (!handled_component_p (e.array))
    return true;
  bool known;
  bool &renamed = w->renamed->get_or_insert (place, &known);
  if (known)
    return renamed;
  /* A pointer promises its type's alignment, what is packed does not.  */
  tree type = TREE_TYPE (TREE_TYPE (e.array));
  if (get_object_alignment (build4 (ARRAY_REF, type, e.array, size_zero_node, NULL_TREE, NULL_TREE))
      < TYPE_ALIGN (type))
    return renamed = false;
  if (!w->accesses) {
    w->accesses = new struct accesses ();
    reshape_find_accesses (w->fun, w->accesses);
  }
  tree index = e.index ? e.index : wide_int_to_tree (sizetype, e.constant);
  return renamed = reshape_may_rename (w->accesses, place,
                                       build4 (ARRAY_REF, type, e.array, index, NULL_TREE, NULL_TREE));
}

/* Whether PLACE, an access through a pointer or by an index, is one to an element; writes it.  */
static bool
write_element_access (struct canonical_writer *w, tree place, bool whole, struct strbuf *out)
{
  struct element e;
  if (TREE_CODE (place) == ARRAY_REF) {
    if (!element_of (place, &e))
      return false;
  } else {
    tree alias = TREE_TYPE (TREE_OPERAND (place, 1));
    if (!element_at (TREE_OPERAND (place, 0), TREE_OPERAND (place, 1), &e) || TYPE_REF_CAN_ALIAS_ALL (alias)
        || REF_REVERSE_STORAGE_ORDER (place)
        || TYPE_MAIN_VARIANT (TREE_TYPE (alias)) != TYPE_MAIN_VARIANT (TREE_TYPE (place))
        || TYPE_MAIN_VARIANT (TREE_TYPE (TREE_TYPE (e.array))) != TYPE_MAIN_VARIANT (TREE_TYPE (place))
        || !may_be_named (w, place, e))
      return false;
  }
  write_element (w, &e, out);
  strbuf_add_char (out, ':');
  if (whole)
    canonical_object_type (w, TREE_TYPE (place), out);
  else
    canonical_part_type (w, TREE_TYPE (place), true, out);
  if (TREE_THIS_VOLATILE (place))
    strbuf_add_text (out, "v");
  return true;
}

static void
write_text (struct canonical_writer *w, tree text, struct strbuf *out)
{
  canonical_object_type (w, TREE_TYPE (text), out);
  strbuf_add_char (out, ' ');
  canonical_constant (NULL, text, out);
}

/* The text that PLACE, a variable which the compiler keeps as nothing but what it holds, is; or NULL_TREE.  */
static tree
text_in (tree place)
{
  tree text = VAR_P (place) && DECL_IN_CONSTANT_POOL (place) ? DECL_INITIAL (place) : NULL_TREE;
  return text && TREE_CODE (text) == STRING_CST && TREE_READONLY (place) && !TREE_THIS_VOLATILE (place)
                 && operand_equal_p (TYPE_SIZE (TREE_TYPE (place)), TYPE_SIZE (TREE_TYPE (text)), 0)
             ? text
             : NULL_TREE;
}

static void
write_place (struct canonical_writer *w, tree place, bool whole, struct strbuf *out)
{
  if (++w->depth > CANONICAL_DEPTH_LIMIT) {
    canonical_fail (w, "its expressions are nested too deep");
    w->depth--;
    return;
  }
  if ((TREE_CODE (place) == MEM_REF || TREE_CODE (place) == ARRAY_REF) && write_element_access (w, place, whole, out)) {
    w->depth--;
    return;
  }
  switch (TREE_CODE (place)) {
  case MEM_REF: {
    tree alias = TREE_TYPE (TREE_OPERAND (place, 1));
    strbuf_add_text (out, "[");
    canonical_value (w, TREE_OPERAND (place, 0), out);
    strbuf_add_char (out, '+');
    canonical_constant (NULL, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, ':');
    write_access (w, place, whole, out);
    strbuf_add_char (out, '/');
    canonical_part_type (w, TREE_TYPE (alias), false, out);
    if (TYPE_REF_CAN_ALIAS_ALL (alias))
      strbuf_add_char (out, '*');
    if (REF_REVERSE_STORAGE_ORDER (place))
      strbuf_add_char (out, 'r');
    strbuf_add_char (out, ']');
    break;
  }
  case COMPONENT_REF: write_component (w, place, whole, out); break;
  case ARRAY_REF:
  case ARRAY_RANGE_REF:
    canonical_base (w, TREE_OPERAND (place, 0), out);
    strbuf_add_text (out, TREE_CODE (place) == ARRAY_REF ? "{" : "{..");
    canonical_value (w, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, ' ');
    write_number (w, TREE_OPERAND (place, 2), out);
    strbuf_add_char (out, ' ');
    write_number (w, TREE_OPERAND (place, 3) ? TREE_OPERAND (place, 3) : array_ref_element_size (place), out);
    strbuf_add_char (out, ':');
    write_access (w, place, whole, out);
    strbuf_add_char (out, '}');
    break;
  case BIT_FIELD_REF:
    canonical_base (w, TREE_OPERAND (place, 0), out);
    strbuf_add_text (out, "<bits ");
    canonical_value (w, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, '@');
    canonical_value (w, TREE_OPERAND (place, 2), out);
    strbuf_add_text (out, REF_REVERSE_STORAGE_ORDER (place) ? "r:" : ":");
    write_access (w, place, whole, out);
    strbuf_add_char (out, '>');
    break;
  case REALPART_EXPR:
  case IMAGPART_EXPR:
  case VIEW_CONVERT_EXPR:
    strbuf_addf (out, "<%s ", get_tree_code_name (TREE_CODE (place)));
    canonical_place (w, TREE_OPERAND (place, 0), out);
    strbuf_add_char (out, ':');
    write_access (w, place, whole, out);
    strbuf_add_char (out, '>');
    break;
  case WITH_SIZE_EXPR:
    strbuf_add_text (out, "<size ");
    canonical_place (w, TREE_OPERAND (place, 0), out);
    strbuf_add_char (out, ' ');
    canonical_value (w, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, '>');
    break;
  case STRING_CST: write_text (w, place, out); break;
  default:
    if (tree text = text_in (place))
      write_text (w, text, out);
    else if (DECL_P (place))
      canonical_declaration (w, place, out);
    else
      canonical_value (w, place, out);
    break;
  }
  w->depth--;
}

void
canonical_place (struct canonical_writer *w, tree place, struct strbuf *out)
{
  write_place (w, place, true, out);
}

void
canonical_base (struct canonical_writer *w, tree place, struct strbuf *out)
{
  write_place (w, place, false, out);
}
