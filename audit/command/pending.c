/* loadbearing/pending.json: see pending.h.  */
#define _GNU_SOURCE /* nftw with FTW_ACTIONRETVAL */
#include "pending.h"

#include "files.h"

#include <cjson/cJSON.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Beside the policy, wherever --policy found that.  */
static char *
pending_path (const struct policy *policy)
{
  const char *slash = strrchr (policy->path, '/');
  struct strbuf b;
  strbuf_init (&b);
  if (slash)
    strbuf_add (&b, policy->path, (size_t) (slash + 1 - policy->path));
  strbuf_add_text (&b, "pending.json");
  return strbuf_detach (&b);
}

void
pending_read (const struct policy *policy, struct pending *pending)
{
  struct strbuf text, err;
  const cJSON *item, *list;
  cJSON *json = NULL;

  memset (pending, 0, sizeof *pending);
  if (!policy->path)
    return;
  strbuf_init (&text);
  strbuf_init (&err);
  char *path = pending_path (policy);
  if (file_read (path, &text, &err))
    json = cJSON_Parse (strbuf_text (&text));
  list = cJSON_GetObjectItemCaseSensitive (json, "paths");
  cJSON_ArrayForEach (item, list)
  {
    if (!cJSON_IsString (item))
      continue;
    struct strbuf full;
    strbuf_init (&full);
    if (item->valuestring[0] != '/')
      strbuf_addf (&full, "%s/", policy->root);
    strbuf_add_text (&full, item->valuestring);
    if (access (strbuf_text (&full), F_OK) == 0) {
      pending->paths = memory_grow (pending->paths, pending->count + 1, sizeof *pending->paths);
      pending->paths[pending->count++] = strbuf_detach (&full);
    }
    strbuf_release (&full);
  }
  cJSON_Delete (json);
  free (path);
  strbuf_release (&text);
  strbuf_release (&err);
}

void
pending_release (struct pending *pending)
{
  for (size_t i = 0; i < pending->count; i++)
    free (pending->paths[i]);
  free (pending->paths);
  memset (pending, 0, sizeof *pending);
}

/* True if the file at PATH holds TEXT already: then nothing has to be written, nor waited for.  */
static bool
is_written (const char *path, const struct strbuf *text)
{
  struct strbuf there, err;
  strbuf_init (&there);
  strbuf_init (&err);
  bool same = file_read (path, &there, &err) && there.length == text->length
              && memcmp (strbuf_text (&there), strbuf_text (text), text->length) == 0;
  strbuf_release (&there);
  strbuf_release (&err);
  return same;
}

bool
pending_write (const struct policy *policy, char **paths, size_t count, struct strbuf *err)
{
  bool ok = true;
  if (!policy->path)
    return true;
  cJSON *json = cJSON_CreateObject ();
  cJSON *list = cJSON_CreateArray ();
  cJSON_AddNumberToObject (json, "format", 1);
  cJSON_AddItemToObject (json, "paths", list);
  for (size_t i = 0; i < count; i++) {
    char full[PATH_MAX];
    /* policy_relative gives what lies outside as it is, so make it absolute first.  */
    char *relative = realpath (paths[i], full) && strcmp (full, policy->root) == 0
                         ? memory_copy_text (".")
                         : policy_relative (policy, realpath (paths[i], full) ? full : paths[i]);
    cJSON_AddItemToArray (list, cJSON_CreateString (relative));
    free (relative);
  }
  char *text = cJSON_Print (json);
  char *path = pending_path (policy);
  struct strbuf line;
  strbuf_init (&line);
  strbuf_addf (&line, "%s\n", text ? text : "{}");
  ok = is_written (path, &line) || file_write (path, strbuf_text (&line), line.length, err);
  strbuf_release (&line);
  free (path);
  free (text);
  cJSON_Delete (json);
  return ok;
}

/* nftw gives its visitor no data.  */
static struct {
  char **paths;
  size_t count;
} walk;

static int
visit (const char *path, const struct stat *status, int type, struct FTW *place)
{
  static const char suffix[] = ".loadbearing";
  size_t length = strlen (path);
  (void) status;
  if (type == FTW_D && place->level > 0
      && (strcmp (path + place->base, ".git") == 0 || strcmp (path + place->base, ".hg") == 0
          || strcmp (path + place->base, ".svn") == 0))
    return FTW_SKIP_SUBTREE;
  if (type == FTW_F && length > sizeof suffix - 1 && strcmp (path + length - (sizeof suffix - 1), suffix) == 0
      && path[length - sizeof suffix] != '/') {
    walk.paths = memory_grow (walk.paths, walk.count + 1, sizeof *walk.paths);
    walk.paths[walk.count++] = memory_copy_text (path);
  }
  return FTW_CONTINUE;
}

void
pending_failed_compilations (const struct policy *policy, struct inputs *inputs)
{
  if (!policy->root)
    return;
  nftw (policy->root, visit, 16, FTW_PHYS | FTW_ACTIONRETVAL);
  for (size_t i = 0; i < walk.count; i++) {
    /* Those read already as part of a folder are told apart by their unit ids.  */
    inputs_add (inputs, walk.paths[i]);
    free (walk.paths[i]);
  }
  free (walk.paths);
  walk.paths = NULL;
  walk.count = 0;
}
