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
unit_compare (const void *a, const void *b)
{
  const struct lost *x = a, *y = b;
  return x->unit == y->unit ? 0 : (uintptr_t) x->unit < (uintptr_t) y->unit ? -1 : 1;
}

static int
lost_compare (const void *a, const void *b)
{
  const struct lost *x = a, *y = b;
  int order = unit_compare (x, y);
  order = order ? order : artefact_rank (x->artefact) - artefact_rank (y->artefact);
  return order ? order : strcmp (x->artefact->path, y->artefact->path);
}

/* The side of P that there is, if it is of CLASS, which tells it; else NULL.  */
static const struct diff_side *
only_side (const struct diff_pair *p, enum difference_class class)
{
  if (p->difference.class != class)
    return NULL;
  return class == DIFFERENCE_ADDED ? p->after : p->before;
}

/* The units of which something of CLASS has a symbol in LIST, each once, the caller's; their number in *COUNT.  */
static struct lost *
list_lost (const struct diff *d, enum difference_class class, const struct symbol *list, size_t symbols, size_t *count)
{
  struct lost *units = memory_get ((d->count + 1) * sizeof *units);
  size_t found = 0;
  for (size_t i = 0; i < d->count; i++) {
    const struct diff_side *side = only_side (&d->pairs[i], class);
    const struct artefact *a = side && !(side->facts->flags & (FUNCTION_STATIC | FUNCTION_COMDAT))
                                   ? find_symbol (list, symbols, side->facts->name)
                                   : NULL;
    if (a)
      units[found++] = (struct lost){ side->unit, a };
  }
  qsort (units, found, sizeof *units, lost_compare);
  *count = 0;
  for (size_t i = 0; i < found; i++)
    if (!*count || units[*count - 1].unit != units[i].unit)
      units[(*count)++] = units[i];
  return units;
}

/* What is of CLASS is on one side only; IN is the other build, WHICH.  */
static void
look_for (struct diff *d, enum difference_class class, const struct inputs *in, const char *which)
{
  size_t symbols, count;
  struct symbol *list = list_symbols (in, &symbols);
  struct lost *units = list_lost (d, class, list, symbols, &count);

  for (size_t i = 0; i < d->count && count; i++) {
    struct diff_pair *p = &d->pairs[i];
    const struct diff_side *side = only_side (p, class);
    const struct lost key = { side ? side->unit : NULL, NULL };
    const struct lost *found = side ? bsearch (&key, units, count, sizeof *units, unit_compare) : NULL;
    if (!found)
      continue;
    struct strbuf cause = STRBUF_INIT;
    strbuf_addf (&cause, "the %s build has code of %s and no record of it: %s was compiled without the plugin", which,
                 found->unit->source ? found->unit->source : "it", found->artefact->path);
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
