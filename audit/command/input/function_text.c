/* Where a function stands in a source text: see function_text.h.  */
#include "function_text.h"

#include <string.h>

struct scan {
  const char *text, *at;
  unsigned line;
};

/* How deep a conditional nests; deeper ones are taken as they come.  */
#define CONDITIONALS 64

static bool
is_name_start (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || (unsigned char) c >= 0x80;
}

static bool
is_name (char c)
{
  return is_name_start (c) || (c >= '0' && c <= '9');
}

static void
step (struct scan *s)
{
  s->line += *s->at == '\n';
  s->at++;
}

/* To the end of the line, continuations and comments that cross it included.  */
static void
skip_directive (struct scan *s)
{
  while (*s->at && *s->at != '\n') {
    if (*s->at == '\\' && s->at[1])
      step (s);
    else if (s->at[0] == '/' && s->at[1] == '*') {
      while (*s->at && !(s->at[0] == '*' && s->at[1] == '/'))
        step (s);
      if (*s->at)
        step (s);
    }
    if (*s->at)
      step (s);
  }
}

static void
skip_literal (struct scan *s)
{
  char quote = *s->at;
  step (s);
  while (*s->at && *s->at != quote && *s->at != '\n') {
    if (*s->at == '\\' && s->at[1])
      step (s);
    step (s);
  }
  if (*s->at == quote)
    step (s);
}

/* Past blanks and comments; true if the line began meanwhile, so that # is a directive.  */
static bool
skip_blanks (struct scan *s)
{
  bool fresh = s->at == s->text;
  for (;;) {
    if (*s->at == '\n' || *s->at == ' ' || *s->at == '\t' || *s->at == '\r' || *s->at == '\f' || *s->at == '\v') {
      fresh = fresh || *s->at == '\n';
      step (s);
    } else if (s->at[0] == '\\' && s->at[1] == '\n') {
      step (s);
      step (s);
    } else if (s->at[0] == '/' && s->at[1] == '/') {
      while (*s->at && *s->at != '\n')
        step (s);
    } else if (s->at[0] == '/' && s->at[1] == '*') {
      step (s);
      while (*s->at && !(s->at[0] == '*' && s->at[1] == '/'))
        step (s);
      for (int i = 0; i < 2 && *s->at; i++)
        step (s);
    } else
      return fresh;
  }
}

struct tokens {
  struct scan scan;
  const char *start;
  size_t length;
  unsigned line;
  int depth, parentheses;
  int at_if[CONDITIONALS];
  int conditionals;
  bool directive; /* passed since the token before */
};

static void
directive (struct tokens *t)
{
  const char *word = t->scan.at + 1;
  while (*word == ' ' || *word == '\t')
    word++;
  if (strncmp (word, "if", 2) == 0) {
    if (t->conditionals < CONDITIONALS)
      t->at_if[t->conditionals] = t->depth;
    t->conditionals++;
  } else if (strncmp (word, "el", 2) == 0 && t->conditionals > 0 && t->conditionals <= CONDITIONALS)
    t->depth = t->at_if[t->conditionals - 1];
  else if (strncmp (word, "endif", 5) == 0 && t->conditionals > 0)
    t->conditionals--;
  skip_directive (&t->scan);
  t->directive = true;
}

/* One token: its first byte is returned, 0 at the end.  Directives are passed; each branch of an #if begins at the
   depth at which the #if stands, so that braces in several branches count once.  */
static char
next_token (struct tokens *t)
{
  t->directive = false;
  while (skip_blanks (&t->scan) && *t->scan.at == '#')
    directive (t);
  t->start = t->scan.at;
  t->line = t->scan.line;
  char c = *t->scan.at;
  if (c == '\0')
    return c;
  if (is_name_start (c))
    while (is_name (*t->scan.at))
      t->scan.at++;
  else if (c == '"' || c == '\'')
    skip_literal (&t->scan);
  else if (c >= '0' && c <= '9')
    while (is_name (*t->scan.at) || *t->scan.at == '.' || (*t->scan.at == '\'' && is_name (t->scan.at[1])))
      t->scan.at++;
  else
    step (&t->scan);
  t->length = (size_t) (t->scan.at - t->start);
  return c;
}

/* After NAME and before its parenthesis: true if a body follows the parameters.  T stands behind its opening brace then.  */
static bool
body_follows (struct tokens *t)
{
  int parentheses = 0;
  bool semicolon = false;
  char before = 0, c = next_token (t);
  if (c != '(')
    return false;
  do {
    parentheses += c == '(';
    parentheses -= c == ')';
    c = next_token (t);
  } while (c && parentheses > 0);
  for (before = ')'; c; before = c, c = next_token (t)) {
    if (c == '{')
      return !semicolon || before == ';'; /* K&R: declarations of parameters stand between */
    if (c == '}' || c == '=' || (c == ',' && !semicolon) || (c == ';' && before == ')'))
      return false;
    semicolon = semicolon || c == ';';
  }
  return false;
}

/* To the brace that closes the one that was passed.  */
static void
close_body (struct tokens *t)
{
  int depth = t->depth;
  t->depth++;
  for (char c = next_token (t); c; c = next_token (t)) {
    t->depth += c == '{';
    t->depth -= c == '}';
    if (c == '}' && t->depth <= depth)
      break;
  }
  t->depth = depth;
}

/* Namespaces, classes and extern "C": what stands in their braces is at file scope, too.  */
static bool
opens_scope (const char *from, const char *brace)
{
  static const char *const words[] = { "namespace", "class", "struct", "extern" };
  for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
    size_t length = strlen (words[w]);
    for (const char *at = from; at + length <= brace; at++)
      if (strncmp (at, words[w], length) == 0 && !is_name (at[length]) && (at == from || !is_name (at[-1]))
          && !memchr (at, '(', (size_t) (brace - at)) && !memchr (at, '=', (size_t) (brace - at)))
        return true;
  }
  return false;
}

size_t
function_text_find (const char *text, const char *name, struct function_text *found, size_t room)
{
  struct tokens t = { .scan = { text, text, 1 } };
  const char *start = NULL; /* of the declaration that is being read */
  unsigned start_line = 0;
  size_t count = 0, length = strlen (name);

  for (char c = next_token (&t); c && count < room; c = next_token (&t)) {
    if (t.directive)
      start = NULL;
    if (!start) {
      start = t.start;
      start_line = t.line;
    }
    if (t.length == length && strncmp (t.start, name, length) == 0) {
      struct tokens ahead = t;
      if (body_follows (&ahead)) {
        close_body (&ahead);
        found[count++] = (struct function_text){ (size_t) (start - text), (size_t) (ahead.scan.at - start), start_line,
                                                 ahead.line };
        t = ahead;
        start = NULL;
      }
    } else if (c == '{') {
      if (!opens_scope (start, t.start))
        close_body (&t);
      /* An object's initialiser ends at its semicolon, a function at its brace.  */
      start = NULL;
    } else if (c == ';' || c == '}')
      start = NULL;
  }
  return count;
}
