/* What stands in one place of a form that people read: the names that values get, statements, what is assigned on the way from one block
   to the next, returns.  See form.h.  */
#include "form_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void
form_begin_line (struct form_writer *w)
{
  for (unsigned i = 0; i < w->indent; i++)
    strbuf_add_text (w->out, "  ");
}

void
form_add_line (struct form_writer *w, const char *text)
{
  form_begin_line (w);
  strbuf_add_text (w->out, text);
  strbuf_add_char (w->out, '\n');
}

/* ---- Values that have a name.  */

static void
give_name (struct form_writer *w, struct form_thing *t, uint32_t block)
{
  if (t->busy)
    return;
  t->busy = true;
  if (t->kind == FORM_VALUE)
    form_give_names (w, t->text, block);
  else if (t->kind == FORM_MERGE && t->arrivals_count == 1)
    form_give_names (w, t->arrivals[0].text, block);
  t->busy = false;
  if (t->kind != FORM_VALUE || !t->named || t->given)
    return;
  struct strbuf text;
  strbuf_init (&text);
  t->given = true;
  bool before = w->confused;
  w->confused = false;
  strbuf_addf (&text, "%s = ", t->name);
  form_definition (w, t, BINDS_CONDITIONAL, &text);
  if (w->confused) {
    strbuf_clear (&text);
    strbuf_addf (&text, "%s = ", t->name);
    form_substitute (w->form, t->text, &text);
  }
  w->confused = before;
  strbuf_add_char (&text, ';');
  form_add_line (w, strbuf_text (&text));
  strbuf_release (&text);
}

/* Gives names to what TEXT uses and has none yet.  */
void
form_give_names (struct form_writer *w, const char *text, uint32_t block)
{
  for (const char *at = text; *at;) {
    if (*at == 'V' && (at == text || !isalnum ((unsigned char) at[-1]))) {
      struct form_thing *t = form_thing_at (w->form, &at, "V");
      if (t) {
        give_name (w, t, block);
        continue;
      }
    }
    at++;
  }
}

/* Those that belong to BLOCK and are only used behind it.  */
void
form_give_rest (struct form_writer *w, uint32_t block)
{
  for (size_t i = 0; i < w->form->things_count; i++) {
    struct form_thing *t = &w->form->things[i];
    if (t->kind == FORM_VALUE && t->named && !t->given && t->home == block)
      give_name (w, t, block);
  }
}

/* ---- Statements.  */

/* " into PLACE T5" or " to V38": what takes a result.  */
void
form_write_statement (struct form_writer *w, const char *line)
{
  struct strbuf text, value;
  const char *at = line;
  strbuf_init (&text);
  strbuf_init (&value);
  w->confused = strncmp (line, "asm ", 4) == 0 || strncmp (line, "loop ", 5) == 0;
  if (strncmp (at, "call ", 5) == 0) {
    at += 5;
    form_call (w, &at, &value);
  } else if (!w->confused)
    form_operand (w, &at, BINDS_CONDITIONAL, &value);
  if (!w->confused && strncmp (at, " into ", 6) == 0) {
    at += 6;
    form_operand (w, &at, BINDS_CONDITIONAL, &text);
    strbuf_addf (&text, " = %s", strbuf_text (&value));
  } else if (!w->confused && strncmp (at, " to V", 5) == 0) {
    at += 4;
    form_operand (w, &at, BINDS_PRIMARY, &text);
    strbuf_addf (&text, " = %s", strbuf_text (&value));
  } else
    strbuf_add_text (&text, strbuf_text (&value));
  /* What follows: a type, "nontemporal", the state of memory.  */
  if (strstr (at, " nontemporal"))
    strbuf_add_text (&text, " (nontemporal)");
  if (w->confused) {
    strbuf_clear (&text);
    form_substitute (w->form, line, &text);
    w->confused = false;
    const char *m = form_memory_after (strbuf_text (&text), NULL);
    if (m)
      text.text[m - 1 - text.text] = '\0';
  }
  form_begin_line (w);
  strbuf_addf (w->out, "%s;\n", strbuf_text (&text));
  strbuf_release (&text);
  strbuf_release (&value);
}

/* ---- Ways from block to block.  */

struct move {
  struct form_thing *to;
  char *text;
  bool done;
};

/* Whether TEXT, an expression, names NAME.  */
static bool
mentions (const char *text, const char *name)
{
  size_t length = strlen (name);
  for (const char *at = strstr (text, name); at; at = strstr (at + 1, name))
    if ((at == text || !(isalnum ((unsigned char) at[-1]) || at[-1] == '_'))
        && !(isalnum ((unsigned char) at[length]) || at[length] == '_'))
      return true;
  return false;
}

/* Writes MOVES so that none overwrites what another one still reads; where that cannot be, together.  */
static void
write_moves (struct form_writer *w, struct move *moves, size_t count)
{
  struct strbuf left, right;
  bool again = true;
  while (again) {
    again = false;
    for (size_t i = 0; i < count; i++) {
      bool read = false;
      for (size_t k = 0; k < count && !moves[i].done; k++)
        read = read || (k != i && !moves[k].done && mentions (moves[k].text, moves[i].to->name));
      if (moves[i].done || read)
        continue;
      form_begin_line (w);
      strbuf_addf (w->out, "%s = %s;\n", moves[i].to->name, moves[i].text);
      moves[i].done = again = true;
    }
  }
  strbuf_init (&left);
  strbuf_init (&right);
  for (size_t i = 0; i < count; i++)
    if (!moves[i].done) {
      strbuf_addf (&left, "%s%s", left.length ? ", " : "", moves[i].to->name);
      strbuf_addf (&right, "%s%s", right.length ? ", " : "", moves[i].text);
    }
  if (left.length) {
    form_begin_line (w);
    strbuf_addf (w->out, "(%s) = (%s);\n", strbuf_text (&left), strbuf_text (&right));
  }
  strbuf_release (&left);
  strbuf_release (&right);
}

/* What merges in TO are when control comes by exit EXIT of FROM.  */
void
form_write_arrivals (struct form_writer *w, uint32_t from, uint32_t exit, uint32_t to)
{
  struct move *moves = NULL;
  size_t count = 0;
  for (size_t i = 0; i < w->form->things_count; i++) {
    struct form_thing *t = &w->form->things[i];
    if (t->kind != FORM_MERGE || t->block != to || t->arrivals_count == 1 || !t->name)
      continue;
    for (size_t a = 0; a < t->arrivals_count; a++) {
      if (t->arrivals[a].from != from || t->arrivals[a].exit != exit)
        continue;
      struct strbuf text;
      const char *at = t->arrivals[a].text;
      strbuf_init (&text);
      w->confused = false;
      form_operand (w, &at, BINDS_CONDITIONAL, &text);
      if (w->confused) {
        strbuf_clear (&text);
        form_substitute (w->form, t->arrivals[a].text, &text);
        w->confused = false;
      }
      if (strcmp (strbuf_text (&text), t->name) == 0)
        strbuf_release (&text);
      else {
        moves = memory_grow (moves, count + 1, sizeof *moves);
        moves[count++] = (struct move){ t, strbuf_detach (&text), false };
      }
    }
  }
  write_moves (w, moves, count);
  for (size_t i = 0; i < count; i++)
    free (moves[i].text);
  free (moves);
}

/* LINE, which returns from the function, in block BLOCK, which control reaches by exit EXIT of FROM; FORM_NOWHERE: it is there
   already.  */
void
form_write_return (struct form_writer *w, const char *line, uint32_t from, uint32_t exit, uint32_t block)
{
  struct strbuf text;
  const char *at = strncmp (line, "return ", 7) == 0 ? line + 7 : "", *operand = at, *p = at;
  const struct form_thing *t = form_thing_at (w->form, &p, "V");
  /* What is merged only to be returned needs no name.  */
  if (t && !*p && from != FORM_NOWHERE && t->kind == FORM_MERGE && t->block == block && t->arrivals_count != 1)
    for (size_t i = 0; i < t->arrivals_count; i++)
      if (t->arrivals[i].from == from && t->arrivals[i].exit == exit)
        operand = t->arrivals[i].text;
  strbuf_init (&text);
  w->confused = false;
  at = operand;
  if (*at)
    form_operand (w, &at, BINDS_CONDITIONAL, &text);
  if (w->confused) {
    strbuf_clear (&text);
    form_substitute (w->form, operand, &text);
    w->confused = false;
  }
  form_begin_line (w);
  strbuf_addf (w->out, text.length ? "return %s;\n" : "return;\n", strbuf_text (&text));
  strbuf_release (&text);
}
