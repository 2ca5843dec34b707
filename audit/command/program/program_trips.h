/* Round trips: assert (decode (encode (x)) == x), if their records let that stand.  */
#ifndef LOADBEARING_PROGRAM_TRIPS_H
#define LOADBEARING_PROGRAM_TRIPS_H

#include "program.h"

/* Whether an output called NAME says by which functions a round trip went.  */
bool program_trips_is (const char *name);

/* R, by program_outputs_keep, loses what it says of round trips; and what it says by them, if a function that it went through may keep something from one call to
   the next: then what was shut is open, and the grade no better than `shape`.  */
void program_trips_keep (struct program *p, struct reference_facts *r);

#endif
