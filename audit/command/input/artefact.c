/* Artefacts: files that hold code or records, and what they contain.  */
#include "inputs_private.h"

#include <stdlib.h>
#include <string.h>

struct artefact *
artefact_new (const char *path, enum artefact_kind kind)
{
  struct artefact *a = memory_get (sizeof *a);
  a->path = memory_copy_text (path);
  a->kind = kind;
  return a;
}

void
artefact_free (struct artefact *a)
{
  if (!a)
    return;
  for (size_t i = 0; i < a->units_count; i++)
    free ((char *) a->units[i].member);
  for (size_t i = 0; i < a->unrecorded_count; i++) {
    free (a->unrecorded[i].name);
    free (a->unrecorded[i].function);
    free (a->unrecorded[i].file);
    free (a->unrecorded[i].member);
  }
  free (a->units);
  free (a->unrecorded);
  free (a->path);
  free (a);
}

void
artefact_contain (struct artefact *a, const struct unit_facts *unit, const char *member)
{
  /* Capacities are the next power of two.  */
  size_t count = a->units_count;
  if ((count & (count - 1)) == 0)
    a->units = memory_grow (a->units, count ? 2 * count : 1, sizeof *a->units);
  a->units[count].unit = unit;
  a->units[count].member = memory_copy_text (member);
  a->units_count++;
}

struct unrecorded *
artefact_unrecorded (struct artefact *a, enum unrecorded_kind kind, const char *name, const char *member)
{
  size_t count = a->unrecorded_count;
  if ((count & (count - 1)) == 0)
    a->unrecorded = memory_grow (a->unrecorded, count ? 2 * count : 1, sizeof *a->unrecorded);
  struct unrecorded *u = &a->unrecorded[count];
  memset (u, 0, sizeof *u);
  u->kind = kind;
  u->name = memory_copy_text (name);
  u->function = memory_copy_text (name);
  u->member = memory_copy_text (member);
  a->unrecorded_count++;
  return u;
}

const char *
artefact_kind_name (enum artefact_kind kind)
{
  switch (kind) {
  case ARTEFACT_OBJECT: return "object";
  case ARTEFACT_ARCHIVE: return "archive";
  case ARTEFACT_LIBRARY: return "shared library";
  case ARTEFACT_PROGRAM: return "program";
  case ARTEFACT_DEBUG: return "debug file";
  case ARTEFACT_RECORDS: return "failed compilation";
  }
  return "file";
}

bool
artefact_is_linked (const struct artefact *a)
{
  /* An archive is a choice: its members may define one name twice.  */
  return a->kind != ARTEFACT_ARCHIVE;
}

bool
artefact_holds (const struct artefact *a, const struct unit_facts *unit)
{
  for (size_t u = 0; u < a->units_count; u++)
    if (a->units[u].unit == unit)
      return true;
  return false;
}

bool
artefact_holds_test (const struct artefact *a)
{
  for (size_t u = 0; u < a->units_count; u++)
    if (a->units[u].unit->role == ROLE_TEST)
      return true;
  return false;
}

int
artefact_rank (const struct artefact *a)
{
  switch (a ? a->kind : ARTEFACT_PROGRAM) {
  case ARTEFACT_RECORDS: return 0;
  case ARTEFACT_OBJECT: return 1;
  case ARTEFACT_ARCHIVE: return 2;
  default: return 3;
  }
}
