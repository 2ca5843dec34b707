/* Reshaping: how wide a table of constants is.

   What is read of a table of small numbers is the same number whether the table holds it as an `int` or as an `unsigned char`.  So what
   has no name (reshape_tables.cc) holds bytes where all its elements fit into them, and what is read is made wider.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How many elements a table has at most.  */
#define LIMIT 4096

/* What DECL holds, a byte for each element, in BYTES; false if it is no plain array of constants without a name that fit.  */
static bool
bytes_of (tree decl, auto_vec<char> *bytes)
{
  tree type = TREE_TYPE (decl), with = DECL_INITIAL (decl);
  if (!DECL_IN_CONSTANT_POOL (decl) || TREE_CODE (type) != ARRAY_TYPE || !with || TREE_CODE (with) != CONSTRUCTOR
      || !INTEGRAL_TYPE_P (TREE_TYPE (type)) || TYPE_PRECISION (TREE_TYPE (type)) <= 8
      || TYPE_PRECISION (TREE_TYPE (type)) > 64 || TYPE_REVERSE_STORAGE_ORDER (type)
      || TYPE_VOLATILE (TREE_TYPE (type)))
    return false;
  tree count = array_type_nelts (type);
  if (!count || !tree_fits_uhwi_p (count) || tree_to_uhwi (count) >= LIMIT
      || !integer_zerop (TYPE_MIN_VALUE (TYPE_DOMAIN (type))))
    return false;
  bytes->safe_grow_cleared (tree_to_uhwi (count) + 1, true);
  for (unsigned n = 0; n < CONSTRUCTOR_NELTS (with); n++) {
    tree index = CONSTRUCTOR_ELT (with, n)->index, value = CONSTRUCTOR_ELT (with, n)->value;
    if (!index || TREE_CODE (index) != INTEGER_CST || TREE_CODE (value) != INTEGER_CST || !tree_fits_uhwi_p (value)
        || tree_to_uhwi (value) > 255 || tree_to_uhwi (index) >= bytes->length ())
      return false;
    (*bytes)[tree_to_uhwi (index)] = (char) tree_to_uhwi (value);
  }
  return true;
}

/* A table without a name of BYTES, as the compiler keeps texts.  */
static tree
table_of (const auto_vec<char> &bytes)
{
  tree type = build_qualified_type (build_array_type_nelts (unsigned_char_type_node, bytes.length ()), TYPE_QUAL_CONST);
  tree text = build_string (bytes.length (), bytes.address ());
  TREE_TYPE (text) = type;
  TREE_READONLY (text) = TREE_CONSTANT (text) = TREE_STATIC (text) = 1;
  tree made = build_decl (UNKNOWN_LOCATION, VAR_DECL, NULL_TREE, type);
  TREE_STATIC (made) = TREE_READONLY (made) = TREE_ADDRESSABLE (made) = DECL_ARTIFICIAL (made) = 1;
  DECL_INITIAL (made) = text;
  layout_decl (made, 0);
  DECL_IN_CONSTANT_POOL (made) = 1;
  return made;
}

void
reshape_narrow_tables (function *fun)
{
  hash_map<tree, tree> made;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    tree place = stmt && gimple_assign_load_p (stmt) ? gimple_assign_rhs1 (stmt) : NULL_TREE;
    if (!place || TREE_CODE (place) != ARRAY_REF || !VAR_P (TREE_OPERAND (place, 0)) || TREE_OPERAND (place, 2)
        || TREE_OPERAND (place, 3) || TREE_CODE (gimple_assign_lhs (stmt)) != SSA_NAME
        || gimple_has_volatile_ops (stmt))
      continue;
    bool known;
    tree &narrow = made.get_or_insert (TREE_OPERAND (place, 0), &known);
    if (!known) {
      auto_vec<char> bytes;
      narrow = bytes_of (TREE_OPERAND (place, 0), &bytes) ? table_of (bytes) : NULL_TREE;
    }
    if (!narrow)
      continue;
    tree byte = make_ssa_name (unsigned_char_type_node);
    gassign *read = gimple_build_assign (
        byte, build4 (ARRAY_REF, unsigned_char_type_node, narrow, TREE_OPERAND (place, 1), NULL_TREE, NULL_TREE));
    gimple_set_vuse (read, gimple_vuse (stmt));
    gsi_insert_before (&i, read, GSI_SAME_STMT);
    gimple_assign_set_rhs_with_ops (&i, NOP_EXPR, byte);
    update_stmt (gsi_stmt (i));
  }
}
