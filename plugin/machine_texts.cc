/* Strings and bytes that are compared.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

static void
describe_text (tree string, struct strbuf *out)
{
  strbuf_add (out, TREE_STRING_POINTER (string),
              strnlen (TREE_STRING_POINTER (string), (size_t) TREE_STRING_LENGTH (string)));
}

/* The string constant that V leads to, or NULL.  */
tree
text_at (struct state *s, const struct value *v)
{
  if (v->kind == VALUE_CONSTANT && TREE_CODE (v->constant) == ADDR_EXPR)
    return NULL_TREE;
  if (v->kind != VALUE_ADDRESS || v->offset != 0)
    return NULL_TREE;
  tree decl = (*run.regions)[v->region].decl;
  if (decl && VAR_P (decl) && TREE_READONLY (decl) && DECL_INITIAL (decl)
      && TREE_CODE (DECL_INITIAL (decl)) == STRING_CST)
    decl = DECL_INITIAL (decl);
  return decl && TREE_CODE (decl) == STRING_CST ? decl : NULL_TREE;
}

/* The symbol for the whole text that V leads to: the pointer that a function returned, or the buffer that it filled; or -1.  */
static int
text_symbol (struct state *s, const struct value *v, bool *pointer)
{
  *pointer = false;
  if (v->kind == VALUE_SYMBOL && POINTER_TYPE_P (run.m->symbols[v->symbol].type) && v->add == 0) {
    *pointer = true;
    return v->symbol;
  }
  if (v->kind != VALUE_ADDRESS || v->offset == OFFSET_UNKNOWN)
    return -1;
  const struct memory *memory = memory_of (s, v->region);
  if (!memory || memory->cells.is_empty ())
    return -1;
  const struct cell *c = &memory->cells[memory->cells.length () - 1];
  if (c->kind != CELL_OUTPUT || c->offset > v->offset)
    return -1;
  return find_symbol (s, c->callee, c->output, c->argument, NULL_TREE, -1, c->inside + v->offset - c->offset, -1,
                      ptr_type_node);
}

/* Writes the LENGTH bytes of REGION from OFFSET on to TEXT as the note has them, as far as the first LIMIT cells tell.  False if one is not known.  */
static bool
describe_bytes (struct state *s, int region, HOST_WIDE_INT offset, unsigned length, unsigned limit, struct strbuf *text)
{
  strbuf_add_text (text, "bytes");
  for (unsigned i = 0; i < length; i++) {
    struct value v = load_below (s, region, offset + (HOST_WIDE_INT) i * BITS_PER_UNIT, BITS_PER_UNIT,
                                 unsigned_char_type_node, limit);
    if (v.kind != VALUE_CONSTANT || !tree_fits_shwi_p (v.constant))
      return false;
    strbuf_addf (text, " %02x", (unsigned) tree_to_shwi (v.constant) & 0xff);
  }
  return true;
}

static unsigned
cells_of (const struct state *s, int region)
{
  const struct memory *memory = memory_of (s, region);
  return memory ? memory->cells.length () : 0;
}

/* Remembers whether a buffer held TEXT already before the function in focus filled it, as SYMBOL.  */
static void
note_text_before (struct state *s, const struct value *buffer, tree text, int symbol)
{
  unsigned count = buffer->kind == VALUE_ADDRESS && buffer->offset != OFFSET_UNKNOWN ? cells_of (s, buffer->region) : 0;
  struct strbuf before = STRBUF_INIT, expected = STRBUF_INIT;
  unsigned length = (unsigned) strnlen (TREE_STRING_POINTER (text), (size_t) TREE_STRING_LENGTH (text)) + 1;
  strbuf_add_text (&expected, "bytes");
  for (unsigned i = 0; i < length; i++)
    strbuf_addf (&expected, " %02x", i + 1 < length ? TREE_STRING_POINTER (text)[i] & 0xff : 0);
  if (count && length <= BYTES_MAXIMUM && describe_bytes (s, buffer->region, buffer->offset, length, count - 1, &before)
      && strcmp (strbuf_text (&before), strbuf_text (&expected)) == 0)
    run.m->symbols[symbol].before = integer_one_node;
  strbuf_release (&before);
  strbuf_release (&expected);
}

/* Whether the texts that A and B lead to are equal: 1 or 0, or -1 if not all that decides is known.  */
static int
compare_known_texts (struct state *s, const struct value *a, const struct value *b)
{
  const struct value *sides[2] = { a, b };
  for (int i = 0; i < 2; i++)
    if (sides[i]->kind != VALUE_ADDRESS || sides[i]->offset == OFFSET_UNKNOWN)
      return -1;
  for (unsigned n = 0; n < BYTES_MAXIMUM; n++) {
    HOST_WIDE_INT bytes[2];
    for (int i = 0; i < 2; i++) {
      struct value v = load (s, sides[i]->region, sides[i]->offset + (HOST_WIDE_INT) n * BITS_PER_UNIT, BITS_PER_UNIT,
                             unsigned_char_type_node);
      if (v.kind != VALUE_CONSTANT || !tree_fits_shwi_p (v.constant))
        return -1;
      bytes[i] = tree_to_shwi (v.constant) & 0xff;
    }
    if (bytes[0] != bytes[1])
      return 0;
    if (!bytes[0])
      return 1;
  }
  return -1;
}

/* Whether the texts A and B are equal, as 1 or 0.  */
struct outcomes
compare_texts (struct state *s, struct value a, struct value b, tree length, tree type)
{
  uint64_t mask = a.mask | b.mask;
  if (a.kind == VALUE_ADDRESS)
    mask |= mask_behind (s, a.region, 0);
  if (b.kind == VALUE_ADDRESS)
    mask |= mask_behind (s, b.region, 0);
  bool pointer_a, pointer_b;
  int x = text_symbol (s, &a, &pointer_a), y = text_symbol (s, &b, &pointer_b);
  tree text_a = text_at (s, &a), text_b = text_at (s, &b);
  if (text_a && text_b && !length) {
    struct strbuf one_text = STRBUF_INIT, other = STRBUF_INIT;
    describe_text (text_a, &one_text);
    describe_text (text_b, &other);
    return one (number (type, strcmp (strbuf_text (&one_text), strbuf_text (&other)) == 0, mask));
  }
  /* Of what a function that stores nothing leaves, both may be known.  */
  int equal = run.idle && !length ? compare_known_texts (s, &a, &b) : -1;
  if (equal >= 0)
    return one (number (type, equal, mask));
  if (x < 0) {
    int swap = x;
    x = y;
    y = swap;
    text_b = text_a;
    bool p = pointer_a;
    pointer_a = pointer_b;
    pointer_b = p;
  }
  if (x < 0)
    return either (type, mask);
  mask |= (uint64_t) 1 << x;
  if (y >= 0)
    mask |= (uint64_t) 1 << y;
  if (x == y) {
    run.m->symbols[x].self = true;
    return one (number (type, 1, mask));
  }
  struct outcomes o = either (type, mask);
  /* With NULL it crashes: neither way goes on.  */
  for (int i = 0; i < 2; i++) {
    o.list[i].symbols[0] = x;
    struct accepting null = accepting_number (0, false);
    o.list[i].sets[0] = rest_of (x, &null);
    accepting_release (&null);
  }
  run.m->symbols[x].followed = true;
  if (text_b) {
    note_text_before (s, b.kind == VALUE_ADDRESS && text_at (s, &b) ? &a : &b, text_b, x);
    struct strbuf text = STRBUF_INIT;
    describe_text (text_b, &text);
    struct accepting set = accepting_text (strbuf_text (&text));
    HOST_WIDE_INT limit = length && tree_fits_uhwi_p (length) ? (HOST_WIDE_INT) tree_to_uhwi (length) : -1;
    /* The beginning alone: many texts have it.  */
    if (length && (limit < 0 || limit <= (HOST_WIDE_INT) text.length)) {
      if (limit == 0)
        return one (number (type, 1, mask));
      return o;
    }
    accepting_intersect (&o.list[0].sets[0], &set);
    accepting_subtract (&o.list[1].sets[0], &set);
    strbuf_release (&text);
    return o;
  }
  struct value *other = b.kind == VALUE_SYMBOL && b.symbol == x ? &a : &b;
  if ((other->mask | (other->kind == VALUE_ADDRESS ? mask_behind (s, other->region, 0) : 0)
       | (y >= 0 ? (uint64_t) 1 << y : 0))
      & siblings (x)) {
    run.m->symbols[x].self = true;
    return o;
  }
  run.m->symbols[x].elsewhere = true;
  struct accepting set = accepting_unknown ();
  if (!length)
    o.list[0].sets[0] = set;
  return o;
}

/* ---- Bytes.  */

/* The symbol for the LENGTH bytes that V leads to, if the function in focus made them all; or -1.  EXPECTED: what they are compared with.  */
static int
bytes_symbol (struct state *s, const struct value *v, unsigned length, const struct strbuf *expected)
{
  HOST_WIDE_INT size = (HOST_WIDE_INT) length * BITS_PER_UNIT;
  if (v->kind == VALUE_SYMBOL && !v->negated && !v->absolute && POINTER_TYPE_P (run.m->symbols[v->symbol].type)) {
    const struct symbol *y = &run.m->symbols[v->symbol];
    if (cells_of (s, region_behind (v)) || region_behind (v) < s->forgotten)
      return -1;
    run.m->symbols[v->symbol].followed = true;
    return find_symbol (s, y->callee, y->kind, y->argument, y->global, v->symbol,
                        (HOST_WIDE_INT) v->add * BITS_PER_UNIT, size, ptr_type_node);
  }
  unsigned count = v->kind == VALUE_ADDRESS && v->offset != OFFSET_UNKNOWN ? cells_of (s, v->region) : 0;
  if (!count)
    return -1;
  struct cell c = memory_of (s, v->region)->cells[count - 1];
  if (c.kind != CELL_OUTPUT || c.offset > v->offset || (c.size >= 0 && c.offset + c.size < v->offset + size))
    return -1;
  int symbol = find_symbol (s, c.callee, c.output, c.argument, NULL_TREE, -1, c.inside + v->offset - c.offset, size,
                            ptr_type_node);
  struct strbuf before = STRBUF_INIT;
  /* What a function that does nothing leaves.  */
  if (symbol >= 0 && expected && describe_bytes (s, v->region, v->offset, length, count - 1, &before)
      && strcmp (strbuf_text (&before), strbuf_text (expected)) == 0)
    run.m->symbols[symbol].before = integer_one_node;
  strbuf_release (&before);
  return symbol;
}

/* Whether the first LENGTH bytes that A and B lead to are equal, as 1 or 0.  */
struct outcomes
compare_bytes (struct state *s, struct value a, struct value b, tree length, tree type)
{
  if (integer_zerop (length))
    return one (number (type, 1, 0));
  if (!tree_fits_uhwi_p (length) || tree_to_uhwi (length) > BYTES_MAXIMUM)
    return compare_texts (s, a, b, length, type);
  unsigned count = (unsigned) tree_to_uhwi (length);
  struct strbuf known[2] = { STRBUF_INIT, STRBUF_INIT };
  const struct value *sides[2] = { &a, &b };
  bool told[2];
  for (int i = 0; i < 2; i++)
    told[i] = sides[i]->kind == VALUE_ADDRESS && sides[i]->offset != OFFSET_UNKNOWN
              && describe_bytes (s, sides[i]->region, sides[i]->offset, count, cells_of (s, sides[i]->region),
                                 &known[i]);
  uint64_t mask = a.mask | b.mask;
  struct outcomes o;
  int side = told[0] ? 1 : 0;
  if (told[0] && told[1])
    o = one (number (type, strcmp (strbuf_text (&known[0]), strbuf_text (&known[1])) == 0, mask));
  else {
    int symbol = told[1 - side] ? bytes_symbol (s, sides[side], count, &known[1 - side]) : -1;
    if (symbol < 0)
      o = compare_texts (s, a, b, length, type);
    else {
      mask |= (uint64_t) 1 << symbol;
      o = decide (type, symbol, accepting_text (strbuf_text (&known[1 - side])), mask);
      struct accepting null = accepting_number (0, false);
      accepting_subtract (&o.list[1].sets[0], &null);
      accepting_release (&null);
    }
  }
  strbuf_release (&known[0]);
  strbuf_release (&known[1]);
  return o;
}
