/* Reshaping the flow of control in a body, so that what is written in different ways becomes one shape.

   What GCC's passes do here depends on estimates of what is worth its cost; these steps depend on
   the body alone.  Each keeps every effect, and the order in which they happen on each path.

   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_RESHAPE_H
#define LOADBEARING_RESHAPE_H

/* Reshapes FUN, which is in SSA form and current, as often as something changes, within a bound.  True if what pointers may
   point to was forgotten, and is to be found anew.  */
bool reshape (function *fun);
/* Writes what FUN computes in one way, when GCC's passes have gone over it for the last time: the steps below that say so.  */
void reshape_finish (function *fun);

/* reshape_parts.cc: what a pointer that holds the address of a part points to, is the part.  For bodies in SSA form that no
   pass has gone over yet, as the passes lose what an address is that of.  */
void reshape_parts (function *fun);

/* reshape_threads.cc: where the way by which a test is reached decides it, the test is passed over.  True if something
   changed.  */
bool reshape_threads (function *fun);
/* reshape_chains.cc: tests of one value, one after the other, become one switch.  */
bool reshape_chains (function *fun);
/* reshape_folded.cc: what a front end folds of a conditional operator is a test again.  */
bool reshape_folded (function *fun);
/* Likewise: puts a test for X CODE Y in the place of the statement at I, whose result is merged behind it: FIRST where it holds; else
   OTHERWISE, or what STMT, which may be NULL, computes as that.  */
void reshape_choose (gimple_stmt_iterator i, enum tree_code code, tree x, tree y, tree first, tree otherwise,
                     gimple *stmt);
/* reshape_intervals.cc: a switch that only asks whether a value is in an interval is a test.  */
bool reshape_intervals (function *fun);
/* Likewise: ways out of a switch that lead to one place with the same values are one.  For bodies whose passes are done.  */
bool reshape_shared_ways (function *fun);
/* reshape_joins.cc: where ways only meet to go on and meet others, they meet there.  */
bool reshape_joins (function *fun);
/* Likewise, and leaves memory current.  For bodies whose passes are done.  */
void reshape_joins_at_end (function *fun);
/* reshape_entries.cc: what is computed between a test and a loop that asks the same is computed before the test; and both
   read through the pointer that the loop walks.  */
bool reshape_entries (function *fun);
/* Likewise: what the head of a loop computes of what no round changes is computed before the loop.  */
bool reshape_invariants (function *fun);
/* reshape_heads.cc: what every way does first after a test is done before it.  */
bool reshape_heads (function *fun);
/* Likewise: copies what one way behind a test shares with others, where it begins as the other way does.  True if something changed:
   then reshape_heads has to follow at once.  */
bool reshape_part_heads (function *fun);
/* reshape_loads.cc: what is read where ways meet, and is known on one of them, is merged.  Needs current memory.  */
bool reshape_loads (function *fun);
/* Likewise: the state of memory that MEMORY is: where ways meet that changed nothing, a merge may be left.  */
tree reshape_memory_state (tree memory);
/* Likewise: whether A and B are read from one place in one state of memory.  */
bool reshape_read_alike (tree a, tree b);
/* Likewise: whether A and B are one value, or computed or read alike.  */
bool reshape_alike (tree a, tree b);
/* Likewise: the value that PHI merges, read where it merges, if every way reads it from one place in the state of memory that is
   there; else NULL_TREE.  */
tree reshape_read_once (gphi *phi);
/* Likewise: a value that was read from what PLACE reads, in the STATE of memory, on all ways to BEFORE, a statement of BLOCK, or to the
   end of BLOCK if that is NULL; or NULL_TREE.  Needs dominators.  */
tree reshape_read_by (tree place, tree state, basic_block block, gimple *before);
/* Likewise: what was stored or read last is not read again.  */
bool reshape_stored_reads (function *fun);
/* reshape_rotations.cc: a loop that is guarded by what it asks at its end asks at its head.  */
bool reshape_rotations (function *fun);
/* reshape_walks.cc: what a loop steps goes by one counter of its rounds.  */
bool reshape_walks (function *fun);
/* reshape_orders.cc: tests of how two values are ordered come in one order.  Two of them at a time.  */
bool reshape_orders (function *fun);
/* reshape_stores.cc: what is stored over at once was not stored.  Needs current memory.  */
bool reshape_stores (function *fun);
/* Likewise: stores that follow each other are done in one order.  */
bool reshape_stores_in_order (function *fun);
/* Likewise: what is stored over on some ways is stored on the others.  */
bool reshape_partial_stores (function *fun);
/* reshape_touches.cc: takes away what is known to be accessed on every way.  */
void reshape_known_touches (function *fun);
/* Likewise for bodies whose passes are done, and also where what was marked before is the same value by another name: then nothing is
   left in the block.  */
void reshape_drop_known_touches (function *fun);
/* Likewise: marks that memory is accessed as soon as it is certain.  */
bool reshape_touches (function *fun);
/* reshape_webs.cc: what is merged of pointers that are made from one is that and a merged offset.  */
bool reshape_webs (function *fun);
/* Likewise: what is asked of two pointers into one object is asked of their offsets.  */
bool reshape_distances (function *fun);
/* Likewise: how many bytes ELEMENT, a type that pointers point to, has; 1 if that is not known.  */
unsigned HOST_WIDE_INT reshape_size_of (tree element);
/* Likewise: whether NUMBER, of the type of sizes, is so small that its product with FACTOR does not wrap.  */
bool reshape_is_narrow (tree number, unsigned HOST_WIDE_INT factor);
/* reshape_bits.cc: what is shifted of a union of bits is shifted by itself.  */
bool reshape_bits (function *fun);
/* reshape_counts.cc: what is one more or less if a test holds is the sum with the truth value.  ALONE: of tests that no other
   one may belong to.  */
bool reshape_counts (function *fun, bool alone);
/* reshape_constants.cc: puts what is known where it is used.  */
void reshape_constants (function *fun);
/* Whether A and B are one value, or computed alike of the same, as far as that is looked into.  */
bool reshape_same_value (tree a, tree b);
/* reshape_conditions.cc: a test that is made of two is two; and tests that share a way out are one.  */
bool reshape_split_conditions (function *fun);
bool reshape_combine_conditions (function *fun);
/* Likewise: a test of what a comparison gave is that comparison.  */
bool reshape_plain_tests (function *fun);
/* Likewise: a truth value that is merged is a test; and a test that only chooses between 0 and 1 is a value.  */
bool reshape_values_into_conditions (function *fun);
bool reshape_conditions_into_values (function *fun);
/* Likewise: whether STMT only reads, and that within each array that it reads an element of, whatever was asked before.  What reads
   through a pointer has a mark, and is taken to be within.  */
bool reshape_reads_within (gimple *stmt);
/* Likewise: whether STMT only reads, and maybe an element that lies outside of its array.  */
bool reshape_may_read_outside (gimple *stmt);
/* A truth value, computed before the end of BLOCK, which is 1 where BLOCK, by its test STMT, leaves by E.  */
tree reshape_truth_of (basic_block block, gcond *stmt, edge e);
/* The last edge of the way from E on through blocks that are empty.  */
edge reshape_last_edge (edge e);
/* Whether A and B lead to one place, maybe through blocks that are empty, and bring the same there.  */
bool reshape_lead_to_same (edge a, edge b);
/* reshape_merges.cc: numbers that are merged and are truth values on every way are merged as such.  */
bool reshape_merges (function *fun);
/* reshape_widths.cc: what is small enough is computed in the type in which it is used.  */
bool reshape_widths (function *fun);
/* reshape_truths.cc: of truth values together only conjunctions are left.  For bodies whose passes are done.  */
void reshape_truths (function *fun);
/* reshape_accesses.cc: the places that a body reads and stores to.  */
struct accesses {
  auto_vec<tree> reads, stores; /* copies */
  hash_set<tree> stored;        /* the stores' places themselves, and what these are parts of */
};
void reshape_find_accesses (function *fun, struct accesses *all);
/* Likewise: a copy of PLACE as a part of BASE, instead of what it is a part of.  */
tree reshape_part_of (tree place, tree base);
/* Likewise: whether the compiler assumes the same, by types, of PLACE, one of ALL, and of NAME, the same memory, beside each of ALL; then NAME is one
   of them, too.  */
bool reshape_may_rename (struct accesses *all, tree place, tree name);
/* reshape_addresses.cc: what is added to a pointer is added up in one way.  For bodies whose passes are done: what they merge is the
   index that is counted, and not that with a constant.  */
void reshape_addresses (function *fun);
/* reshape_counts.cc: where ways meet, some of which count, the sum with a truth value.  For bodies whose passes are done.  */
void reshape_merged_counts (function *fun);
/* reshape_tables.cc: a table of constants is nothing but what it holds.  Before the passes, so that its filling is nothing that is
   done, and behind them, where they have made plain how it is read.  */
void reshape_tables (function *fun);
/* Likewise: whether DECL, a static local of FUN, which may not be in SSA form yet, will be nothing but what it holds.  */
bool reshape_only_holds (function *fun, tree decl);
/* reshape_lookups.cc: what is read of a small table, within its bounds, is chosen by the index.  */
bool reshape_lookups (function *fun);
/* reshape_operations.cc: what is made of merged constants is merged.  */
bool reshape_merged_constants (function *fun);
/* Likewise: what every way computes by one operation with one operand is computed where they meet.  */
bool reshape_merged_operations (function *fun);
/* Likewise, and so is what changes its type on every way.  For bodies whose passes are done.  */
void reshape_merged_at_end (function *fun);
/* reshape_narrow.cc: what is made narrower is computed that narrow.  For bodies whose passes are done.  */
void reshape_narrow (function *fun);
/* reshape_exact.cc: what needs few bits is computed in few; true if something is asked of other values than before.  For bodies whose passes are done.  */
bool reshape_exact (function *fun);
/* reshape_disjoint.cc: a sum of bits that do not overlap is a union.  For bodies whose passes are done.  */
void reshape_disjoint (function *fun);
/* Likewise: the bits that may be set in VALUE, of a type of at most 64, by what computes it.  */
unsigned HOST_WIDE_INT reshape_possible_bits (tree value);
/* reshape_questions.cc: what a comparison with a number asks is asked in one way.  For bodies whose passes are done.  */
void reshape_questions (function *fun);
/* Likewise: what a test told a constant is merged as the value.  */
void reshape_merge_tested (function *fun);
/* reshape_selects.cc: what a test only chooses between is a value.  For bodies whose passes are done.  */
void reshape_selects (function *fun);
/* Likewise: where two ways out of a switch, each for an interval, bring other values to one place, those are chosen by that.  */
void reshape_choose_by_case (function *fun);
/* Makes tests of such values again: of a body that becomes a part of another one.  */
void reshape_selects_into_tests (function *fun);
/* reshape_offsets.cc: a sum with a number that is compared with another number.  For bodies whose passes are done.  */
void reshape_offsets (function *fun);
/* reshape_negations.cc: what is negated is subtracted.  For bodies whose passes are done.  */
void reshape_negations (function *fun);
/* reshape_flags.cc: what is asked of several bits of one value is asked at once.  For bodies whose passes are done.  */
void reshape_flags (function *fun);
/* reshape_sums.cc: of what is added and subtracted, the one is added up, and the other subtracted at once.  For bodies whose passes are
   done.  */
void reshape_sums (function *fun);
/* reshape_masks.cc: what is shifted and masked is masked first, and shifts are products.  For bodies whose passes are done.  */
void reshape_masks (function *fun);
/* Likewise: by how many bits is shifted is an unsigned number.  */
bool reshape_shifts (function *fun);
/* reshape_bytes.cc: makes every character that is read or stored through a pointer a byte without a sign, and every test of a bit that
   a variable numbers one of that bit alone.  True if something changed.  */
bool reshape_bytes (function *fun);
/* Likewise: merges bytes where characters are merged that are made of them.  */
bool reshape_merged_bytes (function *fun);
/* By how many bits STMT shifts to the left, as a shift or as a product; 0 if it does not.  */
unsigned reshape_shifts_by (gassign *stmt);
/* reshape_tails.cc: what several ways do alike before they meet, they do once, where they meet.  */
bool reshape_tails (function *fun);

/* reshape.cc */
/* Whether STMT neither does nor reads anything that its place could matter for, but maybe memory.  */
bool reshape_is_pure (gimple *stmt);
/* Whether VALUE is computed and a truth value: 0 or 1.  */
bool reshape_is_truth (tree value);
/* Makes STMT, at the end of a block with these two ways out, ask for A CODE B.  */
void reshape_set_test (gcond *stmt, enum tree_code code, tree a, tree b, edge holds, edge fails);
/* Ends BLOCK, which has these two ways out and no test, with one for A CODE B.  */
void reshape_add_test (basic_block block, enum tree_code code, tree a, tree b, edge holds, edge fails);
/* The test at the end of BLOCK, which has two ways out; or NULL.  */
gcond *reshape_test_of (basic_block block);
/* Whether STMT only reads a value from memory, that is not volatile.  */
bool reshape_is_read (gimple *stmt);
/* Whether STMT marks that memory is accessed.  */
bool reshape_is_touch (gimple *stmt);
/* Where loops are known, blocks are kept for their sake: forgets those of FUN, and finds them again.  */
void reshape_forget_loops (function *fun);
void reshape_find_loops (function *fun);
/* Takes the test from the end of BLOCK, which has two ways out: it goes on by E.  */
void reshape_leave_by (basic_block block, edge e);
/* Whether A and B are one value, or equal constants.  */
bool reshape_same_operand (tree a, tree b);
/* Whether A comes before B in one block.  */
bool reshape_comes_before (gimple *a, gimple *b);
/* The assignment that gives VALUE; NULL if it is given otherwise.  */
gassign *reshape_definition (tree value);
/* Whether VALUE is computed or merged in BLOCK.  */
bool reshape_is_given_in (tree value, basic_block block);
/* Whether VALUE is what it is at the end of BLOCK already.  Needs dominators.  */
bool reshape_is_given_at (tree value, basic_block block);
/* The truth value that VALUE is as a number; or NULL_TREE.  */
tree reshape_truth_as_number (tree value);
/* A value of TYPE that is computed before AT, by CODE of A and B, which is NULL_TREE if CODE takes one.  */
tree reshape_compute (gimple_stmt_iterator *at, tree type, enum tree_code code, tree a, tree b);
/* Whether BLOCK does nothing, but for merging values.  */
bool reshape_does_nothing (basic_block block);
/* Whether BLOCK is a loop's head: whether some way to it comes from behind it.  Needs dominators.  */
bool reshape_is_head (basic_block block);
/* Whether no way to BLOCK comes from behind it, nor by an exception or the like.  Needs dominators.  */
bool reshape_is_entered_plainly (basic_block block);
/* Gives E a copy of the block that it leads to, by which others lead there no more; what is merged behind it is told of the copy.
   Returns the copy.  Names are put into order by whoever brings the body into order.  */
basic_block reshape_copy_for (edge e);
/* Whether BLOCK is in the loop whose head HEADER is.  Needs dominators.  */
bool reshape_is_in_loop (basic_block block, basic_block header);
/* Whether BLOCK is only come to from one place, and only computes a little.  */
bool reshape_only_computes (basic_block block);
/* Whether BLOCK merges no values, but maybe memory.  */
bool reshape_merges_nothing (basic_block block);
/* The last statement of BLOCK that is not for debugging; or NULL.  */
gimple *reshape_last (basic_block block);
/* Where what BLOCK computes last goes: before what ends it.  */
gimple_stmt_iterator reshape_end_of (basic_block block);
/* Adds the blocks of FUN to BLOCKS, each behind those that lead to it, but for the ways back in loops.  */
void reshape_list_blocks (function *fun, auto_vec<basic_block> *blocks);
/* Moves what FROM computes, and not its test, before the last statement of TO.  */
void reshape_move_computations (basic_block from, basic_block to);
/* Removes what is computed for nothing.  */
void reshape_remove_unused (function *fun);
/* Takes STMT away, with what it gives.  */
void reshape_remove_statement (gimple *stmt);
/* Forgets what pointers may point to: values have become others.  */
void reshape_forget_pointers (function *fun);
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
