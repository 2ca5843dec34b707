/* Whole files: see files.h.  */
#define _GNU_SOURCE /* mkostemp */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
file_read (const char *path, struct strbuf *text, struct strbuf *err)
{
  char block[16384];
  ssize_t got = 0;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  while (fd >= 0 && (got = read (fd, block, sizeof block)) != 0) {
    if (got > 0)
      strbuf_add (text, block, (size_t) got);
    else if (errno != EINTR)
      break;
  }
  if (fd < 0 || got < 0)
    strbuf_addf (err, "%s: cannot be read: %s\n", path, strerror (errno));
  if (fd >= 0)
    close (fd);
  return fd >= 0 && got == 0;
}

static bool
write_all (int fd, const char *text, size_t size)
{
  while (size > 0) {
    ssize_t done = write (fd, text, size);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return false;
    text += done;
    size -= (size_t) done;
  }
  return true;
}

bool
file_write (const char *path, const char *text, size_t size, struct strbuf *err)
{
  struct strbuf temporary;
  mode_t mask = umask (0);
  bool ok;
  int cause = 0;

  umask (mask);
  strbuf_init (&temporary);
  strbuf_addf (&temporary, "%s.XXXXXX", path);
  int fd = mkostemp (temporary.text, O_CLOEXEC);
  ok = fd >= 0 && write_all (fd, text, size) && fchmod (fd, 0666 & ~mask) == 0 && fsync (fd) == 0;
  cause = errno;
  /* close may report what write did not, on a network's file system.  */
  if (fd >= 0 && close (fd) != 0 && ok) {
    ok = false;
    cause = errno;
  }
  if (ok && rename (temporary.text, path) != 0) {
    ok = false;
    cause = errno;
  }
  if (!ok) {
    strbuf_addf (err, "%s: cannot be written: %s\n", path, strerror (cause));
    if (fd >= 0)
      unlink (temporary.text);
  }
  strbuf_release (&temporary);
  return ok;
}

bool
folder_make (const char *path, struct strbuf *err)
{
  char *copy = memory_copy_text (path);
  bool ok = true;
  for (char *slash = copy + 1; ok; slash++) {
    slash += strcspn (slash, "/");
    char kept = *slash;
    *slash = '\0';
    if (mkdir (copy, 0777) != 0 && errno != EEXIST) {
      strbuf_addf (err, "%s: cannot be made: %s\n", copy, strerror (errno));
      ok = false;
    }
    *slash = kept;
    if (!kept)
      break;
  }
  free (copy);
  return ok;
}
