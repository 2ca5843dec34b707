/* Test functions: who runs them, what they claim, which of their assertions are never reached.

   A static function that nothing refers to is gone before the unit is complete, and so is code that no way leads to.  So a unit's
   tests are looked at twice: when a function has been parsed (PRE_GENERICIZE) for what its text holds, and at the end of the
   unit for what of it can run.

   To see what was found: loadbearing dump OBJECT.  */
#include "gcc-compat.h"

#include "observe/marks.h"
#include "observe/observed.h"
#include "source/preprocessor.h"
#include "session.h"
#include "sinks.h"
#include "subjects.h"
#include "test_functions.h"
#include "unreached.h"

/* One function of a test unit as it was parsed.  */
struct parsed_test {
  unsigned uid;
  char *name; /* as it is written */
  struct test_facts facts;
  bool is_static, is_main;
  bool asserts;     /* calls a sink itself */
  bool told;        /* of that, it is only a framework that knows whether it failed */
  bool uses_assert; /* by the C library's macro */
  unsigned *callees;
  size_t callees_count; /* of the unit or not, by DECL_UID; calls or addresses */
};

static struct {
  struct parsed_test *list;
  size_t count;
  hash_map<uid_hash, unsigned> *of;
  char **declared; /* functions that claims name and the unit declares */
  size_t declared_count;
  unsigned *assert_users;
  size_t assert_users_count;
  bool role_known, is_test;
} parsed;

static bool
unit_is_test (void)
{
  if (!parsed.role_known) {
    char *source = session_source ();
    parsed.role_known = true;
    parsed.is_test = (session.role_given ? session.role : policy_role (session.policy, source)) == ROLE_TEST;
    free (source);
  }
  return parsed.is_test;
}

void
test_functions_use_assert (unsigned uid)
{
  if (unit_is_test ())
    *grow (&parsed.assert_users, &parsed.assert_users_count) = uid;
}

/* Gaps that the machine found, by test.  */
struct found_gap {
  char *test;
  struct test_gap gap;
};
static struct found_gap *found_gaps;
static size_t found_gaps_count;

void
test_functions_add_gap (const char *test, const struct test_gap *gap)
{
  struct found_gap *f = grow (&found_gaps, &found_gaps_count);
  f->test = memory_copy_text (test);
  f->gap = *gap;
}

/* Tests that nothing runs.  */
struct idle_test {
  char *name, *why;
};
static struct idle_test *idle_tests;
static size_t idle_tests_count;

void
test_functions_add_idle (const char *test, const char *why)
{
  struct idle_test *t = grow (&idle_tests, &idle_tests_count);
  t->name = memory_copy_text (test);
  t->why = memory_copy_text (why);
}

/* What the machine found out about functions.  */
struct found_flag {
  char *name;
  enum test_flag flag;
};
static struct found_flag *found_flags;
static size_t found_flags_count;

void
test_functions_add_flag (const char *test, enum test_flag flag)
{
  struct found_flag *f = grow (&found_flags, &found_flags_count);
  f->name = memory_copy_text (test);
  f->flag = flag;
}

/* ---- When a function has been parsed.  */

/* What a failing call is, and what compares by itself; not what ends a program with whatever status.  */
static bool
is_assertion (const struct sink *sink)
{
  return sink && sink->mode == MODE_ASSERTS
         && ((sink->kind != SINK_NONE && sink->kind <= SINK_FAILS) || sink->kind == SINK_HOLDS);
}

/* Whether a failure of that is known to a framework, and not by the program's end.  */
static bool
is_told (const struct sink *sink)
{
  return is_assertion (sink) && !sink->any && !sink_ends_program (sink);
}

/* The same of a function that is called.  */
static bool
is_assertion_decl (tree decl)
{
  const struct sink *sink = is_cxx () ? sink_of_name (decl) : NULL;
  if (!is_cxx ())
    return is_assertion (sink_named (IDENTIFIER_POINTER (DECL_NAME (decl))));
  if (!sink || sink->kind == SINK_NONE || sink->kind == SINK_EXITS)
    sink = sink_named (IDENTIFIER_POINTER (DECL_NAME (decl)));
  return sink && sink->mode != MODE_MAKES
         && ((sink->kind != SINK_NONE && sink->kind <= SINK_FAILS) || sink->kind == SINK_HOLDS);
}

/* Whether being called is the failure.  */
static bool
is_failure_decl (tree decl)
{
  const struct sink *sink = is_cxx () ? sink_of_name (decl) : sink_named (IDENTIFIER_POINTER (DECL_NAME (decl)));
  return sink && sink->kind == SINK_FAILS;
}

static tree
collect_callee (tree *node, int *, void *data)
{
  struct parsed_test *t = (struct parsed_test *) data;
  if (TREE_CODE (*node) != FUNCTION_DECL || !DECL_NAME (*node))
    return NULL_TREE;
  const struct sink *sink = sink_named (IDENTIFIER_POINTER (DECL_NAME (*node)));
  t->asserts |= is_assertion (sink);
  t->told |= is_told (sink);
  *grow (&t->callees, &t->callees_count) = DECL_UID (*node);
  return NULL_TREE;
}

static bool
is_pointer_to_pointer_to_void (tree type)
{
  return POINTER_TYPE_P (type) && POINTER_TYPE_P (TREE_TYPE (type)) && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (type)));
}

/* Whether DECL takes what frameworks give to tests, and no more: nothing; cmocka's state; Check's number.  Unity calls
   some that are none, by their names, from a unit that may have no record.  */
static bool
has_form (tree decl)
{
  static const char *const hooks[] = { "setUp", "tearDown", "suiteSetUp", "suiteTearDown", "resetTest", "verifyTest" };
  tree first = DECL_ARGUMENTS (decl);
  const char *name = IDENTIFIER_POINTER (DECL_NAME (decl));
  for (const char *hook : hooks)
    if (strcmp (name, hook) == 0)
      return false;
  if (!first)
    return true;
  if (DECL_CHAIN (first))
    return false;
  size_t length = strlen (name);
  return is_pointer_to_pointer_to_void (TREE_TYPE (first))
         || (length > 3 && strcmp (name + length - 3, "_fn") == 0 && TREE_TYPE (first) == integer_type_node);
}

/* Whether NAME has "test" as a word of its own.  */
static bool
is_named_test (const char *name)
{
  for (const char *at = strcasestr (name, "test"); at; at = strcasestr (at + 1, "test"))
    if ((at == name || !ISALPHA (at[-1])) && !ISLOWER (at[4]))
      return true;
  return false;
}

static void
add_gap (location_t place, const char *reason, void *data)
{
  struct test_facts *t = (struct test_facts *) data;
  struct place at;
  struct test_gap *g = grow (&t->gaps, &t->gaps_count);
  if (preprocessor_place (place, &at)) {
    g->file = policy_relative (session.policy, at.path);
    g->line = at.line;
    g->column = at.column;
  } else
    g->file = memory_copy_text (t->file);
  g->reason = memory_copy_text (reason);
}

/* A claim names FUNCTION: whether that is declared only the front end knows, and only now.  */
static void
look_up (const char *function, void *)
{
  tree identifier = !is_cxx () && &lookup_name ? maybe_get_identifier (function) : NULL_TREE;
  tree decl = identifier ? lookup_name (identifier) : NULL_TREE;
  if (decl && TREE_CODE (decl) == FUNCTION_DECL)
    *grow (&parsed.declared, &parsed.declared_count) = memory_copy_text (function);
}

static void
at_pre_genericize (void *event, void *)
{
  tree decl = (tree) event;
  struct place place;
  if (!decl || TREE_CODE (decl) != FUNCTION_DECL || !DECL_STRUCT_FUNCTION (decl) || !DECL_NAME (decl) || errorcount
      || !session.policy || !unit_is_test () || DECL_ARTIFICIAL (decl)
      || !preprocessor_place (DECL_SOURCE_LOCATION (decl), &place) || place.environment
      || strcmp (place.path, main_input_filename) != 0)
    return;
  bool known;
  unsigned &index = parsed.of->get_or_insert (DECL_UID (decl), &known);
  if (known)
    return;
  index = parsed.count;
  struct parsed_test *t = grow (&parsed.list, &parsed.count);
  t->uid = DECL_UID (decl);
  t->is_static = !TREE_PUBLIC (decl);
  t->is_main = MAIN_NAME_P (DECL_NAME (decl));
  t->name = memory_copy_text (IDENTIFIER_POINTER (DECL_NAME (decl)));
  t->facts.name = memory_copy_text (t->name);
  t->facts.file = policy_relative (session.policy, place.path);
  t->facts.line = place.line;
  t->facts.column = place.column;
  t->facts.flags = (t->is_static ? 0 : TEST_EXTERNAL) | (has_form (decl) ? TEST_FORM : 0);
  marks_visit_claims (decl, look_up, NULL);
  walk_tree_without_duplicates (&DECL_SAVED_TREE (decl), collect_callee, t);
  unreached_assertions (DECL_SAVED_TREE (decl), is_assertion_decl, is_failure_decl, add_gap, &t->facts);
}

/* ---- Who runs it.  */

struct runners {
  struct test_facts *facts;
  hash_set<symtab_node *> seen;
};

static void note_runners (struct runners *r, symtab_node *node);

static void
note_referrers (struct runners *r, symtab_node *node)
{
  struct ipa_ref *reference;
  for (unsigned i = 0; node->iterate_referring (i, reference); i++)
    note_runners (r, reference->referring);
}

static bool
runs_by_itself (symtab_node *node)
{
  tree decl = node->decl;
  if (TREE_CODE (decl) == VAR_DECL)
    /* Others may read it, or the linker gathers it.  */
    return TREE_PUBLIC (decl) || DECL_PRESERVE_P (decl) || DECL_SECTION_NAME (decl);
  return (DECL_NAME (decl) && MAIN_NAME_P (DECL_NAME (decl)) && TREE_PUBLIC (decl)) || DECL_STATIC_CONSTRUCTOR (decl)
         || DECL_STATIC_DESTRUCTOR (decl) || DECL_PRESERVE_P (decl) || DECL_VIRTUAL_P (decl)
         || lookup_attribute ("ifunc", DECL_ATTRIBUTES (decl));
}

/* Adds who leads to NODE, itself included, and to whom.  */
static void
note_runners (struct runners *r, symtab_node *node)
{
  if (r->seen.add (node))
    return;
  if (runs_by_itself (node))
    r->facts->flags |= TEST_RUN;
  else if (TREE_CODE (node->decl) == FUNCTION_DECL && TREE_PUBLIC (node->decl))
    *grow (&r->facts->through, &r->facts->through_count) = memory_copy_text (linkage_name (node->decl));
  note_referrers (r, node);
  if (cgraph_node *function = dyn_cast<cgraph_node *> (node))
    for (cgraph_edge *e = function->callers; e; e = e->next_caller)
      note_runners (r, e->caller);
}

/* ---- What it holds.  */

static struct parsed_test *
parsed_of (unsigned uid)
{
  unsigned *index = parsed.of->get (uid);
  return index ? &parsed.list[*index] : NULL;
}

/* Whether T, or what it refers to in the unit, holds an assertion; *COMPILED_OUT: or an `assert` that NDEBUG took away.  */
static bool
asserts (const struct parsed_test *t, hash_set<uid_hash> *seen, const struct parsed_test **compiled_out)
{
  if (seen->add (t->uid))
    return false;
  if (t->asserts)
    return true;
  if (t->uses_assert && !*compiled_out)
    *compiled_out = t;
  for (size_t i = 0; i < t->callees_count; i++) {
    const struct parsed_test *callee = parsed_of (t->callees[i]);
    if (callee && asserts (callee, seen, compiled_out))
      return true;
  }
  return false;
}

/* Whether T, or what it refers to in the unit, holds an assertion of which a framework is told.  */
static bool
is_told_of (const struct parsed_test *t, hash_set<uid_hash> *seen)
{
  if (seen->add (t->uid))
    return false;
  bool told = t->told;
  for (size_t i = 0; i < t->callees_count && !told; i++) {
    const struct parsed_test *callee = parsed_of (t->callees[i]);
    told = callee && is_told_of (callee, seen);
  }
  return told;
}

/* ---- Claims.  */

struct claims {
  struct test_facts *facts;
  tree decl;
};

/* The linkage name of the function that TEXT means, or NULL if the unit declares none.  */
static const char *
declared_function (const char *text)
{
  cgraph_node *node;
  const char *by_name = NULL;
  FOR_EACH_FUNCTION (node)
  {
    if (!DECL_NAME (node->decl) || node->clone_of)
      continue;
    if (DECL_ASSEMBLER_NAME_SET_P (node->decl) && strcmp (linkage_name (node->decl), text) == 0)
      return linkage_name (node->decl);
    const char *shown = is_cxx () && &lang_decl_name ? lang_decl_name (node->decl, 1, false)
                                                     : IDENTIFIER_POINTER (DECL_NAME (node->decl));
    size_t length = strlen (text);
    if (DECL_ASSEMBLER_NAME_SET_P (node->decl)
        && (strcmp (IDENTIFIER_POINTER (DECL_NAME (node->decl)), text) == 0
            || (strncmp (shown, text, length) == 0 && (shown[length] == '(' || !shown[length]))))
      by_name = linkage_name (node->decl);
  }
  if (by_name)
    return by_name;
  for (size_t i = 0; i < parsed.declared_count; i++)
    if (strcmp (parsed.declared[i], text) == 0)
      return text;
  return NULL;
}

static void
add_claim (const char *function, void *data)
{
  struct test_facts *t = (struct test_facts *) data;
  const char *declared = declared_function (function);
  for (size_t i = 0; i < t->claims_count; i++)
    if (strcmp (t->claims[i].function, declared ? declared : function) == 0)
      return;
  struct test_claim *c = grow (&t->claims, &t->claims_count);
  c->declared = declared != NULL;
  c->function = memory_copy_text (declared ? declared : function);
  c->written = strcmp (c->function, function) != 0 ? memory_copy_text (function) : NULL;
}

/* ---- The unit's tests.  */

static struct test_facts *
add_test (struct unit_facts *u)
{
  return grow (&u->tests, &u->tests_count);
}

static bool
has_references (const struct unit_facts *u, const char *name)
{
  for (size_t i = 0; i < u->references_count; i++)
    if (strcmp (u->references[i].test, name) == 0)
      return true;
  return false;
}

/* Decides about T, whose declaration is NODE's if there is still code of it.  */
static void
finish_test (struct unit_facts *u, struct parsed_test *t, cgraph_node *node)
{
  hash_set<uid_hash> seen;
  const struct parsed_test *compiled_out = NULL;
  if (node) {
    struct runners r;
    r.facts = &t->facts;
    free (t->facts.name);
    t->facts.name = memory_copy_text (linkage_name (node->decl));
    note_runners (&r, node);
    hash_set<uid_hash> looked;
    const struct parsed_test *none = NULL;
    /* Not of what is handed out and asserts nothing, a callback.  */
    bool matters = (t->facts.flags & TEST_FORM && is_named_test (t->facts.name)) || t->facts.claims_count
                   || has_references (u, t->facts.name) || asserts (t, &looked, &none);
    for (size_t i = 0; i < idle_tests_count && matters; i++)
      if (strcmp (idle_tests[i].name, t->facts.name) == 0) {
        struct strbuf why = STRBUF_INIT;
        strbuf_addf (&why, TEST_GAP_WHOLE "%s", idle_tests[i].why);
        /* Without a place: it is said of the test as a whole, and first.  */
        struct test_gap whole = { memory_copy_text (""), 0, 0, strbuf_detach (&why) };
        grow (&t->facts.gaps, &t->facts.gaps_count);
        memmove (t->facts.gaps + 1, t->facts.gaps, (t->facts.gaps_count - 1) * sizeof whole);
        t->facts.gaps[0] = whole;
        t->facts.flags &= ~TEST_RUN;
      }
    for (size_t i = 0; i < found_gaps_count; i++)
      if (strcmp (found_gaps[i].test, t->facts.name) == 0)
        *grow (&t->facts.gaps, &t->facts.gaps_count) = found_gaps[i].gap;
    marks_visit_claims (node->decl, add_claim, &t->facts);
  } else if (!t->is_static)
    return;
  /* Without optimisation, what nothing leads to may still be there.  */
  bool dead = !(t->facts.flags & TEST_RUN) && t->facts.through_count == 0;
  hash_set<uid_hash> heard;
  bool running = false;
  if (is_told_of (t, &heard))
    t->facts.flags |= TEST_TOLD;
  for (size_t i = 0; i < found_flags_count; i++)
    if (strcmp (found_flags[i].name, t->facts.name) == 0) {
      t->facts.flags |= found_flags[i].flag;
      running = true;
    }
  if (asserts (t, &seen, &compiled_out))
    t->facts.flags |= TEST_ASSERTS;
  else if (compiled_out && t->facts.flags & TEST_FORM && !dead && !(t->is_main && compiled_out != t)) {
    struct strbuf reason = STRBUF_INIT;
    strbuf_addf (&reason, "asserts nothing: " QUOTE_OPEN "assert" QUOTE_CLOSE "%s%s%s is compiled out (NDEBUG)",
                 compiled_out == t ? "" : " in " QUOTE_OPEN, compiled_out == t ? "" : compiled_out->name,
                 compiled_out == t ? "" : QUOTE_CLOSE);
    struct test_gap *g = grow (&t->facts.gaps, &t->facts.gaps_count);
    g->file = memory_copy_text (t->facts.file);
    g->line = t->facts.line;
    g->column = t->facts.column;
    g->reason = strbuf_detach (&reason);
  }
  bool form = t->facts.flags & TEST_FORM, holds = t->facts.flags & TEST_ASSERTS;
  if (dead ? holds || t->facts.claims_count || (form && is_named_test (t->facts.name))
           : t->facts.claims_count || t->facts.gaps_count || (form && holds) || running
                 || has_references (u, t->facts.name)) {
    *add_test (u) = t->facts;
    memset (&t->facts, 0, sizeof t->facts);
  }
}

/* Claims of functions in units that are no tests.  */
static void
add_claims_elsewhere (struct unit_facts *u, cgraph_node *node)
{
  struct test_facts t;
  memset (&t, 0, sizeof t);
  marks_visit_claims (node->decl, add_claim, &t);
  if (!t.claims_count)
    return;
  expanded_location place = expand_location (DECL_SOURCE_LOCATION (node->decl));
  struct runners r;
  r.facts = &t;
  t.name = memory_copy_text (linkage_name (node->decl));
  t.file = policy_relative (session.policy, place.file ? place.file : "");
  t.line = (unsigned) place.line;
  t.column = (unsigned) place.column;
  t.flags = TREE_PUBLIC (node->decl) ? TEST_EXTERNAL : 0;
  note_runners (&r, node);
  *add_test (u) = t;
}

static void
add_addresses (struct unit_facts *u)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  if (node->address_taken && !node->definition && TREE_PUBLIC (node->decl) && DECL_NAME (node->decl)
      && DECL_ASSEMBLER_NAME_SET_P (node->decl) && !fndecl_built_in_p (node->decl)
      && !preprocessor_in_environment (DECL_SOURCE_LOCATION (node->decl)))
    *grow (&u->addresses, &u->addresses_count) = memory_copy_text (linkage_name (node->decl));
}

void
test_functions_observe (struct unit_facts *u)
{
  cgraph_node *node;
  hash_map<uid_hash, cgraph_node *> nodes;
  add_addresses (u);
  for (size_t i = 0; i < parsed.assert_users_count; i++)
    if (struct parsed_test *t = parsed_of (parsed.assert_users[i]))
      t->uses_assert = true;
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
  {
    if (node->alias || node->clone_of || node->inlined_to)
      continue;
    if (parsed_of (DECL_UID (node->decl)))
      nodes.put (DECL_UID (node->decl), node);
    else if (DECL_ATTRIBUTES (node->decl) && !DECL_EXTERNAL (node->decl))
      add_claims_elsewhere (u, node);
  }
  for (size_t i = 0; i < parsed.count; i++) {
    cgraph_node **found = nodes.get (parsed.list[i].uid);
    /* In C++, what is not emitted has no name yet.  */
    if (found || !is_cxx ())
      finish_test (u, &parsed.list[i], found ? *found : NULL);
  }
}

void
test_functions_register (const char *plugin_name)
{
  parsed.of = map_new<hash_map<uid_hash, unsigned>> ();
  register_callback (plugin_name, PLUGIN_PRE_GENERICIZE, at_pre_genericize, NULL);
}
