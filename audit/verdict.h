/* The verdict: facts, policy and ledger in; findings out.  One implementation,
   linked into the plugin and into the command.  */
#ifndef LOADBEARING_VERDICT_H
#define LOADBEARING_VERDICT_H

#include "facts.h"
#include "ledger.h"
#include "policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In message texts, names stand between these two characters; whoever prints
   replaces them by quotation marks (the plugin by GCC's, the command by ').  */
#define QUOTE_OPEN "\1"
#define QUOTE_CLOSE "\2"

struct finding {
  enum rule rule;
  enum severity severity;
  char *function;   /* linkage name, or NULL */
  char *shown;      /* as a person writes it, or NULL */
  char *domain;     /* or NULL */
  char *file;       /* relative to the repository, or NULL */
  unsigned line, column;
  char *message;    /* without file, severity or rule */
  char **notes; size_t notes_count;  /* what moved, who audited ... */
  char *command;    /* the command that settles it, or NULL */
  bool exempted;    /* suppressed by an exemption: counted, not gating */
  const struct function_facts *facts; /* or NULL; lives as long as the facts */
};

struct findings {
  struct finding *list; size_t count;
};

void findings_init (struct findings *f);
void findings_release (struct findings *f);
struct finding *findings_add (struct findings *f, enum rule rule, enum severity severity,
                              const struct function_facts *about); /* copies name, place, domain */
void finding_message (struct finding *f, const char *format, ...) __attribute__ ((format (printf, 2, 3)));
void finding_note (struct finding *f, const char *format, ...) __attribute__ ((format (printf, 2, 3)));
void finding_command (struct finding *f, const char *format, ...) __attribute__ ((format (printf, 2, 3)));

enum comparison { COMPARE_EQUAL, COMPARE_CHANGED, COMPARE_INCOMPARABLE };

/* How a function stands against one audited state.  */
struct compared {
  enum comparison result;
  bool interface_moved, body_moved, dependencies_moved;
  char *cause;                    /* why incomparable */
  char **moved; size_t moved_count; /* labels of dependencies that moved, with "added"/"removed"/"changed" */
};

/* What stands behind one function's verdict.  */
enum standing {
  STANDING_NOT_MARKED, STANDING_AUDITED, STANDING_EXEMPT, STANDING_REVERTED,
  STANDING_UNAUDITED, STANDING_CHANGED, STANDING_INCOMPARABLE
};

struct judgement {
  enum standing standing;
  const struct ledger_file *file;    /* the ledger file compared with, or NULL */
  const struct ledger_state *state;  /* the state matched, or the one compared with, or NULL */
  const struct ledger_entry *entry;  /* the audit or exemption of that state, or NULL */
  struct compared compared;          /* against `state` */
};

/* Judges one function of UNIT by the ledger alone (no time, no git).  False with
   messages in ERR if a ledger file is broken.  JUDGEMENT is released with
   judgement_release.  */
bool verdict_judge (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                    const struct function_facts *function, struct judgement *judgement, struct strbuf *err);
void judgement_release (struct judgement *j);

/* All findings of the rules whose place is "both" about UNIT.  Used by the plugin
   for the unit it compiles and by the command for each unit.  The gate is not applied here.
   False with messages in ERR if the ledger is broken.  */
bool verdict_unit (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                   struct findings *findings, struct strbuf *err);

#ifdef __cplusplus
}
#endif
#endif
