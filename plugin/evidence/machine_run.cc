/* A run of the machine from its beginning to its end: what it is asked, and the first way.  See machine.h and machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"

void
set_question (const struct question *question)
{
  run.counters = question->counters;
  run.met = question->met;
  run.result = question->result;
  run.passing = question->passing;
  run.jump_fails = question->jump_fails;
  run.heard = question->heard;
  run.pretence = question->pretence;
  run.skipping = question->skip;
  run.parts = question->parts;
  run.from_start = question->from_start;
  run.constructed = question->constructed;
  run.awaited = question->awaited;
  /* Whatever is waited for is none of what is called before.  */
  run.focused = question->awaited ? error_mark_node : question->focus;
  run.surveying = question->survey;
  run.idle = question->idle;
  run.each_result = question->each_result;
  run.steady = question->steady;
  run.views = question->views;
  run.alike = question->alike;
  run.patient = question->patient;
  run.only = question->only;
  run.unheard = question->unheard;
  run.must_end = question->must_end;
  run.course = question->course;
  run.alone = question->alone;
  run.rows = question->rows;
  run.preparation = question->preparation;
  run.steps_maximum = question->steps;
  abroad_start ();
}

void
machine_run (struct machine *machine, cgraph_node *test, const struct question *question)
{
  if (question->resumes) {
    awaited_resume (machine, question);
    return;
  }
  run.m = machine;
  /* Of the symbols those that there are.  */
  memset (run.m, 0, offsetof (struct machine, symbols));
  run.m->expected = accepting_none ();
  run.m->calls = new auto_vec<struct call_site>;
  run.m->later = new auto_vec<tree>;
  run.m->alike = new auto_vec<tree>;
  run.m->mocks = new auto_vec<char *>;
  run.m->given = new auto_vec<HOST_WIDE_INT>;
  run.regions = new auto_vec<struct region>;
  run.regions_of = new hash_map<void *, int>;
  memset (run.regions_behind, -1, sizeof run.regions_behind);
  run.pending = new auto_vec<struct state *>;
  run.shared = find_shared (test, question->preparation);
  set_question (question);
  run.parted = false;
  run.steps = run.next_opaque = 0;
  sinks_start ();
  derived_start ();
  regions_start ();
  formats_start ();
  steady_start ();
  alike_start ();
  earlier_start ();
  if (question->views)
    views_start ();
  struct state *s = make_state ();
  s->touched = s->last_mask = 0;
  s->last_known = true; /* what fails before any condition fails whatever the functions do */
  s->expected = s->missed = false;
  s->failing = FAILING_AWAITED;
  s->caught_signal = question->caught_signal;
  s->caught_exit = question->caught_exit || destructor_escapes ();
  s->handled = question->handled;
  s->filed = 0;
  s->abroad = false;
  s->epoch = 0;
  s->world = 0;
  s->forgot = 0;
  s->results = s->earlier = 0;
  s->called = s->focus_called = s->tired = s->doubted = false;
  s->forgotten = 0;
  s->swallowed = 0;
  s->empty = false;
  s->parent = NULL;
  s->over = s->unsure = s->focus_called_here = false;
  s->unsure_mask = 0;
  s->row = s->children = s->constructors = 0;
  s->status = s->ending = unknown (0);
  s->current = test->decl;
  if (run.from_start)
    set_initial (s);
  if (begin_test (s, test) && (!run.constructed || push_constructor (s))) {
    if (run.awaited)
      awaited_before (s);
    run_path (s);
  } else
    free_state (s);
  run_pending (question);
  settle_empty ();
  forget_joins ();
  delete run.regions_of;
  delete run.regions;
  delete run.pending;
}

bool
machine_may_pass (const struct machine *m)
{
  return m->gave_up || m->passed || m->passed_empty;
}

bool
machine_gave_up (const struct machine *m)
{
  return m->gave_up;
}

bool
has_flow (cgraph_node *node)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  return node->has_gimple_body_p () && !node->alias && !node->thunk && fun && fun->cfg;
}

bool
machine_may_fail (const struct machine *m)
{
  return m->gave_up || m->failed;
}

void
machine_release (struct machine *machine)
{
  for (int i = 0; i < machine->symbols_count; i++) {
    accepting_release (&machine->symbols[i].all);
    accepting_release (&machine->symbols[i].accepts);
    accepting_release (&machine->symbols[i].prepared);
  }
  accepting_release (&machine->expected);
  delete machine->calls;
  while (machine->mocks && !machine->mocks->is_empty ())
    free (machine->mocks->pop ());
  delete machine->mocks;
  delete machine->given;
  delete machine->later;
  delete machine->alike;
}
