/* What the unit's functions do to a counter of failures.  In the forked child only; needs GCC's headers before it.  */
#ifndef LOADBEARING_COUNTERS_H
#define LOADBEARING_COUNTERS_H

#include "machine.h"

/* Whether some function of the unit sets COUNTER to something that is neither more than it was nor a constant: what was counted may be taken back, or
   overwritten.  */
bool counter_is_taken_back (const struct counter *counter);

/* Whether TEST, no main, or what it calls in the unit sets COUNTER to 0: what was counted before is forgotten.  */
bool counter_is_reset_by (cgraph_node *test, const struct counter *counter);

/* Whether some function of the unit sets COUNTER to 0.  */
bool counter_is_reset (const struct counter *counter);

#endif
