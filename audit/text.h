/* Texts as records and files of the ledger hold them, where one may be missing: a NULL.  */
#ifndef LOADBEARING_TEXT_H
#define LOADBEARING_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Whether they are alike; a missing one is like the empty one.  */
bool text_equal (const char *a, const char *b);
/* Byte by byte, as strcmp; a missing one before all others, the empty one included.  */
int text_compare (const char *a, const char *b);
/* For qsort and bsearch over an array of char *, none of them NULL.  */
int text_compare_listed (const void *a, const void *b);
/* For tables of names: FNV-1a of 64 bits, the upper half folded into the lower, since tables take the low bits.  */
size_t text_hash (const char *text);

#ifdef __cplusplus
}
#endif
#endif
