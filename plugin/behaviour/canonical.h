/* The canonical form of a normalised body.

   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_CANONICAL_H
#define LOADBEARING_CANONICAL_H

#include "digest.h"
#include "strbuf.h"

/* What the form refers to by name only: a declaration of the unit.  */
struct canonical_reference {
  unsigned uid; /* DECL_UID */
  bool function;
  bool defined; /* in this unit: what it is at first, or does, is not in the form */
};

struct canonical {
  struct digest digest; /* DIGEST_FULL; unknown if there is a failure */
  const char *failure;  /* why there is no form; a literal, or NULL */
  struct canonical_reference *references;
  size_t references_count; /* functions and objects, each once, in order of first use */
};

/* Names of the artificial functions that normalisation puts into a body (normalise.h).  No source can spell them.  */
#define MARKER_UNDEFINED "loadbearing.undefined"
#define MARKER_TOUCH "loadbearing.touch"
#define MARKER_END "loadbearing.end"
#define MARKER_UNREACHABLE "loadbearing.unreachable"

/* Computes the canonical form of FUN, which is in SSA form and current.  SALT is its first line.  RESULT is released with
   canonical_release.  If TEXT is not NULL the form itself, of which the digest is, is appended.  */
void canonical_form (function *fun, const struct strbuf *salt, struct canonical *result, struct strbuf *text);
void canonical_release (struct canonical *c);

#endif
