/* The ledger: one file per function, entries and the states they speak of.  */
#ifndef LOADBEARING_LEDGER_H
#define LOADBEARING_LEDGER_H

#include "facts.h"

#ifdef __cplusplus
extern "C" {
#endif

enum entry_kind { ENTRY_AUDIT, ENTRY_EXEMPT, ENTRY_REVOKE };

struct ledger_entry {
  enum entry_kind kind;
  char *state;     /* id, 64 hexadecimal digits */
  char *from;      /* audit: state that it replaced, or NULL */
  char *by;        /* "Name <address>" */
  char *date;      /* "2026-05-01" or, to order entries of one day, "2026-05-01T09:30:00Z" */
  char *until;     /* exempt: "2026-06-30" */
  char *reason;    /* exempt, revoke */
  char *notes;     /* audit; may be NULL */
  char *was;       /* audit: former name, or NULL */
  char *signature; /* may be NULL */
  unsigned line;   /* in the file, for messages */
};

/* What one variant showed.  */
struct ledger_seen {
  char *variant;
  unsigned scheme;
  char *compiler;        /* "gcc 12.2.0": as audited, for explanations; no part of the id */
  char *tree_class;      /* NULL if no tree */
  char *behaviour_class; /* NULL if no behaviour */
  struct digest aspects[ASPECT_COUNT];
  struct dependency *depends;
  size_t depends_count;           /* sorted */
  struct definition *definitions; /* what other units' objects began with, as far as it was known: name and digest */
  size_t definitions_count;       /* sorted by name, digest */
};

/* Another view of a body that is the same text as in `seen`: what another compiler made of it.  `refresh` adds them.
   Whoever builds that text can compute them again, so nobody signs them.  */
struct ledger_view {
  char *variant;         /* one of the state's `seen` */
  char *compiler;        /* may be NULL */
  char *tree_class;      /* NULL if no tree */
  char *behaviour_class; /* NULL if no behaviour */
  struct digest source, tree, behaviour;
  struct dependency *below; /* what the functions do that the body rests on: kind, name and behaviour; sorted by name */
  size_t below_count;
};

struct ledger_state {
  char *id;   /* digest, in hexadecimal, of function, file scope (statics), domain and all of `seen` */
  char *blob; /* "src/price.c@9fceb02" or NULL; no part of the id */
  struct ledger_seen *seen;
  size_t seen_count; /* sorted by variant */
  struct ledger_view *derived;
  size_t derived_count; /* sorted by variant, compiler, digests; no part of the id */
};

/* One file of the ledger.  */
struct ledger_file {
  char *path;     /* absolute; NULL if not yet written */
  char *function; /* linkage name */
  char *file;     /* where it was when last certified, relative to the repository */
  bool is_static;
  char *domain;
  struct ledger_entry *entries;
  size_t entries_count; /* sorted by date, then person */
  struct ledger_state *states;
  size_t states_count; /* sorted by id */
};

struct ledger;

/* Opens the folder (policy->ledger) and lists it, without reading any file yet.
   A folder that does not exist is an empty ledger.  NULL with a message in ERR
   if it cannot be read.  */
struct ledger *ledger_open (const char *folder, struct strbuf *err);
void ledger_close (struct ledger *l);

/* The files about a function called NAME, in any domain, read on demand and
   cached in L.  Sets *FILES to an array owned by L (valid until ledger_close) and
   *COUNT.  False with messages in ERR, "FILE:LINE:COLUMN: cause; remedy" each, if a
   file that may be about it is broken, in conflict, unreadable, or stands where it would
   not be found (another domain's folder, another function's name).  */
bool ledger_lookup (struct ledger *l, const char *name, struct ledger_file ***files, size_t *count, struct strbuf *err);

/* The paths that ledger_lookup (NAME) would read, for make dependencies; as above.  */
bool ledger_paths (struct ledger *l, const char *name, char ***paths, size_t *count);

/* Every file of the ledger, in order of path.  As ledger_lookup; broken files are
   reported in ERR, the others still given, and false returned.  */
bool ledger_all (struct ledger *l, struct ledger_file ***files, size_t *count, struct strbuf *err);

/* Reads one file.  NULL with messages in ERR.  Conflict markers are an error that
   names `loadbearing fmt`.  */
struct ledger_file *ledger_read (const char *path, struct strbuf *err);
void ledger_file_free (struct ledger_file *f);

/* The path, relative to the ledger's folder, of the file for a function: safe on every file
   system.  Owned by the caller.  An external function's is DOMAIN/NAME.json wherever that is
   safe and not taken by a function of another file.  */
char *ledger_path (const char *domain, const char *name, const char *file, bool is_static, bool distinct);

/* The id of a state of F as it now is (64 hexadecimal digits; owned by the caller).  */
char *ledger_state_id (const struct ledger_file *f, const struct ledger_state *s);

/* Builds what `seen` records of F, compiled in U.  Owned by the caller.  */
void ledger_seen_from_facts (const struct unit_facts *u, const struct function_facts *f, struct ledger_seen *seen);
/* Adds to SEEN the definitions that F has and it has not; not those that are superseded.  */
void ledger_seen_add_definitions (struct ledger_seen *seen, const struct function_facts *f);
void ledger_seen_release (struct ledger_seen *seen);
void ledger_state_release (struct ledger_state *s);
void ledger_view_release (struct ledger_view *v);
void ledger_entry_release (struct ledger_entry *e);
/* Deep copies, owned by the caller.  */
void ledger_entry_copy (struct ledger_entry *to, const struct ledger_entry *from);
void ledger_state_copy (struct ledger_state *to, const struct ledger_state *from);

/* The file's canonical text.  */
void ledger_format (const struct ledger_file *f, struct strbuf *out);

/* Adds ENTRY and (unless NULL) STATE to the function's file under a lock,
   creating it if need be, reading it afresh so that another writer's entries stay.
   WHAT names function, file, domain, is_static; its path, unless NULL, is that of the
   ledger file in which an external function was found that has moved to another file:
   the entry then goes there, and the file's `file` becomes WHAT's.  (A static function
   that moved gets a new file: the file is part of what it is.)  The file appears whole
   or not at all.  The state's id, and the entry's state if that is NULL, are computed here.  False with
   a message in ERR: folder or lock unusable, the file broken or not writable, ENTRY one that
   could not be read again (a wrong date, say).  An entry that is there already is kept once.  */
bool ledger_add (const char *folder, const struct ledger_file *what, const struct ledger_entry *entry,
                 const struct ledger_state *state, struct strbuf *err);

/* Adds VIEW to the state ID of the ledger file at PATH, under the lock and reading it afresh; *ADDED tells whether it
   was not there yet.  False with a message in ERR: as ledger_add, or there is no such state.  */
bool ledger_derive (const char *folder, const char *path, const char *id, const struct ledger_view *view, bool *added,
                    struct strbuf *err);

/* Writes TEXT to PATH, which appears whole or not at all, with the rights of the file that it
   replaces.  False with a message in ERR; the old file is then as it was.  */
bool ledger_write (const char *path, const struct strbuf *text, struct strbuf *err);

/* Many entries at once: between begin and end, ledger_add does not wait for the disk after each file (each is
   still renamed into place whole), and the end waits once for all of them.  False with a message in ERR if
   that fails.  Not to be nested, nor used by two threads.  */
void ledger_bulk_begin (void);
bool ledger_bulk_end (const char *folder, struct strbuf *err);

/* Resolves a file with git's conflict markers (two- and three-way) as the union of
   the entries and states of all sides, and brings any file into canonical form.
   Text is the file's content; OUT gets the new one.  Where the sides differ about `file`, the
   side that moved the function counts, else the one certified last.  False with messages in
   ERR, above all if the sides are about two functions or domains.  */
bool ledger_resolve (const char *path, const char *text, size_t size, struct strbuf *out, struct strbuf *err);

/* Brings the file at PATH, of the ledger in FOLDER, into canonical form, conflicts resolved, and
   writes it under the lock if WRITE and that changes it; *CHANGED tells.  False with messages
   in ERR; the file is then as it was.  */
bool ledger_tidy (const char *folder, const char *path, bool write, bool *changed, struct strbuf *err);

/* Effective entries.  A revocation beats every audit and exemption of its state, whatever the
   dates: what was once found wrong cannot be certified again as it is.  */
bool ledger_state_revoked (const struct ledger_file *f, const char *state_id);
const struct ledger_state *ledger_find_state (const struct ledger_file *f, const char *state_id);
/* The newest unrevoked audit of that state, or NULL; likewise an exemption.  */
const struct ledger_entry *ledger_audit_of (const struct ledger_file *f, const char *state_id);
const struct ledger_entry *ledger_exemption_of (const struct ledger_file *f, const char *state_id);
/* The newest unrevoked audit or exemption of F at all, or NULL.  */
const struct ledger_entry *ledger_newest (const struct ledger_file *f);

#ifdef __cplusplus
}
#endif
#endif
