/* References: which test functions there are, and what each would notice.

   Every function of the unit that nobody in it calls, or whose address is taken (so do frameworks register tests), or that main
   calls without arguments, is run by the machine (machine.cc) in a forked child; from the accepting sets follow the grades.
   docs/test-evidence.md explains them.

   To see what was found: loadbearing dump OBJECT.  */
#include "gcc-compat.h"

#include "answer.h"
#include "child.h"
#include "forgotten.h"
#include "machine.h"
#include "main_run.h"
#include "references.h"
#include "references_grades.h"
#include "references_looks.h"
#include "registration.h"
#include "selection.h"
#include "session.h"
#include "setups.h"
#include "sinks.h"
#include "subjects.h"
#include "test_functions.h"

/* ---- Which functions are tests.  */

/* Whether something of the unit runs NODE, or hands it to who may.  */
static bool
is_registered (cgraph_node *node)
{
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (e->caller != node)
      return true;
  return is_handed_out (node) || is_main (node) || DECL_STATIC_CONSTRUCTOR (node->decl);
}

/* Where DECL is written.  A framework's macro that makes a test stands in a system header, the test does not.  */
static location_t
written_at (tree decl)
{
  return linemap_resolve_location (line_table, DECL_SOURCE_LOCATION (decl), LRK_MACRO_EXPANSION_POINT, NULL);
}

static bool
is_test (cgraph_node *node)
{
  if (DECL_EXTERNAL (node->decl) || is_subject (node->decl) || DECL_IS_UNDECLARED_BUILTIN (node->decl)
      || in_system_header_at (written_at (node->decl)))
    return false;
  /* What nobody needs of a file that the test includes is no test.  */
  expanded_location place = expand_location (DECL_SOURCE_LOCATION (node->decl));
  if (place.file && main_input_filename && strcmp (place.file, main_input_filename) != 0 && !is_registered (node))
    return false;
  bool called = false, by_main = false;
  for (cgraph_edge *e = node->callers; e; e = e->next_caller) {
    called |= e->caller != node;
    by_main |= is_main (e->caller);
  }
  if (!called || is_main (node))
    return true;
  /* A test that a suite runs, and no helper of such tests.  */
  if (sink_of_type (TREE_TYPE (TREE_TYPE (node->decl))))
    for (cgraph_edge *e = node->callers; e; e = e->next_caller)
      if (!sink_of_type (TREE_TYPE (TREE_TYPE (e->caller->decl))))
        return true;
  if (by_main && !DECL_ARGUMENTS (node->decl) && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (node->decl))))
    return true;
  return is_handed_out (node);
}

/* ---- What no way leads to.  */

/* Stands in the answer before an assertion that is not reached; no test is called so.  */
#define GAP_MARK "\1"

/* The same before the name of a test that nothing runs, and why.  */
#define IDLE_MARK "\2"

/* The same before the name of a function that runs tests, or hears of them, and which of both.  */
#define HEARING_MARK "\3"

/* Whether CALL fails by what it compares, and not by being called.  */
static bool
compares (gimple *stmt)
{
  const struct sink *sink = sink_of_call (stmt);
  return sink && sink->mode == MODE_ASSERTS
         && ((sink->kind != SINK_NONE && sink->kind < SINK_FAILS) || sink->kind == SINK_HOLDS);
}

static bool
fails (basic_block block)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    const struct sink *sink = sink_of_call (gsi_stmt (i));
    if (sink && sink->kind == SINK_FAILS)
      return true;
  }
  return false;
}

/* The place of the first assertion of BLOCK, or UNKNOWN_LOCATION.  */
static location_t
assertion_in (basic_block block)
{
  gimple *last = NULL;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    last = gsi_stmt (i);
    if (compares (last))
      return gimple_location (last);
  }
  edge e;
  edge_iterator i;
  if (last && gimple_code (last) == GIMPLE_COND)
    FOR_EACH_EDGE (e, i, block->succs)
  if (fails (e->dest))
    return gimple_location (last);
  return UNKNOWN_LOCATION;
}

/* The first assertion in NODE, a test that was followed to its end on all its ways, that none of them met.  */
static void
send_gap (struct strbuf *answer, cgraph_node *node)
{
  location_t first = UNKNOWN_LOCATION;
  basic_block block;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  {
    location_t place = block->flags & BB_VISITED ? UNKNOWN_LOCATION : assertion_in (block);
    if (place != UNKNOWN_LOCATION
        && (first == UNKNOWN_LOCATION || expand_location (place).line < expand_location (first).line))
      first = place;
  }
  if (first == UNKNOWN_LOCATION)
    return;
  expanded_location place = expand_location (first);
  answer_text (answer, GAP_MARK);
  answer_text (answer, linkage_name (node->decl));
  answer_text (answer, place.file ? place.file : "");
  answer_number (answer, (unsigned) place.line);
  answer_number (answer, (unsigned) place.column);
}

/* Whether a run of NODE can tell anything: that it calls a function outside the unit, or does not come to an assertion of its own.  */
static bool
may_tell (cgraph_node *node)
{
  basic_block block;
  if (machine_calls_others (node))
    return true;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  if (assertion_in (block) != UNKNOWN_LOCATION)
    return true;
  return false;
}

/* Whether what is called before a test calls a function outside of the unit.  */
static bool
prepares_by_others (const struct preparation *p)
{
  for (unsigned i = 0; p && i < p->setups.length (); i++)
    if (machine_calls_others (p->setups[i].node))
      return true;
  return false;
}

/* What the function that STMT calls says of tests: SINK_REPORTS, SINK_TELLS, SINK_RUNS, or SINK_NONE.  */
static enum sink_kind
says_of_tests (gimple *stmt)
{
  const struct sink *sink = sink_of_call (stmt);
  return sink && sink->kind >= SINK_REPORTS && sink->kind <= SINK_RUNS ? sink->kind : SINK_NONE;
}

/* Whether NODE runs tests by a framework; *USES gets whether it uses something of what says whether these failed.  Where another unit has main,
   that may ask for what this one does not.  */
static bool
runs_tests (cgraph_node *node, bool has_main, bool *uses)
{
  basic_block block;
  bool runs = false, says = false;
  for (int seen = 0; seen < 2; seen++) {
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
      enum sink_kind kind = says_of_tests (gsi_stmt (i));
      if (kind == SINK_NONE)
        continue;
      tree to = gimple_call_lhs (gsi_stmt (i));
      runs |= kind == SINK_REPORTS || (kind == SINK_RUNS && has_main);
      says |= kind != SINK_RUNS;
      *uses |= seen && kind != SINK_RUNS && to && (TREE_CODE (to) != SSA_NAME || !has_zero_uses (to));
    }
    /* What is used is known of a body in SSA form only.  */
    if (!says || !machine_body (node->decl))
      break;
  }
  return runs;
}

static void
send_hearing (struct strbuf *answer, cgraph_node *node, enum test_flag flag)
{
  answer_text (answer, HEARING_MARK);
  answer_text (answer, linkage_name (node->decl));
  answer_number (answer, flag);
}

/* Whether the unit runs tests by a framework, or calls those that say themselves whether they failed, and nothing comes of what is said.  What each
   function does with the tests of other units goes into the ANSWER; into DEAF_RUNS the calls that run tests of whose failures nothing comes.  */
static bool
is_unheard (struct main_run *main_run, hash_set<gimple *> *deaf_runs, struct strbuf *answer)
{
  cgraph_node *node;
  bool runs = false, uses = false, calls = false;
  auto_vec<cgraph_node *> runners, hearers;
  FOR_EACH_FUNCTION (node)
  if (has_flow (node)) {
    bool heard = false;
    if (runs_tests (node, main_run->main != NULL, &heard))
      runners.safe_push (node);
    if (heard)
      hearers.safe_push (node);
    uses |= heard;
    calls |= node->callers && sink_of_type (TREE_TYPE (TREE_TYPE (node->decl)));
  }
  runs = !runners.is_empty ();
  bool deaf = (runs || calls || uses) && main_run->main && main_run_is_deaf (main_run);
  bool over = machine_ends_unheard (main_run->main != NULL);
  deaf |= over;
  if (runs && uses && !deaf && main_run->main)
    deaf = main_run_find_deaf (main_run, deaf_runs);
  for (unsigned i = 0; i < runners.length (); i++)
    send_hearing (answer, runners[i], TEST_RUNS);
  for (unsigned i = 0; i < hearers.length () && !deaf; i++)
    send_hearing (answer, hearers[i], TEST_HEARS);
  return over || (runs && !uses) || ((runs || calls) && deaf);
}

/* Why nothing runs TEST, or not for certain; or NULL.  REGISTRATIONS, of whatever is written down and of what happens for certain, are made when they are
   asked for.  */
static const char *
why_idle (cgraph_node *test, struct main_run *main_run, struct registration **registrations,
          struct selection *selection)
{
  const struct sink *sink = sink_of (test->decl);
  const char *why = NULL;
  if (sink && sink->kind == SINK_DISABLED)
    return "its name disables it";
  if (selection_replaces (selection, test))
    return "what stands for it says that it is ignored";
  if ((why = main_run_leaves_out (main_run, test)))
    return why;
  if (is_main (test) || (test->callers && !test->address_taken))
    return NULL;
  /* Who registers it, if anybody does, is in another unit.  */
  if (TREE_PUBLIC (test->decl) && !test->address_taken && TREE_CODE (TREE_TYPE (test->decl)) != METHOD_TYPE)
    return NULL;
  if ((why = selection_leaves_out (selection, test)))
    return why;
  if (!test->address_taken || test->callers || TREE_CODE (TREE_TYPE (test->decl)) == METHOD_TYPE)
    return NULL;
  for (unsigned i = 0; i < (main_run->course.passed ? 2 : 1); i++) {
    if (!registrations[i])
      registrations[i] = registration_find (main_run->main != NULL, i ? &main_run->course : NULL, NULL);
    if (registration_leaves_out (registrations[i], test, &why))
      return why;
  }
  return NULL;
}

/* MAIN is too long to be followed: adds what it runs, and can be looked at by itself, to TESTS.  False if there is nothing of that kind.  */
static bool
add_parts (cgraph_node *main, auto_vec<cgraph_node *> *tests)
{
  unsigned before = tests->length ();
  for (cgraph_edge *e = main->callees; e; e = e->next_callee)
    if (has_flow (e->callee) && machine_body (e->callee->decl) && machine_is_part_of_main (e->callee))
      tests->safe_push (e->callee);
  return tests->length () > before;
}

/* What is asked of the unit's tests.  */
struct inquiry {
  struct strbuf *answer;
  struct main_run main_run;
  auto_vec<cgraph_node *> tests;
  bool unheard, whole; /* nobody hears failures; main is followed from its start */
  struct registration *registrations[2];
  hash_set<gimple *> deaf_runs; /* the calls that run tests of whose failures nothing comes */
  struct registration *heard;   /* what the others run; or NULL */
  struct selection *selection;
};

/* Finds the tests of the unit, and follows its main.  */
static void
find_tests (struct inquiry *q)
{
  cgraph_node *node;
  struct main_run *run = &q->main_run;
  run->caught_before = run->followed = run->caught_signal = run->caught_exit = run->forks = run->reads_count = false;
  run->splits = false;
  run->handled = 0;
  run->course.passed = false;
  run->course.runs = NULL;
  run->main = NULL;
  run->tried = run->passes = false;
  run->good = 0;
  FOR_EACH_FUNCTION (node)
  {
    if (!has_flow (node))
      continue;
    if (is_main (node) && machine_body (node->decl))
      main_run_follow (run, node);
    if (is_main (node))
      q->tests.safe_insert (0, node);
    else if (is_test (node))
      q->tests.safe_push (node);
  }
  main_run_find_heard (run, &q->tests);
  q->unheard = is_unheard (run, &q->deaf_runs, q->answer);
  q->whole = main_run_is_whole (run, q->tests);
  q->registrations[0] = q->registrations[1] = q->heard = NULL;
  q->selection = selection_find (run);
}

/* What a run of TEST starts from, and what that refers to.  */
struct start {
  struct question question;
  auto_vec<struct counter> counters;
  auto_vec<tree> rows;
  auto_vec<HOST_WIDE_INT> passing;
  struct preparation preparation;
  unsigned budget;
  bool left_out; /* what is called before it says that it is not to run */
};

/* Whether TEST is run by calls only of whose failures nothing comes.  */
static bool
is_run_unheard (struct inquiry *q, cgraph_node *test)
{
  const char *why;
  if (q->deaf_runs.is_empty () || !test->address_taken || test->callers
      || TREE_CODE (TREE_TYPE (test->decl)) == METHOD_TYPE)
    return false;
  if (!q->heard)
    q->heard = registration_find (true, NULL, &q->deaf_runs);
  return registration_leaves_out (q->heard, test, &why);
}

static void
prepare (struct inquiry *q, cgraph_node *test, struct start *start)
{
  struct main_run *run = &q->main_run;
  struct question *question = &start->question;
  struct course *course = run->course.passed ? &run->course : NULL;
  bool main = is_main (test);
  memset (question, 0, sizeof *question);
  start->left_out = false;
  main_run_counters (run, q->tests, test, &start->counters);
  question->counters = &start->counters;
  question->heard = &run->heard;
  question->skip = main && !q->whole;
  question->from_start = main && q->whole;
  question->alone = main && course;
  start->budget = machine_budget (test);
  if (machine_find_rows (test, course, &start->rows)) {
    question->rows = &start->rows;
    start->budget *= start->rows.length ();
  }
  if (!main && setups_find (test, course, &start->preparation)) {
    question->preparation = &start->preparation;
    for (unsigned k = 0; k < start->preparation.setups.length (); k++)
      start->budget += machine_budget (start->preparation.setups[k].node);
  }
  question->survey = true;
  question->result = main_run_result (run, test, &question->jump_fails);
  question->steps = MIN (STEPS_SURVEY * MAX (start->rows.length (), 1), start->budget);
  bool survives = main_run_survives (run, test);
  question->caught_signal = survives || (main ? run->caught_before : run->caught_signal);
  question->handled = main ? 0 : run->handled;
  question->caught_exit = survives || (!main && run->caught_exit);
  question->unheard = q->unheard || is_run_unheard (q, test) || selection_comes_late (test)
                      || failures_are_forgotten (test);
  /* A failure may be the very end that is expected.  */
  question->must_end = selection_expects_end (q->selection, test);
  if (question->must_end || selection_expects_failure (q->selection, test))
    question->unheard = question->caught_signal = question->caught_exit = true;
}

/* Runs TEST once more in M, as QUESTION asks now.  */
static void
run_again (struct machine *m, cgraph_node *test, const struct question *question)
{
  machine_release (m);
  machine_run (m, test, question);
}

/* Surveys TEST, in M: once more where it was not understood as it was asked.  */
static void
survey (struct inquiry *q, cgraph_node *test, struct start *start, struct machine *m)
{
  struct question *question = &start->question;
  /* Where it cannot be followed to its end, each function is looked at anyway.  */
  question->enough = start->counters.is_empty () ? machine_gave_up : NULL;
  machine_run (m, test, question);
  if (m->gave_up && is_main (test) && add_parts (test, &q->tests)) {
    question->skip = question->parts = true;
    question->from_start = false;
    run_again (m, test, question);
  }
  /* What makes the object may be too much to be followed.  */
  if (question->preparation && start->preparation.setups[0].makes && (m->gave_up || !m->passed || !m->prepared)) {
    start->preparation.setups.ordered_remove (0);
    if (start->preparation.setups.is_empty ())
      question->preparation = NULL;
    run_again (m, test, question);
  }
  /* What is called before it was not understood, or does not end.  */
  if (question->preparation && (m->gave_up || !m->passed || !m->prepared)) {
    start->left_out = m->left_out && !m->gave_up && !m->prepared;
    question->preparation = NULL;
    run_again (m, test, question);
  }
  question->enough = NULL;
  main_run_passing (&q->main_run, test, *m->given, &start->passing);
  if (!start->passing.is_empty ()) {
    question->passing = &start->passing;
    run_again (m, test, question);
  }
  if (m->counter_reset) {
    question->counters = NULL;
    run_again (m, test, question);
  }
  question->survey = false;
}

static void
send_idle (struct strbuf *answer, cgraph_node *test, const char *why)
{
  answer_text (answer, IDLE_MARK);
  answer_text (answer, linkage_name (test->decl));
  answer_text (answer, why);
}

/* Answers what TEST would notice.  */
static void
ask (struct inquiry *q, cgraph_node *test)
{
  struct machine m;
  struct start start;
  bool registered = is_registered (test);
  prepare (q, test, &start);
  if (const char *why = why_idle (test, &q->main_run, q->registrations, q->selection)) {
    registered = false;
    send_idle (q->answer, test, why);
  }
  if (!(may_tell (test) || prepares_by_others (start.question.preparation)) || !machine_body (test->decl))
    return;
  survey (q, test, &start, &m);
  if (start.left_out) {
    registered = false;
    send_idle (q->answer, test, "what is called before it says each time that it failed");
  }
  if (m.gave_up)
    machine_add_calls (&m, test);
  look_closer (q->answer, &m, test, start.question, start.budget, registered);
  if (!m.gave_up && m.passed && !start.question.rows && !is_main (test) && !lang_GNU_CXX ())
    send_gap (q->answer, test);
  machine_release (&m);
}

static void
work (void *, struct strbuf *answer)
{
  struct inquiry q;
  q.answer = answer;
  find_tests (&q);
  /* Parts of a main that is too long are added on the way.  */
  for (unsigned i = 0; i < q.tests.length (); i++)
    ask (&q, q.tests[i]);
  registration_release (q.registrations[0]);
  registration_release (q.registrations[1]);
  registration_release (q.heard);
  selection_release (q.selection);
}

/* ---- Reading the answer.  */

static void
read_reference (struct answer_reader *r, const char *test, struct reference_facts *to)
{
  memset (to, 0, sizeof *to);
  to->test = memory_copy_text (test);
  to->callee = memory_copy_text (answer_read_text (r));
  const char *file = answer_read_text (r);
  to->file = file && file[0] ? policy_relative (session.policy, file) : memory_copy_text ("");
  to->line = answer_read_number (r);
  to->column = answer_read_number (r);
  to->grade = (enum test_grade) answer_read_number (r);
  to->registered = answer_read_number (r) != 0;
  to->reason = memory_copy_text (answer_read_text (r));
  unsigned count = answer_read_number (r);
  for (unsigned i = 0; i < count; i++) {
    const char *name = answer_read_text (r), *accepts = answer_read_text (r);
    if (!accepts)
      break;
    to->outputs = (struct reference_output *) memory_grow (to->outputs, to->outputs_count + 1, sizeof *to->outputs);
    to->outputs[to->outputs_count].name = memory_copy_text (name);
    to->outputs[to->outputs_count++].accepts = memory_copy_text (accepts);
  }
}

static void
read_gap (struct answer_reader *r)
{
  struct test_gap gap;
  const char *test = answer_read_text (r), *file = answer_read_text (r);
  gap.file = file && file[0] ? policy_relative (session.policy, file) : memory_copy_text ("");
  gap.line = answer_read_number (r);
  gap.column = answer_read_number (r);
  gap.reason = memory_copy_text ("has an assertion that is never reached: no way through the test leads to it");
  test_functions_add_gap (test ? test : "", &gap);
}

const char *
references_observe (struct unit_facts *u)
{
  struct child child;
  subjects_begin (u);
  struct strbuf answer = STRBUF_INIT;
  const char *why = "the compiler could not start another process";
  if (child_start (&child, work, NULL))
    why = child_finish (&child, &answer);
  if (why) {
    strbuf_release (&answer);
    return why;
  }
  struct answer_reader r = answer_reader (&answer);
  while (const char *test = answer_read_text (&r)) {
    if (strcmp (test, IDLE_MARK) == 0) {
      const char *name = answer_read_text (&r), *reason = answer_read_text (&r);
      if (reason)
        test_functions_add_idle (name, reason);
      continue;
    }
    if (strcmp (test, HEARING_MARK) == 0) {
      const char *name = answer_read_text (&r);
      test_functions_add_flag (name ? name : "", (enum test_flag) answer_read_number (&r));
      continue;
    }
    if (strcmp (test, GAP_MARK) == 0) {
      read_gap (&r);
      continue;
    }
    u->references = (struct reference_facts *) memory_grow (u->references, u->references_count + 1,
                                                            sizeof *u->references);
    read_reference (&r, test, &u->references[u->references_count++]);
  }
  strbuf_release (&answer);
  return NULL;
}
