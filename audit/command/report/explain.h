/* What explain.c and its parts share.  */
#ifndef LOADBEARING_EXPLAIN_H
#define LOADBEARING_EXPLAIN_H

#include "program/program.h"

/* One line of the explanation, fit for a terminal; LABEL may be "".  */
void explain_line (const char *label, const char *format, ...) __attribute__ ((format (printf, 2, 3)));

/* TEXT, line by line, without labels.  */
void explain_lines (const char *text);

/* The aspects of C, compared with those of STATE by M as THEN ("audited") says, and what moved.  */
void explain_compared (const struct copy *c, const struct ledger_state *state, const struct compared *m,
                       const char *then);
/* How the canonical form of C differs from that of STATE, with which M compares it.  */
void explain_form (const struct program *p, const struct copy *c, const struct ledger_state *state,
                   const struct compared *m);
/* How C differs from what BUILD holds of it.  False after messages if that cannot be said.  */
bool explain_old (const struct copy *c, const char *build);

/* What moved between a state and C, each with the calls by which C gets to it.  */
void explain_moves (const struct copy *c, const struct compared *m);
/* What C reaches in other units, and what changed there since it was audited.  */
void explain_reach (const struct program *p, const struct copy *c);
/* How the text of C differs from that of STATE, and that of the functions that moved with it, where git holds the
   audited text.  */
void explain_text (const struct program *p, const struct copy *c, const struct ledger_state *state,
                   const struct compared *m);

#endif
