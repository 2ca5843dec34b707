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
#include "behaviour.h"
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
    if (target && target != symbol)
      observed.alias_of->put (DECL_UID (symbol->decl), target);
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

/* Sets the functions' interfaces; adds each option, and each callee's interface, to their own dependencies.  */
static void
complete_own (const char *options)
{
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  char *top_level = assembler_top_level ();
  for (size_t i = 0; i < observed.functions_count; i++) {
    struct observed_function *f = &observed.functions[i];
    assembler_references (f);
    unsigned *own = f->facts.flags & FUNCTION_SYSTEM ? NULL : observed.interface_of->get (f->uid);
    if (own)
      f->facts.aspects[ASPECT_INTERFACE] = *interface_digest (*own);
    for (size_t r = 0; r < f->references_count; r++) {
      unsigned *index = f->references[r].function ? observed.interface_of->get (f->references[r].uid) : NULL;
      if (index && f->references[r].uid != f->uid) {
        struct digest interface = digest_truncate (interface_digest (*index), DIGEST_SHORT);
        add_dependency (f, DEPENDENCY_INTERFACE, f->references[r].name, &interface);
      }
    }
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

/* Adds to EDGES what the declaration UID leads to: a node, or two where it is an alias.  Returns how many.  */
static size_t
add_edges (unsigned uid, bool function, size_t *edges)
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
    n->entry.digest = digest_truncate (function ? &digests[i] : &o->digest, DIGEST_SHORT);
    n->own = function ? f->own : NULL;
    n->own_count = function ? f->own_count : 0;
    n->edges = XNEWVEC (size_t, 2 * references_count + 1);
    for (size_t r = 0; r < references_count; r++)
      n->edges_count += add_edges (references[r].uid, references[r].function, &n->edges[n->edges_count]);
  }
  return nodes;
}

static void
add_calls (const struct observed_function *f, struct function_facts *to)
{
  for (size_t i = 0; i < f->references_count; i++)
    if (f->references[i].function) {
      unsigned *callee = observed.function_of->get (f->references[i].uid);
      char **added = grow (&to->calls, &to->calls_count);
      *added = memory_copy_text (callee ? observed.functions[*callee].facts.name : f->references[i].name);
    }
}

/* The nodes of the graph by name.  */
struct node_names {
  hash_map<nofree_string_hash, size_t> first; /* name -> node */
  auto_vec<size_t> next;                      /* node -> another of that name, or NO_NODE */
  auto_vec<bool> environment;                 /* node -> a system header's function, which counts by name */
};
#define NO_NODE ((size_t) -1)
#define NO_RECORD ((size_t) -1)

static void
name_nodes (const struct closure_node *nodes, size_t count, struct node_names *names)
{
  for (size_t i = 0; i < count; i++) {
    bool known;
    size_t &first = names->first.get_or_insert (nodes[i].entry.name, &known);
    names->next.safe_push (known ? first : NO_NODE);
    names->environment.safe_push (i < observed.functions_count && observed.functions[i].facts.flags & FUNCTION_SYSTEM);
    first = i;
  }
}

/* Finds the nodes that the normalised body of B refers to by name, and what they reach in the unit: sets *REACHED, owned by
   the caller.  Returns how many; NO_NODE if it refers to what the unit defines and was not observed (what the compiler made:
   the body of a parallel region, an unnamed object).  */
static size_t
reach (const struct closure_node *nodes, size_t nodes_count, const struct node_names *names, const struct behaviour *b,
       bool **reached)
{
  size_t *stack = XNEWVEC (size_t, nodes_count + 1), depth = 0, count = 0;
  *reached = XCNEWVEC (bool, nodes_count + 1);
  for (size_t r = 0; r < b->references_count; r++) {
    size_t edges[2], edges_count = add_edges (b->references[r].uid, b->references[r].function, edges);
    if (!edges_count && b->references[r].defined)
      return free (stack), NO_NODE;
    for (size_t e = 0; e < edges_count; e++)
      if (!(*reached)[edges[e]] && !names->environment[edges[e]]) {
        (*reached)[edges[e]] = true;
        stack[depth++] = edges[e];
      }
  }
  while (depth > 0) {
    const struct closure_node *n = &nodes[stack[--depth]];
    count++;
    for (size_t e = 0; e < n->edges_count; e++)
      if (!(*reached)[n->edges[e]] && !names->environment[n->edges[e]]) {
        (*reached)[n->edges[e]] = true;
        stack[depth++] = n->edges[e];
      }
  }
  free (stack);
  return count;
}

/* Tells which of the dependencies of F, the node ROOT, its behaviour digest contains: what was inlined, how callees and
   types are declared, what enumerators are.  What the normalised body refers to by name, and what that reaches, it
   does not contain, nor options, nor what only the assembler reads (an object without a node).  False if the body
   refers to something of the unit that is not among the dependencies.  */
static bool
mark_contained (const struct closure_node *nodes, size_t nodes_count, struct node_names *names, size_t root,
                const struct behaviour *b, struct function_facts *f)
{
  bool *reached;
  size_t wanted = reach (nodes, nodes_count, names, b, &reached), found = reached[root];
  for (size_t d = 0; d < f->depends_count; d++) {
    struct dependency *entry = &f->depends[d];
    entry->contained = entry->kind != DEPENDENCY_OPTION;
    if (entry->kind != DEPENDENCY_FUNCTION && entry->kind != DEPENDENCY_OBJECT)
      continue;
    size_t *first = names->first.get (entry->name), nodes_of = 0, reached_of = 0;
    for (size_t n = first ? *first : NO_NODE; n != NO_NODE; n = names->next[n])
      if (nodes[n].entry.kind == entry->kind && n != root) {
        nodes_of++;
        reached_of += reached[n];
      }
    entry->contained = nodes_of && !reached_of;
    found += reached_of;
  }
  free (reached);
  return found == wanted;
}

/* The behaviour that the ledger holds for F, if all else in F's record is as in one of its states, and the same compiler
   made it: then it is this one, and normalising the body again would only give it once more.  Or NULL.  */
static const struct digest *
recorded_behaviour (const struct unit_facts *u, const char *variant, const struct function_facts *f)
{
  static const enum aspect views[] = { ASPECT_INTERFACE, ASPECT_SOURCE, ASPECT_DEPENDENCIES };
  struct ledger_file **files;
  struct strbuf err = STRBUF_INIT;
  const struct digest *found = NULL;
  size_t count;
  /* What is wrong with the ledger the verdict says.  */
  if (!session.ledger || !ledger_lookup (session.ledger, f->name, &files, &count, &err))
    count = 0;
  strbuf_release (&err);
  for (size_t i = 0; i < count && !found; i++)
    for (size_t s = 0; s < files[i]->states_count && !found; s++)
      for (size_t v = 0; v < files[i]->states[s].seen_count && !found; v++) {
        const struct ledger_seen *seen = &files[i]->states[s].seen[v];
        bool equal = seen->scheme == u->scheme && strcmp (seen->variant, variant) == 0 && seen->compiler
                     && strcmp (seen->compiler, u->compiler) == 0 && seen->behaviour_class
                     && strcmp (seen->behaviour_class, u->behaviour_class) == 0
                     && digest_known (&seen->aspects[ASPECT_BEHAVIOUR]);
        for (size_t a = 0; a < sizeof views / sizeof *views && equal; a++)
          equal = digest_equal (&seen->aspects[views[a]], &f->aspects[views[a]]);
        if (equal)
          found = &seen->aspects[ASPECT_BEHAVIOUR];
      }
  return found;
}

static void
set_behaviour (struct function_facts *f, const struct closure_node *nodes, size_t nodes_count, struct node_names *names,
               size_t index, struct behaviour *b)
{
  const char *reason = b->reason;
  if (digest_known (&b->digest)) {
    if (mark_contained (nodes, nodes_count, names, index, b, f)) {
      f->aspects[ASPECT_BEHAVIOUR] = b->digest;
      f->form = b->form;
      b->form = NULL;
      return;
    }
    reason = "its normalised body refers to what its dependencies do not name";
    for (size_t d = 0; d < f->depends_count; d++)
      f->depends[d].contained = false;
  }
  if (!f->unknown) {
    struct strbuf why = STRBUF_INIT;
    strbuf_addf (&why, "no behaviour: %s", reason);
    f->unknown = strbuf_detach (&why);
  }
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
    to->aspects[ASPECT_SOURCE] = *digest;
  }
}

/* Sets the behaviour of the load-bearing functions among U's; RECORDS: the place in U of each observed function's record,
   or NO_RECORD.  */
static void
add_behaviours (struct unit_facts *u, const size_t *records, const bool *present, const struct closure_node *nodes,
                size_t nodes_count)
{
  auto_vec<cgraph_node *> wanted;
  auto_vec<size_t> index_of; /* element of WANTED -> observed function */
  struct node_names names;
  struct behaviour *list;
  char *variant = u->variant ? memory_copy_text (u->variant) : session_variant ();
  cgraph_node *node;
  u->behaviour_class = behaviour_class ();
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
  {
    unsigned *index = DECL_NAME (node->decl) ? observed.function_of->get (DECL_UID (node->decl)) : NULL;
    if (!index || !present[*index] || records[*index] == NO_RECORD || node->inlined_to || node->alias || node->thunk)
      continue;
    struct function_facts *f = &u->functions[records[*index]];
    if (!(f->flags & FUNCTION_MARKED))
      continue;
    /* A form that is to be kept is only there where it is computed.  */
    if (const struct digest *recorded = session.forms ? NULL : recorded_behaviour (u, variant, f))
      f->aspects[ASPECT_BEHAVIOUR] = *recorded;
    else {
      wanted.safe_push (node);
      index_of.safe_push (*index);
    }
  }
  free (variant);
  if (wanted.is_empty ())
    return;
  list = XCNEWVEC (struct behaviour, wanted.length ());
  behaviour_start (wanted.address (), wanted.length ());
  name_nodes (nodes, nodes_count, &names);
  behaviour_finish (list, wanted.length ());
  for (unsigned i = 0; i < wanted.length (); i++) {
    set_behaviour (&u->functions[records[index_of[i]]], nodes, nodes_count, &names, index_of[i], &list[i]);
    behaviour_release (&list[i]);
  }
  free (list);
}

static void
describe_unit (struct unit_facts *u)
{
  char text[64];
  u->source = policy_relative (session.policy, main_input_filename);
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
    add_behaviours (u, records, present, nodes, nodes_count);
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
