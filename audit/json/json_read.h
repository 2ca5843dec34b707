/* Checked reading of JSON values: type, content and known keys.

   Each function reports what is wrong at its place and goes on, so that a reader
   shows every fault of a file at once.  A getter returns the item, or NULL if the key
   is absent or its value wrong; in both cases what it would set stays as it was.  */
#ifndef LOADBEARING_JSON_READ_H
#define LOADBEARING_JSON_READ_H

#include "json_scan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "an object", "a number" ...: what ITEM is, for messages.  */
const char *json_kind (const cJSON *item);

/* The member KEY of OBJECT, or NULL.  */
const cJSON *json_member (const cJSON *object, const char *key);

/* Reports every key of OBJECT that is not in KNOWN (NULL-terminated), with the nearest one.
   WHAT is the object in words: "a domain".  */
void json_check_keys (struct json_document *d, const cJSON *object, const char *const *known, const char *what);

/* ITEM must be an object (array); reports and returns false if it is not.  */
bool json_expect_object (struct json_document *d, const cJSON *item, const char *what);
bool json_expect_array (struct json_document *d, const cJSON *item, const char *what);

/* The member KEY must be there; reports at OBJECT if it is not.  */
const cJSON *json_require (struct json_document *d, const cJSON *object, const char *key, const char *what);

/* A text that is not empty; *TEXT belongs to the document.  */
const cJSON *json_get_text (struct json_document *d, const cJSON *object, const char *key, const char **text);
const cJSON *json_get_flag (struct json_document *d, const cJSON *object, const char *key, bool *flag);
/* A whole number from LEAST to MOST.  */
const cJSON *json_get_count (struct json_document *d, const cJSON *object, const char *key, unsigned least,
                             unsigned most, unsigned *count);
/* One of WORDS (NULL-terminated); *INDEX is its place among them.  */
const cJSON *json_get_word (struct json_document *d, const cJSON *object, const char *key, const char *const *words,
                            unsigned *index);
/* An array of texts, none empty, none twice.  *TEXTS, NULL-terminated, is owned by the caller,
   each text too; what it held before is freed.  */
const cJSON *json_get_texts (struct json_document *d, const cJSON *object, const char *key, char ***texts);

/* Lists of texts, NULL-terminated; NULL is an empty list.  */
void text_list_free (char **list);
size_t text_list_count (char *const *list);
void text_list_add (char ***list, const char *text); /* copies TEXT */
char **text_list_copy (char *const *list);

#ifdef __cplusplus
}
#endif
#endif
