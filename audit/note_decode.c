/* From hostile bytes to facts.  docs/note-format.md is the specification.

   Nothing is believed: a length is compared with what remains before it is
   used, a count with the fewest bytes that its elements take before memory is
   taken for them, an index with the table it points into.  After the first
   fault nothing more is read and the status is checked once.  */
#include "note.h"

#include <stdlib.h>
#include <string.h>

#include "note_format.h"

struct decoder {
  const uint8_t *bytes;
  size_t at, end; /* `end`: of the payload, or of the record being read */
  bool failed;
  struct strbuf *err;
  struct unit_facts *unit;
  struct facts_storage **storage;
  char **strings;
  uint32_t strings_count;
  struct dependency *shared;
  uint32_t shared_count;
  uint32_t functions_expected;
  size_t ordinary; /* so many functions came first, the load-bearing ones after them */
  bool have_strings, have_unit, have_dependencies, have_functions, have_references, have_layouts, have_tests,
      have_stores, have_addresses, have_pointed, have_objects;
};

static void *
take (struct decoder *d, size_t count, size_t size, size_t alignment)
{
  /* No overflow: COUNT was compared with the bytes that remain.  */
  return facts_storage_get (d->storage, count * size, alignment);
}

#define TAKE(d, count, type) ((type *) take (d, count, sizeof (type), _Alignof(type)))

static void __attribute__ ((format (printf, 2, 3))) fail (struct decoder *d, const char *format, ...)
{
  va_list args;
  if (d->failed)
    return;
  d->failed = true;
  va_start (args, format);
  strbuf_vaddf (d->err, format, args);
  va_end (args);
}

static size_t
remaining (const struct decoder *d)
{
  return d->end - d->at;
}

static const uint8_t *
get_bytes (struct decoder *d, size_t size)
{
  if (!d->failed && size > remaining (d))
    fail (d, "truncated record at byte %zu", d->at);
  if (d->failed)
    return NULL;
  d->at += size;
  return d->bytes + d->at - size;
}

static uint32_t
get_long_number (struct decoder *d)
{
  uint32_t number = 0;
  for (unsigned shift = 0; shift <= 28; shift += 7) {
    const uint8_t *byte = get_bytes (d, 1);
    if (!byte)
      return 0;
    if (shift == 28 && *byte > 0x0f)
      break;
    number |= (uint32_t) (*byte & 0x7f) << shift;
    if (!(*byte & 0x80))
      return number;
  }
  fail (d, "number too large at byte %zu", d->at - 1);
  return 0;
}

/* Most numbers are one byte.  */
static inline uint32_t
get_number (struct decoder *d)
{
  if (!d->failed && d->at < d->end && d->bytes[d->at] < 0x80)
    return d->bytes[d->at++];
  return get_long_number (d);
}

/* A number below LIMIT, of which WHAT is the name.  */
static uint32_t
get_limited (struct decoder *d, uint32_t limit, const char *what)
{
  size_t at = d->at;
  uint32_t number = get_number (d);
  if (!d->failed && number >= limit)
    fail (d, "%s %u at byte %zu is out of range", what, number, at);
  return d->failed ? 0 : number;
}

/* How many of something follow; each takes at least LEAST bytes.  */
static uint32_t
get_count (struct decoder *d, size_t least, const char *what)
{
  size_t at = d->at;
  uint32_t count = get_number (d);
  if (!d->failed && count > remaining (d) / least)
    fail (d, "%u %s at byte %zu are more than the record can hold", count, what, at);
  return d->failed ? 0 : count;
}

static char *
string_at (struct decoder *d, uint32_t index, size_t at)
{
  if (!d->failed && index >= d->strings_count)
    fail (d, "string %u at byte %zu is beyond the %u in the table", index, at, d->strings_count);
  return d->failed ? NULL : d->strings[index];
}

static char *
get_string (struct decoder *d)
{
  size_t at = d->at;
  uint32_t index = get_number (d);
  return string_at (d, index, at);
}

static char *
get_optional (struct decoder *d)
{
  size_t at = d->at;
  uint32_t index = get_number (d);
  return index ? string_at (d, index - 1, at) : NULL;
}

/* Index of a string that lies at or after *PREVIOUS, which is brought forward.  */
static char *
get_next_string (struct decoder *d, uint32_t *previous)
{
  size_t at = d->at;
  uint32_t step = get_number (d);
  uint32_t index = step > UINT32_MAX - *previous ? UINT32_MAX : *previous + step;
  *previous = index;
  return string_at (d, index, at);
}

static void
get_digest (struct decoder *d, unsigned length_class, struct digest *digest)
{
  static const uint8_t lengths[] = LENGTH_CLASSES;
  const uint8_t *bytes = get_bytes (d, lengths[length_class]);
  if (!bytes)
    return;
  digest->length = lengths[length_class];
  memcpy (digest->bytes, bytes, digest->length);
}

static bool
once (struct decoder *d, bool *have, const char *what, size_t at)
{
  if (*have)
    fail (d, "second %s record at byte %zu", what, at);
  *have = true;
  return !d->failed;
}

/* Records.  */

static void
get_strings (struct decoder *d)
{
  size_t expanded = 0;
  uint32_t count = get_count (d, 2, "strings");
  d->strings = TAKE (d, count, char *);
  size_t entries = d->at;
  const char *previous = "";
  size_t previous_length = 0;

  for (uint32_t i = 0; i < count && !d->failed; i++) {
    size_t at = d->at;
    size_t shared = get_number (d), rest = get_number (d);
    const uint8_t *bytes = get_bytes (d, rest);
    if (!bytes)
      return;
    if (shared > previous_length) {
      fail (d, "string at byte %zu shares more than there is", at);
      return;
    }
    expanded += shared + rest + 1;
    if (expanded > STRINGS_EXPANSION * (d->at - entries)) {
      fail (d, "strings at byte %zu expand too far", at);
      return;
    }
    if (memchr (bytes, 0, rest)) {
      fail (d, "string at byte %zu holds a zero byte", at);
      return;
    }
    char *text = TAKE (d, shared + rest + 1, char);
    memcpy (text, previous, shared);
    memcpy (text + shared, bytes, rest);
    if (i && strcmp (previous, text) >= 0) {
      fail (d, "string at byte %zu is out of order", at);
      return;
    }
    d->strings[i] = text;
    d->strings_count = i + 1;
    previous = text;
    previous_length = shared + rest;
  }
}

static void
get_unit (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  u->source = get_string (d);
  u->compiler = get_string (d);
  u->language = get_string (d);
  u->variant = get_string (d);
  u->options = get_string (d);
  u->tree_class = get_optional (d);
  u->scheme = get_number (d);
  u->input = (enum input_kind) get_limited (d, INPUT_PREPROCESSED + 1, "kind of input");
  u->role = (enum role) get_limited (d, ROLE_TEST + 1, "role");
  u->track = (enum track) get_limited (d, TRACK_PROTOTYPE + 1, "track");
  u->gate = (enum gate) get_limited (d, GATE_OFF + 1, "gate");
  get_digest (d, get_limited (d, 4, "length of digest"), &u->policy);
  d->functions_expected = get_number (d);
  /* Of a later edition than the rest.  */
  if (!d->failed && remaining (d))
    u->behaviour_class = get_optional (d);
}

/* What the functions among the dependencies do.  */
static void
get_behaviours (struct decoder *d)
{
  uint32_t count = get_count (d, 1 + DIGEST_SHORT, "behaviours"), index = 0;
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    size_t at = d->at;
    uint32_t step = get_number (d);
    const uint8_t *bytes = get_bytes (d, DIGEST_SHORT);
    if (!bytes)
      return;
    if (index >= d->shared_count || step >= d->shared_count - index) {
      fail (d, "behaviour at byte %zu is of a dependency beyond the %u in the table", at, d->shared_count);
      return;
    }
    index += step;
    d->shared[index].behaves = true;
    memcpy (d->shared[index].behaviour, bytes, DIGEST_SHORT);
  }
}

static void
get_dependencies (struct decoder *d)
{
  uint32_t count = get_count (d, 2, "dependencies");
  d->shared = TAKE (d, count, struct dependency);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    struct dependency *shared = &d->shared[i];
    size_t at = d->at;
    const uint8_t *first = get_bytes (d, 1);
    if (!first)
      return;
    unsigned kind = *first & DEPENDENCY_KIND_MASK, length = *first >> DEPENDENCY_LENGTH_SHIFT;
    if (kind >= DEPENDENCY_KIND_COUNT || length > 3) {
      fail (d, "kind of dependency %u at byte %zu is out of range", *first, at);
      return;
    }
    shared->kind = (enum dependency_kind) kind;
    shared->name = get_string (d);
    get_digest (d, length, &shared->digest);
    d->shared_count = i + 1;
  }
  if (!d->failed && remaining (d))
    get_behaviours (d);
}

static void
get_calls (struct decoder *d, struct function_facts *f)
{
  uint32_t count = get_count (d, 1, "calls"), previous = 0;
  f->calls = count ? TAKE (d, count, char *) : NULL;
  for (uint32_t i = 0; i < count && !d->failed; i++)
    f->calls[i] = get_next_string (d, &previous);
  f->calls_count = count;
}

static void
get_depends (struct decoder *d, struct function_facts *f)
{
  uint32_t count = get_count (d, 2, "dependencies");
  int64_t index = 0;
  f->depends = TAKE (d, count, struct dependency);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    size_t at = d->at;
    uint32_t step = get_number (d);
    index += step & 1 ? -(int64_t) (step >> 1) : (int64_t) (step >> 1);
    if (!d->failed && (index < 0 || index >= d->shared_count))
      fail (d, "dependency at byte %zu is beyond the %u in the table", at, d->shared_count);
    if (d->failed)
      return;
    f->depends[i] = d->shared[index];
    f->depends[i].via = get_optional (d);
  }
  f->depends_count = count;
}

/* Which dependencies are contained as BIT says; where that is missing none is taken to be.  */
static void
get_contained (struct decoder *d, struct function_facts *f, enum containment bit)
{
  size_t size = (f->depends_count + 7) / 8;
  const uint8_t *bits = size <= remaining (d) ? get_bytes (d, size) : NULL;
  for (size_t i = 0; bits && i < f->depends_count; i++)
    f->depends[i].contained |= bits[i / 8] >> i % 8 & 1 ? bit : 0;
}

/* *NAME is the index of the preceding function's name, brought forward here.  */
static void
get_function (struct decoder *d, bool load_bearing, uint32_t *name)
{
  struct unit_facts *u = d->unit;
  size_t at = d->at;
  uint32_t head = get_number (d);
  if (!d->failed && head & ~HEAD_KNOWN)
    fail (d, "function at byte %zu holds what this loadbearing does not know", at);
  if (!d->failed && load_bearing != ((head & FUNCTION_MARKED) != 0))
    fail (d, "function at byte %zu is in a record of the wrong type", at);
  if (!d->failed && u->functions_count == d->functions_expected)
    fail (d, "function at byte %zu is more than the %u that the unit counts", at, d->functions_expected);
  if (d->failed)
    return;

  struct function_facts *f = &u->functions[u->functions_count];
  f->flags = head & HEAD_FLAGS;
  f->track = head & HEAD_PROTOTYPE ? TRACK_PROTOTYPE : TRACK_PRODUCTION;
  f->name = get_next_string (d, name);
  f->file = head & HEAD_FILE ? get_string (d) : u->source;
  f->shown = head & HEAD_SHOWN ? get_string (d) : NULL;
  f->line = get_number (d);
  f->column = get_number (d);
  uint32_t lengths = head & HEAD_ASPECTS ? get_limited (d, 1u << 2 * ASPECT_COUNT, "lengths of digests")
                                         : 2u << 2 * ASPECT_SOURCE;
  for (int i = 0; i < ASPECT_COUNT; i++)
    get_digest (d, lengths >> 2 * i & 3, &f->aspects[i]);
  if (head & HEAD_MARK) {
    f->origin = (enum mark_origin) get_limited (d, MARK_POLICY + 1, "origin of mark");
    f->domain = get_optional (d);
    f->reason = get_optional (d);
  }
  if (!d->failed && load_bearing && !f->domain)
    fail (d, "load-bearing function at byte %zu has no domain", at);
  f->unknown = head & HEAD_UNKNOWN ? get_string (d) : NULL;
  get_calls (d, f);
  if (head & HEAD_DEPENDS)
    get_depends (d, f);
  if (!d->failed && load_bearing) {
    get_contained (d, f, CONTAINED_OWN);
    get_contained (d, f, CONTAINED_BELOW);
  }
  if (!d->failed)
    u->functions_count++;
}

static void
get_functions (struct decoder *d)
{
  uint32_t name = 0;
  while (!d->failed && remaining (d))
    get_function (d, false, &name);
}

static void
get_reference (struct decoder *d, struct reference_facts *r)
{
  r->test = get_string (d);
  r->callee = get_string (d);
  r->file = get_string (d);
  r->line = get_number (d);
  r->column = get_number (d);
  r->grade = (enum test_grade) get_limited (d, GRADE_PROVEN + 1, "grade");
  r->registered = get_limited (d, 2, "registration") != 0;
  r->reason = get_string (d);
  uint32_t count = get_count (d, OUTPUT_LEAST, "outputs");
  r->outputs = TAKE (d, count, struct reference_output);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    r->outputs[i].name = get_string (d);
    r->outputs[i].accepts = get_string (d);
  }
  r->outputs_count = count;
}

static void
get_references (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = get_count (d, REFERENCE_LEAST, "references");
  u->references = TAKE (d, count, struct reference_facts);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    get_reference (d, &u->references[i]);
    if (!d->failed && i > 0 && reference_compare (&u->references[i - 1], &u->references[i]) > 0)
      fail (d, "references out of order");
  }
  u->references_count = d->failed ? 0 : count;
}

/* The canonical form of one of the load-bearing functions, which came before.  */
static void
get_form (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  size_t at = d->at;
  uint32_t number = get_number (d);
  if (d->failed)
    return;
  if (number >= u->functions_count - d->ordinary)
    fail (d, "form at byte %zu is of load-bearing function %u, which there is not", at, number);
  else if (u->functions[d->ordinary + number].form)
    fail (d, "second form of load-bearing function %u at byte %zu", number, at);
  else if (memchr (d->bytes + d->at, 0, remaining (d)))
    fail (d, "form at byte %zu holds a zero byte", at);
  if (d->failed)
    return;
  size_t size = remaining (d);
  char *text = TAKE (d, size + 1, char);
  memcpy (text, get_bytes (d, size), size);
  text[size] = '\0';
  u->functions[d->ordinary + number].form = text;
  u->with_forms = true;
}

/* How the functions' texts are laid out.  */
static void
get_layouts (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  if (remaining (d) < LAYOUT_SIZE * u->functions_count) {
    fail (d, "layouts at byte %zu are fewer than the functions", d->at);
    return;
  }
  for (size_t i = 0; i < u->functions_count; i++) {
    const uint8_t *bytes = get_bytes (d, LAYOUT_SIZE);
    for (unsigned byte = 0; bytes && byte < LAYOUT_SIZE; byte++)
      u->functions[i].layout |= (uint32_t) bytes[byte] << 8 * byte;
  }
}

/* Through which parameters the load-bearing functions store, and how many branches they have.  */
static void
get_stores (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  for (size_t i = 0; i < u->functions_count && !d->failed; i++)
    if (u->functions[i].flags & FUNCTION_MARKED)
      u->functions[i].stores = get_number (d);
  /* Records of an earlier edition end here.  */
  if (!remaining (d))
    return;
  for (size_t i = 0; i < u->functions_count && !d->failed; i++)
    if (u->functions[i].flags & FUNCTION_MARKED)
      u->functions[i].branches = get_number (d);
}

/* COUNT strings.  */
static char **
get_texts (struct decoder *d, uint32_t count)
{
  char **texts = TAKE (d, count, char *);
  for (uint32_t i = 0; i < count && !d->failed; i++)
    texts[i] = get_string (d);
  return texts;
}

static void
get_test (struct decoder *d, struct test_facts *t)
{
  t->name = get_string (d);
  t->file = get_string (d);
  t->line = get_number (d);
  t->column = get_number (d);
  t->flags = get_limited (d, TEST_FLAGS_LIMIT, "test flags");
  uint32_t through = get_count (d, 1, "functions that run a test");
  t->through = get_texts (d, through);
  t->through_count = through;
  uint32_t claims = get_count (d, CLAIM_LEAST, "claims");
  t->claims = TAKE (d, claims, struct test_claim);
  for (uint32_t i = 0; i < claims && !d->failed; i++) {
    t->claims[i].function = get_string (d);
    t->claims[i].written = get_optional (d);
    t->claims[i].declared = get_limited (d, 2, "declaration") != 0;
  }
  t->claims_count = claims;
  uint32_t gaps = get_count (d, GAP_LEAST, "gaps");
  t->gaps = TAKE (d, gaps, struct test_gap);
  for (uint32_t i = 0; i < gaps && !d->failed; i++) {
    t->gaps[i].file = get_string (d);
    t->gaps[i].line = get_number (d);
    t->gaps[i].column = get_number (d);
    t->gaps[i].reason = get_string (d);
  }
  t->gaps_count = gaps;
}

static void
get_tests (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = get_count (d, TEST_LEAST, "tests");
  u->tests = TAKE (d, count, struct test_facts);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    get_test (d, &u->tests[i]);
    if (!d->failed && i > 0 && strcmp (u->tests[i - 1].name, u->tests[i].name) > 0)
      fail (d, "tests out of order");
  }
  u->tests_count = d->failed ? 0 : count;
}

static void
get_addresses (struct decoder *d)
{
  uint32_t count = get_count (d, 1, "addresses");
  d->unit->addresses = get_texts (d, count);
  d->unit->addresses_count = d->failed ? 0 : count;
}

static void
get_pointed (struct decoder *d)
{
  uint32_t count = get_count (d, 2, "pointed functions");
  d->unit->pointed = TAKE (d, count, struct pointed_function);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    d->unit->pointed[i].type = get_string (d);
    d->unit->pointed[i].name = get_string (d);
  }
  d->unit->pointed_count = d->failed ? 0 : count;
}

/* COUNT strings in ascending order, each told by its distance from the one before.  */
static char **
get_sorted (struct decoder *d, size_t *number, const char *what)
{
  uint32_t count = get_count (d, 1, what), previous = 0;
  char **list = count ? TAKE (d, count, char *) : NULL;
  for (uint32_t i = 0; i < count && !d->failed; i++)
    list[i] = get_next_string (d, &previous);
  *number = count;
  return list;
}

static void
get_object (struct decoder *d, struct object_facts *o, uint32_t *name)
{
  o->name = get_next_string (d, name);
  uint32_t flags = get_limited (d, OBJECT_FLAGS_LIMIT, "object flags");
  o->flags = flags & ~OBJECT_FILE;
  o->file = flags & OBJECT_FILE ? get_string (d) : d->unit->source;
  o->line = get_number (d);
  get_digest (d, 2, &o->digest);
  o->objects = get_sorted (d, &o->objects_count, "objects of an object");
  o->functions = get_sorted (d, &o->functions_count, "functions of an object");
}

/* What ordinary functions refer to.  */
static void
get_reads (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = get_count (d, 3, "functions that refer to objects"), name = 0;
  u->reads = TAKE (d, count, struct object_reads);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    struct object_reads *r = &u->reads[i];
    r->function = get_next_string (d, &name);
    r->objects = get_sorted (d, &r->objects_count, "objects of a function");
    r->functions = get_sorted (d, &r->functions_count, "functions in objects of a function");
    if (!d->failed && i > 0 && strcmp (u->reads[i - 1].function, r->function) > 0)
      fail (d, "functions that refer to objects out of order");
  }
  u->reads_count = d->failed ? 0 : count;
}

static void
get_objects (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = get_count (d, OBJECT_LEAST, "objects"), name = 0;
  u->objects = TAKE (d, count, struct object_facts);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    get_object (d, &u->objects[i], &name);
    if (!d->failed && i > 0 && strcmp (u->objects[i - 1].name, u->objects[i].name) > 0)
      fail (d, "objects out of order");
  }
  u->objects_count = d->failed ? 0 : count;
  count = get_count (d, 2, "outside objects");
  u->outside = TAKE (d, count, struct outside_object);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    u->outside[i].name = get_string (d);
    u->outside[i].linkage = get_string (d);
    if (!d->failed && i > 0 && strcmp (u->outside[i - 1].name, u->outside[i].name) > 0)
      fail (d, "outside objects out of order");
  }
  u->outside_count = d->failed ? 0 : count;
  get_reads (d);
}

/* Room for all functions, once the unit has told their number.  END is that of
   the payload.  */
static void
take_functions (struct decoder *d, size_t end)
{
  if (d->failed)
    return;
  if (d->functions_expected > (end - d->at) / FUNCTION_LEAST)
    fail (d, "%u functions before byte %zu are more than the note can hold", d->functions_expected, d->at);
  else
    d->unit->functions = TAKE (d, d->functions_expected, struct function_facts);
}

/* Whether all functions of the unit were read.  */
static bool
is_complete (const struct decoder *d)
{
  return d->have_unit && d->unit->functions_count == d->functions_expected;
}

static void
get_record (struct decoder *d)
{
  size_t at = d->at;
  uint32_t type = get_number (d), size = get_number (d);
  if (!d->failed && size > remaining (d))
    fail (d, "truncated record at byte %zu: %u bytes announced, %zu there", at, size, remaining (d));
  if (d->failed)
    return;

  size_t end = d->end;
  d->end = d->at + size;
  if (type != RECORD_STRINGS && (type <= RECORD_LOAD_BEARING || (type >= RECORD_REFERENCES && type <= RECORD_ADDRESSES))
      && !d->have_strings)
    fail (d, "record %u at byte %zu comes before the strings", type, at);
  if ((type == RECORD_FUNCTIONS || type == RECORD_LOAD_BEARING || type == RECORD_OBJECTS) && !d->have_unit)
    fail (d, "record %u at byte %zu comes before the unit", type, at);
  switch (d->failed ? 0 : type) {
  case RECORD_STRINGS:
    if (once (d, &d->have_strings, "string", at))
      get_strings (d);
    break;
  case RECORD_UNIT:
    if (once (d, &d->have_unit, "unit", at))
      get_unit (d);
    take_functions (d, end);
    break;
  case RECORD_DEPENDENCIES:
    if (once (d, &d->have_dependencies, "dependency", at))
      get_dependencies (d);
    break;
  case RECORD_FUNCTIONS:
    if (once (d, &d->have_functions, "function", at)) {
      if (d->unit->functions_count)
        fail (d, "record %u at byte %zu comes after load-bearing functions", type, at);
      get_functions (d);
      d->ordinary = d->unit->functions_count;
    }
    break;
  case RECORD_LOAD_BEARING: {
    uint32_t name = 0;
    get_function (d, true, &name);
    break;
  }
  case RECORD_REFERENCES:
    if (once (d, &d->have_references, "reference", at))
      get_references (d);
    break;
  case RECORD_FORM: get_form (d); break;
  case RECORD_LAYOUT:
    if (once (d, &d->have_layouts, "layout", at)) {
      if (is_complete (d))
        get_layouts (d);
      else
        fail (d, "record %u at byte %zu comes before the functions", type, at);
    }
    break;
  case RECORD_STORES:
    if (once (d, &d->have_stores, "stores", at)) {
      if (is_complete (d))
        get_stores (d);
      else
        fail (d, "record %u at byte %zu comes before the functions", type, at);
    }
    break;
  case RECORD_TESTS:
    if (once (d, &d->have_tests, "test", at))
      get_tests (d);
    break;
  case RECORD_ADDRESSES:
    if (once (d, &d->have_addresses, "address", at))
      get_addresses (d);
    break;
  case RECORD_OBJECTS:
    if (once (d, &d->have_objects, "object", at))
      get_objects (d);
    break;
  case RECORD_POINTED:
    if (once (d, &d->have_pointed, "pointed function", at))
      get_pointed (d);
    break;
  default: break; /* of a later version: skipped */
  }
  /* What a later version appended to a record is skipped too.  */
  if (!d->failed)
    d->at = d->end;
  d->end = end;
}

/* Ordinary and load-bearing functions come one after the other, each in order:
   brings them together.  In place, from the end, because the load-bearing ones are mostly few and a second
   array of all functions is what takes the most memory in a program of ten thousand units.  */
static void
merge_functions (struct decoder *d)
{
  struct unit_facts *u = d->unit;
  size_t count = u->functions_count, left = d->ordinary, right = count - d->ordinary;
  if (left != 0 && right != 0) {
    struct function_facts *marked = memory_grow (NULL, right, sizeof *marked);
    memcpy (marked, u->functions + left, right * sizeof *marked);
    while (right > 0) {
      struct function_facts *to = &u->functions[left + right - 1];
      if (left > 0 && function_compare (&u->functions[left - 1], &marked[right - 1]) > 0)
        *to = u->functions[--left];
      else
        *to = marked[--right];
    }
    free (marked);
  }
  /* Whoever looks for a function relies on it.  */
  for (size_t i = 1; i < count; i++)
    if (function_compare (&u->functions[i - 1], &u->functions[i]) > 0) {
      fail (d, "functions out of order");
      return;
    }
}

bool
note_decode_into (const void *data, size_t size, struct unit_facts *u, struct facts_storage **storage,
                  struct strbuf *err)
{
  struct decoder d = { .bytes = data, .end = size, .err = err, .unit = u, .storage = storage };
  memset (u, 0, sizeof *u);

  const uint8_t *version = get_bytes (&d, 1);
  if (version && *version != NOTE_VERSION)
    fail (&d, "unknown version %u; this loadbearing reads version %u", *version, NOTE_VERSION);
  get_digest (&d, 2, &u->id);
  while (!d.failed && remaining (&d))
    get_record (&d);
  if (!d.failed && !d.have_unit)
    fail (&d, "no unit record before byte %zu", d.at);
  if (!d.failed && u->functions_count != d.functions_expected)
    fail (&d, "%zu functions where the unit counts %u", u->functions_count, d.functions_expected);
  if (!d.failed)
    merge_functions (&d);
  if (d.failed)
    memset (u, 0, sizeof *u);
  return !d.failed;
}

bool
note_decode (const void *data, size_t size, struct unit_facts *u, struct strbuf *err)
{
  struct facts_storage *storage = NULL;
  if (note_decode_into (data, size, u, &storage, err)) {
    u->storage = storage;
    return true;
  }
  facts_storage_free (storage);
  return false;
}
