/* What a function rests on within its unit: the closure of the functions it calls and
   the objects it uses, each with the function through which alone it is reached.

   Plain C, without GCC.  The immediate dominator is found with the iterative
   algorithm of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm"
   (2001): unit-local graphs are small.  */
#ifndef LOADBEARING_CLOSURE_H
#define LOADBEARING_CLOSURE_H

#include "facts.h"

#ifdef __cplusplus
extern "C" {
#endif

struct closure_node {
  struct dependency entry; /* how it stands in others' lists: FUNCTION or OBJECT; names not owned */
  size_t *edges;           /* indices of the nodes it refers to */
  size_t edges_count;
  struct dependency *own; /* what else it rests on directly; names not owned */
  size_t own_count;
};

/* Sets *LIST to the dependencies of NODES[ROOT] (owned by the caller, names copied, sorted, unique):
   its own ones and the entry of every node that it reaches, itself excepted.  */
void closure_of (const struct closure_node *nodes, size_t count, size_t root, struct dependency **list,
                 size_t *list_count);

#ifdef __cplusplus
}
#endif
#endif
