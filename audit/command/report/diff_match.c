/* Which function of the new build is which of the old one.

   A function is its linkage name, a static one also its file, and within one name programs may
   each have their own.  So the pairs of one name are found from the surest to the least sure:
   the same file, unit and place; then equal digests; then whatever is left over on both sides.
   A static function of another file is only taken for the same one if its digests are equal, or
   if the file has the same last component (a folder was renamed).  */
#include "diff.h"

#include "program/program_links.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static const char *
text_or_empty (const char *text)
{
  return text ? text : "";
}

static int
identity_compare (const struct diff_side *x, const struct diff_side *y)
{
  int order = strcmp (x->facts->name, y->facts->name);
  if (order == 0)
    order = text_compare (x->facts->file, y->facts->file);
  return order ? order : text_compare (x->unit->variant, y->unit->variant);
}

static int
side_compare (const void *a, const void *b)
{
  const struct diff_side *x = a, *y = b;
  int order = identity_compare (x, y);
  if (order == 0)
    order = text_compare (x->unit->source, y->unit->source);
  if (order == 0)
    order = (int) y->compiled - (int) x->compiled;
  if (order == 0)
    order = strcmp (x->place, y->place);
  return order ? order : memcmp (x->unit->id.bytes, y->unit->id.bytes, sizeof x->unit->id.bytes);
}

/* What is left of PATH below TOP, a folder that was given; a file that was given has no place of its own.  */
static const char *
place_below (const char *path, const char *top)
{
  size_t length = strlen (top);
  if (strncmp (path, top, length) != 0 || path[length] == '\0')
    return "";
  path += length;
  while (*path == '/')
    path++;
  return path;
}

/* A unit with the first file that holds it, in the order in which they were read.  */
struct located {
  const struct unit_facts *unit;
  const char *place;
  bool compiled;
  size_t order;
};

static bool
is_compiled (const struct artefact *a)
{
  return a->kind == ARTEFACT_OBJECT || a->kind == ARTEFACT_RECORDS;
}

static int
located_compare (const void *a, const void *b)
{
  const struct located *x = a, *y = b;
  if (x->unit != y->unit)
    return (uintptr_t) x->unit < (uintptr_t) y->unit ? -1 : 1;
  if (x->compiled != y->compiled)
    return x->compiled ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

/* Each unit once; as many as the inputs have.  */
static struct located *
locate_units (const struct inputs *in, const char *path, size_t *count)
{
  size_t all = 0, kept = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    all += in->artefacts[i]->units_count;
  struct located *list = memory_get ((all + 1) * sizeof *list);
  all = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    for (size_t u = 0; u < in->artefacts[i]->units_count; u++, all++)
      list[all] = (struct located){ in->artefacts[i]->units[u].unit, place_below (in->artefacts[i]->path, path),
                                    is_compiled (in->artefacts[i]), all };
  qsort (list, all, sizeof *list, located_compare);
  for (size_t i = 0; i < all; i++)
    if (kept == 0 || list[i].unit != list[kept - 1].unit)
      list[kept++] = list[i];
  *count = kept;
  return list;
}

static bool
same_definitions (const struct function_facts *a, const struct function_facts *b)
{
  bool same = a->definitions_count == b->definitions_count;
  for (size_t i = 0; i < a->definitions_count && same; i++)
    same = strcmp (a->definitions[i].name, b->definitions[i].name) == 0
           && digest_equal (&a->definitions[i].digest, &b->definitions[i].digest);
  return same;
}

/* Drops copies that another of the same identity is equal to, and what an archive or program holds of a
   unit that was compiled again since.  */
static void
drop_copies (struct diff_build *build)
{
  size_t kept = 0, first = 0;
  for (size_t i = 0; i < build->count; i++) {
    const struct diff_side *s = &build->sides[i];
    bool copy = false;
    if (kept > 0 && identity_compare (&build->sides[first], s) != 0)
      first = kept;
    for (size_t k = first; k < kept && !copy; k++) {
      const struct diff_side *other = &build->sides[k];
      copy = (difference_same_digests (other->facts, s->facts) && same_definitions (other->facts, s->facts))
             || (other->compiled && !s->compiled && text_equal (other->unit->source, s->unit->source));
    }
    if (!copy)
      build->sides[kept++] = build->sides[i];
  }
  build->count = kept;
}

void
diff_build_list (struct diff_build *build, const char *path)
{
  size_t units, room = 0;
  struct program_links links;
  program_links_init (&links, &build->inputs);
  build->definitions = definitions_find (build->inputs.units, build->inputs.units_count, program_links_same, &links);
  program_links_release (&links);
  struct located *list = locate_units (&build->inputs, path, &units);

  for (size_t u = 0; u < units; u++)
    room += list[u].unit->functions_count;
  build->sides = memory_get ((room + 1) * sizeof *build->sides);
  for (size_t u = 0; u < units; u++)
    for (size_t i = 0; i < list[u].unit->functions_count; i++) {
      const struct function_facts *f = &list[u].unit->functions[i];
      if (f->flags & FUNCTION_SYSTEM)
        build->system++;
      else
        build->sides[build->count++] = (struct diff_side){ list[u].unit, f, list[u].place, list[u].compiled, false };
    }
  free (list);
  qsort (build->sides, build->count, sizeof *build->sides, side_compare);
  drop_copies (build);
}

/* ---- Pairs of one name.  */

static bool
is_static (const struct diff_side *s)
{
  return (s->facts->flags & FUNCTION_STATIC) != 0;
}

static bool
same_file (const struct diff_side *a, const struct diff_side *b)
{
  return text_equal (a->facts->file, b->facts->file);
}

static bool
same_digests (const struct diff_side *a, const struct diff_side *b)
{
  return difference_same_digests (a->facts, b->facts);
}

static const char *
last_component (const char *file)
{
  const char *slash = strrchr (text_or_empty (file), '/');
  return slash ? slash + 1 : text_or_empty (file);
}

static bool
in_one_unit (const struct diff_side *a, const struct diff_side *b)
{
  return same_file (a, b) && text_equal (a->unit->source, b->unit->source);
}

static bool
at_one_place (const struct diff_side *a, const struct diff_side *b)
{
  return in_one_unit (a, b) && strcmp (a->place, b->place) == 0;
}

static bool
same_text (const struct diff_side *a, const struct diff_side *b)
{
  return same_file (a, b) && same_digests (a, b);
}

static bool
moved_folder (const struct diff_side *a, const struct diff_side *b)
{
  return is_static (a) == is_static (b)
         && strcmp (last_component (a->facts->file), last_component (b->facts->file)) == 0;
}

static bool
both_external (const struct diff_side *a, const struct diff_side *b)
{
  return !is_static (a) && !is_static (b);
}

/* From the surest to the least sure; the last one pairs across variants, so that what is built another
   way is told as that, and not as removed and added.  */
static const struct {
  bool (*is_pair) (const struct diff_side *a, const struct diff_side *b);
  bool any_variant;
} passes[] = { { at_one_place, false }, { same_text, false },    { in_one_unit, false },   { same_file, false },
               { same_digests, false }, { moved_folder, false }, { both_external, false }, { same_file, true } };

static void
add_pair (struct diff *d, const struct diff_side *before, const struct diff_side *after)
{
  if ((d->count & (d->count - 1)) == 0)
    d->pairs = memory_grow (d->pairs, d->count ? 2 * d->count : 1, sizeof *d->pairs);
  struct diff_pair *p = &d->pairs[d->count++];
  memset (p, 0, sizeof *p);
  p->before = before;
  p->after = after;
  if (before && after) {
    difference_compare (before->unit, before->facts, after->unit, after->facts, NULL, &p->difference);
    if (p->difference.class == DIFFERENCE_MOVED && same_file (before, after))
      d->moved_within++;
  } else
    p->difference.class = before ? DIFFERENCE_REMOVED : DIFFERENCE_ADDED;
  d->classes[p->difference.class]++;
}

static int
place_order (const struct diff_side *a, const struct diff_side *b)
{
  int order = identity_compare (a, b);
  if (order == 0)
    order = text_compare (a->unit->source, b->unit->source);
  return order ? order : strcmp (a->place, b->place);
}

/* Those at one place, of file, unit and variant: nearly all of them, and both lists are in that order but for copies that
   were linked, which the passes find.  Returns how many.  */
static size_t
match_places (struct diff *d, struct diff_side *a, size_t count, struct diff_side *b, size_t others)
{
  size_t i = 0, k = 0, found = 0;
  while (i < count && k < others) {
    int order = place_order (&a[i], &b[k]);
    if (order == 0) {
      a[i].paired = b[k].paired = true;
      add_pair (d, &a[i], &b[k]);
      found++;
    }
    i += order <= 0;
    k += order >= 0;
  }
  return found;
}

/* Functions of one name: COUNT old ones from A, OTHERS new ones from B.  */
static void
match_name (struct diff *d, struct diff_side *a, size_t count, struct diff_side *b, size_t others)
{
  size_t left = (count < others ? count : others) - match_places (d, a, count, b, others);
  for (size_t pass = 0; pass < sizeof passes / sizeof *passes && left > 0; pass++)
    for (size_t i = 0; i < count && left > 0; i++)
      for (size_t k = 0; k < others && !a[i].paired; k++)
        if (!b[k].paired && (passes[pass].any_variant || text_equal (a[i].unit->variant, b[k].unit->variant))
            && passes[pass].is_pair (&a[i], &b[k])) {
          a[i].paired = b[k].paired = true;
          left--;
          add_pair (d, &a[i], &b[k]);
        }
  for (size_t i = 0; i < count; i++)
    if (!a[i].paired)
      add_pair (d, &a[i], NULL);
  for (size_t k = 0; k < others; k++)
    if (!b[k].paired)
      add_pair (d, NULL, &b[k]);
}

/* How many sides from START have its name.  */
static size_t
run_of_name (const struct diff_build *build, size_t start)
{
  size_t end = start + 1;
  while (end < build->count && strcmp (build->sides[end].facts->name, build->sides[start].facts->name) == 0)
    end++;
  return end - start;
}

static const struct diff_side *
pair_side (const struct diff_pair *p)
{
  return p->after ? p->after : p->before;
}

static int
pair_compare (const void *a, const void *b)
{
  int order = side_compare (pair_side (a), pair_side (b));
  return order ? order
               : (int) ((const struct diff_pair *) a)->difference.class
                     - (int) ((const struct diff_pair *) b)->difference.class;
}

/* The functions of one unit that were refactored: who rests on them rests on the same as before.  */
struct refactored {
  const struct diff *diff;
  const struct diff_pair *pair; /* whose dependencies are asked for */
};

static bool
is_refactored (const char *name, const void *data)
{
  const struct refactored *r = data;
  size_t low = 0, high = r->diff->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (pair_side (&r->diff->pairs[middle])->facts->name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < r->diff->count && strcmp (pair_side (&r->diff->pairs[low])->facts->name, name) == 0; low++) {
    const struct diff_pair *p = &r->diff->pairs[low];
    if (p->difference.class == DIFFERENCE_REFACTORED && p->before->unit == r->pair->before->unit
        && p->after->unit == r->pair->after->unit)
      return true;
  }
  return false;
}

/* A second look at those that rest on something that moved, now that all pairs are known; and again, as long as
   it shows further ones that were refactored.  */
static void
look_again (struct diff *d)
{
  bool again = true;
  while (again) {
    again = false;
    for (size_t i = 0; i < d->count; i++) {
      struct diff_pair *p = &d->pairs[i];
      const struct refactored data = { d, p };
      const struct verdict_cut cut = { is_refactored, &data };
      if (p->difference.class != DIFFERENCE_DEPENDENCY)
        continue;
      difference_release (&p->difference);
      difference_compare (p->before->unit, p->before->facts, p->after->unit, p->after->facts, &cut, &p->difference);
      again = again || p->difference.class == DIFFERENCE_REFACTORED;
    }
  }
}

static void
count_classes (struct diff *d)
{
  memset (d->classes, 0, sizeof d->classes);
  d->moved_within = 0;
  for (size_t i = 0; i < d->count; i++) {
    const struct diff_pair *p = &d->pairs[i];
    d->classes[p->difference.class]++;
    d->moved_within += p->difference.class == DIFFERENCE_MOVED && same_file (p->before, p->after);
  }
}

void
diff_match (struct diff *d)
{
  size_t i = 0, k = 0;
  while (i < d->before.count || k < d->after.count) {
    int order = i == d->before.count  ? 1
                : k == d->after.count ? -1
                                      : strcmp (d->before.sides[i].facts->name, d->after.sides[k].facts->name);
    size_t old = order <= 0 ? run_of_name (&d->before, i) : 0;
    size_t new = order >= 0 ? run_of_name (&d->after, k) : 0;
    match_name (d, d->before.sides + i, old, d->after.sides + k, new);
    i += old;
    k += new;
  }
  if (d->count)
    qsort (d->pairs, d->count, sizeof *d->pairs, pair_compare);
  look_again (d);
  diff_unrecorded (d);
  count_classes (d);
}

size_t
diff_decided (const struct diff *d)
{
  return d->classes[DIFFERENCE_REFACTORED] + d->classes[DIFFERENCE_DEPENDENCY] + d->classes[DIFFERENCE_INTERFACE]
         + d->classes[DIFFERENCE_BEHAVIOUR];
}

size_t
diff_changes (const struct diff *d)
{
  return diff_decided (d) + d->classes[DIFFERENCE_CHANGED];
}

void
diff_release (struct diff *d)
{
  for (size_t i = 0; i < d->count; i++)
    difference_release (&d->pairs[i].difference);
  free (d->pairs);
  definitions_free (d->before.definitions);
  definitions_free (d->after.definitions);
  free (d->before.sides);
  free (d->after.sides);
  inputs_release (&d->before.inputs);
  inputs_release (&d->after.inputs);
  memset (d, 0, sizeof *d);
}
