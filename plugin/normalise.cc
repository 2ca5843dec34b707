/* Normalising a body: which passes run, under which assumptions, and what is put into the body before, so that
   they do not take away what counts.

   The passes may use what the language guarantees, and nothing that only correct programs keep to about memory:
   accesses through other types, null pointers that are not followed, loops that end.  Four markers, calls that no
   pass can see through, stand for what would otherwise vanish or be assumed:
     touch         memory is accessed through a pointer, or a division happens, even if the result is not used
     undefined     a local that has no value on some path: else a pass may choose the value that suits it
     end           the life of a local ends: what was stored last, to wipe it perhaps, is seen
     unreachable   __builtin_unreachable: else it becomes an assumption that no longer shows  */
#include "gcc-compat.h"

#include "canonical.h"
#include "normalise.h"
#include "types.h"

/* Functions of up to so many statements are inlined wherever they are called, ... */
#define SMALL_LIMIT 40
/* ... those that are called once, up to so many.  */
#define SINGLE_LIMIT 300
/* No more into bodies of so many.  */
#define CALLER_LIMIT 5000

static tree optimization_node;
/* The functions that may be inlined.  */
static hash_set<cgraph_node *> *candidates;
static hash_map<cgraph_node *, bool> *singles;
static unsigned undefined_count;

static void
set_strict_options (void)
{
  /* IEEE arithmetic to the letter.  */
  flag_rounding_math = flag_trapping_math = flag_signaling_nans = flag_signed_zeros = flag_errno_math = 1;
  flag_finite_math_only = flag_unsafe_math_optimizations = flag_associative_math = flag_reciprocal_math = 0;
  flag_cx_limited_range = 0;
  /* Memory as it is.  */
  flag_strict_aliasing = flag_delete_null_pointer_checks = flag_lifetime_dse = 0;
  flag_tree_dse = flag_isolate_erroneous_paths_dereference = flag_isolate_erroneous_paths_attribute = 0;
  flag_aggressive_loop_optimizations = flag_finite_loops = 0;
  /* What is inlined is chosen here, not by estimates.  */
  flag_inline_small_functions = flag_no_inline = 0;
  flag_early_inlining = 1;
  flag_checking = 0;
}

void
normalise_options (void)
{
  struct cl_decoded_option *decoded;
  unsigned count;
  const char *arguments[] = { "", "-O2" };
  /* The user's own choices of optimisations shall not matter.  */
  int wrapv = flag_wrapv, wrapv_pointer = flag_wrapv_pointer;
  memset (&global_options_set, 0, sizeof global_options_set);
  decode_cmdline_options_to_array_default_mask (2, arguments, &decoded, &count);
  decode_options (&global_options, &global_options_set, decoded, count, UNKNOWN_LOCATION, global_dc, NULL);
  flag_wrapv = wrapv;
  flag_wrapv_pointer = wrapv_pointer;
  set_strict_options ();
  targetm.override_options_after_change ();
  optimization_node = build_optimization_node (&global_options, &global_options_set);
  candidates = new hash_set<cgraph_node *> ();
  singles = new hash_map<cgraph_node *, bool> ();
}

/* ---- What may be inlined.  */

static unsigned
count_statements (function *fun)
{
  unsigned count = 0;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i))
    count += !is_gimple_debug (gsi_stmt (i)) && !gimple_clobber_p (gsi_stmt (i));
  return count;
}

static bool
has_static_local (function *fun)
{
  unsigned i;
  tree var;
  FOR_EACH_LOCAL_DECL (fun, i, var)
  if (VAR_P (var) && TREE_STATIC (var))
    return true;
  return false;
}

/* Whether a local promises that nothing else points where it points: the normal form does not show which one does.  */
static bool
has_restrict_local (function *fun)
{
  unsigned i;
  tree var;
  FOR_EACH_LOCAL_DECL (fun, i, var)
  {
    tree type = TREE_TYPE (var);
    while (TREE_CODE (type) == ARRAY_TYPE)
      type = TREE_TYPE (type);
    if (POINTER_TYPE_P (type) && TYPE_RESTRICT (type) && !DECL_ARTIFICIAL (var) && !TREE_STATIC (var))
      return true;
  }
  return false;
}

/* Whether FUN asks what depends on where its code stands: what it answers in its caller may be something else.  */
static bool
asks_where_it_is (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    if (!gimple_call_builtin_p (gsi_stmt (i), BUILT_IN_NORMAL))
      continue;
    switch (DECL_FUNCTION_CODE (gimple_call_fndecl (gsi_stmt (i)))) {
    case BUILT_IN_RETURN_ADDRESS:
    case BUILT_IN_FRAME_ADDRESS:
    case BUILT_IN_CONSTANT_P:
#if GCCPLUGIN_VERSION_MAJOR >= 12
    case BUILT_IN_DYNAMIC_OBJECT_SIZE:
#endif
    case BUILT_IN_OBJECT_SIZE: return true;
    default: break;
    }
  }
  return false;
}

/* Whether what NODE is declared with says more than its body: then it is not inlined, since nothing of that would
   show in the caller.  */
static bool
says_more (cgraph_node *node)
{
  tree decl = node->decl, type = TREE_TYPE (decl);
  struct strbuf text = STRBUF_INIT;
  attributes_write (DECL_ATTRIBUTES (decl), &text);
  attributes_write (TYPE_ATTRIBUTES (type), &text);
  bool more = text.length != 0 || stdarg_p (type) || TREE_READONLY (decl) || DECL_PURE_P (decl) || DECL_IS_MALLOC (decl)
              || TREE_THIS_VOLATILE (decl) || DECL_WEAK (decl) || DECL_SECTION_NAME (decl)
              || DECL_STATIC_CONSTRUCTOR (decl) || DECL_STATIC_DESTRUCTOR (decl);
  strbuf_release (&text);
  for (tree p = DECL_ARGUMENTS (decl); p; p = DECL_CHAIN (p))
    more |= TYPE_RESTRICT (TREE_TYPE (p)) || TREE_THIS_VOLATILE (p);
  return more;
}

/* Whether NODE is called from one place and nowhere else.  What its body grows to when it is inlined there costs once.  */
static bool
is_single (cgraph_node *node)
{
  bool known;
  bool &single = singles->get_or_insert (node, &known);
  /* Inlining changes the call graph: what it was at first counts.  */
  if (!known)
    single = !TREE_PUBLIC (node->decl) && !node->address_taken && node->callers && !node->callers->next_caller;
  return single;
}

static bool
may_inline (cgraph_node *caller, cgraph_node *node)
{
  tree decl = node->decl;
  function *fun = DECL_STRUCT_FUNCTION (decl);
  if (node == caller || !node->has_gimple_body_p () || !fun || !fun->cfg || DECL_EXTERNAL (decl)
      || node->get_availability () < AVAIL_AVAILABLE || DECL_STATIC_CHAIN (decl) || DECL_UNINLINABLE (decl)
      || DECL_FUNCTION_SPECIFIC_OPTIMIZATION (decl) != DECL_FUNCTION_SPECIFIC_OPTIMIZATION (caller->decl)
      || DECL_FUNCTION_SPECIFIC_TARGET (decl) != DECL_FUNCTION_SPECIFIC_TARGET (caller->decl) || fun->calls_setjmp
      || fun->has_nonlocal_label || says_more (node) || has_static_local (fun)
      || has_restrict_local (fun) || asks_where_it_is (fun))
    return false;
  unsigned size = count_statements (fun);
  if (count_statements (DECL_STRUCT_FUNCTION (caller->decl)) + size > CALLER_LIMIT)
    return false;
  return size <= (is_single (node) ? SINGLE_LIMIT : SMALL_LIMIT);
}

static void
plan_node (cgraph_node *node, hash_set<cgraph_node *> *seen, auto_vec<cgraph_node *> *plan, unsigned depth)
{
  if (seen->add (node))
    return;
  for (cgraph_edge *e = node->callees; e && depth < 500; e = e->next_callee) {
    cgraph_node *callee = e->callee->ultimate_alias_target ();
    if (!candidates->contains (callee)) {
      if (!may_inline (node, callee))
        continue;
      candidates->add (callee);
    }
    plan_node (callee, seen, plan, depth + 1);
  }
  plan->safe_push (node);
}

void
normalise_plan (cgraph_node *const *wanted, size_t count, auto_vec<cgraph_node *> *plan)
{
  hash_set<cgraph_node *> seen;
  for (size_t i = 0; i < count; i++)
    plan_node (wanted[i], &seen, plan, 0);
  for (unsigned i = 0; i < plan->length (); i++) {
    cgraph_node *node = (*plan)[i];
    DECL_DISREGARD_INLINE_LIMITS (node->decl) = candidates->contains (node);
    if (candidates->contains (node))
      DECL_DECLARED_INLINE_P (node->decl) = 1;
    else
      DECL_UNINLINABLE (node->decl) = 1;
    DECL_FUNCTION_SPECIFIC_OPTIMIZATION (node->decl) = optimization_node;
  }
}

/* ---- Markers.  */

static tree
marker (const char *name, tree result)
{
  tree decl = build_fn_decl (name, build_function_type (result, NULL_TREE));
  DECL_ARTIFICIAL (decl) = 1;
  TREE_NOTHROW (decl) = 1;
  return decl;
}

static tree
marker_touch (void)
{
  tree decl = marker (MARKER_TOUCH, void_type_node);
  TREE_READONLY (decl) = 1;
  DECL_LOOPING_CONST_OR_PURE_P (decl) = 1;
  return decl;
}

static tree
marker_undefined (tree type)
{
  tree decl = marker (MARKER_UNDEFINED, type);
  TREE_READONLY (decl) = 1;
  return decl;
}

static tree
marker_unreachable (void)
{
  tree decl = marker (MARKER_UNREACHABLE, void_type_node);
  TREE_THIS_VOLATILE (decl) = TREE_READONLY (decl) = 1;
  DECL_LOOPING_CONST_OR_PURE_P (decl) = 1;
  return decl;
}

static tree
marker_end (void)
{
  tree decl = marker (MARKER_END, void_type_node);
  DECL_PURE_P (decl) = 1;
  DECL_LOOPING_CONST_OR_PURE_P (decl) = 1;
  return decl;
}

/* What STMT would fault on: a pointer that it reads through, a divisor; or NULL.  */
static tree
touched_by (gimple *stmt)
{
  if (!is_gimple_assign (stmt) || TREE_CODE (gimple_assign_lhs (stmt)) != SSA_NAME)
    return NULL_TREE;
  switch (gimple_assign_rhs_code (stmt)) {
  case TRUNC_DIV_EXPR:
  case CEIL_DIV_EXPR:
  case FLOOR_DIV_EXPR:
  case ROUND_DIV_EXPR:
  case EXACT_DIV_EXPR:
  case TRUNC_MOD_EXPR:
  case CEIL_MOD_EXPR:
  case FLOOR_MOD_EXPR:
  case ROUND_MOD_EXPR: {
    tree divisor = gimple_assign_rhs2 (stmt);
    return TREE_CODE (divisor) == SSA_NAME && INTEGRAL_TYPE_P (TREE_TYPE (divisor)) ? divisor : NULL_TREE;
  }
  default: break;
  }
  if (!gimple_vuse (stmt) || !gimple_assign_single_p (stmt))
    return NULL_TREE;
  tree base = get_base_address (gimple_assign_rhs1 (stmt));
  if (base && TREE_CODE (base) == MEM_REF && TREE_CODE (TREE_OPERAND (base, 0)) == SSA_NAME)
    return TREE_OPERAND (base, 0);
  return NULL_TREE;
}

static void
mark_effects (function *fun)
{
  tree touch = marker_touch (), unreachable = marker_unreachable ();
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  {
    hash_set<tree> touched;
    for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
      gimple *stmt = gsi_stmt (i);
      if (gimple_call_builtin_p (stmt, BUILT_IN_UNREACHABLE)) {
        gimple_call_set_fndecl (stmt, unreachable);
        gimple_call_set_fntype (as_a<gcall *> (stmt), TREE_TYPE (unreachable));
        update_stmt (stmt);
      } else if (is_gimple_call (stmt))
        touched.empty ();
      tree value = touched_by (stmt);
      if (value && !touched.add (value))
        gsi_insert_before (&i, gimple_build_call (touch, 1, value), GSI_SAME_STMT);
    }
  }
}

/* Where the life of a local ends that is an array or whose address is known elsewhere, what it holds counts: it may have
   been wiped.  Called when
   the locals that need no address have none any more.  */
static void
mark_ends (function *fun)
{
  tree end = NULL_TREE;
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i); gsi_next (&i)) {
    gimple *stmt = gsi_stmt (i);
    tree var = gimple_clobber_p (stmt) ? gimple_assign_lhs (stmt) : NULL_TREE;
    if (!var || !VAR_P (var) || is_global_var (var)
        || (!TREE_ADDRESSABLE (var) && TREE_CODE (TREE_TYPE (var)) != ARRAY_TYPE))
      continue;
    if (!end)
      end = marker_end ();
    gcall *call = gimple_build_call (end, 1, build_fold_addr_expr (var));
    gimple_set_vuse (call, gimple_vuse (stmt));
    gsi_insert_before (&i, call, GSI_SAME_STMT);
  }
}

/* Puts markers in the place of locals that have no value.  CHECK: a use that is sure to happen is a failure.  */
static const char *
mark_undefined (function *fun, bool check)
{
  unsigned i;
  tree name;
  auto_vec<tree> found;
  FOR_EACH_SSA_NAME (i, name, fun)
  {
    tree var = SSA_NAME_VAR (name);
    if (!SSA_NAME_IS_DEFAULT_DEF (name) || virtual_operand_p (name) || !var || !VAR_P (var) || has_zero_uses (name))
      continue;
    use_operand_p use;
    imm_use_iterator uses;
    bool used = false;
    FOR_EACH_IMM_USE_FAST (use, uses, name)
    {
      gimple *stmt = USE_STMT (use);
      if (is_gimple_debug (stmt))
        continue;
      used = true;
      if (check && gimple_code (stmt) != GIMPLE_PHI)
        return "it uses a local that has no value";
    }
    if (used)
      found.safe_push (name);
  }
  for (unsigned n = 0; n < found.length (); n++) {
    tree type = TREE_TYPE (found[n]), value = make_ssa_name (type);
    gcall *call = gimple_build_call (marker_undefined (type), 1, build_int_cst (integer_type_node, ++undefined_count));
    gimple_call_set_lhs (call, value);
    gsi_insert_on_edge_immediate (single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (fun)), call);
    replace_uses_by (found[n], value);
  }
  return NULL;
}

/* ---- Passes.  */

typedef gimple_opt_pass *(*pass_maker) (gcc::context *);

static void
run (function *fun, const pass_maker *makers, size_t count)
{
  /* One of each: passes have no state between functions.  */
  static hash_map<void *, gimple_opt_pass *> *made;
  if (!made)
    made = new hash_map<void *, gimple_opt_pass *> ();
  for (size_t i = 0; i < count; i++) {
    bool known;
    gimple_opt_pass *&pass = made->get_or_insert ((void *) makers[i], &known);
    if (!known) {
      pass = makers[i](g);
      pass->static_pass_number = 1; /* what it is does not matter: all dumps are off */
    }
    execute_one_pass (pass);
    if (makers[i] != make_pass_build_ssa && fun->curr_properties & PROP_ssa)
      mark_undefined (fun, false);
  }
}

#define RUN(fun, makers) run (fun, makers, ARRAY_SIZE (makers))

static const pass_maker to_ssa[] = { make_pass_fixup_cfg, make_pass_build_ssa };
static const pass_maker to_inline[] = { make_pass_rebuild_cgraph_edges, make_pass_local_fn_summary,
                                        make_pass_early_inline };
static const pass_maker to_registers[] = { make_pass_fixup_cfg, make_pass_ccp, make_pass_forwprop,
                                           make_pass_sra_early };
static const pass_maker to_normalise[] = {
  make_pass_build_ealias, make_pass_fre,    make_pass_early_vrp,      make_pass_merge_phi,
  make_pass_cd_dce,       make_pass_phiopt, make_pass_tree_ifcombine, make_pass_forwprop,
  make_pass_reassoc,      make_pass_ccp,    make_pass_copy_prop,      make_pass_fre,
  make_pass_cd_dce,
};
static const pass_maker to_end[] = { make_pass_release_ssa_names, make_pass_rebuild_cgraph_edges,
                                     make_pass_local_fn_summary };

/* What the source demands of its loops (#pragma GCC ivdep, unroll ...).  */
static void
write_loops (function *fun, struct strbuf *out)
{
  if (!loops_for_fn (fun))
    return;
  for (loop_p loop : *loops_for_fn (fun)->larray)
    if (loop && loop->num && loop->header
        && (loop->safelen || loop->unroll || loop->dont_vectorize || loop->force_vectorize || loop->simduid))
      strbuf_addf (out, "loop %d %d %d %d;", loop->safelen, (int) loop->unroll, (int) loop->dont_vectorize,
                   (int) loop->force_vectorize);
}

static const char *
unsuitable (cgraph_node *node, function *fun)
{
  if (!fun->cfg)
    return "it has no control flow graph";
  if (fun->calls_setjmp)
    return "it calls setjmp";
  if (fun->has_nonlocal_label || fun->static_chain_decl || DECL_STATIC_CHAIN (node->decl))
    return "it has to do with nested functions";
  if (fun->has_local_explicit_reg_vars)
    return "it has a local in a hard register";
  if (has_restrict_local (fun))
    return "it has a restrict local";
  if (fun->eh && fun->eh->region_tree)
    return "it handles exceptions";
  if (lookup_attribute ("naked", DECL_ATTRIBUTES (node->decl)))
    return "it is naked";
  return NULL;
}

/* Whether anything may be inlined into NODE.  */
static bool
may_contain (cgraph_node *node)
{
  for (cgraph_edge *e = node->callees; e; e = e->next_callee)
    if (candidates->contains (e->callee->ultimate_alias_target ()))
      return true;
  return false;
}

const char *
normalise_begin (cgraph_node *node, struct strbuf *loops)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  push_cfun (fun);
  const char *failure = unsuitable (node, fun);
  if (!failure) {
    RUN (fun, to_ssa);
    failure = mark_undefined (fun, true);
  }
  if (failure) {
    /* Nor has it, then, as a part of another.  */
    DECL_DISREGARD_INLINE_LIMITS (node->decl) = 0;
    return failure;
  }
  mark_effects (fun);
  if (may_contain (node))
    RUN (fun, to_inline);
  write_loops (fun, loops);
  RUN (fun, to_registers);
  mark_ends (fun);
  RUN (fun, to_normalise);
  return NULL;
}

void
normalise_end (cgraph_node *node)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  if (candidates->contains (node) && gimple_in_ssa_p (fun)) {
    RUN (fun, to_end);
    /* With all that was inlined into it, it may be too large itself.  */
    if (count_statements (fun) > (is_single (node) ? SINGLE_LIMIT : SMALL_LIMIT))
      DECL_DISREGARD_INLINE_LIMITS (node->decl) = 0;
  }
  free_dominance_info (CDI_DOMINATORS);
  free_dominance_info (CDI_POST_DOMINATORS);
  pop_cfun ();
}
