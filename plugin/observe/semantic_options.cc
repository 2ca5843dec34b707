/* The options that change what a program means.

   By effect, not by spelling: -Ofast and -ffast-math give the same list.  Flags
   that -O levels turn on by themselves (-fstrict-aliasing) count only
   where they were written out to be off: what a level assumes of a correct
   program is no difference in meaning between levels.  */
#include "gcc-compat.h"
#include "omp-general.h"

#include "semantic_options.h"
#include "strbuf.h"
#include "text.h"

#define IF(condition, option)                                                                                          \
  do                                                                                                                   \
    if (condition)                                                                                                     \
      visit (option, data);                                                                                            \
  while (0)

static void
floating_point (void (*visit) (const char *, void *), void *data)
{
  IF (flag_unsafe_math_optimizations, "-funsafe-math-optimizations");
  IF (flag_finite_math_only, "-ffinite-math-only");
  IF (!flag_signed_zeros, "-fno-signed-zeros");
  IF (!flag_trapping_math, "-fno-trapping-math");
  IF (flag_rounding_math, "-frounding-math");
  IF (flag_signaling_nans, "-fsignaling-nans");
  IF (!flag_fp_int_builtin_inexact, "-fno-fp-int-builtin-inexact");
  IF (!flag_errno_math, "-fno-math-errno");
  IF (flag_associative_math, "-fassociative-math");
  IF (flag_reciprocal_math, "-freciprocal-math");
  IF (flag_cx_limited_range, "-fcx-limited-range");
  IF (flag_cx_fortran_rules, "-fcx-fortran-rules");
  IF (flag_single_precision_constant, "-fsingle-precision-constant");
  IF (flag_excess_precision == EXCESS_PRECISION_STANDARD, "-fexcess-precision=standard");
  IF (flag_fp_contract_mode == FP_CONTRACT_OFF, "-ffp-contract=off");
  IF (flag_fp_contract_mode == FP_CONTRACT_ON, "-ffp-contract=on");
}

static bool half_precision;

void
semantic_options_half_precision (void)
{
  half_precision = true;
}

/* Where the target evaluates wider than the type (-mfpmath=387), results are rounded otherwise.
   With AVX512-FP16 only what is computed in _Float16 is.  */
static void
evaluation_method (void (*visit) (const char *, void *), void *data)
{
  char text[64];
  enum flt_eval_method method = targetm.c.excess_precision (EXCESS_PRECISION_TYPE_IMPLICIT);
  if (method == FLT_EVAL_METHOD_PROMOTE_TO_FLOAT || (method == FLT_EVAL_METHOD_PROMOTE_TO_FLOAT16 && !half_precision))
    return;
  snprintf (text, sizeof text, "FLT_EVAL_METHOD=%d", (int) method);
  visit (text, data);
  /* What is stored, and so rounded, in between.  */
  IF (flag_float_store, "-ffloat-store");
}

/* Whether a comparison with a NaN is one, and raises what it should.  */
static void
comparisons (void (*visit) (const char *, void *), void *data)
{
#ifdef TARGET_IEEE_FP
  IF (!TARGET_IEEE_FP && !flag_finite_math_only, "-mno-ieee-fp");
#else
  (void) visit;
  (void) data;
#endif
}

static void
character_set (const char *option, const char *name, void (*visit) (const char *, void *), void *data)
{
  char text[128];
  if (!name || strcasecmp (name, "UTF-8") == 0)
    return;
  snprintf (text, sizeof text, "%s=%s", option, name);
  visit (text, data);
}

static void
integers_and_memory (void (*visit) (const char *, void *), void *data)
{
  IF (flag_wrapv, "-fwrapv");
  IF (flag_wrapv_pointer, "-fwrapv-pointer");
  IF (flag_trapv, "-ftrapv");
  IF (global_options_set.x_flag_strict_aliasing && !flag_strict_aliasing, "-fno-strict-aliasing");
  IF (global_options_set.x_flag_delete_null_pointer_checks && !flag_delete_null_pointer_checks,
      "-fno-delete-null-pointer-checks");
  IF (flag_store_data_races, "-fallow-store-data-races");
  IF (global_options_set.x_flag_finite_loops && flag_finite_loops, "-ffinite-loops");
  IF (global_options_set.x_flag_lifetime_dse && flag_lifetime_dse != 2, "-fno-lifetime-dse");
  IF (global_options_set.x_flag_strict_volatile_bitfields && flag_strict_volatile_bitfields > 0,
      "-fstrict-volatile-bitfields");
  /* Objects may share an address then.  */
  IF (flag_merge_constants >= 2, "-fmerge-all-constants");
  visit_auto_var_init (visit, data);
}

/* Registers that were given another role: what a call leaves in them, caller and callee have to agree about.  As they are written, in
   alphabetical order.  */
static void
registers (void (*visit) (const char *, void *), void *data)
{
  auto_vec<const char *> found, known;
  for (unsigned i = save_decoded_options_count; i-- > 1;) {
    size_t option = save_decoded_options[i].opt_index;
    const char *name = save_decoded_options[i].arg;
    bool later = false;
    if (option != OPT_ffixed_ && option != OPT_fcall_used_ && option != OPT_fcall_saved_)
      continue;
    /* The last one counts.  */
    for (unsigned k = 0; k < known.length (); k++)
      later |= strcmp (known[k], name) == 0;
    if (!later)
      found.safe_push (save_decoded_options[i].orig_option_with_args_text);
    known.safe_push (name);
  }
  /* So does a global variable in one, whether it is named or not.  */
  for (unsigned i = 0; i < FIRST_PSEUDO_REGISTER; i++)
    if (global_regs[i] && i != STACK_POINTER_REGNUM) {
      char text[64];
      snprintf (text, sizeof text, "-ffixed-%s", reg_names[i]);
      found.safe_push (xstrdup (text));
    }
  found.qsort (text_compare_listed);
  for (unsigned i = 0; i < found.length (); i++)
    if (i == 0 || strcmp (found[i], found[i - 1]) != 0)
      visit (found[i], data);
}

/* How functions are called, and how types lie, on the x86 family where that may be chosen.  */
static void
calling_conventions (void (*visit) (const char *, void *), void *data)
{
#ifdef ix86_regparm
  char text[64];
  if (TYPE_PRECISION (ptr_type_node) == 32) {
    if (global_options_set.x_ix86_regparm && ix86_regparm) {
      snprintf (text, sizeof text, "-mregparm=%d", ix86_regparm);
      visit (text, data);
    }
    if (tree_fits_uhwi_p (TYPE_SIZE (long_double_type_node)) && TYPE_PRECISION (long_double_type_node) == 80
        && tree_to_uhwi (TYPE_SIZE (long_double_type_node)) != 96) {
      snprintf (text, sizeof text, "-m%ubit-long-double", (unsigned) tree_to_uhwi (TYPE_SIZE (long_double_type_node)));
      visit (text, data);
    }
    IF (TARGET_ALIGN_DOUBLE, "-malign-double");
    IF (TARGET_RTD, "-mrtd");
    IF (TARGET_SSEREGPARM, "-msseregparm");
    IF (!TARGET_FLOAT_RETURNS_IN_80387, "-mno-fp-ret-in-387");
  } else
    IF (tree_fits_uhwi_p (TYPE_SIZE (long_double_type_node)) && TYPE_PRECISION (long_double_type_node) == 80
            && tree_to_uhwi (TYPE_SIZE (long_double_type_node)) == 96,
        "-m96bit-long-double");
#else
  (void) visit;
  (void) data;
#endif
}

static void
data_model (void (*visit) (const char *, void *), void *data)
{
  char text[64];
  IF (!flag_signed_char, "-funsigned-char");
  IF (!flag_signed_bitfields, "-funsigned-bitfields");
  IF (flag_short_enums == 1, "-fshort-enums");
  IF (flag_short_wchar, "-fshort-wchar");
  IF (flag_pcc_struct_return == 1, "-fpcc-struct-return");
  if (initial_max_fld_align) {
    snprintf (text, sizeof text, "-fpack-struct=%u", initial_max_fld_align);
    visit (text, data);
  }
  IF (flag_pack_struct && !initial_max_fld_align, "-fpack-struct");
  IF (default_sso == SSO_BIG_ENDIAN, "-fsso-struct=big-endian");
  IF (default_sso == SSO_LITTLE_ENDIAN, "-fsso-struct=little-endian");
#ifdef TARGET_MS_BITFIELD_LAYOUT
  IF (TARGET_MS_BITFIELD_LAYOUT, "-mms-bitfields");
#endif
  if (TYPE_PRECISION (ptr_type_node) != 64) {
    snprintf (text, sizeof text, "-m%u", (unsigned) TYPE_PRECISION (ptr_type_node));
    visit (text, data);
  }
  if (TYPE_PRECISION (long_double_type_node) != 80) {
    snprintf (text, sizeof text, "-mlong-double-%u", (unsigned) TYPE_PRECISION (long_double_type_node));
    visit (text, data);
  }
  registers (visit, data);
  calling_conventions (visit, data);
  IF (global_options_set.x_flag_leading_underscore && flag_leading_underscore != (USER_LABEL_PREFIX[0] != '\0'),
      flag_leading_underscore ? "-fleading-underscore" : "-fno-leading-underscore");
#ifdef ix86_abi
  IF (ix86_abi == MS_ABI, "-mabi=ms");
#endif
  IF (default_visibility == VISIBILITY_HIDDEN, "-fvisibility=hidden");
  IF (default_visibility == VISIBILITY_PROTECTED, "-fvisibility=protected");
  IF (default_visibility == VISIBILITY_INTERNAL, "-fvisibility=internal");
}

static void
language (void (*visit) (const char *, void *), void *data)
{
  char text[64];
  if (!&parse_in || !parse_in || !&flag_isoc99)
    return;
  character_set ("-finput-charset", cpp_get_options (parse_in)->input_charset, visit, data);
  character_set ("-fexec-charset", cpp_get_options (parse_in)->narrow_charset, visit, data);
  character_set ("-fwide-exec-charset", cpp_get_options (parse_in)->wide_charset, visit, data);
  if (cpp_get_options (parse_in)->cplusplus) {
    snprintf (text, sizeof text, "-std=c++ dialect %d", (int) cxx_dialect);
    visit (text, data);
    IF (!flag_exceptions, "-fno-exceptions");
    IF (!flag_rtti, "-fno-rtti");
    IF (!flag_elide_constructors, "-fno-elide-constructors");
    IF (!flag_enforce_eh_specs, "-fno-enforce-eh-specs");
    IF (!flag_threadsafe_statics, "-fno-threadsafe-statics");
    IF (flag_check_new, "-fcheck-new");
    IF (flag_strict_enums, "-fstrict-enums");
  } else {
    const char *year = flag_isoc2x ? "2x" : flag_isoc11 ? "11" : flag_isoc99 ? "99" : "89";
    if (flag_iso || strcmp (year, "11") != 0) {
      snprintf (text, sizeof text, "-std=%s%s", flag_iso ? "c" : "gnu", year);
      visit (text, data);
    }
    IF (flag_exceptions, "-fexceptions");
    IF (flag_ms_extensions, "-fms-extensions");
    IF (flag_plan9_extensions, "-fplan9-extensions");
    IF (flag_gnu89_inline && flag_isoc99, "-fgnu89-inline");
  }
  IF (flag_non_call_exceptions, "-fnon-call-exceptions");
  IF (!flag_hosted, "-ffreestanding");
  IF (flag_hosted && flag_no_builtin, "-fno-builtin");
  IF (flag_openmp, "-fopenmp");
  IF (flag_openacc, "-fopenacc");
  IF (flag_openmp && (omp_requires_mask & OMP_REQUIRES_ATOMIC_DEFAULT_MEM_ORDER) == OMP_MEMORY_ORDER_SEQ_CST,
      "atomic_default_mem_order(seq_cst)");
  IF (flag_openmp && (omp_requires_mask & OMP_REQUIRES_ATOMIC_DEFAULT_MEM_ORDER) == OMP_MEMORY_ORDER_ACQ_REL,
      "atomic_default_mem_order(acq_rel)");
  IF (flag_openmp_simd && !flag_openmp, "-fopenmp-simd");
  IF (flag_tm, "-fgnu-tm");
}

void
semantic_options (void (*visit) (const char *option, void *data), void *data)
{
  floating_point (visit, data);
  evaluation_method (visit, data);
  comparisons (visit, data);
  integers_and_memory (visit, data);
  data_model (visit, data);
  language (visit, data);
}

bool
semantic_options_no_builtin (const char *name)
{
  static const char prefix[] = "-fno-builtin-";
  static hash_set<nofree_string_hash> *names;
  if (flag_no_builtin)
    return false;
  if (!names) {
    names = new hash_set<nofree_string_hash>;
    for (unsigned i = 1; i < save_decoded_options_count; i++) {
      const char *text = save_decoded_options[i].orig_option_with_args_text;
      if (text && strncmp (text, prefix, sizeof prefix - 1) == 0)
        names->add (text + sizeof prefix - 1);
    }
  }
  return names->contains (name);
}
