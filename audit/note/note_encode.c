/* From facts to the note's payload.  docs/note-format.md is the specification.

   What keeps it small: each string is written once, in a sorted table in which
   an entry leaves out what it shares with the one before; calls, being sorted,
   are small differences between indices of that table; load-bearing functions
   of a unit rest largely on the same things, which are written once.  */
#include "note.h"

#include <stdlib.h>
#include <string.h>

#include "note_write.h"
#include "text.h"

static void
collect_unit (struct note_writer *e, const struct unit_facts *u)
{
  note_collect (e, note_present (u->source));
  note_collect (e, note_present (u->compiler));
  note_collect (e, note_present (u->language));
  note_collect (e, note_present (u->variant));
  note_collect (e, note_present (u->options));
  note_collect (e, u->tree_class);
  note_collect (e, u->behaviour_class);
}

static size_t
common_prefix (const char *a, const char *b)
{
  size_t length = 0;
  while (a[length] && a[length] == b[length])
    length++;
  return length;
}

static size_t
number_size (size_t number)
{
  size_t size = 1;
  while (number >= 0x80) {
    number >>= 7;
    size++;
  }
  return size;
}

static void
put_strings (struct strbuf *out, const struct note_writer *e)
{
  const char *previous = "";
  size_t expanded = 0, written = 0;

  note_put_number (out, (uint32_t) e->strings.count);
  for (size_t i = 0; i < e->strings.count; i++) {
    const char *text = e->strings.items[i];
    size_t length = strlen (text), shared = common_prefix (previous, text);
    expanded += length + 1;
    size_t size = number_size (shared) + number_size (length - shared) + length - shared;
    if (expanded > STRINGS_EXPANSION * (written + size)) {
      shared = 0;
      size = 1 + number_size (length) + length;
    }
    note_put_number (out, (uint32_t) shared);
    note_put_number (out, (uint32_t) (length - shared));
    strbuf_add (out, text + shared, length - shared);
    written += size;
    previous = text;
  }
}

static void
put_unit (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u)
{
  note_put_text (out, e, u->source);
  note_put_text (out, e, u->compiler);
  note_put_text (out, e, u->language);
  note_put_text (out, e, u->variant);
  note_put_text (out, e, u->options);
  note_put_optional (out, e, u->tree_class);
  note_put_number (out, u->scheme);
  note_put_number (out, u->input);
  note_put_number (out, u->role);
  note_put_number (out, u->track);
  note_put_number (out, u->gate);
  note_put_number (out, note_length_class (&u->policy));
  note_put_digest (out, &u->policy);
  note_put_number (out, (uint32_t) u->functions_count);
  note_put_optional (out, e, u->behaviour_class);
}

static uint32_t
hash_string (const void *text)
{
  return distinct_hash (DISTINCT_SEED, text, strlen (text));
}

static int
compare_shared (const void *a, const void *b)
{
  const struct dependency *left = *(const struct dependency *const *) a;
  const struct dependency *right = *(const struct dependency *const *) b;
  int order = dependency_compare_label (left, right);
  if (!order && left->kind != right->kind)
    order = left->kind < right->kind ? -1 : 1;
  if (!order && left->digest.length != right->digest.length)
    order = left->digest.length < right->digest.length ? -1 : 1;
  if (!order)
    order = memcmp (left->digest.bytes, right->digest.bytes, left->digest.length);
  if (!order && left->behaves != right->behaves)
    order = left->behaves ? 1 : -1;
  return order ? order : memcmp (left->behaviour, right->behaviour, sizeof left->behaviour);
}

static uint32_t
hash_shared (const void *item)
{
  const struct dependency *d = item;
  uint32_t hash = distinct_hash (DISTINCT_SEED, d->name, d->name ? strlen (d->name) : 0);
  hash = distinct_hash (hash, &d->kind, sizeof d->kind);
  hash = distinct_hash (hash, d->digest.bytes, d->digest.length);
  return distinct_hash (hash, d->behaviour, sizeof d->behaviour);
}

void
note_encode (const struct unit_facts *u, struct strbuf *out)
{
  static const uint8_t no_id[DIGEST_HALF];
  struct note_writer e = { .strings = { .hash = hash_string, .compare = text_compare_listed },
                           .shared = { .hash = hash_shared, .compare = compare_shared } };
  struct strbuf body = STRBUF_INIT;

  collect_unit (&e, u);
  note_collect_functions (&e, u);
  note_collect_tests (&e, u);
  note_collect_objects (&e, u);
  distinct_sort (&e.strings);

  strbuf_add_char (out, NOTE_VERSION);
  strbuf_add (out, u->id.length == DIGEST_HALF ? u->id.bytes : no_id, DIGEST_HALF);
  put_strings (&body, &e);
  note_put_record (out, RECORD_STRINGS, &body);
  put_unit (&body, &e, u);
  note_put_record (out, RECORD_UNIT, &body);
  note_write_dependencies (out, &e);
  note_write_tests (out, &e, u);
  note_write_objects (out, &e, u);
  /* The functions last: the unit counts them, so that a payload that ends too soon is noticed.  */
  note_write_functions (out, &e, u);

  strbuf_release (&body);
  distinct_release (&e.strings);
  distinct_release (&e.shared);
}
