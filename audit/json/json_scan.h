/* JSON with `//` and `/ * * /` comments, with a place for every value and key.

   cJSON keeps no positions, accepts duplicate keys and much that is no JSON; so
   the text is scanned first, strictly, and what is handed to cJSON is right.
   Faults are added to a buffer, one a line: "FILE:LINE:COLUMN: cause; remedy",
   lines and columns (in bytes) from 1, no newline after the last.  */
#ifndef LOADBEARING_JSON_SCAN_H
#define LOADBEARING_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

#include "strbuf.h"

#ifdef __cplusplus
extern "C" {
#endif

#define JSON_DEEPEST 64                          /* objects and arrays within each other */
#define JSON_LARGEST ((size_t) 16 * 1024 * 1024) /* bytes of a file */

struct json_place {
  unsigned line, column;
};

/* A document that was read; its faults go to ERR.  */
struct json_document {
  char *path; /* as shown in messages */
  cJSON *root;
  struct strbuf *err; /* where json_fault writes; belongs to the caller of json_scan */
  bool faulty;        /* a fault was reported */
  struct json_places *places;
};

/* Appends the file at PATH, whole, to TEXT.  False with one message in ERR if it is no
   regular file, larger than JSON_LARGEST, or cannot be read.  Never blocks on a FIFO.  */
bool json_load (const char *path, struct strbuf *text, struct strbuf *err);

/* Reads SIZE bytes of TEXT, which are the content of PATH (used in messages only).
   CONFLICT_REMEDY is what a message about git's conflict markers advises.  NULL with
   the first fault in ERR if it is no JSON, with all of them if keys stand twice.
   Owned by the caller; ERR must live as long.  */
struct json_document *json_scan (const char *path, const char *text, size_t size, const char *conflict_remedy,
                                 struct strbuf *err);
void json_document_free (struct json_document *d);

/* Where ITEM, a value of D, starts; and where its key does (its own place if it has no key).  */
struct json_place json_place (const struct json_document *d, const cJSON *item);
struct json_place json_key_place (const struct json_document *d, const cJSON *item);

/* Reports a fault at ITEM, or at its key.  */
void json_fault (struct json_document *d, const cJSON *item, const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));
void json_key_fault (struct json_document *d, const cJSON *item, const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));

/* Appends one fault line to ERR; LINE 0: no place is known.  */
void json_fault_at (struct strbuf *err, const char *path, struct json_place place, const char *format, ...)
    __attribute__ ((format (printf, 4, 5)));

/* The length of the UTF-8 sequence at TEXT, of SIZE bytes, or 0 if there is none.  */
size_t json_utf8_length (const char *text, size_t size);

/* True if the line at TEXT (of SIZE bytes to the end of the text) is a conflict marker:
   seven times MARK, then a blank or the line's end.  */
bool json_conflict_marker (const char *text, size_t size, char mark);

#ifdef __cplusplus
}
#endif
#endif
