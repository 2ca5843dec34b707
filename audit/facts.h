/* The facts: what was observed about functions and units, in plain C.

   This is the middle of loadbearing.  The plugin fills facts in while GCC
   compiles; the note section is their serialisation (note.h); the command
   reads them back; the verdict (verdict.h) works on nothing else.  Facts hold
   what was seen, never what follows from it.

   Ownership: every pointer belongs to the structure that holds it; *_release
   frees what a structure owns, not the structure itself.  In a unit that
   note_decode made, all of it belongs to the unit's storage instead: read it,
   copy from it, and release the unit as a whole.  */
#ifndef LOADBEARING_FACTS_H
#define LOADBEARING_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "strbuf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the way fingerprints are computed.  Digests of different
   schemes are not compared.  */
#define FINGERPRINT_SCHEME 1

enum aspect {
  ASPECT_INTERFACE,    /* types, qualifiers, calling convention, attributes with meaning */
  ASPECT_SOURCE,       /* spelled tokens; unknown for preprocessed input */
  ASPECT_TREE,         /* the early tree; comparable within one compiler and -O class only */
  ASPECT_BEHAVIOUR,    /* normalised body; that it differs says something within one behaviour_class only */
  ASPECT_DEPENDENCIES, /* digest over the whole set in `depends` (see dependencies_total) */
  ASPECT_COUNT
};

enum dependency_kind {
  DEPENDENCY_FUNCTION,    /* label "round_cents()": body of a function of the unit's closure */
  DEPENDENCY_INTERFACE,   /* label "round_cents() interface": how a direct callee is declared where it is called */
  DEPENDENCY_OBJECT,      /* label "bulk_percent": a global: type, linkage, TLS, initialiser ... */
  DEPENDENCY_TYPE,        /* label "struct order", "union u", "enum e", "typedef t": layout */
  DEPENDENCY_ENUMERATOR,  /* label "enumerator BULK_MAX" */
  DEPENDENCY_MACRO,       /* label "macro RATE"; is part of `source` too, listed so that a finding can name it */
  DEPENDENCY_OPTION,      /* label "option -fwrapv": an option that changes semantics */
  DEPENDENCY_ENVIRONMENT, /* label "environment memcpy": from system headers, by name only; digest unknown */
  DEPENDENCY_POINTER,     /* label "pointer long (int)": a call that cannot be followed, by function type */
  DEPENDENCY_KIND_COUNT
};

/* Behaviour digests in which a dependency is contained: what changes in it then changes one of them.  Bits.  */
enum containment {
  CONTAINED_OWN = 1,   /* that of the function whose dependency it is */
  CONTAINED_BELOW = 2, /* that of a function which the function's normalised body leads to */
};

/* One thing that a function rests on.  */
struct dependency {
  enum dependency_kind kind;
  char *name;           /* without the label's decoration: "round_cents", "struct order", "-fwrapv" */
  struct digest digest; /* DIGEST_SHORT; unknown for the environment and for pointers */
  char *via;            /* linkage name of the function through which alone it is reached
			   (immediate dominator in the call graph of the unit); NULL if directly */
  uint8_t contained;    /* enum containment, seen now: what normalised bodies lead to has neither bit, all else at least
			   one (verdict_below.c).  The ledger does not hold it */
  bool behaves;         /* FUNCTION and OBJECT: `behaviour` is known */
  uint8_t behaviour
      [DIGEST_SHORT]; /* FUNCTION: over its interface and its own behaviour, by the function's kind of compiler and way of computing;
				      OBJECT: of what it is declared as without its layout, where it begins as zeros */
};

/* The note has room for these six: a new one needs a bit in note_format.h.  */
enum function_flag {
  FUNCTION_STATIC = 1u << 0,      /* internal linkage: the file is part of the identity */
  FUNCTION_COMDAT = 1u << 1,      /* inline or template: copies in many objects */
  FUNCTION_WEAK = 1u << 2,        /* may be replaced at link */
  FUNCTION_MARKED = 1u << 3,      /* load-bearing: `domain` is set */
  FUNCTION_FROM_HEADER = 1u << 4, /* defined in a file other than the unit's main file */
  FUNCTION_SYSTEM = 1u << 5,      /* defined in a system header */
};

enum mark_origin { MARK_NONE, MARK_ATTRIBUTE, MARK_PRAGMA, MARK_POLICY };
enum track { TRACK_PRODUCTION, TRACK_PROTOTYPE };
enum role { ROLE_PRODUCTION, ROLE_TEST };
enum gate { GATE_POLICY, GATE_WARN, GATE_OFF };
enum input_kind { INPUT_SPELLED, INPUT_PREPROCESSED };

/* What an object of another unit begins with, which a function reads.  */
struct definition {
  char *name;           /* linkage name */
  struct digest digest; /* DIGEST_HALF: as in struct object_facts */
  /* Of what is defined now, and not in the ledger; all of it belongs to the units: */
  const struct dependency *root; /* the function's dependency that is this object, or leads to it */
  const struct object_facts *object;
  const struct unit_facts *unit;
  bool direct;     /* it is that dependency */
  bool superseded; /* what holds it was linked before the unit was compiled again */
};

/* One function definition.  */
struct function_facts {
  char *name;      /* linkage (assembler) name: the identity, with `file` for statics */
  char *shown;     /* as a person writes it; NULL where it is the same as `name` */
  char *file;      /* physical file, relative to the repository that holds the policy; as given if outside */
  unsigned line;   /* physical, 1-based, of the function's name; 0 unknown */
  unsigned column; /* 1-based, in bytes; 0 unknown */
  unsigned flags;  /* enum function_flag */
  enum track track;
  enum mark_origin origin;
  char *domain;                        /* NULL unless FUNCTION_MARKED */
  char *reason;                        /* why it matters, as annotated; may be NULL */
  struct digest aspects[ASPECT_COUNT]; /* ordinary functions: DIGEST_HALF, source only
					  (it then covers interface and source) */
  char *unknown;                       /* why an aspect that ought to be known is not; NULL if all is known */
  struct dependency *depends;          /* sorted by dependency_compare, unique; full list only if marked */
  size_t depends_count;
  char **calls; /* linkage names of direct callees, sorted, unique; all functions */
  size_t calls_count;
  char *form; /* the text of which ASPECT_BEHAVIOUR is the digest (form.h); NULL: not kept, or not load-bearing */
  struct definition
      *definitions; /* only a command that read other units, too, knows them: definitions.h; sorted by name, digest */
  size_t definitions_count;
  uint32_t layout; /* a witness of how the text is laid out: of its bytes, comments included; 0 unknown */
  uint32_t
      stores; /* 1 and a bit for each parameter through which it may store, FUNCTION_STORES_LIMIT of them; 0 unknown */
  uint32_t branches; /* ways that its conditions make, as written: 1 more than there are of these; 0 unknown */
};

/* The last bit of function_facts.stores stands for all parameters from there on.  The one above, FUNCTION_STORES_STATIC: it stores into an object with static
   storage.  */
#define FUNCTION_STORES_LIMIT 31
#define FUNCTION_STORES_STATIC (UINT32_C (1) << FUNCTION_STORES_LIMIT)

enum test_grade { GRADE_NONE, GRADE_CALLED, GRADE_SHAPE, GRADE_SEMANTIC, GRADE_PROVEN };

/* One output of a function and what one test accepts of it.  */
struct reference_output {
  char *
      name; /* "return", "argument 2", "global last_error"; a part of it: "return->8:32", "argument 2+4:32"; a member of it that
                    nobody reads: "return.total+8:64"; "calls before LATER... of MOCK...": calls that MOCKs expect stay out if the
                    function makes none and LATERs make none; "argument 1 seen by list_length list_size?: 1, then 2": REFERENCE_SEEN */
  char *accepts; /* accepting_write */
};

/* Stands in the name of an output behind a pointer that the test sees only through another function.  Then "by" or, if what passes is no narrow set,
   "roughly by"; that function and others, each after a blank: all must store nothing, and of those with a question mark this must be recorded; a colon, and
   what the test asks for one after the other.  */
#define REFERENCE_SEEN " seen "

/* Begins the name of an output that is none: "none" of the others, and the grade, holds only as long as the functions that follow, separated by blanks, give the
   same for the same.  */
#define REFERENCE_ALIKE "alike by "

/* What an output accepts that nobody asks anything of, as answers and notes have it.  */
#define REFERENCE_ANYTHING "nan -inf:inf !"

/* The one output of a function that runs the tests of its own program, or says whether they failed: that it does so.  */
#define REFERENCE_TESTS "tests"

/* One test function's use of one function.  */
struct reference_facts {
  char *test;   /* linkage name of the test function */
  char *callee; /* linkage name */
  char *file;   /* of the first call; as functions' files */
  unsigned line, column;
  enum test_grade grade;
  bool registered; /* something in the unit runs the test: main, a table, a call */
  char *reason;    /* why it has this grade and no better one: a sentence without a full stop */
  struct reference_output *outputs;
  size_t outputs_count; /* sorted by name */
};

enum test_flag {
  TEST_EXTERNAL = 1u << 0, /* functions of other units may run it */
  TEST_RUN = 1u << 1,      /* it runs with the program: main, a constructor, a table that others see */
  TEST_ASSERTS = 1u << 2,  /* it, or what it calls in its unit, holds an assertion */
  TEST_FORM = 1u << 3,     /* it takes what frameworks give to tests, and no more */
  TEST_TOLD =
      1u << 4, /* it, or what it calls in its unit, holds an assertion of which only a framework knows that it failed */
  TEST_RUNS = 1u << 5,  /* it runs tests by a framework */
  TEST_HEARS = 1u << 6, /* it makes something of what says whether tests failed */
};

/* A function that a test says it verifies.  */
struct test_claim {
  char *function; /* linkage name, where the unit declares such a function; else as it was written */
  char *written;  /* as it was written, where that is something else; or NULL */
  bool declared;
};

/* Something in a test that is never reached.  */
struct test_gap {
  char *file;
  unsigned line, column;
  char *reason; /* what is never reached and why: a sentence that follows the test's name */
};

/* How the reason of a gap without a place begins, which is the test as a whole.  */
#define TEST_GAP_WHOLE "is a test that nothing runs: "

/* One function that is a test, or says so.  */
struct test_facts {
  char *name; /* linkage name */
  char *file; /* as functions' files */
  unsigned line, column;
  unsigned flags; /* enum test_flag */
  char **through; /* external functions of the unit from which it is reached, itself included; sorted */
  size_t through_count;
  struct test_claim *claims; /* as written */
  size_t claims_count;
  struct test_gap *gaps; /* by place */
  size_t gaps_count;
};

/* A function whose address the unit takes, its own or another's: a call through a pointer of its type may go there.  */
struct pointed_function {
  char *type; /* as in a DEPENDENCY_POINTER's name */
  char *name; /* linkage name */
};

enum object_flag {
  OBJECT_WEAK = 1u << 0,   /* another definition may take its place */
  OBJECT_COMMON = 1u << 1, /* declared only, begins as zeros: a definition elsewhere takes its place */
  OBJECT_COMDAT = 1u << 2, /* C++: copies in many objects */
};

/* One object that the unit defines and others can name.  */
struct object_facts {
  char *name;     /* linkage name */
  char *file;     /* of the definition; as functions' files */
  unsigned line;  /* 0 unknown */
  unsigned flags; /* enum object_flag */
  struct digest
      digest;     /* DIGEST_HALF: its type, initialiser and attributes, and those of the unit's own objects to which the
			   addresses in it lead */
  char **objects; /* linkage names of what these addresses lead to and other units (may) define; sorted */
  size_t objects_count;
  char **functions; /* the same of functions, the unit's own and others' */
  size_t functions_count;
};

/* An object that the unit refers to and another one (or another one, too) may define.  */
struct outside_object {
  char *name;    /* as in a DEPENDENCY_OBJECT's name */
  char *linkage; /* linkage name */
};

/* What a function of the unit refers to, directly and through objects that nobody else can name.  Of a load-bearing one `functions` alone:
   objects are among its dependencies.  */
struct object_reads {
  char *function; /* linkage name */
  char **objects; /* linkage names of objects that others can name, the unit's own and others'; sorted */
  size_t objects_count;
  char **functions; /* of functions whose addresses are in such objects; sorted */
  size_t functions_count;
};

/* One translation unit.  */
struct unit_facts {
  struct digest id; /* DIGEST_HALF over everything else: equal notes are one unit */
  char *source;     /* main file, relative to the repository */
  char *compiler;   /* "gcc 12.2.0" */
  char *language;   /* "C" or "C++" */
  char *variant;    /* -variant=NAME, else the target, "x86_64-linux-gnu" */
  char *options;    /* options that change semantics, space-separated, sorted; "" if none */
  char *tree_class; /* what ASPECT_TREE may be compared with: "gcc12/O" or "gcc12/O0" */
  char *
      behaviour_class; /* "gcc12/O/1", the last being the version of the way in which ASPECT_BEHAVIOUR is computed: where the first
			    and the last are alike, equal digests are equal bodies, and where all are, others are others; NULL if no
			    function has it */
  unsigned scheme;
  enum input_kind input;
  enum role role;
  enum track track;
  enum gate gate;
  struct digest policy;             /* DIGEST_HALF of the policy in force, policy_digest(); unknown: shipped default */
  struct function_facts *functions; /* sorted by name, then file */
  size_t functions_count;
  struct reference_facts *references; /* of test units; sorted by reference_compare */
  size_t references_count;
  bool with_forms;          /* the note is to hold the functions' forms */
  struct test_facts *tests; /* of test units, and what has a claim; sorted by name */
  size_t tests_count;
  char **addresses; /* functions of other units whose address this one takes: it may have them called; sorted */
  size_t addresses_count;
  struct pointed_function *pointed;
  size_t pointed_count;         /* sorted by type, then name */
  struct object_facts *objects; /* sorted by name */
  size_t objects_count;
  struct outside_object *outside; /* of units with a load-bearing function; sorted by name, then linkage */
  size_t outside_count;
  struct object_reads *reads; /* sorted by function; those that refer to nothing are left out */
  size_t reads_count;
  struct facts_storage *storage; /* set by note_decode: holds everything above; else NULL */
};

/* "interface", "source", "tree", "behaviour", "dependencies".  */
const char *aspect_name (enum aspect aspect);

/* Orders by label, then via.  */
int dependency_compare (const struct dependency *a, const struct dependency *b);
/* Orders by label alone.  */
int dependency_compare_label (const struct dependency *a, const struct dependency *b);
/* Appends the label as given at enum dependency_kind: unique within a function.  */
void dependency_label (const struct dependency *d, struct strbuf *out);
/* Inverse of dependency_label: sets kind and name (owned by D).  False if LABEL has no such form.  */
bool dependency_from_label (const char *label, struct dependency *d);
/* The same without taking memory: the name is LENGTH bytes from START of LABEL.  */
bool dependency_split_label (const char *label, enum dependency_kind *kind, size_t *start, size_t *length);
/* Sets what D, a function, does; an unknown DIGEST: nothing is known.  */
void dependency_set_behaviour (struct dependency *d, const struct digest *digest);
/* What D does (DIGEST_SHORT), or unknown.  */
struct digest dependency_behaviour (const struct dependency *d);
/* The digest (DIGEST_FULL) over a sorted list: labels, digests and via of all
   but DEPENDENCY_MACRO, which `source` covers already.  Behaviours are no part of it: it compares across compilers.  */
struct digest dependencies_total (const struct dependency *list, size_t count);

/* What to call F in a message: `shown` or `name`.  */
const char *function_shown (const struct function_facts *f);
/* Two records of one identity: equal names and, if either is static, equal files.  */
bool function_same (const struct function_facts *a, const struct function_facts *b);
/* The canonical order of a unit's functions: name, file, then whatever differs.  */
int function_compare (const struct function_facts *a, const struct function_facts *b);

/* The canonical order of references: callee, test, file, line, column.  */
int reference_compare (const struct reference_facts *a, const struct reference_facts *b);
void reference_facts_release (struct reference_facts *r);
void test_facts_release (struct test_facts *t);
void object_facts_release (struct object_facts *o);
/* "called", "shape", "semantic", "proven"; "none".  */
const char *grade_name (enum test_grade grade);

void dependency_release (struct dependency *d);
void function_facts_release (struct function_facts *f);
void unit_facts_release (struct unit_facts *u);
/* Adds a zeroed function to U and returns it; valid until the next call.  */
struct function_facts *unit_facts_add (struct unit_facts *u);
/* The index of the first of COUNT elements of SIZE bytes, sorted by name, that is not before NAME; COUNT if there is none.  An element's
   name is its first member.  */
size_t named_first (const void *list, size_t count, size_t size, const char *name);
/* The record of a function called NAME in U, whose functions are sorted; owned by U.  NULL if there is none.  */
const struct function_facts *unit_facts_find (const struct unit_facts *u, const char *name);
/* The same for the object called NAME.  */
const struct object_facts *unit_facts_find_object (const struct unit_facts *u, const char *name);
/* What the function called NAME refers to, or NULL.  */
const struct object_reads *unit_facts_find_reads (const struct unit_facts *u, const char *name);
/* The same for the test called NAME.  */
const struct test_facts *unit_facts_find_test (const struct unit_facts *u, const char *name);

/* Sorts functions, their dependencies and calls into canonical order and sets
   U->id from the encoding's content.  To be called once, before encoding.  */
void unit_facts_finish (struct unit_facts *u);
/* Sets U->id again, from U in canonical order, for another content.  */
void unit_facts_identify (struct unit_facts *u);

/* Memory for a decoded unit.  Zeroed; *STORAGE starts as NULL.  */
void *facts_storage_get (struct facts_storage **storage, size_t size, size_t alignment);
void facts_storage_free (struct facts_storage *storage);

#ifdef __cplusplus
}
#endif
#endif
