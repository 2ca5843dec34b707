/* What a value can be where a block is entered, by what it is computed from and not only by what was tested.

   A counter that goes up from a constant, and that a test of each round keeps below a bound, is no more than that and a step.  And a
   sum of a pointer through which memory was accessed is an address within an object, so it is not null where null is no address.

   Internal to plugin/; needs GCC's headers and reshape_ranges.h before it.  */
#ifndef LOADBEARING_RESHAPE_FORESEEN_H
#define LOADBEARING_RESHAPE_FORESEEN_H

struct ranges;

/* Looks at the loops of FUN, a body that is in order, with dominators.  What is asked below holds until its flow is changed.  */
void foreseen_begin (function *fun);

/* What VALUE, an integer or a pointer of up to 64 bits that the block that E leads to may merge or make wider or narrower, can be
   when that is entered by E, in *KNOWN.  */
void foreseen_ranges (tree value, edge e, struct ranges *known);
/* Whether VALUE, known where E is taken, is a pointer that cannot be null by then.  */
bool foreseen_not_null (tree value, edge e);
/* Whether E leaves a loop since A is no longer less than B, or B than A, where one of them counts up to the other by ones: they are
   equal then.  */
bool foreseen_to_meet (edge e, tree a, tree b);

#endif
