/* References: what the tests of this unit would notice.  Internal to plugin/.  */
#ifndef LOADBEARING_REFERENCES_H
#define LOADBEARING_REFERENCES_H

#include "facts.h"

/* Adds to U, whose role is test, the references of its test functions.  At PLUGIN_ALL_IPA_PASSES_START.  Changes nothing of the
   compiler's: a forked child does the work.  NULL, or why none were looked at; a literal.  */
const char *references_observe (struct unit_facts *u);

#endif
