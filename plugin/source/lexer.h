/* C tokens from source text, one logical line at a time.

   The compiler says where each active line begins; this reads the tokens that
   are spelled there.  It needs nothing of GCC, so that it can be tested alone.
   Phases 1 to 3 of translation (C11 5.1.1.2): trigraphs if asked for, line
   splices, comments, preprocessing tokens by longest match.  */
#ifndef LOADBEARING_LEXER_H
#define LOADBEARING_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

enum token_kind { TOKEN_IDENTIFIER, TOKEN_NUMBER, TOKEN_STRING, TOKEN_CHARACTER, TOKEN_PUNCTUATOR };

struct token {
  enum token_kind kind;
  const char *text;      /* without splices, NUL-terminated; owned by the list */
  unsigned file;         /* as given to lex_line */
  unsigned line, column; /* physical, 1-based, in bytes */
  unsigned presumed;     /* line as #line has it; 0 unless the caller of lex_line sets it */
  const char *renamed;   /* file as #line has it; NULL if it has none, or the caller of lex_line sets none */
  bool pragma;           /* stands on a #pragma line */
};

struct text_block;

struct token_list {
  struct token *tokens;
  size_t count, capacity;
  struct text_block *blocks; /* private: where the texts are kept */
};

#define TOKEN_LIST_INIT                                                                                                \
  {                                                                                                                    \
    NULL, 0, 0, NULL                                                                                                   \
  }

struct lexer_options {
  bool trigraphs;
  bool raw_strings;      /* R"x(...)x" */
  bool line_comments;    /* `//`; not in strict C90 */
  bool digit_separators; /* 1'000 */
};

/* The text of one file, with an index of its lines.  */
struct source_text {
  char *data; /* NUL-terminated; may hold NUL bytes as well */
  size_t size;
  size_t *line_starts; /* offsets; line N starts at line_starts[N - 1] */
  size_t line_count;
  bool question_marks; /* two in a row: there may be trigraphs */
};

/* Reads PATH.  False if it cannot be read or is larger than 64 MiB.  */
bool source_text_read (const char *path, struct source_text *source);
/* Takes a copy of SIZE bytes at DATA.  */
void source_text_set (struct source_text *source, const char *data, size_t size);
void source_text_release (struct source_text *source);

/* Appends to LIST the tokens of the logical line that starts at LINE and COLUMN
   of SOURCE.  A comment or a raw string may carry the logical line over
   several physical lines.  False if there is no such place.  */
bool lex_line (const struct source_text *source, unsigned file, unsigned line, unsigned column,
               const struct lexer_options *options, struct token_list *list);

/* Appends the tokens of TEXT, all of it.  */
void lex_text (const char *text, const struct lexer_options *options, struct token_list *list);

/* The token is TEXT, a word or a punctuator.  Inline: most tokens differ in the first byte, and what is compared most
   often has but one.  */
static inline bool
token_is (const struct token *t, const char *text)
{
  return t->text[0] == text[0] && t->kind != TOKEN_STRING && t->kind != TOKEN_CHARACTER
         && (text[0] == '\0' || (t->text[1] == text[1] && (text[1] == '\0' || strcmp (t->text, text) == 0)));
}

/* Drops the tokens from COUNT on.  */
void token_list_truncate (struct token_list *list, size_t count);
/* Drops the first COUNT tokens.  */
void token_list_drop_first (struct token_list *list, size_t count);
/* A copy of SIZE bytes at TEXT and a NUL behind them, which lives as long as LIST.  */
const char *token_list_keep_text (struct token_list *list, const char *text, size_t size);
void token_list_release (struct token_list *list);

#ifdef __cplusplus
}
#endif
#endif
