/* What the readers behind inputs.h share.  */
#ifndef LOADBEARING_INPUTS_PRIVATE_H
#define LOADBEARING_INPUTS_PRIVATE_H

#include "inputs.h"

#include <pthread.h>
#include <sys/stat.h>

struct identity {
  dev_t device;
  ino_t inode;
};

/* Open addressing; a slot is free where `used` is false.  */
struct identity_set {
  struct identity_slot {
    struct identity identity;
    bool used;
  } * slots;
  size_t count, capacity;
};

/* Units by id, shared by all threads that read.  */
struct unit_index {
  pthread_mutex_t lock;
  struct unit_slot {
    struct unit_facts *unit; /* NULL: free */
    bool listed;             /* in inputs.units */
  } * slots;
  size_t count, capacity;
};

struct known_names;

struct inputs_private {
  unsigned flags;
  struct unit_index *index;
  struct facts_storage *storage; /* of the units that were read into this */
  struct known_names *names;     /* elf_symbols.c: kept to be used again */
  char *buffer;                  /* elf_file.c: the same */
  /* Of the inputs themselves only, not of a thread's share.  */
  struct identity_set seen; /* files and folders: each once */
  struct facts_storage **shares;
  size_t shares_count; /* storage that threads filled */
};

/* One file to be read, and what came of it.  */
struct input_job {
  char *path;
  bool named; /* by the user, so it must be of use */
  bool identified;
  struct identity identity;
  struct artefact *artefact; /* or NULL */
  struct input_problem *problems;
  size_t problems_count;
};

struct input_jobs {
  struct input_job *list;
  size_t count;
};

/* inputs_jobs.c.  */
void input_jobs_add (struct input_jobs *jobs, const char *path, bool named);
/* Reads all files, several at once if there are many, puts what came of them into IN in the order of
   JOBS, and empties JOBS.  */
void input_jobs_run (struct input_jobs *jobs, struct inputs *in);

/* inputs.c: true if IDENTITY was not met before.  */
bool inputs_first_visit (struct inputs *in, struct identity identity);

/* inputs.c: reports.  MEMBER may be NULL.  */
void inputs_problem (struct inputs *in, const char *path, const char *member, const char *format, ...)
    __attribute__ ((format (printf, 4, 5)));

/* inputs_units.c: walks a note section's CONTENT and adds its units to A; adds a problem for what is malformed.  */
void inputs_section (struct inputs *in, struct artefact *a, const char *member, const void *content, size_t size,
                     bool big_endian);
/* Lists the units of an artefact that IN has not listed yet.  */
void inputs_list_units (struct inputs *in, const struct artefact *a);
void inputs_units_init (struct inputs *in);
void inputs_units_release (struct inputs *in);

/* artefact.c: a new artefact, not yet part of any inputs.  */
struct artefact *artefact_new (const char *path, enum artefact_kind kind);
void artefact_free (struct artefact *a);
void artefact_contain (struct artefact *a, const struct unit_facts *unit, const char *member);
struct unrecorded *artefact_unrecorded (struct artefact *a, enum unrecorded_kind kind, const char *name,
                                        const char *member);

/* elf_file.c: what a file turned out to be.  */
enum reading {
  READING_DONE,    /* *ARTEFACT is set; problems may have been added */
  READING_FOREIGN, /* none of ours; *WHAT says what it is */
  READING_FAILED,  /* a problem was added */
};

/* Reads the file open at FD and described by STATUS.  */
enum reading elf_file_read (struct inputs *in, const char *path, int fd, const struct stat *status,
                            struct artefact **artefact, const char **what);

/* One ELF image: a file or a member of an archive.  */
struct elf_image {
  struct inputs *in;
  struct artefact *artefact;
  const char *member; /* or NULL */
  struct Elf *elf;
  uint64_t size;     /* bytes of the file or member */
  size_t first_unit; /* of the artefact: those of this image begin here */
};

/* Reads the notes and, with INPUTS_SYMBOLS, the symbols of IMAGE.  */
void elf_image_read (struct elf_image *image);

/* elf_archive.c: reads the members of the archive at FD, plain or thin, into A.  */
void elf_archive_read (struct inputs *in, struct artefact *a, int fd, uint64_t size, bool thin);

/* elf_symbols.c: functions in the symbol table SECTION of which the image's units have no record.
   Returns how many function symbols there are.  */
struct Elf_Scn;
size_t elf_symbols_read (struct elf_image *image, struct Elf_Scn *section, bool relocatable);
void elf_symbols_release (struct inputs *in);
/* What GCC made NAME from: without ".constprop.0", ".part.1", ".cold" and so on.  Owned by the caller.  */
char *elf_symbol_function (const char *name);

#endif
