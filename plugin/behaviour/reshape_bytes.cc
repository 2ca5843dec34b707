/* Reshaping: bytes.

   `(unsigned char) *p` is `*(unsigned char *) p`: what a character type reads through a pointer is the same byte by whichever of
   them, and it may be that of any object (C11 6.5).  So each is read and stored as an `unsigned char`, and made one of the type that
   the body has it in.

   And whether `x & (1 << n)` is 0 is asked of `(x >> n) & 1`.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* Whether POINTER, or what it is the sum of, is an object's address: what it points to has that object's name.  */
static bool
points_into_object (tree pointer)
{
  gassign *def;
  while ((def = reshape_definition (pointer))
         && (gimple_assign_rhs_code (def) == POINTER_PLUS_EXPR || gimple_assign_single_p (def)) && !gimple_vuse (def))
    pointer = gimple_assign_rhs1 (def);
  return TREE_CODE (pointer) == ADDR_EXPR;
}

static bool
is_character (tree type)
{
  type = TYPE_MAIN_VARIANT (type);
  return (type == char_type_node || type == signed_char_type_node) && !TYPE_UNSIGNED (type)
         && TYPE_MODE (type) == TYPE_MODE (unsigned_char_type_node);
}

/* Whether PLACE is a character behind a pointer, of a type with a sign.  */
static bool
is_signed_character (tree place)
{
  return TREE_CODE (place) == MEM_REF && TREE_CODE (TREE_OPERAND (place, 0)) == SSA_NAME && !TREE_THIS_VOLATILE (place)
         && ADDR_SPACE_GENERIC_P (TYPE_ADDR_SPACE (TREE_TYPE (place))) && is_character (TREE_TYPE (place))
         && !points_into_object (TREE_OPERAND (place, 0));
}

static tree
as_byte (tree place)
{
  tree offset = TREE_OPERAND (place, 1);
  return build2 (MEM_REF, unsigned_char_type_node, TREE_OPERAND (place, 0),
                 wide_int_to_tree (build_pointer_type (unsigned_char_type_node), wi::to_wide (offset)));
}

/* Makes what the statement at I reads or stores a byte, if it is a character.  */
static bool
access_byte (gimple_stmt_iterator *i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (*i));
  if (!gimple_assign_single_p (stmt) || gimple_has_volatile_ops (stmt))
    return false;
  tree to = gimple_assign_lhs (stmt), from = gimple_assign_rhs1 (stmt);
  if (TREE_CODE (to) == SSA_NAME && is_signed_character (from) && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (to)) {
    tree byte = make_ssa_name (unsigned_char_type_node);
    gassign *read = gimple_build_assign (byte, as_byte (from));
    gimple_set_vuse (read, gimple_vuse (stmt));
    gsi_insert_before (i, read, GSI_SAME_STMT);
    gimple_assign_set_rhs_with_ops (i, NOP_EXPR, byte);
    update_stmt (gsi_stmt (*i));
    return true;
  }
  if (!is_signed_character (to) || !is_gimple_val (from))
    return false;
  tree byte = TREE_CODE (from) == INTEGER_CST ? fold_convert (unsigned_char_type_node, from)
                                              : reshape_compute (i, unsigned_char_type_node, NOP_EXPR, from, NULL_TREE);
  gimple_assign_set_lhs (stmt, as_byte (to));
  gimple_assign_set_rhs1 (stmt, byte);
  update_stmt (stmt);
  return true;
}

/* Whether VALUE is only compared with 0.  */
static bool
only_asked (tree value)
{
  use_operand_p use;
  imm_use_iterator uses;
  if (has_zero_uses (value))
    return false;
  FOR_EACH_IMM_USE_FAST (use, uses, value)
  {
    gimple *user = USE_STMT (use);
    if (is_gimple_debug (user))
      continue;
    enum tree_code code = is_gimple_assign (user)             ? gimple_assign_rhs_code (user)
                          : gimple_code (user) == GIMPLE_COND ? gimple_cond_code (as_a<gcond *> (user))
                                                              : ERROR_MARK;
    tree with = is_gimple_assign (user) ? gimple_assign_rhs2 (user)
                : code != ERROR_MARK    ? gimple_cond_rhs (as_a<gcond *> (user))
                                        : NULL_TREE;
    if ((code != EQ_EXPR && code != NE_EXPR) || !with || !integer_zerop (with))
      return false;
  }
  return true;
}

/* Makes the statement at I `(x >> n) & 1`, if it is `x & (1 << n)` and it is only asked whether that is 0.  */
static bool
ask_for_bit (gimple_stmt_iterator *i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (*i));
  tree value = gimple_assign_lhs (stmt);
  if (gimple_assign_rhs_code (stmt) != BIT_AND_EXPR || !INTEGRAL_TYPE_P (TREE_TYPE (value)))
    return false;
  for (unsigned n = 1; n < 3; n++) {
    gassign *one = reshape_definition (gimple_op (stmt, n));
    tree other = gimple_op (stmt, 3 - n), type = TREE_TYPE (value);
    if (!one || gimple_assign_rhs_code (one) != LSHIFT_EXPR || !integer_onep (gimple_assign_rhs1 (one))
        || TREE_CODE (gimple_assign_rhs2 (one)) != SSA_NAME || TREE_CODE (other) != SSA_NAME
        || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs2 (one)) || !only_asked (value))
      continue;
    tree shifted = reshape_compute (i, type, RSHIFT_EXPR, other, gimple_assign_rhs2 (one));
    gimple_assign_set_rhs_with_ops (i, BIT_AND_EXPR, shifted, build_one_cst (type));
    update_stmt (gsi_stmt (*i));
    return true;
  }
  return false;
}

/* The byte that ARGUMENT, a character that is merged, is made of; or NULL_TREE.  */
static tree
byte_in (tree argument)
{
  if (TREE_CODE (argument) == INTEGER_CST)
    return fold_convert (unsigned_char_type_node, argument);
  gassign *def = reshape_definition (argument);
  return def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) && TREE_CODE (gimple_assign_rhs1 (def)) == SSA_NAME
                 && TYPE_MAIN_VARIANT (TREE_TYPE (gimple_assign_rhs1 (def))) == unsigned_char_type_node
                 && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (def))
             ? gimple_assign_rhs1 (def)
             : NULL_TREE;
}

/* Merges bytes instead of the characters that PHI merges, if all of them are made of bytes.  */
static bool
merge_bytes (gphi *phi)
{
  tree result = gimple_phi_result (phi);
  bool some = false;
  if (!is_character (TREE_TYPE (result)) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (result))
    return false;
  for (unsigned n = 0; n < gimple_phi_num_args (phi); n++) {
    if (!byte_in (gimple_phi_arg_def (phi, n)))
      return false;
    some |= TREE_CODE (gimple_phi_arg_def (phi, n)) == SSA_NAME;
  }
  if (!some)
    return false;
  basic_block block = gimple_bb (phi);
  gphi *merge = create_phi_node (make_ssa_name (unsigned_char_type_node), block);
  for (unsigned n = 0; n < gimple_phi_num_args (phi); n++)
    add_phi_arg (merge, byte_in (gimple_phi_arg_def (phi, n)), gimple_phi_arg_edge (phi, n), UNKNOWN_LOCATION);
  gimple_stmt_iterator at = gsi_for_stmt (phi);
  remove_phi_node (&at, false);
  at = gsi_after_labels (block);
  gsi_insert_before (&at, gimple_build_assign (result, NOP_EXPR, gimple_phi_result (merge)), GSI_SAME_STMT);
  return true;
}

bool
reshape_merged_bytes (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i);) {
    gphi *phi = i.phi ();
    gsi_next (&i);
    changed |= merge_bytes (phi);
  }
  if (changed)
    reshape_remove_unused (fun);
  return changed;
}

bool
reshape_bytes (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (is_gimple_assign (gsi_stmt (i)))
      changed |= access_byte (&i) || ask_for_bit (&i);
  return reshape_merged_bytes (fun) || changed;
}
