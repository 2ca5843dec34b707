/* Reading a canonical form: lines, what numbers stand for, blocks and the ways between them.  See form_private.h.

   Tolerant: the grammar is the plugin's, and a later one may write what is not known here.  A line that is not understood
   stays a line.  */
#include "form_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A form that numbers further than this is none.  */
#define NUMBERS_LIMIT 1000000

/* A number of decimal digits at *AT, passed over.  */
static bool
read_number (const char **at, uint32_t *number)
{
  const char *p = *at;
  uint64_t value = 0;
  while (isdigit ((unsigned char) *p) && value <= UINT32_MAX)
    value = 10 * value + (uint64_t) (*p++ - '0');
  if (p == *at || value > UINT32_MAX)
    return false;
  *at = p;
  *number = (uint32_t) value;
  return true;
}

/* Whether LENGTH bytes behind AT, which stands on a quotation mark, end at another one; ESCAPED: \0 and \\ are one each.  */
static const char *
string_end_as (const char *at, unsigned long length, bool escaped)
{
  at++;
  for (; length > 0 && *at; length--)
    at += escaped && *at == '\\' && (at[1] == '0' || at[1] == '\\') ? 2 : 1;
  return length == 0 && *at == '"' ? at : NULL;
}

const char *
form_string_end (const char *at, unsigned long length)
{
  const char *end = string_end_as (at, length, true);
  return end ? end : string_end_as (at, length, false);
}

const char *
form_string_from (const char *first, const char *quote)
{
  const char *digits = quote;
  while (digits > first && isdigit ((unsigned char) digits[-1]))
    digits--;
  return digits < quote ? form_string_end (quote, strtoul (digits, NULL, 10)) : NULL;
}

/* The end of the line at TEXT: a string may hold line ends.  */
static char *
line_end (char *text)
{
  char *at = text;
  while (*at && *at != '\n') {
    const char *end = *at == '"' ? form_string_from (text, at) : NULL;
    at = end ? (char *) end + 1 : at + 1;
  }
  return at;
}

struct form_thing *
form_thing_at (struct form *f, const char **at, const char *letters)
{
  const char *p = *at;
  uint32_t number;
  if (!*p || !strchr (letters, *p))
    return NULL;
  p++;
  if (!read_number (&p, &number) || number >= f->things_count || f->things[number].kind == FORM_NOTHING)
    return NULL;
  *at = p;
  return &f->things[number];
}

static struct form_thing *
thing_of (struct form *f, uint32_t number)
{
  if (number >= f->things_count) {
    size_t count = 2 * (size_t) number + 16;
    f->things = memory_grow (f->things, count, sizeof *f->things);
    memset (&f->things[f->things_count], 0, (count - f->things_count) * sizeof *f->things);
    f->things_count = count;
  }
  return &f->things[number];
}

static struct form_block *
block_of (struct form *f, uint32_t number)
{
  if (number >= f->blocks_count) {
    size_t count = 2 * (size_t) number + 8;
    f->blocks = memory_grow (f->blocks, count, sizeof *f->blocks);
    memset (&f->blocks[f->blocks_count], 0, (count - f->blocks_count) * sizeof *f->blocks);
    f->blocks_count = count;
  }
  return &f->blocks[number];
}

/* "V12: ..." and the like.  */
static bool
take_definition (struct form *f, const char *line, uint32_t block)
{
  const char *at = line + 1;
  uint32_t number;
  if (!strchr ("VTD", *line) || !read_number (&at, &number) || number > NUMBERS_LIMIT || strncmp (at, ": ", 2) != 0)
    return false;
  struct form_thing *t = thing_of (f, number);
  t->kind = *line == 'V' ? FORM_VALUE : *line == 'T' ? FORM_TYPE : FORM_DECLARATION;
  t->text = at + 2;
  t->block = block;
  const char *merge = *line == 'V' ? strchr (t->text, ' ') : NULL;
  if (merge && strncmp (merge, " merge B", 8) == 0) {
    merge += 8;
    if (read_number (&merge, &t->block) && !*merge)
      t->kind = FORM_MERGE;
  }
  return true;
}

/* The next " B1.0 " in TEXT, which stands before an arrival; NULL if there is none.  */
static const char *
next_arrival (const char *text, uint32_t *from, uint32_t *exit)
{
  for (const char *at = text; *at; at++) {
    const char *end = *at == '"' ? form_string_from (text, at) : NULL;
    if (end)
      at = end;
    const char *p = at + 2;
    if (at[0] == ' ' && at[1] == 'B' && read_number (&p, from) && *p++ == '.' && read_number (&p, exit) && *p == ' ')
      return at;
  }
  return NULL;
}

/* "merge V1: B0.0 s32#0 B4.0 V40"  */
static bool
take_merge (struct form *f, const char *line)
{
  uint32_t number, from, exit;
  const char *at = line + 7;
  if (strncmp (line, "merge V", 7) != 0 || !read_number (&at, &number) || number >= f->things_count
      || f->things[number].kind != FORM_MERGE || *at++ != ':')
    return false;
  struct form_thing *t = &f->things[number];
  const char *next = next_arrival (at, &from, &exit);
  while (next) {
    t->arrivals = memory_grow (t->arrivals, t->arrivals_count + 1, sizeof *t->arrivals);
    struct form_arrival *a = &t->arrivals[t->arrivals_count++];
    a->from = from;
    a->exit = exit;
    const char *text = strchr (next + 1, ' ') + 1;
    next = next_arrival (text, &from, &exit);
    struct strbuf value;
    strbuf_init (&value);
    strbuf_add (&value, text, next ? (size_t) (next - text) : strlen (text));
    a->text = strbuf_detach (&value);
  }
  return true;
}

/* Where the last line of block B leads.  */
static void
take_targets (struct form_block *b)
{
  const char *last = b->lines_count ? b->lines[b->lines_count - 1] : "";
  if (strncmp (last, "if ", 3) != 0 && strncmp (last, "switch ", 7) != 0 && strncmp (last, "to", 2) != 0)
    return;
  const char *at = last + strlen (last);
  while (at > last) {
    const char *word = at;
    uint32_t number = FORM_NOWHERE;
    while (word > last && word[-1] != ' ')
      word--;
    const char *digits = word + 1;
    bool block = *word == 'B' && read_number (&digits, &number) && digits == at && number < NUMBERS_LIMIT;
    if (!block && strncmp (word, "exit", 4) != 0)
      break;
    b->targets = memory_grow (b->targets, b->targets_count + 1, sizeof *b->targets);
    memmove (b->targets + 1, b->targets, b->targets_count * sizeof *b->targets);
    b->targets[0] = block ? number : FORM_NOWHERE;
    b->targets_count++;
    at = word > last ? word - 1 : last;
  }
}

static void
add_line (const char ***lines, size_t *count, const char *line)
{
  if ((*count & (*count - 1)) == 0)
    *lines = memory_grow (*lines, *count ? 2 * *count : 1, sizeof **lines);
  (*lines)[(*count)++] = line;
}

/* "... m12": the statement leaves a state of memory.  */
static void
take_effect (struct form *f, const char *line, uint32_t block)
{
  const char *m = strrchr (line, ' '), *at = m ? m + 2 : NULL;
  uint32_t number;
  if (!m || m[1] != 'm' || !read_number (&at, &number) || *at || number > NUMBERS_LIMIT)
    return;
  struct form_thing *t = thing_of (f, number);
  if (t->kind != FORM_NOTHING)
    return;
  t->kind = FORM_EFFECT;
  t->text = line;
  t->block = block;
}

/* Values that a statement uses; one that has no definition is its result.  */
static void
use_values (struct form *f, const char *text, bool statement, uint32_t block)
{
  for (const char *at = text; *at; at++) {
    const char *end = *at == '"' ? form_string_from (text, at) : NULL;
    const char *digits = at + 1;
    uint32_t number;
    if (end) {
      at = end;
      continue;
    }
    if (*at != 'V' || (at > text && isalnum ((unsigned char) at[-1])) || !read_number (&digits, &number)
        || number > NUMBERS_LIMIT)
      continue;
    struct form_thing *t = thing_of (f, number);
    if (t->kind == FORM_NOTHING && statement) {
      t->kind = FORM_RESULT;
      t->text = text;
      t->block = block;
    } else
      t->uses++;
    at = digits - 1;
  }
}

static void
count_uses (struct form *f)
{
  for (uint32_t b = 0; b < f->blocks_count; b++)
    for (size_t i = 0; i < f->blocks[b].lines_count; i++)
      use_values (f, f->blocks[b].lines[i], true, b);
  for (size_t i = 0; i < f->things_count; i++) {
    /* The list may grow.  */
    for (size_t a = 0; a < f->things[i].arrivals_count; a++)
      use_values (f, f->things[i].arrivals[a].text, false, 0);
    if (f->things[i].kind == FORM_VALUE)
      use_values (f, f->things[i].text, false, 0);
  }
}

static void
link_blocks (struct form *f)
{
  for (uint32_t b = 0; b < f->blocks_count; b++)
    take_targets (&f->blocks[b]);
  for (uint32_t b = 0; b < f->blocks_count; b++)
    for (size_t i = 0; i < f->blocks[b].targets_count; i++) {
      uint32_t to = f->blocks[b].targets[i];
      if (to == FORM_NOWHERE)
        continue;
      struct form_block *t = to < f->blocks_count ? &f->blocks[to] : NULL;
      if (!t) {
        f->blocks[b].targets[i] = FORM_NOWHERE;
        continue;
      }
      if (t->from_count && t->from[t->from_count - 1] == b)
        continue;
      t->from = memory_grow (t->from, t->from_count + 1, sizeof *t->from);
      t->from[t->from_count++] = b;
    }
}

void
form_parse (const char *text, struct form *f)
{
  uint32_t block = FORM_NOWHERE, number;
  memset (f, 0, sizeof *f);
  f->text = memory_copy_text (text);
  for (char *line = f->text; *line;) {
    char *end = line_end (line), *next = *end ? end + 1 : end;
    const char *digits = line + 1;
    *end = '\0';
    add_line (&f->lines, &f->lines_count, line);
    if (*line == 'B' && read_number (&digits, &number) && !*digits && number < NUMBERS_LIMIT) {
      block = number;
      block_of (f, block);
    } else if (!take_definition (f, line, block) && !take_merge (f, line) && strncmp (line, "touch ", 6) != 0
               && strncmp (line, "merge ", 6) != 0 && block != FORM_NOWHERE) {
      add_line (&f->blocks[block].lines, &f->blocks[block].lines_count, line);
      take_effect (f, line, block);
    }
    line = next;
  }
  /* Blocks were made on the way that nobody spoke of.  */
  while (f->blocks_count && !f->blocks[f->blocks_count - 1].lines_count)
    f->blocks_count--;
  link_blocks (f);
  count_uses (f);
}

void
form_release (struct form *f)
{
  for (size_t i = 0; i < f->things_count; i++) {
    for (size_t a = 0; a < f->things[i].arrivals_count; a++)
      free (f->things[i].arrivals[a].text);
    free (f->things[i].arrivals);
    free (f->things[i].name);
  }
  for (size_t i = 0; i < f->blocks_count; i++) {
    free (f->blocks[i].conditions);
    free (f->blocks[i].lines);
    free (f->blocks[i].targets);
    free (f->blocks[i].from);
  }
  for (size_t i = 0; i < f->states_count; i++)
    free (f->states[i]);
  free (f->states);
  free (f->things);
  free (f->blocks);
  free (f->lines);
  free (f->text);
  memset (f, 0, sizeof *f);
}
