/* Accepting sets: which constants, always produced by a function, would a test let pass?

   A set holds numbers, as closed intervals, and texts: what a pointer leads to, or a value of which only the name is known.
   Where a set cannot be told exactly it is told too large, never too small: a test is then thought weaker than it is.
   See docs/test-evidence.md.  */
#ifndef LOADBEARING_ACCEPTING_H
#define LOADBEARING_ACCEPTING_H

#include <stdbool.h>
#include <stddef.h>

#include "strbuf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* More than these and a set is widened.  */
#define ACCEPTING_INTERVALS 40
#define ACCEPTING_TEXTS 40

/* A set of no more numbers and texts than this is small.  */
#define ACCEPTING_SMALL 16

struct accepting_interval {
  long double low, high; /* both included; infinite at the ends */
};

struct accepting {
  struct accepting_interval *intervals; /* sorted, apart */
  size_t intervals_count;
  char **texts; /* sorted, unique: those in the set; or, if all_texts, those that are not */
  size_t texts_count;
  bool all_texts;
  bool is_real; /* floating point: between two numbers lie others */
  bool nan;     /* NaN is in the set: of floating point, what no comparison with a number holds for */
  bool unknown; /* one value, not known here, and nothing else: an expectation that comes from elsewhere */
};

/* Everything that an output of a type with the numbers LOW to HIGH can be; TEXTS: also texts.  Of floating point, and of what may be
   anything, NaN is in it.  */
struct accepting accepting_all (long double low, long double high, bool is_real, bool texts);
struct accepting accepting_none (void);
struct accepting accepting_number (long double number, bool is_real);
struct accepting accepting_range (long double low, long double high, bool is_real);
struct accepting accepting_text (const char *text);
/* One value that is not known.  */
struct accepting accepting_unknown (void);
struct accepting accepting_copy (const struct accepting *a);
void accepting_release (struct accepting *a);

/* A becomes no smaller than the intersection (the union) of A and B.  */
void accepting_intersect (struct accepting *a, const struct accepting *b);
void accepting_unite (struct accepting *a, const struct accepting *b);
/* A loses B, where that can be told.  */
void accepting_subtract (struct accepting *a, const struct accepting *b);

bool accepting_is_empty (const struct accepting *a);
/* Empty but for NaN, which nobody's stub returns, and which no test that only compares finds.  */
bool accepting_is_shut (const struct accepting *a);
bool accepting_equal (const struct accepting *a, const struct accepting *b);
/* No more than ACCEPTING_SMALL constants, or, of real numbers, an interval that is narrow beside its middle.  */
bool accepting_is_small (const struct accepting *a);
/* True if A is exactly the number NUMBER.  */
bool accepting_is_number (const struct accepting *a, long double number);

/* The set's text in the note, and back.  False if TEXT is none.
     none, unknown, or, separated by blanks: #real; nan; LOW:HIGH or NUMBER (as %La prints them, whole numbers in decimal); and
     texts in C's string syntax, after a lone ! all but those.  */
void accepting_write (const struct accepting *a, struct strbuf *out);
bool accepting_read (const char *text, struct accepting *a);

/* The set as a sentence has it: "0", "\"red\" or \"blue\"", "5 to 7", "2.5 or NaN", "nothing", "anything but 0".  */
void accepting_describe (const struct accepting *a, struct strbuf *out);

#ifdef __cplusplus
}
#endif
#endif
