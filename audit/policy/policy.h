/* The policy: `loadbearing/policy.json`, read, checked and asked.  */
#ifndef LOADBEARING_POLICY_H
#define LOADBEARING_POLICY_H

#include "facts.h"
#include "verdict/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

struct policy_domain {
  char *name;
  char **auditors;                 /* addresses or @groups, as written; NULL-terminated; empty: anyone */
  unsigned distinct;               /* auditors needed; at least 1 */
  bool author_may_be_only_auditor; /* true unless the policy says false */
  unsigned max_age_days;           /* 0: no limit */
  bool machine_authorship_forbidden;
  bool is_signed;
  bool source_equality; /* equal behaviour is not enough */
  /* AT_LEAST references of GRADE; INDIRECT: references through other functions count, too.  */
  struct {
    enum test_grade grade;
    bool stub_proof;
    unsigned at_least;
    bool indirect;
  } tests;
};

/* The domain of what is marked without one, where the policy has several and no rule of it names one.  A policy may declare a
   domain of that name; where it does not, such functions can be exempted, but not audited.  */
#define DOMAIN_UNSPECIFIED "unspecified"

/* One entry of "mark", "must_mark".  Empty strings where not given.  */
struct policy_mark {
  char *function; /* glob on the linkage name and on the shown name; "*" if not given */
  char *file;     /* glob; "" if not given: any file */
  char *domain;
  char *why;
  unsigned line;  /* in the policy file, for messages */
  unsigned layer; /* which of policy->files it stands in; its globs are relative to that one's root */
};

struct policy_product {
  char *name, *variant;
  char **build, **tests; /* NULL-terminated; relative to policy->root */
};

/* A function or macro of the team's own that asserts: what each argument is.  The policy's digest holds these numbers.  */
enum assertion_argument {
  ASSERTION_ACTUAL,
  ASSERTION_EXPECTED,
  ASSERTION_CONDITION,
  ASSERTION_IGNORED,
  ASSERTION_GIVES, /* no argument, and the first of the list: it does not fail, its result says whether it is so */
  ASSERTION_ACTUAL_BEHIND, /* what the argument leads to */
  ASSERTION_EXPECTED_BEHIND
};
struct policy_assertion {
  char *name;
  enum assertion_argument *arguments;
  size_t arguments_count;
};

struct policy {
  char *path;           /* absolute, of policy.json; NULL for the shipped default */
  char *root;           /* absolute, without trailing '/': the folder that holds `loadbearing/`; the repository */
  char *ledger;         /* absolute: <folder of policy.json>/audits */
  struct digest digest; /* DIGEST_HALF over the meaning of the policy and of what it extends; unknown for the default */
  char **files;         /* every policy file that was read, absolute, NULL-terminated: PATH, what it extends, ...
			     Empty for the shipped default.  For make dependencies.  */
  /* The rest is private to policy*.c but for these.  */
  struct policy_domain *domains;
  size_t domains_count;
  struct policy_mark *marks;
  size_t marks_count;
  struct policy_mark *must_marks;
  size_t must_marks_count;
  struct policy_product *products;
  size_t products_count;
  char **test_globs, **prototype_globs, **boundary, **unrecorded_allow; /* NULL-terminated */
  unsigned exemption_max_days, exemption_warn_days;
  bool certify_yes, certify_machines;
  struct policy_assertion *assertions;
  size_t assertions_count;
  char *signers;          /* file of allowed signers, relative to root, or NULL */
  char *revocations_from; /* git ref whose revocations count too, or NULL */
  char *evidence;         /* file of test evidence, relative to root, or NULL */
  struct policy_severities *severities;
  struct policy_private *own;
};

/* The text of attributes/policy.json: what `init` writes.  */
extern const char policy_shipped_text[];

/* Looks for loadbearing/policy.json in FROM (a folder, or the folder of a file)
   and upward, as far as the root of a git repository (a submodule is no root), the file system's border, or
   "/".  Returns the path, owned by the caller, or NULL.  Symbolic links in the path are not
   followed upward.  In a folder where everybody may write, a policy that belongs neither to the user, nor to
   root, nor to that folder's owner is passed over, and its path is added to PASSED_OVER, which may be NULL.  */
char *policy_find (const char *from, struct strbuf *passed_over);

/* Reads the policy at PATH and what it extends, or the shipped default if PATH
   is NULL (its root is then the current folder, and no severity is above warning).
   NULL if it is unreadable, broken or contradictory; ERR then holds one
   line per fault, "FILE:LINE:COLUMN: cause; remedy", no newline after the last.
   Owned by the caller.  A policy in FOLDER/loadbearing/ has the root FOLDER; one
   elsewhere has its own folder.  */
struct policy *policy_load (const char *path, struct strbuf *err);
void policy_free (struct policy *p);

/* Adds to OUT, separated by commas, what P demands and nothing acts on yet; nothing for the shipped default.  */
void policy_unheeded (const struct policy *p, struct strbuf *out);

/* If DOMAIN is DOMAIN_UNSPECIFIED and P has none of that name: adds to OUT what is wrong, and what to do.  */
bool policy_domain_unnamed (const struct policy *p, const char *domain, struct strbuf *out);
/* The domain of that name, or NULL.  policy_domain_nearest gives the most
   similar name for a message, or NULL if none is near.  */
const struct policy_domain *policy_domain (const struct policy *p, const char *name);
const char *policy_domain_nearest (const struct policy *p, const char *name);
/* True if A demands at least as much as B in everything.  */
bool policy_domain_at_least (const struct policy *p, const char *a, const char *b);

/* Severity of RULE for a function of DOMAIN (NULL: none) and TRACK.  Most specific
   wins: domain and rule, domain and "*", track, "*" and rule, "*" and "*", shipped.  */
enum severity policy_severity (const struct policy *p, enum rule rule, const char *domain, enum track track);

/* The first rule of "mark" that covers the function, or NULL; of an inner and an outer
   policy's rule the one that demands more.  FILE is relative
   to P->root.  NAME is the linkage name, SHOWN (may be NULL) what a person writes.  */
const struct policy_mark *policy_marks (const struct policy *p, const char *name, const char *shown, const char *file);
/* True if MARK, one of P's, covers the function.  */
bool policy_mark_covers (const struct policy *p, const struct policy_mark *mark, const char *name, const char *shown,
                         const char *file);
/* The same as policy_marks for "must_mark".  */
const struct policy_mark *policy_must_mark (const struct policy *p, const char *name, const char *shown,
                                            const char *file);

enum role policy_role (const struct policy *p, const char *file);   /* by "tests" */
enum track policy_track (const struct policy *p, const char *file); /* by "prototypes" */

/* FILE (absolute, or relative to the current folder) relative to P->root,
   normalised (no "//", "./", "x/.."); as it is if it lies outside.  The root's own
   spelling and its resolved one both count.  Owned by the caller.  */
char *policy_relative (const struct policy *p, const char *file);

/* PERSON ("Name <address>") may audit DOMAIN: groups expanded, addresses compared
   without regard to case.  */
bool policy_may_audit (const struct policy *p, const struct policy_domain *domain, const char *person);

/* Shell globs on '/'-separated names: `*` and `?` stop at '/', `**` does not,
   [...] sets, `\` quotes.  A pattern without '/' matches the last component.  */
bool glob_match (const char *pattern, const char *text);
/* The same on a name, of a function say: '/' is a character like any other, so that
   `operator*` covers C++'s "operator/".  */
bool glob_match_name (const char *pattern, const char *text);
/* What is wrong with PATTERN, as the end of a sentence, or NULL.  */
const char *glob_fault (const char *pattern);

#ifdef __cplusplus
}
#endif
#endif
