/* Writing the payload of a note: strings and dependencies are collected first, each once, and then named by their place in a
   sorted table.  Private to audit/note/note_*.c.  */
#ifndef LOADBEARING_NOTE_WRITE_H
#define LOADBEARING_NOTE_WRITE_H

#include "distinct.h"
#include "note_format.h"

struct note_writer {
  struct distinct strings;
  struct distinct shared; /* dependencies, by label, then digest */
};

/* TEXT, which lives as long as E, into the table of strings; NULL is passed over.  */
void note_collect (struct note_writer *e, const char *text);
void note_collect_list (struct note_writer *e, char *const *list, size_t count);

/* What ought to be there: "" where a caller left it out.  */
const char *note_present (const char *text);
/* Whether FILE is the unit's main one: it is not written then.  */
bool note_is_main_file (const struct unit_facts *u, const char *file);
/* Index of LENGTH_CLASSES: the longest class that D fills.  */
unsigned note_length_class (const struct digest *d);

/* The rest appends to OUT.  What names a string takes one that was collected.  */
void note_put_number (struct strbuf *out, uint32_t number);
/* As many bytes of it as its class says.  */
void note_put_digest (struct strbuf *out, const struct digest *d);
/* NULL as "".  */
void note_put_text (struct strbuf *out, const struct note_writer *e, const char *text);
/* An index where there may be no string: 0 for none.  */
void note_put_optional (struct strbuf *out, const struct note_writer *e, const char *text);
/* By how much TEXT's index is more than *PREVIOUS, to which it is then set.  */
void note_put_next_text (struct strbuf *out, const struct note_writer *e, const char *text, uint32_t *previous);
/* How many, and each as what its index is more than the one before: the list is sorted.  */
void note_put_sorted (struct strbuf *out, const struct note_writer *e, char *const *list, size_t count);
/* The record of TYPE that BODY holds, which is emptied.  */
void note_put_record (struct strbuf *out, enum note_record type, struct strbuf *body);

/* Below, `collect` takes what the records name; `write` appends them, those that have something to say.  */
/* ---- note_write_functions.c  */
void note_collect_functions (struct note_writer *e, const struct unit_facts *u);
void note_write_dependencies (struct strbuf *out, const struct note_writer *e);
void note_write_functions (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u);
/* ---- note_write_tests.c  */
void note_collect_tests (struct note_writer *e, const struct unit_facts *u);
void note_write_tests (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u);
/* ---- note_write_objects.c  */
void note_collect_objects (struct note_writer *e, const struct unit_facts *u);
void note_write_objects (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u);

#endif
