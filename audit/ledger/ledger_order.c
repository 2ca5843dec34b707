/* The canonical order of what a ledger file holds, each thing once: what does not depend on who wrote first.  */
#include "ledger_private.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

bool
ledger_list_in_order (const void *list, size_t count, size_t size, int (*order) (const void *, const void *))
{
  const char *item = list;
  for (size_t i = 1; i < count; i++, item += size)
    if (order (item, item + size) >= 0)
      return false;
  return true;
}

static void
sort_list (void *list, size_t count, size_t size, int (*order) (const void *, const void *))
{
  if (!ledger_list_in_order (list, count, size, order))
    qsort (list, count, size, order);
}

size_t
ledger_sort_unique (void *list, size_t count, size_t size, int (*order) (const void *, const void *),
                    void (*release) (void *))
{
  char *items = list;
  size_t kept = 0;
  sort_list (list, count, size, order);
  for (size_t i = 0; i < count; i++)
    if (kept > 0 && order (items + (kept - 1) * size, items + i * size) == 0)
      release (items + i * size);
    else
      memmove (items + kept++ * size, items + i * size, size);
  return kept;
}

int
ledger_entry_compare (const struct ledger_entry *a, const struct ledger_entry *b)
{
  int order = text_compare (a->date, b->date);
  if (order == 0)
    order = text_compare (a->by, b->by);
  if (order == 0)
    order = (int) a->kind - (int) b->kind;
  const char *const first[] = { a->state, a->from, a->until, a->reason, a->notes, a->was, a->signature };
  const char *const second[] = { b->state, b->from, b->until, b->reason, b->notes, b->was, b->signature };
  for (size_t i = 0; order == 0 && i < sizeof first / sizeof *first; i++)
    order = text_compare (first[i], second[i]);
  return order;
}

static int
order_entries (const void *a, const void *b)
{
  return ledger_entry_compare (a, b);
}

static void
release_entry (void *e)
{
  ledger_entry_release (e);
}

static int
order_dependencies (const void *a, const void *b)
{
  const struct dependency *x = a, *y = b;
  int order = dependency_compare (x, y);
  if (order == 0)
    order = digest_compare (&x->digest, &y->digest);
  if (order == 0)
    order = (int) x->behaves - (int) y->behaves;
  return order != 0 ? order : memcmp (x->behaviour, y->behaviour, sizeof x->behaviour);
}

static void
release_dependency (void *d)
{
  dependency_release (d);
}

static int
order_definitions (const void *a, const void *b)
{
  const struct definition *x = a, *y = b;
  int order = strcmp (x->name, y->name);
  return order ? order : digest_compare (&x->digest, &y->digest);
}

static void
release_definition (void *d)
{
  free (((struct definition *) d)->name);
}

bool
ledger_definitions_in_order (const struct ledger_seen *seen)
{
  return ledger_list_in_order (seen->definitions, seen->definitions_count, sizeof *seen->definitions,
                               order_definitions);
}

void
ledger_definitions_order (struct ledger_seen *seen)
{
  seen->definitions_count = ledger_sort_unique (seen->definitions, seen->definitions_count, sizeof *seen->definitions,
                                                order_definitions, release_definition);
}

static int
order_seen (const void *a, const void *b)
{
  const struct ledger_seen *x = a, *y = b;
  int order = text_compare (x->variant, y->variant);
  return order != 0 ? order : text_compare (x->compiler, y->compiler);
}

bool
ledger_state_in_order (const struct ledger_state *s)
{
  if (!ledger_list_in_order (s->seen, s->seen_count, sizeof *s->seen, order_seen))
    return false;
  for (size_t i = 0; i < s->seen_count; i++)
    if (!ledger_list_in_order (s->seen[i].depends, s->seen[i].depends_count, sizeof *s->seen[i].depends,
                               order_dependencies)
        || !ledger_definitions_in_order (&s->seen[i]))
      return false;
  return true;
}

void
ledger_state_order (struct ledger_state *s)
{
  for (size_t i = 0; i < s->seen_count; i++) {
    struct ledger_seen *seen = &s->seen[i];
    seen->depends_count = ledger_sort_unique (seen->depends, seen->depends_count, sizeof *seen->depends,
                                              order_dependencies, release_dependency);
    ledger_definitions_order (seen);
  }
  sort_list (s->seen, s->seen_count, sizeof *s->seen, order_seen);
  ledger_views_order (s);
}

static int
order_states (const void *a, const void *b)
{
  const struct ledger_state *x = a, *y = b;
  int order = text_compare (x->id, y->id);
  return order != 0 ? order : text_compare (y->blob, x->blob); /* one with a blob first */
}

void
ledger_normalise (struct ledger_file *f)
{
  f->entries_count = ledger_sort_unique (f->entries, f->entries_count, sizeof *f->entries, order_entries,
                                         release_entry);
  for (size_t i = 0; i < f->states_count; i++)
    ledger_state_order (&f->states[i]);
  sort_list (f->states, f->states_count, sizeof *f->states, order_states);
  size_t kept = 0;
  for (size_t i = 0; i < f->states_count; i++) {
    if (kept > 0 && strcmp (f->states[kept - 1].id, f->states[i].id) == 0) {
      ledger_views_unite (&f->states[kept - 1], &f->states[i]);
      ledger_state_release (&f->states[i]);
    } else
      f->states[kept++] = f->states[i];
  }
  f->states_count = kept;
}

void
ledger_unite (struct ledger_file *into, const struct ledger_file *from)
{
  into->entries = memory_grow (into->entries, into->entries_count + from->entries_count, sizeof *into->entries);
  for (size_t i = 0; i < from->entries_count; i++)
    ledger_entry_copy (&into->entries[into->entries_count++], &from->entries[i]);
  into->states = memory_grow (into->states, into->states_count + from->states_count, sizeof *into->states);
  for (size_t i = 0; i < from->states_count; i++)
    ledger_state_copy (&into->states[into->states_count++], &from->states[i]);
  ledger_normalise (into);
}
