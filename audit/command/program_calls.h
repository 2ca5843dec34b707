/* Calls that a test expects of a function, by what the program's records say.  */
#ifndef LOADBEARING_PROGRAM_CALLS_H
#define LOADBEARING_PROGRAM_CALLS_H

#include "inputs.h"

/* Whether NAME is an output that only says which calls are expected: "calls before close_it of mock_read mock_write".  */
bool program_calls_is (const char *name);

/* Whether, in program A, none of the functions that R's test calls later makes one of the calls that it expects of the function: if that makes
   none, the test fails.  False if R says nothing of the kind.  */
bool program_calls_stay_out (const struct artefact *a, const struct reference_facts *r);

#endif
