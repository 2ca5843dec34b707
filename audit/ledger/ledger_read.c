/* From a ledger file's text to struct ledger_file: strict, every fault with its place.  */
#include "ledger_private.h"

#include <stdlib.h>
#include <string.h>

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE

static const char *const file_keys[] = { "format", "function", "file", "static", "domain", "entries", "states", NULL };
static const char *const audit_keys[] = { "kind", "state", "from", "by", "date", "was", "notes", "signature", NULL };
static const char *const exempt_keys[] = { "kind", "state", "by", "date", "until", "reason", "signature", NULL };
static const char *const revoke_keys[] = { "kind", "state", "by", "date", "reason", "signature", NULL };
static const char *const kind_words[] = { "audit", "exempt", "revoke", NULL };
static const char *const state_keys[] = { "blob", "seen", "derived", NULL };
static const char *const view_keys[] = { "variant", "compiler", "source", "tree", "behaviour", "below", NULL };
static const char *const seen_keys[] = { "scheme",    "compiler",     "interface", "source",      "tree",
                                         "behaviour", "dependencies", "depends",   "definitions", NULL };

/* ---- Contents.  */

static unsigned
number_at (const char *text, size_t digits)
{
  unsigned number = 0;
  for (size_t i = 0; i < digits; i++)
    number = number * 10 + (unsigned) (text[i] - '0');
  return number;
}

/* TEXT begins with digits wherever SHAPE has a '0', and with SHAPE's own bytes elsewhere.  */
static bool
has_shape (const char *text, const char *shape)
{
  for (; *shape != '\0'; shape++, text++)
    if (*shape == '0' ? *text < '0' || *text > '9' : *text != *shape)
      return false;
  return true;
}

/* "2026-05-01" or, if TIME, also "2026-05-01T09:30:00Z"; a day that the calendar has.  */
bool
ledger_date_fits (const char *text, bool time)
{
  static const unsigned days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  size_t length = strlen (text);
  if (length != 10 && !(time && length == 20))
    return false;
  if (!has_shape (text, length == 10 ? "0000-00-00" : "0000-00-00T00:00:00Z"))
    return false;
  unsigned year = number_at (text, 4), month = number_at (text + 5, 2), day = number_at (text + 8, 2);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
    return false;
  if (month == 2 && day == 29 && !(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)))
    return false;
  return length == 10
         || (number_at (text + 11, 2) <= 23 && number_at (text + 14, 2) <= 59 && number_at (text + 17, 2) <= 60);
}

/* "Name <address>".  */
bool
ledger_person_fits (const char *text)
{
  const char *open = strchr (text, '<'), *close = strchr (text, '>');
  return open != NULL && close != NULL && open > text && open[-1] == ' ' && close > open + 1 && close[1] == '\0'
         && strchr (open + 1, '<') == NULL && memchr (open, ' ', (size_t) (close - open)) == NULL;
}

bool
ledger_id_fits (const char *text)
{
  return strlen (text) == 2 * DIGEST_FULL && strspn (text, "0123456789abcdef") == 2 * DIGEST_FULL;
}

/* ---- Entries.  */

static void
read_text (struct json_document *d, const cJSON *object, const char *key, char **to)
{
  const char *text;
  if (json_get_text (d, object, key, &text) != NULL)
    *to = memory_copy_text (text);
}

/* As read_text, for a name, which may hold bytes that are not UTF-8.  */
static void
read_name (struct json_document *d, const cJSON *object, const char *key, char **to)
{
  const char *text;
  if (json_get_text (d, object, key, &text) != NULL)
    *to = ledger_text_from_json (text);
}

static void
read_id (struct json_document *d, const cJSON *object, const char *key, char **to)
{
  const char *text;
  const cJSON *item = json_get_text (d, object, key, &text);
  if (item == NULL)
    return;
  if (ledger_id_fits (text))
    *to = memory_copy_text (text);
  else
    json_fault (d, item, Q ("%s") " must be a state's id, 64 hexadecimal digits in lower case; restore it", key);
}

static void
read_date (struct json_document *d, const cJSON *object, const char *key, bool time, char **to)
{
  const char *text;
  const cJSON *item = json_get_text (d, object, key, &text);
  if (item == NULL)
    return;
  if (ledger_date_fits (text, time))
    *to = memory_copy_text (text);
  else
    json_fault (d, item, Q ("%s") " is no date in " Q ("%s") "; write it as \"2026-05-01\"%s", text, key,
                time ? " or \"2026-05-01T09:30:00Z\"" : "");
}

static void
read_person (struct json_document *d, const cJSON *object, char **to)
{
  const char *text;
  const cJSON *item = json_get_text (d, object, "by", &text);
  if (item == NULL)
    return;
  if (ledger_person_fits (text))
    *to = memory_copy_text (text);
  else
    json_fault (d, item, Q ("%s") " does not say who; write \"Ada Okafor <ada@example.com>\"", text);
}

static void
read_entry (struct ledger_file *f, struct json_document *d, const cJSON *item)
{
  static const char *const *const keys[] = { audit_keys, exempt_keys, revoke_keys };
  static const char *const whats[] = { "an audit", "an exemption", "a revocation" };
  unsigned kind;
  if (!json_expect_object (d, item, "an entry") || json_require (d, item, "kind", "an entry") == NULL
      || json_get_word (d, item, "kind", kind_words, &kind) == NULL)
    return;
  const char *what = whats[kind];
  json_check_keys (d, item, keys[kind], what);
  json_require (d, item, "state", what);
  json_require (d, item, "by", what);
  json_require (d, item, "date", what);
  if (kind == ENTRY_EXEMPT)
    json_require (d, item, "until", what);
  if (kind != ENTRY_AUDIT)
    json_require (d, item, "reason", what);

  f->entries = memory_grow (f->entries, f->entries_count + 1, sizeof *f->entries);
  struct ledger_entry *e = &f->entries[f->entries_count++];
  memset (e, 0, sizeof *e);
  e->kind = (enum entry_kind) kind;
  e->line = json_place (d, item).line;
  read_id (d, item, "state", &e->state);
  read_id (d, item, "from", &e->from);
  read_person (d, item, &e->by);
  read_date (d, item, "date", true, &e->date);
  read_date (d, item, "until", false, &e->until);
  read_text (d, item, "reason", &e->reason);
  read_text (d, item, "notes", &e->notes);
  read_name (d, item, "was", &e->was);
  read_text (d, item, "signature", &e->signature);
}

/* ---- States.  */

static bool
read_digest (struct json_document *d, const cJSON *item, const char *what, struct digest *digest)
{
  if (cJSON_IsString (item) && digest_from_hex (item->valuestring, digest))
    return true;
  json_fault (d, item, "digest of " Q ("%s") " must be 16, 32 or 64 hexadecimal digits; restore it", what);
  return false;
}

/* A digest that compares only with its like: { "gcc12/O": "5d..." }.  */
static void
read_classed (struct json_document *d, const cJSON *item, enum aspect aspect, struct digest *digest, char **class)
{
  const char *name = aspect_name (aspect);
  if (!json_expect_object (d, item, aspect == ASPECT_TREE ? Q ("tree") : Q ("behaviour")))
    return;
  if (item->child == NULL || item->child->next != NULL || *item->child->string == '\0') {
    json_fault (d, item, Q ("%s") " must hold one digest, under the compiler that it belongs to; restore it", name);
    return;
  }
  *class = memory_copy_text (item->child->string);
  read_digest (d, item->child, name, digest);
}

/* VALUE, of the dependency LABEL: see ledger_add_dependency_value.  */
static void
read_dependency (struct ledger_seen *seen, struct json_document *d, const cJSON *item, const char *label)
{
  if (!cJSON_IsString (item)) {
    json_fault (d, item, "digest of " Q ("%s") " must be a text, not %s; restore it", label, json_kind (item));
    return;
  }
  struct dependency dependency;
  memset (&dependency, 0, sizeof dependency);
  char *name = ledger_text_from_json (label);
  if (!dependency_from_label (name, &dependency)) {
    dependency.kind = DEPENDENCY_OBJECT; /* a name of an unusual form: kept as it is */
    dependency.name = memory_copy_text (name);
  }
  free (name);
  char *value = ledger_text_from_json (item->valuestring);
  bool fine = ledger_split_dependency_value (value, &dependency);
  dependency.via = memory_copy_text (dependency.via);
  free (value);
  if (!fine || *label == '\0') {
    json_fault (
        d, item,
        "dependency " Q ("%s") " must be \"\", hexadecimal digits (of what it does, too, after a slash), or these "
                               "and \"via NAME()\"; restore it",
        label);
    dependency_release (&dependency);
    return;
  }
  seen->depends[seen->depends_count++] = dependency; /* read_depends made room */
}

static void
read_depends (struct ledger_seen *seen, struct json_document *d, const cJSON *depends)
{
  if (!json_expect_object (d, depends, Q ("depends")))
    return;
  size_t most = 0;
  for (const cJSON *item = depends->child; item != NULL; item = item->next) {
    most++;
    for (const cJSON *one = cJSON_IsArray (item) ? item->child : NULL; one != NULL; one = one->next)
      most++;
  }
  seen->depends = memory_get (most * sizeof *seen->depends);
  for (const cJSON *item = depends->child; item != NULL; item = item->next) {
    if (!cJSON_IsArray (item))
      read_dependency (seen, d, item, item->string);
    else
      for (const cJSON *one = item->child; one != NULL; one = one->next)
        read_dependency (seen, d, one, item->string);
  }
}

/* What other units' objects began with, by name.  */
static void
read_definitions (struct ledger_seen *seen, struct json_document *d, const cJSON *definitions)
{
  if (!json_expect_object (d, definitions, Q ("definitions")))
    return;
  for (const cJSON *item = definitions->child; item != NULL; item = item->next) {
    bool fine = cJSON_IsString (item) && item->valuestring[0] != '\0' && item->string[0] != '\0';
    char *value = memory_copy_text (fine ? item->valuestring : ""), *rest = value;
    for (char *word = strsep (&rest, " "); word != NULL && fine; word = strsep (&rest, " ")) {
      struct definition one = { .name = NULL };
      fine = digest_from_hex (word, &one.digest) && one.digest.length == DIGEST_HALF;
      if (!fine)
        break;
      one.name = ledger_text_from_json (item->string);
      seen->definitions = memory_grow (seen->definitions, seen->definitions_count + 1, sizeof *seen->definitions);
      seen->definitions[seen->definitions_count++] = one;
    }
    if (!fine)
      json_fault (
          d, item,
          "definition " Q ("%s") " must be 32 hexadecimal digits, or several times these between blanks; restore it",
          item->string);
    free (value);
  }
}

static void
read_seen (struct ledger_state *s, struct json_document *d, const cJSON *item)
{
  struct strbuf what = STRBUF_INIT;
  strbuf_addf (&what, "variant " Q ("%s"), item->string);
  if (json_expect_object (d, item, strbuf_text (&what))) {
    json_check_keys (d, item, seen_keys, "a variant");
    s->seen = memory_grow (s->seen, s->seen_count + 1, sizeof *s->seen);
    struct ledger_seen *seen = &s->seen[s->seen_count++];
    memset (seen, 0, sizeof *seen);
    seen->variant = ledger_text_from_json (item->string);
    json_require (d, item, "scheme", strbuf_text (&what));
    json_get_count (d, item, "scheme", 1, 1000000, &seen->scheme);
    read_text (d, item, "compiler", &seen->compiler);
    for (int a = 0; a < ASPECT_COUNT; a++) {
      const char *key = aspect_name ((enum aspect) a);
      const cJSON *aspect = json_member (item, key);
      if (aspect != NULL && a == ASPECT_TREE)
        read_classed (d, aspect, ASPECT_TREE, &seen->aspects[a], &seen->tree_class);
      else if (aspect != NULL && a == ASPECT_BEHAVIOUR)
        read_classed (d, aspect, ASPECT_BEHAVIOUR, &seen->aspects[a], &seen->behaviour_class);
      else if (aspect != NULL)
        read_digest (d, aspect, key, &seen->aspects[a]);
    }
    const cJSON *depends = json_member (item, "depends");
    if (depends != NULL)
      read_depends (seen, d, depends);
    const cJSON *definitions = json_member (item, "definitions");
    if (definitions != NULL)
      read_definitions (seen, d, definitions);
  }
  strbuf_release (&what);
}

/* What the functions below do, by name.  */
static void
read_below (struct ledger_view *v, struct json_document *d, const cJSON *below)
{
  if (!json_expect_object (d, below, Q ("below")))
    return;
  for (const cJSON *item = below->child; item != NULL; item = item->next) {
    struct digest digest = { 0, { 0 } };
    read_digest (d, item, item->string, &digest);
    if (digest.length != DIGEST_SHORT)
      continue;
    v->below = memory_grow (v->below, v->below_count + 1, sizeof *v->below);
    struct dependency *one = &v->below[v->below_count++];
    memset (one, 0, sizeof *one);
    one->kind = DEPENDENCY_FUNCTION;
    one->name = ledger_text_from_json (item->string);
    dependency_set_behaviour (one, &digest);
  }
}

static void
read_view (struct ledger_state *s, struct json_document *d, const cJSON *item)
{
  if (!json_expect_object (d, item, "a derived view"))
    return;
  json_check_keys (d, item, view_keys, "a derived view");
  s->derived = memory_grow (s->derived, s->derived_count + 1, sizeof *s->derived);
  struct ledger_view *v = &s->derived[s->derived_count++];
  memset (v, 0, sizeof *v);
  const cJSON *source = json_member (item, "source"), *tree = json_member (item, "tree"),
              *behaviour = json_member (item, "behaviour");
  json_require (d, item, "variant", "a derived view");
  read_name (d, item, "variant", &v->variant);
  read_text (d, item, "compiler", &v->compiler);
  if (source != NULL)
    read_digest (d, source, "source", &v->source);
  if (tree != NULL)
    read_classed (d, tree, ASPECT_TREE, &v->tree, &v->tree_class);
  if (behaviour != NULL)
    read_classed (d, behaviour, ASPECT_BEHAVIOUR, &v->behaviour, &v->behaviour_class);
  const cJSON *below = json_member (item, "below");
  if (below != NULL)
    read_below (v, d, below);
  if (v->variant == NULL)
    return;
  for (size_t i = 0; i < s->seen_count; i++)
    if (strcmp (s->seen[i].variant, v->variant) == 0)
      return;
  json_fault (d, item, "variant " Q ("%s") " of this derived view is not among " Q ("seen") "; remove the view",
              v->variant);
}

static void
read_state (struct ledger_file *f, struct json_document *d, const cJSON *item)
{
  if (!ledger_id_fits (item->string)) {
    json_key_fault (d, item, Q ("%s") " is no state's id, 64 hexadecimal digits in lower case; restore it",
                    item->string);
    return;
  }
  if (!json_expect_object (d, item, "a state"))
    return;
  json_check_keys (d, item, state_keys, "a state");
  f->states = memory_grow (f->states, f->states_count + 1, sizeof *f->states);
  struct ledger_state *s = &f->states[f->states_count++];
  memset (s, 0, sizeof *s);
  s->id = memory_copy_text (item->string);
  read_name (d, item, "blob", &s->blob);
  const cJSON *seen = json_require (d, item, "seen", "a state");
  if (seen == NULL || !json_expect_object (d, seen, Q ("seen")))
    return;
  if (seen->child == NULL)
    json_fault (d, seen, "the state holds nothing that was seen; restore it");
  for (const cJSON *variant = seen->child; variant != NULL; variant = variant->next)
    read_seen (s, d, variant);
  const cJSON *derived = json_member (item, "derived");
  if (derived != NULL && json_expect_array (d, derived, Q ("derived")))
    for (const cJSON *view = derived->child; view != NULL; view = view->next)
      read_view (s, d, view);
}

/* ---- The whole.  */

/* What can be checked only when all else is right: ids against contents, entries against states.  */
static void
check_ids (const struct ledger_file *f, struct json_document *d)
{
  const cJSON *states = json_member (d->root, "states"), *entries = json_member (d->root, "entries");
  size_t i = 0;
  for (const cJSON *item = states->child; item != NULL; item = item->next, i++) {
    char *id = ledger_state_id (f, &f->states[i]);
    if (strcmp (id, f->states[i].id) != 0)
      json_key_fault (d, item,
                      "state %.12s does not hold what was certified: its content, the function, its file or its "
                      "domain was edited (the id would be %.12s); restore it from git, or certify the function anew",
                      f->states[i].id, id);
    free (id);
  }
  i = 0;
  for (const cJSON *item = entries->child; item != NULL; item = item->next, i++)
    if (f->entries[i].kind != ENTRY_REVOKE && ledger_find_state (f, f->entries[i].state) == NULL)
      json_fault (d, json_member (item, "state"),
                  "state %.12s of this %s is not under " Q ("states") "; restore it from git, "
                                                                      "or certify the function anew",
                  f->entries[i].state, f->entries[i].kind == ENTRY_AUDIT ? "audit" : "exemption");
}

static void
read_root (struct ledger_file *f, struct json_document *d)
{
  const cJSON *root = d->root;
  static const char what[] = "a ledger file";
  json_check_keys (d, root, file_keys, what);
  json_require (d, root, "function", what);
  json_require (d, root, "domain", what);
  read_name (d, root, "function", &f->function);
  read_name (d, root, "file", &f->file);
  json_get_flag (d, root, "static", &f->is_static);
  read_text (d, root, "domain", &f->domain);
  if (f->is_static)
    json_require (d, root, "file", "a static function's ledger file");
  const cJSON *entries = json_require (d, root, "entries", what);
  if (entries != NULL && json_expect_array (d, entries, Q ("entries")))
    for (const cJSON *item = entries->child; item != NULL; item = item->next)
      read_entry (f, d, item);
  const cJSON *states = json_require (d, root, "states", what);
  if (states != NULL && json_expect_object (d, states, Q ("states")))
    for (const cJSON *item = states->child; item != NULL; item = item->next)
      read_state (f, d, item);
  if (!d->faulty)
    check_ids (f, d);
}

static bool
check_format (struct json_document *d)
{
  unsigned format;
  if (!json_expect_object (d, d->root, "a ledger file") || json_require (d, d->root, "format", "a ledger file") == NULL
      || json_get_count (d, d->root, "format", 0, 1000000, &format) == NULL)
    return false;
  if (format == 1)
    return true;
  json_fault (d, json_member (d->root, "format"),
              "format %u is not known to this loadbearing, which knows 1; use a newer one", format);
  return false;
}

struct ledger_file *
ledger_parse (const char *path, const char *text, size_t size, struct strbuf *err)
{
  struct json_document *d = json_scan (path, text, size, LEDGER_CONFLICT_REMEDY, err);
  if (d == NULL)
    return NULL;
  struct ledger_file *f = memory_get (sizeof *f);
  f->path = memory_copy_text (path);
  if (check_format (d))
    read_root (f, d);
  bool fine = !d->faulty;
  json_document_free (d);
  if (!fine) {
    ledger_file_free (f);
    return NULL;
  }
  ledger_normalise (f);
  return f;
}

struct ledger_file *
ledger_read (const char *path, struct strbuf *err)
{
  struct strbuf text = STRBUF_INIT;
  struct ledger_file *f = NULL;
  if (json_load (path, &text, err))
    f = ledger_parse (path, strbuf_text (&text), text.length, err);
  strbuf_release (&text);
  return f;
}
