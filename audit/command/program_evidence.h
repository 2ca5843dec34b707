/* Test evidence: what the tests that were given would notice of a load-bearing function.  */
#ifndef LOADBEARING_PROGRAM_EVIDENCE_H
#define LOADBEARING_PROGRAM_EVIDENCE_H

#include "program.h"

/* One reference to the function, and whether it counts.  */
struct evidence_reference {
  const struct unit_facts *unit;
  const struct reference_facts *facts;
  const struct artefact *artefact; /* the test program, or where else the test's unit is */
  const char *uncounted;           /* why it does not count, a literal; NULL if it does */
};

struct evidence {
  struct evidence_reference *list;
  size_t count;
  size_t counted;       /* so many of them count */
  size_t sufficient;    /* so many of these have at least the grade that the domain asks for */
  enum test_grade best; /* of those that count; GRADE_NONE: there are none */
  bool stub_proof;
  struct strbuf why; /* a sentence: why it is stub-proof, or not */
};

/* True if P's inputs hold a unit of a test.  */
bool program_has_tests (const struct program *p);

/* What speaks for S.  Released with evidence_release.  */
void program_evidence (const struct program *p, const struct subject *s, struct evidence *e);
void evidence_release (struct evidence *e);

#endif
