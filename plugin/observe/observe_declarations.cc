/* Observation of declarations: tags, global objects, how functions are declared.

   Computed when GCC finishes each declaration, while its tree is complete; later
   only digests are left.  */
#include "gcc-compat.h"

#include "assembler.h"
#include "cplusplus.h"
#include "observed.h"

/* Structures of the environment's that a `#pragma` of the program may have laid out: what stands before an #include holds in it.  */
static hash_set<uid_hash> *laid_out;

/* Whether a `#pragma` decides how a structure lies that ends here.  */
static bool
pragma_lays_out (tree type)
{
  return RECORD_OR_UNION_TYPE_P (type)
         && (maximum_field_alignment != initial_max_fld_align * BITS_PER_UNIT
             || TYPE_REVERSE_STORAGE_ORDER (TYPE_MAIN_VARIANT (type)));
}

bool
type_in_environment (tree type)
{
  if (laid_out && laid_out->contains (TYPE_UID (TYPE_MAIN_VARIANT (type))))
    return false;
  tree decl = TYPE_STUB_DECL (type) ? TYPE_STUB_DECL (type) : TYPE_NAME (type);
  if (!decl || !DECL_P (decl))
    return false;
  /* The sanitizers' records are given the place of what they watch.  */
  if (DECL_NAME (decl) && strncmp (IDENTIFIER_POINTER (DECL_NAME (decl)), "__ubsan_", 8) == 0)
    return true;
  /* What has no place in any source is the compiler's own.  */
  return preprocessor_in_environment (DECL_SOURCE_LOCATION (decl));
}

/* The layout of TYPE, a complete main variant: it cannot change any more.  An enumeration's values count one
   by one, where they are named; its width counts here.  */
struct digest
layout_digest (tree type)
{
  struct strbuf text;
  bool known;
  unsigned &index = observed.layout_of->get_or_insert (TYPE_UID (type), &known);
  if (known)
    return observed.layouts[index];
  index = observed.layouts_count;
  strbuf_init (&text);
  if (TREE_CODE (type) == ENUMERAL_TYPE)
    type_write (type, &text);
  else
    type_write_layout (type, &text);
  *grow (&observed.layouts, &observed.layouts_count) = short_digest_of (&text);
  strbuf_release (&text);
  return observed.layouts[observed.layouts_count - 1];
}

/* The layouts of tags and of structures without one that the function being read declares, where `#pragma` decides them.  Else what
   their text says and what its names mean decide.  */
static struct strbuf local_layouts = STRBUF_INIT;

static void
note_local_layout (tree type)
{
  if (!pragma_lays_out (type))
    return;
  type_write_layout (type, &local_layouts);
  strbuf_add_char (&local_layouts, '\n');
}

bool
take_local_layouts (struct digest *digest)
{
  bool any = local_layouts.length > 0;
  if (any)
    *digest = short_digest_of (&local_layouts);
  strbuf_release (&local_layouts);
  return any;
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
  /* A function's own tags are spelled in its text; another function's are no concern of those that
     name a tag of the file.  */
  if (!is_cxx () && current_function_decl) {
    note_local_layout (type);
    return;
  }
  type = TYPE_MAIN_VARIANT (type);
  observed.type_seen->get_or_insert (TYPE_UID (type), &known);
  if (!known && pragma_lays_out (type) && type_in_environment (type)) {
    if (!laid_out)
      laid_out = map_new<hash_set<uid_hash>> ();
    laid_out->add (TYPE_UID (type));
  }
  if (known || type_in_environment (type))
    return;
  if (is_cxx () && &uses_template_parms && uses_template_parms (type))
    return;
  label = type_label (type);
  if (!label)
    return;
  tag = grow (&observed.tags, &observed.tags_count);
  tag->label = label;
  if (strncmp (label, "typedef", 7) != 0)
    tag->name = strchr (label, ' ') + 1;
  tag->type = type;
}

/* A tag at file scope lives as long as that scope; this holds even if GCC came to know better.  */
static void
at_marking (void *, void *)
{
  for (size_t i = 0; i < observed.tags_count; i++)
    gt_ggc_mx_tree_node (observed.tags[i].type);
  observe_library_mark ();
}

void
observe_declarations_finish (void)
{
  for (size_t i = 0; i < observed.tags_count; i++)
    observed.tags[i].type = NULL_TREE;
}

/* What alloca gives in a function that is always inlined lives as long as its caller, and the return address there is the
   caller's: to them, whether it is inlined is no hint.  */
static void
write_inlining (tree decl, struct strbuf *out)
{
  static const char *const attributes[] = { "always_inline", "noinline" };
  unsigned *index = observed.function_of->get (DECL_UID (decl));
  for (size_t i = 0; index && i < sizeof attributes / sizeof *attributes; i++)
    if (observed.functions[*index].uses_frame && lookup_attribute (attributes[i], DECL_ATTRIBUTES (decl)))
      strbuf_addf (out, " %s", attributes[i]);
}

void
note_interface (tree decl)
{
  struct strbuf text;
  struct observed_interface *i;
  bool known;
  unsigned &index = observed.interface_of->get_or_insert (DECL_UID (decl), &known);
  if (!known) {
    i = grow (&observed.interfaces, &observed.interfaces_count);
    index = observed.interfaces_count - 1;
    i->uid = DECL_UID (decl);
    i->name = memory_copy_text (DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "");
  }
  i = &observed.interfaces[index];
  strbuf_init (&text);
  interface_write (decl, &text);
  write_inlining (decl, &text);
  free (i->text);
  i->size = text.length;
  i->text = strbuf_detach (&text);
  free (i->linkage);
  i->linkage = NULL;
  if (DECL_ASSEMBLER_NAME_SET_P (decl)) {
    const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
    name += name[0] == '*';
    if (strcmp (name, i->name) != 0)
      i->linkage = memory_copy_text (name);
  }
  i->prototyped = prototype_p (TREE_TYPE (decl));
  i->digest.length = 0;
}

const struct digest *
interface_digest (unsigned index)
{
  struct observed_interface *i = &observed.interfaces[index];
  if (!i->digest.length)
    i->digest = digest_of (i->text, i->size, DIGEST_FULL);
  return &i->digest;
}

const char *
function_linkage (const struct reference *r)
{
  unsigned *own = observed.function_of->get (r->uid), *declared = observed.interface_of->get (r->uid);
  if (own)
    return observed.functions[*own].facts.name;
  return declared && observed.interfaces[*declared].linkage ? observed.interfaces[*declared].linkage : r->name;
}

void
refer_to (struct reference **list, size_t *count, unsigned uid, bool function, const char *name)
{
  for (size_t i = 0; i < *count; i++)
    if ((*list)[i].uid == uid)
      return;
  struct reference *added = grow (list, count);
  added->uid = uid;
  added->function = function;
  added->name = memory_copy_text (name);
}

void
add_user_reference (tree decl, void *data)
{
  struct reference_list *r = (struct reference_list *) data;
  bool environment = preprocessor_in_environment (DECL_SOURCE_LOCATION (decl));
  if (r->declared && environment)
    observe_library_write (decl, r->declared);
  else if (r->declared && TREE_CODE (decl) == FUNCTION_DECL)
    function_write_addressed (decl, r->declared);
  if (!environment) {
    refer_to (&r->list, &r->count, DECL_UID (decl), TREE_CODE (decl) == FUNCTION_DECL,
              DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "");
    /* Later declarations are looked at when the unit is complete.  */
    if (TREE_CODE (decl) == FUNCTION_DECL && !observed.interface_of->get (DECL_UID (decl)))
      note_interface (decl);
    observe_late (decl);
  }
}

/* The structure of which DECL is one or an array; NULL_TREE if it is none, or not known yet.  */
static tree
structure_of (tree decl)
{
  tree inner = TREE_TYPE (decl);
  while (inner && TREE_CODE (inner) == ARRAY_TYPE)
    inner = TREE_TYPE (inner);
  return inner && RECORD_OR_UNION_TYPE_P (inner) && COMPLETE_TYPE_P (inner) ? inner : NULL_TREE;
}

/* Whether nothing but zero bits are in DECL at first, which this unit defines, said or not.  */
static bool
begins_as_zeros (tree decl)
{
  tree initial = DECL_INITIAL (decl);
  if (DECL_EXTERNAL (decl) || DECL_COMMON (decl) || DECL_HARD_REGISTER (decl))
    return false;
  return !initial || (!is_cxx () && initial != error_mark_node && initializer_zerop (initial));
}

/* All of it but its type's layout.  */
static void
write_plain_object (tree decl, struct strbuf *out, struct reference_list *references)
{
  bool zeros = begins_as_zeros (decl);
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
  if (DECL_VISIBILITY_SPECIFIED (decl))
    strbuf_addf (out, " visibility%d", (int) DECL_VISIBILITY (decl));
  /* What it begins with may be another unit's matter.  */
  if (DECL_COMMON (decl))
    strbuf_add_text (out, " common");
  else if (zeros)
    strbuf_add_text (out, " zeros");
  if (!DECL_EXTERNAL (decl) && COMPLETE_TYPE_P (TREE_TYPE (decl)))
    object_write_size (decl, out);
  if (DECL_USER_ALIGN (decl))
    strbuf_addf (out, " align %u", DECL_ALIGN (decl));
  if (DECL_SECTION_NAME (decl))
    strbuf_addf (out, " section %s", DECL_SECTION_NAME (decl));
  if (HAS_DECL_ASSEMBLER_NAME_P (decl) && DECL_ASSEMBLER_NAME_SET_P (decl)
      && IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl))[0] == '*')
    strbuf_addf (out, " asm %s", IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)));
  else
    redefined_name_write (decl, out);
  attributes_write (DECL_ATTRIBUTES (decl), out);
  if (is_cxx ())
    cplusplus_decl_write (decl, out);
  strbuf_add_char (out, '=');
  if (!zeros && DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node) {
    struct strbuf declared = STRBUF_INIT;
    references->declared = &declared;
    constant_write (DECL_INITIAL (decl), out, add_user_reference, references);
    strbuf_add (out, strbuf_text (&declared), declared.length);
    references->declared = NULL;
    strbuf_release (&declared);
  }
}

static void
write_object (tree decl, struct strbuf *out, struct reference_list *references)
{
  type_write (TREE_TYPE (decl), out);
  if (tree structure = structure_of (decl)) {
    strbuf_add_char (out, ' ');
    type_write_layout (structure, out);
  }
  write_plain_object (decl, out, references);
}

/* The digest that stands for DECL where the bodies that rest on it are known to find its members where they were: what it holds
   at first is zeros, wherever they are.  Unknown if it is no structure, or holds something else.  */
static struct digest
plain_digest (tree decl)
{
  struct digest digest = {};
  tree initial = DECL_INITIAL (decl);
  if (is_cxx () || !structure_of (decl) || (initial && (initial == error_mark_node || !initializer_zerop (initial))))
    return digest;
  struct reference_list references = { NULL, 0, NULL };
  struct strbuf text;
  strbuf_init (&text);
  type_write_name (TREE_TYPE (decl), &text);
  write_plain_object (decl, &text, &references);
  digest = short_digest_of (&text);
  strbuf_release (&text);
  for (size_t i = 0; i < references.count; i++)
    free (references.list[i].name);
  free (references.list);
  return digest;
}

/* Who defines O, which DECL declares, and under which name the linker knows it, as far as is known now: in C++ the name may be asked
   for when the unit is complete.  */
static void
note_linkage (struct observed_object *o, tree decl)
{
  bool replaceable = (DECL_WEAK (decl) || DECL_COMMON (decl)) && !DECL_COMDAT (decl);
  o->named = TREE_PUBLIC (decl);
  o->outside = o->named && (DECL_EXTERNAL (decl) || replaceable);
  free (o->linkage);
  o->linkage = NULL;
  if (o->named && DECL_ASSEMBLER_NAME_SET_P (decl)) {
    const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
    name += name[0] == '*';
    if (strcmp (name, o->name) != 0)
      o->linkage = memory_copy_text (name);
  }
}

/* Records DECL, a global of the program's own; again when a later declaration adds to it.  */
void
note_object (tree decl)
{
  struct reference_list references = { NULL, 0, NULL };
  struct strbuf text;
  struct observed_object *o;
  bool known;
  unsigned &index = observed.object_of->get_or_insert (DECL_UID (decl), &known);
  unsigned at = known ? index : observed.objects_count;
  index = at;
  if (!known) {
    o = grow (&observed.objects, &observed.objects_count);
    o->uid = DECL_UID (decl);
    o->name = memory_copy_text (DECL_NAME (decl) ? IDENTIFIER_POINTER (DECL_NAME (decl)) : "");
  }
  strbuf_init (&text);
  write_object (decl, &text, &references);
  o = &observed.objects[at];
  note_linkage (o, decl);
  free (o->text);
  o->size = text.length;
  o->text = strbuf_detach (&text);
  o->plain = plain_digest (decl);
  /* References of a former declaration stay: there are none without an initialiser.  */
  if (references.count) {
    for (size_t i = 0; i < o->references_count; i++)
      free (o->references[i].name);
    free (o->references);
    o->references = references.list;
    o->references_count = references.count;
  }
}

struct digest
object_digest (size_t index)
{
  const struct observed_object *o = &observed.objects[index];
  struct digest digest;
  struct strbuf text = STRBUF_INIT;
  if (!o->spelled.length)
    return digest_of (o->text, o->size, DIGEST_SHORT);
  strbuf_add (&text, o->text, o->size);
  strbuf_add (&text, o->spelled.bytes, o->spelled.length);
  digest = short_digest_of (&text);
  strbuf_release (&text);
  return digest;
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

bool
is_own_object (tree decl)
{
  return TREE_CODE (decl) == VAR_DECL && is_global_var (decl) && !decl_function_context (decl) && DECL_NAME (decl)
         && TREE_TYPE (decl) != error_mark_node && !preprocessor_in_environment (DECL_SOURCE_LOCATION (decl));
}

static void
at_finish_decl (void *event, void *)
{
  tree decl = (tree) event;
  if (decl && (TREE_CODE (decl) == FUNCTION_DECL || (TREE_CODE (decl) == VAR_DECL && !decl_function_context (decl))))
    observe_library_declared (decl, !preprocessor_in_environment (input_location));
  if (decl && TREE_CODE (decl) == FUNCTION_DECL)
    observe_built_in_declared (decl);
  if (!decl || TREE_CODE (decl) != VAR_DECL)
    return;
  /* In C, an object that nothing has referred to is observed when something does.  */
  if (!is_cxx () && !observed.object_of->get (DECL_UID (decl))
      && !(DECL_NAME (decl) && assembler_names (IDENTIFIER_POINTER (DECL_NAME (decl)))))
    return;
  if (!is_own_object (decl))
    return;
  if (is_cxx () && &uses_template_parms && uses_template_parms (TREE_TYPE (decl)))
    return;
  note_object (decl);
  if (is_cxx () && !DECL_EXTERNAL (decl)) {
    struct observed_object *o = &observed.objects[*observed.object_of->get (DECL_UID (decl))];
    o->spelled = spell_object (decl);
  }
}

void
observe_declarations_register (const char *plugin_name)
{
  observed.object_of = map_new<hash_map<uid_hash, unsigned>> ();
  observed.interface_of = map_new<hash_map<uid_hash, unsigned>> ();
  observed.layout_of = map_new<hash_map<uid_hash, unsigned>> ();
  observed.type_seen = map_new<hash_map<uid_hash, unsigned>> ();
  observed.alias_of = map_new<hash_map<uid_hash, symtab_node *>> ();
  register_callback (plugin_name, PLUGIN_FINISH_TYPE, at_finish_type, NULL);
  register_callback (plugin_name, PLUGIN_FINISH_DECL, at_finish_decl, NULL);
  register_callback (plugin_name, PLUGIN_GGC_MARKING, at_marking, NULL);
}
