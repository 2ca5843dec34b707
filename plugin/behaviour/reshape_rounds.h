/* What a loop steps, in terms of its rounds.  Internal to plugin/behaviour; needs GCC's headers before it.  */
#ifndef LOADBEARING_RESHAPE_ROUNDS_H
#define LOADBEARING_RESHAPE_ROUNDS_H

/* A test that each round passes that is followed by another; the way by which it is.  The other way leaves the loop.  */
struct round_test {
  gcond *test;
  edge on;
};

/* reshape_walks.cc: adds to TESTS those of the loop of HEAD which each round passes that another one follows, and by one of whose ways
   the loop is left.  Needs dominators.  */
void rounds_find_tests (basic_block head, auto_vec<struct round_test> *tests);

/* VALUE, which is BASE (or nothing) + CONSTANT + STEP times the rounds that were begun before this one, as far as its type
   holds that.  */
struct rounds {
  tree value, base;
  HOST_WIDE_INT constant, step;
  bool exact; /* its type does, always; one of 64 bits wraps as the counter does */
  enum {
    UNBOUNDED,
    BOUNDED,
    NEXT_BOUNDED
  } limit;            /* exact only since a test of each round asks this of it, or of the next one */
  basic_block behind; /* where that test of it leads to; or NULL */
  bool partly;        /* followed only where it is an address' part, or compared */
};

/* W for VALUE, which is START at first; its step is set.  False if such a number is not followed.  */
bool rounds_begin (struct rounds *w, tree value, tree start);
/* Makes W that of VALUE, which is W's with NUMBER added, EXACT where the type alone does not tell.  False if it is not followed.  */
bool rounds_add (struct rounds *w, tree value, HOST_WIDE_INT number, bool exact);
/* Likewise with W's value times NUMBER, and with OTHER added to it, which no round changes.  */
bool rounds_multiply (struct rounds *w, tree value, HOST_WIDE_INT number);
bool rounds_add_value (struct rounds *w, tree value, tree other);
/* Puts what W is by COUNTER, which counts the rounds of HEAD's loop from 0 on, wherever its value is used.  TESTS compare with what
   no round changes.  */
void rounds_replace (struct rounds *w, tree counter, basic_block head, const auto_vec<struct round_test> &tests);

#endif
