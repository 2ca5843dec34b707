/* What main makes of its unit's tests: the globals in which it counts failures, and the tests that it runs.

   main is run by the machine with its tests passed over.  See main_run.h.  */
#include "gcc-compat.h"

#include "counters.h"
#include "machine.h"
#include "main_run.h"
#include "sinks.h"
#include "subjects.h"

/* No more functions that run before main are run first.  */
#define CONSTRUCTORS_MAXIMUM 100

/* Of no more tests it is tried whether one of them gives what the others give where they fail.  */
#define ODD_MAXIMUM 12

/* Of no more calls that run tests it is tried whether main hears what they find.  */
#define RUNS_MAXIMUM 24

bool
is_main (const cgraph_node *node)
{
  return DECL_NAME (node->decl) && MAIN_NAME_P (DECL_NAME (node->decl)) && TREE_PUBLIC (node->decl);
}

bool
is_of_main (cgraph_node *node)
{
  static hash_map<cgraph_node *, bool> *known;
  bool existed, of_main = node->callers && !node->address_taken && !DECL_STATIC_CONSTRUCTOR (node->decl)
                          && !DECL_STATIC_DESTRUCTOR (node->decl);
  if (is_main (node))
    return true;
  if (!known)
    known = new hash_map<cgraph_node *, bool>;
  bool &slot = known->get_or_insert (node, &existed);
  if (existed)
    return slot;
  slot = true; /* it calls itself */
  for (cgraph_edge *e = node->callers; e && of_main; e = e->next_caller)
    of_main = is_of_main (e->caller);
  known->put (node, of_main);
  return of_main;
}

static bool
is_within_passed (struct course *c, cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (is_main (node) || seen->add (node))
    return false;
  if (course_ever (c, node->decl))
    return !DECL_ARGUMENTS (node->decl) && is_beside_course (node);
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (is_within_passed (c, e->caller, seen))
      return true;
  return false;
}

bool
is_passed_over (struct course *c, cgraph_node *node)
{
  hash_set<cgraph_node *> seen;
  return is_within_passed (c, node, &seen);
}

/* Whether only main could run what NODE is.  */
static bool
is_for_main (symtab_node *node)
{
  struct ipa_ref *reference;
  bool referred = false;
  if (TREE_PUBLIC (node->decl) || DECL_PRESERVE_P (node->decl))
    return false;
  if (cgraph_node *function = dyn_cast<cgraph_node *> (node)) {
    for (cgraph_edge *e = function->callers; e; e = e->next_caller) {
      referred = true;
      if (!is_main (e->caller))
        return false;
    }
    if (DECL_STATIC_CONSTRUCTOR (node->decl) || DECL_STATIC_DESTRUCTOR (node->decl))
      return false;
  } else if (DECL_SECTION_NAME (node->decl))
    return false;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++) {
    cgraph_node *by = dyn_cast<cgraph_node *> (reference->referring);
    referred = true;
    if (by ? !is_main (by) : reference->referring == node || !is_for_main (reference->referring))
      return false;
  }
  /* Of a table whose elements are read at known places, nothing may be left but these.  */
  return referred || VAR_P (node->decl);
}

/* Whether DECL may count something: a variable that the unit sets, and that may hold a number.  */
static bool
may_count (tree decl)
{
  struct ipa_ref *reference;
  varpool_node *node = varpool_node::get (decl);
  if (!VAR_P (decl) || TREE_READONLY (decl) || POINTER_TYPE_P (TREE_TYPE (decl)) || !node
      || in_system_header_at (DECL_SOURCE_LOCATION (decl)))
    return false;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (reference->use != IPA_REF_LOAD)
      return true;
  return false;
}

/* Whether NODE, or what it calls in the unit, reads something that may count.  */
static bool
reads_count (cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  struct ipa_ref *reference;
  if (seen->add (node))
    return false;
  for (unsigned i = 0; node->iterate_reference (i, reference); i++)
    if (reference->use == IPA_REF_LOAD && may_count (reference->referred->decl))
      return true;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (reads_count (e->callee->ultimate_alias_target (), seen))
      return true;
  return false;
}

/* Whether NODE may be a test that main, whose body FUN is, runs on some ways only, or by a table.  */
static bool
is_optional (cgraph_node *node, function *fun)
{
  struct ipa_ref *reference;
  if (node->decl == fun->decl || !is_for_main (node))
    return false;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    if (!is_a<cgraph_node *> (reference->referring))
      return true;
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (e->call_stmt && dominated_by_p (CDI_DOMINATORS, EXIT_BLOCK_PTR_FOR_FN (fun), gimple_bb (e->call_stmt)))
      return false;
  return node->callers != NULL;
}

/* Whether NODE, or what it calls in the unit, sets a handler of failures.  */
static bool
sets_handler (cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (seen->add (node))
    return false;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    const struct sink *sink = sink_of (e->callee->decl);
    if ((sink && sink->kind == SINK_HANDLES) || sets_handler (e->callee->ultimate_alias_target (), seen))
      return true;
  }
  return false;
}

/* Whether the functions that run before main are few enough to be run first.  Of C++, they make objects.  */
static bool
runs_constructors (void)
{
  cgraph_node *node;
  unsigned count = 0;
  FOR_EACH_FUNCTION (node)
  count += DECL_STATIC_CONSTRUCTOR (node->decl);
  return count > 0 && count <= CONSTRUCTORS_MAXIMUM && !lang_GNU_CXX ();
}

/* Whether something that runs before main sets a handler of failures.  */
static bool
constructors_set_handler (void)
{
  hash_set<cgraph_node *> seen;
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  if (DECL_STATIC_CONSTRUCTOR (node->decl) && sets_handler (node, &seen))
    return true;
  return false;
}

/* Whether it is worth while to follow main, NODE.  */
static bool
is_of_interest (cgraph_node *node)
{
  hash_set<cgraph_node *> seen, set;
  cgraph_node *other;
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  bool found = reads_count (node, &seen) || sets_handler (node, &set) || constructors_set_handler ();
  if (found)
    return true;
  push_cfun (fun);
  calculate_dominance_info (CDI_DOMINATORS);
  FOR_EACH_FUNCTION (other)
  found |= other->has_gimple_body_p () && !other->alias && is_optional (other, fun);
  free_dominance_info (CDI_DOMINATORS);
  pop_cfun ();
  return found;
}

/* Whether NODE is a function of the C library that begins a child process, which runs what follows.  */
static bool
is_fork (cgraph_node *node)
{
  const char *name = node->asm_name ();
  return !node->definition && (!strcmp (name, "fork") || !strcmp (name, "vfork") || !strcmp (name, "daemon"));
}

/* Whether the unit calls such a function.  */
static bool
forks (void)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  if (node->callers && is_fork (node))
    return true;
  return false;
}

/* Whether NODE is run as a test: main calls it, or somebody through its address, and it is given nothing.  */
static bool
is_run_as_test (cgraph_node *node)
{
  bool by_main = node->address_taken;
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    by_main |= is_main (e->caller);
  return by_main && !DECL_ARGUMENTS (node->decl);
}

/* Whether NODE, which forks or calls what does so, may run a test in the child: no test does that itself.  */
static bool
may_run_in_child (cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (seen->add (node))
    return false;
  if (is_main (node) || node->indirect_calls)
    return true;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (e->callee->has_gimple_body_p () && is_run_as_test (e->callee))
      return true;
  if (is_run_as_test (node))
    return false;
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (may_run_in_child (e->caller, seen))
      return true;
  return node->address_taken;
}

/* Whether tests of the unit may be run in children.  */
static bool
splits (void)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  if (is_fork (node)) {
    hash_set<cgraph_node *> seen;
    for (cgraph_edge *e = node->callers; e; e = e->next_caller)
      if (may_run_in_child (e->caller, &seen))
        return true;
  }
  return false;
}

/* Whether NODE, main, has something to choose among: tests that it calls, or that somebody hands out.  */
static bool
may_leave_out (cgraph_node *node)
{
  cgraph_node *other;
  FOR_EACH_FUNCTION (other)
  {
    if (!other->has_gimple_body_p () || other->alias || other == node)
      continue;
    if (other->address_taken)
      return true;
    for (cgraph_edge *e = other->callers; e; e = e->next_caller)
      if (e->caller == node && !DECL_ARGUMENTS (other->decl))
        return true;
  }
  return DECL_ARGUMENTS (node->decl) != NULL_TREE;
}

/* Whether something of the unit that runs before main hands out functions: what main then finds in a list that begins empty is not known.  */
static bool
is_prepared (void)
{
  cgraph_node *node;
  struct ipa_ref *reference;
  FOR_EACH_FUNCTION (node)
  if (DECL_STATIC_CONSTRUCTOR (node->decl))
    for (unsigned i = 0; node->iterate_reference (i, reference); i++) {
      cgraph_node *function = dyn_cast<cgraph_node *> (reference->referred);
      if (reference->use == IPA_REF_ADDR && function && function->has_gimple_body_p ())
        return true;
    }
  return false;
}

/* Follows main, run without arguments.  */
static void
follow_course (struct main_run *r)
{
  struct machine m;
  struct question question;
  memset (&question, 0, sizeof question);
  question.from_start = question.alone = true;
  question.course = &r->course;
  question.steps = machine_budget (r->main);
  machine_run (&m, r->main, &question);
  r->course.passed &= !m.gave_up;
  machine_release (&m);
}

/* Whether main passes on some way on which TEST, or anything if that is NULL, counted something in COUNTER: it looked there before
   (`int status = failures; run (); return status;`), or set it back afterwards.  */
static bool
is_count_lost (struct main_run *r, const struct counter *counter, cgraph_node *test)
{
  struct machine m;
  struct question question;
  struct pretence pretence;
  memset (&pretence, 0, sizeof pretence);
  memset (&question, 0, sizeof question);
  pretence.counted = counter;
  pretence.test = test ? test->decl : NULL_TREE;
  question.skip = true;
  question.constructed = runs_constructors ();
  question.pretence = &pretence;
  question.steps = machine_budget (r->main);
  machine_run (&m, r->main, &question);
  bool passes = m.passed && !m.gave_up;
  machine_release (&m);
  return passes;
}

/* The globals of the unit of which main makes a failing exit status as soon as they are above 0.  */
void
main_run_follow (struct main_run *r, cgraph_node *node)
{
  struct machine m;
  r->main = node;
  r->forks = forks ();
  r->splits = splits ();
  if (may_leave_out (node) && !is_prepared ())
    follow_course (r);
  if (!is_of_interest (node))
    return;
  struct question question;
  memset (&question, 0, sizeof question);
  question.skip = true;
  question.constructed = runs_constructors ();
  question.met = &r->met;
  question.steps = machine_budget (node);
  machine_run (&m, node, &question);
  r->followed = !m.gave_up;
  r->caught_signal = m.caught_signal;
  r->caught_exit = m.caught_exit;
  r->handled = m.handled;
  r->caught_before = question.constructed && constructors_set_handler () && m.caught_signal;
  for (int i = 0; i < m.symbols_count && !m.gave_up; i++) {
    struct symbol *y = &m.symbols[i];
    if (y->callee || y->kind != OUTPUT_GLOBAL)
      continue;
    r->reads_count = true;
    if (!y->asserted)
      continue;
    struct accepting above = accepting_range (1, __builtin_infl (), false);
    accepting_intersect (&above, &y->accepts);
    if (accepting_is_empty (&above) && !accepting_is_empty (&y->accepts)) {
      struct counter counter = { y->global, y->offset, y->type };
      /* What a child process counts is lost to main.  */
      if (!r->splits && !counter_is_taken_back (&counter))
        r->counters.safe_push (counter);
    }
    accepting_release (&above);
  }
  machine_release (&m);
  for (unsigned i = r->counters.length (); i-- > 0;)
    if (is_count_lost (r, &r->counters[i], NULL))
      r->counters.ordered_remove (i);
}

/* The block of main, FUN, in which TEST is called, and by which statement; NULL if others call it, or main does so more than once.  */
static gimple *
only_call (cgraph_node *test, function *fun)
{
  gimple *call = NULL;
  if (test->address_taken || TREE_PUBLIC (test->decl))
    return NULL;
  for (cgraph_edge *e = test->callers; e; e = e->next_caller) {
    if (call || !e->call_stmt || e->caller->decl != fun->decl)
      return NULL;
    call = e->call_stmt;
  }
  return call;
}

static bool
leads_to (basic_block from, basic_block to, hash_set<basic_block> *seen)
{
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, from->succs)
  if (e->dest == to || (!seen->add (e->dest) && leads_to (e->dest, to, seen)))
    return true;
  return false;
}

/* Whether main, once it has run TEST, never comes to OTHER.  */
static bool
runs_before (cgraph_node *main, cgraph_node *other, cgraph_node *test)
{
  function *fun = DECL_STRUCT_FUNCTION (main->decl);
  gimple *first = only_call (other, fun), *second = only_call (test, fun);
  hash_set<basic_block> seen;
  if (!first || !second || leads_to (gimple_bb (second), gimple_bb (first), &seen))
    return false;
  if (gimple_bb (first) != gimple_bb (second))
    return true;
  for (gimple_stmt_iterator i = gsi_start_bb (gimple_bb (first)); !gsi_end_p (i); gsi_next (&i))
    if (gsi_stmt (i) == first || gsi_stmt (i) == second)
      return gsi_stmt (i) == first;
  return false;
}

void
main_run_counters (struct main_run *r, const auto_vec<cgraph_node *> &tests, cgraph_node *test,
                   auto_vec<struct counter> *counters)
{
  for (unsigned c = 0; c < r->counters.length (); c++) {
    bool kept = true;
    for (unsigned i = 0; i < tests.length () && kept; i++)
      kept = tests[i] == test || !counter_is_reset_by (tests[i], &r->counters[c])
             || (r->main && runs_before (r->main, tests[i], test));
    /* main itself, or what it runs, may set it back between one test and the next.  */
    if (kept && r->main && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (test->decl))) && counter_is_reset (&r->counters[c]))
      kept = !is_count_lost (r, &r->counters[c], test);
    if (kept)
      counters->safe_push (r->counters[c]);
  }
}

bool
main_run_is_whole (struct main_run *r, const auto_vec<cgraph_node *> &tests)
{
  if (!r->main)
    return false;
  bool runs = false;
  for (cgraph_edge *e = r->main->callees; e; e = e->next_callee)
    runs |= e->callee->has_gimple_body_p () && machine_body (e->callee->decl)
            && machine_is_test_for_main (e->callee->ultimate_alias_target (), &r->counters);
  if (!runs)
    return true;
  if (!r->reads_count)
    return false;
  if (r->counters.is_empty ())
    return true;
  for (unsigned i = 0; i < tests.length (); i++) {
    auto_vec<struct counter> counters;
    main_run_counters (r, tests, tests[i], &counters);
    if (counters.length () < r->counters.length ())
      return true;
  }
  return false;
}

/* Whether main calls NODE, and nobody else in the unit knows it.  */
static bool
is_called_by_main (cgraph_node *node)
{
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (!is_main (e->caller))
      return false;
  return node->callers && !node->address_taken;
}

const char *
main_run_leaves_out (struct main_run *r, cgraph_node *test)
{
  if (r->followed && is_for_main (test) && !r->met.contains (test->decl))
    return "no way through main leads to it";
  if (r->course.passed && is_called_by_main (test) && !course_always (&r->course, test->decl))
    return "main, run without arguments, may end well and leave it out";
  return NULL;
}

/* Whether main is known to pass, or to fail, under the PRETENCE, and comes to the call that this is about, if there is one.  */
static bool
comes_to (struct main_run *r, const struct pretence *pretence, bool passes)
{
  struct machine m;
  struct question question;
  memset (&question, 0, sizeof question);
  question.skip = true;
  question.constructed = runs_constructors ();
  question.pretence = pretence;
  question.steps = machine_budget (r->main);
  question.enough = passes ? machine_may_fail : machine_may_pass;
  machine_run (&m, r->main, &question);
  bool so = passes ? m.passed && !machine_may_fail (&m) : m.failed && !machine_may_pass (&m);
  so = so && (!(pretence->failing || pretence->aborts) || m.failing_met);
  machine_release (&m);
  return so;
}

bool
main_run_survives (struct main_run *r, cgraph_node *test)
{
  if (!r->main || is_main (test) || DECL_ARGUMENTS (test->decl) || !r->forks)
    return false;
  struct pretence pretence;
  memset (&pretence, 0, sizeof pretence);
  pretence.test = test->decl;
  pretence.aborts = true;
  return comes_to (r, &pretence, true);
}

bool
main_run_is_deaf (struct main_run *r)
{
  struct pretence pretence;
  memset (&pretence, 0, sizeof pretence);
  pretence.reports = true;
  return comes_to (r, &pretence, true);
}

/* Whether main passes although what CALL runs fails, and comes to it.  */
static bool
is_deaf_to (struct main_run *r, gimple *call)
{
  struct pretence pretence;
  memset (&pretence, 0, sizeof pretence);
  pretence.reports = true;
  pretence.failing = call;
  return comes_to (r, &pretence, true);
}

bool
main_run_find_deaf (struct main_run *r, hash_set<gimple *> *deaf)
{
  cgraph_node *node;
  basic_block block;
  unsigned count = 0;
  FOR_EACH_FUNCTION (node)
  if (has_flow (node) && machine_body (node->decl))
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    const struct sink *sink = sink_of_call (gsi_stmt (i));
    if (!sink || (sink->kind != SINK_RUNS && sink->kind != SINK_REPORTS))
      continue;
    if (++count <= RUNS_MAXIMUM && is_deaf_to (r, gsi_stmt (i)))
      deaf->add (gsi_stmt (i));
  }
  return count > 0 && deaf->elements () == count;
}

/* Whether NODE, or what it calls in the unit, calls longjmp.  */
static bool
may_jump (cgraph_node *node, int depth)
{
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (e->callee->has_gimple_body_p () ? depth > 0 && may_jump (e->callee, depth - 1)
                                        : strstr (e->callee->asm_name (), "longjmp") != NULL)
      return true;
  return false;
}

/* Whether NODE is a function that main may run as a test, and that may say by its result whether it failed.  */
static bool
may_say (cgraph_node *node)
{
  return has_flow (node) && !is_main (node) && machine_body (node->decl) && machine_takes_nothing (node)
         && (node->address_taken ? !TREE_PUBLIC (node->decl) : machine_gives_result (node));
}

/* Whether main passes if its tests give GOOD, and those of R that are otherwise the opposite.  */
static bool
is_all_well (struct main_run *r, HOST_WIDE_INT good)
{
  struct pretence pretence;
  memset (&pretence, 0, sizeof pretence);
  pretence.others_give = r->good = good;
  pretence.otherwise = &r->otherwise;
  return r->passes = comes_to (r, &pretence, true);
}

/* What main's tests give when all is well: 0, or 1; truth values 1 and numbers 0; or one of them something else than the others.  */
static void
find_good_results (struct main_run *r)
{
  cgraph_node *node;
  auto_vec<tree> candidates;
  bool numbers = false, truths = false;
  r->tried = true;
  FOR_EACH_FUNCTION (node)
  if (has_flow (node) && INTEGRAL_TYPE_P (TREE_TYPE (TREE_TYPE (node->decl))) && may_say (node))
    candidates.safe_push (node->decl);
  if (is_all_well (r, 0) || is_all_well (r, 1))
    return;
  for (unsigned i = 0; i < candidates.length (); i++) {
    bool truth = TREE_CODE (TREE_TYPE (TREE_TYPE (candidates[i]))) == BOOLEAN_TYPE;
    truths |= truth;
    numbers |= !truth;
    if (truth)
      r->otherwise.add (candidates[i]);
  }
  if (truths && numbers && is_all_well (r, 0))
    return;
  for (unsigned i = 0; i < candidates.length () && candidates.length () <= ODD_MAXIMUM; i++) {
    bool other = r->otherwise.contains (candidates[i]);
    if (other)
      r->otherwise.remove (candidates[i]);
    else
      r->otherwise.add (candidates[i]);
    if (is_all_well (r, 0))
      return;
    if (other)
      r->otherwise.add (candidates[i]);
    else
      r->otherwise.remove (candidates[i]);
  }
}

/* That all is well but what TEST does; false if that is not known.  */
static bool
pretend (struct main_run *r, cgraph_node *test, struct pretence *pretence)
{
  memset (pretence, 0, sizeof *pretence);
  if (!r->tried)
    find_good_results (r);
  pretence->test = test->decl;
  pretence->others_give = r->good;
  pretence->otherwise = &r->otherwise;
  pretence->gives = r->otherwise.contains (test->decl) ? !r->good : r->good;
  return r->passes;
}

enum test_result
main_run_result (struct main_run *r, cgraph_node *test, bool *jump_fails)
{
  *jump_fails = false;
  tree type = TREE_TYPE (TREE_TYPE (test->decl));
  if (enum test_result *heard = r->heard.get (test->decl))
    return *heard;
  if (!r->main || !(INTEGRAL_TYPE_P (type) || VOID_TYPE_P (type)) || !may_say (test))
    return RESULT_NOTHING;
  bool jumps = may_jump (test, 3);
  struct pretence pretence;
  if ((VOID_TYPE_P (type) && !jumps) || !pretend (r, test, &pretence))
    return RESULT_NOTHING;
  if (jumps) {
    pretence.jumps = true;
    *jump_fails = comes_to (r, &pretence, false);
    pretence.jumps = false;
  }
  bool zero = pretence.gives == 0;
  pretence.gives = zero ? 1 : 0;
  if (VOID_TYPE_P (type) || !comes_to (r, &pretence, false))
    return RESULT_NOTHING;
  pretence.gives = -1;
  if (zero && !comes_to (r, &pretence, false))
    return test->address_taken ? RESULT_NOTHING : RESULT_ABOVE_IS_BAD;
  return zero ? RESULT_ZERO_IS_GOOD : RESULT_ZERO_IS_BAD;
}

void
main_run_passing (struct main_run *r, cgraph_node *test, const auto_vec<HOST_WIDE_INT> &given,
                  auto_vec<HOST_WIDE_INT> *passing)
{
  struct pretence pretence;
  if (given.is_empty () || !pretend (r, test, &pretence))
    return;
  for (unsigned i = 0; i < given.length (); i++) {
    pretence.gives = given[i];
    if (!comes_to (r, &pretence, false))
      passing->safe_push (given[i]);
  }
}

/* Whether nothing comes of the result of NODE, which somebody calls.  */
static bool
is_dropped (cgraph_node *node)
{
  for (cgraph_edge *e = node->callers; e; e = e->next_caller) {
    tree to = e->call_stmt ? gimple_call_lhs (e->call_stmt) : NULL_TREE;
    if (!e->call_stmt || !machine_body (e->caller->decl) || (to && (TREE_CODE (to) != SSA_NAME || !has_zero_uses (to))))
      return false;
  }
  return true;
}

void
main_run_find_heard (struct main_run *r, auto_vec<cgraph_node *> *tests)
{
  cgraph_node *node;
  bool jump_fails;
  if (!r->main)
    return;
  FOR_EACH_FUNCTION (node)
  {
    if (!has_flow (node) || tests->contains (node) || !machine_gives_result (node))
      continue;
    enum test_result result = main_run_result (r, node, &jump_fails);
    if (result != RESULT_NOTHING)
      r->heard.put (node->decl, result);
    if (result != RESULT_NOTHING || is_dropped (node))
      tests->safe_push (node);
  }
}
