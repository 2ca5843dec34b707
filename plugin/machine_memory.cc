/* Memory of the machine: regions, what is stored in them, and what a reference leads to.  See machine_private.h.  */
#include "gcc-compat.h"

#include "gimple-fold.h"

#include "machine_private.h"

static struct value load (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type,
                          unsigned limit);

static int
find_region (tree decl, int frame, int symbol)
{
  for (unsigned i = 0; i < run.regions->length (); i++)
    if ((*run.regions)[i].decl == decl && (*run.regions)[i].frame == frame && (*run.regions)[i].symbol == symbol
        && (decl || symbol >= 0))
      return (int) i;
  struct region r = { decl, frame, symbol };
  run.regions->safe_push (r);
  return (int) run.regions->length () - 1;
}

static bool
is_local (tree decl)
{
  return (TREE_CODE (decl) == PARM_DECL || TREE_CODE (decl) == RESULT_DECL || VAR_P (decl)) && !is_global_var (decl);
}

int
region_of_decl (struct state *s, tree decl)
{
  return find_region (decl, is_local (decl) ? top (s)->serial : 0, -1);
}

void
log_cell (struct state *s, const struct cell *c)
{
  s->cells.safe_push (*c);
}

struct cell
cell_at (enum cell_kind kind, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size)
{
  struct cell c;
  memset (&c, 0, sizeof c);
  c.kind = kind;
  c.region = region;
  c.offset = offset;
  c.size = size;
  return c;
}

void
forget_region (struct state *s, int region, uint64_t mask)
{
  struct cell c = cell_at (CELL_UNKNOWN, region, 0, -1);
  c.value.mask = mask;
  log_cell (s, &c);
}

/* Something was stored through a pointer that is not known.  */
void
forget_all (struct state *s)
{
  struct cell c = cell_at (CELL_UNKNOWN, REGION_ANY, 0, -1);
  log_cell (s, &c);
}

/* Something was stored through a pointer that a function produced: it may lead to what functions were given.  */
static void
forget_given (struct state *s)
{
  for (unsigned i = s->cells.length (); i-- > 0;)
    if (s->cells[i].kind == CELL_OUTPUT && (*run.regions)[s->cells[i].region].symbol < 0)
      forget_region (s, s->cells[i].region, 0);
}

/* Whether the initial value of a global can be believed when a test begins.  */
static bool
initial_holds (tree decl)
{
  if (TREE_READONLY (decl))
    return DECL_INITIAL (decl) || !DECL_EXTERNAL (decl);
  if (TREE_PUBLIC (decl) || TREE_THIS_VOLATILE (decl))
    return false;
  varpool_node *node = varpool_node::get (decl);
  if (!node)
    return false;
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (reference->use == IPA_REF_STORE)
      return false;
  return true;
}

/* The same for an output that takes the place of BEFORE: a function that does nothing leaves that.  */
static struct value
symbol_before (int symbol, const struct value *before)
{
  if (symbol >= 0 && before->kind == VALUE_CONSTANT)
    run.m->symbols[symbol].before = before->constant;
  return symbol_value (symbol);
}

static struct value
load_initial (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type)
{
  const struct region *r = &(*run.regions)[region];
  if (r->symbol >= 0) {
    struct symbol *parent = &run.m->symbols[r->symbol];
    parent->followed = true;
    return symbol_value (
        find_symbol (s, parent->callee, parent->kind, parent->argument, parent->global, r->symbol, offset, size, type));
  }
  if (!r->decl)
    return unknown (0);
  if (TREE_CODE (r->decl) == STRING_CST) {
    tree t = fold_ctor_reference (type, r->decl, offset, size, NULL_TREE);
    return t && CONSTANT_CLASS_P (t) ? constant (t, 0) : unknown (0);
  }
  if (!VAR_P (r->decl) || !is_global_var (r->decl) || !initial_holds (r->decl))
    return unknown (0);
  tree initial = DECL_INITIAL (r->decl);
  if (!initial)
    return is_gimple_reg_type (type) ? constant (build_zero_cst (type), 0) : unknown (0);
  tree t = initial == error_mark_node ? NULL_TREE : fold_ctor_reference (type, initial, offset, size, r->decl);
  if (!t)
    return unknown (0);
  STRIP_NOPS (t);
  if (CONSTANT_CLASS_P (t))
    return constant (t, 0);
  if (TREE_CODE (t) == ADDR_EXPR) {
    poly_int64 at = 0;
    tree base = get_addr_base_and_unit_offset (TREE_OPERAND (t, 0), &at);
    HOST_WIDE_INT fixed;
    if (base && at.is_constant (&fixed) && (DECL_P (base) || TREE_CODE (base) == STRING_CST))
      return address (find_region (base, 0, -1), fixed * BITS_PER_UNIT);
  }
  return unknown (0);
}

static struct value
load (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type, unsigned limit)
{
  const struct region *r = &(*run.regions)[region];
  bool outside = r->decl && VAR_P (r->decl) && is_global_var (r->decl) && !TREE_READONLY (r->decl)
                 && (TREE_PUBLIC (r->decl) || DECL_EXTERNAL (r->decl));
  unsigned calls = 0;
  bool changing = run.skipping && r->decl && VAR_P (r->decl) && is_global_var (r->decl) && !TREE_READONLY (r->decl)
                  && INTEGRAL_TYPE_P (TREE_TYPE (r->decl));
  for (unsigned i = limit; i-- > 0;) {
    const struct cell *c = &s->cells[i];
    if (changing && i < s->skipped)
      break;
    calls += c->region == REGION_CALL;
    if (c->region == REGION_ANY && !(r->decl && DECL_P (r->decl) && TREE_READONLY (r->decl))
        && !(r->decl && TREE_CODE (r->decl) == STRING_CST))
      return unknown (0);
    if (c->region != region)
      continue;
    /* A global that the test set before a single call is that function's output.  After more calls, or without having been set, it may be anybody's.  */
    if (outside && calls > 1)
      return unknown (0);
    if (outside && calls == 1 && s->last_callee == run.focused && c->kind == CELL_VALUE && c->offset == offset
        && c->size == size)
      return symbol_before (find_symbol (s, s->last_callee, OUTPUT_GLOBAL, 0, r->decl, -1, offset, size, type),
                            &c->value);
    if (outside && calls == 1)
      return unknown (0);
    bool covers = c->offset != OFFSET_UNKNOWN && offset != OFFSET_UNKNOWN && c->offset <= offset
                  && (c->size < 0 || c->offset + c->size >= offset + size);
    bool apart = c->offset != OFFSET_UNKNOWN && offset != OFFSET_UNKNOWN
                 && (c->offset >= offset + size || (c->size >= 0 && c->offset + c->size <= offset));
    if (apart)
      continue;
    if (offset == OFFSET_UNKNOWN)
      return unknown (c->value.mask);
    if (!covers)
      return unknown (c->value.mask);
    switch (c->kind) {
    case CELL_VALUE: return c->offset == offset && c->size == size ? c->value : unknown (c->value.mask);
    case CELL_ZERO: return is_gimple_reg_type (type) ? constant (build_zero_cst (type), 0) : unknown (0);
    case CELL_OUTPUT: {
      struct cell output = *c;
      int symbol = find_symbol (s, output.callee, output.output, output.argument, NULL_TREE, -1, offset - output.offset,
                                size, type);
      if (output.output != OUTPUT_ARGUMENT || symbol < 0)
        return symbol_value (symbol);
      struct value before = load (s, region, offset, size, type, i);
      return symbol_before (symbol, &before);
    }
    case CELL_COPY: return load (s, c->from, c->from_offset + offset - c->offset, size, type, c->limit);
    case CELL_UNKNOWN: return unknown (c->value.mask);
    }
  }
  if (outside && calls)
    return unknown (0);
  if (changing)
    return symbol_value (find_symbol (s, NULL_TREE, OUTPUT_GLOBAL, 0, r->decl, -1, 0, size, type));
  if (offset == OFFSET_UNKNOWN)
    return unknown (0);
  return load_initial (s, region, offset, size, type);
}

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
      if (index.kind == VALUE_CONSTANT && tree_fits_shwi_p (index.constant) && tree_fits_shwi_p (low)
          && tree_fits_shwi_p (size) && offset != OFFSET_UNKNOWN)
        offset += (tree_to_shwi (index.constant) - tree_to_shwi (low)) * tree_to_shwi (size) * BITS_PER_UNIT;
      else
        offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    }
    case BIT_FIELD_REF:
    case ARRAY_RANGE_REF:
    case REALPART_EXPR:
    case IMAGPART_EXPR:
      offset = OFFSET_UNKNOWN;
      t = TREE_OPERAND (t, 0);
      continue;
    case VIEW_CONVERT_EXPR: t = TREE_OPERAND (t, 0); continue;
    case MEM_REF: {
      struct value pointer = operand (s, TREE_OPERAND (t, 0));
      HOST_WIDE_INT more = tree_to_shwi (TREE_OPERAND (t, 1)) * BITS_PER_UNIT;
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

/* The value of T: a constant, an SSA name, an address or a reference to memory.  */
struct value
operand (struct state *s, tree t)
{
  if (!t)
    return unknown (0);
  if (TREE_CODE (t) == SSA_NAME) {
    if (SSA_NAME_IS_DEFAULT_DEF (t) && SSA_NAME_VAR (t) && TREE_CODE (SSA_NAME_VAR (t)) != PARM_DECL)
      return unknown (0);
    return top (s)->names[SSA_NAME_VERSION (t)];
  }
  if (CONSTANT_CLASS_P (t) && TREE_CODE (t) != STRING_CST)
    return constant (t, 0);
  if (TREE_CODE (t) == ADDR_EXPR) {
    tree to = TREE_OPERAND (t, 0);
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
    if (!p.known || size < 0)
      return unknown (p.indirect ? p.through.mask : 0);
    struct value v = load (s, p.region, p.offset, size, TREE_TYPE (t), s->cells.length ());
    return v;
  }
  return unknown (0);
}

void
store (struct state *s, tree to, struct value v)
{
  struct place p = place_of (s, to);
  if (!p.known) {
    forget_all (s);
    return;
  }
  if ((*run.regions)[p.region].symbol >= 0)
    forget_given (s);
  HOST_WIDE_INT size = bits_of_reference (to);
  struct cell c = cell_at (CELL_VALUE, p.region, p.offset, size);
  c.value = v;
  if (p.offset == OFFSET_UNKNOWN || size < 0) {
    c.kind = CELL_UNKNOWN;
    c.offset = 0;
    c.size = -1;
  }
  log_cell (s, &c);
}

/* An assignment of a whole struct or array.  */
void
store_aggregate (struct state *s, tree to, tree from)
{
  struct place p = place_of (s, to);
  if (!p.known) {
    forget_all (s);
    return;
  }
  if ((*run.regions)[p.region].symbol >= 0)
    forget_given (s);
  HOST_WIDE_INT size = bits_of_reference (to);
  struct cell c = cell_at (CELL_UNKNOWN, p.region, p.offset, size);
  if (p.offset == OFFSET_UNKNOWN || size < 0) {
    c.offset = 0;
    c.size = -1;
  } else if (TREE_CODE (from) == CONSTRUCTOR && CONSTRUCTOR_NELTS (from) == 0)
    c.kind = TREE_CLOBBER_P (from) ? CELL_UNKNOWN : CELL_ZERO;
  else if (DECL_P (from) || REFERENCE_CLASS_P (from) || TREE_CODE (from) == STRING_CST) {
    struct place q = place_of (s, from);
    if (q.known && q.offset != OFFSET_UNKNOWN) {
      c.kind = CELL_COPY;
      c.from = q.region;
      c.from_offset = q.offset;
      c.limit = s->cells.length ();
    } else
      c.value.mask = q.through.mask;
  }
  log_cell (s, &c);
}

/* The region that pointer V leads to, or -1.  */
int
region_behind (const struct value *v)
{
  if (v->kind == VALUE_ADDRESS)
    return v->region;
  return v->kind == VALUE_SYMBOL && POINTER_TYPE_P (run.m->symbols[v->symbol].type)
             ? find_region (NULL_TREE, 0, v->symbol)
             : -1;
}
