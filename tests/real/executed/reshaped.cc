/* A plugin for tests only: puts what normalising does to a body (plugin/behaviour/reshape*.cc) into the compilation itself, so that the
   program that comes out can be run.  A step that changes what a body does then shows as a test that fails.

   The plugin of the product never changes code: it does all this in a process of its own, whose code is thrown away.  */
#include "gcc-compat.h"

#include "behaviour/normalise_private.h"
#include "behaviour/reshape.h"

#define EXPORT extern "C" __attribute__ ((visibility ("default")))
EXPORT int plugin_is_GPL_compatible;
EXPORT int plugin_init (struct plugin_name_args *, struct plugin_gcc_version *);

int plugin_is_GPL_compatible;

static const pass_data reshaped_data = {
  GIMPLE_PASS, "reshaped", OPTGROUP_NONE, TV_NONE, PROP_cfg | PROP_ssa, 0, 0, 0, TODO_cleanup_cfg | TODO_update_ssa,
};

class reshaped_pass : public gimple_opt_pass {
public:
  reshaped_pass (gcc::context *context) : gimple_opt_pass (reshaped_data, context) {}

  unsigned
  execute (function *fun) override
  {
    normalise_releases (fun);
    normalise_clears (fun);
    reshape_parts (fun);
    reshape (fun);
    /* Tables are left out: their constants get no place in the program.  */
    reshape_finish (fun);
    reshape_selects_into_tests (fun);
    return 0;
  }
};

int
plugin_init (struct plugin_name_args *info, struct plugin_gcc_version *)
{
  /* Where the normalised bodies are reshaped, too: values are numbered, and what is not needed is about to go.  */
  struct register_pass_info where = { new reshaped_pass (g), "fre", 1, PASS_POS_INSERT_AFTER };
  register_callback (info->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &where);
  return 0;
}
