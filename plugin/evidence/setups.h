/* What a framework calls before a test, as the unit registers both.  In the forked child only; needs GCC's headers before it.  */
#ifndef LOADBEARING_SETUPS_H
#define LOADBEARING_SETUPS_H

#include "machine.h"

/* What is called before TEST is put into P, as far as COURSE of main, or NULL, decides.  False if that is not known, or nothing that matters.  */
bool setups_find (cgraph_node *test, struct course *course, struct preparation *p);

#endif
