/* The canonical form: where memory is certainly accessed.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "normalise.h"

tree
canonical_touched (tree value)
{
  for (;;) {
    if (TREE_CODE (value) == ADDR_EXPR) {
      tree base = get_base_address (TREE_OPERAND (value, 0));
      if (!base || TREE_CODE (base) != MEM_REF)
        return value;
      value = TREE_OPERAND (base, 0);
      continue;
    }
    if (TREE_CODE (value) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (value))
      return value;
    gimple *def = SSA_NAME_DEF_STMT (value);
    if (!is_gimple_assign (def) || gimple_vuse (def))
      return value;
    enum tree_code code = gimple_assign_rhs_code (def);
    if (code == SSA_NAME || code == ADDR_EXPR
        || (code == POINTER_PLUS_EXPR && TREE_CODE (gimple_assign_rhs2 (def)) == INTEGER_CST)
        || (CONVERT_EXPR_CODE_P (code) && POINTER_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))
            && POINTER_TYPE_P (TREE_TYPE (value))))
      value = gimple_assign_rhs1 (def);
    else if (tree array = canonical_array_of (value))
      value = build_fold_addr_expr (array);
    else
      return value;
  }
}

bool
canonical_is_there (tree touched)
{
  if (TREE_CODE (touched) != ADDR_EXPR)
    return false;
  tree base = get_base_address (TREE_OPERAND (touched, 0));
  return !base || !canonical_may_be_absent (base);
}

bool
canonical_may_be_absent (tree decl)
{
  if (!VAR_P (decl) && TREE_CODE (decl) != FUNCTION_DECL)
    return false;
  symtab_node *node = symtab_node::get (decl);
  return (DECL_EXTERNAL (decl) && (DECL_WEAK (decl) || normalise_null_is_address ())) || (node && node->weakref);
}

void
canonical_add_touch (struct touches *touches, unsigned block, unsigned segment, bool silent, tree value)
{
  value = canonical_touched (value);
  if (canonical_is_there (value))
    return;
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

/* Whether BEFORE, whatever it tests, goes on to BLOCK with nothing between.  */
static bool
goes_on_to (basic_block before, basic_block block)
{
  edge e;
  edge_iterator i;
  FOR_EACH_EDGE (e, i, before->succs)
  if ((e->flags & (EDGE_ABNORMAL | EDGE_EH)) || canonical_edge (e)->dest != block)
    return false;
  return EDGE_COUNT (before->succs) > 0;
}

/* What is accessed first in a block that its dominator always goes on to is accessed there.  */
static void
raise (struct canonical_writer *w, const struct touches *touches, struct touch *t)
{
  while (t->segment == 0) {
    basic_block block = w->order[t->block], before = get_immediate_dominator (CDI_DOMINATORS, block);
    if (TREE_CODE (t->value) != SSA_NAME || gimple_bb (SSA_NAME_DEF_STMT (t->value)) == block)
      return;
    if (!before || before == ENTRY_BLOCK_PTR_FOR_FN (cfun) || w->blocks[before->index] < 0
        || !goes_on_to (before, block))
      return;
    t->block = w->blocks[before->index];
    t->segment = touches->segments[t->block];
  }
}

/* Writes where memory is accessed: through which pointers, in which block, after how many calls; but not where it is
   certain already.  */
void
canonical_write_touches (struct canonical_writer *w, struct touches *touches)
{
  unsigned count = touches->list.length ();
  if (!count)
    return;
  struct touch *list = touches->list.address ();
  for (unsigned i = 0; i < count; i++)
    raise (w, touches, &list[i]);
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
