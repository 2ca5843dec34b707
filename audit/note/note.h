/* The note section's payload: facts of one unit, encoded and decoded.
   docs/note-format.md is the specification.  */
#ifndef LOADBEARING_NOTE_H
#define LOADBEARING_NOTE_H

#include "facts.h"

#ifdef __cplusplus
extern "C" {
#endif

#define NOTE_SECTION ".note.loadbearing"
#define NOTE_OWNER "loadbearing"
#define NOTE_TYPE_UNIT 0x4c420001u
#define NOTE_VERSION 1u

/* Appends the payload (a note's descriptor, little-endian) for U, which
   unit_facts_finish has put in order.  */
void note_encode (const struct unit_facts *u, struct strbuf *out);

/* Decodes SIZE hostile bytes at DATA into *U.  False, with a message without
   file name in ERR and *U released, if they are no valid payload; every length
   is checked before it is used, record types not known are skipped, an unknown
   version is such a message.  */
bool note_decode (const void *data, size_t size, struct unit_facts *u, struct strbuf *err);

/* The same, for many units: all memory is taken from *STORAGE (at first NULL), also
   on failure, and lives until facts_storage_free.  *U is not to be released.  */
bool note_decode_into (const void *data, size_t size, struct unit_facts *u, struct facts_storage **storage,
                       struct strbuf *err);

/* Appends a whole SHT_NOTE entry (header in the byte order given, owner, payload,
   padding to 4) as stands in a section: what OBJECT.loadbearing holds, too,
   always little-endian there.  */
void note_wrap (const struct strbuf *payload, bool big_endian, struct strbuf *out);

/* Calls VISIT for each note of our owner in a section's contents, in order.
   Notes of other owners are passed over.  False, with a message in ERR, at the
   first malformed entry or when VISIT returns false.  */
bool note_walk (const void *section, size_t size, bool big_endian,
                bool (*visit) (uint32_t type, const void *payload, size_t size, void *data), void *data,
                struct strbuf *err);

#ifdef __cplusplus
}
#endif
#endif
