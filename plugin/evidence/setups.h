/* What a framework calls before a test, as the unit registers both.  In the forked child only; needs GCC's headers before it.  */
#ifndef LOADBEARING_SETUPS_H
#define LOADBEARING_SETUPS_H

#include "machine.h"

/* What is called before TEST is put into P, as far as COURSE of main, or NULL, decides.  False if that is not known, or nothing that matters.  */
bool setups_find (cgraph_node *test, struct course *course, struct preparation *p);

/* The same of TEST, a method, into SETUPS, where there is room for two: of its class, or the nearest one that it is derived from, as long as each is the first and
   only base of the next, so that all see the object at one place; none if it is not virtual, for who calls it may call nothing before it.  Gives how many.  */
unsigned setups_of_method (cgraph_node *test, struct setup *setups);

#endif
