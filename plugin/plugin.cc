/* The plugin's entry: checks that it fits the compiler, and registers what the
   other files do at which event.

   To debug: gcc -fplugin=build/loadbearing.so -c x.c -wrapper gdb,--args  */
#include "gcc-compat.h"
#include "session.h"
#include "observe/marks.h"
#include "observe/observe.h"
#include "verdict/emit.h"
#include "verdict/make_dependencies.h"
#include "observe/plugin_tests.h"
#include "evidence/test_functions.h"

#define EXPORT __attribute__ ((visibility ("default")))

extern "C" {
EXPORT int plugin_is_GPL_compatible;
EXPORT int plugin_init (struct plugin_name_args *, struct plugin_gcc_version *);
}

/* Length of the argument of OPTION in a configure line, and its start in *AT; 0 if
   it is not there.  */
static size_t
configured (const char *line, const char *option, const char **at)
{
  *at = strstr (line, option);
  return *at ? strcspn (*at, " '\"") : 0;
}

/* Whether two configure lines agree about OPTION.  */
static bool
configured_alike (const char *a, const char *b, const char *option)
{
  const char *at_a, *at_b;
  size_t length_a = configured (a, option, &at_a), length_b = configured (b, option, &at_b);
  return length_a == length_b && (length_a == 0 || memcmp (at_a, at_b, length_a) == 0);
}

/* Whether the compiler VERSION has the layout of data that this build was
   compiled for.  A distribution's rebuild of one release has; another release, another
   target or a compiler with its own checks enabled may not, and would crash.  */
static bool
version_fits (const struct plugin_gcc_version *version)
{
  if (strcmp (version->basever, gcc_version.basever) == 0 && strcmp (version->devphase, gcc_version.devphase) == 0
      && configured_alike (version->configuration_arguments, gcc_version.configuration_arguments, "--target=")
      && configured_alike (version->configuration_arguments, gcc_version.configuration_arguments, "--enable-checking"))
    return true;
  fprintf (stderr,
           "loadbearing: this build of the plugin was made for another compiler\n"
           "loadbearing:   made for: gcc %s %s%s\n"
           "loadbearing:   this is:  gcc %s %s%s\n"
           "loadbearing: install this compiler's plugin headers and build loadbearing anew\n",
           gcc_version.basever, gcc_version.datestamp, gcc_version.devphase, version->basever, version->datestamp,
           version->devphase);
  const char *at;
  size_t length = configured (version->configuration_arguments, "--target=", &at);
  if (!configured_alike (version->configuration_arguments, gcc_version.configuration_arguments, "--target="))
    fprintf (stderr, "loadbearing: its target is another one: %.*s\n", (int) length, length ? at : "");
  return false;
}

/* Keeps the plugin's own options out of what the compiler records about its command
   line (DW_AT_producer, -frecord-gcc-switches): objects shall be the same with and without the plugin.
   Other plugins' options are theirs and stay; the driver's -iplugindir=, which LTO records, is there
   because of any plugin, and stays where there is another one.  */
static void
options_hide (const struct plugin_name_args *args)
{
  bool others = false;
  for (unsigned i = 0; i < save_decoded_options_count; i++) {
    struct cl_decoded_option *option = &save_decoded_options[i];
    if (!option->arg)
      continue;
    bool ours = false;
    if (option->opt_index == OPT_fplugin_) {
      /* As written: "loadbearing", "loadbearing.so", "/usr/lib/.../loadbearing.so".  */
      const char *file = lbasename (option->arg);
      size_t length = strlen (args->base_name);
      ours = strncmp (file, args->base_name, length) == 0 && (!file[length] || file[length] == '.');
    } else if (option->opt_index == OPT_fplugin_arg_) {
      size_t length = strlen (args->base_name);
      ours = strncmp (option->arg, args->base_name, length) == 0 && option->arg[length] == '-';
    }
    if (ours)
      option->opt_index = OPT_SPECIAL_ignore;
    else if (option->opt_index == OPT_fplugin_)
      others = true;
  }
  for (unsigned i = 0; i < save_decoded_options_count && !others; i++)
    if (save_decoded_options[i].opt_index == OPT_iplugindir_)
      save_decoded_options[i].opt_index = OPT_SPECIAL_ignore;
}

static void
at_start_unit (void *, void *)
{
  session_start_unit ();
  make_dependencies_add_policy ();
  plugin_tests_start ();
}

static void
at_ipa_start (void *, void *)
{
  emit_unit ();
}

static void
at_finish_unit (void *, void *)
{
  emit_slim ();
}

static void
at_finish (void *, void *)
{
  make_dependencies_finish ();
  emit_finish ();
}

static struct plugin_info plugin_description = {
  LOADBEARING_VERSION, "loadbearing: says which load-bearing functions changed since a person audited them.\n"
                       "Options: -fplugin-arg-loadbearing-policy=FILE, -gate=policy|warn|off,\n"
                       "-role=production|test, -track=production|prototype, -variant=NAME"
};

int
plugin_init (struct plugin_name_args *args, struct plugin_gcc_version *version)
{
  if (!version_fits (version))
    return 1;
  const char *name = args->base_name;
  register_callback (name, PLUGIN_INFO, NULL, &plugin_description);
  options_hide (args);
  session_init (args, version->configuration_arguments);
  /* lto1 needs nothing: a unit's note comes with its streamed asm.  f951 and gnat1: not our languages.  */
  if (!session.is_c)
    return 0;
  /* Marks also under -E and -fsyntax-only: the attributes must be known there.  */
  marks_register (name);
  if (session.preprocess_only)
    return 0;
  register_callback (name, PLUGIN_START_UNIT, at_start_unit, NULL);
  observe_register (name);
  test_functions_register (name);
  register_callback (name, PLUGIN_ALL_IPA_PASSES_START, at_ipa_start, NULL);
  register_callback (name, PLUGIN_FINISH_UNIT, at_finish_unit, NULL);
  register_callback (name, PLUGIN_FINISH, at_finish, NULL);
  return 0;
}
