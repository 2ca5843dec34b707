/* Closer looks at what one test calls.  Only in the forked child.  Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_REFERENCES_LOOKS_H
#define LOADBEARING_REFERENCES_LOOKS_H

#include "machine.h"
#include "strbuf.h"

/* Appends to ANSWER the reference of each call that SURVEY, a run of TEST without a function in focus, met.  QUESTION: what is common to all
   runs.  BUDGET: steps for all of them.  REGISTERED: something runs the test.  */
void look_closer (struct strbuf *answer, struct machine *survey, cgraph_node *test, struct question question,
                  unsigned budget, bool registered);

#endif
