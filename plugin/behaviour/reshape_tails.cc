/* Reshaping: common tails.

   Blocks that go on to the same place, and whose last effects are the same in kind, share them: a new block between them
   and that place has the effect once, with operands that are merged where they differ.  So a body written twice is
   written once, `if (c) g (1); else g (2);` is `g (c ? 1 : 2)`, and a loop whose test is written before it and at
   its end tests at its head.  */
#include "gcc-compat.h"

#include "reshape.h"
#include "reshape_tails.h"

/* Numbers what the shared statements of T give.  */
static void
number_given (const struct tail *t, hash_map<tree, unsigned> *sunk)
{
  for (unsigned i = 0; i <= t->rest.length (); i++) {
    tree lhs = gimple_get_lhs (i ? t->rest[i - 1] : t->effect);
    if (lhs && TREE_CODE (lhs) == SSA_NAME)
      sunk->put (lhs, i);
  }
}

/* Whether the shared statements behind the first use what those before them give, all alike.  */
static bool
rest_uses_alike (const struct group *g)
{
  const struct tail *first = (*g->list)[0];
  for (unsigned k = 0; k < first->rest.length (); k++) {
    auto_vec<tree> here;
    reshape_statement_leaves (first->rest[k], &here);
    for (unsigned n = 1; n < g->list->length (); n++) {
      auto_vec<tree> there;
      reshape_statement_leaves ((*g->list)[n]->rest[k], &there);
      for (unsigned leaf = 0; leaf < here.length (); leaf++) {
        unsigned *a = g->sunk->get (here[leaf]), *b = g->sunk->get (there[leaf]);
        if (a ? !b || *a != *b : b != NULL)
          return false;
      }
    }
  }
  return true;
}

/* Whether what the shared statements give is used only among themselves and where the ways meet, by all alike.  */
static bool
used_alike (const struct group *g)
{
  if (!rest_uses_alike (g))
    return false;
  for (unsigned n = 0; n < g->list->length (); n++) {
    const struct tail *t = (*g->list)[n];
    for (unsigned i = 0; i <= t->rest.length (); i++) {
      tree lhs = gimple_get_lhs (i ? t->rest[i - 1] : t->effect);
      if (!lhs || TREE_CODE (lhs) != SSA_NAME)
        continue;
      use_operand_p use;
      imm_use_iterator uses;
      FOR_EACH_IMM_USE_FAST (use, uses, lhs)
      {
        gimple *stmt = USE_STMT (use);
        bool known = is_gimple_debug (stmt);
        for (unsigned k = 0; k < t->rest.length () && !known; k++)
          known = t->rest[k] == stmt;
        if (known)
          continue;
        gphi *phi = dyn_cast<gphi *> (stmt);
        if (!phi || !t->first || gimple_bb (phi) != t->first->dest)
          return false;
        auto_vec<tree> values;
        for (unsigned k = 0; k < g->list->length (); k++)
          values.safe_push (PHI_ARG_DEF_FROM_EDGE (phi, (*g->list)[k]->first));
        if (tails_sunk_index (g, values) != (int) i)
          return false;
        /* By no other edge either.  */
        for (unsigned k = 0; k < gimple_phi_num_args (phi); k++)
          if (gimple_phi_arg_def (phi, k) == lhs && gimple_phi_arg_edge (phi, k) != t->first)
            return false;
      }
    }
  }
  return true;
}

static void
insert_statements (struct group *g, bool at_end)
{
  for (gimple_stmt_iterator i = gsi_start (g->statements); !gsi_end_p (i); gsi_next (&i))
    gimple_set_bb (gsi_stmt (i), g->join);
  if (at_end) {
    gimple_stmt_iterator i = gsi_last_bb (g->join);
    gsi_insert_seq_after (&i, g->statements, GSI_CONTINUE_LINKING);
  } else {
    gimple_stmt_iterator i = gsi_after_labels (g->join);
    gsi_insert_seq_before (&i, g->statements, GSI_SAME_STMT);
  }
  g->statements = NULL;
}

static basic_block
make_join (const tails &list)
{
  basic_block join = create_empty_bb (list[0]->block);
  join->count = list[0]->block->count;
  return join;
}

/* The PHIs where the ways met until now get one value for all of them, by OLD edges; the new one comes from JOIN.  */
static void
merge_phi_arguments (struct group *g, basic_block place, const auto_vec<edge> &old, auto_vec<tree> *merged)
{
  for (gphi_iterator i = gsi_start_phis (place); !gsi_end_p (i); gsi_next (&i)) {
    auto_vec<tree> values;
    for (unsigned n = 0; n < old.length (); n++)
      values.safe_push (PHI_ARG_DEF_FROM_EDGE (i.phi (), old[n]));
    merged->safe_push (tails_merge_values (g, values, TAILS_DEPTH));
  }
}

static void
set_phi_arguments (basic_block place, edge e, const auto_vec<tree> &merged)
{
  unsigned n = 0;
  for (gphi_iterator i = gsi_start_phis (place); !gsi_end_p (i); gsi_next (&i), n++)
    add_phi_arg (i.phi (), merged[n], e, UNKNOWN_LOCATION);
}

/* The test that CHOICE makes, of VALUE, for the edges of T, of which CHOICE is the end.  */
static gswitch *
merged_choice (gswitch *choice, tree value, const struct tail *t)
{
  auto_vec<tree> labels;
  tree other = build_case_label (NULL_TREE, NULL_TREE, gimple_block_label (t->second->dest));
  for (unsigned n = 1; n < gimple_switch_num_labels (choice); n++) {
    tree label = gimple_switch_label (choice, n);
    if (gimple_switch_edge (cfun, choice, n) != t->second)
      labels.safe_push (build_case_label (CASE_LOW (label), CASE_HIGH (label), gimple_block_label (t->first->dest)));
  }
  return gimple_build_switch (value, other, labels);
}

/* Makes the last effects of the blocks in LIST, which are alike, one, if what they give is used alike.  CHANGED: this
   is not the first change.  */
static bool
share (function *fun, tails *list, bool changed)
{
  hash_map<tree, unsigned> sunk;
  struct group g = { list, NULL, NULL, &sunk, {}, false };
  const struct tail *first = (*list)[0];
  gswitch *choice = first->effect ? dyn_cast<gswitch *> (first->effect) : NULL;
  bool condition = first->effect && (choice || gimple_code (first->effect) == GIMPLE_COND);
  for (unsigned n = 0; n < list->length () && first->effect && !condition; n++)
    number_given ((*list)[n], &sunk);
  if (first->effect && !used_alike (&g))
    return false;
  if (!changed)
    reshape_forget_memory (fun);
  g.join = make_join (*list);
  for (unsigned n = 0; n < list->length (); n++)
    make_edge ((*list)[n]->block, g.join, EDGE_FALLTHRU)->probability = profile_probability::always ();
  auto_vec<edge> firsts, seconds;
  auto_vec<tree> first_values, second_values;
  for (unsigned n = 0; n < list->length (); n++) {
    firsts.safe_push ((*list)[n]->first);
    seconds.safe_push ((*list)[n]->second);
  }
  if (condition) {
    auto_vec<tree> as, bs;
    for (unsigned n = 0; n < list->length (); n++) {
      as.safe_push ((*list)[n]->condition.a);
      bs.safe_push ((*list)[n]->condition.b);
    }
    tree a = tails_merge_values (&g, as, TAILS_DEPTH), b = tails_merge_values (&g, bs, TAILS_DEPTH);
    merge_phi_arguments (&g, first->first->dest, firsts, &first_values);
    merge_phi_arguments (&g, first->second->dest, seconds, &second_values);
    if (choice)
      tails_add_statement (&g, merged_choice (choice, a, first));
    else
      tails_add_statement (&g, gimple_build_cond (first->condition.code, a, b, NULL_TREE, NULL_TREE));
  } else {
    for (unsigned k = 0; first->effect && k <= first->rest.length (); k++) {
      auto_vec<gimple *> statements;
      for (unsigned n = 0; n < list->length (); n++)
        statements.safe_push (k ? (*list)[n]->rest[k - 1] : (*list)[n]->effect);
      gimple *merged = tails_merge_statements (&g, statements);
      tree lhs = gimple_get_lhs (merged);
      g.given.safe_push (lhs && TREE_CODE (lhs) == SSA_NAME ? lhs : NULL_TREE);
      if (!k)
        g.stores = gimple_vdef ((*list)[0]->effect) != NULL_TREE;
    }
    if (first->first)
      merge_phi_arguments (&g, first->first->dest, firsts, &first_values);
  }
  insert_statements (&g, true);
  if (condition) {
    int holds = choice ? 0 : EDGE_TRUE_VALUE, fails = choice ? 0 : EDGE_FALSE_VALUE;
    set_phi_arguments (first->first->dest, make_edge (g.join, first->first->dest, holds), first_values);
    set_phi_arguments (first->second->dest, make_edge (g.join, first->second->dest, fails), second_values);
  } else if (first->first)
    set_phi_arguments (first->first->dest, make_edge (g.join, first->first->dest, EDGE_FALLTHRU), first_values);
  for (unsigned n = 0; n < list->length (); n++) {
    struct tail *t = (*list)[n];
    if (t->first)
      remove_edge (t->first);
    if (t->second)
      remove_edge (t->second);
    for (unsigned k = t->rest.length (); k-- > 0;)
      reshape_remove_statement (t->rest[k]);
    if (t->effect)
      reshape_remove_statement (t->effect);
  }
  for (gimple_stmt_iterator i = gsi_start_bb (g.join); !gsi_end_p (i); gsi_next (&i))
    update_stmt (gsi_stmt (i));
  return true;
}

/* The ends of a body's blocks, in the order in which they were found.  Numbers are one more than places in the list; 0 is none.  */
struct found {
  tails list;
  auto_vec<unsigned> next; /* of each the next one that goes on to the same place */
  auto_vec<unsigned> last; /* by place, the last one that goes on there */
  auto_vec<unsigned> ends; /* by block, its end */
};

static void
add_end (struct found *f, basic_block block)
{
  struct tail *t = tails_end_of (block);
  if (!t)
    return;
  unsigned place = t->first ? t->first->dest->index : ENTRY_BLOCK, size = last_basic_block_for_fn (cfun);
  if (f->last.length () < size) {
    f->last.safe_grow_cleared (size, true);
    f->ends.safe_grow_cleared (size, true);
  }
  f->list.safe_push (t);
  f->next.safe_push (0);
  unsigned number = f->list.length ();
  if (f->last[place])
    f->next[f->last[place] - 1] = number;
  f->last[place] = f->ends[block->index] = number;
}

/* The first tails of F, from the one at AT on, that are alike; fewer than two if there are none.  Those that are go on to one place.  */
static void
find_alike (const struct found &f, unsigned at, tails *list)
{
  list->truncate (0);
  if (!f.list[at])
    return;
  list->safe_push (f.list[at]);
  for (unsigned n = f.next[at]; n; n = f.next[n - 1])
    if (f.list[n - 1] && tails_alike (f.list[at], f.list[n - 1]))
      list->safe_push (f.list[n - 1]);
}

/* Looks again at the blocks of LIST, whose ends are gone; and at their new join, the last block but one.  */
static void
refresh (struct found *f, const tails &list)
{
  auto_vec<basic_block> blocks;
  for (unsigned n = 0; n < list.length (); n++)
    blocks.safe_push (list[n]->block);
  blocks.safe_push (single_succ (blocks[0]));
  for (unsigned n = 0; n < blocks.length (); n++) {
    unsigned number = (unsigned) blocks[n]->index < f->ends.length () ? f->ends[blocks[n]->index] : 0;
    if (!number)
      continue;
    delete f->list[number - 1];
    f->list[number - 1] = NULL;
    f->ends[blocks[n]->index] = 0;
  }
  for (unsigned n = 0; n < blocks.length (); n++)
    add_end (f, blocks[n]);
}

bool
reshape_tails (function *fun)
{
  struct found f;
  tails list;
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  add_end (&f, block);
  for (unsigned i = 0; i < f.list.length (); i++) {
    find_alike (f, i, &list);
    if (list.length () < 2)
      continue;
    if (!share (fun, &list, changed))
      continue;
    changed = true;
    refresh (&f, list);
  }
  for (unsigned i = 0; i < f.list.length (); i++)
    delete f.list[i];
  return changed;
}
