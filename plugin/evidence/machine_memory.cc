/* Memory of the machine: regions, and what is stored in them.  See machine_private.h.  */
#include "gcc-compat.h"

#include "gimple-fold.h"

#include "machine_private.h"
#include "sinks.h"

static bool
is_read_only (const struct region *r)
{
  return r->decl && (TREE_CODE (r->decl) == STRING_CST || (DECL_P (r->decl) && TREE_READONLY (r->decl)));
}

/* What R, which nobody in the test has set, rests on: what is defined elsewhere the function in focus may have made, and the rest what ran before.  */
static uint64_t
mask_outside (const struct state *s, const struct region *r)
{
  bool made = s->focus_called && (r->shared || (r->outside && DECL_EXTERNAL (r->decl)));
  return made ? FOCUS_MASK : from_abroad (s) | (r->decl ? made_before (s, r->decl) : 0);
}

/* ---- Cells.  */

struct cell
cell_at (enum cell_kind kind, HOST_WIDE_INT offset, HOST_WIDE_INT size)
{
  struct cell c;
  memset (&c, 0, sizeof c);
  c.kind = kind;
  c.offset = offset;
  c.size = size;
  return c;
}

/* Where the memory of REGION is, or would be.  */
static unsigned
index_of (const struct state *s, int region)
{
  unsigned low = 0, high = s->memories.length ();
  while (low < high) {
    unsigned middle = (low + high) / 2;
    if (s->memories[middle]->region < region)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const struct memory *
memory_of (const struct state *s, int region)
{
  unsigned at = index_of (s, region);
  return at < s->memories.length () && s->memories[at]->region == region ? s->memories[at] : NULL;
}

/* The memory at AT is replaced by a new one without cells.  */
static struct memory *
new_memory (struct state *s, unsigned at, int region)
{
  struct memory *own = make_memory (region);
  if (at < s->memories.length () && s->memories[at]->region == region) {
    s->memories[at]->references--;
    s->memories[at] = own;
  } else
    s->memories.safe_insert (at, own);
  return own;
}

/* The same, to be written to.  */
static struct memory *
own_memory (struct state *s, int region)
{
  unsigned at = index_of (s, region);
  struct memory *old = at < s->memories.length () && s->memories[at]->region == region ? s->memories[at] : NULL;
  if (old && old->references == 1)
    return old;
  struct memory *own = new_memory (s, at, region);
  if (old)
    own->cells.safe_splice (old->cells);
  return own;
}

static bool
covers (const struct cell *c, HOST_WIDE_INT offset, HOST_WIDE_INT size)
{
  return c->offset <= offset && (c->size < 0 || (size >= 0 && c->offset + c->size >= offset + size));
}

static bool
are_apart (const struct cell *c, HOST_WIDE_INT offset, HOST_WIDE_INT size)
{
  return (size >= 0 && c->offset >= offset + size) || (c->size >= 0 && c->offset + c->size <= offset);
}

/* What C covers is gone, but that an output covers what stood there before, which tells what a function that does nothing leaves.  */
void
add_cell (struct state *s, int region, const struct cell *c)
{
  unsigned at = index_of (s, region);
  struct memory *old = at < s->memories.length () && s->memories[at]->region == region ? s->memories[at] : NULL;
  struct memory *own = old && old->references == 1 ? old : new_memory (s, at, region);
  struct cell added = *c;
  unsigned kept = 0, count = old ? old->cells.length () : 0;
  if (old != own)
    own->cells.reserve_exact (count + 1);
  for (unsigned i = 0; i < count; i++) {
    const struct cell *before = &old->cells[i];
    bool below = added.kind == CELL_OUTPUT && before->kind != CELL_OUTPUT && before->kind != CELL_UNKNOWN;
    if (!below && covers (&added, before->offset, before->size))
      continue;
    if (old != own)
      own->cells.quick_push (*before);
    else if (kept != i)
      own->cells[kept] = *before;
    kept++;
  }
  own->cells.truncate (kept);
  own->cells.safe_push (added);
  /* An array that a long loop fills.  */
  if (kept == CELLS_MAXIMUM)
    blur_region (s, region, 0);
}

void
keep_cells (struct state *s, int region, const struct cell *c)
{
  struct memory *own = own_memory (s, region);
  unsigned kept = 0;
  for (unsigned i = 0; i < own->cells.length (); i++) {
    struct cell *old = &own->cells[i];
    bool of_other = old->kind == CELL_OUTPUT && earlier_is_of_other (old->callee);
    if (of_other)
      old->argument |= ARGUMENT_GIVEN_ON;
    if (of_other
        || (old->kind != CELL_OUTPUT && old->kind != CELL_UNKNOWN
            && !(old->kind == CELL_VALUE && old->value.kind == VALUE_UNKNOWN)))
      own->cells[kept++] = own->cells[i];
  }
  own->cells.truncate (kept);
  own->cells.safe_insert (0, *c);
}

void
forget_region (struct state *s, int region, uint64_t mask)
{
  const struct memory *memory = memory_of (s, region);
  if (memory && memory->cells.length () == 1 && memory->cells[0].kind == CELL_UNKNOWN && memory->cells[0].offset == 0
      && memory->cells[0].size < 0 && memory->cells[0].value.mask == mask)
    return;
  struct cell c = cell_at (CELL_UNKNOWN, 0, -1);
  c.value.mask = mask;
  add_cell (s, region, &c);
}

void
blur_region (struct state *s, int region, uint64_t mask)
{
  forget_region (s, region, mask | mask_behind (s, region, 0));
}

void
forget_all (struct state *s)
{
  unsigned kept = 0;
  /* It may stand there still.  */
  for (unsigned i = 0; i < s->memories.length (); i++)
    send_abroad (s, mask_behind (s, s->memories[i]->region, 0));
  for (unsigned i = 0; i < s->memories.length (); i++)
    if (is_read_only (&(*run.regions)[s->memories[i]->region]))
      s->memories[kept++] = s->memories[i];
    else
      release_memory (s->memories[i]);
  s->memories.truncate (kept);
  s->forgotten = (int) run.regions->length ();
}

void
forget_given (struct state *s)
{
  for (unsigned i = 0; i < s->memories.length (); i++) {
    const struct memory *old = s->memories[i];
    bool given = false;
    for (unsigned n = 0; n < old->cells.length (); n++)
      given |= old->cells[n].kind == CELL_OUTPUT;
    if (given && (*run.regions)[old->region].symbol < 0)
      blur_region (s, old->region, 0);
  }
}

/* A global that the test set before calls of one function is that function's output.  After calls of others, or without having been set, it may be
   anybody's.  */
void
globals_after_call (struct state *s, tree callee, uint64_t mask)
{
  s->called = true;
  s->focus_called |= callee == run.focused;
  if (run.idle && callee == run.focused)
    return;
  for (unsigned i = 0; i < s->memories.length (); i++) {
    int region = s->memories[i]->region;
    if (!(*run.regions)[region].outside && !(*run.regions)[region].shared)
      continue;
    struct memory *own = own_memory (s, region);
    /* What it was given by address it may have stored there.  */
    if (own->cells.last ().kind == CELL_OUTPUT && own->cells.last ().callee == callee)
      continue;
    for (unsigned n = 0; n < own->cells.length (); n++) {
      struct cell *c = &own->cells[n];
      if ((c->kind == CELL_VALUE || c->kind == CELL_ZERO) && (!c->callee || c->callee == callee)
          && callee == run.focused)
        c->callee = callee;
      else {
        c->kind = CELL_UNKNOWN;
        c->value.mask |= mask;
        c->callee = NULL_TREE;
      }
    }
  }
}

uint64_t
mask_behind (const struct state *s, int region, int depth)
{
  const struct memory *memory = memory_of (s, region);
  uint64_t mask = (*run.regions)[region].symbol >= 0 ? FOCUS_MASK : 0;
  for (unsigned i = 0; memory && i < memory->cells.length (); i++) {
    const struct cell *c = &memory->cells[i];
    mask |= c->value.mask | (c->kind == CELL_OUTPUT || c->callee ? FOCUS_MASK : 0);
    if (c->kind == CELL_VALUE && c->value.kind == VALUE_ADDRESS && depth > 0)
      mask |= mask_behind (s, c->value.region, depth - 1);
  }
  return mask;
}

uint64_t
mask_through (const struct state *s, const struct value *v, int depth)
{
  int region = region_behind (v);
  return v->mask | (region >= 0 ? mask_behind (s, region, depth) : 0);
}

/* Whether the value of R may have been made by another test.  */
static bool
is_changing (const struct region *r)
{
  return run.skipping && !run.pretence && r->decl && VAR_P (r->decl) && is_global_var (r->decl)
         && !TREE_READONLY (r->decl) && (TREE_ADDRESSABLE (r->decl) || !initial_holds (r->decl));
}

static void
drop_memory (struct state *s, unsigned at)
{
  release_memory (s->memories[at]);
  s->memories.ordered_remove (at);
}

void
note_counted (struct state *s, tree test)
{
  const struct counter *counted = run.pretence ? run.pretence->counted : NULL;
  if (!counted || (run.pretence->test && run.pretence->test != test))
    return;
  struct cell c = cell_at (CELL_VALUE, counted->offset, bits_of (counted->type));
  c.value = number (counted->type, 1, 0);
  add_cell (s, region_of_decl (s, counted->global), &c);
  s->failing = FAILING_TOLD;
}

void
globals_after_test (struct state *s)
{
  s->called = false;
  for (unsigned i = s->memories.length (); i-- > 0;)
    if (is_changing (&(*run.regions)[s->memories[i]->region]))
      drop_memory (s, i);
}

void
leave_locals (struct state *s, int depth)
{
  for (unsigned i = s->memories.length (); i-- > 0;)
    if ((*run.regions)[s->memories[i]->region].depth == depth)
      drop_memory (s, i);
}

/* What C holds of the SIZE bits from OFFSET on, seen from DISTANCE further.  */
static struct cell
part_of (const struct cell *c, HOST_WIDE_INT offset, HOST_WIDE_INT size, HOST_WIDE_INT distance)
{
  struct cell part = *c;
  HOST_WIDE_INT low = MAX (c->offset, offset);
  HOST_WIDE_INT high = c->size < 0 ? offset + size : MIN (c->offset + c->size, offset + size);
  part.offset = low + distance;
  part.size = high - low;
  if (c->kind == CELL_VALUE && (low != c->offset || part.size != c->size))
    part.kind = CELL_UNKNOWN;
  if (((c->kind == CELL_VALUE || c->kind == CELL_ZERO) && c->callee) || (c->kind == CELL_TEXT && low != c->offset))
    part.kind = CELL_UNKNOWN;
  part.inside += low - c->offset;
  part.from_offset += low - c->offset;
  return part;
}

void
copy_cells (struct state *s, int to, HOST_WIDE_INT offset, int from, HOST_WIDE_INT from_offset, HOST_WIDE_INT size)
{
  const struct memory *source = memory_of (s, from);
  auto_vec<struct cell> parts;
  for (unsigned i = 0; source && i < source->cells.length (); i++)
    if (!are_apart (&source->cells[i], from_offset, size))
      parts.safe_push (part_of (&source->cells[i], from_offset, size, offset - from_offset));
  struct cell base = cell_at (CELL_INITIAL, offset, size);
  base.from = from;
  base.from_offset = from_offset;
  const struct region *r = &(*run.regions)[from];
  if (((r->outside || r->shared) && s->called) || (from < s->forgotten && !is_read_only (r)))
    base.kind = CELL_UNKNOWN, base.value.mask = mask_outside (s, r);
  add_cell (s, to, &base);
  for (unsigned i = 0; i < parts.length (); i++)
    add_cell (s, to, &parts[i]);
}

/* ---- What is there at first.  */

/* BEFORE: what stood there before a call is asked for, which a function that does nothing would leave.  */
static struct value
load_initial (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type, bool before)
{
  const struct region *r = &(*run.regions)[region];
  if (r->symbol >= 0) {
    struct symbol *parent = &run.m->symbols[r->symbol];
    parent->followed = true;
    /* A list has no end.  */
    int chain = 0;
    for (int up = r->symbol; up >= 0; up = run.m->symbols[up].parent)
      chain++;
    if (chain > CHAIN_MAXIMUM)
      return unknown ((uint64_t) 1 << r->symbol);
    return symbol_value (
        find_symbol (s, parent->callee, parent->kind, parent->argument, parent->global, r->symbol, offset, size, type));
  }
  if (!r->decl)
    return unknown (given_before (s));
  /* A fixture: what a pointer in it leads to was there before the test as well.  */
  if (r->depth == DEPTH_GIVEN && POINTER_TYPE_P (type) && TREE_CODE (TREE_TYPE (type)) != FUNCTION_TYPE && offset >= 0)
    return address (find_heap_region ((gimple *) r->decl, 1 + (int) (offset / BITS_PER_UNIT)), 0);
  if (TREE_CODE (r->decl) == STRING_CST) {
    tree t = fold_ctor_reference (type, r->decl, offset, size, NULL_TREE);
    return t && CONSTANT_CLASS_P (t) ? constant (t, 0) : unknown (0);
  }
  /* Of a counter of failures nobody is to see anything but 0: what made it more has failed.  */
  if (is_counter (r->decl, offset) && INTEGRAL_TYPE_P (type))
    return number (type, 0, 0);
  /* Where main begins, nothing has been stored yet.  */
  bool at_start = (run.pretence || run.from_start) && VAR_P (r->decl) && TREE_STATIC (r->decl)
                  && (run.from_start || !TREE_PUBLIC (r->decl))
                  && (run.constructed || !is_set_by_constructor (r->decl));
  if (!VAR_P (r->decl) || !is_global_var (r->decl))
    return unknown (r->depth == DEPTH_GIVEN ? given_before (s) : 0);
  if (!at_start && !(before ? initial_may_hold (r->decl) : initial_holds (r->decl)))
    return unknown (made_before (s, r->decl));
  tree initial = DECL_INITIAL (r->decl);
  if (!initial)
    return is_gimple_reg_type (type) ? constant (build_zero_cst (type), 0) : unknown (0);
  tree t = initial == error_mark_node ? NULL_TREE : fold_ctor_reference (type, initial, offset, size, r->decl);
  /* A byte of fields of bits.  */
  unsigned char bytes[8];
  int length = size > 0 && size <= 64 && size % BITS_PER_UNIT == 0 && offset % BITS_PER_UNIT == 0
                   ? (int) (size / BITS_PER_UNIT)
                   : 0;
  if (!t && length && initial != error_mark_node && TREE_CODE (initial) == CONSTRUCTOR && INTEGRAL_TYPE_P (type)
      && native_encode_initializer (initial, bytes, length, (int) (offset / BITS_PER_UNIT)) == length)
    t = native_interpret_expr (type, bytes, length);
  if (!t)
    return unknown (0);
  STRIP_NOPS (t);
  if (CONSTANT_CLASS_P (t))
    return constant (t, 0);
  if (TREE_CODE (t) == ADDR_EXPR) {
    poly_int64 at = 0;
    tree base = get_addr_base_and_unit_offset (TREE_OPERAND (t, 0), &at);
    HOST_WIDE_INT fixed;
    if (run.met && base)
      note_met (base);
    if (base && at.is_constant (&fixed) && (DECL_P (base) || TREE_CODE (base) == STRING_CST))
      return address (find_region (base, 0, -1), fixed * BITS_PER_UNIT);
  }
  return unknown (0);
}

void
set_initial (struct state *s)
{
  for (hash_set<tree>::iterator i = run.shared->begin (); i != run.shared->end (); ++i) {
    tree decl = *i, initial = DECL_INITIAL (decl);
    HOST_WIDE_INT size = bits_of (TREE_TYPE (decl));
    bool number = initial && TREE_CODE (initial) == INTEGER_CST && is_gimple_reg_type (TREE_TYPE (decl));
    if (!TREE_STATIC (decl) || size <= 0 || (initial && !number))
      continue;
    struct cell c = cell_at (number ? CELL_VALUE : CELL_ZERO, 0, size);
    if (number)
      c.value = constant (initial, 0);
    add_cell (s, find_region (decl, 0, -1), &c);
  }
}

/* ---- Reading.  */

/* An output that takes the place of BEFORE: a function that does nothing leaves that.  */
static struct value
symbol_before (int symbol, const struct value *before)
{
  if (symbol >= 0 && before->kind == VALUE_CONSTANT)
    run.m->symbols[symbol].before = before->constant;
  return symbol_value (symbol);
}

/* The SIZE bits at OFFSET of what C holds, if they are known.  */
static struct value
part_of_constant (const struct cell *c, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type)
{
  unsigned char bytes[64];
  HOST_WIDE_INT first = (offset - c->offset) / BITS_PER_UNIT;
  if (c->value.kind != VALUE_CONSTANT || c->callee || c->size > (HOST_WIDE_INT) sizeof bytes * BITS_PER_UNIT
      || (offset - c->offset) % BITS_PER_UNIT || size % BITS_PER_UNIT || !is_gimple_reg_type (type))
    return unknown (c->value.mask);
  int length = native_encode_expr (c->value.constant, bytes, sizeof bytes);
  if (length < first + size / BITS_PER_UNIT)
    return unknown (c->value.mask);
  tree t = native_interpret_expr (type, bytes + first, (int) (size / BITS_PER_UNIT));
  return t && CONSTANT_CLASS_P (t) ? constant (t, c->value.mask) : unknown (c->value.mask);
}

/* The bit at OFFSET, as the first LIMIT cells of MEMORY tell: 0, 1, or -1.  */
static int
bit_below (const struct memory *memory, HOST_WIDE_INT offset, unsigned limit)
{
  for (unsigned i = limit; i-- > 0;) {
    const struct cell *c = &memory->cells[i];
    if (are_apart (c, offset, 1))
      continue;
    if (c->kind == CELL_ZERO)
      return c->callee ? -1 : 0;
    if (c->kind != CELL_VALUE || c->callee || c->value.kind != VALUE_CONSTANT || c->size <= 0 || BYTES_BIG_ENDIAN)
      return -1;
    if (TREE_CODE (c->value.constant) == INTEGER_CST)
      return (int) wi::extract_uhwi (wi::to_widest (c->value.constant), (unsigned) (offset - c->offset), 1);
    unsigned char bytes[16];
    HOST_WIDE_INT at = offset - c->offset;
    return native_encode_expr (c->value.constant, bytes, sizeof bytes) > at / BITS_PER_UNIT
               ? bytes[at / BITS_PER_UNIT] >> at % BITS_PER_UNIT & 1
               : -1;
  }
  return -1;
}

/* Some of the first LIMIT cells of REGION make together what is read; known if all its bits are.  */
static struct value
load_pieces (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type, unsigned limit)
{
  unsigned char bytes[16] = { 0 };
  uint64_t mask = 0;
  const struct memory *memory = memory_of (s, region);
  for (unsigned i = 0; i < limit; i++)
    if (!are_apart (&memory->cells[i], offset, size))
      mask |= memory->cells[i].value.mask;
  if (!is_gimple_reg_type (type) || size > (HOST_WIDE_INT) sizeof bytes * BITS_PER_UNIT)
    return unknown (mask);
  for (HOST_WIDE_INT i = 0; i < size; i++) {
    int bit = bit_below (memory, offset + i, limit);
    if (bit < 0)
      return unknown (mask);
    bytes[i / BITS_PER_UNIT] |= (unsigned char) (bit << i % BITS_PER_UNIT);
  }
  tree t = NULL_TREE;
  if (size % BITS_PER_UNIT == 0)
    t = native_interpret_expr (type, bytes, (int) (size / BITS_PER_UNIT));
  else if (INTEGRAL_TYPE_P (type) && size < HOST_BITS_PER_WIDE_INT && size == TYPE_PRECISION (type)) {
    unsigned HOST_WIDE_INT n = 0;
    for (HOST_WIDE_INT i = 0; i < (size + 7) / 8; i++)
      n |= (unsigned HOST_WIDE_INT) bytes[i] << 8 * i;
    t = wide_int_to_tree (type, wi::uhwi (n, (unsigned) size));
  }
  return t && CONSTANT_CLASS_P (t) ? constant (t, mask) : unknown (mask);
}

/* A part of a global that the test had set to zeros, after a single call of CALLEE.  */
static struct value
zero_after_call (struct state *s, int region, tree callee, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type)
{
  tree global = (*run.regions)[region].decl;
  if (!is_gimple_reg_type (type))
    return unknown (FOCUS_MASK);
  struct cell part = cell_at (CELL_VALUE, offset, size);
  part.value = constant (build_zero_cst (type), 0);
  if ((*run.regions)[region].shared)
    return kept_value (s, callee, global, &part, type);
  return symbol_before (find_symbol (s, callee, OUTPUT_GLOBAL, 0, global, -1, offset, size, type), &part.value);
}

/* What the first LIMIT cells of REGION make of it.  */
struct value
load_below (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type, unsigned limit)
{
  const struct memory *memory = memory_of (s, region);
  bool before = memory && limit < memory->cells.length ();
  for (unsigned i = limit; i-- > 0;) {
    const struct cell *c = &memory->cells[i];
    if (offset == OFFSET_UNKNOWN)
      return unknown (mask_behind (s, region, 0));
    if (are_apart (c, offset, size))
      continue;
    if (!covers (c, offset, size))
      return load_pieces (s, region, offset, size, type, i + 1);
    switch (c->kind) {
    case CELL_VALUE:
      if (c->offset != offset || c->size != size)
        return part_of_constant (c, offset, size, type);
      if (c->callee && (*run.regions)[region].shared)
        return kept_value (s, c->callee, (*run.regions)[region].decl, c, type);
      if (c->callee) {
        struct value old = c->value;
        return symbol_before (
            find_symbol (s, c->callee, OUTPUT_GLOBAL, 0, (*run.regions)[region].decl, -1, offset, size, type), &old);
      }
      return c->value;
    case CELL_ZERO:
      if (c->callee)
        return zero_after_call (s, region, c->callee, offset, size, type);
      return is_gimple_reg_type (type) ? constant (build_zero_cst (type), 0) : unknown (0);
    case CELL_OUTPUT: {
      int symbol = find_symbol (s, c->callee, c->output, c->argument, NULL_TREE, -1, c->inside + offset - c->offset,
                                size, type);
      if (c->output != OUTPUT_ARGUMENT || symbol < 0)
        return symbol_value (symbol);
      struct value old = load_below (s, region, offset, size, type, i);
      return symbol_before (symbol, &old);
    }
    case CELL_INITIAL: return load_initial (s, c->from, c->from_offset + offset - c->offset, size, type, before);
    case CELL_TEXT:
    case CELL_UNKNOWN: return unknown (c->value.mask);
    }
  }
  const struct region *r = &(*run.regions)[region];
  if (offset == OFFSET_UNKNOWN)
    note_met (r->decl);
  if (((r->outside || r->shared) && s->called) || (region < s->forgotten && !is_read_only (r)))
    return unknown (mask_outside (s, r));
  if (is_changing (r) && INTEGRAL_TYPE_P (type) && offset != OFFSET_UNKNOWN)
    return symbol_value (find_symbol (s, NULL_TREE, OUTPUT_GLOBAL, 0, r->decl, -1, offset, size, type));
  if (offset == OFFSET_UNKNOWN)
    return unknown (0);
  return load_initial (s, region, offset, size, type, before);
}

struct value
load (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type)
{
  const struct memory *memory = memory_of (s, region);
  return load_below (s, region, offset, size, type, memory ? memory->cells.length () : 0);
}
