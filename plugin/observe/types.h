/* Types as text and as digests.  Internal to plugin/; needs tree.h before it.  */
#ifndef LOADBEARING_TYPES_H
#define LOADBEARING_TYPES_H

#include "digest.h"
#include "strbuf.h"

/* Appends TYPE in a canonical form: typedefs seen through, qualifiers at every level,
   structures, unions and enumerations by tag (anonymous ones by their members),
   precision and sign of numbers, attributes with meaning.  Equal texts mean the same type.  */
void type_write (tree type, struct strbuf *out);

/* The same, but structures without a name not by their members.  */
void type_write_name (tree type, struct strbuf *out);

/* Appends TYPE, a function's, without what it returns.  */
void type_write_call (tree type, struct strbuf *out);

/* Appends the layout of a complete structure, union or enumeration: size, alignment, and each
   member's name, offset, bits, type and qualifiers (members by value included); for an enumeration
   its width, sign and values.  */
void type_write_layout (tree type, struct strbuf *out);

/* Appends the size of DECL, an object, where a flexible array in it has elements: behind its type's end.  */
void object_write_size (tree decl, struct strbuf *out);

/* "struct order", "union u", "enum e", "typedef t" for an anonymous one that a typedef names;
   NULL for other types and for those without a name.  Owned by the caller.  */
char *type_label (tree type);

/* Appends the attributes in LIST that have a meaning, sorted, with their arguments.  Ours and those that
   only steer diagnostics or optimisation are left out.  */
void attributes_write (tree list, struct strbuf *out);

/* The assembler name that #pragma redefine_extname gave DECL after it was declared, if it did.  */
void redefined_name_write (tree decl, struct strbuf *out);
/* Appends what matters of a declared function's interface: its type, linkage, attributes.  */
void interface_write (tree decl, struct strbuf *out);
/* The same, without what it returns.  */
void interface_write_call (tree decl, struct strbuf *out);
/* Appends what the declaration of DECL, a function of another unit, says beside its type: who calls it by an address that an
   object begins with calls what is declared so.  */
void function_write_addressed (tree decl, struct strbuf *out);

/* A constant, as in an initialiser, canonical: addresses by name and byte offset, numbers by
   value and type, zero members left out.  REFERENCES (may be NULL) is called for each function or object named.  */
void constant_write (tree value, struct strbuf *out, void (*references) (tree decl, void *data), void *data);

#endif
