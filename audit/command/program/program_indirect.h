/* References through other functions: a test asserts on checkout (), which calls price_quote ().  */
#ifndef LOADBEARING_PROGRAM_INDIRECT_H
#define LOADBEARING_PROGRAM_INDIRECT_H

#include "program_references.h"

/* Adds them to E, which holds all that tests make themselves: of each test at most one, and none that says no more than the test's own reference.  */
void program_indirect_add (struct reference_reader *x, struct evidence *e);

/* Lowers those of E, which holds all that tests make themselves, of which their unit does not know where the expectation comes from, where
   their test calls something else that leads to the function.  */
void program_indirect_doubt (struct reference_reader *x, struct evidence *e);

#endif
