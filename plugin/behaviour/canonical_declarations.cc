/* The canonical form: constants and declarations.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise.h"
#include "observe/types.h"

/* The number of TEXT, which has no place of its own: the same text is the same thing.  A new one is written out as
   "KIND NUMBER: TEXT".  Takes TEXT over.  */
unsigned
canonical_intern (struct canonical_writer *w, char kind, struct strbuf *text)
{
  bool known;
  char *key = strbuf_detach (text);
  unsigned &number = w->known->get_or_insert (key, &known);
  if (known) {
    free (key);
    return number;
  }
  w->keys.safe_push (key);
  number = ++w->numbers;
  unsigned given = number;
  strbuf_addf (&w->out, "%c%u: %s\n", kind, given, key);
  return given;
}

static void
add_reference (struct canonical_writer *w, tree decl)
{
  struct canonical *r = w->result;
  for (size_t i = 0; i < r->references_count; i++)
    if (r->references[i].uid == DECL_UID (decl))
      return;
  r->references = (struct canonical_reference *) memory_grow (r->references, r->references_count + 1,
                                                              sizeof *r->references);
  bool function = TREE_CODE (decl) == FUNCTION_DECL;
  r->references[r->references_count].uid = DECL_UID (decl);
  r->references[r->references_count].defined = function ? DECL_STRUCT_FUNCTION (decl) != NULL : !DECL_EXTERNAL (decl);
  r->references[r->references_count++].function = function;
}

/* What a static local's initialiser refers to.  Another static local would be told by its name alone, which may change.  */
static void
reference_visit (tree decl, void *data)
{
  struct canonical_writer *w = (struct canonical_writer *) data;
  if (VAR_P (decl) && decl_function_context (decl) && !DECL_EXTERNAL (decl))
    canonical_fail (w, "a static local refers to another one");
  add_reference (w, decl);
}

/* Appends a constant; no zero byte of a string may end the text, so those are written as \0.  W, unless NULL, learns
   what it refers to.  */
void
canonical_constant (struct canonical_writer *w, tree value, struct strbuf *out)
{
  struct strbuf text = STRBUF_INIT;
  /* Read as the same number, and another text.  */
  if (normalise_is_like_line (value))
    strbuf_add_char (&text, '0');
  constant_write (value, &text, w ? reference_visit : NULL, w);
  for (size_t i = 0; i < text.length; i++)
    if (text.text[i] == '\0')
      strbuf_add_text (out, "\\0");
    else if (text.text[i] == '\\')
      strbuf_add_text (out, "\\\\");
    else
      strbuf_add_char (out, text.text[i]);
  strbuf_release (&text);
}

/* How a global is declared; what it holds at first is the dependencies' matter, but for the function's own.  */
static void
write_object (struct canonical_writer *w, tree decl, struct strbuf *out)
{
  /* A parameter in a register that nobody changes is none that nobody may change.  */
  bool given = TREE_CODE (decl) == PARM_DECL && is_gimple_reg_type (TREE_TYPE (decl)) && !TREE_ADDRESSABLE (decl);
  tree type = TREE_TYPE (decl);
  type_write (given ? build_qualified_type (type, TYPE_QUALS (type) & ~TYPE_QUAL_CONST) : type, out);
  if (TREE_THIS_VOLATILE (decl))
    strbuf_add_text (out, " volatile");
  if (TREE_READONLY (decl) && !given)
    strbuf_add_text (out, " const");
  if (VAR_P (decl) && DECL_THREAD_LOCAL_P (decl))
    strbuf_addf (out, " tls%d", (int) DECL_TLS_MODEL (decl));
  if (VAR_P (decl) && DECL_WEAK (decl))
    strbuf_add_text (out, " weak");
  if (VAR_P (decl) && DECL_HARD_REGISTER (decl))
    strbuf_add_text (out, " register");
  if (VAR_P (decl) && DECL_VISIBILITY_SPECIFIED (decl))
    strbuf_addf (out, " visibility%d", (int) DECL_VISIBILITY (decl));
  if (DECL_USER_ALIGN (decl))
    strbuf_addf (out, " align %u", DECL_ALIGN (decl));
  if (VAR_P (decl) && is_global_var (decl) && DECL_SECTION_NAME (decl))
    strbuf_addf (out, " section %s", DECL_SECTION_NAME (decl));
  attributes_write (DECL_ATTRIBUTES (decl), out);
}

const char *
canonical_assembler_name (tree decl)
{
  const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
  return name[0] == '*' ? name + 1 : name;
}

/* The layout of what DECL, which is the function's own, holds: how it is passed and where it lies on the stack depend on it.  */
static void
write_own_layout (struct canonical_writer *w, tree decl, struct strbuf *text)
{
  if (!RECORD_OR_UNION_TYPE_P (canonical_without_arrays (TREE_TYPE (decl))))
    return;
  strbuf_add_char (text, ' ');
  canonical_object_type (w, TREE_TYPE (decl), text);
}

static void
write_global (struct canonical_writer *w, tree decl, struct strbuf *text)
{
  tree owner = decl_function_context (decl);
  bool begins = DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node;
  bool pooled = DECL_IN_CONSTANT_POOL (decl) && begins;
  if (!pooled && (!owner || DECL_EXTERNAL (decl))) {
    strbuf_addf (text, "object %s ", canonical_assembler_name (decl));
    write_object (w, decl, text);
    /* Compilers align what is large more than its type asks for, in steps, and use that.  */
    if (!DECL_EXTERNAL (decl) && AGGREGATE_TYPE_P (TREE_TYPE (decl)) && DECL_SIZE_UNIT (decl)
        && tree_fits_uhwi_p (DECL_SIZE_UNIT (decl)))
      strbuf_addf (text, " size class %d", MIN (floor_log2 (tree_to_uhwi (DECL_SIZE_UNIT (decl))), 8));
    add_reference (w, decl);
    return;
  }
  /* What the compiler keeps for a local's initialiser has no name of its own, and is nothing but what it holds.  */
  if (pooled)
    strbuf_add_text (text, "constants ");
  else {
    /* A function's own: which of them it is, the order tells; its name may change.  */
    if (owner != w->fun->decl)
      canonical_fail (w, "it uses a static local of another function");
    strbuf_addf (text, "static %u ", w->numbers);
  }
  write_object (w, decl, text);
  write_own_layout (w, decl, text);
  object_write_size (decl, text);
  strbuf_add_char (text, '=');
  /* Zeros are what it holds at first in any case.  */
  if (begins && !initializer_zerop (DECL_INITIAL (decl)))
    canonical_constant (w, DECL_INITIAL (decl), text);
}

unsigned
canonical_parameter_position (tree function, tree parameter)
{
  unsigned position = 0;
  for (tree p = DECL_ARGUMENTS (function); p; p = DECL_CHAIN (p), position++)
    if (p == parameter)
      return position;
  return UINT_MAX;
}

void
canonical_declaration (struct canonical_writer *w, tree decl, struct strbuf *out)
{
  if (decl == w->fun->decl) {
    strbuf_add_text (out, "SELF");
    return;
  }
  unsigned *known = w->declarations->get (decl);
  if (known) {
    strbuf_addf (out, "D%u", *known);
    return;
  }
  struct strbuf text = STRBUF_INIT;
  switch (TREE_CODE (decl)) {
  case FUNCTION_DECL:
    if (DECL_STATIC_CHAIN (decl))
      canonical_fail (w, "it uses a nested function");
    strbuf_addf (&text, "function %s ", canonical_assembler_name (decl));
    if (fndecl_built_in_p (decl))
      strbuf_addf (&text, "builtin %d.%d ", (int) DECL_BUILT_IN_CLASS (decl),
                   (int) DECL_UNCHECKED_FUNCTION_CODE (decl));
    /* What it returns counts where that is used (canonical_call), or where its address is taken.  */
    interface_write_call (decl, &text);
    add_reference (w, decl);
    break;
  case PARM_DECL: {
    unsigned position = canonical_parameter_position (w->fun->decl, decl);
    if (position == UINT_MAX)
      canonical_fail (w, "it uses a hidden parameter");
    strbuf_addf (&text, "parameter %u ", position);
    write_object (w, decl, &text);
    write_own_layout (w, decl, &text);
    break;
  }
  case RESULT_DECL:
    strbuf_add_text (&text, "result ");
    type_write (TREE_TYPE (decl), &text);
    write_own_layout (w, decl, &text);
    break;
  case VAR_DECL:
    if (DECL_HAS_VALUE_EXPR_P (decl))
      canonical_fail (w, "it has a local of which another value stands");
    if (DECL_HARD_REGISTER (decl))
      canonical_fail (w, "it uses a variable in a hard register");
    if (is_global_var (decl))
      write_global (w, decl, &text);
    else {
      strbuf_addf (&text, "local %u ", w->numbers);
      write_object (w, decl, &text);
      write_own_layout (w, decl, &text);
    }
    break;
  case CONST_DECL:
    strbuf_add_text (&text, "constant ");
    type_write (TREE_TYPE (decl), &text);
    canonical_constant (w, DECL_INITIAL (decl), &text);
    break;
  case LABEL_DECL: canonical_fail (w, "it takes the address of a label"); break;
  default: canonical_fail (w, "it uses a declaration of an unknown kind"); break;
  }
  unsigned number = canonical_intern (w, 'D', &text);
  w->declarations->put (decl, number);
  strbuf_addf (out, "D%u", number);
}

void
canonical_address (struct canonical_writer *w, tree place, struct strbuf *out)
{
  canonical_base (w, place, out);
  if (TREE_CODE (place) != FUNCTION_DECL || place == w->fun->decl)
    return;
  /* Who has its address may use what it returns.  */
  struct strbuf text = STRBUF_INIT;
  strbuf_addf (&text, "D%u ", *w->declarations->get (place));
  type_write (TREE_TYPE (place), &text);
  canonical_intern (w, 'T', &text);
}

/* Whether a caller that does not use what a function of TYPE returns does the same whatever it is: nothing, or what comes in
   a register that is not looked at.  Some machines hold floating values on a stack that has to be cleared.  */
static bool
may_be_ignored (tree type)
{
  tree result = TREE_TYPE (type);
  return VOID_TYPE_P (result)
         || ((INTEGRAL_TYPE_P (result) || POINTER_TYPE_P (result)) && !aggregate_value_p (result, type)
             && compare_tree_int (TYPE_SIZE (result), BITS_PER_WORD) <= 0);
}

void
canonical_call_type (struct canonical_writer *w, gcall *call, struct strbuf *out)
{
  tree type = gimple_call_fntype (call);
  if (!gimple_call_lhs (call) && may_be_ignored (type)) {
    struct strbuf text = STRBUF_INIT;
    type_write_call (type, &text);
    strbuf_add_text (&text, "ignored");
    strbuf_addf (out, "T%u", canonical_intern (w, 'T', &text));
    return;
  }
  canonical_object_type (w, type, out);
  if (AGGREGATE_TYPE_P (TREE_TYPE (type))) {
    strbuf_add_char (out, ' ');
    canonical_object_type (w, TREE_TYPE (type), out);
  }
}

/* How what goes in and out of the function by value is passed, whether it is used or not; and what a restrict pointer says is
   reached through no other one.  */
void
canonical_own_interface (struct canonical_writer *w)
{
  tree result = TREE_TYPE (TREE_TYPE (w->fun->decl));
  struct strbuf text = STRBUF_INIT;
  if (AGGREGATE_TYPE_P (result))
    canonical_object_type (w, result, &text);
  for (tree p = DECL_ARGUMENTS (w->fun->decl); p; p = DECL_CHAIN (p)) {
    tree type = TREE_TYPE (p);
    if (POINTER_TYPE_P (type) && TYPE_RESTRICT (type))
      type = TREE_TYPE (type);
    if (!AGGREGATE_TYPE_P (type))
      continue;
    strbuf_addf (&text, " %u:", canonical_parameter_position (w->fun->decl, p));
    canonical_object_type (w, type, &text);
  }
  if (text.length)
    strbuf_addf (&w->out, "T%u: interface %s\n", ++w->numbers, strbuf_text (&text));
  strbuf_release (&text);
}
