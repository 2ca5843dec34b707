/* The verdict: facts, policy and ledger in; findings out.  One implementation,
   linked into the plugin and into the command.  */
#ifndef LOADBEARING_VERDICT_H
#define LOADBEARING_VERDICT_H

#include "facts.h"
#include "ledger/ledger.h"
#include "policy/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In message texts, names stand between these two characters; whoever prints
   replaces them by quotation marks (the plugin by GCC's, the command by ').  */
#define QUOTE_OPEN "\1"
#define QUOTE_CLOSE "\2"

/* A note of RULE_INCOMPARABLE where a view of the body is missing that `refresh` can add.  */
#define VERDICT_REFRESH_NOTE                                                                                           \
  "without a new audit, where the build that was audited exists and one of the same source by this compiler: "         \
  "loadbearing refresh --old BUILD --new BUILD"

struct finding {
  enum rule rule;
  enum severity severity;
  char *function; /* linkage name, or NULL */
  char *shown;    /* as a person writes it, or NULL */
  char *domain;   /* or NULL */
  char *file;     /* relative to the repository, or NULL */
  unsigned line, column;
  char *message; /* without file, severity or rule */
  char **notes;
  size_t notes_count; /* what moved, who audited ... */
  char *cause;        /* RULE_INCOMPARABLE: why, the same text for all that share the cause; else NULL */
  char *command;      /* the command that settles it, or NULL */
  bool exempted;      /* suppressed by an exemption: counted, not gating */
  const struct function_facts *facts; /* or NULL; lives as long as the facts */
};

struct findings {
  struct finding *list;
  size_t count;
  size_t capacity;
};

void findings_init (struct findings *f);
void findings_release (struct findings *f);
/* Adds a finding and returns it, valid until the next call.  ABOUT may be NULL; its
   name, place and domain are copied.  */
struct finding *findings_add (struct findings *f, enum rule rule, enum severity severity,
                              const struct function_facts *about);
/* Brings them into the order in which they are shown: by file and line, last those without a place.  */
void findings_sort (struct findings *f);
/* Moves everything in FROM to the end of TO; FROM is empty afterwards.  */
void findings_move (struct findings *to, struct findings *from);
void finding_release (struct finding *f);
/* Printf-style; each replaces what was there, but for notes, which add up.  */
void finding_message (struct finding *f, const char *format, ...) __attribute__ ((format (printf, 2, 3)));
void finding_note (struct finding *f, const char *format, ...) __attribute__ ((format (printf, 2, 3)));
void finding_command (struct finding *f, const char *format, ...) __attribute__ ((format (printf, 2, 3)));

enum comparison { COMPARE_EQUAL, COMPARE_CHANGED, COMPARE_INCOMPARABLE };

/* How a function stands against one audited state.  `result` is COMPARE_CHANGED as soon
   as anything is known to have moved; `cause` may be set then, too, since one class of
   finding never hides another.  */
struct compared {
  enum comparison result;
  bool interface_moved, body_moved, dependencies_moved;
  char *cause;            /* what could not be compared, and why; or NULL */
  bool definitions_moved; /* what another unit's object begins with: `dependencies_moved`, too */
  bool only_definitions;  /* and nothing else moved */
  const char *
      definitions_unknown; /* the first sentence of `uncounted` about such an object of which it was not known; or NULL */
  bool one_spelled;        /* one side has a spelled source, the other has not */
  enum aspect view;        /* the aspect that decided about the body; ASPECT_COUNT: none */
  const struct ledger_seen *seen; /* what was audited for this variant, or NULL */
  char **moved;
  size_t moved_count; /* sentences: "dependency 'round_cents()' changed (reached through ...)" */
  const struct dependency *
      *moved_entries; /* of each: as it is now, or as it was if it is gone; in the function or STATE */
  char **uncounted;
  size_t uncounted_count; /* moved as well, but not counted, with the reason */
};

/* Tells whether the function of that linkage name carries its own audit, so that what
   lies behind it does not count.  */
struct verdict_cut {
  bool (*is_cut) (const char *name, const void *data);
  const void *data;
};

/* Compares FUNCTION of UNIT with what STATE saw of the same variant.  DOMAIN may be NULL
   (no demands), CUT may be NULL (nothing is cut).  COMPARED is released with
   compared_release and points into STATE.  */
void verdict_compare (const struct policy_domain *domain, const struct unit_facts *unit,
                      const struct function_facts *function, const struct ledger_state *state,
                      const struct verdict_cut *cut, struct compared *compared);
void compared_release (struct compared *c);

/* What stands behind one function's verdict.  */
enum standing {
  STANDING_NOT_MARKED,
  STANDING_AUDITED,
  STANDING_EXEMPT,
  STANDING_REVERTED,
  STANDING_UNAUDITED,
  STANDING_CHANGED,
  STANDING_INCOMPARABLE
};

struct judgement {
  enum standing standing;
  const struct ledger_file *file;   /* the ledger file compared with, or NULL */
  const struct ledger_state *state; /* the state matched, or the one compared with, or NULL */
  const struct ledger_entry *entry; /* the audit or exemption of that state, or NULL */
  const struct ledger_entry **audits;
  size_t audits_count;                 /* every unrevoked audit of a state that it is in;
					the array belongs to the judgement */
  const struct ledger_entry *newer;    /* STANDING_REVERTED: the audit that replaced it */
  bool withdrawn;                      /* exactly this state was revoked: no audit or exemption helps it */
  const struct ledger_entry *revoked;  /* a revocation of exactly this state, or, where nothing else stands,
					the last one; NULL if none */
  const struct ledger_file *elsewhere; /* STANDING_UNAUDITED: an unrevoked file about a function of that name
					  which is not this one (other file) or not of this domain; or NULL */
  struct compared compared;            /* against `state` */
};

/* True if findings about F are to be made: it is marked, and in a test unit marked
   in the source itself, not by a glob of the policy.  */
bool verdict_gates (const struct unit_facts *unit, const struct function_facts *f);

/* Judges every function of UNIT (those that are not gated get STANDING_NOT_MARKED):
   *LIST has unit->functions_count entries in the same order, owned by the caller
   (judgements_free); NULL where none of UNIT is gated, as in most units of most programs.  False with messages
   in ERR if a ledger file is broken; *LIST is NULL then, too.  */
bool verdict_judge_all (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                        struct judgement **list, struct strbuf *err);
void judgements_free (struct judgement *list, size_t count);

/* Judges one function of UNIT by the ledger alone (no time, no git).  False with
   messages in ERR if a ledger file is broken.  JUDGEMENT is released with
   judgement_release.  */
bool verdict_judge (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                    const struct function_facts *function, struct judgement *judgement, struct strbuf *err);
void judgement_release (struct judgement *j);

/* All findings of the rules whose place is "both" about UNIT.  Used by the plugin
   for the unit it compiles and by the command for each unit.  The gate is not applied here.
   LEDGER is an open one (that of a folder that does not exist is empty).
   False with messages in ERR if the ledger is broken.  */
bool verdict_unit (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                   struct findings *findings, struct strbuf *err);

/* The same from judgements that are there already, as from verdict_judge_all.  */
bool verdict_unit_judged (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                          const struct judgement *judgements, struct findings *findings, struct strbuf *err);

/* Adds to FINDINGS what UNIT shows about its own tests: false-claim and unreached-test.  Part of verdict_unit.  */
void verdict_tests (const struct policy *policy, const struct unit_facts *unit, struct findings *findings);
/* Whether C, a claim of T, a test of UNIT, may hold through other functions, which the whole program shows.  */
bool verdict_claim_is_open (const struct policy *policy, const struct unit_facts *unit, const struct test_facts *t,
                            const struct test_claim *c);

/* True if FILE, relative to the repository, exists on disk.  Where there is no policy the
   current folder stands for the repository.  */
bool verdict_file_exists (const struct policy *policy, const char *file);
/* Appends how the command line names F: NAME, or FILE:NAME for statics; quoted for the
   shell where it must be.  */
void verdict_selector (const struct function_facts *f, struct strbuf *out);
/* The command that settles N: "loadbearing VERB", the name of F, REST.  */
void verdict_settle (struct finding *n, const char *verb, const struct function_facts *f, const char *rest);
/* Appends TEXT as one word of a shell's command line.  */
void verdict_shell_quote (const char *text, struct strbuf *out);
/* Appends "Ada Okafor" of "Ada Okafor <ada@example.com>"; the whole where there is no name.  */
void verdict_person (const char *by, struct strbuf *out);
/* True if A was entered after B: by date, and by `from` within one date.  */
bool verdict_entry_newer (const struct ledger_entry *a, const struct ledger_entry *b);

#ifdef __cplusplus
}
#endif
#endif
