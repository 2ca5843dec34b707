/* What is load-bearing: attributes, pragma regions and the policy's rules.
   Internal to plugin/; needs GCC's tree.h before it.  */
#ifndef LOADBEARING_MARKS_H
#define LOADBEARING_MARKS_H

#include "facts.h"

struct mark {
  enum mark_origin origin;  /* MARK_NONE: not load-bearing */
  const char *domain;       /* lives until the end of the compilation */
  const char *reason;       /* or NULL */
  enum track track;
};

/* Registers attributes and pragmas.  */
void marks_register (const char *plugin_name);

/* What DECL, a function definition in FILE (physical, relative to the repository),
   is marked as; by its attributes (all declarations together), else by an open
   pragma region when it was defined, else by the policy.  */
struct mark mark_of (tree decl, const char *linkage_name, const char *shown, const char *file);

#endif
