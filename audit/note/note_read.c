/* What a note's payload is made of.  See note_read.h.  */
#include "note_read.h"

#include <string.h>

void
note_fail (struct note_reader *d, const char *format, ...)
{
  va_list args;
  if (d->failed)
    return;
  d->failed = true;
  va_start (args, format);
  strbuf_vaddf (d->err, format, args);
  va_end (args);
}

void *
note_take (struct note_reader *d, size_t count, size_t size, size_t alignment)
{
  return facts_storage_get (d->storage, count * size, alignment);
}

const uint8_t *
note_get_bytes (struct note_reader *d, size_t size)
{
  if (!d->failed && size > note_remaining (d))
    note_fail (d, "truncated record at byte %zu", d->at);
  if (d->failed)
    return NULL;
  d->at += size;
  return d->bytes + d->at - size;
}

uint32_t
note_get_long_number (struct note_reader *d)
{
  uint32_t number = 0;
  for (unsigned shift = 0; shift <= 28; shift += 7) {
    const uint8_t *byte = note_get_bytes (d, 1);
    if (!byte)
      return 0;
    if (shift == 28 && *byte > 0x0f)
      break;
    number |= (uint32_t) (*byte & 0x7f) << shift;
    if (!(*byte & 0x80))
      return number;
  }
  note_fail (d, "number too large at byte %zu", d->at - 1);
  return 0;
}

uint32_t
note_get_limited (struct note_reader *d, uint32_t limit, const char *what)
{
  size_t at = d->at;
  uint32_t number = note_get_number (d);
  if (!d->failed && number >= limit)
    note_fail (d, "%s %u at byte %zu is out of range", what, number, at);
  return d->failed ? 0 : number;
}

uint32_t
note_get_count (struct note_reader *d, size_t least, const char *what)
{
  size_t at = d->at;
  uint32_t count = note_get_number (d);
  if (!d->failed && count > note_remaining (d) / least)
    note_fail (d, "%u %s at byte %zu are more than the record can hold", count, what, at);
  return d->failed ? 0 : count;
}

/* The string of that index, which stands at byte AT.  */
static char *
string_at (struct note_reader *d, uint32_t index, size_t at)
{
  if (!d->failed && index >= d->strings_count)
    note_fail (d, "string %u at byte %zu is beyond the %u in the table", index, at, d->strings_count);
  return d->failed ? NULL : d->strings[index];
}

char *
note_get_string (struct note_reader *d)
{
  size_t at = d->at;
  uint32_t index = note_get_number (d);
  return string_at (d, index, at);
}

char *
note_get_optional (struct note_reader *d)
{
  size_t at = d->at;
  uint32_t index = note_get_number (d);
  return index ? string_at (d, index - 1, at) : NULL;
}

char *
note_get_next_string (struct note_reader *d, uint32_t *previous)
{
  size_t at = d->at;
  uint32_t step = note_get_number (d);
  uint32_t index = step > UINT32_MAX - *previous ? UINT32_MAX : *previous + step;
  *previous = index;
  return string_at (d, index, at);
}

char **
note_get_texts (struct note_reader *d, uint32_t count)
{
  char **texts = NOTE_TAKE (d, count, char *);
  for (uint32_t i = 0; i < count && !d->failed; i++)
    texts[i] = note_get_string (d);
  return texts;
}

char **
note_get_sorted (struct note_reader *d, size_t *number, const char *what)
{
  uint32_t count = note_get_count (d, 1, what), previous = 0;
  char **list = count ? NOTE_TAKE (d, count, char *) : NULL;
  for (uint32_t i = 0; i < count && !d->failed; i++)
    list[i] = note_get_next_string (d, &previous);
  *number = count;
  return list;
}

void
note_get_digest (struct note_reader *d, unsigned length_class, struct digest *digest)
{
  static const uint8_t lengths[] = LENGTH_CLASSES;
  const uint8_t *bytes = note_get_bytes (d, lengths[length_class]);
  if (!bytes)
    return;
  digest->length = lengths[length_class];
  memcpy (digest->bytes, bytes, digest->length);
}
