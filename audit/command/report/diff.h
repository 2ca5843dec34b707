/* Two builds, function by function: what cmd_diff.c and its parts share.  */
#ifndef LOADBEARING_DIFF_H
#define LOADBEARING_DIFF_H

#include <stdio.h>

#include "verdict/definitions.h"
#include "difference.h"
#include "input/inputs.h"

/* One function of one build; copies with one file and equal digests (an inline function in many units) are one.  */
struct diff_side {
  const struct unit_facts *unit;
  const struct function_facts *facts;
  const char *place; /* the file of the build that holds it, below the path that was given */
  bool compiled;     /* found in an object or in records, not only in what was linked or archived from them */
  bool paired;
};

struct diff_pair {
  const struct diff_side *before, *after; /* NULL: added; NULL: removed */
  struct difference difference;
};

struct diff_build {
  struct inputs inputs;
  struct definitions *definitions; /* what other units' objects begin with, in the functions; or NULL */
  struct diff_side *sides;
  size_t count;  /* sorted by name, file, source, place */
  size_t system; /* functions of system headers, which are left out */
};

struct diff {
  struct diff_build before, after;
  struct diff_pair *pairs;
  size_t count; /* sorted by name, file */
  size_t classes[DIFFERENCE_CLASS_COUNT];
  size_t moved_within; /* of those that moved: within their file */
};

/* Lists what BUILD's inputs hold, which were read from PATH.  */
void diff_build_list (struct diff_build *build, const char *path);
/* Matches the two builds' functions by identity and compares each pair.  */
void diff_match (struct diff *d);
/* What one build has code of without a record was neither removed nor added: diff_unrecorded.c.  */
void diff_unrecorded (struct diff *d);
/* Releases all of it, the inputs included.  */
void diff_release (struct diff *d);

/* The functions whose text or ground moved, without those about which nothing can be said.  */
size_t diff_changes (const struct diff *d);
/* Of these, those of which the records tell whether they are refactoring.  */
size_t diff_decided (const struct diff *d);

/* diff_report.c: all that changed, then totals; ALL: also what did not, or only moved within its file or was
   reformatted without being load-bearing.  */
void diff_text (const struct diff *d, bool all, bool color, FILE *out);
/* docs/diff-json.md describes it.  */
void diff_json (const struct diff *d, FILE *out);

#endif
