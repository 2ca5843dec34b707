/* Reshaping the flow of control in a body, so that what is written in different ways becomes one shape.

   What GCC's passes do here depends on estimates of what is worth its cost; these steps depend on
   the body alone.  Each keeps every effect, and the order in which they happen on each path.

   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_RESHAPE_H
#define LOADBEARING_RESHAPE_H

/* Reshapes FUN, which is in SSA form and current, as often as something changes, within a bound.  */
void reshape (function *fun);

/* reshape_threads.cc: where the way by which a test is reached decides it, the test is passed over.  True if something
   changed.  */
bool reshape_threads (function *fun);
/* reshape_chains.cc: tests of one value, one after the other, become one switch.  */
bool reshape_chains (function *fun);
/* reshape_tails.cc: what several ways do alike before they meet, they do once, where they meet.  */
bool reshape_tails (function *fun);

/* reshape.cc */
/* Whether STMT neither does nor reads anything that its place could matter for, but maybe memory.  */
bool reshape_is_pure (gimple *stmt);
/* The last statement of BLOCK that is not for debugging; or NULL.  */
gimple *reshape_last (basic_block block);
/* Takes STMT away, with what it gives.  */
void reshape_remove_statement (gimple *stmt);
/* Virtual operands are made anew by the next update of the SSA form.  */
void reshape_forget_memory (function *fun);

/* reshape_shapes.cc */
bool reshape_same_types (tree a, tree b);
/* Whether A and B are values that a PHI could merge.  */
bool reshape_mergeable (tree a, tree b);
/* Whether two statements do the same, but for operands that a PHI could merge.  */
bool reshape_same_kind (gimple *a, gimple *b);
/* Adds the values that STMT uses, wherever in its operands, to LEAVES: of statements of one kind in one order.  */
void reshape_statement_leaves (gimple *stmt, auto_vec<tree> *leaves);

#endif
