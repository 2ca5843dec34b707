/* Test functions: who runs them, what they claim, which of their assertions are never reached.
   Internal to plugin/; needs GCC's tree.h before it.  */
#ifndef LOADBEARING_TEST_FUNCTIONS_H
#define LOADBEARING_TEST_FUNCTIONS_H

#include "facts.h"

void test_functions_register (const char *plugin_name);

/* The function of that DECL_UID uses the C library's macro `assert`.  */
void test_functions_use_assert (unsigned uid);

/* GAP, whose texts are taken over, is in the test of that linkage name.  */
void test_functions_add_gap (const char *test, const struct test_gap *gap);

/* Nothing runs the test of that linkage name, and WHY.  */
void test_functions_add_idle (const char *test, const char *why);

/* FLAG holds for the function of that linkage name.  */
void test_functions_add_flag (const char *test, enum test_flag flag);

/* Adds U's test functions, and in any unit what has a claim, and the addresses that it takes.  At the end of the unit, when U
   has its functions and references, before marks_strip.  */
void test_functions_observe (struct unit_facts *u);

#endif
