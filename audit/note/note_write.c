/* What a note's payload is made of.  See note_write.h.  */
#include "note_write.h"

#include <string.h>

#include "text.h"

void
note_collect (struct note_writer *e, const char *text)
{
  if (text)
    distinct_add (&e->strings, text);
}

void
note_collect_list (struct note_writer *e, char *const *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    note_collect (e, list[i]);
}

const char *
note_present (const char *text)
{
  return text ? text : "";
}

bool
note_is_main_file (const struct unit_facts *u, const char *file)
{
  return text_equal (file, u->source);
}

unsigned
note_length_class (const struct digest *d)
{
  static const uint8_t lengths[] = LENGTH_CLASSES;
  unsigned longest = sizeof lengths - 1;
  while (lengths[longest] > d->length)
    longest--;
  return longest;
}

void
note_put_number (struct strbuf *out, uint32_t number)
{
  while (number >= 0x80) {
    strbuf_add_char (out, (char) (number | 0x80));
    number >>= 7;
  }
  strbuf_add_char (out, (char) number);
}

void
note_put_digest (struct strbuf *out, const struct digest *d)
{
  static const uint8_t lengths[] = LENGTH_CLASSES;
  strbuf_add (out, d->bytes, lengths[note_length_class (d)]);
}

static uint32_t
string_index (const struct note_writer *e, const char *text)
{
  return (uint32_t) distinct_find (&e->strings, text);
}

void
note_put_text (struct strbuf *out, const struct note_writer *e, const char *text)
{
  note_put_number (out, string_index (e, note_present (text)));
}

void
note_put_optional (struct strbuf *out, const struct note_writer *e, const char *text)
{
  note_put_number (out, text ? string_index (e, text) + 1 : 0);
}

void
note_put_next_text (struct strbuf *out, const struct note_writer *e, const char *text, uint32_t *previous)
{
  uint32_t index = string_index (e, text);
  note_put_number (out, index - *previous);
  *previous = index;
}

void
note_put_sorted (struct strbuf *out, const struct note_writer *e, char *const *list, size_t count)
{
  uint32_t previous = 0;
  note_put_number (out, (uint32_t) count);
  for (size_t i = 0; i < count; i++)
    note_put_next_text (out, e, list[i], &previous);
}

void
note_put_record (struct strbuf *out, enum note_record type, struct strbuf *body)
{
  note_put_number (out, type);
  note_put_number (out, (uint32_t) body->length);
  strbuf_add (out, strbuf_text (body), body->length);
  strbuf_clear (body);
}
