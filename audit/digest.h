/* Digests: SHA-256, from Nettle, over length-framed fields.

   Every digest in loadbearing is made here, so that no two different inputs
   can be framed alike: each field is preceded by its length.  */
#ifndef LOADBEARING_DIGEST_H
#define LOADBEARING_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DIGEST_FULL 32 /* bytes: aspects of load-bearing functions, state ids */
#define DIGEST_HALF 16 /* bytes: ordinary functions, unit ids */
#define DIGEST_SHORT 8 /* bytes: one named dependency; the total decides, this one explains */

/* A digest of LENGTH bytes; LENGTH 0 means "not known", which equals nothing.  */
struct digest {
  uint8_t length;
  uint8_t bytes[DIGEST_FULL];
};

/* An ongoing digest; opaque storage large enough for Nettle's context.  */
struct digester {
  uint64_t state[32];
};

void digester_init (struct digester *d);
/* Adds one field: its length, then SIZE bytes at DATA.  */
void digester_add (struct digester *d, const void *data, size_t size);
/* Adds the string TEXT as one field; NULL is a field of its own kind, not "".  */
void digester_add_text (struct digester *d, const char *text);
void digester_add_number (struct digester *d, int64_t number);
void digester_add_digest (struct digester *d, const struct digest *digest);
/* Ends D and gives the first LENGTH bytes (DIGEST_FULL, _HALF or _SHORT).  */
struct digest digester_finish (struct digester *d, unsigned length);

/* The digest of one field.  */
struct digest digest_of (const void *data, size_t size, unsigned length);

/* True if both are known, of one length, and equal.  */
bool digest_equal (const struct digest *a, const struct digest *b);
/* Any fixed order, shorter ones first: 0 also where both are unknown.  */
int digest_compare (const struct digest *a, const struct digest *b);
bool digest_known (const struct digest *d);
/* D cut to LENGTH bytes (at most its own length).  */
struct digest digest_truncate (const struct digest *d, unsigned length);

/* Writes lower-case hexadecimal and a NUL into OUT, which holds at least
   2 * DIGEST_FULL + 1 bytes.  Returns OUT.  */
char *digest_to_hex (const struct digest *d, char *out);
/* Reads 16, 32 or 64 hexadecimal digits.  False, and *D unknown, otherwise.  */
bool digest_from_hex (const char *text, struct digest *d);

#ifdef __cplusplus
}
#endif
#endif
