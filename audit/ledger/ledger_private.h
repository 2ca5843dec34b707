/* What ledger*.c share.  */
#ifndef LOADBEARING_LEDGER_PRIVATE_H
#define LOADBEARING_LEDGER_PRIVATE_H

#include "json/json_read.h"
#include "ledger.h"

#define LEDGER_CONFLICT_REMEDY "run \"loadbearing fmt\", which keeps the entries of both sides"

/* ---- ledger_read.c  */
/* The file PATH with the content TEXT.  NULL with all faults in ERR.  Entries and states are
   in canonical order.  Owned by the caller.  */
struct ledger_file *ledger_parse (const char *path, const char *text, size_t size, struct strbuf *err);
/* What a text must be: a state's id, "Name <address>", a date (if TIME, perhaps with a time).  */
bool ledger_id_fits (const char *text);
bool ledger_person_fits (const char *text);
bool ledger_date_fits (const char *text, bool time);

/* ---- ledger_canonical.c  */
/* Zero bytes that follow a text: as many as the longest piece that is expected at once.  */
#define LEDGER_CANONICAL_PADDING 64
/* The file with the content TEXT, if that is in canonical form and nothing is wrong with it; else NULL, and
   ledger_parse decides.  TEXT is cut up, and the file points into it and into STORAGE: it must not be freed or
   changed.  Its `path` is NULL.  */
struct ledger_file *ledger_parse_canonical (char *text, size_t size, struct facts_storage **storage);
/* The same for the file at PATH, which lives as long as the result; text and all in STORAGE.  NULL also if
   it cannot be read.  */
struct ledger_file *ledger_read_canonical (const char *path, struct facts_storage **storage);

/* ---- ledger_order.c  */
/* Whether the COUNT items of SIZE bytes ascend by ORDER, none equal to another.  */
bool ledger_list_in_order (const void *list, size_t count, size_t size, int (*order) (const void *, const void *));
/* Sorts them and keeps the first of those that are equal; RELEASE frees what another holds.  How many remain.  */
size_t ledger_sort_unique (void *list, size_t count, size_t size, int (*order) (const void *, const void *),
                           void (*release) (void *));
/* SEEN's definitions into canonical order, each once, and whether they are so.  */
void ledger_definitions_order (struct ledger_seen *seen);
bool ledger_definitions_in_order (const struct ledger_seen *seen);
/* The same for all that a state holds; but whether its views are in order is ledger_views_in_order's to say: they
   are no part of its id.  */
void ledger_state_order (struct ledger_state *s);
bool ledger_state_in_order (const struct ledger_state *s);
/* The entries and states into canonical order, each once.  */
void ledger_normalise (struct ledger_file *f);
/* Adds to INTO copies of FROM's entries and states, and normalises.  */
void ledger_unite (struct ledger_file *into, const struct ledger_file *from);
/* All that distinguishes entries; 0 if they are one.  */
int ledger_entry_compare (const struct ledger_entry *a, const struct ledger_entry *b);

/* ---- ledger_file.c  */
/* The state's id, as a digest, for a state in canonical order.  */
struct digest ledger_state_digest (const struct ledger_file *f, const struct ledger_state *s);

/* ---- ledger_view.c  */
/* Into canonical order, each once.  */
void ledger_views_order (struct ledger_state *s);
/* True if the views are in that order.  */
bool ledger_views_in_order (const struct ledger_state *s);
/* Adds copies of FROM's views to TO, and orders them.  */
void ledger_views_unite (struct ledger_state *to, const struct ledger_state *from);

/* ---- ledger_path.c  */
bool ledger_name_safe (const char *name);
#define LEDGER_SLUG_SIZE 81
/* The part of a file's name that all functions of like names share, written to SLUG, which is returned.  */
const char *ledger_slug (const char *name, char slug[LEDGER_SLUG_SIZE]);

/* The file for F, load-bearing, in the folder BESIDE that of the ledger, FOLDER; SUFFIX instead of ".json".  Owned by the
   caller.  */
char *ledger_path_beside (const char *folder, const char *beside, const struct function_facts *f, const char *suffix);

/* ---- ledger_format.c  */
/* Bytes of TEXT (names of files need not be UTF-8) fit for JSON, and back: a byte that is
   none of UTF-8 stands as the private character U+EF00 plus the byte.  */
void ledger_add_json_text (struct strbuf *out, const char *text);
char *ledger_text_from_json (const char *text);
/* "HEX", "HEX via NAME()", "via NAME()" or "".  */
void ledger_add_dependency_value (struct strbuf *out, const struct dependency *d);
/* Its inverse: "HEX", "HEX/HEX" (then what it does), either and " via NAME()", "via NAME()" or "".  Cuts VALUE up, in which
   D->via then points.  False if it has another form.  */
bool ledger_split_dependency_value (char *value, struct dependency *d);

#endif
