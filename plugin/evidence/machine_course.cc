/* What a run of main does whatever happens: the blocks that call something, and the functions of the unit, that every way which passes comes to.

   A test that one such way leaves out may never run.  Each way keeps what it came to as bits; where it passes, what it did not come to
   is none of what they have in common.  See machine.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

#define WORD_BITS 64

static bool
is_set (const vec<uint64_t> &bits, unsigned n)
{
  return n / WORD_BITS < bits.length () && bits[n / WORD_BITS] >> n % WORD_BITS & 1;
}

static void
set_bit (vec<uint64_t> *bits, unsigned n)
{
  while (bits->length () <= n / WORD_BITS)
    bits->safe_push (0);
  (*bits)[n / WORD_BITS] |= (uint64_t) 1 << n % WORD_BITS;
}

void
course_note (struct state *s, void *what)
{
  if (!run.course)
    return;
  bool existed;
  unsigned &n = run.course->numbers.get_or_insert (what, &existed);
  if (!existed)
    n = run.course->numbers.elements () - 1;
  set_bit (&s->came_to, n);
  set_bit (&run.course->ever, n);
}

void
course_enter (struct state *s, basic_block block)
{
  if (run.course && course_is_noted (block))
    course_note (s, block);
}

void
course_pass (struct state *s)
{
  if (!run.course)
    return;
  struct course *c = run.course;
  if (!c->passed)
    c->always.safe_splice (s->came_to);
  for (unsigned i = 0; i < c->always.length (); i++)
    c->always[i] &= i < s->came_to.length () ? s->came_to[i] : 0;
  c->passed = true;
}

void
course_runs (struct state *s)
{
  static char runs;
  course_note (s, &runs);
  if (run.course)
    run.course->runs = &runs;
}

bool
course_was (const struct state *before, const struct state *now)
{
  for (unsigned i = 0; i < before->came_to.length (); i++)
    if (before->came_to[i] & ~(i < now->came_to.length () ? now->came_to[i] : 0))
      return false;
  return true;
}

/* Whether STMT calls something that is none of the system's, or a framework's, or says which tests a framework runs.  */
static bool
matters (gimple *stmt)
{
  if (!is_gimple_call (stmt)) {
    return gimple_assign_single_p (stmt) && sink_of_place (gimple_assign_lhs (stmt));
  }
  tree callee = gimple_call_fndecl (stmt);
  if (!callee || !is_system (callee) || sink_of (callee))
    return true;
  for (unsigned i = 0; i < gimple_call_num_args (stmt); i++) {
    tree t = gimple_call_arg (stmt, i);
    tree base = TREE_CODE (t) == ADDR_EXPR ? get_base_address (TREE_OPERAND (t, 0)) : NULL_TREE;
    if (base && sink_of_variable (base))
      return true;
  }
  return false;
}

bool
course_is_noted (basic_block block)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (matters (gsi_stmt (i)))
      return true;
  return false;
}

bool
course_always (struct course *c, void *what)
{
  unsigned *n = c->numbers.get (what);
  return n && is_set (c->always, *n);
}

bool
course_ever (struct course *c, void *what)
{
  unsigned *n = c->numbers.get (what);
  return n && is_set (c->ever, *n);
}
