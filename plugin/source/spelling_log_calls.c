/* Which calls are given the line, for certain: those of logs and assertions.

   A call in the text says so itself.  One that a macro makes is known by the name of what it calls and by the token that the
   macro was expanded for.  The macros there may hold several calls of that name, and the compiler may have dropped some: so each
   of them has to be given the line, also where macros hand it on to each other.  In doubt no call is.  */
#include <string.h>

#include "spelling_private.h"

#define DEEPEST 20

/* Whether M stands for a list of arguments of which one is the line: `#define HERE __FILE__, __LINE__`.  */
static unsigned
lines_listed (const struct macro_definition *m)
{
  unsigned count = 0;
  int depth = 0;
  for (size_t i = 0; i < m->body.count && !m->function_like; i++) {
    const struct token_list *body = &m->body;
    size_t end = operand_end (body, i);
    if (token_is (&body->tokens[i], "(") || token_is (&body->tokens[i], "[") || token_is (&body->tokens[i], "{"))
      depth++;
    else if (token_is (&body->tokens[i], ")") || token_is (&body->tokens[i], "]") || token_is (&body->tokens[i], "}"))
      depth--;
    else if (depth == 0 && is_line_token (&body->tokens[i]) && (i == 0 || token_is (&body->tokens[i - 1], ","))
             && (end + 1 >= body->count || token_is (&body->tokens[end + 1], ",")))
      count++;
  }
  return count;
}

/* What the call is followed by would be called, or looked into, at the same place in the eyes of the compiler.  */
static bool
goes_on_after (const struct token_list *list, size_t close)
{
  const struct token *t = &list->tokens[close + 1];
  return close + 1 < list->count && (token_is (t, "(") || token_is (t, "[") || token_is (t, ".") || token_is (t, "->"));
}

/* A search at one token of the text.  */
struct search {
  const struct spelled_function *f;
  size_t at;
};

static unsigned lines_of_all (const struct search *s, const char *name, const struct macro_definition *m,
                              size_t parameter, int depth);

/* How many of the arguments of the call that the parenthesis OPEN of LIST begins are the line, of those that are number FROM or, if MORE, a
   later one.  M: LIST is its body; or NULL.  */
static unsigned
lines_of_call (const struct search *s, const struct token_list *list, size_t open, const struct macro_definition *m,
               size_t from, bool more, int depth)
{
  size_t close = matching_close (list, open);
  unsigned count = 0;
  if (close == list->count || goes_on_after (list, close) || depth > DEEPEST)
    return 0;
  for (size_t i = open + 1; i < close; i++) {
    const struct token *t = &list->tokens[i];
    size_t start, number;
    long parameter;
    if (t->kind != TOKEN_IDENTIFIER)
      continue;
    start = operand_start (list, i);
    if (call_given (list, start, operand_end (list, i)) != open)
      continue;
    number = argument_number (list, open, start);
    if (number < from || (number > from && !more))
      continue;
    parameter = m ? macro_parameter_index (m, t->text) : -1;
    if (is_line_token (t))
      count++;
    else if (parameter >= 0)
      count += lines_of_all (s, m->name, m, (size_t) parameter, depth + 1);
    else {
      const struct macro_definition *listed = spelled_macro (s->f, t->text);
      count += listed ? lines_listed (listed) : 0;
    }
  }
  return count;
}

static unsigned
lesser (unsigned a, unsigned b)
{
  return a < b ? a : b;
}

/* The same of the call of the name at AT of LIST; of M's PARAMETER alone, if M is what is called.  */
static unsigned
lines_of_name (const struct search *s, const struct token_list *list, size_t at, const struct macro_definition *in,
               const struct macro_definition *m, size_t parameter, int depth)
{
  bool function_like = m && m->function_like;
  if (depth > DEEPEST)
    return 0;
  if (at > 0
      && (is_stringizing (&list->tokens[at - 1]) || token_is (&list->tokens[at - 1], ".")
          || token_is (&list->tokens[at - 1], "->") || token_is (&list->tokens[at - 1], "##")))
    return 0;
  if (at + 1 < list->count && token_is (&list->tokens[at + 1], "("))
    return lines_of_call (s, list, at + 1, in, function_like ? parameter : 0,
                          !function_like || (m->variadic && parameter + 1 == m->parameter_count), depth + 1);
  /* Another name of it: `#define say real_say`.  */
  return in && !in->function_like && in->body.count == 1 ? lines_of_all (s, in->name, in, 0, depth + 1) : 0;
}

/* The least of what all calls of NAME are given that stand in the macros expanded at the token, and in what the text hands to them.  */
static unsigned
lines_of_all (const struct search *s, const char *name, const struct macro_definition *m, size_t parameter, int depth)
{
  const struct token_list *text = &s->f->tokens;
  unsigned least = ~0U;
  size_t end = s->at;
  if (depth > DEEPEST)
    return 0;
  for (size_t u = 0; u < s->f->uses_count && least; u++) {
    const struct macro_definition *in = s->f->uses[u].macro;
    if (s->f->uses[u].token != s->at || in == m)
      continue;
    for (size_t i = 0; i < in->body.count && least; i++)
      if (in->body.tokens[i].kind == TOKEN_IDENTIFIER && strcmp (in->body.tokens[i].text, name) == 0)
        least = macro_parameter_index (in, name) >= 0
                    ? 0
                    : lesser (least, lines_of_name (s, &in->body, i, in, m, parameter, depth + 1));
  }
  while (end + 1 < text->count && token_is (&text->tokens[end + 1], "("))
    end = matching_close (text, end + 1);
  /* The token itself is a macro's name.  */
  for (size_t i = s->at + !m; i <= end && i < text->count && least; i++)
    if (text->tokens[i].kind == TOKEN_IDENTIFIER && strcmp (text->tokens[i].text, name) == 0)
      least = lesser (least, lines_of_name (s, text, i, NULL, m, parameter, depth + 1));
  return least == ~0U ? 0 : least;
}

unsigned
spelling_lines_in_text (const struct spelled_function *f, size_t at, struct spelled_lines *lines)
{
  const struct search s = { f, f->tokens.count };
  if (at + 1 >= f->tokens.count || f->tokens.tokens[at].kind != TOKEN_IDENTIFIER
      || !token_is (&f->tokens.tokens[at + 1], "("))
    return 0;
  lines->first = lines->last = token_line (&f->tokens.tokens[at]);
  return lines_of_call (&s, &f->tokens, at + 1, NULL, 0, true, 0);
}

unsigned
spelling_lines_in_macros (const struct spelled_function *f, size_t at, const char *callee, struct spelled_lines *lines)
{
  const struct search s = { f, at };
  size_t end = at;
  if (at + 1 < f->tokens.count && token_is (&f->tokens.tokens[at + 1], "("))
    end = matching_close (&f->tokens, at + 1);
  if (end == f->tokens.count || goes_on_after (&f->tokens, end))
    return 0;
  lines->first = token_line (&f->tokens.tokens[at]);
  lines->last = token_line (&f->tokens.tokens[end]);
  return lines_of_all (&s, callee, NULL, 0, 0);
}
