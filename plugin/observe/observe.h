/* Observation: from GCC's trees and preprocessor to facts.

   Internal to plugin/.  observe_* (observe.cc and what it calls) computes
   fingerprints; marks.h says what is load-bearing; plugin.cc calls both.  */
#ifndef LOADBEARING_OBSERVE_H
#define LOADBEARING_OBSERVE_H

#include "facts.h"

/* Registers the callbacks through which observation sees the unit (START_UNIT,
   FINISH_DECL, FINISH_TYPE, PRE_GENERICIZE ...).  To be called from plugin_init,
   after marks_register.  */
void observe_register (const char *plugin_name);

/* Called once, at PLUGIN_ALL_IPA_PASSES_START of a compilation without errors
   (not in lto1): fills U->functions and U->options, U->tree_class, U->input,
   U->language, U->compiler, U->source, U->scheme.  Needs session->policy.  Never fails: what cannot
   be known is unknown in the facts, with the reason in function_facts.unknown.  */
void observe_unit (struct unit_facts *u);

#endif
