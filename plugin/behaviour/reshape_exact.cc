/* Reshaping: what needs few bits is computed in few.

   `unsigned total = p[0] * 256 + p[1]` never has more than sixteen bits, and neither has it as an `int` or a `size_t`: such a sum is
   computed in the narrowest of 8, 16, 32 and 64 unsigned bits that hold it and what it is made of, and two values that are compared, in
   the narrowest that hold both.  What a value can be at most is told by what computes it alone, and not by tests.  What is added to an
   address stays as wide as addresses are.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_ranges.h"

/* How deep an expression is looked into.  */
#define DEPTH 24
/* Likewise where ways meet, for each width that is tried.  */
#define MERGED_DEPTH 8
/* Not known, or below zero perhaps.  */
#define UNKNOWN ((wide) -1)

struct exact {
  hash_map<tree, wide> most;   /* what values can be at most */
  hash_map<tree, tree> narrow; /* what values are computed as now */
  struct exact *known;         /* where more is known than what is tried here; or NULL */
};

static bool
is_number (tree type)
{
  return INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) <= 64;
}

static wide
largest (tree type)
{
  unsigned bits = TYPE_PRECISION (type) - (TYPE_UNSIGNED (type) ? 0 : 1);
  return ((wide) 1 << bits) - 1;
}

/* What VALUE can be at most by its type alone.  */
static wide
by_type (tree value)
{
  return TYPE_UNSIGNED (TREE_TYPE (value)) ? largest (TREE_TYPE (value)) : UNKNOWN;
}

static wide
all_bits (wide value)
{
  wide bits = 0;
  while (bits < value)
    bits = bits * 2 + 1;
  return bits;
}

static wide most (struct exact *x, tree value, unsigned depth);

/* What CODE makes of what is at most A and B, the second of which is B's constant if CONSTANT; UNKNOWN if it is none of those that are
   the same in each type that holds all three.  */
static wide
most_of (enum tree_code code, wide a, wide b, bool constant)
{
  if (a == UNKNOWN || b == UNKNOWN)
    return UNKNOWN;
  switch (code) {
  case PLUS_EXPR: return a + b;
  case MULT_EXPR: return b && a > largest (long_long_unsigned_type_node) / b ? UNKNOWN : a * b;
  case BIT_AND_EXPR:
  case MIN_EXPR: return MIN (a, b);
  case BIT_IOR_EXPR:
  case BIT_XOR_EXPR: return all_bits (MAX (a, b));
  case MAX_EXPR: return MAX (a, b);
  case RSHIFT_EXPR: return constant && b < 64 ? a >> b : UNKNOWN;
  case LSHIFT_EXPR: return constant && b < 32 ? a << b : UNKNOWN;
  case TRUNC_DIV_EXPR: return constant && b > 0 ? a / b : UNKNOWN;
  case TRUNC_MOD_EXPR: return constant && b > 0 ? MIN (a, b - 1) : UNKNOWN;
  default: return UNKNOWN;
  }
}

/* What STMT gives at most, if neither that nor what it is made of is ever beyond its type: then it is computed exactly.  UNKNOWN
   else.  */
static wide
most_exactly (struct exact *x, gassign *stmt, unsigned depth)
{
  tree type = TREE_TYPE (gimple_assign_lhs (stmt)), b = gimple_assign_rhs2 (stmt);
  enum tree_code code = gimple_assign_rhs_code (stmt);
  wide m;
  if (!is_number (type))
    return UNKNOWN;
  if (code == COND_EXPR) {
    wide first = most (x, b, depth), second = most (x, gimple_assign_rhs3 (stmt), depth);
    m = first == UNKNOWN || second == UNKNOWN ? UNKNOWN : MAX (first, second);
  } else if (get_gimple_rhs_class (code) == GIMPLE_BINARY_RHS && is_number (TREE_TYPE (gimple_assign_rhs1 (stmt))))
    m = most_of (code, most (x, gimple_assign_rhs1 (stmt), depth), most (x, b, depth), TREE_CODE (b) == INTEGER_CST);
  else
    return UNKNOWN;
  return m <= largest (type) ? m : UNKNOWN;
}

/* What PHI merges at most: what all values that come in are at most, if they are that where it is no more itself.  */
static wide
most_merged (struct exact *x, gphi *phi)
{
  tree result = gimple_phi_result (phi);
  for (unsigned bits = 8; bits <= TYPE_PRECISION (TREE_TYPE (result)); bits *= 2) {
    struct exact trial;
    wide limit = MIN (((wide) 1 << bits) - 1, largest (TREE_TYPE (result))), m = 0;
    trial.known = x;
    trial.most.put (result, limit);
    for (unsigned n = 0; n < gimple_phi_num_args (phi) && m != UNKNOWN; n++) {
      wide argument = most (&trial, gimple_phi_arg_def (phi, n), MERGED_DEPTH);
      m = argument == UNKNOWN || argument > limit ? UNKNOWN : MAX (m, argument);
    }
    if (m != UNKNOWN)
      return m;
  }
  return UNKNOWN;
}

static wide
most (struct exact *x, tree value, unsigned depth)
{
  if (!is_number (TREE_TYPE (value)))
    return UNKNOWN;
  if (TREE_CODE (value) == INTEGER_CST)
    return tree_fits_uhwi_p (value) ? (wide) tree_to_uhwi (value) : UNKNOWN;
  if (wide *known = x->most.get (value))
    return *known;
  if (wide *known = x->known ? x->known->most.get (value) : NULL)
    return *known;
  gassign *def = depth ? reshape_definition (value) : NULL;
  if (!def)
    return by_type (value);
  wide m;
  if (CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)))
    m = most (x, gimple_assign_rhs1 (def), depth - 1);
  else if (TREE_CODE_CLASS (gimple_assign_rhs_code (def)) == tcc_comparison)
    m = 1;
  else
    m = most_exactly (x, def, depth - 1);
  /* What is masked by something that is not negative is no more than that, whatever it is.  */
  if (m == UNKNOWN && gimple_assign_rhs_code (def) == BIT_AND_EXPR) {
    wide a = most (x, gimple_assign_rhs1 (def), depth - 1), b = most (x, gimple_assign_rhs2 (def), depth - 1);
    m = a == UNKNOWN ? b : a;
  }
  if (m == UNKNOWN || m > largest (TREE_TYPE (value)))
    m = by_type (value);
  x->most.put (value, m);
  return m;
}

/* The type in which what is at most M is computed.  */
static tree
type_for (wide m)
{
  unsigned bits = 8;
  while (bits < 64 && m >= (wide) 1 << bits)
    bits *= 2;
  return build_nonstandard_integer_type (bits, 1);
}

/* What VALUE is computed as now, without conversions that keep it.  */
static tree
kept (struct exact *x, tree value)
{
  if (tree *known = x->narrow.get (value))
    value = *known;
  for (gassign *def; (def = reshape_definition (value)) && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def));) {
    tree from = gimple_assign_rhs1 (def);
    if (TREE_CODE (from) != SSA_NAME || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (from) || !is_number (TREE_TYPE (from))
        || most (x, from, DEPTH) == UNKNOWN || most (x, from, DEPTH) > largest (TREE_TYPE (value)))
      break;
    value = from;
    if (tree *known = x->narrow.get (value))
      value = *known;
  }
  return value;
}

/* VALUE, which is known to fit, in TYPE, computed before AT where that is new.  */
static tree
in_type (struct exact *x, tree value, tree type, gimple_stmt_iterator *at)
{
  if (TREE_CODE (value) == INTEGER_CST)
    return fold_convert (type, value);
  value = kept (x, value);
  return useless_type_conversion_p (type, TREE_TYPE (value)) ? value
                                                             : reshape_compute (at, type, NOP_EXPR, value, NULL_TREE);
}

/* Computes what STMT gives in as few bits as hold it, beside it.  */
static bool
narrow (struct exact *x, gassign *stmt)
{
  tree value = gimple_assign_lhs (stmt);
  if (TREE_CODE (value) != SSA_NAME || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (value))
    return false;
  wide m = most_exactly (x, stmt, DEPTH);
  if (m == UNKNOWN)
    return false;
  enum tree_code code = gimple_assign_rhs_code (stmt);
  auto_vec<tree> operands;
  wide result = m;
  bool shifts = code == RSHIFT_EXPR || code == LSHIFT_EXPR;
  for (unsigned n = code == COND_EXPR ? 2 : 1; n < gimple_num_ops (stmt) - (shifts ? 1 : 0); n++) {
    operands.safe_push (gimple_op (stmt, n));
    m = MAX (m, most (x, gimple_op (stmt, n), DEPTH));
  }
  tree type = type_for (m);
  /* Truth values are another step's.  */
  if (m < 2 || useless_type_conversion_p (type, TREE_TYPE (value))
      || (shifts && tree_to_uhwi (gimple_assign_rhs2 (stmt)) >= TYPE_PRECISION (type))
      || (code == COND_EXPR && TREE_CODE (gimple_assign_rhs1 (stmt)) != SSA_NAME))
    return false;
  gimple_stmt_iterator at = gsi_for_stmt (stmt);
  for (unsigned n = 0; n < operands.length (); n++) {
    if (TREE_CODE (operands[n]) == SSA_NAME && SSA_NAME_OCCURS_IN_ABNORMAL_PHI (operands[n]))
      return false;
    operands[n] = in_type (x, operands[n], type, &at);
  }
  tree computed;
  if (code == COND_EXPR) {
    computed = make_ssa_name (type);
    gsi_insert_before (&at,
                       gimple_build_assign (computed, COND_EXPR, gimple_assign_rhs1 (stmt), operands[0], operands[1]),
                       GSI_SAME_STMT);
  } else
    computed = reshape_compute (&at, type, code, operands[0], shifts ? gimple_assign_rhs2 (stmt) : operands[1]);
  x->narrow.put (value, computed);
  x->most.put (computed, result);
  return true;
}

/* Whether RESULT, which is merged, fits in fewer bits than it has: then there is a place for it, to be filled.  */
static bool
narrow_merged (struct exact *x, gphi *phi)
{
  tree result = gimple_phi_result (phi);
  if (virtual_operand_p (result) || !is_number (TREE_TYPE (result)) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (result))
    return false;
  for (unsigned n = 0; n < gimple_phi_num_args (phi); n++)
    if (TREE_CODE (gimple_phi_arg_def (phi, n)) == SSA_NAME
        && SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_phi_arg_def (phi, n)))
      return false;
  wide m = most_merged (x, phi);
  if (m == UNKNOWN)
    return false;
  x->most.put (result, m);
  tree type = type_for (m);
  if (m < 2 || useless_type_conversion_p (type, TREE_TYPE (result)))
    return false;
  tree merged = gimple_phi_result (create_phi_node (make_ssa_name (type), gimple_bb (phi)));
  x->narrow.put (result, merged);
  x->most.put (merged, m);
  return true;
}

/* Merges what PHI does in as few bits as hold it.  */
static void
fill_merged (struct exact *x, gphi *phi)
{
  tree narrow = *x->narrow.get (gimple_phi_result (phi));
  gphi *merged = as_a<gphi *> (SSA_NAME_DEF_STMT (narrow));
  for (unsigned n = 0; n < gimple_phi_num_args (phi); n++) {
    edge e = gimple_phi_arg_edge (phi, n);
    gimple_stmt_iterator at = reshape_end_of (e->src);
    add_phi_arg (merged, in_type (x, gimple_phi_arg_def (phi, n), TREE_TYPE (narrow), &at), e, UNKNOWN_LOCATION);
  }
}

/* Whether STMT computes an address, or what is only added to one.  */
static bool
is_for_address (gimple *stmt, unsigned depth)
{
  gassign *assign = dyn_cast<gassign *> (stmt);
  if (!assign)
    return false;
  enum tree_code code = gimple_assign_rhs_code (assign);
  tree value = gimple_assign_lhs (assign);
  if (code == POINTER_PLUS_EXPR)
    return true;
  if ((code != PLUS_EXPR && code != MULT_EXPR && code != MINUS_EXPR && code != NEGATE_EXPR
       && !CONVERT_EXPR_CODE_P (code))
      || !depth || TREE_CODE (value) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (value))
      || TYPE_PRECISION (TREE_TYPE (value)) != TYPE_PRECISION (sizetype) || has_zero_uses (value))
    return false;
  imm_use_iterator i;
  use_operand_p use;
  FOR_EACH_IMM_USE_FAST (use, i, value)
  if (!is_gimple_debug (USE_STMT (use)) && !is_for_address (USE_STMT (use), depth - 1))
    return false;
  return true;
}

/* Whether STMT goes on with the operation of DEF, without being exact: what is added up is added up in one type.  */
static bool
goes_on (struct exact *x, gimple *stmt, gassign *def)
{
  gassign *assign = dyn_cast<gassign *> (stmt);
  return def && assign && gimple_assign_rhs_code (assign) == gimple_assign_rhs_code (def)
         && commutative_tree_code (gimple_assign_rhs_code (def)) && most_exactly (x, assign, DEPTH) == UNKNOWN;
}

/* What VALUE is used for uses NARROW instead; but an address uses what is computed for it.  */
static void
use_narrow (struct exact *x, tree value, tree narrow)
{
  gassign *def = reshape_definition (value);
  tree widened = NULL_TREE;
  imm_use_iterator i;
  gimple *stmt;
  auto_vec<gimple *> users;
  FOR_EACH_IMM_USE_STMT (stmt, i, value)
  users.safe_push (stmt);
  for (unsigned n = 0; n < users.length (); n++) {
    stmt = users[n];
    if (is_gimple_debug (stmt) || (def && is_for_address (stmt, DEPTH)) || goes_on (x, stmt, def))
      continue;
    gassign *assign = dyn_cast<gassign *> (stmt);
    if (assign
        && (CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (assign)) || gimple_assign_rhs_code (assign) == FLOAT_EXPR)) {
      tree converted = gimple_assign_lhs (assign);
      gimple_assign_set_rhs1 (assign, narrow);
      update_stmt (assign);
      if (useless_type_conversion_p (TREE_TYPE (converted), TREE_TYPE (narrow))
          && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (converted))
        replace_uses_by (converted, narrow);
      continue;
    }
    if (!widened) {
      gimple_stmt_iterator at = def ? gsi_for_stmt (def) : gsi_after_labels (gimple_bb (SSA_NAME_DEF_STMT (value)));
      widened = reshape_compute (&at, TREE_TYPE (value), NOP_EXPR, narrow, NULL_TREE);
    }
    use_operand_p use;
    ssa_op_iter k;
    if (gphi *phi = dyn_cast<gphi *> (stmt)) {
      for (unsigned a = 0; a < gimple_phi_num_args (phi); a++)
        if (gimple_phi_arg_def (phi, a) == value)
          SET_PHI_ARG_DEF (phi, a, widened);
      continue;
    }
    FOR_EACH_SSA_USE_OPERAND (use, stmt, k, SSA_OP_USE)
    if (USE_FROM_PTR (use) == value)
      SET_USE (use, widened);
    update_stmt (stmt);
  }
}

/* Whether A, of the question Q whether it equals B, is another value with its sign changed or made wider, and B is the same number for
   both: then *Q asks for that value.  */
static bool
without_sign (struct exact *x, struct question *q, tree *a, tree *b, gimple_stmt_iterator *i)
{
  gassign *def = reshape_definition (*a);
  tree from = def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) ? gimple_assign_rhs1 (def) : NULL_TREE;
  if ((q->code != EQ_EXPR && q->code != NE_EXPR) || !from || TREE_CODE (from) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (from) || !INTEGRAL_TYPE_P (TREE_TYPE (from))
      || TYPE_PRECISION (TREE_TYPE (from)) > TYPE_PRECISION (TREE_TYPE (*a)) || most (x, from, DEPTH) != UNKNOWN)
    return false;
  wide other = most (x, *b, DEPTH);
  if (other == UNKNOWN || other > largest (signed_type_for (TREE_TYPE (from))))
    return false;
  *a = from;
  *b = in_type (x, *b, TREE_TYPE (from), i);
  return true;
}

/* Lets *Q, which compares a product by a number with a number, ask for what is multiplied.  */
static bool
divide (struct exact *x, struct question *q)
{
  if (TREE_CODE (q->b) != INTEGER_CST || !tree_fits_uhwi_p (q->b))
    return false;
  tree product = kept (x, q->a);
  gassign *def = reshape_definition (product);
  tree by = def && gimple_assign_rhs_code (def) == MULT_EXPR ? gimple_assign_rhs2 (def) : NULL_TREE;
  if (!by || TREE_CODE (by) != INTEGER_CST || integer_zerop (by) || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (def)) || most_exactly (x, def, DEPTH) == UNKNOWN)
    return false;
  unsigned HOST_WIDE_INT number = tree_to_uhwi (q->b), factor = tree_to_uhwi (by), quotient = number / factor;
  if (quotient > largest (TREE_TYPE (gimple_assign_rhs1 (def))))
    return false;
  if (number % factor != 0) {
    if (q->code == EQ_EXPR || q->code == NE_EXPR)
      return false;
    /* Below a number is up to what is a multiple before it.  */
    q->code = q->code == LT_EXPR ? LE_EXPR : q->code == GE_EXPR ? GT_EXPR : q->code;
  }
  q->a = gimple_assign_rhs1 (def);
  q->b = build_int_cst (TREE_TYPE (q->a), (HOST_WIDE_INT) quotient);
  return true;
}

/* Asks what the statement at I asks of two values that are not negative in the narrowest type that holds both.  */
static bool
compare_narrow (struct exact *x, gimple_stmt_iterator *i)
{
  struct question q;
  if (!question_of (gsi_stmt (*i), &q) || !is_number (TREE_TYPE (q.a)) || TREE_CODE (q.a) != SSA_NAME)
    return false;
  if (without_sign (x, &q, &q.a, &q.b, i) || (TREE_CODE (q.b) == SSA_NAME && without_sign (x, &q, &q.b, &q.a, i))) {
    question_ask (i, &q);
    return true;
  }
  bool changed = false;
  while (divide (x, &q))
    changed = true;
  wide a = most (x, q.a, DEPTH), b = most (x, q.b, DEPTH);
  tree type = a == UNKNOWN || b == UNKNOWN || MAX (a, b) < 2 ? NULL_TREE : type_for (MAX (a, b));
  if (type && !useless_type_conversion_p (type, TREE_TYPE (q.a)) && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (q.a)
      && !(TREE_CODE (q.b) == SSA_NAME && SSA_NAME_OCCURS_IN_ABNORMAL_PHI (q.b))) {
    q.a = in_type (x, q.a, type, i);
    q.b = in_type (x, q.b, type, i);
    changed = true;
  }
  if (changed)
    question_ask (i, &q);
  return changed;
}

bool
reshape_exact (function *fun)
{
  struct exact x;
  auto_vec<basic_block> blocks;
  auto_vec<tree> values;
  auto_vec<gphi *> merges;
  bool changed = false;
  x.known = NULL;
  reshape_list_blocks (fun, &blocks);
  for (unsigned n = 0; n < blocks.length (); n++) {
    auto_vec<gphi *> phis;
    for (gphi_iterator i = gsi_start_phis (blocks[n]); !gsi_end_p (i); gsi_next (&i))
      phis.safe_push (i.phi ());
    for (unsigned k = 0; k < phis.length (); k++)
      if (narrow_merged (&x, phis[k])) {
        values.safe_push (gimple_phi_result (phis[k]));
        merges.safe_push (phis[k]);
      }
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i); gsi_next (&i)) {
      gassign *stmt = dyn_cast<gassign *> (gsi_stmt (i));
      if (stmt && narrow (&x, stmt))
        values.safe_push (gimple_assign_lhs (stmt));
    }
  }
  for (unsigned n = 0; n < merges.length (); n++)
    fill_merged (&x, merges[n]);
  for (unsigned n = 0; n < values.length (); n++)
    use_narrow (&x, values[n], *x.narrow.get (values[n]));
  for (unsigned n = 0; n < blocks.length (); n++)
    for (gimple_stmt_iterator i = gsi_start_bb (blocks[n]); !gsi_end_p (i); gsi_next (&i))
      changed |= compare_narrow (&x, &i);
  if (changed || values.length ())
    reshape_remove_unused (fun);
  return changed;
}
