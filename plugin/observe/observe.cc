/* Observation: from GCC's trees and preprocessor to facts.

   Events, in the order in which GCC raises them:
     START_UNIT      the preprocessor's callbacks are chained (preprocessor.cc)
     FINISH_TYPE     a tag was completed: its layout (observe_declarations.cc)
     FINISH_DECL     a global was declared or defined: its type and initialiser
     PRE_GENERICIZE  a function is complete and not lowered yet: its spelling, its
                     references, its interface (observe_functions.cc)
     ALL_IPA_PASSES  (observe_unit, here) the unit is complete: other names of functions
                     (observe_aliases.cc), linkage, closure, facts  */
#include "gcc-compat.h"

#include "assembler.h"
#include "observe.h"
#include "observed.h"
#include "semantic_options.h"

struct observed_unit observed;

static void
add_digest (struct strbuf *text, const struct digest *digest)
{
  strbuf_add_char (text, (char) digest->length);
  strbuf_add (text, digest->bytes, digest->length);
}

/* One digest for what a function is in itself: how it stands in the lists of those that rest on it, and
   an ordinary function's whole record.  */
static struct digest
function_digest (const struct observed_function *f)
{
  struct strbuf text;
  struct digest digest;
  strbuf_init (&text);
  add_digest (&text, &f->facts.aspects[ASPECT_INTERFACE]);
  add_digest (&text, &f->facts.aspects[f->spelled ? ASPECT_SOURCE : ASPECT_TREE]);
  for (size_t i = 0; i < f->own_count; i++)
    /* Its macros are part of its source, and the environment counts by name where it stands.  */
    if (f->own[i].kind != DEPENDENCY_MACRO && f->own[i].kind != DEPENDENCY_ENVIRONMENT
        && f->own[i].kind != DEPENDENCY_POINTER) {
      strbuf_add_char (&text, (char) f->own[i].kind);
      strbuf_add (&text, f->own[i].name, strlen (f->own[i].name) + 1);
      add_digest (&text, &f->own[i].digest);
    }
  digest = digest_of (strbuf_text (&text), text.length, DIGEST_HALF);
  strbuf_release (&text);
  return digest;
}

static int
compare_own (const void *a, const void *b)
{
  const struct dependency *x = (const struct dependency *) a, *y = (const struct dependency *) b;
  int order = dependency_compare (x, y);
  return order ? order : memcmp (x->digest.bytes, y->digest.bytes, sizeof x->digest.bytes);
}

/* The declarations as they are now that the unit is complete: attributes may have come later.  */
static void
refresh_from_symbols (bool *present)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node)
  {
    tree decl = node->decl;
    unsigned *index;
    if (node->inlined_to || !DECL_NAME (decl))
      continue;
    index = observed.function_of->get (DECL_UID (decl));
    if (!index) {
      if (observed.interface_of->get (DECL_UID (decl)))
        note_interface (decl);
      continue;
    }
    struct observed_function *f = &observed.functions[*index];
    present[*index] = observed.functions[*index].alias || (node->has_gimple_body_p () && !DECL_EXTERNAL (decl));
    observe_function_again (f, decl, present[*index]);
  }
  symtab_node *symbol;
  FOR_EACH_SYMBOL (symbol)
  if (symbol->alias && symbol->analyzed) {
    symtab_node *target = symbol->ultimate_alias_target ();
    if (target && target != symbol) {
      observed.alias_of->put (DECL_UID (symbol->decl), target);
      /* What is reached under its other name only was not referred to.  */
      if (TREE_CODE (target->decl) == VAR_DECL)
        observe_late (target->decl);
    }
  }
  varpool_node *variable;
  FOR_EACH_VARIABLE (variable)
  if (observed.object_of->get (DECL_UID (variable->decl)) && DECL_INITIAL (variable->decl) != error_mark_node
      && DECL_NAME (variable->decl))
    note_object (variable->decl);
}

static void
add_option (const char *option, void *data)
{
  struct strbuf *text = (struct strbuf *) data;
  strbuf_addf (text, "%s%s", text->length ? "\n" : "", option);
}

/* How F calls what INTERFACE declares, DIGEST_SHORT: what is declared with a prototype behind F is called without one there.  */
static struct digest
called_as (const struct observed_function *f, unsigned interface)
{
  const struct digest *declared = interface_digest (interface);
  struct digester both;
  for (size_t i = 0; i < f->unprototyped_count && observed.interfaces[interface].prototyped; i++)
    if (f->unprototyped[i] == observed.interfaces[interface].uid) {
      digester_init (&both);
      digester_add_text (&both, "without its prototype");
      digester_add_digest (&both, declared);
      return digester_finish (&both, DIGEST_SHORT);
    }
  return digest_truncate (declared, DIGEST_SHORT);
}

/* Whether an object, UID, points to functions, of which its declarations say by now what they take.  */
static bool
points_to_prototype (unsigned uid)
{
  varpool_node *variable;
  FOR_EACH_VARIABLE (variable)
  {
    tree type = DECL_UID (variable->decl) == uid ? TREE_TYPE (variable->decl) : NULL_TREE;
    while (type && (POINTER_TYPE_P (type) || TREE_CODE (type) == ARRAY_TYPE || TREE_CODE (type) == FUNCTION_TYPE)) {
      if (TREE_CODE (type) == FUNCTION_TYPE && prototype_p (type))
        return true;
      type = TREE_TYPE (type);
    }
  }
  return false;
}

/* Adds to F's dependencies the objects through which it calls what was declared with a prototype only behind it.  */
static void
add_called_objects (struct observed_function *f)
{
  static const char text[] = "without its prototype";
  struct digest digest = digest_of (text, sizeof text - 1, DIGEST_SHORT);
  for (size_t i = 0; i < f->unprototyped_count; i++)
    for (size_t r = 0; r < f->references_count; r++)
      if (!f->references[r].function && f->references[r].uid == f->unprototyped[i]
          && points_to_prototype (f->unprototyped[i]))
        add_dependency (f, DEPENDENCY_INTERFACE, f->references[r].name, &digest);
}

/* Sets the functions' interfaces; adds each option, and each callee's interface, to their own dependencies.  */
static void
complete_own (const char *options)
{
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  char *top_level = assembler_top_level ();
  observe_built_ins_complete ();
  for (size_t i = 0; i < observed.functions_count; i++) {
    struct observed_function *f = &observed.functions[i];
    assembler_references (f);
    unsigned *own = f->facts.flags & FUNCTION_SYSTEM ? NULL : observed.interface_of->get (f->uid);
    if (own)
      f->facts.aspects[ASPECT_INTERFACE] = *interface_digest (*own);
    for (size_t r = 0; r < f->references_count; r++) {
      unsigned *index = f->references[r].function ? observed.interface_of->get (f->references[r].uid) : NULL;
      if (index && f->references[r].uid != f->uid) {
        struct digest interface = called_as (f, *index);
        add_dependency (f, DEPENDENCY_INTERFACE, f->references[r].name, &interface);
      }
    }
    add_called_objects (f);
    for (const char *at = options; *at;) {
      size_t length = strcspn (at, "\n");
      char option[128];
      snprintf (option, sizeof option, "%.*s", (int) length, at);
      add_dependency (f, DEPENDENCY_OPTION, option, &none);
      at += length + (at[length] == '\n');
    }
    if (!(f->facts.flags & FUNCTION_SYSTEM))
      assembler_depend (f, top_level);
    if (f->own_count)
      qsort (f->own, f->own_count, sizeof *f->own, compare_own);
  }
  free (top_level);
}

size_t
observe_edges (unsigned uid, bool function, size_t *edges)
{
  size_t count = 0;
  /* C++ shows one of a constructor's names with an empty body before it makes an alias of it.  */
  unsigned *recorded = function ? observed.function_of->get (uid) : NULL;
  symtab_node **alias = recorded && observed.functions[*recorded].alias ? NULL : observed.alias_of->get (uid);
  bool to_function = alias ? TREE_CODE ((*alias)->decl) == FUNCTION_DECL : function;
  unsigned target = alias ? DECL_UID ((*alias)->decl) : uid;
  unsigned *to = to_function ? observed.function_of->get (target) : observed.object_of->get (target);
  if (to)
    edges[count++] = *to + (to_function ? 0 : observed.functions_count);
  /* The alias itself is an object, too: its attributes count.  */
  to = alias && !to_function ? observed.object_of->get (uid) : NULL;
  if (to)
    edges[count++] = *to + observed.functions_count;
  return count;
}

/* Nodes: first the functions, then the objects.  */
static struct closure_node *
build_graph (const struct digest *digests, size_t *count)
{
  struct closure_node *nodes;
  *count = observed.functions_count + observed.objects_count;
  nodes = XCNEWVEC (struct closure_node, *count + 1);
  for (size_t i = 0; i < *count; i++) {
    struct closure_node *n = &nodes[i];
    bool function = i < observed.functions_count;
    struct observed_function *f = function ? &observed.functions[i] : NULL;
    struct observed_object *o = function ? NULL : &observed.objects[i - observed.functions_count];
    const struct reference *references = function ? f->references : o->references;
    size_t references_count = function ? f->references_count : o->references_count;
    n->entry.kind = function ? DEPENDENCY_FUNCTION : DEPENDENCY_OBJECT;
    n->entry.name = function ? f->facts.name : o->name;
    n->entry.digest = function ? digest_truncate (&digests[i], DIGEST_SHORT)
                               : object_digest (i - observed.functions_count);
    n->own = function ? f->own : NULL;
    n->own_count = function ? f->own_count : 0;
    n->edges = XNEWVEC (size_t, 2 * references_count + 1);
    for (size_t r = 0; r < references_count; r++)
      n->edges_count += observe_edges (references[r].uid, references[r].function, &n->edges[n->edges_count]);
  }
  return nodes;
}

static void
add_calls (const struct observed_function *f, struct function_facts *to)
{
  for (size_t i = 0; i < f->references_count; i++)
    if (f->references[i].function) {
      char **added = grow (&to->calls, &to->calls_count);
      *added = memory_copy_text (function_linkage (&f->references[i]));
    }
  if (f->stands_for) {
    char **added = grow (&to->calls, &to->calls_count);
    *added = memory_copy_text (f->stands_for);
  }
}

static int
compare_objects (const void *a, const void *b)
{
  const struct observed_object *x = *(const struct observed_object *const *) a,
                               *y = *(const struct observed_object *const *) b;
  int order = strcmp (x->name, y->name);
  if (!order && x->size != y->size)
    order = x->size < y->size ? -1 : 1;
  return order ? order : memcmp (x->text, y->text, x->size);
}

/* The digest of an ordinary function's record: DIGEST, with the objects that it leads to and that nobody else can name.  What others can
   name has a record of its own.  In the lists of those that rest on the function, objects stand for themselves.  */
static struct digest
record_digest (size_t index, const struct digest *digest, const struct closure_node *nodes)
{
  auto_vec<size_t> found;
  auto_vec<const struct observed_object *> objects;
  hash_set<int_hash<size_t, (size_t) -1, (size_t) -2>> met;
  found.safe_push (index);
  for (unsigned at = 0; at < found.length (); at++)
    for (size_t e = 0; e < nodes[found[at]].edges_count; e++) {
      size_t to = nodes[found[at]].edges[e];
      if (to < observed.functions_count || observed.objects[to - observed.functions_count].named || met.add (to))
        continue;
      found.safe_push (to);
      objects.safe_push (&observed.objects[to - observed.functions_count]);
    }
  if (objects.is_empty ())
    return *digest;
  qsort (objects.address (), objects.length (), sizeof objects[0], compare_objects);
  struct digester all;
  digester_init (&all);
  digester_add_digest (&all, digest);
  for (unsigned i = 0; i < objects.length (); i++) {
    digester_add_text (&all, objects[i]->name);
    object_add (&all, objects[i]);
  }
  return digester_finish (&all, DIGEST_HALF);
}

/* A function is recorded if it has code here, or if it was written into the main file: an unused
   `static inline` of a header is neither.  */
static void
record (struct unit_facts *u, size_t index, bool present, const struct digest *digest, const struct closure_node *nodes,
        size_t nodes_count)
{
  struct observed_function *f = &observed.functions[index];
  struct function_facts *to;
  /* What C++ does not emit has no name yet, or is another name of what it does (constructors).  */
  if (!present && (is_cxx () || !f->in_main_file || f->external_body || f->facts.flags & FUNCTION_SYSTEM))
    return;
  to = unit_facts_add (u);
  *to = f->facts;
  memset (&f->facts, 0, sizeof f->facts);
  f->facts.name = memory_copy_text (to->name); /* the graph refers to it */
  add_calls (f, to);
  if (to->flags & FUNCTION_MARKED) {
    closure_of (nodes, nodes_count, index, &to->depends, &to->depends_count);
    to->aspects[ASPECT_DEPENDENCIES] = dependencies_total (to->depends, to->depends_count);
  } else if (!(to->flags & FUNCTION_SYSTEM)) {
    memset (to->aspects, 0, sizeof to->aspects);
    to->aspects[ASPECT_SOURCE] = record_digest (index, digest, nodes);
  }
}

static void
describe_unit (struct unit_facts *u)
{
  char text[64];
  u->source = policy_relative (session.policy, main_input_filename);
  u->role = session.role_given ? session.role : policy_role (session.policy, u->source);
  snprintf (text, sizeof text, "gcc %s", gcc_version.basever);
  u->compiler = memory_copy_text (text);
  u->language = memory_copy_text (is_cxx () ? "C++" : "C");
  snprintf (text, sizeof text, "gcc%d/%s", GCCPLUGIN_VERSION_MAJOR, optimize ? "O" : "O0");
  u->tree_class = memory_copy_text (text);
  u->scheme = FINGERPRINT_SCHEME;
  u->input = preprocessor_input_preprocessed () ? INPUT_PREPROCESSED : INPUT_SPELLED;
}

void
observe_unit (struct unit_facts *u)
{
  struct strbuf options;
  struct closure_node *nodes;
  struct digest *digests;
  size_t nodes_count;
  bool *present, marked = false;
  size_t *records;
  describe_unit (u);
  observe_library_complete ();
  observe_declarations_finish ();
  observe_aliases ();
  present = XCNEWVEC (bool, observed.functions_count + 1);
  refresh_from_symbols (present);
  strbuf_init (&options);
  semantic_options (add_option, &options);
  complete_own (strbuf_text (&options));
  digests = XNEWVEC (struct digest, observed.functions_count + 1);
  for (size_t i = 0; i < observed.functions_count; i++)
    digests[i] = function_digest (&observed.functions[i]);
  nodes = build_graph (digests, &nodes_count);
  records = XNEWVEC (size_t, observed.functions_count + 1);
  for (size_t i = 0; i < observed.functions_count; i++) {
    size_t before = u->functions_count;
    record (u, i, present[i], &digests[i], nodes, nodes_count);
    records[i] = u->functions_count > before ? before : NO_RECORD;
    marked |= records[i] != NO_RECORD && u->functions[before].flags & FUNCTION_MARKED;
  }
  if (marked)
    observe_behaviours (u, records, present, nodes, nodes_count);
  observe_pointed (u);
  if (marked)
    observe_stores (u, records);
  observe_objects (u, records);
  for (char *c = options.text; c && *c; c++)
    if (*c == '\n')
      *c = ' ';
  u->options = strbuf_detach (&options);
  for (size_t i = 0; i < nodes_count; i++)
    free (nodes[i].edges);
  free (nodes);
  free (records);
  free (digests);
  free (present);
}

static void
at_start_unit (void *, void *)
{
  preprocessor_start ();
}

void
observe_register (const char *plugin_name)
{
  register_callback (plugin_name, PLUGIN_START_UNIT, at_start_unit, NULL);
  observe_declarations_register (plugin_name);
  observe_functions_register (plugin_name);
}
