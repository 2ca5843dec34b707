/* Test evidence: what tests would notice of one load-bearing function, and what a domain makes of that.

   The command gathers it from a program's records (command/program_evidence.c) and can write it to a file, which the compiler reads
   while the function's own unit is compiled.  Both judge it here.  docs/test-evidence.md explains what counts.  */
#ifndef LOADBEARING_EVIDENCE_H
#define LOADBEARING_EVIDENCE_H

#include "verdict/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One test's reference to the function.  All texts are owned.  */
struct evidence_reference {
  char *test;  /* linkage name */
  char *shown; /* the name as a person writes it; NULL: it is the linkage name */
  char *file;
  unsigned line;
  enum test_grade grade; /* of the reference to the function, or to the first of `way` */
  char *reason;          /* why it has this grade */
  char **way;      /* NULL: the test calls the function itself; else whom it calls, and whom that, NULL-terminated */
  char *uncounted; /* why it does not count, whatever the policy says; or NULL */
  char *remark;    /* what else is to be said of it, or NULL */
  char *program;   /* where it was found; not in the file */
  bool elsewhere;  /* it counts, and its unit does not know where its expectation comes from; not in the file */
  struct digest digest; /* of the test function's source */
};

/* How the function was when the evidence was gathered, built as one variant.  */
struct evidence_state {
  char *variant;
  unsigned scheme;
  char *behaviour_class;               /* or NULL */
  struct digest aspects[ASPECT_COUNT]; /* all but the tree */
};

struct evidence {
  char *function, *file; /* linkage name; file of the definition, or NULL */
  struct evidence_reference *list;
  size_t count;
  struct evidence_state *states;
  size_t states_count; /* sorted by variant */
  bool stub_proof;
  char *why;           /* a sentence: why it is stub-proof, or not */
  size_t expectations; /* so many distinct constants the tests that count expect; not in the file */
  unsigned branches;   /* of the function, as written; 0: not known; not in the file */
  /* Set by evidence_weigh.  */
  size_t counted;       /* so many references count */
  size_t sufficient;    /* so many of these have at least the grade that the domain asks for */
  enum test_grade best; /* of those that count; GRADE_NONE: there are none */
};

void evidence_release (struct evidence *e);
/* Adds a zeroed reference and returns it; valid until the next call.  */
struct evidence_reference *evidence_add (struct evidence *e);
/* Adds how F, of UNIT, is now, unless there is such a state.  */
void evidence_add_state (struct evidence *e, const struct unit_facts *unit, const struct function_facts *f);
/* Sorts states and references: those that the test makes itself first, then by test, file and line.  */
void evidence_sort (struct evidence *e);

/* Counts by what D (or NULL) says.  */
void evidence_weigh (struct evidence *e, const struct policy_domain *d);
/* Why R does not count for D, or NULL if it does; a text that lives as long as R.  */
const char *evidence_uncounted (const struct evidence_reference *r, const struct policy_domain *d);
/* The name of R's test for people; a text that lives as long as R.  */
const char *evidence_test_shown (const struct evidence_reference *r);
/* Appends "through a(), b()" if R has a way.  */
void evidence_describe_way (const struct evidence_reference *r, struct strbuf *out);

/* True if D asks for tests.  */
bool evidence_is_asked (const struct policy_domain *d);
/* Whether F, of UNIT, is known to be another than when E was gathered.  */
bool evidence_is_stale (const struct evidence *e, const struct unit_facts *unit, const struct function_facts *f);
/* Adds untested or hollow-test to FINDINGS if D finds E, weighed, too little for F, a function of D on TRACK; no severer than MOST.  STALE, or NULL,
   is said first.  */
void evidence_judge (const struct evidence *e, const struct policy *policy, const struct policy_domain *d,
                     const struct function_facts *f, enum track track, enum severity most, const char *stale,
                     struct findings *findings);

/* ---- The file: docs/evidence-json.md.  */

struct evidence_file {
  char *path;
  struct evidence *list;
  size_t count; /* sorted by function, file */
};

/* Where POLICY says that the file is, owned by the caller; NULL if it names none.  */
char *evidence_path (const struct policy *policy);
/* Reads it.  NULL with "FILE:LINE:COLUMN: cause; remedy" in ERR.  *MISSING, with no message: there is no such file.  */
struct evidence_file *evidence_read (const char *path, bool *missing, struct strbuf *err);
void evidence_file_free (struct evidence_file *f);
/* What it says of F, or NULL.  */
struct evidence *evidence_find (const struct evidence_file *file, const struct function_facts *f);
/* The file's one true text.  LIST is sorted in place.  */
void evidence_format (struct evidence *list, size_t count, struct strbuf *out);

/* Judges the load-bearing functions of UNIT by the file that the policy names, no severer than a warning.  *PATH: the file that was read, owned by the
   caller, or NULL.  False with messages in ERR if it is broken.  */
bool evidence_unit (const struct policy *policy, const struct unit_facts *unit, char **path, struct findings *findings,
                    struct strbuf *err);

#ifdef __cplusplus
}
#endif
#endif
