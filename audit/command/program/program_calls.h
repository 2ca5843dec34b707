/* Calls that a test expects of a function, by what the program's records say.  */
#ifndef LOADBEARING_PROGRAM_CALLS_H
#define LOADBEARING_PROGRAM_CALLS_H

#include "call_graph.h"

/* Whether NAME is an output that only says which calls are expected: "calls before close_it of mock_read mock_write".  */
bool program_calls_is (const char *name);

/* R's output of that kind, or NULL.  */
const char *program_calls_expected (const struct reference_facts *r);

/* Whether, by the graph of the test's program, none of the functions that the test calls later makes one of the calls that it
   expects of the function, as EXPECTED says: if that makes none, the test fails.  */
bool program_calls_stay_out (struct call_graph *g, const char *expected);

#endif
