/* From functions in the build to entries in the ledger: what certify, exempt, revoke and init share.  */
#ifndef LOADBEARING_ENTRIES_H
#define LOADBEARING_ENTRIES_H

#include "program/program.h"

/* What a command that adds entries works with.  */
struct entry_writing {
  struct program program;
  char *person;      /* who writes: set by the command from person_current, freed by entry_writing_close */
  struct strbuf err; /* what went wrong: printed by entry_writing_close */
};

/* Opens the program and, unless WANTS says PROGRAM_NO_INPUTS, judges it.  False, with messages on stderr or in W->err, if that
   fails or there is no policy, and so no ledger; COMMAND begins the message.  In any case entry_writing_close ends it.  */
bool entry_writing_open (struct entry_writing *w, const char *command, const struct words *paths, unsigned wants);
void entry_writing_close (struct entry_writing *w);

/* The states in which a subject's copies are now.  */
struct states {
  struct ledger_state *list;
  size_t count;             /* each with its id */
  const struct copy **from; /* for each state, a copy that is in it */
};

/* Every copy's state; variants are joined into one state where each has one (so that one entry
   speaks of all).  Where copies of one variant differ, there are several states, and CONFLICT
   (may be NULL) gets a line for each.  Unless ALL, a copy in an archive or program gives way to one of
   the same source and variant in an object or in the records of a failed compilation, for those are
   newer.  Released with states_release.  */
void states_of (const struct program *p, const struct subject *s, bool all, struct states *states,
                struct strbuf *conflict);
void states_release (struct states *states);

/* True if the source file on disk was written after the artefact that holds C: what a person reads
   is then not what was compiled.  */
bool copy_is_older (const struct program *p, const struct copy *c);

/* Names the ledger file for F: borrowed pointers, so nothing to free.  */
void ledger_file_for (const struct function_facts *f, struct ledger_file *what);

/* The unrevoked ledger file that speaks of F, or NULL, when its judgement does not say: same domain
   and file, else same domain and a file that exists no more.  */
const struct ledger_file *ledger_file_about (const struct program *p, const struct function_facts *f);

/* The date for a new entry: today, with the time where FILE (may be NULL) has an entry of today
   already, and always after its newest.  21 bytes in OUT.  */
void entry_date (const struct ledger_file *file, char *out);

/* Writes an exemption for each state of the subject that is not audited or exempted already.
   Adds how many to *WRITTEN.  False with a message in ERR.  */
bool exempt_subject (const struct program *p, const struct subject *s, const char *person, const char *until,
                     const char *reason, size_t *written, struct strbuf *err);

/* Checks --until against the policy's limits.  False with a message in ERR.  */
bool exemption_date_allowed (const struct policy *policy, const char *until, struct strbuf *err);

#endif
