/* What a test looks at from outside, and what is a part of it.  Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_SUBJECTS_H
#define LOADBEARING_SUBJECTS_H

#include "facts.h"

/* U: the unit's functions, which tell what is load-bearing; they must outlive the calls below.  */
void subjects_begin (const struct unit_facts *u);

/* Whether DECL is looked at from outside although its body is in the unit: it is load-bearing, or a source file that is no test was
   included for it.  */
bool is_subject (tree decl);

/* Whether DECL belongs to the compiler or to a system header.  */
bool is_system (tree decl);

/* The type of parameter N, from 0, of TYPE, a function's or NULL_TREE; NULL_TREE if it is declared without one.  */
tree parameter_type (tree type, unsigned n);
/* Whether the unit takes the address of NODE.  */
bool is_handed_out (symtab_node *node);

/* The name of DECL in the object file.  Lives as long as DECL.  */
const char *linkage_name (tree decl);

#endif
