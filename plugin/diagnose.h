/* Findings as GCC's diagnostics.  Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_DIAGNOSE_H
#define LOADBEARING_DIAGNOSE_H

#include "strbuf.h"
#include "verdict.h"

/* Reports a broken policy or ledger, one error for each line of ERR.  */
void diagnose_broken (const struct strbuf *err);

/* Lowers the findings' severities as the gate says.  */
void diagnose_apply_gate (struct findings *findings);
/* Whether one of them stops the compilation.  */
bool diagnose_any_error (const struct findings *findings);
/* Where the function of each finding that will be printed stands; UNKNOWN_LOCATION if it has none, or the unit has it not.  Before
   GCC's passes remove functions.  Owned by the caller.  */
location_t *diagnose_places (const struct findings *findings);
/* Prints them, at PLACES, else by their file and line.  */
void diagnose_findings (const struct findings *findings, const location_t *places);

/* Warns of each line of REMARKS.  */
void diagnose_remarks (const struct strbuf *remarks);

#endif
