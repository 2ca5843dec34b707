/* The canonical form: blocks, and the effects in them.  See canonical_private.h.

   What has no effect is written where it is first used (canonical_values.cc); what has one, in
   its block, in order.  A load has no place of its own: it is what it reads and the state of memory
   that it reads; that it happens at all (and may fault) is shown by the markers that normalise.cc
   put before it.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "types.h"

const char *
canonical_marker (gimple *call)
{
  tree callee = is_gimple_call (call) ? gimple_call_fndecl (call) : NULL_TREE;
  if (!callee || !DECL_ARTIFICIAL (callee) || !DECL_NAME (callee))
    return NULL;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (callee));
  return strncmp (name, "loadbearing.", 12) == 0 ? name : NULL;
}

static bool
is_silent (gimple *stmt)
{
  return is_gimple_debug (stmt) || gimple_code (stmt) == GIMPLE_LABEL || gimple_code (stmt) == GIMPLE_NOP
         || gimple_code (stmt) == GIMPLE_PREDICT;
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
    if (!is_silent (stmt) && !lazy)
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

struct condition {
  enum tree_code code;
  tree a, b;
  bool inverted; /* the first exit is taken when the comparison does not hold */
};

/* `if (t != 0)` for `t = a < b` is `if (a < b)`.  */
static bool
look_through (struct condition *c)
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

static struct condition
condition_of (gcond *stmt)
{
  struct condition c = { gimple_cond_code (stmt), gimple_cond_lhs (stmt), gimple_cond_rhs (stmt), false };
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
    bool inverted = condition_of (as_a<gcond *> (last)).inverted;
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
static void
number_blocks (struct canonical_writer *w)
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

static void
write_target (struct canonical_writer *w, edge e, struct strbuf *out)
{
  basic_block to = canonical_edge (e)->dest;
  if (to == EXIT_BLOCK_PTR_FOR_FN (cfun))
    strbuf_add_text (out, " exit");
  else
    strbuf_addf (out, " B%d", w->blocks[to->index]);
}

static void
write_condition (struct canonical_writer *w, gcond *stmt, const struct canonical_exit *exit, struct strbuf *out)
{
  struct condition c = condition_of (stmt);
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
  write_target (w, exit->edges[0], out);
  write_target (w, exit->edges[1], out);
}

static void
write_number (tree value, struct strbuf *out)
{
  char digits[WIDE_INT_PRINT_BUFFER_SIZE];
  print_dec (wi::to_wide (value), digits, TYPE_SIGN (TREE_TYPE (value)));
  strbuf_addf (out, " %s", digits);
}

static void
write_switch (struct canonical_writer *w, gswitch *stmt, const struct canonical_exit *exit, struct strbuf *out)
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
    write_target (w, exit->edges[i], out);
}

/* ---- Effects.  */

/* A place in memory that was certainly accessed.  */
struct touch {
  unsigned block, segment; /* a new segment begins after each call */
  bool silent;             /* a store shows by itself */
  tree value;
  hashval_t colour;
  char *text;
};

struct touches {
  auto_vec<struct touch> list;
};

/* The pointer itself, without what is added to it.  */
static tree
strip_offset (tree value)
{
  while (TREE_CODE (value) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF (value)) {
    gimple *def = SSA_NAME_DEF_STMT (value);
    if (!is_gimple_assign (def))
      break;
    enum tree_code code = gimple_assign_rhs_code (def);
    if (code == SSA_NAME || (code == POINTER_PLUS_EXPR && TREE_CODE (gimple_assign_rhs2 (def)) == INTEGER_CST)
        || (CONVERT_EXPR_CODE_P (code) && POINTER_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
            && POINTER_TYPE_P (TREE_TYPE (value))))
      value = gimple_assign_rhs1 (def);
    else
      break;
  }
  return value;
}

static void
add_touch (struct touches *touches, unsigned block, unsigned segment, bool silent, tree value)
{
  value = strip_offset (value);
  if (TREE_CODE (value) == ADDR_EXPR)
    return; /* of an object that is there */
  struct touch touch = { block, segment, silent, value, 0, NULL };
  touches->list.safe_push (touch);
}

static int
compare_touches (const void *a, const void *b)
{
  const struct touch *x = (const struct touch *) a, *y = (const struct touch *) b;
  if (x->block != y->block)
    return x->block < y->block ? -1 : 1;
  if (x->segment != y->segment)
    return x->segment < y->segment ? -1 : 1;
  if (x->text && y->text) {
    int order = strcmp (x->text, y->text);
    return order ? order : (int) y->silent - (int) x->silent;
  }
  return x->colour < y->colour ? -1 : x->colour > y->colour;
}

/* Writes where memory is accessed: through which pointers, in which block, after how many calls; but not where it is
   certain already.  */
static void
write_touches (struct canonical_writer *w, struct touches *touches)
{
  unsigned count = touches->list.length ();
  if (!count)
    return;
  struct touch *list = touches->list.address ();
  for (unsigned i = 0; i < count; i++)
    list[i].colour = canonical_colour (w, list[i].value, 4);
  qsort (list, count, sizeof *list, compare_touches);
  for (unsigned i = 0; i < count; i++) {
    struct strbuf text = STRBUF_INIT;
    canonical_value (w, list[i].value, &text);
    list[i].text = strbuf_detach (&text);
  }
  qsort (list, count, sizeof *list, compare_touches);
  hash_map<nofree_string_hash, auto_vec<unsigned> *> seen;
  auto_vec<auto_vec<unsigned> *> owned;
  for (unsigned i = 0; i < count; i++) {
    bool known, certain = false;
    auto_vec<unsigned> *&before = seen.get_or_insert (list[i].text, &known);
    if (!known) {
      before = new auto_vec<unsigned> ();
      owned.safe_push (before);
    }
    for (unsigned n = 0; n < before->length () && !certain; n++)
      certain = (*before)[n] == list[i].block
                || dominated_by_p (CDI_DOMINATORS, w->order[list[i].block], w->order[(*before)[n]]);
    if (certain)
      continue;
    before->safe_push (list[i].block);
    if (!list[i].silent)
      strbuf_addf (&w->out, "touch B%u.%u %s\n", list[i].block, list[i].segment, list[i].text);
  }
  for (unsigned i = 0; i < owned.length (); i++)
    delete owned[i];
  for (unsigned i = 0; i < count; i++)
    free (list[i].text);
}

static void
write_asm (struct canonical_writer *w, gasm *stmt, struct strbuf *out)
{
  struct strbuf text = STRBUF_INIT;
  if (gimple_asm_nlabels (stmt))
    canonical_fail (w, "it has an asm goto");
  const char *code = gimple_asm_string (stmt);
  if (strstr (code, ".incbin") || strstr (code, ".include"))
    canonical_fail (w, "its asm reads a file");
  strbuf_addf (out, "asm %s%s%s %zu\"%s\"", gimple_asm_volatile_p (stmt) ? "volatile " : "",
               gimple_asm_inline_p (stmt) ? "inline " : "", gimple_asm_input_p (stmt) ? "basic " : "", strlen (code),
               code);
  for (unsigned i = 0; i < gimple_asm_ninputs (stmt); i++) {
    tree link = gimple_asm_input_op (stmt, i);
    strbuf_addf (out, " in %s ", TREE_STRING_POINTER (TREE_VALUE (TREE_PURPOSE (link))));
    canonical_type (w, TREE_TYPE (TREE_VALUE (link)), out);
    strbuf_add_char (out, ' ');
    canonical_place (w, TREE_VALUE (link), out);
  }
  for (unsigned i = 0; i < gimple_asm_noutputs (stmt); i++) {
    tree link = gimple_asm_output_op (stmt, i), to = TREE_VALUE (link);
    strbuf_addf (out, " out %s ", TREE_STRING_POINTER (TREE_VALUE (TREE_PURPOSE (link))));
    canonical_type (w, TREE_TYPE (to), out);
    strbuf_add_char (out, ' ');
    if (TREE_CODE (to) == SSA_NAME)
      strbuf_addf (out, "V%u", canonical_define (w, to));
    else
      canonical_place (w, to, out);
  }
  for (unsigned i = 0; i < gimple_asm_nclobbers (stmt); i++)
    strbuf_addf (out, " clobber %s", TREE_STRING_POINTER (TREE_VALUE (gimple_asm_clobber_op (stmt, i))));
  strbuf_release (&text);
}

/* An assignment that shows: a store, or a volatile load.  */
static void
write_assignment (struct canonical_writer *w, gimple *stmt, struct strbuf *out)
{
  tree to = gimple_assign_lhs (stmt), from = gimple_assign_rhs1 (stmt);
  if (gimple_num_ops (stmt) > 2 || get_gimple_rhs_class (gimple_assign_rhs_code (stmt)) != GIMPLE_SINGLE_RHS)
    canonical_fail (w, "it has a store that computes");
  canonical_place (w, from, out);
  if (TREE_CODE (to) == SSA_NAME) {
    strbuf_addf (out, " to V%u ", canonical_define (w, to));
    canonical_type (w, TREE_TYPE (to), out);
  } else {
    strbuf_add_text (out, " into ");
    canonical_place (w, to, out);
    strbuf_add_char (out, ' ');
    canonical_object_type (w, TREE_TYPE (to), out);
    if (gimple_assign_nontemporal_move_p (as_a<gassign *> (stmt)))
      strbuf_add_text (out, " nontemporal");
  }
}

static void
write_call (struct canonical_writer *w, gcall *call, struct strbuf *out)
{
  tree to = gimple_call_lhs (call);
  canonical_call (w, call, out);
  if (to && TREE_CODE (to) == SSA_NAME)
    strbuf_addf (out, " to V%u", canonical_define (w, to));
  else if (to) {
    strbuf_add_text (out, " into ");
    canonical_place (w, to, out);
  }
}

/* Blocks after which memory may still be looked at.  */
static void
find_memory_use (auto_vec<bool> *after)
{
  auto_vec<bool> uses;
  basic_block block;
  bool again = true;
  uses.safe_grow_cleared (last_basic_block_for_fn (cfun));
  after->safe_grow_cleared (last_basic_block_for_fn (cfun));
  FOR_EACH_BB_FN (block, cfun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    if (gimple_vuse (gsi_stmt (i)) && !canonical_marker (gsi_stmt (i)) && !gimple_clobber_p (gsi_stmt (i))
        && gimple_code (gsi_stmt (i)) != GIMPLE_RETURN)
      uses[block->index] = true;
  while (again) {
    again = false;
    FOR_EACH_BB_REVERSE_FN (block, cfun)
    {
      edge e;
      edge_iterator i;
      bool use = false;
      FOR_EACH_EDGE (e, i, block->succs)
      use |= e->dest != EXIT_BLOCK_PTR_FOR_FN (cfun) && (uses[e->dest->index] || (*after)[e->dest->index]);
      if (use && !(*after)[block->index])
        again = (*after)[block->index] = true;
    }
  }
}

/* Whether the end of a local's life, at I, can still matter.  */
static bool
clobber_matters (gimple_stmt_iterator i, const auto_vec<bool> *after)
{
  basic_block block = gsi_bb (i);
  if ((*after)[block->index])
    return true;
  for (gsi_next (&i); !gsi_end_p (i); gsi_next (&i))
    if (gimple_vuse (gsi_stmt (i)) && !canonical_marker (gsi_stmt (i)) && !gimple_clobber_p (gsi_stmt (i))
        && gimple_code (gsi_stmt (i)) != GIMPLE_RETURN)
      return true;
  return false;
}

static tree
pointer_behind (tree place)
{
  tree base = get_base_address (place);
  return base && TREE_CODE (base) == MEM_REF && TREE_CODE (TREE_OPERAND (base, 0)) == SSA_NAME ? TREE_OPERAND (base, 0)
                                                                                               : NULL_TREE;
}

static void
write_block (struct canonical_writer *w, basic_block block, const auto_vec<bool> *memory_after, struct touches *touches)
{
  unsigned number = w->blocks[block->index], segment = 0;
  const struct canonical_exit *exit = w->exits[block->index];
  bool ended = false;
  strbuf_addf (&w->out, "B%u\n", number);
  loop_p loop = block->loop_father;
  if (loop && loop->header == block && loop->num
      && (loop->safelen || loop->unroll || loop->dont_vectorize || loop->force_vectorize || loop->simduid))
    strbuf_addf (&w->out, "loop %d %d %d %d\n", loop->safelen, (int) loop->unroll, (int) loop->dont_vectorize,
                 (int) loop->force_vectorize);
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i) && !w->result->failure; gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    struct strbuf line = STRBUF_INIT;
    const char *marker = canonical_marker (stmt);
    if (gimple_code (stmt) == GIMPLE_LABEL) {
      tree label = gimple_label_label (as_a<glabel *> (stmt));
      if (FORCED_LABEL (label) || DECL_NONLOCAL (label))
        canonical_fail (w, "it takes the address of a label");
    }
    if (is_silent (stmt))
      continue;
    if (marker && strcmp (marker, MARKER_TOUCH) == 0) {
      add_touch (touches, number, segment, false, gimple_call_arg (stmt, 0));
      continue;
    }
    if (marker && strcmp (marker, MARKER_END) == 0)
      continue;
    if (gimple_clobber_p (stmt) && !clobber_matters (i, memory_after))
      continue;
    switch (gimple_code (stmt)) {
    case GIMPLE_ASSIGN:
      if (TREE_CODE (gimple_assign_lhs (stmt)) == SSA_NAME && !gimple_vdef (stmt) && !gimple_has_volatile_ops (stmt))
        continue; /* where it is used */
      write_assignment (w, stmt, &line);
      if (tree pointer = pointer_behind (gimple_assign_lhs (stmt)))
        add_touch (touches, number, segment, true, pointer);
      break;
    case GIMPLE_CALL:
      if (canonical_call_is_value (as_a<gcall *> (stmt)))
        continue;
      write_call (w, as_a<gcall *> (stmt), &line);
      segment++;
      break;
    case GIMPLE_ASM:
      write_asm (w, as_a<gasm *> (stmt), &line);
      segment++;
      break;
    case GIMPLE_COND:
      write_condition (w, as_a<gcond *> (stmt), exit, &line);
      ended = true;
      break;
    case GIMPLE_SWITCH:
      write_switch (w, as_a<gswitch *> (stmt), exit, &line);
      ended = true;
      break;
    case GIMPLE_RETURN: {
      tree value = gimple_return_retval (as_a<greturn *> (stmt));
      strbuf_add_text (&line, "return ");
      if (value)
        canonical_place (w, value, &line);
      ended = true;
      break;
    }
    case GIMPLE_GOTO: canonical_fail (w, "it has a computed goto"); break;
    default: canonical_fail (w, "it has a statement that is not understood"); break;
    }
    if (gimple_vdef (stmt)) {
      w->effects->put (stmt, ++w->numbers);
      strbuf_addf (&line, " m%u", w->numbers);
    }
    strbuf_add_char (&line, '\n');
    strbuf_add (&w->out, strbuf_text (&line), line.length);
    strbuf_release (&line);
  }
  if (!ended) {
    strbuf_add_text (&w->out, "to");
    for (unsigned i = 0; i < exit->edges.length (); i++)
      write_target (w, exit->edges[i], &w->out);
    strbuf_add_char (&w->out, '\n');
  }
}

void
canonical_form (function *fun, const struct strbuf *salt, struct canonical *result, struct strbuf *text)
{
  struct canonical_writer w = {};
  struct touches touches;
  auto_vec<bool> memory_after;
  memset (result, 0, sizeof *result);
  w.fun = fun;
  w.result = result;
  w.effects = new hash_map<gimple *, unsigned> ();
  w.declarations = new hash_map<tree, unsigned> ();
  w.types = new hash_map<tree, unsigned> ();
  w.known = new hash_map<nofree_string_hash, unsigned> ();
  w.ssa.safe_grow_cleared (num_ssa_names + 1);
  strbuf_add (&w.out, strbuf_text (salt), salt->length);
  strbuf_add_char (&w.out, '\n');
  calculate_dominance_info (CDI_DOMINATORS);
  find_memory_use (&memory_after);
  number_blocks (&w);
  for (unsigned i = 0; i < w.order.length () && !result->failure; i++)
    write_block (&w, w.order[i], &memory_after, &touches);
  canonical_phis (&w);
  write_touches (&w, &touches);
  canonical_phis (&w);
  if (!result->failure)
    result->digest = digest_of (strbuf_text (&w.out), w.out.length, DIGEST_FULL);
  if (text)
    strbuf_add (text, strbuf_text (&w.out), w.out.length);
  for (unsigned i = 0; i < w.exits.length (); i++)
    delete w.exits[i];
  for (unsigned i = 0; i < w.keys.length (); i++)
    free (w.keys[i]);
  delete w.effects;
  delete w.declarations;
  delete w.types;
  delete w.known;
  strbuf_release (&w.out);
}

void
canonical_release (struct canonical *c)
{
  free (c->references);
  memset (c, 0, sizeof *c);
}
