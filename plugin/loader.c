/* loadbearing.so: finds the build of the plugin made for the compiler that
   loads it, and hands over.

   GCC's plugin interface differs from one major version to the next, so each
   compiler needs its own build, loadbearing-gccN.so.  People want to write one
   name in CFLAGS.  This file is that name: plain C, linked with nothing but the
   C library, so that it loads in every compiler there is.

   The build is looked for beside this file, symbolic links resolved, and in the
   folder `loadbearing` there (an installation that was moved as a whole); then beside
   the name under which it was opened; then in LOADBEARING_LIBDIR, where `make
   install` puts the builds.  */
#define _GNU_SOURCE 1 /* dladdr */
#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef LOADBEARING_LIBDIR
#define LOADBEARING_LIBDIR "/usr/local/lib/loadbearing"
#endif

#define EXPORT __attribute__ ((visibility ("default")))

/* GCC's headers for plugins are C++ only; these two have not changed since
   plugins exist, and nothing else of GCC is needed here.  */
struct plugin_gcc_version {
  const char *basever;
  const char *datestamp;
  const char *devphase;
  const char *revision;
  const char *configuration_arguments;
};
struct plugin_name_args;
typedef int plugin_entry (struct plugin_name_args *, struct plugin_gcc_version *);

EXPORT int plugin_is_GPL_compatible;
EXPORT int plugin_init (struct plugin_name_args *info, struct plugin_gcc_version *version);

#define FOLDERS_MAX 4

struct folders {
  char name[FOLDERS_MAX][PATH_MAX];
  unsigned count;
};

/* Adds the folder of FILE, or FILE itself if it is a folder's name, once.  */
static void
folders_add (struct folders *f, const char *file, int is_folder)
{
  char folder[PATH_MAX];
  if (strlen (file) >= sizeof folder)
    return;
  strcpy (folder, file);
  if (!is_folder) {
    char *slash = strrchr (folder, '/');
    if (!slash)
      return;
    slash[slash == folder ? 1 : 0] = '\0';
  }
  /* One folder under two names is one.  */
  char resolved[PATH_MAX];
  if (realpath (folder, resolved))
    strcpy (folder, resolved);
  for (unsigned i = 0; i < f->count; i++)
    if (strcmp (f->name[i], folder) == 0)
      return;
  if (f->count < FOLDERS_MAX)
    strcpy (f->name[f->count++], folder);
}

static void
folders_find (struct folders *f)
{
  f->count = 0;
  Dl_info self;
  if (dladdr ((const void *) &plugin_is_GPL_compatible, &self) && self.dli_fname) {
    char resolved[PATH_MAX];
    char inner[PATH_MAX + 16];
    if (realpath (self.dli_fname, resolved)) {
      folders_add (f, resolved, 0);
      snprintf (inner, sizeof inner, "%s/loadbearing", f->name[0]);
      folders_add (f, inner, 1);
    }
    folders_add (f, self.dli_fname, 0);
  }
  folders_add (f, LOADBEARING_LIBDIR, 1);
}

/* If NAME is "loadbearing-gccN.so", the N; else 0.  */
static unsigned
build_major (const char *name)
{
  unsigned major = 0;
  int end = 0;
  if (sscanf (name, "loadbearing-gcc%4u.so%n", &major, &end) < 1 || end == 0 || name[end] != '\0')
    return 0;
  return major;
}

/* Tells which builds exist in FOLDERS.  */
static void
builds_list (const struct folders *folders)
{
  unsigned count = 0;
  for (unsigned i = 0; i < folders->count; i++) {
    DIR *d = opendir (folders->name[i]);
    if (!d)
      continue;
    const struct dirent *entry;
    while ((entry = readdir (d)) != NULL)
      if (build_major (entry->d_name) != 0) {
        if (count++ == 0)
          fprintf (stderr, "loadbearing: there are builds for:\n");
        fprintf (stderr, "loadbearing:   gcc %u (%s/%s)\n", build_major (entry->d_name), folders->name[i],
                 entry->d_name);
      }
    closedir (d);
  }
  if (count == 0) {
    fprintf (stderr, "loadbearing: there is no build at all in:\n");
    for (unsigned i = 0; i < folders->count; i++)
      fprintf (stderr, "loadbearing:   %s\n", folders->name[i]);
  }
}

/* Opens the build for MAJOR; NULL, after saying why, if there is none that opens.  */
static void *
build_open (unsigned major, const char *basever)
{
  struct folders folders;
  folders_find (&folders);
  for (unsigned i = 0; i < folders.count; i++) {
    char path[PATH_MAX + 64];
    snprintf (path, sizeof path, "%s/loadbearing-gcc%u.so", folders.name[i], major);
    FILE *there = fopen (path, "rb");
    if (!there)
      continue;
    fclose (there);
    /* RTLD_LOCAL: nothing of ours, nor of the libraries that we use, may get in
       the way of another plugin.  */
    void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
      fprintf (stderr, "loadbearing: cannot load %s: %s; build and install it again\n", path, dlerror ());
    return handle;
  }
  fprintf (stderr, "loadbearing: no build of the plugin for this compiler, gcc %s: loadbearing-gcc%u.so is missing\n",
           basever, major);
  builds_list (&folders);
  fprintf (stderr,
           "loadbearing: to make one, install this compiler's plugin headers, then run: "
           "make GCCS=gcc-%u all install\n",
           major);
  return NULL;
}

int
plugin_init (struct plugin_name_args *info, struct plugin_gcc_version *version)
{
  const char *basever = version && version->basever ? version->basever : "";
  unsigned major = (unsigned) strtoul (basever, NULL, 10);
  if (major == 0) {
    fprintf (stderr, "loadbearing: the compiler gives no version that can be understood: '%s'\n", basever);
    return 1;
  }
  void *handle = build_open (major, basever);
  if (!handle)
    return 1;
  /* ISO C has no conversion from an object pointer to a function pointer.  */
  union {
    void *object;
    plugin_entry *function;
  } entry;
  entry.object = dlsym (handle, "plugin_init");
  if (!entry.object || entry.function == plugin_init) {
    fprintf (stderr, "loadbearing: the build for gcc %u is broken: it has no plugin_init; build it anew\n", major);
    dlclose (handle);
    return 1;
  }
  return entry.function (info, version);
}
