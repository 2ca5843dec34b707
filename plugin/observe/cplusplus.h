/* What only C++ has: scopes and template arguments of names, exceptions, virtual tables.
   Internal to plugin/; needs GCC's headers before it.  In C these must not be called.  */
#ifndef LOADBEARING_CPLUSPLUS_H
#define LOADBEARING_CPLUSPLUS_H

#include "strbuf.h"

/* Writes where DECL, a function or an object, belongs, and its template arguments: what makes its name
   denote it and no other.  */
void cplusplus_decl_write (tree decl, struct strbuf *out);

/* The same of TYPE, a class or an enumeration.  */
void cplusplus_type_write (tree type, struct strbuf *out);

/* Writes which exceptions a function of TYPE may throw.  */
void cplusplus_exceptions_write (tree type, struct strbuf *out);

/* Calls VISIT for each function in the virtual tables of the class whose table TABLE is, in their order.  */
void cplusplus_virtual_functions (tree table, void (*visit) (tree function, void *data), void *data);

/* The method that a call through REFERENCE, of a virtual one, would run if the object were of the type that it is known by; or NULL.  */
tree virtual_method (tree reference);

#endif
