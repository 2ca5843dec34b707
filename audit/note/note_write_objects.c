/* Into the note: objects, who refers to them, and whose address is taken.  */
#include "note_write.h"

void
note_collect_objects (struct note_writer *e, const struct unit_facts *u)
{
  note_collect_list (e, u->addresses, u->addresses_count);
  for (size_t i = 0; i < u->pointed_count; i++) {
    note_collect (e, u->pointed[i].type);
    note_collect (e, u->pointed[i].name);
  }

  for (size_t i = 0; i < u->objects_count; i++) {
    const struct object_facts *o = &u->objects[i];
    note_collect (e, o->name);
    if (!note_is_main_file (u, o->file))
      note_collect (e, note_present (o->file));
    note_collect_list (e, o->objects, o->objects_count);
    note_collect_list (e, o->functions, o->functions_count);
  }
  for (size_t i = 0; i < u->outside_count; i++) {
    note_collect (e, u->outside[i].name);
    note_collect (e, u->outside[i].linkage);
  }

  for (size_t i = 0; i < u->reads_count; i++) {
    note_collect (e, u->reads[i].function);
    note_collect_list (e, u->reads[i].objects, u->reads[i].objects_count);
    note_collect_list (e, u->reads[i].functions, u->reads[i].functions_count);
  }
}

static void
put_objects (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u)
{
  uint32_t previous = 0;
  note_put_number (out, (uint32_t) u->objects_count);
  for (size_t i = 0; i < u->objects_count; i++) {
    const struct object_facts *o = &u->objects[i];
    bool here = note_is_main_file (u, o->file);
    note_put_next_text (out, e, o->name, &previous);
    note_put_number (out, o->flags | (here ? 0 : OBJECT_FILE));
    if (!here)
      note_put_text (out, e, o->file);
    note_put_number (out, o->line);
    strbuf_add (out, o->digest.bytes, DIGEST_HALF);
    note_put_sorted (out, e, o->objects, o->objects_count);
    note_put_sorted (out, e, o->functions, o->functions_count);
  }
  note_put_number (out, (uint32_t) u->outside_count);
  for (size_t i = 0; i < u->outside_count; i++) {
    note_put_text (out, e, u->outside[i].name);
    note_put_text (out, e, u->outside[i].linkage);
  }
  previous = 0;
  note_put_number (out, (uint32_t) u->reads_count);
  for (size_t i = 0; i < u->reads_count; i++) {
    note_put_next_text (out, e, u->reads[i].function, &previous);
    note_put_sorted (out, e, u->reads[i].objects, u->reads[i].objects_count);
    note_put_sorted (out, e, u->reads[i].functions, u->reads[i].functions_count);
  }
}

void
note_write_objects (struct strbuf *out, const struct note_writer *e, const struct unit_facts *u)
{
  struct strbuf body = STRBUF_INIT;
  if (u->addresses_count) {
    note_put_number (&body, (uint32_t) u->addresses_count);
    for (size_t i = 0; i < u->addresses_count; i++)
      note_put_text (&body, e, u->addresses[i]);
    note_put_record (out, RECORD_ADDRESSES, &body);
  }
  if (u->objects_count || u->outside_count || u->reads_count) {
    put_objects (&body, e, u);
    note_put_record (out, RECORD_OBJECTS, &body);
  }
  if (u->pointed_count) {
    note_put_number (&body, (uint32_t) u->pointed_count);
    for (size_t i = 0; i < u->pointed_count; i++) {
      note_put_text (&body, e, u->pointed[i].type);
      note_put_text (&body, e, u->pointed[i].name);
    }
    note_put_record (out, RECORD_POINTED, &body);
  }
  strbuf_release (&body);
}
