/* Macro definitions as tokens.  See spelling.h.  */
#include <stdlib.h>
#include <string.h>

#include "spelling.h"
#include "strbuf.h"

static void
add_parameter (struct macro_definition *m, const char *name)
{
  m->parameters = memory_grow (m->parameters, m->parameter_count + 1, sizeof *m->parameters);
  m->parameters[m->parameter_count++] = memory_copy_text (name);
}

long
macro_parameter_index (const struct macro_definition *m, const char *name)
{
  for (size_t i = 0; i < m->parameter_count; i++)
    if (strcmp (m->parameters[i], name) == 0)
      return (long) i;
  return -1;
}

static struct digest
digest_definition (const struct macro_definition *m)
{
  struct strbuf text;
  struct digest digest;
  strbuf_init (&text);
  strbuf_addf (&text, "%s %zu %d", m->name, m->function_like ? m->parameter_count + 1 : 0, m->variadic);
  for (size_t i = 0; i < m->body.count; i++) {
    const struct token *t = &m->body.tokens[i];
    long parameter = t->kind == TOKEN_IDENTIFIER ? macro_parameter_index (m, t->text) : -1;
    strbuf_add_char (&text, '\0');
    /* What a parameter is called is nobody's concern: # makes text of the argument.  */
    if (parameter >= 0) {
      strbuf_add_char (&text, 'P');
      strbuf_add_number (&text, (unsigned long long) parameter);
    } else {
      strbuf_add_char (&text, (char) ('0' + t->kind));
      strbuf_add_text (&text, t->text);
    }
  }
  digest = digest_of (strbuf_text (&text), text.length, DIGEST_SHORT);
  strbuf_release (&text);
  return digest;
}

struct macro_definition *
macro_definition_parse (const char *text, bool environment, const struct lexer_options *options)
{
  struct macro_definition *m = memory_get (sizeof *m);
  size_t name_length = strcspn (text, "( \t"), body;
  struct token_list all = TOKEN_LIST_INIT;
  m->environment = environment;
  lex_text (text, options, &all);
  m->name = memory_copy_text (all.count ? all.tokens[0].text : "");
  body = all.count ? 1 : 0;
  /* A parenthesis right after the name makes it function-like.  */
  if (text[name_length] == '(' && all.count > 1) {
    m->function_like = true;
    for (body = 2; body < all.count && !token_is (&all.tokens[body], ")"); body++) {
      const struct token *t = &all.tokens[body];
      if (t->kind == TOKEN_IDENTIFIER)
        add_parameter (m, t->text);
      else if (token_is (t, "...")) {
        m->variadic = true;
        if (!token_is (&all.tokens[body - 1], "(") && !token_is (&all.tokens[body - 1], ","))
          continue; /* GNU named variadic parameter: args...  */
        add_parameter (m, "__VA_ARGS__");
      }
    }
    body += body < all.count;
  }
  token_list_drop_first (&all, body);
  m->body = all;
  for (size_t i = 0; i < all.count; i++)
    m->reserved |= strncmp (all.tokens[i].text, "__", 2) == 0;
  if (!environment)
    m->digest = digest_definition (m);
  return m;
}

void
macro_definition_free (struct macro_definition *m)
{
  if (!m)
    return;
  free (m->name);
  for (size_t i = 0; i < m->parameter_count; i++)
    free (m->parameters[i]);
  free (m->parameters);
  token_list_release (&m->body);
  free (m);
}
