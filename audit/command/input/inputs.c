/* Paths, files and folders: what to read, and in which order.  The reading itself
   is in inputs_jobs.c and elf_file.c.  */
#include "inputs_private.h"

#include <dirent.h>
#include <errno.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>

#define RECORDS_SUFFIX ".loadbearing"

void
inputs_init (struct inputs *in, unsigned flags)
{
  memset (in, 0, sizeof *in);
  in->own = memory_get (sizeof *in->own);
  in->own->flags = flags;
  inputs_units_init (in);
  elf_version (EV_CURRENT); /* here, because it is not for several threads */
}

static void
problems_release (struct input_problem *problems, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    free (problems[i].path);
    free (problems[i].message);
  }
  free (problems);
}

void
inputs_release (struct inputs *in)
{
  for (size_t i = 0; i < in->artefacts_count; i++)
    artefact_free (in->artefacts[i]);
  free (in->artefacts);
  problems_release (in->problems, in->problems_count);
  problems_release (in->remarks, in->remarks_count);
  inputs_units_release (in);
  elf_symbols_release (in);
  free (in->own->seen.slots);
  free (in->own);
  memset (in, 0, sizeof *in);
}

static void __attribute__ ((format (printf, 5, 0)))
add_message (struct input_problem **list, size_t *count, const char *path, const char *member, const char *format,
             va_list args)
{
  struct strbuf shown = STRBUF_INIT, message = STRBUF_INIT;
  if ((*count & (*count - 1)) == 0)
    *list = memory_grow (*list, *count ? 2 * *count : 1, sizeof **list);
  strbuf_add_text (&shown, path);
  if (member)
    strbuf_addf (&shown, "(%s)", member);
  strbuf_vaddf (&message, format, args);
  (*list)[*count].path = strbuf_detach (&shown);
  (*list)[*count].message = strbuf_detach (&message);
  ++*count;
}

void
inputs_problem (struct inputs *in, const char *path, const char *member, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  add_message (&in->problems, &in->problems_count, path, member, format, args);
  va_end (args);
}

static void __attribute__ ((format (printf, 3, 4)))
add_remark (struct inputs *in, const char *path, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  add_message (&in->remarks, &in->remarks_count, path, NULL, format, args);
  va_end (args);
}

/* True if IDENTITY is new to SET.  */
static bool
identity_add (struct identity_set *set, struct identity identity)
{
  if (2 * (set->count + 1) > set->capacity) {
    struct identity_set larger = { NULL, 0, set->capacity ? 2 * set->capacity : 64 };
    larger.slots = memory_get (larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < set->capacity; i++)
      if (set->slots[i].used)
        identity_add (&larger, set->slots[i].identity);
    free (set->slots);
    *set = larger;
  }
  uint64_t hash = ((uint64_t) identity.inode ^ (uint64_t) identity.device << 40) * 0x9e3779b97f4a7c15u;
  size_t slot = (size_t) (hash >> 32) & (set->capacity - 1);
  for (; set->slots[slot].used; slot = (slot + 1) & (set->capacity - 1))
    if (set->slots[slot].identity.device == identity.device && set->slots[slot].identity.inode == identity.inode)
      return false;
  set->slots[slot] = (struct identity_slot){ identity, true };
  set->count++;
  return true;
}

bool
inputs_first_visit (struct inputs *in, struct identity identity)
{
  return identity_add (&in->own->seen, identity);
}

/* Whether A was modified after B.  */
static bool
newer (const struct stat *a, const struct stat *b)
{
  if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
    return a->st_mtim.tv_sec > b->st_mtim.tv_sec;
  return a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* An object, and the records of a compilation of it that failed: the later one
   counts.  The plugin removes the records at the next success, so both are there only when
   something else interfered.  */
static void
read_either (struct inputs *in, struct input_jobs *jobs, const char *object, const char *records, bool named)
{
  struct stat object_status, records_status;
  bool have_object = stat (object, &object_status) == 0, have_records = stat (records, &records_status) == 0;

  if (have_object && have_records && newer (&object_status, &records_status)) {
    add_remark (in, records, "passed over: the object is newer; remove this file");
    input_jobs_add (jobs, object, named);
  } else if (have_records) {
    if (have_object)
      add_remark (in, object, "passed over: a later compilation failed, and its records are read instead");
    input_jobs_add (jobs, records, named);
  } else
    input_jobs_add (jobs, object, named);
}

/* Folders.  */

struct listed {
  char *name;
  unsigned char type; /* DT_... */
};

struct listing {
  struct listed *list;
  size_t count;
  bool has_records; /* some name ends in RECORDS_SUFFIX */
};

static int
compare_listed (const void *a, const void *b)
{
  return strcmp (((const struct listed *) a)->name, ((const struct listed *) b)->name);
}

static bool
is_passed_over (const struct dirent *entry)
{
  static const char *const names[] = { ".", "..", ".git", ".hg", ".svn" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp (entry->d_name, names[i]) == 0)
      return true;
  return entry->d_type != DT_REG && entry->d_type != DT_DIR && entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN;
}

static bool
is_records_name (const char *name)
{
  size_t length = strlen (name), suffix = strlen (RECORDS_SUFFIX);
  return length > suffix && strcmp (name + length - suffix, RECORDS_SUFFIX) == 0;
}

/* What stands in the folder PATH, sorted.  */
static void
list_folder (struct inputs *in, const char *path, struct listing *listing)
{
  DIR *folder = opendir (path);
  struct dirent *entry;

  *listing = (struct listing){ NULL, 0, false };
  if (!folder) {
    inputs_problem (in, path, NULL, "folder cannot be read: %s", strerror (errno));
    return;
  }
  while (errno = 0, entry = readdir (folder)) {
    if (is_passed_over (entry))
      continue;
    if ((listing->count & (listing->count - 1)) == 0)
      listing->list = memory_grow (listing->list, listing->count ? 2 * listing->count : 1, sizeof *listing->list);
    listing->list[listing->count++] = (struct listed){ memory_copy_text (entry->d_name), entry->d_type };
    listing->has_records |= is_records_name (entry->d_name);
  }
  if (errno)
    inputs_problem (in, path, NULL, "folder cannot be read to its end: %s", strerror (errno));
  closedir (folder);
  if (listing->count)
    qsort (listing->list, listing->count, sizeof *listing->list, compare_listed);
}

static bool
is_listed (const struct listing *listing, const char *name, size_t length, const char *suffix)
{
  struct strbuf wanted = STRBUF_INIT;
  strbuf_add (&wanted, name, length);
  strbuf_add_text (&wanted, suffix);
  struct listed key = { wanted.text, 0 };
  bool found = bsearch (&key, listing->list, listing->count, sizeof *listing->list, compare_listed) != NULL;
  strbuf_release (&wanted);
  return found;
}

static void read_folder (struct inputs *in, struct input_jobs *jobs, const char *path);

/* ENTRY of the LISTING of PATH.  */
static void
read_listed (struct inputs *in, struct input_jobs *jobs, const char *path, const struct listing *listing,
             const struct listed *entry)
{
  const char *name = entry->name;
  struct strbuf full = STRBUF_INIT, records = STRBUF_INIT;
  struct stat status;
  unsigned char type = entry->type;

  strbuf_addf (&full, "%s%s%s", path, path[strlen (path) - 1] == '/' ? "" : "/", name);
  if (type != DT_REG && type != DT_DIR) {
    /* A dangling link is as if it were not there: editors leave such.  */
    type = stat (strbuf_text (&full), &status) != 0 ? DT_UNKNOWN
           : S_ISDIR (status.st_mode)               ? DT_DIR
           : S_ISREG (status.st_mode)               ? DT_REG
                                                    : DT_UNKNOWN;
  }
  if (type == DT_DIR)
    read_folder (in, jobs, strbuf_text (&full));
  else if (type == DT_REG) {
    strbuf_addf (&records, "%s" RECORDS_SUFFIX, strbuf_text (&full));
    if (listing->has_records && is_listed (listing, name, strlen (name), RECORDS_SUFFIX))
      read_either (in, jobs, strbuf_text (&full), strbuf_text (&records), false);
    else if (!is_records_name (name) || !is_listed (listing, name, strlen (name) - strlen (RECORDS_SUFFIX), ""))
      input_jobs_add (jobs, strbuf_text (&full), false);
  }
  strbuf_release (&full);
  strbuf_release (&records);
}

/* As deep as paths go; a folder that was met already, through a link, ends it.  */
static void
read_folder (struct inputs *in, struct input_jobs *jobs, const char *path)
{
  struct listing listing;
  struct stat status;

  if (stat (path, &status) == 0 && !inputs_first_visit (in, (struct identity){ status.st_dev, status.st_ino }))
    return;
  list_folder (in, path, &listing);
  for (size_t i = 0; i < listing.count; i++)
    read_listed (in, jobs, path, &listing, &listing.list[i]);
  for (size_t i = 0; i < listing.count; i++)
    free (listing.list[i].name);
  free (listing.list);
}

bool
inputs_add (struct inputs *in, const char *path)
{
  size_t problems = in->problems_count;
  struct strbuf records = STRBUF_INIT;
  struct input_jobs jobs = { NULL, 0 };
  struct stat status, records_status;

  strbuf_addf (&records, "%s" RECORDS_SUFFIX, path);
  bool have_records = stat (strbuf_text (&records), &records_status) == 0 && S_ISREG (records_status.st_mode);
  bool exists = stat (path, &status) == 0;
  if (!*path)
    inputs_problem (in, "\"\"", NULL, "an empty path names nothing");
  else if (!exists && (errno != ENOENT || !have_records))
    inputs_problem (in, path, NULL, "cannot be read: %s", strerror (errno));
  else if (exists && S_ISDIR (status.st_mode))
    read_folder (in, &jobs, path);
  else if (have_records)
    read_either (in, &jobs, path, strbuf_text (&records), true);
  else if (S_ISREG (status.st_mode))
    input_jobs_add (&jobs, path, true);
  else
    inputs_problem (in, path, NULL, "is neither a file nor a folder; name what the build made");
  input_jobs_run (&jobs, in);
  strbuf_release (&records);
  return in->problems_count == problems;
}
