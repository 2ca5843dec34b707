/* A folder of its own for a test that needs files.  */
#ifndef LOADBEARING_SCRATCH_H
#define LOADBEARING_SCRATCH_H

#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "strbuf.h"

static char scratch[4096];

static inline void
scratch_make (void)
{
  const char *base = getenv ("TMPDIR");
  char name[2048];
  snprintf (name, sizeof name, "%s/loadbearing-test-XXXXXX", base != NULL && *base != '\0' ? base : "/tmp");
  ck_assert_ptr_nonnull (mkdtemp (name));
  ck_assert_ptr_nonnull (realpath (name, scratch));
}

static inline void
scratch_remove_tree (const char *path)
{
  DIR *folder = opendir (path);
  const struct dirent *entry;
  while (folder != NULL && (entry = readdir (folder)) != NULL) {
    struct strbuf inner = STRBUF_INIT;
    struct stat status;
    strbuf_addf (&inner, "%s/%s", path, entry->d_name);
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0
        && lstat (strbuf_text (&inner), &status) == 0) {
      if (S_ISDIR (status.st_mode))
        scratch_remove_tree (strbuf_text (&inner));
      else
        unlink (strbuf_text (&inner));
    }
    strbuf_release (&inner);
  }
  if (folder != NULL)
    closedir (folder);
  rmdir (path);
}

static inline void
scratch_remove (void)
{
  scratch_remove_tree (scratch);
}

/* NAME within the folder; one of eight buffers in turn.  */
static inline const char *
scratch_path (const char *name)
{
  static char paths[8][8192];
  static unsigned next;
  char *path = paths[next++ % 8];
  snprintf (path, sizeof paths[0], "%s/%s", scratch, name);
  return path;
}

/* Makes the folders in NAME, a path within the folder, up to its last '/'.  */
static inline void
scratch_folders (const char *name)
{
  char path[8192];
  snprintf (path, sizeof path, "%s/%s", scratch, name);
  for (char *c = path + strlen (scratch) + 1; *c != '\0'; c++)
    if (*c == '/') {
      *c = '\0';
      ck_assert_msg (mkdir (path, 0777) == 0 || errno == EEXIST, "mkdir %s: %s", path, strerror (errno));
      *c = '/';
    }
}

static inline void
scratch_write_bytes (const char *name, const void *data, size_t size)
{
  scratch_folders (name);
  FILE *file = fopen (scratch_path (name), "wb");
  ck_assert_ptr_nonnull (file);
  ck_assert_uint_eq (fwrite (data, 1, size, file), size);
  ck_assert_int_eq (fclose (file), 0);
}

static inline void
scratch_write (const char *name, const char *text)
{
  scratch_write_bytes (name, text, strlen (text));
}

/* The file's content; owned by the caller.  NULL if it is not there.  */
static inline char *
scratch_read (const char *name)
{
  FILE *file = fopen (scratch_path (name), "rb");
  if (file == NULL)
    return NULL;
  struct strbuf text = STRBUF_INIT;
  int c;
  while ((c = getc (file)) != EOF)
    strbuf_add_char (&text, (char) c);
  fclose (file);
  return strbuf_detach (&text);
}

#endif
