/* Where ways meet: a state that can bring nothing new is given up, and loops of unknown length come to an end.

   Two ways that parted at a condition which nothing later depends on are one again at the block where they meet.  So at each such block
   the states that were there are kept (they share what they have in common, see machine_private.h), and compared with the next one by
   what can still be read: names that are live, memory, what is known about symbols.  Unknown values are equal by the pattern in which
   they are equal among themselves.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

/* So many states are kept for one place.  */
#define KEPT_MAXIMUM 12

/* ---- Which names are live.  */

struct liveness {
  function *fun;
  unsigned names;
  /* By block: what is live at its first statement after the PHIs; and what is used or defined in it, besides.  */
  auto_vec<bitmap> at, within;
};

static hash_map<void *, struct liveness *> *known_liveness;

static void
note_uses (gimple *stmt, bitmap defined, bitmap into)
{
  ssa_op_iter i;
  tree name;
  FOR_EACH_SSA_TREE_OPERAND (name, stmt, i, SSA_OP_USE)
  if (!bitmap_bit_p (defined, SSA_NAME_VERSION (name)))
    bitmap_set_bit (into, SSA_NAME_VERSION (name));
  FOR_EACH_SSA_TREE_OPERAND (name, stmt, i, SSA_OP_DEF)
  bitmap_set_bit (defined, SSA_NAME_VERSION (name));
}

static struct liveness *
liveness_of (function *fun)
{
  if (!known_liveness)
    known_liveness = new hash_map<void *, struct liveness *>;
  struct liveness **slot = known_liveness->get (fun);
  static struct liveness *last;
  if (last && last->fun == fun && last->names == vec_safe_length (SSANAMES (fun)))
    return last;
  /* A later SSA form has other names.  */
  if (slot && (*slot)->names == vec_safe_length (SSANAMES (fun)))
    return last = *slot;
  struct liveness *l = new liveness;
  unsigned count = (unsigned) last_basic_block_for_fn (fun);
  l->fun = fun;
  l->names = vec_safe_length (SSANAMES (fun));
  auto_vec<bitmap> defined;
  for (unsigned i = 0; i < count; i++) {
    l->at.safe_push (BITMAP_ALLOC (NULL));
    l->within.safe_push (BITMAP_ALLOC (NULL));
    defined.safe_push (BITMAP_ALLOC (NULL));
  }
  basic_block b;
  FOR_EACH_BB_FN (b, fun)
  {
    for (gimple_stmt_iterator i = gsi_start_bb (b); !gsi_end_p (i); gsi_next (&i))
      note_uses (gsi_stmt (i), defined[b->index], l->at[b->index]);
    bitmap_ior (l->within[b->index], l->at[b->index], defined[b->index]);
  }
  bitmap out = BITMAP_ALLOC (NULL);
  for (bool changed = true; changed;) {
    changed = false;
    FOR_EACH_BB_REVERSE_FN (b, fun)
    {
      edge e;
      edge_iterator i;
      bitmap_clear (out);
      FOR_EACH_EDGE (e, i, b->succs)
      {
        if (e->dest->index < NUM_FIXED_BLOCKS)
          continue;
        bitmap_ior_into (out, l->at[e->dest->index]);
        for (gphi_iterator p = gsi_start_phis (e->dest); !gsi_end_p (p); gsi_next (&p))
          bitmap_clear_bit (out, SSA_NAME_VERSION (gimple_phi_result (p.phi ())));
      }
      FOR_EACH_EDGE (e, i, b->succs)
      for (gphi_iterator p = gsi_start_phis (e->dest); !gsi_end_p (p); gsi_next (&p)) {
        tree from = PHI_ARG_DEF_FROM_EDGE (p.phi (), e);
        if (TREE_CODE (from) == SSA_NAME)
          bitmap_set_bit (out, SSA_NAME_VERSION (from));
      }
      bitmap_ior_into (l->within[b->index], out);
      changed |= bitmap_ior_and_compl_into (l->at[b->index], out, defined[b->index]);
    }
  }
  BITMAP_FREE (out);
  for (unsigned i = 0; i < count; i++)
    BITMAP_FREE (defined[i]);
  known_liveness->put (fun, l);
  return last = l;
}

/* The names of the frame at DEPTH of S that may be read from now on.  */
static bitmap
live_names (const struct state *s, unsigned depth)
{
  const struct frame *f = &s->frames[depth];
  struct liveness *l = liveness_of (f->fun);
  return depth + 1 == s->frames.length () ? l->at[f->block->index] : l->within[f->block->index];
}

/* ---- Comparing.  */

/* Unknown values of one state and of another that stand in the same places.  */
struct pair {
  unsigned one, other;
};

struct comparison {
  const struct state *before, *now;
  auto_vec<struct pair> pairs;
};

static bool
has_fact (const struct state *s, unsigned opaque)
{
  for (unsigned i = 0; i < s->facts.length (); i++)
    if (s->facts[i].opaque == opaque)
      return true;
  return false;
}

static bool
corresponds (struct comparison *c, unsigned one, unsigned other)
{
  /* Two known values are not known to be equal here: each is its own.  */
  if (!other)
    other = UINT_MAX - c->pairs.length ();
  for (unsigned i = 0; i < c->pairs.length (); i++)
    if (c->pairs[i].one == one)
      return c->pairs[i].other == other;
  /* What was not known to be equal before may be equal now.  */
  struct pair p = { one, other };
  c->pairs.safe_push (p);
  return true;
}

static bool
same_constant (tree a, tree b)
{
  if (a == b)
    return true;
  if (TREE_CODE (a) == INTEGER_CST && TREE_CODE (b) == INTEGER_CST && TREE_TYPE (a) == TREE_TYPE (b))
    return wi::to_wide (a) == wi::to_wide (b);
  return TREE_CODE (a) == TREE_CODE (b) && types_compatible_p (TREE_TYPE (a), TREE_TYPE (b))
         && operand_equal_p (a, b, 0);
}

/* Whether BEFORE may have been all that NOW may be.  */
static bool
value_was (struct comparison *c, const struct value *before, const struct value *now)
{
  if (now->mask & ~before->mask)
    return false;
  if (before->made || now->made)
    return before->made && now->made && before->opaque == now->opaque;
  if (before->kind == VALUE_UNKNOWN) {
    if (before->not_zero && !(now->kind == VALUE_UNKNOWN && now->not_zero))
      return false;
    if (!before->opaque)
      return true;
    if (now->kind != VALUE_UNKNOWN)
      return !has_fact (c->before, before->opaque) && corresponds (c, before->opaque, 0);
    return corresponds (c, before->opaque, now->opaque);
  }
  if (before->kind != now->kind)
    return false;
  switch (before->kind) {
  case VALUE_CONSTANT: return same_constant (before->constant, now->constant);
  case VALUE_SYMBOL:
    return before->symbol == now->symbol && before->add == now->add && before->negated == now->negated
           && before->absolute == now->absolute && before->wrapped == now->wrapped;
  case VALUE_DERIVED: return before->symbol == now->symbol;
  default: return before->region == now->region && before->offset == now->offset;
  }
}

/* Whether V, which both have, is all that it was: what was known of it may not be any more.  */
static bool
stays (struct comparison *c, const struct value *v)
{
  return v->kind != VALUE_UNKNOWN || !v->opaque || c->before->facts.is_empty () || value_was (c, v, v);
}

static bool
cell_was (struct comparison *c, const struct cell *before, const struct cell *now)
{
  if (before->kind != now->kind || before->offset != now->offset || before->size != now->size
      || before->callee != now->callee)
    return false;
  switch (before->kind) {
  case CELL_VALUE: return value_was (c, &before->value, &now->value);
  case CELL_OUTPUT:
    return before->output == now->output && before->argument == now->argument && before->inside == now->inside;
  case CELL_TEXT: return before->from == now->from;
  case CELL_INITIAL: return before->from == now->from && before->from_offset == now->from_offset;
  case CELL_UNKNOWN: return !(now->value.mask & ~before->value.mask);
  default: return true;
  }
}

/* Whether M is one cell that says that nothing is known.  */
static bool
is_forgotten (const struct memory *m)
{
  return m->cells.length () == 1 && m->cells[0].kind == CELL_UNKNOWN && m->cells[0].offset == 0 && m->cells[0].size < 0;
}

static bool
memory_was (struct comparison *c, const struct memory *before, const struct memory *now)
{
  if (before == now) {
    for (unsigned i = 0; i < before->cells.length (); i++)
      if (before->cells[i].kind == CELL_VALUE && !stays (c, &before->cells[i].value))
        return false;
    return true;
  }
  if (is_forgotten (before)) {
    uint64_t mask = 0;
    bool output = false;
    for (unsigned i = 0; i < now->cells.length (); i++) {
      mask |= now->cells[i].value.mask;
      output |= now->cells[i].kind == CELL_OUTPUT || now->cells[i].callee;
    }
    return !output && !(mask & ~before->cells[0].value.mask);
  }
  if (before->cells.length () != now->cells.length ())
    return false;
  /* What was stored last differs most often.  */
  for (unsigned i = before->cells.length (); i-- > 0;)
    if (!cell_was (c, &before->cells[i], &now->cells[i]))
      return false;
  return true;
}

/* What takes no time to tell: whether the same has happened, and the same regions have memory.  */
static bool
courses_were (const struct state *before, const struct state *now)
{
  if (run.course && !course_was (before, now))
    return false;
  if ((now->touched & ~before->touched) || before->expected != now->expected || before->missed != now->missed
      || before->failing != now->failing || before->caught_signal != now->caught_signal
      || before->handled != now->handled || before->caught_exit != now->caught_exit)
    return false;
  if (before->epoch != now->epoch || before->world != now->world || before->results != now->results
      || before->earlier != now->earlier || before->filed != now->filed || before->abroad != now->abroad
      || before->called != now->called || before->focus_called != now->focus_called
      || before->forgotten != now->forgotten || before->memories.length () != now->memories.length ())
    return false;
  for (unsigned i = 0; i < before->memories.length (); i++)
    if (before->memories[i]->region != now->memories[i]->region)
      return false;
  return true;
}

/* Whether NOW is a process as BEFORE was: of the same parent, and with children that ended so.  */
static bool
processes_were (struct comparison *c)
{
  const struct state *before = c->before, *now = c->now;
  return before->parent == now->parent && before->unsure == now->unsure
         && (!run.must_end || before->focus_called_here == now->focus_called_here) && before->children == now->children
         && (now->children == 0 || value_was (c, &before->status, &now->status));
}

static bool
memories_were (struct comparison *c)
{
  for (unsigned i = 0; i < c->before->memories.length (); i++)
    if (!memory_was (c, c->before->memories[i], c->now->memories[i]))
      return false;
  return true;
}

static bool
names_were (struct comparison *c)
{
  for (unsigned d = 0; d < c->now->frames.length (); d++) {
    const struct frame *before = &c->before->frames[d], *now = &c->now->frames[d];
    bitmap_iterator i;
    unsigned version;
    if (before->names == now->names && c->before->facts.is_empty ())
      continue;
    EXECUTE_IF_SET_IN_BITMAP (live_names (c->now, d), 0, version, i)
    {
      const struct value *one = names_get (before->names, version);
      if (names_are_shared (before->names, now->names, version) ? !stays (c, one)
                                                                : !value_was (c, one, names_get (now->names, version)))
        return false;
    }
  }
  return true;
}

static bool
facts_were (struct comparison *c)
{
  for (unsigned p = 0; p < c->pairs.length (); p++)
    for (unsigned i = 0; i < c->before->facts.length (); i++) {
      if (c->before->facts[i].opaque != c->pairs[p].one)
        continue;
      bool found = false;
      for (unsigned k = 0; k < c->now->facts.length () && !found; k++)
        found = c->now->facts[k].opaque == c->pairs[p].other && c->now->facts[k].zero == c->before->facts[i].zero;
      if (!found)
        return false;
    }
  return true;
}

/* Whether A is a part of B.  */
static bool
is_subset (const struct accepting *a, const struct accepting *b)
{
  if (accepting_equal (a, b))
    return true;
  struct accepting both = accepting_copy (a);
  accepting_intersect (&both, b);
  bool subset = !a->unknown && !b->unknown && accepting_equal (&both, a);
  accepting_release (&both);
  return subset;
}

static bool
sets_were (const struct state *before, const struct state *now)
{
  for (int i = 0; i < run.m->symbols_count; i++)
    if (before->bounds[i] && before->bounds[i] != now->bounds[i]
        && (!now->bounds[i] || !is_subset (&now->bounds[i]->set, &before->bounds[i]->set)))
      return false;
  return true;
}

static bool
links_were (const struct state *before, const struct state *now)
{
  if (before->jumps.length () != now->jumps.length ())
    return false;
  for (unsigned i = 0; i < before->jumps.length (); i++)
    if (before->jumps[i].at != now->jumps[i].at || before->jumps[i].depth != now->jumps[i].depth
        || before->jumps[i].region != now->jumps[i].region || before->jumps[i].offset != now->jumps[i].offset)
      return false;
  if (before->links.length () != now->links.length ())
    return false;
  for (unsigned i = 0; i < before->links.length (); i++)
    if (before->links[i].holder != now->links[i].holder || before->links[i].held != now->links[i].held)
      return false;
  return true;
}

/* Whether the same happened to the same objects.  */
static bool
objects_were (struct comparison *c)
{
  if (c->before->forgot != c->now->forgot || c->before->objects.length () != c->now->objects.length ())
    return false;
  for (unsigned i = 0; i < c->before->objects.length (); i++) {
    const struct object *one = &c->before->objects[i], *other = &c->now->objects[i];
    if (one->region != other->region || one->class_ != other->class_ || one->history != other->history
        || one->stranger != other->stranger || (one->region < 0 && !corresponds (c, one->opaque, other->opaque)))
      return false;
  }
  return true;
}

static bool
same_place (const struct state *a, const struct state *b)
{
  if (a->row != b->row || a->stage != b->stage || a->frames.length () != b->frames.length ())
    return false;
  for (unsigned i = 0; i < a->frames.length (); i++)
    if (a->frames[i].node != b->frames[i].node || a->frames[i].block != b->frames[i].block
        || gsi_stmt (a->frames[i].at) != gsi_stmt (b->frames[i].at))
      return false;
  return true;
}

static bool
was (const struct state *before, const struct state *now)
{
  struct comparison c;
  c.before = before;
  c.now = now;
  return (now->empty || !before->empty) && courses_were (before, now) && processes_were (&c) && links_were (before, now)
         && sets_were (before, now) && objects_were (&c) && names_were (&c) && memories_were (&c) && facts_were (&c);
}

/* ---- Loops of unknown length.  */

/* NOW, which was BEFORE on the way round before this one, becomes something that covers both.  */
static void
widen (const struct state *before, struct state *now)
{
  struct comparison c;
  c.before = before;
  c.now = now;
  for (unsigned d = 0; d < now->frames.length (); d++) {
    bitmap_iterator i;
    unsigned version;
    EXECUTE_IF_SET_IN_BITMAP (live_names (now, d), 0, version, i)
    {
      const struct value *a = names_get (before->frames[d].names, version),
                         *b = names_get (now->frames[d].names, version);
      if (!value_was (&c, a, b))
        set_name (&now->frames[d], version, unknown (a->mask | b->mask));
    }
  }
  for (unsigned i = 0; i < now->memories.length (); i++) {
    int region = now->memories[i]->region;
    const struct memory *old = memory_of (before, region);
    if (old && memory_was (&c, old, now->memories[i]))
      continue;
    forget_region (now, region, mask_behind (now, region, 0) | mask_behind (before, region, 0));
  }
}

/* ---- Places.  */

/* Shared by what is kept of a run and of those that are taken up from it.  */
struct kept_state {
  unsigned references;
  struct state *state;
};

struct place_seen {
  auto_vec<struct kept_state *> states;
};

static hash_map<void *, struct place_seen *> *places;

static void
release_kept (struct kept_state *kept)
{
  if (--kept->references)
    return;
  free_state (kept->state);
  free (kept);
}

bool
is_known (struct state *s)
{
  basic_block block = top (s)->block;
  if (!run.parted || EDGE_COUNT (block->preds) < 2)
    return false;
  if (!places)
    places = new hash_map<void *, struct place_seen *>;
  bool existed;
  struct place_seen *&seen = places->get_or_insert (block, &existed);
  if (!existed)
    seen = new place_seen;
  for (unsigned i = seen->states.length (); i-- > 0;)
    if (same_place (seen->states[i]->state, s) && was (seen->states[i]->state, s))
      return true;
  for (unsigned i = seen->states.length (); s->tired && i-- > 0;)
    if (same_place (seen->states[i]->state, s)) {
      widen (seen->states[i]->state, s);
      if (was (seen->states[i]->state, s))
        return true;
      break;
    }
  if (seen->states.length () == KEPT_MAXIMUM) {
    release_kept (seen->states[0]);
    seen->states.ordered_remove (0);
  }
  struct kept_state *kept = XNEW (struct kept_state);
  kept->references = 1;
  kept->state = copy_state (s);
  seen->states.safe_push (kept);
  return false;
}

void *
joins_begin (void)
{
  hash_map<void *, struct place_seen *> *before = places;
  places = NULL;
  if (!before)
    return NULL;
  places = new hash_map<void *, struct place_seen *>;
  for (hash_map<void *, struct place_seen *>::iterator i = before->begin (); i != before->end (); ++i) {
    struct place_seen *seen = new place_seen;
    seen->states.safe_splice ((*i).second->states);
    for (unsigned k = 0; k < seen->states.length (); k++)
      seen->states[k]->references++;
    places->put ((*i).first, seen);
  }
  return before;
}

void
joins_end (void *before)
{
  forget_joins ();
  places = (hash_map<void *, struct place_seen *> *) before;
}

void
forget_joins (void)
{
  if (!places)
    return;
  for (hash_map<void *, struct place_seen *>::iterator i = places->begin (); i != places->end (); ++i) {
    struct place_seen *seen = (*i).second;
    for (unsigned k = 0; k < seen->states.length (); k++)
      release_kept (seen->states[k]);
    delete seen;
  }
  delete places;
  places = NULL;
}
