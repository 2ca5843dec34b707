/* Comparing a function, as it is compiled now, with one audited state.

   Two failures are possible and they are not equal.  Whatever is not known on
   both sides is never taken for equal: it becomes a cause why the two cannot
   be compared, and the rule `incomparable` speaks.  */
#include "verdict_private.h"

#include <stdlib.h>
#include <string.h>

void
compared_release (struct compared *c)
{
  free (c->cause);
  for (size_t i = 0; i < c->moved_count; i++)
    free (c->moved[i]);
  free (c->moved);
  free (c->moved_entries);
  for (size_t i = 0; i < c->uncounted_count; i++)
    free (c->uncounted[i]);
  free (c->uncounted);
  memset (c, 0, sizeof *c);
}

void
verdict_set_cause (struct compared *c, const char *format, ...)
{
  va_list args;
  struct strbuf b;

  if (c->cause)
    return;
  va_start (args, format);
  strbuf_init (&b);
  strbuf_vaddf (&b, format, args);
  va_end (args);
  c->cause = strbuf_detach (&b);
}

/* Why F of U has no spelled view, in words that are the same for all functions
   that share the cause.  */
static const char *
why_no_source (const struct unit_facts *u, const struct function_facts *f)
{
  if (f->unknown)
    return f->unknown;
  if (u->input == INPUT_PREPROCESSED)
    return "preprocessed input has no spelled source";
  return "its source is not recorded";
}

/* Whether both sides know the behaviour, computed in one way by one kind of compiler in one class of -O, so that a difference
   between them is one of the bodies.  */
static bool
behaviours_comparable (const struct unit_facts *u, const struct function_facts *f, const struct ledger_seen *seen)
{
  return digest_known (&f->aspects[ASPECT_BEHAVIOUR]) && digest_known (&seen->aspects[ASPECT_BEHAVIOUR])
         && u->behaviour_class && seen->behaviour_class && strcmp (u->behaviour_class, seen->behaviour_class) == 0;
}

/* Whether classes ONE and OTHER, "gcc12/O/1" and "gcc12/O0/1", are of one kind of compiler and one way of computing: digests of
   both are then of one kind, and equal where the bodies do the same.  Where they differ, the -O may be why.  */
static bool
classes_alike (const char *one, const char *other)
{
  if (!one || !other)
    return false;
  size_t compiler = strcspn (one, "/");
  const char *way = strrchr (one, '/'), *other_way = strrchr (other, '/');
  return strncmp (one, other, compiler) == 0 && other[compiler] == one[compiler] && way && other_way
         && strcmp (way, other_way) == 0;
}

static bool
behaviours_equal (const struct unit_facts *u, const struct function_facts *f, const struct ledger_seen *seen)
{
  const struct digest *now = &f->aspects[ASPECT_BEHAVIOUR], *then = &seen->aspects[ASPECT_BEHAVIOUR];
  return digest_known (now) && digest_known (then) && classes_alike (u->behaviour_class, seen->behaviour_class)
         && digest_equal (now, then);
}

/* Decides about the body.  The views are tried from the strongest claim down:
   equal source, equal behaviour, then, only where a side has no source, the
   early tree of the same compiler and optimisation class.  */
static void
compare_body (const struct policy_domain *domain, const struct unit_facts *u, const struct function_facts *f,
              const struct ledger_seen *seen, struct compared *c)
{
  const struct digest *source_now = &f->aspects[ASPECT_SOURCE], *source_then = &seen->aspects[ASPECT_SOURCE];
  const struct digest *tree_now = &f->aspects[ASPECT_TREE], *tree_then = &seen->aspects[ASPECT_TREE];
  bool strict = domain && domain->source_equality;
  bool sources = digest_known (source_now) && digest_known (source_then);
  bool behaviours = behaviours_comparable (u, f, seen);
  bool class_equal = u->tree_class && seen->tree_class && strcmp (u->tree_class, seen->tree_class) == 0;
  c->one_spelled = digest_known (source_now) != digest_known (source_then);
  bool trees = class_equal && digest_known (tree_now) && digest_known (tree_then);

  if (sources && digest_equal (source_now, source_then)) {
    c->view = ASPECT_SOURCE;
    return;
  }
  if (!strict && behaviours_equal (u, f, seen)) {
    c->view = ASPECT_BEHAVIOUR;
    return;
  }
  if (sources) {
    c->view = ASPECT_SOURCE;
    c->body_moved = true;
    return;
  }
  if (trees && !digest_equal (tree_now, tree_then)) {
    /* Different trees from one compiler mean different code, whatever the domain demands.  */
    c->view = ASPECT_TREE;
    c->body_moved = true;
    return;
  }
  if (trees && !strict) {
    c->view = ASPECT_TREE;
    return;
  }
  if (behaviours && !behaviours_equal (u, f, seen)) {
    c->view = ASPECT_BEHAVIOUR;
    c->body_moved = true;
    return;
  }

  c->view = ASPECT_COUNT;
  const char *why = digest_known (source_now) ? "the audited state has no spelled source" : why_no_source (u, f);
  if (strict)
    verdict_set_cause (c, "%s, and the domain " QUOTE_OPEN "%s" QUOTE_CLOSE " demands equal source", why, domain->name);
  else if (digest_known (tree_now) && digest_known (tree_then) && !class_equal)
    verdict_set_cause (c, "%s, and the tree seen now (%s) does not compare with the one audited (%s)", why,
                       u->tree_class ? u->tree_class : "no class", seen->tree_class ? seen->tree_class : "no class");
  else if (!digest_known (tree_now))
    verdict_set_cause (c, "%s, nor is its tree known", why);
  else
    verdict_set_cause (c, "%s, nor was its tree audited", why);
}

/* Against what was seen, and against each view that was derived of the same text: equal to one of them is
   equal; else known to differ from one is to differ, since they are one text.  */
static void
compare_views (const struct policy_domain *domain, const struct unit_facts *u, const struct function_facts *f,
               const struct ledger_state *state, struct compared *c)
{
  struct compared best = *c;
  compare_body (domain, u, f, c->seen, &best);
  for (size_t i = 0; i < state->derived_count && (best.body_moved || best.view == ASPECT_COUNT); i++) {
    const struct ledger_view *view = &state->derived[i];
    struct ledger_seen other = *c->seen;
    struct compared trial = *c;
    if (strcmp (view->variant, c->seen->variant) != 0)
      continue;
    trial.cause = NULL;
    other.tree_class = view->tree_class;
    /* A view of another text is none of this state, whatever else it says.  */
    if (digest_known (&other.aspects[ASPECT_SOURCE]) && digest_known (&view->source)
        && !digest_equal (&other.aspects[ASPECT_SOURCE], &view->source))
      continue;
    if (digest_known (&view->source))
      other.aspects[ASPECT_SOURCE] = view->source;
    other.aspects[ASPECT_TREE] = view->tree;
    other.aspects[ASPECT_BEHAVIOUR] = view->behaviour;
    other.behaviour_class = view->behaviour_class;
    compare_body (domain, u, f, &other, &trial);
    if (trial.view != ASPECT_COUNT && (!trial.body_moved || best.view == ASPECT_COUNT)) {
      if (best.cause != c->cause)
        free (best.cause);
      best = trial;
      best.cause = c->cause;
      continue; /* a view that decides leaves no cause */
    }
    free (trial.cause);
  }
  /* Whether what it rests on was seen by spelled source does not depend on the view.  */
  best.one_spelled = digest_known (&f->aspects[ASPECT_SOURCE]) != digest_known (&c->seen->aspects[ASPECT_SOURCE]);
  *c = best;
}

/* Whether F's behaviour is that of SEEN, or of a view that was derived of the same text.  */
static bool
behaviour_audited (const struct unit_facts *u, const struct function_facts *f, const struct ledger_state *state,
                   const struct ledger_seen *seen)
{
  const struct digest *now = &f->aspects[ASPECT_BEHAVIOUR];
  if (behaviours_equal (u, f, seen))
    return true;
  if (behaviours_comparable (u, f, seen))
    return false;
  for (size_t i = 0; i < state->derived_count; i++) {
    const struct ledger_view *v = &state->derived[i];
    if (strcmp (v->variant, seen->variant) == 0 && u->behaviour_class && v->behaviour_class
        && strcmp (u->behaviour_class, v->behaviour_class) == 0 && digest_equal (now, &v->behaviour)
        && digest_equal (&v->source, &seen->aspects[ASPECT_SOURCE]))
      return true;
  }
  return false;
}

void
verdict_compare (const struct policy_domain *domain, const struct unit_facts *unit,
                 const struct function_facts *function, const struct ledger_state *state, const struct verdict_cut *cut,
                 struct compared *c)
{
  memset (c, 0, sizeof *c);
  c->view = ASPECT_COUNT;
  for (size_t i = 0; i < state->seen_count; i++)
    if (strcmp (state->seen[i].variant, unit->variant ? unit->variant : "") == 0)
      c->seen = &state->seen[i];
  if (!c->seen) {
    verdict_set_cause (c, "variant " QUOTE_OPEN "%s" QUOTE_CLOSE " was not audited",
                       unit->variant ? unit->variant : "");
    c->result = COMPARE_INCOMPARABLE;
    return;
  }
  if (c->seen->scheme != unit->scheme) {
    verdict_set_cause (c, "fingerprint scheme %u, audited under %u", unit->scheme, c->seen->scheme);
    c->result = COMPARE_INCOMPARABLE;
    return;
  }

  const struct digest *interface_now = &function->aspects[ASPECT_INTERFACE];
  const struct digest *interface_then = &c->seen->aspects[ASPECT_INTERFACE];
  if (digest_known (interface_now) && digest_known (interface_then))
    c->interface_moved = !digest_equal (interface_now, interface_then);
  else
    verdict_set_cause (c, "its interface is not recorded");
  compare_views (domain, unit, function, state, c);
  bool own = behaviour_audited (unit, function, state, c->seen);
  verdict_compare_dependencies (domain, function, state, own, cut, c);
  c->only_definitions = !c->interface_moved && !c->body_moved && !c->dependencies_moved && !c->cause;
  size_t uncounted = c->uncounted_count;
  /* The source is equal, and what it rests on is not, but for what is contained in the behaviour.  */
  if (c->view == ASPECT_SOURCE && !c->body_moved && !c->dependencies_moved && own && uncounted)
    c->view = ASPECT_BEHAVIOUR;
  verdict_compare_definitions (function, cut, c);
  c->only_definitions = c->only_definitions && c->definitions_moved;
  c->dependencies_moved = c->dependencies_moved || c->definitions_moved;

  if (c->interface_moved || c->body_moved || c->dependencies_moved)
    c->result = COMPARE_CHANGED;
  else
    c->result = c->cause ? COMPARE_INCOMPARABLE : COMPARE_EQUAL;
}
