/* C tokens from source text, one logical line at a time.  See lexer.h.  */
#include "lexer.h"

#include <stdio.h>
#include <stdlib.h>

#include "strbuf.h"

#define LARGEST_SOURCE ((size_t) 64 << 20)

void
source_text_set (struct source_text *source, const char *data, size_t size)
{
  size_t capacity = size / 32 + 16, count = 0;
  const char *end;
  source->data = memory_grow (NULL, size + 1, 1);
  memcpy (source->data, data, size);
  source->data[size] = '\0';
  source->size = size;
  source->line_starts = memory_grow (NULL, capacity, sizeof *source->line_starts);
  source->line_starts[count++] = 0;
  for (const char *at = source->data; (end = memchr (at, '\n', size - (size_t) (at - source->data))); at = end + 1) {
    if (count == capacity) {
      capacity *= 2;
      source->line_starts = memory_grow (source->line_starts, capacity, sizeof *source->line_starts);
    }
    source->line_starts[count++] = (size_t) (end + 1 - source->data);
  }
  source->line_count = count;
  source->question_marks = false;
  for (const char *at = source->data;
       !source->question_marks && (at = memchr (at, '?', size - (size_t) (at - source->data))); at++)
    source->question_marks = at[1] == '?';
}

bool
source_text_read (const char *path, struct source_text *source)
{
  struct strbuf content;
  char block[65536];
  size_t got;
  bool good;
  FILE *file = fopen (path, "rb");
  memset (source, 0, sizeof *source);
  if (!file)
    return false;
  strbuf_init (&content);
  while ((got = fread (block, 1, sizeof block, file)) > 0 && content.length <= LARGEST_SOURCE)
    strbuf_add (&content, block, got);
  good = !ferror (file) && content.length <= LARGEST_SOURCE;
  fclose (file);
  if (good)
    source_text_set (source, strbuf_text (&content), content.length);
  strbuf_release (&content);
  return good;
}

void
source_text_release (struct source_text *source)
{
  free (source->data);
  free (source->line_starts);
  memset (source, 0, sizeof *source);
}

/* Where lexing stands.  `at` is always on a character that is not part of a
   line splice; END_OF_TEXT is read past the end.

   Splices and trigraphs may stand within any token, but hardly ever do.  So each
   kind of token is first tried on the plain bytes (the functions called plain_...);
   where a backslash is met, or trigraphs may be, the same is read character
   by character.  */
struct cursor {
  const struct source_text *source;
  const struct lexer_options *options;
  bool trigraphs; /* they are in force, and there may be some */
  size_t at;
  unsigned line;
};

/* A cursor at offset AT of SOURCE, on LINE.  */
static struct cursor
cursor_at (const struct source_text *source, const struct lexer_options *options, size_t at, unsigned line)
{
  struct cursor c = { source, options, options->trigraphs && source->question_marks, at, line };
  return c;
}

#define END_OF_TEXT (-1)

/* Length of the line splice at offset AT, 0 if there is none.  Like GCC, blanks
   between the backslash and the end of the line are allowed.  */
static size_t
splice_length (const struct cursor *c, size_t at)
{
  const char *data = c->source->data;
  size_t size = c->source->size, i = at;
  if (i < size && data[i] == '\\')
    i++;
  else if (c->trigraphs && size - i >= 3 && i < size && memcmp (data + i, "?\?/", 3) == 0)
    i += 3;
  else
    return 0;
  while (i < size && (data[i] == ' ' || data[i] == '\t' || data[i] == '\f' || data[i] == '\v' || data[i] == '\r'))
    i++;
  return i < size && data[i] == '\n' ? i + 1 - at : 0;
}

static void
skip_splices (struct cursor *c)
{
  size_t length;
  while ((length = splice_length (c, c->at)) > 0) {
    c->at += length;
    c->line++;
  }
}

/* The character that the trigraph at offset AT stands for (C11 5.2.1.1), 0 if there is none.  */
static int
trigraph_at (const struct cursor *c, size_t at)
{
  static const char third[] = "=/'()!<>-", meant[] = "#\\^[]|{}~";
  const char *data = c->source->data + at, *found;
  if (!c->trigraphs || c->source->size - at < 3 || data[0] != '?' || data[1] != '?' || !data[2])
    return 0;
  found = strchr (third, data[2]);
  return found ? meant[found - third] : 0;
}

static int
peek (const struct cursor *c)
{
  int trigraph;
  if (c->at >= c->source->size)
    return END_OF_TEXT;
  trigraph = c->source->data[c->at] == '?' ? trigraph_at (c, c->at) : 0;
  return trigraph ? trigraph : (unsigned char) c->source->data[c->at];
}

/* Offset past the character at AT.  */
static size_t
next_offset (const struct cursor *c)
{
  return c->at + (c->source->data[c->at] == '?' && trigraph_at (c, c->at) ? 3 : 1);
}

/* The character COUNT places after the current one, splices passed over.  */
static int
peek_after (const struct cursor *c, unsigned count)
{
  struct cursor ahead = *c;
  while (count-- > 0 && ahead.at < ahead.source->size) {
    ahead.at = next_offset (&ahead);
    skip_splices (&ahead);
  }
  return peek (&ahead);
}

static void
advance (struct cursor *c)
{
  if (c->at < c->source->size) {
    if (c->source->data[c->at] == '\n')
      c->line++;
    c->at = next_offset (c);
    skip_splices (c);
  }
}

static unsigned
column_of (const struct cursor *c)
{
  size_t start = c->line >= 1 && c->line <= c->source->line_count ? c->source->line_starts[c->line - 1] : 0;
  return (unsigned) (c->at - start + 1);
}

enum { WORD_START = 1, DIGIT = 2, BLANK = 4 };

static const unsigned char classes[256] = {
  ['a' ... 'z'] = WORD_START,
  ['A' ... 'Z'] = WORD_START,
  ['_'] = WORD_START,
  ['$'] = WORD_START,
  [0x80 ... 0xff] = WORD_START,
  ['0' ... '9'] = DIGIT,
  [' '] = BLANK,
  ['\t'] = BLANK,
  ['\f'] = BLANK,
  ['\v'] = BLANK,
  ['\r'] = BLANK,
};

/* True if CH, a character or END_OF_TEXT, is of one of the CLASSES.  */
static bool
is_of (int ch, unsigned wanted)
{
  return ch >= 0 && (classes[(unsigned char) ch] & wanted);
}

/* A universal character name, \uXXXX or \UXXXXXXXX, is part of an identifier.  */
static bool
is_universal_name (const struct cursor *c)
{
  int next = peek_after (c, 1);
  return peek (c) == '\\' && (next == 'u' || next == 'U');
}

static void
take (struct cursor *c, struct strbuf *text)
{
  strbuf_add_char (text, (char) peek (c));
  advance (c);
}

static void
lex_identifier (struct cursor *c, struct strbuf *text)
{
  while (is_of (peek (c), WORD_START | DIGIT) || is_universal_name (c))
    take (c, text);
}

static void
lex_number (struct cursor *c, struct strbuf *text)
{
  for (;;) {
    int ch = peek (c);
    if (strchr ("eEpP", ch) && ch != '\0' && (peek_after (c, 1) == '+' || peek_after (c, 1) == '-')) {
      take (c, text);
      take (c, text);
    } else if (is_of (ch, WORD_START | DIGIT) || ch == '.' || is_universal_name (c))
      take (c, text);
    else if (ch == '\'' && c->options->digit_separators && is_of (peek_after (c, 1), WORD_START | DIGIT))
      take (c, text);
    else
      break;
  }
}

/* A string or character constant, to its closing quote or the end of the line.  */
static void
lex_quoted (struct cursor *c, struct strbuf *text)
{
  int quote = peek (c);
  take (c, text);
  while (peek (c) != END_OF_TEXT && peek (c) != '\n') {
    int ch = peek (c);
    take (c, text);
    if (ch == quote)
      break;
    if (ch == '\\' && peek (c) != END_OF_TEXT && peek (c) != '\n')
      take (c, text);
  }
}

/* R"delimiter( ... )delimiter": no splices inside, so the text is taken raw.  */
static void
lex_raw_string (struct cursor *c, struct strbuf *text)
{
  const char *data = c->source->data;
  size_t size = c->source->size, open = c->at + 1, end;
  struct strbuf close = STRBUF_INIT;
  while (open < size && data[open] != '(' && open - c->at <= 17)
    open++;
  strbuf_init (&close);
  strbuf_add_char (&close, ')');
  strbuf_add (&close, data + c->at + 1, open - c->at - 1);
  strbuf_add_char (&close, '"');
  for (end = open; end < size; end++)
    if (size - end >= close.length && memcmp (data + end, strbuf_text (&close), close.length) == 0) {
      end += close.length;
      break;
    }
  strbuf_release (&close);
  for (; c->at < end; c->at++) {
    strbuf_add_char (text, data[c->at]);
    c->line += data[c->at] == '\n';
  }
  skip_splices (c);
}

/* Punctuators of more than one character.  */
static const char *const longest_first[] = {
  "%:%:", "<<=", ">>=", "...", "->*", "<=>", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
  "*=",   "/=",  "%=",  "+=",  "-=",  "&=",  "^=", "|=", "##", "::", ".*", "<:", ":>", "<%", "%>", "%:", NULL
};

static void
lex_punctuator (struct cursor *c, struct strbuf *text)
{
  for (size_t i = 0; longest_first[i]; i++) {
    const char *candidate = longest_first[i];
    unsigned length = 0;
    if (peek (c) != (unsigned char) candidate[0])
      continue;
    while (candidate[length] && peek_after (c, length) == (unsigned char) candidate[length])
      length++;
    if (!candidate[length]) {
      while (length-- > 0)
        take (c, text);
      return;
    }
  }
  take (c, text);
}

/* True for the encoding prefixes that may stand before a quote.  */
static bool
is_prefix (const char *text, bool raw)
{
  static const char *const plain[] = { "L", "u", "U", "u8" };
  size_t length = strlen (text);
  if (raw) {
    if (length == 0 || text[length - 1] != 'R')
      return false;
    length--;
    if (length == 0)
      return true;
  }
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (strlen (plain[i]) == length && memcmp (plain[i], text, length) == 0)
      return true;
  return false;
}

/* A constant may hold bytes of zero, and a token's text ends at one: they become spaces, and their places
   follow behind the closing quote, where nothing else can stand.  */
static void
escape_zeros (struct strbuf *text)
{
  size_t length = text->length;
  for (size_t i = 0; i < length; i++)
    if (text->text[i] == '\0') {
      text->text[i] = ' ';
      strbuf_addf (text, "@%zu", i);
    }
}

/* The texts of a list's tokens are kept together, in blocks: there are many, all short.  */
struct text_block {
  struct text_block *next;
  size_t used, size;
  char text[];
};

#define BLOCK_SIZE 4000

const char *
token_list_keep_text (struct token_list *list, const char *text, size_t size)
{
  struct text_block *block = list->blocks;
  char *kept;
  if (!block || block->size - block->used <= size) {
    size_t room = size < BLOCK_SIZE ? BLOCK_SIZE : size + 1;
    block = memory_grow (NULL, sizeof *block + room, 1);
    block->next = list->blocks;
    block->used = 0;
    block->size = room;
    list->blocks = block;
  }
  kept = block->text + block->used;
  memcpy (kept, text, size);
  kept[size] = '\0';
  block->used += size + 1;
  return kept;
}

static void
add_token (struct token_list *list, const struct token *t)
{
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? 2 * list->capacity : 64;
    list->tokens = memory_grow (list->tokens, list->capacity, sizeof *list->tokens);
  }
  list->tokens[list->count++] = *t;
}

/* The plain readings: each gives the offset past what starts at C, or 0 where it takes reading character by
   character.  They rely on the NUL behind the text.  */

static size_t
plain_word (const struct cursor *c)
{
  const unsigned char *data = (const unsigned char *) c->source->data;
  size_t end = c->at;
  while (classes[data[end]] & (WORD_START | DIGIT))
    end++;
  /* Before a quote the word may be the prefix of a string.  */
  return data[end] == '\\' || data[end] == '"' || data[end] == '\'' ? 0 : end;
}

static size_t
plain_number (const struct cursor *c)
{
  const unsigned char *data = (const unsigned char *) c->source->data;
  size_t end = c->at;
  for (;; end++) {
    unsigned char ch = data[end];
    if ((ch == 'e' || ch == 'E' || ch == 'p' || ch == 'P') && (data[end + 1] == '+' || data[end + 1] == '-'))
      end++;
    else if (ch == '\\' || ch == '\'')
      return 0;
    else if (!(classes[ch] & (WORD_START | DIGIT)) && ch != '.')
      return end;
  }
}

static size_t
plain_quoted (const struct cursor *c)
{
  const unsigned char *data = (const unsigned char *) c->source->data;
  unsigned char quote = data[c->at];
  for (size_t end = c->at + 1;; end++) {
    unsigned char ch = data[end];
    if (ch == quote)
      return end + 1;
    if (ch == '\n' || ch == '\0')
      return 0;
    if (ch == '\\') {
      ch = data[++end];
      if (ch == '\n' || ch == '\0' || ch == '\\' || classes[ch] & BLANK) {
        /* A splice, perhaps, here or behind the second backslash.  */
        unsigned char after = ch == '\\' ? data[end + 1] : '\n';
        if (after == '\n' || after == '\0' || classes[after] & BLANK)
          return 0;
      }
    }
  }
}

static size_t
plain_punctuator (const struct cursor *c)
{
  const char *data = c->source->data + c->at;
  if (data[0] == '\\' || data[1] == '\\')
    return 0;
  if (!data[1] || !strchr ("=<>-+&|#:.*%", data[1]))
    return c->at + 1;
  if (data[2] == '\\' || (data[2] && data[3] == '\\'))
    return 0;
  for (size_t i = 0; longest_first[i]; i++)
    if (longest_first[i][0] == data[0] && longest_first[i][1] == data[1]) {
      size_t length = strlen (longest_first[i]);
      if (strncmp (longest_first[i], data, length) == 0)
        return c->at + length;
    }
  return c->at + 1;
}

static size_t
plain_token (const struct cursor *c, enum token_kind *kind)
{
  const unsigned char *data = (const unsigned char *) c->source->data + c->at;
  if (classes[data[0]] & WORD_START) {
    *kind = TOKEN_IDENTIFIER;
    return plain_word (c);
  }
  if (classes[data[0]] & DIGIT) {
    *kind = TOKEN_NUMBER;
    return plain_number (c);
  }
  if (data[0] == '"' || data[0] == '\'') {
    *kind = data[0] == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
    return plain_quoted (c);
  }
  if (data[0] == '.' && (classes[data[1]] & DIGIT || data[1] == '\\'))
    return 0;
  *kind = TOKEN_PUNCTUATOR;
  return plain_punctuator (c);
}

/* Moves C to END, which a plain reading gave.  */
static void
move_to (struct cursor *c, size_t end)
{
  c->at = end;
  if (c->source->data[end] == '\\')
    skip_splices (c);
}

/* A comment on which C stands; also counts the LINES that it goes on for.  */
static size_t
plain_comment (const struct cursor *c, unsigned *lines)
{
  const char *data = c->source->data, *start = data + c->at, *limit = data + c->source->size, *end;
  *lines = 0;
  if (start[0] != '/')
    return 0;
  if (start[1] == '/' && c->options->line_comments) {
    end = memchr (start, '\n', (size_t) (limit - start));
    end = end ? end : limit;
    for (const char *last = end; last[-1] == '\\' || classes[(unsigned char) last[-1]] & BLANK; last--)
      if (last[-1] == '\\')
        return 0;
    return (size_t) (end - data);
  }
  if (start[1] != '*')
    return 0;
  for (end = start + 2; (end = memchr (end, '*', (size_t) (limit - end))); end++)
    if (end[1] == '/' || end[1] == '\\')
      break;
  if (!end || end[1] == '\\')
    return 0;
  for (const char *at = start; (at = memchr (at, '\n', (size_t) (end - at))); at++)
    ++*lines;
  return (size_t) (end + 2 - data);
}

/* Passes over blanks and comments.  False at the end of the logical line.  */
static bool
skip_blanks (struct cursor *c, bool to_end_of_text)
{
  for (;;) {
    int ch;
    if (!c->trigraphs) {
      size_t end = c->at;
      unsigned lines;
      while (classes[(unsigned char) c->source->data[end]] & BLANK)
        end++;
      move_to (c, end);
      if ((end = plain_comment (c, &lines))) {
        c->line += lines;
        move_to (c, end);
        continue;
      }
    }
    ch = peek (c);
    if (ch == END_OF_TEXT)
      return false;
    if (ch == '\n' && !to_end_of_text)
      return false;
    if (ch == ' ' || ch == '\t' || ch == '\f' || ch == '\v' || ch == '\r' || ch == '\n' || ch == '\0')
      advance (c);
    else if (ch == '/' && peek_after (c, 1) == '*') {
      advance (c);
      advance (c);
      while (peek (c) != END_OF_TEXT && !(peek (c) == '*' && peek_after (c, 1) == '/'))
        advance (c);
      advance (c);
      advance (c);
    } else if (ch == '/' && c->options->line_comments && peek_after (c, 1) == '/') {
      while (peek (c) != END_OF_TEXT && peek (c) != '\n')
        advance (c);
    } else
      return true;
  }
}

/* Reads the token at C character by character.  */
static enum token_kind
lex_token (struct cursor *c, struct strbuf *text)
{
  enum token_kind kind = TOKEN_PUNCTUATOR;
  int ch = peek (c);
  if (is_of (ch, WORD_START) || is_universal_name (c)) {
    kind = TOKEN_IDENTIFIER;
    lex_identifier (c, text);
    ch = peek (c);
    if (ch == '"' && c->options->raw_strings && is_prefix (strbuf_text (text), true)) {
      kind = TOKEN_STRING;
      lex_raw_string (c, text);
    } else if ((ch == '"' || ch == '\'') && is_prefix (strbuf_text (text), false)) {
      kind = ch == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
      lex_quoted (c, text);
    }
  } else if (is_of (ch, DIGIT) || (ch == '.' && is_of (peek_after (c, 1), DIGIT))) {
    kind = TOKEN_NUMBER;
    lex_number (c, text);
  } else if (ch == '"' || ch == '\'') {
    kind = ch == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
    lex_quoted (c, text);
  } else
    lex_punctuator (c, text);
  escape_zeros (text);
  return kind;
}

static void
lex (struct cursor *c, unsigned file, bool to_end_of_text, struct token_list *list)
{
  struct strbuf text;
  strbuf_init (&text);
  while (skip_blanks (c, to_end_of_text)) {
    struct token t = { .file = file, .line = c->line, .column = column_of (c) };
    size_t end = c->trigraphs ? 0 : plain_token (c, &t.kind);
    if (end) {
      t.text = token_list_keep_text (list, c->source->data + c->at, end - c->at);
      move_to (c, end);
    } else {
      strbuf_clear (&text);
      t.kind = lex_token (c, &text);
      t.text = token_list_keep_text (list, strbuf_text (&text), text.length);
    }
    add_token (list, &t);
  }
  strbuf_release (&text);
}

bool
lex_line (const struct source_text *source, unsigned file, unsigned line, unsigned column,
          const struct lexer_options *options, struct token_list *list)
{
  struct cursor c;
  size_t first = list->count;
  if (line < 1 || line > source->line_count || column < 1 || column - 1 > source->size - source->line_starts[line - 1])
    return false;
  c = cursor_at (source, options, source->line_starts[line - 1] + column - 1, line);
  skip_splices (&c);
  lex (&c, file, false, list);
  if (list->count - first >= 2 && token_is (&list->tokens[first], "#") && token_is (&list->tokens[first + 1], "pragma"))
    for (size_t i = first; i < list->count; i++)
      list->tokens[i].pragma = true;
  return true;
}

void
lex_text (const char *text, const struct lexer_options *options, struct token_list *list)
{
  struct source_text source;
  struct cursor c;
  source_text_set (&source, text, strlen (text));
  c = cursor_at (&source, options, 0, 1);
  skip_splices (&c);
  lex (&c, 0, true, list);
  source_text_release (&source);
}

void
token_list_truncate (struct token_list *list, size_t count)
{
  if (count < list->count)
    list->count = count;
}

void
token_list_drop_first (struct token_list *list, size_t count)
{
  if (count > list->count)
    count = list->count;
  if (count)
    memmove (list->tokens, list->tokens + count, (list->count - count) * sizeof *list->tokens);
  list->count -= count;
}

void
token_list_release (struct token_list *list)
{
  while (list->blocks) {
    struct text_block *next = list->blocks->next;
    free (list->blocks);
    list->blocks = next;
  }
  free (list->tokens);
  memset (list, 0, sizeof *list);
}
