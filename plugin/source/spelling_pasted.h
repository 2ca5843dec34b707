/* Names that a function's macros may make by `##`.  */
#ifndef LOADBEARING_SPELLING_PASTED_H
#define LOADBEARING_SPELLING_PASTED_H

#include "spelling.h"

#ifdef __cplusplus
extern "C" {
#endif

struct pasted_names;

/* What may be joined in F, which stays as it is meanwhile; NULL if no macro of the program's own joins anything there.  */
struct pasted_names *spelling_pasted_begin (const struct spelled_function *f);
/* Whether NAME may be made there, by whichever macros and of whichever words.  */
bool spelling_pasted_may_make (const struct pasted_names *p, const char *name);
void spelling_pasted_end (struct pasted_names *p);

#ifdef __cplusplus
}
#endif

#endif
