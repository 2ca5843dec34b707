/* Assertions of a function that no way leads to.  Internal to plugin/; needs GCC's tree.h before it.  */
#ifndef LOADBEARING_UNREACHED_H
#define LOADBEARING_UNREACHED_H

/* Calls VISIT for the first assertion of each stretch of BODY, a function's tree at PLUGIN_PRE_GENERICIZE, that is never reached;
   REASON follows the function's name in a sentence.  Of a function, by its declaration, IS_ASSERTION tells whether a call of it is one, and
   IS_FAILURE whether it is itself the failure, which is not to be reached.

   What an assertion itself decides by a constant (`assert (sizeof (int) == 4)`) is not unreached.  */
void unreached_assertions (tree body, bool (*is_assertion) (tree callee), bool (*is_failure) (tree callee),
                           void (*visit) (location_t place, const char *reason, void *data), void *data);

#endif
