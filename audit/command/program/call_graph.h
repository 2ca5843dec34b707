/* Who calls whom in one program or library, by the calls that its records name: from a function to who leads to it, for references
   through other functions, and to what it leads, for calls that a test expects.  */
#ifndef LOADBEARING_CALL_GRAPH_H
#define LOADBEARING_CALL_GRAPH_H

#include "input/inputs.h"

struct call_graph;

/* The graph of A, which must outlive it.  Units of tests have no part in it, but for their references.  */
struct call_graph *call_graph_new (const struct artefact *a);
void call_graph_free (struct call_graph *g);

/* Marks what leads to F, of UNIT, one of A's.  False if A does not hold it.  */
bool call_graph_mark (struct call_graph *g, const struct unit_facts *unit, const struct function_facts *f);

/* Calls VISIT once for each of A's tests that calls something that leads to the function that was marked last: with that of its references to such functions
   that has the highest grade, and of those the shortest way. WAY is that: whom the test calls, whom that calls, and so on, NULL-terminated, without the
   marked one; it is VISIT's only while that runs.  Not after call_graph_avoids.  */
void call_graph_references (struct call_graph *g,
                            void (*visit) (const struct unit_facts *unit, const struct reference_facts *r,
                                           const char *const *way, void *data),
                            void *data);

/* Whether the function that a test means by NAME, and whatever it calls, and so on, calls none whose name IS_AVOIDED accepts, nor is one
   itself.  False also where nobody knows: if A has no record of it, or of code in A that it leads to (which takes symbol tables), or holds the address of one that
   is accepted.  Ends what call_graph_mark marked.  */
bool call_graph_avoids (struct call_graph *g, const char *name, bool (*is_avoided) (const char *name, const void *data),
                        const void *data);

#endif
