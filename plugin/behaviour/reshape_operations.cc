/* Reshaping: operations on what is merged.

   Where each way computes by the same operation, and one operand is the same on each, the other operand is merged, and the operation
   stands behind: `if (c) d = v * 15 / 100; else d = v * 7 / 100;` is `d = v * (c ? 15 : 7) / 100`.  A way that brings a constant, or
   the common operand itself, brings what the operation makes that of: 0 is `v * 0`, and v is `v + 0`.  And what is made of merged
   constants by a constant is merged: no way computes it.

   What a loop's head merges that is made of something else that it merges (n, and n - i behind each round, where i begins with 0) is made
   of that there.

   Nothing is computed that could fail, or overflow, on a way that did not compute it before: what the common operand is read from was
   read, or has its marks, where it was.  */
#include "gcc-compat.h"

#include "reshape.h"

/* How many values a PHI merges at most.  */
#define WAYS 64

/* The PHI that merges VALUE, if all that it merges are constants; or NULL.  */
static gphi *
merged_constants (tree value)
{
  gphi *phi = TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value)
                  ? dyn_cast<gphi *> (SSA_NAME_DEF_STMT (value))
                  : NULL;
  if (!phi || gimple_phi_num_args (phi) > WAYS || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
      || !INTEGRAL_TYPE_P (TREE_TYPE (value)))
    return NULL;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
    if (TREE_CODE (gimple_phi_arg_def (phi, i)) != INTEGER_CST)
      return NULL;
  return phi;
}

/* What OPERAND is where PHI is come to by its way number I.  */
static tree
operand_on (tree operand, gphi *phi, unsigned i)
{
  gphi *own = merged_constants (operand);
  return own ? PHI_ARG_DEF_FROM_EDGE (own, gimple_phi_arg_edge (phi, i)) : operand;
}

/* Merges what STMT makes of merged constants, if it is constant on each way.  */
static bool
fold_merged (gassign *stmt)
{
  tree value = gimple_assign_lhs (stmt), a = gimple_assign_rhs1 (stmt), b = gimple_assign_rhs2 (stmt);
  enum tree_code code = gimple_assign_rhs_code (stmt);
  enum gimple_rhs_class kind = get_gimple_rhs_class (code);
  if (TREE_CODE (value) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (value)) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value)
      || (kind != GIMPLE_UNARY_RHS && kind != GIMPLE_BINARY_RHS))
    return false;
  gphi *one = merged_constants (a), *other = b ? merged_constants (b) : NULL, *phi = one ? one : other;
  if (!phi || (!one && TREE_CODE (a) != INTEGER_CST) || (b && !other && TREE_CODE (b) != INTEGER_CST)
      || (one && other && gimple_bb (one) != gimple_bb (other)))
    return false;
  auto_vec<tree> results;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree x = operand_on (a, phi, i), type = TREE_TYPE (value);
    tree result = b ? fold_binary (code, type, x, operand_on (b, phi, i)) : fold_unary (code, type, x);
    if (!result || TREE_CODE (result) != INTEGER_CST || TREE_OVERFLOW (result))
      return false;
    results.safe_push (result);
  }
  gphi *merge = create_phi_node (make_ssa_name (TREE_TYPE (value)), gimple_bb (phi));
  for (unsigned i = 0; i < results.length (); i++)
    add_phi_arg (merge, results[i], gimple_phi_arg_edge (phi, i), UNKNOWN_LOCATION);
  replace_uses_by (value, gimple_phi_result (merge));
  return true;
}

bool
reshape_merged_constants (function *fun)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);) {
    gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
    gsi_next (&i);
    if (stmt && fold_merged (stmt)) {
      reshape_remove_statement (stmt);
      changed = true;
    }
  }
  return changed;
}

/* What several ways compute: by CODE of COMMON, and of what each brings, of type OTHER.  FIRST: COMMON is the first operand.  */
struct operation {
  enum tree_code code;
  tree type, common; /* TYPE is the result's; no COMMON: it takes one operand */
  tree other;
  bool first;
};

static bool
is_commutative (enum tree_code code)
{
  return code == PLUS_EXPR || code == MULT_EXPR || code == BIT_AND_EXPR || code == BIT_IOR_EXPR || code == BIT_XOR_EXPR;
}

/* Whether DEF may be moved behind where ways meet.  Whatever is divided by stays where it may be 0.  */
static bool
may_move (gassign *def)
{
  tree b = gimple_assign_rhs2 (def), type = TREE_TYPE (gimple_assign_lhs (def));
  switch (gimple_assign_rhs_code (def)) {
  case PLUS_EXPR:
  case MINUS_EXPR:
  case MULT_EXPR: return INTEGRAL_TYPE_P (type) || SCALAR_FLOAT_TYPE_P (type);
  case BIT_AND_EXPR:
  case BIT_IOR_EXPR:
  case BIT_XOR_EXPR:
  case BIT_NOT_EXPR:
  case NEGATE_EXPR: return INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) > 1;
  case LSHIFT_EXPR:
  case RSHIFT_EXPR: return INTEGRAL_TYPE_P (type) && TREE_CODE (b) == INTEGER_CST;
  case TRUNC_DIV_EXPR:
  case TRUNC_MOD_EXPR:
    return INTEGRAL_TYPE_P (type) && TREE_CODE (b) == INTEGER_CST && !integer_zerop (b);
  CASE_CONVERT:
    return INTEGRAL_TYPE_P (type) && INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def))) && TYPE_PRECISION (type) > 1
           && TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (def))) > 1;
  default: return false;
  }
}

static bool
is_same (tree a, tree b)
{
  return reshape_same_operand (a, b)
         || (TREE_CODE (a) == SSA_NAME && TREE_CODE (b) == SSA_NAME && reshape_same_types (TREE_TYPE (a), TREE_TYPE (b))
             && reshape_alike (a, b));
}

/* What VALUE, which OP gives with COMMON, is made of; NULL_TREE if it is not made so.  */
static tree
made_of (tree value, const struct operation &op)
{
  gassign *def = reshape_definition (value);
  if (!def || gimple_assign_rhs_code (def) != op.code)
    return NULL_TREE;
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  if (!op.common)
    return a;
  if (is_commutative (op.code))
    return is_same (a, op.common) ? b : is_same (b, op.common) ? a : NULL_TREE;
  return is_same (op.first ? a : b, op.common) ? (op.first ? b : a) : NULL_TREE;
}

/* What OP makes VALUE of, which it need not have made: where VALUE is constant, or OP's common operand; or NULL_TREE.  */
static tree
could_be_made_of (tree value, const struct operation &op)
{
  tree type = op.type;
  if (!INTEGRAL_TYPE_P (type) || !INTEGRAL_TYPE_P (op.other))
    return NULL_TREE;
  bool zero = integer_zerop (value);
  if (!op.common) {
    if (TREE_CODE (value) != INTEGER_CST)
      return NULL_TREE;
    if (CONVERT_EXPR_CODE_P (op.code)) {
      tree before = fold_convert (op.other, value);
      return TREE_CODE (before) == INTEGER_CST && !TREE_OVERFLOW (before)
                     && tree_int_cst_equal (fold_convert (type, before), value)
                 ? before
                 : NULL_TREE;
    }
    if (op.code == NEGATE_EXPR && !zero && !TYPE_OVERFLOW_WRAPS (type))
      return NULL_TREE;
    tree before = fold_unary (op.code, type, value);
    return before && TREE_CODE (before) == INTEGER_CST && !TREE_OVERFLOW (before) ? before : NULL_TREE;
  }
  if (TREE_CODE (value) == SSA_NAME && is_same (value, op.common)) {
    bool shift = op.code == MINUS_EXPR || op.code == LSHIFT_EXPR || op.code == RSHIFT_EXPR;
    if (op.code == MULT_EXPR)
      return build_one_cst (op.other);
    if (op.code == PLUS_EXPR || (shift && op.first) || op.code == BIT_IOR_EXPR || op.code == BIT_XOR_EXPR)
      return build_zero_cst (op.other);
    return op.code == BIT_AND_EXPR ? build_all_ones_cst (op.other) : NULL_TREE;
  }
  if (TREE_CODE (value) != INTEGER_CST)
    return NULL_TREE;
  switch (op.code) {
  case MULT_EXPR:
  case BIT_AND_EXPR: return zero ? value : NULL_TREE;
  case LSHIFT_EXPR:
  case RSHIFT_EXPR:
  case TRUNC_DIV_EXPR:
  case TRUNC_MOD_EXPR: return zero && !op.first ? value : NULL_TREE;
  case PLUS_EXPR:
    return TYPE_OVERFLOW_WRAPS (type) && TREE_CODE (op.common) == INTEGER_CST
               ? fold_binary (MINUS_EXPR, type, value, op.common)
               : NULL_TREE;
  case BIT_XOR_EXPR:
    return TREE_CODE (op.common) == INTEGER_CST ? fold_binary (BIT_XOR_EXPR, type, value, op.common) : NULL_TREE;
  default: return NULL_TREE;
  }
}

/* Whether VALUE, which PHI merges, is used by nothing else.  */
static bool
only_merged (tree value, gphi *phi)
{
  use_operand_p use;
  imm_use_iterator uses;
  FOR_EACH_IMM_USE_FAST (use, uses, value)
  if (USE_STMT (use) != phi && !is_gimple_debug (USE_STMT (use)))
    return false;
  return !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value);
}

/* Whether VALUE is there before ways to BLOCK part.  */
static bool
is_there_before (tree value, basic_block block)
{
  if (TREE_CODE (value) != SSA_NAME)
    return is_gimple_min_invariant (value);
  if (SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
    return false;
  return !reshape_is_given_in (value, block) && reshape_is_given_at (value, block);
}

/* Whether COMMON is read where BLOCK's ways come from, of a place that is known before, and in the state of memory that BLOCK is come
   to with.  */
static bool
may_be_read_behind (tree common, basic_block block)
{
  gassign *def = reshape_definition (common);
  gphi *memory = get_virtual_phi (block);
  if (!def || !reshape_is_read (def) || reshape_may_read_outside (def))
    return false;
  if (memory && reshape_memory_state (gimple_phi_result (memory)) != reshape_memory_state (gimple_vuse (def)))
    return false;
  tree value;
  ssa_op_iter all;
  FOR_EACH_SSA_TREE_OPERAND (value, def, all, SSA_OP_USE)
  if (!is_there_before (value, block))
    return false;
  return is_there_before (reshape_memory_state (gimple_vuse (def)), block);
}

/* Whether PHI merges what OP gives, of operands that are added to BROUGHT.  */
static bool
is_merged (gphi *phi, const struct operation &op, auto_vec<tree> *brought)
{
  bool differ = false;
  unsigned made = 0;
  if (op.common && !is_there_before (op.common, gimple_bb (phi)) && !may_be_read_behind (op.common, gimple_bb (phi)))
    return false;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree value = gimple_phi_arg_def (phi, i);
    tree operand = TREE_CODE (value) == SSA_NAME && only_merged (value, phi) ? made_of (value, op) : NULL_TREE;
    made += operand != NULL_TREE;
    operand = operand ? operand : could_be_made_of (value, op);
    if (!operand || (!is_gimple_min_invariant (operand) && TREE_CODE (operand) != SSA_NAME)
        || (TREE_CODE (operand) == SSA_NAME && SSA_NAME_OCCURS_IN_ABNORMAL_PHI (operand))
        || !types_compatible_p (TREE_TYPE (operand), op.other))
      return false;
    differ |= i && !reshape_same_operand (operand, (*brought)[0]);
    brought->safe_push (operand);
  }
  /* 0 is 0 times either operand of a product of two variables: which one would be left to chance.  */
  if (made == 1 && (op.code == MULT_EXPR || op.code == BIT_AND_EXPR) && TREE_CODE (op.common) == SSA_NAME)
    for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
      if (TREE_CODE ((*brought)[i]) == SSA_NAME && !integer_zerop (gimple_phi_arg_def (phi, i))
          && TREE_CODE (gimple_phi_arg_def (phi, i)) == SSA_NAME && made_of (gimple_phi_arg_def (phi, i), op))
        return false;
  /* What is divided by has a mark where it is computed.  */
  return differ && !(op.first && (op.code == TRUNC_DIV_EXPR || op.code == TRUNC_MOD_EXPR));
}

/* Puts OP behind where PHI merges, of what ways BROUGHT.  */
static void
operate_behind (gphi *phi, const struct operation &op, const auto_vec<tree> &brought)
{
  basic_block block = gimple_bb (phi);
  tree result = gimple_phi_result (phi), merged = make_ssa_name (op.other), common = op.common;
  gphi *merge = create_phi_node (merged, block);
  for (unsigned i = 0; i < brought.length (); i++)
    add_phi_arg (merge, brought[i], gimple_phi_arg_edge (phi, i), UNKNOWN_LOCATION);
  gimple_stmt_iterator at = gsi_for_stmt (phi);
  remove_phi_node (&at, false);
  at = gsi_after_labels (block);
  if (common && !is_there_before (common, block)) {
    gimple *read = gimple_copy (SSA_NAME_DEF_STMT (common));
    gphi *memory = get_virtual_phi (block);
    gimple_set_vuse (read, memory ? gimple_phi_result (memory) : reshape_memory_state (gimple_vuse (read)));
    common = make_ssa_name (TREE_TYPE (common), read);
    gimple_set_lhs (read, common);
    gsi_insert_before (&at, read, GSI_SAME_STMT);
  }
  gassign *stmt = !common    ? gimple_build_assign (result, op.code, merged)
                  : op.first ? gimple_build_assign (result, op.code, common, merged)
                             : gimple_build_assign (result, op.code, merged, common);
  gsi_insert_before (&at, stmt, GSI_SAME_STMT);
}

/* By how many bits OP shifts, where that is constant on each way, is an unsigned number, as by reshape_shifts.  */
static void
shift_by_unsigned (struct operation *op, auto_vec<tree> *brought)
{
  if ((op->code != LSHIFT_EXPR && op->code != RSHIFT_EXPR) || !op->first)
    return;
  for (unsigned i = 0; i < brought->length (); i++)
    if (TREE_CODE ((*brought)[i]) != INTEGER_CST)
      return;
  op->other = unsigned_type_for (op->other);
  for (unsigned i = 0; i < brought->length (); i++)
    (*brought)[i] = fold_convert (op->other, (*brought)[i]);
}

/* Moves the operation by which what PHI merges is computed behind it; LAST: also what only changes its type.  */
static bool
move_behind (gphi *phi, bool last)
{
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree value = gimple_phi_arg_def (phi, i);
    gassign *def = TREE_CODE (value) == SSA_NAME ? reshape_definition (value) : NULL;
    if (!def || !only_merged (value, phi) || !may_move (def)
        || (!last && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def))))
      continue;
    tree operands[2] = { gimple_assign_rhs1 (def), gimple_assign_rhs2 (def) };
    struct operation op = { gimple_assign_rhs_code (def), TREE_TYPE (value), NULL_TREE, TREE_TYPE (operands[0]), true };
    if (!operands[1]) {
      auto_vec<tree> brought;
      if (!is_merged (phi, op, &brought))
        continue;
      operate_behind (phi, op, brought);
      return true;
    }
    for (unsigned n = 0; n < 2; n++) {
      auto_vec<tree> brought;
      op.common = operands[n];
      op.other = TREE_TYPE (operands[1 - n]);
      op.first = n == 0;
      if (is_merged (phi, op, &brought)) {
        shift_by_unsigned (&op, &brought);
        operate_behind (phi, op, brought);
        return true;
      }
    }
  }
  return false;
}

/* What PHI's block merges of BROUGHT, and PHI does not; or NULL.  */
static gphi *
merged_already (gphi *phi, const auto_vec<tree> &brought)
{
  for (gphi_iterator k = gsi_start_phis (gimple_bb (phi)); !gsi_end_p (k); gsi_next (&k)) {
    unsigned i = 0;
    while (k.phi () != phi && i < brought.length ()
           && reshape_same_operand (gimple_phi_arg_def (k.phi (), i), brought[i]))
      i++;
    if (i == brought.length ())
      return k.phi ();
  }
  return NULL;
}

/* Makes what PHI merges of what its block merges, too, by a sum or a difference, if that is how each way makes it.  */
static bool
make_of_merged (gphi *phi)
{
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree value = gimple_phi_arg_def (phi, i);
    gassign *def = TREE_CODE (value) == SSA_NAME ? reshape_definition (value) : NULL;
    if (!def || !INTEGRAL_TYPE_P (TREE_TYPE (value))
        || (gimple_assign_rhs_code (def) != PLUS_EXPR && gimple_assign_rhs_code (def) != MINUS_EXPR))
      continue;
    for (unsigned n = 1; n <= 2; n++) {
      struct operation op = { gimple_assign_rhs_code (def), TREE_TYPE (value), gimple_op (def, n),
                              TREE_TYPE (gimple_op (def, 3 - n)), n == 1 };
      auto_vec<tree> brought;
      for (unsigned k = 0; k < gimple_phi_num_args (phi); k++) {
        tree argument = gimple_phi_arg_def (phi, k), operand = made_of (argument, op);
        operand = operand ? operand : could_be_made_of (argument, op);
        if (operand)
          brought.safe_push (operand);
      }
      gphi *other = brought.length () == gimple_phi_num_args (phi) && is_there_before (op.common, gimple_bb (phi))
                        ? merged_already (phi, brought)
                        : NULL;
      if (!other || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_phi_result (other)))
        continue;
      tree a = n == 1 ? op.common : gimple_phi_result (other), b = n == 1 ? gimple_phi_result (other) : op.common;
      gassign *stmt = gimple_build_assign (gimple_phi_result (phi), op.code, a, b);
      gimple_stmt_iterator at = gsi_for_stmt (phi);
      remove_phi_node (&at, false);
      at = gsi_after_labels (gimple_bb (other));
      gsi_insert_before (&at, stmt, GSI_SAME_STMT);
      return true;
    }
  }
  return false;
}

/* Whether what PHI, of a loop's head, merges from the ends of rounds is computed on each of several ways by one operation with one
   constant, as by `i++` before each `continue`.  */
static bool
ends_alike (gphi *phi)
{
  gassign *first = NULL;
  unsigned count = 0;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++) {
    tree value = gimple_phi_arg_def (phi, i);
    if (!dominated_by_p (CDI_DOMINATORS, gimple_phi_arg_edge (phi, i)->src, gimple_bb (phi)))
      continue;
    gassign *def = TREE_CODE (value) == SSA_NAME && only_merged (value, phi) ? reshape_definition (value) : NULL;
    if (!def || !may_move (def) || !gimple_assign_rhs2 (def) || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST
        || (first
            && (gimple_assign_rhs_code (def) != gimple_assign_rhs_code (first)
                || !tree_int_cst_equal (gimple_assign_rhs2 (def), gimple_assign_rhs2 (first)))))
      return false;
    first = def;
    count++;
  }
  return count > 1;
}

static basic_block head_of_round;

static bool
ends_round (edge e)
{
  return dominated_by_p (CDI_DOMINATORS, e->src, head_of_round);
}

/* Lets the rounds of each loop that end alike on several ways end in one place.  */
static bool
join_ends (function *fun)
{
  auto_vec<basic_block> heads;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    bool alike = false;
    for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i) && reshape_is_head (block); gsi_next (&i))
      alike |= !virtual_operand_p (gimple_phi_result (i.phi ())) && ends_alike (i.phi ());
    if (alike)
      heads.safe_push (block);
  }
  for (unsigned n = 0; n < heads.length (); n++) {
    head_of_round = heads[n];
    make_forwarder_block (heads[n], ends_round, NULL);
  }
  if (!heads.is_empty ()) {
    free_dominance_info (CDI_DOMINATORS);
    calculate_dominance_info (CDI_DOMINATORS);
  }
  return !heads.is_empty ();
}

static bool
move_operations (function *fun, bool last)
{
  calculate_dominance_info (CDI_DOMINATORS);
  bool some = join_ends (fun);
  for (bool again = true; again;) {
    basic_block block;
    again = false;
    FOR_EACH_BB_FN (block, fun)
    {
      if (EDGE_COUNT (block->preds) < 2)
        continue;
      bool head = reshape_is_head (block);
      auto_vec<tree> merged;
      for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
        if (!virtual_operand_p (gimple_phi_result (i.phi ()))
            && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_phi_result (i.phi ()))
            && gimple_phi_num_args (i.phi ()) <= WAYS)
          merged.safe_push (gimple_phi_result (i.phi ()));
      for (unsigned n = 0; n < merged.length (); n++)
        again |= head ? make_of_merged (as_a<gphi *> (SSA_NAME_DEF_STMT (merged[n])))
                      : move_behind (as_a<gphi *> (SSA_NAME_DEF_STMT (merged[n])), last);
    }
    some |= again;
    if (again)
      reshape_remove_unused (fun);
  }
  if (some)
    free_dominance_info (CDI_DOMINATORS);
  return some;
}

bool
reshape_merged_operations (function *fun)
{
  return move_operations (fun, false);
}

void
reshape_merged_at_end (function *fun)
{
  move_operations (fun, true);
}
