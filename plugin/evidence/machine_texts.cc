/* Strings and bytes that are compared.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

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

int
text_symbol (struct state *s, const struct value *v, const struct formatted **how)
{
  *how = NULL;
  if (v->kind == VALUE_SYMBOL && POINTER_TYPE_P (run.m->symbols[v->symbol].type) && !v->negated && !v->absolute) {
    const struct symbol *y = &run.m->symbols[v->symbol];
    if (v->add == 0)
      return v->symbol;
    /* An array in what it points to.  */
    run.m->symbols[v->symbol].followed = true;
    return find_symbol (s, y->callee, y->kind, y->argument, y->global, v->symbol,
                        (HOST_WIDE_INT) v->add * BITS_PER_UNIT, -1, ptr_type_node);
  }
  if (v->kind != VALUE_ADDRESS || v->offset == OFFSET_UNKNOWN)
    return -1;
  const struct memory *memory = memory_of (s, v->region);
  if (!memory || memory->cells.is_empty ())
    return -1;
  const struct cell *c = &memory->cells[memory->cells.length () - 1];
  if (c->kind == CELL_TEXT && c->offset == v->offset) {
    const struct formatted *f = format_of (c);
    if (!is_copy (f) || f->limit > 0)
      *how = f;
    return f->symbol;
  }
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
    HOST_WIDE_INT byte;
    if (!known_number (&v, &byte))
      return false;
    strbuf_addf (text, " %02x", (unsigned) byte & 0xff);
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
note_text_before (struct state *s, const struct value *buffer, const char *text, int symbol)
{
  unsigned count = buffer->kind == VALUE_ADDRESS && buffer->offset != OFFSET_UNKNOWN ? cells_of (s, buffer->region) : 0;
  struct strbuf before = STRBUF_INIT, expected = STRBUF_INIT;
  unsigned length = (unsigned) strlen (text) + 1;
  strbuf_add_text (&expected, "bytes");
  for (unsigned i = 0; i < length; i++)
    strbuf_addf (&expected, " %02x", text[i] & 0xff);
  if (count && length <= BYTES_MAXIMUM && describe_bytes (s, buffer->region, buffer->offset, length, count - 1, &before)
      && strcmp (strbuf_text (&before), strbuf_text (&expected)) == 0)
    run.m->symbols[symbol].before = integer_one_node;
  strbuf_release (&before);
  strbuf_release (&expected);
}

/* Neither way goes on where a pointer that leads to the text of SYMBOL is NULL.  */
static void
exclude_null (struct outcomes *o, int symbol)
{
  struct accepting null = accepting_number (0, false);
  int parent = run.m->symbols[symbol].parent;
  for (int i = 0; i < 2; i++) {
    o->list[i].symbols[0] = symbol;
    o->list[i].sets[0] = rest_of (symbol, &null);
    if (run.m->symbols[symbol].size < 0 && parent >= 0) {
      o->list[i].symbols[1] = parent;
      o->list[i].sets[1] = rest_of (parent, &null);
    }
  }
  accepting_release (&null);
}

/* The texts that differ from TEXT by the case of letters only; false if there are many.  */
static bool
without_case (const char *text, struct accepting *set)
{
  char *copy = xstrdup (text);
  unsigned letters[4], count = 0;
  bool few = true;
  *set = accepting_none ();
  for (unsigned i = 0; text[i] && few; i++)
    if (ISALPHA (text[i])) {
      few = count < ARRAY_SIZE (letters);
      if (few)
        letters[count++] = i;
    }
  for (unsigned n = 0; few && n < 1u << count; n++) {
    for (unsigned k = 0; k < count; k++)
      copy[letters[k]] = (char) (n >> k & 1 ? TOUPPER (text[letters[k]]) : TOLOWER (text[letters[k]]));
    struct accepting one = accepting_text (copy);
    accepting_unite (set, &one);
    accepting_release (&one);
  }
  free (copy);
  return few;
}

/* Whether the first LIMIT characters of A and B are equal; LIMIT below 0: all.  */
static bool
are_equal (const char *a, const char *b, HOST_WIDE_INT limit, bool any_case)
{
  size_t n = limit < 0 ? MAX (strlen (a), strlen (b)) + 1 : (size_t) limit;
  return any_case ? strncasecmp (a, b, n) == 0 : strncmp (a, b, n) == 0;
}

/* The text that HOW makes of symbols, X the first of them, against TEXT.  */
static struct outcomes
compare_with_format (int x, const struct formatted *how, const char *text, tree type, uint64_t mask)
{
  struct outcomes o = either (type, mask);
  struct accepting set;
  int asked = 0;
  for (unsigned i = 0; i < how->parts.length () && asked < 2; i++) {
    int symbol = how->parts[i].symbol;
    bool exactly;
    if (symbol < 0 || (asked && symbol == x) || !text_within_format (how, symbol, text, &set, &exactly))
      continue;
    if (exactly)
      return decide (type, symbol, set, mask);
    o.list[0].symbols[asked] = symbol;
    o.list[0].sets[asked++] = set;
    x = symbol;
  }
  return o;
}

/* The symbol X, made into a text by HOW, or as it is (NULL), against TEXT.  */
static struct outcomes
compare_with_text (int x, const struct formatted *how, const char *text, tree length, bool any_case, tree type,
                   uint64_t mask)
{
  struct outcomes o = either (type, mask);
  struct accepting set;
  HOST_WIDE_INT limit = length && tree_fits_uhwi_p (length) ? (HOST_WIDE_INT) tree_to_uhwi (length) : -1;
  if (limit == 0)
    return one (number (type, 1, mask));
  /* A copy that was not cut off is as good as what it was made of.  */
  if (how && is_copy (how) && (HOST_WIDE_INT) strlen (text) < how->limit - 1)
    how = NULL;
  if (how)
    return length || any_case ? o : compare_with_format (x, how, text, type, mask);
  exclude_null (&o, x);
  /* The beginning alone: many texts have it.  */
  if (length && (limit < 0 || limit <= (HOST_WIDE_INT) strlen (text)))
    return o;
  if (!any_case)
    set = accepting_text (text);
  else if (!without_case (text, &set))
    return o;
  accepting_intersect (&o.list[0].sets[0], &set);
  accepting_subtract (&o.list[1].sets[0], &set);
  accepting_release (&set);
  return o;
}

static struct outcomes
compare_two (struct state *s, struct value a, struct value b, tree length, bool any_case, tree type)
{
  uint64_t mask = a.mask | b.mask;
  if (a.kind == VALUE_ADDRESS)
    mask |= mask_behind (s, a.region, 0);
  if (b.kind == VALUE_ADDRESS)
    mask |= mask_behind (s, b.region, 0);
  const struct formatted *how_a, *how_b;
  int x = text_symbol (s, &a, &how_a), y = text_symbol (s, &b, &how_b);
  struct strbuf text_a = STRBUF_INIT, text_b = STRBUF_INIT;
  bool known_a = x < 0 && known_text (s, &a, &text_a), known_b = y < 0 && known_text (s, &b, &text_b);
  HOST_WIDE_INT limit = length && tree_fits_uhwi_p (length) ? (HOST_WIDE_INT) tree_to_uhwi (length) : -1;
  struct outcomes o = either (type, mask);
  if (known_a && known_b) {
    if (!length || limit >= 0)
      o = one (number (type, are_equal (strbuf_text (&text_a), strbuf_text (&text_b), limit, any_case), mask));
  } else if ((x >= 0 && known_b) || (y >= 0 && known_a)) {
    int symbol = x >= 0 ? x : y;
    const char *text = strbuf_text (x >= 0 ? &text_b : &text_a);
    mask |= (uint64_t) 1 << symbol;
    run.m->symbols[symbol].followed = true;
    note_text_before (s, x >= 0 ? &a : &b, text, symbol);
    if (!alike_says_nothing_of (s, symbol, x >= 0 ? &b : &a))
      o = compare_with_text (symbol, x >= 0 ? how_a : how_b, text, length, any_case, type, mask);
  } else if (x >= 0 || y >= 0) {
    int symbol = x >= 0 ? x : y;
    mask |= (uint64_t) 1 << symbol;
    if (y >= 0)
      mask |= (uint64_t) 1 << y;
    o = either (type, mask);
    const struct value *other = x >= 0 ? &b : &a;
    uint64_t rests = mask_of_pointed (s, other) | (x >= 0 && y >= 0 ? (uint64_t) 1 << y : 0);
    if (x == y && how_a == how_b) {
      run.m->symbols[x].self = true;
      o = one (number (type, 1, mask));
    } else {
      run.m->symbols[symbol].followed = true;
      if (!(x >= 0 ? how_a : how_b))
        exclude_null (&o, symbol);
      if (rests & siblings (symbol))
        run.m->symbols[symbol].self = true;
      else {
        run.m->symbols[symbol].elsewhere = true;
        if (!length) {
          o.list[0].symbols[0] = symbol;
          o.list[0].sets[0] = accepting_unknown ();
        }
      }
    }
  }
  strbuf_release (&text_a);
  strbuf_release (&text_b);
  return o;
}

/* Whether the texts A and B are equal, as 1 or 0.  */
struct outcomes
compare_texts (struct state *s, struct value a, struct value b, tree length, tree type)
{
  return compare_two (s, a, b, length, false, type);
}

struct outcomes
compare_texts_without_case (struct state *s, struct value a, struct value b, tree length, tree type)
{
  return compare_two (s, a, b, length, true, type);
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

/* The number of which the cell of V's region is all that stands at OFFSET, or NULL.  */
static const struct cell *
value_at (const struct state *s, const struct value *v, HOST_WIDE_INT offset)
{
  const struct memory *memory = memory_of (s, v->region);
  for (unsigned i = memory ? memory->cells.length () : 0; i-- > 0;) {
    const struct cell *c = &memory->cells[i];
    if (c->size > 0 && (c->offset >= offset + BITS_PER_UNIT || c->offset + c->size <= offset))
      continue;
    bool whole = c->kind == CELL_VALUE && c->offset == offset && c->value.kind != VALUE_UNKNOWN
                 && c->value.kind != VALUE_ADDRESS;
    return whole && c->size > 0 && c->size % BITS_PER_UNIT == 0 ? c : NULL;
  }
  return NULL;
}

/* The same of an array that the test filled with what functions gave, one after the other: each number as such, against what B, whose bytes are known, leads
   to.  False if it is none.  */
static bool
compare_filled (struct state *s, const struct value *a, const struct value *b, unsigned count, tree type,
                struct outcomes *o)
{
  *o = one (number (type, 1, 0));
  if (a->kind != VALUE_ADDRESS || a->offset == OFFSET_UNKNOWN || b->kind != VALUE_ADDRESS)
    return false;
  for (HOST_WIDE_INT at = 0; at < (HOST_WIDE_INT) count * BITS_PER_UNIT;) {
    const struct cell *c = value_at (s, a, a->offset + at);
    if (!c || at + c->size > (HOST_WIDE_INT) count * BITS_PER_UNIT || c->size > 64)
      return false;
    HOST_WIDE_INT size = c->size;
    struct value got = c->value;
    tree of = got.kind == VALUE_SYMBOL    ? run.m->symbols[got.symbol].type
              : got.kind == VALUE_DERIVED ? derived_type (&got)
                                          : TREE_TYPE (got.constant);
    if (!INTEGRAL_TYPE_P (of) || bits_of (of) != size)
      return false;
    struct value want = load (s, b->region, b->offset + at, size, of);
    *o = combination (*o, compare (s, EQ_EXPR, got, want, type), true);
    at += size;
  }
  return true;
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
    if (symbol < 0 && told[1 - side] && compare_filled (s, sides[side], sides[1 - side], count, type, &o))
      ;
    else if (symbol < 0)
      o = compare_texts (s, a, b, length, type);
    else if (alike_says_nothing_of (s, symbol, sides[1 - side]))
      o = either (type, mask);
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
