/* Digests: SHA-256 over framed fields.

   A field is one byte for its kind, eight for its length (little-endian), then
   its bytes: so ("ab", "c") and ("a", "bc"), a number and its text, NULL and ""
   never meet.  */
#include "digest.h"

#include <assert.h>
#include <string.h>

#include <nettle/sha2.h>
#include <nettle/version.h>

_Static_assert(sizeof (struct sha256_ctx) <= sizeof (struct digester), "Nettle's context fits struct digester");
_Static_assert(_Alignof(struct sha256_ctx) <= _Alignof(struct digester),
               "Nettle's context is aligned in struct digester");
_Static_assert(SHA256_DIGEST_SIZE == DIGEST_FULL, "SHA-256 gives 32 bytes");

enum field_kind { FIELD_BYTES = 'b', FIELD_NOTHING = 'n', FIELD_NUMBER = 'i', FIELD_DIGEST = 'd' };

static struct sha256_ctx *
context_of (struct digester *d)
{
  return (struct sha256_ctx *) (void *) d->state;
}

static void
add_field (struct digester *d, enum field_kind kind, const void *data, size_t size)
{
  uint8_t field[128]; /* most fields are short, and cost one call */
  size_t there = size <= sizeof field - 9 ? size : 0;
  uint64_t length = size;
  field[0] = (uint8_t) kind;
  for (unsigned i = 0; i < 8; i++)
    field[1 + i] = (uint8_t) (length >> (8 * i));
  if (there != 0)
    memcpy (field + 9, data, there);
  sha256_update (context_of (d), 9 + there, field);
  if (size != there)
    sha256_update (context_of (d), size, data);
}

void
digester_init (struct digester *d)
{
  memset (d, 0, sizeof *d);
  sha256_init (context_of (d));
}

void
digester_add (struct digester *d, const void *data, size_t size)
{
  add_field (d, FIELD_BYTES, data, size);
}

void
digester_add_text (struct digester *d, const char *text)
{
  if (text == NULL)
    add_field (d, FIELD_NOTHING, NULL, 0);
  else
    add_field (d, FIELD_BYTES, text, strlen (text));
}

void
digester_add_number (struct digester *d, int64_t number)
{
  uint8_t bytes[8];
  for (unsigned i = 0; i < 8; i++)
    bytes[i] = (uint8_t) ((uint64_t) number >> (8 * i));
  add_field (d, FIELD_NUMBER, bytes, sizeof bytes);
}

void
digester_add_digest (struct digester *d, const struct digest *digest)
{
  add_field (d, FIELD_DIGEST, digest->bytes, digest->length);
}

struct digest
digester_finish (struct digester *d, unsigned length)
{
  struct digest result;
  memset (&result, 0, sizeof result);
  assert (length == DIGEST_FULL || length == DIGEST_HALF || length == DIGEST_SHORT);
  uint8_t full[SHA256_DIGEST_SIZE];
#if NETTLE_VERSION_MAJOR >= 4
  sha256_digest (context_of (d), full);
#else
  sha256_digest (context_of (d), sizeof full, full);
#endif
  memcpy (result.bytes, full, length);
  result.length = (uint8_t) length;
  return result;
}

struct digest
digest_of (const void *data, size_t size, unsigned length)
{
  struct digester d;
  digester_init (&d);
  digester_add (&d, data, size);
  return digester_finish (&d, length);
}

int
digest_compare (const struct digest *a, const struct digest *b)
{
  if (a->length != b->length)
    return a->length < b->length ? -1 : 1;
  return memcmp (a->bytes, b->bytes, a->length);
}

bool
digest_known (const struct digest *d)
{
  return d->length != 0;
}

bool
digest_equal (const struct digest *a, const struct digest *b)
{
  return a->length != 0 && a->length == b->length && memcmp (a->bytes, b->bytes, a->length) == 0;
}

struct digest
digest_truncate (const struct digest *d, unsigned length)
{
  struct digest result;
  memset (&result, 0, sizeof result);
  result.length = d->length < length ? d->length : (uint8_t) length;
  memcpy (result.bytes, d->bytes, result.length);
  return result;
}

char *
digest_to_hex (const struct digest *d, char *out)
{
  static const char digits[] = "0123456789abcdef";
  char *at = out;
  for (unsigned i = 0; i < d->length; i++) {
    *at++ = digits[d->bytes[i] >> 4];
    *at++ = digits[d->bytes[i] & 15];
  }
  *at = '\0';
  return out;
}

/* One more than the digit's value; 0 for what is none.  */
static const uint8_t hex_digits[256] = {
  ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
  ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

bool
digest_from_hex (const char *text, struct digest *d)
{
  memset (d, 0, sizeof *d);
  size_t digits = strlen (text);
  if (digits != 2 * DIGEST_FULL && digits != 2 * DIGEST_HALF && digits != 2 * DIGEST_SHORT)
    return false;
  for (size_t i = 0; i < digits; i += 2) {
    unsigned high = hex_digits[(unsigned char) text[i]], low = hex_digits[(unsigned char) text[i + 1]];
    if (high == 0 || low == 0) {
      memset (d, 0, sizeof *d);
      return false;
    }
    d->bytes[i / 2] = (uint8_t) ((high - 1) << 4 | (low - 1));
  }
  d->length = (uint8_t) (digits / 2);
  return true;
}
