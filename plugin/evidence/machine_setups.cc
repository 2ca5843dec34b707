/* What a framework calls before a test, run before it.

   Each setup is followed as the test is, from where the one before it ended: what it calls produces the same constants, what it stores the test reads.  A
   failure in it is the test's.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

static unsigned
setups_count (void)
{
  return run.preparation ? run.preparation->setups.length () : 0;
}

bool
is_preparing (const struct state *s)
{
  return s->stage < setups_count ();
}

/* The memory that the framework gives to the test, and to what it calls before, is zeros.  */
static void
give_zeros (struct state *s, cgraph_node *test)
{
  const struct preparation *p = run.preparation;
  tree parameter = DECL_ARGUMENTS (test->decl);
  if (!p || !p->size || !parameter || !tree_fits_shwi_p (p->size))
    return;
  struct cell zeros = cell_at (CELL_ZERO, 0, tree_to_shwi (p->size) * BITS_PER_UNIT);
  add_cell (s, find_region (parameter, DEPTH_GIVEN, -1), &zeros);
}

bool
begin_test (struct state *s, cgraph_node *test)
{
  s->stage = 0;
  run.handed = unknown (0);
  give_zeros (s, test);
  return push_frame (s, setups_count () ? run.preparation->setups[0].node : test, NULL);
}

/* Whether what S is in hands its result on.  */
static bool
hands_on (const struct state *s)
{
  return is_preparing (s) && run.preparation->setups[s->stage].hands;
}

tree
prepared_parameter (const struct state *s, tree p, unsigned i)
{
  tree of_test = DECL_ARGUMENTS (s->current);
  for (; i > 0 && of_test; i--)
    of_test = DECL_CHAIN (of_test);
  return setups_count () && of_test && !hands_on (s) ? of_test : p;
}

struct value
prepared_argument (struct state *s, tree p, unsigned i, struct value v)
{
  const struct preparation *given = run.preparation;
  bool hands = !is_preparing (s) && s->stage && given->setups[s->stage - 1].hands;
  if (hands && !DECL_CHAIN (p))
    return run.handed;
  return given->data && i == 1 && POINTER_TYPE_P (TREE_TYPE (p)) ? operand (s, given->data) : v;
}

/* A setup gave what O says is good, or is not: then the test is not run, which is thought of if that is the function in focus's doing.  False if S has
   ended.  */
static bool
run_only_where_good (struct state *s, struct outcomes o)
{
  struct outcome *good = outcome_with (&o, true), *bad = outcome_with (&o, false);
  run.m->left_out |= !good && !bad->value.mask;
  if (bad && (bad->value.mask || s->touched)) {
    struct state *other = copy_state (s);
    if (apply (other, bad))
      pass (other);
    free_state (other);
  }
  return good && apply (s, good);
}

/* The test of S begins: what it asks for itself is told apart.  */
static void
note_prepared (const struct state *s)
{
  run.m->prepared++;
  for (int i = 0; i < run.m->symbols_count; i++) {
    struct symbol *y = &run.m->symbols[i];
    accepting_unite (&y->prepared, s->bounds[i] ? &s->bounds[i]->set : &y->all);
    accepting_intersect (&y->prepared, &y->all);
  }
}

/* Whether none but what is called once before the tests sets VARIABLE, or may.  */
static bool
is_set_once (tree variable)
{
  varpool_node *node = varpool_node::get (variable);
  struct ipa_ref *reference;
  for (unsigned i = 0; node && node->iterate_referring (i, reference); i++) {
    bool once = false;
    for (unsigned k = 0; k < setups_count (); k++)
      once |= run.preparation->setups[k].kind == SETUP_ONCE && run.preparation->setups[k].node == reference->referring;
    if (reference->use == IPA_REF_ADDR || (reference->use != IPA_REF_LOAD && !once))
      return false;
  }
  return node && !TREE_PUBLIC (variable);
}

/* What was called once before the tests of S is over: others may have run since, and have changed what it left.  */
static void
forget_shared (struct state *s)
{
  auto_vec<int> changing;
  for (unsigned i = 0; i < s->memories.length (); i++) {
    const struct region *r = &(*run.regions)[s->memories[i]->region];
    bool kept = r->decl && (r->depth == DEPTH_GIVEN || (VAR_P (r->decl) && is_set_once (r->decl)));
    if (!kept && !(r->decl && TREE_CODE (r->decl) == STRING_CST))
      changing.safe_push (s->memories[i]->region);
  }
  for (int i = 0; i < run.m->symbols_count; i++)
    if (POINTER_TYPE_P (run.m->symbols[i].type))
      changing.safe_push (find_region (NULL_TREE, 0, i));
  for (unsigned i = 0; i < changing.length (); i++) {
    const struct region *r = &(*run.regions)[changing[i]];
    blur_region (s, changing[i], r->decl ? made_before (s, r->decl) : given_before (s));
  }
  views_forget (s);
  steady_change (s);
}

bool
end_setup (struct state *s, struct value v)
{
  const struct setup *setup = &run.preparation->setups[s->stage];
  tree type = TREE_TYPE (TREE_TYPE (setup->node->decl));
  if (INTEGRAL_TYPE_P (type) && !setup->hands) {
    struct outcomes o = compare (s, EQ_EXPR, v, number (type, 0, 0), integer_type_node);
    if (!(setup->heeded && !run.unheard ? require (s, o, true) : run_only_where_good (s, o)))
      return false;
  }
  struct frame f = *top (s);
  s->frames.pop ();
  release_frame (&f);
  leave_locals (s, 1);
  s->jumps.truncate (0);
  s->choices.truncate (0);
  s->stage++;
  if (setup->kind == SETUP_ONCE && !(is_preparing (s) && setup[1].kind == SETUP_ONCE))
    forget_shared (s);
  if (!is_preparing (s)) {
    note_prepared (s);
    if (run.surveying)
      s->touched = 0;
  }
  run.handed = setup->hands ? v : unknown (0);
  return push_frame (s, is_preparing (s) ? run.preparation->setups[s->stage].node : cgraph_node::get (s->current),
                     NULL);
}
