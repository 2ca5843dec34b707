/* Stub-proofness of a function, from what all its references accept.  */
#ifndef LOADBEARING_PROGRAM_STUBS_H
#define LOADBEARING_PROGRAM_STUBS_H

#include "evidence.h"
#include "facts.h"

/* Sets stub_proof and why of E.  COUNTED: the references to the function itself that count.  */
void program_stubs (struct evidence *e, const struct reference_facts *const *counted, size_t counted_count);

#endif
