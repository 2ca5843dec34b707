/* What is load-bearing: attributes, pragma regions and the policy's rules.
   Internal to plugin/; needs GCC's tree.h before it.  */
#ifndef LOADBEARING_MARKS_H
#define LOADBEARING_MARKS_H

#include "facts.h"

struct mark {
  enum mark_origin origin; /* MARK_NONE: not load-bearing */
  const char *domain;      /* lives until the end of the compilation */
  const char *reason;      /* or NULL */
  enum track track;
};

/* Registers attributes and pragmas.  */
void marks_register (const char *plugin_name);

/* What DECL, a function definition in FILE (physical, relative to the repository),
   is marked as; by its attributes (all declarations together), else by an open
   pragma region when it was defined, else by the policy.  */
struct mark mark_of (tree decl, const char *linkage_name, const char *shown, const char *file);

/* The functions that DECL, by load_bearing_test, claims to verify: calls VISIT with each, as written.  */
void marks_visit_claims (tree decl, void (*visit) (const char *function, void *data), void *data);

/* At the end of the unit: reports what is left open or contradicts itself.  */
void marks_finish_unit (void);

/* Takes our attributes off every declaration, so that GCC's passes and LTO's streaming see
   what they would see without the plugin.  After the last mark_of.  */
void marks_strip (void);

/* For marks*.cc only.  */

/* The attribute that stands for a pragma region; no source can spell it.  */
#define REGION_ATTRIBUTE "loadbearing region"

/* True if wrong uses are to be reported.  */
bool marks_checked (void);
/* Checks DOMAIN, and reports an unknown one at PLACE.  */
bool marks_check_domain (const char *domain, location_t place);
/* The text of string literal T, or NULL if T is none of plain characters.  */
const char *marks_string (tree t);

/* Registers the pragma, the macro and the callback behind regions.  */
void regions_register (const char *plugin_name);
void regions_finish_unit (void);

#endif
