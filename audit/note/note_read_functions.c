/* From the note: functions, and what they rest on.  */
#include "note_read.h"

#include <string.h>

/* What the functions among the dependencies do.  */
static void
read_behaviours (struct note_reader *d)
{
  uint32_t count = note_get_count (d, 1 + DIGEST_SHORT, "behaviours"), index = 0;
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    size_t at = d->at;
    uint32_t step = note_get_number (d);
    const uint8_t *bytes = note_get_bytes (d, DIGEST_SHORT);
    if (!bytes)
      return;
    if (index >= d->shared_count || step >= d->shared_count - index) {
      note_fail (d, "behaviour at byte %zu is of a dependency beyond the %u in the table", at, d->shared_count);
      return;
    }
    index += step;
    d->shared[index].behaves = true;
    memcpy (d->shared[index].behaviour, bytes, DIGEST_SHORT);
  }
}

void
note_read_dependencies (struct note_reader *d)
{
  uint32_t count = note_get_count (d, 2, "dependencies");
  d->shared = NOTE_TAKE (d, count, struct dependency);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    struct dependency *shared = &d->shared[i];
    size_t at = d->at;
    const uint8_t *first = note_get_bytes (d, 1);
    if (!first)
      return;
    unsigned kind = *first & DEPENDENCY_KIND_MASK, length = *first >> DEPENDENCY_LENGTH_SHIFT;
    if (kind >= DEPENDENCY_KIND_COUNT || length > 3) {
      note_fail (d, "kind of dependency %u at byte %zu is out of range", *first, at);
      return;
    }
    shared->kind = (enum dependency_kind) kind;
    shared->name = note_get_string (d);
    note_get_digest (d, length, &shared->digest);
    d->shared_count = i + 1;
  }
  if (!d->failed && note_remaining (d))
    read_behaviours (d);
}

static void
read_depends (struct note_reader *d, struct function_facts *f)
{
  uint32_t count = note_get_count (d, 2, "dependencies");
  int64_t index = 0;
  f->depends = NOTE_TAKE (d, count, struct dependency);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    size_t at = d->at;
    uint32_t step = note_get_number (d);
    index += step & 1 ? -(int64_t) (step >> 1) : (int64_t) (step >> 1);
    if (!d->failed && (index < 0 || index >= d->shared_count))
      note_fail (d, "dependency at byte %zu is beyond the %u in the table", at, d->shared_count);
    if (d->failed)
      return;
    f->depends[i] = d->shared[index];
    f->depends[i].via = note_get_optional (d);
  }
  f->depends_count = count;
}

/* Which dependencies are contained as BIT says; where that is missing none is taken to be.  */
static void
read_contained (struct note_reader *d, struct function_facts *f, enum containment bit)
{
  size_t size = (f->depends_count + 7) / 8;
  const uint8_t *bits = size <= note_remaining (d) ? note_get_bytes (d, size) : NULL;
  for (size_t i = 0; bits && i < f->depends_count; i++)
    f->depends[i].contained |= bits[i / 8] >> i % 8 & 1 ? bit : 0;
}

/* *NAME is the index of the preceding function's name, brought forward here.  */
static void
read_function (struct note_reader *d, bool load_bearing, uint32_t *name)
{
  struct unit_facts *u = d->unit;
  size_t at = d->at;
  uint32_t head = note_get_number (d);
  if (!d->failed && head & ~HEAD_KNOWN)
    note_fail (d, "function at byte %zu holds what this loadbearing does not know", at);
  if (!d->failed && load_bearing != ((head & FUNCTION_MARKED) != 0))
    note_fail (d, "function at byte %zu is in a record of the wrong type", at);
  if (!d->failed && u->functions_count == d->functions_expected)
    note_fail (d, "function at byte %zu is more than the %u that the unit counts", at, d->functions_expected);
  if (d->failed)
    return;

  struct function_facts *f = &u->functions[u->functions_count];
  f->flags = head & HEAD_FLAGS;
  f->track = head & HEAD_PROTOTYPE ? TRACK_PROTOTYPE : TRACK_PRODUCTION;
  f->name = note_get_next_string (d, name);
  f->file = head & HEAD_FILE ? note_get_string (d) : u->source;
  f->shown = head & HEAD_SHOWN ? note_get_string (d) : NULL;
  f->line = note_get_number (d);
  f->column = note_get_number (d);
  uint32_t lengths = head & HEAD_ASPECTS ? note_get_limited (d, 1u << 2 * ASPECT_COUNT, "lengths of digests")
                                         : 2u << 2 * ASPECT_SOURCE;
  for (int i = 0; i < ASPECT_COUNT; i++)
    note_get_digest (d, lengths >> 2 * i & 3, &f->aspects[i]);
  if (head & HEAD_MARK) {
    f->origin = (enum mark_origin) note_get_limited (d, MARK_POLICY + 1, "origin of mark");
    f->domain = note_get_optional (d);
    f->reason = note_get_optional (d);
  }
  if (!d->failed && load_bearing && !f->domain)
    note_fail (d, "load-bearing function at byte %zu has no domain", at);
  f->unknown = head & HEAD_UNKNOWN ? note_get_string (d) : NULL;
  f->calls = note_get_sorted (d, &f->calls_count, "calls");
  if (head & HEAD_DEPENDS)
    read_depends (d, f);
  if (!d->failed && load_bearing) {
    read_contained (d, f, CONTAINED_OWN);
    read_contained (d, f, CONTAINED_BELOW);
  }
  if (!d->failed)
    u->functions_count++;
}

void
note_read_functions (struct note_reader *d)
{
  uint32_t name = 0;
  if (d->unit->functions_count)
    note_fail (d, "record %d at byte %zu comes after load-bearing functions", RECORD_FUNCTIONS, d->record);
  while (!d->failed && note_remaining (d))
    read_function (d, false, &name);
  d->ordinary = d->unit->functions_count;
}

void
note_read_load_bearing (struct note_reader *d)
{
  uint32_t name = 0;
  read_function (d, true, &name);
}

/* The canonical form of one of the load-bearing functions, which came before.  */
void
note_read_form (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  size_t at = d->at;
  uint32_t number = note_get_number (d);
  if (d->failed)
    return;
  if (number >= u->functions_count - d->ordinary)
    note_fail (d, "form at byte %zu is of load-bearing function %u, which there is not", at, number);
  else if (u->functions[d->ordinary + number].form)
    note_fail (d, "second form of load-bearing function %u at byte %zu", number, at);
  else if (memchr (d->bytes + d->at, 0, note_remaining (d)))
    note_fail (d, "form at byte %zu holds a zero byte", at);
  if (d->failed)
    return;
  size_t size = note_remaining (d);
  char *text = NOTE_TAKE (d, size + 1, char);
  memcpy (text, note_get_bytes (d, size), size);
  text[size] = '\0';
  u->functions[d->ordinary + number].form = text;
  u->with_forms = true;
}

/* How the functions' texts are laid out.  */
void
note_read_layouts (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  if (note_remaining (d) < LAYOUT_SIZE * u->functions_count) {
    note_fail (d, "layouts at byte %zu are fewer than the functions", d->at);
    return;
  }
  for (size_t i = 0; i < u->functions_count; i++) {
    const uint8_t *bytes = note_get_bytes (d, LAYOUT_SIZE);
    for (unsigned byte = 0; bytes && byte < LAYOUT_SIZE; byte++)
      u->functions[i].layout |= (uint32_t) bytes[byte] << 8 * byte;
  }
}

/* Through which parameters the load-bearing functions store, and how many branches they have.  */
void
note_read_stores (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  for (size_t i = 0; i < u->functions_count && !d->failed; i++)
    if (u->functions[i].flags & FUNCTION_MARKED)
      u->functions[i].stores = note_get_number (d);
  /* Records of an earlier edition end here.  */
  if (!note_remaining (d))
    return;
  for (size_t i = 0; i < u->functions_count && !d->failed; i++)
    if (u->functions[i].flags & FUNCTION_MARKED)
      u->functions[i].branches = note_get_number (d);
}
