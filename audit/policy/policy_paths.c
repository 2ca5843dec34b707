/* Paths as text, and where a file lies relative to the policy's root.  */
#include "policy_private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *
path_absolute (const char *path)
{
  struct strbuf whole = STRBUF_INIT;
  if (*path != '/') {
    char *folder = getcwd (NULL, 0);
    if (folder != NULL)
      strbuf_add_text (&whole, folder);
    free (folder);
    strbuf_add_char (&whole, '/');
  }
  strbuf_add_text (&whole, path);

  struct strbuf clean = STRBUF_INIT;
  for (const char *at = strbuf_text (&whole); *at != '\0';) {
    while (*at == '/')
      at++;
    size_t length = strcspn (at, "/");
    if (length == 2 && memcmp (at, "..", 2) == 0) {
      while (clean.length > 0 && clean.text[clean.length - 1] != '/')
        clean.length--;
      if (clean.length > 0)
        clean.length--;
    } else if (length != 0 && !(length == 1 && *at == '.')) {
      strbuf_add_char (&clean, '/');
      strbuf_add (&clean, at, length);
    }
    at += length;
  }
  if (clean.length == 0)
    strbuf_add_char (&clean, '/');
  clean.text[clean.length] = '\0';
  strbuf_release (&whole);
  return strbuf_detach (&clean);
}

char *
path_folder (const char *path)
{
  const char *slash = strrchr (path, '/');
  size_t length = slash == NULL || slash == path ? 1 : (size_t) (slash - path);
  struct strbuf folder = STRBUF_INIT;
  strbuf_add (&folder, slash == NULL ? "." : path, length);
  return strbuf_detach (&folder);
}

const char *
path_within (const char *path, const char *folder)
{
  size_t length = strlen (folder);
  if (length == 1 && *folder == '/')
    return path[1] != '\0' ? path + 1 : NULL;
  if (strncmp (path, folder, length) != 0 || path[length] != '/')
    return NULL;
  return path + length + 1;
}

char *
path_from (const char *folder, const char *to)
{
  size_t same = 0; /* bytes of whole common components */
  size_t i = 0;
  for (; folder[i] != '\0' && folder[i] == to[i]; i++)
    if (folder[i] == '/')
      same = i;
  if (folder[i] == '\0' && to[i] == '/')
    same = i;
  struct strbuf path = STRBUF_INIT;
  for (const char *at = folder + same; *at != '\0'; at++)
    if (*at == '/' && at[1] != '\0')
      strbuf_add_text (&path, "../");
  strbuf_add_text (&path, to[same] == '/' ? to + same + 1 : to + same);
  return strbuf_detach (&path);
}

/* policy_relative is asked for every function of a unit, and resolving a path costs
   system calls; the files are few.  */
#define MEMORY_SLOTS 256

struct path_memory {
  struct {
    char *asked, *answer;
  } slots[MEMORY_SLOTS];
};

void
path_memory_free (struct path_memory *m)
{
  if (m == NULL)
    return;
  for (size_t i = 0; i < MEMORY_SLOTS; i++) {
    free (m->slots[i].asked);
    free (m->slots[i].answer);
  }
  free (m);
}

static size_t
memory_slot (const char *text)
{
  uint32_t sum = 2166136261u;
  for (; *text != '\0'; text++)
    sum = (sum ^ (unsigned char) *text) * 16777619u;
  return sum % MEMORY_SLOTS;
}

/* PATH (absolute) with the symbolic links of its folder resolved, or NULL.  The file itself
   need not exist, and is not followed: a linked source is the file that the link names.  */
static char *
resolve_folder (const char *path)
{
  const char *slash = strrchr (path, '/');
  if (slash == NULL || strcmp (slash, "/..") == 0 || strcmp (slash, "/.") == 0)
    return realpath (path, NULL);
  char *folder = path_folder (path);
  char *resolved = realpath (folder, NULL);
  free (folder);
  if (resolved == NULL)
    return NULL;
  struct strbuf whole = STRBUF_INIT;
  strbuf_addf (&whole, "%s%s", strcmp (resolved, "/") == 0 ? "" : resolved, slash);
  free (resolved);
  return strbuf_detach (&whole);
}

/* PATH (absolute) with everything up to its last ".." resolved: "x/.." is the folder above x only
   where x is no link, so the file system has to say.  What comes after stays as it is spelled: a
   linked folder of the repository has the name that is used.  NULL if there is no "..", or the file
   system does not know.  */
static char *
resolve_parent_steps (const char *path)
{
  const char *end = NULL;
  for (const char *at = path; (at = strstr (at, "/..")) != NULL; at += 3)
    if (at[3] == '/' || at[3] == '\0')
      end = at + 3;
  if (end == NULL)
    return NULL;
  struct strbuf whole = STRBUF_INIT;
  strbuf_add (&whole, path, (size_t) (end - path));
  char *resolved = realpath (strbuf_text (&whole), NULL);
  strbuf_clear (&whole);
  if (resolved != NULL)
    strbuf_addf (&whole, "%s%s", resolved, end);
  char *result = resolved != NULL ? path_absolute (strbuf_text (&whole)) : NULL;
  free (resolved);
  strbuf_release (&whole);
  return result;
}

/* SPELLED (absolute) relative to the root, or NULL if it lies outside.  */
static char *
relative_to_root (const struct policy *p, const char *spelled)
{
  const char *resolved_root = p->own->root_resolved;
  char *clean = resolve_parent_steps (spelled), *resolved = NULL;
  if (clean == NULL)
    clean = path_absolute (spelled);
  const char *inside = path_within (clean, p->root);
  if (inside == NULL && resolved_root != NULL)
    inside = path_within (clean, resolved_root);
  if (inside == NULL && resolved_root != NULL && (resolved = resolve_folder (clean)) != NULL)
    inside = path_within (resolved, resolved_root);
  char *answer = memory_copy_text (inside);
  free (resolved);
  free (clean);
  return answer;
}

char *
policy_relative (const struct policy *p, const char *file)
{
  /* GCC's names for what has no file.  */
  if (*file == '\0' || *file == '<')
    return memory_copy_text (file);
  struct strbuf spelled = STRBUF_INIT;
  if (*file != '/') {
    char *folder = getcwd (NULL, 0);
    if (folder == NULL)
      return memory_copy_text (file);
    strbuf_addf (&spelled, "%s/", folder);
    free (folder);
  }
  strbuf_add_text (&spelled, file);

  if (p->own->memory == NULL)
    p->own->memory = memory_get (sizeof *p->own->memory);
  size_t slot = memory_slot (strbuf_text (&spelled));
  char **asked = &p->own->memory->slots[slot].asked, **answer = &p->own->memory->slots[slot].answer;
  if (*asked == NULL || strcmp (*asked, strbuf_text (&spelled)) != 0) {
    free (*asked);
    free (*answer);
    *answer = relative_to_root (p, strbuf_text (&spelled));
    *asked = strbuf_detach (&spelled);
  }
  strbuf_release (&spelled);
  return memory_copy_text (*answer != NULL ? *answer : file);
}
