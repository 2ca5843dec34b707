/* How one function differs between two builds: see difference.h.  */
#include "difference.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

const char *difference_class_name (enum difference_class class)
{
  static const char *const names[DIFFERENCE_CLASS_COUNT] = { "unchanged",
                                                             "moved",
                                                             "reformatted",
                                                             "refactored",
                                                             "dependency-changed",
                                                             "interface-changed",
                                                             "changed",
                                                             "behaviour-changed",
                                                             "incomparable",
                                                             "added",
                                                             "removed" };
  return names[class];
}

static bool
same_place (const struct function_facts *a, const struct function_facts *b)
{
  return text_equal (a->file, b->file) && a->line == b->line && a->column == b->column;
}

bool
difference_same_digests (const struct function_facts *a, const struct function_facts *b)
{
  bool known = false;
  for (int i = 0; i < ASPECT_COUNT; i++) {
    const struct digest *x = &a->aspects[i], *y = &b->aspects[i];
    if (digest_known (x) != digest_known (y) || (digest_known (x) && !digest_equal (x, y)))
      return false;
    known = known || digest_known (x);
  }
  return known;
}

static void
set_cause (struct difference *d, const char *format, ...)
{
  struct strbuf text;
  va_list args;
  va_start (args, format);
  strbuf_init (&text);
  strbuf_vaddf (&text, format, args);
  free (d->cause);
  d->cause = strbuf_detach (&text);
  d->class = DIFFERENCE_INCOMPARABLE;
  va_end (args);
}

static bool
is_marked (const struct function_facts *f)
{
  return (f->flags & FUNCTION_MARKED) != 0;
}

/* What an ordinary function's digest was made from: its spelled source, or the early tree.  */
static bool
from_tree (const struct unit_facts *u, const struct function_facts *f)
{
  return u->input == INPUT_PREPROCESSED || f->unknown;
}

/* Ordinary functions have one digest each.  */
static void
compare_ordinary (const struct unit_facts *u, const struct function_facts *a, const struct unit_facts *v,
                  const struct function_facts *b, struct difference *d)
{
  const struct digest *x = &a->aspects[ASPECT_SOURCE], *y = &b->aspects[ASPECT_SOURCE];

  if (digest_equal (x, y))
    d->class = DIFFERENCE_UNCHANGED;
  else if (!digest_known (x) || !digest_known (y))
    set_cause (d, "%s", a->unknown ? a->unknown : b->unknown ? b->unknown : "its source is not recorded");
  else if (from_tree (u, a) != from_tree (v, b))
    set_cause (d, "one build has a spelled source of it, and the other, for which it was preprocessed before, has not");
  else if (from_tree (u, a) && !text_equal (u->tree_class, v->tree_class))
    set_cause (d, "neither build has a spelled source of it, and their trees (%s and %s) do not compare",
               u->tree_class ? u->tree_class : "no class", v->tree_class ? v->tree_class : "no class");
  else
    d->class = DIFFERENCE_CHANGED;
}

/* Of what was computed in two ways, or by two compilers, nothing is known.  */
static bool
behaviours_differ (const struct unit_facts *u, const struct function_facts *a, const struct unit_facts *v,
                   const struct function_facts *b)
{
  const struct digest *x = &a->aspects[ASPECT_BEHAVIOUR], *y = &b->aspects[ASPECT_BEHAVIOUR];
  return digest_known (x) && digest_known (y) && u->behaviour_class && v->behaviour_class
         && strcmp (u->behaviour_class, v->behaviour_class) == 0 && !digest_equal (x, y);
}

/* Load-bearing functions have every aspect: the older record stands for an audited state.  */
static void
compare_whole (const struct unit_facts *u, const struct function_facts *a, const struct unit_facts *v,
               const struct function_facts *b, const struct verdict_cut *cut, struct difference *d)
{
  struct ledger_seen seen;
  struct ledger_state state;
  struct compared c;

  memset (&state, 0, sizeof state);
  ledger_seen_from_facts (u, a, &seen);
  state.seen = &seen;
  state.seen_count = 1;
  verdict_compare (NULL, v, b, &state, cut, &c);
  d->whole = true;
  d->interface_moved = c.interface_moved;
  d->body_moved = c.body_moved;
  d->dependencies_moved = c.dependencies_moved;
  d->cause = c.cause;
  c.cause = NULL;
  d->moved = c.moved;
  d->moved_count = c.moved_count;
  c.moved = NULL;
  c.moved_count = 0;
  if (c.body_moved)
    d->class = behaviours_differ (u, a, v, b) ? DIFFERENCE_BEHAVIOUR : DIFFERENCE_CHANGED;
  else if (c.interface_moved)
    d->class = DIFFERENCE_INTERFACE;
  else if (c.dependencies_moved)
    d->class = DIFFERENCE_DEPENDENCY;
  else if (c.result == COMPARE_INCOMPARABLE)
    d->class = DIFFERENCE_INCOMPARABLE;
  else {
    /* Where only what lies behind another load-bearing function moved, and that is refactored, this one is not.  */
    bool own = !cut || !digest_equal (&a->aspects[ASPECT_SOURCE], &b->aspects[ASPECT_SOURCE]);
    d->class = c.view == ASPECT_BEHAVIOUR && own ? DIFFERENCE_REFACTORED : DIFFERENCE_UNCHANGED;
  }
  compared_release (&c);
  ledger_seen_release (&seen);
}

void
difference_compare (const struct unit_facts *u, const struct function_facts *a, const struct unit_facts *v,
                    const struct function_facts *b, const struct verdict_cut *cut, struct difference *d)
{
  memset (d, 0, sizeof *d);
  if (!text_equal (u->variant, v->variant))
    set_cause (d, "built as variant " QUOTE_OPEN "%s" QUOTE_CLOSE " and as variant " QUOTE_OPEN "%s" QUOTE_CLOSE,
               u->variant ? u->variant : "", v->variant ? v->variant : "");
  else if (u->scheme != v->scheme)
    set_cause (d, "fingerprint scheme %u and scheme %u", u->scheme, v->scheme);
  else if (is_marked (a) != is_marked (b))
    set_cause (d, "it is load-bearing in one build only, and an ordinary function's record holds another digest");
  else if (is_marked (a))
    compare_whole (u, a, v, b, cut, d);
  else
    compare_ordinary (u, a, v, b, d);
  if (d->class == DIFFERENCE_UNCHANGED && a->layout && b->layout && a->layout != b->layout)
    d->class = DIFFERENCE_REFORMATTED;
  else if (d->class == DIFFERENCE_UNCHANGED && !same_place (a, b))
    d->class = DIFFERENCE_MOVED;
}

void
difference_release (struct difference *d)
{
  free (d->cause);
  for (size_t i = 0; i < d->moved_count; i++)
    free (d->moved[i]);
  free (d->moved);
  memset (d, 0, sizeof *d);
}
