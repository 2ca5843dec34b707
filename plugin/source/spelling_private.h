/* Shared by the parts of the source fingerprint.  */
#ifndef LOADBEARING_SPELLING_PRIVATE_H
#define LOADBEARING_SPELLING_PRIVATE_H

#include "spelling.h"

/* Which name space an identifier stands in.  */
enum context {
  CONTEXT_NONE, /* no identifier */
  CONTEXT_ORDINARY,
  CONTEXT_MEMBER, /* after . or -> */
  CONTEXT_TAG,    /* after struct, union, enum */
  CONTEXT_LABEL,
  CONTEXT_MACRO,   /* the name of an expanded macro */
  CONTEXT_DOUBTFUL /* any of them: its name is pinned */
};

#define NO_LOCAL ((size_t) -1)

/* The names of one function, resolved.  */
struct names {
  enum context *contexts; /* per token */
  size_t *locals;         /* per token: index of the local it denotes, or NO_LOCAL */
  bool *pinned;           /* per local: spelled, not numbered */
  size_t *heads, buckets; /* the locals by name: a hash table of lists */
  size_t *same;           /* per local: the next one in its list */
  bool labels;            /* one of the locals is a label */
};

void names_resolve (const struct spelled_function *f, struct names *names);
void names_release (struct names *names);

/* Fills the table of locals by name; then: is one of that KIND called NAME?  */
void locals_index (const struct spelled_function *f, struct names *names);
bool locals_name (const struct spelled_function *f, const struct names *names, const char *name, enum local_kind kind);
/* Sets NAMES->locals and ->pinned, from the contexts.  */
void locals_resolve (const struct spelled_function *f, struct names *names);

/* True if the identifier at AT of M's body cannot denote a local of F: a member, or the name of a macro
   that is called.  */
bool macro_mentions_no_local (const struct spelled_function *f, const struct macro_definition *m, size_t at);

/* True if PARAMETER (an index) of M is only used as an expression of its own: never pasted,
   stringified (but for the text of a log or an assertion), a member, a tag or a label; also
   where M hands it on to another macro of F.  */
bool macro_parameter_is_plain (const struct spelled_function *f, const struct macro_definition *m, size_t parameter);
/* The definition of NAME among F's expansions, or NULL.  */
const struct macro_definition *spelled_macro (const struct spelled_function *f, const char *name);

/* True if the token at AT of LIST, F's text or a macro's body, stands alone as an argument of a call, also through
   macros: a log or an assertion.  */
bool is_call_argument (const struct spelled_function *f, const struct token_list *list, size_t at);

/* The same for the token AT of the body of the macro that USE expands: it may be one of a list of arguments that the macro
   stands for.  */
bool is_call_argument_in_macro (const struct spelled_function *f, const struct spelled_use *use, size_t at);

/* Where the operand begins that ends with the token AT (casts belong to it), and where it ends that begins there.  */
size_t operand_start (const struct token_list *list, size_t at);
size_t operand_end (const struct token_list *list, size_t at);
/* The parenthesis of the call that is given the tokens START to END of LIST, as one whole argument or several; LIST->count if
   there is none.  */
size_t call_given (const struct token_list *list, size_t start, size_t end);
/* The argument's number that AT is in, counted from the parenthesis OPEN.  */
size_t argument_number (const struct token_list *list, size_t open, size_t at);

/* True of what the line stands for.  */
static inline bool
is_line_token (const struct token *t)
{
  return token_is (t, "__LINE__") || token_is (t, "__builtin_LINE");
}

/* The line that __LINE__ is where T stands.  */
static inline unsigned
token_line (const struct token *t)
{
  return t->presumed ? t->presumed : t->line;
}

/* True of the operator that makes text of what follows in a macro's body.  */
static inline bool
is_stringizing (const struct token *t)
{
  return token_is (t, "#") || token_is (t, "%:");
}

/* Where the token AT of LIST, F's text or a macro's body, stands in an argument of a macro of F's own that makes text of it, and no log.  */
enum text_place {
  TEXT_NONE,
  TEXT_WITHIN, /* at one of its ends */
  TEXT_INSIDE  /* white space before it is in the text */
};
enum text_place spelled_text_place (const struct spelled_function *f, const struct token_list *list, size_t at);

/* Index of the token that closes the bracket opened at OPEN, or LIST->count.  */
size_t matching_close (const struct token_list *list, size_t open);

#endif
