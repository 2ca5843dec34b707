/* One function's ledger file in memory: order, identity, what its entries mean.  */
#include "ledger_private.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

/* ---- Releasing and copying.  */

void
ledger_entry_release (struct ledger_entry *e)
{
  free (e->state);
  free (e->from);
  free (e->by);
  free (e->date);
  free (e->until);
  free (e->reason);
  free (e->notes);
  free (e->was);
  free (e->signature);
  memset (e, 0, sizeof *e);
}

void
ledger_seen_release (struct ledger_seen *seen)
{
  free (seen->variant);
  free (seen->compiler);
  free (seen->tree_class);
  free (seen->behaviour_class);
  for (size_t i = 0; i < seen->depends_count; i++)
    dependency_release (&seen->depends[i]);
  free (seen->depends);
  for (size_t i = 0; i < seen->definitions_count; i++)
    free (seen->definitions[i].name);
  free (seen->definitions);
  memset (seen, 0, sizeof *seen);
}

void
ledger_state_release (struct ledger_state *s)
{
  free (s->id);
  free (s->blob);
  for (size_t i = 0; i < s->seen_count; i++)
    ledger_seen_release (&s->seen[i]);
  free (s->seen);
  for (size_t i = 0; i < s->derived_count; i++)
    ledger_view_release (&s->derived[i]);
  free (s->derived);
  memset (s, 0, sizeof *s);
}

void
ledger_file_free (struct ledger_file *f)
{
  if (f == NULL)
    return;
  for (size_t i = 0; i < f->entries_count; i++)
    ledger_entry_release (&f->entries[i]);
  for (size_t i = 0; i < f->states_count; i++)
    ledger_state_release (&f->states[i]);
  free (f->entries);
  free (f->states);
  free (f->path);
  free (f->function);
  free (f->file);
  free (f->domain);
  free (f);
}

void
ledger_entry_copy (struct ledger_entry *to, const struct ledger_entry *from)
{
  memset (to, 0, sizeof *to);
  to->kind = from->kind;
  to->state = memory_copy_text (from->state);
  to->from = memory_copy_text (from->from);
  to->by = memory_copy_text (from->by);
  to->date = memory_copy_text (from->date);
  to->until = memory_copy_text (from->until);
  to->reason = memory_copy_text (from->reason);
  to->notes = memory_copy_text (from->notes);
  to->was = memory_copy_text (from->was);
  to->signature = memory_copy_text (from->signature);
  to->line = from->line;
}

static void
copy_dependencies (struct ledger_seen *to, const struct dependency *list, size_t count)
{
  to->depends = memory_get (count * sizeof *to->depends);
  to->depends_count = count;
  for (size_t i = 0; i < count; i++) {
    to->depends[i].kind = list[i].kind;
    to->depends[i].name = memory_copy_text (list[i].name);
    to->depends[i].digest = list[i].digest;
    to->depends[i].via = memory_copy_text (list[i].via);
    to->depends[i].behaves = list[i].behaves;
    memcpy (to->depends[i].behaviour, list[i].behaviour, sizeof list[i].behaviour);
  }
}

static void sort_list (void *list, size_t count, size_t size, int (*order) (const void *, const void *));

static int
order_definitions (const void *a, const void *b)
{
  const struct definition *x = a, *y = b;
  int order = strcmp (x->name, y->name);
  return order ? order : digest_compare (&x->digest, &y->digest);
}

static void
add_definition (struct ledger_seen *to, const struct definition *d)
{
  if ((to->definitions_count & (to->definitions_count - 1)) == 0)
    to->definitions = memory_grow (to->definitions, to->definitions_count ? 2 * to->definitions_count : 1,
                                   sizeof *to->definitions);
  to->definitions[to->definitions_count++] = (struct definition){ .name = memory_copy_text (d->name),
                                                                  .digest = d->digest };
}

void
ledger_seen_add_definitions (struct ledger_seen *seen, const struct function_facts *f)
{
  for (size_t i = 0; i < f->definitions_count; i++) {
    const struct definition *d = &f->definitions[i];
    bool there = d->superseded;
    for (size_t k = 0; k < seen->definitions_count && !there; k++)
      there = strcmp (seen->definitions[k].name, d->name) == 0
              && digest_equal (&seen->definitions[k].digest, &d->digest);
    if (!there)
      add_definition (seen, d);
  }
  if (seen->definitions_count)
    sort_list (seen->definitions, seen->definitions_count, sizeof *seen->definitions, order_definitions);
}

static void
copy_seen (struct ledger_seen *to, const struct ledger_seen *from)
{
  memset (to, 0, sizeof *to);
  to->variant = memory_copy_text (from->variant);
  to->scheme = from->scheme;
  to->compiler = memory_copy_text (from->compiler);
  to->tree_class = memory_copy_text (from->tree_class);
  to->behaviour_class = memory_copy_text (from->behaviour_class);
  memcpy (to->aspects, from->aspects, sizeof to->aspects);
  copy_dependencies (to, from->depends, from->depends_count);
  for (size_t i = 0; i < from->definitions_count; i++)
    add_definition (to, &from->definitions[i]);
}

void
ledger_state_copy (struct ledger_state *to, const struct ledger_state *from)
{
  memset (to, 0, sizeof *to);
  to->id = memory_copy_text (from->id);
  to->blob = memory_copy_text (from->blob);
  to->seen = memory_get (from->seen_count * sizeof *to->seen);
  to->seen_count = from->seen_count;
  for (size_t i = 0; i < from->seen_count; i++)
    copy_seen (&to->seen[i], &from->seen[i]);
  ledger_views_unite (to, from);
}

void
ledger_seen_from_facts (const struct unit_facts *u, const struct function_facts *f, struct ledger_seen *seen)
{
  memset (seen, 0, sizeof *seen);
  seen->variant = memory_copy_text (u->variant);
  seen->scheme = u->scheme;
  seen->compiler = memory_copy_text (u->compiler);
  memcpy (seen->aspects, f->aspects, sizeof seen->aspects);
  if (digest_known (&f->aspects[ASPECT_TREE]))
    seen->tree_class = memory_copy_text (u->tree_class);
  if (digest_known (&f->aspects[ASPECT_BEHAVIOUR]))
    seen->behaviour_class = memory_copy_text (u->behaviour_class);
  copy_dependencies (seen, f->depends, f->depends_count);
  ledger_seen_add_definitions (seen, f);
}

/* ---- Order.  */

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

static int
order_states (const void *a, const void *b)
{
  const struct ledger_state *x = a, *y = b;
  int order = text_compare (x->id, y->id);
  return order != 0 ? order : text_compare (y->blob, x->blob); /* one with a blob first */
}

static int
order_seen (const void *a, const void *b)
{
  const struct ledger_seen *x = a, *y = b;
  int order = text_compare (x->variant, y->variant);
  return order != 0 ? order : text_compare (x->compiler, y->compiler);
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

static bool
list_in_order (const void *list, size_t count, size_t size, int (*order) (const void *, const void *))
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
  if (!list_in_order (list, count, size, order))
    qsort (list, count, size, order);
}

bool
ledger_definitions_in_order (const struct ledger_seen *seen)
{
  return list_in_order (seen->definitions, seen->definitions_count, sizeof *seen->definitions, order_definitions);
}

/* True if sort_state would change nothing.  */
static bool
state_in_order (const struct ledger_state *s)
{
  if (!list_in_order (s->seen, s->seen_count, sizeof *s->seen, order_seen))
    return false;
  for (size_t i = 0; i < s->seen_count; i++)
    if (!list_in_order (s->seen[i].depends, s->seen[i].depends_count, sizeof *s->seen[i].depends, order_dependencies)
        || !ledger_definitions_in_order (&s->seen[i]))
      return false;
  return true;
}

static void
sort_state (struct ledger_state *s)
{
  for (size_t i = 0; i < s->seen_count; i++) {
    struct ledger_seen *seen = &s->seen[i];
    sort_list (seen->depends, seen->depends_count, sizeof *seen->depends, order_dependencies);
    size_t kept = 0;
    for (size_t d = 0; d < seen->depends_count; d++) {
      if (kept > 0 && order_dependencies (&seen->depends[kept - 1], &seen->depends[d]) == 0)
        dependency_release (&seen->depends[d]);
      else
        seen->depends[kept++] = seen->depends[d];
    }
    seen->depends_count = kept;
    sort_list (seen->definitions, seen->definitions_count, sizeof *seen->definitions, order_definitions);
    kept = 0;
    for (size_t d = 0; d < seen->definitions_count; d++) {
      if (kept > 0 && order_definitions (&seen->definitions[kept - 1], &seen->definitions[d]) == 0)
        free (seen->definitions[d].name);
      else
        seen->definitions[kept++] = seen->definitions[d];
    }
    seen->definitions_count = kept;
  }
  sort_list (s->seen, s->seen_count, sizeof *s->seen, order_seen);
  ledger_views_order (s);
}

void
ledger_normalise (struct ledger_file *f)
{
  sort_list (f->entries, f->entries_count, sizeof *f->entries, order_entries);
  size_t kept = 0;
  for (size_t i = 0; i < f->entries_count; i++) {
    if (kept > 0 && ledger_entry_compare (&f->entries[kept - 1], &f->entries[i]) == 0)
      ledger_entry_release (&f->entries[i]);
    else
      f->entries[kept++] = f->entries[i];
  }
  f->entries_count = kept;

  for (size_t i = 0; i < f->states_count; i++)
    sort_state (&f->states[i]);
  sort_list (f->states, f->states_count, sizeof *f->states, order_states);
  kept = 0;
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

/* ---- Identity of a state.  */

struct digest
ledger_state_digest (const struct ledger_file *f, const struct ledger_state *s)
{
  struct digester g;
  struct strbuf label = STRBUF_INIT;
  digester_init (&g);
  digester_add_text (&g, "loadbearing state 1");
  digester_add_text (&g, f->function);
  digester_add_text (&g, f->is_static ? f->file : NULL);
  digester_add_text (&g, f->domain);
  digester_add_number (&g, (int64_t) s->seen_count);
  for (size_t i = 0; i < s->seen_count; i++) {
    const struct ledger_seen *seen = &s->seen[i];
    digester_add_text (&g, seen->variant);
    digester_add_number (&g, seen->scheme);
    digester_add_text (&g, digest_known (&seen->aspects[ASPECT_TREE]) ? seen->tree_class : NULL);
    /* Not where there is none: states of before keep their ids.  */
    if (digest_known (&seen->aspects[ASPECT_BEHAVIOUR]))
      digester_add_text (&g, seen->behaviour_class);
    for (size_t a = 0; a < ASPECT_COUNT; a++)
      digester_add_digest (&g, &seen->aspects[a]);
    digester_add_number (&g, (int64_t) seen->depends_count);
    for (size_t d = 0; d < seen->depends_count; d++) {
      strbuf_clear (&label);
      dependency_label (&seen->depends[d], &label);
      digester_add_text (&g, strbuf_text (&label));
      digester_add_digest (&g, &seen->depends[d].digest);
      digester_add_text (&g, seen->depends[d].via);
    }
  }
  /* What the functions below do, where that is known: as above.  */
  for (size_t i = 0; i < s->seen_count; i++)
    for (size_t d = 0; d < s->seen[i].depends_count; d++)
      if (s->seen[i].depends[d].behaves) {
        struct digest behaviour = dependency_behaviour (&s->seen[i].depends[d]);
        digester_add_text (&g, "behaves");
        digester_add_number (&g, (int64_t) i);
        digester_add_number (&g, (int64_t) d);
        digester_add_digest (&g, &behaviour);
      }
  /* What other units' objects began with: as above.  */
  for (size_t i = 0; i < s->seen_count; i++)
    for (size_t d = 0; d < s->seen[i].definitions_count; d++) {
      digester_add_text (&g, "definition");
      digester_add_number (&g, (int64_t) i);
      digester_add_text (&g, s->seen[i].definitions[d].name);
      digester_add_digest (&g, &s->seen[i].definitions[d].digest);
    }
  strbuf_release (&label);
  return digester_finish (&g, DIGEST_FULL);
}

char *
ledger_state_id (const struct ledger_file *f, const struct ledger_state *s)
{
  struct digest id;
  if (state_in_order (s))
    id = ledger_state_digest (f, s);
  else {
    /* A copy in canonical order, so that the caller's order does not matter.  */
    struct ledger_state sorted;
    ledger_state_copy (&sorted, s);
    sort_state (&sorted);
    id = ledger_state_digest (f, &sorted);
    ledger_state_release (&sorted);
  }
  char hex[2 * DIGEST_FULL + 1];
  return memory_copy_text (digest_to_hex (&id, hex));
}

/* ---- Effective entries.  */

bool
ledger_state_revoked (const struct ledger_file *f, const char *state_id)
{
  for (size_t i = 0; i < f->entries_count; i++)
    if (f->entries[i].kind == ENTRY_REVOKE && strcmp (f->entries[i].state, state_id) == 0)
      return true;
  return false;
}

const struct ledger_state *
ledger_find_state (const struct ledger_file *f, const char *state_id)
{
  for (size_t i = 0; i < f->states_count; i++)
    if (strcmp (f->states[i].id, state_id) == 0)
      return &f->states[i];
  return NULL;
}

/* The newest entry of KIND of that state: entries are sorted by date.  */
static const struct ledger_entry *
newest_of (const struct ledger_file *f, const char *state_id, enum entry_kind kind)
{
  if (ledger_state_revoked (f, state_id))
    return NULL;
  for (size_t i = f->entries_count; i-- > 0;)
    if (f->entries[i].kind == kind && strcmp (f->entries[i].state, state_id) == 0)
      return &f->entries[i];
  return NULL;
}

const struct ledger_entry *
ledger_audit_of (const struct ledger_file *f, const char *state_id)
{
  return newest_of (f, state_id, ENTRY_AUDIT);
}

const struct ledger_entry *
ledger_exemption_of (const struct ledger_file *f, const char *state_id)
{
  return newest_of (f, state_id, ENTRY_EXEMPT);
}

const struct ledger_entry *
ledger_newest (const struct ledger_file *f)
{
  for (size_t i = f->entries_count; i-- > 0;)
    if (f->entries[i].kind != ENTRY_REVOKE && !ledger_state_revoked (f, f->entries[i].state))
      return &f->entries[i];
  return NULL;
}
