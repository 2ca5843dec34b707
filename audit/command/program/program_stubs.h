/* Stub-proofness of a function, from what all its references accept.  */
#ifndef LOADBEARING_PROGRAM_STUBS_H
#define LOADBEARING_PROGRAM_STUBS_H

#include "evidence.h"
#include "facts.h"

/* A reference to the function itself that counts.  */
struct counted_reference {
  struct reference_facts facts; /* by program_outputs_keep */
  bool fails;                   /* its test fails with any constant: a call that it expects stays out */
};

/* Sets stub_proof and why of E.  */
void program_stubs (struct evidence *e, const struct counted_reference *counted, size_t counted_count);

#endif
