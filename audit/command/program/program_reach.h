/* What audited functions reach through the whole program, compared with what they reached when
   they were audited.  */
#ifndef LOADBEARING_PROGRAM_REACH_H
#define LOADBEARING_PROGRAM_REACH_H

#include "program.h"
#include "verdict/reach.h"

/* The graph over all that P read, made when it is first asked for; released with program_reach_release.  */
struct program_reach {
  const struct program *program;
  struct reach_graph *graph;
};

void program_reach_init (struct program_reach *r, const struct program *p);
void program_reach_release (struct program_reach *r);

/* What C reaches, and what is remembered of it in its variant.  False with messages in ERR if that cannot be
   read.  Both are released by the caller.  */
bool program_reach_compare (struct program_reach *r, const struct copy *c, struct reached_list *now,
                            struct reach_memory *then, struct strbuf *err);

/* True if what some audited copy of S reaches is not what is remembered.  */
bool program_reach_moved (struct program_reach *r, const struct subject *s);

/* Remembers what the copies of S reach, those that are in STATE: called when it was certified.  False with a
   message in ERR.  */
bool program_reach_remember (struct program_reach *r, const struct subject *s, const struct ledger_state *state,
                             struct strbuf *err);

#endif
