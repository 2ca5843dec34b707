/* Documents: files, faults, places of values, duplicate keys.  */
#include "json_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Faults.  */

void
json_vfault_at (struct strbuf *err, const char *path, struct json_place place, const char *format, va_list args)
{
  struct strbuf message = STRBUF_INIT;
  strbuf_vaddf (&message, format, args);
  if (err->length != 0)
    strbuf_add_char (err, '\n');
  strbuf_add_shown (err, path);
  if (place.line != 0)
    strbuf_addf (err, ":%u:%u", place.line, place.column);
  strbuf_add_text (err, ": ");
  /* Names in the message come from the file: nothing of theirs may break the line.  */
  for (const char *c = strbuf_text (&message); *c != '\0'; c++) {
    char one[2] = { *c, '\0' };
    if (*c == QUOTE_OPEN[0] || *c == QUOTE_CLOSE[0])
      strbuf_add_char (err, *c);
    else
      strbuf_add_shown (err, one);
  }
  strbuf_release (&message);
}

void
json_fault_at (struct strbuf *err, const char *path, struct json_place place, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  json_vfault_at (err, path, place, format, args);
  va_end (args);
}

/* ---- Places.  */

static int
compare_items (const void *a, const void *b)
{
  uintptr_t x = (uintptr_t) ((const struct item_index *) a)->item,
            y = (uintptr_t) ((const struct item_index *) b)->item;
  return x < y ? -1 : x > y;
}

static bool
number_items (struct json_places *p, const cJSON *item, size_t *next)
{
  for (; item != NULL; item = item->next) {
    if (*next >= p->count)
      return false;
    p->by_item[*next].item = item;
    p->by_item[*next].index = *next;
    ++*next;
    if (item->child != NULL && !number_items (p, item->child, next))
      return false;
  }
  return true;
}

static const struct value_places *
find_places (const struct json_document *d, const cJSON *item)
{
  struct json_places *p = d->places;
  if (p->by_item == NULL) {
    size_t next = 0;
    p->by_item = memory_get (p->count * sizeof *p->by_item);
    number_items (p, d->root, &next);
    bool ascending = true; /* which memory often is that was taken in order */
    for (size_t i = 1; i < p->count && ascending; i++)
      ascending = compare_items (&p->by_item[i - 1], &p->by_item[i]) < 0;
    if (!ascending)
      qsort (p->by_item, p->count, sizeof *p->by_item, compare_items);
  }
  struct item_index wanted = { item, 0 };
  const struct item_index *found = bsearch (&wanted, p->by_item, p->count, sizeof *p->by_item, compare_items);
  return found != NULL ? &p->list[found->index] : NULL;
}

struct json_place
json_place (const struct json_document *d, const cJSON *item)
{
  static const struct json_place nowhere;
  const struct value_places *p = find_places (d, item);
  return p != NULL ? p->value : nowhere;
}

struct json_place
json_key_place (const struct json_document *d, const cJSON *item)
{
  static const struct json_place nowhere;
  const struct value_places *p = find_places (d, item);
  return p != NULL ? p->key : nowhere;
}

void
json_fault (struct json_document *d, const cJSON *item, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  json_vfault_at (d->err, d->path, json_place (d, item), format, args);
  va_end (args);
  d->faulty = true;
}

void
json_key_fault (struct json_document *d, const cJSON *item, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  json_vfault_at (d->err, d->path, json_key_place (d, item), format, args);
  va_end (args);
  d->faulty = true;
}

/* ---- Duplicate keys: compared as decoded, "a" and "\u0061" are one.  */

static int
compare_keys (const void *a, const void *b)
{
  return strcmp ((*(const cJSON *const *) a)->string, (*(const cJSON *const *) b)->string);
}

static void
find_duplicates (struct json_document *d, const cJSON *item)
{
  size_t count = 0;
  bool ascending = true; /* as our own files are: nothing to sort, nothing twice */
  for (const cJSON *child = item->child; child != NULL; child = child->next, count++) {
    if (child->child != NULL)
      find_duplicates (d, child);
    if (ascending && child->next != NULL && child->string != NULL)
      ascending = strcmp (child->string, child->next->string) < 0;
  }
  if (!cJSON_IsObject (item) || ascending)
    return;
  const cJSON **keys = memory_get (count * sizeof *keys);
  size_t i = 0;
  for (const cJSON *child = item->child; child != NULL; child = child->next)
    keys[i++] = child;
  qsort (keys, count, sizeof *keys, compare_keys);
  for (i = 1; i < count; i++) {
    if (strcmp (keys[i - 1]->string, keys[i]->string) != 0)
      continue;
    /* qsort is not stable: name the earlier of the two as the first.  */
    struct json_place a = json_key_place (d, keys[i - 1]), b = json_key_place (d, keys[i]);
    bool in_order = a.line < b.line || (a.line == b.line && a.column < b.column);
    json_key_fault (d, in_order ? keys[i] : keys[i - 1],
                    "duplicate key " QUOTE_OPEN "%s" QUOTE_CLOSE ", already at line %u; remove one of the two",
                    keys[i]->string, in_order ? a.line : b.line);
  }
  free (keys);
}

/* ---- Documents.  */

struct json_document *
json_scan (const char *path, const char *text, size_t size, const char *conflict_remedy, struct strbuf *err)
{
  struct json_document *d = memory_get (sizeof *d);
  d->path = memory_copy_text (path);
  d->err = err;
  d->places = memory_get (sizeof *d->places);
  char *copy = memory_get (size + 1);
  if (size != 0)
    memcpy (copy, text, size);
  bool fine = json_scan_text (d->path, copy, size, conflict_remedy, d->places, err);
  if (fine) {
    d->root = cJSON_ParseWithLength (copy, size + 1);
    if (d->root == NULL) {
      fine = false;
      json_fault_at (err, d->path, (struct json_place){ 1, 1 }, "cannot be parsed: not enough memory");
    }
  }
  free (copy);
  if (fine) {
    find_duplicates (d, d->root);
    fine = !d->faulty;
  }
  if (fine)
    return d;
  json_document_free (d);
  return NULL;
}

void
json_document_free (struct json_document *d)
{
  if (d == NULL)
    return;
  cJSON_Delete (d->root);
  free (d->places->list);
  free (d->places->by_item);
  free (d->places);
  free (d->path);
  free (d);
}

/* ---- Files.  */

static bool fail_file (struct strbuf *err, const char *path, const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));

static bool
fail_file (struct strbuf *err, const char *path, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  json_vfault_at (err, path, (struct json_place){ 0, 0 }, format, args);
  va_end (args);
  return false;
}

bool
json_load (const char *path, struct strbuf *text, struct strbuf *err)
{
  /* O_NONBLOCK: opening a FIFO that nobody writes would wait for ever.  */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return fail_file (err, path, "cannot be opened: %s%s", strerror (errno),
                      errno == EACCES ? "; give read permission" : "");
  struct stat status;
  if (fstat (fd, &status) != 0) {
    int why = errno;
    close (fd);
    return fail_file (err, path, "cannot be examined: %s", strerror (why));
  }
  if (!S_ISREG (status.st_mode)) {
    close (fd);
    return fail_file (err, path, "is %s, not a regular file; put a file there",
                      S_ISDIR (status.st_mode)    ? "a folder"
                      : S_ISFIFO (status.st_mode) ? "a FIFO"
                                                  : "a device");
  }
  size_t before = text->length;
  char buffer[16384];
  for (;;) {
    ssize_t got = read (fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      int why = errno;
      close (fd);
      return fail_file (err, path, "cannot be read: %s", strerror (why));
    }
    if (got == 0)
      break;
    strbuf_add (text, buffer, (size_t) got);
    if (text->length - before > JSON_LARGEST) {
      close (fd);
      return fail_file (err, path, "is larger than %zu MiB; no file of loadbearing is: restore it",
                        JSON_LARGEST / 1024 / 1024);
    }
  }
  close (fd);
  return true;
}
