/* Grades of references: what a run of the machine says of one function.  Only in the forked child.  Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_REFERENCES_GRADES_H
#define LOADBEARING_REFERENCES_GRADES_H

#include "facts.h"
#include "machine.h"
#include "machine_views.h"
#include "strbuf.h"

/* Whether every constant passes for Y.  */
bool accepts_all (const struct symbol *y);

/* Appends the reference of SITE, a call that M met: names, place, grade and reason, then each output and what is accepted of it.
   SURVEY says what the test calls and asks for besides.  REGISTERED: something runs the test.  IDLE: the results with which a function that stores
   nothing would pass, or NULL if that was not asked.  VIEWS: what functions of the test, this one and others, are seen to store by others.  */
void answer_reference (struct strbuf *answer, const struct machine *m, const struct machine *survey,
                       const struct call_site *site, bool registered, const struct accepting *idle,
                       const auto_vec<struct view *> *views);

#endif
