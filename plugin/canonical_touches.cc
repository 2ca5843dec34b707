/* The canonical form: where memory is certainly accessed.  See canonical_private.h.  */
#include "gcc-compat.h"

#include "canonical_private.h"

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

void
canonical_add_touch (struct touches *touches, unsigned block, unsigned segment, bool silent, tree value)
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
void
canonical_write_touches (struct canonical_writer *w, struct touches *touches)
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
