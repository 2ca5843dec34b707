/* Distinct items of a list that repeats many of them, in order.

   Lists of what functions rest on repeat themselves in every function of a unit: they are made distinct before they
   are sorted, and found again without a search through the sorted ones.  */
#ifndef LOADBEARING_DISTINCT_H
#define LOADBEARING_DISTINCT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct distinct {
  /* Equal items have equal hashes.  */
  uint32_t (*hash) (const void *item);
  int (*compare) (const void *a, const void *b); /* of pointers to items, as qsort gives them; 0: equal */
  const void **items;                            /* the caller's; once sorted, in COMPARE's order */
  size_t count;
  uint32_t *slots; /* open addressing: 0, or 1 + a position in ITEMS */
  size_t slots_count;
};

/* FNV-1a over SIZE bytes at DATA, from SEED: DISTINCT_SEED, or what an earlier part gave.  */
#define DISTINCT_SEED 2166136261u
uint32_t distinct_hash (uint32_t seed, const void *data, size_t size);

/* Adds ITEM, which stays the caller's and has to live as long as D, unless an equal one is there.  */
void distinct_add (struct distinct *d, const void *item);

/* Brings the items into order.  Nothing may be added later.  */
void distinct_sort (struct distinct *d);

/* The position of what equals ITEM, which was added.  */
size_t distinct_find (const struct distinct *d, const void *item);

/* Frees what D holds, not the items.  */
void distinct_release (struct distinct *d);

#ifdef __cplusplus
}
#endif
#endif
