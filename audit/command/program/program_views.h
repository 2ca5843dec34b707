/* What a function is seen to store by others, if their records let that stand.  */
#ifndef LOADBEARING_PROGRAM_VIEWS_H
#define LOADBEARING_PROGRAM_VIEWS_H

#include "program.h"

/* Whether NAME, of an output, says so: "argument 1 seen by list_length: 1, then 2".  */
bool program_views_is (const char *name);

/* R, by program_outputs_keep, loses what is seen by a function that may store something itself, and gets the grade that the rest of it deserves.  */
void program_views_keep (struct program *p, struct reference_facts *r);

#endif
