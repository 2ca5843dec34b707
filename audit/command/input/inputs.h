/* What the commands read: files and folders in, facts out.

   Each file that holds machine code or records becomes one artefact.  A unit
   that several files contain (an object, the archive and the program that it
   went into) is decoded once and shared.  Reading a file keeps nothing of it
   open or in memory but the facts.  */
#ifndef LOADBEARING_INPUTS_H
#define LOADBEARING_INPUTS_H

#include "facts.h"

enum artefact_kind {
  ARTEFACT_OBJECT,  /* relocatable: compiler's or `ld -r`'s */
  ARTEFACT_ARCHIVE, /* plain or thin */
  ARTEFACT_LIBRARY, /* shared object */
  ARTEFACT_PROGRAM,
  ARTEFACT_DEBUG,   /* what `strip` or `objcopy --only-keep-debug` left */
  ARTEFACT_RECORDS, /* OBJECT.loadbearing: a compilation that failed */
};

/* A unit as one artefact contains it.  That its record is there does not prove
   that each of its functions is: they may have been inlined or discarded.  */
struct contained {
  const struct unit_facts *unit; /* belongs to the inputs */
  const char *member;            /* of an archive: "price.o"; else NULL */
};

enum unrecorded_kind {
  UNRECORDED_FUNCTION, /* a function symbol of which no unit of the file has a record */
  UNRECORDED_SECTION,  /* code without function symbols, and no unit in the file; `name` is the section's */
  UNRECORDED_LTO,      /* a slim LTO object without readable records; `name` is "" */
};

/* Code that the plugin did not see.  */
struct unrecorded {
  enum unrecorded_kind kind;
  char *name;     /* as in the symbol table: "price_quote.constprop.0" */
  char *function; /* what it was before GCC's suffixes: "price_quote" */
  char *file;     /* statics: what the symbol table names as source, "price.c"; else NULL */
  char *member;   /* of an archive; else NULL */
  bool is_static;
  bool is_weak;
  uint64_t size; /* bytes of code; 0 unknown */
};

struct artefact {
  char *path; /* as given, or as found below a folder */
  enum artefact_kind kind;
  struct contained *units;
  size_t units_count; /* in the file's order */
  struct unrecorded *unrecorded;
  size_t unrecorded_count; /* filled in with INPUTS_SYMBOLS only */
  bool has_code;           /* holds machine code, or did (debug files) */
  bool stripped;           /* has code and no symbol table: `unrecorded` knows nothing of static functions,
		      and of a program nothing at all */
};

/* Something that could not be read.  */
struct input_problem {
  char *path;    /* "libshop.a(price.o)" for a member */
  char *message; /* the cause and what to do, without the path */
};

struct inputs {
  struct artefact **artefacts;
  size_t artefacts_count; /* in the order of the paths; folders sorted */
  struct unit_facts **units;
  size_t units_count; /* each once, in the order met */
  struct input_problem *problems;
  size_t problems_count; /* each is wrong input: exit status 2 */
  struct input_problem *remarks;
  size_t remarks_count; /* worth a line with -v, or where it matters: old
							    records passed over in favour of a newer object */
  struct inputs_private *own;
};

enum inputs_flag {
  INPUTS_SYMBOLS = 1u << 0, /* read symbol tables, fill in `unrecorded` */
  INPUTS_VERIFY = 1u << 1,  /* recompute unit ids: any altered byte is found */
};

void inputs_init (struct inputs *in, unsigned flags);

/* Adds PATH: a file, or a folder with everything below it.  Below a folder,
   files of other kinds are passed over, symbolic links followed once, and version
   control's own folders (.git, .hg, .svn) left out; a file given by name must be readable and
   hold ELF, an archive or records.  Where PATH does not exist and PATH.loadbearing
   does, that is read.  What fails is in IN->problems; the rest is read all the same.
   Returns false if a problem was added.  May be called for many paths.  */
bool inputs_add (struct inputs *in, const char *path);

void inputs_release (struct inputs *in);

/* "object", "archive", "shared library", "program", "debug file", "failed compilation".  */
const char *artefact_kind_name (enum artefact_kind kind);
/* What was written first of the files that hold one unit: 0, records of a failed compilation; then an object, an archive, and what is
   linked from them, as which NULL counts.  */
int artefact_rank (const struct artefact *a);
/* A link unit: names in it denote one function each (program, shared library, `ld -r` object).  */
bool artefact_is_linked (const struct artefact *a);
bool artefact_holds (const struct artefact *a, const struct unit_facts *unit);
/* Whether a unit of A is a test's.  */
bool artefact_holds_test (const struct artefact *a);

#endif
