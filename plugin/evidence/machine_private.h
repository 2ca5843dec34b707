/* What the files of the machine share: its values, its memory, its states.  See machine.h.

   A state is one way through a test so far.  It owns its frames' names, its memory and its sets; a value owns nothing.
   Internal to machine*.cc; needs GCC's headers before it.  */
#ifndef LOADBEARING_MACHINE_PRIVATE_H
#define LOADBEARING_MACHINE_PRIVATE_H

#include "machine.h"

/* What one test may take.  Beyond it, paths end as if they passed: the sets get larger, never smaller.
   Steps are shared out among the functions that are looked at, by the size of the test: compiling a statement takes some hundred times
   as long as a step.  */
#define STEPS_FOR_TEST 6000
#define STEPS_FOR_STATEMENT 40
#define PATHS_MAXIMUM 800
#define PENDING_MAXIMUM 300
#define DEPTH_MAXIMUM 40
#define HEAP_MAXIMUM 100
#define CHAIN_MAXIMUM 4
#define BYTES_MAXIMUM 256
#define CELLS_MAXIMUM 600
/* So often may one path choose at one place before what changes in a loop is no longer followed - where the choice is whether the loop goes
   on, and elsewhere - and before it ends.  */
#define ROUNDS_TIRING 6
#define CHOICES_TIRING 24
#define CHOICES_MAXIMUM 200

/* What a test, or a program of tests, says to automake, meson and others where it was skipped.  */
#define SKIPPED_STATUS 77

/* No more results of a test are asked for.  */
#define GIVEN_MAXIMUM 8

/* Of a mask: something that the function in focus produced, without a symbol of its own.  */
#define FOCUS_MASK ((uint64_t) 1 << SYMBOLS_MAXIMUM)

enum value_kind { VALUE_UNKNOWN, VALUE_CONSTANT, VALUE_SYMBOL, VALUE_ADDRESS, VALUE_DERIVED };

/* Many of these are copied: the order of the members leaves no room between them.  */
struct value {
  enum value_kind kind;
  int symbol; /* VALUE_SYMBOL: the symbol, or with `negated` minus it, plus `add`; with `absolute` that without sign.  VALUE_DERIVED: the
                 last of the steps that led there, see machine_derived.cc */
  uint64_t mask;        /* the symbols that it rests on */
  long double add;      /* VALUE_SYMBOL; VALUE_ADDRESS: with `opaque`, the offset that it was counted from */
  tree constant;        /* VALUE_CONSTANT */
  HOST_WIDE_INT offset; /* VALUE_ADDRESS: in bits; OFFSET_UNKNOWN */
  int region;           /* VALUE_ADDRESS */
  unsigned
      opaque; /* VALUE_UNKNOWN: equal numbers are equal values; 0: none.  VALUE_ADDRESS, OFFSET_UNKNOWN: the same of how far it is */
  bool negated, absolute;
  bool wrapped;  /* seen as an unsigned number of the same size */
  bool not_zero; /* VALUE_UNKNOWN */
  bool printed;  /* VALUE_UNKNOWN: what a function gives that prints, which is not below 0 */
  bool few;      /* VALUE_UNKNOWN: a number of arguments, no more than ARGUMENTS_MAXIMUM */
  bool produced; /* VALUE_UNKNOWN: the result of a function that may be looked at, but is not the one in focus */
  bool made;     /* VALUE_UNKNOWN: an object of a framework's, which `opaque` denotes */
  bool fresh;    /* VALUE_UNKNOWN: a call that the test makes gave it, so it did not stand there before */
};

#define OFFSET_UNKNOWN HOST_WIDE_INT_MIN

#define DEPTH_GIVEN (-1)

/* So many arguments a program of tests may be run with, and not more.  */
#define ARGUMENTS_MAXIMUM 16

/* Memory has a number, the same on every path.  */
struct region {
  tree decl; /* variable, function or string; or NULL for memory from the heap */
  int depth; /* of locals: how deep the activation lies, from 1; of what a parameter of the test leads to DEPTH_GIVEN; else 0 */
  int symbol;     /* what this pointer of a function's leads to; else -1 */
  gimple *source; /* memory from the heap: the call that made it, and which of those that are still in use */
  int ordinal;
  int next;     /* another one of the same variable or call, or -1 */
  bool outside; /* functions outside the unit may change it without having been given it */
  bool shared;  /* a function under test may change it by what it calls */
};

enum cell_kind { CELL_VALUE, CELL_OUTPUT, CELL_UNKNOWN, CELL_ZERO, CELL_INITIAL, CELL_TEXT };

/* What stands in a part of a region.  */
struct cell {
  enum cell_kind kind;
  enum output_kind output;
  HOST_WIDE_INT offset, size; /* bits; size -1: to the end */
  tree callee; /* CELL_OUTPUT: `output` and `argument` of the symbols that are read here; CELL_VALUE of a global that
                                 others may write: the only function that was called since, or NULL */
  unsigned argument;
  bool ended; /* CELL_UNKNOWN: the life of a variable did, and nothing was stored there since */
  int from;   /* CELL_INITIAL: what was there before the test, of region FROM; CELL_TEXT: see machine_formats.cc */
  HOST_WIDE_INT inside; /* CELL_OUTPUT: where the cell begins within the output */
  HOST_WIDE_INT from_offset;
  struct value value; /* CELL_VALUE; CELL_UNKNOWN: its mask */
};

/* The cells of one region, the newest last.  Shared between states until one of them writes.  */
struct memory {
  unsigned references;
  int region;
  auto_vec<struct cell> cells;
};

struct names;

struct bound {
  unsigned references;
  struct accepting set;
};

struct frame {
  cgraph_node *node;
  function *fun;
  struct names *names;
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

/* Where setjmp was called.  */
struct jump {
  int region; /* of the buffer */
  HOST_WIDE_INT offset;
  unsigned depth; /* of the frame, from 1 */
  gimple *at;
};

/* A process before it forked, which several ways of its child share.  */
struct snapshot {
  unsigned references;
  struct state *state;
};

struct choice {
  gimple *at;
  unsigned count;
};

/* Of a run for views: something that a function outside the unit was given a pointer to, or gave one to.  */
struct object {
  int region; /* or -1: what the unknown pointer OPAQUE leads to */
  unsigned opaque;
  unsigned class_; /* those of one class may lead to each other */
  unsigned history;
  bool stranger; /* nobody knows where the pointer comes from: it may be any other object */
};

/* What became of the call that is thought to run tests that fail: it has not run; what says so of its last run says that tests failed; that has run again, well,
   or was forgotten.  */
enum failing_run { FAILING_AWAITED, FAILING_TOLD, FAILING_PAST };

struct state {
  auto_vec<struct frame> frames;
  auto_vec<struct memory *> memories; /* by region */
  auto_vec<struct fact> facts;
  auto_vec<struct choice> choices;
  auto_vec<struct link> links;
  auto_vec<struct jump> jumps;
  auto_vec<struct object> objects;
  unsigned forgot;                       /* the history of objects of which nothing is known */
  struct bound *bounds[SYMBOLS_MAXIMUM]; /* NULL: nothing is known */
  uint64_t touched;                      /* symbols that a condition on this path asked for */
  uint64_t last_mask;                    /* of the last condition */
  bool last_known;                       /* the last condition was known without asking */
  tree current;                          /* the test function */
  bool tired;                            /* it has chosen too often: what a loop changes is no longer followed */
  bool doubted;                          /* it has chosen by what a function produced that is not the one in focus */
  bool called;                           /* functions outside the unit were called */
  bool focus_called;                     /* so was the one in focus */
  unsigned epoch;   /* another one whenever memory was changed, or a function called but that in focus */
  unsigned world;   /* of a run that is alike: another one whenever a function was called that may keep something */
  uint64_t filed;   /* what was written to files rests on these */
  bool abroad;      /* what the function in focus produced has left the memory that is known */
  unsigned results; /* so often, if each result is another constant */
  unsigned earlier; /* of a run in which the function in focus stores nothing: the last call of another one, from 1 */
  bool expected;    /* a call is expected that has not come */
  bool missed;      /* and only the function that is looked at was called since, which makes none */
  enum failing_run failing; /* of a pretence */
  bool caught_signal,
      caught_exit;         /* a handler of the test's own makes something else of a failure by abort, by a status */
  uint64_t handled;        /* the same of other signals, a bit each */
  bool empty;              /* a file that it reads is thought to be empty */
  unsigned swallowed;      /* so many objects of the test keep failures to themselves that a framework is told of */
  int forgotten;           /* regions below it that have no cells are unknown */
  struct snapshot *parent; /* of a child process: what its parent goes on from; else NULL */
  bool over;               /* the child has come to its end, with the status ENDING */
  bool unsure;             /* something was called in it that may have ended it, as of UNSURE_MASK */
  bool focus_called_here;  /* the function in focus was called in it */
  uint64_t unsure_mask;
  struct value ending;
  auto_vec<uint64_t> came_to; /* of a course */
  unsigned row;               /* of the test's */
  unsigned constructors;      /* so many have been run, or are */
  unsigned stage;      /* of what is called before the test, the one that is called; as many as there are: the test */
  unsigned children;   /* that nobody has waited for */
  struct value status; /* of the last of them */
};

/* The run that is going on.  */
struct run {
  struct machine *m;
  auto_vec<struct region> *regions;
  hash_map<void *, int> *regions_of;   /* of a variable or a call: the last of its regions */
  int regions_behind[SYMBOLS_MAXIMUM]; /* of a symbol: its region, or -1 */
  auto_vec<struct state *> *pending;
  const auto_vec<struct counter> *counters;
  hash_set<tree> *met; /* or NULL */
  enum test_result result;
  const auto_vec<HOST_WIDE_INT> *passing; /* or NULL */
  bool jump_fails;
  hash_map<tree, enum test_result> *heard; /* or NULL */
  const struct pretence *pretence;         /* or NULL */
  hash_set<tree> *shared;                  /* globals that a function under test may change by what it calls */
  bool skipping, from_start, parts, constructed;
  bool surveying; /* a mask has a bit for each call in M, not for symbols */
  tree focused;
  bool idle; /* it stores nothing */
  bool steady;
  bool views;
  bool alike;
  bool patient;
  bool each_result;
  const struct output *only; /* or NULL */
  bool unheard;
  bool must_end;
  struct course *course;                 /* or NULL */
  const auto_vec<tree> *rows;            /* or NULL */
  const struct preparation *preparation; /* or NULL */
  struct value handed;                   /* what a setup gave that the test is given */
  bool alone;
  bool parted;             /* there is, or was, more than one way */
  struct awaited *awaited; /* or NULL */
  struct state *at;        /* while something that was waited for is looked at: the way that came to it */
  unsigned steps, steps_maximum, next_opaque;
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
/* The whole number that V is known to be, in *N.  False, with *N as it was, if it is none.  */
bool known_number (const struct value *v, HOST_WIDE_INT *n);
struct accepting all_of (tree type);
HOST_WIDE_INT bits_of (tree type);
HOST_WIDE_INT bits_of_reference (tree t);
bool keeps_value (int symbol, tree type);
bool same_symbol_form (const struct value *a, const struct value *b);
bool is_wrapping (int symbol, tree type);
struct value convert (struct value v, tree to);
/* The bits from SHIFT on, as many as TO has, of V, an output of a function: an output of its own.  */
struct value part_of_number (struct state *s, struct value v, unsigned shift, tree to);
struct value arithmetic (enum tree_code code, struct value a, struct value b, tree type);
/* Whether A and B are known to be one value, wherever they are.  */
bool is_same_value (const struct value *a, const struct value *b);

/* machine_names.cc: the SSA names of an activation, by version.  */
struct names *names_make (function *fun);
/* Another reference to NAMES.  */
struct names *names_share (struct names *names);
void names_release (struct names *names);
const struct value *names_get (const struct names *names, unsigned version);
/* *NAMES becomes a copy of its own before it changes, if others share it.  */
void names_set (struct names **names, unsigned version, const struct value *v);
/* True if VERSION is the same in A and B because nobody set it, or what stands beside it, since they were one.  */
bool names_are_shared (const struct names *a, const struct names *b, unsigned version);
/* Calls VISIT with the region of each address among NAMES.  */
void names_visit_regions (const struct names *names, void (*visit) (int region, void *data), void *data);

/* machine_states.cc */
/* A state without frames, memories or bounds; its other members are not set.  */
struct state *make_state (void);
struct state *copy_state (const struct state *s);
void free_state (struct state *s);
/* The memory of REGION without cells, with one reference; and one reference less.  */
struct memory *make_memory (int region);
void release_memory (struct memory *m);
static inline struct frame *
top (struct state *s)
{
  return &s->frames.last ();
}
void release_frame (struct frame *f);
/* Sets an SSA name of F.  */
void set_name (struct frame *f, unsigned version, struct value v);
void pass (struct state *s);
/* The run is over: what passes where a file is empty goes into the accepting sets.  */
void settle_empty (void);
void give_up (struct state *s, const char *why);
void fail (struct state *s);
/* Of a survey: what S asked for may matter.  */
void note_mattering (struct state *s);
/* machine_returns.cc: S, which is about to begin with main, runs what is to be run before, one function after the other.  False if S has
   ended.  */
bool push_constructor (struct state *s);
/* Likewise: S leaves a function by STMT.  False if S has ended.  */
bool return_statement (struct state *s, greturn *stmt);
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

/* machine_regions.cc: pieces of memory; machine_memory.cc: what lies in them.  */
void regions_start (void);
/* The regions from COUNT on are gone.  */
void regions_truncate (unsigned count);
int find_region (tree decl, int depth, int symbol);
int region_of_decl (struct state *s, tree decl);
/* errno.  */
int region_of_errno (void);
/* New memory from the heap, made by SOURCE.  */
int heap_region (struct state *s, gimple *source);
/* The piece of that number, from 0, which SOURCE made.  */
int find_heap_region (gimple *source, int ordinal);
/* The region that pointer V leads to, or -1.  */
int region_behind (const struct value *v);
struct cell cell_at (enum cell_kind kind, HOST_WIDE_INT offset, HOST_WIDE_INT size);
/* The cells of REGION, or NULL.  */
const struct memory *memory_of (const struct state *s, int region);
void add_cell (struct state *s, int region, const struct cell *c);
/* What a function under test may change by what it calls holds what it holds when the program begins.  */
void set_initial (struct state *s);
/* The bits from FROM_OFFSET of FROM on are copied to OFFSET of TO.  */
void copy_cells (struct state *s, int to, HOST_WIDE_INT offset, int from, HOST_WIDE_INT from_offset,
                 HOST_WIDE_INT size);
/* The output C of a function that stores nothing: what is known to stand in REGION stays, and C is what is not known.  */
void keep_cells (struct state *s, int region, const struct cell *c);
void forget_region (struct state *s, int region, uint64_t mask);
/* The same, but what stands there rests on what it rested on before, too.  */
void blur_region (struct state *s, int region, uint64_t mask);
/* Something was stored through a pointer that is not known.  */
void forget_all (struct state *s);
/* Something was stored through a pointer that a function produced: it may lead to what functions were given.  */
void forget_given (struct state *s);
/* CALLEE, outside the unit, was called: it may have set globals, which rest on MASK then.  */
void globals_after_call (struct state *s, tree callee, uint64_t mask);
/* What the memory of REGION, and what it leads to in so many steps, rests on.  */
uint64_t mask_behind (const struct state *s, int region, int depth);
/* What V rests on, and the memory that it leads to, if it does, and what that leads to in so many steps.  */
uint64_t mask_through (const struct state *s, const struct value *v, int depth);
/* Another test was run, of which only globals remain.  */
void globals_after_test (struct state *s);
/* TEST was run, by main: of a pretence that it counts a failure, it did.  */
void note_counted (struct state *s, tree test);
/* The activation at DEPTH is over.  */
void leave_locals (struct state *s, int depth);
struct value load (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type);

/* The same, of the first LIMIT cells only.  */
struct value load_below (struct state *s, int region, HOST_WIDE_INT offset, HOST_WIDE_INT size, tree type,
                         unsigned limit);

/* machine_shared.cc: the globals that a function under test may change by what it calls while TEST runs, after PREPARATION, or NULL; valid until something
   else is asked for.  */
hash_set<tree> *find_shared (cgraph_node *test, const struct preparation *preparation);
/* What C, a cell of such a GLOBAL, holds after CALLEE was called, which as a constant calls nothing: what it held before.  */
struct value kept_value (struct state *s, tree callee, tree global, const struct cell *c, tree type);

/* machine_reach.cc: whether BLOCK ends with the choice whether a loop goes on.  */
bool is_loop_exit (basic_block block);
/* Whether a call of NODE has no part in what is asked: it is given nothing and gives nothing, changes nothing of
   the unit's, and neither calls the function in focus nor can look at what that made.  */
bool is_apart (struct state *s, cgraph_node *node);
/* Whether NODE is no test, but what ends the program by a status that it makes of what they counted: it, or what it calls in the unit, ends the program
   and calls nothing else outside.  */
bool is_ending (cgraph_node *node);
/* Whether NODE, or what it calls in the unit, calls FUNCTION, or the function in focus.  */
bool calls_function (cgraph_node *node, tree function);
bool calls_focus (cgraph_node *node);
/* Whether NODE, or what it calls in the unit, may set VARIABLE; whether it asserts something; and whether it stores, behind pointers, what is no constant.  */
bool may_store (cgraph_node *node, tree variable);
bool may_assert (cgraph_node *node);
bool may_place (cgraph_node *node);
/* S, of a run that waits for functions, is about to make CALL, outside of the unit: functions of the unit that it is given may call some of these.  */
void callbacks_awaited (struct state *s, gcall *call);

/* machine_course.cc: S comes to WHAT, or to BLOCK, or passes; whether BEFORE came to no more than NOW.  */
void course_note (struct state *s, void *what);
void course_enter (struct state *s, basic_block block);
void course_pass (struct state *s);
/* S runs tests by a framework.  */
void course_runs (struct state *s);
bool course_was (const struct state *before, const struct state *now);

/* machine_initial.cc: whether the initial value of DECL, a global, can be believed when a test begins.  */
bool initial_holds (tree decl);
/* The same, but that somebody may have stored there through its address.  */
bool initial_may_hold (tree decl);

/* machine_abroad.cc: what rests on MASK is sent out of the memory that is known, if the function in focus produced it; and what comes from there
   rests on this.  */
void abroad_start (void);
void send_abroad (struct state *s, uint64_t mask);
uint64_t from_abroad (const struct state *s);
/* CALL, of the C library's function NAME, which is not known, is given what rests on MASK.  Gives what its results rest on besides.  */
uint64_t call_abroad (struct state *s, gcall *call, const char *name, uint64_t mask);
/* The texts that CALL, of the function in focus, is given; and whether V leads to one of them.  */
void note_texts_given (struct state *s, gcall *call);
bool names_what_focus_was_given (struct state *s, const struct value *v);
/* Whether V is a function of the unit that may call the one in focus.  */
bool may_call_focus (const struct value *v);
/* Whether FUNCTION, which the unit defines and which is not followed, calls the function in focus.  */
bool body_calls_focus (tree function);
/* What VARIABLE, of the unit, and what a fixture that the test is given, rests on when the test of S begins: on the function in focus, where what may
   have run before calls that.  */
uint64_t made_before (const struct state *s, tree variable);
uint64_t given_before (const struct state *s);
/* The same of what stands behind V, a pointer of which nobody knows where it leads.  */
uint64_t placed_before (const struct state *s, const struct value *v);
/* What V, a pointer, rests on, and what it leads to.  */
uint64_t mask_of_pointed (const struct state *s, const struct value *v);
/* S, of a run that waits for functions, is about to begin: for those that what it may read rests on, the wait is over.  */
void awaited_before (struct state *s);
/* What the result of CALL, through a pointer of which nobody knows where it leads, rests on: on the function in focus, where it may lead there.  */
uint64_t made_by_pointer (struct state *s, gcall *call);
/* Whether VARIABLE may be set before main begins.  */
bool is_set_by_constructor (tree variable);
/* V, if it is a function of the unit; or NULL.  */
cgraph_node *callback_of (const struct value *v);
/* CALL is made outside of the unit: if it is given such a function, what that may set is no expectation.  */
void callbacks_abroad (struct state *s, gcall *call);

/* machine_processes.cc: whether the function NAME of the C library may send its own process a signal, now or later.  */
bool may_send_signal (const char *name);
/* S calls NAME by CALL: if that sends a signal, or waits for one, that may end the program well by a handler of the test's own, that is one way to pass.  */
void send_signal (struct state *s, gcall *call, const char *name);
/* Whether a crash of S may do so.  */
bool crash_ends_well (const struct state *s);
/* S goes on as the child of what it was; and a child is over, with STATUS as wait has it.  */
void become_child (struct state *s);
void child_over (struct state *s, struct value status);

/* machine_deaths.cc: CALL has to do with a death that a test of GoogleTest expects.  False if it has not.  */
bool call_death (struct state *s, gcall *call, bool *alive);
/* Whether CALL, where a child begins, is such a one.  */
bool death_begins (gcall *call);
/* Whether S, which comes to the end of a test that is to end its process, fails by that: only the function in focus could have ended it.  */
bool fails_by_coming_back (struct state *s);
/* Another reference to PARENT, or NULL; and one less.  */
struct snapshot *share_snapshot (struct snapshot *parent);
void release_snapshot (struct snapshot *parent);
/* The child process S is over: nobody knows how; by a failure; by exit.  */
void child_passed (struct state *s);
void child_failed (struct state *s);
void child_exited (struct state *s, struct value status);
/* *WAY, a child that is over, gives way to its parent.  It is freed.  False if that has ended.  */
bool resume_parent (struct state **way);
/* What a function has to do with processes, by its name; and CALL, of such a one: false if it is nothing special.  */
enum process_kind {
  PROCESS_NONE,
  PROCESS_FORK,
  PROCESS_WAIT,
  PROCESS_WAIT_FOR,
  PROCESS_KILL,
  PROCESS_DAEMON,
  PROCESS_REPLACE
};
enum process_kind process_kind (const char *name);
bool call_process (struct state *s, gcall *call, enum process_kind kind, bool *alive);

/* machine_references.cc: references to memory and operands.  */
struct place place_of (struct state *s, tree t);
/* The value of T: a constant, an SSA name, an address or a reference to memory.  */
struct value operand (struct state *s, tree t);
/* What stands at P, wherever in its region that is, rests on.  */
uint64_t mask_of_place (const struct state *s, const struct place *p);
void store (struct state *s, tree to, struct value v);
/* An assignment of a whole struct or array.  */
void store_aggregate (struct state *s, tree to, tree from);

/* machine_joins.cc: where ways meet.  True if a state that was at S's place before knew no more than S does: nothing new can come of S.  */
bool is_known (struct state *s);
void forget_joins (void);
/* What is kept of ways from here on is another one, which begins with what there is; joins_end brings back what joins_begin gave.  */
void *joins_begin (void);
void joins_end (void *before);

/* machine_awaited.cc: S, of a run that waits for functions, is about to call CALLEE.  */
void awaited_call (struct state *s, tree callee);
/* It is about to let something outside of the unit make CALLS, or, unless AMONG, to pass over what makes CALLS and so has a part only in these: it has
   come to what is waited for and is AMONG them, or is not.  */
void awaited_calls (struct state *s, const_bitmap calls, bool among);
/* The same, with each function of which IS says so.  */
void awaited_where (struct state *s, bool (*is) (struct state *s, tree function, const void *data), const void *data);
/* Whether there is nothing left to wait for.  */
bool awaited_is_over (void);
/* The machine M goes on from where the run is, by QUESTION, and the run is as before afterwards.  */
void awaited_resume (struct machine *m, const struct question *question);

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
static inline struct outcomes
one (const struct value &v)
{
  struct outcomes o;
  o.list[0].value = v;
  o.list[0].symbols[0] = o.list[0].symbols[1] = -1;
  o.list[0].opaque = 0;
  o.list[0].opaque_zero = false;
  o.count = 1;
  return o;
}
struct outcomes either (tree type, uint64_t mask);
/* SYMBOL in SET makes it 1, otherwise it is 0.  */
struct outcomes decide (tree type, int symbol, struct accepting set, uint64_t mask);
struct accepting rest_of (int symbol, const struct accepting *set);
uint64_t siblings (int symbol);
struct outcomes compare (struct state *s, enum tree_code code, struct value a, struct value b, tree type);

/* The numbers n for which n CODE K.  */
struct accepting numbers_where (enum tree_code code, long double k, bool is_real);

/* machine_derived.cc: A CODE B, or FIX_TRUNC_EXPR of A, computed from one symbol; unknown if it cannot be taken back.  */
void derived_start (void);
/* How many there are; and those from COUNT on are gone.  The same of texts that printf made, and of objects that frameworks make.  */
unsigned derived_count (void);
void derived_truncate (unsigned count);
/* V, a number that comes from one symbol, in TO, which is smaller: the part of the symbol that is left.  */
struct value narrow (struct state *s, struct value v, tree to);
struct value derived (enum tree_code code, struct value a, struct value b, tree type);
bool field_under_mask (struct state *s, tree t, tree c, tree type, struct value *v);
tree derived_type (const struct value *v);
struct value convert_derived (struct value v, tree to);
/* A CODE B, one of them derived.  False if that says nothing.  */
bool compare_derived (enum tree_code code, struct value a, struct value b, tree type, struct outcomes *o);

/* machine_said.cc: what SINK says of OPERANDS, SINK_OPERANDS of them, as outcomes 1 and 0.  POINTER: the second one as it was written, if it
   is an argument of the call that is looked at; or NULL_TREE.  */
struct sink;
struct outcomes said (struct state *s, const struct sink *sink, const struct value *operands, tree pointer);
/* The opposite of what O says, as numbers of TYPE.  */
struct outcomes negation (struct outcomes o, tree type);
/* What strcmp gives of two texts where O says whether they are equal: 0, or something else.  */
struct outcomes as_comparison (struct outcomes o, tree type);
/* Whether both A and B say so; or, if not BOTH, one of them.  */
struct outcomes combination (struct outcomes a, struct outcomes b, bool both);
/* That of O which says TRUTH; NULL if it cannot be.  */
struct outcome *outcome_with (struct outcomes *o, bool truth);

/* machine_texts.cc */
struct outcomes compare_texts (struct state *s, struct value a, struct value b, tree length, tree type);
struct outcomes compare_bytes (struct state *s, struct value a, struct value b, tree length, tree type);
tree text_at (struct state *s, const struct value *v);

/* A part of a text: what is known, or what a symbol is as a conversion of printf writes it, or anything.  */
struct format_part {
  char *text;       /* or NULL */
  int symbol;       /* or -1 */
  char *conversion; /* of a symbol, from its % on; or NULL */
};

/* A text with what symbols are in it.  */
struct formatted {
  int symbol;          /* the first one */
  HOST_WIDE_INT limit; /* bytes that there is room for, or less than 1 */
  vec<struct format_part> parts;
  /* Numbers that are not known: how long what was printed is, where it was printed behind another text, and how long the whole is.  */
  unsigned own, before, whole;
  /* Where the first text is known: its length, else 0; and the numbers of what was printed behind that, before and now.  */
  HOST_WIDE_INT behind;
  unsigned rest_before, rest;
};

/* Whether F is no more than a copy of its symbol's text.  */
bool is_copy (const struct formatted *f);

/* The symbol for the whole text that V leads to: the pointer that a function returned, or the buffer that it filled, or, by *HOW, one that
   the test made of it; or -1.  */
int text_symbol (struct state *s, const struct value *v, const struct formatted **how);
/* The same without regard to the case of letters.  */
struct outcomes compare_texts_without_case (struct state *s, struct value a, struct value b, tree length, tree type);

/* machine_formats.cc */
void formats_start (void);
unsigned formats_count (void);
void formats_truncate (unsigned count);
const struct formatted *format_of (const struct cell *c);
/* Appends the text that V leads to, if it is known.  */
bool known_text (struct state *s, const struct value *v, struct strbuf *text);
/* TEXT, which rests on MASK, is written to TO, a place that is known.  */
void store_text (struct state *s, const struct value *to, const char *text, uint64_t mask);
/* The text that FROM leads to is written to TO.  False if nothing is known of it.  */
bool copy_text (struct state *s, const struct value *to, const struct value *from);
/* CALL prints to TO, where there is room for LIMIT bytes, or -1: any number, by a format that is one of its arguments.  LISTED: what it prints stands in a
   va_list after that, else it is what follows.  */
bool write_format (struct state *s, gcall *call, unsigned format_argument, const struct value *to, HOST_WIDE_INT limit,
                   bool listed, struct value *result);
/* The text that FROM leads to is written behind the one that TO leads to.  False if nothing is known of one of them.  */
bool append_text (struct state *s, const struct value *to, const struct value *from);
/* A number that stands for the length of a text, BEFORE or, if that is known, BEHIND, plus the one that stands for what was printed behind it; 0: nothing is
   known.  */
unsigned length_with (unsigned before, HOST_WIDE_INT behind, unsigned own);
/* What stands for the length of the text that V leads to, which a symbol is in; or 0.  */
unsigned length_of_formatted (const struct state *s, const struct value *v);

/* machine_matches.cc: what SYMBOL of F is if the whole is TEXT, in *SET, and in *EXACTLY whether that makes the whole TEXT for sure.  False if that cannot be
   told.  */
bool text_within_format (const struct formatted *f, int symbol, const char *text, struct accepting *set, bool *exactly);
/* Whether the number N as CONVERSION writes it tells which number it is.  */
bool conversion_tells (const char *conversion, int symbol);
/* Writes what the number V is in a conversion of a format, from PERCENT to its letter.  */
bool print_number (struct strbuf *out, const char *percent, size_t length, const struct value *v);

/* machine_failures.cc: takes those of the outcomes O of the condition that ends BLOCK out that fail at once and say nothing of a symbol, and notes the
   failures.  False if there are none.  */
bool drop_failures (struct state *s, basic_block block, struct outcomes *o);

/* machine.cc: the way through.  What gives a bool gives false if S has ended.  */
/* Whether failures are counted in GLOBAL at OFFSET.  */
bool is_counter (tree global, HOST_WIDE_INT offset);
/* DECL, a function, is called or handed out; or what DECL, a variable, leads to may be.  */
void note_met (tree decl);
bool define (struct state *s, tree to, struct value v);
bool apply (struct state *s, const struct outcome *o);
/* RUN is to answer QUESTION.  */
void set_question (const struct question *question);
/* Follows S, which is gone afterwards, and then each way that is pending.  */
void run_path (struct state *s);
void run_pending (const struct question *question);
void note_guess (const struct outcomes *o);
bool go_on (struct state *s, gimple *stmt, struct outcomes *o, tree to);
bool enter_block (struct state *s, edge e);

/* machine_jumps.cc: what a function does to the way through the test, by its name; CALL, of such a one; and of a test that main only pretends to
   run: false if it is none.  */
enum jump_kind { JUMP_NONE, JUMP_SET, JUMP_GO };
enum jump_kind jump_kind (const char *name);
void call_jump (struct state *s, gcall *call, enum jump_kind kind, bool *alive);
bool call_pretended (struct state *s, gcall *call, cgraph_node *node, bool *alive);
/* The same of a test that main hears by its result, and that is run by itself: it passes.  */
bool call_heard (struct state *s, gcall *call, tree callee, bool *alive);
/* machine_failing.cc: *V gets what CALL, of a framework's function, of SINK, gives in a run of main where the framework finds a failure in one run only.
   False if it is no such call, or run.  */
bool failing_run_gives (struct state *s, gcall *call, const struct sink *sink, struct value *v);
/* What a framework's function of SINK gives where all is well: an object, no error, no failures.  */
struct value good_result (const struct sink *sink, tree type);

/* machine_reach.cc: passes over NODE, which S is about to call, if it is a part of main that is looked at by itself.  */
bool pass_over_part (struct state *s, cgraph_node *node);

/* machine_rows.cc: what PARAMETER of the test is given in the row that S is at.  */
struct value row_argument (struct state *s, tree parameter);
/* S, at the end of the test, begins it again with the next row.  False if there is none.  */
bool next_row (struct state *s);
/* Whether TYPE is that of a pointer to anything, as data is handed on to a test.  */
bool is_data (tree type);

/* machine_setups.cc: S begins with what is called before TEST, or with that.  False if it has ended.  */
bool begin_test (struct state *s, cgraph_node *test);
/* Whether S is in what is called before the test.  */
bool is_preparing (const struct state *s);
/* Such a function of S gives V and is over: the next one begins, or the test.  False if S has ended.  */
bool end_setup (struct state *s, struct value v);
/* What leads to what parameter I, P, of the test or of such a function leads to: a parameter of the test's.  */
tree prepared_parameter (const struct state *s, tree p, unsigned i);
/* What P is given, V as long as nothing is known of that.  */
struct value prepared_argument (struct state *s, tree p, unsigned i, struct value v);

/* machine_variadic.cc: CALL, of CALLEE or of none, has to do with variable arguments and gives *RESULT.  False if it has not.  */
bool call_variadic (struct state *s, gcall *call, tree callee, struct value *result);
/* The argument that comes NUMBER after the next one of the va_list that LIST leads to, of TYPE or some other.  False if it is not known.  */
bool variadic_at (struct state *s, const struct value *list, unsigned number, tree type, struct value *v);

#include "machine_calls.h"
#include "machine_special.h"

#endif
