/* Functions of the C library that the machine knows.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

static bool
has_prefix (const char *name, const char *prefix)
{
  return strncmp (name, prefix, strlen (prefix)) == 0;
}

/* Functions of the C library that are known.  False if CALL is none of them.  */
bool
call_library (struct state *s, gcall *call, const char *name, struct outcomes *o)
{
  tree to = gimple_call_lhs (call), type = to ? TREE_TYPE (to) : integer_type_node;
  if (has_prefix (name, "__builtin_"))
    name += strlen ("__builtin_");
  struct value a = argument (s, call, 1), b = argument (s, call, 2), n = argument (s, call, 3);
  bool counted = !strcmp (name, "strncmp") || !strcmp (name, "memcmp") || !strcmp (name, "strncasecmp");
  if (counted || !strcmp (name, "strcmp")) {
    tree length = counted ? (n.kind == VALUE_CONSTANT ? n.constant : integer_minus_one_node) : NULL_TREE;
    *o = !strcmp (name, "memcmp") ? compare_bytes (s, a, b, length, type) : compare_texts (s, a, b, length, type);
    for (unsigned i = 0; i < o->count; i++) {
      uint64_t mask = o->list[i].value.mask;
      bool equal = !integer_zerop (o->list[i].value.constant);
      o->list[i].value = equal ? number (type, 0, mask) : unknown (mask);
      o->list[i].value.not_zero = !equal;
    }
    return true;
  }
  if (!strcmp (name, "fabs") || !strcmp (name, "fabsf") || !strcmp (name, "fabsl") || !strcmp (name, "abs")
      || !strcmp (name, "labs") || !strcmp (name, "llabs")) {
    if (a.kind == VALUE_SYMBOL)
      a.absolute = true;
    else
      a = unknown (a.mask);
    *o = one (a);
    return true;
  }
  if (!strcmp (name, "expect")) {
    *o = one (convert (a, type));
    return true;
  }
  if (!strcmp (name, "malloc") || !strcmp (name, "calloc") || !strcmp (name, "strdup") || !strcmp (name, "fopen")
      || !strcmp (name, "tmpfile")) {
    *o = one (address (heap_region (s, call), 0));
    return true;
  }
  if (!strcmp (name, "memset") || !strcmp (name, "memcpy") || !strcmp (name, "memmove") || !strcmp (name, "strcpy")
      || !strcmp (name, "strncpy") || !strcmp (name, "strcat") || !strcmp (name, "snprintf")
      || !strcmp (name, "sprintf")) {
    if (a.kind == VALUE_SYMBOL && region_behind (&a) >= 0)
      forget_region (s, region_behind (&a), b.mask);
    if (a.kind == VALUE_ADDRESS) {
      bool whole = !strcmp (name, "memset") || !strncmp (name, "mem", 3);
      HOST_WIDE_INT size = whole && n.kind == VALUE_CONSTANT && tree_fits_shwi_p (n.constant)
                               ? tree_to_shwi (n.constant) * BITS_PER_UNIT
                               : -1;
      struct cell c = cell_at (CELL_UNKNOWN, a.offset, size);
      c.value.mask = b.mask;
      if (a.offset == OFFSET_UNKNOWN)
        c.offset = 0, c.size = -1;
      else if (!strcmp (name, "memset") && is_zero (&b))
        c.kind = CELL_ZERO;
      if (a.offset != OFFSET_UNKNOWN && size >= 0 && !strncmp (name, "mem", 3) && strcmp (name, "memset")
          && b.kind == VALUE_ADDRESS && b.offset != OFFSET_UNKNOWN)
        copy_cells (s, a.region, a.offset, b.region, b.offset, size);
      else
        add_cell (s, a.region, &c);
    }
    *o = one (!strcmp (name, "snprintf") || !strcmp (name, "sprintf") ? unknown (0) : a);
    return true;
  }
  return false;
}
