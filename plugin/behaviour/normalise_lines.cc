/* The line that is passed to a log or an assertion is no part of what a function does: it moves with what stands above.  In
   the body it is a number like any other.  It is known by the call that passes it, of which the text says so for certain.  */
#include "gcc-compat.h"

#include "normalise_private.h"

/* What all these lines become.  Not what an edit would put in a line's place, or a line in its.  */
#define SOME_LINE 0x4c494e45
/* What the type of such a number is called.  */
#define LINE_NAME "line of a log"

struct log_call {
  unsigned first, last; /* what the line may be */
  unsigned lines;       /* how many arguments are it */
  unsigned callee;      /* DECL_UID, or 0; calls in its arguments have its place as well */
};

typedef int_hash<location_t, UNKNOWN_LOCATION, (location_t) -1> place_hash;
/* By their places: each expansion of a macro has its own.  */
static hash_map<place_hash, struct log_call> logs;

void
normalise_note_log (location_t place, tree callee, unsigned first, unsigned last, unsigned count)
{
  location_t at = get_pure_location (place);
  unsigned uid = callee ? DECL_UID (callee) : 0;
  bool known;
  if (at == UNKNOWN_LOCATION)
    return;
  struct log_call &log = logs.get_or_insert (at, &known);
  /* Two calls at one place cannot be told apart.  */
  if (known && (log.first != first || log.last != last || log.lines != count || log.callee != uid))
    log.lines = 0;
  else
    log = log_call{ first, last, count, uid };
}

static bool
is_number (tree value, unsigned number)
{
  tree type = TREE_TYPE (value);
  if (TREE_CODE (value) == REAL_CST) {
    REAL_VALUE_TYPE real = real_value_from_int_cst (type, build_int_cst (unsigned_type_node, number));
    return real_identical (&TREE_REAL_CST (value), &real);
  }
  return TREE_CODE (value) == INTEGER_CST && wi::to_wide (value) == wi::to_wide (build_int_cst (type, number));
}

/* Whether VALUE, passed by LOG, may be its line, of whatever type.  */
static bool
is_line_of (tree value, const struct log_call *log)
{
  return is_number (value, log->first) || is_number (value, log->last);
}

/* A variant of TYPE, an integer's, that says of a number that it stands for lines.  */
static tree
line_type (tree type)
{
  tree main = TYPE_MAIN_VARIANT (type), name = get_identifier (LINE_NAME);
  for (tree variant = main; variant; variant = TYPE_NEXT_VARIANT (variant))
    if (TYPE_NAME (variant) == name)
      return variant;
  tree variant = build_variant_type_copy (main);
  TYPE_NAME (variant) = name;
  return variant;
}

bool
normalise_is_like_line (tree value)
{
  return TREE_CODE (value) == INTEGER_CST && wi::to_widest (value) == SOME_LINE
         && TYPE_NAME (TREE_TYPE (value)) != get_identifier (LINE_NAME);
}

static bool
is_wide (tree type)
{
  return TREE_CODE (type) == INTEGER_TYPE && TYPE_PRECISION (type) >= 32;
}

/* Where more arguments may be lines than lines are passed on, one of them is a number like any other; which, is not
   known.  */
static void
replace_lines (gcall *call, const struct log_call *log)
{
  unsigned found = 0;
  for (unsigned a = 0; a < gimple_call_num_args (call); a++)
    found += is_line_of (gimple_call_arg (call, a), log);
  for (unsigned a = 0; a < gimple_call_num_args (call) && found <= log->lines; a++) {
    tree value = gimple_call_arg (call, a);
    if (is_line_of (value, log) && is_wide (TREE_TYPE (value)))
      gimple_call_set_arg (call, a, build_int_cst (line_type (TREE_TYPE (value)), SOME_LINE));
  }
}

void
normalise_log_lines (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    const struct log_call *log = call && !gimple_call_internal_p (call)
                                     ? logs.get (get_pure_location (gimple_location (call)))
                                     : NULL;
    tree callee = log ? gimple_call_fndecl (call) : NULL_TREE;
    if (log && log->lines && log->callee == (callee ? DECL_UID (callee) : 0))
      replace_lines (call, log);
  }
}
