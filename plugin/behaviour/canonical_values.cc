/* The canonical form: values.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"

/* How far colours look.  */
#define COLOUR_DEPTH 4
/* Longer chains of one operator are taken in parts.  */
#define CHAIN_LIMIT 40
/* What is used elsewhere, too, is written out again in chains up to this long.  */
#define SHARED_LIMIT 12

bool
canonical_is_operand (tree operand)
{
  return TREE_CODE (operand) == SSA_NAME || is_gimple_min_invariant (operand);
}

void
canonical_comparison (enum tree_code *code, tree *a, tree *b)
{
  enum tree_code swapped;
  switch (*code) {
  case GT_EXPR: swapped = LT_EXPR; break;
  case GE_EXPR: swapped = LE_EXPR; break;
  case UNGT_EXPR: swapped = UNLT_EXPR; break;
  case UNGE_EXPR: swapped = UNLE_EXPR; break;
  default: return;
  }
  *code = swapped;
  std::swap (*a, *b);
}

/* Whether (a CODE b) CODE c is a CODE (b CODE c) for values of TYPE.  */
static bool
is_associative (enum tree_code code, tree type)
{
  if (!INTEGRAL_TYPE_P (type))
    return false;
  switch (code) {
  case BIT_AND_EXPR:
  case BIT_IOR_EXPR:
  case BIT_XOR_EXPR:
  case MIN_EXPR:
  case MAX_EXPR: return true;
  case PLUS_EXPR:
  case MULT_EXPR: return TYPE_OVERFLOW_WRAPS (type);
  default: return false;
  }
}

static void
collect_operands (enum tree_code code, tree type, tree value, auto_vec<tree> *operands)
{
  gimple *def = TREE_CODE (value) == SSA_NAME ? SSA_NAME_DEF_STMT (value) : NULL;
  if (def && is_gimple_assign (def) && gimple_assign_rhs_code (def) == code
      && operands->length () < (has_single_use (value) ? CHAIN_LIMIT : SHARED_LIMIT)
      && types_compatible_p (TREE_TYPE (value), type)) {
    collect_operands (code, type, gimple_assign_rhs1 (def), operands);
    collect_operands (code, type, gimple_assign_rhs2 (def), operands);
  } else
    operands->safe_push (value);
}

bool
canonical_chain (gimple *def, auto_vec<tree> *operands)
{
  enum tree_code code = gimple_assign_rhs_code (def);
  tree type = TREE_TYPE (gimple_assign_lhs (def));
  if (!is_associative (code, type))
    return false;
  collect_operands (code, type, gimple_assign_rhs1 (def), operands);
  collect_operands (code, type, gimple_assign_rhs2 (def), operands);
  return operands->length () >= 3;
}

struct operand {
  hashval_t colour;
  tree value;
  char *text;
};

static int
compare_operands (const void *a, const void *b)
{
  const struct operand *x = (const struct operand *) a, *y = (const struct operand *) b;
  if (x->text && y->text)
    return strcmp (x->text, y->text);
  return x->colour < y->colour ? -1 : x->colour > y->colour;
}

/* The operands of DEF and of what it goes on from, if the order of all of these makes no difference; else writes
   nothing.  True if it was written.  */
static bool
write_chain (struct canonical_writer *w, gimple *def, struct strbuf *out)
{
  auto_vec<tree> values;
  if (!canonical_chain (def, &values))
    return false;
  unsigned count = values.length ();
  struct operand *list = XNEWVEC (struct operand, count);
  for (unsigned i = 0; i < count; i++) {
    struct operand operand = { canonical_colour (w, values[i], COLOUR_DEPTH), values[i], NULL };
    list[i] = operand;
  }
  qsort (list, count, sizeof *list, compare_operands);
  for (unsigned i = 0; i < count; i++) {
    struct strbuf text = STRBUF_INIT;
    canonical_value (w, list[i].value, &text);
    list[i].text = strbuf_detach (&text);
  }
  qsort (list, count, sizeof *list, compare_operands);
  for (unsigned i = 0; i < count; i++) {
    strbuf_addf (out, i ? " %s" : "%s", list[i].text);
    free (list[i].text);
  }
  free (list);
  return true;
}

/* Two operands in whichever order: sorted by what they turn out to be.  */
static void
write_commutative (struct canonical_writer *w, tree a, tree b, struct strbuf *out)
{
  struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
  /* The order in which they are met first decides their numbers.  */
  if (canonical_colour (w, a, COLOUR_DEPTH) > canonical_colour (w, b, COLOUR_DEPTH))
    std::swap (a, b);
  canonical_value (w, a, &first);
  canonical_value (w, b, &second);
  bool swap = strcmp (strbuf_text (&first), strbuf_text (&second)) > 0;
  strbuf_addf (out, "%s %s", strbuf_text (swap ? &second : &first), strbuf_text (swap ? &first : &second));
  strbuf_release (&first);
  strbuf_release (&second);
}

static void
write_constructor (struct canonical_writer *w, tree value, struct strbuf *out)
{
  unsigned HOST_WIDE_INT i;
  tree index, element;
  strbuf_add_text (out, TREE_CLOBBER_P (value) ? "{clobber" : "{");
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (value), i, index, element)
  {
    strbuf_add_char (out, ' ');
    if (index && TREE_CODE (index) == INTEGER_CST)
      canonical_constant (NULL, index, out);
    else if (index)
      canonical_fail (w, "it builds an aggregate in one step");
    strbuf_add_char (out, '=');
    canonical_value (w, element, out);
  }
  strbuf_add_char (out, '}');
}

/* A comparison within a statement: what a choice goes by.  */
static void
write_comparison (struct canonical_writer *w, tree value, struct strbuf *out)
{
  enum tree_code code = TREE_CODE (value);
  tree a = TREE_OPERAND (value, 0), b = TREE_OPERAND (value, 1);
  canonical_comparison (&code, &a, &b);
  strbuf_addf (out, "(%s ", get_tree_code_name (code));
  canonical_type (w, TREE_TYPE (a), out);
  strbuf_add_char (out, ' ');
  if (canonical_commutative (code))
    write_commutative (w, a, b, out);
  else {
    canonical_value (w, a, out);
    strbuf_add_char (out, ' ');
    canonical_value (w, b, out);
  }
  strbuf_add_char (out, ')');
}

/* The expression that DEF, an assignment without effects, computes.  */
static void
write_expression (struct canonical_writer *w, gimple *def, struct strbuf *out)
{
  tree lhs = gimple_assign_lhs (def), type = TREE_TYPE (lhs), a = gimple_assign_rhs1 (def), b;
  enum tree_code code = gimple_assign_rhs_code (def);
  canonical_type (w, type, out);
  strbuf_add_char (out, ' ');
  switch (get_gimple_rhs_class (code)) {
  case GIMPLE_BINARY_RHS:
    b = gimple_assign_rhs2 (def);
    if (TREE_CODE_CLASS (code) == tcc_comparison)
      canonical_comparison (&code, &a, &b);
    if (code == POINTER_PLUS_EXPR) {
      struct strbuf address = STRBUF_INIT;
      bool element = canonical_element_address (w, lhs, &address);
      if (element)
        strbuf_addf (out, "part %s", strbuf_text (&address));
      strbuf_release (&address);
      if (element)
        return;
    }
    strbuf_addf (out, "%s ", get_tree_code_name (code));
    if (write_chain (w, def, out))
      return;
    if (canonical_commutative (code)) {
      write_commutative (w, a, b, out);
      return;
    }
    canonical_value (w, a, out);
    strbuf_add_char (out, ' ');
    canonical_value (w, b, out);
    return;
  case GIMPLE_TERNARY_RHS:
    strbuf_addf (out, "%s ", get_tree_code_name (code));
    if (COMPARISON_CLASS_P (a))
      write_comparison (w, a, out);
    else
      canonical_value (w, a, out);
    strbuf_add_char (out, ' ');
    canonical_value (w, gimple_assign_rhs2 (def), out);
    strbuf_add_char (out, ' ');
    canonical_value (w, gimple_assign_rhs3 (def), out);
    return;
  case GIMPLE_UNARY_RHS:
    strbuf_addf (out, "%s ", CONVERT_EXPR_CODE_P (code) ? "convert" : get_tree_code_name (code));
    canonical_value (w, a, out);
    return;
  default: break;
  }
  if (gimple_vuse (def)) {
    strbuf_add_text (out, "load ");
    canonical_place (w, a, out);
    strbuf_add_char (out, ' ');
    canonical_memory (w, a, gimple_vuse (def), out);
  } else if (TREE_CODE (a) == CONSTRUCTOR)
    write_constructor (w, a, out);
  else if (code == OBJ_TYPE_REF || code == ASSERT_EXPR || COMPARISON_CLASS_P (a))
    canonical_fail (w, "it has an expression that is not understood");
  else {
    strbuf_add_text (out, "part ");
    canonical_place (w, a, out);
  }
}

bool
canonical_call_is_value (gcall *call)
{
  return gimple_call_lhs (call) && TREE_CODE (gimple_call_lhs (call)) == SSA_NAME && !gimple_has_side_effects (call)
         && !gimple_vuse (call) && !gimple_vdef (call);
}

static void
canonical_pointed_type (struct canonical_writer *w, tree type, struct strbuf *out)
{
  while (POINTER_TYPE_P (type)) {
    strbuf_add_char (out, '*');
    type = TREE_TYPE (type);
    if (!POINTER_TYPE_P (type))
      canonical_object_type (w, type, out);
  }
}

void
canonical_call (struct canonical_writer *w, gcall *call, struct strbuf *out)
{
  tree callee = gimple_call_fndecl (call);
  if (gimple_call_internal_p (call))
    strbuf_addf (out, "call .%s", internal_fn_name (gimple_call_internal_fn (call)));
  else {
    strbuf_add_text (out, "call ");
    if (callee)
      canonical_declaration (w, callee, out);
    else
      canonical_value (w, gimple_call_fn (call), out);
    strbuf_add_char (out, ' ');
    canonical_call_type (w, call, out);
    if (gimple_call_chain (call))
      canonical_fail (w, "it calls a nested function");
  }
  strbuf_addf (out, " %x%s%s%s", (unsigned) (gimple_call_flags (call) & ~ECF_COLD),
               gimple_call_return_slot_opt_p (call) ? "s" : "", gimple_call_must_tail_p (call) ? "t" : "",
               gimple_call_va_arg_pack_p (call) ? "v" : "");
  if (gimple_call_lhs (call))
    canonical_type (w, TREE_TYPE (gimple_call_lhs (call)), out);
  strbuf_add_char (out, '(');
  for (unsigned i = 0; i < gimple_call_num_args (call); i++) {
    tree argument = gimple_call_arg (call, i);
    /* To an internal function a null pointer may tell a type by its own (va_arg).  */
    if (gimple_call_internal_p (call))
      canonical_pointed_type (w, TREE_TYPE (argument), out);
    canonical_type (w, TREE_TYPE (argument), out);
    strbuf_add_char (out, ' ');
    canonical_place (w, argument, out);
    strbuf_add_char (out, ',');
  }
  strbuf_add_char (out, ')');
}

unsigned
canonical_define (struct canonical_writer *w, tree name)
{
  unsigned version = SSA_NAME_VERSION (name);
  if (!w->ssa[version])
    w->ssa[version] = ++w->numbers;
  return w->ssa[version];
}

/* The number of NAME, not met before.  */
static unsigned
number_name (struct canonical_writer *w, tree name)
{
  struct strbuf text = STRBUF_INIT;
  if (SSA_NAME_IS_DEFAULT_DEF (name)) {
    tree var = SSA_NAME_VAR (name);
    if (!var || VAR_P (var)) {
      canonical_fail (w, "it uses a local that has no value");
      return 0;
    }
    canonical_type (w, TREE_TYPE (name), &text);
    strbuf_add_text (&text, " initial ");
    canonical_declaration (w, var, &text);
    return canonical_intern (w, 'V', &text);
  }
  gimple *def = SSA_NAME_DEF_STMT (name);
  if (gphi *phi = dyn_cast<gphi *> (def)) {
    int block = w->blocks[gimple_bb (phi)->index];
    if (block < 0)
      canonical_fail (w, "its control flow cannot be followed");
    unsigned number = canonical_define (w, name);
    strbuf_addf (&text, "V%u: ", number);
    canonical_type (w, TREE_TYPE (name), &text);
    strbuf_addf (&text, " merge B%d\n", block);
    strbuf_add (&w->out, strbuf_text (&text), text.length);
    strbuf_release (&text);
    w->phis.safe_push (phi);
    return number;
  }
  if (is_gimple_assign (def) && !gimple_vdef (def) && !gimple_has_volatile_ops (def)) {
    tree from = gimple_assign_rhs1 (def);
    enum tree_code code = gimple_assign_rhs_code (def);
    if (code == SSA_NAME
        || ((CONVERT_EXPR_CODE_P (code)) && TREE_CODE (from) == SSA_NAME
            && useless_type_conversion_p (TREE_TYPE (name), TREE_TYPE (from)))) {
      canonical_value (w, from, &text);
      strbuf_release (&text);
      return w->ssa[SSA_NAME_VERSION (from)];
    }
    write_expression (w, def, &text);
    return canonical_intern (w, 'V', &text);
  }
  if (is_gimple_call (def) && canonical_call_is_value (as_a<gcall *> (def))) {
    const char *marker = canonical_marker (def);
    canonical_type (w, TREE_TYPE (name), &text);
    strbuf_add_char (&text, ' ');
    if (marker)
      strbuf_addf (&text, "undefined %u", w->numbers);
    else
      canonical_call (w, as_a<gcall *> (def), &text);
    return canonical_intern (w, 'V', &text);
  }
  /* A call's or an asm's result is numbered where it happens, which dominates its use.  */
  canonical_fail (w, "a value is used before the statement that gives it");
  return 0;
}

void
canonical_value (struct canonical_writer *w, tree value, struct strbuf *out)
{
  if (w->result->failure)
    return;
  if (++w->depth > CANONICAL_DEPTH_LIMIT) {
    canonical_fail (w, "its expressions are nested too deep");
    w->depth--;
    return;
  }
  if (TREE_CODE (value) == SSA_NAME) {
    unsigned version = SSA_NAME_VERSION (value);
    if (!w->ssa[version]) {
      unsigned number = number_name (w, value);
      w->ssa[version] = number;
    }
    strbuf_addf (out, "V%u", w->ssa[version]);
  } else if (CONSTANT_CLASS_P (value)) {
    canonical_type (w, TREE_TYPE (value), out);
    strbuf_add_char (out, '#');
    canonical_constant (NULL, value, out);
  } else if (TREE_CODE (value) == ADDR_EXPR && TREE_CODE (TREE_OPERAND (value, 0)) == ARRAY_REF
             && canonical_element_address (w, value, out))
    ;
  else if (TREE_CODE (value) == ADDR_EXPR) {
    strbuf_add_char (out, '&');
    canonical_address (w, TREE_OPERAND (value, 0), out);
  } else if (TREE_CODE (value) == CONSTRUCTOR) {
    canonical_type (w, TREE_TYPE (value), out);
    write_constructor (w, value, out);
  } else if (DECL_P (value) || handled_component_p (value) || TREE_CODE (value) == MEM_REF)
    canonical_place (w, value, out);
  else
    canonical_fail (w, "it has an operand that is not understood");
  w->depth--;
}

struct phi_argument {
  unsigned block, exit;
  tree value;
};

static int
compare_arguments (const void *a, const void *b)
{
  const struct phi_argument *x = (const struct phi_argument *) a, *y = (const struct phi_argument *) b;
  if (x->block != y->block)
    return x->block < y->block ? -1 : 1;
  return x->exit < y->exit ? -1 : x->exit > y->exit;
}

void
canonical_phis (struct canonical_writer *w)
{
  for (; w->phis_written < w->phis.length () && !w->result->failure; w->phis_written++) {
    gphi *phi = w->phis[w->phis_written];
    unsigned count = gimple_phi_num_args (phi);
    struct phi_argument *arguments = XNEWVEC (struct phi_argument, count + 1);
    struct strbuf text = STRBUF_INIT;
    for (unsigned i = 0; i < count; i++) {
      arguments[i].value = gimple_phi_arg_def (phi, i);
      canonical_edge_name (w, gimple_phi_arg_edge (phi, i), &arguments[i].block, &arguments[i].exit);
    }
    qsort (arguments, count, sizeof *arguments, compare_arguments);
    strbuf_addf (&text, "merge V%u:", w->ssa[SSA_NAME_VERSION (gimple_phi_result (phi))]);
    for (unsigned i = 0; i < count; i++) {
      strbuf_addf (&text, " B%u.%u ", arguments[i].block, arguments[i].exit);
      canonical_value (w, arguments[i].value, &text);
    }
    strbuf_add_char (&text, '\n');
    strbuf_add (&w->out, strbuf_text (&text), text.length);
    strbuf_release (&text);
    free (arguments);
  }
}
