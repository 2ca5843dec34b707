/* Texts and numbers over a pipe.  See answer.h.  */
#include "answer.h"

#include <stdlib.h>

void
answer_text (struct strbuf *answer, const char *text)
{
  strbuf_add (answer, text, strlen (text) + 1);
}

void
answer_number (struct strbuf *answer, unsigned number)
{
  strbuf_add_number (answer, number);
  strbuf_add_char (answer, '\0');
}

struct answer_reader
answer_reader (const struct strbuf *answer)
{
  struct answer_reader r = { strbuf_text (answer), strbuf_text (answer) + answer->length };
  return r;
}

const char *
answer_read_text (struct answer_reader *r)
{
  const char *end = r->at < r->end ? memchr (r->at, 0, (size_t) (r->end - r->at)) : NULL;
  if (!end)
    return NULL;
  const char *text = r->at;
  r->at = end + 1;
  return text;
}

unsigned
answer_read_number (struct answer_reader *r)
{
  const char *text = answer_read_text (r);
  return text ? (unsigned) strtoul (text, NULL, 10) : 0;
}
