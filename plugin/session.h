/* One compilation, as the plugin sees it.  Internal to plugin/.  */
#ifndef LOADBEARING_SESSION_H
#define LOADBEARING_SESSION_H

#include "facts.h"
#include "ledger/ledger.h"
#include "policy/policy.h"

struct plugin_name_args;

struct session {
  const char *plugin_name; /* base_name given by GCC */
  /* -fplugin-arg-loadbearing-...  */
  const char *policy_option; /* NULL if not given */
  enum gate gate;
  bool role_given;
  enum role role;
  bool track_given;
  enum track track;
  bool forms;          /* the note is to hold canonical forms */
  const char *variant; /* NULL: the target's name */
  const char *target;  /* "x86_64-linux-gnu" */
  /* What is compiled.  */
  bool is_c;            /* the C or C++ front end: in others the plugin does nothing */
  bool preprocess_only; /* -E or -fsyntax-only: say and do nothing */
  bool quiet;           /* conftest.*: records, but no diagnostics */
  const char *input;    /* the file given to the compiler; NULL for standard input */
  /* Found and read at PLUGIN_START_UNIT; never NULL after that.  */
  struct policy *policy;
  struct strbuf passed_over; /* policies that the search did not take */
  struct ledger *ledger;     /* NULL without a policy, or if broken */
  bool broken;               /* policy or ledger was reported as broken: no verdict */
};

extern struct session session;

/* Reads the plugin's options from ARGS and the compiler's own (-E and so on).  A
   wrong option is reported as an error, and the compilation will stop.  To be
   called from plugin_init.  CONFIGURATION is the compiler's configure line.  */
void session_init (struct plugin_name_args *args, const char *configuration);

/* Finds and reads policy and ledger; reports what is wrong with them.  To be called at
   PLUGIN_START_UNIT.  */
void session_start_unit (void);

/* The variant's name: as given, else the target, with the options that choose
   another one (-m32).  Owned by the caller.  */
char *session_variant (void);

/* The file that is compiled, as the facts name it: relative to the
   repository; for input that is preprocessed already, the file it was made from.
   Owned by the caller.  */
char *session_source (void);

#endif
