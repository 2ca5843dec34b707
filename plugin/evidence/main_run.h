/* What main makes of its unit's tests.  In the forked child only; needs GCC's headers before it.  */
#ifndef LOADBEARING_MAIN_RUN_H
#define LOADBEARING_MAIN_RUN_H

#include "machine.h"

struct main_run {
  cgraph_node *main;                 /* or NULL */
  bool followed;                     /* to its end on all ways; false if there is no main */
  bool caught_signal, caught_exit;   /* it may set a handler that makes something else of failures */
  uint64_t handled;                  /* the same of other signals than SIGABRT, a bit each */
  bool caught_before;                /* such a handler of a signal, before main begins */
  bool forks;                        /* the unit does */
  bool splits;                       /* it may run tests in children, whose counts are lost to it */
  bool reads_count;                  /* it reads a global that tests may have changed */
  auto_vec<struct counter> counters; /* of which it makes a failing exit status as soon as they are above 0 */
  struct course course; /* of main without arguments; nothing is in it unless it was followed to its end, and passes */
  hash_set<tree> met;   /* the functions that some way calls or hands out */
  bool tried, passes;   /* what its tests give when all is well was looked for, and found: */
  HOST_WIDE_INT good;   /* 0 or 1; and those that give the opposite */
  hash_set<tree> otherwise;
  hash_map<tree, enum test_result>
      heard; /* the tests that it calls itself, and that say by their results whether they failed */
};

bool is_main (const cgraph_node *node);
/* Whether only main leads to NODE, by calls, and so decides what happens in it; or NODE is main.  */
bool is_of_main (cgraph_node *node);
/* Whether the run of main that made C passed over NODE, of main, or over what calls it.  */
bool is_passed_over (struct course *c, cgraph_node *node);
/* Follows NODE, main, whose body is in SSA form.  */
void main_run_follow (struct main_run *r, cgraph_node *node);
/* Adds the counters that tell of TEST to COUNTERS: not those that another of TESTS sets to 0.  */
void main_run_counters (struct main_run *r, const auto_vec<cgraph_node *> &tests, cgraph_node *test,
                        auto_vec<struct counter> *counters);
/* Whether what TESTS count is not told by counters alone: then main has to be followed with all that it runs.  */
bool main_run_is_whole (struct main_run *r, const auto_vec<cgraph_node *> &tests);
/* Adds to TESTS the functions that main calls itself and hears by their results, and those of which it drops the result.  */
void main_run_find_heard (struct main_run *r, auto_vec<cgraph_node *> *tests);
/* What main makes of TEST's result; *JUMP_FAILS: and of a jump out of it.  */
enum test_result main_run_result (struct main_run *r, cgraph_node *test, bool *jump_fails);
/* Whether main passes although TEST aborts, in a child process of its own.  */
bool main_run_survives (struct main_run *r, cgraph_node *test);
/* Whether main, of which there is one, passes although a framework says that tests failed.  */
bool main_run_is_deaf (struct main_run *r);
/* Adds to DEAF the calls that run tests by a framework of whose failures main makes nothing; it comes to all of these.  Whether there are no others.  */
bool main_run_find_deaf (struct main_run *r, hash_set<gimple *> *deaf);
/* Why only main could run TEST, and none of its ways does, or not all that pass; or NULL.  */
const char *main_run_leaves_out (struct main_run *r, cgraph_node *test);

/* Adds to PASSING those of the results GIVEN by TEST, other than 0 and 1, with which main may pass.  */
void main_run_passing (struct main_run *r, cgraph_node *test, const auto_vec<HOST_WIDE_INT> &given,
                       auto_vec<HOST_WIDE_INT> *passing);

#endif
