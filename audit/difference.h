/* How one function differs between two builds.

   A verdict compares with what a person audited; a difference compares two records, and so
   speaks of ordinary functions, too.  Nothing is guessed: where the records do not tell two
   kinds of change apart, or cannot be compared, the class says that.  */
#ifndef LOADBEARING_DIFFERENCE_H
#define LOADBEARING_DIFFERENCE_H

#include "facts.h"
#include "verdict/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From the least to the most that may have happened; a difference has the last that applies.  */
enum difference_class {
  DIFFERENCE_UNCHANGED,
  DIFFERENCE_MOVED,        /* the same function at another place: file, line or column */
  DIFFERENCE_REFORMATTED,  /* equal tokens, laid out otherwise: white space, comments, names of locals */
  DIFFERENCE_REFACTORED,   /* other source, of itself or of a helper that its behaviour contains; equal behaviour */
  DIFFERENCE_DEPENDENCY,   /* the same function, resting on something else */
  DIFFERENCE_INTERFACE,    /* the same body under another type or other attributes */
  DIFFERENCE_CHANGED,      /* the one digest of an ordinary function differs (interface, source or what it rests on
			      directly), or the source does and behaviour is not known on both sides */
  DIFFERENCE_BEHAVIOUR,    /* source and behaviour differ */
  DIFFERENCE_INCOMPARABLE, /* `cause` says why */
  DIFFERENCE_ADDED,
  DIFFERENCE_REMOVED,
  DIFFERENCE_CLASS_COUNT
};

struct difference {
  enum difference_class class;
  bool whole; /* both records are a load-bearing function's, so that the aspects were compared one by one;
		 the three below are false otherwise */
  bool interface_moved, body_moved, dependencies_moved;
  char *cause;  /* what could not be compared, and why, or NULL; also beside other classes */
  char **moved; /* sentences about dependencies, as in `struct compared` */
  size_t moved_count;
};

/* "unchanged", "moved", "reformatted", "refactored", "dependency-changed", "interface-changed", "changed",
   "behaviour-changed", "incomparable", "added", "removed".  Public and fixed.  */
const char *difference_class_name (enum difference_class class);

/* Compares A of unit U with B of unit V, two records that were matched.  What lies behind a function that CUT (may be
   NULL) names does not count as moved: it is known to do the same.  D is released with difference_release.  */
void difference_compare (const struct unit_facts *u, const struct function_facts *a, const struct unit_facts *v,
                         const struct function_facts *b, const struct verdict_cut *cut, struct difference *d);
void difference_release (struct difference *d);

/* True if all digests that the two records hold are the same: copies of one text under one setting.  */
bool difference_same_digests (const struct function_facts *a, const struct function_facts *b);

#ifdef __cplusplus
}
#endif
#endif
