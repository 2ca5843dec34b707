/* One function's ledger file in memory: its parts, their identity, what its entries mean.  */
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
  ledger_definitions_order (seen);
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
  if (ledger_state_in_order (s))
    id = ledger_state_digest (f, s);
  else {
    /* A copy in canonical order, so that the caller's order does not matter.  */
    struct ledger_state sorted;
    ledger_state_copy (&sorted, s);
    ledger_state_order (&sorted);
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
