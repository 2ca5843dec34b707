/* Constants as canonical text: initialisers, attribute arguments, enumerators.

   The front ends have folded them, so the text depends on the value and not on
   how it was written.  */
#include "gcc-compat.h"

#include "types.h"

struct writer {
  struct strbuf *out;
  void (*references) (tree, void *);
  void *data;
};

static void write_constant (tree value, const struct writer *w, int depth);

static void
write_integer (tree value, struct strbuf *out)
{
  char digits[WIDE_INT_PRINT_BUFFER_SIZE];
  if (wi::to_wide (value).get_precision () > HOST_BITS_PER_WIDE_INT * 2)
    print_hex (wi::to_wide (value), digits);
  else if (tree_fits_uhwi_p (value) && tree_fits_shwi_p (value)) {
    strbuf_add_number (out, tree_to_uhwi (value));
    return;
  } else
    print_dec (wi::to_wide (value), digits, TYPE_SIGN (TREE_TYPE (value)));
  strbuf_add_text (out, digits);
}

/* The bits as the target has them: exact, and told apart from every other value.  */
static void
write_real (tree value, struct strbuf *out)
{
  char text[128];
  const REAL_VALUE_TYPE *real = TREE_REAL_CST_PTR (value);
  real_to_hexadecimal (text, real, sizeof text, 0, 0);
  strbuf_addf (out, "%s%s", text, REAL_VALUE_ISSIGNALING_NAN (*real) ? "s" : "");
  /* Those have no hexadecimal form, or more than one value of it.  */
  if (real->decimal || REAL_VALUE_ISNAN (*real)) {
    long bits[8] = { 0 };
    real_to_target (bits, real, TYPE_MODE (TREE_TYPE (value)));
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
      strbuf_addf (out, " %lx", (unsigned long) bits[i] & 0xffffffff);
  }
}

static void
write_bytes (const char *bytes, size_t size, struct strbuf *out)
{
  strbuf_addf (out, "%zu\"", size);
  strbuf_add (out, bytes, size);
  strbuf_add_char (out, '"');
}

/* Trailing zero bytes of an array's initialiser are what the array holds anyway; those
   of a string that is pointed to are its own.  */
static void
write_string (tree value, bool pointed_to, struct strbuf *out)
{
  size_t size = TREE_STRING_LENGTH (value);
  while (!pointed_to && size > 0 && TREE_STRING_POINTER (value)[size - 1] == '\0')
    size--;
  write_bytes (TREE_STRING_POINTER (value), size, out);
}

static void
write_decl (tree decl, const struct writer *w)
{
  tree name = DECL_NAME (decl);
  /* The compiler numbers compound literals; what they hold counts.  */
  if (TREE_CODE (decl) == VAR_DECL
      && (DECL_ARTIFICIAL (decl) || !name || strchr (IDENTIFIER_POINTER (name), '.')
          || strncmp (IDENTIFIER_POINTER (name), "__compound_literal", 18) == 0)) {
    type_write (TREE_TYPE (decl), w->out);
    if (DECL_INITIAL (decl))
      write_constant (DECL_INITIAL (decl), w, 1);
    return;
  }
  strbuf_addf (w->out, "%s", name ? IDENTIFIER_POINTER (name) : "");
  if (w->references && (TREE_CODE (decl) == FUNCTION_DECL || TREE_CODE (decl) == VAR_DECL))
    w->references (decl, w->data);
}

/* Members by their place, so that designators and their order make no difference.  */
static void
write_constructor (tree value, const struct writer *w, int depth)
{
  unsigned HOST_WIDE_INT i;
  tree index, element;
  strbuf_add_char (w->out, '{');
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (value), i, index, element)
  {
    if (!element || initializer_zerop (element))
      continue;
    if (index && TREE_CODE (index) == FIELD_DECL) {
      if (DECL_NAME (index))
        strbuf_add_text (w->out, IDENTIFIER_POINTER (DECL_NAME (index)));
      if (DECL_FIELD_OFFSET (index) && TREE_CODE (DECL_FIELD_OFFSET (index)) == INTEGER_CST) {
        strbuf_add_char (w->out, '@');
        /* In bits: how the position is split depends on the target's largest alignment.  */
        write_integer (bit_position (index), w->out);
      }
    } else if (index && TREE_CODE (index) == RANGE_EXPR) {
      write_constant (TREE_OPERAND (index, 0), w, depth + 1);
      strbuf_add_text (w->out, "...");
      write_constant (TREE_OPERAND (index, 1), w, depth + 1);
    } else if (index && TREE_CODE (index) == INTEGER_CST)
      write_integer (index, w->out);
    else
      strbuf_addf (w->out, "%d", (int) i);
    strbuf_add_char (w->out, '=');
    write_constant (element, w, depth + 1);
    strbuf_add_char (w->out, ';');
  }
  strbuf_add_char (w->out, '}');
}

static void
write_constant (tree value, const struct writer *w, int depth)
{
  if (!value || value == error_mark_node || depth > 10000) {
    strbuf_add_char (w->out, '!');
    return;
  }
  switch (TREE_CODE (value)) {
  case INTEGER_CST: write_integer (value, w->out); break;
  case REAL_CST: write_real (value, w->out); break;
  case COMPLEX_CST:
    write_constant (TREE_REALPART (value), w, depth + 1);
    strbuf_add_char (w->out, 'i');
    write_constant (TREE_IMAGPART (value), w, depth + 1);
    break;
  case VECTOR_CST: {
    unsigned HOST_WIDE_INT count;
    if (VECTOR_CST_NELTS (value).is_constant (&count))
      for (unsigned HOST_WIDE_INT i = 0; i < count; i++) {
        strbuf_add_char (w->out, i ? ',' : '<');
        write_constant (vector_cst_elt (value, i), w, depth + 1);
      }
    break;
  }
  case STRING_CST: write_string (value, false, w->out); break;
  case CONSTRUCTOR: write_constructor (value, w, depth); break;
  case COMPOUND_LITERAL_EXPR:
    write_constant (DECL_INITIAL (COMPOUND_LITERAL_EXPR_DECL (value)), w, depth + 1);
    break;
  /* A conversion shows in the value; between addresses it changes nothing.  */
  CASE_CONVERT:
  case NON_LVALUE_EXPR:
  case VIEW_CONVERT_EXPR:
  case SAVE_EXPR: write_constant (TREE_OPERAND (value, 0), w, depth + 1); break;
  case FIELD_DECL:
  case LABEL_DECL:
  case PARM_DECL:
  case CONST_DECL:
  case FUNCTION_DECL:
  case VAR_DECL: write_decl (value, w); break;
  case IDENTIFIER_NODE: strbuf_add_text (w->out, IDENTIFIER_POINTER (value)); break;
  case ADDR_EXPR:
    if (TREE_CODE (TREE_OPERAND (value, 0)) == STRING_CST) {
      strbuf_add_char (w->out, '&');
      write_string (TREE_OPERAND (value, 0), true, w->out);
      break;
    }
    /* FALLTHRU */
  default: {
    strbuf_addf (w->out, "(%s", get_tree_code_name (TREE_CODE (value)));
    if (EXPR_P (value)) {
      int operands = TREE_OPERAND_LENGTH (value);
      for (int i = 0; i < operands; i++)
        if (TREE_OPERAND (value, i)) {
          strbuf_add_char (w->out, ' ');
          write_constant (TREE_OPERAND (value, i), w, depth + 1);
        }
    } else if (TYPE_P (value))
      type_write (value, w->out);
    strbuf_add_char (w->out, ')');
    break;
  }
  }
}

void
constant_write (tree value, struct strbuf *out, void (*references) (tree decl, void *data), void *data)
{
  struct writer w = { out, references, data };
  write_constant (value, &w, 0);
}
