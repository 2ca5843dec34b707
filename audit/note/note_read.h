/* Reading the payload of a note: hostile bytes, of which nothing is believed.  A length is compared with what remains before it is
   used, a count with the fewest bytes that its elements take before memory is taken for them, an index with the
   table it points into.  After the first fault nothing more is read, and what would be read is 0 or NULL: the status is checked
   once, or where a loop would go on for nothing.  Private to audit/note/note_*.c.  */
#ifndef LOADBEARING_NOTE_READ_H
#define LOADBEARING_NOTE_READ_H

#include "note_format.h"

struct note_reader {
  const uint8_t *bytes;
  size_t at, end;     /* `end`: of the payload, or of the record being read */
  size_t payload_end; /* of the payload */
  size_t record;      /* where the record being read begins */
  bool failed;
  struct strbuf *err; /* gets the first fault */
  struct unit_facts *unit;
  struct facts_storage **storage; /* all that UNIT holds */
  char **strings;
  uint32_t strings_count;
  struct dependency *shared; /* the table of dependencies */
  uint32_t shared_count;
  uint32_t functions_expected;
  size_t ordinary; /* so many functions came first, the load-bearing ones after them */
  uint32_t seen;   /* a bit for each type of record that may come once and came */
};

/* The first fault: without file name, with the byte where it is.  */
void note_fail (struct note_reader *d, const char *format, ...) __attribute__ ((format (printf, 2, 3)));

/* Zeroed memory for COUNT elements, which were compared with the bytes that remain: so there is no overflow.  */
void *note_take (struct note_reader *d, size_t count, size_t size, size_t alignment);
#define NOTE_TAKE(d, count, type) ((type *) note_take (d, count, sizeof (type), _Alignof(type)))

static inline size_t
note_remaining (const struct note_reader *d)
{
  return d->end - d->at;
}

/* SIZE bytes, or NULL.  */
const uint8_t *note_get_bytes (struct note_reader *d, size_t size);
uint32_t note_get_long_number (struct note_reader *d);

/* Most numbers are one byte.  */
static inline uint32_t
note_get_number (struct note_reader *d)
{
  if (!d->failed && d->at < d->end && d->bytes[d->at] < 0x80)
    return d->bytes[d->at++];
  return note_get_long_number (d);
}

/* A number below LIMIT, of which WHAT is the name.  */
uint32_t note_get_limited (struct note_reader *d, uint32_t limit, const char *what);
/* How many of WHAT follow; each takes at least LEAST bytes.  */
uint32_t note_get_count (struct note_reader *d, size_t least, const char *what);
char *note_get_string (struct note_reader *d);
/* NULL also where there is none.  */
char *note_get_optional (struct note_reader *d);
/* Index of a string that lies at or after *PREVIOUS, which is brought forward.  */
char *note_get_next_string (struct note_reader *d, uint32_t *previous);
/* COUNT strings.  */
char **note_get_texts (struct note_reader *d, uint32_t count);
/* Strings in ascending order, each told by its distance from the one before; how many, of WHAT, in *NUMBER.  */
char **note_get_sorted (struct note_reader *d, size_t *number, const char *what);
/* Into *DIGEST, which is zeroed, a digest of the length that LENGTH_CLASS says: an index of LENGTH_CLASSES.  */
void note_get_digest (struct note_reader *d, unsigned length_class, struct digest *digest);

/* Each the body of one record into D->unit; what follows it, of a later edition, is left.  */
/* ---- note_read_functions.c  */
void note_read_dependencies (struct note_reader *d);
void note_read_functions (struct note_reader *d);
void note_read_load_bearing (struct note_reader *d);
void note_read_form (struct note_reader *d);
void note_read_layouts (struct note_reader *d);
void note_read_stores (struct note_reader *d);
/* ---- note_read_tests.c  */
void note_read_references (struct note_reader *d);
void note_read_tests (struct note_reader *d);
/* ---- note_read_objects.c  */
void note_read_objects (struct note_reader *d);
void note_read_addresses (struct note_reader *d);
void note_read_pointed (struct note_reader *d);

#endif
