/* JSON, written straight away: see json_print.h.  */
#include "json_print.h"

#include "strbuf.h"

size_t
json_sequence_length (const unsigned char *text)
{
  size_t length = text[0] < 0x80                      ? 1
                  : text[0] >= 0xc2 && text[0] < 0xe0 ? 2
                  : (text[0] & 0xf0) == 0xe0          ? 3
                  : text[0] >= 0xf0 && text[0] < 0xf5 ? 4
                                                      : 0;
  for (size_t i = 1; i < length; i++)
    if ((text[i] & 0xc0) != 0x80)
      return 0;
  if ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] >= 0xa0) || (text[0] == 0xf0 && text[1] < 0x90)
      || (text[0] == 0xf4 && text[1] >= 0x90))
    return 0;
  return length;
}

/* TEXT as a string: valid UTF-8 whatever it holds, marks of quotation as '.  */
static void
put_string (const char *text, FILE *out)
{
  fputc ('"', out);
  for (const unsigned char *at = (const unsigned char *) text; *at;) {
    size_t length = json_sequence_length (at);
    if (*at == (unsigned char) QUOTE_OPEN[0] || *at == (unsigned char) QUOTE_CLOSE[0]) {
      fputc ('\'', out);
      at++;
    } else if (*at == '"' || *at == '\\')
      fprintf (out, "\\%c", *at++);
    else if (*at < 0x20 || *at == 0x7f)
      fprintf (out, "\\u%04x", *at++);
    else if (length == 0) {
      /* Not UTF-8: the replacement character keeps the document valid.  */
      fputs ("\\ufffd", out);
      at++;
    } else {
      fwrite (at, 1, length, out);
      at += length;
    }
  }
  fputc ('"', out);
}

void
json_put_member (const char *key, const char *value, bool *first, FILE *out)
{
  if (!value)
    return;
  fprintf (out, "%s\"%s\": ", *first ? "" : ", ", key);
  put_string (value, out);
  *first = false;
}

void
json_put_number (const char *key, size_t value, bool *first, FILE *out)
{
  fprintf (out, "%s\"%s\": %zu", *first ? "" : ", ", key, value);
  *first = false;
}

void
json_put_list (const char *key, char *const *list, size_t count, bool *first, FILE *out)
{
  fprintf (out, "%s\"%s\": [", *first ? "" : ", ", key);
  for (size_t i = 0; i < count; i++) {
    fputs (i ? ", " : "", out);
    put_string (list[i], out);
  }
  fputc (']', out);
  *first = false;
}
