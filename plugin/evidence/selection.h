/* Which of the tests that a unit registers a framework leaves out, by a filter, or because what prepares them skips them; and of which it expects failures.  In the forked child only; needs
   GCC's headers before it.  */
#ifndef LOADBEARING_SELECTION_H
#define LOADBEARING_SELECTION_H

#include "main_run.h"

/* Looks at the whole unit, of which MAIN_RUN tells what main does.  Release it by selection_release.  */
struct selection *selection_find (struct main_run *main_run);

/* Why TEST may be left out, a literal; or NULL.  */
const char *selection_leaves_out (struct selection *s, cgraph_node *test);

/* Whether a function that the unit has in the place of TEST only says that it is ignored.  */
bool selection_replaces (struct selection *s, cgraph_node *test);

/* Whether DECL, a function that a framework calls before a test, may skip that.  */
bool selection_may_skip (tree decl);

/* Whether the framework is told that TEST is to end by a signal, or by another status than 0: it passes then, and what would be its failure may be
   that; or that it is to fail.  */
bool selection_expects_end (struct selection *s, cgraph_node *test);
bool selection_expects_failure (struct selection *s, cgraph_node *test);

/* Whether TEST is what destroys an object that is none of a framework's: run by itself it comes after main, when nobody asks a framework any more.  */
bool selection_comes_late (cgraph_node *test);

/* S may be NULL.  */
void selection_release (struct selection *s);

/* The literal that T, an operand, leads to; or NULL.  */
const char *selection_text (tree t);

#endif
