/* Grades: what a run of the machine says of one function, as the child's answer has it.

   From the accepting sets follow grade and reason; docs/test-evidence.md explains them.  See references_grades.h.  */
#include "gcc-compat.h"

#include "answer.h"
#include "machine_private.h"
#include "references_grades.h"
#include "sinks.h"
#include "subjects.h"

/* An output that nobody looked at: anything would do.  */
static void
answer_unread (struct strbuf *answer, const char *name)
{
  answer_text (answer, name);
  answer_text (answer, REFERENCE_ANYTHING);
}

/* ---- Outputs.  */

/* Byte, bit if it is none's first, and size in bits.  */
static void
name_part (const struct symbol *y, struct strbuf *out)
{
  strbuf_addf (out, "%ld", (long) y->offset / BITS_PER_UNIT);
  if (y->offset % BITS_PER_UNIT)
    strbuf_addf (out, ".%ld", (long) y->offset % BITS_PER_UNIT);
  strbuf_addf (out, ":%ld", (long) y->size);
}

/* Whether Y is only some bits of a number that the function gives.  */
static bool
is_part_of_result (const struct symbol *y)
{
  tree type = TREE_TYPE (TREE_TYPE (y->callee));
  return y->kind == OUTPUT_RETURN && y->parent < 0 && INTEGRAL_TYPE_P (type) && y->size != bits_of (type);
}

static void
name_output (const struct machine *m, const struct symbol *y, struct strbuf *out)
{
  if (y->parent >= 0) {
    name_output (m, &m->symbols[y->parent], out);
    strbuf_add_text (out, "->");
    name_part (y, out);
    return;
  }
  switch (y->kind) {
  case OUTPUT_RETURN: strbuf_add_text (out, "return"); break;
  case OUTPUT_ARGUMENT: strbuf_addf (out, "argument %u", y->argument + 1); break;
  case OUTPUT_GLOBAL: strbuf_addf (out, "global %s", IDENTIFIER_POINTER (DECL_NAME (y->global))); break;
  case OUTPUT_CALLS:
  case OUTPUT_ENDING: break;
  }
  if (y->kind == OUTPUT_CALLS)
    strbuf_add_text (out, "calls");
  else if (y->kind == OUTPUT_ENDING)
    strbuf_add_text (out, "ending");
  else if (y->kind != OUTPUT_RETURN || y->offset != 0 || is_part_of_result (y)
           || !is_gimple_reg_type (TREE_TYPE (TREE_TYPE (y->callee))))
    strbuf_add_text (out, "+"), name_part (y, out);
}

/* Of the pointer that leads to Y, the type of what it leads to; or NULL.  */
static tree
type_behind (const struct machine *m, const struct symbol *y)
{
  tree pointer = y->parent >= 0 ? m->symbols[y->parent].type : NULL_TREE;
  if (y->parent < 0 && y->kind == OUTPUT_ARGUMENT)
    pointer = parameter_type (TREE_TYPE (y->callee), y->argument);
  return pointer && POINTER_TYPE_P (pointer) ? TYPE_MAIN_VARIANT (TREE_TYPE (pointer)) : NULL_TREE;
}

/* Of output Y, a struct, the member that Y is all of; or NULL.  */
static tree
member_of (const struct machine *m, const struct symbol *y)
{
  tree whole = y->kind == OUTPUT_RETURN ? TREE_TYPE (TREE_TYPE (y->callee)) : type_behind (m, y);
  if (y->parent >= 0 || !whole || TREE_CODE (whole) != RECORD_TYPE)
    return NULL_TREE;
  for (tree f = TYPE_FIELDS (whole); f; f = DECL_CHAIN (f))
    if (TREE_CODE (f) == FIELD_DECL && DECL_NAME (f) && DECL_SIZE (f) && tree_fits_shwi_p (DECL_SIZE (f))
        && tree_fits_shwi_p (bit_position (f)) && int_bit_position (f) == y->offset
        && (tree_to_shwi (DECL_SIZE (f)) == y->size || (y->size < 0 && TREE_CODE (TREE_TYPE (f)) == ARRAY_TYPE)))
      return f;
  return NULL_TREE;
}

/* The output as a sentence has it.  */
static void
describe_output (const struct machine *m, const struct symbol *y, struct strbuf *out)
{
  if (y->parent >= 0) {
    strbuf_add_text (out, "what ");
    describe_output (m, &m->symbols[y->parent], out);
    strbuf_add_text (out, " points to");
    return;
  }
  if (tree member = member_of (m, y))
    strbuf_addf (out, "'%s' of ", IDENTIFIER_POINTER (DECL_NAME (member)));
  switch (y->kind) {
  case OUTPUT_RETURN:
    if (is_part_of_result (y))
      strbuf_addf (out, "the %ld bits from bit %ld on of ", (long) y->size, (long) y->offset);
    strbuf_add_text (out, "its result");
    break;
  case OUTPUT_ARGUMENT: strbuf_addf (out, "what it stores through argument %u", y->argument + 1); break;
  case OUTPUT_GLOBAL: strbuf_addf (out, "the global '%s'", IDENTIFIER_POINTER (DECL_NAME (y->global))); break;
  case OUTPUT_CALLS: strbuf_add_text (out, "the calls that are expected of it"); break;
  case OUTPUT_ENDING: strbuf_add_text (out, "how it ends the process"); break;
  }
}

bool
accepts_all (const struct symbol *y)
{
  return accepting_equal (&y->accepts, &y->all);
}

/* Whether Y is a letter of a text of which nobody asks where it ends: many texts have it.  */
static bool
is_letter (const struct machine *m, const struct symbol *y)
{
  /* A byte of it is one, too: so GCC writes strncmp (s, "OK", 1).  */
  if (!INTEGRAL_TYPE_P (y->type) || bits_of (y->type) != BITS_PER_UNIT || type_behind (m, y) != char_type_node)
    return false;
  struct accepting letters = accepting_range (' ', '~', false);
  accepting_intersect (&letters, &y->accepts);
  bool is = !accepting_is_empty (&letters);
  accepting_release (&letters);
  for (int i = 0; is && i < m->symbols_count; i++) {
    const struct symbol *other = &m->symbols[i];
    if (other->callee == y->callee && other->test == y->test && other->kind == y->kind && other->parent == y->parent
        && other->argument == y->argument && other->offset > y->offset && accepting_is_number (&other->accepts, 0))
      return false;
  }
  return is;
}

/* Whether Y is of few bits, and at least half of what they can be passes.  */
static bool
accepts_half (const struct symbol *y)
{
  long double count = 0;
  if (!INTEGRAL_TYPE_P (y->type) || TYPE_PRECISION (y->type) > 5)
    return false;
  for (size_t i = 0; i < y->accepts.intervals_count; i++)
    count += y->accepts.intervals[i].high - y->accepts.intervals[i].low + 1;
  return count * 2 >= (1 << TYPE_PRECISION (y->type));
}

/* Whether Y is of an enumeration, and every value that has a name there passes.  */
static bool
accepts_enumeration (const struct symbol *y)
{
  bool all = TREE_CODE (y->type) == ENUMERAL_TYPE && TYPE_VALUES (y->type) && !y->accepts.unknown;
  for (tree v = all ? TYPE_VALUES (y->type) : NULL_TREE; v && all; v = TREE_CHAIN (v)) {
    tree value = TREE_CODE (TREE_VALUE (v)) == CONST_DECL ? DECL_INITIAL (TREE_VALUE (v)) : TREE_VALUE (v);
    if (!value || !tree_fits_shwi_p (value))
      return false;
    struct accepting one = accepting_number ((long double) tree_to_shwi (value), false);
    accepting_intersect (&one, &y->accepts);
    all = !accepting_is_empty (&one);
    accepting_release (&one);
  }
  return all;
}

/* A set that leaves out enough: small, and less than half of what there is.  */
static bool
tells (const struct machine *m, const struct symbol *y)
{
  if (!accepting_is_small (&y->accepts) || accepts_half (y) || accepts_enumeration (y) || (y->kept && accepts_all (y)))
    return false;
  /* Whatever the other bits are passes.  */
  if ((is_part_of_result (y) || is_letter (m, y)) && !accepting_is_empty (&y->accepts))
    return false;
  bool truth = TREE_CODE (y->type) == BOOLEAN_TYPE || (INTEGRAL_TYPE_P (y->type) && TYPE_PRECISION (y->type) == 1);
  return !truth || accepting_is_shut (&y->accepts);
}

/* Whether a function that does nothing, and so leaves what stood there before, would pass.  */
static bool
accepts_before (const struct symbol *y)
{
  /* Of bytes: exactly what is expected.  */
  if (y->before && POINTER_TYPE_P (y->type) && !POINTER_TYPE_P (TREE_TYPE (y->before)))
    return true;
  bool is_real = y->before && TREE_CODE (y->before) == REAL_CST && y->accepts.is_real && !y->accepts.unknown;
  long double number;
  if (is_real && REAL_VALUE_ISNAN (TREE_REAL_CST (y->before)))
    return y->accepts.nan;
  if (!y->before || (TREE_CODE (y->before) != INTEGER_CST && !is_real) || !tree_number (y->before, &number))
    return y->before && !integer_zerop (y->before);
  struct accepting before = accepting_number (number, is_real);
  accepting_intersect (&before, &y->accepts);
  bool accepts = !accepting_is_empty (&before);
  accepting_release (&before);
  return accepts;
}

static bool
is_status (const struct symbol *y)
{
  return y->kind == OUTPUT_RETURN && y->parent < 0 && INTEGRAL_TYPE_P (y->type)
         && (accepting_is_number (&y->accepts, 0) || accepting_is_number (&y->accepts, 1)
             || accepting_is_number (&y->accepts, -1));
}

/* ---- Grades.  */

struct grading {
  const struct machine *m;
  const struct call_site *site;
  enum test_grade grade;
  struct strbuf reason;
  const struct accepting
      *idle; /* the results with which a function that stores nothing would pass; or NULL: not asked */
  unsigned
      hidden; /* from 1: an argument that leads to an object which the test cannot look into, and which nothing that it asks for shows; or 0 */
  bool prepared; /* what is called before the test asks for what the function produced, and the test does not */
};

static bool
belongs (const struct grading *g, const struct symbol *y)
{
  /* That the function comes back may be all right; only where it is not, that is asked for.  */
  if (y->kind == OUTPUT_ENDING && !accepting_is_empty (&y->accepts))
    return false;
  return y->callee == g->site->callee && y->test == g->site->test;
}

/* Whether a function that stores nothing is known to pass.  */
static bool
accepts_idle (const struct grading *g)
{
  return g->idle && !accepting_is_empty (g->idle);
}

/* Whether anything that the function stored through its arguments was looked at.  */
static bool
reads_arguments (const struct grading *g)
{
  if (accepts_idle (g))
    return false;
  for (int i = 0; i < g->m->symbols_count; i++) {
    const struct symbol *y = &g->m->symbols[i];
    if (belongs (g, y) && y->kind == OUTPUT_ARGUMENT && !accepts_all (y))
      return true;
  }
  return false;
}

static void
set_grade (struct grading *g, enum test_grade grade)
{
  g->grade = grade;
  strbuf_clear (&g->reason);
}

static void
grade_symbol (struct grading *g, const struct symbol *y)
{
  struct strbuf what = STRBUF_INIT, set = STRBUF_INIT;
  describe_output (g->m, y, &what);
  accepting_describe (&y->accepts, &set);
  if (tells (g->m, y) && !accepting_is_shut (&y->accepts) && accepts_before (y)) {
    if (g->grade < GRADE_SHAPE) {
      set_grade (g, GRADE_SHAPE);
      strbuf_addf (&g->reason, "%s held before the call what is expected after it", strbuf_text (&what));
    }
  } else if (tells (g->m, y) && accepts_idle (g) && y->kind != OUTPUT_RETURN) {
    if (g->grade < GRADE_SHAPE) {
      set_grade (g, GRADE_SHAPE);
      strbuf_addf (&g->reason,
                   "a function that stores nothing would pass: what is expected stood there before each call");
    }
  } else if (tells (g->m, y)) {
    bool status = is_status (y) && (g->site->written || g->hidden) && !reads_arguments (g);
    if (status && g->grade < GRADE_SHAPE) {
      set_grade (g, GRADE_SHAPE);
      strbuf_addf (&g->reason,
                   "only its status is asserted, and what it stores through its arguments is not looked at");
    } else if (!status && g->grade < GRADE_SEMANTIC) {
      set_grade (g, GRADE_SEMANTIC);
      if (accepting_is_empty (&y->accepts))
        strbuf_addf (&g->reason, "no constant for %s would pass", strbuf_text (&what));
      else
        strbuf_addf (&g->reason, "only %s would pass for %s", strbuf_text (&set), strbuf_text (&what));
    }
  } else if (!accepts_all (y) && g->grade < GRADE_SHAPE) {
    set_grade (g, GRADE_SHAPE);
    /* What stands in memory is not NULL.  */
    if (y->kind == OUTPUT_ARGUMENT && y->parent < 0 && y->accepts.all_texts && !y->accepts.texts_count
        && !y->accepts.intervals_count) {
      strbuf_clear (&set);
      strbuf_add_text (&set, "any text");
    }
    strbuf_addf (&g->reason, "%s would pass for %s", strbuf_text (&set), strbuf_text (&what));
    if (y->by && *y->by)
      strbuf_addf (&g->reason, ": %s asks no more", y->by);
  } else if (y->self && g->grade < GRADE_SHAPE) {
    set_grade (g, GRADE_SHAPE);
    strbuf_addf (&g->reason, "%s is compared with what the function itself produced", strbuf_text (&what));
  } else if (y->asserted && !g->m->unasked && g->grade < GRADE_SHAPE) {
    set_grade (g, GRADE_SHAPE);
    strbuf_addf (&g->reason, "%s decides about a failure, but no constant is known that would be sure to fail",
                 strbuf_text (&what));
  }
  strbuf_release (&what);
  strbuf_release (&set);
}

static void
grade_site (struct grading *g)
{
  for (int i = 0; i < g->m->symbols_count; i++)
    if (belongs (g, &g->m->symbols[i]))
      grade_symbol (g, &g->m->symbols[i]);
  if (g->m->trips && g->grade < GRADE_SEMANTIC) {
    set_grade (g, GRADE_SEMANTIC);
    strbuf_addf (&g->reason, "no constants for all that it produces would pass, if %s() gives the same for the same",
                 IDENTIFIER_POINTER (DECL_NAME ((*g->m->alike)[0])));
  }
  bool asserted = false;
  for (int i = 0; i < g->m->symbols_count; i++)
    asserted |= belongs (g, &g->m->symbols[i]) && g->m->symbols[i].asserted;
  if (g->grade == GRADE_CALLED)
    strbuf_add_text (&g->reason, asserted ? "the test may pass without asserting anything that it produces"
                                          : "nothing that it produces reaches an assertion");
  if (g->grade >= GRADE_SHAPE && g->m->misread) {
    set_grade (g, GRADE_CALLED);
    strbuf_add_text (&g->reason,
                     "the test was not understood: as it was read, it would fail whatever the function does");
  }
  if (g->m->gave_up && g->grade < GRADE_SEMANTIC)
    strbuf_addf (&g->reason, "%s the test was not followed to its end: %s", g->reason.length ? ";" : "",
                 g->m->why ? g->m->why : "it is too large");
}

/* Whether a symbol of G stands for a part of the SIZE bits from OFFSET on of output KIND, ARGUMENT.  */
static bool
reads_part (const struct grading *g, enum output_kind kind, unsigned argument, HOST_WIDE_INT offset, HOST_WIDE_INT size)
{
  for (int i = 0; i < g->m->symbols_count; i++) {
    const struct symbol *y = &g->m->symbols[i];
    if (belongs (g, y) && y->parent < 0 && y->kind == kind && (kind != OUTPUT_ARGUMENT || y->argument == argument)
        && (size < 0 || y->offset < offset + size) && (y->size < 0 || y->offset + y->size > offset))
      return true;
  }
  return false;
}

/* The members of the struct of TYPE that the function fills as output KIND, ARGUMENT, and that nobody asked for where others are asked for.  */
static unsigned
write_unread_members (const struct grading *g, enum output_kind kind, unsigned argument, tree type, struct strbuf *out)
{
  unsigned count = 0;
  struct strbuf text = STRBUF_INIT;
  if (TREE_CODE (type) != RECORD_TYPE || !reads_part (g, kind, argument, 0, -1))
    return 0;
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f)) {
    if (TREE_CODE (f) != FIELD_DECL || !DECL_NAME (f) || !DECL_SIZE (f) || !tree_fits_shwi_p (DECL_SIZE (f))
        || !tree_fits_shwi_p (bit_position (f)) || integer_zerop (DECL_SIZE (f)))
      continue;
    struct symbol part;
    memset (&part, 0, sizeof part);
    part.offset = int_bit_position (f);
    part.size = tree_to_shwi (DECL_SIZE (f));
    if (reads_part (g, kind, argument, part.offset, part.size))
      continue;
    strbuf_clear (&text);
    if (kind == OUTPUT_RETURN)
      strbuf_add_text (&text, "return");
    else
      strbuf_addf (&text, "argument %u", argument + 1);
    strbuf_addf (&text, ".%s+", IDENTIFIER_POINTER (DECL_NAME (f)));
    name_part (&part, &text);
    answer_unread (out, strbuf_text (&text));
    count++;
  }
  strbuf_release (&text);
  return count;
}

/* The outputs, with what is accepted of each; those that nobody asked for, too.  */
static unsigned
write_outputs (const struct grading *g, struct strbuf *out)
{
  unsigned count = 0, seen = 0;
  bool result = false;
  struct strbuf text = STRBUF_INIT;
  for (int i = 0; i < g->m->symbols_count; i++) {
    const struct symbol *y = &g->m->symbols[i];
    if (!belongs (g, y))
      continue;
    strbuf_clear (&text);
    name_output (g->m, y, &text);
    answer_text (out, strbuf_text (&text));
    strbuf_clear (&text);
    accepting_write (g->m->misread || g->prepared ? &y->all : &y->accepts, &text);
    answer_text (out, strbuf_text (&text));
    count++;
    result |= y->kind == OUTPUT_RETURN && y->parent < 0;
    /* Of a function that stores nothing, which its own unit knows, that is all that there is.  */
    if (is_status (y) && tells (g->m, y) && !g->m->misread && !g->prepared) {
      struct strbuf status = STRBUF_INIT;
      strbuf_add_text (&status, "status");
      if (g->hidden)
        strbuf_addf (&status, " beside argument %u", g->hidden);
      answer_text (out, strbuf_text (&status));
      strbuf_release (&status);
      answer_text (out, strbuf_text (&text));
      count++;
    }
    if (y->kind == OUTPUT_ARGUMENT)
      seen |= 1u << MIN (y->argument, 31);
  }
  tree type = TREE_TYPE (TREE_TYPE (g->site->callee));
  if (!result && !VOID_TYPE_P (type)) {
    answer_unread (out, "return");
    count++;
  }
  unsigned unread = g->site->written & ~seen;
  /* Of one object alone it is known that it is the one that has to change.  */
  if (g->m->changes && !g->site->held && !(unread & (unread - 1)) && !(unread & g->site->filled))
    unread &= ~g->site->used;
  for (unsigned i = 0; i < 32; i++)
    if (unread >> i & 1) {
      strbuf_clear (&text);
      strbuf_addf (&text, "argument %u", i + 1);
      answer_unread (out, strbuf_text (&text));
      count++;
    }
  count += write_unread_members (g, OUTPUT_RETURN, 0, type, out);
  tree parameter = TYPE_ARG_TYPES (TREE_TYPE (g->site->callee));
  for (unsigned i = 0; i < 31 && parameter; i++, parameter = TREE_CHAIN (parameter))
    if (g->site->filled >> i & 1)
      count += write_unread_members (g, OUTPUT_ARGUMENT, i, TREE_TYPE (TREE_VALUE (parameter)), out);
  if (g->m->trips) {
    strbuf_clear (&text);
    for (unsigned i = 0; i < g->m->alike->length (); i++)
      strbuf_addf (&text, "%s%s", i ? " " : REFERENCE_ALIKE, linkage_name ((*g->m->alike)[i]));
    answer_text (out, strbuf_text (&text));
    answer_text (out, "none");
    count++;
  }
  if (g->m->waits) {
    strbuf_clear (&text);
    strbuf_add_text (&text, "calls before");
    for (unsigned i = 0; i < g->m->later->length (); i++)
      strbuf_addf (&text, " %s", linkage_name ((*g->m->later)[i]));
    strbuf_add_text (&text, " of");
    for (unsigned i = 0; i < g->m->mocks->length (); i++)
      strbuf_addf (&text, " %s", (*g->m->mocks)[i]);
    answer_text (out, strbuf_text (&text));
    answer_text (out, "none");
    count++;
  }
  if (g->idle && !g->m->misread && !g->prepared) {
    answer_text (out, "unchanged");
    strbuf_clear (&text);
    accepting_write (g->idle, &text);
    answer_text (out, strbuf_text (&text));
    count++;
  }
  if (g->grade >= GRADE_SHAPE && !accepting_is_empty (&g->m->expected)) {
    answer_text (out, "expected");
    strbuf_clear (&text);
    accepting_write (&g->m->expected, &text);
    answer_text (out, strbuf_text (&text));
    count++;
  }
  strbuf_release (&text);
  return count;
}

/* Names FUNCTION, which must store nothing; that it does not has to be recorded if RECORDED.  */
static void
name_observer (tree function, bool recorded, struct strbuf *out)
{
  strbuf_addf (out, " %s%s", linkage_name (function), recorded ? "?" : "");
}

/* Whether FUNCTION is declared so that it may store through one of its parameters.  */
static bool
is_declared_to_store (tree function)
{
  for (tree p = TYPE_ARG_TYPES (TREE_TYPE (function)); p; p = TREE_CHAIN (p))
    if (POINTER_TYPE_P (TREE_VALUE (p)) && !TYPE_READONLY (TREE_TYPE (TREE_VALUE (p))))
      return true;
  return false;
}

/* The views of what G's function stores, each with what passes after its calls.  Whether they hold is for the command to say.  */
static unsigned
write_views (const struct grading *g, const auto_vec<struct view *> *views, struct strbuf *out)
{
  unsigned count = 0;
  struct strbuf text = STRBUF_INIT;
  for (unsigned i = 0; i < views->length (); i++) {
    const struct view *view = (*views)[i];
    if (view->f != g->site->callee)
      continue;
    strbuf_clear (&text);
    strbuf_addf (&text, "argument %u%s%s", view->argument + 1, REFERENCE_SEEN,
                 view_is_narrow (view) ? "by" : "roughly by");
    name_observer (view->observer, is_declared_to_store (view->observer), &text);
    for (unsigned k = 0; k < view->others.length (); k++)
      name_observer (view->others[k], false, &text);
    for (unsigned k = 0; k < view->recorded.length (); k++)
      name_observer (view->recorded[k], true, &text);
    strbuf_addf (&text, ": %s", strbuf_text (&view->sequence));
    answer_text (out, strbuf_text (&text));
    strbuf_clear (&text);
    accepting_write (&view->after, &text);
    answer_text (out, strbuf_text (&text));
    count++;
  }
  strbuf_release (&text);
  return count;
}

/* Grades a function that runs the tests of its own program, or says whether they failed: what these assert of it is asserted only as long as it does
   so.  False if G's is none.  */
static bool
grade_runner (struct grading *g, unsigned *count, struct strbuf *outputs)
{
  const struct sink *sink = sink_of (g->site->callee);
  enum sink_kind kind = sink ? sink->kind : SINK_NONE;
  if (kind != SINK_RUNS && kind != SINK_REPORTS && kind != SINK_TELLS)
    return false;
  set_grade (g, GRADE_CALLED);
  strbuf_add_text (&g->reason, kind == SINK_RUNS
                                   ? "it runs the tests themselves: gutted, none would run and none would fail"
                                   : "it says whether the tests themselves failed: gutted, it may say that none did");
  answer_unread (outputs, REFERENCE_TESTS);
  *count = 1;
  return true;
}

/* Whether one of FUNCTION's parameters is a pointer to TYPE.  */
static bool
takes_pointer_to (tree function, tree type)
{
  for (tree p = TYPE_ARG_TYPES (TREE_TYPE (function)); p; p = TREE_CHAIN (p))
    if (POINTER_TYPE_P (TREE_VALUE (p)) && TYPE_MAIN_VARIANT (TREE_TYPE (TREE_VALUE (p))) == type)
      return true;
  return false;
}

/* Whether FUNCTION gives an object of TYPE, and is given none.  */
static bool
makes_object (tree function, tree type)
{
  tree result = TREE_TYPE (TREE_TYPE (function));
  return POINTER_TYPE_P (result) && TYPE_MAIN_VARIANT (TREE_TYPE (result)) == type
         && !takes_pointer_to (function, type);
}

/* Whether a function other than SITE's, of which SURVEY says that the test asks for something that it gives, may show an object of TYPE: one that is
   given such a pointer, or nothing at all.  */
static bool
is_shown (const struct machine *survey, const struct call_site *site, tree type)
{
  for (unsigned i = 0; i < survey->calls->length (); i++) {
    const struct call_site *other = &(*survey->calls)[i];
    tree parameters = TYPE_ARG_TYPES (TREE_TYPE (other->callee));
    if (other->callee != site->callee && (other->matters || survey->gave_up) && !makes_object (other->callee, type)
        && (!parameters || VOID_TYPE_P (TREE_VALUE (parameters)) || takes_pointer_to (other->callee, type)))
      return true;
  }
  return false;
}

/* The argument, from 1, by which SITE's function was given an object that is no memory of the test's and whose type is not known there, so that what is
   stored in it could be seen through others only, and is not; or 0.  */
static unsigned
hidden_argument (const struct machine *survey, const struct call_site *site)
{
  unsigned number = 1;
  for (tree p = TYPE_ARG_TYPES (TREE_TYPE (site->callee)); p && site->held && !site->linked;
       p = TREE_CHAIN (p), number++) {
    tree type = POINTER_TYPE_P (TREE_VALUE (p)) ? TREE_TYPE (TREE_VALUE (p)) : NULL_TREE;
    if (type && RECORD_OR_UNION_TYPE_P (type) && !COMPLETE_TYPE_P (type) && !TYPE_READONLY (type)
        && !is_shown (survey, site, TYPE_MAIN_VARIANT (type)))
      return number;
  }
  return 0;
}

/* Whether the test of G itself asks for nothing that the function produced, although what is called before it does.  */
static bool
is_left_to_setup (const struct grading *g)
{
  bool asks = !g->site->prepares || g->m->waits;
  for (int i = 0; i < g->m->symbols_count && !asks; i++)
    asks = belongs (g, &g->m->symbols[i]) && (g->m->symbols[i].of_test || g->m->symbols[i].self);
  return !asks;
}

/* Whether the test of G lets less pass of what the function produced than what is called before it does.  */
static bool
asks_beyond_setup (const struct grading *g)
{
  bool asks = false;
  for (int i = 0; i < g->m->symbols_count; i++)
    asks |= belongs (g, &g->m->symbols[i]) && !accepting_equal (&g->m->symbols[i].accepts, &g->m->symbols[i].prepared);
  return asks && g->grade > GRADE_CALLED;
}

void
answer_reference (struct strbuf *answer, const struct machine *m, const struct machine *survey,
                  const struct call_site *site, bool registered, const struct accepting *idle,
                  const auto_vec<struct view *> *views)
{
  struct grading g = { m, site, GRADE_CALLED, STRBUF_INIT, idle, hidden_argument (survey, site), false };
  struct strbuf outputs = STRBUF_INIT;
  expanded_location place = expand_location (site->place);
  unsigned count = 0;
  if (!grade_runner (&g, &count, &outputs)) {
    grade_site (&g);
    if (g.grade > GRADE_CALLED && is_left_to_setup (&g)) {
      set_grade (&g, GRADE_CALLED);
      strbuf_add_text (&g.reason, "what it produces reaches an assertion in what is called before the test only");
      g.prepared = true;
    }
    count = write_outputs (&g, &outputs) + write_views (&g, views, &outputs);
  }
  if (site->setup && !asks_beyond_setup (&g)) {
    strbuf_release (&outputs);
    strbuf_release (&g.reason);
    return;
  }
  if (site->setup)
    strbuf_addf (&g.reason, "; %s calls it, before the test",
                 DECL_CXX_CONSTRUCTOR_P (site->setup) ? "the constructor"
                                                      : IDENTIFIER_POINTER (DECL_NAME (site->setup)));
  answer_text (answer, linkage_name (site->test));
  answer_text (answer, linkage_name (site->callee));
  answer_text (answer, place.file ? place.file : "");
  answer_number (answer, (unsigned) place.line);
  answer_number (answer, (unsigned) place.column);
  answer_number (answer, (unsigned) g.grade);
  answer_number (answer, registered);
  answer_text (answer, strbuf_text (&g.reason));
  answer_number (answer, count);
  strbuf_add (answer, strbuf_text (&outputs), outputs.length);
  strbuf_release (&outputs);
  strbuf_release (&g.reason);
}
