/* Looking closer at functions from where a run comes to them.

   Until a function is called, nothing depends on what it gives: closer looks at the functions of a test have their beginnings in common.  So one run without a
   focus waits for all of them, and each look is taken up where the run is then, with copies of what the run knows.
   See machine.h and machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"

bool
awaited_is_over (void)
{
  return run.awaited && run.awaited->functions.is_empty ();
}

static void
reached (struct state *s, unsigned at)
{
  tree function = run.awaited->functions[at];
  run.awaited->functions.ordered_remove (at);
  run.at = s;
  run.steps_maximum = run.awaited->reached (run.awaited, function);
}

void
awaited_call (struct state *s, tree callee)
{
  for (unsigned i = 0; i < run.awaited->functions.length (); i++)
    if (run.awaited->functions[i] == callee) {
      reached (s, i);
      return;
    }
}

void
awaited_where (struct state *s, bool (*is) (struct state *s, tree function, const void *data), const void *data)
{
  for (unsigned i = 0; i < run.awaited->functions.length ();)
    if (is (s, run.awaited->functions[i], data))
      reached (s, i);
    else
      i++;
}

struct called {
  const_bitmap calls;
  bool among;
};

static bool
is_called (struct state *, tree function, const void *data)
{
  const struct called *called = (const struct called *) data;
  return bitmap_bit_p (called->calls, DECL_UID (function)) == called->among;
}

void
awaited_calls (struct state *s, const_bitmap calls, bool among)
{
  struct called called = { calls, among };
  awaited_where (s, is_called, &called);
}

static void
copy_machine (struct machine *to, const struct machine *from)
{
  memcpy (to, from, offsetof (struct machine, symbols));
  to->calls = new auto_vec<struct call_site>;
  to->calls->safe_splice (*from->calls);
  to->expected = accepting_copy (&from->expected);
  to->later = new auto_vec<tree>;
  to->later->safe_splice (*from->later);
  to->alike = new auto_vec<tree>;
  to->given = new auto_vec<HOST_WIDE_INT>;
  to->mocks = new auto_vec<char *>;
  for (unsigned i = 0; i < from->mocks->length (); i++)
    to->mocks->safe_push (xstrdup ((*from->mocks)[i]));
  for (int i = 0; i < from->symbols_count; i++) {
    to->symbols[i] = from->symbols[i];
    to->symbols[i].all = accepting_copy (&from->symbols[i].all);
    to->symbols[i].accepts = accepting_copy (&from->symbols[i].accepts);
    to->symbols[i].prepared = accepting_copy (&from->symbols[i].prepared);
  }
}

void
awaited_resume (struct machine *m, const struct question *question)
{
  struct run before = run;
  unsigned regions = run.regions->length (), derived = derived_count (), formats = formats_count (),
           made = sinks_count ();
  void *joins = joins_begin ();
  copy_machine (m, before.m);
  run.m = m;
  set_question (question);
  steady_start ();
  alike_start ();
  run.pending = new auto_vec<struct state *>;
  for (unsigned i = 0; i < before.pending->length (); i++)
    run.pending->safe_push (copy_state ((*before.pending)[i]));
  /* The step that the run is taking is taken again.  */
  run.m->paths--;
  run.steps--;
  run_path (copy_state (before.at));
  run_pending (question);
  settle_empty ();
  joins_end (joins);
  delete run.pending;
  steady_start ();
  sinks_truncate (made);
  formats_truncate (formats);
  derived_truncate (derived);
  regions_truncate (regions);
  run = before;
}
