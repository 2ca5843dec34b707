/* From the note: objects, who refers to them, and whose address is taken.  */
#include "note_read.h"

#include <string.h>

static void
read_object (struct note_reader *d, struct object_facts *o, uint32_t *name)
{
  o->name = note_get_next_string (d, name);
  uint32_t flags = note_get_limited (d, OBJECT_FLAGS_LIMIT, "object flags");
  o->flags = flags & ~OBJECT_FILE;
  o->file = flags & OBJECT_FILE ? note_get_string (d) : d->unit->source;
  o->line = note_get_number (d);
  note_get_digest (d, 2, &o->digest);
  o->objects = note_get_sorted (d, &o->objects_count, "objects of an object");
  o->functions = note_get_sorted (d, &o->functions_count, "functions of an object");
}

/* What functions refer to.  */
static void
read_reads (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = note_get_count (d, 3, "functions that refer to objects"), name = 0;
  u->reads = NOTE_TAKE (d, count, struct object_reads);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    struct object_reads *r = &u->reads[i];
    r->function = note_get_next_string (d, &name);
    r->objects = note_get_sorted (d, &r->objects_count, "objects of a function");
    r->functions = note_get_sorted (d, &r->functions_count, "functions in objects of a function");
    if (!d->failed && i > 0 && strcmp (u->reads[i - 1].function, r->function) > 0)
      note_fail (d, "functions that refer to objects out of order");
  }
  u->reads_count = d->failed ? 0 : count;
}

void
note_read_objects (struct note_reader *d)
{
  struct unit_facts *u = d->unit;
  uint32_t count = note_get_count (d, OBJECT_LEAST, "objects"), name = 0;
  u->objects = NOTE_TAKE (d, count, struct object_facts);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    read_object (d, &u->objects[i], &name);
    if (!d->failed && i > 0 && strcmp (u->objects[i - 1].name, u->objects[i].name) > 0)
      note_fail (d, "objects out of order");
  }
  u->objects_count = d->failed ? 0 : count;
  count = note_get_count (d, 2, "outside objects");
  u->outside = NOTE_TAKE (d, count, struct outside_object);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    u->outside[i].name = note_get_string (d);
    u->outside[i].linkage = note_get_string (d);
    if (!d->failed && i > 0 && strcmp (u->outside[i - 1].name, u->outside[i].name) > 0)
      note_fail (d, "outside objects out of order");
  }
  u->outside_count = d->failed ? 0 : count;
  read_reads (d);
}

void
note_read_addresses (struct note_reader *d)
{
  uint32_t count = note_get_count (d, 1, "addresses");
  d->unit->addresses = note_get_texts (d, count);
  d->unit->addresses_count = d->failed ? 0 : count;
}

void
note_read_pointed (struct note_reader *d)
{
  uint32_t count = note_get_count (d, 2, "pointed functions");
  d->unit->pointed = NOTE_TAKE (d, count, struct pointed_function);
  for (uint32_t i = 0; i < count && !d->failed; i++) {
    d->unit->pointed[i].type = note_get_string (d);
    d->unit->pointed[i].name = note_get_string (d);
  }
  d->unit->pointed_count = d->failed ? 0 : count;
}
