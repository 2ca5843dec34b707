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
#include "normalise_private.h"
#include "reshape.h"

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
  /* Nobody debugs the child: no pass follows what becomes of each local.  */
  flag_var_tracking_assignments = 0;
  debug_nonbind_markers_p = 0;
}

/* Whether the user allows what IEEE does not, wherever the result of a calculation is inexact.  */
static bool inexact;

/* Whether the user says that an object may lie at the address 0.  */
static bool null_is_address;

bool
normalise_null_is_address (void)
{
  return null_is_address;
}

void
normalise_options (void)
{
  struct cl_decoded_option *decoded;
  unsigned count;
  const char *arguments[] = { "", "-O2" };
  /* The user's own choices of optimisations shall not matter.  */
  int wrapv = flag_wrapv, wrapv_pointer = flag_wrapv_pointer;
  /* Which functions and objects another definition may replace.  */
  int pic = flag_pic, pie = flag_pie, shlib = flag_shlib, interposition = flag_semantic_interposition;
  null_is_address = global_options_set.x_flag_delete_null_pointer_checks && !flag_delete_null_pointer_checks;
  inexact = flag_unsafe_math_optimizations || flag_finite_math_only || flag_associative_math;
  memset (&global_options_set, 0, sizeof global_options_set);
  decode_cmdline_options_to_array_default_mask (2, arguments, &decoded, &count);
  decode_options (&global_options, &global_options_set, decoded, count, UNKNOWN_LOCATION, global_dc, NULL);
  flag_wrapv = wrapv;
  flag_wrapv_pointer = wrapv_pointer;
  flag_pic = pic;
  flag_pie = pie;
  flag_shlib = shlib;
  flag_semantic_interposition = interposition;
  set_strict_options ();
  targetm.override_options_after_change ();
  normalise_inline_options (build_optimization_node (&global_options, &global_options_set));
}

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
      normalise_mark_undefined (fun, false);
  }
}

#define RUN(fun, makers) run (fun, makers, ARRAY_SIZE (makers))

static const pass_maker to_ssa[] = { make_pass_fixup_cfg, make_pass_build_ssa };
static const pass_maker to_inline[] = { make_pass_rebuild_cgraph_edges, make_pass_local_fn_summary,
                                        make_pass_early_inline };
static const pass_maker to_registers[] = { make_pass_fixup_cfg, make_pass_ccp, make_pass_forwprop,
                                           make_pass_sra_early };
static const pass_maker to_reshape[] = { make_pass_build_ealias, make_pass_fre, make_pass_merge_phi, make_pass_cd_dce };
static const pass_maker to_pointers[] = { make_pass_build_ealias };
static const pass_maker to_normalise[] = {
  make_pass_merge_phi, make_pass_fre,      make_pass_tree_ifcombine, make_pass_early_vrp, make_pass_cd_dce,
  make_pass_phiopt,    make_pass_forwprop, make_pass_reassoc,        make_pass_ccp,       make_pass_copy_prop,
  make_pass_fre,       make_pass_cd_dce,
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
  if (normalise_has_restrict_local (fun))
    return "it has a restrict local";
  if (!normalise_drop_handlers (fun))
    return "it handles exceptions";
  if (inexact && normalise_has_floating_point (fun))
    return "it is compiled with -ffast-math or a part of it, and calculates with floating point";
  if (normalise_calls_otherwise (fun))
    return "it calls a function before its prototype, with other arguments";
  if (lookup_attribute ("naked", DECL_ATTRIBUTES (node->decl)))
    return "it is naked";
  return NULL;
}

/* Where each statement of the source begins is of no use here, and each walk goes over it.  */
static void
strip_debugging (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);)
    if (is_gimple_debug (gsi_stmt (i)))
      gsi_remove (&i, true);
    else
      gsi_next (&i);
}

/* What is only said about probabilities keeps blocks from being empty.  __builtin_expect stays: all code around it moves with it.  */
static void
strip_hints (function *fun)
{
  basic_block block;
  FOR_EACH_BB_FN (block, fun)
  for (gimple_stmt_iterator i = gsi_start_bb (block); !gsi_end_p (i);)
    if (gimple_code (gsi_stmt (i)) == GIMPLE_PREDICT || gimple_code (gsi_stmt (i)) == GIMPLE_NOP)
      gsi_remove (&i, true);
    else
      gsi_next (&i);
}

const char *
normalise_begin (cgraph_node *node, struct strbuf *loops)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  push_cfun (fun);
  const char *failure = unsuitable (node, fun);
  if (!failure) {
    strip_debugging (fun);
    normalise_log_lines (fun);
    normalise_parameters (fun);
    RUN (fun, to_ssa);
    failure = normalise_mark_undefined (fun, true);
  }
  if (failure) {
    /* Nor has it, then, as a part of another.  */
    DECL_DISREGARD_INLINE_LIMITS (node->decl) = 0;
    return failure;
  }
  strip_hints (fun);
  normalise_releases (fun);
  normalise_clears (fun);
  reshape_tables (fun);
  reshape_parts (fun);
  normalise_mark_effects (fun);
  if (normalise_may_contain (node)) {
    RUN (fun, to_inline);
    normalise_forget_touches (fun);
    reshape_parts (fun);
  }
  write_loops (fun, loops);
  RUN (fun, to_registers);
  normalise_mark_ends (fun);
  RUN (fun, to_reshape);
  if (reshape (fun))
    RUN (fun, to_pointers);
  RUN (fun, to_normalise);
  normalise_forget_unused (fun);
  reshape_tables (fun);
  reshape_finish (fun);
  return NULL;
}

void
normalise_end (cgraph_node *node)
{
  function *fun = DECL_STRUCT_FUNCTION (node->decl);
  if (normalise_is_candidate (node) && gimple_in_ssa_p (fun)) {
    reshape_selects_into_tests (fun);
    RUN (fun, to_end);
    normalise_check_size (node);
  }
  free_dominance_info (CDI_DOMINATORS);
  free_dominance_info (CDI_POST_DOMINATORS);
  pop_cfun ();
}
