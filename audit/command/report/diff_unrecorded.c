/* Functions that one build defines and has no record of: they were neither removed nor added, and nobody can say what became
   of them.

   What is static and inlined has no symbol.  So a unit of which one function is found in that way is taken to be
   unrecorded as a whole.  */
#include "diff.h"

#include "strbuf.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* A function symbol without a record, and the file that has it.  */
struct symbol {
  const char *name;
  const struct artefact *artefact;
};

static int
symbol_compare (const void *a, const void *b)
{
  const struct symbol *x = a, *y = b;
  int order = strcmp (x->name, y->name);
  return order ? order : artefact_rank (x->artefact) - artefact_rank (y->artefact);
}

/* Sorted by name, objects first; the caller's.  */
static struct symbol *
list_symbols (const struct inputs *in, size_t *count)
{
  size_t room = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    room += in->artefacts[i]->unrecorded_count;
  struct symbol *list = memory_get ((room + 1) * sizeof *list);
  *count = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    for (size_t k = 0; k < in->artefacts[i]->unrecorded_count; k++) {
      const struct unrecorded *u = &in->artefacts[i]->unrecorded[k];
      if (u->kind == UNRECORDED_FUNCTION && !u->is_static)
        list[(*count)++] = (struct symbol){ u->function, in->artefacts[i] };
    }
  qsort (list, *count, sizeof *list, symbol_compare);
  return list;
}

static const struct artefact *
find_symbol (const struct symbol *list, size_t count, const char *name)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (list[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && strcmp (list[low].name, name) == 0 ? list[low].artefact : NULL;
}

/* A unit of one build, and the file in which the other has code of it.  */
struct lost {
  const struct unit_facts *unit;
  const struct artefact *artefact;
};

static int
lost_compare (const void *a, const void *b)
{
  const struct lost *x = a, *y = b;
  if (x->unit != y->unit)
    return (uintptr_t) x->unit < (uintptr_t) y->unit ? -1 : 1;
  int order = artefact_rank (x->artefact) - artefact_rank (y->artefact);
  return order ? order : strcmp (x->artefact->path, y->artefact->path);
}

/* What is of CLASS is on one side only; IN is the other build, WHICH.  */
static void
look_for (struct diff *d, enum difference_class class, const struct inputs *in, const char *which)
{
  size_t symbols, lost = 0;
  struct symbol *list = list_symbols (in, &symbols);
  struct lost *units = memory_get ((d->count + 1) * sizeof *units);

  for (size_t i = 0; i < d->count && symbols; i++) {
    const struct diff_pair *p = &d->pairs[i];
    const struct diff_side *side = class == DIFFERENCE_ADDED ? p->after : p->before;
    if (p->difference.class != class || side->facts->flags & (FUNCTION_STATIC | FUNCTION_COMDAT))
      continue;
    const struct artefact *a = find_symbol (list, symbols, side->facts->name);
    if (a)
      units[lost++] = (struct lost){ side->unit, a };
  }
  qsort (units, lost, sizeof *units, lost_compare);
  for (size_t i = 0; i < d->count && lost; i++) {
    struct diff_pair *p = &d->pairs[i];
    const struct unit_facts *unit = class == DIFFERENCE_ADDED ? p->after->unit : p->before->unit;
    const struct lost *found = NULL;
    if (p->difference.class != class)
      continue;
    for (size_t k = 0; k < lost && !found; k++)
      found = units[k].unit == unit ? &units[k] : NULL;
    if (!found)
      continue;
    struct strbuf cause = STRBUF_INIT;
    strbuf_addf (&cause, "the %s build has code of %s and no record of it: %s was compiled without the plugin", which,
                 unit->source ? unit->source : "it", found->artefact->path);
    p->difference.cause = strbuf_detach (&cause);
    p->difference.class = DIFFERENCE_INCOMPARABLE;
  }
  free (units);
  free (list);
}

void
diff_unrecorded (struct diff *d)
{
  look_for (d, DIFFERENCE_REMOVED, &d->after.inputs, "new");
  look_for (d, DIFFERENCE_ADDED, &d->before.inputs, "old");
}
