/* Findings: the list that the verdict fills and that reports read.  */
#include "verdict.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

void
findings_init (struct findings *f)
{
  memset (f, 0, sizeof *f);
}

void
finding_release (struct finding *f)
{
  free (f->function);
  free (f->shown);
  free (f->domain);
  free (f->file);
  free (f->message);
  for (size_t i = 0; i < f->notes_count; i++)
    free (f->notes[i]);
  free (f->notes);
  free (f->cause);
  free (f->command);
  memset (f, 0, sizeof *f);
}

void
findings_release (struct findings *f)
{
  for (size_t i = 0; i < f->count; i++)
    finding_release (&f->list[i]);
  free (f->list);
  memset (f, 0, sizeof *f);
}

static int
finding_order (const void *a, const void *b)
{
  const struct finding *x = a, *y = b;
  int order;
  /* What has no place of its own comes last, near the summary.  */
  if ((x->file == NULL) != (y->file == NULL))
    return x->file == NULL ? 1 : -1;
  order = x->file ? strcmp (x->file, y->file) : 0;
  if (order == 0)
    order = (x->line > y->line) - (x->line < y->line);
  if (order == 0)
    order = text_compare (x->function, y->function);
  if (order == 0)
    order = (int) x->rule - (int) y->rule;
  if (order == 0)
    order = text_compare (x->message, y->message);
  return order;
}

void
findings_sort (struct findings *f)
{
  if (f->count)
    qsort (f->list, f->count, sizeof *f->list, finding_order);
}

/* Room for one more.  */
static struct finding *
findings_room (struct findings *f)
{
  if (f->count == f->capacity) {
    f->capacity = f->capacity ? 2 * f->capacity : 16;
    f->list = memory_grow (f->list, f->capacity, sizeof *f->list);
  }
  return &f->list[f->count++];
}

struct finding *
findings_add (struct findings *f, enum rule rule, enum severity severity, const struct function_facts *about)
{
  struct finding *n = findings_room (f);
  memset (n, 0, sizeof *n);
  n->rule = rule;
  n->severity = severity;
  n->facts = about;
  if (about) {
    n->function = memory_copy_text (about->name);
    n->shown = memory_copy_text (about->shown);
    n->domain = memory_copy_text (about->domain);
    n->file = memory_copy_text (about->file);
    n->line = about->line;
    n->column = about->column;
  }
  return n;
}

void
findings_move (struct findings *to, struct findings *from)
{
  for (size_t i = 0; i < from->count; i++)
    *findings_room (to) = from->list[i];
  free (from->list);
  memset (from, 0, sizeof *from);
}

static char *
format_text (const char *format, va_list args)
{
  struct strbuf b;
  strbuf_init (&b);
  strbuf_vaddf (&b, format, args);
  return strbuf_detach (&b);
}

void
finding_message (struct finding *f, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  free (f->message);
  f->message = format_text (format, args);
  va_end (args);
}

void
finding_note (struct finding *f, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  f->notes = memory_grow (f->notes, f->notes_count + 1, sizeof *f->notes);
  f->notes[f->notes_count++] = format_text (format, args);
  va_end (args);
}

void
finding_command (struct finding *f, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  free (f->command);
  f->command = format_text (format, args);
  va_end (args);
}
