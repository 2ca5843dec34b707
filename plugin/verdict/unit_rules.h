/* The rules that only the compiler can see broken.  Internal to plugin/.  */
#ifndef LOADBEARING_UNIT_RULES_H
#define LOADBEARING_UNIT_RULES_H

#include "verdict/verdict.h"

/* Adds the findings no-policy, glob-mismatch and plugin-test about U, which is finished.  What the command
   could see too is verdict_unit's.  */
void unit_rules (const struct unit_facts *u, struct findings *findings);

#endif
