/* The source fingerprint: a function as it is spelled.  See spelling.h.  */
#include "spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spelling_private.h"
#include "strbuf.h"

/* Names: a hash set with open addressing.  The texts are not its own.  */
struct name_set {
  const char **slots;
  size_t capacity, count;
};

/* Where NAME stands in SET, which has room, or is to stand.  */
static const char **
name_set_slot (const struct name_set *set, const char *name)
{
  size_t hash = 5381, i;
  for (const char *c = name; *c; c++)
    hash = hash * 33 + (unsigned char) *c;
  for (i = hash & (set->capacity - 1); set->slots[i] && strcmp (set->slots[i], name) != 0;)
    i = (i + 1) & (set->capacity - 1);
  return &set->slots[i];
}

static bool
name_set_has (const struct name_set *set, const char *name)
{
  return set->capacity && *name_set_slot (set, name);
}

/* False if NAME is in SET already.  */
static bool
name_set_insert (struct name_set *set, const char *name)
{
  const char **slot;
  if (2 * (set->count + 1) > set->capacity) {
    struct name_set larger = { NULL, set->capacity ? 2 * set->capacity : 64, set->count };
    larger.slots = memory_get (larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < set->capacity; i++)
      if (set->slots[i])
        *name_set_slot (&larger, set->slots[i]) = set->slots[i];
    free (set->slots);
    *set = larger;
  }
  slot = name_set_slot (set, name);
  if (*slot)
    return false;
  *slot = name;
  set->count++;
  return true;
}

/* Macros whose value depends on the place or the moment, not on a definition.  */
static bool
is_place_macro (const struct token *t)
{
  static const char *const names[] = { "__LINE__",          "__FILE__",       "__BASE_FILE__",  "__FILE_NAME__",
                                       "__COUNTER__",       "__DATE__",       "__TIME__",       "__TIMESTAMP__",
                                       "__INCLUDE_LEVEL__", "__builtin_LINE", "__builtin_FILE", NULL };
  if (t->kind == TOKEN_IDENTIFIER && t->text[0] == '_')
    for (size_t i = 0; names[i]; i++)
      if (strcmp (t->text, names[i]) == 0)
        return true;
  return false;
}

/* The value that a place macro has where the token AT of F stands.  __DATE__ and the like differ
   from one compilation to the next anyway; their name says enough.  For __COUNTER__ see spelling_counts ().  */
static void
add_place_value (const struct spelled_function *f, const struct token *name, const struct token *at, struct strbuf *out)
{
  if (strstr (name->text, "LINE"))
    strbuf_addf (out, "=%u", at->presumed ? at->presumed : at->line);
  else if (strstr (name->text, "FILE") && at->renamed && strcmp (name->text, "__BASE_FILE__") != 0)
    strbuf_addf (out, "=%s", at->renamed);
  else if (strstr (name->text, "FILE"))
    strbuf_addf (out, "=%s", f->file ? f->file : "");
}

static bool
is_diagnostic_pragma (const struct token_list *list, size_t at)
{
  return at + 3 < list->count && list->tokens[at].pragma && token_is (&list->tokens[at], "#")
         && token_is (&list->tokens[at + 2], "GCC") && token_is (&list->tokens[at + 3], "diagnostic");
}

/* What stands for a token that is not written as it is spelled.  No token begins with such a byte, but a stray one that
   the compiler has refused.  What kind a token is follows from its spelling.  */
enum stand_in { SELF = 1, PARAMETER, LOCAL, PRAGMA, MACROS, SPELLED };

static void
write_text (const struct spelled_function *f, const struct names *names, struct strbuf *out)
{
  size_t next_number = 0;
  size_t *numbers = memory_get ((f->locals_count + 1) * sizeof *numbers);
  for (size_t i = 0; i < f->tokens.count; i++) {
    const struct token *t = &f->tokens.tokens[i];
    size_t local = names->locals[i];
    if (is_diagnostic_pragma (&f->tokens, i)) {
      unsigned line = t->line;
      while (i + 1 < f->tokens.count && f->tokens.tokens[i + 1].pragma && f->tokens.tokens[i + 1].line == line)
        i++;
      continue;
    }
    if (t->pragma && token_is (t, "#"))
      strbuf_add_char (out, PRAGMA);
    if (local != NO_LOCAL && !names->pinned[local]) {
      if (f->locals[local].kind == LOCAL_PARAMETER) {
        strbuf_add_char (out, PARAMETER);
        strbuf_add_number (out, f->locals[local].position);
      } else {
        if (!numbers[local])
          numbers[local] = ++next_number;
        strbuf_add_char (out, LOCAL);
        strbuf_add_number (out, numbers[local]);
      }
    } else if (names->contexts[i] == CONTEXT_ORDINARY && local == NO_LOCAL && f->name && strcmp (t->text, f->name) == 0)
      strbuf_add_char (out, SELF);
    else {
      strbuf_add_text (out, t->text);
      if (is_place_macro (t) && !is_call_argument (f, &f->tokens, i))
        add_place_value (f, t, t, out);
    }
    strbuf_add_char (out, '\0');
  }
  free (numbers);
}

/* Parameters whose names stay spelled: the heading, which is not part of the text, says what these names mean.  */
static void
write_spelled_parameters (const struct spelled_function *f, const struct names *names, struct strbuf *out)
{
  for (size_t l = 0; l < f->locals_count && !f->keep_names; l++) {
    if (f->locals[l].kind != LOCAL_PARAMETER || !names->pinned[l])
      continue;
    strbuf_add_char (out, SPELLED);
    strbuf_add_number (out, f->locals[l].position);
    strbuf_add_char (out, ' ');
    strbuf_add_text (out, f->locals[l].name);
    strbuf_add_char (out, '\0');
  }
}

static int
compare_uses (const void *a, const void *b)
{
  const struct spelled_use *const *x = a, *const *y = b;
  int order = (*x)->macro == (*y)->macro ? 0 : strcmp ((*x)->macro->name, (*y)->macro->name);
  return order ? order : (*x > *y) - (*x < *y);
}

/* An environment's macro counts by name, and its name is spelled already.  But which of its arguments
   it evaluates at all is the program's choice: NDEBUG decides what assert () does.  */
static void
write_dropped_arguments (const struct macro_definition *m, struct strbuf *out)
{
  for (size_t p = 0; p < m->parameter_count; p++) {
    bool used = false;
    for (size_t i = 0; i < m->body.count && !used; i++)
      used = strcmp (m->body.tokens[i].text, m->parameters[p]) == 0;
    if (!used)
      strbuf_addf (out, "D%s %zu%c", m->name, p, '\0');
  }
}

static void
write_macros (const struct spelled_function *f, struct strbuf *out)
{
  const struct spelled_use **sorted = memory_grow (NULL, f->uses_count + 1, sizeof *sorted);
  for (size_t i = 0; i < f->uses_count; i++)
    sorted[i] = &f->uses[i];
  qsort (sorted, f->uses_count, sizeof *sorted, compare_uses);
  for (size_t i = 0; i < f->uses_count; i++) {
    const struct macro_definition *m = sorted[i]->macro;
    bool again = i > 0 && sorted[i - 1]->macro == m;
    if (m->environment) {
      if (!again)
        write_dropped_arguments (m, out);
      continue;
    }
    if (!again) {
      strbuf_add_char (out, 'M');
      strbuf_add (out, m->digest.bytes, m->digest.length);
    }
    for (size_t b = 0; b < m->body.count && m->reserved; b++)
      if (is_place_macro (&m->body.tokens[b]) && !is_call_argument_in_macro (f, sorted[i], b)
          && sorted[i]->token < f->tokens.count) {
        strbuf_add_char (out, 'V');
        add_place_value (f, &m->body.tokens[b], &f->tokens.tokens[sorted[i]->token], out);
        strbuf_add_char (out, '\0');
      }
  }
  free (sorted);
}

static bool
follows_white_space (const struct token *t)
{
  const struct token *before = t - 1;
  return before->line != t->line || before->column + strlen (before->text) != t->column;
}

/* Where white space stands in arguments that become text: it is in the text.  True if such an argument names a macro, which may be
   expanded before.  */
static bool
write_white_space (const struct spelled_function *f, const struct token_list *list, struct strbuf *out)
{
  bool expands = false;
  size_t end = 0; /* of the arguments of own macros */
  for (size_t i = 0; i < list->count; i++) {
    const struct token *t = &list->tokens[i];
    if (i > 0 && token_is (t, "(") && t[-1].kind == TOKEN_IDENTIFIER && i >= end) {
      const struct macro_definition *m = spelled_macro (f, t[-1].text);
      if (m && !m->environment && m->function_like)
        end = matching_close (list, i);
    }
    if (i >= end)
      continue;
    bool white = i > 0 && follows_white_space (t), name = t->kind == TOKEN_IDENTIFIER && !expands;
    enum text_place place = white || name ? spelled_text_place (f, list, i) : TEXT_NONE;
    if (white && place == TEXT_INSIDE)
      strbuf_addf (out, "W%zu%c", i, '\0');
    if (name && place != TEXT_NONE) {
      const struct macro_definition *m = spelled_macro (f, t->text);
      expands = m && !m->environment;
    }
  }
  return expands;
}

/* The same of all of a macro's body.  */
static void
write_body_white_space (const struct macro_definition *m, struct strbuf *out)
{
  for (size_t i = 1; i < m->body.count; i++)
    if (follows_white_space (&m->body.tokens[i]))
      strbuf_addf (out, "%s %zu%c", m->name, i, '\0');
}

static bool
makes_some_text (const struct macro_definition *m)
{
  for (size_t i = 0; i < m->body.count; i++)
    if (is_stringizing (&m->body.tokens[i]))
      return m->function_like;
  return false;
}

static void
write_white_spaces (const struct spelled_function *f, struct strbuf *out)
{
  bool any = false, expands;
  for (size_t u = 0; u < f->uses_count && !any; u++)
    any = !f->uses[u].again && !f->uses[u].macro->environment && makes_some_text (f->uses[u].macro);
  if (!any)
    return;
  expands = write_white_space (f, &f->tokens, out);
  for (size_t u = 0; u < f->uses_count; u++)
    if (!f->uses[u].again && !f->uses[u].macro->environment) {
      size_t before = out->length;
      expands |= write_white_space (f, &f->uses[u].macro->body, out);
      if (out->length > before)
        strbuf_addf (out, "%s%c", f->uses[u].macro->name, '\0');
    }
  for (size_t u = 0; u < f->uses_count && expands; u++)
    if (!f->uses[u].again && !f->uses[u].macro->environment)
      write_body_white_space (f->uses[u].macro, out);
}

static const struct names *
names_of (struct spelled_function *f)
{
  if (!f->names) {
    f->names = memory_get (sizeof *f->names);
    names_resolve (f, f->names);
  }
  return f->names;
}

void
spelled_function_release (struct spelled_function *f)
{
  if (f->names)
    names_release (f->names);
  free (f->names);
  if (f->mentioned)
    free (f->mentioned->slots);
  free (f->mentioned);
  token_list_release (&f->tokens);
  free (f->locals);
  free (f->uses);
  free (f->globals);
  free (f->by_place);
  memset (f, 0, sizeof *f);
}

struct digest
spelling_digest (struct spelled_function *f, unsigned length)
{
  struct strbuf text;
  struct digest digest;
  strbuf_init (&text);
  write_text (f, names_of (f), &text);
  strbuf_add_char (&text, MACROS);
  write_macros (f, &text);
  write_white_spaces (f, &text);
  write_spelled_parameters (f, names_of (f), &text);
  digest = digest_of (strbuf_text (&text), text.length, length);
  strbuf_release (&text);
  return digest;
}

struct visit {
  struct name_set ordinary, tags;
  bool any_tag; /* each name may be a tag as well */
  void (*visit) (const char *, bool, void *);
  void *data;
};

static void
visit_once (struct visit *v, const char *name, bool tag)
{
  if (name_set_insert (tag ? &v->tags : &v->ordinary, name))
    v->visit (name, tag, v->data);
  if (v->any_tag && !tag)
    visit_once (v, name, true);
}

static bool
is_tag_word (const struct token *t)
{
  return token_is (t, "struct") || token_is (t, "union") || token_is (t, "enum");
}

static bool
follows_tag_word (const struct token_list *list, size_t i)
{
  return i > 0 && is_tag_word (&list->tokens[i - 1]);
}

/* Whether a tag in LIST, F's text or the body of its macro M (else NULL), is another word than the one that stands there: what M
   is given, what a macro stands for, what follows M.  */
static bool
hides_tag (const struct spelled_function *f, const struct token_list *list, const struct macro_definition *m)
{
  for (size_t i = 0; i < list->count; i++) {
    const struct token *next = &list->tokens[i + 1];
    if (!is_tag_word (&list->tokens[i]))
      continue;
    if (i + 1 == list->count)
      return true;
    if (next->kind != TOKEN_IDENTIFIER
            ? !token_is (next, "{")
            : (m && macro_parameter_index (m, next->text) >= 0) || spelled_macro (f, next->text)
                  || token_is (next, "__attribute__") || token_is (next, "__attribute"))
      return true;
  }
  return false;
}

/* Whether any word of F may be a tag, by its own macros.  Which of the environment's there are hangs on -O.  */
static bool
hides_tags (const struct spelled_function *f)
{
  bool hidden = hides_tag (f, &f->tokens, NULL);
  for (size_t u = 0; u < f->uses_count && !hidden; u = f->uses[u].next)
    if (!f->uses[u].macro->environment)
      hidden = hides_tag (f, &f->uses[u].macro->body, f->uses[u].macro);
  return hidden;
}

static void
visit_body (struct visit *v, const struct macro_definition *m)
{
  for (size_t i = 0; i < m->body.count; i++) {
    const struct token *t = &m->body.tokens[i];
    if (t->kind != TOKEN_IDENTIFIER || macro_parameter_index (m, t->text) >= 0)
      continue;
    if (i > 0 && (token_is (&m->body.tokens[i - 1], ".") || token_is (&m->body.tokens[i - 1], "->")))
      continue;
    visit_once (v, t->text, follows_tag_word (&m->body, i));
  }
}

/* Names that `A ## B` may make in M's body: each literal side with each word of the arguments
   spelled at the expansion's token, and each word with each other.  More than are made: a name too many
   costs a dependency too many.  The strings are kept in MADE.  */
static void
visit_pasted (struct visit *v, const struct spelled_function *f, const struct spelled_use *use, struct token_list *made)
{
  const struct macro_definition *m = use->macro;
  size_t close, open = use->token + 1;
  if (open >= f->tokens.count || !token_is (&f->tokens.tokens[open], "("))
    return;
  close = matching_close (&f->tokens, open);
  for (size_t i = 1; i + 1 < m->body.count; i++) {
    const char *left, *right;
    bool left_literal, right_literal;
    if (!token_is (&m->body.tokens[i], "##"))
      continue;
    left = m->body.tokens[i - 1].text;
    right = m->body.tokens[i + 1].text;
    left_literal = macro_parameter_index (m, left) < 0;
    right_literal = macro_parameter_index (m, right) < 0;
    for (size_t a = open + 1; a < close; a++) {
      const struct token *first = &f->tokens.tokens[a];
      if (first->kind != TOKEN_IDENTIFIER && first->kind != TOKEN_NUMBER)
        continue;
      for (size_t b = left_literal || right_literal ? close - 1 : open + 1; b < close; b++) {
        struct strbuf name;
        strbuf_init (&name);
        strbuf_addf (&name, "%s%s", left_literal ? left : first->text,
                     right_literal  ? right
                     : left_literal ? first->text
                                    : f->tokens.tokens[b].text);
        visit_once (v, token_list_keep_text (made, strbuf_text (&name), name.length), false);
        strbuf_release (&name);
      }
    }
  }
}

void
spelling_free_names (struct spelled_function *f, void (*visit) (const char *, bool, void *), void *data)
{
  struct visit v = { { NULL, 0, 0 }, { NULL, 0, 0 }, hides_tags (f), visit, data };
  struct token_list made = TOKEN_LIST_INIT;
  const struct names *names = names_of (f);
  for (size_t i = 0; i < f->tokens.count; i++) {
    enum context context = names->contexts[i];
    if (context == CONTEXT_NONE || context == CONTEXT_MEMBER || context == CONTEXT_LABEL)
      continue;
    /* Whether tolower is a macro depends on -O: the environment's names count either way.  */
    if (context == CONTEXT_MACRO) {
      const struct macro_definition *m = spelled_macro (f, f->tokens.tokens[i].text);
      if (!m->environment)
        continue;
      /* Another name: <libgen.h> makes basename __xpg_basename.  */
      if (!m->function_like && m->body.count == 1 && m->body.tokens[0].kind == TOKEN_IDENTIFIER)
        visit_once (&v, m->body.tokens[0].text, false);
    }
    /* A local whose name stays spelled may be another thing here: what is outside counts as well.  */
    if (names->locals[i] != NO_LOCAL && !names->pinned[names->locals[i]])
      continue;
    visit_once (&v, f->tokens.tokens[i].text, context == CONTEXT_TAG || follows_tag_word (&f->tokens, i));
  }
  for (size_t u = 0; u < f->uses_count; u++)
    if (!f->uses[u].macro->environment) {
      if (!f->uses[u].again)
        visit_body (&v, f->uses[u].macro);
      visit_pasted (&v, f, &f->uses[u], &made);
    }
  free (v.ordinary.slots);
  free (v.tags.slots);
  token_list_release (&made);
}

bool
spelling_mentions (struct spelled_function *f, const char *name)
{
  if (!f->mentioned) {
    const struct names *names = names_of (f);
    f->mentioned = memory_get (sizeof *f->mentioned);
    for (size_t i = 0; i < f->tokens.count; i++)
      if (f->tokens.tokens[i].kind == TOKEN_IDENTIFIER && names->locals[i] == NO_LOCAL)
        name_set_insert (f->mentioned, f->tokens.tokens[i].text);
    for (size_t u = 0; u < f->uses_count; u++) {
      const struct macro_definition *m = f->uses[u].macro;
      for (size_t i = 0; i < m->body.count && !m->environment && !f->uses[u].again; i++)
        if (m->body.tokens[i].kind == TOKEN_IDENTIFIER)
          name_set_insert (f->mentioned, m->body.tokens[i].text);
    }
  }
  return name_set_has (f->mentioned, name);
}

bool
spelling_counts (const struct spelled_function *f)
{
  static const char depth[] = "__INCLUDE_LEVEL__";
  for (size_t i = 0; i < f->tokens.count; i++)
    if (token_is (&f->tokens.tokens[i], depth)
        || (token_is (&f->tokens.tokens[i], "__COUNTER__") && !is_call_argument (f, &f->tokens, i)))
      return true;
  for (size_t u = 0; u < f->uses_count; u++) {
    const struct macro_definition *m = f->uses[u].macro;
    for (size_t i = 0; i < m->body.count && !m->environment && m->reserved; i++)
      if (token_is (&m->body.tokens[i], depth)
          || (token_is (&m->body.tokens[i], "__COUNTER__") && !is_call_argument_in_macro (f, &f->uses[u], i)))
        return true;
  }
  return false;
}

void
spelling_log_lines (const struct spelled_function *f, void (*visit) (unsigned first, unsigned last, void *data),
                    void *data)
{
  for (size_t i = 0; i < f->tokens.count; i++)
    if (is_line_token (&f->tokens.tokens[i]) && is_call_argument (f, &f->tokens, i))
      visit (token_line (&f->tokens.tokens[i]), token_line (&f->tokens.tokens[i]), data);
  for (size_t u = 0; u < f->uses_count; u++) {
    const struct macro_definition *m = f->uses[u].macro;
    size_t at = f->uses[u].token, end = at;
    if (at >= f->tokens.count || !m->reserved)
      continue;
    if (at + 1 < f->tokens.count && token_is (&f->tokens.tokens[at + 1], "("))
      end = matching_close (&f->tokens, at + 1);
    for (size_t i = 0; i < m->body.count && end < f->tokens.count; i++)
      if (is_line_token (&m->body.tokens[i]) && is_call_argument_in_macro (f, &f->uses[u], i))
        visit (token_line (&f->tokens.tokens[at]), token_line (&f->tokens.tokens[end]), data);
  }
}
