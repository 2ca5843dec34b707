/* Into the note: functions, and what they rest on.  */
#include "note_write.h"

#include <string.h>

void
note_collect_functions (struct note_writer *e, const struct unit_facts *u)
{
  for (size_t i = 0; i < u->functions_count; i++) {
    const struct function_facts *f = &u->functions[i];
    note_collect (e, f->name);
    note_collect (e, f->shown);
    if (!note_is_main_file (u, f->file))
      note_collect (e, note_present (f->file));
    note_collect (e, f->domain);
    note_collect (e, f->reason);
    note_collect (e, f->unknown);
    note_collect_list (e, f->calls, f->calls_count);
    for (size_t d = 0; d < f->depends_count; d++) {
      note_collect (e, f->depends[d].name);
      note_collect (e, f->depends[d].via);
      distinct_add (&e->shared, &f->depends[d]);
    }
  }
  distinct_sort (&e->shared);
}

static void
put_dependencies (struct strbuf *out, const struct note_writer *e)
{
  note_put_number (out, (uint32_t) e->shared.count);
  for (size_t i = 0; i < e->shared.count; i++) {
    const struct dependency *d = e->shared.items[i];
    strbuf_add_char (out, (char) (d->kind | note_length_class (&d->digest) << DEPENDENCY_LENGTH_SHIFT));
    note_put_text (out, e, d->name);
    note_put_digest (out, &d->digest);
  }

  /* What the functions among them do, of a later edition.  */
  uint32_t behaving = 0, previous = 0;
  for (size_t i = 0; i < e->shared.count; i++) {
    const struct dependency *d = e->shared.items[i];
    behaving += d->behaves;
  }
  if (!behaving)
    return;
  note_put_number (out, behaving);
  for (uint32_t i = 0; i < e->shared.count; i++) {
    const struct dependency *d = e->shared.items[i];
    if (!d->behaves)
      continue;
    note_put_number (out, i - previous);
    strbuf_add (out, d->behaviour, DIGEST_SHORT);
    previous = i;
  }
}

static uint32_t
aspect_lengths (const struct function_facts *f)
{
  uint32_t lengths = 0;
  for (int i = 0; i < ASPECT_COUNT; i++)
    lengths |= note_length_class (&f->aspects[i]) << 2 * i;
  return lengths;
}

/* One bit for each dependency, the first in the lowest bit of the first byte: whether it is contained as BIT says.  */
static void
put_contained (struct strbuf *out, const struct function_facts *f, enum containment bit)
{
  for (size_t i = 0; i < f->depends_count; i += 8) {
    unsigned bits = 0;
    for (size_t n = i; n < i + 8 && n < f->depends_count; n++)
      bits |= (f->depends[n].contained & bit ? 1u : 0u) << (n - i);
    strbuf_add_char (out, (char) bits);
  }
}

static bool
contains_any (const struct function_facts *f)
{
  for (size_t i = 0; i < f->depends_count; i++)
    if (f->depends[i].contained)
      return true;
  return false;
}

static void
put_depends (struct strbuf *out, const struct note_writer *e, const struct function_facts *f)
{
  uint32_t previous = 0;
  note_put_number (out, (uint32_t) f->depends_count);
  for (size_t i = 0; i < f->depends_count; i++) {
    const struct dependency *d = &f->depends[i];
    uint32_t at = (uint32_t) distinct_find (&e->shared, d);
    /* One label with two digests may go back: hence the sign, in the lowest bit.  */
    note_put_number (out, at >= previous ? (at - previous) << 1 : (previous - at) << 1 | 1);
    previous = at;
    note_put_optional (out, e, d->via);
  }
  if (f->flags & FUNCTION_MARKED && contains_any (f)) {
    put_contained (out, f, CONTAINED_OWN);
    put_contained (out, f, CONTAINED_BELOW);
  }
}

/* *NAME is the index of the preceding function's name, to be brought forward.  */
static void
put_function (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u,
              const struct function_facts *f, uint32_t *name)
{
  const uint32_t ordinary = 2u << 2 * ASPECT_SOURCE; /* DIGEST_HALF of source */
  uint32_t lengths = aspect_lengths (f);
  uint32_t head = f->flags & HEAD_FLAGS;
  head |= note_is_main_file (u, f->file) ? 0 : HEAD_FILE;
  head |= f->shown ? HEAD_SHOWN : 0;
  head |= lengths == ordinary ? 0 : HEAD_ASPECTS;
  head |= f->domain || f->reason || f->origin ? HEAD_MARK : 0;
  head |= f->unknown ? HEAD_UNKNOWN : 0;
  head |= f->track == TRACK_PROTOTYPE ? HEAD_PROTOTYPE : 0;
  head |= f->depends_count ? HEAD_DEPENDS : 0;
  note_put_number (out, head);

  note_put_next_text (out, e, f->name, name);
  if (head & HEAD_FILE)
    note_put_text (out, e, f->file);
  if (head & HEAD_SHOWN)
    note_put_text (out, e, f->shown);
  note_put_number (out, f->line);
  note_put_number (out, f->column);
  if (head & HEAD_ASPECTS)
    note_put_number (out, lengths);
  for (int i = 0; i < ASPECT_COUNT; i++)
    note_put_digest (out, &f->aspects[i]);
  if (head & HEAD_MARK) {
    note_put_number (out, f->origin);
    note_put_optional (out, e, f->domain);
    note_put_optional (out, e, f->reason);
  }
  if (head & HEAD_UNKNOWN)
    note_put_text (out, e, f->unknown);

  note_put_sorted (out, e, f->calls, f->calls_count);
  if (head & HEAD_DEPENDS)
    put_depends (out, e, f);
}

/* The forms that were kept, each behind the number of its function among the load-bearing ones.  */
static void
put_forms (struct strbuf *out, const struct unit_facts *u)
{
  struct strbuf body = STRBUF_INIT;
  uint32_t number = 0;
  for (size_t i = 0; i < u->functions_count; i++)
    if (u->functions[i].flags & FUNCTION_MARKED) {
      if (u->functions[i].form) {
        note_put_number (&body, number);
        strbuf_add_text (&body, u->functions[i].form);
        note_put_record (out, RECORD_FORM, &body);
      }
      number++;
    }
  strbuf_release (&body);
}

/* Through which parameters they store, and how many branches they have, each in the order of the load-bearing functions; nothing if none is known.  */
static void
put_stores (struct strbuf *out, const struct unit_facts *u)
{
  struct strbuf body = STRBUF_INIT;
  bool known = false;
  for (size_t i = 0; i < u->functions_count; i++)
    if (u->functions[i].flags & FUNCTION_MARKED) {
      note_put_number (&body, u->functions[i].stores);
      known = known || u->functions[i].stores || u->functions[i].branches;
    }
  for (size_t i = 0; i < u->functions_count; i++)
    if (u->functions[i].flags & FUNCTION_MARKED)
      note_put_number (&body, u->functions[i].branches);
  if (known)
    note_put_record (out, RECORD_STORES, &body);
  strbuf_release (&body);
}

/* The witnesses of layout, in the order of the functions' records; nothing if none is known.  */
static void
put_layouts (struct strbuf *out, const struct unit_facts *u)
{
  struct strbuf body = STRBUF_INIT;
  bool known = false;
  for (unsigned marked = 0; marked <= 1; marked++)
    for (size_t i = 0; i < u->functions_count; i++) {
      const struct function_facts *f = &u->functions[i];
      if (((f->flags & FUNCTION_MARKED) != 0) != marked)
        continue;
      known = known || f->layout;
      for (unsigned byte = 0; byte < LAYOUT_SIZE; byte++)
        strbuf_add_char (&body, (char) (f->layout >> 8 * byte & 0xff));
    }
  if (known)
    note_put_record (out, RECORD_LAYOUT, &body);
  strbuf_release (&body);
}

void
note_write_dependencies (struct strbuf *out, const struct note_writer *e)
{
  struct strbuf body = STRBUF_INIT;
  if (e->shared.count) {
    put_dependencies (&body, e);
    note_put_record (out, RECORD_DEPENDENCIES, &body);
  }
  strbuf_release (&body);
}

void
note_write_functions (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u)
{
  struct strbuf body = STRBUF_INIT;
  uint32_t name = 0;
  for (size_t i = 0; i < u->functions_count; i++)
    if (!(u->functions[i].flags & FUNCTION_MARKED))
      put_function (&body, e, u, &u->functions[i], &name);
  if (body.length)
    note_put_record (out, RECORD_FUNCTIONS, &body);
  for (size_t i = 0; i < u->functions_count; i++)
    if (u->functions[i].flags & FUNCTION_MARKED) {
      name = 0;
      put_function (&body, e, u, &u->functions[i], &name);
      note_put_record (out, RECORD_LOAD_BEARING, &body);
    }
  strbuf_release (&body);
  if (u->with_forms)
    put_forms (out, u);
  put_layouts (out, u);
  put_stores (out, u);
}
