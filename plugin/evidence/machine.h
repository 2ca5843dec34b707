/* Running a test inside the compiler, with what it tests replaced by unknown constants.

   The machine executes one function's statements.  What functions outside the unit produce - results, memory behind pointers,
   globals - are *symbols*: one for each output of each function, the same at every call, since the question is whether the
   test would notice if the function always produced some constant.  Where a condition depends on a symbol, both ways are followed,
   each with what it says about the symbol (audit/accepting.h).  A path that comes to an end without a failure lets pass what it
   allows; all paths together make the accepting sets.

   Only in the forked child, because it builds trees.  Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_MACHINE_H
#define LOADBEARING_MACHINE_H

#include "accepting.h"
#include "sinks.h"

/* No more symbols in one test.  */
#define SYMBOLS_MAXIMUM 63

/* OUTPUT_CALLS: that it calls what is expected to be called; OUTPUT_ENDING: that it ends the process.  */
enum output_kind { OUTPUT_RETURN, OUTPUT_ARGUMENT, OUTPUT_GLOBAL, OUTPUT_CALLS, OUTPUT_ENDING };

/* An output as a whole: the result, what is stored through an argument, or a global.  */
struct output {
  enum output_kind kind;
  unsigned argument; /* OUTPUT_ARGUMENT: from 0 */
  tree global;       /* OUTPUT_GLOBAL */
};

/* One output of one function that a test calls, or a part of it.  */
struct symbol {
  tree test;   /* the test function */
  tree callee; /* NULL: the value of a global before the test, or of a test function in main */
  enum output_kind kind;
  unsigned argument;          /* OUTPUT_ARGUMENT: from 0 */
  tree global;                /* OUTPUT_GLOBAL */
  int parent;                 /* what lies behind this pointer, or -1 */
  HOST_WIDE_INT offset, size; /* bits within the output */
  tree type;
  struct accepting all, accepts;
  struct accepting prepared; /* what is left when the test itself begins, after what is called before it */
  tree kept;                 /* of a global that only what the function calls would change: what it held; or NULL */
  tree before;               /* what stood there before the call, if that is known; or NULL */
  bool asserted;             /* a path that looked at it failed */
  bool of_test;              /* a condition of the test itself, not of what is called before it, asks for it */
  const char *by; /* the macro or function of the test that failed then; "": several; NULL: none that has a name */
  bool self;      /* compared with what the same function produced */
  bool elsewhere; /* compared with a value that is not known here */
  bool followed;  /* something is known of what it points to */
  bool empty;     /* a way passes that did not ask for it, where a file is empty */
};

/* One call of a function outside the unit.  */
struct call_site {
  tree test, callee;
  location_t place; /* of the first such call */
  unsigned written; /* arguments that lead to the test's own memory, a bit each */
  bool held;        /* it was given a pointer of unknown origin, through which it may store */
  bool linked;      /* what it was given may lead to memory of the test's that others were given with it */
  unsigned used;    /* of the arguments that lead to the test's own memory, to a struct that something was in before */
  unsigned filled;  /* of these, to a struct of which a part had not been set */
  unsigned times;   /* so often some way called it */
  bool matters;     /* of a survey: a way that ended in a failure asked for something that it produced */
  tree setup;       /* only this function, which is called before the test, calls it; or NULL */
  bool prepares;    /* such a function calls it, too */
  bool matters_to_test; /* of a survey: a way that ended in a failure of the test's own did */
};

struct machine {
  int symbols_count;
  auto_vec<struct call_site> *calls;
  /* What came of it.  */
  unsigned steps, paths, passed, failed;
  unsigned passed_empty; /* the same, where a file that the test reads is empty */
  unsigned prepared;     /* so many ways came from what is called before the test to the test itself */
  bool gave_up;          /* something was too much: the sets are larger than they need be */
  bool
      unasked; /* a way passed that asked for nothing the function in focus produced, and chose by nothing that others did */
  bool guessed; /* a way was taken that what is known does not decide */
  bool
      misread; /* of a closer look: the survey found no way that passes, whatever the functions do, so the test was not understood */
  bool changes; /* of a closer look: it tells whether the function in focus changed an object that it was given */
  auto_vec<tree> *later;          /* of a patient run: the functions that were called while an expected call was out */
  auto_vec<tree> *alike;          /* of a run that is alike: functions that answer so */
  bool handed;                    /* another function was given what the one in focus produced */
  bool trips;                     /* of a closer look: no constants for all its outputs pass if ALIKE answer so */
  auto_vec<char *> *mocks;        /* the functions of which calls are expected */
  auto_vec<HOST_WIDE_INT> *given; /* results, other than 0 and 1, by which it failed */
  struct accepting
      expected; /* of a closer look: constants that outputs of the function in focus were asked for, if few at a time */
  bool waits;   /* of a closer look: the calls that MOCKS are told to expect stay out, unless one of LATER makes them */
  bool unnamed; /* of one of them the name is not known */
  const char *why; /* of gave_up, a literal, or NULL */
  bool caught_signal,
      caught_exit; /* some way set a handler of failures by a signal, by a status, that makes something else of them */
  bool left_out; /* some way was told by what is called before the test that it is not to run, whatever functions do */
  uint64_t handled;   /* signals but SIGABRT, a bit each: of them some way set such a handler */
  bool failing_met;   /* of a pretence that only one call runs tests that fail, or that a test aborts: it was come to */
  bool counter_reset; /* a counter of failures was set to 0 where one may have been counted: it tells nothing */
  struct symbol symbols[SYMBOLS_MAXIMUM]; /* the last member: what lies behind the count is not set */
};

/* A global, or a field of one, that counts failures: of which a test that failed makes something other than 0.  */
struct counter {
  tree global;
  HOST_WIDE_INT offset; /* bits */
  tree type;
};

/* What a framework calls before a test.  */
struct setup {
  cgraph_node *node;
  enum setup_kind kind;
  bool hands;  /* its result is the test's last argument */
  bool heeded; /* the test fails unless it gives 0 */
  bool makes;  /* it is the constructor of the object whose method the test is */
};

/* All that it calls, in order, and what these and the test are given: so many bytes of zeros, or NULL, and an operand, or NULL.  */
struct preparation {
  auto_vec<struct setup> setups;
  tree size, data;
};

/* What a test says by its own result, or by a jump out of it.  RESULT_ABOVE_IS_BAD: only what is above 0 is a failure.  */
enum test_result { RESULT_NOTHING, RESULT_ZERO_IS_GOOD, RESULT_ZERO_IS_BAD, RESULT_ABOVE_IS_BAD };

/* Of a run of main: what TEST gives, and what all others do.  */
struct pretence {
  tree test;
  HOST_WIDE_INT gives, others_give;
  hash_set<tree> *otherwise; /* of these others, the opposite; or NULL */
  bool jumps;                /* TEST does not come back, but jumps to where setjmp was called last */
  bool aborts;               /* nor does it, but ends its process by SIGABRT */
  bool reports;              /* what says whether tests failed says that one did */
  gimple *failing;           /* but only of what this call runs, at first; or NULL */
  const struct counter *
      counted; /* what is counted there, or may be by a test, is a failure; ways on which nothing is do not matter; or NULL */
};

/* What a run without a focus waits for.  It ends when that is over.  */
struct awaited {
  auto_vec<tree> functions; /* those that it has not come to yet */
  /* A way is about to call FUNCTION, as the first one, or to pass over what has to do with others only.  Until this returns, the machine can be run from
     here on with FUNCTION in focus: nothing before depends on what that gives.  Gives how many steps the run may take in all.  */
  unsigned (*reached) (struct awaited *a, tree function);
};

/* What the ways of a run came to: blocks and functions, by number.  */
struct course {
  hash_map<void *, unsigned> numbers;
  auto_vec<uint64_t> always, ever; /* on every way that passed, on any */
  bool passed;                     /* some way did */
  void *runs;                      /* what a way comes to that runs tests by a framework; NULL: none does */
};

/* Whether every way that passed, or any, came to WHAT, a block that is noted or the declaration of a function.  */
bool course_always (struct course *c, void *what);
bool course_ever (struct course *c, void *what);
/* Whether BLOCK is noted: it calls something that is none of the system's, or a framework's.  */
bool course_is_noted (basic_block block);
/* Whether nothing that NODE, or what it calls in the unit, does is a matter of running tests: it is passed over if it takes nothing.  */
bool is_beside_course (cgraph_node *node);

/* What is asked.  */
struct question {
  struct awaited *awaited;                  /* or NULL */
  bool resumes;                             /* from where the run is that waits for the function in focus */
  const auto_vec<struct counter> *counters; /* or NULL */
  bool skip;   /* calls of the unit's own functions without parameters are passed over (for main) */
  bool parts;  /* so are calls of parts of main */
  tree focus;  /* the function whose outputs are constants; or NULL */
  bool survey; /* only which functions are called, and whose outputs may matter; without a focus */
  bool idle;   /* the function in focus stores nothing: its result alone is a constant */
  bool
      steady; /* its result is a constant for each list of arguments, as long as the test changes no memory and calls nothing else */
  bool
      views; /* its result is a constant for each list of arguments, as long as nothing happened to what these lead to: machine_views.h */
  bool alike;   /* what others are given that rests on it they answer as they did before: machine_alike.cc */
  bool patient; /* an expected call that the function in focus left out stays out, although others are called later */
  bool each_result; /* its result is another constant at each call */
  const struct output
      *only; /* of its outputs this one alone is a constant, the others are unknown, anew at every call; or NULL */
  enum test_result result;
  const auto_vec<HOST_WIDE_INT>
      *passing;    /* other results with which main may pass, as it does for a test that was skipped; or NULL */
  bool jump_fails; /* so does a jump out of it */
  hash_map<tree, enum test_result>
      *heard; /* tests that are run by themselves, with what main makes of their results: they pass; or NULL */
  const struct pretence *pretence; /* or NULL */
  hash_set<tree> *met;             /* gets the functions that some way calls, or may hand out; or NULL */
  unsigned steps;                  /* no more than these are taken */
  bool (*enough) (
      const struct machine
          *m); /* whether what has come of it so far is all that is asked: other ways are not followed; or NULL */
  bool caught_signal, caught_exit; /* as main has it when it runs the test */
  uint64_t handled;                /* the same */
  bool constructed;                /* what the unit has to run before main is run first */
  bool from_start;                 /* nothing has been stored yet when the test begins: it is main */
  struct course
      *course; /* gets what the ways come to: tests are passed over, and framework's functions succeed; or NULL */
  const struct preparation *preparation; /* what is called before the test; or NULL: that is not known, or nothing */
  const auto_vec<tree> *rows;            /* what the test is given, one after the other; or NULL: nobody knows */
  bool alone;                            /* main is run without arguments */
  bool must_end; /* the test is to end its process, by a signal or a status: coming back fails it */
  bool unheard;  /* nobody asks whether tests failed: they never do */
};

/* No survey takes more steps.  */
#define STEPS_SURVEY 6000

/* Whether TEST, or what it calls in the unit, may call a function that is looked at: outside the unit, and none of the system's.  */
bool machine_calls_others (cgraph_node *test);

/* How many steps TEST, which has a body, may take in all.  */
unsigned machine_budget (cgraph_node *test);

/* Whether NODE, which takes something, asserts, and main alone calls it, once: where main is too long, it can be looked at by itself.  */
bool machine_is_part_of_main (cgraph_node *node);

/* What TEST is given where it is registered, as operands: ROWS, of those that are sure to be there, as far as COURSE of main, or NULL, decides.  False if
   that is not known.  */
bool machine_find_rows (cgraph_node *test, struct course *course, auto_vec<tree> *rows);

/* Adds to the calls of M, a survey of TEST that did not come to the end, those that it did not come to.  */
void machine_add_calls (struct machine *m, cgraph_node *test);

/* Blocks that a way leads to get the flag BB_VISITED, which nothing takes off again.

   Runs TEST, which has a body in SSA form.  What others than the function in focus produce is unknown, anew at every call: were it
   constant, too, a test that no constant for one of them passes would seem to be passed by none for the others.  M is zeroed before.  */
void machine_run (struct machine *m, cgraph_node *test, const struct question *question);
void machine_release (struct machine *m);

/* Whether NODE, which main calls, is a test to be followed by itself: it takes and gives nothing, and asserts something or counts in COUNTERS.  */
bool machine_is_test_for_main (cgraph_node *node, const auto_vec<struct counter> *counters);

/* Whether NODE, whose body is in SSA form, uses nothing that it is given.  */
bool machine_takes_nothing (cgraph_node *node);

/* Whether NODE, which main calls, only calls tests that say by their results whether they failed, and gathers these.  */
bool machine_gathers (cgraph_node *node);

/* Whether NODE, which main or what gathers for it calls and nobody else, may be a test that says by its result whether it failed.  */
bool machine_gives_result (cgraph_node *node);

/* Whether something may end the program well before it says that tests failed of which a framework was told: what runs after main, or what a framework calls in
   main's own process.  HAS_MAIN: main is in the unit.  */
bool machine_ends_unheard (bool has_main);

/* Whether some way of M passed, or failed, or may have for all that is known.  */
bool machine_may_pass (const struct machine *m);
bool machine_may_fail (const struct machine *m);
bool machine_gave_up (const struct machine *m);

/* Whether NODE is a function with a body in blocks, in SSA form or not.  */
bool has_flow (cgraph_node *node);

/* The function of the unit that DECL stands for, its body in SSA form, which it is brought into if need be; NULL if the unit has none.  */
cgraph_node *machine_body (tree decl);

#endif
