/* The source fingerprint: a function as it is spelled.

   Plain C, without GCC, so that it can be tested alone.  In: the tokens of the
   active lines, the function's local names, the macro expansions with the
   definition that was in force.  Out: a digest that does not react to white
   space, comments, place or the names of locals, and reacts to everything else;
   and the names that are bound outside the function.

   Soundness of the renaming.  A local's occurrences are replaced by a number
   only where it is certain that each of them denotes that local: a name with
   any doubtful occurrence (in a macro argument that is pasted or stringified,
   in a macro's body, as a member of a local structure ...) is "pinned" and
   stays spelled everywhere.  So equal digests mean equal programs; doubt costs
   a false alarm at worst.  */
#ifndef LOADBEARING_SPELLING_H
#define LOADBEARING_SPELLING_H

#include "digest.h"
#include "lexer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One #define.  */
struct macro_definition {
  char *name;
  bool environment; /* defined in a system header, or predefined: counts by name */
  bool function_like;
  bool variadic;
  char **parameters;
  size_t parameter_count; /* the variadic one included */
  struct token_list body;
  bool reserved; /* a token of the body begins with two underscores, as what stands for a place or a count does */
  struct digest digest; /* DIGEST_SHORT, over all of it; none of an environment's macro */
};

/* Parses TEXT, "NAME(a,b) body" as cpp_macro_definition gives it.  Owned by the caller.  */
struct macro_definition *macro_definition_parse (const char *text, bool environment,
                                                 const struct lexer_options *options);
void macro_definition_free (struct macro_definition *m);
/* Index of the parameter of that name, or -1.  */
long macro_parameter_index (const struct macro_definition *m, const char *name);

enum local_kind { LOCAL_PARAMETER, LOCAL_ORDINARY, LOCAL_LABEL };

struct spelled_local {
  const char *name;
  enum local_kind kind;
  unsigned position; /* parameters: from 0 */
  long token;        /* index of the declaring token; -1: before the first one (parameters);
			     -2: not spelled in the function (declared by a macro's body) */
  bool shadows;      /* the name means something else outside the function */
};

/* The macro M was expanded for the token at index TOKEN (nested expansions
   have the outermost one's token); in order of expansion.  */
struct spelled_use {
  size_t token;
  const struct macro_definition *macro;
  bool again;  /* an earlier use is of the same macro */
  size_t next; /* index of the next use that is not `again`, or past the last one */
};

struct spelled_function {
  const char *name; /* as spelled: becomes SELF */
  const char *file; /* for __FILE__ where its value matters; relative */
  struct token_list tokens;
  struct spelled_local *locals;
  size_t locals_count;
  struct spelled_use *uses;
  size_t uses_count;
  const char **globals;
  size_t globals_count;          /* names that the body refers to outside itself, as far as known */
  bool keep_names;               /* C++: no renaming */
  struct names *names;           /* private: made when first needed */
  struct name_set *mentioned;    /* the same */
  const struct token **by_place; /* private to the preprocessor's side: tokens sorted by place */
};

/* Frees what F owns: tokens, locals, uses, globals (the arrays), and what was made of them.  */
void spelled_function_release (struct spelled_function *f);

/* The digest, of LENGTH bytes.  */
struct digest spelling_digest (struct spelled_function *f, unsigned length);

/* Calls VISIT with each identifier that may be bound outside the function, in its text,
   in the bodies of its own (not the environment's) macros, and those that such a macro may paste
   together; each once, in no order.  TAG: it stands after struct, union or enum.  */
void spelling_free_names (struct spelled_function *f, void (*visit) (const char *name, bool tag, void *data),
                          void *data);

/* True if one of the tokens, or of the bodies of the function's own macros, is the identifier NAME; a local
   called so is none, for the answer must not change when it is renamed.  */
bool spelling_mentions (struct spelled_function *f, const char *name);

/* True if F takes __COUNTER__ or __INCLUDE_LEVEL__ for its value, which no text shows: only the tree does.  */
bool spelling_counts (const struct spelled_function *f);

/* Calls VISIT for each place in F where the line stands alone as an argument of a call, which is left out of the digest:
   FIRST is the line that what is written there begins on, and LAST the line that it ends on; which of them __LINE__ is, is
   the compiler's choice.  */
void spelling_log_lines (const struct spelled_function *f, void (*visit) (unsigned first, unsigned last, void *data),
                         void *data);

/* What __LINE__ may be in the arguments of a call.  */
struct spelled_lines {
  unsigned first, last;
};

/* How many arguments of the call whose callee the token AT of F is are the line, for certain; 0 if that is not known.  */
unsigned spelling_lines_in_text (const struct spelled_function *f, size_t at, struct spelled_lines *lines);

/* The same of a call of the function CALLEE that stands in the body of a macro, which was expanded for the token AT.  */
unsigned spelling_lines_in_macros (const struct spelled_function *f, size_t at, const char *callee,
                                   struct spelled_lines *lines);

#ifdef __cplusplus
}
#endif
#endif
