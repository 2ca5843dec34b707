/* Reshaping: common tails.

   Blocks that go on to the same place, and whose last effects are the same in kind, share them: a new block between them
   and that place has the effect once, with operands that are merged where they differ.  So a body written twice is
   written once, `if (c) g (1); else g (2);` is `g (c ? 1 : 2)`, and a loop whose test is written before it and at
   its end tests at its head.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* How far expressions are compared.  */
#define DEPTH 6

/* The end of a block.  */
struct tail {
  basic_block block;
  gimple *effect;          /* or NULL, if the block only computes */
  auto_vec<gimple *> rest; /* behind it: what reads memory or depends on it, in order */
  struct canonical_condition condition;
  edge first, second; /* of a condition: where it holds, where not; else where it goes, or NULL */
};

typedef auto_vec<struct tail *> tails;

/* ---- Merging what differs.  */

/* One group of blocks that share a tail.  */
struct group {
  tails *list;
  basic_block join;
  gimple_seq statements;          /* of JOIN, new */
  hash_map<tree, unsigned> *sunk; /* values that the shared statements give -> which */
  auto_vec<tree> given;           /* which -> the value in JOIN */
  bool stores;                    /* STATEMENTS write memory already */
};

static void
add_statement (struct group *g, gimple *stmt)
{
  gimple_seq_add_stmt_without_update (&g->statements, stmt);
}

/* Whether STMT, in BLOCK, reads memory as it is at the end of BLOCK once its tail is gone.  */
static bool
reads_at_end (gimple *stmt, const struct tail *t)
{
  if (gimple_bb (stmt) != t->block)
    return false;
  gimple_stmt_iterator i = gsi_for_stmt (stmt);
  for (gsi_next (&i); !gsi_end_p (i) && gsi_stmt (i) != t->effect; gsi_next (&i))
    if (gimple_vdef (gsi_stmt (i)))
      return false;
  return true;
}

/* The definitions of VALUES if these are all computed alike; else false.  */
static bool
computed_alike (const struct group *g, const auto_vec<tree> &values, auto_vec<gimple *> *statements)
{
  for (unsigned i = 0; i < values.length (); i++) {
    if (TREE_CODE (values[i]) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF (values[i]))
      return false;
    gimple *stmt = SSA_NAME_DEF_STMT (values[i]);
    if (!is_gimple_assign (stmt) || !reshape_is_pure (stmt) || gimple_assign_rhs_code (stmt) == CONSTRUCTOR
        || (i && !reshape_same_kind ((*statements)[0], stmt)))
      return false;
    if (gimple_vuse (stmt) && (g->stores || !reads_at_end (stmt, (*g->list)[i])))
      return false;
    statements->safe_push (stmt);
  }
  return true;
}

static bool
all_same (const auto_vec<tree> &values)
{
  for (unsigned i = 1; i < values.length (); i++)
    if (values[i] != values[0] && (TREE_CODE (values[0]) == SSA_NAME || !operand_equal_p (values[i], values[0], 0)))
      return false;
  return true;
}

/* The number that VALUES have in common among what is shared; or -1.  */
static int
sunk_index (const struct group *g, const auto_vec<tree> &values)
{
  unsigned *first = g->sunk->get (values[0]);
  if (!first)
    return -1;
  for (unsigned i = 1; i < values.length (); i++) {
    unsigned *other = g->sunk->get (values[i]);
    if (!other || *other != *first)
      return -1;
  }
  return (int) *first;
}

/* How many PHIs it takes to merge VALUES.  */
static unsigned
count_merges (const struct group *g, const auto_vec<tree> &values, unsigned depth)
{
  if (all_same (values) || sunk_index (g, values) >= 0)
    return 0;
  auto_vec<gimple *> statements;
  if (!depth || !computed_alike (g, values, &statements))
    return 1;
  unsigned count = 0;
  auto_vec<tree> first;
  reshape_statement_leaves (statements[0], &first);
  for (unsigned leaf = 0; leaf < first.length () && count < 2; leaf++) {
    auto_vec<tree> others;
    for (unsigned i = 0; i < statements.length (); i++) {
      auto_vec<tree> leaves;
      reshape_statement_leaves (statements[i], &leaves);
      others.safe_push (leaves[leaf]);
    }
    count += count_merges (g, others, depth - 1);
  }
  return MIN (count, 1u + (count > 1));
}

static tree merge_values (struct group *g, const auto_vec<tree> &values, unsigned depth);

/* One operand that stands for OPERANDS, which have one shape.  */
static tree
merge_operands (struct group *g, const auto_vec<tree> &operands)
{
  tree first = operands[0];
  if (!first)
    return NULL_TREE;
  if (TREE_CODE (first) == SSA_NAME || is_gimple_min_invariant (first))
    return merge_values (g, operands, DEPTH);
  if (TREE_CODE (first) != MEM_REF && TREE_CODE (first) != COMPONENT_REF && TREE_CODE (first) != ARRAY_REF)
    return unshare_expr (first);
  tree copy = copy_node (first);
  for (int n = 0; n < (TREE_CODE (first) == ARRAY_REF ? 2 : 1); n++) {
    auto_vec<tree> parts;
    for (unsigned i = 0; i < operands.length (); i++)
      parts.safe_push (TREE_OPERAND (operands[i], n));
    TREE_OPERAND (copy, n) = merge_operands (g, parts);
  }
  return copy;
}

static bool
is_touch (gimple *stmt)
{
  const char *marker = canonical_marker (stmt);
  return marker && strcmp (marker, MARKER_TOUCH) == 0;
}

/* Takes for OPERANDS, which touches of the blocks of G are of, what is merged of just that memory where these go on to.  */
static void
take_merged_pointers (const struct group *g, auto_vec<tree> *operands)
{
  const struct tail *first = (*g->list)[0];
  if (!first->first || all_same (*operands))
    return;
  for (gphi_iterator i = gsi_start_phis (first->first->dest); !gsi_end_p (i); gsi_next (&i)) {
    bool same = !virtual_operand_p (gimple_phi_result (i.phi ()));
    for (unsigned n = 0; n < operands->length () && same; n++)
      same = canonical_touched (PHI_ARG_DEF_FROM_EDGE (i.phi (), (*g->list)[n]->first))
             == canonical_touched ((*operands)[n]);
    if (!same)
      continue;
    for (unsigned n = 0; n < operands->length (); n++)
      (*operands)[n] = PHI_ARG_DEF_FROM_EDGE (i.phi (), (*g->list)[n]->first);
    return;
  }
}

/* One statement of JOIN that stands for STATEMENTS, of one kind; what it gives is new.  */
static gimple *
merge_statements (struct group *g, const auto_vec<gimple *> &statements)
{
  gimple *copy = gimple_copy (statements[0]);
  gimple_set_vuse (copy, NULL_TREE);
  gimple_set_vdef (copy, NULL_TREE);
  tree given = NULL_TREE;
  for (unsigned n = 0; n < gimple_num_ops (copy); n++) {
    tree operand = gimple_op (copy, n);
    if (!operand || (is_gimple_call (copy) && n == 1 && TREE_CODE (operand) != SSA_NAME))
      continue;
    if (n == 0 && TREE_CODE (operand) == SSA_NAME) {
      given = make_ssa_name (TREE_TYPE (operand));
      continue;
    }
    auto_vec<tree> operands;
    for (unsigned i = 0; i < statements.length (); i++)
      operands.safe_push (gimple_op (statements[i], n));
    if (is_touch (copy) && operand == gimple_call_arg (copy, 0))
      take_merged_pointers (g, &operands);
    gimple_set_op (copy, n, merge_operands (g, operands));
  }
  if (given) {
    gimple_set_op (copy, 0, given);
    SSA_NAME_DEF_STMT (given) = copy;
  }
  add_statement (g, copy);
  return copy;
}

/* One value that stands for VALUES, one of each block.  */
static tree
merge_values (struct group *g, const auto_vec<tree> &values, unsigned depth)
{
  if (all_same (values))
    return values[0];
  int index = sunk_index (g, values);
  if (index >= 0)
    return g->given[index];
  auto_vec<gimple *> statements;
  if (depth && count_merges (g, values, depth) < 2 && computed_alike (g, values, &statements))
    return gimple_get_lhs (merge_statements (g, statements));
  for (gphi_iterator i = gsi_start_phis (g->join); !gsi_end_p (i); gsi_next (&i)) {
    bool same = reshape_same_types (TREE_TYPE (gimple_phi_result (i.phi ())), TREE_TYPE (values[0]));
    for (unsigned n = 0; n < values.length () && same; n++) {
      edge e = find_edge ((*g->list)[n]->block, g->join);
      tree argument = PHI_ARG_DEF_FROM_EDGE (i.phi (), e);
      same = argument
             && (argument == values[n]
                 || (TREE_CODE (argument) != SSA_NAME && operand_equal_p (argument, values[n], 0)));
    }
    if (same)
      return gimple_phi_result (i.phi ());
  }
  gphi *phi = create_phi_node (make_ssa_name (TREE_TYPE (values[0])), g->join);
  for (unsigned n = 0; n < values.length (); n++)
    add_phi_arg (phi, values[n], find_edge ((*g->list)[n]->block, g->join), UNKNOWN_LOCATION);
  return gimple_phi_result (phi);
}

/* ---- Finding what can be shared.  */

/* The last effect of BLOCK, before BEFORE if that is not NULL; or NULL.  What lies behind it and has to stay there
   goes to REST.  */
static gimple *
last_effect (basic_block block, auto_vec<gimple *> *rest)
{
  gimple *effect = NULL;
  for (gimple_stmt_iterator i = gsi_last_bb (block); !gsi_end_p (i); gsi_prev (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_silent (stmt)) {
      if (gimple_code (stmt) == GIMPLE_LABEL)
        break;
      continue;
    }
    if (gimple_code (stmt) == GIMPLE_COND || gimple_code (stmt) == GIMPLE_SWITCH)
      return stmt;
    if (reshape_is_pure (stmt))
      continue;
    effect = stmt;
    break;
  }
  if (!effect)
    return NULL;
  hash_set<tree> given;
  if (gimple_get_lhs (effect) && TREE_CODE (gimple_get_lhs (effect)) == SSA_NAME)
    given.add (gimple_get_lhs (effect));
  gimple_stmt_iterator i = gsi_for_stmt (effect);
  for (gsi_next (&i); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    if (canonical_silent (stmt))
      continue;
    bool depends = gimple_vuse (stmt) && gimple_vdef (effect);
    ssa_op_iter iterator;
    tree used;
    FOR_EACH_SSA_TREE_OPERAND (used, stmt, iterator, SSA_OP_USE)
    depends |= given.contains (used);
    if (!depends)
      continue;
    rest->safe_push (stmt);
    if (gimple_get_lhs (stmt) && TREE_CODE (gimple_get_lhs (stmt)) == SSA_NAME)
      given.add (gimple_get_lhs (stmt));
  }
  return effect;
}

/* Whether BLOCK computes something, for a PHI behind it, and does nothing else.  */
static bool
only_computes (basic_block block)
{
  bool some = false, merges = false;
  if (single_succ (block) == block)
    return false;
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    if (canonical_silent (gsi_stmt (i)))
      continue;
    if (!reshape_is_pure (gsi_stmt (i)))
      return false;
    some = true;
  }
  for (gphi_iterator i = gsi_start_phis (single_succ (block)); !gsi_end_p (i); gsi_next (&i))
    merges |= !virtual_operand_p (gimple_phi_result (i.phi ()));
  return some && merges;
}

static struct tail *
tail_of (basic_block block)
{
  struct tail *t = new tail ();
  edge e;
  edge_iterator i;
  t->block = block;
  FOR_EACH_EDGE (e, i, block->succs)
  if (e->flags & (EDGE_ABNORMAL | EDGE_EH))
    goto none;
  if (EDGE_COUNT (block->succs) > 2)
    goto none;
  t->effect = last_effect (block, &t->rest);
  if (!t->effect) {
    /* What it computes may be what another one computes.  */
    if (!single_succ_p (block) || single_succ (block) == EXIT_BLOCK_PTR_FOR_FN (cfun) || !only_computes (block))
      goto none;
    t->first = single_succ_edge (block);
    return t;
  }
  if (gswitch *choice = dyn_cast<gswitch *> (t->effect)) {
    /* A test for several values.  */
    if (EDGE_COUNT (block->succs) != 2 || TREE_CODE (gimple_switch_index (choice)) != SSA_NAME)
      goto none;
    t->second = gimple_switch_edge (cfun, choice, 0);
    t->first = EDGE_SUCC (block, EDGE_SUCC (block, 0) == t->second);
    t->condition.code = EQ_EXPR;
    t->condition.a = gimple_switch_index (choice);
    t->condition.b = integer_zero_node;
    return t;
  }
  if (gimple_code (t->effect) == GIMPLE_COND) {
    edge holds, fails;
    extract_true_false_edges_from_block (block, &holds, &fails);
    t->condition = canonical_condition_of (as_a<gcond *> (t->effect));
    t->first = t->condition.inverted ? fails : holds;
    t->second = t->condition.inverted ? holds : fails;
    if (t->first->dest == t->second->dest)
      goto none;
    return t;
  }
  if (EDGE_COUNT (block->succs) == 2 || (!is_gimple_assign (t->effect) && !is_gimple_call (t->effect)))
    goto none;
  if (EDGE_COUNT (block->succs) == 1) {
    t->first = single_succ_edge (block);
    if (t->first->dest == EXIT_BLOCK_PTR_FOR_FN (cfun) || t->first->dest == block)
      goto none;
  } else if (!is_gimple_call (t->effect))
    goto none;
  return t;
none:
  delete t;
  return NULL;
}

/* Whether two blocks that only compute give the same to where they go.  */
static bool
compute_alike (struct tail *a, struct tail *b)
{
  tails both;
  hash_map<tree, unsigned> none;
  struct group g = { &both, NULL, NULL, &none, {}, false };
  both.safe_push (a);
  both.safe_push (b);
  for (gphi_iterator i = gsi_start_phis (a->first->dest); !gsi_end_p (i); gsi_next (&i)) {
    if (virtual_operand_p (gimple_phi_result (i.phi ())))
      continue;
    auto_vec<tree> values;
    values.safe_push (PHI_ARG_DEF_FROM_EDGE (i.phi (), a->first));
    values.safe_push (PHI_ARG_DEF_FROM_EDGE (i.phi (), b->first));
    if (count_merges (&g, values, DEPTH))
      return false;
  }
  return true;
}

/* Whether two tests are for the same values.  */
static bool
same_labels (gswitch *a, gswitch *b)
{
  if (gimple_switch_num_labels (a) != gimple_switch_num_labels (b))
    return false;
  edge default_a = gimple_switch_edge (cfun, a, 0), default_b = gimple_switch_edge (cfun, b, 0);
  for (unsigned n = 1; n < gimple_switch_num_labels (a); n++) {
    tree one = gimple_switch_label (a, n), other = gimple_switch_label (b, n);
    if (!tree_int_cst_equal (CASE_LOW (one), CASE_LOW (other)) || !CASE_HIGH (one) != !CASE_HIGH (other)
        || (CASE_HIGH (one) && !tree_int_cst_equal (CASE_HIGH (one), CASE_HIGH (other)))
        || (gimple_switch_edge (cfun, a, n) == default_a) != (gimple_switch_edge (cfun, b, n) == default_b))
      return false;
  }
  return true;
}

/* Whether ONE, of A, and OTHER, of B, are one value where A and B go on to.  */
static bool
merged_behind (tree one, tree other, const struct tail *a, const struct tail *b, unsigned depth)
{
  if (one == other)
    return true;
  if (TREE_CODE (one) != SSA_NAME || TREE_CODE (other) != SSA_NAME)
    return TREE_CODE (one) != SSA_NAME && TREE_CODE (other) != SSA_NAME && operand_equal_p (one, other, 0);
  for (gphi_iterator i = gsi_start_phis (a->first->dest); !gsi_end_p (i); gsi_next (&i))
    if (PHI_ARG_DEF_FROM_EDGE (i.phi (), a->first) == one && PHI_ARG_DEF_FROM_EDGE (i.phi (), b->first) == other)
      return true;
  gassign *here = depth ? reshape_definition (one) : NULL, *there = depth ? reshape_definition (other) : NULL;
  if (!here || !there || !reshape_is_pure (here) || gimple_vuse (here) || !reshape_same_kind (here, there))
    return false;
  auto_vec<tree> ones, others;
  reshape_statement_leaves (here, &ones);
  reshape_statement_leaves (there, &others);
  for (unsigned n = 0; n < ones.length (); n++)
    if (!merged_behind (ones[n], others[n], a, b, depth - 1))
      return false;
  return true;
}

/* Whether A and B mark that memory is accessed through pointers that are one where they go on to.  That it is accessed
   through this here and through that there is nothing to have in common.  */
static bool
touch_alike (const struct tail *a, const struct tail *b)
{
  tree one = gimple_call_arg (a->effect, 0), other = gimple_call_arg (b->effect, 0);
  tree through = canonical_touched (one), also = canonical_touched (other);
  if (through == also)
    return true;
  if (!a->first)
    return false;
  for (gphi_iterator i = gsi_start_phis (a->first->dest); !gsi_end_p (i); gsi_next (&i))
    if (!virtual_operand_p (gimple_phi_result (i.phi ()))
        && canonical_touched (PHI_ARG_DEF_FROM_EDGE (i.phi (), a->first)) == through
        && canonical_touched (PHI_ARG_DEF_FROM_EDGE (i.phi (), b->first)) == also)
      return true;
  return merged_behind (one, other, a, b, DEPTH) || merged_behind (through, also, a, b, DEPTH);
}

/* Whether A and B can be one.  */
static bool
alike (struct tail *a, struct tail *b)
{
  basic_block first = a->first ? a->first->dest : NULL, second = a->second ? a->second->dest : NULL;
  if (first != (b->first ? b->first->dest : NULL) || second != (b->second ? b->second->dest : NULL)
      || !a->effect != !b->effect)
    return false;
  if (!a->effect)
    return compute_alike (a, b);
  if (gimple_code (a->effect) != gimple_code (b->effect))
    return false;
  if (is_touch (a->effect) && is_touch (b->effect) && !touch_alike (a, b))
    return false;
  if (gswitch *choice = dyn_cast<gswitch *> (a->effect))
    if (!same_labels (choice, as_a<gswitch *> (b->effect)))
      return false;
  if (second && a->condition.code == EQ_EXPR && b->condition.code == EQ_EXPR && a->condition.a != b->condition.a
      && (a->condition.a == b->condition.b || a->condition.b == b->condition.a))
    /* In which order two values are compared is an accident; what both ways compare stays one value.  */
    std::swap (b->condition.a, b->condition.b);
  if (second)
    return a->condition.code == b->condition.code && reshape_mergeable (a->condition.a, b->condition.a)
           && reshape_mergeable (a->condition.b, b->condition.b);
  if (!reshape_same_kind (a->effect, b->effect) || a->rest.length () != b->rest.length ())
    return false;
  for (unsigned i = 0; i < a->rest.length (); i++)
    if (!reshape_same_kind (a->rest[i], b->rest[i]))
      return false;
  return true;
}

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
        if (sunk_index (g, values) != (int) i)
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
    merged->safe_push (merge_values (g, values, DEPTH));
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
    tree a = merge_values (&g, as, DEPTH), b = merge_values (&g, bs, DEPTH);
    merge_phi_arguments (&g, first->first->dest, firsts, &first_values);
    merge_phi_arguments (&g, first->second->dest, seconds, &second_values);
    if (choice)
      add_statement (&g, merged_choice (choice, a, first));
    else
      add_statement (&g, gimple_build_cond (first->condition.code, a, b, NULL_TREE, NULL_TREE));
  } else {
    for (unsigned k = 0; first->effect && k <= first->rest.length (); k++) {
      auto_vec<gimple *> statements;
      for (unsigned n = 0; n < list->length (); n++)
        statements.safe_push (k ? (*list)[n]->rest[k - 1] : (*list)[n]->effect);
      gimple *merged = merge_statements (&g, statements);
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

/* The first tails of FOUND, from number AT, that are alike; fewer than two if there are none.  */
static void
find_alike (const tails &found, unsigned at, tails *list)
{
  list->truncate (0);
  if (!found[at])
    return;
  list->safe_push (found[at]);
  for (unsigned n = at + 1; n < found.length (); n++)
    if (found[n] && alike (found[at], found[n]))
      list->safe_push (found[n]);
}

/* Looks again at the blocks of LIST, whose ends are gone; and at their new join, the last block but one.  */
static void
refresh (tails *found, const tails &list)
{
  auto_vec<basic_block> blocks;
  for (unsigned n = 0; n < list.length (); n++)
    blocks.safe_push (list[n]->block);
  blocks.safe_push (single_succ (blocks[0]));
  for (unsigned i = 0; i < found->length (); i++)
    if ((*found)[i] && blocks.contains ((*found)[i]->block)) {
      delete (*found)[i];
      (*found)[i] = NULL;
    }
  for (unsigned n = 0; n < blocks.length (); n++)
    if (struct tail *t = tail_of (blocks[n]))
      found->safe_push (t);
}

bool
reshape_tails (function *fun)
{
  tails found, list;
  bool changed = false;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  if (struct tail *t = tail_of (block))
    found.safe_push (t);
  for (unsigned i = 0; i < found.length (); i++) {
    find_alike (found, i, &list);
    if (list.length () < 2)
      continue;
    if (!share (fun, &list, changed))
      continue;
    changed = true;
    refresh (&found, list);
  }
  for (unsigned i = 0; i < found.length (); i++)
    delete found[i];
  return changed;
}
