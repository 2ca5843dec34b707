/* Reshaping: pointers that move within one object.

   What is merged of pointers that are all made from one, by adding to it (`*out++ = c` here and there), is that pointer and a merged
   offset: `out[n++] = c`.  The offset counts elements where only such are added.  Addresses wrap as offsets do, so the pointer is
   the same to the bit.  Two such pointers are equal where their offsets are; that one comes before the other, and how many
   elements lie between them, C defines within one object alone, where nothing wraps.  What a loop steps by itself is left to
   reshape_walks.cc.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_ranges.h"

/* How many steps back to its base a pointer is followed.  */
#define STEPS 40

/* A merged pointer that is made from BASE alone.  */
struct member {
  gphi *phi;
  tree base;   /* or NULL_TREE: not known yet; the PHI's own result: it is no such pointer */
  tree offset; /* in elements of UNIT bytes */
  unsigned HOST_WIDE_INT unit;
  bool grows; /* nothing negative is ever added */
};

/* What is added to a base, in elements of UNIT bytes.  */
struct added {
  tree offset;
  unsigned HOST_WIDE_INT unit;
};

struct webs {
  auto_vec<struct member> members;
  hash_map<tree, unsigned> numbers;     /* the PHI's result -> which member */
  hash_map<tree, struct added> offsets; /* what is made from a base -> its offset */
};

/* What POINTER is made from by one step, with *MORE the offset that is added, or NULL_TREE if it is none; NULL_TREE if POINTER is where
   it begins.  */
static tree
one_step (tree pointer, tree *more)
{
  gassign *def = TREE_CODE (pointer) == SSA_NAME ? reshape_definition (pointer) : NULL;
  *more = NULL_TREE;
  if (TREE_CODE (pointer) == ADDR_EXPR) {
    /* An element of an object, from where that begins.  */
    poly_int64 offset;
    HOST_WIDE_INT bytes;
    tree object = get_addr_base_and_unit_offset (TREE_OPERAND (pointer, 0), &offset);
    if (!object || !DECL_P (object) || !offset.is_constant (&bytes) || bytes == 0)
      return NULL_TREE;
    *more = build_int_cst (sizetype, bytes);
    return build_fold_addr_expr (object);
  }
  if (!def)
    return NULL_TREE;
  tree from = gimple_assign_rhs1 (def);
  enum tree_code code = gimple_assign_rhs_code (def);
  if (code == POINTER_PLUS_EXPR) {
    *more = gimple_assign_rhs2 (def);
    return from;
  }
  return code == SSA_NAME
                 || (CONVERT_EXPR_CODE_P (code) && POINTER_TYPE_P (TREE_TYPE (from))
                     && TYPE_PRECISION (TREE_TYPE (from)) == TYPE_PRECISION (TREE_TYPE (pointer)))
             ? from
             : NULL_TREE;
}

/* Where POINTER, followed back, begins.  */
static tree
root_of (tree pointer)
{
  tree more, from;
  for (unsigned n = 0; n < STEPS && (from = one_step (pointer, &more)); n++)
    pointer = from;
  return pointer;
}

static bool
same_root (tree a, tree b)
{
  return a == b || (TREE_CODE (a) == ADDR_EXPR && TREE_CODE (b) == ADDR_EXPR && operand_equal_p (a, b, 0));
}

/* What M merges from one base, as far as the bases of others are known: it; its own result if that are several; or NULL_TREE.  */
static tree
merged_base (struct webs *webs, const struct member &m)
{
  tree result = gimple_phi_result (m.phi), base = NULL_TREE;
  for (unsigned k = 0; k < gimple_phi_num_args (m.phi); k++) {
    tree root = root_of (gimple_phi_arg_def (m.phi, k));
    if (root == result)
      continue;
    if (unsigned *other = webs->numbers.get (root))
      root = webs->members[*other].base;
    if (root && base && !same_root (base, root))
      return result;
    base = root ? root : base;
  }
  return base;
}

/* Finds bases until they are found or two do not agree; then false, and that is known to be no such pointer.  */
static bool
agree (struct webs *webs)
{
  for (bool again = true; again;) {
    again = false;
    for (unsigned n = 0; n < webs->members.length (); n++) {
      struct member &m = webs->members[n];
      tree result = gimple_phi_result (m.phi);
      if (m.base == result)
        continue;
      tree base = merged_base (webs, m);
      if (!base || (m.base && same_root (m.base, base)))
        continue;
      bool changed = m.base != NULL_TREE || base == result;
      m.base = changed ? result : base;
      if (changed)
        return false;
      again = true;
    }
  }
  return true;
}

/* Finds from what each merged pointer of FUN is made.  */
static void
find_bases (function *fun, struct webs *webs)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i)) {
    tree result = gimple_phi_result (i.phi ());
    if (!POINTER_TYPE_P (TREE_TYPE (result)) || virtual_operand_p (result) || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (result)
        || TYPE_PRECISION (TREE_TYPE (result)) != TYPE_PRECISION (sizetype))
      continue;
    struct member m = { i.phi (), NULL_TREE, NULL_TREE, 0, false };
    webs->numbers.put (result, webs->members.length ());
    webs->members.safe_push (m);
  }
  /* Each is thought to be made from one pointer until it shows that it is not; then all that was thought is thought anew.  */
  while (!agree (webs))
    for (unsigned n = 0; n < webs->members.length (); n++)
      if (webs->members[n].base != gimple_phi_result (webs->members[n].phi))
        webs->members[n].base = NULL_TREE;
}

/* The greatest number that divides A and B.  */
static unsigned HOST_WIDE_INT
common_divisor (unsigned HOST_WIDE_INT a, unsigned HOST_WIDE_INT b)
{
  while (b) {
    unsigned HOST_WIDE_INT rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

unsigned HOST_WIDE_INT
reshape_size_of (tree element)
{
  tree size = COMPLETE_TYPE_P (element) ? TYPE_SIZE_UNIT (element) : NULL_TREE;
  return size && tree_fits_uhwi_p (size) && !integer_zerop (size) ? tree_to_uhwi (size) : 1;
}

bool
reshape_is_narrow (tree number, unsigned HOST_WIDE_INT factor)
{
  gassign *def = reshape_definition (number);
  tree from = def && CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (def)) ? TREE_TYPE (gimple_assign_rhs1 (def))
                                                                        : NULL_TREE;
  unsigned half = TYPE_PRECISION (TREE_TYPE (number)) / 2;
  return from && INTEGRAL_TYPE_P (from) && TYPE_PRECISION (from) <= half && factor < HOST_WIDE_INT_1U << (half - 2);
}

/* What divides OFFSET, of bytes, for certain, and may be divided out of what is compared: the constant by which it was multiplied, or
   what divides all that is added up.  What was multiplied may have wrapped, but not by the size of ELEMENT, for which C counts it.  */
static unsigned HOST_WIDE_INT
factor_of (tree offset, tree element, unsigned depth = 6)
{
  if (TREE_CODE (offset) == INTEGER_CST)
    return absu_hwi ((HOST_WIDE_INT) wi::to_wide (offset).to_shwi ());
  gassign *def = depth ? reshape_definition (offset) : NULL;
  if (!def)
    return 1;
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  if (gimple_assign_rhs_code (def) == PLUS_EXPR)
    return common_divisor (factor_of (a, element, depth - 1), factor_of (b, element, depth - 1));
  if (gimple_assign_rhs_code (def) != MULT_EXPR || TREE_CODE (b) != INTEGER_CST || integer_zerop (b)
      || TREE_CODE (a) != SSA_NAME)
    return 1;
  unsigned HOST_WIDE_INT factor = absu_hwi ((HOST_WIDE_INT) wi::to_wide (b).to_shwi ());
  return !element || reshape_is_narrow (a, factor) ? factor : common_divisor (factor, reshape_size_of (element));
}

/* What divides all that is added to pointers on the way from VALUE to its root, and UNIT.  */
static unsigned HOST_WIDE_INT
unit_of (tree value, unsigned HOST_WIDE_INT unit)
{
  tree more, from;
  for (unsigned n = 0; n < STEPS && (from = one_step (value, &more)); n++, value = from)
    if (more)
      unit = common_divisor (unit, factor_of (more, TREE_TYPE (TREE_TYPE (value))));
  return unit;
}

/* Whether M is made from another pointer, which is there before.  */
static bool
is_made (const struct member &m)
{
  return m.base && m.base != gimple_phi_result (m.phi)
         && (TREE_CODE (m.base) == ADDR_EXPR
             || (TREE_CODE (m.base) == SSA_NAME && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (m.base)));
}

/* Finds the units of all webs: what is merged with each other counts in one.  */
static void
find_units (struct webs *webs)
{
  for (unsigned n = 0; n < webs->members.length (); n++) {
    struct member &m = webs->members[n];
    m.unit = reshape_size_of (TREE_TYPE (TREE_TYPE (gimple_phi_result (m.phi))));
    for (unsigned k = 0; k < gimple_phi_num_args (m.phi); k++)
      m.unit = unit_of (gimple_phi_arg_def (m.phi, k), m.unit);
  }
  for (bool again = true; again;) {
    again = false;
    for (unsigned n = 0; n < webs->members.length (); n++)
      for (unsigned k = 0; k < gimple_phi_num_args (webs->members[n].phi); k++) {
        unsigned *other = webs->numbers.get (root_of (gimple_phi_arg_def (webs->members[n].phi, k)));
        if (!other || !is_made (webs->members[*other]))
          continue;
        struct member &a = webs->members[n], &b = webs->members[*other];
        unsigned HOST_WIDE_INT unit = common_divisor (a.unit, b.unit);
        again |= unit != a.unit || unit != b.unit;
        a.unit = b.unit = unit;
      }
  }
}

/* OFFSET, which UNIT divides by what factor_of says, by UNIT, computed before AT.  */
static tree
divided (tree offset, unsigned HOST_WIDE_INT unit, gimple_stmt_iterator *at)
{
  if (unit == 1)
    return offset;
  if (TREE_CODE (offset) == INTEGER_CST)
    return build_int_cst (sizetype, wi::to_wide (offset).to_shwi () / (HOST_WIDE_INT) unit);
  gassign *def = reshape_definition (offset);
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  if (gimple_assign_rhs_code (def) == PLUS_EXPR)
    return reshape_compute (at, sizetype, PLUS_EXPR, divided (a, unit, at), divided (b, unit, at));
  /* With its sign: so it is the number of elements also where less is added.  */
  HOST_WIDE_INT factor = (HOST_WIDE_INT) wi::to_wide (b).to_shwi () / (HOST_WIDE_INT) unit;
  return factor == 1 ? a : reshape_compute (at, sizetype, MULT_EXPR, a, build_int_cst (sizetype, factor));
}

/* The offset of POINTER, a member of M's web or made from its base, in elements of M's unit.  */
static tree
offset_of (struct webs *webs, tree pointer, const struct member &m)
{
  if (unsigned *n = webs->numbers.get (pointer))
    if (is_made (webs->members[*n]) && same_root (webs->members[*n].base, m.base))
      return webs->members[*n].offset;
  struct added *known = webs->offsets.get (pointer);
  if (known && known->unit == m.unit)
    return known->offset;
  tree more, from = same_root (pointer, m.base) ? NULL_TREE : one_step (pointer, &more);
  if (!from)
    return size_zero_node;
  tree offset = offset_of (webs, from, m);
  if (more && TREE_CODE (pointer) == SSA_NAME) {
    gimple_stmt_iterator at = gsi_for_stmt (SSA_NAME_DEF_STMT (pointer));
    more = divided (more, m.unit, &at);
    offset = TREE_CODE (offset) == INTEGER_CST && TREE_CODE (more) == INTEGER_CST ? size_binop (PLUS_EXPR, offset, more)
             : integer_zerop (offset)                                             ? more
                                      : reshape_compute (&at, sizetype, PLUS_EXPR, offset, more);
  } else if (more)
    offset = divided (more, m.unit, NULL);
  struct added added = { offset, m.unit };
  webs->offsets.put (pointer, added);
  return offset;
}

/* Merges the offset of M instead of its pointer.  */
static void
merge_offset (struct webs *webs, struct member *m)
{
  gphi *merge = as_a<gphi *> (SSA_NAME_DEF_STMT (m->offset));
  for (unsigned k = 0; k < gimple_phi_num_args (m->phi); k++)
    add_phi_arg (merge, offset_of (webs, gimple_phi_arg_def (m->phi, k), *m), gimple_phi_arg_edge (m->phi, k),
                 UNKNOWN_LOCATION);
}

static void
replace_pointer (struct member *m)
{
  tree pointer = gimple_phi_result (m->phi), bytes = m->offset;
  gimple_stmt_iterator at = gsi_after_labels (gimple_bb (m->phi)), phi = gsi_for_stmt (m->phi);
  if (m->unit != 1)
    bytes = reshape_compute (&at, sizetype, MULT_EXPR, bytes, build_int_cst (sizetype, m->unit));
  replace_uses_by (pointer, reshape_compute (&at, TREE_TYPE (pointer), POINTER_PLUS_EXPR, m->base, bytes));
  remove_phi_node (&phi, true);
}

/* ---- What is asked of such pointers.  */

/* How deep an offset is looked into.  */
#define DEPTH 8

/* Whether OFFSET, of a pointer that C defines, is not negative.  WEBS: those whose offsets are merged.  */
static bool
is_positive (struct webs *webs, tree offset, unsigned depth)
{
  tree type = TREE_TYPE (offset);
  if (TREE_CODE (offset) == INTEGER_CST)
    return wi::to_wide (offset).to_shwi () >= 0;
  if (TREE_CODE (offset) != SSA_NAME || !depth || !TYPE_UNSIGNED (type))
    return false;
  for (unsigned n = 0; n < webs->members.length (); n++)
    if (webs->members[n].offset == offset)
      return webs->members[n].grows;
  gassign *def = reshape_definition (offset);
  if (!def)
    /* No object is larger than half of all memory.  */
    return SSA_NAME_IS_DEFAULT_DEF (offset) || gimple_code (SSA_NAME_DEF_STMT (offset)) == GIMPLE_CALL;
  if (gimple_assign_load_p (def))
    return true;
  tree a = gimple_assign_rhs1 (def), b = gimple_assign_rhs2 (def);
  switch (gimple_assign_rhs_code (def)) {
  CASE_CONVERT:
    return INTEGRAL_TYPE_P (TREE_TYPE (a)) && TYPE_UNSIGNED (TREE_TYPE (a))
           && (TYPE_PRECISION (TREE_TYPE (a)) < TYPE_PRECISION (type) || is_positive (webs, a, depth - 1));
  case PLUS_EXPR:
  case MULT_EXPR: return is_positive (webs, a, depth - 1) && is_positive (webs, b, depth - 1);
  default: return false;
  }
}

/* Whether OFFSET is computed of one that WEBS merge.  */
static bool
is_of_web (struct webs *webs, tree offset, unsigned depth)
{
  for (unsigned n = 0; n < webs->members.length (); n++)
    if (webs->members[n].offset == offset)
      return true;
  gassign *def = depth && TREE_CODE (offset) == SSA_NAME ? reshape_definition (offset) : NULL;
  if (!def || (gimple_assign_rhs_code (def) != PLUS_EXPR && gimple_assign_rhs_code (def) != MULT_EXPR))
    return false;
  return is_of_web (webs, gimple_assign_rhs1 (def), depth - 1) || is_of_web (webs, gimple_assign_rhs2 (def), depth - 1);
}

/* Finds of which webs the offsets only grow.  */
static void
find_growth (struct webs *webs)
{
  for (unsigned n = 0; n < webs->members.length (); n++)
    webs->members[n].grows = is_made (webs->members[n]);
  for (bool again = true; again;) {
    again = false;
    for (unsigned n = 0; n < webs->members.length (); n++) {
      struct member &m = webs->members[n];
      gphi *merge = m.offset ? as_a<gphi *> (SSA_NAME_DEF_STMT (m.offset)) : NULL;
      for (unsigned k = 0; merge && m.grows && k < gimple_phi_num_args (merge); k++)
        if (!is_positive (webs, gimple_phi_arg_def (merge, k), DEPTH)) {
          m.grows = false;
          again = true;
        }
    }
  }
}

/* The offset of POINTER from ROOT, its root, in bytes, computed before AT.  */
static tree
bytes_behind (tree pointer, tree root, gimple_stmt_iterator *at)
{
  tree total = size_zero_node, more, from;
  for (; pointer != root && (from = one_step (pointer, &more)); pointer = from) {
    if (!more)
      continue;
    total = integer_zerop (total) ? more
            : TREE_CODE (total) == INTEGER_CST && TREE_CODE (more) == INTEGER_CST
                ? size_binop (PLUS_EXPR, total, more)
                : reshape_compute (at, sizetype, PLUS_EXPR, total, more);
  }
  return total;
}

/* Whether A and B lie behind one root, and not at it both; how far, in *X and *Y, in bytes, or in elements of *UNIT bytes if both can be
   told so.  */
static bool
lie_behind_one (tree a, tree b, tree *x, tree *y, unsigned HOST_WIDE_INT *unit, gimple_stmt_iterator *at)
{
  tree root = root_of (a);
  *unit = 1;
  if (!same_root (root, root_of (b)) || (a == root && b == root))
    return false;
  *x = bytes_behind (a, root, at);
  *y = bytes_behind (b, root_of (b), at);
  /* Where nothing wraps.  */
  if (flag_wrapv_pointer)
    return true;
  unsigned HOST_WIDE_INT common = common_divisor (factor_of (*x, NULL_TREE), factor_of (*y, NULL_TREE));
  common = unit_of (b, unit_of (a, common));
  if (common > 1) {
    *x = divided (*x, common, at);
    *y = divided (*y, common, at);
    *unit = common;
  }
  return true;
}

/* Compares offsets where the statement at I compares pointers into one object.  */
static bool
compare_offsets (struct webs *webs, gimple_stmt_iterator *i)
{
  struct question q;
  tree x, y;
  unsigned HOST_WIDE_INT unit;
  if (!question_of (gsi_stmt (*i), &q))
    return false;
  bool equality = q.code == EQ_EXPR || q.code == NE_EXPR;
  if (!POINTER_TYPE_P (TREE_TYPE (q.a)) || (!equality && flag_wrapv_pointer)
      || !lie_behind_one (q.a, q.b, &x, &y, &unit, i))
    return false;
  /* What else is asked of the order of `p` and `p + n` may be whether that overflows.  */
  if (!equality
      && (!(is_of_web (webs, x, DEPTH) || is_of_web (webs, y, DEPTH)) || !is_positive (webs, x, DEPTH)
          || !is_positive (webs, y, DEPTH)))
    return false;
  q.a = x;
  q.b = y;
  question_ask (i, &q);
  return true;
}

/* Subtracts offsets where the statement at I subtracts pointers into one object.  */
static bool
subtract_offsets (gimple_stmt_iterator *i)
{
  gassign *stmt = dyn_cast<gassign *> (gsi_stmt (*i));
  tree x, y;
  unsigned HOST_WIDE_INT unit;
  if (!stmt || gimple_assign_rhs_code (stmt) != POINTER_DIFF_EXPR
      || !lie_behind_one (gimple_assign_rhs1 (stmt), gimple_assign_rhs2 (stmt), &x, &y, &unit, i))
    return false;
  tree type = TREE_TYPE (gimple_assign_lhs (stmt));
  tree distance = integer_zerop (y) ? x
                  : TREE_CODE (x) == INTEGER_CST && TREE_CODE (y) == INTEGER_CST
                      ? size_binop (MINUS_EXPR, x, y)
                      : reshape_compute (i, sizetype, MINUS_EXPR, x, y);
  if (unit == 1)
    gimple_assign_set_rhs_with_ops (i, NOP_EXPR, distance);
  else {
    tree count = reshape_compute (i, type, NOP_EXPR, distance, NULL_TREE);
    gimple_assign_set_rhs_with_ops (i, MULT_EXPR, count, build_int_cst (type, unit));
  }
  update_stmt (gsi_stmt (*i));
  return true;
}

static bool
ask_offsets (function *fun, struct webs *webs)
{
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    changed |= compare_offsets (webs, &i) || subtract_offsets (&i);
  return changed;
}

/* Whether M is stepped by its loop alone, and nothing else is merged from it.  */
static bool
is_walk (struct webs *webs, const struct member &m)
{
  tree result = gimple_phi_result (m.phi);
  bool steps = false;
  for (unsigned k = 0; k < gimple_phi_num_args (m.phi); k++) {
    tree argument = gimple_phi_arg_def (m.phi, k), more, from = one_step (argument, &more);
    if (from == result && more && TREE_CODE (more) == INTEGER_CST)
      steps = true;
    else if (root_of (argument) == result || webs->numbers.get (root_of (argument)))
      return false;
  }
  for (unsigned n = 0; n < webs->members.length () && steps; n++)
    for (unsigned k = 0; k < gimple_phi_num_args (webs->members[n].phi) && webs->members[n].phi != m.phi; k++)
      if (root_of (gimple_phi_arg_def (webs->members[n].phi, k)) == result && is_made (webs->members[n]))
        return false;
  return steps;
}

bool
reshape_webs (function *fun)
{
  struct webs webs;
  bool some = false;
  find_bases (fun, &webs);
  for (unsigned n = 0; n < webs.members.length (); n++) {
    struct member &m = webs.members[n];
    if (is_made (m) && is_walk (&webs, m))
      m.base = gimple_phi_result (m.phi);
    some |= is_made (m);
  }
  if (!some)
    return false;
  find_units (&webs);
  for (unsigned n = 0; n < webs.members.length (); n++)
    if (is_made (webs.members[n]))
      webs.members[n].offset = gimple_phi_result (
          create_phi_node (make_ssa_name (sizetype), gimple_bb (webs.members[n].phi)));
  for (unsigned n = 0; n < webs.members.length (); n++)
    if (is_made (webs.members[n]))
      merge_offset (&webs, &webs.members[n]);
  for (unsigned n = 0; n < webs.members.length (); n++)
    if (is_made (webs.members[n]))
      replace_pointer (&webs.members[n]);
  find_growth (&webs);
  ask_offsets (fun, &webs);
  return true;
}

bool
reshape_distances (function *fun)
{
  struct webs none;
  return ask_offsets (fun, &none);
}
