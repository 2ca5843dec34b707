/* Observation: from GCC's trees and preprocessor to facts.

   Events, in the order in which GCC raises them:
     START_UNIT      the preprocessor's callbacks are chained
     FINISH_TYPE     a tag was completed: its layout
     FINISH_DECL     a global was declared or defined: its type and initialiser
     PRE_GENERICIZE  a function is complete and not lowered yet: its spelling, its
                     references, its interface
     ALL_IPA_PASSES  (observe_unit) the unit is complete: linkage, closure, facts
   Only digests and strings outlive an event: the trees belong to GCC's collector.  */
#include "gcc-compat.h"

#include "body.h"
#include "closure.h"
#include "marks.h"
#include "observe.h"
#include "preprocessor.h"
#include "semantic_options.h"
#include "session.h"
#include "spelling.h"
#include "strbuf.h"
#include "types.h"

/* What a function or an object of the unit refers to, by DECL_UID.  */
struct reference {
  unsigned uid;
  bool function;
  char *name;
};

/* One function definition, as seen when it ended.  */
struct observed_function {
  unsigned uid;
  struct function_facts facts;  /* name, place, flags, mark; aspects interface, source, tree */
  struct dependency *own; size_t own_count; /* all but functions and objects of the unit */
  struct reference *references; size_t references_count;
  bool spelled, in_main_file, external_body;
};

/* One global object.  */
struct observed_object {
  unsigned uid;
  char *name;
  struct digest digest;
  struct digest spelled;  /* C++: of the declaration's text, since an initialiser may be code */
  struct reference *references; size_t references_count;
};

/* How a function is declared.  */
struct observed_interface {
  unsigned uid;
  char *name;
  struct digest digest;
};

/* A completed tag.  */
struct observed_tag {
  char *label;
  struct digest digest;
};

typedef int_hash<unsigned, UINT_MAX, UINT_MAX - 1> uid_hash;

static struct {
  struct observed_function *functions; size_t functions_count;
  struct observed_object *objects; size_t objects_count;
  struct observed_interface *interfaces; size_t interfaces_count;
  struct observed_tag *tags; size_t tags_count;
  struct digest *layouts; size_t layouts_count;
  hash_map<uid_hash, unsigned> *function_of, *object_of, *interface_of, *type_seen, *layout_of;
} unit;

template <typename T>
static T *
grow (T **array, size_t *count)
{
  T *added;
  if ((*count & (*count - 1)) == 0)
    *array = (T *) memory_grow (*array, *count ? 2 * *count : 1, sizeof **array);
  added = &(*array)[(*count)++];
  memset (added, 0, sizeof *added);
  return added;
}

static bool
is_cxx (void)
{
  return &parse_in && parse_in && cpp_get_options (parse_in)->cplusplus;
}

static struct digest
short_digest_of (const struct strbuf *text)
{
  return digest_of (strbuf_text (text), text->length, DIGEST_SHORT);
}

/* --- types ----------------------------------------------------------------- */

static bool
type_in_environment (tree type)
{
  tree decl = TYPE_STUB_DECL (type) ? TYPE_STUB_DECL (type) : TYPE_NAME (type);
  if (!decl || !DECL_P (decl))
    return false;
  return DECL_SOURCE_LOCATION (decl) != UNKNOWN_LOCATION && preprocessor_in_environment (DECL_SOURCE_LOCATION (decl));
}

/* The layout of TYPE, a complete main variant: it cannot change any more.  An enumeration's values count one
   by one, where they are named; its width counts here.  */
static struct digest
layout_digest (tree type)
{
  struct strbuf text;
  bool known;
  unsigned &index = unit.layout_of->get_or_insert (TYPE_UID (type), &known);
  if (known)
    return unit.layouts[index];
  index = unit.layouts_count;
  strbuf_init (&text);
  if (TREE_CODE (type) == ENUMERAL_TYPE)
    strbuf_addf (&text, "%u%s", TYPE_PRECISION (type), TYPE_UNSIGNED (type) ? "u" : "s");
  else
    type_write_layout (type, &text);
  *grow (&unit.layouts, &unit.layouts_count) = short_digest_of (&text);
  strbuf_release (&text);
  return unit.layouts[unit.layouts_count - 1];
}

static void
at_finish_type (void *event, void *)
{
  tree type = (tree) event;
  struct observed_tag *tag;
  char *label;
  bool known;
  if (!type || !TYPE_P (type) || !COMPLETE_TYPE_P (type)
      || !(RECORD_OR_UNION_TYPE_P (type) || TREE_CODE (type) == ENUMERAL_TYPE))
    return;
  type = TYPE_MAIN_VARIANT (type);
  unit.type_seen->get_or_insert (TYPE_UID (type), &known);
  if (known || type_in_environment (type))
    return;
  if (is_cxx () && &uses_template_parms && uses_template_parms (type))
    return;
  label = type_label (type);
  if (!label)
    return;
  tag = grow (&unit.tags, &unit.tags_count);
  tag->label = label;
  tag->digest = layout_digest (type);
}

/* --- declarations ------------------------------------------------------------ */

/* Sets how DECL is declared, by its text.  */
static void
note_interface_text (tree decl, const struct strbuf *text)
{
  bool known;
  unsigned &index = unit.interface_of->get_or_insert (DECL_UID (decl), &known);
  if (!known) {
    struct observed_interface *added = grow (&unit.interfaces, &unit.interfaces_count);
    index = unit.interfaces_count - 1;
    added->uid = DECL_UID (decl);
    added->name = memory_copy_text (DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "");
  }
  unit.interfaces[index].digest = short_digest_of (text);
}

static void
note_interface (tree decl)
{
  struct strbuf text;
  strbuf_init (&text);
  interface_write (decl, &text);
  note_interface_text (decl, &text);
  strbuf_release (&text);
}

struct reference_list {
  struct reference *list;
  size_t count;
};

static void
add_reference (tree decl, void *data)
{
  struct reference_list *r = (struct reference_list *) data;
  struct reference *added;
  for (size_t i = 0; i < r->count; i++)
    if (r->list[i].uid == DECL_UID (decl))
      return;
  added = grow (&r->list, &r->count);
  added->uid = DECL_UID (decl);
  added->function = TREE_CODE (decl) == FUNCTION_DECL;
  added->name = memory_copy_text (DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "");
}

static void
add_user_reference (tree decl, void *data)
{
  if (!preprocessor_in_environment (DECL_SOURCE_LOCATION (decl))) {
    add_reference (decl, data);
    /* Later declarations are looked at when the unit is complete.  */
    if (TREE_CODE (decl) == FUNCTION_DECL && !unit.interface_of->get (DECL_UID (decl)))
      note_interface (decl);
  }
}

static void
write_object (tree decl, struct strbuf *out, struct reference_list *references)
{
  tree type = TREE_TYPE (decl), inner = type;
  type_write (type, out);
  while (inner && TREE_CODE (inner) == ARRAY_TYPE)
    inner = TREE_TYPE (inner);
  if (inner && RECORD_OR_UNION_TYPE_P (inner) && COMPLETE_TYPE_P (inner)) {
    strbuf_add_char (out, ' ');
    type_write_layout (inner, out);
  }
  strbuf_add_text (out, TREE_PUBLIC (decl) ? " extern" : " static");
  if (TREE_THIS_VOLATILE (decl))
    strbuf_add_text (out, " volatile");
  if (TREE_READONLY (decl))
    strbuf_add_text (out, " const");
  if (DECL_THREAD_LOCAL_P (decl))
    strbuf_addf (out, " tls%d", (int) DECL_TLS_MODEL (decl));
  if (DECL_WEAK (decl))
    strbuf_add_text (out, " weak");
  if (DECL_HARD_REGISTER (decl))
    strbuf_add_text (out, " register");
  if (DECL_USER_ALIGN (decl))
    strbuf_addf (out, " align %u", DECL_ALIGN (decl));
  if (DECL_SECTION_NAME (decl))
    strbuf_addf (out, " section %s", DECL_SECTION_NAME (decl));
  if (HAS_DECL_ASSEMBLER_NAME_P (decl) && DECL_ASSEMBLER_NAME_SET_P (decl)
      && IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl))[0] == '*')
    strbuf_addf (out, " asm %s", IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)));
  attributes_write (DECL_ATTRIBUTES (decl), out);
  strbuf_add_char (out, '=');
  if (DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node)
    constant_write (DECL_INITIAL (decl), out, add_user_reference, references);
}

/* Records DECL, a global of the program's own; again when a later declaration adds to it.  */
static void
note_object (tree decl)
{
  struct reference_list references = { NULL, 0 };
  struct strbuf text;
  struct observed_object *o;
  bool known;
  unsigned &index = unit.object_of->get_or_insert (DECL_UID (decl), &known);
  unsigned at = known ? index : unit.objects_count;
  index = at;
  if (!known) {
    o = grow (&unit.objects, &unit.objects_count);
    o->uid = DECL_UID (decl);
    o->name = memory_copy_text (DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "");
  }
  strbuf_init (&text);
  write_object (decl, &text, &references);
  o = &unit.objects[at];
  strbuf_add (&text, o->spelled.bytes, o->spelled.length);
  o->digest = short_digest_of (&text);
  /* References of a former declaration stay: there are none without an initialiser.  */
  if (references.count) {
    for (size_t i = 0; i < o->references_count; i++)
      free (o->references[i].name);
    free (o->references);
    o->references = references.list;
    o->references_count = references.count;
  }
  strbuf_release (&text);
}

/* The text of DECL's declaration, from its name to the token that the C++ front end has reached.  */
static struct digest
spell_object (tree decl)
{
  struct spelled_function s;
  struct digest digest;
  const char *why;
  memset (&s, 0, sizeof s);
  memset (&digest, 0, sizeof digest);
  s.keep_names = true;
  if (preprocessor_spell (DECL_SOURCE_LOCATION (decl), input_location, &s, &why))
    digest = spelling_digest (&s, DIGEST_SHORT);
  spelled_function_release (&s);
  return digest;
}

static bool
is_file_scope (tree decl)
{
  return !decl_function_context (decl);
}

static void
at_finish_decl (void *event, void *)
{
  tree decl = (tree) event;
  if (!decl || TREE_CODE (decl) != VAR_DECL || !is_global_var (decl) || !is_file_scope (decl) || !DECL_NAME (decl)
      || TREE_TYPE (decl) == error_mark_node || preprocessor_in_environment (DECL_SOURCE_LOCATION (decl)))
    return;
  if (is_cxx () && &uses_template_parms && uses_template_parms (TREE_TYPE (decl)))
    return;
  note_object (decl);
  if (is_cxx () && !DECL_EXTERNAL (decl)) {
    struct observed_object *o = &unit.objects[*unit.object_of->get (DECL_UID (decl))];
    o->spelled = spell_object (decl);
    note_object (decl);
  }
}

/* --- functions ------------------------------------------------------------------ */

static void
add_dependency (struct observed_function *f, enum dependency_kind kind, const char *name, const struct digest *digest)
{
  struct dependency *d;
  for (size_t i = 0; i < f->own_count; i++)
    if (f->own[i].kind == kind && strcmp (f->own[i].name, name) == 0)
      return;
  d = grow (&f->own, &f->own_count);
  d->kind = kind;
  d->name = memory_copy_text (name);
  if (digest)
    d->digest = *digest;
}

static void
add_type (struct observed_function *f, tree type)
{
  char *label;
  struct digest digest;
  if (type_in_environment (type) || !(label = type_label (type)))
    return; /* a type without a name is written out wherever it is used */
  digest = layout_digest (type);
  add_dependency (f, DEPENDENCY_TYPE, label, &digest);
  free (label);
}

struct lookup {
  struct observed_function *function;
  struct body *body;
  struct reference_list references;
};

static void
depend_on_decl (struct lookup *l, tree decl)
{
  struct observed_function *f = l->function;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (decl));
  struct strbuf text;
  struct digest digest;
  bool environment = preprocessor_in_environment (DECL_SOURCE_LOCATION (decl));
  switch (TREE_CODE (decl)) {
  case FUNCTION_DECL:
  case VAR_DECL:
    if (environment) {
      if (strncmp (name, "__builtin_", 10) != 0)
	add_dependency (f, DEPENDENCY_ENVIRONMENT, name, NULL);
    } else
      add_user_reference (decl, &l->references);
    break;
  case CONST_DECL:
    if (environment)
      break;
    strbuf_init (&text);
    type_write (TREE_TYPE (decl), &text);
    constant_write (DECL_INITIAL (decl), &text, NULL, NULL);
    digest = short_digest_of (&text);
    add_dependency (f, DEPENDENCY_ENUMERATOR, name, &digest);
    strbuf_release (&text);
    break;
  case TYPE_DECL: {
    tree type = TREE_TYPE (decl), inner = type;
    if (environment || type == error_mark_node)
      break;
    while (inner && TREE_CODE (inner) == ARRAY_TYPE)
      inner = TREE_TYPE (inner);
    body_touch (l->body, inner);
    char *label = type_label (type);
    strbuf_init (&text);
    strbuf_addf (&text, "typedef %s", name);
    /* The typedef that names an anonymous structure stands for its layout.  */
    if (!label || strcmp (label, strbuf_text (&text)) != 0) {
      struct strbuf written;
      strbuf_init (&written);
      type_write (type, &written);
      digest = short_digest_of (&written);
      add_dependency (f, DEPENDENCY_TYPE, strbuf_text (&text), &digest);
      strbuf_release (&written);
    }
    strbuf_release (&text);
    free (label);
    break;
  }
  default:
    break;
  }
}

static void
depend_on_tag (struct observed_function *f, const char *name)
{
  for (size_t i = 0; i < unit.tags_count; i++) {
    const char *space = strchr (unit.tags[i].label, ' ');
    if (space && strcmp (space + 1, name) == 0 && strncmp (unit.tags[i].label, "typedef", 7) != 0)
      add_dependency (f, DEPENDENCY_TYPE, unit.tags[i].label, &unit.tags[i].digest);
  }
}

static void
on_free_name (const char *name, bool tag, void *data)
{
  struct lookup *l = (struct lookup *) data;
  if (tag) {
    depend_on_tag (l->function, name);
    return;
  }
  if (!is_cxx () && &lookup_name) {
    tree identifier = maybe_get_identifier (name);
    tree decl = identifier ? lookup_name (identifier) : NULL_TREE;
    if (decl && DECL_P (decl) && DECL_NAME (decl))
      depend_on_decl (l, decl);
  }
}

/* The local variables and so on, as the spelling needs them.  */
static void
set_locals (const struct body *body, struct spelled_function *s)
{
  s->locals = XCNEWVEC (struct spelled_local, body->locals_count + 1);
  for (size_t i = 0; i < body->locals_count; i++) {
    const struct body_local *local = &body->locals[i];
    struct spelled_local *to = &s->locals[s->locals_count++];
    to->name = DECL_NAME (local->decl) ? IDENTIFIER_POINTER (DECL_NAME (local->decl)) : "";
    to->kind = local->kind;
    to->position = local->position;
    to->token = local->nested ? -2 : preprocessor_token_at (s, DECL_SOURCE_LOCATION (local->decl));
    if (to->token >= 0 && strcmp (s->tokens.tokens[to->token].text, to->name) != 0)
      to->token = -1; /* pasted: the token is something else */
    if (local->kind == LOCAL_PARAMETER && to->token < 0)
      to->token = -1; /* declared in the heading, which is not part of the text */
    else if (to->token == -1 && local->kind != LOCAL_PARAMETER)
      to->token = -2;
  }
}

static void
set_globals (const struct body *body, struct spelled_function *s)
{
  s->globals = XNEWVEC (const char *, body->references_count + 1);
  for (size_t i = 0; i < body->references_count; i++)
    if (DECL_NAME (body->references[i]))
      s->globals[s->globals_count++] = IDENTIFIER_POINTER (DECL_NAME (body->references[i]));
}

static void
add_macros (struct observed_function *f, const struct spelled_function *s)
{
  for (size_t i = 0; i < s->uses_count; i++)
    if (!s->uses[i].macro->environment)
      add_dependency (f, DEPENDENCY_MACRO, s->uses[i].macro->name, &s->uses[i].macro->digest);
}

/* What the function rests on, from its text and from its tree.  */
static void
gather (struct observed_function *f, struct body *body, struct spelled_function *s)
{
  struct lookup l = { f, body, { NULL, 0 } };
  struct strbuf text;
  if (s) {
    spelling_free_names (s, on_free_name, &l);
    add_macros (f, s);
    body_touch_measured (body, s);
  }
  /* Names that the text does not show: pasted, or of preprocessed input.  In C++ all of them.  */
  for (size_t i = 0; i < body->references_count; i++) {
    tree decl = body->references[i];
    if (!DECL_NAME (decl))
      continue;
    if (!preprocessor_in_environment (DECL_SOURCE_LOCATION (decl)))
      add_user_reference (decl, &l.references);
    else if (!s || is_cxx ())
      depend_on_decl (&l, decl);
  }
  for (size_t i = 0; i < body->types_count; i++)
    add_type (f, body->types[i]);
  for (size_t i = 0; i < body->calls_through_count; i++) {
    strbuf_init (&text);
    type_write (body->calls_through[i], &text);
    add_dependency (f, DEPENDENCY_POINTER, strbuf_text (&text), NULL);
    strbuf_release (&text);
  }
  f->references = l.references.list;
  f->references_count = l.references.count;
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* C++ reads enumerators and constant objects as their values at once, and its names cannot be looked up from
   here: so the set of numbers that the tree holds counts as one dependency.  */
static void
add_constants (struct observed_function *f, const struct body *body)
{
  struct strbuf all;
  struct digest digest;
  char **texts = XNEWVEC (char *, body->constants_count + 1);
  for (size_t i = 0; i < body->constants_count; i++) {
    struct strbuf text;
    strbuf_init (&text);
    constant_write (body->constants[i], &text, NULL, NULL);
    texts[i] = strbuf_detach (&text);
  }
  qsort (texts, body->constants_count, sizeof *texts, compare_texts);
  strbuf_init (&all);
  for (size_t i = 0; i < body->constants_count; i++) {
    if (i == 0 || strcmp (texts[i], texts[i - 1]) != 0)
      strbuf_addf (&all, "%s;", texts[i]);
  }
  for (size_t i = 0; i < body->constants_count; i++)
    free (texts[i]);
  free (texts);
  digest = short_digest_of (&all);
  strbuf_release (&all);
  add_dependency (f, DEPENDENCY_ENUMERATOR, "(constants)", &digest);
}

static void
set_interface (struct observed_function *f, tree decl)
{
  struct strbuf text;
  strbuf_init (&text);
  interface_write (decl, &text);
  f->facts.aspects[ASPECT_INTERFACE] = digest_of (strbuf_text (&text), text.length, DIGEST_FULL);
  note_interface_text (decl, &text);
  strbuf_release (&text);
}

static void
set_place (struct observed_function *f, tree decl)
{
  struct place place;
  if (preprocessor_place (DECL_SOURCE_LOCATION (decl), &place)) {
    f->facts.file = policy_relative (session.policy, place.path);
    f->facts.line = place.line;
    f->facts.column = place.column;
    f->in_main_file = strcmp (place.path, main_input_filename) == 0;
  } else {
    expanded_location at = expand_location (DECL_SOURCE_LOCATION (decl));
    f->facts.file = policy_relative (session.policy, at.file ? at.file : "");
    f->facts.line = at.line;
    f->facts.column = at.column;
    f->in_main_file = at.file && strcmp (at.file, main_input_filename) == 0;
  }
}

static void
set_name (struct observed_function *f, tree decl, bool emitted)
{
  /* To ask C++ for a mangled name before it wants one can give it another one (_ZN1AD4Ev, _ZN1AD4Ei), in the
     debug information, too: only what is emitted, at the end, is asked.  */
  bool mangled = emitted || !is_cxx () || DECL_ASSEMBLER_NAME_SET_P (decl);
  const char *name = mangled            ? IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl))
                     : DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl))
                                        : "";
  free (f->facts.name);
  free (f->facts.shown);
  f->facts.shown = NULL;
  f->facts.name = memory_copy_text (name[0] == '*' ? name + 1 : name);
  if (DECL_NAME (decl) && (emitted || !is_cxx ())) {
    const char *shown = is_cxx () ? lang_hooks.decl_printable_name (decl, 1) : IDENTIFIER_POINTER (DECL_NAME (decl));
    if (strcmp (shown, f->facts.name) != 0)
      f->facts.shown = memory_copy_text (shown);
  }
}

static void
set_linkage (struct observed_function *f, tree decl)
{
  f->facts.flags &= ~(unsigned) (FUNCTION_STATIC | FUNCTION_COMDAT | FUNCTION_WEAK);
  if (!TREE_PUBLIC (decl))
    f->facts.flags |= FUNCTION_STATIC;
  if (DECL_COMDAT (decl) || DECL_ONE_ONLY (decl))
    f->facts.flags |= FUNCTION_COMDAT;
  if (DECL_WEAK (decl) && !DECL_COMDAT (decl))
    f->facts.flags |= FUNCTION_WEAK;
  if (!f->in_main_file)
    f->facts.flags |= FUNCTION_FROM_HEADER;
}

static void
set_mark (struct observed_function *f, tree decl)
{
  struct mark mark = mark_of (decl, f->facts.name, f->facts.shown, f->facts.file);
  free (f->facts.domain);
  free (f->facts.reason);
  f->facts.domain = f->facts.reason = NULL;
  f->facts.origin = mark.origin;
  f->facts.track = mark.track;
  f->facts.flags &= ~(unsigned) FUNCTION_MARKED;
  if (mark.origin != MARK_NONE) {
    f->facts.flags |= FUNCTION_MARKED;
    f->facts.domain = memory_copy_text (mark.domain);
    f->facts.reason = memory_copy_text (mark.reason);
  }
}

/* True if the first COUNT tokens of S, a function's heading, may compute something: `int a[n++]`.  */
static bool
heading_computes (const struct spelled_function *s, size_t count)
{
  int brackets = 0;
  for (size_t i = 0; i < count; i++) {
    const struct token *t = &s->tokens.tokens[i];
    brackets += token_is (t, "[");
    brackets -= token_is (t, "]");
    if (brackets > 0 && (token_is (t, "(") || token_is (t, "++") || token_is (t, "--") || strchr (t->text, '=')))
      return true;
  }
  return false;
}

/* Reads the function's text.  In C the heading is the interface's matter, unless it computes something;
   in C++ it holds a constructor's initialisers.  */
static bool
spell (tree decl, struct spelled_function *s, const char **why)
{
  struct function *function = DECL_STRUCT_FUNCTION (decl);
  location_t body = function->function_start_locus, end = function->function_end_locus;
  long heading;
  /* The C++ front end sets it only after this event, from the token that it has just passed.  */
  if (end == UNKNOWN_LOCATION)
    end = input_location;
  if (!preprocessor_spell (DECL_SOURCE_LOCATION (decl), end, s, why))
    return !is_cxx () && preprocessor_spell (body, end, s, why);
  if (is_cxx ())
    return true;
  heading = preprocessor_token_at (s, body);
  if (heading > 0 && !heading_computes (s, heading))
    preprocessor_drop (s, heading);
  return true;
}

static void
set_source (struct observed_function *f, tree decl, struct body *body, bool *spelled, struct spelled_function *s)
{
  const char *why;
  s->name = DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : NULL;
  s->file = f->facts.file;
  s->keep_names = is_cxx ();
  *spelled = spell (decl, s, &why);
  if (*spelled) {
    set_locals (body, s);
    set_globals (body, s);
    f->facts.aspects[ASPECT_SOURCE] = spelling_digest (s, DIGEST_FULL);
  } else
    f->facts.unknown = memory_copy_text (why);
}

static void
at_pre_genericize (void *event, void *)
{
  tree decl = (tree) event;
  struct observed_function *f;
  struct body body;
  struct spelled_function spelling;
  bool known;
  if (!decl || TREE_CODE (decl) != FUNCTION_DECL || !DECL_STRUCT_FUNCTION (decl) || errorcount || sorrycount)
    return;
  unsigned &index = unit.function_of->get_or_insert (DECL_UID (decl), &known);
  if (known)
    return; /* an inline definition that a real one follows is reported by its first */
  index = unit.functions_count;
  f = grow (&unit.functions, &unit.functions_count);
  f->uid = DECL_UID (decl);
  set_place (f, decl);
  set_name (f, decl, false);
  set_linkage (f, decl);
  f->external_body = DECL_EXTERNAL (decl);
  /* What the compiler makes up in C++ (initialisation at start, implicit members) nobody wrote or audits.  */
  if (preprocessor_in_environment (DECL_SOURCE_LOCATION (decl)) || DECL_ARTIFICIAL (decl)) {
    f->facts.flags |= FUNCTION_SYSTEM;
    return;
  }
  set_mark (f, decl);
  set_interface (f, decl);
  memset (&spelling, 0, sizeof spelling);
  body_read (decl, &body);
  set_source (f, decl, &body, &f->spelled, &spelling);
  if (!f->spelled || f->facts.flags & FUNCTION_MARKED)
    f->facts.aspects[ASPECT_TREE] = body_tree_digest (decl);
  gather (f, &body, f->spelled ? &spelling : NULL);
  if (is_cxx ())
    add_constants (f, &body);
  body_release (&body);
  spelled_function_release (&spelling);
}

/* --- the unit ---------------------------------------------------------------------- */

/* One digest for what a function is in itself: how it stands in the lists of those that rest on it, and
   an ordinary function's whole record.  */
static struct digest
function_digest (const struct observed_function *f)
{
  struct digester d;
  digester_init (&d);
  digester_add_digest (&d, &f->facts.aspects[ASPECT_INTERFACE]);
  if (f->spelled)
    digester_add_digest (&d, &f->facts.aspects[ASPECT_SOURCE]);
  else
    digester_add_digest (&d, &f->facts.aspects[ASPECT_TREE]);
  for (size_t i = 0; i < f->own_count; i++)
    /* Its macros are part of its source, and the environment counts by name where it stands.  */
    if (f->own[i].kind != DEPENDENCY_MACRO && f->own[i].kind != DEPENDENCY_ENVIRONMENT
	&& f->own[i].kind != DEPENDENCY_POINTER) {
      digester_add_number (&d, f->own[i].kind);
      digester_add_text (&d, f->own[i].name);
      digester_add_digest (&d, &f->own[i].digest);
    }
  return digester_finish (&d, DIGEST_HALF);
}

static int
compare_own (const void *a, const void *b)
{
  return dependency_compare ((const struct dependency *) a, (const struct dependency *) b);
}

/* The declarations as they are now that the unit is complete: attributes may have come later.  */
static void
refresh_from_symbols (bool *present)
{
  cgraph_node *node;
  FOR_EACH_FUNCTION (node) {
    tree decl = node->decl;
    unsigned *index;
    if (node->inlined_to || !DECL_NAME (decl))
      continue;
    index = unit.function_of->get (DECL_UID (decl));
    if (!index) {
      if (unit.interface_of->get (DECL_UID (decl)))
	note_interface (decl);
      continue;
    }
    struct observed_function *f = &unit.functions[*index];
    present[*index] = node->has_gimple_body_p () && !DECL_EXTERNAL (decl);
    set_name (f, decl, present[*index]);
    set_linkage (f, decl);
    if (f->facts.flags & FUNCTION_SYSTEM)
      continue;
    set_mark (f, decl);
    set_interface (f, decl);
  }
  varpool_node *variable;
  FOR_EACH_VARIABLE (variable)
    if (unit.object_of->get (DECL_UID (variable->decl)) && DECL_INITIAL (variable->decl) != error_mark_node
	&& DECL_NAME (variable->decl))
      note_object (variable->decl);
}

static void
add_option (const char *option, void *data)
{
  struct strbuf *text = (struct strbuf *) data;
  strbuf_addf (text, "%s%s", text->length ? "\n" : "", option);
}

/* Adds each option, and each callee's interface, to the functions' own dependencies.  */
static void
complete_own (const char *options)
{
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  for (size_t i = 0; i < unit.functions_count; i++) {
    struct observed_function *f = &unit.functions[i];
    for (size_t r = 0; r < f->references_count; r++) {
      unsigned *interface = f->references[r].function ? unit.interface_of->get (f->references[r].uid) : NULL;
      if (interface && f->references[r].uid != f->uid)
	add_dependency (f, DEPENDENCY_INTERFACE, f->references[r].name, &unit.interfaces[*interface].digest);
    }
    for (const char *at = options; *at;) {
      size_t length = strcspn (at, "\n");
      char option[128];
      snprintf (option, sizeof option, "%.*s", (int) length, at);
      add_dependency (f, DEPENDENCY_OPTION, option, &none);
      at += length + (at[length] == '\n');
    }
    if (f->own_count)
      qsort (f->own, f->own_count, sizeof *f->own, compare_own);
  }
}

/* Nodes: first the functions, then the objects.  */
static struct closure_node *
build_graph (size_t *count)
{
  struct closure_node *nodes;
  *count = unit.functions_count + unit.objects_count;
  nodes = XCNEWVEC (struct closure_node, *count + 1);
  for (size_t i = 0; i < *count; i++) {
    struct closure_node *n = &nodes[i];
    bool function = i < unit.functions_count;
    struct observed_function *f = function ? &unit.functions[i] : NULL;
    struct observed_object *o = function ? NULL : &unit.objects[i - unit.functions_count];
    const struct reference *references = function ? f->references : o->references;
    size_t references_count = function ? f->references_count : o->references_count;
    struct digest digest = function ? function_digest (f) : o->digest;
    n->entry.kind = function ? DEPENDENCY_FUNCTION : DEPENDENCY_OBJECT;
    n->entry.name = function ? f->facts.name : o->name;
    n->entry.digest = digest_truncate (&digest, DIGEST_SHORT);
    n->own = function ? f->own : NULL;
    n->own_count = function ? f->own_count : 0;
    n->edges = XNEWVEC (size_t, references_count + 1);
    for (size_t r = 0; r < references_count; r++) {
      unsigned *to = references[r].function ? unit.function_of->get (references[r].uid)
					    : unit.object_of->get (references[r].uid);
      if (to)
	n->edges[n->edges_count++] = *to + (references[r].function ? 0 : unit.functions_count);
    }
  }
  return nodes;
}

static void
add_calls (const struct observed_function *f, struct function_facts *to)
{
  for (size_t i = 0; i < f->references_count; i++)
    if (f->references[i].function) {
      unsigned *callee = unit.function_of->get (f->references[i].uid);
      char **added = grow (&to->calls, &to->calls_count);
      *added = memory_copy_text (callee ? unit.functions[*callee].facts.name : f->references[i].name);
    }
}

/* A function is recorded if it has code here, or if it was written into the main file: an unused
   `static inline` of a header is neither.  */
static void
record (struct unit_facts *u, size_t index, bool present, const struct digest *digest, const struct closure_node *nodes,
	size_t nodes_count)
{
  struct observed_function *f = &unit.functions[index];
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
  bool *present = XCNEWVEC (bool, unit.functions_count + 1);
  describe_unit (u);
  refresh_from_symbols (present);
  strbuf_init (&options);
  semantic_options (add_option, &options);
  complete_own (strbuf_text (&options));
  nodes = build_graph (&nodes_count);
  /* The digests must be those of the graph: record () empties the functions one by one.  */
  digests = XNEWVEC (struct digest, unit.functions_count + 1);
  for (size_t i = 0; i < unit.functions_count; i++)
    digests[i] = function_digest (&unit.functions[i]);
  for (size_t i = 0; i < unit.functions_count; i++)
    record (u, i, present[i], &digests[i], nodes, nodes_count);
  for (char *c = options.text; c && *c; c++)
    if (*c == '\n')
      *c = ' ';
  u->options = strbuf_detach (&options);
  for (size_t i = 0; i < nodes_count; i++)
    free (nodes[i].edges);
  free (nodes);
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
  unit.function_of = new hash_map<uid_hash, unsigned>;
  unit.object_of = new hash_map<uid_hash, unsigned>;
  unit.interface_of = new hash_map<uid_hash, unsigned>;
  unit.layout_of = new hash_map<uid_hash, unsigned>;
  unit.type_seen = new hash_map<uid_hash, unsigned>;
  register_callback (plugin_name, PLUGIN_START_UNIT, at_start_unit, NULL);
  register_callback (plugin_name, PLUGIN_FINISH_TYPE, at_finish_type, NULL);
  register_callback (plugin_name, PLUGIN_FINISH_DECL, at_finish_decl, NULL);
  register_callback (plugin_name, PLUGIN_PRE_GENERICIZE, at_pre_genericize, NULL);
}
