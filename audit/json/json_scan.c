/* The scan over JSON with comments: the grammar, and what is wrong where.  */
#include "json_private.h"

#include <string.h>

struct scanner {
  const char *path;
  char *text; /* comments are blanked in it as they are met */
  size_t size, at;
  unsigned line;
  size_t line_start;
  unsigned depth;
  bool failed;
  const char *conflict_remedy;
  struct json_places *places;
  struct strbuf *err;
};

/* Reports at offset AT, which lies on the current line; only the first fault of a scan counts.
   Always false.  */
static bool fail_at (struct scanner *s, size_t at, const char *format, ...) __attribute__ ((format (printf, 3, 4)));

static bool
fail_at (struct scanner *s, size_t at, const char *format, ...)
{
  if (s->failed)
    return false;
  s->failed = true;
  struct json_place place = { s->line, (unsigned) (at - s->line_start) + 1 };
  va_list args;
  va_start (args, format);
  json_vfault_at (s->err, s->path, place, format, args);
  va_end (args);
  return false;
}

static struct json_place
place_now (const struct scanner *s)
{
  struct json_place place = { s->line, (unsigned) (s->at - s->line_start) + 1 };
  return place;
}

static bool
ended (const struct scanner *s)
{
  return s->at >= s->size;
}

/* The byte AHEAD of the current one, 0 past the end.  A NUL in the text is never
   silently taken for the end: fail_token looks at `ended`.  */
static char
peek (const struct scanner *s, size_t ahead)
{
  return s->size - s->at > ahead ? s->text[s->at + ahead] : '\0';
}

size_t
json_utf8_length (const char *text, size_t size)
{
  const unsigned char *c = (const unsigned char *) text;
  if (size == 0)
    return 0;
  if (c[0] < 0x80)
    return 1;
  size_t length = c[0] >= 0xc2 && c[0] <= 0xdf ? 2 : (c[0] & 0xf0) == 0xe0 ? 3 : c[0] >= 0xf0 && c[0] <= 0xf4 ? 4 : 0;
  if (length == 0 || length > size)
    return 0;
  for (size_t i = 1; i < length; i++)
    if ((c[i] & 0xc0) != 0x80)
      return 0;
  if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] > 0x9f) || (c[0] == 0xf0 && c[1] < 0x90)
      || (c[0] == 0xf4 && c[1] > 0x8f))
    return 0;
  return length;
}

static void
next_line (struct scanner *s)
{
  s->line++;
  s->line_start = s->at;
}

/* Blanks and moves past a comment at the current place.  */
static bool
skip_comment (struct scanner *s)
{
  bool to_line_end = peek (s, 1) == '/';
  struct json_place start = place_now (s);
  s->text[s->at++] = ' ';
  s->text[s->at++] = ' ';
  while (!ended (s)) {
    char c = s->text[s->at];
    if (c == '\n') {
      if (to_line_end)
        return true;
      s->at++;
      next_line (s);
      continue;
    }
    if (!to_line_end && c == '*' && peek (s, 1) == '/') {
      s->text[s->at++] = ' ';
      s->text[s->at++] = ' ';
      return true;
    }
    size_t length = json_utf8_length (s->text + s->at, s->size - s->at);
    if (length == 0)
      return fail_at (s, s->at, "byte 0x%02x is not UTF-8; save the file as UTF-8", (unsigned char) c);
    if (c == '\0')
      return fail_at (s, s->at, "NUL byte; the file is damaged or no text: restore it");
    while (length-- > 0)
      s->text[s->at++] = ' ';
  }
  if (to_line_end)
    return true;
  return fail_at (s, s->at, "the file ends in the comment that starts at line %u, column %u; close it with \"*/\"",
                  start.line, start.column);
}

/* Moves to the next token, or to the end.  */
static bool
skip_blanks (struct scanner *s)
{
  while (!ended (s)) {
    char c = s->text[s->at];
    if (c == '\n') {
      s->at++;
      next_line (s);
    } else if (c == ' ' || c == '\t' || c == '\r')
      s->at++;
    else if (c == '/' && (peek (s, 1) == '/' || peek (s, 1) == '*')) {
      if (!skip_comment (s))
        return false;
    } else
      return true;
  }
  return true;
}

bool
json_conflict_marker (const char *text, size_t size, char mark)
{
  if (size < 7)
    return false;
  for (unsigned i = 0; i < 7; i++)
    if (text[i] != mark)
      return false;
  return size == 7 || text[7] == ' ' || text[7] == '\n' || text[7] == '\r';
}

/* Says what is wrong where WANTED was expected.  */
static bool
fail_token (struct scanner *s, const char *wanted)
{
  if (ended (s))
    return fail_at (s, s->at, "unexpected end of the file; expected %s", wanted);
  char c = s->text[s->at];
  if (s->at == s->line_start && json_conflict_marker (s->text + s->at, s->size - s->at, '='))
    return fail_at (s, s->at, "conflict marker of git; %s", s->conflict_remedy);
  if (c == '\0')
    return fail_at (s, s->at, "NUL byte; the file is damaged or no text: restore it");
  if (c == '#')
    return fail_at (s, s->at, "\"#\" starts no comment here; write \"//\"");
  if (c == '\'')
    return fail_at (s, s->at, "single quotation mark; names and texts stand in double ones: \"...\"");
  size_t length = json_utf8_length (s->text + s->at, s->size - s->at);
  if (length == 0)
    return fail_at (s, s->at, "byte 0x%02x is not UTF-8; save the file as UTF-8", (unsigned char) c);
  if ((unsigned char) c < 0x20 || c == 0x7f)
    return fail_at (s, s->at, "control character 0x%02x; remove it", (unsigned char) c);
  return fail_at (s, s->at, "unexpected " QUOTE_OPEN "%.*s" QUOTE_CLOSE "; expected %s", (int) length, s->text + s->at,
                  wanted);
}

/* Four hexadecimal digits at offset AT.  */
static bool
hex4 (const struct scanner *s, size_t at, unsigned *code)
{
  *code = 0;
  if (s->size - s->at < 4 || at > s->size - 4)
    return false;
  for (size_t i = at; i < at + 4; i++) {
    char c = s->text[i];
    unsigned digit = c >= '0' && c <= '9'   ? (unsigned) (c - '0')
                     : c >= 'a' && c <= 'f' ? (unsigned) (c - 'a' + 10)
                     : c >= 'A' && c <= 'F' ? (unsigned) (c - 'A' + 10)
                                            : 16;
    if (digit == 16)
      return false;
    *code = *code << 4 | digit;
  }
  return true;
}

/* Moves past the escape at the current place.  */
static bool
scan_escape (struct scanner *s)
{
  char c = peek (s, 1);
  if (c != '\0' && strchr ("\"\\/bfnrt", c) != NULL) {
    s->at += 2;
    return true;
  }
  unsigned code, low;
  if (c != 'u')
    return fail_at (s, s->at, "unknown escape in a string; write \"\\\\\" for a backslash");
  if (!hex4 (s, s->at + 2, &code))
    return fail_at (s, s->at, "\"\\u\" needs four hexadecimal digits");
  if (code == 0)
    return fail_at (s, s->at, "\"\\u0000\" is not allowed; remove it");
  if (code >= 0xdc00 && code <= 0xdfff)
    return fail_at (s, s->at, "second half of a surrogate pair without its first; write the character itself");
  if (code >= 0xd800 && code <= 0xdbff) {
    if (s->size - s->at < 12 || s->text[s->at + 6] != '\\' || s->text[s->at + 7] != 'u' || !hex4 (s, s->at + 8, &low)
        || low < 0xdc00 || low > 0xdfff)
      return fail_at (s, s->at, "first half of a surrogate pair without its second; write the character itself");
    s->at += 6;
  }
  s->at += 6;
  return true;
}

static bool
scan_string (struct scanner *s)
{
  size_t start = s->at++;
  while (!ended (s)) {
    char c = s->text[s->at];
    if (c == '"') {
      s->at++;
      return true;
    }
    if (c == '\n' || (c == '\r' && peek (s, 1) == '\n'))
      return fail_at (s, start, "the string is not closed on its line; add the missing quotation mark");
    if (c == '\0')
      return fail_at (s, s->at, "NUL byte; the file is damaged or no text: restore it");
    if ((unsigned char) c < 0x20)
      return fail_at (s, s->at, "control character 0x%02x in a string; write \"\\u%04x\"", (unsigned char) c,
                      (unsigned char) c);
    if (c == '\\') {
      if (!scan_escape (s))
        return false;
      continue;
    }
    size_t length = json_utf8_length (s->text + s->at, s->size - s->at);
    if (length == 0)
      return fail_at (s, s->at, "byte 0x%02x is not UTF-8; save the file as UTF-8", (unsigned char) c);
    s->at += length;
  }
  return fail_at (s, start, "the file ends in this string; add the missing quotation mark");
}

static bool
digit_at (const struct scanner *s)
{
  return peek (s, 0) >= '0' && peek (s, 0) <= '9';
}

static bool
scan_number (struct scanner *s)
{
  size_t start = s->at;
  if (peek (s, 0) == '-')
    s->at++;
  if (!digit_at (s))
    return fail_at (s, start, "\"-\" without a number");
  if (peek (s, 0) == '0' && peek (s, 1) >= '0' && peek (s, 1) <= '9')
    return fail_at (s, start, "number with a leading zero; remove it");
  while (digit_at (s))
    s->at++;
  if (peek (s, 0) == '.') {
    s->at++;
    if (!digit_at (s))
      return fail_at (s, start, "number that ends in a point; add a digit or remove the point");
    while (digit_at (s))
      s->at++;
  }
  if (peek (s, 0) == 'e' || peek (s, 0) == 'E') {
    s->at++;
    if (peek (s, 0) == '+' || peek (s, 0) == '-')
      s->at++;
    if (!digit_at (s))
      return fail_at (s, start, "number with an empty exponent; add a digit");
    while (digit_at (s))
      s->at++;
  }
  /* cJSON cuts longer ones to fit its buffer and reads on in the middle.  */
  if (s->at - start > 60)
    return fail_at (s, start, "number of more than 60 characters; shorten it");
  return true;
}

static bool
word_byte (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '$';
}

static bool
scan_word (struct scanner *s)
{
  size_t length = 0;
  while (length < s->size - s->at && word_byte (s->text[s->at + length]))
    length++;
  const char *word = s->text + s->at;
  if ((length == 4 && (memcmp (word, "true", 4) == 0 || memcmp (word, "null", 4) == 0))
      || (length == 5 && memcmp (word, "false", 5) == 0)) {
    s->at += length;
    return true;
  }
  return fail_at (s, s->at,
                  "unknown word " QUOTE_OPEN "%.*s" QUOTE_CLOSE
                  "; texts stand in double quotation marks, and the words are true, false and null",
                  (int) (length < 60 ? length : 60), word);
}

static bool scan_value (struct scanner *s, struct json_place key);

/* Objects and arrays.  */
static bool
scan_members (struct scanner *s, bool object)
{
  const char open = object ? '{' : '[', close = object ? '}' : ']', other = object ? ']' : '}';
  const char *kind = object ? "object" : "array";
  struct json_place start = place_now (s);
  if (++s->depth > JSON_DEEPEST)
    return fail_at (s, s->at, "more than %d levels within each other; flatten it", JSON_DEEPEST);
  s->at++;
  bool first = true;
  for (;;) {
    /* A comma before the closing bracket is reported where the comma is, so remember its line.  */
    struct json_place comma_place = place_now (s);
    comma_place.column--;
    if (!skip_blanks (s))
      return false;
    if (ended (s))
      return fail_at (s, s->at, "the file ends in the %s that starts at line %u, column %u; close it with \"%c\"", kind,
                      start.line, start.column, close);
    if (peek (s, 0) == close) {
      if (!first) {
        s->failed = true;
        json_fault_at (s->err, s->path, comma_place, "comma before \"%c\"; remove the comma", close);
        return false;
      }
      break;
    }
    if (peek (s, 0) == ',')
      return fail_at (s, s->at, "comma without a value before it; remove it");
    if (peek (s, 0) == other)
      return fail_at (s, s->at, "\"%c\" where the \"%c\" of line %u, column %u is open; close it with \"%c\" first",
                      other, open, start.line, start.column, close);
    struct json_place key = place_now (s);
    if (object) {
      if (peek (s, 0) != '"') {
        if (word_byte (peek (s, 0)))
          return fail_at (s, s->at, "key without quotation marks; write it as \"key\"");
        return fail_token (s, "a key in double quotation marks");
      }
      if (!scan_string (s) || !skip_blanks (s))
        return false;
      if (peek (s, 0) != ':')
        return fail_token (s, "\":\" after the key");
      s->at++;
      if (!skip_blanks (s))
        return false;
    }
    if (!scan_value (s, object ? key : place_now (s)) || !skip_blanks (s))
      return false;
    first = false;
    char c = peek (s, 0);
    if (c == ',') {
      s->at++;
      continue;
    }
    if (c == close)
      break;
    if (ended (s))
      return fail_at (s, s->at, "the file ends in the %s that starts at line %u, column %u; close it with \"%c\"", kind,
                      start.line, start.column, close);
    if (c == other)
      return fail_at (s, s->at, "\"%c\" where the \"%c\" of line %u, column %u is open; close it with \"%c\" first",
                      other, open, start.line, start.column, close);
    if (c == '"' || c == '{' || c == '[' || word_byte (c))
      return fail_at (s, s->at, "missing comma before this");
    return fail_token (s, object ? "\",\" or \"}\"" : "\",\" or \"]\"");
  }
  s->at++;
  s->depth--;
  return true;
}

static bool
scan_value (struct scanner *s, struct json_place key)
{
  struct json_places *p = s->places;
  if (p->count == p->capacity) {
    p->capacity = p->capacity == 0 ? 64 : p->capacity * 2;
    p->list = memory_grow (p->list, p->capacity, sizeof *p->list);
  }
  p->list[p->count].key = key;
  p->list[p->count].value = place_now (s);
  p->count++;
  char c = peek (s, 0);
  if (c == '{')
    return scan_members (s, true);
  if (c == '[')
    return scan_members (s, false);
  if (c == '"')
    return scan_string (s);
  if (digit_at (s) || (c == '-'))
    return scan_number (s);
  if (word_byte (c))
    return scan_word (s);
  return fail_token (s, "a value");
}

/* Looks for the markers that no comment and no value starts a line with, before
   anything else: what is wrong further up is then a consequence.  */
static bool
find_conflict (struct scanner *s)
{
  unsigned line = 1;
  for (size_t at = 0; at < s->size;) {
    const char *here = s->text + at;
    if (json_conflict_marker (here, s->size - at, '<') || json_conflict_marker (here, s->size - at, '>')
        || json_conflict_marker (here, s->size - at, '|')) {
      struct json_place place = { line, 1 };
      s->failed = true;
      json_fault_at (s->err, s->path, place, "conflict marker of git; %s", s->conflict_remedy);
      return true;
    }
    const char *end = memchr (here, '\n', s->size - at);
    if (end == NULL)
      break;
    at += (size_t) (end - here) + 1;
    line++;
  }
  return false;
}

static bool
scan_document (struct scanner *s)
{
  if (find_conflict (s))
    return false;
  if (s->size >= 3 && memcmp (s->text, "\xef\xbb\xbf", 3) == 0)
    return fail_at (s, 0, "byte order mark; save the file as UTF-8 without one");
  if (s->size >= 2 && (memcmp (s->text, "\xff\xfe", 2) == 0 || memcmp (s->text, "\xfe\xff", 2) == 0))
    return fail_at (s, 0, "the file is UTF-16; save it as UTF-8");
  if (!skip_blanks (s))
    return false;
  if (ended (s))
    return fail_at (s, s->at, "the file is empty; it must hold one JSON object: restore it");
  if (!scan_value (s, place_now (s)) || !skip_blanks (s))
    return false;
  if (!ended (s))
    return fail_token (s, "the end of the file");
  return true;
}

bool
json_scan_text (const char *path, char *text, size_t size, const char *conflict_remedy, struct json_places *places,
                struct strbuf *err)
{
  struct scanner s = { .path = path,
                       .text = text,
                       .size = size,
                       .line = 1,
                       .conflict_remedy = conflict_remedy,
                       .places = places,
                       .err = err };
  return scan_document (&s);
}
