/* The line that is passed to a log or an assertion is no part of what a function does: it moves with what stands above.  In
   the body it is a number like any other.  It is known by where it stands: an argument, of a call on that line, where the
   text has __LINE__.  */
#include "gcc-compat.h"

#include "normalise_private.h"

/* What all these lines become.  Not what an edit would put in a line's place, or a line in its.  */
#define SOME_LINE 0x4c494e45

typedef int_hash<int, 0, -1> line_hash;
/* First line -> last line.  */
static hash_map<line_hash, int> logs;

void
normalise_note_log (unsigned first, unsigned last, void *)
{
  if (first == 0 || last > INT_MAX)
    return;
  bool known;
  int &end = logs.get_or_insert ((int) first, &known);
  if (!known || end < (int) last)
    end = (int) last;
}

void
normalise_log_lines (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    if (!call || gimple_call_internal_p (call))
      continue;
    int line = expand_location (gimple_location (call)).line;
    const int *last = line > 0 ? logs.get (line) : NULL;
    for (unsigned a = 0; last && a < gimple_call_num_args (call); a++) {
      tree value = gimple_call_arg (call, a), type = TREE_TYPE (value);
      if (TREE_CODE (value) == INTEGER_CST && TREE_CODE (type) == INTEGER_TYPE && TYPE_PRECISION (type) >= 32
          && (wi::to_widest (value) == line || wi::to_widest (value) == *last))
        gimple_call_set_arg (call, a, build_int_cst (type, SOME_LINE));
    }
  }
}
