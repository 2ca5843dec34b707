/* The ledger as a whole: which files there are, and those about one function.

   Listing costs one readdir per domain; a file is read when a function of its name is
   asked for.  Nothing is passed over silently but what cannot be an audit: names with
   a leading dot, and files that do not end in ".json" (backups, README, CODEOWNERS).  */
#include "ledger_private.h"

#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE

/* One file that was listed.  */
struct listed {
  char *path;         /* absolute; in one block with the slug */
  const char *domain; /* its folder's name; one of ledger.domains */
  char *slug;         /* its name without "~12345678" and ".json" */
  bool read;
  bool stored;              /* the file is in ledger.storage */
  struct ledger_file *file; /* NULL if not read or broken */
  struct strbuf fault;      /* why it is broken */
};

/* The answer to one ledger_lookup that found something.  */
struct answer {
  char *name;
  struct ledger_file **files;
  char **paths;
  size_t count, paths_count;
  struct answer *next;
};

struct ledger {
  struct listed *list; /* by slug, then path */
  size_t count, capacity;
  char **domains;                /* the folders' names */
  struct facts_storage *storage; /* of files in canonical form */
  /* A whole program asks for hundreds of thousands of names, of which the ledger knows few.  Both
     tables have as many slots as BUCKETS, a power of two above the number of files.  */
  size_t buckets;          /* 0: nobody has asked yet */
  size_t *slugs;           /* open addressing by slug: one plus the index of its first file; 0 is free */
  struct answer **answers; /* chains, by name */
  struct ledger_file **all;
  size_t all_count;
  bool all_read;
};

static bool fail_path (struct strbuf *err, const char *path, const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));

static bool
fail_path (struct strbuf *err, const char *path, const char *format, ...)
{
  struct strbuf message = STRBUF_INIT;
  va_list args;
  va_start (args, format);
  strbuf_vaddf (&message, format, args);
  va_end (args);
  json_fault_at (err, path, (struct json_place){ 0, 0 }, "%s", strbuf_text (&message));
  strbuf_release (&message);
  return false;
}

/* FOLDER/NAME, with SPARE bytes more at the end.  Units read this for every file of the ledger.  */
static char *
join (const char *folder, const char *name, size_t spare)
{
  size_t folder_length = strlen (folder), name_length = strlen (name);
  char *path = memory_get (folder_length + 1 + name_length + 1 + spare);
  memcpy (path, folder, folder_length);
  path[folder_length] = '/';
  memcpy (path + folder_length + 1, name, name_length);
  return path;
}

static bool
ends_in_json (const char *name)
{
  size_t length = strlen (name);
  return length > 5 && strcmp (name + length - 5, ".json") == 0;
}

static void
add_listed (struct ledger *l, const char *folder, const char *domain, const char *name)
{
  if (l->count == l->capacity) {
    l->capacity = l->capacity == 0 ? 64 : 2 * l->capacity;
    l->list = memory_grow (l->list, l->capacity, sizeof *l->list);
  }
  struct listed *file = &l->list[l->count++];
  size_t length = strlen (name) - 5;
  memset (file, 0, sizeof *file);
  strbuf_init (&file->fault);
  file->path = join (folder, name, length + 1);
  file->domain = domain;
  file->slug = file->path + strlen (file->path) + 1;
  memcpy (file->slug, name, length);
  char *mark = strrchr (file->slug, '~');
  if (mark != NULL)
    *mark = '\0';
}

/* What ENTRY of the folder at PATH is, links followed: DT_DIR, DT_REG, DT_UNKNOWN for anything
   else; -1 with errno if that cannot be told.  */
static int
kind_of (const struct dirent *entry, const char *path)
{
  if (entry->d_type == DT_DIR || entry->d_type == DT_REG)
    return entry->d_type;
  struct stat status;
  if (stat (path, &status) != 0)
    return -1;
  return S_ISDIR (status.st_mode) ? DT_DIR : S_ISREG (status.st_mode) ? DT_REG : DT_UNKNOWN;
}

/* DOMAIN: the name of the folder at PATH, or NULL for the ledger's own folder.  */
static bool
list_folder (struct ledger *l, const char *path, const char *domain, struct strbuf *err)
{
  DIR *folder = opendir (path);
  if (folder == NULL) {
    struct stat status;
    if (errno == ENOENT && domain == NULL && lstat (path, &status) != 0)
      return true; /* no ledger yet */
    return fail_path (err, path, "the ledger's folder cannot be read: %s", strerror (errno));
  }
  bool fine = true;
  const struct dirent *entry;
  while (errno = 0, (entry = readdir (folder)) != NULL) {
    const char *name = entry->d_name;
    if (name[0] == '.')
      continue;
    if (domain != NULL && entry->d_type == DT_REG) {
      if (ends_in_json (name))
        add_listed (l, path, domain, name);
      continue;
    }
    char *inner = join (path, name, 0);
    int kind = kind_of (entry, inner);
    if (kind == DT_DIR && domain == NULL) {
      text_list_add (&l->domains, name);
      fine &= list_folder (l, inner, l->domains[text_list_count (l->domains) - 1], err);
    } else if (kind == DT_DIR)
      fine &= fail_path (err, inner, "folder within a domain's folder, which nobody would read; move its files up");
    else if (ends_in_json (name) && domain == NULL)
      fine &= fail_path (err, inner, "stands in no domain's folder; move it into the folder of its domain");
    else if (ends_in_json (name))
      add_listed (l, path, domain, name); /* also what is no file: reading it says so */
    else if (kind < 0 && domain == NULL)
      fine &= fail_path (err, inner, "cannot be examined: %s", strerror (errno));
    free (inner);
  }
  if (errno != 0)
    fine = fail_path (err, path, "the ledger's folder cannot be read: %s", strerror (errno));
  closedir (folder);
  return fine;
}

static int
compare_listed (const void *a, const void *b)
{
  const struct listed *x = a, *y = b;
  int order = strcmp (x->slug, y->slug);
  return order != 0 ? order : strcmp (x->path, y->path);
}

struct ledger *
ledger_open (const char *folder, struct strbuf *err)
{
  struct ledger *l = memory_get (sizeof *l);
  if (!list_folder (l, folder, NULL, err)) {
    ledger_close (l);
    return NULL;
  }
  if (l->count > 1)
    qsort (l->list, l->count, sizeof *l->list, compare_listed);
  return l;
}

static void
free_answer (struct answer *a)
{
  free (a->name);
  free (a->files);
  free (a->paths);
  free (a);
}

void
ledger_close (struct ledger *l)
{
  if (l == NULL)
    return;
  for (size_t i = 0; i < l->count; i++) {
    free (l->list[i].path);
    if (!l->list[i].stored)
      ledger_file_free (l->list[i].file);
    strbuf_release (&l->list[i].fault);
  }
  free (l->list);
  facts_storage_free (l->storage);
  text_list_free (l->domains);
  for (size_t i = 0; i < l->buckets; i++)
    while (l->answers[i] != NULL) {
      struct answer *a = l->answers[i];
      l->answers[i] = a->next;
      free_answer (a);
    }
  free (l->answers);
  free (l->slugs);
  free (l->all);
  free (l);
}

/* A file whose name does not lead from its function is never found by it.  */
static void
check_place (struct listed *file)
{
  const struct ledger_file *f = file->file;
  char slug[LEDGER_SLUG_SIZE];
  bool named_so = strcmp (file->slug, ledger_slug (f->function, slug)) == 0
                  || (ledger_name_safe (f->function) && strcmp (file->slug, f->function) == 0);
  if (strcmp (f->domain, file->domain) != 0)
    fail_path (&file->fault, file->path,
               "the file is of domain " Q ("%s") ", but stands in the folder " Q ("%s") "; move it back", f->domain,
               file->domain);
  else if (!named_so) {
    char *path = ledger_path (f->domain, f->function, f->file != NULL ? f->file : "", f->is_static, false);
    /* Two files about one function: to rename the one would lose the other.  */
    struct strbuf right = STRBUF_INIT;
    strbuf_addf (&right, "%.*s%s",
                 (int) (strlen (file->path) - strlen (strrchr (file->path, '/')) - strlen (file->domain)), file->path,
                 path);
    bool taken = access (strbuf_text (&right), F_OK) == 0;
    strbuf_release (&right);
    fail_path (&file->fault, file->path,
               "the file is about " Q ("%s") ", which nobody looks for under this name; %s%s%s", f->function,
               taken ? "" : "rename it to ", path,
               taken ? " is there already: move what is not in there yet into it, then remove this one" : "");
    free (path);
  }
}

/* Reads FILE if that was not done; false, with its faults added to ERR, if it is broken.  */
static bool
read_listed (struct ledger *l, struct listed *file, struct strbuf *err)
{
  if (!file->read) {
    file->read = true;
    file->file = ledger_read_canonical (file->path, &l->storage);
    file->stored = file->file != NULL;
    if (!file->stored)
      file->file = ledger_read (file->path, &file->fault);
    if (file->file != NULL)
      check_place (file);
  }
  if (file->fault.length == 0)
    return true;
  if (err->length != 0)
    strbuf_add_char (err, '\n');
  strbuf_add_text (err, strbuf_text (&file->fault));
  return false;
}

/* The slot of SLUG, or the free one where it would be.  */
static size_t *
slug_slot (const struct ledger *l, const char *slug)
{
  size_t at = text_hash (slug) & (l->buckets - 1);
  while (l->slugs[at] != 0 && strcmp (l->list[l->slugs[at] - 1].slug, slug) != 0)
    at = (at + 1) & (l->buckets - 1);
  return &l->slugs[at];
}

/* Makes the tables, at the first question: `fmt`, say, asks none.  */
static void
make_tables (struct ledger *l)
{
  if (l->buckets != 0)
    return;
  for (l->buckets = 64; l->buckets < 2 * l->count;)
    l->buckets *= 2;
  l->answers = memory_get (l->buckets * sizeof *l->answers);
  l->slugs = memory_get (l->buckets * sizeof *l->slugs);
  for (size_t i = 0; i < l->count; i++)
    if (i == 0 || strcmp (l->list[i].slug, l->list[i - 1].slug) != 0)
      *slug_slot (l, l->list[i].slug) = i + 1;
}

/* True if files of SLUG are listed; *FIRST is then the first, the others follow it.  */
static bool
find_slug (const struct ledger *l, const char *slug, size_t *first)
{
  size_t slot = *slug_slot (l, slug);
  *first = slot - 1;
  return slot != 0;
}

/* A safe name may be longer than slugs are; its file is then found by itself.  */
static bool
is_long_name (const char *name)
{
  return strlen (name) >= LEDGER_SLUG_SIZE && ledger_name_safe (name);
}

/* False if no file can be about NAME, as for most functions of a program.  */
static bool
may_know (const struct ledger *l, const char *name)
{
  char slug[LEDGER_SLUG_SIZE];
  size_t first;
  return find_slug (l, ledger_slug (name, slug), &first) || (is_long_name (name) && find_slug (l, name, &first));
}

static void
add_candidates (struct ledger *l, const char *slug, struct answer *a, struct strbuf *err, bool *fine)
{
  size_t i;
  for (bool found = find_slug (l, slug, &i); found && i < l->count && strcmp (l->list[i].slug, slug) == 0; i++) {
    struct listed *file = &l->list[i];
    a->paths = memory_grow (a->paths, a->paths_count + 1, sizeof *a->paths);
    a->paths[a->paths_count++] = file->path;
    if (err == NULL)
      continue;
    if (!read_listed (l, file, err))
      *fine = false;
    else if (strcmp (file->file->function, a->name) == 0) {
      a->files = memory_grow (a->files, a->count + 1, sizeof *a->files);
      a->files[a->count++] = file->file;
    }
  }
}

/* All about NAME: paths, and files too if ERR is given.  Not yet kept.  */
static struct answer *
find_answer (struct ledger *l, const char *name, struct strbuf *err, bool *fine)
{
  struct answer *a = memory_get (sizeof *a);
  a->name = memory_copy_text (name);
  char slug[LEDGER_SLUG_SIZE];
  add_candidates (l, ledger_slug (name, slug), a, err, fine);
  if (is_long_name (name))
    add_candidates (l, name, a, err, fine);
  return a;
}

static struct answer **
answers_of (struct ledger *l, const char *name)
{
  return &l->answers[text_hash (name) & (l->buckets - 1)];
}

bool
ledger_lookup (struct ledger *l, const char *name, struct ledger_file ***files, size_t *count, struct strbuf *err)
{
  *files = NULL;
  *count = 0;
  if (l->count == 0)
    return true;
  make_tables (l);
  if (!may_know (l, name))
    return true;
  struct answer **answers = answers_of (l, name);
  for (struct answer *a = *answers; a != NULL; a = a->next)
    if (a->files != NULL && strcmp (a->name, name) == 0) {
      *files = a->files;
      *count = a->count;
      return true;
    }
  bool fine = true;
  struct answer *a = find_answer (l, name, err, &fine);
  if (!fine || a->count == 0) {
    free_answer (a);
    return fine;
  }
  a->next = *answers;
  *answers = a;
  *files = a->files;
  *count = a->count;
  return true;
}

bool
ledger_paths (struct ledger *l, const char *name, char ***paths, size_t *count)
{
  *paths = NULL;
  *count = 0;
  if (l->count == 0)
    return true;
  make_tables (l);
  if (!may_know (l, name))
    return true;
  struct answer *a, **answers = answers_of (l, name);
  for (a = *answers; a != NULL; a = a->next)
    if (strcmp (a->name, name) == 0)
      break;
  if (a == NULL) {
    bool fine = true;
    a = find_answer (l, name, NULL, &fine);
    if (a->paths_count == 0) {
      free_answer (a);
      return true;
    }
    a->next = *answers;
    *answers = a;
  }
  *paths = a->paths;
  *count = a->paths_count;
  return true;
}

static int
compare_paths (const void *a, const void *b)
{
  return strcmp ((*(struct ledger_file *const *) a)->path, (*(struct ledger_file *const *) b)->path);
}

bool
ledger_all (struct ledger *l, struct ledger_file ***files, size_t *count, struct strbuf *err)
{
  bool fine = true;
  if (!l->all_read)
    l->all = memory_get (l->count * sizeof *l->all);
  for (size_t i = 0; i < l->count; i++)
    if (!read_listed (l, &l->list[i], err))
      fine = false;
    else if (!l->all_read)
      l->all[l->all_count++] = l->list[i].file;
  if (!l->all_read && l->all_count > 1)
    qsort (l->all, l->all_count, sizeof *l->all, compare_paths);
  l->all_read = true;
  *files = l->all;
  *count = l->all_count;
  return fine;
}
