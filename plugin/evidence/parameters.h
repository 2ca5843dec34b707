/* Tests that a framework runs once for each parameter: whether there is one.  In the forked child only; needs GCC's headers before it.  */
#ifndef LOADBEARING_PARAMETERS_H
#define LOADBEARING_PARAMETERS_H

/* Whether the tests of CLASS, a test's in C++, may be given no parameter in this unit, and the framework is told that this is no failure.  */
bool parameters_may_lack (tree type);

/* Whether FUNCTION, which the framework asks for a test's parameters, may give none.  */
bool parameters_may_be_none (tree function);

/* The parameters that the framework gets for TEST from a function of the unit: so many elements of *ARRAY, a variable with static storage.  False if they are not
   known.  */
bool parameters_find (cgraph_node *test, tree *array, HOST_WIDE_INT *count);

/* Whether STMT stores an address where the framework finds parameters: who gets it only reads there.  */
bool parameters_are_kept (gimple *stmt);

#endif
