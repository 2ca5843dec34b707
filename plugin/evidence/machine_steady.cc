/* Calls with the same arguments, between which the test changes nothing.

   If a test asks for different results of such calls, they have to change something: the object that they were given, most likely.
   Then that is asserted, although nobody reads it.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

struct steady_call {
  unsigned epoch;
  auto_vec<struct value> arguments;
};

static auto_vec<struct steady_call *> *calls;
static unsigned last_epoch;

void
steady_start (void)
{
  if (!calls)
    calls = new auto_vec<struct steady_call *>;
  while (!calls->is_empty ())
    delete calls->pop ();
  last_epoch = 0;
}

void
steady_change (struct state *s)
{
  /* Otherwise ways that meet would never be one again.  */
  if (run.steady)
    s->epoch = ++last_epoch;
}

unsigned
steady_number (struct state *s, gcall *call)
{
  struct steady_call *made = new steady_call;
  made->epoch = s->epoch;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++)
    made->arguments.safe_push (is_gimple_reg_type (TREE_TYPE (gimple_call_arg (call, i))) ? argument (s, call, i + 1)
                                                                                          : unknown (0));
  for (unsigned n = 0; n < calls->length (); n++) {
    const struct steady_call *other = (*calls)[n];
    bool same = other->epoch == made->epoch && other->arguments.length () == made->arguments.length ();
    for (unsigned i = 0; same && i < made->arguments.length (); i++)
      same = is_same_value (&other->arguments[i], &made->arguments[i]);
    if (same) {
      delete made;
      return n;
    }
  }
  calls->safe_push (made);
  return calls->length () - 1;
}

/* Whether another function of the unit than S's test sets the global DECL, or hands it out.  */
static bool
is_set_elsewhere (const struct state *s, tree decl)
{
  struct ipa_ref *reference;
  varpool_node *node = varpool_node::get (decl);
  for (unsigned i = 0; node && node->iterate_referring (i, reference); i++)
    if (reference->use != IPA_REF_LOAD && reference->referring->decl != s->frames[0].node->decl)
      return true;
  return false;
}

bool
steady_is_used (struct state *s, int region)
{
  const struct region *r = &(*run.regions)[region];
  const struct memory *memory = memory_of (s, region);
  /* A fixture: made before the test began, by what is not followed.  */
  if ((r->depth == DEPTH_GIVEN && !run.preparation) || (r->source && r->ordinal > 0 && !memory))
    return true;
  if (!run.preparation && r->decl && VAR_P (r->decl) && is_global_var (r->decl) && is_set_elsewhere (s, r->decl))
    return true;
  for (unsigned i = 0; memory && i < memory->cells.length (); i++) {
    const struct cell *c = &memory->cells[i];
    /* Neither what memset left nor the end of a variable's life.  */
    bool unknown_to_end = c->kind == CELL_UNKNOWN && c->size < 0;
    if (unknown_to_end || (c->kind == CELL_VALUE && c->value.kind == VALUE_ADDRESS)
        || (c->kind == CELL_VALUE && c->size > BITS_PER_UNIT && c->value.kind == VALUE_CONSTANT
            && !is_zero (&c->value)))
      return true;
    if (c->kind == CELL_INITIAL && c->from >= 0 && (*run.regions)[c->from].decl
        && TREE_READONLY ((*run.regions)[c->from].decl))
      return true;
  }
  return false;
}
