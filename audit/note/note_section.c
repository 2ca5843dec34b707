/* The framing of an SHT_NOTE section: entries of a header (sizes of name and
   descriptor, type), the owner's name and the descriptor, each padded to 4.  */
#include "note.h"

#include <string.h>

#define HEADER_SIZE 12
#define OWNER_SIZE sizeof NOTE_OWNER /* with its NUL */

static uint32_t
get_word (const uint8_t *bytes, bool big_endian)
{
  return big_endian ? (uint32_t) bytes[0] << 24 | (uint32_t) bytes[1] << 16 | (uint32_t) bytes[2] << 8 | bytes[3]
                    : (uint32_t) bytes[3] << 24 | (uint32_t) bytes[2] << 16 | (uint32_t) bytes[1] << 8 | bytes[0];
}

static void
put_word (struct strbuf *out, uint32_t word, bool big_endian)
{
  for (int i = 0; i < 4; i++)
    strbuf_add_char (out, (char) (word >> 8 * (big_endian ? 3 - i : i)));
}

static void
put_padding (struct strbuf *out, size_t size)
{
  for (; size % 4; size++)
    strbuf_add_char (out, '\0');
}

void
note_wrap (const struct strbuf *payload, bool big_endian, struct strbuf *out)
{
  put_word (out, OWNER_SIZE, big_endian);
  put_word (out, (uint32_t) payload->length, big_endian);
  put_word (out, NOTE_TYPE_UNIT, big_endian);
  strbuf_add (out, NOTE_OWNER, OWNER_SIZE);
  put_padding (out, OWNER_SIZE);
  strbuf_add (out, strbuf_text (payload), payload->length);
  put_padding (out, payload->length);
}

/* The size of FIELD bytes and their padding, or of what remains of it: the last
   entry of a section may lack its padding.  */
static size_t
padded (size_t field, size_t left)
{
  size_t padding = (4 - field % 4) % 4;
  return padding > left - field ? left : field + padding;
}

bool
note_walk (const void *section, size_t size, bool big_endian,
           bool (*visit) (uint32_t type, const void *payload, size_t size, void *data), void *data, struct strbuf *err)
{
  const uint8_t *bytes = section;
  size_t at = 0;

  while (at < size) {
    const uint8_t *entry = bytes + at;
    size_t left = size - at;
    /* A linker that puts notes of alignment 8 behind ours pads with zeros.  */
    if (left >= 4 && at % 8 == 4 && get_word (entry, big_endian) == 0) {
      at += 4;
      continue;
    }
    if (left < HEADER_SIZE) {
      strbuf_addf (err, "truncated note header at byte %zu of the section", at);
      return false;
    }
    size_t name_size = get_word (entry, big_endian);
    size_t payload_size = get_word (entry + 4, big_endian);
    uint32_t type = get_word (entry + 8, big_endian);
    left -= HEADER_SIZE;
    if (name_size > left) {
      strbuf_addf (err, "note at byte %zu of the section has a name of %zu bytes where %zu remain", at, name_size,
                   left);
      return false;
    }
    const uint8_t *name = entry + HEADER_SIZE;
    size_t name_padded = padded (name_size, left);
    left -= name_padded;
    if (payload_size > left) {
      strbuf_addf (err, "note at byte %zu of the section has %zu bytes where %zu remain", at, payload_size, left);
      return false;
    }
    if (name_size == OWNER_SIZE && memcmp (name, NOTE_OWNER, OWNER_SIZE) == 0
        && !visit (type, name + name_padded, payload_size, data))
      return false;
    at += HEADER_SIZE + name_padded + padded (payload_size, left);
  }
  return true;
}
