/* Objects across units: what this one defines and others can name, and which of other units' it refers to.

   A function's own record holds how it declares another unit's object, and no more.  What the object begins
   with is in the record of the unit that defines it; the command brings the two together by linkage name.  */
#include "gcc-compat.h"

#include "observed.h"

static const char *
linkage_of (const struct observed_object *o)
{
  return o->linkage ? o->linkage : o->name;
}

/* The objects of the unit to which addresses lead from one that is recorded.  */
struct walk {
  struct digester digest;
  struct object_facts *to;
  size_t *met; /* by object: the walk that met it last */
  size_t number;
  auto_vec<size_t> waiting;
};

static void
add_name (char ***list, size_t *count, const char *name)
{
  *grow (list, count) = memory_copy_text (name);
}

/* What the declaration UID, of an object, stands for: itself, and the object of which it is an alias.  */
static void
meet_object (struct walk *w, unsigned uid)
{
  size_t edges[2], count = observe_edges (uid, false, edges);
  for (size_t i = 0; i < count; i++) {
    if (edges[i] < observed.functions_count)
      continue;
    size_t index = edges[i] - observed.functions_count;
    if (w->met[index] == w->number)
      continue;
    w->met[index] = w->number;
    w->waiting.safe_push (index);
  }
}

/* Objects that others can name have a record of their own, here or elsewhere: the walk ends there.  */
static void
follow_object (struct walk *w, unsigned uid)
{
  unsigned *index = observed.object_of->get (uid);
  if (index && observed.objects[*index].named)
    add_name (&w->to->objects, &w->to->objects_count, linkage_of (&observed.objects[*index]));
  else
    meet_object (w, uid);
}

/* To what the addresses in O lead.  */
static void
follow (struct walk *w, const struct observed_object *o)
{
  for (size_t i = 0; i < o->references_count; i++) {
    const struct reference *r = &o->references[i];
    if (r->function) {
      add_name (&w->to->functions, &w->to->functions_count, function_linkage (r));
      continue;
    }
    follow_object (w, r->uid);
  }
}

void
object_add (struct digester *to, const struct observed_object *o)
{
  if (o->plain.length)
    digester_add_digest (to, &o->plain);
  else {
    digester_add (to, o->text, o->size);
    digester_add_digest (to, &o->spelled);
  }
}

static void
record_object (struct walk *w, struct unit_facts *u, varpool_node *node)
{
  tree decl = node->decl;
  const struct observed_object *o = &observed.objects[*observed.object_of->get (DECL_UID (decl))];
  struct object_facts *to = grow (&u->objects, &u->objects_count);
  struct place place;

  to->name = memory_copy_text (linkage_of (o));
  to->flags = (DECL_COMDAT (decl) || DECL_ONE_ONLY (decl) ? (unsigned) OBJECT_COMDAT : 0)
              | (DECL_WEAK (decl) && !DECL_COMDAT (decl) ? (unsigned) OBJECT_WEAK : 0)
              | (DECL_COMMON (decl) && !node->alias ? (unsigned) OBJECT_COMMON : 0);
  if (preprocessor_place (DECL_SOURCE_LOCATION (decl), &place)) {
    to->file = policy_relative (session.policy, place.path);
    to->line = place.line;
  } else {
    expanded_location at = expand_location (DECL_SOURCE_LOCATION (decl));
    to->file = policy_relative (session.policy, at.file ? at.file : "");
    to->line = (unsigned) at.line;
  }
  w->to = to;
  w->number++;
  digester_init (&w->digest);
  digester_add_text (&w->digest, "object");
  meet_object (w, DECL_UID (decl));
  while (!w->waiting.is_empty ()) {
    const struct observed_object *next = &observed.objects[w->waiting.pop ()];
    digester_add_text (&w->digest, next->name);
    object_add (&w->digest, next);
    follow (w, next);
  }
  to->digest = digester_finish (&w->digest, DIGEST_HALF);
}

/* Whether others can read what NODE defines by its name.  */
static bool
is_definition (varpool_node *node)
{
  tree decl = node->decl;
  return node->definition && !node->weakref && TREE_PUBLIC (decl) && !DECL_EXTERNAL (decl) && !DECL_ARTIFICIAL (decl)
         && !DECL_HARD_REGISTER (decl) && is_own_object (decl) && DECL_INITIAL (decl) != error_mark_node;
}

static void
add_outside (struct unit_facts *u, const char *name, const char *linkage)
{
  struct outside_object *to = grow (&u->outside, &u->outside_count);
  to->name = memory_copy_text (name);
  to->linkage = memory_copy_text (linkage);
}

/* Of all that is declared, only what a load-bearing function rests on.  */
static void
record_outside (struct unit_facts *u)
{
  hash_set<nofree_string_hash> names;
  for (size_t i = 0; i < u->functions_count; i++)
    for (size_t d = 0; u->functions[i].flags & FUNCTION_MARKED && d < u->functions[i].depends_count; d++)
      if (u->functions[i].depends[d].kind == DEPENDENCY_OBJECT)
        names.add (u->functions[i].depends[d].name);
  if (names.is_empty ())
    return;
  for (size_t i = 0; i < observed.objects_count; i++)
    if (observed.objects[i].outside && names.contains (observed.objects[i].name))
      add_outside (u, observed.objects[i].name, linkage_of (&observed.objects[i]));
  varpool_node *node;
  FOR_EACH_VARIABLE (node)
  if (node->weakref && node->alias_target && DECL_NAME (node->decl)
      && names.contains (IDENTIFIER_POINTER (DECL_NAME (node->decl)))) {
    tree target = node->alias_target;
    if (DECL_P (target))
      target = DECL_ASSEMBLER_NAME (target);
    if (TREE_CODE (target) == IDENTIFIER_NODE)
      add_outside (u, IDENTIFIER_POINTER (DECL_NAME (node->decl)),
                   targetm.strip_name_encoding (IDENTIFIER_POINTER (target)));
  }
}

/* What the function F refers to, whose record is RECORD.  Functions that it calls are there already; of a load-bearing one objects are,
   among what it rests on, and are followed from there.  */
static void
record_reads (struct walk *w, struct unit_facts *u, const struct observed_function *f,
              const struct function_facts *record)
{
  struct object_facts found;
  memset (&found, 0, sizeof found);
  w->to = &found;
  w->number++;
  for (size_t i = 0; i < f->references_count; i++)
    if (!f->references[i].function)
      follow_object (w, f->references[i].uid);
  while (!w->waiting.is_empty ())
    follow (w, &observed.objects[w->waiting.pop ()]);
  if (record->flags & FUNCTION_MARKED) {
    for (size_t i = 0; i < found.objects_count; i++)
      free (found.objects[i]);
    free (found.objects);
    found.objects = NULL;
    found.objects_count = 0;
  }
  if (!found.objects_count && !found.functions_count)
    return;
  struct object_reads *to = grow (&u->reads, &u->reads_count);
  to->function = memory_copy_text (record->name);
  to->objects = found.objects;
  to->objects_count = found.objects_count;
  to->functions = found.functions;
  to->functions_count = found.functions_count;
}

void
observe_objects (struct unit_facts *u, const size_t *records)
{
  bool marked = false;
  varpool_node *node;
  auto_vec<varpool_node *> definitions;

  for (size_t i = 0; i < u->functions_count && !marked; i++)
    marked = u->functions[i].flags & FUNCTION_MARKED;
  FOR_EACH_VARIABLE (node)
  {
    tree decl = node->decl;
    bool defined = is_definition (node);
    if (defined)
      definitions.safe_push (node);
    /* In C++ the linkage name is known at the end only.  */
    unsigned *known = observed.object_of->get (DECL_UID (decl));
    if (is_cxx () && TREE_PUBLIC (decl) && (defined || known) && !DECL_ASSEMBLER_NAME_SET_P (decl)) {
      (void) DECL_ASSEMBLER_NAME (decl);
      known = NULL;
    }
    /* An object that nothing refers to was not observed; what it leads to is not yet, either.  */
    if (defined && !known)
      note_object (decl);
  }
  if (marked)
    record_outside (u);
  struct walk walk;
  walk.number = 0;
  walk.met = XCNEWVEC (size_t, observed.objects_count + 1);
  for (unsigned i = 0; i < definitions.length (); i++)
    record_object (&walk, u, definitions[i]);
  for (size_t i = 0; i < observed.functions_count && observed.objects_count; i++)
    if (records[i] != NO_RECORD && !(u->functions[records[i]].flags & FUNCTION_SYSTEM))
      record_reads (&walk, u, &observed.functions[i], &u->functions[records[i]]);
  free (walk.met);
}
