/* What is to be said of the unit: the one place where it is observed and judged.  Internal to plugin/.

   Judging reads what the compiler has and prints nothing: emit.cc does.  */
#ifndef LOADBEARING_JUDGE_H
#define LOADBEARING_JUDGE_H

#include "strbuf.h"
#include "verdict/verdict.h"

struct outcome {
  struct findings findings; /* the gate is applied; without facts */
  struct strbuf broken;     /* what is wrong with policy or ledger, line by line */
  struct strbuf remarks;    /* what could not be done, line by line */
  struct strbuf note;       /* the note's payload */
  bool passed;              /* nothing of ours stops it */
};

/* At PLUGIN_ALL_IPA_PASSES_START: observes the unit, fills in J, makes what it was judged by a dependency,
   and leaves the unit's records beside its object if it does not pass.  Needs session.policy, and marks_finish_unit before it.  */
void judge_unit (struct outcome *j);

void outcome_release (struct outcome *j);

#endif
