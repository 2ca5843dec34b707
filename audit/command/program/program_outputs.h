/* What of a reference says something of the function, by the function's own record.  */
#ifndef LOADBEARING_PROGRAM_OUTPUTS_H
#define LOADBEARING_PROGRAM_OUTPUTS_H

#include "program.h"

/* Through which parameters the function S may store, as function_facts.stores has it, in any of its copies that ship; 0: not known.  */
uint32_t program_outputs_stores (const struct program *p, const struct subject *s);

/* TO becomes FROM without what a function of STORES does not give: what lies behind a pointer through which it never stores.  Grade and reason
   are those of what is left.  TO's list of outputs and its reason are its own, to be released with program_outputs_release; all else is
   FROM's.  */
void program_outputs_keep (uint32_t stores, const struct reference_facts *from, struct reference_facts *to);
void program_outputs_release (struct reference_facts *r);

/* Whether R, which program_outputs_keep made, is semantic only by an expectation that its test's unit does not know.  */
bool program_outputs_rest_elsewhere (const struct reference_facts *r);

#endif
