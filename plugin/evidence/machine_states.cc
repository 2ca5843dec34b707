/* States of the machine: one way through a test, and what its end says about the symbols.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

/* States and memories that are not in use, without anything in them: they keep the room that they have.  */
static auto_vec<struct state *> *spare_states;
static auto_vec<struct memory *> *spare_memories;

struct memory *
make_memory (int region)
{
  struct memory *m = spare_memories && !spare_memories->is_empty () ? spare_memories->pop () : new memory;
  m->references = 1;
  m->region = region;
  return m;
}

void
release_memory (struct memory *m)
{
  if (--m->references)
    return;
  m->cells.truncate (0);
  if (!spare_memories)
    spare_memories = new auto_vec<struct memory *>;
  spare_memories->safe_push (m);
}

struct state *
make_state (void)
{
  if (spare_states && !spare_states->is_empty ())
    return spare_states->pop ();
  struct state *s = new state;
  memset (s->bounds, 0, sizeof s->bounds);
  return s;
}

struct state *
copy_state (const struct state *s)
{
  struct state *copy = make_state ();
  copy->frames.safe_splice (s->frames);
  for (unsigned i = 0; i < s->frames.length (); i++)
    names_share (s->frames[i].names);
  copy->memories.safe_splice (s->memories);
  for (unsigned i = 0; i < s->memories.length (); i++)
    s->memories[i]->references++;
  copy->facts.safe_splice (s->facts);
  copy->choices.safe_splice (s->choices);
  copy->links.safe_splice (s->links);
  copy->jumps.safe_splice (s->jumps);
  copy->objects.safe_splice (s->objects);
  copy->forgot = s->forgot;
  for (int i = 0; i < run.m->symbols_count; i++)
    if (s->bounds[i]) {
      copy->bounds[i] = s->bounds[i];
      s->bounds[i]->references++;
    }
  copy->touched = s->touched;
  copy->last_mask = s->last_mask;
  copy->last_known = s->last_known;
  copy->current = s->current;
  copy->called = s->called;
  copy->doubted = s->doubted;
  copy->focus_called = s->focus_called;
  copy->results = s->results;
  copy->earlier = s->earlier;
  copy->filed = s->filed;
  copy->abroad = s->abroad;
  copy->epoch = s->epoch;
  copy->world = s->world;
  copy->tired = s->tired;
  copy->forgotten = s->forgotten;
  copy->expected = s->expected;
  copy->missed = s->missed;
  copy->failing = s->failing;
  copy->caught_signal = s->caught_signal;
  copy->caught_exit = s->caught_exit;
  copy->handled = s->handled;
  copy->swallowed = s->swallowed;
  copy->empty = s->empty;
  copy->parent = share_snapshot (s->parent);
  copy->over = s->over;
  copy->unsure = s->unsure;
  copy->focus_called_here = s->focus_called_here;
  copy->unsure_mask = s->unsure_mask;
  copy->ending = s->ending;
  copy->row = s->row;
  copy->stage = s->stage;
  copy->constructors = s->constructors;
  copy->children = s->children;
  copy->status = s->status;
  copy->came_to.safe_splice (s->came_to);
  return copy;
}

void
release_frame (struct frame *f)
{
  names_release (f->names);
}

static void
release_bound (struct bound *b)
{
  if (b && --b->references == 0) {
    accepting_release (&b->set);
    free (b);
  }
}

void
free_state (struct state *s)
{
  for (unsigned i = 0; i < s->frames.length (); i++)
    release_frame (&s->frames[i]);
  for (unsigned i = 0; i < s->memories.length (); i++)
    release_memory (s->memories[i]);
  for (int i = 0; i < run.m->symbols_count; i++) {
    release_bound (s->bounds[i]);
    s->bounds[i] = NULL;
  }
  s->frames.truncate (0);
  s->memories.truncate (0);
  s->facts.truncate (0);
  s->choices.truncate (0);
  s->links.truncate (0);
  s->jumps.truncate (0);
  s->objects.truncate (0);
  s->came_to.truncate (0);
  release_snapshot (s->parent);
  s->parent = NULL;
  if (!spare_states)
    spare_states = new auto_vec<struct state *>;
  spare_states->safe_push (s);
}

void
set_name (struct frame *f, unsigned version, struct value v)
{
  names_set (&f->names, version, &v);
}

/* S ended without a call that was expected: the test has failed, whatever the function gave.  */
static void
fail_for_call (struct state *s)
{
  int symbol = find_symbol (s, run.focused, OUTPUT_CALLS, 0, NULL_TREE, -1, 0, 1, boolean_type_node);
  run.m->failed++;
  if (symbol >= 0)
    run.m->symbols[symbol].asserted = true;
}

/* S passes because a file is thought to be empty.  The file is there, with something in it, but nobody can tell that from the test.  */
static void
pass_empty (struct state *s)
{
  run.m->passed_empty++;
  for (int i = 0; i < run.m->symbols_count; i++) {
    struct symbol *y = &run.m->symbols[i];
    if (s->bounds[i])
      accepting_unite (&y->accepts, &s->bounds[i]->set);
    else
      y->empty = true;
  }
}

void
settle_empty (void)
{
  for (int i = 0; i < run.m->symbols_count; i++) {
    struct symbol *y = &run.m->symbols[i];
    /* Nothing gets a better grade by that.  */
    const struct accepting *set = &y->accepts;
    bool few = accepting_is_empty (set) || (!set->intervals_count && !set->all_texts && set->texts_count == 1)
               || (set->intervals_count == 1 && accepting_is_number (set, set->intervals[0].low));
    if (!y->empty || !few)
      continue;
    accepting_release (&y->accepts);
    y->accepts = accepting_unknown ();
    y->elsewhere = true;
  }
}

void
pass (struct state *s)
{
  if (s->parent) {
    child_passed (s);
    return;
  }
  if (run.pretence && run.pretence->counted && s->failing == FAILING_AWAITED)
    return;
  if (s->missed) {
    fail_for_call (s);
    return;
  }
  if (s->empty) {
    pass_empty (s);
    return;
  }
  run.m->passed++;
  run.m->unasked |= !run.m->gave_up && !s->touched && !s->doubted;
  course_pass (s);
  for (int i = 0; i < run.m->symbols_count; i++) {
    struct symbol *y = &run.m->symbols[i];
    const struct accepting *set = s->bounds[i] ? &s->bounds[i]->set : &y->all;
    /* What is all that there is stays so.  */
    if (set->is_real == y->all.is_real && y->accepts.is_real == y->all.is_real
        && accepting_equal (&y->accepts, &y->all))
      continue;
    accepting_unite (&y->accepts, set);
    accepting_intersect (&y->accepts, &y->all);
  }
}

void
give_up (struct state *s, const char *why)
{
  run.m->gave_up = true;
  if (!run.m->why)
    run.m->why = why;
  s->missed = s->empty = false;
  release_snapshot (s->parent);
  s->parent = NULL;
  pass (s);
}

/* What a person would say that the test fails by where S is now: the macro that stands there, else the function that is called; or NULL.  */
static const char *
failing_by (struct state *s)
{
  gimple_stmt_iterator at = s->frames[0].at;
  gimple *stmt = s->frames.length () > 1 ? s->frames[1].caller : gsi_end_p (at) ? NULL : gsi_stmt (at);
  const char *name = NULL;
  if (!stmt)
    return NULL;
  location_t place = gimple_location (stmt);
  if (IS_ADHOC_LOC (place))
    place = get_location_from_adhoc_loc (line_table, place);
  const line_map *map = place > BUILTINS_LOCATION ? linemap_lookup (line_table, place) : NULL;
  while (map && linemap_macro_expansion_map_p (map)) {
    name = linemap_map_get_macro_name (linemap_check_macro (map));
    place = linemap_unwind_toward_expansion (line_table, place, &map);
  }
  tree callee = !name && is_gimple_call (stmt) ? gimple_call_fndecl (stmt) : NULL_TREE;
  if (callee && DECL_NAME (callee) && !TREE_THIS_VOLATILE (callee))
    name = IDENTIFIER_POINTER (DECL_NAME (callee));
  return name;
}

void
note_mattering (struct state *s)
{
  for (unsigned i = 0; run.surveying && i < run.m->calls->length (); i++) {
    bool matters = s->touched >> MIN (i, SYMBOLS_MAXIMUM - 1) & 1;
    (*run.m->calls)[i].matters |= matters;
    (*run.m->calls)[i].matters_to_test |= matters && !is_preparing (s);
  }
}

void
fail (struct state *s)
{
  if (s->parent) {
    child_failed (s);
    return;
  }
  run.m->failed++;
  bool of_test = !is_preparing (s);
  note_mattering (s);
  for (int i = 0; i < run.m->symbols_count; i++)
    if ((s->touched & s->last_mask) >> i & 1) {
      struct symbol *y = &run.m->symbols[i];
      const char *by = failing_by (s);
      if (!y->asserted)
        y->by = by;
      else if (y->by != by && (!y->by || !by || strcmp (y->by, by) != 0))
        y->by = "";
      y->asserted = true;
      y->of_test |= of_test;
    }
}

/* Whether this output is none that is looked at.  What a constant would leave as it was, because it calls nothing, always is.  */
static bool
is_left_out (tree callee, enum output_kind kind, unsigned argument, tree global)
{
  const struct output *only = run.only;
  return only && callee == run.focused && kind != OUTPUT_CALLS && kind != OUTPUT_ENDING
         && !(global && run.shared->contains (global))
         && (only->kind != kind || (kind == OUTPUT_ARGUMENT && only->argument != argument) || only->global != global);
}

bool
alike_is_looked_at (const struct cell *c)
{
  return !is_left_out (c->callee, c->output, c->argument, NULL_TREE);
}

int
find_symbol (struct state *s, tree callee, enum output_kind kind, unsigned argument, tree global, int parent,
             HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type)
{
  if (is_left_out (callee, kind, argument, global))
    return -1;
  for (int i = 0; i < run.m->symbols_count; i++) {
    struct symbol *y = &run.m->symbols[i];
    if (y->test == s->current && y->callee == callee && y->kind == kind
        && (y->argument == argument || (s->bounds[i] && earlier_is_of (y, argument))) && y->global == global
        && y->parent == parent && y->offset == offset && y->size == size
        && TYPE_MAIN_VARIANT (y->type) == TYPE_MAIN_VARIANT (type))
      return i;
  }
  /* Those of the function in focus need room.  */
  if (earlier_is_of_other (callee) && run.m->symbols_count > SYMBOLS_MAXIMUM / 2)
    return -1;
  if (run.m->symbols_count == SYMBOLS_MAXIMUM) {
    run.m->gave_up = true;
    run.m->why = "the test asks for more outputs than are followed";
    return -1;
  }
  struct symbol *y = &run.m->symbols[run.m->symbols_count];
  memset (y, 0, sizeof *y);
  y->test = s->current;
  y->callee = callee;
  y->kind = kind;
  y->argument = argument;
  y->global = global;
  y->parent = parent;
  y->offset = offset;
  y->size = size;
  y->type = type;
  y->all = all_of (type);
  earlier_limit (y);
  y->accepts = accepting_none ();
  y->prepared = run.m->prepared || !is_preparing (s) ? accepting_copy (&y->all) : accepting_none ();
  /* The paths that have ended did not ask for it.  */
  if (run.m->passed)
    y->accepts = accepting_copy (&y->all);
  y->empty = run.m->passed_empty > 0;
  return run.m->symbols_count++;
}

struct value
symbol_value (int symbol)
{
  struct value v;
  if (symbol < 0)
    return unknown (run.focused ? FOCUS_MASK : 0);
  memset (&v, 0, sizeof v);
  v.kind = VALUE_SYMBOL;
  v.symbol = symbol;
  v.mask = (uint64_t) 1 << symbol;
  return v;
}

/* S knows now that SYMBOL lies in SET.  False if it cannot.  */
bool
constrain (struct state *s, int symbol, const struct accepting *set)
{
  struct bound *b = XNEW (struct bound);
  b->references = 1;
  b->set = accepting_copy (s->bounds[symbol] ? &s->bounds[symbol]->set : &run.m->symbols[symbol].all);
  accepting_intersect (&b->set, set);
  release_bound (s->bounds[symbol]);
  s->bounds[symbol] = b;
  return !accepting_is_empty (&b->set);
}
