/* Which identifier of a function denotes which local.

   C's name spaces are told apart by context (C11 6.2.3), scopes by braces and
   `for` statements (6.2.1).  Where a macro hides either, the names concerned are
   pinned; see spelling.h for why that is sound.  */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "spelling_private.h"
#include "strbuf.h"

size_t
matching_close (const struct token_list *list, size_t open)
{
  int depth = 0;
  for (size_t i = open; i < list->count; i++) {
    const struct token *t = &list->tokens[i];
    if (t->kind != TOKEN_PUNCTUATOR || t->text[1] != '\0')
      continue;
    if (strchr ("([{", t->text[0]))
      depth++;
    else if (strchr (")]}", t->text[0]) && --depth == 0)
      return i;
  }
  return list->count;
}

const struct macro_definition *
spelled_macro (const struct spelled_function *f, const char *name)
{
  for (size_t i = 0; i < f->uses_count; i = f->uses[i].next) {
    const struct macro_definition *m = f->uses[i].macro;
    if (m->name[0] == name[0] && strcmp (m->name, name) == 0)
      return m;
  }
  return NULL;
}

static bool
is_one_of (const struct token *t, const char *const *words)
{
  for (; *words; words++)
    if (token_is (t, *words))
      return true;
  return false;
}

/* The bracket that encloses AT, or LIST->count.  */
static size_t
enclosing_bracket (const struct token_list *list, size_t at)
{
  int depth = 0;
  while (at-- > 0) {
    const struct token *t = &list->tokens[at];
    if (token_is (t, ")") || token_is (t, "]") || token_is (t, "}"))
      depth++;
    else if (token_is (t, "(") || token_is (t, "[") || token_is (t, "{")) {
      if (depth-- == 0)
        return at;
    }
  }
  return list->count;
}

/* The same, if it is a parenthesis.  */
static size_t
enclosing_open (const struct token_list *list, size_t at)
{
  size_t open = enclosing_bracket (list, at);
  return open < list->count && token_is (&list->tokens[open], "(") ? open : list->count;
}

/* True if the `#` before the token AT makes the text of a log or of an assertion: the string is an
   argument of a call that is given the place in the source as well.  */
static bool
is_stringified_for_log (const struct token_list *body, size_t at)
{
  size_t open, close;
  if (at < 2 || !token_is (&body->tokens[at - 1], "#")
      || (!token_is (&body->tokens[at - 2], "(") && !token_is (&body->tokens[at - 2], ",")))
    return false;
  if (at + 1 >= body->count || (!token_is (&body->tokens[at + 1], ")") && !token_is (&body->tokens[at + 1], ",")))
    return false;
  open = enclosing_open (body, at);
  if (open == body->count || open == 0 || body->tokens[open - 1].kind != TOKEN_IDENTIFIER)
    return false;
  close = matching_close (body, open);
  for (size_t i = open; i < close; i++)
    if (token_is (&body->tokens[i], "__LINE__") || token_is (&body->tokens[i], "__FILE__"))
      return true;
  return false;
}

size_t
argument_number (const struct token_list *list, size_t open, size_t at)
{
  size_t number = 0;
  int depth = 0;
  for (size_t i = open + 1; i < at; i++) {
    const struct token *t = &list->tokens[i];
    if (token_is (t, "(") || token_is (t, "[") || token_is (t, "{"))
      depth++;
    else if (token_is (t, ")") || token_is (t, "]") || token_is (t, "}"))
      depth--;
    else if (depth == 0 && token_is (t, ","))
      number++;
  }
  return number;
}

static bool logged_at (const struct spelled_function *f, const struct token_list *list, size_t at, int depth);

/* Words that a parenthesis follows without a call.  */
static bool
calls_nothing (const struct token *t)
{
  static const char *const words[] = { "if",       "while",    "for",           "switch",    "return",   "case",
                                       "else",     "do",       "goto",          "sizeof",    "typeof",   "__typeof__",
                                       "__typeof", "_Alignof", "__alignof__",   "__alignof", "alignof",  "_Alignas",
                                       "alignas",  "_Generic", "__extension__", "__real__",  "__imag__", NULL };
  /* __builtin_expect () and the like hand their argument on.  */
  return is_one_of (t, words) || strncmp (t->text, "__builtin_", 10) == 0;
}

/* True if M uses its parameter NUMBER for nothing but to log it: as an argument of calls, or to make a name
   or a text of.  `#define ID(x) (x)` hands it on.  */
static bool
parameter_is_logged (const struct spelled_function *f, const struct macro_definition *m, size_t number, int depth)
{
  if (depth > 20)
    return false;
  for (size_t i = 0; i < m->body.count; i++) {
    const struct token *t = &m->body.tokens[i];
    if (t->kind != TOKEN_IDENTIFIER || strcmp (t->text, m->parameters[number]) != 0)
      continue;
    if (i > 0 && (token_is (t - 1, "#") || token_is (t - 1, "##")))
      continue;
    if (i + 1 < m->body.count && token_is (t + 1, "##"))
      continue;
    if (!logged_at (f, &m->body, i, depth + 1))
      return false;
  }
  return true;
}

/* Casts belong to it: `(unsigned long) __LINE__`.  */
size_t
operand_start (const struct token_list *list, size_t at)
{
  while (at > 2 && token_is (&list->tokens[at - 1], ")")) {
    size_t open = at - 2;
    while (open > 0 && (list->tokens[open].kind == TOKEN_IDENTIFIER || token_is (&list->tokens[open], "*")))
      open--;
    if (open == at - 2 || !token_is (&list->tokens[open], "("))
      break;
    at = open;
  }
  return at;
}

/* __builtin_LINE () has brackets of its own.  */
size_t
operand_end (const struct token_list *list, size_t at)
{
  bool called = at + 2 < list->count && strncmp (list->tokens[at].text, "__builtin_", 10) == 0
                && token_is (&list->tokens[at + 1], "(") && token_is (&list->tokens[at + 2], ")");
  return called ? at + 2 : at;
}

size_t
call_given (const struct token_list *list, size_t start, size_t end)
{
  size_t open;
  if (start == 0 || end + 1 >= list->count
      || (!token_is (&list->tokens[start - 1], "(") && !token_is (&list->tokens[start - 1], ","))
      || (!token_is (&list->tokens[end + 1], ")") && !token_is (&list->tokens[end + 1], ",")))
    return list->count;
  open = enclosing_open (list, start);
  if (open == list->count || open == 0 || list->tokens[open - 1].kind != TOKEN_IDENTIFIER
      || calls_nothing (&list->tokens[open - 1]))
    return list->count;
  return open;
}

/* The macro, with parameters and of the program's own, whose arguments the parenthesis OPEN begins; or NULL.  */
static const struct macro_definition *
macro_given (const struct spelled_function *f, const struct token_list *list, size_t open)
{
  const struct macro_definition *m = spelled_macro (f, list->tokens[open - 1].text);
  return m && !m->environment && m->function_like && m->parameter_count ? m : NULL;
}

/* The parameter of M that takes the argument NUMBER.  */
static size_t
parameter_given (const struct macro_definition *m, size_t number)
{
  return number < m->parameter_count ? number : m->parameter_count - 1;
}

/* True if M makes text of its parameter NUMBER, by itself or through the macros that it hands it to, and that text is not one of a
   log.  */
static bool
makes_text (const struct spelled_function *f, const struct macro_definition *m, size_t number, int depth)
{
  const struct token_list *body = &m->body;
  for (size_t i = 0; i < body->count && depth < 20; i++) {
    if (body->tokens[i].kind != TOKEN_IDENTIFIER || strcmp (body->tokens[i].text, m->parameters[number]) != 0)
      continue;
    if (i > 0 && is_stringizing (&body->tokens[i - 1])) {
      if (!is_stringified_for_log (body, i))
        return true;
      continue;
    }
    for (size_t open = enclosing_bracket (body, i); open < body->count; open = enclosing_bracket (body, open)) {
      const struct macro_definition *inner = open > 0 && token_is (&body->tokens[open], "(")
                                                 ? macro_given (f, body, open)
                                                 : NULL;
      if (inner && makes_text (f, inner, parameter_given (inner, argument_number (body, open, i)), depth + 1))
        return true;
    }
  }
  return false;
}

enum text_place
spelled_text_place (const struct spelled_function *f, const struct token_list *list, size_t at)
{
  enum text_place place = TEXT_NONE;
  for (size_t open = enclosing_bracket (list, at); open < list->count; open = enclosing_bracket (list, open)) {
    const struct macro_definition *m = open > 0 && token_is (&list->tokens[open], "(") ? macro_given (f, list, open)
                                                                                       : NULL;
    if (!m)
      continue;
    size_t parameter = parameter_given (m, argument_number (list, open, at));
    if (!makes_text (f, m, parameter, 0) || matching_close (list, open) == at)
      continue;
    place = TEXT_WITHIN;
    /* White space at either end of an argument is no part of the text.  */
    bool begins = open + 1 == at || parameter_given (m, argument_number (list, open, at - 1)) != parameter;
    bool ends = token_is (&list->tokens[at], ",") && at + 1 < list->count
                && parameter_given (m, argument_number (list, open, at + 1)) != parameter;
    if (!begins && !ends)
      return TEXT_INSIDE;
  }
  return place;
}

static bool
logged_at (const struct spelled_function *f, const struct token_list *list, size_t at, int depth)
{
  const struct macro_definition *m;
  size_t start = operand_start (list, at), open = call_given (list, start, operand_end (list, at)), number;
  if (open == list->count)
    return false;
  m = macro_given (f, list, open);
  if (!m)
    return true;
  number = argument_number (list, open, start);
  return parameter_is_logged (f, m, parameter_given (m, number), depth);
}

bool
is_call_argument (const struct spelled_function *f, const struct token_list *list, size_t at)
{
  return logged_at (f, list, at, 0);
}

/* True if what the token AT of LIST stands for, the macro M, is a list of arguments of a call.  */
static bool
expands_to_arguments (const struct spelled_function *f, const struct token_list *list, size_t at,
                      const struct macro_definition *m)
{
  size_t end = at, open;
  if (m->function_like) {
    if (at + 1 >= list->count || !token_is (&list->tokens[at + 1], "("))
      return false;
    end = matching_close (list, at + 1);
  }
  open = call_given (list, at, end);
  return open != list->count && !macro_given (f, list, open);
}

bool
is_call_argument_in_macro (const struct spelled_function *f, const struct spelled_use *use, size_t at)
{
  const struct token_list *body = &use->macro->body;
  size_t start = operand_start (body, at), end = operand_end (body, at);
  bool found = false;
  int depth = 0;
  if (is_call_argument (f, body, at))
    return true;
  /* `#define HERE __FILE__, __LINE__`: what is in no bracket is an argument where the whole is a list of them.  */
  for (size_t i = 0; i < start; i++)
    if (token_is (&body->tokens[i], "(") || token_is (&body->tokens[i], "[") || token_is (&body->tokens[i], "{"))
      depth++;
    else if (token_is (&body->tokens[i], ")") || token_is (&body->tokens[i], "]") || token_is (&body->tokens[i], "}"))
      depth--;
  if (depth != 0 || (start > 0 && !token_is (&body->tokens[start - 1], ","))
      || (end + 1 < body->count && !token_is (&body->tokens[end + 1], ",")))
    return false;
  if (use->token < f->tokens.count && strcmp (f->tokens.tokens[use->token].text, use->macro->name) == 0)
    return expands_to_arguments (f, &f->tokens, use->token, use->macro);
  /* It stands in another macro's body, which is used in the same place.  What is handed to that may hold it, too.  */
  if (use->token + 1 < f->tokens.count && token_is (&f->tokens.tokens[use->token + 1], "("))
    for (size_t i = use->token + 1, close = matching_close (&f->tokens, i); i < close; i++)
      if (strcmp (f->tokens.tokens[i].text, use->macro->name) == 0)
        return false;
  for (size_t u = 0; u < f->uses_count; u++) {
    const struct macro_definition *outer = f->uses[u].macro;
    if (f->uses[u].token != use->token || outer == use->macro || outer->environment)
      continue;
    for (size_t i = 0; i < outer->body.count; i++)
      if (strcmp (outer->body.tokens[i].text, use->macro->name) == 0) {
        if (!expands_to_arguments (f, &outer->body, i, use->macro))
          return false;
        found = true;
      }
  }
  return found;
}

/* True if a `?` stands before AT in its statement: `case c ? a : name:`.  */
static bool
follows_condition (const struct token_list *list, size_t at)
{
  while (at-- > 0) {
    const struct token *t = &list->tokens[at];
    if (token_is (t, ";") || token_is (t, "{") || token_is (t, "}"))
      return false;
    if (token_is (t, "?"))
      return true;
  }
  return false;
}

static bool plain (const struct spelled_function *f, const struct macro_definition *m, size_t parameter, int depth);

/* What stands at AT of BODY is an operand of an expression, as far as its neighbours tell.  */
static bool
is_operand_at (const struct token_list *body, size_t at)
{
  static const char *const not_expression[] = { ".",      "->",    "#",    "##",   "%:", "%:%:",
                                                "struct", "union", "enum", "goto", "&&", NULL };
  if (at > 0 && is_one_of (&body->tokens[at - 1], not_expression)) {
    if (token_is (&body->tokens[at - 1], "&&") && at > 1 && !token_is (&body->tokens[at - 2], "(")
        && !token_is (&body->tokens[at - 2], ","))
      ; /* an operand of `&&`, not the address of a label */
    else if (!is_stringified_for_log (body, at))
      return false;
  }
  if (at + 1 == body->count)
    return true;
  if (token_is (&body->tokens[at + 1], ":"))
    /* A label, unless it ends the middle of `?:` or a case.  */
    return follows_condition (body, at) || (at > 0 && token_is (&body->tokens[at - 1], "case"));
  return !token_is (&body->tokens[at + 1], "##");
}

/* True if F expands a macro other than M that makes more of an argument than an operand.  */
static bool
other_macro_takes_names (const struct spelled_function *f, const struct macro_definition *m)
{
  for (size_t u = 0; u < f->uses_count; u++) {
    const struct macro_definition *other = f->uses[u].macro;
    if (other == m || !other->function_like || (u > 0 && other == f->uses[u - 1].macro))
      continue;
    for (size_t i = 0; i < other->body.count; i++)
      if (other->body.tokens[i].kind == TOKEN_IDENTIFIER
          && macro_parameter_index (other, other->body.tokens[i].text) >= 0 && !is_operand_at (&other->body, i))
        return true;
  }
  return false;
}

/* True if the token AT is the `)` of what looks like a call: not of a cast.  */
static bool
ends_call (const struct token_list *list, size_t at)
{
  size_t open;
  if (!token_is (&list->tokens[at], ")"))
    return false;
  open = enclosing_open (list, at);
  return open < list->count && open > 0 && list->tokens[open - 1].kind == TOKEN_IDENTIFIER;
}

/* A parameter used at AT of M's body is plain there.  */
static bool
plain_at (const struct spelled_function *f, const struct macro_definition *m, size_t at, int depth)
{
  const struct token_list *body = &m->body;
  if (!is_operand_at (body, at))
    return false;
  /* Handed on to other macros: every one around it must use it plainly, too.  */
  for (size_t open = enclosing_open (body, at); open < body->count && open > 0; open = enclosing_open (body, open)) {
    const struct token *callee = &body->tokens[open - 1];
    const struct macro_definition *inner;
    size_t number;
    inner = callee->kind == TOKEN_IDENTIFIER ? spelled_macro (f, callee->text) : NULL;
    /* `m (x)` where m is a parameter, another name of a macro, or what a macro leaves: any macro may take it.  */
    if ((ends_call (body, open - 1) || (inner && !inner->function_like) || macro_parameter_index (m, callee->text) >= 0)
        && other_macro_takes_names (f, m))
      return false;
    if (callee->kind != TOKEN_IDENTIFIER)
      continue;
    /* offsetof's first argument is a type, in which typeof may name a local; the second is a member.  */
    if ((token_is (callee, "__builtin_offsetof") && argument_number (body, open, at) > 0)
        || token_is (callee, "__attribute__"))
      return false;
    if (!inner || !inner->function_like || inner == m)
      continue;
    number = argument_number (body, open, at);
    if (number >= inner->parameter_count)
      number = inner->parameter_count - 1;
    if (inner->parameter_count && !plain (f, inner, number, depth + 1))
      return false;
  }
  return true;
}

static bool
plain (const struct spelled_function *f, const struct macro_definition *m, size_t parameter, int depth)
{
  if (depth > 20)
    return false;
  /* What assert () prints is no behaviour that anyone relies on.  */
  if (m->environment && (strcmp (m->name, "assert") == 0 || strcmp (m->name, "assert_perror") == 0))
    return true;
  for (size_t i = 0; i < m->body.count; i++)
    if (m->body.tokens[i].kind == TOKEN_IDENTIFIER && strcmp (m->body.tokens[i].text, m->parameters[parameter]) == 0
        && !plain_at (f, m, i, depth))
      return false;
  return true;
}

bool
macro_parameter_is_plain (const struct spelled_function *f, const struct macro_definition *m, size_t parameter)
{
  return plain (f, m, parameter, 0);
}

/* What is known of parameters of macros while the names of one function are resolved: macros made of macros use the same ones
   hundreds of times.  Of two that have one place the later one stays.  */
struct plain_parameter {
  const struct macro_definition *macro; /* or NULL */
  size_t parameter;
  bool plain;
};

#define PLAIN_PARAMETERS 64

static bool
parameter_is_plain (const struct spelled_function *f, const struct macro_definition *m, size_t parameter,
                    struct plain_parameter known[PLAIN_PARAMETERS])
{
  struct plain_parameter *p = &known[((uintptr_t) m / sizeof *m + parameter) % PLAIN_PARAMETERS];
  if (p->macro != m || p->parameter != parameter) {
    p->plain = macro_parameter_is_plain (f, m, parameter);
    p->macro = m;
    p->parameter = parameter;
  }
  return p->plain;
}

static bool
ends_operand (const struct token *t)
{
  static const char *const words[] = { "return", "case", "else", "do", "goto", NULL };
  if (t->kind == TOKEN_IDENTIFIER)
    return !is_one_of (t, words);
  return t->kind != TOKEN_PUNCTUATOR || token_is (t, ")") || token_is (t, "]") || token_is (t, "++")
         || token_is (t, "--");
}

/* The name space of the identifier at I, from its neighbours.  */
static enum context
context_at (const struct spelled_function *f, const struct names *names, size_t i)
{
  static const char *const tags[] = { "struct", "union", "enum", NULL };
  static const char *const before_label[] = { ";", "{", "}", ":", "else", "do", NULL };
  const struct token *t = &f->tokens.tokens[i];
  const struct token *before = i > 0 ? t - 1 : NULL, *after = i + 1 < f->tokens.count ? t + 1 : NULL;
  bool label = names->labels && locals_name (f, names, t->text, LOCAL_LABEL);
  if (before && (token_is (before, ".") || token_is (before, "->")))
    return CONTEXT_MEMBER;
  if (before && before->kind == TOKEN_IDENTIFIER && is_one_of (before, tags))
    return CONTEXT_TAG;
  if (before && token_is (before, "goto"))
    return label ? CONTEXT_LABEL : CONTEXT_ORDINARY; /* `goto *p` has its * between */
  if (before && token_is (before, "&&") && label)
    return i > 1 && ends_operand (before - 1) ? CONTEXT_DOUBTFUL : CONTEXT_LABEL;
  if (after && token_is (after, ":") && before) {
    if (label)
      return is_one_of (before, before_label) && !follows_condition (&f->tokens, i) ? CONTEXT_LABEL : CONTEXT_DOUBTFUL;
    if (token_is (before, "{") || token_is (before, ","))
      return CONTEXT_DOUBTFUL; /* GNU designator `{ member: value }` */
  }
  if (before && token_is (before, "[") && after && token_is (after, "]") && i + 2 < f->tokens.count
      && t[2].kind == TOKEN_STRING)
    return CONTEXT_DOUBTFUL; /* name of an asm operand */
  /* A label of `asm goto`, or what its template calls %l[label].  */
  return label ? CONTEXT_DOUBTFUL : CONTEXT_ORDINARY;
}

static void
set_range (struct names *names, const struct spelled_function *f, size_t from, size_t to, enum context context)
{
  for (size_t i = from; i < to && i < f->tokens.count; i++)
    if (names->contexts[i] != CONTEXT_NONE)
      names->contexts[i] = context;
}

/* Regions in which identifiers are not what they seem: bodies of structures and
   enumerations, attributes, offsetof.  */
static void
mark_regions (const struct spelled_function *f, struct names *names)
{
  const struct token_list *list = &f->tokens;
  for (size_t i = 0; i < list->count; i++) {
    const struct token *t = &list->tokens[i];
    size_t open = i + 1;
    if (token_is (t, "struct") || token_is (t, "union") || token_is (t, "enum")) {
      while (open < list->count && !token_is (&list->tokens[open], "{")) {
        if (token_is (&list->tokens[open], "__attribute__") || token_is (&list->tokens[open], "__attribute"))
          open = matching_close (list, open + 1) + 1;
        else if (list->tokens[open].kind == TOKEN_IDENTIFIER && open == i + 1)
          open++;
        else
          break;
      }
      if (open < list->count && token_is (&list->tokens[open], "{"))
        set_range (names, f, open, matching_close (list, open), CONTEXT_DOUBTFUL);
    } else if ((token_is (t, "__attribute__") || token_is (t, "__attribute") || token_is (t, "__builtin_offsetof"))
               && open < list->count && token_is (&list->tokens[open], "("))
      set_range (names, f, open, matching_close (list, open), CONTEXT_DOUBTFUL);
    else if (token_is (t, "[") && open < list->count && token_is (&list->tokens[open], "["))
      set_range (names, f, open, matching_close (list, open), CONTEXT_DOUBTFUL);
  }
}

/* An expansion of M that the token AT leads to without being called like it, through an alias (`#define CALL
   SHOW`) or as what a macro leaves (`ID (SHOW) (x)`), may take its arguments from what follows.  OUTER is the macro that AT
   names, or NULL.  */
static void
mark_following (const struct spelled_function *f, struct names *names, const struct macro_definition *m, size_t at,
                const struct macro_definition *outer, struct plain_parameter *known)
{
  const struct token_list *list = &f->tokens;
  size_t open = at + 1;
  bool all_plain = true;
  if (!m->function_like || open >= list->count || !token_is (&list->tokens[open], "("))
    return;
  if (outer && outer->function_like)
    open = matching_close (list, open) + 1;
  if (open >= list->count || !token_is (&list->tokens[open], "("))
    return;
  for (size_t p = 0; p < m->parameter_count && all_plain; p++)
    all_plain = parameter_is_plain (f, m, p, known);
  if (!all_plain)
    for (; open < list->count && token_is (&list->tokens[open], "("); open = matching_close (list, open) + 1)
      set_range (names, f, open, matching_close (list, open), CONTEXT_DOUBTFUL);
}

/* Arguments of macros: doubtful where the macro does not use them plainly.  */
static void
mark_macros (const struct spelled_function *f, struct names *names)
{
  const struct token_list *list = &f->tokens;
  /* What is nested in one expansion is together in the list: hundreds of uses, where macros are made of macros.  */
  const struct macro_definition *outer = NULL;
  size_t outer_at = list->count;
  struct plain_parameter known[PLAIN_PARAMETERS] = { 0 };
  for (size_t u = 0; u < f->uses_count; u++) {
    const struct macro_definition *m = f->uses[u].macro;
    size_t at = f->uses[u].token, open = at + 1, close;
    if (at >= list->count)
      continue;
    if (strcmp (list->tokens[at].text, m->name) != 0) {
      /* A nested expansion.  If it came from an argument, its name stands in the text.  */
      if (outer_at != at) {
        outer_at = at;
        outer = spelled_macro (f, list->tokens[at].text);
      }
      mark_following (f, names, m, at, outer, known);
      continue;
    }
    names->contexts[at] = CONTEXT_MACRO;
    if (!m->function_like || open >= list->count || !token_is (&list->tokens[open], "("))
      continue;
    close = matching_close (list, open);
    for (size_t i = open + 1; i < close; i++) {
      size_t number;
      if (names->contexts[i] != CONTEXT_ORDINARY && names->contexts[i] != CONTEXT_LABEL)
        continue;
      number = argument_number (list, open, i);
      if (number >= m->parameter_count)
        number = m->parameter_count - 1;
      if (m->parameter_count && !parameter_is_plain (f, m, number, known))
        names->contexts[i] = CONTEXT_DOUBTFUL;
    }
  }
}

/* True if the expansion of OUTER may lead to that of INNER, by the names in the bodies.  */
static bool
leads_to (const struct spelled_function *f, const struct macro_definition *outer, const struct macro_definition *inner)
{
  const struct macro_definition **found = memory_grow (NULL, f->uses_count + 1, sizeof *found);
  size_t count = 0;
  bool leads = outer == inner;
  found[count++] = outer;
  for (size_t at = 0; at < count && !leads; at++)
    for (size_t i = 0; i < found[at]->body.count && !leads; i++) {
      const struct token *t = &found[at]->body.tokens[i];
      const struct macro_definition *m = t->kind == TOKEN_IDENTIFIER ? spelled_macro (f, t->text) : NULL;
      bool known = !m;
      for (size_t k = 0; k < count && !known; k++)
        known = found[k] == m;
      if (!known)
        found[count++] = m;
      leads = m && m == inner;
    }
  free (found);
  return leads;
}

bool
macro_mentions_no_local (const struct spelled_function *f, const struct macro_definition *m, size_t at)
{
  const struct token_list *body = &m->body;
  const struct token *t = &body->tokens[at];
  size_t open;
  if (at > 0 && (token_is (t - 1, ".") || token_is (t - 1, "->")))
    return true;
  if (at + 1 < body->count && token_is (t + 1, "(")) {
    const struct macro_definition *called = spelled_macro (f, t->text);
    /* Within its own expansion a macro's name means something else.  */
    if (called && called->function_like && !leads_to (f, called, m))
      return true;
  }
  open = enclosing_open (body, at);
  return open < body->count && open > 0
         && (token_is (&body->tokens[open - 1], "offsetof") || token_is (&body->tokens[open - 1], "__builtin_offsetof"))
         && argument_number (body, open, at) == 1;
}

/* `<%` and the like are not matched here: what they enclose is not known.  */
static bool
has_digraphs (const struct token_list *list)
{
  static const char *const digraphs[] = { "<:", ":>", "<%", "%>", NULL };
  for (size_t i = 0; i < list->count; i++)
    if (list->tokens[i].kind == TOKEN_PUNCTUATOR && list->tokens[i].text[1] && is_one_of (&list->tokens[i], digraphs))
      return true;
  return false;
}

void
names_resolve (const struct spelled_function *f, struct names *names)
{
  names->contexts = memory_get ((f->tokens.count + 1) * sizeof *names->contexts);
  names->locals = memory_grow (NULL, f->tokens.count + 1, sizeof *names->locals);
  names->pinned = memory_get (f->locals_count + 1);
  locals_index (f, names);
  for (size_t i = 0; i < f->tokens.count; i++) {
    names->locals[i] = NO_LOCAL;
    if (f->tokens.tokens[i].kind == TOKEN_IDENTIFIER)
      names->contexts[i] = context_at (f, names, i);
  }
  mark_regions (f, names);
  mark_macros (f, names);
  if (!f->keep_names && !has_digraphs (&f->tokens))
    locals_resolve (f, names);
  else
    memset (names->pinned, true, f->locals_count);
}

void
names_release (struct names *names)
{
  free (names->contexts);
  free (names->locals);
  free (names->pinned);
  free (names->heads);
  free (names->same);
}
