/* How a function's text differs from the one that was audited, for explain.

   Fingerprints decide what changed; this shows it to a person, from the text whose git blob the state names.  */
#include "explain.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "entries.h"
#include "files.h"
#include "input/function_text.h"
#include "git.h"
#include "text_difference.h"

/* As many definitions of one name as are looked at, and as many functions as are shown.  */
#define DEFINITIONS 16
#define SHOWN 5

/* The audited text of one file, and the present one.  */
struct texts {
  const char *file;
  const char *blob; /* "FILE@BLOB" */
  struct strbuf then, now;
};

/* "rate" of "int shop::rate(int)"; owned by the caller.  */
static char *
identifier_of (const struct function_facts *f)
{
  const char *shown = function_shown (f);
  const char *end = shown + strcspn (shown, "(");
  while (end > shown && end[-1] == ' ')
    end--;
  const char *start = end;
  while (start > shown && (isalnum ((unsigned char) start[-1]) || start[-1] == '_' || start[-1] == '$'))
    start--;
  struct strbuf name;
  strbuf_init (&name);
  strbuf_add (&name, start, (size_t) (end - start));
  return strbuf_detach (&name);
}

static char *
piece_of (const struct strbuf *text, const struct function_text *f)
{
  struct strbuf piece;
  strbuf_init (&piece);
  strbuf_add (&piece, text->text + f->start, f->length);
  strbuf_add_char (&piece, '\n');
  return strbuf_detach (&piece);
}

/* CHANGED: F is known to have changed.  */
static void
show_difference (const struct texts *t, const struct function_facts *f, bool changed, const struct function_text *then,
                 const struct function_text *now)
{
  char *before = piece_of (&t->then, then), *after = piece_of (&t->now, now);
  struct strbuf difference;

  strbuf_init (&difference);
  if (!text_difference (before, then->line, after, now->line, &difference))
    explain_line ("difference", "of '%s': could not be made; see: git diff %s %s", function_shown (f),
                  strrchr (t->blob, '@') + 1, t->file);
  else if (difference.length == 0)
    explain_line ("difference", "none in the text of '%s'%s", function_shown (f),
                  changed ? ": what changed is outside it, in a macro, a declaration or an option" : "");
  else {
    explain_line ("difference", "of '%s' since %s:", function_shown (f), t->blob);
    explain_lines (strbuf_text (&difference));
  }
  strbuf_release (&difference);
  free (before);
  free (after);
}

/* F in both texts.  Where a name is defined several times (overloads, branches of an #if), the present one is where
   the record says, and the audited one has the same place among them.  */
static void
show_function (const struct texts *t, const struct function_facts *f, bool changed)
{
  struct function_text then[DEFINITIONS], now[DEFINITIONS];
  char *name = identifier_of (f);
  size_t before = *name ? function_text_find (strbuf_text (&t->then), name, then, DEFINITIONS) : 0;
  size_t after = *name ? function_text_find (strbuf_text (&t->now), name, now, DEFINITIONS) : 0;
  size_t here = after;

  for (size_t i = 0; i < after; i++)
    if (f->line >= now[i].line && f->line <= now[i].end_line)
      here = i;
  if (here < after && before == after)
    show_difference (t, f, changed, &then[here], &now[here]);
  else if (here < after && before == 1)
    show_difference (t, f, changed, &then[0], &now[here]);
  else
    explain_line ("difference", "of '%s': its text is not found in both; see: git diff %s %s", function_shown (f),
                  strrchr (t->blob, '@') + 1, t->file);
  free (name);
}

/* Both texts of the file that STATE names.  False, after a line that says why, if one is not there.  */
static bool
read_texts (const struct program *p, const struct copy *c, const struct ledger_state *state, struct texts *t)
{
  const char *at = strrchr (state->blob, '@');
  struct strbuf path, err;
  bool fine = true;

  strbuf_init (&t->then);
  strbuf_init (&t->now);
  strbuf_init (&path);
  strbuf_init (&err);
  t->file = c->facts->file;
  t->blob = state->blob;
  const char *const words[] = { "cat-file", "blob", at ? at + 1 : "", NULL };
  if (!git_has_blob (p->policy->root, state->blob) || git_run (p->policy->root, &t->then, words) != 0) {
    explain_line ("difference", "cannot be shown: git does not hold the audited text, %s", state->blob);
    fine = false;
  }
  if (t->file[0] != '/')
    strbuf_addf (&path, "%s/", p->policy->root);
  strbuf_add_text (&path, t->file);
  if (fine && !file_read (strbuf_text (&path), &t->now, &err)) {
    explain_line ("difference", "cannot be shown: %s", strbuf_text (&err));
    fine = false;
  }
  if (fine && copy_is_older (p, c))
    explain_line ("beware", "%s was written after this was built: the difference is to the file as it is now", t->file);
  strbuf_release (&path);
  strbuf_release (&err);
  return fine;
}

/* The function of C's unit and file that moved, or NULL.  */
static const struct function_facts *
moved_function (const struct copy *c, const struct dependency *d)
{
  if (d->kind != DEPENDENCY_FUNCTION)
    return NULL;
  for (size_t i = 0; i < c->unit->functions_count; i++) {
    const struct function_facts *f = &c->unit->functions[i];
    if (strcmp (f->name, d->name) == 0 && f->file && strcmp (f->file, c->facts->file) == 0)
      return f;
  }
  return NULL;
}

void
explain_text (const struct program *p, const struct copy *c, const struct ledger_state *state, const struct compared *m)
{
  struct texts t;
  size_t shown = 0;
  /* Of preprocessed input nobody knows whether it is written otherwise.  */
  bool own = m->body_moved || m->interface_moved || m->cause || (m->view == ASPECT_BEHAVIOUR && !m->one_spelled);
  bool any = own;

  for (size_t i = 0; i < m->moved_count; i++)
    any = any || moved_function (c, m->moved_entries[i]);
  if (!any || !state->blob || !c->facts->file || !p->policy->root)
    return;
  if (read_texts (p, c, state, &t)) {
    if (own)
      show_function (&t, c->facts, m->body_moved || m->interface_moved || m->view == ASPECT_BEHAVIOUR);
    for (size_t i = 0; i < m->moved_count && shown < SHOWN; i++) {
      const struct function_facts *f = moved_function (c, m->moved_entries[i]);
      shown += f != NULL;
      if (f)
        show_function (&t, f, true);
    }
  }
  strbuf_release (&t.then);
  strbuf_release (&t.now);
}
