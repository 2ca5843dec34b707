/* Sinks: calls by which a test says that it failed, and what else frameworks' functions mean.  Plain C++ of the child; needs
   GCC's headers before it.  attributes/assertions.txt explains the kinds.  */
#ifndef LOADBEARING_SINKS_H
#define LOADBEARING_SINKS_H

enum sink_kind {
  SINK_NONE,
  /* What is said of the arguments.  */
  SINK_TRUE,
  SINK_FALSE,
  SINK_NULL,
  SINK_SET,
  SINK_EQUAL,
  SINK_DIFFER,
  SINK_LESS,
  SINK_AT_MOST,
  SINK_GREATER,
  SINK_AT_LEAST,
  SINK_RELATED,
  SINK_WITHIN,
  SINK_OUTSIDE,
  SINK_NEAR,
  SINK_FAR,
  SINK_NEARLY,
  SINK_BITS,
  SINK_ONE_OF,
  SINK_NONE_OF,
  SINK_TEXT,
  SINK_TEXT_DIFFERS,
  SINK_TEXT_BEGINS,
  SINK_TEXT_WITHIN,
  SINK_BYTES,
  SINK_BYTES_DIFFER,
  SINK_ITEMS,
  /* What happens.  SINK_FAILS stays the first.  */
  SINK_FAILS,
  SINK_SKIPS,
  SINK_EXITS,
  SINK_QUITS,
  SINK_HOLDS,
  SINK_EXPECTS,
  SINK_HANDLES,
  SINK_MEETS,
  SINK_SWALLOWS,
  SINK_POINTS,
  SINK_IDLE,
  /* Of a type, of a variable, of a function that runs tests, of a test.  */
  SINK_RESULT,
  SINK_KEEPS,
  SINK_REPORTS,
  SINK_TELLS,
  SINK_RUNS,
  SINK_REGISTERS,
  SINK_FILTERS,
  SINK_HIDES,
  SINK_STOPS,
  SINK_ASKS,
  SINK_SPLITS,
  SINK_TOLERATES,
  SINK_INSTANTIATES,
  SINK_ROWS,
  SINK_GROUPS,
  SINK_PREPARES,
  SINK_DISABLED,
  SINK_KINDS
};

/* What becomes of what is said of the arguments: the test fails unless it is so; the call gives whether it is so, or 0 where it is so; it makes an object that
   says it of a value to come.  */
enum sink_mode { MODE_ASSERTS, MODE_GIVES, MODE_GIVES_ZERO, MODE_MAKES };

enum operand_kind { OPERAND_NONE, OPERAND_ARGUMENT, OPERAND_BEHIND, OPERAND_NUMBER };

#define SINK_OPERANDS 5

struct sink_operand {
  enum operand_kind kind;
  long number; /* of the argument, from 1; or the number */
};

/* What a function that registers or runs tests is told to call before them.  SETUP_FIRST: before the others, in a process that starts another one for each
   test; SETUP_ONCE: before the first test.  */
enum setup_kind { SETUP_BEFORE, SETUP_FIRST, SETUP_ONCE };

struct sink_setup {
  enum setup_kind kind;
  /* The function; what keeps the tests, or is one; so many bytes of zeros, and what else it is given, like the test.  */
  struct sink_operand function, keeper, size, data;
  bool heeded; /* the test fails unless it gives 0 */
};

#define SINK_SETUPS 2

/* SIGABRT of the target: the same everywhere.  */
#define ABORT_SIGNAL 6

struct sink {
  enum sink_kind kind;
  enum sink_mode mode;
  struct sink_operand operands[SINK_OPERANDS];
  bool here;   /* even if the function's body is in the unit */
  bool any;    /* of the policy: how its arguments are compared their types say */
  bool format; /* only a function with variable arguments */
  struct sink_setup setups[SINK_SETUPS];
  unsigned setups_count;
  bool before;      /* SINK_PREPARES: and not after it */
  bool hands;       /* its result is the test's last argument */
  bool heeded;      /* the test fails unless it gives 0 */
  bool shares;      /* tests run in one process from then on */
  bool together;    /* tests run in the process of who calls it */
  bool same_object; /* a method that the framework calls before a test, of the test's object */
  const char *
      apart; /* of a test that is registered by a name with this in it: it runs only where another one asks for that; or NULL */
  bool forgets; /* what tells says nothing of the runs before */
};

/* What a call of DECL, a function, means; NULL: nothing that is known.  By the policy, else by attributes/assertions.txt.  What is
   returned is valid for good.  */
const struct sink *sink_of (tree decl);

/* The same of the function that STMT calls; NULL if it calls none that has a name.  */
const struct sink *sink_of_call (gimple *stmt);

/* The same of a function of C by its name.  */
const struct sink *sink_named (const char *name);

/* The same of DECL by its name with its namespaces and classes, which asks for no linkage name.  */
const struct sink *sink_of_name (tree decl);

/* The same of a function that a field of this name leads to.  */
const struct sink *sink_of_field (tree field);

/* The same of FIELD of TYPE, a struct, if that is what a constant in it means.  */
const struct sink *sink_of_member (tree type, tree field);

/* Of an enumeration: which results of a test function are no failures; else NULL.  */
const struct sink *sink_of_type (tree type);

/* What the variable DECL, of a framework's, means: SINK_FILTERS, or NULL.  */
const struct sink *sink_of_variable (tree decl);

/* The same of what T, a place that is stored to, is or lies in: the variable, or its field.  */
const struct sink *sink_of_place (tree t);

/* Whether a failure of SINK ends the program, and not only the test.  */
bool sink_ends_program (const struct sink *sink);

/* Whether the variable DECL keeps its initial value.  */
bool sink_keeps (tree decl);

#endif
