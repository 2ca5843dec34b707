/* The canonical form: colours, which order what has no order.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "observe/types.h"

bool
canonical_commutative (enum tree_code code)
{
  return commutative_tree_code (code) || code == EQ_EXPR || code == NE_EXPR || code == ORDERED_EXPR
         || code == UNORDERED_EXPR || code == UNEQ_EXPR || code == LTGT_EXPR;
}

static hashval_t
mixed (hashval_t a, hashval_t b)
{
  return iterative_hash_hashval_t (b, a);
}

static hashval_t
colour_of_text (const struct strbuf *text)
{
  return iterative_hash (strbuf_text (text), text->length, 1);
}

/* Of a constant or another operand that is no SSA name.  */
static hashval_t
colour_of_operand (struct canonical_writer *w, tree t, unsigned depth)
{
  hashval_t h = (hashval_t) TREE_CODE (t) + 17;
  if (CONSTANT_CLASS_P (t)) {
    struct strbuf text = STRBUF_INIT;
    canonical_constant (NULL, t, &text);
    h = mixed (h, colour_of_text (&text));
    strbuf_release (&text);
  } else if (DECL_P (t)) {
    unsigned *known = w->declarations->get (t);
    if (known)
      h = mixed (h, *known);
    else if (TREE_CODE (t) == FUNCTION_DECL
             || (VAR_P (t) && is_global_var (t) && !decl_function_context (t) && !DECL_IN_CONSTANT_POOL (t)))
      h = mixed (h, htab_hash_string (canonical_assembler_name (t)));
    else if (TREE_CODE (t) == PARM_DECL)
      h = mixed (h, canonical_parameter_position (w->fun->decl, t));
    else {
      struct strbuf text = STRBUF_INIT;
      type_write (TREE_TYPE (t), &text);
      h = mixed (h, colour_of_text (&text));
      strbuf_release (&text);
    }
  } else if (TREE_CODE (t) == COMPONENT_REF) {
    h = mixed (h, canonical_colour (w, TREE_OPERAND (t, 0), depth));
    h = mixed (h, (hashval_t) int_bit_position (TREE_OPERAND (t, 1)));
  } else if (EXPR_P (t))
    for (int i = 0; i < TREE_OPERAND_LENGTH (t); i++)
      if (TREE_OPERAND (t, i))
        h = mixed (h, canonical_colour (w, TREE_OPERAND (t, i), depth));
  return h;
}

/* ---- Places and addresses: of however many parts they are made, their colour is that of what they begin with, of the constants
   that are added, together, and of what else is added.  */

struct place_sum {
  hashval_t terms;
  unsigned HOST_WIDE_INT constant; /* bits */
  tree root;                       /* a declaration, or a pointer */
};

/* Adds VALUE, an index or an offset, FACTOR bits each, to S.  */
static void
add_index (struct canonical_writer *w, struct place_sum *s, tree value, unsigned HOST_WIDE_INT factor, unsigned depth)
{
  for (unsigned n = 0; n < 8; n++) {
    if (TREE_CODE (value) == INTEGER_CST) {
      s->constant += factor * (unsigned HOST_WIDE_INT) int_cst_value (value);
      return;
    }
    gimple *def = TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value) ? SSA_NAME_DEF_STMT (value) : NULL;
    if (!def || !is_gimple_assign (def))
      break;
    enum tree_code code = gimple_assign_rhs_code (def);
    tree a = gimple_assign_rhs1 (def), b = gimple_num_ops (def) > 2 ? gimple_assign_rhs2 (def) : NULL_TREE;
    if (!INTEGRAL_TYPE_P (TREE_TYPE (a)))
      break;
    if (CONVERT_EXPR_CODE_P (code) || code == SSA_NAME)
      value = a;
    else if (code == MULT_EXPR && TREE_CODE (b) == INTEGER_CST) {
      factor *= (unsigned HOST_WIDE_INT) int_cst_value (b);
      value = a;
    } else if (code == PLUS_EXPR && TREE_CODE (b) == INTEGER_CST) {
      s->constant += factor * (unsigned HOST_WIDE_INT) int_cst_value (b);
      value = a;
    } else
      break;
  }
  s->terms += mixed (canonical_colour (w, value, depth), (hashval_t) factor);
}

static void add_place (struct canonical_writer *w, struct place_sum *s, tree place, unsigned depth);

static void
add_pointer (struct canonical_writer *w, struct place_sum *s, tree pointer, unsigned depth)
{
  for (unsigned n = 0; n < 12 && TREE_CODE (pointer) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (pointer); n++) {
    gimple *def = SSA_NAME_DEF_STMT (pointer);
    if (!is_gimple_assign (def) || gimple_vuse (def))
      break;
    enum tree_code code = gimple_assign_rhs_code (def);
    if (code == POINTER_PLUS_EXPR)
      add_index (w, s, gimple_assign_rhs2 (def), BITS_PER_UNIT, depth);
    else if (code != SSA_NAME && code != ADDR_EXPR
             && !(CONVERT_EXPR_CODE_P (code) && POINTER_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))))
      break;
    pointer = gimple_assign_rhs1 (def);
  }
  if (TREE_CODE (pointer) == ADDR_EXPR)
    add_place (w, s, TREE_OPERAND (pointer, 0), depth);
  else
    s->root = pointer;
}

static void
add_place (struct canonical_writer *w, struct place_sum *s, tree place, unsigned depth)
{
  for (; handled_component_p (place); place = TREE_OPERAND (place, 0))
    if (TREE_CODE (place) == COMPONENT_REF)
      s->constant += (unsigned HOST_WIDE_INT) int_bit_position (TREE_OPERAND (place, 1));
    else if (TREE_CODE (place) == ARRAY_REF && tree_fits_uhwi_p (TYPE_SIZE (TREE_TYPE (place))))
      add_index (w, s, TREE_OPERAND (place, 1), tree_to_uhwi (TYPE_SIZE (TREE_TYPE (place))), depth);
  if (TREE_CODE (place) == MEM_REF) {
    s->constant += BITS_PER_UNIT * (unsigned HOST_WIDE_INT) int_cst_value (TREE_OPERAND (place, 1));
    add_pointer (w, s, TREE_OPERAND (place, 0), depth);
  } else
    s->root = place;
}

static hashval_t
colour_of_sum (struct canonical_writer *w, const struct place_sum *s, unsigned depth)
{
  hashval_t h = mixed (11, s->terms);
  h = mixed (mixed (h, (hashval_t) s->constant), (hashval_t) (s->constant >> 32));
  return s->root ? mixed (h, canonical_colour (w, s->root, depth)) : h;
}

hashval_t
canonical_colour (struct canonical_writer *w, tree value, unsigned depth)
{
  /* A constant is seen at any depth: sums that go on from one another may differ in nothing else.  */
  if (TREE_CODE (value) != SSA_NAME)
    return depth || CONSTANT_CLASS_P (value) ? colour_of_operand (w, value, depth ? depth - 1 : 0)
                                             : (hashval_t) TREE_CODE (value);
  if (SSA_NAME_VERSION (value) < w->ssa.length () && w->ssa[SSA_NAME_VERSION (value)])
    return mixed (3, w->ssa[SSA_NAME_VERSION (value)]);
  if (SSA_NAME_IS_DEFAULT_DEF (value))
    return SSA_NAME_VAR (value) ? mixed (5, colour_of_operand (w, SSA_NAME_VAR (value), 0)) : 5;
  gimple *def = SSA_NAME_DEF_STMT (value);
  hashval_t h = mixed (7, gimple_code (def));
  if (!depth)
    return h;
  if (gphi *phi = dyn_cast<gphi *> (def)) {
    /* Where much is merged, what it is would take too long.  */
    hashval_t arguments = gimple_phi_num_args (phi);
    unsigned deeper = arguments <= 3 ? depth - 1 : 0;
    for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
      if (deeper || TREE_CODE (gimple_phi_arg_def (phi, i)) != SSA_NAME)
        arguments += canonical_colour (w, gimple_phi_arg_def (phi, i), deeper);
    h = mixed (h, (hashval_t) w->blocks[gimple_bb (phi)->index]);
    return mixed (h, arguments);
  }
  if (is_gimple_assign (def)) {
    enum tree_code code = gimple_assign_rhs_code (def);
    /* Copies and conversions without content are passed over.  */
    if ((code == SSA_NAME || CONVERT_EXPR_CODE_P (code))
        && useless_type_conversion_p (TREE_TYPE (value), TREE_TYPE (gimple_assign_rhs1 (def))))
      return canonical_colour (w, gimple_assign_rhs1 (def), depth);
    tree a = gimple_assign_rhs1 (def), b = gimple_num_ops (def) > 2 ? gimple_assign_rhs2 (def) : NULL_TREE;
    struct place_sum sum = { 0, 0, NULL_TREE };
    if (gimple_vuse (def) || code == ADDR_EXPR || code == POINTER_PLUS_EXPR) {
      if (gimple_vuse (def))
        add_place (w, &sum, a, depth - 1);
      else
        add_pointer (w, &sum, value, depth - 1);
      h = mixed (h, gimple_vuse (def) ? (hashval_t) TYPE_PRECISION (TREE_TYPE (value)) : 13);
      return mixed (h, colour_of_sum (w, &sum, depth - 1));
    }
    if (b && TREE_CODE_CLASS (code) == tcc_comparison)
      canonical_comparison (&code, &a, &b);
    h = mixed (h, code);
    h = mixed (h, TYPE_PRECISION (TREE_TYPE (value)));
    /* In what order a chain was built is an accident.  */
    auto_vec<tree> chain;
    if (canonical_chain (def, &chain)) {
      hashval_t sum = 0;
      for (unsigned i = 0; i < chain.length (); i++)
        sum += canonical_colour (w, chain[i], depth - 1);
      return mixed (h, sum);
    }
    if (b && canonical_commutative (code))
      return mixed (h, canonical_colour (w, a, depth - 1) + canonical_colour (w, b, depth - 1));
    h = mixed (h, canonical_colour (w, a, depth - 1));
    if (b)
      h = mixed (h, canonical_colour (w, b, depth - 1));
    return h;
  }
  if (is_gimple_call (def)) {
    if (gimple_call_fndecl (def))
      h = mixed (h, colour_of_operand (w, gimple_call_fndecl (def), 0));
    for (unsigned i = 0; i < gimple_call_num_args (def); i++)
      h = mixed (h, canonical_colour (w, gimple_call_arg (def, i), depth - 1));
  }
  return h;
}
