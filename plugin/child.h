/* Work in a forked child of the compiler, whose answer comes back over a pipe.

   For what would change the compiler's state for good: the child does it, answers and is gone; what it breaks, nobody
   sees.  */
#ifndef LOADBEARING_CHILD_H
#define LOADBEARING_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "strbuf.h"

struct child {
  pid_t pid; /* 0: none */
  int pipe;
};

/* Forks.  In the child WORK (DATA, ANSWER) is called and what it appends to ANSWER is sent; it does not return there.
   The child ends with its parent.  False, with errno, if there can be no child.  */
bool child_start (struct child *c, void (*work) (void *data, struct strbuf *answer), void *data);

/* Waits for C's answer and appends it to ANSWER; C is none then.  NULL if it is whole, else why it is not; a literal.  */
const char *child_finish (struct child *c, struct strbuf *answer);

#endif
