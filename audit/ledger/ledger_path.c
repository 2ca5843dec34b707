/* The names of the ledger's files: safe on every file system, the function's own
   name wherever that is.  The content is authoritative, a name only leads there.  */
#include "ledger_private.h"

#include <stdlib.h>
#include <string.h>

#define SAFE_LONGEST 100

static bool
safe_byte (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

/* Windows takes these, with any ending, for devices.  */
static bool
reserved_name (const char *name)
{
  static const char *const names[] = { "con", "prn", "aux", "nul", NULL };
  size_t length = strcspn (name, ".");
  for (size_t i = 0; names[i] != NULL; i++)
    if (length == 3 && memcmp (name, names[i], 3) == 0)
      return true;
  return length == 4 && (memcmp (name, "com", 3) == 0 || memcmp (name, "lpt", 3) == 0) && name[3] >= '0'
         && name[3] <= '9';
}

bool
ledger_name_safe (const char *name)
{
  size_t length = strlen (name);
  if (length == 0 || length > SAFE_LONGEST || name[0] == '.')
    return false;
  for (size_t i = 0; i < length; i++)
    if (!safe_byte (name[i]))
      return false;
  return !reserved_name (name);
}

const char *
ledger_slug (const char *name, char slug[LEDGER_SLUG_SIZE])
{
  size_t length = 0;
  for (; length < LEDGER_SLUG_SIZE - 1 && name[length] != '\0'; length++) {
    char c = name[length];
    if (c >= 'A' && c <= 'Z')
      c = (char) (c - 'A' + 'a');
    slug[length] = safe_byte (c) && (c != '.' || length != 0) ? c : '_';
  }
  slug[length] = '\0';
  return slug;
}

char *
ledger_path (const char *domain, const char *name, const char *file, bool is_static, bool distinct)
{
  struct strbuf path = STRBUF_INIT;
  strbuf_addf (&path, "%s/", domain);
  if (!is_static && !distinct && ledger_name_safe (name)) {
    strbuf_addf (&path, "%s.json", name);
    return strbuf_detach (&path);
  }
  struct digester g;
  digester_init (&g);
  digester_add_text (&g, name);
  digester_add_text (&g, is_static || distinct ? file : NULL);
  digester_add_number (&g, is_static);
  struct digest identity = digester_finish (&g, DIGEST_SHORT);
  char hex[2 * DIGEST_FULL + 1];
  digest_to_hex (&identity, hex);
  char slug[LEDGER_SLUG_SIZE];
  strbuf_addf (&path, "%s~%.8s.json", ledger_slug (name, slug), hex);
  return strbuf_detach (&path);
}

char *
ledger_path_beside (const char *folder, const char *beside, const struct function_facts *f, const char *suffix)
{
  struct strbuf path;
  size_t length = strlen (folder);
  char *name = ledger_path (f->domain, f->name, f->file, (f->flags & FUNCTION_STATIC) != 0, false);

  while (length > 0 && folder[length - 1] != '/')
    length--;
  strbuf_init (&path);
  strbuf_addf (&path, "%.*s%s/%.*s%s", (int) length, folder, beside, (int) (strlen (name) - strlen (".json")), name,
               suffix);
  free (name);
  return strbuf_detach (&path);
}
