/* Normalising a body: what its parts share: normalise.cc (options, passes), normalise_inline.cc (what is inlined),
   normalise_markers.cc (what must not vanish), normalise_exceptions.cc (handlers),
   normalise_lines.cc (logs), normalise_floating.cc (who does it), normalise_library.cc (whose function is called),
   normalise_releases.cc (what is freed), normalise_clears.cc (what locals begin with).

   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_NORMALISE_PRIVATE_H
#define LOADBEARING_NORMALISE_PRIVATE_H

#include "normalise.h"

/* normalise_inline.cc */
/* Begins a unit; NODE holds the options under which everything is optimised.  */
void normalise_inline_options (tree node);
unsigned normalise_count_statements (function *fun);
/* Whether a local promises that nothing else points where it points: the normal form does not show which one does.  */
bool normalise_has_restrict_local (function *fun);
/* Whether anything may be inlined into NODE.  */
bool normalise_may_contain (cgraph_node *node);
/* Whether NODE may be inlined.  */
bool normalise_is_candidate (cgraph_node *node);
/* NODE is normalised: with all that was inlined into it, it may be too large now to be inlined itself.  */
void normalise_check_size (cgraph_node *node);

/* normalise_markers.cc */
/* Marks where memory is accessed or something divided, and where code is said to be out of reach.  */
void normalise_mark_effects (function *fun);
/* The mark of an access.  */
tree normalise_marker_touch (void);
/* Takes away the marks of accesses to objects, which are there: those of what a function that was inlined was given the address of.
   They would keep it in memory.  */
void normalise_forget_touches (function *fun);
/* normalise_ends.cc: marks where memory ends that may have been wiped.  When the locals that need no address have none any more.  */
void normalise_mark_ends (function *fun);
/* The mark; normalise_markers.cc.  */
tree normalise_marker_end (void);
/* Takes away what is said of the ends of locals that nothing else is done with any more.  */
void normalise_forget_unused (function *fun);
/* Puts markers in the place of locals that have no value.  CHECK: a use that is sure to happen is a failure, which is
   returned, a literal; else NULL.  */
const char *normalise_mark_undefined (function *fun, bool check);

/* normalise_calls.cc */
/* Whether FUN calls, where no prototype of it was seen, a function of the unit that takes other arguments.  */
bool normalise_calls_otherwise (function *fun);

/* normalise_exceptions.cc */
/* Takes away the handlers of FUN, the current function, which has a flow of control and is not in SSA form, if they all do
   nothing but pass the exception on.  False: one does more, and all are as they were.  */
bool normalise_drop_handlers (function *fun);

/* normalise_floating.cc */
/* Whether FUN takes, gives, reads, writes or calculates a number of floating point.  */
bool normalise_has_floating_point (function *fun);

/* normalise_lines.cc */
/* Makes one number of the lines that FUN, which is not in SSA form, passes to logs.  */
void normalise_log_lines (function *fun);

/* normalise_library.cc */
/* Whether STMT calls the C library's function CODE, which neither the unit defines nor another one stands for.  */
bool normalise_calls_library (gimple *stmt, enum built_in_function code);

/* normalise_releases.cc */
/* Makes a test of whether there is anything to free of each call that does, in FUN, which is in SSA form.  */
void normalise_releases (function *fun);

/* normalise_clears.cc */
/* Makes one thing of the ways in which locals of FUN, which is in SSA form, begin as zeros, and puts what they begin with where
   they are used first.  */
void normalise_clears (function *fun);

/* normalise_parameters.cc */
/* Makes locals of the parameters of FUN, which is not in SSA form, whose address is taken.  */
void normalise_parameters (function *fun);

#endif
