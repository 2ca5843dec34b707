/* The canonical form: values, places in memory, types and declarations.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "types.h"

/* Deeper nesting than any real body has would need more stack than a process may have.  */
#define DEPTH_LIMIT 8000
/* How far colours look.  */
#define COLOUR_DEPTH 4

/* The number of TEXT, which has no place of its own: the same text is the same thing.  A new one is written out as
   "KIND NUMBER: TEXT".  Takes TEXT over.  */
static unsigned
intern (struct canonical_writer *w, char kind, struct strbuf *text)
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
static void
add_constant (struct canonical_writer *w, tree value, struct strbuf *out)
{
  struct strbuf text = STRBUF_INIT;
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

void
canonical_type (struct canonical_writer *w, tree type, struct strbuf *out)
{
  switch (TREE_CODE (type)) {
  case BOOLEAN_TYPE:
  case ENUMERAL_TYPE:
  case INTEGER_TYPE: strbuf_addf (out, "%c%u", TYPE_UNSIGNED (type) ? 'u' : 's', TYPE_PRECISION (type)); break;
  case POINTER_TYPE:
  case REFERENCE_TYPE:
    strbuf_add_char (out, 'p');
    if (!ADDR_SPACE_GENERIC_P (TYPE_ADDR_SPACE (TREE_TYPE (type))))
      strbuf_addf (out, "%d", (int) TYPE_ADDR_SPACE (TREE_TYPE (type)));
    break;
  case REAL_TYPE: strbuf_addf (out, "f%s", GET_MODE_NAME (TYPE_MODE (type))); break;
  case COMPLEX_TYPE:
    strbuf_add_char (out, 'c');
    canonical_type (w, TREE_TYPE (type), out);
    break;
  case VECTOR_TYPE: {
    unsigned HOST_WIDE_INT count = 0;
    if (!TYPE_VECTOR_SUBPARTS (type).is_constant (&count))
      canonical_fail (w, "it uses vectors of a size that is not known");
    strbuf_addf (out, "v%u", (unsigned) count);
    canonical_type (w, TREE_TYPE (type), out);
    break;
  }
  case VOID_TYPE: strbuf_add_text (out, "void"); break;
  default: canonical_object_type (w, type, out); break;
  }
}

void
canonical_object_type (struct canonical_writer *w, tree type, struct strbuf *out)
{
  bool known;
  unsigned &slot = w->types->get_or_insert (type, &known);
  if (known) {
    strbuf_addf (out, "T%u", slot);
    return;
  }
  struct strbuf text = STRBUF_INIT;
  tree main = TYPE_MAIN_VARIANT (type), inner = main;
  type_write (main, &text);
  strbuf_addf (&text, " align %u mode %s", TYPE_ALIGN (type), GET_MODE_NAME (TYPE_MODE (type)));
  if (TYPE_VOLATILE (type))
    strbuf_add_text (&text, " volatile");
  if (TYPE_ATOMIC (type))
    strbuf_add_text (&text, " atomic");
  attributes_write (TYPE_ATTRIBUTES (type), &text);
  while (TREE_CODE (inner) == ARRAY_TYPE)
    inner = TREE_TYPE (inner);
  if (RECORD_OR_UNION_TYPE_P (inner) && COMPLETE_TYPE_P (inner)) {
    strbuf_add_char (&text, ' ');
    type_write_layout (inner, &text);
  }
  unsigned number = intern (w, 'T', &text);
  w->types->put (type, number);
  strbuf_addf (out, "T%u", number);
}

/* How a global is declared; what it holds at first is the dependencies' matter, but for the function's own.  */
static void
write_object (struct canonical_writer *w, tree decl, struct strbuf *out)
{
  type_write (TREE_TYPE (decl), out);
  if (TREE_THIS_VOLATILE (decl))
    strbuf_add_text (out, " volatile");
  if (TREE_READONLY (decl))
    strbuf_add_text (out, " const");
  if (VAR_P (decl) && DECL_THREAD_LOCAL_P (decl))
    strbuf_addf (out, " tls%d", (int) DECL_TLS_MODEL (decl));
  if (VAR_P (decl) && DECL_WEAK (decl))
    strbuf_add_text (out, " weak");
  if (VAR_P (decl) && DECL_HARD_REGISTER (decl))
    strbuf_add_text (out, " register");
  if (DECL_USER_ALIGN (decl))
    strbuf_addf (out, " align %u", DECL_ALIGN (decl));
  if (VAR_P (decl) && is_global_var (decl) && DECL_SECTION_NAME (decl))
    strbuf_addf (out, " section %s", DECL_SECTION_NAME (decl));
  attributes_write (DECL_ATTRIBUTES (decl), out);
}

static const char *
assembler_name (tree decl)
{
  const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
  return name[0] == '*' ? name + 1 : name;
}

static void
write_global (struct canonical_writer *w, tree decl, struct strbuf *text)
{
  tree owner = decl_function_context (decl);
  if (!owner || DECL_EXTERNAL (decl)) {
    strbuf_addf (text, "object %s ", assembler_name (decl));
    write_object (w, decl, text);
    add_reference (w, decl);
    return;
  }
  /* A function's own: which of them it is, the order tells; its name may change.  */
  if (owner != w->fun->decl)
    canonical_fail (w, "it uses a static local of another function");
  strbuf_addf (text, "static %u ", w->numbers);
  write_object (w, decl, text);
  strbuf_add_char (text, '=');
  if (DECL_INITIAL (decl) && DECL_INITIAL (decl) != error_mark_node)
    add_constant (w, DECL_INITIAL (decl), text);
}

static unsigned
parameter_position (tree function, tree parameter)
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
    strbuf_addf (&text, "function %s ", assembler_name (decl));
    if (fndecl_built_in_p (decl))
      strbuf_addf (&text, "builtin %d.%d ", (int) DECL_BUILT_IN_CLASS (decl),
                   (int) DECL_UNCHECKED_FUNCTION_CODE (decl));
    interface_write (decl, &text);
    add_reference (w, decl);
    break;
  case PARM_DECL: {
    unsigned position = parameter_position (w->fun->decl, decl);
    if (position == UINT_MAX)
      canonical_fail (w, "it uses a hidden parameter");
    strbuf_addf (&text, "parameter %u ", position);
    write_object (w, decl, &text);
    break;
  }
  case RESULT_DECL:
    strbuf_add_text (&text, "result ");
    type_write (TREE_TYPE (decl), &text);
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
    }
    break;
  case CONST_DECL:
    strbuf_add_text (&text, "constant ");
    type_write (TREE_TYPE (decl), &text);
    add_constant (w, DECL_INITIAL (decl), &text);
    break;
  case LABEL_DECL: canonical_fail (w, "it takes the address of a label"); break;
  default: canonical_fail (w, "it uses a declaration of an unknown kind"); break;
  }
  unsigned number = intern (w, 'D', &text);
  w->declarations->put (decl, number);
  strbuf_addf (out, "D%u", number);
}

/* What every part of a place adds: how it may be accessed.  */
static void
write_access (struct canonical_writer *w, tree place, struct strbuf *out)
{
  canonical_object_type (w, TREE_TYPE (place), out);
  if (TREE_THIS_VOLATILE (place))
    strbuf_add_text (out, "v");
  if (TREE_CODE (place) != MEM_REF && TREE_THIS_NOTRAP (place))
    strbuf_add_text (out, "n");
}

static void
write_number (struct canonical_writer *w, tree value, struct strbuf *out)
{
  if (value)
    canonical_value (w, value, out);
  else
    strbuf_add_char (out, '-');
}

static void
write_component (struct canonical_writer *w, tree place, struct strbuf *out)
{
  tree field = TREE_OPERAND (place, 1);
  canonical_place (w, TREE_OPERAND (place, 0), out);
  strbuf_add_char (out, '.');
  canonical_object_type (w, DECL_FIELD_CONTEXT (field), out);
  strbuf_add_char (out, '@');
  if (TREE_OPERAND (place, 2))
    canonical_value (w, TREE_OPERAND (place, 2), out);
  else
    add_constant (NULL, DECL_FIELD_OFFSET (field), out);
  strbuf_add_char (out, '.');
  add_constant (NULL, DECL_FIELD_BIT_OFFSET (field), out);
  strbuf_add_char (out, '+');
  if (DECL_SIZE (field))
    add_constant (NULL, DECL_SIZE (field), out);
  if (DECL_BIT_FIELD (field))
    strbuf_add_char (out, 'b');
  if (DECL_NONADDRESSABLE_P (field))
    strbuf_add_char (out, 'a');
  if (TREE_CODE (TREE_OPERAND (place, 0)) != MEM_REF && REF_REVERSE_STORAGE_ORDER (place))
    strbuf_add_char (out, 'r');
  if (TYPE_REVERSE_STORAGE_ORDER (DECL_FIELD_CONTEXT (field)))
    strbuf_add_char (out, 'R');
  strbuf_add_char (out, ':');
  write_access (w, place, out);
}

void
canonical_place (struct canonical_writer *w, tree place, struct strbuf *out)
{
  if (++w->depth > DEPTH_LIMIT) {
    canonical_fail (w, "its expressions are nested too deep");
    w->depth--;
    return;
  }
  switch (TREE_CODE (place)) {
  case MEM_REF: {
    tree alias = TREE_TYPE (TREE_OPERAND (place, 1));
    strbuf_add_text (out, "[");
    canonical_value (w, TREE_OPERAND (place, 0), out);
    strbuf_add_char (out, '+');
    add_constant (NULL, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, ':');
    write_access (w, place, out);
    strbuf_add_char (out, '/');
    canonical_object_type (w, TREE_TYPE (alias), out);
    if (TYPE_REF_CAN_ALIAS_ALL (alias))
      strbuf_add_char (out, '*');
    if (REF_REVERSE_STORAGE_ORDER (place))
      strbuf_add_char (out, 'r');
    strbuf_add_char (out, ']');
    break;
  }
  case COMPONENT_REF: write_component (w, place, out); break;
  case ARRAY_REF:
  case ARRAY_RANGE_REF:
    canonical_place (w, TREE_OPERAND (place, 0), out);
    strbuf_add_text (out, TREE_CODE (place) == ARRAY_REF ? "{" : "{..");
    canonical_value (w, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, ' ');
    write_number (w, TREE_OPERAND (place, 2), out);
    strbuf_add_char (out, ' ');
    write_number (w, TREE_OPERAND (place, 3), out);
    strbuf_add_char (out, ':');
    write_access (w, place, out);
    strbuf_add_char (out, '}');
    break;
  case BIT_FIELD_REF:
    canonical_place (w, TREE_OPERAND (place, 0), out);
    strbuf_add_text (out, "<bits ");
    canonical_value (w, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, '@');
    canonical_value (w, TREE_OPERAND (place, 2), out);
    strbuf_add_text (out, REF_REVERSE_STORAGE_ORDER (place) ? "r:" : ":");
    write_access (w, place, out);
    strbuf_add_char (out, '>');
    break;
  case REALPART_EXPR:
  case IMAGPART_EXPR:
  case VIEW_CONVERT_EXPR:
    strbuf_addf (out, "<%s ", get_tree_code_name (TREE_CODE (place)));
    canonical_place (w, TREE_OPERAND (place, 0), out);
    strbuf_add_char (out, ':');
    write_access (w, place, out);
    strbuf_add_char (out, '>');
    break;
  case WITH_SIZE_EXPR:
    strbuf_add_text (out, "<size ");
    canonical_place (w, TREE_OPERAND (place, 0), out);
    strbuf_add_char (out, ' ');
    canonical_value (w, TREE_OPERAND (place, 1), out);
    strbuf_add_char (out, '>');
    break;
  case STRING_CST:
    canonical_object_type (w, TREE_TYPE (place), out);
    strbuf_add_char (out, ' ');
    add_constant (NULL, place, out);
    break;
  default:
    if (DECL_P (place))
      canonical_declaration (w, place, out);
    else
      canonical_value (w, place, out);
    break;
  }
  w->depth--;
}

void
canonical_memory (struct canonical_writer *w, tree vuse, struct strbuf *out)
{
  for (;;) {
    gimple *def;
    if (!vuse || SSA_NAME_IS_DEFAULT_DEF (vuse)) {
      strbuf_add_text (out, "m0");
      return;
    }
    def = SSA_NAME_DEF_STMT (vuse);
    if (gphi *phi = dyn_cast<gphi *> (def)) {
      /* One that merges nothing says nothing.  */
      tree same = NULL_TREE;
      bool merges = false;
      for (unsigned i = 0; i < gimple_phi_num_args (phi) && !merges; i++) {
        tree argument = gimple_phi_arg_def (phi, i);
        if (argument == vuse || argument == same)
          continue;
        merges = same != NULL_TREE;
        same = argument;
      }
      if (!merges && same) {
        vuse = same;
        continue;
      }
      int block = w->blocks[gimple_bb (phi)->index];
      if (block < 0)
        canonical_fail (w, "its memory states cannot be followed");
      strbuf_addf (out, "M%d", block);
      return;
    }
    unsigned *effect = w->effects->get (def);
    if (effect)
      strbuf_addf (out, "m%u", *effect);
    else if (gimple_clobber_p (def)) {
      /* One that was left out.  */
      vuse = gimple_vuse (def);
      continue;
    } else
      canonical_fail (w, "its memory states cannot be followed");
    return;
  }
}

void
canonical_comparison (enum tree_code *code, tree *a, tree *b)
{
  enum tree_code swapped;
  switch (*code) {
  case GT_EXPR: swapped = LT_EXPR; break;
  case GE_EXPR: swapped = LE_EXPR; break;
  case UNGT_EXPR: swapped = UNLT_EXPR; break;
  case UNGE_EXPR: swapped = UNLE_EXPR; break;
  default: return;
  }
  *code = swapped;
  std::swap (*a, *b);
}

static bool
is_commutative (enum tree_code code)
{
  return commutative_tree_code (code) || code == EQ_EXPR || code == NE_EXPR || code == ORDERED_EXPR
         || code == UNORDERED_EXPR || code == UNEQ_EXPR || code == LTGT_EXPR;
}

static hashval_t
mixed (hashval_t a, hashval_t b)
{
  return iterative_hash_hashval_t (b, a);
}

static hashval_t
colour_of_text (const struct strbuf *text)
{
  return iterative_hash (strbuf_text (text), text->length, 1);
}

/* Of a constant or another operand that is no SSA name.  */
static hashval_t
colour_of_operand (struct canonical_writer *w, tree t, unsigned depth)
{
  hashval_t h = (hashval_t) TREE_CODE (t) + 17;
  if (CONSTANT_CLASS_P (t)) {
    struct strbuf text = STRBUF_INIT;
    add_constant (NULL, t, &text);
    h = mixed (h, colour_of_text (&text));
    strbuf_release (&text);
  } else if (DECL_P (t)) {
    unsigned *known = w->declarations->get (t);
    if (known)
      h = mixed (h, *known);
    else if (TREE_CODE (t) == FUNCTION_DECL || (VAR_P (t) && is_global_var (t) && !decl_function_context (t)))
      h = mixed (h, htab_hash_string (assembler_name (t)));
    else if (TREE_CODE (t) == PARM_DECL)
      h = mixed (h, parameter_position (w->fun->decl, t));
    else {
      struct strbuf text = STRBUF_INIT;
      type_write (TREE_TYPE (t), &text);
      h = mixed (h, colour_of_text (&text));
      strbuf_release (&text);
    }
  } else if (TREE_CODE (t) == COMPONENT_REF) {
    h = mixed (h, canonical_colour (w, TREE_OPERAND (t, 0), depth));
    h = mixed (h, (hashval_t) int_bit_position (TREE_OPERAND (t, 1)));
  } else if (EXPR_P (t))
    for (int i = 0; i < TREE_OPERAND_LENGTH (t); i++)
      if (TREE_OPERAND (t, i))
        h = mixed (h, canonical_colour (w, TREE_OPERAND (t, i), depth));
  return h;
}

hashval_t
canonical_colour (struct canonical_writer *w, tree value, unsigned depth)
{
  if (TREE_CODE (value) != SSA_NAME)
    return depth ? colour_of_operand (w, value, depth - 1) : (hashval_t) TREE_CODE (value);
  if (SSA_NAME_VERSION (value) < w->ssa.length () && w->ssa[SSA_NAME_VERSION (value)])
    return mixed (3, w->ssa[SSA_NAME_VERSION (value)]);
  if (SSA_NAME_IS_DEFAULT_DEF (value))
    return SSA_NAME_VAR (value) ? mixed (5, colour_of_operand (w, SSA_NAME_VAR (value), 0)) : 5;
  gimple *def = SSA_NAME_DEF_STMT (value);
  hashval_t h = mixed (7, gimple_code (def));
  if (!depth)
    return h;
  if (gphi *phi = dyn_cast<gphi *> (def)) {
    /* Where much is merged, what it is would take too long.  */
    hashval_t arguments = gimple_phi_num_args (phi);
    unsigned deeper = arguments <= 3 ? depth - 1 : 0;
    for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
      if (deeper || TREE_CODE (gimple_phi_arg_def (phi, i)) != SSA_NAME)
        arguments += canonical_colour (w, gimple_phi_arg_def (phi, i), deeper);
    h = mixed (h, (hashval_t) w->blocks[gimple_bb (phi)->index]);
    return mixed (h, arguments);
  }
  if (is_gimple_assign (def)) {
    enum tree_code code = gimple_assign_rhs_code (def);
    /* Copies and conversions without content are passed over.  */
    if ((code == SSA_NAME || CONVERT_EXPR_CODE_P (code))
        && useless_type_conversion_p (TREE_TYPE (value), TREE_TYPE (gimple_assign_rhs1 (def))))
      return canonical_colour (w, gimple_assign_rhs1 (def), depth);
    tree a = gimple_assign_rhs1 (def), b = gimple_num_ops (def) > 2 ? gimple_assign_rhs2 (def) : NULL_TREE;
    if (b && TREE_CODE_CLASS (code) == tcc_comparison)
      canonical_comparison (&code, &a, &b);
    h = mixed (h, code);
    h = mixed (h, TYPE_PRECISION (TREE_TYPE (value)));
    if (b && is_commutative (code))
      return mixed (h, canonical_colour (w, a, depth - 1) + canonical_colour (w, b, depth - 1));
    h = mixed (h, canonical_colour (w, a, depth - 1));
    if (b)
      h = mixed (h, canonical_colour (w, b, depth - 1));
    return h;
  }
  if (is_gimple_call (def)) {
    if (gimple_call_fndecl (def))
      h = mixed (h, colour_of_operand (w, gimple_call_fndecl (def), 0));
    for (unsigned i = 0; i < gimple_call_num_args (def); i++)
      h = mixed (h, canonical_colour (w, gimple_call_arg (def, i), depth - 1));
  }
  return h;
}

/* Two operands in whichever order: sorted by what they turn out to be.  */
static void
write_commutative (struct canonical_writer *w, tree a, tree b, struct strbuf *out)
{
  struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
  /* The order in which they are met first decides their numbers.  */
  if (canonical_colour (w, a, COLOUR_DEPTH) > canonical_colour (w, b, COLOUR_DEPTH))
    std::swap (a, b);
  canonical_value (w, a, &first);
  canonical_value (w, b, &second);
  bool swap = strcmp (strbuf_text (&first), strbuf_text (&second)) > 0;
  strbuf_addf (out, "%s %s", strbuf_text (swap ? &second : &first), strbuf_text (swap ? &first : &second));
  strbuf_release (&first);
  strbuf_release (&second);
}

/* x << 3 is x * 8; but of what is signed the one wraps, for the compiler, and the other does not.  */
static bool
write_shift (struct canonical_writer *w, gimple *def, tree type, struct strbuf *out)
{
  tree count = gimple_assign_rhs2 (def);
  if (TREE_CODE (count) != INTEGER_CST || !INTEGRAL_TYPE_P (type) || !TYPE_OVERFLOW_WRAPS (type) || !tree_fits_uhwi_p (count)
      || tree_to_uhwi (count) >= TYPE_PRECISION (type))
    return false;
  struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
  canonical_value (w, gimple_assign_rhs1 (def), &first);
  canonical_value (w, wide_int_to_tree (type, wi::set_bit_in_zero (tree_to_uhwi (count), TYPE_PRECISION (type))),
                   &second);
  bool swap = strcmp (strbuf_text (&first), strbuf_text (&second)) > 0;
  strbuf_addf (out, "mult_expr %s %s", strbuf_text (swap ? &second : &first), strbuf_text (swap ? &first : &second));
  strbuf_release (&first);
  strbuf_release (&second);
  return true;
}

static void
write_constructor (struct canonical_writer *w, tree value, struct strbuf *out)
{
  unsigned HOST_WIDE_INT i;
  tree index, element;
  strbuf_add_text (out, TREE_CLOBBER_P (value) ? "{clobber" : "{");
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (value), i, index, element)
  {
    strbuf_add_char (out, ' ');
    if (index && TREE_CODE (index) == INTEGER_CST)
      add_constant (NULL, index, out);
    else if (index)
      canonical_fail (w, "it builds an aggregate in one step");
    strbuf_add_char (out, '=');
    canonical_value (w, element, out);
  }
  strbuf_add_char (out, '}');
}

/* The expression that DEF, an assignment without effects, computes.  */
static void
write_expression (struct canonical_writer *w, gimple *def, struct strbuf *out)
{
  tree lhs = gimple_assign_lhs (def), type = TREE_TYPE (lhs), a = gimple_assign_rhs1 (def), b;
  enum tree_code code = gimple_assign_rhs_code (def);
  canonical_type (w, type, out);
  strbuf_add_char (out, ' ');
  switch (get_gimple_rhs_class (code)) {
  case GIMPLE_BINARY_RHS:
    b = gimple_assign_rhs2 (def);
    if (TREE_CODE_CLASS (code) == tcc_comparison)
      canonical_comparison (&code, &a, &b);
    if (code == LSHIFT_EXPR && write_shift (w, def, type, out))
      return;
    strbuf_addf (out, "%s ", get_tree_code_name (code));
    if (is_commutative (code)) {
      write_commutative (w, a, b, out);
      return;
    }
    canonical_value (w, a, out);
    strbuf_add_char (out, ' ');
    canonical_value (w, b, out);
    return;
  case GIMPLE_TERNARY_RHS:
    strbuf_addf (out, "%s ", get_tree_code_name (code));
    canonical_value (w, a, out);
    strbuf_add_char (out, ' ');
    canonical_value (w, gimple_assign_rhs2 (def), out);
    strbuf_add_char (out, ' ');
    canonical_value (w, gimple_assign_rhs3 (def), out);
    return;
  case GIMPLE_UNARY_RHS:
    strbuf_addf (out, "%s ", CONVERT_EXPR_CODE_P (code) ? "convert" : get_tree_code_name (code));
    canonical_value (w, a, out);
    return;
  default: break;
  }
  if (gimple_vuse (def)) {
    strbuf_add_text (out, "load ");
    canonical_place (w, a, out);
    strbuf_add_char (out, ' ');
    canonical_memory (w, gimple_vuse (def), out);
  } else if (TREE_CODE (a) == CONSTRUCTOR)
    write_constructor (w, a, out);
  else if (code == OBJ_TYPE_REF || code == ASSERT_EXPR || COMPARISON_CLASS_P (a))
    canonical_fail (w, "it has an expression that is not understood");
  else {
    strbuf_add_text (out, "part ");
    canonical_place (w, a, out);
  }
}

bool
canonical_call_is_value (gcall *call)
{
  return gimple_call_lhs (call) && TREE_CODE (gimple_call_lhs (call)) == SSA_NAME && !gimple_has_side_effects (call)
         && !gimple_vuse (call) && !gimple_vdef (call);
}

static void
canonical_pointed_type (struct canonical_writer *w, tree type, struct strbuf *out)
{
  while (POINTER_TYPE_P (type)) {
    strbuf_add_char (out, '*');
    type = TREE_TYPE (type);
    if (!POINTER_TYPE_P (type))
      canonical_object_type (w, type, out);
  }
}

void
canonical_call (struct canonical_writer *w, gcall *call, struct strbuf *out)
{
  tree callee = gimple_call_fndecl (call);
  if (gimple_call_internal_p (call))
    strbuf_addf (out, "call .%s", internal_fn_name (gimple_call_internal_fn (call)));
  else {
    strbuf_add_text (out, "call ");
    if (callee)
      canonical_declaration (w, callee, out);
    else
      canonical_value (w, gimple_call_fn (call), out);
    strbuf_add_char (out, ' ');
    canonical_object_type (w, gimple_call_fntype (call), out);
    if (gimple_call_chain (call))
      canonical_fail (w, "it calls a nested function");
  }
  strbuf_addf (out, " %x%s%s%s", (unsigned) gimple_call_flags (call), gimple_call_return_slot_opt_p (call) ? "s" : "",
               gimple_call_must_tail_p (call) ? "t" : "", gimple_call_va_arg_pack_p (call) ? "v" : "");
  if (gimple_call_lhs (call))
    canonical_type (w, TREE_TYPE (gimple_call_lhs (call)), out);
  strbuf_add_char (out, '(');
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree argument = gimple_call_arg (call, i);
    /* To an internal function a null pointer may tell a type by its own (va_arg).  */
    if (gimple_call_internal_p (call))
      canonical_pointed_type (w, TREE_TYPE (argument), out);
    canonical_type (w, TREE_TYPE (argument), out);
    strbuf_add_char (out, ' ');
    canonical_place (w, argument, out);
    strbuf_add_char (out, ',');
  }
  strbuf_add_char (out, ')');
}

unsigned
canonical_define (struct canonical_writer *w, tree name)
{
  unsigned version = SSA_NAME_VERSION (name);
  if (!w->ssa[version])
    w->ssa[version] = ++w->numbers;
  return w->ssa[version];
}

/* The number of NAME, not met before.  */
static unsigned
number_name (struct canonical_writer *w, tree name)
{
  struct strbuf text = STRBUF_INIT;
  if (SSA_NAME_IS_DEFAULT_DEF (name)) {
    tree var = SSA_NAME_VAR (name);
    if (!var || VAR_P (var)) {
      canonical_fail (w, "it uses a local that has no value");
      return 0;
    }
    canonical_type (w, TREE_TYPE (name), &text);
    strbuf_add_text (&text, " initial ");
    canonical_declaration (w, var, &text);
    return intern (w, 'V', &text);
  }
  gimple *def = SSA_NAME_DEF_STMT (name);
  if (gphi *phi = dyn_cast<gphi *> (def)) {
    int block = w->blocks[gimple_bb (phi)->index];
    if (block < 0)
      canonical_fail (w, "its control flow cannot be followed");
    unsigned number = canonical_define (w, name);
    strbuf_addf (&text, "V%u: ", number);
    canonical_type (w, TREE_TYPE (name), &text);
    strbuf_addf (&text, " merge B%d\n", block);
    strbuf_add (&w->out, strbuf_text (&text), text.length);
    strbuf_release (&text);
    w->phis.safe_push (phi);
    return number;
  }
  if (is_gimple_assign (def) && !gimple_vdef (def) && !gimple_has_volatile_ops (def)) {
    tree from = gimple_assign_rhs1 (def);
    enum tree_code code = gimple_assign_rhs_code (def);
    if (code == SSA_NAME
        || ((CONVERT_EXPR_CODE_P (code)) && TREE_CODE (from) == SSA_NAME
            && useless_type_conversion_p (TREE_TYPE (name), TREE_TYPE (from)))) {
      canonical_value (w, from, &text);
      strbuf_release (&text);
      return w->ssa[SSA_NAME_VERSION (from)];
    }
    write_expression (w, def, &text);
    return intern (w, 'V', &text);
  }
  if (is_gimple_call (def) && canonical_call_is_value (as_a<gcall *> (def))) {
    const char *marker = canonical_marker (def);
    canonical_type (w, TREE_TYPE (name), &text);
    strbuf_add_char (&text, ' ');
    if (marker)
      strbuf_addf (&text, "undefined %u", w->numbers);
    else
      canonical_call (w, as_a<gcall *> (def), &text);
    return intern (w, 'V', &text);
  }
  /* A call's or an asm's result is numbered where it happens, which dominates its use.  */
  canonical_fail (w, "a value is used before the statement that gives it");
  return 0;
}

void
canonical_value (struct canonical_writer *w, tree value, struct strbuf *out)
{
  if (w->result->failure)
    return;
  if (++w->depth > DEPTH_LIMIT) {
    canonical_fail (w, "its expressions are nested too deep");
    w->depth--;
    return;
  }
  if (TREE_CODE (value) == SSA_NAME) {
    unsigned version = SSA_NAME_VERSION (value);
    if (!w->ssa[version]) {
      unsigned number = number_name (w, value);
      w->ssa[version] = number;
    }
    strbuf_addf (out, "V%u", w->ssa[version]);
  } else if (CONSTANT_CLASS_P (value)) {
    canonical_type (w, TREE_TYPE (value), out);
    strbuf_add_char (out, '#');
    add_constant (NULL, value, out);
  } else if (TREE_CODE (value) == ADDR_EXPR) {
    strbuf_add_char (out, '&');
    canonical_place (w, TREE_OPERAND (value, 0), out);
  } else if (TREE_CODE (value) == CONSTRUCTOR) {
    canonical_type (w, TREE_TYPE (value), out);
    write_constructor (w, value, out);
  } else if (DECL_P (value) || handled_component_p (value) || TREE_CODE (value) == MEM_REF)
    canonical_place (w, value, out);
  else
    canonical_fail (w, "it has an operand that is not understood");
  w->depth--;
}

struct phi_argument {
  unsigned block, exit;
  tree value;
};

static int
compare_arguments (const void *a, const void *b)
{
  const struct phi_argument *x = (const struct phi_argument *) a, *y = (const struct phi_argument *) b;
  if (x->block != y->block)
    return x->block < y->block ? -1 : 1;
  return x->exit < y->exit ? -1 : x->exit > y->exit;
}

void
canonical_phis (struct canonical_writer *w)
{
  for (; w->phis_written < w->phis.length () && !w->result->failure; w->phis_written++) {
    gphi *phi = w->phis[w->phis_written];
    unsigned count = gimple_phi_num_args (phi);
    struct phi_argument *arguments = XNEWVEC (struct phi_argument, count + 1);
    struct strbuf text = STRBUF_INIT;
    for (unsigned i = 0; i < count; i++) {
      arguments[i].value = gimple_phi_arg_def (phi, i);
      canonical_edge_name (w, gimple_phi_arg_edge (phi, i), &arguments[i].block, &arguments[i].exit);
    }
    qsort (arguments, count, sizeof *arguments, compare_arguments);
    strbuf_addf (&text, "merge V%u:", w->ssa[SSA_NAME_VERSION (gimple_phi_result (phi))]);
    for (unsigned i = 0; i < count; i++) {
      strbuf_addf (&text, " B%u.%u ", arguments[i].block, arguments[i].exit);
      canonical_value (w, arguments[i].value, &text);
    }
    strbuf_add_char (&text, '\n');
    strbuf_add (&w->out, strbuf_text (&text), text.length);
    strbuf_release (&text);
    free (arguments);
  }
}
