/* Memory in large chunks for decoded facts: thousands of units are read in a row,
   each with thousands of strings.  */
#include "facts.h"

#include <stdlib.h>
#include <sys/mman.h>

struct facts_storage {
  struct facts_storage *next; /* older chunks */
  size_t used, size;          /* bytes of this chunk, this head included */
  bool mapped;                /* else from malloc */
};

/* The first chunks are small, for whoever reads one unit; those after them double,
   up to the size from which the kernel can map them in one step: with ordinary pages most of the
   time that it takes to read ten thousand objects is spent on page faults.  */
#define CHUNK_LEAST 4096
#define CHUNK_MOST ((size_t) 2 << 20)

/* CHUNK_MOST bytes, aligned to as many, zeroed; NULL if there are none.  */
static struct facts_storage *
chunk_map (void)
{
  char *start = mmap (NULL, 2 * CHUNK_MOST, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED)
    return NULL;
  size_t before = (CHUNK_MOST - (uintptr_t) start % CHUNK_MOST) % CHUNK_MOST;
  if (before)
    munmap (start, before);
  munmap (start + before + CHUNK_MOST, CHUNK_MOST - before);
  madvise (start + before, CHUNK_MOST, MADV_HUGEPAGE); /* advice: nothing is lost if it is not taken */
  struct facts_storage *chunk = (struct facts_storage *) (void *) (start + before);
  chunk->mapped = true;
  return chunk;
}

static struct facts_storage *
chunk_new (size_t wanted, struct facts_storage *older)
{
  size_t size = older ? 2 * older->size : CHUNK_LEAST;
  if (size > CHUNK_MOST)
    size = CHUNK_MOST;
  if (size < wanted)
    size = (wanted + CHUNK_LEAST - 1) / CHUNK_LEAST * CHUNK_LEAST;

  struct facts_storage *chunk = size == CHUNK_MOST ? chunk_map () : NULL;
  if (!chunk)
    chunk = memory_get (size);
  chunk->next = older;
  chunk->used = sizeof *chunk;
  chunk->size = size;
  return chunk;
}

void *
facts_storage_get (struct facts_storage **storage, size_t size, size_t alignment)
{
  struct facts_storage *chunk = *storage;
  size_t used = chunk ? (chunk->used + alignment - 1) / alignment * alignment : 0;
  if (!chunk || used > chunk->size || size > chunk->size - used) {
    chunk = *storage = chunk_new (size + sizeof *chunk + alignment, chunk);
    used = (chunk->used + alignment - 1) / alignment * alignment;
  }
  chunk->used = used + size;
  return (char *) chunk + used;
}

void
facts_storage_free (struct facts_storage *storage)
{
  while (storage) {
    struct facts_storage *next = storage->next;
    if (storage->mapped)
      munmap (storage, storage->size);
    else
      free (storage);
    storage = next;
  }
}
