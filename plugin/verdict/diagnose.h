/* Findings as GCC's diagnostics.  Internal to plugin/.  */
#ifndef LOADBEARING_DIAGNOSE_H
#define LOADBEARING_DIAGNOSE_H

#include "strbuf.h"
#include "verdict/verdict.h"

/* Reports a broken policy or ledger, one error for each line of ERR.  */
void diagnose_broken (const struct strbuf *err);

/* Lowers the findings' severities as the gate says.  */
void diagnose_apply_gate (struct findings *findings);
/* Whether one of them stops the compilation.  */
bool diagnose_any_error (const struct findings *findings);
/* Prints them, at each function's own place.  */
void diagnose_findings (const struct findings *findings);

/* Warns of each line of REMARKS.  */
void diagnose_remarks (const struct strbuf *remarks);

#endif
