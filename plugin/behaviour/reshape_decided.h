/* What decides a test: a constant that comes with the edge by which it is reached, or what was tested on the way.

   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_RESHAPE_DECIDED_H
#define LOADBEARING_RESHAPE_DECIDED_H

/* Begins to ask of a body that is in order, with dominators.  */
void decided_begin (function *fun);
/* A way was parted since: what a name stands for is not known from its definition alone then, and what was read not from where it
   was.  */
void decided_parted (void);

/* Whether BLOCK only computes and tests, so that it may be passed through.  */
bool decided_passes_through (basic_block block);
/* The edge by which the block that WAY leads to is left, if its test is decided by what is merged on the way, or if
   whichever edge is taken leads to one place with the same values there; or NULL.  */
edge decided_on (const auto_vec<edge> &way);
/* The edge by which the block that E leads to is left when it is entered by E; NULL if that is not known.  */
edge decided_by (edge e);

#endif
