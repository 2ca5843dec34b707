/* What leaves the memory that is known here, and may come back: through files and pipes, the environment, memory behind pointers of unknown
   origin, what other functions keep, threads.

   What is read from there after something that the function in focus produced was sent is no expectation from elsewhere: it may be that
   thing again.  Nothing more is said of it, neither that it is the same nor that it is not.  See machine_private.h.  */
#include "gcc-compat.h"

#include "machine_private.h"
#include "sinks.h"
#include "subjects.h"

/* The texts that the function in focus was given on any way: names of files that it may have written.  */
static hash_set<nofree_string_hash> *texts_given;

void
abroad_start (void)
{
  if (!texts_given)
    texts_given = new hash_set<nofree_string_hash>;
  for (hash_set<nofree_string_hash>::iterator i = texts_given->begin (); i != texts_given->end (); ++i)
    free (const_cast<char *> (*i));
  texts_given->empty ();
}

/* Whether there is a function whose outputs are constants.  */
static bool
is_focusing (void)
{
  return run.focused && DECL_P (run.focused) && !run.surveying;
}

/* Whether MASK has a bit of what the function in focus produced.  */
static bool
is_of_focus (uint64_t mask)
{
  if (!is_focusing () || !mask)
    return false;
  if (mask & FOCUS_MASK)
    return true;
  for (int i = 0; i < run.m->symbols_count; i++)
    if ((mask >> i & 1) && run.m->symbols[i].callee == run.focused)
      return true;
  return false;
}

void
send_abroad (struct state *s, uint64_t mask)
{
  s->abroad |= is_of_focus (mask);
}

uint64_t
from_abroad (const struct state *s)
{
  return s->abroad ? FOCUS_MASK : 0;
}

/* Whether argument T of a call is standard output or standard error, which people read.  */
static bool
is_for_people (tree t)
{
  if (TREE_CODE (t) == INTEGER_CST)
    return compare_tree_int (t, STDOUT_FILENO) == 0 || compare_tree_int (t, STDERR_FILENO) == 0;
  gimple *definition = TREE_CODE (t) == SSA_NAME ? SSA_NAME_DEF_STMT (t) : NULL;
  tree stream = definition && gimple_assign_single_p (definition) ? gimple_assign_rhs1 (definition) : NULL_TREE;
  if (!stream || !VAR_P (stream) || !DECL_NAME (stream))
    return false;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (stream));
  return !strcmp (name, "stdout") || !strcmp (name, "stderr");
}

/* What only prints.  */
static bool
only_prints (gcall *call, const char *name)
{
  static const char *const printers[] = { "printf", "vprintf", "puts", "putchar", "perror", "syslog", "vsyslog" };
  static const char *const writers[] = { "fprintf", "vfprintf", "fputs", "fputc", "putc", "fwrite", "write", "fflush" };
  char plain[40];
  size_t length = strlen (name);
  if (!strncmp (name, "__", 2) && length > 6 && length < sizeof plain && !strcmp (name + length - 4, "_chk")) {
    memcpy (plain, name + 2, length - 6);
    plain[length - 6] = 0;
    name = plain;
  } else if (!strncmp (name, "__builtin_", 10))
    name += 10;
  for (const char *printer : printers)
    if (!strcmp (name, printer))
      return true;
  for (const char *writer : writers)
    if (!strcmp (name, writer))
      for (unsigned i = 0; i < gimple_call_num_args (call); i++)
        if (is_for_people (gimple_call_arg (call, i)))
          return true;
  return false;
}

static bool is_text (struct state *s, const struct value *v, struct strbuf *text);

/* Whether CALL reads memory of which nothing is known: a stream may have been opened there.  */
static bool
reads_unknown_memory (struct state *s, gcall *call)
{
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    struct strbuf text = STRBUF_INIT;
    struct value v = argument (s, call, i + 1);
    bool unknown = POINTER_TYPE_P (TREE_TYPE (gimple_call_arg (call, i))) && !is_zero (&v) && !is_text (s, &v, &text);
    strbuf_release (&text);
    if (unknown)
      return true;
  }
  return false;
}

uint64_t
call_abroad (struct state *s, gcall *call, const char *name, uint64_t mask)
{
  static const char *const kept[] = {
    "getenv",         "secure_getenv", "setenv", "putenv", "pthread_getspecific", "pthread_setspecific",
    "open_memstream", "g_getenv"
  };
  if (!is_focusing ())
    return 0;
  /* What may wait, or calls back, is not declared to throw nothing.  */
  bool leads_out = !(gimple_call_flags (call) & (ECF_CONST | ECF_PURE | ECF_NOTHROW)) && !only_prints (call, name);
  for (const char *k : kept)
    leads_out |= !strcmp (name, k);
  uint64_t back = leads_out || (s->abroad && reads_unknown_memory (s, call)) ? from_abroad (s) : 0;
  for (unsigned i = 1; i <= gimple_call_num_args (call); i++) {
    struct value v = argument (s, call, i);
    if (names_what_focus_was_given (s, &v) || may_call_focus (&v))
      back |= FOCUS_MASK;
  }
  if (leads_out)
    send_abroad (s, mask | back);
  return back;
}

/* Whether V leads to a text.  */
static bool
is_text (struct state *s, const struct value *v, struct strbuf *text)
{
  return v->kind == VALUE_ADDRESS && known_text (s, v, text) && text->length;
}

void
note_texts_given (struct state *s, gcall *call)
{
  for (unsigned i = 1; i <= gimple_call_num_args (call); i++) {
    struct strbuf text = STRBUF_INIT;
    struct value v = argument (s, call, i);
    if (is_text (s, &v, &text) && !texts_given->contains (strbuf_text (&text)))
      texts_given->add (xstrdup (strbuf_text (&text)));
    strbuf_release (&text);
  }
}

bool
names_what_focus_was_given (struct state *s, const struct value *v)
{
  struct strbuf text = STRBUF_INIT;
  bool given = !texts_given->is_empty () && is_text (s, v, &text) && texts_given->contains (strbuf_text (&text));
  strbuf_release (&text);
  return given;
}

/* ---- Before the test began.  */

/* What is known of the function in focus and of the test that is run; another one when either is another.  */
static struct {
  tree focus, test;
  hash_map<tree, uint64_t> *made; /* of a variable: what it rests on when the test begins */
  int fixtures;                   /* whether what a test is given may rest on the function in focus; -1: not asked */
  int places;                     /* the same of what stands behind pointers */
} beginning;

static void
begin (const struct state *s)
{
  if (beginning.made && beginning.focus == run.focused && beginning.test == s->current)
    return;
  delete beginning.made;
  beginning.made = new hash_map<tree, uint64_t>;
  beginning.focus = run.focused;
  beginning.test = s->current;
  beginning.fixtures = beginning.places = -1;
}

/* Whether NODE, a function of the unit that is not main, may have run before the test of S began, and calls FUNCTION.  */
static bool
may_have_called (const struct state *s, cgraph_node *node, tree function)
{
  return has_flow (node) && node->decl != s->current && !MAIN_NAME_P (DECL_NAME (node->decl))
         && calls_function (node, function);
}

/* Whether NODE is main, which runs the test of S, and calls FUNCTION itself.  */
static bool
is_main_that_calls (const struct state *s, cgraph_node *node, tree function)
{
  bool calls = false;
  for (cgraph_edge *e = node->callees; e && !calls; e = e->next_callee)
    calls = e->callee->decl == function;
  return calls && MAIN_NAME_P (DECL_NAME (node->decl)) && node->decl != s->current;
}

/* Whether REFERENCE stores something in a variable that may come from FUNCTION: in a function that calls it, or that is called by one.  */
static bool
stores_made (const struct state *s, const struct ipa_ref *reference, tree function)
{
  cgraph_node *node = dyn_cast<cgraph_node *> (reference->referring);
  if (!node || reference->use == IPA_REF_LOAD)
    return false;
  const gimple *stmt = reference->stmt;
  if (reference->use == IPA_REF_STORE && stmt && gimple_assign_single_p (stmt)
      && is_gimple_ip_invariant (gimple_assign_rhs1 (stmt)))
    return false;
  bool made = may_have_called (s, node, function) || is_main_that_calls (s, node, function);
  for (cgraph_edge *e = node->callers; e && !made; e = e->next_caller)
    made = DECL_ARGUMENTS (node->decl) && may_have_called (s, e->caller, function);
  return made;
}

/* Whether VARIABLE may hold what FUNCTION made when the test of S begins.  */
static bool
is_made_by (const struct state *s, varpool_node *variable, tree function)
{
  struct ipa_ref *reference;
  bool made = false;
  for (unsigned i = 0; !made && variable->iterate_referring (i, reference); i++)
    made = stores_made (s, reference, function);
  return made;
}

/* Whether NODE is no test: it asserts nothing, or a framework calls it around tests, or it stores something behind pointers, which tests seldom do but in
   what is theirs: of a class whose method they are each has its own object.  */
static bool
may_prepare (cgraph_node *node)
{
  const struct sink *sink = DECL_NAME (node->decl) ? sink_named (IDENTIFIER_POINTER (DECL_NAME (node->decl))) : NULL;
  if (!may_assert (node) || DECL_CXX_CONSTRUCTOR_P (node->decl) || (sink && sink->kind == SINK_PREPARES))
    return true;
  return !DECL_VIRTUAL_P (node->decl) && may_place (node);
}

/* Whether NODE may have made a fixture by FUNCTION.  */
static bool
makes_fixture (const struct state *s, cgraph_node *node, tree function)
{
  return DECL_ARGUMENTS (node->decl) && POINTER_TYPE_P (TREE_TYPE (DECL_ARGUMENTS (node->decl)))
         && may_have_called (s, node, function) && may_prepare (node);
}

/* Whether NODE may have stored behind a pointer what FUNCTION gave.  */
static bool
places_made (const struct state *s, cgraph_node *node, tree function)
{
  return may_have_called (s, node, function) && may_place (node) && may_prepare (node);
}

/* Whether main, which calls the test of S with arguments, may have made them by FUNCTION.  */
static bool
may_be_given (const struct state *s, tree function)
{
  cgraph_node *test = cgraph_node::get (s->current), *node;
  if (!machine_is_part_of_main (test))
    return false;
  for (cgraph_edge *e = test->callers->caller->callees; e; e = e->next_callee)
    if (e->callee->decl == function)
      return true;
  FOR_EACH_FUNCTION (node)
  if (may_have_called (s, node, function))
    return true;
  return false;
}

/* Whether what the test of S may read when it begins rests on FUNCTION.  */
static bool
may_have_made (struct state *s, tree function, const void *)
{
  varpool_node *variable;
  cgraph_node *node;
  FOR_EACH_VARIABLE (variable)
  if (is_made_by (s, variable, function))
    return true;
  FOR_EACH_FUNCTION (node)
  if (makes_fixture (s, node, function) || places_made (s, node, function))
    return true;
  return false;
}

void
awaited_before (struct state *s)
{
  awaited_where (s, may_have_made, NULL);
}

uint64_t
made_before (const struct state *s, tree variable)
{
  varpool_node *node = VAR_P (variable) ? varpool_node::get (variable) : NULL;
  bool existed;
  if (!is_focusing () || !node)
    return 0;
  begin (s);
  uint64_t &mask = beginning.made->get_or_insert (variable, &existed);
  if (!existed)
    mask = is_made_by (s, node, run.focused) ? FOCUS_MASK : 0;
  return mask;
}

/* Whether TEST is given a pointer to anything, and no more.  */
static bool
takes_data (tree test)
{
  tree p = DECL_ARGUMENTS (test);
  return p && !DECL_CHAIN (p) && is_data (TREE_TYPE (p));
}

uint64_t
given_before (const struct state *s)
{
  if (!is_focusing ())
    return 0;
  begin (s);
  cgraph_node *node;
  varpool_node *variable;
  if (beginning.fixtures < 0) {
    beginning.fixtures = may_be_given (s, run.focused);
    FOR_EACH_FUNCTION (node)
    if (!beginning.fixtures && makes_fixture (s, node, run.focused))
      beginning.fixtures = 1;
    /* What it is given may be any variable whose address is taken.  */
    FOR_EACH_VARIABLE (variable)
    if (!beginning.fixtures && takes_data (s->current) && is_handed_out (variable)
        && is_made_by (s, variable, run.focused))
      beginning.fixtures = 1;
  }
  return beginning.fixtures ? FOCUS_MASK : 0;
}

uint64_t
placed_before (const struct state *s, const struct value *v)
{
  cgraph_node *node;
  /* What another function gave in the test leads to what that made.  */
  if (!is_focusing () || v->kind != VALUE_UNKNOWN || v->fresh)
    return 0;
  begin (s);
  if (beginning.places < 0) {
    beginning.places = 0;
    FOR_EACH_FUNCTION (node)
    if (!beginning.places && places_made (s, node, run.focused))
      beginning.places = 1;
  }
  return beginning.places ? FOCUS_MASK : 0;
}

uint64_t
mask_of_pointed (const struct state *s, const struct value *v)
{
  int region = region_behind (v);
  if (region < 0)
    return v->kind == VALUE_UNKNOWN ? v->mask | from_abroad (s) | placed_before (s, v) : v->mask;
  const struct region *r = &(*run.regions)[region];
  bool given = r->symbol < 0 && (!r->decl || r->depth == DEPTH_GIVEN);
  return v->mask | mask_behind (s, region, 0) | (given ? given_before (s) : r->decl ? made_before (s, r->decl) : 0);
}

bool
is_set_by_constructor (tree variable)
{
  varpool_node *node = varpool_node::get (variable);
  struct ipa_ref *reference;
  cgraph_node *function;
  bool stored = false;
  for (unsigned i = 0; node && node->iterate_referring (i, reference); i++)
    stored |= reference->use == IPA_REF_STORE;
  FOR_EACH_FUNCTION (function)
  if (stored && DECL_STATIC_CONSTRUCTOR (function->decl) && has_flow (function) && may_store (function, variable))
    return true;
  return false;
}

/* Whether FUNCTION may be called as one of TYPE, which need not have a prototype.  */
static bool
fits (tree type, tree function)
{
  tree own = TREE_TYPE (function);
  return types_compatible_p (own, type)
         || (!prototype_p (type) && types_compatible_p (TREE_TYPE (own), TREE_TYPE (type)));
}

/* Whether a call of a function of TYPE, through a pointer of which nobody knows where it leads, may come to FUNCTION.  */
static bool
may_lead_to (tree type, tree function)
{
  cgraph_node *node = cgraph_node::get (function);
  /* Other units may hand out what has its type; by another type, only what this one takes the address of is called.  */
  if ((node && node->address_taken) || fits (type, function))
    return true;
  FOR_EACH_FUNCTION (node)
  if (node->address_taken && has_flow (node) && fits (type, node->decl) && calls_function (node, function))
    return true;
  return false;
}

static bool
type_may_lead_to (struct state *, tree function, const void *type)
{
  return may_lead_to ((tree) type, function);
}

uint64_t
made_by_pointer (struct state *s, gcall *call)
{
  tree type = gimple_call_fntype (call);
  if (run.awaited && type)
    awaited_where (s, type_may_lead_to, type);
  return type && is_focusing () && may_lead_to (type, run.focused) ? FOCUS_MASK : 0;
}

cgraph_node *
callback_of (const struct value *v)
{
  tree decl = v->kind == VALUE_ADDRESS ? (*run.regions)[v->region].decl : NULL_TREE;
  return decl && TREE_CODE (decl) == FUNCTION_DECL ? machine_body (decl) : NULL;
}

bool
may_call_focus (const struct value *v)
{
  cgraph_node *node = is_focusing () ? callback_of (v) : NULL;
  return node && calls_focus (node);
}

bool
body_calls_focus (tree function)
{
  cgraph_node *node = is_focusing () ? machine_body (function) : NULL;
  return node && calls_focus (node);
}

void
callbacks_abroad (struct state *s, gcall *call)
{
  bool calls = false;
  if (!is_focusing ())
    return;
  for (unsigned i = 1; i <= gimple_call_num_args (call); i++) {
    struct value v = argument (s, call, i);
    calls |= may_call_focus (&v);
  }
  if (!calls)
    return;
  s->abroad = true;
  for (hash_set<tree>::iterator i = run.shared->begin (); i != run.shared->end (); ++i)
    forget_region (s, find_region (*i, 0, -1), FOCUS_MASK);
}
