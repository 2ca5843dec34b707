/* Outputs that the function does not have.  A test's unit knows of a function how it is declared: what a pointer leads to may be an output, unless
   it leads to const.  The unit that defines the function knows whether it ever stores there.  See program_outputs.h.  */
#include "program_outputs.h"

#include "accepting.h"
#include "program_calls.h"
#include "program_trips.h"
#include "program_views.h"

#include <stdlib.h>
#include <string.h>

uint32_t
program_outputs_stores (const struct program *p, const struct subject *s)
{
  uint32_t through = 0;
  bool production = program_has_production (p, s), any = false;
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *c = &p->copies[i];
    if (production && c->unit->role == ROLE_TEST)
      continue;
    if (!c->facts->stores)
      return 0;
    through |= c->facts->stores - 1;
    any = true;
  }
  return any ? 1 + through : 0;
}

/* Whether NAME, an output, lies behind a pointer.  */
static bool
is_argument (const char *name)
{
  return strncmp (name, "argument ", 9) == 0;
}

static bool
has_output (uint32_t stores, const char *name)
{
  if (!is_argument (name) || !stores)
    return true;
  unsigned long number = strtoul (name + 9, NULL, 10);
  unsigned long bit = number > FUNCTION_STORES_LIMIT ? FUNCTION_STORES_LIMIT - 1 : number - 1;
  return number == 0 || ((stores - 1) >> bit & 1);
}

/* What is left of a reference.  */
struct remainder {
  bool arguments;      /* something that it stores is among the outputs */
  bool read_arguments; /* and is looked at */
  bool shut, small;    /* of some output: no constant passes; few do */
  bool asked;          /* some constant does not pass */
  const char *status;  /* the constant that is asserted of the result, where that may be a status; or NULL */
  bool hidden;         /* it goes with something that may be stored where the test cannot look */
};

/* All that there is, or all numbers of some width.  */
static bool
is_everything (const struct accepting *set)
{
  if (set->intervals_count != 1 || set->texts_count)
    return false;
  long double low = set->intervals[0].low, high = set->intervals[0].high;
  bool everything = low == -__builtin_infl () && high == __builtin_infl ();
  for (unsigned bits = 8; bits <= 64; bits *= 2) {
    long double half = bits == 64 ? 0x1p63L : (long double) (1ULL << (bits - 1));
    everything |= (low == 0 && high == 2 * half - 1) || (low == -half && high == half - 1);
  }
  return everything;
}

/* Whether the test asks anything of O.  */
static bool
is_asked (const struct reference_output *o)
{
  struct accepting set;
  if (!accepting_read (o->accepts, &set))
    return false;
  bool asked = !is_everything (&set);
  accepting_release (&set);
  return asked;
}

static void
look_at (const struct reference_output *o, struct remainder *x)
{
  struct accepting set;
  x->arguments |= is_argument (o->name);
  if (strcmp (o->name, "unchanged") == 0 || !accepting_read (o->accepts, &set))
    return;
  bool asked = !is_everything (&set);
  x->asked |= asked;
  x->read_arguments |= asked && is_argument (o->name);
  /* Of a truth value one of two is nothing, and the record does not say what is one.  */
  bool truth = accepting_is_number (&set, 0) || accepting_is_number (&set, 1);
  bool whole = strcmp (o->name, "return") == 0 || is_argument (o->name) || strstr (o->name, "->");
  if (accepting_is_empty (&set))
    x->shut = true;
  else if (accepting_is_small (&set) && !truth && whole)
    x->small = true;
  accepting_release (&set);
}

static void
regrade (const struct remainder *x, bool removed, struct reference_facts *to)
{
  enum test_grade grade = to->grade;
  struct strbuf why = STRBUF_INIT;
  if (to->grade == GRADE_SHAPE && x->status && !x->arguments && !x->hidden) {
    struct accepting set;
    grade = GRADE_SEMANTIC;
    strbuf_add_text (&why, "only ");
    if (accepting_read (x->status, &set)) {
      accepting_describe (&set, &why);
      accepting_release (&set);
    }
    strbuf_add_text (&why, " would pass for its result");
  } else if (removed
             && (to->grade == GRADE_SEMANTIC
                     ? !x->shut && !x->small && !(x->status && (!x->arguments || x->read_arguments))
                     : to->grade == GRADE_SHAPE && !x->asked)) {
    grade = x->asked ? GRADE_SHAPE : GRADE_CALLED;
    strbuf_add_text (&why, "what is asserted lies behind a pointer through which the function never stores");
  }
  to->reason = grade != to->grade ? strbuf_detach (&why) : memory_copy_text (to->reason);
  to->grade = grade;
  strbuf_release (&why);
}

void
program_outputs_keep (uint32_t stores, const struct reference_facts *from, struct reference_facts *to)
{
  struct remainder x = { 0 };
  bool removed = false;
  *to = *from;
  to->outputs = memory_get ((from->outputs_count + 1) * sizeof *to->outputs);
  to->outputs_count = 0;
  for (size_t i = 0; i < from->outputs_count; i++) {
    const struct reference_output *o = &from->outputs[i];
    if (strcmp (o->name, "expected") == 0)
      continue; /* no output: what the test asks for */
    if (strncmp (o->name, "status", 6) == 0) {
      const char *beside = strstr (o->name, "argument ");
      x.status = o->accepts;
      x.hidden |= beside && has_output (stores, beside);
    } else if (has_output (stores, o->name)) {
      to->outputs[to->outputs_count++] = *o;
      if (!program_calls_is (o->name) && !program_views_is (o->name) && !program_trips_is (o->name))
        look_at (o, &x);
    } else
      removed |= is_asked (o);
  }
  regrade (&x, removed, to);
}

void
program_outputs_release (struct reference_facts *r)
{
  free (r->outputs);
  free (r->reason);
}

bool
program_outputs_rest_elsewhere (const struct reference_facts *r)
{
  bool elsewhere = false, known = false;
  for (size_t i = 0; i < r->outputs_count; i++) {
    const struct reference_output *o = &r->outputs[i];
    struct accepting set;
    if (program_calls_is (o->name) || strcmp (o->name, "unchanged") == 0 || !accepting_read (o->accepts, &set))
      continue;
    elsewhere |= set.unknown;
    known |= !set.unknown && (accepting_is_empty (&set) || accepting_is_small (&set));
    accepting_release (&set);
  }
  return r->grade == GRADE_SEMANTIC && elsewhere && !known;
}
