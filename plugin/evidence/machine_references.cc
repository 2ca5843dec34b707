/* References to memory and operands: what a tree in a statement stands for.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

/* Where T, a reference to memory, lies.  */
struct place
place_of (struct state *s, tree t)
{
  struct place p;
  memset (&p, 0, sizeof p);
  HOST_WIDE_INT offset = 0;
  for (;;) {
    switch (TREE_CODE (t)) {
    case COMPONENT_REF: {
      tree at = component_ref_field_offset (t), bits = DECL_FIELD_BIT_OFFSET (TREE_OPERAND (t, 1));
      if (at && tree_fits_shwi_p (at) && tree_fits_shwi_p (bits) && offset != OFFSET_UNKNOWN)
        offset += tree_to_shwi (at) * BITS_PER_UNIT + tree_to_shwi (bits);
      else
        offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    }
    case ARRAY_REF: {
      struct value index = operand (s, TREE_OPERAND (t, 1));
      tree low = array_ref_low_bound (t), size = array_ref_element_size (t);
      HOST_WIDE_INT n;
      if (known_number (&index, &n) && tree_fits_shwi_p (low) && tree_fits_shwi_p (size) && offset != OFFSET_UNKNOWN)
        offset += (n - tree_to_shwi (low)) * tree_to_shwi (size) * BITS_PER_UNIT;
      else
        offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    }
    case BIT_FIELD_REF:
      if (tree_fits_shwi_p (TREE_OPERAND (t, 2)) && offset != OFFSET_UNKNOWN)
        offset += tree_to_shwi (TREE_OPERAND (t, 2));
      else
        offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    case ARRAY_RANGE_REF:
    case REALPART_EXPR:
    case IMAGPART_EXPR:
      offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    case VIEW_CONVERT_EXPR: t = TREE_OPERAND (t, 0); continue;
    case MEM_REF: {
      struct value pointer = operand (s, TREE_OPERAND (t, 0));
      /* It may be negative, of an unsigned type: a virtual base stands in a table of functions before where the pointer leads.  */
      HOST_WIDE_INT more = wi::to_wide (TREE_OPERAND (t, 1)).to_shwi () * BITS_PER_UNIT;
      p.through = pointer;
      p.indirect = true;
      if (pointer.kind == VALUE_ADDRESS) {
        p.known = true;
        p.region = pointer.region;
        p.offset = pointer.offset == OFFSET_UNKNOWN || offset == OFFSET_UNKNOWN ? OFFSET_UNKNOWN
                                                                                : pointer.offset + offset + more;
      } else if (pointer.kind == VALUE_SYMBOL) {
        p.known = true;
        p.region = find_region (NULL_TREE, 0, pointer.symbol);
        p.offset = offset == OFFSET_UNKNOWN ? OFFSET_UNKNOWN
                                            : (HOST_WIDE_INT) pointer.add * BITS_PER_UNIT + offset + more;
      }
      return p;
    }
    default:
      if (DECL_P (t) || TREE_CODE (t) == STRING_CST) {
        p.known = true;
        p.region = DECL_P (t) ? region_of_decl (s, t) : find_region (t, 0, -1);
        p.offset = offset;
      }
      return p;
    }
  }
}

uint64_t
mask_of_place (const struct state *s, const struct place *p)
{
  if (p->known)
    return p->through.mask | mask_behind (s, p->region, 0);
  return p->through.mask | (p->indirect ? placed_before (s, &p->through) : 0);
}

/* The value of T: a constant, an SSA name, an address or a reference to memory.  */
struct value
operand (struct state *s, tree t)
{
  if (!t)
    return unknown (0);
  if (TREE_CODE (t) == SSA_NAME) {
    if (SSA_NAME_IS_DEFAULT_DEF (t) && SSA_NAME_VAR (t) && TREE_CODE (SSA_NAME_VAR (t)) != PARM_DECL
        && !(TREE_CODE (SSA_NAME_VAR (t)) == RESULT_DECL && DECL_BY_REFERENCE (SSA_NAME_VAR (t))))
      return unknown (0);
    return *names_get (top (s)->names, SSA_NAME_VERSION (t));
  }
  if (CONSTANT_CLASS_P (t) && TREE_CODE (t) != STRING_CST)
    return constant (t, 0);
  if (TREE_CODE (t) == ADDR_EXPR) {
    tree to = TREE_OPERAND (t, 0);
    if (run.met)
      note_met (get_base_address (to));
    if (TREE_CODE (to) == FUNCTION_DECL || TREE_CODE (to) == LABEL_DECL)
      return address (find_region (to, 0, -1), 0);
    struct place p = place_of (s, to);
    if (!p.known)
      return unknown (p.through.mask);
    if ((*run.regions)[p.region].symbol >= 0) {
      struct value v = symbol_value ((*run.regions)[p.region].symbol);
      v.add = p.offset == OFFSET_UNKNOWN ? 0 : (long double) (p.offset / BITS_PER_UNIT);
      return p.offset == OFFSET_UNKNOWN ? unknown (v.mask) : v;
    }
    return address (p.region, p.offset);
  }
  if (DECL_P (t) || REFERENCE_CLASS_P (t)) {
    struct place p = place_of (s, t);
    HOST_WIDE_INT size = bits_of_reference (t);
    if (!p.known || size < 0) {
      tree whole = t;
      while (handled_component_p (whole))
        whole = TREE_OPERAND (whole, 0);
      /* A part of a complex number, or of a vector.  */
      if (TREE_CODE (whole) == SSA_NAME)
        return unknown (operand (s, whole).mask);
      return unknown (p.known ? mask_of_place (s, &p) : p.indirect ? mask_of_place (s, &p) | from_abroad (s) : 0);
    }
    struct value v = load (s, p.region, p.offset, size, TREE_TYPE (t));
    views_loaded (s, &p, size, TREE_TYPE (t), &v);
    return v;
  }
  uint64_t mask = 0;
  if (TREE_CODE (t) == CONSTRUCTOR)
    for (unsigned i = 0; i < CONSTRUCTOR_NELTS (t); i++)
      mask |= operand (s, CONSTRUCTOR_ELT (t, i)->value).mask;
  return unknown (mask);
}

void
store (struct state *s, tree to, struct value v)
{
  steady_change (s);
  struct place p = place_of (s, to);
  views_store (s, &p);
  alike_store (s, &p);
  if (!p.known) {
    send_abroad (s, v.mask);
    forget_all (s);
    return;
  }
  if ((*run.regions)[p.region].symbol >= 0)
    forget_given (s);
  HOST_WIDE_INT size = bits_of_reference (to);
  struct cell c = cell_at (CELL_VALUE, p.offset, size);
  c.value = v;
  /* What else stands there may be what is read.  */
  if (p.offset == OFFSET_UNKNOWN || size < 0) {
    c.kind = CELL_UNKNOWN;
    c.offset = 0;
    c.size = -1;
    c.value.mask |= mask_behind (s, p.region, 0);
  }
  add_cell (s, p.region, &c);
}

/* An assignment of a whole struct or array.  */
void
store_aggregate (struct state *s, tree to, tree from)
{
  steady_change (s);
  struct place p = place_of (s, to);
  views_store (s, &p);
  alike_store (s, &p);
  if (!p.known) {
    struct place q = DECL_P (from) || REFERENCE_CLASS_P (from) ? place_of (s, from) : p;
    send_abroad (s, mask_of_place (s, &q));
    forget_all (s);
    return;
  }
  if ((*run.regions)[p.region].symbol >= 0)
    forget_given (s);
  HOST_WIDE_INT size = bits_of_reference (to);
  struct cell c = cell_at (CELL_UNKNOWN, p.offset, size);
  if (p.offset == OFFSET_UNKNOWN || size < 0) {
    c.offset = 0;
    c.size = -1;
    c.value.mask = mask_behind (s, p.region, 0);
    if (DECL_P (from) || REFERENCE_CLASS_P (from)) {
      struct place q = place_of (s, from);
      c.value.mask |= mask_of_place (s, &q);
    }
  } else if (TREE_CODE (from) == CONSTRUCTOR && CONSTRUCTOR_NELTS (from) == 0) {
    c.kind = TREE_CLOBBER_P (from) ? CELL_UNKNOWN : CELL_ZERO;
    c.ended = TREE_CLOBBER_P (from);
  } else if (DECL_P (from) || REFERENCE_CLASS_P (from) || TREE_CODE (from) == STRING_CST) {
    /* A table of functions, which the compiler keeps as a constant of its own.  */
    note_met (get_base_address (from));
    struct place q = place_of (s, from);
    if (q.known && q.offset != OFFSET_UNKNOWN) {
      copy_cells (s, p.region, p.offset, q.region, q.offset, size);
      return;
    }
    c.value.mask = mask_of_place (s, &q);
  }
  add_cell (s, p.region, &c);
}
