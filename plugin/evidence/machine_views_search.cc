/* What a run shows of functions that only others look after.  See machine_views.cc.

   Two moments of one view between which nothing happened but calls of F, and of functions that store nothing, say what F stores.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "machine_views_private.h"

/* A search for what function F is seen to do.  */
struct search {
  const struct machine *m;
  tree observer, f;
  bool by_record;          /* others may have been given the object, if their records say that they store nothing */
  int argument;            /* the first by which F was given the object, or -1 */
  auto_vec<tree> others;   /* who must store nothing, */
  auto_vec<tree> recorded; /* and of whom that must be recorded */
};

static void
add_once (auto_vec<tree> *list, tree decl)
{
  if (!list->contains (decl))
    list->safe_push (decl);
}

/* Whether nothing but calls of F, and of who stores nothing, happened from EARLIER, or the beginning if that is -1, to LATER; *CALLED: F was called.  */
static bool
leads_on (struct search *x, int earlier, unsigned later, bool *called, int *argument)
{
  while ((int) later != earlier) {
    const struct happening *h = &(*happenings)[later];
    if (later == 0 || !h->callee || (h->callee != x->f && h->by_record && !x->by_record))
      return false;
    if (h->callee == x->f) {
      *called = true;
      if (h->argument >= 0)
        *argument = h->argument;
    } else
      add_once (h->by_record ? &x->recorded : &x->others, h->callee);
    later = h->before;
  }
  return true;
}

/* Whether F was the last that may have changed the object before HISTORY.  */
static bool
is_after (struct search *x, unsigned history)
{
  for (; history; history = (*happenings)[history].before) {
    const struct happening *h = &(*happenings)[history];
    if (h->callee == x->f)
      return true;
    if (!h->callee || (h->by_record && !x->by_record))
      return false;
    add_once (h->by_record ? &x->recorded : &x->others, h->callee);
  }
  return false;
}

/* Whether LATER is the same view as EARLIER, and only F came between.  The object is argument AT.  */
static bool
follows (struct search *x, const struct moment *earlier, const struct moment *later, unsigned at)
{
  bool called = false;
  if (!has_same_arguments (earlier, later))
    return false;
  for (unsigned i = 0; i < later->histories.length (); i++) {
    int argument = -1;
    if (!leads_on (x, (int) earlier->histories[i], later->histories[i], &called, &argument))
      return false;
    if (i == at && argument >= 0)
      x->argument = argument;
  }
  return true;
}

/* What passes for the view at moment N.  */
static struct accepting
accepted_at (const struct search *x, unsigned n)
{
  for (int i = 0; i < x->m->symbols_count; i++) {
    const struct symbol *y = &x->m->symbols[i];
    if (y->callee == x->observer && y->kind == OUTPUT_RETURN && y->parent < 0 && y->offset == 0 && y->argument == n
        && y->size == bits_of (y->type))
      return accepting_copy (&y->accepts);
  }
  return all_of (TREE_TYPE (TREE_TYPE (x->observer)));
}

static void
write_sequence (const struct accepting *set, unsigned count, struct strbuf *out)
{
  struct strbuf text = STRBUF_INIT;
  accepting_describe (set, &text);
  strbuf_addf (out, "%s%s", count ? ", then " : "", strbuf_text (&text));
  strbuf_release (&text);
}

/* Of the view at moment LAST, whose argument AT is the object, and those before it: what F is seen to store.  False if that is nothing.  */
static bool
look_back (struct search *x, unsigned last, unsigned at, struct view *view)
{
  const struct moment *end = (*moments)[last];
  struct accepting all = accepted_at (x, last), after = accepting_copy (&all);
  auto_vec<unsigned> chain;
  x->argument = -1;
  x->others.truncate (0);
  x->recorded.truncate (0);
  for (unsigned n = 0; n < moments->length (); n++) {
    auto_vec<tree> others, recorded;
    others.safe_splice (x->others);
    recorded.safe_splice (x->recorded);
    if (n != last && follows (x, (*moments)[n], end, at)) {
      chain.safe_push (n);
      continue;
    }
    x->others.truncate (0);
    x->others.safe_splice (others);
    x->recorded.truncate (0);
    x->recorded.safe_splice (recorded);
  }
  bool found = x->argument >= 0 && is_after (x, end->histories[at]);
  for (unsigned i = 0; found && i < chain.length (); i++) {
    struct accepting set = accepted_at (x, chain[i]);
    accepting_intersect (&all, &set);
    if (is_after (x, (*moments)[chain[i]]->histories[at]))
      accepting_intersect (&after, &set);
    accepting_release (&set);
  }
  found = found && accepting_is_empty (&all);
  if (found) {
    unsigned count = 0;
    view->f = x->f;
    view->observer = x->observer;
    view->argument = (unsigned) x->argument;
    view->after = accepting_copy (&after);
    for (unsigned i = 0; i <= chain.length (); i++) {
      struct accepting set = accepted_at (x, i < chain.length () ? chain[i] : last),
                       whole = all_of (TREE_TYPE (TREE_TYPE (x->observer)));
      if (!accepting_equal (&set, &whole))
        write_sequence (&set, count++, &view->sequence);
      accepting_release (&set);
      accepting_release (&whole);
    }
  }
  accepting_release (&all);
  accepting_release (&after);
  return found;
}

/* How much VIEW says; 0: it does not.  */
static int
worth (const struct view *view)
{
  if (!view->f)
    return 0;
  return accepting_is_empty (&view->after) ? 3 : view_is_narrow (view) ? 2 : 1;
}

bool
view_is_narrow (const struct view *view)
{
  tree type = TREE_TYPE (TREE_TYPE (view->observer));
  bool truth = TREE_CODE (type) == BOOLEAN_TYPE || (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) == 1);
  return accepting_is_empty (&view->after) || (accepting_is_small (&view->after) && !truth);
}

static struct view *
make_view (void)
{
  return XCNEW (struct view);
}

void
view_free (struct view *view)
{
  accepting_release (&view->after);
  strbuf_release (&view->sequence);
  view->others.release ();
  view->recorded.release ();
  free (view);
}

/* What F is seen to store by X's observer, or NULL.  */
static struct view *
find_view (struct search *x)
{
  struct view *best = make_view ();
  for (unsigned last = 0; last < moments->length (); last++)
    for (unsigned at = 0; at < (*moments)[last]->arguments.length (); at++) {
      struct view *view = make_view ();
      if ((*moments)[last]->histories[at] && look_back (x, last, at, view) && worth (view) > worth (best)) {
        view->others.safe_splice (x->others);
        view->recorded.safe_splice (x->recorded);
        struct view *other = best;
        best = view;
        view = other;
      }
      view_free (view);
    }
  if (best->f)
    return best;
  view_free (best);
  return NULL;
}

/* Appends who was given an object by its address, so that it may store there, but OBSERVER.  */
static void
list_storing (tree observer, auto_vec<tree> *functions)
{
  for (unsigned i = 0; i < happenings->length (); i++)
    if ((*happenings)[i].argument >= 0 && (*happenings)[i].callee != observer)
      add_once (functions, (*happenings)[i].callee);
}

bool
views_may_show (tree observer)
{
  auto_vec<tree> functions;
  list_storing (observer, &functions);
  for (unsigned i = 0; i < functions.length (); i++) {
    struct search x;
    x.m = NULL;
    x.observer = observer;
    x.f = functions[i];
    x.by_record = true;
    for (unsigned last = 0; last < moments->length (); last++)
      for (unsigned n = 0; (*moments)[last]->observer == observer && n < moments->length (); n++)
        for (unsigned at = 0; n != last && at < (*moments)[last]->arguments.length (); at++) {
          x.argument = -1;
          if ((*moments)[last]->histories[at] && follows (&x, (*moments)[n], (*moments)[last], at) && x.argument >= 0)
            return true;
        }
  }
  return false;
}

void
views_find (const struct machine *m, tree observer, auto_vec<struct view *> *views)
{
  auto_vec<tree> functions;
  if (!m->passed || m->gave_up)
    return;
  list_storing (observer, &functions);
  for (unsigned i = 0; i < functions.length (); i++)
    for (int by_record = 0; by_record < 2; by_record++) {
      struct search x;
      x.m = m;
      x.observer = observer;
      x.f = functions[i];
      x.by_record = by_record;
      struct view *view = find_view (&x);
      if (!view)
        continue;
      views->safe_push (view);
      break;
    }
}
