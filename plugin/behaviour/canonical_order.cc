/* The canonical form: the order of stores, and the states of memory that loads read.  See canonical_private.h.

   Stores that follow each other, with no other effect between, and that certainly write to different places may change
   places: they are written in an order of their own.  What lies apart is told by the difference of two addresses, too, where
   that is known.  A load reads the state after the last effect that may
   write what it reads.  For both, only what the compiler knows about memory counts, without types.

   That a load's text names the right state takes care: of two stores that a load may read, one before it and one behind
   it, the first stays first.  Then all stores before the load that it may read come before all behind it that it may
   read, and the last of the former, in the order that is written, is the state that it reads.  */
#include "gcc-compat.h"

#include "canonical_private.h"
#include "reshape.h"

/* Of longer runs the order is kept.  */
#define RUN_LIMIT 48
/* How many states a load is followed through.  */
#define WALK_LIMIT 500

/* Stores in a row.  */
struct canonical_run {
  auto_vec<gimple *> stores; /* in the order of the body */
  auto_vec<unsigned> rank;   /* in the order that is written */
};

static bool
is_plain_store (gimple *stmt)
{
  return is_gimple_assign (stmt) && gimple_vdef (stmt) && gimple_assign_single_p (stmt)
         && !gimple_has_volatile_ops (stmt) && !gimple_clobber_p (stmt)
         && canonical_is_operand (gimple_assign_rhs1 (stmt)) && TREE_CODE (gimple_assign_lhs (stmt)) != SSA_NAME;
}

static bool
may_write (gimple *store, tree place)
{
  ao_ref reference;
  ao_ref_init (&reference, place);
  return stmt_may_clobber_ref_p_1 (store, &reference, false);
}

static bool
is_bits (tree place)
{
  return TREE_CODE (place) == BIT_FIELD_REF
         || (TREE_CODE (place) == COMPONENT_REF && DECL_BIT_FIELD (TREE_OPERAND (place, 1)));
}

/* The colour of PLACE by its address, however that is written.  */
static hashval_t
place_colour (struct canonical_writer *w, tree place, hash_map<tree, name_expansion *> **expansions)
{
  aff_tree address;
  poly_widest_int size;
  get_inner_reference_aff (place, &address, &size);
  aff_combination_expand (&address, expansions);
  hashval_t colour = iterative_hash_host_wide_int ((HOST_WIDE_INT) address.offset.coeffs[0].to_shwi (), 1), sum = 0;
  if (is_bits (place))
    colour = iterative_hash_hashval_t (canonical_colour (w, place, 1), colour);
  for (unsigned i = 0; i < address.n; i++)
    sum += iterative_hash_host_wide_int ((HOST_WIDE_INT) address.elts[i].coef.to_shwi (),
                                         canonical_colour (w, address.elts[i].val, 5));
  if (address.rest)
    sum += canonical_colour (w, address.rest, 5);
  return iterative_hash_hashval_t (sum, colour);
}

/* VALUE without a constant that is added to it, which goes to *CONSTANT.  */
static tree
without_constant (tree value, wide_int *constant)
{
  gassign *def = reshape_definition (value);
  *constant = wi::zero (TYPE_PRECISION (TREE_TYPE (value)));
  if (TREE_CODE (value) == INTEGER_CST) {
    *constant = wi::to_wide (value);
    return NULL_TREE;
  }
  if (!def || gimple_assign_rhs_code (def) != PLUS_EXPR || TREE_CODE (gimple_assign_rhs2 (def)) != INTEGER_CST)
    return value;
  *constant = wi::to_wide (gimple_assign_rhs2 (def));
  return gimple_assign_rhs1 (def);
}

/* Whether A and B are numbers that differ by a constant, though they may wrap.  */
static bool
differ_by_constant (tree a, tree b)
{
  wide_int one, other;
  return types_compatible_p (TREE_TYPE (a), TREE_TYPE (b)) && without_constant (a, &one) == without_constant (b, &other)
         && one != other;
}

/* Whether A and B are, or are parts of, different elements of one array, by indexes that differ by a constant, be they numbers that
   wrap.  */
static bool
are_other_elements (tree a, tree b)
{
  for (; handled_component_p (a); a = TREE_OPERAND (a, 0))
    for (tree other = b; TREE_CODE (a) == ARRAY_REF && handled_component_p (other); other = TREE_OPERAND (other, 0))
      if (TREE_CODE (other) == ARRAY_REF && operand_equal_p (TREE_OPERAND (a, 0), TREE_OPERAND (other, 0), 0))
        return differ_by_constant (TREE_OPERAND (a, 1), TREE_OPERAND (other, 1));
  return false;
}

/* If PLACE is read or stored as a whole at a pointer with a number of bytes added, a multiple of *UNIT that is no less than its size: what
   is multiplied; and the pointer in *POINTER.  NULL_TREE else.  */
static tree
steps_from (tree place, tree *pointer, unsigned HOST_WIDE_INT *unit)
{
  tree size = TYPE_SIZE_UNIT (TREE_TYPE (place));
  gassign *sum = TREE_CODE (place) == MEM_REF ? reshape_definition (TREE_OPERAND (place, 0)) : NULL;
  if (!sum || gimple_assign_rhs_code (sum) != POINTER_PLUS_EXPR || !size || !tree_fits_uhwi_p (size))
    return NULL_TREE;
  tree steps = gimple_assign_rhs2 (sum);
  gassign *product = reshape_definition (steps);
  *pointer = gimple_assign_rhs1 (sum);
  *unit = 1;
  if (product && gimple_assign_rhs_code (product) == MULT_EXPR && tree_fits_uhwi_p (gimple_assign_rhs2 (product))) {
    *unit = tree_to_uhwi (gimple_assign_rhs2 (product));
    steps = gimple_assign_rhs1 (product);
  }
  /* Of a smaller type, no two have one product.  */
  gassign *wider = reshape_definition (steps);
  if (!wider || !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (wider))
      || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (wider))) || *unit < tree_to_uhwi (size) || *unit > INT_MAX
      || TYPE_PRECISION (TREE_TYPE (gimple_assign_rhs1 (wider))) > TYPE_PRECISION (TREE_TYPE (steps)) / 2)
    return NULL_TREE;
  return gimple_assign_rhs1 (wider);
}

/* Whether A and B are different elements behind one pointer.  */
static bool
are_other_steps (tree a, tree b)
{
  tree one, other;
  unsigned HOST_WIDE_INT unit, unit_other;
  tree i = steps_from (a, &one, &unit), k = i ? steps_from (b, &other, &unit_other) : NULL_TREE;
  return i && k && one == other && unit == unit_other && tree_int_cst_equal (TREE_OPERAND (a, 1), TREE_OPERAND (b, 1))
         && differ_by_constant (i, k);
}

/* Whether A and B certainly lie apart, by how far their addresses are from one another.  */
static bool
lie_apart (tree a, tree b, hash_map<tree, name_expansion *> **expansions)
{
  aff_tree one, other;
  poly_widest_int size_one, size_other;
  if (is_bits (a) || is_bits (b))
    return false;
  if (are_other_elements (a, b) || are_other_steps (a, b))
    return true;
  get_inner_reference_aff (a, &one, &size_one);
  get_inner_reference_aff (b, &other, &size_other);
  aff_combination_expand (&one, expansions);
  aff_combination_expand (&other, expansions);
  aff_combination_scale (&one, -1);
  aff_combination_add (&other, &one);
  return aff_comb_cannot_overlap_p (&other, size_one, size_other);
}

struct ready {
  hashval_t place, value;
};

/* Orders RUN.  LOADS are the places that are read between its stores, BEFORE how many stores come before each.  */
static void
order_run (struct canonical_writer *w, struct canonical_run *run, const auto_vec<tree> &loads,
           const auto_vec<unsigned> &before)
{
  unsigned count = run->stores.length ();
  auto_vec<bool> must; /* FIRST * COUNT + SECOND */
  auto_vec<struct ready> colours;
  hash_map<tree, name_expansion *> *expansions = NULL;
  must.safe_grow_cleared (count * count, true);
  for (unsigned i = 0; i < count; i++) {
    tree lhs = gimple_assign_lhs (run->stores[i]), rhs = gimple_assign_rhs1 (run->stores[i]);
    struct ready colour = { place_colour (w, lhs, &expansions), canonical_colour (w, rhs, 4) };
    colours.safe_push (colour);
    for (unsigned n = i + 1; n < count; n++)
      must[i * count + n] = may_write (run->stores[n], lhs)
                            && !lie_apart (lhs, gimple_assign_lhs (run->stores[n]), &expansions);
    for (unsigned l = 0; l < loads.length (); l++)
      if (before[l] > i && may_write (run->stores[i], loads[l]))
        for (unsigned n = before[l]; n < count; n++)
          must[i * count + n] = true;
    run->rank.safe_push (UINT_MAX);
  }
  free_affine_expand_cache (&expansions);
  for (unsigned rank = 0; rank < count; rank++) {
    unsigned best = UINT_MAX;
    for (unsigned i = 0; i < count; i++) {
      bool waits = run->rank[i] != UINT_MAX;
      for (unsigned k = 0; k < i && !waits; k++)
        waits = must[k * count + i] && run->rank[k] == UINT_MAX;
      if (!waits
          && (best == UINT_MAX || colours[i].place < colours[best].place
              || (colours[i].place == colours[best].place && colours[i].value < colours[best].value)))
        best = i;
    }
    run->rank[best] = rank;
  }
}

static void
end_run (struct canonical_writer *w, struct canonical_run **run, auto_vec<tree> *loads, auto_vec<unsigned> *before)
{
  unsigned count = (*run)->stores.length ();
  if (count >= 2 && count <= RUN_LIMIT) {
    order_run (w, *run, *loads, *before);
    for (unsigned i = 0; i < count; i++)
      w->runs->put ((*run)->stores[i], *run);
    w->owned_runs.safe_push (*run);
    *run = new canonical_run ();
  }
  (*run)->stores.truncate (0);
  loads->truncate (0);
  before->truncate (0);
}

void
canonical_order_stores (struct canonical_writer *w)
{
  struct canonical_run *run = new canonical_run ();
  auto_vec<tree> loads;
  auto_vec<unsigned> before;
  for (unsigned n = 0; n < w->order.length (); n++) {
    for (gimple_stmt_iterator i = gsi_start_bb (w->order[n]); !gsi_end_p (i); gsi_next (&i)) {
      gimple *stmt = gsi_stmt (i);
      if (is_plain_store (stmt))
        run->stores.safe_push (stmt);
      else if (gimple_vdef (stmt) || gimple_has_volatile_ops (stmt) || gimple_code (stmt) == GIMPLE_ASM)
        end_run (w, &run, &loads, &before);
      else if (gimple_vuse (stmt) && !run->stores.is_empty () && !canonical_marker (stmt)) {
        if (!is_gimple_assign (stmt))
          end_run (w, &run, &loads, &before);
        else {
          loads.safe_push (gimple_assign_rhs1 (stmt));
          before.safe_push (run->stores.length ());
        }
      }
    }
    end_run (w, &run, &loads, &before);
  }
  delete run;
}

void
canonical_release_order (struct canonical_writer *w)
{
  for (unsigned i = 0; i < w->owned_runs.length (); i++)
    delete w->owned_runs[i];
}

gimple *
canonical_store_at (struct canonical_writer *w, gimple *stmt)
{
  struct canonical_run **run = w->runs->get (stmt);
  if (!run)
    return stmt;
  /* The number that STMT has in the body, and the store that is written with that number.  */
  unsigned position = 0;
  while ((*run)->stores[position] != stmt)
    position++;
  for (unsigned i = 0;; i++)
    if ((*run)->rank[i] == position)
      return (*run)->stores[i];
}

/* Keeps the last state that was come to.  */
static void *
note_state (ao_ref *, tree vuse, void *data)
{
  *(tree *) data = vuse;
  return NULL;
}

/* The object of which PLACE, which goes through a pointer, is an element or a part of one; NULL_TREE if that is not known.  */
static tree
object_behind (tree place)
{
  tree base = get_base_address (place);
  tree array = base && TREE_CODE (base) == MEM_REF ? canonical_array_of (TREE_OPERAND (base, 0)) : NULL_TREE;
  tree object = array ? get_base_address (array) : NULL_TREE;
  return object && DECL_P (object) ? object : NULL_TREE;
}

tree
canonical_state_of (tree place, tree vuse)
{
  tree object = object_behind (place);
  for (tree state = vuse, before = NULL_TREE;; before = state) {
    ao_ref reference;
    unsigned limit = WALK_LIMIT;
    if (!state || SSA_NAME_IS_DEFAULT_DEF (state) || state == before)
      return state;
    ao_ref_init (&reference, place);
    walk_non_aliased_vuses (&reference, state, false, note_state, NULL, NULL, limit, &state);
    if (!object || !state || SSA_NAME_IS_DEFAULT_DEF (state))
      return state;
    ao_ref_init_from_ptr_and_size (&reference, build_fold_addr_expr (object), NULL_TREE);
    walk_non_aliased_vuses (&reference, state, false, note_state, NULL, NULL, limit, &state);
  }
}

static bool
write_effect (struct canonical_writer *w, gimple *stmt, struct strbuf *out)
{
  unsigned *effect = w->effects->get (stmt);
  if (effect)
    strbuf_addf (out, "m%u", *effect);
  return effect != NULL;
}

void
canonical_memory (struct canonical_writer *w, tree place, tree vuse, struct strbuf *out)
{
  for (;;) {
    tree state = canonical_state_of (place, vuse);
    if (!state || SSA_NAME_IS_DEFAULT_DEF (state)) {
      strbuf_add_text (out, "m0");
      return;
    }
    gimple *def = SSA_NAME_DEF_STMT (state);
    if (gimple_code (def) == GIMPLE_PHI) {
      int block = w->blocks[gimple_bb (def)->index];
      if (block < 0)
        canonical_fail (w, "its memory states cannot be followed");
      strbuf_addf (out, "M%d", block);
      return;
    }
    if (struct canonical_run **found = w->runs->get (def)) {
      struct canonical_run *run = *found;
      gimple *last = NULL;
      unsigned rank = 0;
      for (unsigned i = 0; i < run->stores.length (); i++) {
        if (may_write (run->stores[i], place) && (!last || run->rank[i] > rank)) {
          last = run->stores[i];
          rank = run->rank[i];
        }
        if (run->stores[i] == def)
          break;
      }
      if (!last) {
        vuse = gimple_vuse (run->stores[0]);
        continue;
      }
      def = last;
    }
    if (write_effect (w, def, out))
      return;
    if (!gimple_clobber_p (def)) {
      canonical_fail (w, "its memory states cannot be followed");
      return;
    }
    /* One that was left out.  */
    vuse = gimple_vuse (def);
  }
}
