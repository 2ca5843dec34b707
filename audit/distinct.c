/* Distinct items, in order.  See distinct.h.  */
#include "distinct.h"

#include <stdlib.h>
#include <string.h>

#include "strbuf.h"

uint32_t
distinct_hash (uint32_t seed, const void *data, size_t size)
{
  const unsigned char *bytes = data;
  for (size_t i = 0; i < size; i++)
    seed = (seed ^ bytes[i]) * 16777619u;
  return seed;
}

/* The slot where ITEM is, or would be.  */
static size_t
slot_of (const struct distinct *d, const void *item)
{
  uint32_t hash = d->hash (item);
  /* FNV leaves its best bits above.  */
  size_t slot = (hash ^ hash >> 15) & (d->slots_count - 1);
  while (d->slots[slot] && d->compare (&d->items[d->slots[slot] - 1], &item) != 0)
    slot = (slot + 1) & (d->slots_count - 1);
  return slot;
}

static void
fill_slots (struct distinct *d)
{
  memset (d->slots, 0, d->slots_count * sizeof *d->slots);
  for (size_t i = 0; i < d->count; i++)
    d->slots[slot_of (d, d->items[i])] = (uint32_t) i + 1;
}

void
distinct_add (struct distinct *d, const void *item)
{
  if (2 * d->count >= d->slots_count) {
    d->slots_count = d->slots_count ? 2 * d->slots_count : 64;
    d->slots = memory_grow (d->slots, d->slots_count, sizeof *d->slots);
    d->items = memory_grow (d->items, d->slots_count / 2, sizeof *d->items);
    fill_slots (d);
  }
  size_t slot = slot_of (d, item);
  if (d->slots[slot])
    return;
  d->items[d->count++] = item;
  d->slots[slot] = (uint32_t) d->count;
}

void
distinct_sort (struct distinct *d)
{
  if (!d->count)
    return;
  qsort (d->items, d->count, sizeof *d->items, d->compare);
  fill_slots (d);
}

size_t
distinct_find (const struct distinct *d, const void *item)
{
  return d->slots[slot_of (d, item)] - 1;
}

void
distinct_release (struct distinct *d)
{
  free (d->items);
  free (d->slots);
  memset (d, 0, sizeof *d);
}
