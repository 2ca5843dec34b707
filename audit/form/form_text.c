/* Reading the text of a form: words, types and constants, as C writes them.  */
#include "form_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool
form_starts (const char *text, const char *word)
{
  return strncmp (text, word, strlen (word)) == 0;
}

void
form_expect (struct form_writer *w, const char **at, const char *text)
{
  if (form_starts (*at, text))
    *at += strlen (text);
  else
    w->confused = true;
}

size_t
form_word_length (const char *at)
{
  size_t length = 0;
  while (isalnum ((unsigned char) at[length]) || at[length] == '_')
    length++;
  return length;
}

void
form_type (const char *text, struct strbuf *out)
{
  if (*text == '*') {
    form_type (text + 1, out);
    strbuf_add_text (out, out->length && out->text[out->length - 1] == '*' ? "*" : " *");
    return;
  }
  if (*text == '[') {
    char *end;
    unsigned long last = strtoul (text + 1, &end, 10);
    if (*end == ']') {
      form_type (end + 1, out);
      if (end == text + 1)
        strbuf_add_text (out, "[]");
      else
        strbuf_addf (out, "[%lu]", last + 1);
      return;
    }
  }
  static const char *const qualifiers[] = { "const ", "volatile ", "restrict ", "atomic " };
  for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
    if (form_starts (text, qualifiers[i]) && strchr ("*[", text[strlen (qualifiers[i])])) {
      /* A qualified pointer: C writes that behind it.  */
      form_type (text + strlen (qualifiers[i]), out);
      strbuf_addf (out, " %.*s", (int) strlen (qualifiers[i]) - 1, qualifiers[i]);
      return;
    }
  /* "long int:64s", "struct order align 64 ..."; a function's type as it stands.  */
  size_t length = *text == '(' ? strcspn (text, " ") : strcspn (text, ":;{=");
  const char *align = strstr (text, " align ");
  if (align && (size_t) (align - text) < length)
    length = (size_t) (align - text);
  strbuf_add (out, text, length);
}

/* ---- Constants.  */

/* The end of a constant's text: nested brackets and strings are part of it.  */
const char *
form_constant_end (const char *at)
{
  const char *start = at;
  unsigned depth = 0;
  for (; *at; at++) {
    if (*at == '"') {
      const char *end = form_string_from (start, at);
      if (end) {
        at = end;
        continue;
      }
    }
    if (strchr ("({[<", *at))
      depth++;
    else if (strchr (")}]>", *at)) {
      if (!depth)
        return at;
      depth--;
    } else if (!depth && strchr (" ,:+", *at) && !(*at == '+' && (at == start || at[-1] == 'e' || at[-1] == 'p')))
      return at;
  }
  return at;
}

/* "s32#100": a constant of TYPE whose text begins at *AT.  */
void
form_constant (const char *type, size_t type_length, const char **at, struct strbuf *out)
{
  const char *end = form_constant_end (*at);
  size_t length = (size_t) (end - *at);
  if (*type == 'p' && length == 1 && **at == '0')
    strbuf_add_text (out, "NULL");
  else {
    strbuf_add (out, *at, length);
    if (*type == 'u' && isdigit ((unsigned char) **at) && type_length > 1)
      strbuf_add_char (out, 'u');
  }
  *at = end;
}

/* A string that begins at *AT with its length, as C has it.  */
void
form_string (struct form_writer *w, const char **at, struct strbuf *out)
{
  const char *quote = *at + strspn (*at, "0123456789");
  const char *end = *quote == '"' ? form_string_end (quote, strtoul (*at, NULL, 10)) : NULL;
  if (!end) {
    w->confused = true;
    return;
  }
  strbuf_add_char (out, '"');
  for (const char *p = quote + 1; p < end; p++) {
    if (*p == '\\' && p[1] == '0' && p + 2 == end)
      break; /* the zero byte at the end goes without saying */
    if (*p == '\n')
      strbuf_add_text (out, "\\n");
    else if (*p == '\t')
      strbuf_add_text (out, "\\t");
    else if (*p == '"')
      strbuf_add_text (out, "\\\"");
    else if ((unsigned char) *p < 0x20)
      strbuf_addf (out, "\\%03o", (unsigned) (unsigned char) *p);
    else
      strbuf_add_char (out, *p);
  }
  strbuf_add_char (out, '"');
  *at = end + 1;
}
