/* The environment: the default folders of the compiler and of the C library.  A header that was found through -isystem, or says
   `#pragma GCC system_header`, is not there: it is the program's own.

   With --sysroot the default folders lie below that folder.  A sysroot within the repository is the program's own matter, too.  */
#include "gcc-compat.h"

#include "environment.h"
#include "session.h"

struct folders {
  char *list[64];
  size_t count;
};

/* True if PATH lies in FOLDER.  */
static bool
is_below (const char *path, const char *folder)
{
  size_t length = strlen (folder);
  while (length > 1 && folder[length - 1] == '/')
    length--;
  return strncmp (path, folder, length) == 0 && path[length] == '/';
}

static bool
is_in (const struct folders *folders, const char *path)
{
  bool below = false;
  for (size_t i = 0; i < folders->count && !below; i++)
    below = is_below (path, folders->list[i]);
  return below;
}

/* Adds the folder ROOT/PATH, if it is there.  */
static void
add (struct folders *folders, const char *root, const char *path)
{
  char *whole = concat (root, path, NULL);
  char *resolved = folders->count < sizeof folders->list / sizeof *folders->list ? realpath (whole, NULL) : NULL;
  if (resolved)
    folders->list[folders->count++] = resolved;
  free (whole);
}

/* What --sysroot or -isysroot gave last, or NULL.  */
static const char *
sysroot_given (void)
{
  const char *given = NULL;
  for (unsigned i = 1; i < save_decoded_options_count; i++)
    if (save_decoded_options[i].opt_index == OPT_isysroot)
      given = save_decoded_options[i].arg;
  return given && given[0] ? given : NULL;
}

/* Whether the sysroot is a folder of the repository.  The policy is not known yet when the first file is met.  */
static bool
is_own (const char *sysroot)
{
  char *resolved = realpath (sysroot, NULL);
  bool own = resolved && session.policy && session.policy->root && is_below (resolved, session.policy->root);
  free (resolved);
  return own;
}

bool
environment_holds (const char *path)
{
  static struct folders usual, below_sysroot;
  static const char *sysroot;
  static bool listed;
  if (!listed) {
    listed = true;
    sysroot = sysroot_given ();
    for (const struct default_include *d = cpp_include_defaults; d && d->fname; d++) {
      add (&usual, "", d->fname);
      if (sysroot && d->add_sysroot)
        add (&below_sysroot, sysroot, d->fname);
    }
    /* The compiler's own headers, where GCC was relocated.  */
    add (&usual, "", "/usr/lib/gcc");
  }
  if (path[0] == '<')
    return strcmp (path, "<command-line>") != 0 && strcmp (path, "<stdin>") != 0;
  char *resolved = realpath (path, NULL);
  const char *found = resolved ? resolved : path;
  bool holds = is_in (&usual, found) || (is_in (&below_sysroot, found) && !is_own (sysroot));
  free (resolved);
  return holds;
}
