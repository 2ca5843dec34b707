/* One compilation, as the plugin sees it.  Internal to plugin/.  */
#ifndef LOADBEARING_SESSION_H
#define LOADBEARING_SESSION_H

#include "facts.h"
#include "ledger.h"
#include "policy.h"

struct session {
  const char *plugin_name;  /* base_name given by GCC */
  /* -fplugin-arg-loadbearing-...  */
  const char *policy_option;  /* NULL if not given */
  enum gate gate;
  bool role_given; enum role role;
  bool track_given; enum track track;
  const char *variant;      /* NULL: the target's name */
  /* Found and read at PLUGIN_START_UNIT; never NULL after that.  */
  struct policy *policy;
  struct ledger *ledger;    /* opened when first needed; may be NULL */
  bool broken;              /* policy or ledger was reported as broken: no verdict */
  bool preprocess_only;     /* -E or -fsyntax-only: say and do nothing */
};

extern struct session session;

#endif
