/* Which of the tests that a unit registers a framework leaves out, and of which it expects a failure.  See selection.h.

   A filter is a pattern that the unit gives to the framework: by a function, a variable, the environment, or arguments of its own.  What it
   leaves out does not run; of one that is not known here, no test is known to run.  Nor is a test of which a function that prepares it,
   called by the framework before it, may skip it.  */
#include "gcc-compat.h"

#include <fnmatch.h>

#include "machine.h"
#include "parameters.h"
#include "selection.h"
#include "sinks.h"
#include "subjects.h"

/* A function whose address stands in a part of a variable: those in one part belong together.  */
struct member {
  tree of; /* the variable, or the initial value */
  HOST_WIDE_INT part;
  tree function;
  const char *name; /* a text that stands there, too; or NULL */
};

struct filter {
  char *pattern; /* NULL: not known */
  bool hides;
};

struct selection {
  struct main_run *main_run;
  auto_vec<struct filter> filters;
  auto_vec<struct member> members;
  hash_set<tree> preparing; /* functions that a framework calls before all tests that it is given */
  hash_set<tree> ending;    /* tests that are expected to end by a signal or a status */
  hash_set<tree> failing;   /* tests that are expected to fail */
  hash_set<tree> apart;     /* tests that run only where a test asks for them */
  bool asks_apart;          /* some test may */
  bool minds_apart;         /* and what asks for what became of them wants them to pass */
  hash_set<tree> threads;   /* functions that a thread is started for */
  hash_set<tree> stopped;   /* tests that are not to run */
  hash_set<tree> replaced;  /* tests in whose place another function says that they are ignored */
};

/* Depth of calls in which a function that skips is looked for.  */
#define DEPTH_OF_SKIPS 3

/* Steps from what a framework is given to the test: a pointer, the struct that it points to, the function in that.  */
#define DEPTH_OF_REGISTRATION 6

/* ---- What skips.  */

static bool
is_method (tree decl)
{
  return TREE_CODE (TREE_TYPE (decl)) == METHOD_TYPE && DECL_CONTEXT (decl) && TYPE_P (DECL_CONTEXT (decl))
         && TYPE_NAME (DECL_CONTEXT (decl)) && DECL_P (TYPE_NAME (DECL_CONTEXT (decl)));
}

static bool
skips (gcall *call)
{
  tree callee = gimple_call_fndecl (call);
  const struct sink *sink = callee ? sink_of (callee) : NULL;
  if (!sink)
    return false;
  if (sink->kind == SINK_SKIPS)
    return true;
  const struct sink_operand *what = &sink->operands[0], *skip = &sink->operands[3];
  if (sink->kind != SINK_OUTSIDE || skip->kind != OPERAND_NUMBER || what->number > (long) gimple_call_num_args (call))
    return false;
  tree given = gimple_call_arg (call, what->number - 1);
  return TREE_CODE (given) == INTEGER_CST && tree_fits_shwi_p (given) && tree_to_shwi (given) == skip->number;
}

/* Whether DECL, a function, may skip the test that it is called for.  */
static bool
may_skip (tree decl, int depth)
{
  cgraph_node *node = cgraph_node::get (decl);
  basic_block block;
  node = node ? node->ultimate_alias_target () : NULL;
  if (!node || !has_flow (node) || depth == 0)
    return false;
  FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
    tree callee = call ? gimple_call_fndecl (call) : NULL_TREE;
    if (callee && (skips (call) || (callee != decl && !is_subject (callee) && may_skip (callee, depth - 1))))
      return true;
  }
  return false;
}

bool
selection_may_skip (tree decl)
{
  return may_skip (decl, DEPTH_OF_SKIPS);
}

/* ---- Texts.  */

static tree
without_casts (tree t)
{
  for (int n = 0; n < 8 && t; n++)
    if (CONVERT_EXPR_P (t))
      t = TREE_OPERAND (t, 0);
    else if (TREE_CODE (t) == SSA_NAME && gimple_assign_single_p (SSA_NAME_DEF_STMT (t)))
      t = gimple_assign_rhs1 (SSA_NAME_DEF_STMT (t));
    else
      break;
  return t;
}

const char *
selection_text (tree t)
{
  t = without_casts (t);
  if (!t || TREE_CODE (t) != ADDR_EXPR)
    return NULL;
  tree base = TREE_OPERAND (t, 0);
  if (TREE_CODE (base) == ARRAY_REF && integer_zerop (TREE_OPERAND (base, 1)))
    base = TREE_OPERAND (base, 0);
  return TREE_CODE (base) == STRING_CST ? TREE_STRING_POINTER (base) : NULL;
}

static void
add_filter (struct selection *s, const char *pattern, bool hides)
{
  struct filter f = { pattern ? xstrdup (pattern) : NULL, hides };
  s->filters.safe_push (f);
}

/* GIVEN, a pattern: NULL and 0 choose nothing.  */
static void
add_given (struct selection *s, tree given, bool hides)
{
  given = without_casts (given);
  if (!given || !integer_zerop (given))
    add_filter (s, selection_text (given), hides);
}

/* ---- Statements.  */

/* A variable of the environment that a framework reads gets a value.  */
static void
look_at_environment (struct selection *s, gcall *call, const char *name)
{
  bool sets = !strcmp (name, "setenv") || !strcmp (name, "g_setenv"), puts = !strcmp (name, "putenv");
  const char *text = (sets || puts) && gimple_call_num_args (call) > 0 ? selection_text (gimple_call_arg (call, 0))
                                                                       : NULL;
  if (!text)
    return;
  char *variable = xstrndup (text, strcspn (text, "="));
  const struct sink *sink = sink_named (variable);
  if (sink && sink->kind == SINK_FILTERS)
    add_filter (s, sets && gimple_call_num_args (call) > 1 ? selection_text (gimple_call_arg (call, 1)) : NULL, false);
  free (variable);
}

/* What runs tests is given which: a name, or arguments like main's.  */
static void
look_at_runner (struct selection *s, gcall *call, const struct sink *sink)
{
  for (unsigned i = 0; i < SINK_OPERANDS; i++) {
    if (sink->operands[i].kind != OPERAND_ARGUMENT || sink->operands[i].number > (long) gimple_call_num_args (call))
      continue;
    tree given = without_casts (gimple_call_arg (call, sink->operands[i].number - 1));
    bool none = integer_zerop (given) || integer_onep (given);
    if (!none && (POINTER_TYPE_P (TREE_TYPE (given)) || TREE_CODE (given) == INTEGER_CST))
      add_filter (s, NULL, false);
  }
}

/* What FUNCTION, which a framework runs, hands out again is the test.  */
static void
add_handed_out (hash_set<tree> *to, tree function)
{
  struct ipa_ref *reference;
  cgraph_node *node = cgraph_node::get (function);
  for (unsigned i = 0; node && node->iterate_reference (i, reference); i++)
    if (reference->use == IPA_REF_ADDR && is_a<cgraph_node *> (reference->referred))
      to->add (reference->referred->decl);
}

/* Adds the functions that T leads to: itself, a variable's initial value, or what that leads to.  */
static void
add_ending (hash_set<tree> *to, tree t, int depth)
{
  t = without_casts (t);
  if (t && TREE_CODE (t) == ADDR_EXPR)
    t = TREE_OPERAND (t, 0);
  if (!t || depth == 0)
    return;
  if (TREE_CODE (t) == FUNCTION_DECL) {
    to->add (t);
    add_handed_out (to, t);
  } else if (VAR_P (t))
    add_ending (to, DECL_INITIAL (t), depth - 1);
  else if (TREE_CODE (t) == CONSTRUCTOR) {
    unsigned HOST_WIDE_INT i;
    tree value;
    FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (t), i, value)
    add_ending (to, value, depth - 1);
  }
}

/* CALL registers a test, by SINK.  */
static void
look_at_registration (struct selection *s, gcall *call, const struct sink *sink)
{
  bool expects = false;
  for (unsigned i = 3; i < SINK_OPERANDS; i++)
    if (sink->operands[i].kind == OPERAND_ARGUMENT && sink->operands[i].number <= (long) gimple_call_num_args (call))
      expects |= !integer_zerop (gimple_call_arg (call, sink->operands[i].number - 1));
  const char *name = sink->apart && gimple_call_num_args (call) ? selection_text (gimple_call_arg (call, 0)) : NULL;
  bool apart = name && strstr (name, sink->apart);
  for (unsigned i = 0; i < gimple_call_num_args (call) && (expects || apart); i++)
    if (POINTER_TYPE_P (TREE_TYPE (gimple_call_arg (call, i))))
      add_ending (apart ? &s->apart : &s->ending, gimple_call_arg (call, i), DEPTH_OF_REGISTRATION);
}

static void
add_functions (hash_set<tree> *to, gcall *call)
{
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree t = without_casts (gimple_call_arg (call, i));
    if (t && TREE_CODE (t) == ADDR_EXPR && TREE_CODE (TREE_OPERAND (t, 0)) == FUNCTION_DECL)
      to->add (TREE_OPERAND (t, 0));
  }
}

/* CALL says by SINK that what it is given, a test or what keeps tests, is not to run.  If nobody knows which that is, it may be any.  */
static void
look_at_stop (struct selection *s, gcall *call, const struct sink *sink)
{
  imm_use_iterator i;
  use_operand_p use;
  unsigned count = gimple_call_num_args (call);
  if (sink->operands[0].number > (long) count || sink->operands[1].number > (long) count)
    return;
  tree what = without_casts (gimple_call_arg (call, sink->operands[0].number - 1)),
       runs = gimple_call_arg (call, sink->operands[1].number - 1);
  if (TREE_CODE (runs) == INTEGER_CST && !integer_zerop (runs))
    return;
  gcall *maker = TREE_CODE (what) == SSA_NAME ? dyn_cast<gcall *> (SSA_NAME_DEF_STMT (what)) : NULL;
  const struct sink *made = maker && gimple_call_fndecl (maker) ? sink_of (gimple_call_fndecl (maker)) : NULL;
  if (!made || made->kind != SINK_REGISTERS) {
    add_filter (s, NULL, false);
    return;
  }
  add_functions (&s->stopped, maker);
  FOR_EACH_IMM_USE_FAST (use, i, what)
  {
    gcall *adding = dyn_cast<gcall *> (USE_STMT (use));
    const struct sink *adds = adding && gimple_call_fndecl (adding) ? sink_of (gimple_call_fndecl (adding)) : NULL;
    if (adds && adds->kind == SINK_REGISTERS)
      add_functions (&s->stopped, adding);
  }
}

static void
look_at_thread (struct selection *s, gcall *call)
{
  tree callee = gimple_call_fndecl (call);
  if (!callee || strcmp (linkage_name (callee), "pthread_create") != 0 || gimple_call_num_args (call) < 3)
    return;
  tree given = without_casts (gimple_call_arg (call, 2));
  if (given && TREE_CODE (given) == ADDR_EXPR)
    s->threads.add (TREE_OPERAND (given, 0));
}

/* OUTSIDE: the statement stands outside tests.  */
static void
look_at_call (struct selection *s, gcall *call, bool outside)
{
  tree callee = gimple_call_fndecl (call);
  const struct sink *sink = callee ? sink_of (callee) : NULL;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree t = gimple_call_arg (call, i);
    tree base = TREE_CODE (t) == ADDR_EXPR ? get_base_address (TREE_OPERAND (t, 0)) : NULL_TREE;
    /* An object that holds the pattern: it is assigned to, or only read.  */
    if (outside && base && sink_of_variable (base) && i == 0 && gimple_call_num_args (call) > 1)
      add_filter (s, selection_text (gimple_call_arg (call, 1)), false);
    if (sink && (sink->kind == SINK_RUNS || sink->kind == SINK_REPORTS) && base && TREE_CODE (base) == FUNCTION_DECL)
      s->preparing.add (base);
  }
  if (sink && sink->kind == SINK_REGISTERS)
    look_at_registration (s, call, sink);
  if (sink && sink->kind == SINK_ASKS) {
    const struct sink_operand *flags = &sink->operands[0];
    s->asks_apart |= flags->kind == OPERAND_NONE;
    if (flags->kind == OPERAND_ARGUMENT && flags->number <= (long) gimple_call_num_args (call))
      s->minds_apart |= integer_zerop (gimple_call_arg (call, flags->number - 1));
  }
  if (!callee || !outside)
    return;
  look_at_environment (s, call, linkage_name (callee));
  if (!sink)
    return;
  if (sink->kind == SINK_STOPS)
    look_at_stop (s, call, sink);
  if (sink->kind == SINK_FILTERS || sink->kind == SINK_HIDES)
    for (unsigned i = 0; i < SINK_OPERANDS && sink->operands[i].kind == OPERAND_ARGUMENT; i++)
      if (sink->operands[i].number <= (long) gimple_call_num_args (call))
        add_given (s, gimple_call_arg (call, sink->operands[i].number - 1), sink->kind == SINK_HIDES);
  if (sink->kind == SINK_RUNS || sink->kind == SINK_REPORTS)
    look_at_runner (s, call, sink);
}

static void
add_member (struct selection *s, tree of, HOST_WIDE_INT part, tree value)
{
  value = without_casts (value);
  tree function = value && TREE_CODE (value) == ADDR_EXPR ? TREE_OPERAND (value, 0) : NULL_TREE;
  struct member m = { of, part, function && TREE_CODE (function) == FUNCTION_DECL ? function : NULL_TREE,
                      selection_text (value) };
  if (m.function || m.name)
    s->members.safe_push (m);
}

/* Whether FIELD of TYPE, with VALUE, says that the test beside it is expected to fail, or, if ENDS, to end by a signal or a status.  */
static bool
says_failing (tree type, tree field, tree value, bool ends)
{
  const struct sink *sink = field && TREE_CODE (field) == FIELD_DECL ? sink_of_member (type, field) : NULL;
  STRIP_NOPS (value);
  if (!sink || sink->kind != SINK_EXPECTS || TREE_CODE (value) != INTEGER_CST || !tree_fits_shwi_p (value)
      || ends != (sink->operands[0].kind == OPERAND_NONE))
    return false;
  return ends ? tree_to_shwi (value) != 0 : (tree_to_shwi (value) & sink->operands[0].number) != 0;
}

/* Whether VALUE is the address of a variable that says so of the test beside that address.  */
static bool
leads_to_ending (tree value)
{
  unsigned HOST_WIDE_INT i;
  tree field, part;
  tree variable = value && TREE_CODE (value) == ADDR_EXPR ? TREE_OPERAND (value, 0) : NULL_TREE;
  tree initial = variable && VAR_P (variable) ? DECL_INITIAL (variable) : NULL_TREE;
  if (!initial || TREE_CODE (initial) != CONSTRUCTOR || TREE_CODE (TREE_TYPE (initial)) != RECORD_TYPE)
    return false;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (initial), i, field, part)
  if (says_failing (TREE_TYPE (initial), field, part, true))
    return true;
  return false;
}

/* The structs within CONSTRUCTOR, an initial value.  */
static void
look_at_initial (struct selection *s, tree constructor)
{
  unsigned HOST_WIDE_INT i;
  tree field, value;
  if (!constructor || TREE_CODE (constructor) != CONSTRUCTOR)
    return;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (constructor), i, field, value)
  {
    if (TREE_CODE (TREE_TYPE (constructor)) == RECORD_TYPE)
      add_member (s, constructor, 0, value);
    if (says_failing (TREE_TYPE (constructor), field, value, false))
      add_ending (&s->failing, constructor, DEPTH_OF_REGISTRATION);
    if (says_failing (TREE_TYPE (constructor), field, value, true) || leads_to_ending (value))
      add_ending (&s->ending, constructor, DEPTH_OF_REGISTRATION);
    look_at_initial (s, value);
  }
}

static void
look_at_assignment (struct selection *s, gimple *stmt, bool outside)
{
  tree to = gimple_assign_lhs (stmt), from = gimple_assign_rhs1 (stmt);
  if (outside && sink_of_place (to))
    add_given (s, from, false);
  if (TREE_CODE (from) == CONSTRUCTOR)
    look_at_initial (s, from);
  else if (TREE_CODE (to) == COMPONENT_REF && POINTER_TYPE_P (TREE_TYPE (to))) {
    poly_int64 offset = 0;
    HOST_WIDE_INT part;
    tree of = get_addr_base_and_unit_offset (TREE_OPERAND (to, 0), &offset);
    if (of && VAR_P (of) && offset.is_constant (&part))
      add_member (s, of, part, from);
  }
}

/* Whether NODE is called from elsewhere than from within tests, which frameworks know by their addresses: what these tell a framework is a matter of what they
   test.  */
static bool
is_outside_tests (cgraph_node *node, hash_set<cgraph_node *> *seen)
{
  if (is_main (node) || DECL_STATIC_CONSTRUCTOR (node->decl))
    return true;
  if (node->address_taken || is_method (node->decl) || seen->add (node))
    return false;
  for (cgraph_edge *e = node->callers; e; e = e->next_caller)
    if (is_outside_tests (e->caller, seen))
      return true;
  return !node->callers;
}

/* Whether some way through main comes to BLOCK of NODE, as far as main decides.  */
static bool
may_happen (struct selection *s, cgraph_node *node, basic_block block)
{
  struct course *c = &s->main_run->course;
  if (!c->passed || !is_of_main (node) || !course_is_noted (block))
    return true;
  return course_ever (c, block) || is_passed_over (c, node);
}

/* Whether NAME is BASE with `run` behind it.  */
static bool
runs_by_name (const char *name, const char *base)
{
  size_t length = strlen (base);
  return strncmp (name, base, length) == 0 && strcmp (name + length, "run") == 0;
}

/* NODE calls what says that a test is ignored: that is the one that NODE is named after.  */
static void
look_at_replacement (struct selection *s, cgraph_node *node)
{
  cgraph_node *other;
  for (cgraph_edge *e = node->callees; e; e = e->next_callee) {
    const struct sink *sink = sink_of (e->callee->decl);
    if (!sink || sink->kind != SINK_DISABLED || e->callee->has_gimple_body_p ())
      continue;
    FOR_EACH_FUNCTION (other)
    if (runs_by_name (linkage_name (node->decl), linkage_name (other->decl)))
      s->replaced.add (other->decl);
  }
}

struct selection *
selection_find (struct main_run *main_run)
{
  struct selection *s = new selection;
  cgraph_node *node;
  varpool_node *variable;
  s->main_run = main_run;
  s->asks_apart = s->minds_apart = false;
  FOR_EACH_VARIABLE (variable)
  look_at_initial (s, DECL_INITIAL (variable->decl));
  FOR_EACH_FUNCTION (node)
  {
    basic_block block;
    const struct sink *sink = sink_of (node->decl);
    hash_set<cgraph_node *> seen;
    if (!has_flow (node))
      continue;
    bool outside = is_outside_tests (node, &seen);
    look_at_replacement (s, node);
    if (sink && sink->kind == SINK_PREPARES && TREE_PUBLIC (node->decl) && !is_method (node->decl))
      s->preparing.add (node->decl);
    FOR_EACH_BB_FN (block, DECL_STRUCT_FUNCTION (node->decl))
    {
      bool happens = may_happen (s, node, block);
      for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
        gcall *call = dyn_cast<gcall *> (gsi_stmt (i));
        if (call)
          look_at_thread (s, call);
        if (happens && call)
          look_at_call (s, call, outside);
        else if (happens && gimple_assign_single_p (gsi_stmt (i)))
          look_at_assignment (s, gsi_stmt (i), outside);
      }
    }
  }
  return s;
}

/* ---- Names and patterns.  */

/* Whether NAME fits one of PATTERNS, which stand between colons.  */
static bool
fits_one (const char *patterns, size_t length, const char *name)
{
  for (const char *at = patterns, *end = patterns + length; at <= end;) {
    size_t part = strcspn (at, ":");
    part = MIN (part, (size_t) (end - at));
    char *pattern = xstrndup (at, part);
    bool fits = fnmatch (pattern, name, FNM_NOESCAPE) == 0;
    free (pattern);
    if (fits)
      return true;
    at += part + 1;
  }
  return false;
}

/* Whether PATTERN lets NAME pass: A:B-C:D is A or B, but neither C nor D.  */
static bool
fits (const char *pattern, const char *name)
{
  const char *minus = strchr (pattern, '-');
  size_t length = minus ? (size_t) (minus - pattern) : strlen (pattern);
  return (minus == pattern || fits_one (pattern, length, name))
         && !(minus && fits_one (minus + 1, strlen (minus + 1), name));
}

/* The same of each name that CLASS, of a test in C++, may stand for: `Suite_Name_Test` is Suite.Name.  */
static bool
class_fits (const char *pattern, const char *class_name)
{
  size_t length = strlen (class_name);
  if (length > 5 && strcmp (class_name + length - 5, "_Test") == 0)
    length -= 5;
  char *name = xstrndup (class_name, length);
  bool any = false, all = true;
  for (char *at = strchr (name, '_'); at; at = strchr (at + 1, '_')) {
    *at = '.';
    any = true;
    all &= fits (pattern, name);
    *at = '_';
  }
  free (name);
  return any && all;
}

static bool
stand_together (const struct member *a, const struct member *b)
{
  return a->of == b->of && a->part == b->part;
}

/* Whether M is the first function of its part: the test, where the others are what a framework calls before and after it.  */
static bool
is_test_of_part (struct selection *s, const struct member *m)
{
  for (unsigned i = 0; i < s->members.length (); i++)
    if (s->members[i].function && stand_together (&s->members[i], m))
      return s->members[i].function == m->function;
  return false;
}

/* Whether DECL is no test, but what a framework calls for tests.  */
static bool
is_fixture (struct selection *s, tree decl)
{
  bool fixture = false;
  const struct sink *sink = DECL_NAME (decl) ? sink_named (IDENTIFIER_POINTER (DECL_NAME (decl))) : NULL;
  if (DECL_CXX_CONSTRUCTOR_P (decl) || DECL_CXX_DESTRUCTOR_P (decl) || DECL_ARTIFICIAL (decl)
      || s->preparing.contains (decl) || (sink && sink->kind == SINK_PREPARES))
    return true;
  for (unsigned i = 0; i < s->members.length (); i++)
    if (s->members[i].function == decl) {
      if (is_test_of_part (s, &s->members[i]))
        return false;
      fixture = true;
    }
  return fixture;
}

static const char *
name_of_test (struct selection *s, tree decl)
{
  for (unsigned i = 0; i < s->members.length (); i++)
    if (s->members[i].function == decl)
      for (unsigned k = 0; k < s->members.length (); k++)
        if (s->members[k].name && stand_together (&s->members[k], &s->members[i]))
          return s->members[k].name;
  return DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "";
}

static bool
is_filtered_out (struct selection *s, tree decl)
{
  for (unsigned i = 0; i < s->filters.length (); i++) {
    const struct filter *f = &s->filters[i];
    if (!f->pattern)
      return true;
    bool match = is_method (decl)
                     ? class_fits (f->pattern, IDENTIFIER_POINTER (DECL_NAME (TYPE_NAME (DECL_CONTEXT (decl)))))
                     : fits (f->pattern, name_of_test (s, decl));
    if (match == f->hides)
      return true;
  }
  return false;
}

/* ---- What prepares a test.  */

/* Whether TYPE, the class of a test, or one that it is derived from, has a method that prepares and may skip.  */
static bool
class_skips (tree type)
{
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f))
    if (TREE_CODE (f) == FUNCTION_DECL && DECL_NAME (f)) {
      const struct sink *sink = sink_named (IDENTIFIER_POINTER (DECL_NAME (f)));
      if (sink && sink->kind == SINK_PREPARES && may_skip (f, DEPTH_OF_SKIPS))
        return true;
    }
  tree binfo = TYPE_BINFO (type);
  for (unsigned i = 0; binfo && i < BINFO_N_BASE_BINFOS (binfo); i++)
    if (class_skips (BINFO_TYPE (BINFO_BASE_BINFO (binfo, i))))
      return true;
  return false;
}

static bool
is_skipped (struct selection *s, tree decl)
{
  for (hash_set<tree>::iterator i = s->preparing.begin (); i != s->preparing.end (); ++i)
    if (*i != decl && may_skip (*i, DEPTH_OF_SKIPS))
      return true;
  for (unsigned i = 0; i < s->members.length (); i++)
    if (s->members[i].function == decl)
      for (unsigned k = 0; k < s->members.length (); k++)
        if (s->members[k].function && s->members[k].function != decl && stand_together (&s->members[k], &s->members[i])
            && may_skip (s->members[k].function, DEPTH_OF_SKIPS))
          return true;
  return is_method (decl) && class_skips (DECL_CONTEXT (decl));
}

/* Whether TYPE is derived from a class of a framework's, which runs what is registered with it when main says so.  */
static bool
is_of_framework (tree type)
{
  tree binfo = TYPE_BINFO (type), name = TYPE_NAME (type);
  if (name && DECL_P (name) && in_system_header_at (DECL_SOURCE_LOCATION (name)))
    return true;
  for (unsigned i = 0; binfo && i < BINFO_N_BASE_BINFOS (binfo); i++)
    if (is_of_framework (BINFO_TYPE (BINFO_BASE_BINFO (binfo, i))))
      return true;
  return false;
}

bool
selection_replaces (struct selection *s, cgraph_node *test)
{
  return s->replaced.contains (test->decl);
}

/* Whether something of the unit but BUT calls a function of elsewhere whose name has one of COUNT PARTS in it.  */
static bool
unit_calls (tree but, const char *const *parts, size_t count)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  for (cgraph_edge *e = node->has_gimple_body_p () ? NULL : node->callers; e; e = e->next_caller)
    for (size_t i = 0; i < count && e->caller->decl != but; i++)
      if (strstr (linkage_name (node->decl), parts[i]))
        return true;
  return false;
}

/* Whether DECL is run by a thread, and nothing in the unit could wait for that, or something may end it: the program may be over before it has failed.  */
static bool
is_left_alone (struct selection *s, tree decl)
{
  static const char *const waiting[] = { "join", "wait", "sleep", "pthread_exit", "thrd_exit", "pause" };
  static const char *const ending[] = { "pthread_cancel" };
  return s->threads.contains (decl)
         && (!unit_calls (decl, waiting, ARRAY_SIZE (waiting)) || unit_calls (decl, ending, ARRAY_SIZE (ending)));
}

const char *
selection_leaves_out (struct selection *s, cgraph_node *test)
{
  if (is_fixture (s, test->decl))
    return NULL;
  if (s->main_run->main && is_left_alone (s, test->decl))
    return "it runs in a thread that nothing waits for, or that may be ended before";
  struct course *c = &s->main_run->course;
  if (is_method (test->decl) && c->passed && is_of_framework (DECL_CONTEXT (test->decl))
      && !(c->runs && course_always (c, c->runs)))
    return "main may end well without running it";
  if (s->apart.contains (test->decl) && !s->asks_apart && s->main_run->main)
    return "the framework runs it only where another test asks for that";
  if (s->stopped.contains (test->decl))
    return "the framework is told not to run it";
  if (is_filtered_out (s, test->decl))
    return "the framework is told to run some tests only, and this may be none of them";
  if (is_skipped (s, test->decl))
    return "what prepares it may skip it";
  if (is_method (test->decl) && parameters_may_lack (DECL_CONTEXT (test->decl)))
    return "it may be given no parameters at all, and the framework is told to put up with that";
  return NULL;
}

bool
selection_expects_end (struct selection *s, cgraph_node *test)
{
  return s->ending.contains (test->decl);
}

bool
selection_expects_failure (struct selection *s, cgraph_node *test)
{
  return s->failing.contains (test->decl) || (s->apart.contains (test->decl) && !s->minds_apart);
}

bool
selection_comes_late (cgraph_node *test)
{
  return DECL_CXX_DESTRUCTOR_P (test->decl) && !is_of_framework (DECL_CONTEXT (test->decl));
}

void
selection_release (struct selection *s)
{
  if (!s)
    return;
  for (unsigned i = 0; i < s->filters.length (); i++)
    free (s->filters[i].pattern);
  delete s;
}
