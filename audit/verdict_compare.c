/* Comparing a function, as it is compiled now, with one audited state.

   Two failures are possible and they are not equal.  Whatever is not known on
   both sides is never taken for equal: it becomes a cause why the two cannot
   be compared, and the rule `incomparable` speaks.  */
#include "verdict.h"

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

static void
add_line (char ***list, size_t *count, struct strbuf *text)
{
  *list = memory_grow (*list, *count + 1, sizeof **list);
  (*list)[(*count)++] = strbuf_detach (text);
}

/* Notes a cause; the first one found stays, since one is enough to settle first.  */
static void
set_cause (struct compared *c, const char *format, ...)
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

/* Whether both sides know the behaviour, computed in one way by one kind of compiler.  */
static bool
behaviours_comparable (const struct unit_facts *u, const struct function_facts *f, const struct ledger_seen *seen)
{
  return digest_known (&f->aspects[ASPECT_BEHAVIOUR]) && digest_known (&seen->aspects[ASPECT_BEHAVIOUR])
         && u->behaviour_class && seen->behaviour_class && strcmp (u->behaviour_class, seen->behaviour_class) == 0;
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
  const struct digest *behaviour_now = &f->aspects[ASPECT_BEHAVIOUR];
  const struct digest *behaviour_then = &seen->aspects[ASPECT_BEHAVIOUR];
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
  if (!strict && behaviours && digest_equal (behaviour_now, behaviour_then)) {
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
  if (behaviours && !digest_equal (behaviour_now, behaviour_then)) {
    c->view = ASPECT_BEHAVIOUR;
    c->body_moved = true;
    return;
  }

  c->view = ASPECT_COUNT;
  const char *why = digest_known (source_now) ? "the audited state has no spelled source" : why_no_source (u, f);
  if (strict)
    set_cause (c, "%s, and the domain " QUOTE_OPEN "%s" QUOTE_CLOSE " demands equal source", why, domain->name);
  else if (digest_known (tree_now) && digest_known (tree_then) && !class_equal)
    set_cause (c, "%s, and the tree seen now (%s) does not compare with the one audited (%s)", why,
               u->tree_class ? u->tree_class : "no class", seen->tree_class ? seen->tree_class : "no class");
  else if (!digest_known (tree_now))
    set_cause (c, "%s, nor is its tree known", why);
  else
    set_cause (c, "%s, nor was its tree audited", why);
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

/* One entry of a list, with its label.  */
struct labelled {
  char *label;
  const struct dependency *entry;
};

static int
labelled_compare (const void *a, const void *b)
{
  return strcmp (((const struct labelled *) a)->label, ((const struct labelled *) b)->label);
}

/* The list in order of labels.  The order of the lists as they come is not relied on:
   one may be from a file that a person merged.  */
static struct labelled *
labelled_list (const struct dependency *list, size_t count)
{
  struct labelled *l = memory_get ((count + 1) * sizeof *l);
  for (size_t i = 0; i < count; i++) {
    struct strbuf b;
    strbuf_init (&b);
    dependency_label (&list[i], &b);
    l[i].label = strbuf_detach (&b);
    l[i].entry = &list[i];
  }
  qsort (l, count, sizeof *l, labelled_compare);
  return l;
}

static void
labelled_free (struct labelled *l, size_t count)
{
  for (size_t i = 0; i < count; i++)
    free (l[i].label);
  free (l);
}

/* The function NAME in a labelled list, or NULL.  */
static const struct dependency *
labelled_function (const struct labelled *l, size_t count, const char *name)
{
  struct strbuf b;
  strbuf_init (&b);
  strbuf_addf (&b, "%s()", name);
  struct labelled key = { (char *) strbuf_text (&b), NULL };
  const struct labelled *found = count ? bsearch (&key, l, count, sizeof *l, labelled_compare) : NULL;
  strbuf_release (&b);
  return found ? found->entry : NULL;
}

/* The function that D lies behind and that carries its own audit, or NULL.  The chain of
   `via` ends at NULL; a list with a cycle in it ends after as many steps as there are entries.  */
static const char *
cut_by (const struct dependency *d, const struct labelled *list, size_t count, const struct verdict_cut *cut)
{
  if (!cut)
    return NULL;
  if (d->kind == DEPENDENCY_FUNCTION && cut->is_cut (d->name, cut->data))
    return d->name;
  for (size_t steps = 0; d && d->via && steps <= count; steps++) {
    if (cut->is_cut (d->via, cut->data))
      return d->via;
    d = labelled_function (list, count, d->via);
  }
  return NULL;
}

/* Describes one entry that is in only one list or differs between them.  */
static void
describe_move (const char *label, const char *how, const struct dependency *d, struct strbuf *out)
{
  strbuf_addf (out, "dependency " QUOTE_OPEN "%s" QUOTE_CLOSE " %s", label, how);
  if (d->via)
    strbuf_addf (out, " (reached through " QUOTE_OPEN "%s()" QUOTE_CLOSE ")", d->via);
}

/* Where one side has a spelled view and the other has not: what names the text shows and what the bodies of functions
   are cannot be compared.  What was not found in one of them, or is a body, may be the same.  */
static bool
cannot_compare (const struct compared *c, const struct dependency *d, const char *how)
{
  bool in_both = strcmp (how, "changed") == 0;
  if (!c->one_spelled || d->kind == DEPENDENCY_OPTION)
    return false;
  return !in_both || d->kind == DEPENDENCY_FUNCTION || d->kind == DEPENDENCY_ENUMERATOR;
}

/* Whether D, which is gone, can have been contained in a behaviour digest: all but options and what is no declaration
   ("(top-level asm)").  */
static bool
is_of_unit (const struct dependency *d)
{
  return d->kind != DEPENDENCY_OPTION && (d->kind != DEPENDENCY_OBJECT || !strpbrk (d->name, " ()"));
}

/* D moved, as TEXT says.  */
static void
add_moved (struct compared *c, const struct dependency *d, struct strbuf *text)
{
  c->moved_entries = memory_grow (c->moved_entries, c->moved_count + 1, sizeof *c->moved_entries);
  c->moved_entries[c->moved_count] = d;
  add_line (&c->moved, &c->moved_count, text);
}

/* D, of LIST, is only in one list or differs between them; GONE: it is in the audited one only.  */
static void
note_move (struct compared *c, const char *label, const char *how, const struct dependency *d,
           const struct labelled *list, size_t count, const struct verdict_cut *cut, bool gone)
{
  struct strbuf text;
  const char *behind;
  const char *reason = NULL;

  strbuf_init (&text);
  describe_move (label, how, d, &text);
  if (d->kind == DEPENDENCY_MACRO)
    reason = "part of the source";
  else if (d->kind == DEPENDENCY_ENVIRONMENT)
    reason = "the environment counts by name, with the body";
  else if (d->kind == DEPENDENCY_POINTER)
    reason = "a call that cannot be followed counts with the body";
  if (reason && c->body_moved && !(d->kind == DEPENDENCY_MACRO && c->view != ASPECT_SOURCE)) {
    /* The body moved: this says why, or helps to see it.  */
    add_moved (c, d, &text);
    return;
  }
  /* What both behaviours contain is equal, whatever it is called now.  What only the audited state rested on lies
     behind something that is still rested on, and that has changed then, or is contained.  */
  if (!reason && c->view == ASPECT_BEHAVIOUR && !c->body_moved && d->kind != DEPENDENCY_OPTION
      && (d->contained || (gone && is_of_unit (d))))
    reason = "the behaviour is equal with it";
  if (reason) {
    strbuf_addf (&text, ": not counted, %s", reason);
    add_line (&c->uncounted, &c->uncounted_count, &text);
    return;
  }
  behind = cut_by (d, list, count, cut);
  if (behind) {
    strbuf_addf (&text, ": not counted, " QUOTE_OPEN "%s" QUOTE_CLOSE " is load-bearing and audited itself", behind);
    add_line (&c->uncounted, &c->uncounted_count, &text);
    return;
  }
  if (cannot_compare (c, d, how)) {
    set_cause (
        c, "what it rests on is known by spelled source on one side only, since the other was preprocessed input or "
           "had none");
    strbuf_add_text (&text, ": cannot be compared");
    add_line (&c->uncounted, &c->uncounted_count, &text);
    return;
  }
  c->dependencies_moved = true;
  add_moved (c, d, &text);
}

/* Decides about the dependencies, after compare_body.  Where an entry is in both lists
   the path by which it is reached now says what it lies behind; where it is gone, the
   path by which it was reached.  */
static void
compare_dependencies (const struct function_facts *f, const struct ledger_seen *seen, const struct verdict_cut *cut,
                      struct compared *c)
{
  const struct digest *now = &f->aspects[ASPECT_DEPENDENCIES], *then = &seen->aspects[ASPECT_DEPENDENCIES];

  if (!digest_known (now)) {
    set_cause (c, "%s", f->unknown ? f->unknown : "its dependencies are not recorded");
    return;
  }
  if (!digest_known (then)) {
    set_cause (c, "the audited state does not record dependencies");
    return;
  }
  /* The total leaves macros out, since `source` covers them: look on if the body moved.  */
  if (digest_equal (now, then) && !c->body_moved)
    return;

  struct labelled *a = labelled_list (seen->depends, seen->depends_count);
  struct labelled *b = labelled_list (f->depends, f->depends_count);
  size_t i = 0, j = 0;
  while (i < seen->depends_count || j < f->depends_count) {
    int order;
    if (i == seen->depends_count)
      order = 1;
    else if (j == f->depends_count)
      order = -1;
    else
      order = strcmp (a[i].label, b[j].label);
    if (order < 0) {
      note_move (c, a[i].label, "is gone", a[i].entry, a, seen->depends_count, cut, true);
      i++;
    } else if (order > 0) {
      note_move (c, b[j].label, "is new", b[j].entry, b, f->depends_count, cut, false);
      j++;
    } else {
      const struct digest *was = &a[i].entry->digest, *is = &b[j].entry->digest;
      bool same = digest_known (was) || digest_known (is) ? digest_equal (was, is) : true;
      if (!same)
        note_move (c, b[j].label, "changed", b[j].entry, b, f->depends_count, cut, false);
      i++;
      j++;
    }
  }
  labelled_free (a, seen->depends_count);
  labelled_free (b, f->depends_count);
}

/* Whether F's behaviour is that of SEEN, or of a view that was derived of the same text.  */
static bool
behaviour_audited (const struct unit_facts *u, const struct function_facts *f, const struct ledger_state *state,
                   const struct ledger_seen *seen)
{
  const struct digest *now = &f->aspects[ASPECT_BEHAVIOUR];
  if (behaviours_comparable (u, f, seen))
    return digest_equal (now, &seen->aspects[ASPECT_BEHAVIOUR]);
  for (size_t i = 0; i < state->derived_count; i++) {
    const struct ledger_view *v = &state->derived[i];
    if (strcmp (v->variant, seen->variant) == 0 && u->behaviour_class && v->behaviour_class
        && strcmp (u->behaviour_class, v->behaviour_class) == 0 && digest_equal (now, &v->behaviour)
        && digest_equal (&v->source, &seen->aspects[ASPECT_SOURCE]))
      return true;
  }
  return false;
}

/* The source is equal, but not all that it rests on: where the behaviour, which contains some of that, is equal
   and nothing moved that it does not contain, nothing did.  */
static void
try_behaviour (const struct policy_domain *domain, const struct unit_facts *u, const struct function_facts *f,
               const struct ledger_state *state, const struct verdict_cut *cut, struct compared *c)
{
  struct compared second;
  if ((domain && domain->source_equality) || !behaviour_audited (u, f, state, c->seen))
    return;
  memset (&second, 0, sizeof second);
  second.view = ASPECT_BEHAVIOUR;
  second.interface_moved = c->interface_moved;
  second.seen = c->seen;
  if (c->cause)
    set_cause (&second, "%s", c->cause);
  compare_dependencies (f, c->seen, cut, &second);
  if (!second.dependencies_moved) {
    compared_release (c);
    *c = second;
  } else
    compared_release (&second);
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
    set_cause (c, "variant " QUOTE_OPEN "%s" QUOTE_CLOSE " was not audited", unit->variant ? unit->variant : "");
    c->result = COMPARE_INCOMPARABLE;
    return;
  }
  if (c->seen->scheme != unit->scheme) {
    set_cause (c, "fingerprint scheme %u, audited under %u", unit->scheme, c->seen->scheme);
    c->result = COMPARE_INCOMPARABLE;
    return;
  }

  const struct digest *interface_now = &function->aspects[ASPECT_INTERFACE];
  const struct digest *interface_then = &c->seen->aspects[ASPECT_INTERFACE];
  if (digest_known (interface_now) && digest_known (interface_then))
    c->interface_moved = !digest_equal (interface_now, interface_then);
  else
    set_cause (c, "its interface is not recorded");
  compare_views (domain, unit, function, state, c);
  compare_dependencies (function, c->seen, cut, c);
  if (c->view == ASPECT_SOURCE && !c->body_moved && c->dependencies_moved)
    try_behaviour (domain, unit, function, state, cut, c);

  if (c->interface_moved || c->body_moved || c->dependencies_moved)
    c->result = COMPARE_CHANGED;
  else
    c->result = c->cause ? COMPARE_INCOMPARABLE : COMPARE_EQUAL;
}
