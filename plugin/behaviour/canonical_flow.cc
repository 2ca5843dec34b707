/* The canonical form: how control flows, from the end of one block to the next.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"

bool
canonical_silent (gimple *stmt)
{
  return is_gimple_debug (stmt) || gimple_code (stmt) == GIMPLE_LABEL || gimple_code (stmt) == GIMPLE_NOP
         || gimple_code (stmt) == GIMPLE_PREDICT;
}

bool
canonical_entered_label (gimple *stmt)
{
  if (gimple_code (stmt) != GIMPLE_LABEL)
    return false;
  tree label = gimple_label_label (as_a<glabel *> (stmt));
  return FORCED_LABEL (label) || DECL_NONLOCAL (label);
}

/* Whether a block only passes control on.  */
static bool
is_transparent (basic_block block)
{
  if (!single_pred_p (block) || !single_succ_p (block) || single_succ (block) == block
      || single_succ (block) == EXIT_BLOCK_PTR_FOR_FN (cfun) || single_pred (block) == ENTRY_BLOCK_PTR_FOR_FN (cfun))
    return false;
  for (gphi_iterator i = gsi_start_phis (block); !gsi_end_p (i); gsi_next (&i))
    if (!virtual_operand_p (gimple_phi_result (i.phi ())))
      return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    /* What is written where it is used leaves nothing behind.  */
    bool lazy = is_gimple_assign (stmt) && TREE_CODE (gimple_assign_lhs (stmt)) == SSA_NAME && !gimple_vdef (stmt)
                && !gimple_has_volatile_ops (stmt);
    if (!canonical_silent (stmt) && !lazy)
      return false;
  }
  return true;
}

edge
canonical_edge (edge e)
{
  while (is_transparent (e->dest))
    e = single_succ_edge (e->dest);
  return e;
}

void
canonical_edge_name (struct canonical_writer *w, edge e, unsigned *block, unsigned *exit)
{
  *block = *exit = 0;
  while (e->src != ENTRY_BLOCK_PTR_FOR_FN (cfun) && is_transparent (e->src))
    e = single_pred_edge (e->src);
  if (e->src == ENTRY_BLOCK_PTR_FOR_FN (cfun)) {
    *block = UINT_MAX;
    return;
  }
  struct canonical_exit *from = w->exits[e->src->index];
  if (!from || w->blocks[e->src->index] < 0) {
    canonical_fail (w, "its control flow cannot be followed");
    return;
  }
  *block = w->blocks[e->src->index];
  for (unsigned i = 0; i < from->edges.length (); i++)
    if (from->edges[i] == e)
      *exit = i;
}

/* ---- Ends of blocks.  */

/* `if (t != 0)` for `t = a < b` is `if (a < b)`.  */
static bool
look_through (struct canonical_condition *c)
{
  if (TREE_CODE (c->a) != SSA_NAME || !integer_zerop (c->b) || (c->code != NE_EXPR && c->code != EQ_EXPR)
      || SSA_NAME_IS_DEFAULT_DEF (c->a))
    return false;
  gimple *def = SSA_NAME_DEF_STMT (c->a);
  if (!is_gimple_assign (def))
    return false;
  enum tree_code code = gimple_assign_rhs_code (def);
  bool zero = c->code == EQ_EXPR;
  tree a = gimple_assign_rhs1 (def);
  if (TREE_CODE_CLASS (code) == tcc_comparison && get_gimple_rhs_class (code) == GIMPLE_BINARY_RHS) {
    c->code = code;
    c->a = a;
    c->b = gimple_assign_rhs2 (def);
    c->inverted ^= zero;
    return true;
  }
  /* A conversion that keeps zero and the rest apart; the negation of a truth value.  */
  if (CONVERT_EXPR_CODE_P (code) && INTEGRAL_TYPE_P (TREE_TYPE (a)) && INTEGRAL_TYPE_P (TREE_TYPE (c->a))
      && TYPE_PRECISION (TREE_TYPE (c->a)) >= TYPE_PRECISION (TREE_TYPE (a))) {
    c->a = a;
    c->b = build_zero_cst (TREE_TYPE (a));
    return true;
  }
  if (INTEGRAL_TYPE_P (TREE_TYPE (a)) && TYPE_PRECISION (TREE_TYPE (a)) == 1
      && (code == BIT_NOT_EXPR || (code == BIT_XOR_EXPR && integer_onep (gimple_assign_rhs2 (def))))) {
    c->a = a;
    c->inverted ^= true;
    return true;
  }
  return false;
}

struct canonical_condition
canonical_condition_of (gcond *stmt)
{
  struct canonical_condition c = { gimple_cond_code (stmt), gimple_cond_lhs (stmt), gimple_cond_rhs (stmt), false };
  while (look_through (&c))
    continue;
  canonical_comparison (&c.code, &c.a, &c.b);
  if (c.code == NE_EXPR) {
    c.code = EQ_EXPR;
    c.inverted ^= true;
  } else if (c.code == LE_EXPR && !FLOAT_TYPE_P (TREE_TYPE (c.a))) {
    /* Where there is no NaN, a <= b is the opposite of b < a.  */
    c.code = LT_EXPR;
    std::swap (c.a, c.b);
    c.inverted ^= true;
  }
  return c;
}

static void
add_edge (struct canonical_exit *exit, edge e)
{
  for (unsigned i = 0; i < exit->edges.length (); i++)
    if (exit->edges[i] == e)
      return;
  exit->edges.safe_push (e);
}

static struct canonical_exit *
exit_of (struct canonical_writer *w, basic_block block)
{
  struct canonical_exit *exit = new canonical_exit ();
  gimple *last = last_stmt (block);
  edge e;
  edge_iterator i;
  if (last && gimple_code (last) == GIMPLE_COND) {
    edge true_edge, false_edge;
    extract_true_false_edges_from_block (block, &true_edge, &false_edge);
    bool inverted = canonical_condition_of (as_a<gcond *> (last)).inverted;
    exit->edges.safe_push (inverted ? false_edge : true_edge);
    exit->edges.safe_push (inverted ? true_edge : false_edge);
  } else if (last && gimple_code (last) == GIMPLE_SWITCH) {
    gswitch *stmt = as_a<gswitch *> (last);
    /* Labels are sorted by value, the default comes first.  */
    for (unsigned n = 0; n < gimple_switch_num_labels (stmt); n++)
      add_edge (exit, gimple_switch_edge (cfun, stmt, n));
  }
  FOR_EACH_EDGE (e, i, block->succs)
  {
    if (e->flags & (EDGE_ABNORMAL | EDGE_EH))
      canonical_fail (w, "it has abnormal control flow");
    if (exit->edges.is_empty () || (last && gimple_code (last) == GIMPLE_SWITCH))
      add_edge (exit, e);
  }
  return exit;
}

/* Numbers the blocks in an order that depends only on which block follows which by which exit: each before those
   that it dominates.  */
void
canonical_number_blocks (struct canonical_writer *w)
{
  auto_vec<basic_block> stack;
  for (int i = 0; i < last_basic_block_for_fn (cfun); i++) {
    w->blocks.safe_push (-1);
    w->exits.safe_push (NULL);
  }
  stack.safe_push (canonical_edge (single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (cfun)))->dest);
  while (!stack.is_empty ()) {
    basic_block block = stack.pop ();
    if (block == EXIT_BLOCK_PTR_FOR_FN (cfun) || w->blocks[block->index] >= 0)
      continue;
    w->blocks[block->index] = w->order.length ();
    w->order.safe_push (block);
    struct canonical_exit *exit = w->exits[block->index] = exit_of (w, block);
    for (unsigned i = exit->edges.length (); i-- > 0;)
      stack.safe_push (canonical_edge (exit->edges[i])->dest);
  }
}

void
canonical_write_target (struct canonical_writer *w, edge e, struct strbuf *out)
{
  basic_block to = canonical_edge (e)->dest;
  if (to == EXIT_BLOCK_PTR_FOR_FN (cfun))
    strbuf_add_text (out, " exit");
  else
    strbuf_addf (out, " B%d", w->blocks[to->index]);
}

void
canonical_write_condition (struct canonical_writer *w, gcond *stmt, const struct canonical_exit *exit,
                           struct strbuf *out)
{
  struct canonical_condition c = canonical_condition_of (stmt);
  struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
  bool swap = false;
  if (c.code == EQ_EXPR || commutative_tree_code (c.code)) {
    if (canonical_colour (w, c.a, 4) > canonical_colour (w, c.b, 4))
      std::swap (c.a, c.b);
    canonical_value (w, c.a, &a);
    canonical_value (w, c.b, &b);
    swap = strcmp (strbuf_text (&a), strbuf_text (&b)) > 0;
  } else {
    canonical_value (w, c.a, &a);
    canonical_value (w, c.b, &b);
  }
  strbuf_addf (out, "if %s ", get_tree_code_name (c.code));
  canonical_type (w, TREE_TYPE (c.a), out);
  strbuf_addf (out, " %s %s", strbuf_text (swap ? &b : &a), strbuf_text (swap ? &a : &b));
  strbuf_release (&a);
  strbuf_release (&b);
  canonical_write_target (w, exit->edges[0], out);
  canonical_write_target (w, exit->edges[1], out);
}

static void
write_number (tree value, struct strbuf *out)
{
  char digits[WIDE_INT_PRINT_BUFFER_SIZE];
  print_dec (wi::to_wide (value), digits, TYPE_SIGN (TREE_TYPE (value)));
  strbuf_addf (out, " %s", digits);
}

void
canonical_write_switch (struct canonical_writer *w, gswitch *stmt, const struct canonical_exit *exit,
                        struct strbuf *out)
{
  strbuf_add_text (out, "switch ");
  canonical_type (w, TREE_TYPE (gimple_switch_index (stmt)), out);
  strbuf_add_char (out, ' ');
  canonical_value (w, gimple_switch_index (stmt), out);
  edge other = gimple_switch_edge (cfun, stmt, 0);
  unsigned count = gimple_switch_num_labels (stmt);
  for (unsigned n = 1; n < count; n++) {
    edge e = gimple_switch_edge (cfun, stmt, n);
    if (e == other)
      continue;
    tree label = gimple_switch_label (stmt, n), low = CASE_LOW (label), high = CASE_HIGH (label);
    if (!high)
      high = low;
    /* `case 1: case 2:` is `case 1 ... 2:`.  */
    while (n + 1 < count && gimple_switch_edge (cfun, stmt, n + 1) == e) {
      tree next = gimple_switch_label (stmt, n + 1);
      if (wi::to_wide (CASE_LOW (next)) != wi::to_wide (high) + 1)
        break;
      high = CASE_HIGH (next) ? CASE_HIGH (next) : CASE_LOW (next);
      n++;
    }
    write_number (low, out);
    write_number (high, out);
    for (unsigned i = 0; i < exit->edges.length (); i++)
      if (exit->edges[i] == e)
        strbuf_addf (out, " %u", i);
  }
  for (unsigned i = 0; i < exit->edges.length (); i++)
    canonical_write_target (w, exit->edges[i], out);
}
