/* What the commands work on: the policy, the ledger, the artefacts that were
   read, and every load-bearing function in them with its judgement.

   program_open reads, program_judge judges, program_rules adds what only a whole
   program shows.  Nothing here prints results.  */
#ifndef LOADBEARING_PROGRAM_H
#define LOADBEARING_PROGRAM_H

#include "verdict/definitions.h"
#include "input/inputs.h"
#include "options.h"
#include "program_links.h"
#include "verdict/verdict.h"

/* One load-bearing function in one unit.  */
struct copy {
  const struct unit_facts *unit;
  const struct function_facts *facts;
  const struct artefact *artefact; /* the first that contains the unit; objects before what is linked from them */
  const char *member;              /* of an archive, or NULL */
  struct judgement judgement;
  bool expired; /* STANDING_EXEMPT, but past its date */
};

/* One load-bearing function: its copies, in all units and variants.  */
struct subject {
  size_t first, count;    /* in program.copies */
  enum standing standing; /* the worst of its copies */
  size_t worst;           /* the copy that is in it */
};

enum program_wants {
  PROGRAM_SYMBOLS = 1u << 0,   /* symbol tables: what code has no record */
  PROGRAM_PENDING = 1u << 1,   /* without PATHs: those of the last check, and records of failed
				compilations anywhere in the repository */
  PROGRAM_NO_INPUTS = 1u << 2, /* policy and ledger only */
  PROGRAM_VERIFY = 1u << 3,    /* recompute the ids of units */
  PROGRAM_LEDGER = 1u << 4,    /* the whole ledger, for what the gate says of files that no function needs */
};

struct program {
  struct policy *policy;
  struct strbuf passed_over; /* policies that the search did not take */
  struct ledger *ledger;
  struct inputs inputs;
  unsigned wants;
  struct ledger_reading *ledger_reading; /* program.c: the whole ledger, being read meanwhile; or NULL */
  bool inputs_read;
  bool unjudged; /* some of it could not be, because the ledger is broken */
  bool whole;    /* all of the policy's products were read, and nothing failed */
  struct program_links links;
  struct definitions *definitions; /* what other units' objects begin with, in the functions; or NULL */
  char **paths;
  size_t paths_count; /* what was read, as given */
  struct copy *copies;
  size_t copies_count; /* sorted by name, file */
  struct subject *subjects;
  size_t subjects_count; /* in the same order */
  struct findings findings;
  struct call_graph **graphs;  /* program_evidence.c: of each artefact, NULL where nobody asked; or NULL */
  struct observers *observers; /* program_views.c: or NULL, as long as no test looks into an object by others */
  struct program_seen *seen;   /* which findings are there already */
};

/* Reads policy and ledger, and PATHS (none: as PROGRAM_PENDING says, else the policy's products,
   else the current folder).  False after messages if there is nothing to work on.  What could not
   be read of the inputs is in P->inputs.problems.  P is released with program_release in any case.  */
bool program_open (struct program *p, const struct words *paths, unsigned wants);
void program_release (struct program *p);

/* Waits until the ledger was read as a whole, if that was begun, or reads it: from then on ledger_all is
   cheap.  False with messages in ERR about broken files.  */
bool program_read_ledger (struct program *p, struct strbuf *err);

/* Messages about inputs that could not be read.  Returns true if there were any.  */
bool program_problems (const struct program *p);

/* Judges every unit: fills in copies, subjects, and the findings of verdict_unit, each once.
   False after messages if the ledger is broken; what could be judged is there all the same.  */
bool program_judge (struct program *p);

/* Adds the findings of the rules that need the time or the whole program, groups what has
   one cause, and sorts.  */
void program_rules (struct program *p);

/* Adds all FINDINGS that are not there yet and empties it.  */
void program_add_findings (struct program *p, struct findings *findings);

/* The parts of program_rules, each in its own file.  */
void program_rule_time (struct program *p, struct findings *out);  /* audit-expired, auditor-missing */
void program_rule_stale (struct program *p, struct findings *out); /* stale-audit, stale-rule */
void program_rule_conflicts (struct program *p,
                             struct findings *out); /* conflicting-definitions, unmarked across units */
void program_rule_unrecorded (struct program *p,
                              struct findings *out);                /* unrecorded, incomparable for stripped files */
void program_rule_tracks (struct program *p, struct findings *out); /* prototype-linked in a program */
void program_rule_reach (struct program *p, struct findings *out);  /* reach-changed: program_reach.c */
void program_rule_reach_of (struct program *p, const struct subject *s,
                            struct findings *out); /* the same, about one function */
void program_rule_definitions (struct program *p,
                               struct findings *out); /* dependency-changed, where it cannot be known:
									   program_definitions.c */
void program_rule_evidence (struct program *p,
                            struct findings *out); /* untested, hollow-test, no-tests-given: program_evidence.c */
void program_rule_tests (struct program *p, struct findings *out); /* unreached-test, across units: program_tests.c */
void program_rule_renamed (struct program *p); /* notes on unaudited: the state equals an audited one of another name */

/* Counts for the summary.  */
struct program_counts {
  size_t functions, audited, exempt, changed, unaudited, reverted, incomparable;
  size_t findings, errors, warnings, notes;
};
struct program_counts program_count (const struct program *p);

/* How severe RULE is for C.  */
enum severity program_severity (const struct program *p, enum rule rule, const struct copy *c);

/* Whether a unit that is no test's defines S: then its copies in tests' units are not what ships.  */
bool program_has_production (const struct program *p, const struct subject *s);

/* "audited", "exempt", "changed" ...  */
const char *standing_name (enum standing standing);

/* The one subject that SELECTOR, "NAME" or "FILE:NAME", means: by its linkage name, as a person writes it, or by the name within
   that.  False after a message that lists the candidates, or says that
   there is none and where was looked.  COMMAND begins the message.  */
bool program_select_one (const struct program *p, const char *command, const char *selector, size_t *index);

/* PATH as a message shows it: relative to the current folder where it lies below.  */
const char *program_shown_path (const char *path);

#endif
