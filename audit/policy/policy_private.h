/* What policy*.c share.  */
#ifndef LOADBEARING_POLICY_PRIVATE_H
#define LOADBEARING_POLICY_PRIVATE_H

#include "json/json_read.h"
#include "policy.h"

#define RULE_ANY (-1)

/* One severity that a policy states: SCOPE is "*", a domain, "track:prototype" or "track:production".  */
struct severity_cell {
  char *scope;
  int rule; /* enum rule or RULE_ANY */
  enum severity severity;
  unsigned layer;
  struct json_place place;
};

struct policy_severities {
  struct severity_cell *cells;
  size_t count;
};

struct policy_group {
  char *name; /* with its '@' */
  char **members;
};

/* One policy file of the chain, the own one first.  */
struct policy_layer {
  char *root;
  char *prefix; /* the own root within this one's: "sub/", "" for the own and for one that lies elsewhere */
};

struct policy_private {
  bool shipped; /* no policy was found: nothing is above a warning */
  struct policy_group *groups;
  size_t groups_count;
  struct policy_layer *layers;
  size_t layers_count;
  unsigned *test_layers, *prototype_layers; /* layer of each of test_globs, prototype_globs */
  char *root_resolved;                      /* root without symbolic links, or NULL */
  struct path_memory *memory;               /* what policy_relative found before */
};

/* ---- policy_paths.c  */
/* PATH absolute and without "//", ".", "x/.."; by its text alone.  Owned by the caller.  */
char *path_absolute (const char *path);
/* The folder of PATH, an absolute path.  Owned by the caller.  */
char *path_folder (const char *path);
/* If PATH lies in FOLDER (both absolute), the rest of it; else NULL.  */
const char *path_within (const char *path, const char *folder);
/* How FOLDER's contents write TO (both absolute): "../x".  Owned by the caller.  */
char *path_from (const char *folder, const char *to);
/* (policy_find.c) The policy that the search would find above ROOT, a policy's root.  Owned by the caller, or NULL.  */
char *policy_find_outer (const char *root);
void path_memory_free (struct path_memory *m);

/* ---- policy_read.c  */
/* Reads D over what P holds already (inherited from BASE, or the defaults).  BASE may be NULL.
   Faults go to D.  */
void policy_read (struct policy *p, struct json_document *d, const struct policy *base);

/* ---- policy_extend.c  */
/* Copies into P, new, all that an inner policy inherits from BASE.  */
void policy_inherit (struct policy *p, const struct policy *base);
/* Reports what P, read from D, demands less than BASE.  */
void policy_check_tighter (const struct policy *p, const struct policy *base, struct json_document *d);
/* The key in which A (of P) demands less than B (of Q), or NULL.  */
const char *policy_domain_weaker (const struct policy *p, const struct policy_domain *a, const struct policy *q,
                                  const struct policy_domain *b);

/* ---- policy_query.c  */
const struct policy_group *policy_group (const struct policy *p, const char *name);
/* The cell that decides, or NULL if the shipped severity does.  */
const struct severity_cell *policy_deciding_cell (const struct policy *p, enum rule rule, const char *domain,
                                                  enum track track);
/* policy_severity of every rule; ROW holds RULE_COUNT.  */
void policy_severity_row (const struct policy *p, const char *domain, enum track track, enum severity *row);
/* The auditors of LIST with groups expanded, sorted, without duplicates, lower case.  Owned by the caller.  */
char **policy_addresses (const struct policy *p, char *const *list);

/* ---- policy_digest.c  */
struct digest policy_digest_of (const struct policy *p);

#endif
