/* Test evidence: what the tests that were given would notice of a load-bearing function.  */
#ifndef LOADBEARING_PROGRAM_EVIDENCE_H
#define LOADBEARING_PROGRAM_EVIDENCE_H

#include "evidence.h"
#include "program.h"

/* True if P's inputs hold a unit of a test.  */
bool program_has_tests (const struct program *p);

/* What speaks for S, weighed by its domain.  Released with evidence_release.  */
void program_evidence (struct program *p, const struct subject *s, struct evidence *e);

/* If the file that the policy names knows tests of P otherwise than they are now: a sentence in OUT that says which.  */
void program_evidence_staleness (struct program *p, struct strbuf *out);

/* What speaks for all of P's load-bearing functions, as the file's text.  */
void program_evidence_text (struct program *p, struct strbuf *out);

#endif
