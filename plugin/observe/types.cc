/* Types as text and as digests.

   The text is canonical: it does not depend on typedef names, on the order of
   declarations, on -O, -g or the version of GCC.  */
#include "gcc-compat.h"

#include "body.h"
#include "cplusplus.h"
#include "types.h"
#include "text.h"

/* Where nesting ends that no program has: types by value cannot contain themselves.  */
#define DEEPEST 1000

static void
write_qualifiers (tree type, struct strbuf *out)
{
  int quals = TYPE_QUALS (type);
  if (quals & TYPE_QUAL_CONST)
    strbuf_add_text (out, "const ");
  if (quals & TYPE_QUAL_VOLATILE)
    strbuf_add_text (out, "volatile ");
  if (quals & TYPE_QUAL_RESTRICT)
    strbuf_add_text (out, "restrict ");
  if (quals & TYPE_QUAL_ATOMIC)
    strbuf_add_text (out, "atomic ");
  if (!ADDR_SPACE_GENERIC_P (TYPE_ADDR_SPACE (type)))
    strbuf_addf (out, "space%d ", (int) TYPE_ADDR_SPACE (type));
}

/* The name of a main variant.  In C, `typedef struct {...} t` names only a variant: then the oldest
   typedef counts.  */
static tree
declared_name (tree type)
{
  tree name = TYPE_NAME (type);
  if (!name && (RECORD_OR_UNION_TYPE_P (type) || TREE_CODE (type) == ENUMERAL_TYPE))
    for (tree variant = TYPE_NEXT_VARIANT (type); variant; variant = TYPE_NEXT_VARIANT (variant)) {
      tree candidate = TYPE_NAME (variant);
      if (candidate && TREE_CODE (candidate) == TYPE_DECL && (!name || DECL_UID (candidate) < DECL_UID (name)))
        name = candidate;
    }
  return name;
}

static const char *
name_of (tree type)
{
  tree name = declared_name (type);
  if (name && TREE_CODE (name) == TYPE_DECL)
    name = DECL_NAME (name);
  return name && TREE_CODE (name) == IDENTIFIER_NODE ? IDENTIFIER_POINTER (name) : NULL;
}

static bool
is_anonymous_name (const char *name)
{
  /* C++ gives anonymous types names that no source can hold.  */
  return !name || !*name || strpbrk (name, "<>.$ ");
}

static const char *
tag_word (tree type)
{
  switch (TREE_CODE (type)) {
  case RECORD_TYPE: return "struct";
  case UNION_TYPE:
  case QUAL_UNION_TYPE: return "union";
  case ENUMERAL_TYPE: return "enum";
  default: return NULL;
  }
}

char *
type_label (tree type)
{
  const char *word, *name;
  tree main = TYPE_MAIN_VARIANT (type), decl_name = declared_name (main);
  struct strbuf label;
  word = tag_word (main);
  name = name_of (main);
  if (!word || is_anonymous_name (name))
    return NULL;
  /* In C a tag is an identifier; `typedef struct {...} t` leaves a TYPE_DECL.  */
  if (decl_name && TREE_CODE (decl_name) == TYPE_DECL && !DECL_ARTIFICIAL (decl_name))
    word = "typedef";
  strbuf_init (&label);
  strbuf_add_text (&label, word);
  strbuf_add_char (&label, ' ');
  strbuf_add_text (&label, name);
  return strbuf_detach (&label);
}

static void
write_number (tree value, struct strbuf *out)
{
  char digits[WIDE_INT_PRINT_BUFFER_SIZE];
  if (!value)
    strbuf_add_char (out, '?');
  else if (TREE_CODE (value) != INTEGER_CST)
    strbuf_add_char (out, '*');
  else if (tree_fits_uhwi_p (value) && tree_fits_shwi_p (value))
    strbuf_add_number (out, tree_to_uhwi (value));
  else {
    print_dec (wi::to_wide (value), digits, TYPE_SIGN (TREE_TYPE (value)));
    strbuf_add_text (out, digits);
  }
}

/* Where FIELD lies.  How that is split into bytes and bits depends on the target's largest alignment, and so on -march.  */
static void
write_position (tree field, struct strbuf *out)
{
  if (DECL_FIELD_OFFSET (field) && TREE_CODE (DECL_FIELD_OFFSET (field)) == INTEGER_CST)
    write_number (bit_position (field), out);
  else {
    write_number (DECL_FIELD_OFFSET (field), out);
    strbuf_add_char (out, '.');
    write_number (DECL_FIELD_BIT_OFFSET (field), out);
  }
}

static void write_members (tree type, struct strbuf *out, int depth);

static bool
in_cplusplus (void)
{
  return &parse_in && parse_in && cpp_get_options (parse_in)->cplusplus;
}

static void write_type (tree type, struct strbuf *out, int depth);

/* `int a[static 4]` promises at least four elements; GCC notes it as "^0[s4]", by the parameter's position, among what else it
   knows of parameters.  Other bounds promise nothing.  */
static void
write_static_bounds (tree type, struct strbuf *out)
{
  tree access = lookup_attribute ("access", TYPE_ATTRIBUTES (type));
  tree value = access && TREE_VALUE (access) ? TREE_VALUE (TREE_VALUE (access)) : NULL_TREE;
  if (!value || TREE_CODE (value) != STRING_CST)
    return;
  const char *parameter = strchr (TREE_STRING_POINTER (value), '^');
  for (; parameter; parameter = strchr (parameter + 1, '^')) {
    size_t digits = strspn (parameter + 1, "0123456789");
    const char *bound = parameter + 1 + digits, *end = *bound == '[' ? strchr (bound, ']') : NULL;
    if (end && memchr (bound, 's', end - bound))
      strbuf_addf (out, " static %.*s", (int) (end + 1 - parameter - 1), parameter + 1);
  }
}

/* A vector that the target has no registers for is passed in memory: by -march, since GCC's own types do not change.  */
static void
write_vectors_in_memory (tree type, struct strbuf *out)
{
  unsigned position = 0;
  if (TREE_TYPE (type) && VECTOR_TYPE_P (TREE_TYPE (type)) && TYPE_MODE (TREE_TYPE (type)) == BLKmode)
    strbuf_add_text (out, " result in memory");
  for (tree argument = TYPE_ARG_TYPES (type); argument; argument = TREE_CHAIN (argument), position++)
    if (VECTOR_TYPE_P (TREE_VALUE (argument)) && TYPE_MODE (TREE_VALUE (argument)) == BLKmode)
      strbuf_addf (out, " %u in memory", position);
}

/* The type of a parameter as it counts: that it is const is the body's own promise to itself (C11 6.7.6.3p15).  */
static tree
without_const (tree type)
{
  return TYPE_QUALS (type) & TYPE_QUAL_CONST ? build_qualified_type (type, TYPE_QUALS (type) & ~TYPE_QUAL_CONST) : type;
}

/* All of a function's type but what it returns.  */
static void
write_function_type (tree type, struct strbuf *out, int depth)
{
  /* A parameter's own qualifiers are part of the definition's contract in our sense, but
     not of the type; interface_write adds them.  */
  tree argument = TYPE_ARG_TYPES (type);
  strbuf_add_char (out, '(');
  if (!prototype_p (type))
    strbuf_add_text (out, "K&R");
  for (; argument; argument = TREE_CHAIN (argument)) {
    if (TREE_VALUE (argument) == void_type_node) {
      if (argument == TYPE_ARG_TYPES (type))
        strbuf_add_text (out, "void");
      break;
    }
    write_type (without_const (TREE_VALUE (argument)), out, depth + 1);
    strbuf_add_char (out, ',');
  }
  if (prototype_p (type) && !argument)
    strbuf_add_text (out, "...");
  strbuf_add_char (out, ')');
  write_static_bounds (type, out);
  write_vectors_in_memory (type, out);
  attributes_write (TYPE_ATTRIBUTES (type), out);
  if (in_cplusplus ())
    cplusplus_exceptions_write (type, out);
}

static void
write_type (tree type, struct strbuf *out, int depth)
{
  tree main;
  const char *name;
  if (!type || type == error_mark_node) {
    strbuf_add_char (out, '!');
    return;
  }
  write_qualifiers (type, out);
  /* An alignment that the program asked for, and a licence to alias, belong to a variant as well.  */
  if (TYPE_USER_ALIGN (type) && !TYPE_USER_ALIGN (TYPE_MAIN_VARIANT (type)))
    strbuf_addf (out, "align%u ", TYPE_ALIGN (type));
  main = TYPE_MAIN_VARIANT (type);
  if (TREE_CODE (type) != FUNCTION_TYPE && TREE_CODE (type) != METHOD_TYPE
      && (!tag_word (type) || TYPE_ATTRIBUTES (type) != TYPE_ATTRIBUTES (main)))
    attributes_write (TYPE_ATTRIBUTES (type), out);
  name = name_of (main);
  switch (TREE_CODE (type)) {
  case VOID_TYPE: strbuf_add_text (out, "void"); break;
  case INTEGER_TYPE:
  case BOOLEAN_TYPE:
  case REAL_TYPE:
  case FIXED_POINT_TYPE:
    /* Whether plain char has a sign is an option, and reported as one.  */
    strbuf_add_text (out, name ? name : "number");
    strbuf_add_char (out, ':');
    strbuf_add_number (out, TYPE_PRECISION (type));
    strbuf_add_text (out, main == char_type_node          ? ""
                          : TREE_CODE (type) == REAL_TYPE ? "f"
                          : TYPE_UNSIGNED (type)          ? "u"
                                                          : "s");
    break;
  case ENUMERAL_TYPE:
    strbuf_add_text (out, "enum ");
    strbuf_add_text (out, is_anonymous_name (name) ? "" : name);
    strbuf_add_char (out, ':');
    strbuf_add_number (out, TYPE_PRECISION (type));
    strbuf_add_char (out, TYPE_UNSIGNED (type) ? 'u' : 's');
    if (in_cplusplus ())
      cplusplus_type_write (main, out);
    break;
  case RECORD_TYPE:
  case UNION_TYPE:
  case QUAL_UNION_TYPE:
    /* Passed like its first member.  */
    if (TREE_CODE (type) == UNION_TYPE && (TYPE_TRANSPARENT_AGGR (type) || TYPE_TRANSPARENT_AGGR (main)))
      strbuf_add_text (out, "transparent ");
    strbuf_add_text (out, tag_word (type));
    strbuf_add_char (out, ' ');
    if (!is_anonymous_name (name))
      strbuf_add_text (out, name);
    else if (depth < DEEPEST)
      write_members (main, out, depth + 1);
    if (in_cplusplus ())
      cplusplus_type_write (main, out);
    break;
  case POINTER_TYPE:
  case REFERENCE_TYPE:
    strbuf_add_text (out, TREE_CODE (type) == REFERENCE_TYPE ? "&" : "*");
    if (TYPE_REF_CAN_ALIAS_ALL (type))
      strbuf_add_text (out, "alias ");
    write_type (TREE_TYPE (type), out, depth + 1);
    break;
  case ARRAY_TYPE:
    strbuf_add_char (out, '[');
    if (TYPE_DOMAIN (type) && TYPE_MAX_VALUE (TYPE_DOMAIN (type)))
      write_number (TYPE_MAX_VALUE (TYPE_DOMAIN (type)), out);
    strbuf_add_char (out, ']');
    write_type (TREE_TYPE (type), out, depth + 1);
    break;
  case COMPLEX_TYPE:
  case VECTOR_TYPE:
    strbuf_add_text (out, TREE_CODE (type) == COMPLEX_TYPE ? "complex " : "vector ");
    if (TYPE_SIZE (type))
      write_number (TYPE_SIZE (type), out);
    strbuf_add_char (out, ' ');
    write_type (TREE_TYPE (type), out, depth + 1);
    break;
  case FUNCTION_TYPE:
  case METHOD_TYPE:
    write_function_type (type, out, depth);
    write_type (TREE_TYPE (type), out, depth + 1);
    break;
  default: strbuf_addf (out, "%s %s", get_tree_code_name (TREE_CODE (type)), name ? name : ""); break;
  }
}

void
type_write (tree type, struct strbuf *out)
{
  write_type (type, out, 0);
}

void
type_write_name (tree type, struct strbuf *out)
{
  write_type (type, out, DEEPEST);
}

static tree
strip_arrays (tree type)
{
  while (TREE_CODE (type) == ARRAY_TYPE)
    type = TREE_TYPE (type);
  return type;
}

/* A member by value brings its own layout along: as a digest, since written out, members that have members doubles
   the text with each level.  */
static void
write_member_layout (tree type, struct strbuf *out, int depth)
{
  typedef int_hash<unsigned, UINT_MAX, UINT_MAX - 1> type_hash;
  static hash_map<type_hash, struct digest> *known;
  tree inner = TYPE_MAIN_VARIANT (strip_arrays (type));
  struct digest digest, *found;
  char hex[2 * DIGEST_FULL + 1];
  if (!RECORD_OR_UNION_TYPE_P (inner) || !COMPLETE_TYPE_P (inner) || depth >= DEEPEST)
    return;
  if (!known)
    known = new hash_map<type_hash, struct digest>;
  found = known->get (TYPE_UID (inner));
  if (found)
    digest = *found;
  else {
    struct strbuf text;
    strbuf_init (&text);
    write_members (inner, &text, depth + 1);
    digest = digest_of (strbuf_text (&text), text.length, DIGEST_SHORT);
    known->put (TYPE_UID (inner), digest);
    strbuf_release (&text);
  }
  strbuf_add_char (out, '{');
  strbuf_add_text (out, digest_to_hex (&digest, hex));
  strbuf_add_char (out, '}');
}

static void
write_members (tree type, struct strbuf *out, int depth)
{
  strbuf_add_text (out, "size ");
  write_number (TYPE_SIZE (type), out);
  strbuf_add_text (out, " align ");
  strbuf_add_number (out, TYPE_ALIGN (type));
  if (TYPE_REVERSE_STORAGE_ORDER (type))
    strbuf_add_text (out, " reversed");
  for (tree field = TYPE_FIELDS (type); field; field = DECL_CHAIN (field)) {
    const char *name;
    if (TREE_CODE (field) != FIELD_DECL)
      continue;
    name = DECL_NAME (field) ? IDENTIFIER_POINTER (DECL_NAME (field)) : "";
    strbuf_add_char (out, ';');
    strbuf_add_text (out, name);
    strbuf_add_char (out, '@');
    write_position (field, out);
    strbuf_add_char (out, '+');
    write_number (DECL_SIZE (field), out);
    if (DECL_BIT_FIELD_TYPE (field))
      strbuf_add_text (out, " bits");
    if (TREE_THIS_VOLATILE (field))
      strbuf_add_text (out, " volatile");
    if (DECL_USER_ALIGN (field))
      strbuf_addf (out, " align %u", DECL_ALIGN (field));
    strbuf_add_char (out, ' ');
    write_type (DECL_BIT_FIELD_TYPE (field) ? DECL_BIT_FIELD_TYPE (field) : TREE_TYPE (field), out, depth);
    write_member_layout (TREE_TYPE (field), out, depth);
  }
}

void
type_write_layout (tree type, struct strbuf *out)
{
  tree main = TYPE_MAIN_VARIANT (type);
  attributes_write (TYPE_ATTRIBUTES (main), out);
  if (in_cplusplus ())
    cplusplus_type_write (main, out);
  if (TREE_CODE (main) == ENUMERAL_TYPE) {
    strbuf_addf (out, "%u%s", TYPE_PRECISION (main), TYPE_UNSIGNED (main) ? "u" : "s");
    for (tree value = TYPE_VALUES (main); value; value = TREE_CHAIN (value)) {
      tree number = TREE_VALUE (value);
      if (TREE_CODE (number) == CONST_DECL)
        number = DECL_INITIAL (number);
      strbuf_addf (out, ";%s=", IDENTIFIER_POINTER (TREE_PURPOSE (value)));
      write_number (number, out);
    }
  } else
    write_members (main, out, 0);
}

/* Attributes that change no behaviour and no contract: diagnostics, hints to the optimiser,
   instrumentation, the compiler's own notes, and ours.  Any other one counts, so that one that
   is not known here does, too.  */
static bool
is_without_meaning (const char *name)
{
  static const char *const names[] = {
    "load_bearing", "load_bearing_test", "prototype_track",
    /* diagnostics */
    "unused", "deprecated", "unavailable", "warning", "error", "format", "format_arg", "warn_unused_result",
    "nodiscard", "maybe_unused", "nonstring", "access", "fallthrough", "designated_init", "tainted_args", "fd_arg",
    "fd_arg_read", "fd_arg_write", "null_terminated_string_arg", "malloc" /* DECL_IS_MALLOC tells */,
    /* hints */
    "cold", "hot", "always_inline", "noinline", "noclone", "flatten", "artificial", "no_icf", "noipa",
    /* instrumentation */
    "no_instrument_function", "no_sanitize", "no_sanitize_address", "no_sanitize_thread", "no_sanitize_undefined",
    "no_sanitize_coverage", "no_address_safety_analysis", "no_profile_instrument_function",
    /* the compiler's own */
    "arg spec", "fn spec", "type generic", "internal_attribute", NULL
  };
  for (size_t i = 0; names[i]; i++)
    if (strcmp (name, names[i]) == 0)
      return true;
  return false;
}

static void
write_argument (tree value, struct strbuf *out)
{
  if (!value)
    return;
  if (TREE_CODE (value) == TREE_LIST)
    for (tree item = value; item; item = TREE_CHAIN (item)) {
      /* OpenMP: what a context is about, or which function stands in.  */
      write_argument (TREE_PURPOSE (item), out);
      strbuf_add_char (out, ',');
      write_argument (TREE_VALUE (item), out);
    }
  else if (TREE_CODE (value) == IDENTIFIER_NODE)
    strbuf_add_text (out, IDENTIFIER_POINTER (value));
  else if (TREE_CODE (value) == OMP_CLAUSE)
    for (tree clause = value; clause; clause = OMP_CLAUSE_CHAIN (clause))
      body_clause_write (clause, out);
  else if (TYPE_P (value))
    type_write (value, out);
  else
    constant_write (value, out, NULL, NULL);
}

void
object_write_size (tree decl, struct strbuf *out)
{
  tree size = DECL_SIZE_UNIT (decl);
  if (RECORD_OR_UNION_TYPE_P (TREE_TYPE (decl)) && size && tree_fits_uhwi_p (size)
      && !operand_equal_p (size, TYPE_SIZE_UNIT (TREE_TYPE (decl)), 0))
    strbuf_addf (out, " size %lu", (unsigned long) tree_to_uhwi (size));
}

void
attributes_write (tree list, struct strbuf *out)
{
  char **texts;
  size_t count = 0;
  if (!list)
    return;
  texts = XNEWVEC (char *, list_length (list));
  for (tree a = list; a; a = TREE_CHAIN (a)) {
    struct strbuf text;
    tree name = get_attribute_name (a);
    const char *plain;
    if (!name || TREE_CODE (name) != IDENTIFIER_NODE)
      continue;
    plain = IDENTIFIER_POINTER (name);
    if (is_without_meaning (plain))
      continue;
    strbuf_init (&text);
    strbuf_add_text (&text, plain);
    write_argument (TREE_VALUE (a), &text);
    texts[count++] = strbuf_detach (&text);
  }
  if (count) {
    qsort (texts, count, sizeof *texts, text_compare_listed);
    strbuf_add_text (out, "[[");
  }
  for (size_t i = 0; i < count; i++) {
    /* Redeclarations repeat an attribute; once is enough.  */
    if (i == 0 || strcmp (texts[i], texts[i - 1]) != 0)
      strbuf_addf (out, "%s;", texts[i]);
  }
  if (count)
    strbuf_add_text (out, "]]");
  for (size_t i = 0; i < count; i++)
    free (texts[i]);
  free (texts);
}

void
type_write_call (tree type, struct strbuf *out)
{
  write_function_type (type, out, 0);
}

void
redefined_name_write (tree decl, struct strbuf *out)
{
  if (in_cplusplus () || !TREE_PUBLIC (decl) || !DECL_NAME (decl) || !DECL_ASSEMBLER_NAME_SET_P (decl))
    return;
  const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
  if (strcmp (name, IDENTIFIER_POINTER (DECL_NAME (decl))) != 0)
    strbuf_addf (out, " named %s", name);
}

/* What a declaration of DECL, a function, says beside its type and linkage.  */
static void
write_said (tree decl, struct strbuf *out)
{
  if (DECL_WEAK (decl))
    strbuf_add_text (out, " weak");
  if (TREE_THIS_VOLATILE (decl))
    strbuf_add_text (out, " noreturn");
  if (TREE_READONLY (decl))
    strbuf_add_text (out, " const");
  if (DECL_PURE_P (decl))
    strbuf_add_text (out, " pure");
  if (DECL_IS_MALLOC (decl))
    strbuf_add_text (out, " malloc");
  if (DECL_STATIC_CONSTRUCTOR (decl))
    strbuf_add_text (out, " constructor");
  if (DECL_STATIC_DESTRUCTOR (decl))
    strbuf_add_text (out, " destructor");
  if (DECL_VISIBILITY_SPECIFIED (decl))
    strbuf_addf (out, " visibility%d", (int) DECL_VISIBILITY (decl));
  if (DECL_SECTION_NAME (decl))
    strbuf_addf (out, " section %s", DECL_SECTION_NAME (decl));
  if (DECL_USER_ALIGN (decl))
    strbuf_addf (out, " align %u", DECL_ALIGN (decl));
  /* An asm label renames it for the linker.  */
  if (HAS_DECL_ASSEMBLER_NAME_P (decl) && DECL_ASSEMBLER_NAME_SET_P (decl)
      && IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl))[0] == '*')
    strbuf_addf (out, " asm %s", IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl)));
  else
    redefined_name_write (decl, out);
  attributes_write (DECL_ATTRIBUTES (decl), out);
}

void
function_write_addressed (tree decl, struct strbuf *out)
{
  if (!DECL_EXTERNAL (decl))
    return;
  write_said (decl, out);
  /* Which of several functions of the name it is, and under which one the linker knows it.  */
  if (in_cplusplus ()) {
    struct strbuf text = STRBUF_INIT;
    cplusplus_decl_write (decl, &text);
    if (strcmp (strbuf_text (&text), " in ") != 0)
      strbuf_add (out, strbuf_text (&text), text.length);
    strbuf_release (&text);
  }
}

/* What matters of how DECL, a function, is declared beside its type.  */
static void
write_declared (tree decl, struct strbuf *out)
{
  strbuf_add_text (out, TREE_PUBLIC (decl) ? " extern" : " static");
  write_said (decl, out);
  if (in_cplusplus ())
    cplusplus_decl_write (decl, out);
  for (tree parameter = DECL_ARGUMENTS (decl); parameter; parameter = DECL_CHAIN (parameter)) {
    if (!DECL_INITIAL (decl))
      break; /* a mere declaration: names and own qualifiers of its parameters mean nothing */
    strbuf_add_char (out, '|');
    write_type (without_const (TREE_TYPE (parameter)), out, 0);
    /* That it is a "register" is no concern of those who call.  */
    attributes_write (DECL_ATTRIBUTES (parameter), out);
  }
}

void
interface_write (tree decl, struct strbuf *out)
{
  write_type (TREE_TYPE (decl), out, 0);
  write_declared (decl, out);
}

void
interface_write_call (tree decl, struct strbuf *out)
{
  write_function_type (TREE_TYPE (decl), out, 0);
  write_declared (decl, out);
}
