/* Where the policy is: the search upward, and where it ends.

   It ends where git's ends: at the root of a repository and at the border of a file system.  A policy of
   a folder above, in which others may write, must not rule a build because it lies there.  */
#include "policy_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* FOLDER/NAME, owned by the caller.  */
static char *
path_join (const char *folder, const char *name)
{
  struct strbuf path = STRBUF_INIT;
  strbuf_addf (&path, "%s/%s", strcmp (folder, "/") == 0 ? "" : folder, name);
  return strbuf_detach (&path);
}

/* Whether PATH, the file .git of a work tree, says that it is a submodule: part of the repository around it.  */
static bool
is_submodule (const char *path)
{
  char text[4096];
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  ssize_t length = file < 0 ? -1 : read (file, text, sizeof text - 1);
  if (file >= 0)
    close (file);
  text[length > 0 ? length : 0] = '\0';
  return strstr (text, "/modules/") != NULL;
}

static bool
is_repository_root (const char *folder)
{
  struct stat status;
  char *path = path_join (folder, ".git");
  bool root = stat (path, &status) == 0
              && (S_ISDIR (status.st_mode) || (S_ISREG (status.st_mode) && !is_submodule (path)));
  free (path);
  return root;
}

/* Whether somebody else may have put POLICY there: one of the folders on the way to it is open to everybody, and POLICY or
   its folder belongs neither to the user, nor to root, nor to FOLDER's owner.  */
static bool
is_foreign (const char *folder, const char *policy)
{
  struct stat outer, inner, file;
  char *between = path_join (folder, "loadbearing");
  bool known = stat (folder, &outer) == 0 && lstat (between, &inner) == 0 && lstat (policy, &file) == 0;
  free (between);
  /* What cannot be looked at is found, and fails aloud when it is read.  */
  if (!known || !((outer.st_mode | (S_ISDIR (inner.st_mode) ? inner.st_mode : 0)) & S_IWOTH))
    return false;
  const uid_t trusted[] = { 0, geteuid (), outer.st_uid };
  bool inner_trusted = false, file_trusted = false;
  for (size_t i = 0; i < sizeof trusted / sizeof *trusted; i++) {
    inner_trusted |= inner.st_uid == trusted[i];
    file_trusted |= file.st_uid == trusted[i];
  }
  return !inner_trusted || !file_trusted;
}

/* The policy in FOLDER, or NULL.  */
static char *
find_in (const char *folder, struct strbuf *passed_over)
{
  struct stat status;
  char *path = path_join (folder, "loadbearing/policy.json");
  /* A dangling link or one that cannot be looked at is found, too: reading it then fails
     aloud, where passing over it would let an outer policy, or none, rule instead.  */
  if (lstat (path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG)) {
    free (path);
    return NULL;
  }
  if (!is_foreign (folder, path))
    return path;
  if (passed_over)
    strbuf_addf (passed_over, "%s%s", passed_over->length ? ", " : "", path);
  free (path);
  return NULL;
}

/* The folder above FOLDER, if the search goes on there; else NULL.  */
static char *
next_folder (const char *folder)
{
  struct stat here, above;
  if (strcmp (folder, "/") == 0 || is_repository_root (folder))
    return NULL;
  char *parent = path_folder (folder);
  if (stat (folder, &here) == 0 && stat (parent, &above) == 0 && here.st_dev != above.st_dev) {
    free (parent);
    return NULL;
  }
  return parent;
}

/* Looks in FOLDER and above; takes FOLDER.  */
static char *
find_upward (char *folder, struct strbuf *passed_over)
{
  char *found = NULL;
  while (folder && !found) {
    found = find_in (folder, passed_over);
    char *parent = found ? NULL : next_folder (folder);
    free (folder);
    folder = parent;
  }
  return found;
}

char *
policy_find (const char *from, struct strbuf *passed_over)
{
  char *folder = path_absolute (from);
  struct stat status;
  if (stat (folder, &status) != 0 || !S_ISDIR (status.st_mode)) {
    char *parent = path_folder (folder);
    free (folder);
    folder = parent;
  }
  return find_upward (folder, passed_over);
}

char *
policy_find_outer (const char *root)
{
  return find_upward (next_folder (root), NULL);
}
