/* What the preprocessor saw: active lines, files, macro expansions.
   Internal to plugin/; needs GCC's headers before it.

   Two places are told apart everywhere: the presumed one, which #line can
   change, and the physical one, which this knows.  */
#ifndef LOADBEARING_PREPROCESSOR_H
#define LOADBEARING_PREPROCESSOR_H

#include <stdint.h>

#include "spelling.h"

struct place {
  const char *path;      /* as the compiler opened it; lives until the end */
  unsigned line, column; /* physical, 1-based; column 0 unknown */
  bool environment;      /* in the compiler's or the C library's default folders */
};

/* Chains onto the preprocessor's callbacks.  At PLUGIN_START_UNIT.  */
void preprocessor_start (void);

/* True if the input had been preprocessed already: nothing is spelled.  */
bool preprocessor_input_preprocessed (void);

/* The physical place of LOC (of the expansion point, where it lies in a macro).
   False if it is not known (built in, from a precompiled header).  */
bool preprocessor_place (location_t loc, struct place *place);

/* True if LOC lies in the environment; built-in things do, too.  */
bool preprocessor_in_environment (location_t loc);

/* Fills F->tokens and F->uses with what is spelled from START to END, both
   included.  False, with a reason in *WHY, if that is not known; F is empty then.  */
bool preprocessor_spell (location_t start, location_t end, struct spelled_function *f, const char **why);

/* A witness of how the tokens of F are laid out: of all bytes from the first to the last one.  0 if they are not known,
   or stand in several files.  */
uint32_t preprocessor_layout (const struct spelled_function *f);

/* Drops the first COUNT tokens of F, with the expansions made for them.  */
void preprocessor_drop (struct spelled_function *f, size_t count);

/* The index in F->tokens of the token spelled at LOC, or -1 if none is.  */
long preprocessor_token_at (struct spelled_function *f, location_t loc);

#endif
