/* References: which test functions there are, and what each would notice.

   Every function of the unit that nobody in it calls, or whose address is taken (so do frameworks register tests), or that main
   calls without arguments, is run by the machine (machine.cc) in a forked child; from the accepting sets follow the grades.
   docs/test-evidence.md explains them.

   To see what was found: loadbearing dump OBJECT.  */
#include "gcc-compat.h"

#include "answer.h"
#include "child.h"
#include "machine.h"
#include "machine_views.h"
#include "main_run.h"
#include "references.h"
#include "references_grades.h"
#include "registration.h"
#include "selection.h"
#include "session.h"
#include "sinks.h"
#include "subjects.h"
#include "test_functions.h"

/* ---- Which functions are tests.  */

static bool
has_body (cgraph_node *node)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  return node->has_gimple_body_p () && !node->alias && !node->thunk && fun && fun->cfg;
}

/* Whether something of the unit runs NODE, or hands it to who may.  */
static bool
is_registered (cgraph_node *node)
{
  struct ipa_ref *reference;
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (e->caller != node)
      return true;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (reference->use == IPA_REF_ADDR)
      return true;
  return is_main (node) || DECL_STATIC_CONSTRUCTOR (node->decl);
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
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (reference->use == IPA_REF_ADDR)
      return true;
  return false;
}

/* ---- What no way leads to.  */

/* Stands in the answer before an assertion that is not reached; no test is called so.  */
#define GAP_MARK "\1"

/* The same before the name of a test that nothing runs, and why.  */
#define IDLE_MARK "\2"

/* Whether CALL fails by what it compares, and not by being called.  */
static bool
compares (gimple *stmt)
{
  tree callee = is_gimple_call (stmt) ? gimple_call_fndecl (stmt) : NULL_TREE;
  const struct sink *sink = callee && DECL_NAME (callee) ? sink_of (callee) : NULL;
  return sink && sink->mode == MODE_ASSERTS
         && ((sink->kind != SINK_NONE && sink->kind < SINK_FAILS) || sink->kind == SINK_HOLDS);
}

static bool
fails (basic_block block)
{
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    tree callee = is_gimple_call (gsi_stmt (i)) ? gimple_call_fndecl (gsi_stmt (i)) : NULL_TREE;
    const struct sink *sink = callee && DECL_NAME (callee) ? sink_of (callee) : NULL;
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

/* Whether an assertion of ONE rests on what the function in focus stores.  */
static bool
asserts_stored (const struct machine *one)
{
  for (int i = 0; i < one->symbols_count; i++)
    if ((one->symbols[i].kind == OUTPUT_ARGUMENT || one->symbols[i].kind == OUTPUT_GLOBAL) && one->symbols[i].callee
        && !accepts_all (&one->symbols[i]))
      return true;
  return false;
}

static bool
is_of (const struct symbol *y, const struct output *output)
{
  return y->kind == output->kind && y->global == output->global
         && (y->kind != OUTPUT_ARGUMENT || y->argument == output->argument);
}

/* The symbols of FROM that belong to OUTPUT of CALLEE become the last ones of TO.  False if there is no room for them.  */
static bool
take_symbols (struct machine *to, const struct machine *from, tree callee, const struct output *output)
{
  int at[SYMBOLS_MAXIMUM];
  for (int i = 0; i < from->symbols_count; i++) {
    const struct symbol *y = &from->symbols[i];
    at[i] = -1;
    if (y->callee != callee || !is_of (y, output))
      continue;
    if (to->symbols_count == SYMBOLS_MAXIMUM)
      return false;
    struct symbol *copy = &to->symbols[at[i] = to->symbols_count++];
    *copy = *y;
    copy->parent = y->parent >= 0 ? at[y->parent] : -1;
    copy->all = accepting_copy (&y->all);
    copy->accepts = accepting_copy (&y->accepts);
  }
  return true;
}

/* Adds to OUTPUTS what CALLEE stores through its arguments and no way of ONE asked for: all may have ended before.  */
static void
add_unasked (const struct machine *one, tree callee, auto_vec<struct output> *outputs)
{
  unsigned written = 0;
  for (unsigned i = 0; i < one->calls->length (); i++)
    if ((*one->calls)[i].callee == callee)
      written |= (*one->calls)[i].written;
  for (unsigned i = 0; i < outputs->length (); i++)
    if ((*outputs)[i].kind == OUTPUT_ARGUMENT)
      written &= ~(1u << MIN ((*outputs)[i].argument, 31));
  for (unsigned i = 0; i < 31; i++)
    if (written >> i & 1) {
      struct output output = { OUTPUT_ARGUMENT, i, NULL_TREE };
      outputs->safe_push (output);
    }
}

/* No way through TEST passed with constants for all outputs of the function in focus, as ONE has it.  That says nothing of each of them: it is
   asked of one after the other, with the others unknown.  */
static void
tell_outputs_apart (struct machine *one, cgraph_node *test, struct question question)
{
  auto_vec<struct output> outputs;
  struct machine *apart = XCNEW (struct machine);
  for (int i = 0; i < one->symbols_count; i++) {
    const struct symbol *y = &one->symbols[i];
    struct output output = { y->kind, y->argument, y->global };
    bool known = y->callee != question.focus || y->kind == OUTPUT_CALLS || y->kind == OUTPUT_ENDING;
    for (unsigned k = 0; k < outputs.length (); k++)
      known |= is_of (y, &outputs[k]);
    if (!known)
      outputs.safe_push (output);
  }
  add_unasked (one, question.focus, &outputs);
  bool all = true;
  for (unsigned k = 0; k < outputs.length () && outputs.length () > 1; k++) {
    struct machine m;
    question.only = &outputs[k];
    machine_run (&m, test, &question);
    all &= take_symbols (apart, &m, question.focus, &outputs[k]);
    one->gave_up |= m.gave_up;
    if (!one->why)
      one->why = m.why;
    machine_release (&m);
  }
  /* What is expected to be called a constant never calls.  */
  struct output calls = { OUTPUT_CALLS, 0, NULL_TREE };
  all &= take_symbols (apart, one, question.focus, &calls);
  for (int i = 0; i < one->symbols_count && !all; i++) {
    accepting_release (&one->symbols[i].accepts);
    one->symbols[i].accepts = accepting_copy (&one->symbols[i].all);
  }
  if (outputs.length () > 1 && all) {
    struct machine joint = *one;
    memcpy (one->symbols, apart->symbols, sizeof one->symbols);
    one->symbols_count = apart->symbols_count;
    *apart = joint;
  }
  apart->expected = accepting_none ();
  apart->calls = NULL;
  apart->later = NULL;
  apart->mocks = NULL;
  machine_release (apart);
  free (apart);
}

static bool
gave_up (const struct machine *m)
{
  return m->gave_up;
}

/* TEST once more, with the function in focus storing nothing.  Gives the results with which it is known to pass: with EACH_RESULT, any that are
   right.  */
static struct accepting
run_idle (cgraph_node *test, struct question question, bool each_result, bool *unfinished)
{
  struct machine m;
  struct accepting results = accepting_all (-__builtin_infl (), __builtin_infl (), false, true);
  question.idle = true;
  question.each_result = each_result;
  question.enough = gave_up;
  machine_run (&m, test, &question);
  bool passes = m.passed && !m.guessed && !m.gave_up;
  for (int i = 0; i < m.symbols_count; i++) {
    const struct symbol *y = &m.symbols[i];
    if (y->callee != question.focus)
      continue;
    if (y->kind == OUTPUT_RETURN && each_result)
      continue;
    if (y->kind == OUTPUT_RETURN && y->parent < 0 && y->offset == 0)
      accepting_intersect (&results, &y->accepts);
    /* What stood there is not known, and is asked for.  */
    else if (!accepts_all (y))
      passes = false;
  }
  if (!passes) {
    accepting_release (&results);
    results = accepting_none ();
  }
  *unfinished = m.gave_up;
  machine_release (&m);
  return results;
}

static struct accepting
try_idle (cgraph_node *test, const struct question *question)
{
  bool unfinished;
  struct accepting results = run_idle (test, *question, true, &unfinished);
  if (unfinished) {
    accepting_release (&results);
    results = run_idle (test, *question, false, &unfinished);
  }
  return results;
}

/* What the function that STMT calls says of tests: SINK_REPORTS, SINK_TELLS, SINK_RUNS, or SINK_NONE.  */
static enum sink_kind
says_of_tests (gimple *stmt)
{
  tree callee = is_gimple_call (stmt) ? gimple_call_fndecl (stmt) : NULL_TREE;
  const struct sink *sink = callee ? sink_of (callee) : NULL;
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

/* Whether the unit runs tests by a framework, or calls those that say themselves whether they failed, and nothing comes of what is said.  */
static bool
is_unheard (struct main_run *main_run)
{
  cgraph_node *node;
  bool runs = false, uses = false, calls = false;
  FOR_EACH_FUNCTION (node)
  if (has_body (node)) {
    runs |= runs_tests (node, main_run->main != NULL, &uses);
    calls |= node->callers && sink_of_type (TREE_TYPE (TREE_TYPE (node->decl)));
  }
  return (runs && !uses) || ((runs || calls) && main_run->main && main_run_is_deaf (main_run));
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
  if ((why = main_run_leaves_out (main_run, test)))
    return why;
  if (is_main (test) || (test->callers && !test->address_taken))
    return NULL;
  if ((why = selection_leaves_out (selection, test)))
    return why;
  if (!test->address_taken || test->callers || TREE_CODE (TREE_TYPE (test->decl)) == METHOD_TYPE)
    return NULL;
  for (unsigned i = 0; i < (main_run->course.passed ? 2 : 1); i++) {
    if (!registrations[i])
      registrations[i] = registration_find (main_run->main != NULL, i ? &main_run->course : NULL);
    if (registration_leaves_out (registrations[i], test, &why))
      return why;
  }
  return NULL;
}

/* Whether TEST asks for different results of calls with the same arguments, between which it changes nothing: the function in focus must have
   changed what it was given.  If a constant passes, the same result at every such call does.  */
static bool
asks_for_change (cgraph_node *test, struct question question)
{
  struct machine m;
  struct output result = { OUTPUT_RETURN, 0, NULL_TREE };
  question.steady = true;
  question.only = &result;
  question.enough = machine_may_pass;
  machine_run (&m, test, &question);
  bool asks = !machine_may_pass (&m);
  machine_release (&m);
  return asks;
}

/* Whether calls that TEST expects of the function in focus are known to stay out if that calls nothing, provided that none of those that are
   called later makes them: adds to ONE who these are.  */
static void
look_for_calls (struct machine *one, cgraph_node *test, struct question question)
{
  struct machine m;
  question.patient = true;
  machine_run (&m, test, &question);
  if (!m.passed && !m.gave_up && !m.unnamed && !m.later->is_empty () && !m.mocks->is_empty ()) {
    one->later->safe_splice (*m.later);
    one->waits = true;
  }
  machine_release (&m);
}

/* Whether the address of a function that calls are expected of is taken: then others may call it through a pointer.  */
static bool
is_handed_out (const struct machine *m)
{
  cgraph_node *node;
  struct ipa_ref *reference;
  FOR_EACH_FUNCTION (node)
  for (unsigned i = 0; i < m->mocks->length (); i++)
    if (strcmp (linkage_name (node->decl), (*m->mocks)[i]) == 0)
      for (unsigned k = 0; node->iterate_referring (k, reference); k++)
        if (reference->use == IPA_REF_ADDR)
          return true;
  return false;
}

static bool
is_any_used (const struct machine *one, tree callee)
{
  for (unsigned k = 0; k < one->calls->length (); k++)
    if ((*one->calls)[k].callee == callee && (*one->calls)[k].used)
      return true;
  return false;
}

/* Closer looks at the functions that a test calls.  */
struct looks {
  struct awaited awaited; /* the first member */
  struct machine *survey;
  cgraph_node *test;
  struct question question;
  unsigned budget, left; /* steps, and functions that they are shared out among */
  bool registered;
  const auto_vec<struct view *> *views; /* what functions are seen to store by others */
  struct strbuf *answers;               /* by call of the survey */
};

static bool
is_looked_at (const struct machine *survey, unsigned call)
{
  return (*survey->calls)[call].matters || survey->gave_up;
}

static unsigned
call_of (const struct machine *survey, tree function)
{
  unsigned c = 0;
  while ((*survey->calls)[c].callee != function)
    c++;
  return c;
}

/* How many steps the next look may take.  What one function does not need is left to the others.  Where the survey came to the end, a closer
   look takes about as long.  */
static unsigned
steps_of_look (const struct looks *l)
{
  return MAX (l->left ? l->budget / l->left : 0, l->survey->gave_up ? 0 : 2 * l->survey->steps + 1000);
}

static unsigned
look_at (struct awaited *a, tree function)
{
  struct looks *l = (struct looks *) a;
  unsigned c = call_of (l->survey, function);
  struct question question = l->question;
  struct machine one;
  question.focus = function;
  question.steps = steps_of_look (l);
  question.resumes = true;
  l->left--;
  machine_run (&one, l->test, &question);
  l->budget -= MIN (l->budget, one.steps);
  one.misread = !l->survey->passed;
  if (!one.passed && !one.misread)
    tell_outputs_apart (&one, l->test, question);
  struct accepting idle = accepting_none ();
  bool stores = !one.misread && asserts_stored (&one), met = false;
  question.steps = MAX (question.steps, 2 * one.steps + 1000);
  if (stores)
    idle = try_idle (l->test, &question);
  one.changes = !one.misread && !one.passed && is_any_used (&one, function) && asks_for_change (l->test, question);
  if (one.passed && !one.mocks->is_empty () && !one.later->is_empty () && !is_handed_out (&one)) {
    one.later->truncate (0);
    look_for_calls (&one, l->test, question);
  }
  for (unsigned k = 0; k < one.calls->length (); k++)
    if ((*one.calls)[k].callee == function) {
      answer_reference (&l->answers[c], &one, &(*one.calls)[k], l->registered, stores ? &idle : NULL, l->views);
      met = true;
    }
  if (!met)
    answer_reference (&l->answers[c], &one, &(*l->survey->calls)[c], l->registered, NULL, l->views);
  accepting_release (&idle);
  machine_release (&one);
  return steps_of_look (l);
}

/* Whether CALL gives its function an object, so that that may look into it, or, if STORES, store there.  */
static bool
takes_object (const struct call_site *call, bool stores)
{
  bool takes = false;
  for (tree p = TYPE_ARG_TYPES (TREE_TYPE (call->callee)); p; p = TREE_CHAIN (p)) {
    tree type = TREE_VALUE (p);
    takes |= POINTER_TYPE_P (type) && TREE_CODE (TREE_TYPE (type)) != FUNCTION_TYPE
             && (!stores || !TYPE_READONLY (TREE_TYPE (type)));
  }
  return takes;
}

/* Adds to VIEWS what functions that TEST calls are seen to store by others that SURVEY met more than once.  */
static void
look_through_others (const struct machine *survey, cgraph_node *test, struct question question,
                     auto_vec<struct view *> *views)
{
  struct output result = { OUTPUT_RETURN, 0, NULL_TREE };
  auto_vec<tree> observers;
  bool stored = false;
  for (unsigned c = 0; c < survey->calls->length () && survey->passed && !survey->gave_up; c++) {
    const struct call_site *looks = &(*survey->calls)[c];
    tree type = TREE_TYPE (TREE_TYPE (looks->callee));
    stored |= takes_object (looks, true);
    if (looks->matters && looks->times > 1 && !VOID_TYPE_P (type) && is_gimple_reg_type (type)
        && takes_object (looks, false))
      observers.safe_push (looks->callee);
  }
  if (observers.is_empty () || !stored)
    return;
  struct machine m;
  question.views = true;
  question.steps = 2 * survey->steps + 1000;
  question.enough = gave_up;
  machine_run (&m, test, &question);
  bool finished = !m.gave_up;
  machine_release (&m);
  for (unsigned i = observers.length (); i-- > 0;)
    if (!finished || !views_may_show (observers[i]))
      observers.ordered_remove (i);
  question.only = &result;
  for (unsigned i = 0; i < observers.length (); i++) {
    question.focus = observers[i];
    machine_run (&m, test, &question);
    views_find (&m, observers[i], views);
    machine_release (&m);
  }
}

/* Answers about each call of SURVEY.  QUESTION: what is common to all.  */
static void
look_closer (struct strbuf *answer, struct machine *survey, cgraph_node *test, struct question question,
             unsigned budget, bool registered)
{
  struct looks l;
  auto_vec<struct view *> views;
  look_through_others (survey, test, question, &views);
  l.awaited.reached = look_at;
  l.survey = survey;
  l.test = test;
  l.question = question;
  l.budget = budget;
  l.registered = registered;
  l.views = &views;
  l.answers = XCNEWVEC (struct strbuf, survey->calls->length () + 1);
  for (unsigned c = 0; c < survey->calls->length (); c++)
    if (is_looked_at (survey, c))
      l.awaited.functions.safe_push ((*survey->calls)[c].callee);
  l.left = l.awaited.functions.length ();
  if (l.left) {
    struct machine unmet;
    question.awaited = &l.awaited;
    question.steps = steps_of_look (&l);
    machine_run (&unmet, test, &question);
    unmet.misread = !survey->passed;
    /* What no way comes to.  */
    for (unsigned i = 0; i < l.awaited.functions.length (); i++) {
      unsigned c = call_of (survey, l.awaited.functions[i]);
      answer_reference (&l.answers[c], &unmet, &(*survey->calls)[c], registered, NULL, &views);
    }
    machine_release (&unmet);
  }
  for (unsigned c = 0; c < survey->calls->length (); c++)
    if (is_looked_at (survey, c)) {
      strbuf_add (answer, strbuf_text (&l.answers[c]), l.answers[c].length);
      strbuf_release (&l.answers[c]);
    } else
      answer_reference (answer, survey, &(*survey->calls)[c], registered, NULL, &views);
  free (l.answers);
  for (unsigned i = 0; i < views.length (); i++)
    view_free (views[i]);
}

static void
work (void *, struct strbuf *answer)
{
  struct main_run main_run;
  auto_vec<cgraph_node *> tests;
  cgraph_node *node;
  main_run.followed = main_run.caught_signal = main_run.caught_exit = main_run.forks = main_run.reads_count = false;
  main_run.course.passed = false;
  main_run.course.runs = NULL;
  main_run.main = NULL;
  FOR_EACH_FUNCTION (node)
  {
    if (!has_body (node))
      continue;
    if (is_main (node) && machine_body (node->decl))
      main_run_follow (&main_run, node);
    if (is_test (node))
      tests.safe_push (node);
  }
  bool unheard = is_unheard (&main_run);
  bool whole = main_run_is_whole (&main_run, tests);
  struct registration *registrations[2] = { NULL, NULL };
  struct selection *selection = selection_find (&main_run);
  for (unsigned i = 0; i < tests.length (); i++) {
    struct machine m;
    bool registered = is_registered (tests[i]);
    auto_vec<struct counter> counters;
    main_run_counters (&main_run, tests, tests[i], &counters);
    unsigned budget = machine_budget (tests[i]);
    struct question question;
    memset (&question, 0, sizeof question);
    question.counters = &counters;
    question.skip = is_main (tests[i]) && !whole;
    question.from_start = is_main (tests[i]) && whole;
    question.alone = is_main (tests[i]) && main_run.course.passed;
    question.survey = true;
    question.result = main_run_result (&main_run, tests[i], &question.jump_fails);
    question.steps = MIN (STEPS_SURVEY, budget);
    bool survives = main_run_survives (&main_run, tests[i]);
    question.caught_signal = survives || (!is_main (tests[i]) && main_run.caught_signal);
    question.caught_exit = survives || (!is_main (tests[i]) && main_run.caught_exit);
    question.unheard = unheard;
    const char *idle_why = why_idle (tests[i], &main_run, registrations, selection);
    if (idle_why) {
      registered = false;
      answer_text (answer, IDLE_MARK);
      answer_text (answer, linkage_name (tests[i]->decl));
      answer_text (answer, idle_why);
    }
    if (!may_tell (tests[i]) || !machine_body (tests[i]->decl))
      continue;
    /* Where it cannot be followed to its end, each function is looked at anyway.  */
    question.enough = counters.is_empty () ? gave_up : NULL;
    machine_run (&m, tests[i], &question);
    question.enough = NULL;
    if (m.counter_reset) {
      machine_release (&m);
      question.counters = NULL;
      machine_run (&m, tests[i], &question);
    }
    question.survey = false;
    if (m.gave_up)
      machine_add_calls (&m, tests[i]);
    look_closer (answer, &m, tests[i], question, budget, registered);
    if (!m.gave_up && m.passed && !is_main (tests[i]) && !lang_GNU_CXX ())
      send_gap (answer, tests[i]);
    machine_release (&m);
  }
  registration_release (registrations[0]);
  registration_release (registrations[1]);
  selection_release (selection);
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
  if (child_start (&child, CHILD_BOUNDED, work, NULL))
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
