/* A growing string, and memory that does not return without memory.  */
#include "strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an empty buffer shows, so that strbuf_text never gives NULL.  */
static char nothing[1];

static void
memory_exhausted (void)
{
  fputs ("loadbearing: out of memory\n", stderr);
  exit (2);
}

void *
memory_get (size_t size)
{
  void *memory = calloc (1, size != 0 ? size : 1);
  if (memory == NULL)
    memory_exhausted ();
  return memory;
}

void *
memory_grow (void *old, size_t count, size_t size)
{
  if (size != 0 && count > SIZE_MAX / size)
    memory_exhausted ();
  size_t bytes = count * size;
  void *memory = realloc (old, bytes != 0 ? bytes : 1);
  if (memory == NULL)
    memory_exhausted ();
  return memory;
}

char *
memory_copy_text (const char *text)
{
  if (text == NULL)
    return NULL;
  size_t size = strlen (text) + 1;
  char *copy = memory_grow (NULL, size, 1);
  memcpy (copy, text, size);
  return copy;
}

void
strbuf_init (struct strbuf *b)
{
  b->text = nothing;
  b->length = 0;
  b->capacity = 0;
}

void
strbuf_release (struct strbuf *b)
{
  if (b->capacity != 0)
    free (b->text);
  strbuf_init (b);
}

char *
strbuf_detach (struct strbuf *b)
{
  char *text = b->capacity != 0 ? b->text : memory_get (1);
  strbuf_init (b);
  return text;
}

const char *
strbuf_text (const struct strbuf *b)
{
  return b->capacity != 0 ? b->text : "";
}

void
strbuf_clear (struct strbuf *b)
{
  b->length = 0;
  if (b->capacity != 0)
    b->text[0] = '\0';
}

/* Makes room for SIZE more bytes and the NUL.  */
static inline void
strbuf_reserve (struct strbuf *b, size_t size)
{
  if (size >= SIZE_MAX / 2 - b->length)
    memory_exhausted ();
  size_t need = b->length + size + 1;
  if (need <= b->capacity)
    return;
  size_t capacity = b->capacity < 64 ? 64 : b->capacity;
  while (capacity < need)
    capacity *= 2;
  b->text = memory_grow (b->capacity != 0 ? b->text : NULL, capacity, 1);
  b->capacity = capacity;
}

void
strbuf_add_growing (struct strbuf *b, const void *data, size_t size)
{
  strbuf_reserve (b, size);
  if (size != 0)
    memcpy (b->text + b->length, data, size);
  b->length += size;
  b->text[b->length] = '\0';
}

void
strbuf_add_number (struct strbuf *b, unsigned long long number)
{
  char digits[24], *at = digits + sizeof digits;
  do
    *--at = (char) ('0' + number % 10);
  while (number /= 10);
  strbuf_add (b, at, (size_t) (digits + sizeof digits - at));
}

/* What printf makes of FORMAT and ARGS.  */
static void
add_printed (struct strbuf *b, const char *format, va_list args)
{
  va_list again;
  va_copy (again, args);
  char first[256]; /* most texts are short: formatted once */
  int length = vsnprintf (first, sizeof first, format, args);
  if (length > 0 && (size_t) length < sizeof first)
    strbuf_add (b, first, (size_t) length);
  else if (length > 0) {
    strbuf_reserve (b, (size_t) length);
    vsnprintf (b->text + b->length, (size_t) length + 1, format, again);
    b->length += (size_t) length;
  }
  va_end (again);
}

/* Fingerprints are written by these few conversions, thousands of times a unit: printf takes ten times as long.  */
void
strbuf_vaddf (struct strbuf *b, const char *format, va_list args)
{
  va_list rest;
  va_copy (rest, args);
  for (;;) {
    size_t plain = strcspn (format, "%");
    strbuf_add (b, format, plain);
    format += plain;
    if (*format == '\0')
      break;
    if (format[1] == 's') {
      const char *text = va_arg (rest, const char *);
      strbuf_add_text (b, text != NULL ? text : "(null)");
    } else if (format[1] == 'c')
      strbuf_add_char (b, (char) va_arg (rest, int));
    else if (format[1] == 'u')
      strbuf_add_number (b, va_arg (rest, unsigned));
    else if (format[1] == 'd') {
      long long number = va_arg (rest, int);
      if (number < 0)
        strbuf_add_char (b, '-');
      strbuf_add_number (b, (unsigned long long) (number < 0 ? -number : number));
    } else if (format[1] == 'z' && format[2] == 'u') {
      strbuf_add_number (b, va_arg (rest, size_t));
      format++;
    } else {
      add_printed (b, format, rest);
      break;
    }
    format += 2;
  }
  va_end (rest);
}

void
strbuf_addf (struct strbuf *b, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  strbuf_vaddf (b, format, args);
  va_end (args);
}

/* Control characters would break one message into two lines, or be taken for
   quotation marks.  */
void
strbuf_add_shown (struct strbuf *b, const char *text)
{
  for (const char *at = text; *at != '\0'; at++) {
    unsigned char c = (unsigned char) *at;
    if (c == '\n')
      strbuf_add_text (b, "\\n");
    else if (c == '\t')
      strbuf_add_text (b, "\\t");
    else if (c < 0x20 || c == 0x7f)
      strbuf_addf (b, "\\%03o", c);
    else
      strbuf_add_char (b, (char) c);
  }
}

void
strbuf_add_quoted (struct strbuf *b, const char *text)
{
  strbuf_add_text (b, QUOTE_OPEN);
  strbuf_add_shown (b, text);
  strbuf_add_text (b, QUOTE_CLOSE);
}
