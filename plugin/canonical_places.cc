/* The canonical form: places in memory, and the states of memory.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"

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
    canonical_constant (NULL, DECL_FIELD_OFFSET (field), out);
  strbuf_add_char (out, '.');
  canonical_constant (NULL, DECL_FIELD_BIT_OFFSET (field), out);
  strbuf_add_char (out, '+');
  if (DECL_SIZE (field))
    canonical_constant (NULL, DECL_SIZE (field), out);
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
  if (++w->depth > CANONICAL_DEPTH_LIMIT) {
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
    canonical_constant (NULL, TREE_OPERAND (place, 1), out);
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
    canonical_constant (NULL, place, out);
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
