/* Normalising a body by the compiler's own passes.  Only in the forked child: it changes the compiler's state
   for good.  Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_NORMALISE_H
#define LOADBEARING_NORMALISE_H

#include "strbuf.h"

/* Sets the options under which everything is normalised, whatever the user's are.  Once.  */
void normalise_options (void);

/* Whether the user compiles with -fno-delete-null-pointer-checks: an object of another unit may lie at the address 0.  */
bool normalise_null_is_address (void);

/* Lists what is to be normalised so that each of the COUNT functions WANTED can be: these, and what may be inlined into
   them; callees before callers.  */
void normalise_plan (cgraph_node *const *wanted, size_t count, auto_vec<cgraph_node *> *plan);

/* Normalises NODE's body in place and makes it current (push_cfun); normalise_end makes it ready to be
   inlined and ends that.  NULL, or why the body has no behaviour to compare; a literal.  LOOPS gets what the source
   demands of loops.  */
const char *normalise_begin (cgraph_node *node, struct strbuf *loops);
void normalise_end (cgraph_node *node);

/* Of the unit: the call at PLACE of CALLEE (NULL: of what a pointer leads to) passes the line, which is FIRST or LAST, to a log or an assertion, as COUNT of its arguments; if
   that is 0 it is no such call.  */
void normalise_note_log (location_t place, tree callee, unsigned first, unsigned last, unsigned count);

/* Whether VALUE is the number that all these lines become, and none of them.  */
bool normalise_is_like_line (tree value);

#endif
