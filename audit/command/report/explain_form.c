/* How the canonical form of a function differs from the one that was audited, or from an old build's, for explain: the change
   of meaning, where explain_text.c shows that of the text.

   What is shown as audited has the digest that the state has.  */
#include "explain.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "files.h"
#include "form/form.h"
#include "form/form_store.h"
#include "text_difference.h"

/* An expression that is longer than a terminal's line is still one line of the difference.  */
#define HOW_TO_KEEP "compile with -fplugin-arg-loadbearing-forms, so that forms are kept"

void
explain_lines (const char *text)
{
  struct strbuf line;
  strbuf_init (&line);
  for (const char *at = text; *at;) {
    size_t length = strcspn (at, "\n");
    strbuf_clear (&line);
    for (size_t i = 0; i < length; i++)
      if (at[i] == '\t')
        do
          strbuf_add_char (&line, ' ');
        while ((line.length - 1) % 8 != 0);
      else if (at[i] != '\r')
        strbuf_add_char (&line, at[i]);
    explain_line ("", "%s", strbuf_text (&line));
    at += length;
    at += *at == '\n';
  }
  strbuf_release (&line);
}

/* The two forms, which differ.  SINCE: "since it was audited".  */
static void
show_forms (const struct function_facts *f, const char *then, const char *now, const char *since)
{
  struct strbuf before, after, difference;
  char *old_class = form_class (then), *new_class = form_class (now);

  strbuf_init (&before);
  strbuf_init (&after);
  strbuf_init (&difference);
  bool told = form_read_both (then, now, &before, &after);
  bool made = text_difference (strbuf_text (&before), 1, strbuf_text (&after), 1, &difference);
  if (!made)
    explain_line ("meaning", "the difference of the forms could not be made: is git there?");
  else {
    explain_line ("meaning", "of '%s' %s, in its canonical form (arg1 is the first parameter)%s:", function_shown (f),
                  since, told ? "" : "; it reads alike, so here is all that the forms hold");
    if (strcmp (old_class, new_class) != 0)
      explain_line ("", "the forms are of %s and of %s: part of this may be the compilers' doing", old_class,
                    new_class);
    explain_lines (strbuf_text (&difference));
  }
  free (old_class);
  free (new_class);
  strbuf_release (&before);
  strbuf_release (&after);
  strbuf_release (&difference);
}

/* The form of STATE, which has to have the digest of one of its views; that of C's own class first.  */
static bool
audited_form (const struct program *p, const struct copy *c, const struct ledger_state *state, struct strbuf *out)
{
  struct strbuf text, err;
  bool found = false;
  char *path = p->policy->ledger ? form_path (p->policy->ledger, c->facts) : NULL;

  strbuf_init (&text);
  strbuf_init (&err);
  if (path && file_read (path, &text, &err))
    for (int own = 1; own >= 0 && !found; own--) {
      for (size_t i = 0; i < state->seen_count && !found; i++)
        if ((strcmp (state->seen[i].variant, c->unit->variant) == 0) == own)
          found = digest_known (&state->seen[i].aspects[ASPECT_BEHAVIOUR])
                  && form_stored (strbuf_text (&text), &state->seen[i].aspects[ASPECT_BEHAVIOUR], out);
      for (size_t i = 0; i < state->derived_count && !found; i++)
        if ((strcmp (state->derived[i].variant, c->unit->variant) == 0) == own)
          found = digest_known (&state->derived[i].behaviour)
                  && form_stored (strbuf_text (&text), &state->derived[i].behaviour, out);
    }
  strbuf_release (&text);
  strbuf_release (&err);
  free (path);
  return found;
}

void
explain_form (const struct program *p, const struct copy *c, const struct ledger_state *state, const struct compared *m)
{
  const struct digest *now = &c->facts->aspects[ASPECT_BEHAVIOUR];
  const struct digest *then = m->seen ? &m->seen->aspects[ASPECT_BEHAVIOUR] : NULL;
  struct strbuf form;

  if (!digest_known (now) || !then || !digest_known (then))
    return;
  /* Equal to a view that refresh added is equal, too, whatever form the audited compiler gave.  */
  bool same = m->view == ASPECT_BEHAVIOUR && !m->body_moved;
  if (same && m->one_spelled)
    explain_line ("meaning", "the same: its canonical form is equal");
  else if (same && digest_equal (&c->facts->aspects[ASPECT_SOURCE], &m->seen->aspects[ASPECT_SOURCE]))
    explain_line ("meaning", "the same: what it rests on is written otherwise, and its canonical form is equal");
  else if (same)
    explain_line ("meaning", "the same: it is written otherwise, and its canonical form is equal");
  if (same || digest_equal (now, then))
    return;
  strbuf_init (&form);
  if (!audited_form (p, c, state, &form))
    explain_line ("meaning",
                  "cannot be shown: the audited form was not kept; name a build of the audited text with --old BUILD, "
                  "or certify from a build with -fplugin-arg-loadbearing-forms");
  else if (!c->facts->form)
    explain_line ("meaning", "cannot be shown: this build holds no canonical form; " HOW_TO_KEEP);
  else
    show_forms (c->facts, strbuf_text (&form), c->facts->form, "since it was audited");
  strbuf_release (&form);
}

/* ---- An old build.  */

/* What is F's identity in U, or nearly.  */
static const struct function_facts *
same_function (const struct unit_facts *u, const struct function_facts *f, bool nearly)
{
  for (size_t i = 0; i < u->functions_count; i++) {
    const struct function_facts *g = &u->functions[i];
    if (function_same (g, f) || (nearly && strcmp (g->name, f->name) == 0))
      return g;
  }
  return NULL;
}

/* The record in IN that C is compared with, of the same variant if there is one; NULL if there is none.  */
static const struct function_facts *
old_record (const struct inputs *in, const struct copy *c, const struct unit_facts **unit)
{
  for (int pass = 0; pass < 4; pass++)
    for (size_t i = 0; i < in->units_count; i++) {
      const struct function_facts *f = same_function (in->units[i], c->facts, pass & 1);
      if (!f || (pass < 2 && strcmp (in->units[i]->variant, c->unit->variant) != 0))
        continue;
      *unit = in->units[i];
      return f;
    }
  return NULL;
}

bool
explain_old (const struct copy *c, const char *build)
{
  struct inputs in;
  const struct unit_facts *unit = NULL;
  bool fine = true;

  inputs_init (&in, 0);
  inputs_add (&in, build);
  for (size_t i = 0; i < in.problems_count; i++) {
    message_error ("%s: %s", in.problems[i].path, in.problems[i].message);
    fine = false;
  }
  const struct function_facts *f = old_record (&in, c, &unit);
  if (!f) {
    message_error ("explain: %s holds no record of '%s'; name what was built with the plugin from the old text", build,
                   function_shown (c->facts));
    fine = false;
  } else if (!(f->flags & FUNCTION_MARKED))
    explain_line ("old build", "%s: it is not load-bearing there, so that there is little to compare", build);
  else {
    struct ledger_seen seen;
    struct ledger_state state;
    struct compared m;
    memset (&state, 0, sizeof state);
    ledger_seen_from_facts (unit, f, &seen);
    state.seen = &seen;
    state.seen_count = 1;
    explain_line ("old build", "%s: %s:%u, compiled from %s by %s for %s", build, f->file ? f->file : "?", f->line,
                  unit->source, unit->compiler, unit->variant);
    verdict_compare (NULL, c->unit, c->facts, &state, NULL, &m);
    explain_compared (c, &state, &m, "then");
    for (size_t i = 0; i < m.uncounted_count; i++)
      explain_line ("", "%s", m.uncounted[i]);
    const struct digest *then = &f->aspects[ASPECT_BEHAVIOUR], *now = &c->facts->aspects[ASPECT_BEHAVIOUR];
    if (digest_known (then) && digest_equal (then, now))
      explain_line ("meaning", "the same: the canonical forms are equal");
    else if (f->form && c->facts->form)
      show_forms (c->facts, f->form, c->facts->form, "since that build");
    else if (digest_known (then) && digest_known (now))
      explain_line ("meaning", "cannot be shown: %s holds no canonical form; " HOW_TO_KEEP,
                    f->form ? "the new build" : "the old build");
    compared_release (&m);
    ledger_seen_release (&seen);
  }
  inputs_release (&in);
  return fine;
}
