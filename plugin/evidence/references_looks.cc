/* Closer looks at what one test calls: the test is run once more for each function whose results may matter, and more often where something is
   asked of these.  See references_looks.h.  */
#include "gcc-compat.h"

#include "machine.h"
#include "machine_views.h"
#include "references_grades.h"
#include "references_looks.h"
#include "subjects.h"

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
    copy->prepared = accepting_copy (&y->prepared);
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
  apart->alike = NULL;
  apart->mocks = NULL;
  apart->given = NULL;
  machine_release (apart);
  free (apart);
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
  question.enough = machine_gave_up;
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

/* Whether no constant for ONLY, an output of the function in focus, or, if that is NULL, for all of them passes TEST if others give the same for the same.  Adds
   to ALIKE who these are.  */
static bool
fails_alike (cgraph_node *test, struct question question, const struct output *only, auto_vec<tree> *alike)
{
  struct machine m;
  question.alike = true;
  question.only = only;
  question.enough = machine_may_pass;
  machine_run (&m, test, &question);
  bool fails = !machine_may_pass (&m) && !m.alike->is_empty ();
  for (unsigned i = 0; fails && i < m.alike->length (); i++)
    if (!alike->contains ((*m.alike)[i]))
      alike->safe_push ((*m.alike)[i]);
  machine_release (&m);
  return fails;
}

/* Whether a test that hands what the function in focus produced to others asks of these for what it was given (machine_alike.cc): then ONE says so, and the
   outputs of which no constant passes then are shut.  */
static void
look_for_trips (struct machine *one, cgraph_node *test, const struct question *question)
{
  auto_vec<struct output> outputs;
  if (!fails_alike (test, *question, NULL, one->alike))
    return;
  one->trips = true;
  for (int i = 0; i < one->symbols_count; i++) {
    const struct symbol *y = &one->symbols[i];
    struct output output = { y->kind, y->argument, y->global };
    if (y->callee != question->focus || y->parent >= 0 || (y->kind != OUTPUT_RETURN && y->kind != OUTPUT_ARGUMENT))
      continue;
    if (!fails_alike (test, *question, &output, one->alike))
      continue;
    accepting_release (&one->symbols[i].accepts);
    one->symbols[i].accepts = accepting_none ();
    one->symbols[i].asserted = one->symbols[i].of_test = true;
  }
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
struct late_look;

struct looks {
  struct awaited awaited; /* the first member */
  struct machine *survey;
  cgraph_node *test;
  struct question question;
  unsigned budget, left; /* steps, and functions that they are shared out among */
  bool registered;
  const auto_vec<struct view *> *views; /* what functions are seen to store by others */
  struct strbuf *answers;               /* by call of the survey */
  auto_vec<struct late_look *> late;
};

/* A look at a function whose outputs are asserted, that waits for the question whether one that stores nothing would pass.  That is asked from the beginning of
   the test: what other functions made before the first call is not known in the look.  */
struct late_look {
  struct machine one;
  tree function;
  unsigned steps;
};

/* Answers for the calls of FUNCTION, which is the survey's C.  IDLE: the results with which one that stores nothing passes; NULL if that is not asked.  */
static void
answer_look (struct looks *l, struct machine *one, tree function, unsigned c, const struct accepting *idle)
{
  bool met = false;
  for (unsigned k = 0; k < one->calls->length (); k++)
    if ((*one->calls)[k].callee == function) {
      answer_reference (&l->answers[c], one, l->survey, &(*one->calls)[k], l->registered, idle, l->views);
      met = true;
    }
  if (!met)
    answer_reference (&l->answers[c], one, l->survey, &(*l->survey->calls)[c], l->registered, NULL, l->views);
}

static bool
is_looked_at (const struct machine *survey, unsigned call)
{
  const struct call_site *site = &(*survey->calls)[call];
  return (site->setup ? site->matters_to_test : site->matters) || survey->gave_up;
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
  struct late_look *look = XNEW (struct late_look);
  struct machine &one = look->one;
  question.focus = look->function = function;
  question.steps = steps_of_look (l);
  question.resumes = true;
  l->left--;
  machine_run (&one, l->test, &question);
  l->budget -= MIN (l->budget, one.steps);
  one.misread = !l->survey->passed;
  if (!one.passed && !one.misread)
    tell_outputs_apart (&one, l->test, question);
  question.steps = look->steps = MAX (question.steps, 2 * one.steps + 1000);
  one.changes = !one.misread && !one.passed && is_any_used (&one, function) && asks_for_change (l->test, question);
  if (one.passed && !one.mocks->is_empty () && !one.later->is_empty () && !is_handed_out (&one)) {
    one.later->truncate (0);
    look_for_calls (&one, l->test, question);
  }
  if (one.passed && !one.misread && !one.gave_up && one.handed && one.failed)
    look_for_trips (&one, l->test, &question);
  if (!one.misread && asserts_stored (&one)) {
    l->late.safe_push (look);
    return steps_of_look (l);
  }
  answer_look (l, &one, function, c, NULL);
  machine_release (&one);
  free (look);
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
  question.enough = machine_gave_up;
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

/* Answers for what waited until the run was over that waited for all functions.  */
static void
answer_late (struct looks *l)
{
  for (unsigned i = 0; i < l->late.length (); i++) {
    struct late_look *look = l->late[i];
    struct question question = l->question;
    question.focus = look->function;
    question.steps = look->steps;
    struct accepting idle = try_idle (l->test, &question);
    answer_look (l, &look->one, look->function, call_of (l->survey, look->function), &idle);
    accepting_release (&idle);
    machine_release (&look->one);
    free (look);
  }
}

void
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
      answer_reference (&l.answers[c], &unmet, survey, &(*survey->calls)[c], registered, NULL, &views);
    }
    machine_release (&unmet);
  }
  answer_late (&l);
  for (unsigned c = 0; c < survey->calls->length (); c++)
    if (is_looked_at (survey, c)) {
      strbuf_add (answer, strbuf_text (&l.answers[c]), l.answers[c].length);
      strbuf_release (&l.answers[c]);
    } else
      answer_reference (answer, survey, survey, &(*survey->calls)[c], registered, NULL, &views);
  free (l.answers);
  for (unsigned i = 0; i < views.length (); i++)
    view_free (views[i]);
}
