/* From facts to the note's payload.  docs/note-format.md is the specification.

   What keeps it small: each string is written once, in a sorted table in which
   an entry leaves out what it shares with the one before; calls, being sorted,
   are small differences between indices of that table; load-bearing functions
   of a unit rest largely on the same things, which are written once.  */
#include "note.h"

#include <stdlib.h>
#include <string.h>

#include "distinct.h"
#include "note_format.h"
#include "text.h"

struct encoder {
  struct distinct strings;
  struct distinct shared; /* dependencies, by label, then digest */
};

static void
put_number (struct strbuf *out, uint32_t number)
{
  while (number >= 0x80) {
    strbuf_add_char (out, (char) (number | 0x80));
    number >>= 7;
  }
  strbuf_add_char (out, (char) number);
}

static unsigned
length_class (const struct digest *d)
{
  static const uint8_t lengths[] = LENGTH_CLASSES;
  unsigned class = 3;
  while (lengths[class] > d->length)
    class --;
  return class;
}

static void
put_digest (struct strbuf *out, const struct digest *d)
{
  static const uint8_t lengths[] = LENGTH_CLASSES;
  strbuf_add (out, d->bytes, lengths[length_class (d)]);
}

/* The string table.  */

static void
collect (struct encoder *e, const char *text)
{
  if (text)
    distinct_add (&e->strings, text);
}

/* What ought to be there: "" where a caller left it out.  */
static const char *
present (const char *text)
{
  return text ? text : "";
}

static bool
same_file (const struct unit_facts *u, const struct function_facts *f)
{
  return strcmp (present (f->file), present (u->source)) == 0;
}

static uint32_t
hash_string (const void *text)
{
  return distinct_hash (DISTINCT_SEED, text, strlen (text));
}

static void
collect_strings (struct encoder *e, const struct unit_facts *u)
{
  collect (e, present (u->source));
  collect (e, present (u->compiler));
  collect (e, present (u->language));
  collect (e, present (u->variant));
  collect (e, present (u->options));
  collect (e, u->tree_class);
  collect (e, u->behaviour_class);
  for (size_t i = 0; i < u->functions_count; i++) {
    const struct function_facts *f = &u->functions[i];
    collect (e, f->name);
    collect (e, f->shown);
    if (!same_file (u, f))
      collect (e, present (f->file));
    collect (e, f->domain);
    collect (e, f->reason);
    collect (e, f->unknown);
    for (size_t c = 0; c < f->calls_count; c++)
      collect (e, f->calls[c]);
    for (size_t d = 0; d < f->depends_count; d++) {
      collect (e, f->depends[d].name);
      collect (e, f->depends[d].via);
    }
  }

  for (size_t i = 0; i < u->references_count; i++) {
    const struct reference_facts *r = &u->references[i];
    collect (e, r->test);
    collect (e, r->callee);
    collect (e, present (r->file));
    collect (e, present (r->reason));
    for (size_t o = 0; o < r->outputs_count; o++) {
      collect (e, r->outputs[o].name);
      collect (e, r->outputs[o].accepts);
    }
  }

  for (size_t i = 0; i < u->tests_count; i++) {
    const struct test_facts *t = &u->tests[i];
    collect (e, t->name);
    collect (e, present (t->file));
    for (size_t k = 0; k < t->through_count; k++)
      collect (e, t->through[k]);
    for (size_t k = 0; k < t->claims_count; k++) {
      collect (e, t->claims[k].function);
      collect (e, t->claims[k].written);
    }
    for (size_t k = 0; k < t->gaps_count; k++) {
      collect (e, present (t->gaps[k].file));
      collect (e, t->gaps[k].reason);
    }
  }
  for (size_t i = 0; i < u->addresses_count; i++)
    collect (e, u->addresses[i]);
  for (size_t i = 0; i < u->pointed_count; i++) {
    collect (e, u->pointed[i].type);
    collect (e, u->pointed[i].name);
  }

  for (size_t i = 0; i < u->objects_count; i++) {
    const struct object_facts *o = &u->objects[i];
    collect (e, o->name);
    if (strcmp (present (o->file), present (u->source)) != 0)
      collect (e, present (o->file));
    for (size_t k = 0; k < o->objects_count; k++)
      collect (e, o->objects[k]);
    for (size_t k = 0; k < o->functions_count; k++)
      collect (e, o->functions[k]);
  }
  for (size_t i = 0; i < u->outside_count; i++) {
    collect (e, u->outside[i].name);
    collect (e, u->outside[i].linkage);
  }

  for (size_t i = 0; i < u->reads_count; i++) {
    collect (e, u->reads[i].function);
    for (size_t k = 0; k < u->reads[i].objects_count; k++)
      collect (e, u->reads[i].objects[k]);
    for (size_t k = 0; k < u->reads[i].functions_count; k++)
      collect (e, u->reads[i].functions[k]);
  }

  distinct_sort (&e->strings);
}

static uint32_t
string_index (const struct encoder *e, const char *text)
{
  return (uint32_t) distinct_find (&e->strings, text);
}

static void
put_text (struct strbuf *out, const struct encoder *e, const char *text)
{
  put_number (out, string_index (e, present (text)));
}

/* An index where there may be no string: 0 for none.  */
static void
put_optional (struct strbuf *out, const struct encoder *e, const char *text)
{
  put_number (out, text ? string_index (e, text) + 1 : 0);
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
put_strings (struct strbuf *out, const struct encoder *e)
{
  const char *previous = "";
  size_t expanded = 0, written = 0;

  put_number (out, (uint32_t) e->strings.count);
  for (size_t i = 0; i < e->strings.count; i++) {
    const char *text = e->strings.items[i];
    size_t length = strlen (text), shared = common_prefix (previous, text);
    expanded += length + 1;
    size_t size = number_size (shared) + number_size (length - shared) + length - shared;
    if (expanded > STRINGS_EXPANSION * (written + size)) {
      shared = 0;
      size = 1 + number_size (length) + length;
    }
    put_number (out, (uint32_t) shared);
    put_number (out, (uint32_t) (length - shared));
    strbuf_add (out, text + shared, length - shared);
    written += size;
    previous = text;
  }
}

/* The table of dependencies.  */

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

static void
collect_dependencies (struct encoder *e, const struct unit_facts *u)
{
  for (size_t i = 0; i < u->functions_count; i++)
    for (size_t d = 0; d < u->functions[i].depends_count; d++)
      distinct_add (&e->shared, &u->functions[i].depends[d]);
  distinct_sort (&e->shared);
}

static void
put_dependencies (struct strbuf *out, const struct encoder *e)
{
  put_number (out, (uint32_t) e->shared.count);
  for (size_t i = 0; i < e->shared.count; i++) {
    const struct dependency *d = e->shared.items[i];
    strbuf_add_char (out, (char) (d->kind | length_class (&d->digest) << DEPENDENCY_LENGTH_SHIFT));
    put_number (out, string_index (e, d->name));
    put_digest (out, &d->digest);
  }

  /* What the functions among them do, of a later edition.  */
  uint32_t behaving = 0, previous = 0;
  for (size_t i = 0; i < e->shared.count; i++) {
    const struct dependency *d = e->shared.items[i];
    behaving += d->behaves;
  }
  if (!behaving)
    return;
  put_number (out, behaving);
  for (uint32_t i = 0; i < e->shared.count; i++) {
    const struct dependency *d = e->shared.items[i];
    if (!d->behaves)
      continue;
    put_number (out, i - previous);
    strbuf_add (out, d->behaviour, DIGEST_SHORT);
    previous = i;
  }
}

/* Units and functions.  */

static void
put_unit (struct strbuf *out, const struct encoder *e, const struct unit_facts *u)
{
  put_text (out, e, u->source);
  put_text (out, e, u->compiler);
  put_text (out, e, u->language);
  put_text (out, e, u->variant);
  put_text (out, e, u->options);
  put_optional (out, e, u->tree_class);
  put_number (out, u->scheme);
  put_number (out, u->input);
  put_number (out, u->role);
  put_number (out, u->track);
  put_number (out, u->gate);
  put_number (out, length_class (&u->policy));
  put_digest (out, &u->policy);
  put_number (out, (uint32_t) u->functions_count);
  put_optional (out, e, u->behaviour_class);
}

static uint32_t
aspect_lengths (const struct function_facts *f)
{
  uint32_t lengths = 0;
  for (int i = 0; i < ASPECT_COUNT; i++)
    lengths |= length_class (&f->aspects[i]) << 2 * i;
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

/* *NAME is the index of the preceding function's name, to be brought forward.  */
static void
put_function (struct strbuf *out, const struct encoder *e, const struct unit_facts *u, const struct function_facts *f,
              uint32_t *name)
{
  const uint32_t ordinary = 2u << 2 * ASPECT_SOURCE; /* DIGEST_HALF of source */
  uint32_t lengths = aspect_lengths (f);
  uint32_t head = f->flags & HEAD_FLAGS;
  head |= same_file (u, f) ? 0 : HEAD_FILE;
  head |= f->shown ? HEAD_SHOWN : 0;
  head |= lengths == ordinary ? 0 : HEAD_ASPECTS;
  head |= f->domain || f->reason || f->origin ? HEAD_MARK : 0;
  head |= f->unknown ? HEAD_UNKNOWN : 0;
  head |= f->track == TRACK_PROTOTYPE ? HEAD_PROTOTYPE : 0;
  head |= f->depends_count ? HEAD_DEPENDS : 0;
  put_number (out, head);

  uint32_t index = string_index (e, f->name);
  put_number (out, index - *name);
  *name = index;
  if (head & HEAD_FILE)
    put_text (out, e, f->file);
  if (head & HEAD_SHOWN)
    put_number (out, string_index (e, f->shown));
  put_number (out, f->line);
  put_number (out, f->column);
  if (head & HEAD_ASPECTS)
    put_number (out, lengths);
  for (int i = 0; i < ASPECT_COUNT; i++)
    put_digest (out, &f->aspects[i]);
  if (head & HEAD_MARK) {
    put_number (out, f->origin);
    put_optional (out, e, f->domain);
    put_optional (out, e, f->reason);
  }
  if (head & HEAD_UNKNOWN)
    put_number (out, string_index (e, f->unknown));

  put_number (out, (uint32_t) f->calls_count);
  uint32_t previous = 0;
  for (size_t i = 0; i < f->calls_count; i++) {
    uint32_t call = string_index (e, f->calls[i]);
    put_number (out, call - previous);
    previous = call;
  }
  if (!(head & HEAD_DEPENDS))
    return;
  put_number (out, (uint32_t) f->depends_count);
  previous = 0;
  for (size_t i = 0; i < f->depends_count; i++) {
    const struct dependency *d = &f->depends[i];
    uint32_t at = (uint32_t) distinct_find (&e->shared, d);
    /* One label with two digests may go back: hence the sign, in the lowest bit.  */
    put_number (out, at >= previous ? (at - previous) << 1 : (previous - at) << 1 | 1);
    previous = at;
    put_optional (out, e, d->via);
  }
  if (f->flags & FUNCTION_MARKED && contains_any (f)) {
    put_contained (out, f, CONTAINED_OWN);
    put_contained (out, f, CONTAINED_BELOW);
  }
}

static void
put_reference (struct strbuf *out, const struct encoder *e, const struct reference_facts *r)
{
  put_text (out, e, r->test);
  put_text (out, e, r->callee);
  put_text (out, e, r->file);
  put_number (out, r->line);
  put_number (out, r->column);
  put_number (out, r->grade);
  put_number (out, r->registered);
  put_text (out, e, r->reason);
  put_number (out, (uint32_t) r->outputs_count);
  for (size_t i = 0; i < r->outputs_count; i++) {
    put_text (out, e, r->outputs[i].name);
    put_text (out, e, r->outputs[i].accepts);
  }
}

static void
put_test (struct strbuf *out, const struct encoder *e, const struct test_facts *t)
{
  put_text (out, e, t->name);
  put_text (out, e, t->file);
  put_number (out, t->line);
  put_number (out, t->column);
  put_number (out, t->flags);
  put_number (out, (uint32_t) t->through_count);
  for (size_t i = 0; i < t->through_count; i++)
    put_text (out, e, t->through[i]);
  put_number (out, (uint32_t) t->claims_count);
  for (size_t i = 0; i < t->claims_count; i++) {
    put_text (out, e, t->claims[i].function);
    put_optional (out, e, t->claims[i].written);
    put_number (out, t->claims[i].declared);
  }
  put_number (out, (uint32_t) t->gaps_count);
  for (size_t i = 0; i < t->gaps_count; i++) {
    put_text (out, e, t->gaps[i].file);
    put_number (out, t->gaps[i].line);
    put_number (out, t->gaps[i].column);
    put_text (out, e, t->gaps[i].reason);
  }
}

/* How many, and each as what its index is more than the one before: the list is sorted.  */
static void
put_sorted (struct strbuf *out, const struct encoder *e, char *const *list, size_t count)
{
  uint32_t previous = 0;
  put_number (out, (uint32_t) count);
  for (size_t i = 0; i < count; i++) {
    uint32_t index = string_index (e, list[i]);
    put_number (out, index - previous);
    previous = index;
  }
}

static void
put_objects (struct strbuf *out, const struct encoder *e, const struct unit_facts *u)
{
  uint32_t previous = 0;
  put_number (out, (uint32_t) u->objects_count);
  for (size_t i = 0; i < u->objects_count; i++) {
    const struct object_facts *o = &u->objects[i];
    uint32_t index = string_index (e, o->name);
    bool here = strcmp (present (o->file), present (u->source)) == 0;
    put_number (out, index - previous);
    previous = index;
    put_number (out, o->flags | (here ? 0 : OBJECT_FILE));
    if (!here)
      put_text (out, e, o->file);
    put_number (out, o->line);
    strbuf_add (out, o->digest.bytes, DIGEST_HALF);
    put_sorted (out, e, o->objects, o->objects_count);
    put_sorted (out, e, o->functions, o->functions_count);
  }
  put_number (out, (uint32_t) u->outside_count);
  for (size_t i = 0; i < u->outside_count; i++) {
    put_text (out, e, u->outside[i].name);
    put_text (out, e, u->outside[i].linkage);
  }
  previous = 0;
  put_number (out, (uint32_t) u->reads_count);
  for (size_t i = 0; i < u->reads_count; i++) {
    uint32_t index = string_index (e, u->reads[i].function);
    put_number (out, index - previous);
    previous = index;
    put_sorted (out, e, u->reads[i].objects, u->reads[i].objects_count);
    put_sorted (out, e, u->reads[i].functions, u->reads[i].functions_count);
  }
}

static void
put_record (struct strbuf *out, enum note_record type, struct strbuf *body)
{
  put_number (out, type);
  put_number (out, (uint32_t) body->length);
  strbuf_add (out, strbuf_text (body), body->length);
  strbuf_clear (body);
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
        put_number (&body, number);
        strbuf_add_text (&body, u->functions[i].form);
        put_record (out, RECORD_FORM, &body);
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
      put_number (&body, u->functions[i].stores);
      known = known || u->functions[i].stores || u->functions[i].branches;
    }
  for (size_t i = 0; i < u->functions_count; i++)
    if (u->functions[i].flags & FUNCTION_MARKED)
      put_number (&body, u->functions[i].branches);
  if (known)
    put_record (out, RECORD_STORES, &body);
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
    put_record (out, RECORD_LAYOUT, &body);
  strbuf_release (&body);
}

void
note_encode (const struct unit_facts *u, struct strbuf *out)
{
  static const uint8_t no_id[DIGEST_HALF];
  struct encoder e = { .strings = { .hash = hash_string, .compare = text_compare_listed },
                       .shared = { .hash = hash_shared, .compare = compare_shared } };
  struct strbuf body = STRBUF_INIT;

  collect_strings (&e, u);
  collect_dependencies (&e, u);

  strbuf_add_char (out, NOTE_VERSION);
  strbuf_add (out, u->id.length == DIGEST_HALF ? u->id.bytes : no_id, DIGEST_HALF);
  put_strings (&body, &e);
  put_record (out, RECORD_STRINGS, &body);
  put_unit (&body, &e, u);
  put_record (out, RECORD_UNIT, &body);

  if (e.shared.count) {
    put_dependencies (&body, &e);
    put_record (out, RECORD_DEPENDENCIES, &body);
  }

  /* The functions last: the unit counts them, so that a payload that ends too soon is noticed.  */
  if (u->references_count) {
    put_number (&body, (uint32_t) u->references_count);
    for (size_t i = 0; i < u->references_count; i++)
      put_reference (&body, &e, &u->references[i]);
    put_record (out, RECORD_REFERENCES, &body);
  }
  if (u->tests_count) {
    put_number (&body, (uint32_t) u->tests_count);
    for (size_t i = 0; i < u->tests_count; i++)
      put_test (&body, &e, &u->tests[i]);
    put_record (out, RECORD_TESTS, &body);
  }
  if (u->addresses_count) {
    put_number (&body, (uint32_t) u->addresses_count);
    for (size_t i = 0; i < u->addresses_count; i++)
      put_text (&body, &e, u->addresses[i]);
    put_record (out, RECORD_ADDRESSES, &body);
  }
  if (u->objects_count || u->outside_count || u->reads_count) {
    put_objects (&body, &e, u);
    put_record (out, RECORD_OBJECTS, &body);
  }
  if (u->pointed_count) {
    put_number (&body, (uint32_t) u->pointed_count);
    for (size_t i = 0; i < u->pointed_count; i++) {
      put_text (&body, &e, u->pointed[i].type);
      put_text (&body, &e, u->pointed[i].name);
    }
    put_record (out, RECORD_POINTED, &body);
  }

  uint32_t name = 0;
  for (size_t i = 0; i < u->functions_count; i++)
    if (!(u->functions[i].flags & FUNCTION_MARKED))
      put_function (&body, &e, u, &u->functions[i], &name);
  if (body.length)
    put_record (out, RECORD_FUNCTIONS, &body);
  for (size_t i = 0; i < u->functions_count; i++)
    if (u->functions[i].flags & FUNCTION_MARKED) {
      name = 0;
      put_function (&body, &e, u, &u->functions[i], &name);
      put_record (out, RECORD_LOAD_BEARING, &body);
    }
  if (u->with_forms)
    put_forms (out, u);
  put_layouts (out, u);
  put_stores (out, u);

  strbuf_release (&body);
  distinct_release (&e.strings);
  distinct_release (&e.shared);
}
