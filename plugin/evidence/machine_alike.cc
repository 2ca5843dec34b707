/* Round trips: assert (decode (encode (x)) == x).

   What encode produces is a constant here, and decode, which is outside the unit as well, is looked at no further: whatever it gives, one such test passes.  Two
   with different expectations do not, if decode gives the same for the same.  In a run that is *alike* a function that is given what the one in focus
   produced gives, and stores, what it gave when it was given the same before: an output of its own, of which only that is asked whether it is something that
   the function in focus was given.  That it keeps nothing from one call to the next, its own unit's record may deny: the command asks (program_trips.h).
   See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

/* What an argument is, or leads to.  */
struct given_part {
  struct value v;
  bool content; /* what it leads to is meant: */
  bool blank;   /* nothing had been stored there, so nothing is read there */
  bool vague;   /* what stands there is not known */
  int base;     /* the region whose initial value that is, or -1 */
  vec<struct cell> cells;
};

struct alike_call {
  tree callee;
  unsigned world;
  vec<struct given_part> parts;
};

static auto_vec<struct alike_call *> *calls;
static auto_vec<tree> *numbers_given;
static hash_set<tree> *variables_given;

static void
release_call (struct alike_call *c)
{
  for (unsigned i = 0; i < c->parts.length (); i++)
    c->parts[i].cells.release ();
  c->parts.release ();
  delete c;
}

void
alike_start (void)
{
  if (!calls) {
    calls = new auto_vec<struct alike_call *>;
    numbers_given = new auto_vec<tree>;
    variables_given = new hash_set<tree>;
  }
  while (!calls->is_empty ())
    release_call (calls->pop ());
  numbers_given->truncate (0);
  variables_given->empty ();
}

void
alike_store (struct state *s, const struct place *p)
{
  const struct region *r = p->known ? &(*run.regions)[p->region] : NULL;
  if (run.alike && (!r || r->outside || r->shared || r->symbol >= 0) && (!r || p->region != region_of_errno ()))
    s->world++;
}

/* ---- What the function in focus was given.  */

#define NUMBERS_MAXIMUM 1000

static void
note_number (tree t)
{
  if ((TREE_CODE (t) != INTEGER_CST && TREE_CODE (t) != REAL_CST) || numbers_given->length () >= NUMBERS_MAXIMUM)
    return;
  for (unsigned i = 0; i < numbers_given->length (); i++)
    if ((*numbers_given)[i] == t)
      return;
  numbers_given->safe_push (t);
}

static void
note_initial (tree t, unsigned depth)
{
  tree value;
  unsigned HOST_WIDE_INT i;
  note_number (t);
  if (TREE_CODE (t) == CONSTRUCTOR && depth < 4)
    FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (t), i, value)
  note_initial (value, depth + 1);
}

static void
note_region (const struct state *s, int region, unsigned depth)
{
  tree decl = (*run.regions)[region].decl;
  const struct memory *memory = memory_of (s, region);
  if (decl)
    variables_given->add (decl);
  if (decl && VAR_P (decl) && DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node)
    note_initial (DECL_INITIAL (decl), 0);
  for (unsigned i = 0; memory && i < memory->cells.length () && depth < 3; i++) {
    const struct cell *c = &memory->cells[i];
    if (c->kind == CELL_VALUE && c->value.kind == VALUE_CONSTANT)
      note_number (c->value.constant);
    if (c->kind == CELL_VALUE && c->value.kind == VALUE_ADDRESS)
      note_region (s, c->value.region, depth + 1);
    if (c->kind == CELL_INITIAL && c->from >= 0)
      note_region (s, c->from, depth + 1);
  }
}

void
alike_note_given (struct state *s, gcall *call)
{
  if (!run.alike)
    return;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree t = gimple_call_arg (call, i);
    if (!is_gimple_reg_type (TREE_TYPE (t))) {
      struct place p = place_of (s, t);
      if (p.known)
        note_region (s, p.region, 0);
      continue;
    }
    struct value v = operand (s, t);
    if (v.kind == VALUE_CONSTANT)
      note_number (v.constant);
    else if (v.kind == VALUE_ADDRESS)
      note_region (s, v.region, 0);
  }
}

static bool
is_given (long double n)
{
  long double other;
  for (unsigned i = 0; i < numbers_given->length (); i++)
    if (tree_number ((*numbers_given)[i], &other) && other == n)
      return true;
  return false;
}

bool
alike_is_of_other (int symbol)
{
  tree callee = symbol >= 0 ? run.m->symbols[symbol].callee : NULL_TREE;
  return run.alike && callee && callee != run.focused;
}

bool
alike_says_nothing (const struct value *v, tree k)
{
  long double n;
  if (!alike_is_of_other (v->symbol))
    return false;
  if (v->kind != VALUE_SYMBOL || v->wrapped || !tree_number (k, &n))
    return true;
  return v->absolute ? !is_given (v->negated ? v->add : -v->add) : !is_given (v->negated ? v->add - n : n - v->add);
}

bool
alike_says_nothing_of (struct state *s, int symbol, const struct value *expected)
{
  if (!alike_is_of_other (symbol))
    return false;
  tree decl = expected->kind == VALUE_ADDRESS ? (*run.regions)[expected->region].decl : NULL_TREE;
  return !(decl && variables_given->contains (decl)) && !names_what_focus_was_given (s, expected);
}

/* ---- What others are given.  */

static bool
is_same_or_symbol (const struct value *a, const struct value *b)
{
  if (a->kind == VALUE_SYMBOL)
    return same_symbol_form (a, b) && a->add == b->add;
  if (a->kind == VALUE_DERIVED)
    return b->kind == VALUE_DERIVED && a->symbol == b->symbol;
  return is_same_value (a, b);
}

/* Whether C stands for what the function in focus, or one that is alike, made.  */
static bool
is_made (const struct cell *c)
{
  return c->kind == CELL_OUTPUT;
}

/* Whether one of PART's cells, which begin at OFFSET, stands above all of C.  */
static bool
is_covered (const struct cell *c, HOST_WIDE_INT offset, const struct given_part *part)
{
  for (unsigned i = 0; i < part->cells.length (); i++) {
    const struct cell *above = &part->cells[i];
    if (above->offset + offset <= c->offset
        && (above->size < 0 || (c->size >= 0 && above->offset + above->size + offset >= c->offset + c->size)))
      return true;
  }
  return false;
}

/* Adds what stands from OFFSET of REGION on to PART.  False if that is not known.  */
static bool
list_content (const struct state *s, int region, HOST_WIDE_INT offset, struct given_part *part)
{
  const struct memory *memory = memory_of (s, region);
  const struct region *r = &(*run.regions)[region];
  part->base = -1;
  for (unsigned i = memory ? memory->cells.length () : 0; i-- > 0;) {
    struct cell c = memory->cells[i];
    if ((c.size >= 0 && c.offset + c.size <= offset) || is_covered (&c, offset, part))
      continue;
    if (c.callee && c.kind != CELL_OUTPUT)
      return false;
    if (c.kind == CELL_UNKNOWN && c.ended) {
      part->blank = part->cells.is_empty ();
      return true;
    }
    /* What that leads to may change.  */
    if (c.kind == CELL_VALUE && (c.value.kind == VALUE_ADDRESS || c.value.kind == VALUE_UNKNOWN))
      return false;
    if (c.kind == CELL_UNKNOWN || c.kind == CELL_TEXT || (c.kind == CELL_OUTPUT && !alike_is_looked_at (&c)))
      return false;
    if (c.kind == CELL_OUTPUT)
      c.inside -= c.offset - offset;
    c.offset -= offset;
    part->cells.safe_push (c);
    if (c.size < 0 && c.offset <= 0)
      return true;
  }
  if (region < s->forgotten || r->outside || r->shared || r->depth == DEPTH_GIVEN)
    return false;
  bool unset = r->source || (r->decl && VAR_P (r->decl) && !is_global_var (r->decl));
  part->blank = unset && part->cells.is_empty ();
  part->base = unset ? -1 : region;
  if (!unset)
    part->v = address (region, offset);
  return true;
}

static bool
is_same_cell (const struct cell *a, const struct cell *b)
{
  if (a->kind != b->kind || a->size != b->size || (a->kind != CELL_OUTPUT && a->offset != b->offset))
    return false;
  switch (a->kind) {
  case CELL_VALUE: return is_same_or_symbol (&a->value, &b->value);
  case CELL_OUTPUT:
    return a->callee == b->callee && a->output == b->output && a->argument == b->argument && a->inside == b->inside
           && MAX (a->offset, 0) == MAX (b->offset, 0);
  case CELL_INITIAL: return a->from == b->from && a->from_offset == b->from_offset;
  default: return a->kind == CELL_ZERO;
  }
}

static bool
is_same_part (const struct given_part *a, const struct given_part *b)
{
  if (a->content != b->content)
    return false;
  if (!a->content)
    return is_same_or_symbol (&a->v, &b->v);
  /* What was not read at first is not read later.  */
  if (a->blank)
    return true;
  if (a->vague || b->vague || b->blank || a->base != b->base || a->cells.length () != b->cells.length ()
      || (a->base >= 0 && a->v.offset != b->v.offset))
    return false;
  for (unsigned i = 0; i < a->cells.length (); i++)
    if (!is_same_cell (&a->cells[i], &b->cells[i]))
      return false;
  return true;
}

/* Adds what argument T, of a parameter of TYPE, is to C.  False if that is not known.  *VAGUE: what it leads to is not; *RESTS: it rests on the
   function in focus.  */
static bool
add_part (struct state *s, tree t, tree type, struct alike_call *c, bool *vague, bool *rests)
{
  struct given_part part;
  memset (&part, 0, sizeof part);
  part.cells = vNULL;
  part.base = -1;
  bool known = true;
  if (!is_gimple_reg_type (TREE_TYPE (t))) {
    struct place p = place_of (s, t);
    part.content = true;
    known = p.known && p.offset != OFFSET_UNKNOWN;
    part.vague = known && !list_content (s, p.region, p.offset, &part);
  } else {
    part.v = operand (s, t);
    bool pointer = POINTER_TYPE_P (type);
    if (part.v.kind == VALUE_ADDRESS) {
      part.content = true;
      known = part.v.offset != OFFSET_UNKNOWN;
      part.vague = known && !list_content (s, part.v.region, part.v.offset, &part);
    } else if (part.v.kind == VALUE_SYMBOL || part.v.kind == VALUE_DERIVED)
      *rests = true;
    else if (part.v.kind == VALUE_UNKNOWN)
      known = part.v.opaque && !pointer;
    if (pointer && TREE_CODE (TREE_TYPE (type)) == FUNCTION_TYPE)
      known = false;
    /* What it leads to may have been changed.  */
    int behind = part.v.kind == VALUE_SYMBOL && pointer ? region_behind (&part.v) : -1;
    if (behind >= 0 && (behind < s->forgotten || (memory_of (s, behind) && !memory_of (s, behind)->cells.is_empty ())))
      known = false;
  }
  *vague |= part.vague;
  for (unsigned i = 0; i < part.cells.length (); i++)
    *rests |= is_made (&part.cells[i]) || part.cells[i].value.kind == VALUE_SYMBOL;
  c->parts.safe_push (part);
  return known;
}

/* Whether CALL only takes an object away.  */
static bool
takes_away (gcall *call)
{
  return VOID_TYPE_P (gimple_call_return_type (call)) && gimple_call_num_args (call) == 1
         && POINTER_TYPE_P (TREE_TYPE (gimple_call_arg (call, 0)));
}

unsigned
alike_number (struct state *s, gcall *call, tree callee)
{
  if (!run.alike || callee == run.focused)
    return 0;
  struct alike_call *made = new alike_call;
  made->callee = callee;
  made->world = s->world;
  made->parts = vNULL;
  tree parameter = TYPE_ARG_TYPES (TREE_TYPE (callee));
  bool known = true, vague = false, rests = false, before = false, fills = false;
  for (unsigned i = 0; i < gimple_call_num_args (call) && known; i++) {
    tree t = gimple_call_arg (call, i),
         type = parameter && TREE_VALUE (parameter) ? TREE_VALUE (parameter) : TREE_TYPE (t);
    parameter = parameter ? TREE_CHAIN (parameter) : NULL_TREE;
    type = VOID_TYPE_P (type) ? TREE_TYPE (t) : type;
    known = add_part (s, t, type, made, &vague, &rests);
    fills |= made->parts.last ().content && POINTER_TYPE_P (type) && !TYPE_READONLY (TREE_TYPE (type));
  }
  for (unsigned n = 0; known && rests && n < calls->length (); n++) {
    const struct alike_call *other = (*calls)[n];
    before |= other->callee == callee;
    bool same = other->callee == callee && other->world == made->world
                && other->parts.length () == made->parts.length ();
    for (unsigned i = 0; same && i < made->parts.length (); i++)
      same = is_same_part (&other->parts[i], &made->parts[i]);
    if (same) {
      release_call (made);
      return n + 1;
    }
  }
  known &= !vague;
  bool gives = (!VOID_TYPE_P (gimple_call_return_type (call)) && gimple_call_lhs (call)) || fills;
  if (known && rests && gives) {
    /* Given something else than before, it may be one that keeps it.  */
    if (before)
      made->world = ++s->world;
    else
      run.m->alike->safe_push (callee);
    calls->safe_push (made);
    return calls->length ();
  }
  release_call (made);
  if (!takes_away (call) && !(gimple_call_flags (call) & (ECF_CONST | ECF_PURE)))
    s->world++;
  return 0;
}
