/* The line that is passed to a log or an assertion is no part of what a function does: it moves with what stands above.  In
   the body it is a number like any other.  It is known by where it stands: an argument, of a call on that line, where the
   text has __LINE__.  */
#include "gcc-compat.h"

#include "normalise_private.h"

/* What all these lines become.  Not what an edit would put in a line's place, or a line in its.  */
#define SOME_LINE 0x4c494e45

struct log_line {
  int last;       /* where its macro's arguments end */
  unsigned lines; /* how often __LINE__ is passed on there */
};

typedef int_hash<int, 0, -1> line_hash;
/* By the first line.  */
static hash_map<line_hash, struct log_line> logs;

void
normalise_note_log (unsigned first, unsigned last, void *)
{
  if (first == 0 || last > INT_MAX)
    return;
  bool known;
  struct log_line &log = logs.get_or_insert ((int) first, &known);
  if (!known)
    log.last = log.lines = 0;
  log.last = MAX (log.last, (int) last);
  log.lines++;
}

/* Whether VALUE, passed by a call on LINE, may be the line that LOG, there, passes on.  */
static bool
is_line_of (tree value, int line, const struct log_line *log)
{
  tree type = TREE_TYPE (value);
  return TREE_CODE (value) == INTEGER_CST && TREE_CODE (type) == INTEGER_TYPE && TYPE_PRECISION (type) >= 32
         && (wi::to_widest (value) == line || wi::to_widest (value) == log->last);
}

/* For each argument of FUN's calls that may be the line of a log: the call, and which argument.  */
static void
find_lines (function *fun, void (*visit) (gcall *, unsigned, int, void *), void *data)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    if (!call || gimple_call_internal_p (call))
      continue;
    int line = expand_location (gimple_location (call)).line;
    const struct log_line *log = line > 0 ? logs.get (line) : NULL;
    for (unsigned a = 0; log && a < gimple_call_num_args (call); a++)
      if (is_line_of (gimple_call_arg (call, a), line, log))
        visit (call, a, line, data);
  }
}

typedef hash_map<line_hash, unsigned> line_counts;

static void
count_line (gcall *, unsigned, int line, void *data)
{
  bool known;
  unsigned &count = ((line_counts *) data)->get_or_insert (line, &known);
  count = known ? count + 1 : 1;
}

/* Where more arguments may be lines than lines are passed on, one of them is a number like any other; which, is not
   known.  */
static void
replace_line (gcall *call, unsigned argument, int line, void *data)
{
  if (*((line_counts *) data)->get (line) <= logs.get (line)->lines)
    gimple_call_set_arg (call, argument, build_int_cst (TREE_TYPE (gimple_call_arg (call, argument)), SOME_LINE));
}

void
normalise_log_lines (function *fun)
{
  line_counts counts;
  find_lines (fun, count_line, &counts);
  find_lines (fun, replace_line, &counts);
}
