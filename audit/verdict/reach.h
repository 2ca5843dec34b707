/* Reach: what lies below a function through the whole program, by the calls that all records name.

   What a function rests on within its unit, and how its direct callees are declared, is in its own
   record and decides `dependency-changed`.  Reach is the rest: the functions of other units that it
   calls, and what those call.  It stops at the policy's `boundary`, and at load-bearing functions of
   a domain that demands at least as much, which have findings of their own.  */
#ifndef LOADBEARING_REACH_H
#define LOADBEARING_REACH_H

#include "definitions.h"
#include "facts.h"
#include "policy/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

struct reach_graph;

/* The graph over UNITS (test units are left out), which must outlive it.  SAME_LINK tells of two units whether some
   program or library holds both, which decides between several definitions of one name; DEFINITIONS, which may be NULL, knows of the units' objects.  */
struct reach_graph *
reach_graph_new (const struct policy *policy, struct unit_facts *const *units, size_t count,
                 struct definitions *definitions,
                 bool (*same_link) (const struct unit_facts *a, const struct unit_facts *b, void *data), void *data);
void reach_graph_free (struct reach_graph *g);

/* One function that is reached.  All of it belongs to the graph.  */
struct reached {
  const char *key;                    /* linkage name; statics "FILE:NAME"; without control characters */
  const char *kind;                   /* what the digest was made from; only like kinds compare.  "-": no record */
  struct digest digest;               /* DIGEST_SHORT, or unknown */
  const struct function_facts *facts; /* NULL: an object, or no record of it was read */
  const struct object_facts *object;  /* NULL: a function */
  size_t node;                        /* for reach_way */
};

struct reached_list {
  struct reached *list;
  size_t count;
  uint64_t sum[4]; /* of digests of all that the entries say: equal for equal lists, in whatever order */
};

/* What F, marked and defined in UNIT, one of the graph's, reaches: each once, the nearest first.  Released with
   reached_list_release.  */
void reach_of (struct reach_graph *g, const struct unit_facts *unit, const struct function_facts *f,
               struct reached_list *out);
void reached_list_release (struct reached_list *l);
/* Appends the callers on a shortest way from the function that was asked about last to R, one of what it reaches:
   "deep, deeper"; nothing if it is called directly.  */
void reach_way (const struct reach_graph *g, const struct reached *r, struct strbuf *out);

/* ---- What was reached when a function was audited: DOMAIN/FUNCTION.reach in a folder beside the ledger.

   It is no part of a state: a callee's change is none of the function's, and two people who audit one
   state audit one state.  Lines are a set, VARIANT, NAME, KIND and DIGEST between tabs, so a merge may
   keep all lines of both sides; git's conflict markers are passed over.  */

struct reach_remembered {
  const char *key, *kind;
  struct digest digest;
};

struct reach_memory {
  bool there; /* what was reached in this variant is remembered */
  struct reach_remembered *seen;
  size_t count;       /* sorted by key */
  struct strbuf text; /* holds their texts */
};

/* The file for F, below FOLDER, which is the policy's ledger folder.  Owned by the caller.  */
char *reach_path (const char *folder, const struct function_facts *f);
/* Reads what PATH remembers of VARIANT; a file that is not there remembers nothing.  False with
   "FILE:LINE: cause; remedy" in ERR.  Released with reach_memory_release.  */
bool reach_read (const char *path, const char *variant, struct reach_memory *memory, struct strbuf *err);
void reach_memory_release (struct reach_memory *m);
/* A glance at PATH, which tells most of the time that there is no need to read it: REACH_FILE_EQUAL where LIST is what it
   remembers of VARIANT.  */
enum reach_glance { REACH_FILE_ABSENT, REACH_FILE_EQUAL, REACH_FILE_OTHER };
enum reach_glance reach_glance (const char *path, const char *variant, const struct reached_list *list);
/* The new content of PATH (its present content is TEXT, or ""): what is said of VARIANT is replaced by LIST.  */
void reach_format (const char *text, const char *variant, const struct reached_list *list, struct strbuf *out);

/* ---- What became of it.  */

enum reach_change {
  REACH_SAME,
  REACH_CHANGED,   /* another digest of a kind that was remembered */
  REACH_NEW,       /* was not reached then: a function on the way to it changed, or where reach stops did */
  REACH_UNCERTAIN, /* it had no record then, or has none now, or one of another kind */
};

/* What became of R since M.  */
enum reach_change reach_compare (const struct reach_memory *m, const struct reached *r);

#ifdef __cplusplus
}
#endif
#endif
