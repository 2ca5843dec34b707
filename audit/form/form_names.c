/* Names for what two forms hold: what is in both has one name, so that a difference shows what differs and not how it was
   numbered.  See form_private.h.

   Things of the two forms are matched in the order in which the forms define them: the longest common sequence of those that
   are defined alike, then, between two of these, one after the other.  */
#include "form_private.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How deep a signature looks, and how many things are matched by sequence.  */
#define SIGNATURE_DEPTH 3
#define SEQUENCE_LIMIT 3000

static uint64_t
mix (uint64_t hash, const void *data, size_t size)
{
  const unsigned char *bytes = data;
  while (size-- > 0)
    hash = (hash ^ *bytes++) * 1099511628211u;
  return hash;
}

static uint64_t signature (struct form *f, const struct form_thing *t, unsigned depth);

/* TEXT with what its numbers stand for instead of the numbers.  */
static uint64_t
signature_of_text (struct form *f, const char *text, unsigned depth)
{
  uint64_t hash = 14695981039346656037u;
  for (const char *at = text; *at;) {
    const struct form_thing *t = NULL;
    if (at == text || !isalnum ((unsigned char) at[-1]) || *at == 'D') {
      bool number = strchr ("VTDmMB", *at) && isdigit ((unsigned char) at[1]);
      t = form_thing_at (f, &at, "VTDm");
      if (!t && number) {
        at++;
        at += strspn (at, "0123456789");
        continue;
      }
    }
    if (t) {
      uint64_t inner = depth ? signature (f, t, depth - 1) : (uint64_t) t->kind;
      hash = mix (hash, &inner, sizeof inner);
    } else
      hash = mix (hash, at++, 1);
  }
  return hash;
}

static uint64_t
signature (struct form *f, const struct form_thing *t, unsigned depth)
{
  uint64_t hash = (uint64_t) t->kind + 1;
  if (t->kind == FORM_DECLARATION && (strncmp (t->text, "local ", 6) == 0 || strncmp (t->text, "static ", 7) == 0)) {
    /* The number is one of the form's own.  */
    const char *rest = t->text + 6 + strspn (t->text + 6, " 0123456789");
    return mix (hash, rest, strlen (rest));
  }
  if (t->kind == FORM_EFFECT && depth > 1)
    depth = 1;
  uint64_t text = signature_of_text (f, t->text, depth);
  hash = mix (hash, &text, sizeof text);
  for (size_t i = 0; i < t->arrivals_count; i++) {
    text = depth ? signature_of_text (f, t->arrivals[i].text, depth - 1) : 0;
    hash = mix (hash, &text, sizeof text);
  }
  return hash;
}

/* ---- What is named, and how.  */

/* The beginning of T's name, to which a number is added; "" if it has a name of its own.  */
static const char *
stem_of (const struct form_thing *t)
{
  switch (t->kind) {
  case FORM_TYPE: return "T";
  case FORM_DECLARATION: return strncmp (t->text, "static ", 7) == 0 ? "static" : "local";
  case FORM_MERGE: return *t->text == 'p' ? "p" : *t->text == 'f' ? "x" : "n";
  case FORM_RESULT: return "result";
  case FORM_EFFECT: return "m";
  default: return "t";
  }
}

/* Names a declaration that says itself what it is.  */
static void
name_declaration (struct form_thing *t)
{
  struct strbuf name;
  const char *word = strchr (t->text, ' ');
  strbuf_init (&name);
  if (strncmp (t->text, "parameter ", 10) == 0)
    strbuf_addf (&name, "arg%lu", strtoul (t->text + 10, NULL, 10) + 1);
  else if (strncmp (t->text, "function ", 9) == 0 || strncmp (t->text, "object ", 7) == 0)
    strbuf_add (&name, word + 1, strcspn (word + 1, " "));
  else if (strncmp (t->text, "result", 6) == 0)
    strbuf_add_text (&name, "result");
  if (name.length)
    t->name = strbuf_detach (&name);
  strbuf_release (&name);
}

/* The things of F that get a name with a number.  */
static size_t
named_things (struct form *f, bool all, struct form_thing **list)
{
  size_t count = 0;
  for (size_t i = 0; f && i < f->things_count; i++) {
    struct form_thing *t = &f->things[i];
    if (t->kind == FORM_NOTHING)
      continue;
    if (t->kind == FORM_DECLARATION)
      name_declaration (t);
    bool wanted = all || t->kind == FORM_DECLARATION || t->kind == FORM_RESULT
                  || (t->kind == FORM_MERGE && t->arrivals_count != 1) || (t->kind == FORM_VALUE && t->named);
    if (!wanted || t->name)
      continue;
    t->named = true;
    t->signature = signature (f, t, SIGNATURE_DEPTH);
    list[count++] = t;
  }
  return count;
}

static void
set_name (struct form_thing *t, const char *name)
{
  free (t->name);
  t->name = memory_copy_text (name);
}

/* How many of each stem have a name.  */
struct counters {
  struct {
    const char *stem;
    unsigned count;
  } list[16];
  size_t used;
};

static void
name_next (struct form_thing *t, struct counters *c)
{
  char name[64];
  const char *stem = stem_of (t);
  size_t i = 0;
  while (i < c->used && strcmp (c->list[i].stem, stem) != 0)
    i++;
  if (i == c->used) {
    c->list[c->used].stem = stem;
    c->list[c->used++].count = 0;
  }
  snprintf (name, sizeof name, "%s%u", stem, ++c->list[i].count);
  set_name (t, name);
}

/* Gives the names of A from FROM to TO to those of B from FIRST to LAST, of one stem each, in order.  */
static void
pair_gap (struct form_thing **a, size_t from, size_t to, struct form_thing **b, size_t first, size_t last)
{
  for (; first < last; first++)
    for (size_t i = from; i < to; i++)
      if (!a[i]->busy && strcmp (stem_of (a[i]), stem_of (b[first])) == 0) {
        a[i]->busy = true;
        set_name (b[first], a[i]->name);
        break;
      }
}

/* Matches by the longest common sequence of signatures.  */
static void
pair_things (struct form_thing **a, size_t count, struct form_thing **b, size_t others)
{
  size_t i = 0, k = 0, from = 0, first = 0, width = others + 1;
  if (count > SEQUENCE_LIMIT || others > SEQUENCE_LIMIT) {
    pair_gap (a, 0, count, b, 0, others);
    return;
  }
  /* The length of the longest common sequence of what comes from I and K on.  */
  uint16_t *longest = memory_get ((count + 1) * width * sizeof *longest);
  for (size_t x = count; x-- > 0;)
    for (size_t y = others; y-- > 0;) {
      uint16_t down = longest[(x + 1) * width + y], right = longest[x * width + y + 1];
      longest[x * width + y] = a[x]->signature == b[y]->signature ? (uint16_t) (longest[(x + 1) * width + y + 1] + 1)
                                                                  : (down > right ? down : right);
    }
  while (i < count && k < others) {
    if (a[i]->signature == b[k]->signature) {
      pair_gap (a, from, i, b, first, k);
      set_name (b[k], a[i]->name);
      from = ++i;
      first = ++k;
    } else if (longest[(i + 1) * width + k] >= longest[i * width + k + 1])
      i++;
    else
      k++;
  }
  pair_gap (a, from, count, b, first, others);
  free (longest);
}

void
form_name (struct form *a, struct form *b, bool all)
{
  struct counters counters = { .used = 0 };
  struct form_thing **then = memory_get ((a->things_count + 1) * sizeof (struct form_thing *));
  struct form_thing **now = memory_get (((b ? b->things_count : 0) + 1) * sizeof (struct form_thing *));
  size_t count = named_things (a, all, then), others = named_things (b, all, now);

  for (size_t i = 0; i < count; i++)
    name_next (then[i], &counters);
  pair_things (then, count, now, others);
  for (size_t i = 0; i < others; i++)
    if (!now[i]->name)
      name_next (now[i], &counters);
  for (size_t i = 0; i < count; i++)
    then[i]->busy = false;
  free (then);
  free (now);
}
