/* JSON written straight to a stream, without a tree in memory: what the reports share.  */
#ifndef LOADBEARING_JSON_PRINT_H
#define LOADBEARING_JSON_PRINT_H

#include <stdbool.h>
#include <stdio.h>

/* The length of the UTF-8 sequence at TEXT, 0 if there is none.  */
size_t json_sequence_length (const unsigned char *text);

/* A member of an object.  *FIRST says that none stands before it, and is cleared.  No member where VALUE is NULL.  */
void json_put_member (const char *key, const char *value, bool *first, FILE *out);
void json_put_number (const char *key, size_t value, bool *first, FILE *out);
void json_put_list (const char *key, char *const *list, size_t count, bool *first, FILE *out);

#endif
