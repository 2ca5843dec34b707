/* Comparing what a function rests on now with what it rested on when it was audited.  See verdict_compare.c.  */
#include "verdict_private.h"

#include <stdlib.h>
#include <string.h>

static void
add_line (char ***list, size_t *count, struct strbuf *text)
{
  *list = memory_grow (*list, *count + 1, sizeof **list);
  (*list)[(*count)++] = strbuf_detach (text);
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

const char *
verdict_cut_by (const struct dependency *d, const struct function_facts *f, const struct verdict_cut *cut)
{
  if (!cut || !d->via)
    return NULL;
  struct labelled *list = labelled_list (f->depends, f->depends_count);
  const char *name = cut_by (d, list, f->depends_count, cut);
  labelled_free (list, f->depends_count);
  return name;
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

/* D moved, as TEXT says.  */
static void
add_moved (struct compared *c, const struct dependency *d, struct strbuf *text)
{
  c->moved_entries = memory_grow (c->moved_entries, c->moved_count + 1, sizeof *c->moved_entries);
  c->moved_entries[c->moved_count] = d;
  add_line (&c->moved, &c->moved_count, text);
}

/* By what the function and those below it are known to do what they did.

   Equal forms of two bodies refer to the same things by name.  So a function does what it did if its own form is equal and
   all that these names lead to, in the unit, is what it was: functions by their forms, objects by their digests.  What a form
   contains (what was inlined, types, how callees are declared) need not be compared then.  A function that is taken for equal
   by its text alone (its form may hold a line number, or there is none) leads to all that its text names: then what its
   form contains counts, too.  An object that begins as zeros is what it was though its structure's layout is another one, for the
   forms hold where the members lie that are accessed.  So of what the forms do not lead to, CONTAINED_OWN counts where the function itself
   is taken by its text, and CONTAINED_BELOW where one below it is.  */
struct trust {
  bool forms;      /* may forms decide at all? */
  bool own;        /* the function's own form is as audited */
  bool text_below; /* some function below is taken by its text */
  const struct ledger_state *state;
  const struct ledger_seen *seen;
};

static bool
same_behaviour (const struct trust *t, const struct dependency *then, const struct dependency *now)
{
  struct digest is = dependency_behaviour (now), was = dependency_behaviour (then);
  if (!t->forms || !now->behaves)
    return false;
  /* Where a structure's members lie is in the forms of those that access it, if all are known by their forms.  */
  if (now->kind == DEPENDENCY_OBJECT)
    return t->own && !t->text_below && digest_equal (&is, &was);
  if (digest_equal (&is, &was))
    return true;
  /* A digest holds the compiler, too, so what another compiler's view says cannot be taken for this one's.  */
  for (size_t i = 0; i < t->state->derived_count; i++) {
    const struct ledger_view *v = &t->state->derived[i];
    if (strcmp (v->variant, t->seen->variant) != 0 || !digest_equal (&v->source, &t->seen->aspects[ASPECT_SOURCE]))
      continue;
    for (size_t b = 0; b < v->below_count; b++) {
      was = dependency_behaviour (&v->below[b]);
      if (strcmp (v->below[b].name, now->name) == 0 && digest_equal (&is, &was))
        return true;
    }
  }
  return false;
}

/* Whether D can have been in a form: all but options and what is no declaration ("(top-level asm)").  */
static bool
is_of_unit (const struct dependency *d)
{
  return d->kind != DEPENDENCY_OPTION && (d->kind != DEPENDENCY_OBJECT || !strpbrk (d->name, " ()"));
}

/* Whether D, which moved, need not be looked at, since forms that are equal contain it.  GONE: it is of the audited state
   alone, which does not say what contained it.  */
static bool
is_contained (const struct trust *t, const struct dependency *d, bool gone)
{
  bool below = d->kind == DEPENDENCY_FUNCTION || d->kind == DEPENDENCY_OBJECT;
  if (!t->forms)
    return false;
  if (gone)
    return is_of_unit (d) && t->own && !(below && t->text_below);
  return d->contained && !(d->contained & CONTAINED_OWN && !t->own)
         && !(d->contained & CONTAINED_BELOW && t->text_below);
}

/* One thing that is not what it was.  */
struct move {
  const char *label, *how;
  const struct dependency *entry; /* of `list`: as it is now, or as it was if it is gone */
  const struct labelled *list;
  size_t count;
  bool gone;
  bool behaves; /* another text that does the same */
};

/* Why M does not count, whatever else moved; or NULL.  */
static const char *
why_not_counted (const struct compared *c, const struct trust *t, const struct move *m)
{
  switch (m->entry->kind) {
  case DEPENDENCY_MACRO: return "part of the source";
  case DEPENDENCY_ENVIRONMENT: return "the environment counts by name, with the body";
  case DEPENDENCY_POINTER: return "a call that cannot be followed counts with the body";
  default: break;
  }
  if (m->behaves)
    return "it does what it did";
  /* Where the body moved, what helped to move it is to be seen.  */
  return !c->body_moved && is_contained (t, m->entry, m->gone) ? "the behaviour is equal with it" : NULL;
}

static void
note_move (struct compared *c, const struct trust *t, const struct verdict_cut *cut, const struct move *m)
{
  const struct dependency *d = m->entry;
  struct strbuf text;
  const char *behind;
  const char *reason = why_not_counted (c, t, m);

  strbuf_init (&text);
  describe_move (m->label, m->how, d, &text);
  if (reason && c->body_moved && !m->behaves && !(d->kind == DEPENDENCY_MACRO && c->view != ASPECT_SOURCE)) {
    /* The body moved: this says why, or helps to see it.  */
    add_moved (c, d, &text);
    return;
  }
  if (reason) {
    strbuf_addf (&text, ": not counted, %s", reason);
    add_line (&c->uncounted, &c->uncounted_count, &text);
    return;
  }
  behind = cut_by (d, m->list, m->count, cut);
  if (behind) {
    strbuf_addf (&text, ": not counted, " QUOTE_OPEN "%s" QUOTE_CLOSE " is load-bearing and audited itself", behind);
    add_line (&c->uncounted, &c->uncounted_count, &text);
    return;
  }
  if (cannot_compare (c, d, m->how)) {
    verdict_set_cause (c, "what it rests on is known by spelled source on one side only, since the other was "
                          "preprocessed input or had none");
    strbuf_add_text (&text, ": cannot be compared");
    add_line (&c->uncounted, &c->uncounted_count, &text);
    return;
  }
  c->dependencies_moved = true;
  add_moved (c, d, &text);
}

static bool
same_digest (const struct dependency *then, const struct dependency *now)
{
  return digest_known (&then->digest) || digest_known (&now->digest) ? digest_equal (&then->digest, &now->digest)
                                                                     : true;
}

/* Goes through both lists, in order of labels, and calls VISIT with what is in both, or in one alone (the other is NULL).  */
static void
walk (const struct labelled *then, size_t then_count, const struct labelled *now, size_t now_count,
      void (*visit) (const char *label, const struct dependency *then, const struct dependency *now, void *data),
      void *data)
{
  size_t i = 0, j = 0;
  while (i < then_count || j < now_count) {
    int order = i == then_count ? 1 : j == now_count ? -1 : strcmp (then[i].label, now[j].label);
    const char *label = order <= 0 ? then[i].label : now[j].label;
    const struct dependency *before = order <= 0 ? then[i++].entry : NULL, *after = order >= 0 ? now[j++].entry : NULL;
    visit (label, before, after, data);
  }
}

struct comparing {
  struct compared *c;
  struct trust trust;
  const struct verdict_cut *cut;
  const struct labelled *then, *now;
  size_t then_count, now_count;
};

static void
visit_trust (const char *label, const struct dependency *then, const struct dependency *now, void *data)
{
  struct comparing *k = data;
  (void) label;
  if (then && now && now->kind == DEPENDENCY_FUNCTION && !now->contained && !same_behaviour (&k->trust, then, now)
      && same_digest (then, now))
    k->trust.text_below = true;
}

static void
visit_move (const char *label, const struct dependency *then, const struct dependency *now, void *data)
{
  struct comparing *k = data;
  struct move m = { .label = label, .how = !now ? "is gone" : !then ? "is new" : "changed", .gone = !now };
  if (then && now && same_digest (then, now))
    /* The same text may do something else where it contains what moved: that is seen for itself.  */
    return;
  m.entry = now ? now : then;
  m.list = now ? k->now : k->then;
  m.count = now ? k->now_count : k->then_count;
  m.behaves = then && now && !now->contained && same_behaviour (&k->trust, then, now);
  note_move (k->c, &k->trust, k->cut, &m);
}

/* Where an entry is in both lists the path by which it is reached now says what it lies behind; where it is gone, the
   path by which it was reached.  */
void
verdict_compare_dependencies (const struct policy_domain *domain, const struct function_facts *f,
                              const struct ledger_state *state, bool own, const struct verdict_cut *cut,
                              struct compared *c)
{
  const struct ledger_seen *seen = c->seen;
  const struct digest *now = &f->aspects[ASPECT_DEPENDENCIES], *then = &seen->aspects[ASPECT_DEPENDENCIES];

  if (!digest_known (now)) {
    verdict_set_cause (c, "%s", f->unknown ? f->unknown : "its dependencies are not recorded");
    return;
  }
  if (!digest_known (then)) {
    verdict_set_cause (c, "the audited state does not record dependencies");
    return;
  }
  /* The total leaves macros out, since `source` covers them: look on if the body moved.  */
  if (digest_equal (now, then) && !c->body_moved)
    return;

  struct labelled *a = labelled_list (seen->depends, seen->depends_count);
  struct labelled *b = labelled_list (f->depends, f->depends_count);
  struct comparing k = {
    .c = c, .cut = cut, .then = a, .then_count = seen->depends_count, .now = b, .now_count = f->depends_count
  };
  k.trust.forms = !(domain && domain->source_equality);
  k.trust.own = own && !c->body_moved;
  k.trust.state = state;
  k.trust.seen = seen;
  walk (a, seen->depends_count, b, f->depends_count, visit_trust, &k);
  walk (a, seen->depends_count, b, f->depends_count, visit_move, &k);
  labelled_free (a, seen->depends_count);
  labelled_free (b, f->depends_count);
}
