/* From hostile bytes to facts.  docs/note-format.md is the specification; note_read.h, how it is read.  */
#include "note.h"

#include <stdlib.h>
#include <string.h>

#include "note_read.h"

static void
read_strings (struct note_reader *d)
{
  size_t expanded = 0;
  uint32_t count = note_get_count (d, 2, "strings");
  d->strings = NOTE_TAKE (d, count, char *);
  size_t entries = d->at;
  const char *previous = "";
  size_t previous_length = 0;

  for (uint32_t i = 0; i < count && !d->failed; i++) {
    size_t at = d->at;
    size_t shared = note_get_number (d), rest = note_get_number (d);
    const uint8_t *bytes = note_get_bytes (d, rest);
    if (!bytes)
      return;
    if (shared > previous_length) {
      note_fail (d, "string at byte %zu shares more than there is", at);
      return;
    }
    expanded += shared + rest + 1;
    if (expanded > STRINGS_EXPANSION * (d->at - entries)) {
      note_fail (d, "strings at byte %zu expand too far", at);
      return;
    }
    if (memchr (bytes, 0, rest)) {
      note_fail (d, "string at byte %zu holds a zero byte", at);
      return;
    }
    char *text = NOTE_TAKE (d, shared + rest + 1, char);
    memcpy (text, previous, shared);
    memcpy (text + shared, bytes, rest);
    if (i && strcmp (previous, text) >= 0) {
      note_fail (d, "string at byte %zu is out of order", at);
      return;
    }
    d->strings[i] = text;
    d->strings_count = i + 1;
    previous = text;
    previous_length = shared + rest;
  }
}

/* Room for all functions, once the unit has told their number.  */
static void
take_functions (struct note_reader *d)
{
  if (d->failed)
    return;
  if (d->functions_expected > (d->payload_end - d->at) / FUNCTION_LEAST)
    note_fail (d, "%u functions before byte %zu are more than the note can hold", d->functions_expected, d->at);
  else
    d->unit->functions = NOTE_TAKE (d, d->functions_expected, struct function_facts);
}

static void
read_unit (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  u->source = note_get_string (d);
  u->compiler = note_get_string (d);
  u->language = note_get_string (d);
  u->variant = note_get_string (d);
  u->options = note_get_string (d);
  u->tree_class = note_get_optional (d);
  u->scheme = note_get_number (d);
  u->input = (enum input_kind) note_get_limited (d, INPUT_PREPROCESSED + 1, "kind of input");
  u->role = (enum role) note_get_limited (d, ROLE_TEST + 1, "role");
  u->track = (enum track) note_get_limited (d, TRACK_PROTOTYPE + 1, "track");
  u->gate = (enum gate) note_get_limited (d, GATE_OFF + 1, "gate");
  note_get_digest (d, note_get_limited (d, 4, "length of digest"), &u->policy);
  d->functions_expected = note_get_number (d);
  /* Of a later edition than the rest.  */
  if (!d->failed && note_remaining (d))
    u->behaviour_class = note_get_optional (d);
  take_functions (d);
}

/* What must have come before.  */
enum {
  AFTER_STRINGS = 1u << 0,
  AFTER_UNIT = 1u << 1,
  AFTER_FUNCTIONS = 1u << 2,
};

static const struct record_kind {
  enum note_record type;
  const char *name; /* NULL: there may be many */
  unsigned after;
  void (*read) (struct note_reader *d);
} record_kinds[] = {
  { RECORD_STRINGS, "string", 0, read_strings },
  { RECORD_UNIT, "unit", AFTER_STRINGS, read_unit },
  { RECORD_DEPENDENCIES, "dependency", AFTER_STRINGS, note_read_dependencies },
  { RECORD_FUNCTIONS, "function", AFTER_STRINGS | AFTER_UNIT, note_read_functions },
  { RECORD_LOAD_BEARING, NULL, AFTER_STRINGS | AFTER_UNIT, note_read_load_bearing },
  { RECORD_OBJECTS, "object", AFTER_STRINGS | AFTER_UNIT, note_read_objects },
  { RECORD_REFERENCES, "reference", AFTER_STRINGS, note_read_references },
  { RECORD_FORM, NULL, AFTER_STRINGS, note_read_form },
  { RECORD_LAYOUT, "layout", AFTER_STRINGS | AFTER_FUNCTIONS, note_read_layouts },
  { RECORD_TESTS, "test", AFTER_STRINGS, note_read_tests },
  { RECORD_ADDRESSES, "address", AFTER_STRINGS, note_read_addresses },
  { RECORD_POINTED, "pointed function", AFTER_STRINGS, note_read_pointed },
  { RECORD_STORES, "stores", AFTER_STRINGS | AFTER_FUNCTIONS, note_read_stores },
};

/* NULL: it is of a later version, and skipped.  */
static const struct record_kind *
record_kind_of (uint32_t type)
{
  for (size_t i = 0; i < sizeof record_kinds / sizeof *record_kinds; i++)
    if (record_kinds[i].type == type)
      return &record_kinds[i];
  return NULL;
}

static bool
has_seen (const struct note_reader *d, enum note_record type)
{
  return d->seen & 1u << type;
}

/* Whether all functions of the unit were read.  */
static bool
has_functions (const struct note_reader *d)
{
  return has_seen (d, RECORD_UNIT) && d->unit->functions_count == d->functions_expected;
}

/* Whether a record of that kind may come here.  */
static bool
may_come (struct note_reader *d, const struct record_kind *kind)
{
  const char *missing = NULL;
  if (kind->after & AFTER_STRINGS && !has_seen (d, RECORD_STRINGS))
    missing = "strings";
  else if (kind->after & AFTER_UNIT && !has_seen (d, RECORD_UNIT))
    missing = "unit";
  else if (kind->name && has_seen (d, kind->type))
    note_fail (d, "second %s record at byte %zu", kind->name, d->record);
  else if (kind->after & AFTER_FUNCTIONS && !has_functions (d))
    missing = "functions";
  if (missing)
    note_fail (d, "record %u at byte %zu comes before the %s", kind->type, d->record, missing);
  d->seen |= 1u << kind->type;
  return !d->failed;
}

static void
read_record (struct note_reader *d)
{
  d->record = d->at;
  uint32_t type = note_get_number (d), size = note_get_number (d);
  if (!d->failed && size > note_remaining (d))
    note_fail (d, "truncated record at byte %zu: %u bytes announced, %zu there", d->record, size, note_remaining (d));
  if (d->failed)
    return;

  d->end = d->at + size;
  const struct record_kind *kind = record_kind_of (type);
  if (kind && may_come (d, kind))
    kind->read (d);
  /* What a later version appended to a record is skipped too.  */
  if (!d->failed)
    d->at = d->end;
  d->end = d->payload_end;
}

/* Ordinary and load-bearing functions come one after the other, each in order:
   brings them together.  In place, from the end, because the load-bearing ones are mostly few and a second
   array of all functions is what takes the most memory in a program of ten thousand units.  */
static void
merge_functions (struct note_reader *d)
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
      note_fail (d, "functions out of order");
      return;
    }
}

bool
note_decode_into (const void *data, size_t size, struct unit_facts *u, struct facts_storage **storage,
                  struct strbuf *err)
{
  struct note_reader d = { .bytes = data, .end = size, .payload_end = size, .err = err, .unit = u, .storage = storage };
  memset (u, 0, sizeof *u);

  const uint8_t *version = note_get_bytes (&d, 1);
  if (version && *version != NOTE_VERSION)
    note_fail (&d, "unknown version %u; this loadbearing reads version %u", *version, NOTE_VERSION);
  note_get_digest (&d, 2, &u->id);
  while (!d.failed && note_remaining (&d))
    read_record (&d);
  if (!d.failed && !has_seen (&d, RECORD_UNIT))
    note_fail (&d, "no unit record before byte %zu", d.at);
  if (!d.failed && u->functions_count != d.functions_expected)
    note_fail (&d, "%zu functions where the unit counts %u", u->functions_count, d.functions_expected);
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
