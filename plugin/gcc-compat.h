/* GCC's headers, and every difference between its versions.

   The only file that includes GCC's headers and that asks for GCCPLUGIN_VERSION.
   The C front ends' symbols are weak here: lto1, f951 and gnat1 do not have
   them, and would refuse to load the plugin.  */
#ifndef LOADBEARING_GCC_COMPAT_H
#define LOADBEARING_GCC_COMPAT_H

#include "gcc-plugin.h"
#include "plugin-version.h"

#include "tree.h"
/* Must come before c-common.h; its functions are strong, its macros need none of them.  */
#ifdef COMPAT_CPLUSPLUS
#include "cp/cp-tree.h"
#endif
#include "c-family/c-common.h"
#include "tree-iterator.h"
#include "stringpool.h"
#include "attribs.h"
#include "fold-const.h"
#include "stor-layout.h"
#include "print-tree.h"
#include "function.h"
#include "basic-block.h"
#include "gimple-expr.h"
#include "cgraph.h"
#include "symtab.h"
#include "options.h"
#include "opts.h"
#include "flags.h"
#include "toplev.h"
#include "target.h"
#include "output.h"
#include "langhooks.h"
#include "diagnostic.h"
#include "intl.h"
#include "line-map.h"
#include "input.h"
#include "cpplib.h"
#include "cppdefault.h"
#include "c-family/c-pragma.h"
#include "real.h"
#include "wide-int.h"
#include "plugin.h"
#include "spellcheck.h"
#include "varasm.h"

/* The middle end, for what normalises bodies.  */
#include "backend.h"
#include "gimple.h"
#include "gimple-iterator.h"
#include "ssa.h"
#include "cfganal.h"
#include "cfgloop.h"
#include "context.h"
#include "dumpfile.h"
#include "internal-fn.h"
#include "gimple-walk.h"
#include "gimple-fold.h"
#include "gimplify.h"
#include "pass_manager.h"
#include "tree-cfg.h"
#include "tree-dfa.h"
#include "tree-eh.h"
#include "except.h"
#include "tree-pass.h"
#include "cfgcleanup.h"
#include "tree-cfgcleanup.h"
#include "tree-into-ssa.h"
#include "tree-ssa.h"
#include "tree-ssa-alias.h"
#include "builtins.h"
#include "tree-affine.h"
#include "tree-ssanames.h"
#include "tree-pretty-print.h"

/* C23 was called C2x until GCC 14.  */
#if GCCPLUGIN_VERSION >= 14000
#define flag_isoc2x flag_isoc23
#endif

/* The last statement of a block that is no debugging mark: GCC 14 says so in the name.  */
#if GCCPLUGIN_VERSION >= 14000
#define last_stmt last_nondebug_stmt
#endif

/* Front-end symbols that some compilers lack.  */
extern cpp_reader *parse_in __attribute__ ((weak));
extern int flag_iso __attribute__ ((weak));
extern cpp_callbacks *cpp_get_callbacks (cpp_reader *) __attribute__ ((weak));
extern cpp_options *cpp_get_options (cpp_reader *) __attribute__ ((weak));
extern cpp_buffer *cpp_get_buffer (cpp_reader *) __attribute__ ((weak));
extern location_t cpp_macro_definition_location (cpp_hashnode *) __attribute__ ((weak));
extern const unsigned char *cpp_macro_definition (cpp_reader *, cpp_hashnode *) __attribute__ ((weak));
extern int flag_isoc99 __attribute__ ((weak));
extern int flag_isoc11 __attribute__ ((weak));
extern int flag_isoc2x __attribute__ ((weak));
extern int flag_hosted __attribute__ ((weak));
extern enum cxx_dialect cxx_dialect __attribute__ ((weak));
/* The C front end's; c-tree.h and cp-tree.h cannot both be included.  */
#ifndef COMPAT_CPLUSPLUS
extern tree lookup_name (tree) __attribute__ ((weak));
/* The C++ front end's.  */
extern bool uses_template_parms (tree) __attribute__ ((weak));
#endif
/* What lang_hooks.decl_printable_name calls; that one gives what it gave before, at whatever verbosity.  */
extern const char *lang_decl_name (tree, int, bool) __attribute__ ((weak));
extern const struct default_include cpp_include_defaults[] __attribute__ ((weak));

extern void cpp_define (cpp_reader *, const char *) __attribute__ ((weak));
extern class mkdeps *cpp_get_deps (cpp_reader *) __attribute__ ((weak));
extern void c_register_pragma_with_expansion (const char *, const char *, pragma_handler_1arg) __attribute__ ((weak));
extern enum cpp_ttype pragma_lex (tree *, location_t *) __attribute__ ((weak));
/* mkdeps.h is not installed; the function is exported all the same.  */
extern void deps_add_dep (class mkdeps *, const char *) __attribute__ ((weak));

/* Attributes spelled [[SPACE::NAME]].  */
static inline void
compat_register_scoped_attributes (const struct attribute_spec *table, const char *space)
{
#if GCCPLUGIN_VERSION >= 14000
  /* The set, unlike the table, has no end mark; there is but one, and it stays.  */
  static scoped_attribute_specs set;
  size_t count = 0;
  while (table[count].name)
    count++;
  set.ns = space;
  set.attributes = array_slice<const attribute_spec> (table, count);
  register_scoped_attributes (set);
#else
  register_scoped_attributes (table, space);
#endif
}

/* One line of a source file; false if there is none.  GCC 14 moved the cache.  */
static inline char_span
compat_source_line (const char *file, int line)
{
#if GCCPLUGIN_VERSION >= 14000
  return global_dc->get_file_cache ().get_source_line (file, line);
#else
  return location_get_source_line (file, line);
#endif
}

/* -ftrivial-auto-var-init= came with GCC 12.  */
static inline void
visit_auto_var_init (void (*visit) (const char *, void *), void *data)
{
#if GCCPLUGIN_VERSION >= 12000
  if (flag_auto_var_init == AUTO_INIT_ZERO)
    visit ("-ftrivial-auto-var-init=zero", data);
  else if (flag_auto_var_init == AUTO_INIT_PATTERN)
    visit ("-ftrivial-auto-var-init=pattern", data);
#endif
  (void) visit;
  (void) data;
}

/* GCC's switches that hide, promote or cut off diagnostics.  */
struct compat_diagnostics {
  bool hide_warnings, show_system, promote, stop_at_first, hide_notes;
  int limit;
};

/* GCC 14 renamed the members and made some private.  */
static inline struct compat_diagnostics
compat_diagnostics_save (void)
{
  struct compat_diagnostics d;
#if GCCPLUGIN_VERSION >= 14000
  d.hide_warnings = global_dc->m_inhibit_warnings;
  d.show_system = global_dc->m_warn_system_headers;
  d.promote = global_dc->warning_as_error_requested_p ();
  d.stop_at_first = global_dc->m_fatal_errors;
  d.hide_notes = global_dc->m_inhibit_notes_p;
  d.limit = flag_max_errors;
#else
  d.hide_warnings = global_dc->dc_inhibit_warnings;
  d.show_system = global_dc->dc_warn_system_headers;
  d.promote = global_dc->warning_as_error_requested;
  d.stop_at_first = global_dc->fatal_errors;
  d.hide_notes = global_dc->inhibit_notes_p;
  d.limit = global_dc->max_errors;
#endif
  return d;
}

static inline void
compat_diagnostics_restore (const struct compat_diagnostics &d)
{
#if GCCPLUGIN_VERSION >= 14000
  global_dc->m_inhibit_warnings = d.hide_warnings;
  global_dc->m_warn_system_headers = d.show_system;
  global_dc->set_warning_as_error_requested (d.promote);
  global_dc->m_fatal_errors = d.stop_at_first;
  global_dc->m_inhibit_notes_p = d.hide_notes;
  global_dc->set_max_errors (d.limit);
#else
  global_dc->dc_inhibit_warnings = d.hide_warnings;
  global_dc->dc_warn_system_headers = d.show_system;
  global_dc->warning_as_error_requested = d.promote;
  global_dc->fatal_errors = d.stop_at_first;
  global_dc->inhibit_notes_p = d.hide_notes;
  global_dc->max_errors = d.limit;
#endif
}

/* All diagnostics, as they are.  */
static inline void
compat_diagnostics_all (void)
{
  const struct compat_diagnostics all = { false, true, false, false, false, 0 };
  compat_diagnostics_restore (all);
}

/* An internal compiler error in the forked child ends it with STATUS.  */
static inline void
compat_internal_error_hook (void (*hook) (diagnostic_context *, const char *, va_list *))
{
#if GCCPLUGIN_VERSION >= 14000
  global_dc->m_internal_error = hook;
#else
  global_dc->internal_error = hook;
#endif
}

/* No warnings at all, in the forked child.  */
static inline void
compat_no_warnings (void)
{
#if GCCPLUGIN_VERSION >= 14000
  global_dc->m_inhibit_warnings = true;
#else
  global_dc->dc_inhibit_warnings = true;
#endif
}

/* Whether STMT asks for the size of what a pointer points to.  */
static inline bool
compat_asks_for_size (gimple *stmt)
{
#if GCCPLUGIN_VERSION >= 12000
  if (gimple_call_builtin_p (stmt, BUILT_IN_DYNAMIC_OBJECT_SIZE))
    return true;
#endif
  return gimple_call_builtin_p (stmt, BUILT_IN_OBJECT_SIZE);
}

/* Whether another definition may stand for DECL, a function of the unit, in the end.  */
static inline bool
compat_replaceable (tree decl)
{
#if GCCPLUGIN_VERSION >= 12000
  return decl_replaceable_p (decl, opt_for_fn (decl, flag_semantic_interposition));
#else
  return flag_semantic_interposition && decl_replaceable_p (decl);
#endif
}

/* Whether FIELD, though it is the last one and an array, ends where it is declared to end.  */
static inline bool
compat_not_flexible (const_tree field)
{
#if GCCPLUGIN_VERSION >= 13000
  return DECL_NOT_FLEXARRAY (field);
#else
  return field == NULL;
#endif
}

#endif
