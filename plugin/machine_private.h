/* What the files of the machine share: its values, its memory, its states.  See machine.h.

   A state is one way through a test so far.  It owns its frames' names, its memory and its sets; a value owns nothing.
   Internal to machine*.cc; needs GCC's headers before it.  */
#ifndef LOADBEARING_MACHINE_PRIVATE_H
#define LOADBEARING_MACHINE_PRIVATE_H

#include "machine.h"

/* What one test may take.  Beyond it, paths end as if they passed: the sets get larger, never smaller.  */
#define STEPS_MAXIMUM 400000
#define PATHS_MAXIMUM 3000
#define PENDING_MAXIMUM 300
#define DEPTH_MAXIMUM 40
#define CELLS_MAXIMUM 20000
/* So often may one path choose at one place.  */
#define CHOICES_MAXIMUM 40

enum value_kind { VALUE_UNKNOWN, VALUE_CONSTANT, VALUE_SYMBOL, VALUE_ADDRESS };

struct value {
  enum value_kind kind;
  uint64_t mask; /* the symbols that it rests on */
  tree constant; /* VALUE_CONSTANT */
  int symbol; /* VALUE_SYMBOL: the symbol, or with `negated` minus it, plus `add`; with `absolute` that without sign */
  bool negated, absolute;
  bool wrapped; /* seen as an unsigned number of the same size */
  long double add;
  int region;           /* VALUE_ADDRESS */
  HOST_WIDE_INT offset; /* in bits; OFFSET_UNKNOWN */
  bool not_zero;        /* VALUE_UNKNOWN */
  unsigned opaque;      /* VALUE_UNKNOWN: equal numbers are equal values; 0: none */
};

#define OFFSET_UNKNOWN HOST_WIDE_INT_MIN
/* Of a cell: a mark of a call of a function outside the unit; any region that can be stored to.  */
#define REGION_CALL (-1)
#define REGION_ANY (-2)

struct region {
  tree decl;  /* variable, function or string; or NULL for memory from the heap */
  int frame;  /* serial number of the activation, of locals; else 0 */
  int symbol; /* what this pointer of a function's leads to; else -1 */
};

enum cell_kind { CELL_VALUE, CELL_OUTPUT, CELL_UNKNOWN, CELL_ZERO, CELL_COPY };

/* One change of memory.  */
struct cell {
  enum cell_kind kind;
  int region;
  HOST_WIDE_INT offset, size; /* bits; size -1: to the end; offset OFFSET_UNKNOWN: anywhere */
  struct value value;         /* CELL_VALUE; CELL_UNKNOWN: its mask */
  tree callee;                /* CELL_OUTPUT: `kind` and `argument` of the symbols that are read here */
  enum output_kind output;
  unsigned argument;
  int from; /* CELL_COPY */
  HOST_WIDE_INT from_offset;
  unsigned limit; /* what of the log counts for it */
};

struct frame {
  cgraph_node *node;
  function *fun;
  struct value *names; /* by SSA version */
  int serial;
  basic_block block;
  edge came;
  gimple_stmt_iterator at;
  gimple *caller; /* the call that waits */
};

struct fact {
  unsigned opaque;
  bool zero;
};

struct link {
  int holder, held; /* regions */
};

struct choice {
  gimple *at;
  unsigned count;
};

struct state {
  auto_vec<struct frame> frames;
  auto_vec<struct cell> cells;
  auto_vec<struct fact> facts;
  auto_vec<struct choice> choices;
  auto_vec<struct link> links;
  struct accepting sets[SYMBOLS_MAXIMUM];
  bool bounded[SYMBOLS_MAXIMUM];
  uint64_t touched;   /* symbols that a condition on this path asked for */
  uint64_t last_mask; /* of the last condition */
  bool last_known;    /* the last condition was known without asking */
  tree last_callee;   /* the last function outside the unit that was called */
  tree current;       /* the test function */
  unsigned clobbered; /* the log's length at that time */
  unsigned skipped;   /* the same for the last test that main was made to pass over */
};

/* The run that is going on.  */
struct run {
  struct machine *m;
  auto_vec<struct region> *regions;
  auto_vec<struct state *> *pending;
  hash_set<tree> *counters;
  bool skipping;
  tree focused;
  unsigned steps, next_opaque;
  int next_serial;
};
extern struct run run;

/* machine_values.cc: what a variable may hold, and what operators make of it.  Nothing here can fail: what cannot be told is
   unknown, with the symbols in MASK that it rests on.  */
struct value unknown (uint64_t mask);
struct value constant (tree t, uint64_t mask);
struct value number (tree type, HOST_WIDE_INT n, uint64_t mask);
struct value address (int region, HOST_WIDE_INT offset);
bool tree_number (tree t, long double *n);
bool is_zero (const struct value *v);
struct accepting all_of (tree type);
HOST_WIDE_INT bits_of (tree type);
HOST_WIDE_INT bits_of_reference (tree t);
bool keeps_value (int symbol, tree type);
bool same_symbol_form (const struct value *a, const struct value *b);
bool is_wrapping (int symbol, tree type);
struct value convert (struct value v, tree to);
struct value arithmetic (enum tree_code code, struct value a, struct value b, tree type);

/* machine_states.cc */
struct state *copy_state (const struct state *s);
void free_state (struct state *s);
struct frame *top (struct state *s);
void pass (struct state *s);
void give_up (struct state *s, const char *why);
void fail (struct state *s);
int find_symbol (struct state *s, tree callee, enum output_kind kind, unsigned argument, tree global, int parent,
                 HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type);
struct value symbol_value (int symbol);
bool constrain (struct state *s, int symbol, const struct accepting *set);

/* Where a reference to memory leads.  */
struct place {
  bool known;
  int region;
  HOST_WIDE_INT offset; /* bits */
  struct value through; /* the pointer that leads there, if `indirect` */
  bool indirect;
};

/* machine_memory.cc */
int region_of_decl (struct state *s, tree decl);
void log_cell (struct state *s, const struct cell *c);
struct cell cell_at (enum cell_kind kind, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size);
void forget_region (struct state *s, int region, uint64_t mask);
void forget_all (struct state *s);
struct place place_of (struct state *s, tree t);
struct value operand (struct state *s, tree t);
void store (struct state *s, tree to, struct value v);
void store_aggregate (struct state *s, tree to, tree from);
int region_behind (const struct value *v);

/* What may come of a statement: each outcome's value, and what is known then.  */
struct outcome {
  struct value value;
  int symbols[2]; /* or -1 */
  struct accepting sets[2];
  unsigned opaque;
  bool opaque_zero;
};

struct outcomes {
  struct outcome list[2];
  unsigned count;
};

/* machine_conditions.cc: A CODE B, as outcomes 1 and 0.  */
struct outcomes one (struct value v);
struct outcomes either (tree type, uint64_t mask);
struct accepting rest_of (int symbol, const struct accepting *set);
uint64_t siblings (int symbol);
struct outcomes compare (struct state *s, enum tree_code code, struct value a, struct value b, tree type);

/* machine_texts.cc */
struct outcomes compare_texts (struct state *s, struct value a, struct value b, tree length, tree type);

/* machine.cc: the way through.  What gives a bool gives false if S has ended.  */
bool define (struct state *s, tree to, struct value v);
bool apply (struct state *s, const struct outcome *o);
bool may_choose (struct state *s, gimple *stmt);
bool go_on (struct state *s, gimple *stmt, struct outcomes *o, tree to);
bool enter_block (struct state *s, edge e);

/* machine_calls.cc, machine_library.cc, machine_sinks.cc */
struct value argument (struct state *s, gcall *call, unsigned from_one);
bool push_frame (struct state *s, cgraph_node *node, gcall *call);
bool call_statement (struct state *s, gcall *call);
bool call_library (struct state *s, gcall *call, const char *name, struct outcomes *o);
void end_with_status (struct state *s, gimple *stmt, struct value status);
bool call_sink (struct state *s, gcall *call, const char *name, bool *alive);

#endif
