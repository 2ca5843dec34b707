/* What observation has seen so far of the unit that is being compiled.

   Internal to observe*.cc; needs GCC's headers before it.  Only digests and
   strings are kept: the trees belong to GCC's collector.  */
#ifndef LOADBEARING_OBSERVED_H
#define LOADBEARING_OBSERVED_H

#include "closure.h"
#include "facts.h"
#include "marks.h"
#include "source/preprocessor.h"
#include "session.h"
#include "source/spelling.h"
#include "strbuf.h"
#include "types.h"

/* A map that lives as long as the compilation.  Not by plain `new`: that is the C++ library's, and to load
   the library for it would cost each compilation more than reading the policy.  */
template <typename map>
static inline map *
map_new (void)
{
  return new (xmalloc (sizeof (map))) map;
}

/* What a function or an object of the unit refers to, by DECL_UID.  */
struct reference {
  unsigned uid;
  bool function;
  char *name;
};

/* One function definition, as seen when it ended.  */
struct observed_function {
  unsigned uid;
  struct function_facts facts; /* name, place, flags, mark; aspects interface, source, tree */
  struct dependency *own;
  size_t own_count; /* all but functions and objects of the unit */
  struct reference *references;
  size_t references_count;
  unsigned *unprototyped; /* functions, by DECL_UID, that it calls where no prototype of them was seen yet */
  size_t unprototyped_count;
  char **asm_words; /* the words in the templates of its asm statements, once each */
  size_t asm_words_count;
  bool assembles;   /* it has asm statements, which may name anything */
  char **built_ins; /* functions of the C library that it calls as built-in ones, without the prefix */
  size_t built_ins_count;
  bool uses_library; /* it calls a built-in function, for which another one may come in */
  bool uses_frame;   /* it asks for what belongs to the frame that its code is in: whether it is inlined counts */
  unsigned *
      unnamed; /* functions of the unit, by DECL_UID, that it may call without naming them: among its references, too */
  size_t unnamed_count;
  unsigned *library; /* what it uses of the C library, as observe_library.cc numbers it */
  size_t library_count;
  bool spelled, in_main_file, external_body;
  bool alias;       /* no body: another name of a function, which is among its references if the unit defines it */
  char *stands_for; /* of an alias: the linkage name of a function that the unit does not even declare; or NULL */
};

/* One global object.  In C only what something refers to is observed: headers declare many more.  */
struct observed_object {
  unsigned uid;
  char *name;
  char *text; /* type, linkage and initialiser, of SIZE bytes: a later declaration may add to it */
  size_t size;
  struct digest spelled; /* C++: of the declaration's text, since an initialiser may be code */
  struct digest plain;   /* of a structure that begins as zeros: how it is declared, without its layout; else unknown */
  char *linkage;         /* linkage name, where that is another one than `name`; or NULL */
  bool outside;          /* another unit defines it, or may define it in place of this one */
  bool named;            /* others can name it */
  struct reference *references;
  size_t references_count;
};

/* How a function is declared: kept as text, since later declarations add to it, until a digest is asked for.  */
struct observed_interface {
  unsigned uid;
  char *name;
  char *linkage; /* the linker's name, where that is another one; or NULL */
  char *text;    /* of SIZE bytes */
  size_t size;
  bool prototyped;
  struct digest digest; /* DIGEST_FULL; of no length: not made yet */
};

/* A completed tag.  */
struct observed_tag {
  char *label;
  const char *name; /* within LABEL, behind its word; NULL: it is a typedef's */
  tree type;        /* C: its layout is written when a function names it; NULL when the unit is complete */
};

typedef int_hash<unsigned, UINT_MAX, UINT_MAX - 1> uid_hash;

struct observed_unit {
  struct observed_function *functions;
  size_t functions_count;
  struct observed_object *objects;
  size_t objects_count;
  struct observed_interface *interfaces;
  size_t interfaces_count;
  struct observed_tag *tags;
  size_t tags_count;
  struct digest *layouts;
  size_t layouts_count;
  hash_map<uid_hash, unsigned> *function_of, *object_of, *interface_of, *type_seen, *layout_of;
  hash_map<uid_hash, symtab_node *> *alias_of; /* only while the unit is completed */
};

extern struct observed_unit observed;

/* Adds an element, zeroed, to ARRAY, which has room for 8 or the next power of two.  */
template <typename T>
static T *
grow (T **array, size_t *count)
{
  T *added;
  if (*count == 0 || (*count >= 8 && (*count & (*count - 1)) == 0))
    *array = (T *) memory_grow (*array, *count ? 2 * *count : 8, sizeof **array);
  added = &(*array)[(*count)++];
  memset (added, 0, sizeof *added);
  return added;
}

/* A list of references, growing; owned by whoever takes LIST.  */
struct reference_list {
  struct reference *list;
  size_t count;
  struct strbuf *declared; /* or NULL: how the functions of other units are declared */
};

/* Observation of declarations: observe_declarations.cc.  */

void observe_declarations_register (const char *plugin_name);
bool type_in_environment (tree type);
/* True for a global of the program's own that stands at file scope.  */
bool is_own_object (tree decl);
/* The digest of the object at INDEX, DIGEST_SHORT.  */
struct digest object_digest (size_t index);
/* The types that tags stand for are needed no more.  */
void observe_declarations_finish (void);
/* The layout of TYPE, a complete main variant.  */
struct digest layout_digest (tree type);
/* The digest of the layouts, where state outside of it decides them, of the types that the function declares which has just been read.  False if
   there are none.  They are forgotten.  */
bool take_local_layouts (struct digest *digest);
/* Records how DECL, a function, is declared now.  */
void note_interface (tree decl);
/* The digest, DIGEST_FULL, of what was recorded at INDEX.  */
const struct digest *interface_digest (unsigned index);
/* Under which name others know the function that R refers to.  */
const char *function_linkage (const struct reference *r);
/* Records DECL, a global of the program's own; again when a later declaration adds to it.  */
void note_object (tree decl);
/* Adds to LIST, unless it is there, what UID declares under NAME: a FUNCTION, or an object.  */
void refer_to (struct reference **list, size_t *count, unsigned uid, bool function, const char *name);
/* Adds DECL to DATA, a reference_list, unless it belongs to the environment.  */
void add_user_reference (tree decl, void *data);

/* What the program says of the C library's functions and objects: observe_library.cc.  */

/* DECL was declared, by the PROGRAM or by a header of the environment.  */
void observe_library_declared (tree decl, bool program);
/* Whether a header gave DECL an assembler name.  */
bool observe_library_labelled (tree decl);
/* Appends to OUT what the program says of DECL, which the environment declares: nothing, as a rule.  */
void observe_library_write (tree decl, struct strbuf *out);
/* F uses DECL, which the environment declares.  */
void observe_library_used (struct observed_function *f, tree decl);
/* Keeps what is used from GCC's collector.  */
void observe_library_mark (void);
/* Adds to the functions' own dependencies, when the unit is complete.  */
void observe_library_complete (void);

/* Notes for the normaliser which calls of DECL, whose text is S, pass the line to a log (observe_log_calls.cc).  */
void observe_log_calls (tree decl, struct spelled_function *s);

/* Observation of function definitions: observe_functions.cc.  */

void observe_functions_register (const char *plugin_name);
/* Adds to F's own dependencies, once.  */
void add_dependency (struct observed_function *f, enum dependency_kind kind, const char *name,
                     const struct digest *digest);
/* Looks again at DECL, F's declaration, when the unit is complete: attributes and names may have come later.
   EMITTED: it has code in this unit.  */
void observe_function_again (struct observed_function *f, tree decl, bool emitted);
/* DECL is referred to: if it is an object, it is observed now; if it is a function of a precompiled header, which was
   observed when that was made and never in this unit, it is observed when the function at hand is done.  */
void observe_late (tree decl);
/* Sets F's place from DECL.  */
void observe_function_place (struct observed_function *f, tree decl);

/* Observation of other names: observe_aliases.cc.  */

/* Adds the unit's aliases, ifuncs and weakrefs of functions to the observed functions, when the unit is complete.  */
void observe_aliases (void);

struct body;

/* Observation of what the compiler calls by itself: observe_built_ins.cc.  */

/* DECL is a function's declaration, complete.  */
void observe_built_in_declared (tree decl);
/* Keeps what BODY, F's, says of it.  */
void observe_built_ins_used (struct observed_function *f, const struct body *body);
/* Adds to the observed functions what they rest on without naming it, when the unit is complete.  */
void observe_built_ins_complete (void);

/* Adds to EDGES, which has room for two, what the declaration UID leads to in the graph of the unit (observe.cc): a node, or
   two where it is an alias.  Returns how many.  */
size_t observe_edges (unsigned uid, bool function, size_t *edges);

/* Adds to U the functions whose address it takes: observe_pointed.cc.  */
void observe_pointed (struct unit_facts *u);

/* Sets through which parameters the load-bearing functions among U's may store, where a domain asks for tests: observe_stores.cc.
   RECORDS as below.  */
void observe_stores (struct unit_facts *u, const size_t *records);

/* Adds to U the objects that it defines and others can name, and, where it has a load-bearing function, those of other units
   that it refers to, and what its other functions refer to: observe_objects.cc.  RECORDS as below.  */
void observe_objects (struct unit_facts *u, const size_t *records);

/* Adds to a digest what O is in itself.  Where it begins as zeros in a structure's shape, the shape is known to those who read it.  */
void object_add (struct digester *to, const struct observed_object *o);

/* Behaviour: observe_behaviour.cc.  */

#define NO_RECORD ((size_t) -1)
/* Sets the behaviour of the load-bearing functions among U's, what the functions below them do, and what of their
   dependencies these contain.  RECORDS: the place in U of each observed function's record, or NO_RECORD; PRESENT: which of
   them have code.  NODES: the graph of the unit, functions first.  */
void observe_behaviours (struct unit_facts *u, const size_t *records, const bool *present,
                         const struct closure_node *nodes, size_t nodes_count);

static inline bool
is_cxx (void)
{
  return &parse_in && parse_in && cpp_get_options (parse_in)->cplusplus;
}

static inline struct digest
short_digest_of (const struct strbuf *text)
{
  return digest_of (strbuf_text (text), text->length, DIGEST_SHORT);
}

#endif
