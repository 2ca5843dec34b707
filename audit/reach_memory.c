/* What was reached when a function was audited: its file, and what became of it since.  */
#include "ledger_private.h"
#include "reach.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Written first, and as often as merges leave it: a later form has another number.  */
#define REACH_HEADER "loadbearing reach 1"

char *
reach_path (const char *folder, const struct function_facts *f)
{
  struct strbuf path;
  size_t length = strlen (folder);
  char *name = ledger_path (f->domain, f->name, f->file, (f->flags & FUNCTION_STATIC) != 0, false);

  while (length > 0 && folder[length - 1] != '/')
    length--;
  strbuf_init (&path);
  strbuf_addf (&path, "%.*sreach/%.*s.reach", (int) length, folder, (int) (strlen (name) - strlen (".json")), name);
  free (name);
  return strbuf_detach (&path);
}

/* A variant as a field of a line.  */
static void
add_field (struct strbuf *out, const char *text)
{
  strbuf_add_shown (out, text ? text : "");
}

/* git's markers stand around lines of which all count.  */
static bool
is_marker (const char *line, size_t length)
{
  return length >= 7
         && (strncmp (line, "<<<<<<<", 7) == 0 || strncmp (line, "=======", 7) == 0 || strncmp (line, ">>>>>>>", 7) == 0
             || strncmp (line, "|||||||", 7) == 0);
}

/* The four fields of a line.  */
struct fields {
  const char *at[4];
  size_t length[4];
};

static bool
split (const char *line, size_t length, struct fields *f)
{
  for (int i = 0; i < 4; i++) {
    const char *tab = i < 3 ? memchr (line, '\t', length) : NULL;
    if (i < 3 && !tab)
      return false;
    f->at[i] = line;
    f->length[i] = tab ? (size_t) (tab - line) : length;
    if (tab) {
      length -= f->length[i] + 1;
      line = tab + 1;
    }
  }
  return f->length[2] > 0 && f->length[3] > 0 && !memchr (f->at[3], '\t', f->length[3]);
}

static char *
copy_field (const struct fields *f, int i)
{
  struct strbuf b;
  strbuf_init (&b);
  strbuf_add (&b, f->at[i], f->length[i]);
  return strbuf_detach (&b);
}

static bool
add_seen (const struct fields *f, struct reached_list *to)
{
  struct reached_list one = { NULL, 0 };
  char *digest = copy_field (f, 1);
  bool fine = true;

  one.list = memory_get (sizeof *one.list);
  one.count = 1;
  if (strcmp (digest, "-") != 0)
    fine = digest_from_hex (digest, &one.list[0].digest);
  free (digest);
  one.list[0].kind = copy_field (f, 2);
  one.list[0].key = copy_field (f, 3);
  if (fine) {
    to->list = memory_grow (to->list, to->count + 1, sizeof *to->list);
    to->list[to->count++] = one.list[0];
    free (one.list);
  } else
    reached_list_release (&one);
  return fine;
}

/* TEXT of PATH; VARIANT as a field.  */
static bool
parse (const char *path, const char *text, const char *variant, struct reach_memory *memory, struct strbuf *err)
{
  size_t number = 1;
  for (const char *line = text; *line; number++) {
    size_t length = strcspn (line, "\n");
    struct fields f;
    bool header = length == strlen (REACH_HEADER) && strncmp (line, REACH_HEADER, length) == 0;
    if (number == 1 && !header && !is_marker (line, length)) {
      strbuf_addf (err, "%s:1: does not begin with \"%s\"; restore it from git, or remove it and certify again\n", path,
                   REACH_HEADER);
      return false;
    }
    if (length > 0 && !header && !is_marker (line, length)) {
      bool fine = split (line, length, &f);
      if (fine && f.length[0] == strlen (variant) && strncmp (f.at[0], variant, f.length[0]) == 0) {
        memory->there = true;
        /* A line without a callee says that it reached nothing.  */
        if (!(f.length[3] == 1 && *f.at[3] == '-'))
          fine = add_seen (&f, &memory->seen);
      }
      if (!fine) {
        strbuf_addf (err,
                     "%s:%zu: is not VARIANT, DIGEST, KIND and NAME between tabs; restore it from git, or remove it "
                     "and certify again\n",
                     path, number);
        return false;
      }
    }
    line += length;
    line += *line == '\n';
  }
  /* Sorted: a merge may have left them in any order.  */
  struct reached_list none = { NULL, 0 };
  reached_list_unite (&memory->seen, &none);
  return true;
}

bool
reach_read (const char *path, const char *variant, struct reach_memory *memory, struct strbuf *err)
{
  struct strbuf text, field;
  char block[4096];
  size_t got;
  bool fine = true;

  memset (memory, 0, sizeof *memory);
  FILE *in = fopen (path, "re");
  if (!in && (errno == ENOENT || errno == ENOTDIR))
    return true;
  strbuf_init (&text);
  strbuf_init (&field);
  while (in && (got = fread (block, 1, sizeof block, in)) > 0)
    strbuf_add (&text, block, got);
  if (!in || ferror (in)) {
    strbuf_addf (err, "%s: cannot be read: %s\n", path, strerror (errno));
    fine = false;
  }
  if (in)
    fclose (in);
  add_field (&field, variant);
  fine = fine && parse (path, strbuf_text (&text), strbuf_text (&field), memory, err);
  strbuf_release (&text);
  strbuf_release (&field);
  if (!fine)
    reach_memory_release (memory);
  return fine;
}

void
reach_memory_release (struct reach_memory *m)
{
  reached_list_release (&m->seen);
  m->there = false;
}

static int
line_compare (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

void
reach_format (const char *text, const char *variant, const struct reached_list *list, struct strbuf *out)
{
  struct strbuf field, one;
  char **lines = NULL, hex[2 * DIGEST_FULL + 1];
  size_t count = 0;

  strbuf_init (&field);
  strbuf_init (&one);
  add_field (&field, variant);
  for (const char *line = text; *line;) {
    size_t length = strcspn (line, "\n");
    struct fields f;
    if (split (line, length, &f)
        && !(f.length[0] == field.length && strncmp (f.at[0], strbuf_text (&field), field.length) == 0)) {
      lines = memory_grow (lines, count + 1, sizeof *lines);
      strbuf_add (&one, line, length);
      lines[count++] = strbuf_detach (&one);
    }
    line += length;
    line += *line == '\n';
  }
  for (size_t i = 0; i < list->count || i == 0; i++) {
    lines = memory_grow (lines, count + 1, sizeof *lines);
    if (list->count == 0)
      strbuf_addf (&one, "%s\t-\t-\t-", strbuf_text (&field));
    else
      strbuf_addf (&one, "%s\t%s\t%s\t%s", strbuf_text (&field),
                   digest_known (&list->list[i].digest) ? digest_to_hex (&list->list[i].digest, hex) : "-",
                   list->list[i].kind, list->list[i].key);
    lines[count++] = strbuf_detach (&one);
  }
  qsort (lines, count, sizeof *lines, line_compare);
  strbuf_add_text (out, REACH_HEADER "\n");
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || strcmp (lines[i], lines[i - 1]) != 0)
      strbuf_addf (out, "%s\n", lines[i]);
  }
  for (size_t i = 0; i < count; i++)
    free (lines[i]);
  free (lines);
  strbuf_release (&field);
  strbuf_release (&one);
}

/* ---- What became of it.  */

static bool
is_static_key (const char *key)
{
  return strchr (key, ':') != NULL;
}

enum reach_change
reach_compare (const struct reach_memory *m, const struct reached *r)
{
  const struct reached_list *seen = &m->seen;
  size_t low = 0, high = seen->count;
  bool other = false;

  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (seen->list[middle].key, r->key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low; i < seen->count && strcmp (seen->list[i].key, r->key) == 0; i++) {
    const struct reached *then = &seen->list[i];
    if (strcmp (then->kind, r->kind) != 0)
      continue;
    if (!digest_known (&then->digest) && !digest_known (&r->digest))
      return strcmp (r->kind, "-") == 0 ? REACH_SAME : REACH_UNCERTAIN;
    if (digest_equal (&then->digest, &r->digest))
      return REACH_SAME;
    other = other || (digest_known (&then->digest) && digest_known (&r->digest));
  }
  if (other)
    return REACH_CHANGED;
  if (low < seen->count && strcmp (seen->list[low].key, r->key) == 0)
    return REACH_UNCERTAIN;
  /* A static function is known by its file: the same text in another one is the same function, moved.  */
  if (is_static_key (r->key) && digest_known (&r->digest))
    for (size_t i = 0; i < seen->count; i++)
      if (is_static_key (seen->list[i].key) && strcmp (strrchr (seen->list[i].key, ':'), strrchr (r->key, ':')) == 0
          && strcmp (seen->list[i].kind, r->kind) == 0 && digest_equal (&seen->list[i].digest, &r->digest))
        return REACH_SAME;
  /* What no record knows, now or then, is `unrecorded`'s to tell.  */
  return strcmp (r->kind, "-") == 0 ? REACH_SAME : REACH_NEW;
}
