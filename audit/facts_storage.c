/* One block of memory, in chunks, for the facts of one decoded unit: thousands
   of units are read in a row, each with thousands of strings.  */
#include "facts.h"

#include <stdlib.h>

struct facts_storage {
  struct facts_storage *next; /* older chunks */
  size_t used, size;          /* of `bytes`, in the newest chunk */
  max_align_t bytes[];
};

#define CHUNK_LEAST 2048

static struct facts_storage *
chunk_new (size_t size, struct facts_storage *next)
{
  struct facts_storage *chunk = memory_get (sizeof *chunk + size);
  chunk->next = next;
  chunk->size = size;
  return chunk;
}

void *
facts_storage_get (struct facts_storage **storage, size_t size, size_t alignment)
{
  struct facts_storage *chunk = *storage;
  size_t used = chunk ? (chunk->used + alignment - 1) / alignment * alignment : 0;
  if (!chunk || used > chunk->size || size > chunk->size - used) {
    size_t wanted = chunk ? 2 * chunk->size : CHUNK_LEAST;
    if (wanted > 32 * CHUNK_LEAST)
      wanted = 32 * CHUNK_LEAST;
    chunk = *storage = chunk_new (size > wanted ? size : wanted, chunk);
    used = 0;
  }
  chunk->used = used + size;
  return (char *) chunk->bytes + used;
}

void
facts_storage_free (struct facts_storage *storage)
{
  while (storage) {
    struct facts_storage *next = storage->next;
    free (storage);
    storage = next;
  }
}
