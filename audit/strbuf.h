/* A growing string, always NUL-terminated.  Memory exhaustion ends the
   process with a message: nothing useful can be reported without memory.  */
#ifndef LOADBEARING_STRBUF_H
#define LOADBEARING_STRBUF_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

struct strbuf {
  char *text; /* never NULL after strbuf_init */
  size_t length;
  size_t capacity;
};

#define STRBUF_INIT                                                                                                    \
  {                                                                                                                    \
    NULL, 0, 0                                                                                                         \
  }

void strbuf_init (struct strbuf *b);
void strbuf_release (struct strbuf *b);
/* The string, owned by the caller (free); B is empty afterwards.  */
char *strbuf_detach (struct strbuf *b);
/* The text, "" when nothing was added; owned by B.  */
const char *strbuf_text (const struct strbuf *b);
void strbuf_clear (struct strbuf *b);
/* Adds SIZE bytes at DATA, first making room for them.  */
void strbuf_add_growing (struct strbuf *b, const void *data, size_t size);
/* NUMBER in decimal.  */
void strbuf_add_number (struct strbuf *b, unsigned long long number);
void strbuf_addf (struct strbuf *b, const char *format, ...) __attribute__ ((format (printf, 2, 3)));
void strbuf_vaddf (struct strbuf *b, const char *format, va_list args);

/* Inline: most texts are put together from characters and short words.  */
static inline void
strbuf_add (struct strbuf *b, const void *data, size_t size)
{
  if (size < b->capacity - b->length) {
    memcpy (b->text + b->length, data, size);
    b->length += size;
    b->text[b->length] = '\0';
  } else
    strbuf_add_growing (b, data, size);
}

static inline void
strbuf_add_text (struct strbuf *b, const char *text)
{
  strbuf_add (b, text, strlen (text));
}

static inline void
strbuf_add_char (struct strbuf *b, char c)
{
  if (b->length + 1 < b->capacity) {
    b->text[b->length++] = c;
    b->text[b->length] = '\0';
  } else
    strbuf_add_growing (b, &c, 1);
}

/* In messages, names stand between these two characters; whoever prints replaces
   them by quotation marks (the plugin by GCC's, the command by ').  */
#define QUOTE_OPEN "\1"
#define QUOTE_CLOSE "\2"

/* Adds TEXT, which may come from anywhere, fit for one line of a message: control
   characters as \n, \t or octal.  */
void strbuf_add_shown (struct strbuf *b, const char *text);
/* The same between QUOTE_OPEN and QUOTE_CLOSE.  */
void strbuf_add_quoted (struct strbuf *b, const char *text);

/* malloc, realloc and strdup that do not return without memory.
   (Not named xmalloc and so on: GCC exports those to its plugins.)  */
void *memory_get (size_t size);                           /* zeroed */
void *memory_grow (void *old, size_t count, size_t size); /* count * size, checked for overflow */
char *memory_copy_text (const char *text);                /* NULL stays NULL */

#ifdef __cplusplus
}
#endif
#endif
