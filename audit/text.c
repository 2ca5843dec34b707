/* Comparing texts, and a number for tables of them.  */
#include "text.h"

#include <stdint.h>
#include <string.h>

bool
text_equal (const char *a, const char *b)
{
  return strcmp (a ? a : "", b ? b : "") == 0;
}

int
text_compare (const char *a, const char *b)
{
  if (a == b)
    return 0;
  if (!a || !b)
    return a ? 1 : -1;
  return strcmp (a, b);
}

int
text_compare_listed (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

size_t
text_hash (const char *text)
{
  uint64_t hash = 0xcbf29ce484222325u;
  for (; *text; text++)
    hash = (hash ^ (unsigned char) *text) * 0x100000001b3u;
  return (size_t) (hash ^ hash >> 32);
}
