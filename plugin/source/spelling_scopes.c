/* The scopes of a function's locals, and which of them an identifier denotes.

   Nothing here may take time that grows with the square of a function's size:
   generated code has functions with ten thousand locals.  */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "spelling_pasted.h"
#include "spelling_private.h"
#include "strbuf.h"

static size_t
hash_of (const char *name)
{
  size_t hash = 5381;
  for (; *name; name++)
    hash = hash * 33 + (unsigned char) *name;
  return hash;
}

void
locals_index (const struct spelled_function *f, struct names *names)
{
  names->buckets = 16;
  while (names->buckets < 2 * f->locals_count)
    names->buckets *= 2;
  names->heads = memory_get (names->buckets * sizeof *names->heads);
  names->same = memory_get ((f->locals_count + 1) * sizeof *names->same);
  /* Indices are kept plus 1; the lists are in the order of declaration.  */
  for (size_t l = f->locals_count; l-- > 0;) {
    size_t *head = &names->heads[hash_of (f->locals[l].name) & (names->buckets - 1)];
    names->same[l] = *head;
    *head = l + 1;
    names->labels = names->labels || f->locals[l].kind == LOCAL_LABEL;
  }
}

/* The first local from bucket entry AT on (as kept: plus 1) that is called NAME; 0 at the end.  */
static size_t
called (const struct spelled_function *f, const struct names *names, size_t at, const char *name)
{
  while (at && strcmp (f->locals[at - 1].name, name) != 0)
    at = names->same[at - 1];
  return at;
}

#define FOR_EACH_CALLED(l, f, names, name)                                                                             \
  for (size_t l = called (f, names, (names)->heads[hash_of (name) & ((names)->buckets - 1)], name); l;                 \
       l = called (f, names, (names)->same[l - 1], name))

bool
locals_name (const struct spelled_function *f, const struct names *names, const char *name, enum local_kind kind)
{
  FOR_EACH_CALLED (l, f, names, name)
  if (f->locals[l - 1].kind == kind)
    return true;
  return false;
}

static void
pin_name (const struct spelled_function *f, struct names *names, const char *name)
{
  FOR_EACH_CALLED (l, f, names, name)
  names->pinned[l - 1] = true;
}

/* The byte of a punctuator that is one byte long, 0 for any other token.  */
static char
punctuator (const struct token *t)
{
  return t->kind == TOKEN_PUNCTUATOR && !t->text[1] ? t->text[0] : '\0';
}

/* What encloses each token.  */
struct brackets {
  size_t *brace; /* the innermost `{` around it, plus 1 */
  size_t *open;  /* the innermost bracket of any kind around it, plus 1 */
  size_t *close; /* of a bracket: the token that closes it, or the count of tokens */
  bool regular;  /* they match */
};

static void
match_brackets (const struct token_list *list, struct brackets *b)
{
  size_t open = 0, brace = 0;
  b->brace = memory_get ((list->count + 1) * sizeof *b->brace);
  b->open = memory_get ((list->count + 1) * sizeof *b->open);
  b->close = memory_get ((list->count + 1) * sizeof *b->close);
  b->regular = true;
  for (size_t i = 0; i < list->count; i++) {
    char c = punctuator (&list->tokens[i]);
    bool closes = c == ')' || c == ']' || c == '}';
    if (closes && !open)
      b->regular = false;
    if (closes && open) {
      b->close[open - 1] = i;
      brace = b->brace[open - 1];
      open = b->open[open - 1];
    }
    b->brace[i] = brace;
    b->open[i] = open;
    b->close[i] = list->count;
    if (c == '(' || c == '[' || c == '{') {
      open = i + 1;
      if (c == '{')
        brace = i + 1;
    }
  }
  b->regular = b->regular && open == 0;
}

static void
brackets_release (struct brackets *b)
{
  free (b->brace);
  free (b->open);
  free (b->close);
}

/* The end of the statement that starts at AT: index past its last token; 0 if a macro may hide it.  */
static size_t
statement_end (const struct spelled_function *f, const struct names *names, const struct brackets *b, size_t at,
               int depth)
{
  const struct token_list *list = &f->tokens;
  size_t end;
  if (at >= list->count || depth > 200 || names->contexts[at] == CONTEXT_MACRO || list->tokens[at].pragma)
    return 0;
  if (token_is (&list->tokens[at], "{"))
    return b->close[at] + 1;
  if (token_is (&list->tokens[at], "if") || token_is (&list->tokens[at], "while") || token_is (&list->tokens[at], "for")
      || token_is (&list->tokens[at], "switch")) {
    bool is_if = token_is (&list->tokens[at], "if");
    if (at + 1 >= list->count || !token_is (&list->tokens[at + 1], "("))
      return 0;
    end = statement_end (f, names, b, b->close[at + 1] + 1, depth + 1);
    if (is_if && end && end < list->count && token_is (&list->tokens[end], "else"))
      end = statement_end (f, names, b, end + 1, depth + 1);
    return end;
  }
  if (token_is (&list->tokens[at], "do")) {
    end = statement_end (f, names, b, at + 1, depth + 1);
    if (!end)
      return 0;
  } else if (list->tokens[at].kind == TOKEN_IDENTIFIER && !token_is (&list->tokens[at], "default")
             && at + 1 < list->count && token_is (&list->tokens[at + 1], ":"))
    return statement_end (f, names, b, at + 2, depth + 1);
  else if (token_is (&list->tokens[at], "case") || token_is (&list->tokens[at], "default"))
    return 0; /* rare behind a `for`: pinning is good enough */
  else
    end = at;
  for (; end < list->count; end++) {
    if (token_is (&list->tokens[end], "(") || token_is (&list->tokens[end], "[") || token_is (&list->tokens[end], "{"))
      end = b->close[end];
    else if (token_is (&list->tokens[end], ";"))
      return end + 1;
    else if (token_is (&list->tokens[end], "}"))
      return 0;
  }
  return 0;
}

/* Past the last token of the scope of the local declared at token AT; 0 if not known.  */
static size_t
scope_end (const struct spelled_function *f, const struct names *names, const struct brackets *b, size_t at)
{
  const struct token_list *list = &f->tokens;
  /* A macro's argument may stand between braces of the macro's.  */
  for (size_t open = b->open[at]; open; open = b->open[open - 1])
    if (open > 1 && token_is (&list->tokens[open - 1], "(") && names->contexts[open - 2] == CONTEXT_MACRO)
      return 0;
  /* Out of the brackets up to the brace: a declarator's own, or a `for` statement's.  */
  for (size_t open = b->open[at]; open && open != b->brace[at]; open = b->open[open - 1])
    if (open > 1 && token_is (&list->tokens[open - 1], "(") && token_is (&list->tokens[open - 2], "for"))
      return statement_end (f, names, b, b->close[open - 1] + 1, 0);
  return b->brace[at] ? b->close[b->brace[at] - 1] + 1 : 0;
}

/* Names that macros' bodies mention: the body would capture, or be captured by, a local of that name.  */
static void
pin_macro_names (const struct spelled_function *f, struct names *names)
{
  const struct macro_definition *last = NULL;
  for (size_t u = 0; u < f->uses_count; u++) {
    const struct macro_definition *m = f->uses[u].macro;
    if (m == last)
      continue;
    last = m;
    for (size_t i = 0; i < m->body.count; i++) {
      const struct token *t = &m->body.tokens[i];
      if (t->kind == TOKEN_IDENTIFIER
          && called (f, names, names->heads[hash_of (t->text) & (names->buckets - 1)], t->text)
          && macro_parameter_index (m, t->text) < 0 && !macro_mentions_no_local (f, m, i))
        pin_name (f, names, t->text);
    }
  }
}

/* The words that `##` may join: what the text and the bodies of the function's own macros hold.  */
struct words {
  const char **list;
  size_t count;
};

static int
compare_words (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_words (struct words *w, const struct token_list *list)
{
  w->list = memory_grow (w->list, w->count + list->count + 1, sizeof *w->list);
  for (size_t i = 0; i < list->count; i++)
    if (list->tokens[i].kind == TOKEN_IDENTIFIER || list->tokens[i].kind == TOKEN_NUMBER)
      w->list[w->count++] = list->tokens[i].text;
}

/* Where the words begin that begin with C.  */
static size_t
first_word (const struct words *w, char c)
{
  size_t low = 0, high = w->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if ((unsigned char) w->list[middle][0] < (unsigned char) c)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Whether NAME is made of two words or more, one behind the other.  */
static bool
is_made_of_words (const struct words *w, const char *name)
{
  size_t length = strlen (name);
  bool few[64] = { false }, *reached = length < sizeof few ? few : memory_get (length + 1); /* up to there it is */
  bool made;
  reached[0] = true;
  for (size_t from = 0; from < length; from++)
    for (size_t i = reached[from] ? first_word (w, name[from]) : w->count; i < w->count && w->list[i][0] == name[from];
         i++) {
      size_t word = strlen (w->list[i]);
      if (word < length && strncmp (name + from, w->list[i], word) == 0)
        reached[from + word] = true;
    }
  made = reached[length];
  if (reached != few)
    free (reached);
  return made;
}

/* What stands beside `##` in M's body, unless it is a parameter of M: it is in each name that is made there.  */
static const char *
pasted_text (const struct macro_definition *m, size_t at)
{
  const struct token *t = &m->body.tokens[at];
  return t->kind == TOKEN_IDENTIFIER && macro_parameter_index (m, t->text) >= 0 ? "" : t->text;
}

static bool
is_pasting (const struct token *t)
{
  return token_is (t, "##") || token_is (t, "%:%:");
}

static bool
may_paste (const struct macro_definition *m, const char *name)
{
  for (size_t i = 1; i + 1 < m->body.count; i++)
    if (is_pasting (&m->body.tokens[i]) && strstr (name, pasted_text (m, i - 1))
        && strstr (name, pasted_text (m, i + 1)))
      return true;
  return false;
}

/* Adds what the text and the bodies of the function's own macros hold to W, and sorts it.  */
static void
gather_words (const struct spelled_function *f, struct words *w)
{
  add_words (w, &f->tokens);
  for (size_t u = 0; u < f->uses_count; u = f->uses[u].next)
    /* Which of the environment's there are hangs on -O.  */
    if (!f->uses[u].macro->environment)
      add_words (w, &f->uses[u].macro->body);
  qsort (w->list, w->count, sizeof *w->list, compare_words);
  size_t kept = 0;
  for (size_t i = 0; i < w->count; i++)
    if (!kept || strcmp (w->list[kept - 1], w->list[i]) != 0)
      w->list[kept++] = w->list[i];
  w->count = kept;
}

static bool
joins_names (const struct macro_definition *m)
{
  for (size_t i = 1; i + 1 < m->body.count; i++)
    if (is_pasting (&m->body.tokens[i]) && !token_is (&m->body.tokens[i - 1], ","))
      return true;
  return false;
}

struct pasted_names {
  const struct spelled_function *f;
  struct words words;
  bool begins[UCHAR_MAX + 1], ends[UCHAR_MAX + 1]; /* a word does so with that character */
};

struct pasted_names *
spelling_pasted_begin (const struct spelled_function *f)
{
  bool any = false;
  for (size_t u = 0; u < f->uses_count && !any; u = f->uses[u].next)
    any = !f->uses[u].macro->environment && joins_names (f->uses[u].macro);
  if (!any)
    return NULL;
  struct pasted_names *p = memory_get (sizeof *p);
  p->f = f;
  gather_words (f, &p->words);
  for (size_t i = 0; i < p->words.count; i++) {
    const char *word = p->words.list[i];
    p->begins[(unsigned char) word[0]] = p->ends[(unsigned char) word[strlen (word) - 1]] = true;
  }
  return p;
}

bool
spelling_pasted_may_make (const struct pasted_names *p, const char *name)
{
  size_t length = strlen (name);
  bool may = false;
  if (!length || !p->begins[(unsigned char) name[0]] || !p->ends[(unsigned char) name[length - 1]])
    return false;
  for (size_t u = 0; u < p->f->uses_count && !may; u = p->f->uses[u].next)
    may = !p->f->uses[u].macro->environment && may_paste (p->f->uses[u].macro, name);
  return may && is_made_of_words (&p->words, name);
}

void
spelling_pasted_end (struct pasted_names *p)
{
  free (p->words.list);
  free (p);
}

/* Names that macros may make by `##`: they stand nowhere in the text, and denote what is called so.  */
static void
pin_pasted_names (const struct spelled_function *f, struct names *names)
{
  struct words words = { NULL, 0 };
  for (size_t u = 0; u < f->uses_count; u = f->uses[u].next) {
    const struct macro_definition *m = f->uses[u].macro;
    if (!joins_names (m))
      continue;
    if (!words.list)
      gather_words (f, &words);
    for (size_t l = 0; l < f->locals_count; l++)
      if (may_paste (m, f->locals[l].name) && is_made_of_words (&words, f->locals[l].name))
        pin_name (f, names, f->locals[l].name);
  }
  free (words.list);
}

/* What `_Pragma ("...")` says of a local is no token.  */
static void
pin_pragma_names (const struct spelled_function *f, struct names *names, const struct token_list *list)
{
  for (size_t i = 2; i < list->count; i++) {
    if (list->tokens[i].kind != TOKEN_STRING || !token_is (&list->tokens[i - 1], "(")
        || !token_is (&list->tokens[i - 2], "_Pragma"))
      continue;
    for (size_t l = 0; l < f->locals_count; l++)
      if (f->locals[l].name[0] && strstr (list->tokens[i].text, f->locals[l].name))
        pin_name (f, names, f->locals[l].name);
  }
}

/* True if a macro opens a scope without closing it, or the other way round: `#define BEGIN {`.  */
static bool
macros_hide_scopes (const struct spelled_function *f)
{
  for (size_t u = 0; u < f->uses_count; u++) {
    const struct token_list *body = &f->uses[u].macro->body;
    long depth = 0;
    for (size_t i = 0; i < body->count && depth >= 0; i++) {
      depth += token_is (&body->tokens[i], "{");
      depth -= token_is (&body->tokens[i], "}");
    }
    if (depth != 0)
      return true;
  }
  return false;
}

/* Two declarations of one name need scopes that are known, and a label shares its
   name with nothing.  */
static void
pin_unclear_scopes (const struct spelled_function *f, struct names *names, const size_t *ends, bool regular)
{
  for (size_t a = 0; a < f->locals_count; a++) {
    const char *name = f->locals[a].name;
    size_t first = called (f, names, names->heads[hash_of (name) & (names->buckets - 1)], name);
    bool several = called (f, names, names->same[first - 1], name) != 0;
    if (f->locals[a].token == -2 || (f->locals[a].shadows && (!regular || !ends[a]))
        || (several && (!regular || !ends[a] || f->locals[a].kind == LOCAL_LABEL)))
      pin_name (f, names, name);
  }
}

/* A name's scope begins behind its declarator: in `char a[a]` the second one is another `a`.  */
static void
pin_within_declarators (const struct spelled_function *f, struct names *names, const struct brackets *b)
{
  const struct token_list *list = &f->tokens;
  for (size_t l = 0; l < f->locals_count; l++) {
    const struct spelled_local *local = &f->locals[l];
    size_t i, close;
    if (local->token < 0 || local->kind != LOCAL_ORDINARY)
      continue;
    for (i = (size_t) local->token + 1; i < list->count; i = close + 1) {
      close = i;
      if (token_is (&list->tokens[i], "[") || token_is (&list->tokens[i], "("))
        close = b->close[i];
      else if (!token_is (&list->tokens[i], ")"))
        break;
      for (size_t k = i; k < close; k++)
        if (token_is (&list->tokens[k], local->name))
          pin_name (f, names, local->name);
    }
  }
}

/* The innermost declaration of the identifier at token AT, or NO_LOCAL.  *ORDINARY: a local that is neither parameter
   nor label is called so, in scope or not.  */
static size_t
innermost (const struct spelled_function *f, const struct names *names, const size_t *ends, size_t at, bool label,
           bool *ordinary)
{
  size_t best = NO_LOCAL;
  *ordinary = false;
  FOR_EACH_CALLED (l, f, names, f->tokens.tokens[at].text)
  {
    const struct spelled_local *local = &f->locals[l - 1];
    *ordinary = *ordinary || local->kind == LOCAL_ORDINARY;
    if ((local->kind == LOCAL_LABEL) != label)
      continue;
    if (label)
      return l - 1;
    if (local->token > (long) at || (ends[l - 1] && ends[l - 1] <= at))
      continue;
    if (best == NO_LOCAL || local->token >= f->locals[best].token)
      best = l - 1;
  }
  return best;
}

void
locals_resolve (const struct spelled_function *f, struct names *names)
{
  struct brackets brackets;
  size_t *ends = memory_grow (NULL, f->locals_count + 1, sizeof *ends);
  match_brackets (&f->tokens, &brackets);
  for (size_t l = 0; l < f->locals_count; l++)
    ends[l] = f->locals[l].token == -1 || f->locals[l].kind == LOCAL_LABEL ? f->tokens.count
              : f->locals[l].token < 0                                     ? 0
                                       : scope_end (f, names, &brackets, (size_t) f->locals[l].token);
  for (size_t g = 0; g < f->globals_count; g++)
    pin_name (f, names, f->globals[g]);
  pin_macro_names (f, names);
  pin_pasted_names (f, names);
  pin_pragma_names (f, names, &f->tokens);
  for (size_t u = 0; u < f->uses_count; u = f->uses[u].next)
    pin_pragma_names (f, names, &f->uses[u].macro->body);
  pin_unclear_scopes (f, names, ends, brackets.regular && !macros_hide_scopes (f));
  pin_within_declarators (f, names, &brackets);
  for (size_t i = 0; i < f->tokens.count; i++) {
    enum context context = names->contexts[i];
    const char *name = f->tokens.tokens[i].text;
    bool ordinary;
    if (context == CONTEXT_DOUBTFUL || context == CONTEXT_MACRO)
      pin_name (f, names, name);
    if (context != CONTEXT_ORDINARY && context != CONTEXT_LABEL)
      continue;
    names->locals[i] = innermost (f, names, ends, i, context == CONTEXT_LABEL, &ordinary);
    /* A local's name outside every scope of it denotes something else.  */
    if (names->locals[i] == NO_LOCAL && ordinary)
      pin_name (f, names, name);
  }
  brackets_release (&brackets);
  free (ends);
}
