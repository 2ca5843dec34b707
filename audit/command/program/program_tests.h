/* Which tests a program runs.  */
#ifndef LOADBEARING_PROGRAM_TESTS_H
#define LOADBEARING_PROGRAM_TESTS_H

#include "program.h"

/* Whether a unit of A other than EXCEPT (or NULL) calls the function of that linkage name, or takes its address.  */
bool program_calls (const struct artefact *a, const struct unit_facts *except, const char *name);
/* Whether A, which holds UNIT, is seen to run T, a test of UNIT.  */
bool program_runs_test (const struct artefact *a, const struct unit_facts *unit, const struct test_facts *t);
/* Whether A runs tests by a framework, and nothing in it is seen to come of what says whether they failed.  */
bool program_is_deaf (const struct artefact *a);

#endif
