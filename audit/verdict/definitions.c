/* Joining objects across units: see definitions.h.  */
#include "definitions.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

/* One object of one unit.  */
struct defined {
  const struct unit_facts *unit;
  const struct object_facts *object;
  size_t next;  /* of the same hash chain: index plus one */
  size_t stamp; /* the search that met it last */
};

struct definitions {
  struct defined *all;
  size_t count;
  size_t *slots; /* hash of names: index plus one */
  size_t slots_count;
  size_t searches;
  bool (*same_link) (const struct unit_facts *a, const struct unit_facts *b, void *data);
  void *data;
  struct function_facts **functions; /* those that have definitions now */
  size_t functions_count;
  struct candidate {
    size_t at; /* in `all` */
    bool superseded;
  } * found; /* what the last name may mean */
  size_t found_count, found_room;
  size_t *queue;
  size_t queue_room;
};

static bool
is_replaceable (const struct object_facts *o)
{
  return (o->flags & (OBJECT_WEAK | OBJECT_COMMON)) != 0;
}

/* Keeps of the candidates those that are linked with UNIT, if any is known to be: and besides what was compiled again since, which
   the next link will take.  */
static void
keep_linked (struct definitions *d, const struct unit_facts *unit)
{
  size_t linked = 0, kept = 0;
  bool known = false;
  for (size_t i = 0; i < d->found_count; i++) {
    const struct unit_facts *u = d->all[d->found[i].at].unit;
    bool together = d->same_link (unit, u, d->data);
    known = known || together;
    if (together || u == unit) {
      struct candidate first = d->found[linked];
      d->found[linked++] = d->found[i];
      d->found[i] = first;
    }
  }
  if (!known)
    return;
  kept = linked;
  for (size_t i = linked; i < d->found_count; i++) {
    const struct unit_facts *u = d->all[d->found[i].at].unit;
    bool again = false;
    if (d->same_link (u, u, d->data))
      continue; /* another program's */
    for (size_t k = 0; k < linked; k++)
      if (text_equal (d->all[d->found[k].at].unit->source, u->source))
        d->found[k].superseded = again = true;
    if (again)
      d->found[kept++] = d->found[i];
  }
  d->found_count = kept;
}

/* A weak or common definition gives way to any other, wherever it is.  */
static void
keep_strong (struct definitions *d)
{
  size_t kept = 0;
  bool strong = false;
  for (size_t i = 0; i < d->found_count; i++)
    strong = strong || (!is_replaceable (d->all[d->found[i].at].object) && !d->found[i].superseded);
  for (size_t i = 0; i < d->found_count; i++)
    if (!strong || !is_replaceable (d->all[d->found[i].at].object))
      d->found[kept++] = d->found[i];
  d->found_count = kept;
}

/* Sets D->found to what NAME may mean in UNIT.  */
static void
resolve (struct definitions *d, const struct unit_facts *unit, const char *name)
{
  size_t here = 0;
  d->found_count = 0;
  for (size_t at = d->slots[text_hash (name) & (d->slots_count - 1)]; at; at = d->all[at - 1].next) {
    const struct defined *one = &d->all[at - 1];
    if (strcmp (one->object->name, name) != 0 || !text_equal (one->unit->variant, unit->variant))
      continue;
    if (d->found_count == d->found_room) {
      d->found_room = d->found_room ? 2 * d->found_room : 8;
      d->found = memory_grow (d->found, d->found_room, sizeof *d->found);
    }
    d->found[d->found_count++] = (struct candidate){ at - 1, false };
    if (one->unit == unit && !is_replaceable (one->object))
      here = at;
  }
  if (here) {
    d->found[0] = (struct candidate){ here - 1, false };
    d->found_count = 1;
  } else if (d->found_count > 1) {
    keep_linked (d, unit);
    keep_strong (d);
  }
}

static void
add_definition (struct function_facts *f, const struct defined *one, bool superseded, const struct dependency *root,
                bool direct)
{
  if ((f->definitions_count & (f->definitions_count - 1)) == 0)
    f->definitions = memory_grow (f->definitions, f->definitions_count ? 2 * f->definitions_count : 1,
                                  sizeof *f->definitions);
  f->definitions[f->definitions_count++] = (struct definition){ one->object->name, one->object->digest, root,
                                                                one->object,       one->unit,           direct,
                                                                superseded };
}

/* Adds what D->found holds, unless the search STAMP met it; returns how many wait in the queue then, of which there were TAIL.  */
static size_t
take_found (struct definitions *d, struct function_facts *f, const struct dependency *root, bool direct, size_t tail)
{
  for (size_t i = 0; i < d->found_count; i++) {
    struct defined *one = &d->all[d->found[i].at];
    if (one->stamp == d->searches)
      continue;
    one->stamp = d->searches;
    add_definition (f, one, d->found[i].superseded, root, direct);
    if (tail == d->queue_room) {
      d->queue_room = d->queue_room ? 2 * d->queue_room : 64;
      d->queue = memory_grow (d->queue, d->queue_room, sizeof *d->queue);
    }
    d->queue[tail++] = d->found[i].at;
  }
  return tail;
}

/* Adds what NAME means in UNIT, and what that leads to, by ROOT, one of F's dependencies.  */
static void
search (struct definitions *d, struct function_facts *f, const struct unit_facts *unit, const char *name,
        const struct dependency *root)
{
  d->searches++;
  resolve (d, unit, name);
  size_t tail = take_found (d, f, root, true, 0);
  for (size_t head = 0; head < tail; head++) {
    const struct defined *next = &d->all[d->queue[head]];
    for (size_t i = 0; i < next->object->objects_count; i++) {
      resolve (d, next->unit, next->object->objects[i]);
      tail = take_found (d, f, root, false, tail);
    }
  }
}

static int
definition_compare (const void *a, const void *b)
{
  const struct definition *x = a, *y = b;
  int order = strcmp (x->name, y->name);
  if (order == 0)
    order = memcmp (x->digest.bytes, y->digest.bytes, DIGEST_HALF);
  return order ? order : (x->root > y->root) - (x->root < y->root);
}

static void
find_for (struct definitions *d, const struct unit_facts *u, struct function_facts *f)
{
  for (size_t i = 0; i < f->depends_count; i++) {
    const struct dependency *root = &f->depends[i];
    if (root->kind != DEPENDENCY_OBJECT)
      continue;
    size_t first = named_first (u->outside, u->outside_count, sizeof *u->outside, root->name);
    for (size_t k = first; k < u->outside_count && strcmp (u->outside[k].name, root->name) == 0; k++)
      search (d, f, u, u->outside[k].linkage, root);
  }
  if (!f->definitions_count)
    return;
  qsort (f->definitions, f->definitions_count, sizeof *f->definitions, definition_compare);
  if ((d->functions_count & (d->functions_count - 1)) == 0)
    d->functions = memory_grow (d->functions, d->functions_count ? 2 * d->functions_count : 1, sizeof *d->functions);
  d->functions[d->functions_count++] = f;
}

/* All objects of UNITS by their names; test programs' stand-ins are left out.  */
static void
list_objects (struct definitions *d, struct unit_facts *const *units, size_t count, size_t objects)
{
  d->all = memory_get (objects * sizeof *d->all);
  for (d->slots_count = 64; d->slots_count < 2 * objects;)
    d->slots_count *= 2;
  d->slots = memory_get (d->slots_count * sizeof *d->slots);
  for (size_t u = 0; u < count; u++)
    for (size_t i = 0; i < units[u]->objects_count && units[u]->role != ROLE_TEST; i++) {
      struct defined *one = &d->all[d->count++];
      one->unit = units[u];
      one->object = &units[u]->objects[i];
      size_t *slot = &d->slots[text_hash (one->object->name) & (d->slots_count - 1)];
      one->next = *slot;
      *slot = d->count;
    }
}

struct definitions *
definitions_find (struct unit_facts *const *units, size_t count,
                  bool (*same_link) (const struct unit_facts *a, const struct unit_facts *b, void *data), void *data)
{
  size_t objects = 0;
  for (size_t u = 0; u < count; u++)
    objects += units[u]->role == ROLE_TEST ? 0 : units[u]->objects_count;
  if (!objects)
    return NULL;
  struct definitions *d = memory_get (sizeof *d);
  d->same_link = same_link;
  d->data = data;
  list_objects (d, units, count, objects);
  for (size_t u = 0; u < count; u++)
    for (size_t i = 0; i < units[u]->functions_count && units[u]->outside_count; i++)
      if (units[u]->functions[i].flags & FUNCTION_MARKED)
        find_for (d, units[u], &units[u]->functions[i]);
  return d;
}

void
definitions_each (struct definitions *d, const struct unit_facts *unit, const char *name,
                  void (*each) (const struct unit_facts *unit, const struct object_facts *object, void *data),
                  void *data)
{
  if (!d)
    return;
  resolve (d, unit, name);
  for (size_t i = 0; i < d->found_count; i++)
    if (!d->found[i].superseded)
      each (d->all[d->found[i].at].unit, d->all[d->found[i].at].object, data);
}

void
definitions_free (struct definitions *d)
{
  if (!d)
    return;
  for (size_t i = 0; i < d->functions_count; i++) {
    free (d->functions[i]->definitions);
    d->functions[i]->definitions = NULL;
    d->functions[i]->definitions_count = 0;
  }
  free (d->functions);
  free (d->all);
  free (d->slots);
  free (d->found);
  free (d->queue);
  free (d);
}
