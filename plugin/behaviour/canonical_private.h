/* Writing a canonical form: what its parts share: canonical.cc (blocks and the effects in them), canonical_flow.cc
   (where control goes), canonical_touches.cc (where memory is certainly accessed), canonical_values.cc,
   canonical_places.cc, canonical_order.cc, canonical_types.cc, canonical_declarations.cc, canonical_colour.cc.

   The form is text.  Whatever has an identity gets a number when it is met first, on a walk
   whose order depends on the body's structure alone; its definition is written
   out at that moment.  So the text tells the body up to renaming: two bodies of equal text
   are one body.  Colours (canonical_colour) only order what has no order; where
   they cannot tell two things apart, a different order gives different text and so a false
   alarm, never an equal text for two bodies.  */
#ifndef LOADBEARING_CANONICAL_PRIVATE_H
#define LOADBEARING_CANONICAL_PRIVATE_H

#include "canonical.h"

/* Deeper nesting than any real body has would need more stack than a process may have.  */
#define CANONICAL_DEPTH_LIMIT 8000

/* What a block's end decides, in a form that does not depend on how a condition was written.  */
struct canonical_exit {
  auto_vec<edge> edges; /* in canonical order */
};

struct canonical_run;
struct canonical_part;

struct canonical_writer {
  function *fun;
  struct canonical *result;
  struct strbuf out;      /* the form so far */
  unsigned numbers;       /* given so far */
  bool measures;          /* something asks for an object's size */
  unsigned depth;         /* of nested values */
  auto_vec<unsigned> ssa; /* number of each SSA name, by version; 0 none */
  auto_vec<gphi *> phis;  /* met, arguments not yet written */
  unsigned phis_written;
  auto_vec<int> blocks;                             /* block index -> number; -1 none */
  auto_vec<basic_block> order;                      /* number -> block */
  auto_vec<struct canonical_exit *> exits;          /* block index -> exit */
  hash_map<gimple *, struct canonical_run *> *runs; /* store -> those that it may change places with */
  auto_vec<struct canonical_run *> owned_runs;
  hash_map<gimple *, unsigned> *effects; /* statement that defines memory -> number */
  hash_map<tree, unsigned> *declarations;
  hash_map<tree, unsigned> *types;
  hash_map<tree, struct canonical_part *> *part_of; /* structures of which members are accessed */
  auto_vec<struct canonical_part *> parts;          /* in order of numbers */
  hash_map<nofree_string_hash, unsigned> *known;    /* text of what has no place of its own -> number */
  auto_vec<char *> keys;                            /* owned, of KNOWN */
  struct accesses *accesses;                        /* of the body; NULL until they are asked for */
  hash_map<tree, bool> *renamed; /* access through a pointer -> whether it is one by an element's name */
};

/* Notes that there is no form.  */
static inline void
canonical_fail (struct canonical_writer *w, const char *why)
{
  if (!w->result->failure)
    w->result->failure = why;
}

/* canonical_declarations.cc */
/* The number of TEXT, which has no place of its own: the same text is the same thing.  A new one is written out as
   "KIND NUMBER: TEXT".  Takes TEXT over.  */
unsigned canonical_intern (struct canonical_writer *w, char kind, struct strbuf *text);
/* Appends a constant.  W, unless NULL, learns what it refers to.  */
void canonical_constant (struct canonical_writer *w, tree value, struct strbuf *out);
/* The name of a global for the assembler; borrowed.  */
const char *canonical_assembler_name (tree decl);
/* Which parameter of FUNCTION it is; UINT_MAX if it is none of them.  */
unsigned canonical_parameter_position (tree function, tree parameter);
/* A declaration, by identity.  */
void canonical_declaration (struct canonical_writer *w, tree decl, struct strbuf *out);
/* PLACE, of which the address is taken.  */
void canonical_address (struct canonical_writer *w, tree place, struct strbuf *out);
/* The type of what CALL calls, which is no internal function.  */
void canonical_call_type (struct canonical_writer *w, gcall *call, struct strbuf *out);
/* Writes what is passed by value to and from the function.  */
void canonical_own_interface (struct canonical_writer *w);

/* canonical_types.cc */
/* What TYPE is made of: an array's elements, at any depth; else TYPE.  */
tree canonical_without_arrays (tree type);
/* A type as that of a value: what it is to the machine.  */
void canonical_type (struct canonical_writer *w, tree type, struct strbuf *out);
/* A type as that of an object, under which it may be aliased; of a structure the whole layout.  */
void canonical_object_type (struct canonical_writer *w, tree type, struct strbuf *out);
/* A type as that of an object which is not accessed as a whole: of a structure no more than the members that are met.
   COUNTED: its size counts.  */
void canonical_part_type (struct canonical_writer *w, tree type, bool counted, struct strbuf *out);
/* The structure in which FIELD lies, a member that is accessed.  WHOLE: not only members of it.  */
void canonical_member_type (struct canonical_writer *w, tree field, bool whole, struct strbuf *out);
/* Writes what is known now of the structures of which members are accessed.  */
void canonical_write_parts (struct canonical_writer *w);
void canonical_release_parts (struct canonical_writer *w);

/* canonical_places.cc */
/* What stands for a place in memory (or part of a value), all of which is read or written.  */
void canonical_place (struct canonical_writer *w, tree place, struct strbuf *out);
/* The same for a place that is not accessed, or in part only.  */
void canonical_base (struct canonical_writer *w, tree place, struct strbuf *out);
/* Appends the address POINTER if it is that of an array's element, else nothing; true if it is.  */
bool canonical_element_address (struct canonical_writer *w, tree pointer, struct strbuf *out);
/* The array of which POINTER is the address of an element; or NULL_TREE.  */
tree canonical_array_of (tree pointer);

/* canonical_order.cc */
/* Finds the order in which stores are written.  Blocks must have their numbers.  */
void canonical_order_stores (struct canonical_writer *w);
void canonical_release_order (struct canonical_writer *w);
/* The store that is written where the body has STMT.  */
gimple *canonical_store_at (struct canonical_writer *w, gimple *stmt);
/* The last state of memory from VUSE back that an effect left which may write to PLACE, whatever the types.  What is reached by a pointer
   that walks through an object is in that object, as it is where an index does.  */
tree canonical_state_of (tree place, tree vuse);
/* The state of memory that is read from PLACE where memory is VUSE.  */
void canonical_memory (struct canonical_writer *w, tree place, tree vuse, struct strbuf *out);

/* canonical_values.cc */
/* Appends what stands for VALUE, an operand, to OUT; definitions that are new go to the writer first.  */
void canonical_value (struct canonical_writer *w, tree value, struct strbuf *out);
/* Gives NAME, a call's or an asm's result, its number.  */
unsigned canonical_define (struct canonical_writer *w, tree name);
/* The constituents of a comparison: may swap *A and *B and change *CODE so that > and >= do not occur.  */
void canonical_comparison (enum tree_code *code, tree *a, tree *b);
/* Adds to OPERANDS those of DEF and of what it goes on from, if the order of all of these makes no difference.  True if
   they are three or more.  */
bool canonical_chain (gimple *def, auto_vec<tree> *operands);
/* Writes out the arguments of the PHIs that were met.  */
void canonical_phis (struct canonical_writer *w);
/* A call without effects is a value; true if it was written to OUT as one.  */
bool canonical_call_is_value (gcall *call);
void canonical_call (struct canonical_writer *w, gcall *call, struct strbuf *out);

/* canonical_colour.cc */
/* Orders what has no order: equal for equal structure.  */
hashval_t canonical_colour (struct canonical_writer *w, tree value, unsigned depth);
/* Whether the operands of CODE may change places.  */
bool canonical_commutative (enum tree_code code);

/* canonical_touches.cc */
/* A place in memory that was certainly accessed.  */
struct touch {
  unsigned block, segment; /* a new segment begins after each call */
  bool silent;             /* a store shows by itself */
  tree value;
  hashval_t colour;
  char *text;
};

struct touches {
  auto_vec<struct touch> list;
  auto_vec<unsigned> segments; /* by number of block: the last one */
};

/* The pointer that VALUE is, without what is added to it: an element of an array is in it, whether an index or a pointer
   says which.  An ADDR_EXPR is the address of an object.  */
tree canonical_touched (tree value);
/* Whether TOUCHED, which that gave, is the address of an object that is certainly there.  */
bool canonical_is_there (tree touched);
/* Whether DECL is a weak object of another unit, which there may be none of: its address is null then.  */
bool canonical_may_be_absent (tree decl);
/* Notes that memory is accessed through VALUE.  */
void canonical_add_touch (struct touches *touches, unsigned block, unsigned segment, bool silent, tree value);
/* Writes where memory is accessed: through which pointers, in which block, after how many calls; but not where it is
   certain already.  */
void canonical_write_touches (struct canonical_writer *w, struct touches *touches);

/* canonical_flow.cc */
/* Whether STMT neither does nor computes anything.  */
bool canonical_silent (gimple *stmt);
/* Whether STMT is a label to which control may come by no edge that is seen: its address is known, or another function's goto
   leads to it.  */
bool canonical_entered_label (gimple *stmt);
struct canonical_condition {
  enum tree_code code;
  tree a, b;
  bool inverted; /* the first exit is taken when the comparison does not hold */
};

/* STMT in a form that does not depend on how it was written.  */
struct canonical_condition canonical_condition_of (gcond *stmt);
/* Numbers the blocks in an order that depends only on which block follows which by which exit: each before those
   that it dominates.  */
void canonical_number_blocks (struct canonical_writer *w);
/* The ends of blocks.  */
void canonical_write_target (struct canonical_writer *w, edge e, struct strbuf *out);
void canonical_write_condition (struct canonical_writer *w, gcond *stmt, const struct canonical_exit *exit,
                                struct strbuf *out);
void canonical_write_switch (struct canonical_writer *w, gswitch *stmt, const struct canonical_exit *exit,
                             struct strbuf *out);
/* The block behind E once blocks without content are passed over, and the edge by which it is entered.  */
edge canonical_edge (edge e);
/* Identifies E, which enters a block, by the block and the exit that it comes from.  */
void canonical_edge_name (struct canonical_writer *w, edge e, unsigned *block, unsigned *exit);

/* canonical.cc */
/* Whether OPERAND, of a statement, is a value or a constant.  A variable's name is one for GCC, and means what it holds in memory.  */
bool canonical_is_operand (tree operand);
/* The marker (MARKER_...) that CALL calls, or NULL.  */
const char *canonical_marker (gimple *call);

#endif
