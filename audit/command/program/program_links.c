/* Which units are linked together: see program_links.h.  */
#include "program_links.h"

#include <stdlib.h>
#include <string.h>

#include "strbuf.h"

struct program_link {
  const struct unit_facts *unit;
  const struct artefact *artefact;
};

static int
link_compare (const void *a, const void *b)
{
  const struct program_link *x = a, *y = b;
  if (x->unit != y->unit)
    return (uintptr_t) x->unit < (uintptr_t) y->unit ? -1 : 1;
  return ((uintptr_t) x->artefact > (uintptr_t) y->artefact) - ((uintptr_t) x->artefact < (uintptr_t) y->artefact);
}

static void
find_links (struct program_links *l)
{
  const struct inputs *in = l->inputs;
  size_t room = 1;
  for (size_t i = 0; i < in->artefacts_count; i++)
    room += in->artefacts[i]->units_count;
  l->list = memory_get (room * sizeof *l->list);
  for (size_t i = 0; i < in->artefacts_count; i++) {
    const struct artefact *a = in->artefacts[i];
    if (!artefact_is_linked (a) || a->units_count < 2)
      continue;
    for (size_t u = 0; u < a->units_count; u++)
      l->list[l->count++] = (struct program_link){ a->units[u].unit, a };
  }
  qsort (l->list, l->count, sizeof *l->list, link_compare);
}

/* The first link of UNIT, or where it would be.  */
static size_t
first_link (const struct program_links *l, const struct unit_facts *unit)
{
  size_t low = 0, high = l->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if ((uintptr_t) l->list[middle].unit < (uintptr_t) unit)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool
program_links_same (const struct unit_facts *a, const struct unit_facts *b, void *data)
{
  struct program_links *l = data;
  if (!l->list)
    find_links (l);
  size_t i = first_link (l, a), k = first_link (l, b);
  while (i < l->count && k < l->count && l->list[i].unit == a && l->list[k].unit == b) {
    if (l->list[i].artefact == l->list[k].artefact)
      return true;
    if ((uintptr_t) l->list[i].artefact < (uintptr_t) l->list[k].artefact)
      i++;
    else
      k++;
  }
  return false;
}

void
program_links_init (struct program_links *l, const struct inputs *inputs)
{
  memset (l, 0, sizeof *l);
  l->inputs = inputs;
}

void
program_links_release (struct program_links *l)
{
  free (l->list);
  memset (l, 0, sizeof *l);
}
