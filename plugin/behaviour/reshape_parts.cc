/* Reshaping: parts of memory by their pointers.

   What a pointer that holds the address of a part points to, is the part: with `p = &s->in`, `p->a` is `s->in.a`, as C
   defines both.  GCC sees so itself where the pointer has one use.  What it may assume of the access grows by the type that
   holds the part; where that would let it see less, in a union or where an address promises another alignment, the
   pointer stays.  */
#include "gcc-compat.h"

#include "normalise_private.h"
#include "reshape.h"

/* Copies of a pointer that are followed.  */
#define COPIES 20

/* Whether an access to PLACE, by its own name, is all that one through its address is.  */
static bool
is_plain_part (tree place)
{
  if (!handled_component_p (place) || component_uses_parent_alias_set_from (place))
    return false;
  for (; handled_component_p (place); place = TREE_OPERAND (place, 0)) {
    if (TREE_CODE (place) == COMPONENT_REF) {
      tree field = TREE_OPERAND (place, 1), holder = DECL_FIELD_CONTEXT (field);
      if (TREE_OPERAND (place, 2) || DECL_BIT_FIELD (field) || DECL_PACKED (field) || TYPE_PACKED (holder)
          || TREE_CODE (holder) != RECORD_TYPE || TYPE_REVERSE_STORAGE_ORDER (holder))
        return false;
    } else if (TREE_CODE (place) != ARRAY_REF || TREE_OPERAND (place, 2) || TREE_OPERAND (place, 3))
      return false;
  }
  /* An access through that pointer may alias everything.  */
  if (TREE_CODE (place) == MEM_REF)
    return !TYPE_REF_CAN_ALIAS_ALL (TREE_TYPE (TREE_OPERAND (place, 1)))
           && TYPE_MAIN_VARIANT (TREE_TYPE (TREE_TYPE (TREE_OPERAND (place, 1))))
                  == TYPE_MAIN_VARIANT (TREE_TYPE (place))
           && !REF_REVERSE_STORAGE_ORDER (place);
  return VAR_P (place) || TREE_CODE (place) == PARM_DECL;
}

/* What POINTER is the address of; or NULL_TREE.  */
static tree
place_at (tree pointer)
{
  for (unsigned n = 0; n < COPIES && TREE_CODE (pointer) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (pointer); n++) {
    gimple *def = SSA_NAME_DEF_STMT (pointer);
    if (!gimple_assign_single_p (def) && !gimple_assign_cast_p (def))
      return NULL_TREE;
    pointer = gimple_assign_rhs1 (def);
    if (gimple_vuse (def) || !POINTER_TYPE_P (TREE_TYPE (pointer)))
      return NULL_TREE;
  }
  return TREE_CODE (pointer) == ADDR_EXPR ? TREE_OPERAND (pointer, 0) : NULL_TREE;
}

/* The statement that computes VALUE by CODE; or NULL.  */
static gassign *
computed_by (tree value, enum tree_code code)
{
  gassign *def = reshape_definition (value);
  return def && gimple_assign_rhs_code (def) == code ? def : NULL;
}

/* Of which number the element is that lies OFFSET bytes behind the first, of SIZE each; or NULL_TREE.  */
static tree
number_of_element (tree offset, tree size)
{
  if (TREE_CODE (offset) == INTEGER_CST)
    return wi::multiple_of_p (wi::to_wide (offset), wi::to_wide (size), SIGNED)
               ? wide_int_to_tree (ssizetype, wi::sdiv_trunc (wi::to_wide (offset), wi::to_wide (size)))
               : NULL_TREE;
  gassign *product = computed_by (offset, MULT_EXPR);
  tree number = offset;
  if (product && TREE_CODE (gimple_assign_rhs2 (product)) == INTEGER_CST
      && wi::eq_p (wi::to_wide (gimple_assign_rhs2 (product)), wi::to_wide (size)))
    number = gimple_assign_rhs1 (product);
  else if (!integer_onep (size))
    return NULL_TREE;
  /* As an index it is extended just so.  */
  gassign *wider = computed_by (number, NOP_EXPR);
  if (wider && TREE_CODE (gimple_assign_rhs1 (wider)) == SSA_NAME
      && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (wider)))
      && TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (wider))) <= TYPE_PRECISION (TREE_TYPE (number)))
    number = gimple_assign_rhs1 (wider);
  return number;
}

/* The element of an array that POINTER, which was moved by a number of them, is the address of; or NULL_TREE.  */
static tree
element_at (tree pointer)
{
  gassign *sum = computed_by (pointer, POINTER_PLUS_EXPR);
  tree array = sum ? place_at (gimple_assign_rhs1 (sum)) : NULL_TREE;
  if (array && TREE_CODE (array) == ARRAY_REF && integer_zerop (TREE_OPERAND (array, 1)))
    array = TREE_OPERAND (array, 0);
  if (!array || TREE_CODE (TREE_TYPE (array)) != ARRAY_TYPE)
    return NULL_TREE;
  tree type = TREE_TYPE (TREE_TYPE (array)), domain = TYPE_DOMAIN (TREE_TYPE (array)), size = TYPE_SIZE_UNIT (type);
  if (!domain || !TYPE_MIN_VALUE (domain) || !integer_zerop (TYPE_MIN_VALUE (domain)) || !size
      || TREE_CODE (size) != INTEGER_CST || integer_zerop (size))
    return NULL_TREE;
  tree number = number_of_element (gimple_assign_rhs2 (sum), size);
  return number ? build4 (ARRAY_REF, type, array, number, NULL_TREE, NULL_TREE) : NULL_TREE;
}

/* The part that POINTER is the address of; or NULL_TREE.  */
static tree
part_at (tree pointer)
{
  tree part = place_at (pointer);
  if (!part)
    part = element_at (pointer);
  return part && is_plain_part (part) ? part : NULL_TREE;
}

/* Whether PLACE, an access through a pointer, is to just what PART is.  */
static bool
is_access_to (tree place, tree part)
{
  tree type = TREE_TYPE (place), alias = TREE_TYPE (TREE_OPERAND (place, 1));
  return integer_zerop (TREE_OPERAND (place, 1)) && !TYPE_REF_CAN_ALIAS_ALL (alias)
         && !REF_REVERSE_STORAGE_ORDER (place) && TYPE_MAIN_VARIANT (type) == TYPE_MAIN_VARIANT (TREE_TYPE (part))
         && TYPE_MAIN_VARIANT (TREE_TYPE (alias)) == TYPE_MAIN_VARIANT (type)
         && TYPE_ALIGN (type) == TYPE_ALIGN (TREE_TYPE (part))
         && TREE_THIS_VOLATILE (place) == TREE_THIS_VOLATILE (part);
}

/* The member of PLACE, of a structure, that is all of SIZE bits at POSITION, and can be read as TYPE; or NULL_TREE.  */
static tree
member_at (tree place, unsigned HOST_WIDE_INT size, unsigned HOST_WIDE_INT position, tree type)
{
  tree holder = TREE_TYPE (place);
  if (TREE_CODE (holder) != RECORD_TYPE || TYPE_REVERSE_STORAGE_ORDER (holder))
    return NULL_TREE;
  for (tree field = TYPE_FIELDS (holder); field; field = DECL_CHAIN (field)) {
    if (TREE_CODE (field) != FIELD_DECL || DECL_BIT_FIELD (field) || !DECL_SIZE (field)
        || !tree_fits_uhwi_p (DECL_SIZE (field)) || TREE_CODE (DECL_FIELD_OFFSET (field)) != INTEGER_CST)
      continue;
    unsigned HOST_WIDE_INT at = int_bit_position (field), wide = tree_to_uhwi (DECL_SIZE (field));
    if (position < at || position - at > wide || wide - (position - at) < size)
      continue;
    tree member = build3 (COMPONENT_REF, TREE_TYPE (field), place, field, NULL_TREE);
    if (TREE_THIS_VOLATILE (field))
      return NULL_TREE;
    return position == at && size == wide && useless_type_conversion_p (type, TREE_TYPE (field))
               ? member
               : member_at (member, size, position - at, type);
  }
  return NULL_TREE;
}

/* Where STMT reads bits that a front end put in the place of a member (of `p->mode & A || p->mode & B`), reads the member.  */
static bool
read_member (gimple *stmt)
{
  tree bits = gimple_assign_single_p (stmt) ? gimple_assign_rhs1 (stmt) : NULL_TREE;
  if (!bits || TREE_CODE (bits) != BIT_FIELD_REF || TREE_THIS_VOLATILE (bits) || REF_REVERSE_STORAGE_ORDER (bits)
      || !tree_fits_uhwi_p (TREE_OPERAND (bits, 1)) || !tree_fits_uhwi_p (TREE_OPERAND (bits, 2)))
    return false;
  tree member = member_at (TREE_OPERAND (bits, 0), tree_to_uhwi (TREE_OPERAND (bits, 1)),
                           tree_to_uhwi (TREE_OPERAND (bits, 2)), TREE_TYPE (bits));
  if (member)
    gimple_assign_set_rhs1 (stmt, member);
  return member != NULL_TREE;
}

/* The place that PLACE, an access through a pointer, is by the name of a part; or NULL_TREE.  */
static tree
named_by_part (tree place)
{
  tree inner = place;
  while (handled_component_p (inner))
    inner = TREE_OPERAND (inner, 0);
  tree part = TREE_CODE (inner) == MEM_REF ? part_at (TREE_OPERAND (inner, 0)) : NULL_TREE;
  return part && is_access_to (inner, part) ? reshape_part_of (place, unshare_expr (part)) : NULL_TREE;
}

/* What is named in an operand, and in which ways that may be done.  */
struct naming {
  bool changed;
  bool keeps; /* it is an access, and is none by the name of a part */
};

static tree
name_part (tree *operand, int *walk_subtrees, void *data)
{
  struct naming *naming = (struct naming *) ((struct walk_stmt_info *) data)->info;
  if (TYPE_P (*operand) || DECL_P (*operand))
    *walk_subtrees = 0;
  else if (TREE_CODE (*operand) == ARRAY_REF && TREE_CODE (TREE_OPERAND (*operand, 1)) == INTEGER_CST
           && tree_int_cst_sgn (TREE_OPERAND (*operand, 1)) >= 0)
    /* `*(v + 3)` counts in another type than `v[3]`.  */
    TREE_OPERAND (*operand, 1) = fold_convert (sizetype, TREE_OPERAND (*operand, 1));
  else if (TREE_CODE (*operand) == MEM_REF) {
    tree part = naming->keeps ? NULL_TREE : part_at (TREE_OPERAND (*operand, 0));
    if (part && is_access_to (*operand, part)) {
      *operand = unshare_expr (part);
      naming->changed = true;
    }
    *walk_subtrees = 0;
  }
  return NULL_TREE;
}

/* Names parts in OPERAND, of a statement; true if something changed.  ALL: what the body accesses; NULL if it is not known beside what.  */
static bool
name_parts (tree *operand, struct accesses *all)
{
  bool access = handled_component_p (*operand) || TREE_CODE (*operand) == MEM_REF;
  tree named = access ? named_by_part (*operand) : NULL_TREE;
  struct naming naming = { false, named && !(all && reshape_may_rename (all, *operand, named)) };
  struct walk_stmt_info info;
  memset (&info, 0, sizeof info);
  info.info = &naming;
  walk_tree (operand, name_part, &info, NULL);
  if (naming.changed && TREE_CODE (*operand) == ADDR_EXPR)
    recompute_tree_invariant_for_addr_expr (*operand);
  return naming.changed;
}

void
reshape_parts (function *fun)
{
  auto_vec<basic_block> blocks;
  struct accesses all;
  /* What is inlined is beside what its caller accesses.  */
  bool known = !normalise_is_candidate (cgraph_node::get (fun->decl));
  if (known)
    reshape_find_accesses (fun, &all);
  reshape_list_blocks (fun, &blocks);
  /* Before what it is used in, a pointer is named itself: a part of a part is one of the whole.  */
  for (unsigned n = 0; n < blocks.length (); n++)
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i); gsi_next (&i)) {
      gimple *stmt = gsi_stmt (i);
      if (!is_gimple_assign (stmt) && !is_gimple_call (stmt))
        continue;
      bool changed = read_member (stmt);
      for (unsigned k = 0; k < gimple_num_ops (stmt); k++)
        if (gimple_op (stmt, k))
          changed |= name_parts (gimple_op_ptr (stmt, k), known ? &all : NULL);
      if (changed)
        update_stmt (stmt);
    }
}
