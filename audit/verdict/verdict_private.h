/* What the parts of the comparison share.  Private to audit/verdict/verdict_*.c.  */
#ifndef LOADBEARING_VERDICT_PRIVATE_H
#define LOADBEARING_VERDICT_PRIVATE_H

#include "verdict.h"

/* Notes a cause why C cannot be compared; the first one found stays, since one is enough to settle first.  */
void verdict_set_cause (struct compared *c, const char *format, ...) __attribute__ ((format (printf, 2, 3)));

/* Decides about the dependencies of F against C->seen, of STATE, once it is decided about the body.  OWN: F's own behaviour
   is the audited one.  DOMAIN may be NULL (no demands), CUT too (nothing is cut).  Adds to C what moved, and what did and
   does not count.  */
void verdict_compare_dependencies (const struct policy_domain *domain, const struct function_facts *f,
                                   const struct ledger_state *state, bool own, const struct verdict_cut *cut,
                                   struct compared *c);

/* The function that D, one of F's dependencies, lies behind, and that CUT (may be NULL) says carries its own audit; or NULL.  */
const char *verdict_cut_by (const struct dependency *d, const struct function_facts *f, const struct verdict_cut *cut);

/* Decides about what other units' objects begin with, against C->seen.  CUT as above.  Adds to C what moved, and what was not known.  */
void verdict_compare_definitions (const struct function_facts *f, const struct verdict_cut *cut, struct compared *c);

#endif
