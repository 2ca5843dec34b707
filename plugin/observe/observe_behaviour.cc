/* Behaviour in the facts: whose is computed, and which dependencies the digests contain.

   Each load-bearing function has a digest of its normalised body, its form; each function that the form leads to has one,
   too, beside its name among the dependencies.  A form names what it does not contain: from that, and from what the text
   refers to, follows for each dependency whose form contains it (enum containment).  verdict_dependencies.c
   says why that is enough.  */
#include "gcc-compat.h"

#include "behaviour/behaviour.h"
#include "observed.h"
#include "verdict/verdict.h"

#define NO_NODE ((size_t) -1)

/* The graph of the unit, and what is known of its functions' behaviour.  */
struct graph {
  const struct closure_node *nodes;
  size_t count;
  const struct behaviour **forms;             /* of each node; NULL: its text counts */
  hash_map<nofree_string_hash, size_t> first; /* name -> node */
  auto_vec<size_t> next;                      /* node -> another of that name, or NO_NODE */
  struct digest *below;                       /* of each node, once it was asked for: digest_below */
};

static bool
is_function (size_t node)
{
  return node < observed.functions_count;
}

/* A function of the system's headers, which counts by name.  */
static bool
is_environment (size_t node)
{
  return is_function (node) && observed.functions[node].facts.flags & FUNCTION_SYSTEM;
}

static void
name_nodes (struct graph *g)
{
  for (size_t i = 0; i < g->count; i++) {
    bool known;
    size_t &first = g->first.get_or_insert (g->nodes[i].entry.name, &known);
    g->next.safe_push (known ? first : NO_NODE);
    first = i;
  }
}

/* Whether all that the form B leads to is in the graph.  Else it refers to what the unit defines and was not observed: what
   the compiler made, the body of a parallel region, an unnamed object.  */
static bool
is_complete (const struct behaviour *b)
{
  for (size_t r = 0; r < b->references_count; r++) {
    size_t edges[2];
    if (b->references[r].defined && !observe_edges (b->references[r].uid, b->references[r].function, edges))
      return false;
  }
  return true;
}

/* Two functions of one name share an entry, which then says nothing about either's form.  */
static bool
is_alone (const struct graph *g, size_t node)
{
  size_t alike = 0;
  for (size_t n = *const_cast<struct graph *> (g)->first.get (g->nodes[node].entry.name); n != NO_NODE; n = g->next[n])
    alike += is_function (n);
  return alike == 1;
}

/* Nodes that are waited for.  */
struct walk {
  size_t *stack, depth;
  bool *seen;
};

static void
walk_init (struct walk *w, size_t count)
{
  w->stack = XNEWVEC (size_t, count + 1);
  w->depth = 0;
  w->seen = XCNEWVEC (bool, count + 1);
}

static void
walk_release (struct walk *w)
{
  free (w->stack);
  free (w->seen);
}

static void
walk_push (struct walk *w, size_t node)
{
  if (w->seen[node])
    return;
  w->seen[node] = true;
  w->stack[w->depth++] = node;
}

static void
push_text (struct walk *w, const struct closure_node *n)
{
  for (size_t e = 0; e < n->edges_count; e++)
    if (!is_environment (n->edges[e]))
      walk_push (w, n->edges[e]);
}

static void
push_form (struct walk *w, const struct behaviour *b)
{
  for (size_t r = 0; r < b->references_count; r++) {
    size_t edges[2], count = observe_edges (b->references[r].uid, b->references[r].function, edges);
    for (size_t e = 0; e < count; e++)
      if (!is_environment (edges[e]))
        walk_push (w, edges[e]);
  }
}

/* What the function NODE may call without naming it.  */
static void
push_unnamed (struct walk *w, size_t node)
{
  const struct observed_function *f = &observed.functions[node];
  for (size_t u = 0; u < f->unnamed_count; u++) {
    size_t edges[2], count = observe_edges (f->unnamed[u], true, edges);
    for (size_t e = 0; e < count; e++)
      walk_push (w, edges[e]);
  }
}

/* What the form of ROOT leads to, by the forms of what is met: into W.  What an asm names in its text, and what the compiler calls by
   itself, is in no form.  */
static void
follow_forms (const struct graph *g, size_t root, struct walk *w)
{
  struct walk text;
  walk_init (&text, g->count);
  walk_push (&text, root);
  while (text.depth > 0) {
    size_t node = text.stack[--text.depth];
    if (is_function (node) && observed.functions[node].assembles)
      push_text (w, &g->nodes[node]);
    if (is_function (node))
      push_unnamed (w, node);
    push_text (&text, &g->nodes[node]);
  }
  walk_release (&text);
  for (size_t node = root;; node = w->stack[--w->depth]) {
    if (g->forms[node])
      push_form (w, g->forms[node]);
    else
      push_text (w, &g->nodes[node]);
    if (w->depth == 0)
      break;
  }
}

/* What the texts of all that waits in W lead to before they meet what LED holds.  */
static void
follow_texts (const struct graph *g, const bool *led, struct walk *w)
{
  while (w->depth > 0) {
    const struct closure_node *n = &g->nodes[w->stack[--w->depth]];
    for (size_t e = 0; e < n->edges_count; e++)
      if (!led[n->edges[e]])
        walk_push (w, n->edges[e]);
  }
}

/* The digest that stands for what the function NODE does in the lists of others.  */
static struct digest
digest_below (struct graph *g, size_t node)
{
  struct digest &known = g->below[node];
  if (digest_known (&known))
    return known;
  struct digester digester;
  unsigned *interface = observed.interface_of->get (observed.functions[node].uid);
  digester_init (&digester);
  if (interface)
    digester_add_digest (&digester, interface_digest (*interface));
  digester_add_digest (&digester, &g->forms[node]->digest);
  struct digest digest = digester_finish (&digester, DIGEST_SHORT);
  if (!interface)
    digest.length = 0;
  return known = digest;
}

/* Sets for each dependency of F, the node ROOT, whose form contains it and what it does.  False if a form leads to something
   of the unit that is not among the dependencies.  */
static bool
set_contained (struct graph *g, size_t root, struct function_facts *f)
{
  struct walk led, own, below;
  size_t found, wanted = 0;
  walk_init (&led, g->count);
  walk_init (&own, g->count);
  walk_init (&below, g->count);
  follow_forms (g, root, &led);
  found = led.seen[root];
  walk_push (&own, root);
  follow_texts (g, led.seen, &own);
  for (size_t n = 0; n < g->count; n++) {
    wanted += led.seen[n];
    if (led.seen[n])
      walk_push (&below, n);
  }
  follow_texts (g, led.seen, &below);
  for (size_t d = 0; d < f->depends_count; d++) {
    struct dependency *entry = &f->depends[d];
    entry->contained = entry->kind == DEPENDENCY_OPTION ? 0 : CONTAINED_OWN;
    if (entry->kind != DEPENDENCY_FUNCTION && entry->kind != DEPENDENCY_OBJECT)
      continue;
    size_t *first = g->first.get (entry->name), leads = 0, nodes = 0, node = NO_NODE;
    entry->contained = 0;
    for (size_t n = first ? *first : NO_NODE; n != NO_NODE; n = g->next[n]) {
      if (g->nodes[n].entry.kind != entry->kind || n == root)
        continue;
      nodes++;
      node = n;
      leads += led.seen[n];
      entry->contained |= (own.seen[n] ? CONTAINED_OWN : 0) | (below.seen[n] ? CONTAINED_BELOW : 0);
      if (led.seen[n] && g->forms[n]) {
        struct digest digest = digest_below (g, n);
        dependency_set_behaviour (entry, &digest);
      }
    }
    if (nodes == 1 && leads && entry->kind == DEPENDENCY_OBJECT)
      dependency_set_behaviour (entry, &observed.objects[node - observed.functions_count].plain);
    found += leads;
    /* What only the assembler reads has no node.  What counts by name is reached by no path.  */
    if (leads || !nodes)
      entry->contained = 0;
    else if (!entry->contained)
      entry->contained = CONTAINED_OWN | CONTAINED_BELOW;
  }
  walk_release (&below);
  walk_release (&own);
  walk_release (&led);
  if (found == wanted)
    return true;
  for (size_t d = 0; d < f->depends_count; d++) {
    f->depends[d].contained = 0;
    f->depends[d].behaves = false;
  }
  return false;
}

/* What the ledger holds of F's behaviour, if all else in F's record is as in one of its states, and the same compiler
   made it: then it is this one, and normalising the body again would only give it once more.  Or NULL.  */
static const struct ledger_seen *
recorded_behaviour (const struct unit_facts *u, const char *variant, const struct function_facts *f)
{
  static const enum aspect views[] = { ASPECT_INTERFACE, ASPECT_SOURCE, ASPECT_DEPENDENCIES };
  struct ledger_file **files;
  struct strbuf err = STRBUF_INIT;
  const struct ledger_seen *found = NULL;
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
          found = seen;
      }
  return found;
}

/* SEEN says of F's dependencies what they do.  Equal totals: the lists are equal, and in one order.  */
static void
take_recorded (struct function_facts *f, const struct ledger_seen *seen)
{
  f->aspects[ASPECT_BEHAVIOUR] = seen->aspects[ASPECT_BEHAVIOUR];
  for (size_t i = 0; i < f->depends_count; i++)
    for (size_t k = 0; k < seen->depends_count; k++) {
      const struct dependency *d = &seen->depends[(i + k) % seen->depends_count];
      if (dependency_compare_label (d, &f->depends[i]) != 0 || !digest_equal (&d->digest, &f->depends[i].digest))
        continue;
      struct digest behaviour = dependency_behaviour (d);
      dependency_set_behaviour (&f->depends[i], &behaviour);
      break;
    }
}

static void
set_unknown (struct function_facts *f, const char *reason)
{
  struct strbuf why = STRBUF_INIT;
  if (f->unknown)
    return;
  strbuf_addf (&why, "no behaviour: %s", reason);
  f->unknown = strbuf_detach (&why);
}

static void
set_behaviour (struct graph *g, size_t index, struct behaviour *b, struct function_facts *f)
{
  const char *reason = b->reason;
  if (digest_known (&b->digest) && !g->forms[index])
    reason = "its normalised body refers to what its dependencies do not name";
  if (!set_contained (g, index, f))
    reason = "its normalised body refers to what its dependencies do not name";
  if (!reason) {
    f->aspects[ASPECT_BEHAVIOUR] = b->digest;
    f->form = b->form;
    b->form = NULL;
  } else {
    set_unknown (f, reason);
  }
}

/* The load-bearing functions whose behaviour is not known from the ledger: observed functions, into ROOTS.  Nobody judges a test's copy
   of a function that a rule marks, and the source alone tells whether it is the one that ships.  */
static void
find_roots (struct unit_facts *u, const size_t *records, auto_vec<size_t> *roots)
{
  char *variant = u->variant ? memory_copy_text (u->variant) : session_variant ();
  for (size_t i = 0; i < observed.functions_count; i++) {
    struct function_facts *f = records[i] == NO_RECORD ? NULL : &u->functions[records[i]];
    if (!f || !(f->flags & FUNCTION_MARKED) || observed.functions[i].alias || (!session.forms && !verdict_gates (u, f)))
      continue;
    /* A form that is to be kept is only there where it is computed.  */
    if (const struct ledger_seen *recorded = session.forms ? NULL : recorded_behaviour (u, variant, f))
      take_recorded (f, recorded);
    else
      roots->safe_push (i);
  }
  free (variant);
}

/* The functions that have a body, of ROOTS and what their texts lead to: into WANTED, and of each the node into NODE_OF.  */
static void
find_wanted (const struct graph *g, const bool *present, const auto_vec<size_t> *roots, auto_vec<cgraph_node *> *wanted,
             auto_vec<size_t> *node_of)
{
  struct walk w;
  cgraph_node *node;
  walk_init (&w, g->count);
  for (unsigned i = 0; i < roots->length (); i++)
    walk_push (&w, (*roots)[i]);
  while (w.depth > 0)
    push_text (&w, &g->nodes[w.stack[--w.depth]]);
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
  {
    unsigned *index = DECL_NAME (node->decl) ? observed.function_of->get (DECL_UID (node->decl)) : NULL;
    if (!index || !present[*index] || !w.seen[*index] || node->inlined_to || node->alias || node->thunk)
      continue;
    wanted->safe_push (node);
    node_of->safe_push (*index);
  }
  walk_release (&w);
}

void
observe_behaviours (struct unit_facts *u, const size_t *records, const bool *present, const struct closure_node *nodes,
                    size_t nodes_count)
{
  auto_vec<size_t> roots, node_of;
  auto_vec<cgraph_node *> wanted;
  struct graph g;
  u->behaviour_class = behaviour_class ();
  find_roots (u, records, &roots);
  if (roots.is_empty ())
    return;
  g.nodes = nodes;
  g.count = nodes_count;
  g.forms = XCNEWVEC (const struct behaviour *, nodes_count + 1);
  g.below = XCNEWVEC (struct digest, nodes_count + 1);
  find_wanted (&g, present, &roots, &wanted, &node_of);
  struct behaviour *list = XCNEWVEC (struct behaviour, wanted.length () + 1);
  struct behaviour **known = XCNEWVEC (struct behaviour *, nodes_count + 1);
  behaviour_start (wanted.address (), wanted.length ());
  name_nodes (&g);
  behaviour_finish (list, wanted.length ());
  for (unsigned i = 0; i < wanted.length (); i++) {
    known[node_of[i]] = &list[i];
    if (digest_known (&list[i].digest) && is_complete (&list[i]) && is_alone (&g, node_of[i]))
      g.forms[node_of[i]] = &list[i];
  }
  for (unsigned i = 0; i < roots.length (); i++) {
    struct function_facts *f = &u->functions[records[roots[i]]];
    if (known[roots[i]])
      set_behaviour (&g, roots[i], known[roots[i]], f);
    else
      set_unknown (f, "nothing uses it, and it is not compiled");
  }
  for (unsigned i = 0; i < wanted.length (); i++)
    behaviour_release (&list[i]);
  free (list);
  free (known);
  free (g.below);
  free (g.forms);
}
