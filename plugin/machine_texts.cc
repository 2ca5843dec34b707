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
static tree
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
  if ((other->mask | (y >= 0 ? (uint64_t) 1 << y : 0)) & siblings (x)) {
    run.m->symbols[x].self = true;
    return o;
  }
  run.m->symbols[x].elsewhere = true;
  struct accepting set = accepting_unknown ();
  if (!length)
    o.list[0].sets[0] = set;
  return o;
}
