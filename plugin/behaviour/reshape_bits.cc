/* Reshaping: numbers put together of bits.

   `(a << 8 | b) << 8` is `a << 16 | b << 8`: so what is put together step by step is put together at once.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How deep an expression is looked into.  */
#define DEPTH 12

static bool
is_number (tree value)
{
  return INTEGRAL_TYPE_P (TREE_TYPE (value)) && TYPE_PRECISION (TREE_TYPE (value)) <= 64
         && TYPE_PRECISION (TREE_TYPE (value)) > 1;
}

/* By how many bits STMT, a shift or a product of a number, moves what it takes to the left; 0 if it does not.  Bits that are
   moved out are lost in both, or C does not define it.  */
static unsigned
moves_by (gassign *stmt)
{
  return is_number (gimple_assign_lhs (stmt)) && TREE_CODE (gimple_assign_rhs1 (stmt)) == SSA_NAME
             ? reshape_shifts_by (stmt)
             : 0;
}

/* VALUE, which nothing else uses if it is computed, moved BY bits to the left, computed before AT.  */
static tree
moved_left (gimple_stmt_iterator *at, tree value, unsigned by, unsigned depth)
{
  tree type = TREE_TYPE (value);
  if (TREE_CODE (value) == INTEGER_CST)
    return wide_int_to_tree (type, wi::lshift (wi::to_wide (value), by));
  gassign *def = depth && has_single_use (value) ? reshape_definition (value) : NULL;
  if (def && gimple_assign_rhs_code (def) == BIT_IOR_EXPR) {
    tree a = moved_left (at, gimple_assign_rhs1 (def), by, depth - 1);
    return reshape_compute (at, type, BIT_IOR_EXPR, a, moved_left (at, gimple_assign_rhs2 (def), by, depth - 1));
  }
  unsigned more = def ? moves_by (def) : 0;
  if (more && more + by < TYPE_PRECISION (type))
    return moved_left (at, gimple_assign_rhs1 (def), more + by, 0);
  return reshape_compute (at, type, LSHIFT_EXPR, value, build_int_cst (integer_type_node, by));
}

/* Moves the parts of what the statement at I moves, if it is a union.  */
static bool
move_parts (gimple_stmt_iterator *i)
{
  gassign *stmt = as_a<gassign *> (gsi_stmt (*i));
  unsigned by = moves_by (stmt);
  tree moved = gimple_assign_rhs1 (stmt);
  gassign *def = by && has_single_use (moved) ? reshape_definition (moved) : NULL;
  if (!def || gimple_assign_rhs_code (def) != BIT_IOR_EXPR)
    return false;
  tree a = moved_left (i, gimple_assign_rhs1 (def), by, DEPTH), b = moved_left (i, gimple_assign_rhs2 (def), by, DEPTH);
  gimple_assign_set_rhs_with_ops (i, BIT_IOR_EXPR, a, b);
  update_stmt (gsi_stmt (*i));
  return true;
}

bool
reshape_bits (function *fun)
{
  bool changed = false;
  auto_vec<basic_block> blocks;
  reshape_list_blocks (fun, &blocks);
  for (unsigned n = 0; n < blocks.length (); n++)
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i); gsi_next (&i)) {
      gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
      changed |= stmt && move_parts (&i);
    }
  return changed;
}
