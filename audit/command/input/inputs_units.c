/* Units of all inputs, each decoded once, found by id.  */
#include "inputs_private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "note/note.h"

/* Where the payload holds the id: after the version byte.  */
#define ID_OFFSET 1

static struct unit_slot *
slot_of (const struct unit_index *index, const uint8_t *id)
{
  /* The id is a digest: any part of it is a good hash.  */
  uint64_t hash;
  memcpy (&hash, id, sizeof hash);
  size_t slot = hash & (index->capacity - 1);
  while (index->slots[slot].unit && memcmp (index->slots[slot].unit->id.bytes, id, DIGEST_HALF) != 0)
    slot = (slot + 1) & (index->capacity - 1);
  return &index->slots[slot];
}

static void
index_grow (struct unit_index *index)
{
  struct unit_slot *old = index->slots;
  size_t old_capacity = index->capacity;
  index->capacity = old_capacity ? 2 * old_capacity : 64;
  index->slots = memory_get (index->capacity * sizeof *index->slots);
  for (size_t i = 0; i < old_capacity; i++)
    if (old[i].unit)
      *slot_of (index, old[i].unit->id.bytes) = old[i];
  free (old);
}

static struct unit_facts *
index_find (struct unit_index *index, const uint8_t *id)
{
  pthread_mutex_lock (&index->lock);
  struct unit_facts *unit = index->count ? slot_of (index, id)->unit : NULL;
  pthread_mutex_unlock (&index->lock);
  return unit;
}

/* Adds UNIT unless another thread was faster.  Returns the one that counts.  */
static struct unit_facts *
index_add (struct unit_index *index, struct unit_facts *unit)
{
  pthread_mutex_lock (&index->lock);
  if (2 * (index->count + 1) > index->capacity)
    index_grow (index);
  struct unit_slot *slot = slot_of (index, unit->id.bytes);
  if (slot->unit)
    unit = slot->unit;
  else {
    slot->unit = unit;
    index->count++;
  }
  pthread_mutex_unlock (&index->lock);
  return unit;
}

static bool
verify (const uint8_t *payload, size_t size, struct strbuf *err)
{
  uint8_t *copy = memory_get (size);
  memcpy (copy, payload, size);
  memset (copy + ID_OFFSET, 0, DIGEST_HALF);
  struct digest id = digest_of (copy, size, DIGEST_HALF);
  free (copy);
  if (memcmp (id.bytes, payload + ID_OFFSET, DIGEST_HALF) == 0)
    return true;
  strbuf_add_text (err, "the record does not match its own digest: it was altered or damaged; build the file again");
  return false;
}

/* PAYLOAD as a unit of IN: the one that is there already, or a new one.  NULL with a message in ERR.  */
static const struct unit_facts *
unit_of_payload (struct inputs *in, const void *payload, size_t size, struct strbuf *err)
{
  struct inputs_private *own = in->own;
  const uint8_t *bytes = payload;

  /* The version is judged by the decoder; only equal versions have ids in common.  */
  bool has_id = size >= ID_OFFSET + DIGEST_HALF && bytes[0] == NOTE_VERSION;
  if (has_id && (own->flags & INPUTS_VERIFY) && !verify (bytes, size, err))
    return NULL;
  struct unit_facts *unit = has_id ? index_find (own->index, bytes + ID_OFFSET) : NULL;
  if (unit)
    return unit;
  unit = facts_storage_get (&own->storage, sizeof *unit, _Alignof(struct unit_facts));
  if (!note_decode_into (payload, size, unit, &own->storage, err))
    return NULL;
  return index_add (own->index, unit);
}

void
inputs_list_units (struct inputs *in, const struct artefact *a)
{
  for (size_t i = 0; i < a->units_count; i++) {
    struct unit_slot *slot = slot_of (in->own->index, a->units[i].unit->id.bytes);
    if (slot->listed)
      continue;
    slot->listed = true;
    size_t count = in->units_count;
    if ((count & (count - 1)) == 0)
      in->units = memory_grow (in->units, count ? 2 * count : 1, sizeof *in->units);
    in->units[in->units_count++] = slot->unit;
  }
}

struct section_visit {
  struct inputs *in;
  struct artefact *artefact;
  const char *member;
  struct strbuf err; /* of the first unit that could not be read */
  size_t unreadable;
};

/* One unreadable unit does not hide the others of a program.  */
static bool
visit_note (uint32_t type, const void *payload, size_t size, void *data)
{
  struct section_visit *visit = data;
  struct artefact *a = visit->artefact;
  struct strbuf err = STRBUF_INIT;

  if (type != NOTE_TYPE_UNIT)
    return true; /* of a later loadbearing */
  const struct unit_facts *unit = unit_of_payload (visit->in, payload, size, &err);
  if (unit)
    artefact_contain (a, unit, visit->member);
  else if (visit->unreadable++ == 0)
    strbuf_add_text (&visit->err, strbuf_text (&err));
  strbuf_release (&err);
  return true;
}

/* A decoder's message, with the remedy that it leaves out where building anew is one.  */
static void
record_problem (struct section_visit *visit, const struct strbuf *err)
{
  const char *text = strbuf_text (err);
  inputs_problem (visit->in, visit->artefact->path, visit->member, "its record cannot be read: %s%s", text,
                  strchr (text, ';') ? "" : "; build it again");
}

void
inputs_section (struct inputs *in, struct artefact *a, const char *member, const void *content, size_t size,
                bool big_endian)
{
  struct section_visit visit = { in, a, member, STRBUF_INIT, 0 };
  struct strbuf err = STRBUF_INIT;
  bool whole = note_walk (content, size, big_endian, visit_note, &visit, &err);

  if (visit.unreadable > 1)
    strbuf_addf (&visit.err, " (and %zu more records)", visit.unreadable - 1);
  if (visit.unreadable)
    record_problem (&visit, &visit.err);
  if (!whole)
    record_problem (&visit, &err);
  strbuf_release (&visit.err);
  strbuf_release (&err);
}

void
inputs_units_init (struct inputs *in)
{
  in->own->index = memory_get (sizeof *in->own->index);
  pthread_mutex_init (&in->own->index->lock, NULL);
}

void
inputs_units_release (struct inputs *in)
{
  facts_storage_free (in->own->storage);
  for (size_t i = 0; i < in->own->shares_count; i++)
    facts_storage_free (in->own->shares[i]);
  free (in->own->shares);
  free (in->units);
  pthread_mutex_destroy (&in->own->index->lock);
  free (in->own->index->slots);
  free (in->own->index);
}
