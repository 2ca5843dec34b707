/* The canonical form: types.  See canonical_private.h.

   What a body rests on of a structure is where the members lie that it accesses and what they are, and what the
   compiler may assume of such an access: the structure's alignment, which of the types that the body accesses it holds, whether
   an array is the last member (then its bounds are no promise), which bits an access to a bit-field may touch, and whether of two
   members of one size that are accessed one follows the other (then both may be read where one is).  The whole layout counts only where a value of the type
   is copied, passed, returned, or has its place on the stack.  So a structure has two kinds of entries: one with its layout, for
   accesses to the whole, and one with the members that are met, whose text is written when all are known.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "observe/types.h"

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
  tree main = TYPE_MAIN_VARIANT (type), inner = canonical_without_arrays (main);
  type_write (main, &text);
  strbuf_addf (&text, " align %u mode %s", TYPE_ALIGN (type), GET_MODE_NAME (TYPE_MODE (type)));
  if (TYPE_VOLATILE (type))
    strbuf_add_text (&text, " volatile");
  if (TYPE_ATOMIC (type))
    strbuf_add_text (&text, " atomic");
  attributes_write (TYPE_ATTRIBUTES (type), &text);
  if (RECORD_OR_UNION_TYPE_P (inner) && COMPLETE_TYPE_P (inner)) {
    strbuf_add_char (&text, ' ');
    type_write_layout (inner, &text);
  }
  unsigned number = canonical_intern (w, 'T', &text);
  w->types->put (type, number);
  strbuf_addf (out, "T%u", number);
}

/* ---- Structures of which parts are accessed.  */

struct canonical_member {
  tree field;
  char *text; /* owned */
};

/* A structure or union of which members are accessed.  */
struct canonical_part {
  unsigned number;
  tree type;
  char *head;   /* owned: its name, alignment, attributes */
  bool counted; /* its size counts: something goes from one to the next */
  auto_vec<struct canonical_member> members;
};

tree
canonical_without_arrays (tree type)
{
  while (TREE_CODE (type) == ARRAY_TYPE)
    type = TREE_TYPE (type);
  return type;
}

static bool
is_structure (tree type)
{
  return RECORD_OR_UNION_TYPE_P (type) && COMPLETE_TYPE_P (type);
}

static void
write_size (tree size, struct strbuf *out)
{
  if (size && TREE_CODE (size) == INTEGER_CST)
    canonical_constant (NULL, size, out);
  else
    strbuf_add_char (out, '*');
}

/* Finds or makes the entry for TYPE, a structure.  */
static struct canonical_part *
part_of (struct canonical_writer *w, tree type)
{
  bool known;
  struct canonical_part *&slot = w->part_of->get_or_insert (type, &known);
  if (known)
    return slot;
  /* Qualifiers that do not matter here make variants: they are one, if all that is written of them is equal.  */
  tree main = TYPE_MAIN_VARIANT (type);
  struct strbuf head = STRBUF_INIT;
  type_write_name (main, &head);
  strbuf_addf (&head, " align %u", TYPE_ALIGN (type));
  if (TYPE_VOLATILE (type))
    strbuf_add_text (&head, " volatile");
  if (TYPE_ATOMIC (type))
    strbuf_add_text (&head, " atomic");
  if (TYPE_REVERSE_STORAGE_ORDER (type))
    strbuf_add_text (&head, " reversed");
  attributes_write (TYPE_ATTRIBUTES (type), &head);
  if (TYPE_ATTRIBUTES (main) != TYPE_ATTRIBUTES (type))
    attributes_write (TYPE_ATTRIBUTES (main), &head);
  for (unsigned i = 0; i < w->parts.length (); i++)
    if (TYPE_MAIN_VARIANT (w->parts[i]->type) == main && strcmp (w->parts[i]->head, strbuf_text (&head)) == 0) {
      strbuf_release (&head);
      return slot = w->parts[i];
    }
  struct canonical_part *part = new canonical_part ();
  part->number = ++w->numbers;
  part->type = type;
  part->head = strbuf_detach (&head);
  w->parts.safe_push (part);
  return slot = part;
}

void
canonical_part_type (struct canonical_writer *w, tree type, bool counted, struct strbuf *out)
{
  tree inner = canonical_without_arrays (type);
  if (!is_structure (inner)) {
    canonical_object_type (w, type, out);
    return;
  }
  if (inner == type) {
    struct canonical_part *part = part_of (w, type);
    part->counted |= counted || w->measures;
    strbuf_addf (out, "T%u", part->number);
    return;
  }
  struct strbuf text = STRBUF_INIT;
  type_write_name (TYPE_MAIN_VARIANT (type), &text);
  strbuf_addf (&text, " align %u of ", TYPE_ALIGN (type));
  write_size (TYPE_SIZE (inner), &text);
  if (TYPE_VOLATILE (inner))
    strbuf_add_text (&text, " volatile");
  attributes_write (TYPE_ATTRIBUTES (type), &text);
  strbuf_addf (out, "T%u", canonical_intern (w, 'T', &text));
}

static tree
next_field (tree field)
{
  do
    field = DECL_CHAIN (field);
  while (field && TREE_CODE (field) != FIELD_DECL);
  return field;
}

static bool
is_last (tree field)
{
  return TREE_CODE (DECL_CONTEXT (field)) != RECORD_TYPE || !next_field (field);
}

/* Whether TYPE ends in an array, of which nobody says how far it goes on where TYPE is the last member itself.  */
static bool
ends_in_array (tree type)
{
  if (TREE_CODE (type) == ARRAY_TYPE)
    return true;
  if (!RECORD_OR_UNION_TYPE_P (type))
    return false;
  for (tree field = TYPE_FIELDS (type); field; field = DECL_CHAIN (field))
    if (TREE_CODE (field) == FIELD_DECL && is_last (field) && ends_in_array (TREE_TYPE (field)))
      return true;
  return false;
}

void
canonical_member_type (struct canonical_writer *w, tree field, bool whole, struct strbuf *out)
{
  tree context = DECL_FIELD_CONTEXT (field), type = TREE_TYPE (field);
  if (!is_structure (context) || TREE_CODE (DECL_FIELD_OFFSET (field)) != INTEGER_CST) {
    canonical_object_type (w, context, out);
    return;
  }
  struct canonical_part *part = part_of (w, context);
  struct strbuf text = STRBUF_INIT;
  strbuf_addf (out, "T%u", part->number);
  strbuf_addf (&text, "%s@", DECL_NAME (field) ? IDENTIFIER_POINTER (DECL_NAME (field)) : "");
  write_size (bit_position (field), &text);
  if (whole || w->measures || !is_structure (type)) {
    strbuf_add_char (&text, '+');
    write_size (DECL_SIZE (field), &text);
  }
  if (DECL_BIT_FIELD_TYPE (field)) {
    strbuf_add_text (&text, " bits");
    if (tree around = DECL_BIT_FIELD_REPRESENTATIVE (field)) {
      strbuf_add_text (&text, " of ");
      write_size (bit_position (around), &text);
      strbuf_add_char (&text, '+');
      write_size (DECL_SIZE (around), &text);
    }
  }
  if (TREE_THIS_VOLATILE (field))
    strbuf_add_text (&text, " volatile");
  strbuf_addf (&text, " align %u", DECL_ALIGN (field));
  if (is_last (field) && (w->measures || ends_in_array (type))) {
    strbuf_add_text (&text, compat_not_flexible (field) ? " last and fixed of " : " last of ");
    write_size (TYPE_SIZE (context), &text);
  }
  strbuf_add_char (&text, ' ');
  type_write_name (DECL_BIT_FIELD_TYPE (field) ? DECL_BIT_FIELD_TYPE (field) : type, &text);
  for (unsigned i = 0; i < part->members.length (); i++)
    if (strcmp (part->members[i].text, strbuf_text (&text)) == 0) {
      strbuf_release (&text);
      return;
    }
  struct canonical_member member = { field, strbuf_detach (&text) };
  part->members.safe_push (member);
}

static int
compare_members (const void *a, const void *b)
{
  const struct canonical_member *x = (const struct canonical_member *) a, *y = (const struct canonical_member *) b;
  HOST_WIDE_INT first = int_bit_position (x->field), second = int_bit_position (y->field);
  return first != second ? (first < second ? -1 : 1) : strcmp (x->text, y->text);
}

/* A type under which memory is accessed, by its number.  */
struct numbered_type {
  unsigned number;
  tree type;
};

static int
compare_numbers (const void *a, const void *b)
{
  const struct numbered_type *x = (const struct numbered_type *) a, *y = (const struct numbered_type *) b;
  return x->number < y->number ? -1 : x->number > y->number;
}

static bool
note_type (tree const &type, unsigned const &number, auto_vec<struct numbered_type> *types)
{
  struct numbered_type t = { number, type };
  if (COMPLETE_TYPE_P (type) && TREE_CODE (type) != FUNCTION_TYPE && TREE_CODE (type) != METHOD_TYPE)
    types->safe_push (t);
  return true;
}

/* Which of TYPES an access to PART may be an access to.  */
static void
write_held (const struct canonical_part *part, const auto_vec<struct numbered_type> *types, struct strbuf *out)
{
  alias_set_type set = get_alias_set (TYPE_MAIN_VARIANT (part->type));
  unsigned last = 0;
  if (set == 0)
    strbuf_add_text (out, " holds all");
  for (unsigned i = 0; i < types->length () && set; i++) {
    tree type = TYPE_MAIN_VARIANT ((*types)[i].type);
    alias_set_type held = get_alias_set (type);
    if (held == 0 || held == set || (*types)[i].number == last || !alias_set_subset_of (held, set))
      continue;
    strbuf_add_text (out, last ? " " : " holds ");
    last = (*types)[i].number;
    strbuf_addf (out, "T%u", last);
    if (is_structure (type) && tree_int_cst_equal (TYPE_SIZE (type), TYPE_SIZE (part->type)))
      strbuf_add_char (out, '=');
  }
}

/* Whether the member behind FIELD is met as well, and might be read in its stead: where one of them is read, the compiler may
   read both.  */
static bool
is_followed (const struct canonical_part *part, tree field)
{
  tree next = next_field (field);
  if (!next || is_structure (TREE_TYPE (field)) || is_structure (TREE_TYPE (next))
      || !tree_int_cst_equal (DECL_SIZE (field), DECL_SIZE (next)))
    return false;
  for (unsigned n = 0; n < part->members.length (); n++)
    if (part->members[n].field == next)
      return true;
  return false;
}

void
canonical_write_parts (struct canonical_writer *w)
{
  auto_vec<struct numbered_type> types;
  w->types->traverse<auto_vec<struct numbered_type> *, note_type> (&types);
  for (unsigned i = 0; i < w->parts.length (); i++) {
    struct numbered_type t = { w->parts[i]->number, w->parts[i]->type };
    types.safe_push (t);
  }
  /* The compiler is asked what it may assume where the program is compiled as usual: -fno-strict-aliasing is an option that
     counts by itself.  */
  int strict = flag_strict_aliasing;
  flag_strict_aliasing = 1;
  qsort (types.address (), types.length (), sizeof *types.address (), compare_numbers);
  for (unsigned i = 0; i < w->parts.length (); i++) {
    struct canonical_part *part = w->parts[i];
    qsort (part->members.address (), part->members.length (), sizeof *part->members.address (), compare_members);
    strbuf_addf (&w->out, "T%u: %s", part->number, part->head);
    if (part->counted) {
      strbuf_add_text (&w->out, " size ");
      write_size (TYPE_SIZE (part->type), &w->out);
    }
    write_held (part, &types, &w->out);
    for (unsigned m = 0; m < part->members.length (); m++) {
      bool met = is_followed (part, part->members[m].field);
      strbuf_addf (&w->out, ";%s%s", part->members[m].text, met ? " next" : "");
    }
    strbuf_add_char (&w->out, '\n');
  }
  flag_strict_aliasing = strict;
}

void
canonical_release_parts (struct canonical_writer *w)
{
  for (unsigned i = 0; i < w->parts.length (); i++) {
    for (unsigned m = 0; m < w->parts[i]->members.length (); m++)
      free (w->parts[i]->members[m].text);
    free (w->parts[i]->head);
    delete w->parts[i];
  }
}
