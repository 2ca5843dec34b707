/* The policy and the ledger in the compiler's -MD output.  Internal to plugin/.  */
#ifndef LOADBEARING_MAKE_DEPENDENCIES_H
#define LOADBEARING_MAKE_DEPENDENCIES_H

#include "facts.h"

/* Adds the policy's files: a changed policy may mark a function that was not.  */
void make_dependencies_add_policy (void);
/* Adds the ledger's files about the load-bearing functions of U.  */
void make_dependencies_add_ledger (const struct unit_facts *u);
/* Adds PATH, absolute.  */
void make_dependencies_add_file (const char *path);
/* Appends a rule without commands for each file that was added, so that a deleted one does
   not stop make.  To be called when the compiler has written and closed the file.  */
void make_dependencies_finish (void);

#endif
