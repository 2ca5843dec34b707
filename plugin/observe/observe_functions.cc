/* Observation of function definitions: their text, what they refer to, their interface.

   Computed at PLUGIN_PRE_GENERICIZE, when a function is complete and not
   lowered yet.  */
#include "gcc-compat.h"

#include "assembler.h"
#include "body.h"
#include "cplusplus.h"
#include "observed.h"
#include "place.h"
#include "semantic_options.h"
#include "source/spelling_pasted.h"
#include "evidence/test_functions.h"
#include "text.h"

/* Functions of a precompiled header that are to be observed: the list of functions may not grow while one of
   them is being filled in.  */
static tree *waiting;
static size_t waiting_count;
static bool from_waiting; /* what is observed now comes from there: its places are another compilation's */

void
add_dependency (struct observed_function *f, enum dependency_kind kind, const char *name, const struct digest *digest)
{
  struct dependency *d;
  for (size_t i = 0; i < f->own_count; i++)
    /* One name may stand for two things: a macro that is redefined, a tag in an inner scope.  */
    if (f->own[i].kind == kind && strcmp (f->own[i].name, name) == 0
        && (digest ? digest_equal (&f->own[i].digest, digest) : f->own[i].digest.length == 0))
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
  struct strbuf *attributes; /* what is declared of the names, where the function asks for it; or NULL */
};

/* Attributes that mean nothing else mean something to who asks for them.  */
static void
write_asked (tree list, struct strbuf *out)
{
  for (tree a = list; a; a = TREE_CHAIN (a))
    strbuf_addf (out, " %s", IDENTIFIER_POINTER (get_attribute_name (a)));
}

/* The C library gives one name two meanings by an asm label: strerror_r is __xpg_strerror_r without _GNU_SOURCE.  */
static void
add_other_name (struct observed_function *f, tree decl, const char *name)
{
  const char *label;
  char text[256];
  if (is_cxx () || !DECL_ASSEMBLER_NAME_SET_P (decl))
    return;
  label = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
  if (label[0] == '*' && strcmp (label + 1, name) != 0) {
    snprintf (text, sizeof text, "%s as %s", name, label + 1);
    add_dependency (f, DEPENDENCY_ENVIRONMENT, text, NULL);
  }
}

/* Depends on whether a function called NAME is the one that the compiler knows.  */
static void
depend_on_built_in (struct observed_function *f, const char *name)
{
  char text[160];
  if (!semantic_options_no_builtin (name))
    return;
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  snprintf (text, sizeof text, "-fno-builtin-%s", name);
  add_dependency (f, DEPENDENCY_OPTION, text, &none);
}

static void
depend_on_decl (struct lookup *l, tree decl)
{
  struct observed_function *f = l->function;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (decl));
  struct strbuf text;
  struct digest digest;
  bool environment = preprocessor_in_environment (DECL_SOURCE_LOCATION (decl));
  if (l->attributes && !environment) {
    strbuf_addf (l->attributes, ";%s", name);
    strbuf_add_text (l->attributes, TREE_DEPRECATED (decl) ? " deprecated" : "");
    write_asked (DECL_ATTRIBUTES (decl), l->attributes);
    if (TREE_TYPE (decl) && TREE_TYPE (decl) != error_mark_node)
      write_asked (TYPE_ATTRIBUTES (TREE_TYPE (decl)), l->attributes);
  }
  switch (TREE_CODE (decl)) {
  case FUNCTION_DECL:
  case VAR_DECL:
    if (TREE_CODE (decl) == FUNCTION_DECL)
      depend_on_built_in (f, name);
    if (environment) {
      if (strncmp (name, "__builtin_", 10) != 0)
        add_dependency (f, DEPENDENCY_ENVIRONMENT, name, NULL);
      add_other_name (f, decl, name);
      observe_library_used (f, decl);
    } else
      add_user_reference (decl, &l->references);
    body_name (l->body, decl);
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
    if (type == error_mark_node)
      break;
    while (inner && TREE_CODE (inner) == ARRAY_TYPE)
      inner = TREE_TYPE (inner);
    if (environment && (!RECORD_OR_UNION_TYPE_P (inner) || type_in_environment (inner)))
      break;
    body_touch (l->body, inner);
    body_name (l->body, decl);
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
  default: break;
  }
}

static void
depend_on_tag (struct lookup *l, const char *name)
{
  for (size_t i = 0; i < observed.tags_count; i++) {
    const struct observed_tag *tag = &observed.tags[i];
    if (!tag->name || tag->name[0] != name[0] || strcmp (tag->name, name) != 0)
      continue;
    struct digest digest = layout_digest (tag->type);
    add_dependency (l->function, DEPENDENCY_TYPE, tag->label, &digest);
    /* What lies behind its members may be asked for in what is folded away: `sizeof ((struct s *) 0)->m->n`.  */
    body_touch (l->body, tag->type);
  }
}

static void
on_free_name (const char *name, bool tag, void *data)
{
  struct lookup *l = (struct lookup *) data;
  if (tag) {
    depend_on_tag (l, name);
    return;
  }
  if (!is_cxx () && &lookup_name) {
    tree identifier = maybe_get_identifier (name);
    tree decl = identifier ? lookup_name (identifier) : NULL_TREE;
    if (decl && DECL_P (decl) && DECL_NAME (decl))
      depend_on_decl (l, decl);
  }
}

struct pasted_lookup {
  struct lookup *lookup;
  struct pasted_names *names;
};

static int
look_up_pasted (cpp_reader *, cpp_hashnode *node, void *data)
{
  struct pasted_lookup *p = (struct pasted_lookup *) data;
  const char *name = (const char *) NODE_NAME (node);
  /* Most identifiers stand for nothing.  */
  if (lookup_name (HT_IDENT_TO_GCC_IDENT (HT_NODE (node))) && spelling_pasted_may_make (p->names, name))
    on_free_name (name, false, p->lookup);
  return 1;
}

/* Depends on what names mean that macros make by `##` of whatever they are given: by a list of cases, say.  */
static void
depend_on_pasted (struct lookup *l, const struct spelled_function *s)
{
  struct pasted_lookup p = { l, is_cxx () || !&lookup_name ? NULL : spelling_pasted_begin (s) };
  if (!p.names)
    return;
  cpp_forall_identifiers (parse_in, look_up_pasted, &p);
  for (size_t i = 0; i < observed.tags_count; i++)
    if (observed.tags[i].name && spelling_pasted_may_make (p.names, observed.tags[i].name))
      depend_on_tag (l, observed.tags[i].name);
  spelling_pasted_end (p.names);
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
    if (!is_cxx () && &lookup_name && local->kind == LOCAL_ORDINARY && DECL_NAME (local->decl))
      to->shadows = lookup_name (DECL_NAME (local->decl)) != NULL_TREE;
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
    if (s->uses[i].again)
      continue; /* there are few macros and many uses */
    else if (s->uses[i].macro->environment && strcmp (s->uses[i].macro->name, "assert") == 0)
      test_functions_use_assert (f->uid);
    else if (!s->uses[i].macro->environment)
      add_dependency (f, DEPENDENCY_MACRO, s->uses[i].macro->name, &s->uses[i].macro->digest);
}

/* What type a text has is asked by two words; -Wwrite-strings makes it another one in C.  */
static void
depend_on_text_type (struct observed_function *f, struct spelled_function *s)
{
  if (!warn_write_strings || is_cxx ()
      || !(spelling_mentions (s, "_Generic") || spelling_mentions (s, "__builtin_types_compatible_p")))
    return;
  struct digest none = digest_of ("", 0, DIGEST_SHORT);
  add_dependency (f, DEPENDENCY_OPTION, "-Wwrite-strings", &none);
}

/* What the function rests on, from its text and from its tree.  */
static void
gather (struct observed_function *f, struct body *body, struct spelled_function *s)
{
  struct strbuf text, attributes = STRBUF_INIT;
  bool asks = s && spelling_mentions (s, "__builtin_has_attribute");
  struct lookup l = { f, body, { f->references, f->references_count, NULL }, asks ? &attributes : NULL };
  if (s) {
    spelling_free_names (s, on_free_name, &l);
    depend_on_pasted (&l, s);
    if (asks && attributes.length) {
      struct digest digest = short_digest_of (&attributes);
      add_dependency (f, DEPENDENCY_ENUMERATOR, "(attributes)", &digest);
    }
    strbuf_release (&attributes);
    l.attributes = NULL;
    add_macros (f, s);
    body_touch_measured (body, s);
    depend_on_text_type (f, s);
  }
  /* Names that the text does not show: pasted, or of preprocessed input.  In C++ all of them.  */
  for (size_t i = 0; i < body->references_count; i++) {
    tree decl = body->references[i];
    if (!DECL_NAME (decl))
      continue;
    /* A constructor, and with it whoever makes such an object, leads to the virtual functions.  */
    if (is_cxx () && TREE_CODE (decl) == VAR_DECL && DECL_VIRTUAL_P (decl))
      cplusplus_virtual_functions (decl, add_user_reference, &l.references);
    if (TREE_CODE (decl) == FUNCTION_DECL)
      depend_on_built_in (f, IDENTIFIER_POINTER (DECL_NAME (decl)));
    if (!preprocessor_in_environment (DECL_SOURCE_LOCATION (decl)))
      add_user_reference (decl, &l.references);
    else if (!s || is_cxx ())
      depend_on_decl (&l, decl);
    else
      observe_library_used (f, decl);
  }
  for (size_t i = 0; i < body->types_count; i++)
    add_type (f, body->types[i]);
  struct digest layouts;
  if (take_local_layouts (&layouts))
    add_dependency (f, DEPENDENCY_TYPE, "(types of the body)", &layouts);
  for (size_t i = 0; i < body->asms_count; i++)
    assembler_statement (f, TREE_STRING_POINTER (body->asms[i]));
  for (size_t i = 0; i < body->calls_through_count; i++) {
    strbuf_init (&text);
    type_write (body->calls_through[i], &text);
    add_dependency (f, DEPENDENCY_POINTER, strbuf_text (&text), NULL);
    strbuf_release (&text);
  }
  if (body->reductions.length) {
    struct digest digest = short_digest_of (&body->reductions);
    add_dependency (f, DEPENDENCY_ENUMERATOR, "(reductions)", &digest);
  }
  for (size_t i = 0; i < body->unprototyped_count; i++)
    *grow (&f->unprototyped, &f->unprototyped_count) = DECL_UID (body->unprototyped[i]);
  observe_built_ins_used (f, body);
  f->references = l.references.list;
  f->references_count = l.references.count;
}

static void
note_line (unsigned first, unsigned last, void *data)
{
  auto_vec<unsigned> *lines = (auto_vec<unsigned> *) data;
  lines->safe_push (first);
  lines->safe_push (last);
}

static bool
is_one_of (tree value, const auto_vec<unsigned> *lines)
{
  for (unsigned i = 0; i < lines->length (); i++)
    if (TREE_CODE (value) == INTEGER_CST && wi::to_widest (value) == (*lines)[i])
      return true;
  return false;
}

/* The set of numbers that the tree holds: the value of __COUNTER__ cannot be looked up.  Not the lines of logs, which move
   with what stands above.  */
static void
write_numbers (const struct body *body, const struct spelled_function *spelling, struct strbuf *all)
{
  char **texts = XNEWVEC (char *, body->constants_count + 1);
  auto_vec<unsigned> lines;
  if (spelling)
    spelling_log_lines (spelling, note_line, &lines);
  for (size_t i = 0; i < body->constants_count; i++) {
    struct strbuf text;
    if (is_one_of (body->constants[i], &lines)) {
      texts[i] = xstrdup ("");
      continue;
    }
    strbuf_init (&text);
    constant_write (body->constants[i], &text, NULL, NULL);
    texts[i] = strbuf_detach (&text);
  }
  qsort (texts, body->constants_count, sizeof *texts, text_compare_listed);
  for (size_t i = 0; i < body->constants_count; i++) {
    if (texts[i][0] && (i == 0 || strcmp (texts[i], texts[i - 1]) != 0))
      strbuf_addf (all, "%s;", texts[i]);
  }
  for (size_t i = 0; i < body->constants_count; i++)
    free (texts[i]);
  free (texts);
}

/* What the names of a C++ function mean, and values that only the tree shows, as one dependency.  */
static void
add_constants (struct observed_function *f, const struct body *body, const struct spelled_function *spelling)
{
  struct strbuf all;
  struct digest digest;
  strbuf_init (&all);
  if (is_cxx ())
    strbuf_add (&all, strbuf_text (&body->meaning), body->meaning.length);
  else
    write_numbers (body, spelling, &all);
  digest = short_digest_of (&all);
  strbuf_release (&all);
  add_dependency (f, DEPENDENCY_ENUMERATOR, "(constants)", &digest);
}

void
observe_function_place (struct observed_function *f, tree decl)
{
  struct place place;
  location_t defined = place_of_definition (decl);
  if (!from_waiting && preprocessor_place (defined, &place)) {
    f->facts.file = policy_relative (session.policy, place.path);
    f->facts.line = place.line;
    f->facts.column = place.column;
    f->in_main_file = strcmp (place.path, main_input_filename) == 0;
  } else {
    expanded_location at = expand_location (defined);
    f->facts.file = policy_relative (session.policy, at.file ? at.file : "");
    f->facts.line = at.line;
    f->facts.column = at.column;
    f->in_main_file = at.file && strcmp (at.file, main_input_filename) == 0;
  }
}

static void
set_name (struct observed_function *f, tree decl, bool emitted)
{
  /* To ask for an assembler name sets it. Before C++ wants a mangled one that can give it another one
     (_ZN1AD4Ev, _ZN1AD4Ei), in the debug information, too; in C it shows in -fdump-tree-original, and comes
     before an asm label may. So only what is emitted, at the end, is asked.  */
  bool mangled = emitted || DECL_ASSEMBLER_NAME_SET_P (decl);
  const char *name = mangled            ? IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl))
                     : DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl))
                                        : "";
  free (f->facts.name);
  free (f->facts.shown);
  f->facts.shown = NULL;
  f->facts.name = memory_copy_text (name[0] == '*' ? name + 1 : name);
  if (DECL_NAME (decl) && (emitted || !is_cxx ())) {
    const char *shown = is_cxx () && &lang_decl_name ? lang_decl_name (decl, 1, false)
                                                     : IDENTIFIER_POINTER (DECL_NAME (decl));
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

static bool
opens_brace (const struct token_list *list, size_t count)
{
  for (size_t i = 0; i < count && i < list->count; i++)
    if (token_is (&list->tokens[i], "{") || token_is (&list->tokens[i], "<%"))
      return true;
  return false;
}

/* True if the first COUNT tokens of S, a function's heading, declare more than parameters: the constants of
   `enum { A, B } x`, the members of a structure.  */
static bool
heading_declares (const struct spelled_function *s, size_t count)
{
  if (opens_brace (&s->tokens, count))
    return true;
  for (size_t i = 0; i < s->uses_count; i++)
    if (s->uses[i].token < count && opens_brace (&s->uses[i].macro->body, s->uses[i].macro->body.count))
      return true;
  return false;
}

/* Reads the function's text.  In C the heading is the interface's matter, unless it computes or declares something;
   in C++ it holds a constructor's initialisers.  *LAYOUT is of the heading, too.  */
static bool
spell (tree decl, struct spelled_function *s, uint32_t *layout, const char **why)
{
  struct function *function = DECL_STRUCT_FUNCTION (decl);
  location_t body = function->function_start_locus, end = function->function_end_locus;
  long heading;
  /* The C++ front end sets it only after this event, from the token that it has just passed.  */
  if (end == UNKNOWN_LOCATION)
    end = input_location;
  if (!preprocessor_spell (place_of_definition (decl), end, s, why))
    return !is_cxx () && preprocessor_spell (body, end, s, why);
  *layout = preprocessor_layout (s);
  if (is_cxx ())
    return true;
  heading = preprocessor_token_at (s, body);
  /* `int a[][n]`: how far a[1] lies away is part of what it does.  */
  for (tree p = DECL_ARGUMENTS (decl); p; p = DECL_CHAIN (p))
    if (variably_modified_type_p (TREE_TYPE (p), NULL_TREE))
      return true;
  if (heading > 0 && !heading_computes (s, heading) && !heading_declares (s, heading))
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
  why = "its body comes from a precompiled header, where it was not observed";
  *spelled = !from_waiting && spell (decl, s, &f->facts.layout, &why);
  if (*spelled) {
    set_locals (body, s);
    set_globals (body, s);
    f->facts.aspects[ASPECT_SOURCE] = spelling_digest (s, DIGEST_FULL);
  } else
    f->facts.unknown = memory_copy_text (why);
}

static void
add_earlier (struct digest *digest, const struct digest *earlier)
{
  struct digester both;
  if (!earlier->length || !digest->length)
    return;
  digester_init (&both);
  digester_add_digest (&both, earlier);
  digester_add_digest (&both, digest);
  *digest = digester_finish (&both, DIGEST_FULL);
}

/* What the compiler makes up in C++ (implicit members, initialisation at start) nobody wrote or audits; but who
   uses it rests on what it does.  */
static void
observe_implicit (struct observed_function *f, tree decl)
{
  struct body body;
  if (!is_cxx ())
    return;
  body_read (decl, true, &body);
  f->spelled = true;
  f->facts.aspects[ASPECT_SOURCE] = digest_of ("", 0, DIGEST_FULL);
  gather (f, &body, NULL);
  add_constants (f, &body, NULL);
  body_release (&body);
}

static void observe_waiting (void);

static tree
count_condition (tree *node, int *, void *data)
{
  unsigned *count = (unsigned *) data;
  tree t = *node, condition = NULL_TREE;
  switch ((int) TREE_CODE (t)) {
  case COND_EXPR:
  case IF_STMT:
  case WHILE_STMT:
  case DO_STMT: condition = TREE_OPERAND (t, 0); break;
  case FOR_STMT: condition = FOR_COND (t); break;
  case TRUTH_ANDIF_EXPR:
  case TRUTH_ORIF_EXPR: ++*count; break;
  case CASE_LABEL_EXPR: *count += CASE_LOW (t) != NULL_TREE; break;
  default: break;
  }
  *count += condition && !CONSTANT_CLASS_P (condition);
  return NULL_TREE;
}

/* The branches of DECL, whose body is not lowered yet: 1 more than its conditions.  */
static unsigned
branches_of (tree decl)
{
  unsigned count = 1;
  walk_tree_without_duplicates (&DECL_SAVED_TREE (decl), count_condition, &count);
  return count;
}

static void
at_pre_genericize (void *event, void *)
{
  tree decl = (tree) event;
  struct observed_function *f;
  struct body body;
  struct spelled_function spelling;
  struct digest earlier, earlier_tree;
  bool known;
  if (!decl || TREE_CODE (decl) != FUNCTION_DECL || !DECL_STRUCT_FUNCTION (decl) || errorcount || sorrycount)
    return;
  unsigned &index = observed.function_of->get_or_insert (DECL_UID (decl), &known);
  /* GNU's `extern inline` may be followed by the real definition: calls may take either, so both count.  */
  if (known && !observed.functions[index].external_body)
    return;
  if (known) {
    f = &observed.functions[index];
    earlier = f->facts.aspects[ASPECT_SOURCE];
    earlier_tree = f->facts.aspects[ASPECT_TREE];
    memset (f->facts.aspects, 0, sizeof f->facts.aspects);
    free (f->facts.file);
    free (f->facts.unknown);
    f->facts.unknown = NULL;
  } else {
    index = observed.functions_count;
    f = grow (&observed.functions, &observed.functions_count);
    memset (&earlier, 0, sizeof earlier);
    memset (&earlier_tree, 0, sizeof earlier_tree);
  }
  f->uid = DECL_UID (decl);
  observe_function_place (f, decl);
  set_name (f, decl, false);
  set_linkage (f, decl);
  f->external_body = DECL_EXTERNAL (decl);
  bool environment = preprocessor_in_environment (place_of_definition (decl));
  if (environment || DECL_ARTIFICIAL (decl)) {
    struct digest layouts;
    f->facts.flags |= FUNCTION_SYSTEM;
    take_local_layouts (&layouts);
    if (environment)
      observe_library_declared (decl, false);
    if (!environment)
      observe_implicit (f, decl);
    return;
  }
  set_mark (f, decl);
  note_interface (decl);
  memset (&spelling, 0, sizeof spelling);
  body_read (decl, is_cxx (), &body);
  set_source (f, decl, &body, &f->spelled, &spelling);
  if (!f->spelled || f->facts.flags & FUNCTION_MARKED)
    f->facts.aspects[ASPECT_TREE] = body_tree_digest (decl);
  if (f->facts.flags & FUNCTION_MARKED)
    f->facts.branches = branches_of (decl);
  add_earlier (&f->facts.aspects[ASPECT_SOURCE], &earlier);
  add_earlier (&f->facts.aspects[ASPECT_TREE], &earlier_tree);
  gather (f, &body, f->spelled ? &spelling : NULL);
  if (f->spelled && !is_cxx ())
    observe_log_calls (decl, &spelling);
  if (is_cxx () || (f->spelled && spelling_counts (&spelling)))
    add_constants (f, &body, &spelling);
  body_release (&body);
  spelled_function_release (&spelling);
  observe_waiting ();
}

static void
observe_waiting (void)
{
  /* Each may find more; what is known returns at once.  */
  while (waiting_count && !from_waiting) {
    from_waiting = true;
    at_pre_genericize (waiting[--waiting_count], NULL);
    from_waiting = false;
  }
}

void
observe_late (tree decl)
{
  if (TREE_CODE (decl) == VAR_DECL) {
    if (!is_cxx () && !observed.object_of->get (DECL_UID (decl)) && is_own_object (decl))
      note_object (decl);
  } else if (TREE_CODE (decl) == FUNCTION_DECL && DECL_SAVED_TREE (decl) && DECL_STRUCT_FUNCTION (decl)
             && decl != current_function_decl && !DECL_ARTIFICIAL (decl)
             && !observed.function_of->get (DECL_UID (decl)))
    *grow (&waiting, &waiting_count) = decl;
}

void
observe_function_again (struct observed_function *f, tree decl, bool emitted)
{
  set_name (f, decl, emitted);
  set_linkage (f, decl);
  if (f->facts.flags & FUNCTION_SYSTEM)
    return;
  set_mark (f, decl);
  note_interface (decl);
}

void
observe_functions_register (const char *plugin_name)
{
  observed.function_of = map_new<hash_map<uid_hash, unsigned>> ();
  register_callback (plugin_name, PLUGIN_PRE_GENERICIZE, at_pre_genericize, NULL);
}
