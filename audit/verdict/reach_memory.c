/* What was reached when a function was audited: its file, and what became of it since.  */
#include "ledger/ledger_private.h"
#include "reach.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Written first, and as often as merges leave it: a later form has another number.  */
#define REACH_HEADER "loadbearing reach 1"

char *
reach_path (const char *folder, const struct function_facts *f)
{
  return ledger_path_beside (folder, "reach", f, ".reach");
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

enum { FIELD_VARIANT, FIELD_NAME, FIELD_KIND, FIELD_DIGEST, FIELDS };

/* Where the fields of a line end; false if it has not four, none of them empty but perhaps the first.  */
static bool
split (const char *line, size_t length, size_t ends[FIELDS])
{
  size_t at = 0;
  for (int i = 0; i < FIELDS; i++) {
    const char *tab = memchr (line + at, '\t', length - at);
    if ((tab == NULL) != (i == FIELD_DIGEST))
      return false;
    ends[i] = tab ? (size_t) (tab - line) : length;
    if (i > 0 && ends[i] == at)
      return false;
    at = ends[i] + 1;
  }
  return true;
}

/* Takes the line, which is cut up.  */
static bool
remember (struct reach_memory *m, char *line, const size_t ends[FIELDS])
{
  struct reach_remembered r;
  const char *digest = line + ends[FIELD_KIND] + 1;
  memset (&r, 0, sizeof r);
  for (int i = 0; i < FIELDS; i++)
    line[ends[i]] = '\0';
  r.key = line + ends[FIELD_VARIANT] + 1;
  r.kind = line + ends[FIELD_NAME] + 1;
  if (strcmp (r.key, "-") == 0 || strcmp (r.key, "=") == 0)
    return true; /* nothing was reached; the sum of all */
  if (strcmp (digest, "-") != 0 && !digest_from_hex (digest, &r.digest))
    return false;
  if ((m->count & (m->count - 1)) == 0)
    m->seen = memory_grow (m->seen, m->count ? 2 * m->count : 1, sizeof *m->seen);
  m->seen[m->count++] = r;
  return true;
}

static int
remembered_compare (const void *a, const void *b)
{
  return strcmp (((const struct reach_remembered *) a)->key, ((const struct reach_remembered *) b)->key);
}

/* The text of PATH is in M, and is cut up; VARIANT as a field.  */
static bool
parse (const char *path, const char *variant, struct reach_memory *m, struct strbuf *err)
{
  size_t number = 1, variant_length = strlen (variant), ends[FIELDS];
  bool sorted = true;
  for (char *line = m->text.text; line && *line; number++) {
    size_t length = strcspn (line, "\n");
    char *next = line + length + (line[length] == '\n');
    bool header = length == strlen (REACH_HEADER) && strncmp (line, REACH_HEADER, length) == 0;
    if (number == 1 && !header && !is_marker (line, length)) {
      strbuf_addf (err, "%s:1: does not begin with \"%s\"; restore it from git, or remove it and certify again\n", path,
                   REACH_HEADER);
      return false;
    }
    if (length > 0 && !header && !is_marker (line, length)) {
      bool fine = split (line, length, ends);
      if (fine && ends[FIELD_VARIANT] == variant_length && strncmp (line, variant, variant_length) == 0) {
        m->there = true;
        fine = remember (m, line, ends);
        sorted = sorted && (m->count < 2 || remembered_compare (&m->seen[m->count - 2], &m->seen[m->count - 1]) <= 0);
      }
      if (!fine) {
        strbuf_addf (err,
                     "%s:%zu: is not VARIANT, NAME, KIND and DIGEST between tabs; restore it from git, or remove it "
                     "and certify again\n",
                     path, number);
        return false;
      }
    }
    line = next;
  }
  if (!sorted) /* as a merge may leave it */
    qsort (m->seen, m->count, sizeof *m->seen, remembered_compare);
  return true;
}

bool
reach_read (const char *path, const char *variant, struct reach_memory *memory, struct strbuf *err)
{
  struct strbuf field;
  char block[16384];
  size_t got;
  bool fine = true;

  memset (memory, 0, sizeof *memory);
  FILE *in = fopen (path, "re");
  if (!in && (errno == ENOENT || errno == ENOTDIR))
    return true;
  strbuf_init (&memory->text);
  strbuf_init (&field);
  while (in && (got = fread (block, 1, sizeof block, in)) > 0)
    strbuf_add (&memory->text, block, got);
  if (!in || ferror (in)) {
    strbuf_addf (err, "%s: cannot be read: %s\n", path, strerror (errno));
    fine = false;
  }
  if (in)
    fclose (in);
  add_field (&field, variant);
  fine = fine && parse (path, strbuf_text (&field), memory, err);
  strbuf_release (&field);
  if (!fine)
    reach_memory_release (memory);
  return fine;
}

void
reach_memory_release (struct reach_memory *m)
{
  free (m->seen);
  strbuf_release (&m->text);
  memset (m, 0, sizeof *m);
}

/* The line that holds LIST's sum.  */
static void
add_sum (struct strbuf *out, const char *field, const struct reached_list *list)
{
  strbuf_addf (out, "%s\t=\tset\t%016llx%016llx%016llx%016llx", field, (unsigned long long) list->sum[3],
               (unsigned long long) list->sum[2], (unsigned long long) list->sum[1], (unsigned long long) list->sum[0]);
}

enum reach_glance
reach_glance (const char *path, const char *variant, const struct reached_list *list)
{
  char block[4096];
  struct strbuf field, wanted;
  enum reach_glance result = REACH_FILE_OTHER;
  FILE *in = fopen (path, "re");

  if (!in)
    return errno == ENOENT || errno == ENOTDIR ? REACH_FILE_ABSENT : REACH_FILE_OTHER;
  setvbuf (in, NULL, _IONBF, 0);
  size_t got = fread (block, 1, sizeof block - 1, in);
  fclose (in);
  block[got] = '\0';
  strbuf_init (&field);
  strbuf_init (&wanted);
  add_field (&field, variant);
  strbuf_add_char (&wanted, '\n');
  add_sum (&wanted, strbuf_text (&field), list);
  strbuf_add_char (&wanted, '\n');
  if (strncmp (block, REACH_HEADER "\n", strlen (REACH_HEADER) + 1) == 0 && strstr (block, strbuf_text (&wanted)))
    result = REACH_FILE_EQUAL;
  strbuf_release (&field);
  strbuf_release (&wanted);
  return result;
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
    size_t length = strcspn (line, "\n"), ends[FIELDS];
    if (split (line, length, ends)
        && !(ends[FIELD_VARIANT] == field.length && strncmp (line, strbuf_text (&field), field.length) == 0)) {
      lines = memory_grow (lines, count + 1, sizeof *lines);
      strbuf_add (&one, line, length);
      lines[count++] = strbuf_detach (&one);
    }
    line += length;
    line += *line == '\n';
  }
  if (list->count) {
    lines = memory_grow (lines, count + 1, sizeof *lines);
    add_sum (&one, strbuf_text (&field), list);
    lines[count++] = strbuf_detach (&one);
  }
  for (size_t i = 0; i < list->count || i == 0; i++) {
    const struct reached *r = &list->list[i];
    lines = memory_grow (lines, count + 1, sizeof *lines);
    if (list->count == 0)
      strbuf_addf (&one, "%s\t-\t-\t-", strbuf_text (&field));
    else
      strbuf_addf (&one, "%s\t%s\t%s\t%s", strbuf_text (&field), r->key, r->kind,
                   digest_known (&r->digest) ? digest_to_hex (&r->digest, hex) : "-");
    lines[count++] = strbuf_detach (&one);
  }
  qsort (lines, count, sizeof *lines, text_compare_listed);
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
  const struct reach_remembered *seen = m->seen;
  size_t low = 0, high = m->count;
  bool other = false;

  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (seen[middle].key, r->key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low; i < m->count && strcmp (seen[i].key, r->key) == 0; i++) {
    const struct reach_remembered *then = &seen[i];
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
  if (low < m->count && strcmp (seen[low].key, r->key) == 0)
    return REACH_UNCERTAIN;
  /* A static function is known by its file: the same text in another one is the same function, moved.  */
  if (is_static_key (r->key) && digest_known (&r->digest))
    for (size_t i = 0; i < m->count; i++)
      if (is_static_key (seen[i].key) && strcmp (strrchr (seen[i].key, ':'), strrchr (r->key, ':')) == 0
          && strcmp (seen[i].kind, r->kind) == 0 && digest_equal (&seen[i].digest, &r->digest))
        return REACH_SAME;
  /* What no record knows, now or then, is `unrecorded`'s to tell.  */
  return strcmp (r->kind, "-") == 0 ? REACH_SAME : REACH_NEW;
}
