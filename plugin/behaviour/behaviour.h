/* The behaviour of functions: digests of their normalised bodies.

   Internal to plugin/; needs GCC's headers before it.  docs/fingerprint.md says what they mean.  */
#ifndef LOADBEARING_BEHAVIOUR_H
#define LOADBEARING_BEHAVIOUR_H

#include "canonical.h"
#include "facts.h"

/* What is known of one function's behaviour.  */
struct behaviour {
  struct digest digest;                   /* unknown if there is a reason */
  char *reason;                           /* why there is none; or NULL */
  struct canonical_reference *references; /* what the digest holds by name only */
  size_t references_count;
  char *form; /* the text of which DIGEST is */
};

/* With what digests of this compilation may be compared: "gcc12/O/1".  It is part of them.  Owned by the caller.  */
char *behaviour_class (void);

/* Begins to compute the behaviour of the COUNT functions NODES, in another process.  To be called when the unit is
   complete, before its passes.  */
void behaviour_start (cgraph_node *const *nodes, size_t count);

/* Waits until it is done.  Sets LIST, COUNT elements in the order of NODES, each to be released with
   behaviour_release.  What cannot be known has a reason.  */
void behaviour_finish (struct behaviour *list, size_t count);
void behaviour_release (struct behaviour *b);

#endif
