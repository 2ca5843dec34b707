/* Which of the tests' references to a function count, and how they stand in its evidence.  */
#ifndef LOADBEARING_PROGRAM_REFERENCES_H
#define LOADBEARING_PROGRAM_REFERENCES_H

#include "call_graph.h"
#include "evidence.h"
#include "program.h"

/* Reads references to S.  What is asked of an artefact is asked once.  */
struct reference_reader {
  struct program *p;
  const struct subject *s;
  struct linked {
    bool asked;
    const char *why;
    bool deaf; /* program_is_deaf */
  } * linked;  /* by artefact; or NULL */
};

void reference_reader_init (struct reference_reader *x, struct program *p, const struct subject *s);
void reference_reader_release (struct reference_reader *x);

/* Why a test in P's artefact of that index says nothing about S, whatever it asserts: a fake is linked, another state, nothing; or NULL.  */
const char *reference_reader_unlinked (struct reference_reader *x, size_t artefact);

/* Adds FACTS, of UNIT and to S, to E.  True if it counts; *FAILS: its test would fail with any constant, since a call that it expects stays out.  */
bool reference_reader_add (struct reference_reader *x, const struct unit_facts *unit,
                           const struct reference_facts *facts, struct evidence *e, bool *fails);

/* Adds FACTS, of UNIT in that artefact, to E: they are to a function from which WAY leads to S.  Valid until the next one is added.  */
struct evidence_reference *reference_reader_add_indirect (struct reference_reader *x, size_t artefact,
                                                          const struct unit_facts *unit,
                                                          const struct reference_facts *facts, const char *const *way,
                                                          struct evidence *e);

/* The calls in P's artefact of that index.  P's.  */
struct call_graph *program_graph (struct program *p, size_t artefact);

#endif
