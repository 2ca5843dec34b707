/* What a function is seen to store by another one that looks into the object: see machine_views.cc.
   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_MACHINE_VIEWS_H
#define LOADBEARING_MACHINE_VIEWS_H

#include "machine.h"
#include "strbuf.h"

/* That F stores something through ARGUMENT, from 0, and what OBSERVER shows of it.  */
struct view {
  tree f, observer;
  unsigned argument;
  struct accepting after; /* what passes after F's calls: none, if the test asks for different things */
  struct strbuf sequence; /* what the test asks for, one after the other, as a sentence has it */
  vec<tree> others;       /* functions that must store nothing: they were given the object as well, */
  vec<tree> recorded;     /* and of these it has to be recorded that they do not */
};
void view_free (struct view *view);

/* Whether few constants pass after F's calls.  */
bool view_is_narrow (const struct view *view);

/* Whether it is possible at all that OBSERVER shows something, after a run with question.views and nothing in focus.  */
bool views_may_show (tree observer);

/* Appends to VIEWS what M, a run with question.views and OBSERVER in focus, the last one, shows of other functions.  The caller frees them.  */
void views_find (const struct machine *m, tree observer, auto_vec<struct view *> *views);

#endif
