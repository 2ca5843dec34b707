/* What a function's tree shows: its locals, what it refers to, which types it touches.
   Internal to plugin/; needs GCC's headers before it.  */
#ifndef LOADBEARING_BODY_H
#define LOADBEARING_BODY_H

#include "digest.h"
#include "source/spelling.h"
#include "strbuf.h"

struct body_local {
  tree decl;
  enum local_kind kind;
  unsigned position; /* of a parameter */
  bool nested;       /* belongs to a nested function */
};

/* Valid only during the callback in which it was made.  */
struct body {
  tree function;
  struct body_local *locals;
  size_t locals_count;
  tree *references;
  size_t references_count; /* functions and objects outside of the function */
  tree *types;
  size_t types_count;   /* structures, unions, enumerations whose layout it depends on */
  hash_set<tree> *seen; /* while it is read: trees that were visited */
  tree *calls_through;
  size_t calls_through_count; /* function types of calls through pointers */
  tree *unprototyped;
  size_t unprototyped_count; /* functions that it calls before there is a prototype of them, by their names */
  tree *asms;                /* texts for the assembler */
  tree *named;
  size_t asms_count;
  size_t named_count; /* types of the outside names that its text holds */
  tree *constants;
  size_t constants_count;   /* numbers in the tree, enumerators' values included */
  struct strbuf reductions; /* what its regions' own reductions do (OpenMP), which is declared elsewhere */
  bool cplusplus;           /* the following is written */
  struct strbuf meaning;    /* numbers, conversions, and what is referred to, in the tree's order */
};

/* Reads FUNCTION's generic tree (at PLUGIN_PRE_GENERICIZE).  */
void body_read (tree function, bool cplusplus, struct body *body);
void body_release (struct body *body);

/* Adds TYPE, seen through arrays, if it is a structure, union or enumeration.  */
void body_touch (struct body *body, tree type);

/* Notes the type of DECL, an outside name that the text holds; the folded tree may not.  */
void body_name (struct body *body, tree decl);

/* The folded tree does not show what sizeof was applied to, what _Generic chose by, or the operands that a
   constant condition drops: adds the types that are reachable through pointers and through members
   that F mentions by name.  */
void body_touch_measured (struct body *body, struct spelled_function *f);

/* Whether DECL belongs to FUNCTION, or to a function within it.  */
bool body_is_local (tree decl, tree function);

/* Appends NODE, a part of FUNCTION's tree, to OUT as the early tree is written (body_tree.cc).  */
void body_tree_write (tree function, tree *node, struct strbuf *out);

/* Appends CLAUSE, one of those that say more of parallel regions and of functions that are called in them: as it is printed, since they have
   dozens of parts.  That names of locals are in it costs an alarm when one is renamed, where the input is preprocessed.  */
void body_clause_write (tree clause, struct strbuf *out);

/* The digest of the early tree (body_tree.cc): DIGEST_FULL; comparable within one compiler and -O class.  */
struct digest body_tree_digest (tree function);

#endif
