/* Adding to the ledger: under a lock, read afresh, written whole or not at all.

   The lock is the file `.lock` in the ledger's folder.  It is removed while it is
   still held, so that git never sees one; whoever then gets hold of the removed file
   notices that it is no longer the one in the folder, and starts again.  */
#define _GNU_SOURCE /* syncfs */
#include "ledger_private.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE

/* Set between ledger_bulk_begin and ledger_bulk_end.  */
static bool bulk;

/* Writers hold the lock for milliseconds: whoever has it longer hangs.  */
#define LOCK_SECONDS 20

static bool
fail_path (struct strbuf *err, const char *path, const char *what, int why)
{
  json_fault_at (err, path, (struct json_place){ 0, 0 }, "%s: %s%s", what, strerror (why),
                 why == ENOSPC || why == EDQUOT ? "; nothing was changed: make room, then repeat the command"
                 : why == EACCES || why == EROFS || why == EPERM ? "; nothing was changed: make it writable"
                                                                 : "");
  return false;
}

static char *
join (const char *folder, const char *name)
{
  struct strbuf path = STRBUF_INIT;
  strbuf_addf (&path, "%s/%s", folder, name);
  return strbuf_detach (&path);
}

/* Makes the folder PATH and those above it.  */
static bool
make_folders (const char *path, struct strbuf *err)
{
  struct stat status;
  if (stat (path, &status) == 0) {
    if (S_ISDIR (status.st_mode))
      return true;
    return fail_path (err, path, "is in the way of the ledger's folder", ENOTDIR);
  }
  char *parent = memory_copy_text (path);
  char *slash = strrchr (parent, '/');
  bool fine = true;
  if (slash != NULL && slash != parent) {
    *slash = '\0';
    fine = make_folders (parent, err);
  }
  free (parent);
  if (fine && mkdir (path, 0777) != 0 && errno != EEXIST)
    fine = fail_path (err, path, "cannot be made", errno);
  return fine;
}

/* ---- The lock.  */

static double
seconds_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* A descriptor that holds the lock, or -1 with a message.  */
static int
take_lock (const char *path, struct strbuf *err)
{
  double end = seconds_now () + LOCK_SECONDS;
  for (;;) {
    int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) {
      fail_path (err, path, "the ledger cannot be locked", errno);
      return -1;
    }
    while (flock (fd, LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) {
        fail_path (err, path, "the ledger cannot be locked", errno);
        close (fd);
        return -1;
      }
      if (seconds_now () > end) {
        json_fault_at (err, path, (struct json_place){ 0, 0 },
                       "another program has held the ledger's lock for %d "
                       "seconds; end it, then repeat the command",
                       LOCK_SECONDS);
        close (fd);
        return -1;
      }
      nanosleep (&(struct timespec){ 0, 5000000 }, NULL);
    }
    struct stat held, there;
    if (fstat (fd, &held) == 0 && lstat (path, &there) == 0 && held.st_dev == there.st_dev
        && held.st_ino == there.st_ino)
      return fd;
    close (fd); /* its last holder removed it */
  }
}

static void
give_lock (const char *path, int fd)
{
  unlink (path);
  close (fd);
}

/* ---- Writing.  */

static bool
write_all (int fd, const char *data, size_t size)
{
  while (size > 0) {
    ssize_t done = write (fd, data, size);
    if (done < 0 && errno == EINTR)
      continue;
    if (done < 0)
      return false;
    data += done;
    size -= (size_t) done;
  }
  return true;
}

/* The file's rights: those of the old one, or what the user's mask leaves.  */
static mode_t
rights_for (const char *path)
{
  struct stat status;
  if (stat (path, &status) == 0)
    return status.st_mode & 0777;
  mode_t mask = umask (0);
  umask (mask);
  return 0666 & ~mask;
}

bool
ledger_write (const char *path, const struct strbuf *text, struct strbuf *err)
{
  /* A linked file is replaced where it is.  */
  struct stat status;
  char *target = NULL;
  if (lstat (path, &status) == 0 && S_ISLNK (status.st_mode))
    target = realpath (path, NULL);
  if (target == NULL)
    target = memory_copy_text (path);
  char *folder = memory_copy_text (target);
  char *slash = strrchr (folder, '/');
  if (slash != NULL)
    *slash = '\0';
  /* A leading dot: whoever lists the folder meanwhile passes it over.  */
  char *temporary = join (slash != NULL ? folder : ".", ".writing-XXXXXX");
  bool fine = false;
  int why;
  int fd = mkstemp (temporary);
  if (fd < 0) {
    why = errno;
  } else {
    fine = fchmod (fd, rights_for (target)) == 0 && write_all (fd, strbuf_text (text), text->length)
           && (bulk || fsync (fd) == 0);
    why = errno;
    if (close (fd) != 0 && fine) {
      fine = false;
      why = errno;
    }
    if (fine && rename (temporary, target) != 0) {
      fine = false;
      why = errno;
    }
    if (!fine)
      unlink (temporary);
  }
  if (!fine)
    fail_path (err, path, "cannot be written", why);
  else if (!bulk && (fd = open (slash != NULL ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0) {
    fsync (fd); /* the name; where a file system cannot, the content is safe all the same */
    close (fd);
  }
  free (temporary);
  free (folder);
  free (target);
  return fine;
}

void
ledger_bulk_begin (void)
{
  bulk = true;
}

bool
ledger_bulk_end (const char *folder, struct strbuf *err)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool fine = true;
  bulk = false;
  /* No folder: nothing was written.  */
  if (fd >= 0) {
    fine = syncfs (fd) == 0;
    if (!fine)
      fail_path (err, folder, "cannot be written", errno);
    close (fd);
  }
  return fine;
}

/* ---- Which file.  */

/* Reads PATH if it is there.  *F is NULL if it is not.  False if it is broken.  */
static bool
read_if_there (const char *path, struct ledger_file **f, struct strbuf *err)
{
  struct stat status;
  *f = NULL;
  if (lstat (path, &status) != 0 && errno == ENOENT)
    return true;
  *f = ledger_read (path, err);
  return *f != NULL;
}

/* True if F is the file in which entries about WHAT belong.  */
static bool
is_about (const struct ledger_file *f, const struct ledger_file *what, bool moved)
{
  return strcmp (f->function, what->function) == 0 && strcmp (f->domain, what->domain) == 0
         && f->is_static == what->is_static
         && (text_equal (f->file, what->file) || (moved && !what->is_static) || (!what->is_static && f->file == NULL));
}

/* Finds the file for WHAT: *PATH (owned by the caller), and its content if it exists, or NULL.  */
static bool
choose_file (const char *folder, const struct ledger_file *what, char **path, struct ledger_file **f,
             struct strbuf *err)
{
  const char *file = what->file != NULL ? what->file : "";
  *path = NULL;
  *f = NULL;
  if (what->path != NULL) {
    if (!read_if_there (what->path, f, err))
      return false;
    if (*f != NULL && is_about (*f, what, true)) {
      *path = memory_copy_text (what->path);
      return true;
    }
    ledger_file_free (*f); /* of another domain, or a static function that moved: a new file */
    *f = NULL;
  }
  for (int distinct = 0; distinct <= 1; distinct++) {
    char *name = ledger_path (what->domain, what->function, file, what->is_static, distinct != 0);
    *path = join (folder, name);
    free (name);
    bool fine = read_if_there (*path, f, err);
    if (fine && (*f == NULL || is_about (*f, what, false)))
      return true;
    bool taken = fine;
    ledger_file_free (*f);
    *f = NULL;
    if (taken && distinct == 1)
      json_fault_at (err, *path, (struct json_place){ 0, 0 },
                     "is taken by another function than " Q (
                         "%s") " of %s; "
                               "move that file to the name that \"loadbearing check\" gives it",
                     what->function, file);
    free (*path);
    *path = NULL;
    if (!taken)
      return false;
  }
  return false;
}

/* ---- Adding.  */

/* F becomes a new file about WHAT.  */
static struct ledger_file *
new_file (const struct ledger_file *what)
{
  struct ledger_file *f = memory_get (sizeof *f);
  f->function = memory_copy_text (what->function);
  f->file = memory_copy_text (what->file);
  f->is_static = what->is_static;
  f->domain = memory_copy_text (what->domain);
  return f;
}

static void
add_to_file (struct ledger_file *f, const struct ledger_file *what, const struct ledger_entry *entry,
             const struct ledger_state *state)
{
  if (!f->is_static && what->file != NULL && !text_equal (f->file, what->file)) {
    free (f->file);
    f->file = memory_copy_text (what->file);
  }
  char *id = state != NULL ? ledger_state_id (what, state) : NULL;
  struct ledger_file more = { 0 };
  struct ledger_entry one_entry;
  struct ledger_state one_state;
  ledger_entry_copy (&one_entry, entry);
  if (one_entry.state == NULL)
    one_entry.state = memory_copy_text (id);
  more.entries = &one_entry;
  more.entries_count = 1;
  if (state != NULL) {
    ledger_state_copy (&one_state, state);
    free (one_state.id);
    one_state.id = memory_copy_text (id);
    more.states = &one_state;
    more.states_count = 1;
  }
  ledger_unite (f, &more);
  ledger_entry_release (&one_entry);
  if (state != NULL)
    ledger_state_release (&one_state);
  free (id);
}

/* Writes F to PATH.  */
static bool
write_checked (const char *path, const struct ledger_file *f, struct strbuf *err)
{
  struct strbuf text = STRBUF_INIT, faults = STRBUF_INIT;
  ledger_format (f, &text);
  /* What is written must be readable: a fault here is one of what we were given.  */
  struct ledger_file *again = ledger_parse (path, strbuf_text (&text), text.length, &faults);
  bool fine = again != NULL;
  if (!fine)
    json_fault_at (err, path, (struct json_place){ 0, 0 }, "not written, since it could not be read again: %s",
                   strbuf_text (&faults));
  ledger_file_free (again);
  fine = fine && ledger_write (path, &text, err);
  strbuf_release (&faults);
  strbuf_release (&text);
  return fine;
}

bool
ledger_add (const char *folder, const struct ledger_file *what, const struct ledger_entry *entry,
            const struct ledger_state *state, struct strbuf *err)
{
  char *domain_folder = join (folder, what->domain), *lock = join (folder, ".lock");
  bool fine = make_folders (domain_folder, err);
  int fd = fine ? take_lock (lock, err) : -1;
  fine = fd >= 0;
  if (fine) {
    char *path;
    struct ledger_file *f;
    fine = choose_file (folder, what, &path, &f, err);
    if (fine && f == NULL)
      f = new_file (what);
    if (fine) {
      add_to_file (f, what, entry, state);
      fine = write_checked (path, f, err);
    }
    ledger_file_free (f);
    free (path);
    give_lock (lock, fd);
  }
  free (lock);
  free (domain_folder);
  return fine;
}

bool
ledger_derive (const char *folder, const char *path, const char *id, const struct ledger_view *view, bool *added,
               struct strbuf *err)
{
  char *lock = join (folder, ".lock");
  int fd = take_lock (lock, err);
  bool fine = fd >= 0;
  *added = false;
  if (fine) {
    struct ledger_file *f = ledger_read (path, err);
    struct ledger_state *state = NULL;
    fine = f != NULL;
    for (size_t i = 0; fine && i < f->states_count; i++)
      if (strcmp (f->states[i].id, id) == 0)
        state = &f->states[i];
    if (fine && state == NULL) {
      json_fault_at (err, path, (struct json_place){ 0, 0 }, "has no state %.12s any more; repeat the command", id);
      fine = false;
    }
    if (fine) {
      const struct ledger_state more = { .derived = (struct ledger_view *) view, .derived_count = 1 };
      size_t before = state->derived_count;
      ledger_views_unite (state, &more);
      *added = state->derived_count > before;
      fine = !*added || write_checked (path, f, err);
    }
    ledger_file_free (f);
    give_lock (lock, fd);
  }
  free (lock);
  return fine;
}

/* ---- Canonical form.  */

bool
ledger_tidy (const char *folder, const char *path, bool write, bool *changed, struct strbuf *err)
{
  *changed = false;
  char *lock = join (folder, ".lock");
  int fd = write ? take_lock (lock, err) : -1;
  bool fine = !write || fd >= 0;
  struct strbuf text = STRBUF_INIT, tidy = STRBUF_INIT;
  fine = fine && json_load (path, &text, err) && ledger_resolve (path, strbuf_text (&text), text.length, &tidy, err);
  if (fine) {
    *changed = text.length != tidy.length || memcmp (strbuf_text (&text), strbuf_text (&tidy), tidy.length) != 0;
    fine = !*changed || !write || ledger_write (path, &tidy, err);
  }
  strbuf_release (&tidy);
  strbuf_release (&text);
  if (fd >= 0)
    give_lock (lock, fd);
  free (lock);
  return fine;
}
