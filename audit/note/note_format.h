/* The numbers of the note's payload, shared by its encoder and its decoder.
   docs/note-format.md explains them.  Private to audit/note/note_*.c.  */
#ifndef LOADBEARING_NOTE_FORMAT_H
#define LOADBEARING_NOTE_FORMAT_H

#include "facts.h"

/* Version byte, then the unit's id.  */
#define NOTE_ID_OFFSET 1
#define NOTE_RECORDS_OFFSET (NOTE_ID_OFFSET + DIGEST_HALF)

enum note_record {
  RECORD_STRINGS = 1,
  RECORD_UNIT = 2,
  RECORD_DEPENDENCIES = 3, /* what functions rest on, each once */
  RECORD_FUNCTIONS = 4,    /* all ordinary ones */
  RECORD_LOAD_BEARING = 5, /* one function */
  RECORD_OBJECTS = 6,      /* objects that others can name, and other units' that are referred to */
  RECORD_TYPE = 7,         /* reserved, not written by version 1 */
  RECORD_REFERENCES = 8,   /* all references of the unit's tests */
  RECORD_FORM = 9,         /* the canonical form of one load-bearing function, on request */
  RECORD_LAYOUT = 10,      /* witnesses of layout, of all functions */
  RECORD_TESTS = 11,       /* the test functions themselves */
  RECORD_ADDRESSES = 12,   /* functions of other units whose address is taken */
  RECORD_POINTED = 13,     /* functions whose address is taken, by type */
  RECORD_STORES = 16,      /* through which parameters load-bearing functions store */
};

/* The head of a function: flags in the low bits, then what follows.  */
#define HEAD_FLAGS 0x3fu
#define HEAD_FILE (1u << 6) /* file given; else the unit's source */
#define HEAD_SHOWN (1u << 7)
#define HEAD_ASPECTS (1u << 8) /* lengths given; else 16 bytes of source */
#define HEAD_MARK (1u << 9)    /* origin, domain, reason */
#define HEAD_UNKNOWN (1u << 10)
#define HEAD_PROTOTYPE (1u << 11)
#define HEAD_DEPENDS (1u << 12)
#define HEAD_KNOWN ((1u << 13) - 1)

/* Two bits for a digest's length.  */
#define LENGTH_CLASSES                                                                                                 \
  {                                                                                                                    \
    0, DIGEST_SHORT, DIGEST_HALF, DIGEST_FULL                                                                          \
  }

/* A dependency's first byte: its kind, and above it the length class.  */
#define DEPENDENCY_LENGTH_SHIFT 5
#define DEPENDENCY_KIND_MASK ((1u << DEPENDENCY_LENGTH_SHIFT) - 1)

/* The witness of one function's layout.  */
#define LAYOUT_SIZE 4

/* Strings share beginnings, so a few bytes may stand for many; no more than
   this many for each encoded byte, so that memory stays in proportion.  */
#define STRINGS_EXPANSION 16

/* No function takes fewer bytes.  */
#define FUNCTION_LEAST 7
/* Nor a reference, nor one of its outputs.  */
#define REFERENCE_LEAST 9
#define OUTPUT_LEAST 2
/* Nor a test, a claim, a gap.  */
#define TEST_LEAST 8
#define CLAIM_LEAST 3
#define GAP_LEAST 4
#define TEST_FLAGS_LIMIT 128u
/* Nor an object.  */
#define OBJECT_LEAST (5 + DIGEST_HALF)
/* An object's flags, and above them: file given; else the unit's source.  */
#define OBJECT_FILE (1u << 3)
#define OBJECT_FLAGS_LIMIT 16u

#endif
