/* Loading a policy: the file, what it extends, the shipped default.  */
#include "policy_private.h"

#include <stdlib.h>
#include <string.h>

#define Q(text) QUOTE_OPEN text QUOTE_CLOSE

/* Policies that extend each other, at most.  */
#define CHAIN_LONGEST 8

/* The files being read, innermost first.  */
struct chain {
  const char *path;
  const struct chain *inner;
  unsigned length;
};

static struct policy *
policy_new (void)
{
  struct policy *p = memory_get (sizeof *p);
  p->files = memory_get (sizeof *p->files);
  p->test_globs = memory_get (sizeof *p->test_globs);
  p->prototype_globs = memory_get (sizeof *p->prototype_globs);
  p->boundary = memory_get (sizeof *p->boundary);
  p->unrecorded_allow = memory_get (sizeof *p->unrecorded_allow);
  p->exemption_max_days = 365;
  p->exemption_warn_days = 42;
  p->severities = memory_get (sizeof *p->severities);
  p->own = memory_get (sizeof *p->own);
  return p;
}

static void
free_marks (struct policy_mark *marks, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    free (marks[i].function);
    free (marks[i].file);
    free (marks[i].domain);
    free (marks[i].why);
  }
  free (marks);
}

static void
free_private (struct policy_private *own)
{
  for (size_t i = 0; i < own->groups_count; i++) {
    free (own->groups[i].name);
    text_list_free (own->groups[i].members);
  }
  free (own->groups);
  for (size_t i = 0; i < own->layers_count; i++) {
    free (own->layers[i].root);
    free (own->layers[i].prefix);
  }
  free (own->layers);
  free (own->test_layers);
  free (own->prototype_layers);
  free (own->root_resolved);
  path_memory_free (own->memory);
  free (own);
}

void
policy_free (struct policy *p)
{
  if (p == NULL)
    return;
  for (size_t i = 0; i < p->domains_count; i++) {
    free (p->domains[i].name);
    text_list_free (p->domains[i].auditors);
  }
  free (p->domains);
  free_marks (p->marks, p->marks_count);
  free_marks (p->must_marks, p->must_marks_count);
  for (size_t i = 0; i < p->products_count; i++) {
    free (p->products[i].name);
    free (p->products[i].variant);
    text_list_free (p->products[i].build);
    text_list_free (p->products[i].tests);
  }
  free (p->products);
  for (size_t i = 0; i < p->assertions_count; i++) {
    free (p->assertions[i].name);
    free (p->assertions[i].arguments);
  }
  free (p->assertions);
  for (size_t i = 0; i < p->severities->count; i++)
    free (p->severities->cells[i].scope);
  free (p->severities->cells);
  free (p->severities);
  text_list_free (p->files);
  text_list_free (p->test_globs);
  text_list_free (p->prototype_globs);
  text_list_free (p->boundary);
  text_list_free (p->unrecorded_allow);
  free_private (p->own);
  free (p->path);
  free (p->root);
  free (p->ledger);
  free (p->signers);
  free (p->revocations_from);
  free (p->evidence);
  free (p);
}

/* The folder NAME in FOLDER.  Owned by the caller.  */
static char *
path_in (const char *folder, const char *name)
{
  struct strbuf path = STRBUF_INIT;
  strbuf_addf (&path, "%s/%s", strcmp (folder, "/") == 0 ? "" : folder, name);
  return strbuf_detach (&path);
}

/* True if PATH is .../loadbearing/policy.json, which searching upward finds.  */
static bool
stands_in_tree (const char *path)
{
  static const char tail[] = "/loadbearing/policy.json";
  size_t length = strlen (path);
  return length >= sizeof tail - 1 && strcmp (path + length - (sizeof tail - 1), tail) == 0;
}

/* Sets path, root and ledger of P from PATH, absolute.  */
static void
place_policy (struct policy *p, const char *path)
{
  char *folder = path_folder (path);
  p->path = memory_copy_text (path);
  p->ledger = path_in (folder, "audits");
  p->root = stands_in_tree (path) ? path_folder (folder) : memory_copy_text (folder);
  p->own->root_resolved = realpath (p->root, NULL);
  free (folder);
  text_list_add (&p->files, path);
}

static void
add_layer (struct policy *p, const char *root)
{
  struct policy_private *own = p->own;
  own->layers = memory_grow (own->layers, own->layers_count + 1, sizeof *own->layers);
  struct policy_layer *layer = &own->layers[own->layers_count++];
  layer->root = memory_copy_text (root);
  const char *inside = path_within (p->root, root);
  struct strbuf prefix = STRBUF_INIT;
  if (inside != NULL)
    strbuf_addf (&prefix, "%s/", inside);
  layer->prefix = strbuf_detach (&prefix);
}

static bool
same_file (const char *a, const char *b)
{
  char *first = realpath (a, NULL), *second = realpath (b, NULL);
  bool same = first != NULL && second != NULL && strcmp (first, second) == 0;
  free (first);
  free (second);
  return same;
}

/* An outer policy that the search upward would find must be in force here, too: else a
   policy could be shaken off by adding an empty one further in.  */
static void
check_outer (const struct policy *p, struct json_document *d)
{
  char *outer = stands_in_tree (p->path) ? policy_find_outer (p->root) : NULL;
  if (outer == NULL)
    return;
  bool found = false;
  for (size_t i = 1; p->files[i] != NULL && !found; i++)
    found = same_file (p->files[i], outer);
  if (!found) {
    char *folder = path_folder (p->path);
    char *spelled = path_from (folder, outer);
    const cJSON *extends = json_member (d->root, "extends");
    json_fault (d, extends != NULL ? extends : d->root,
                "the outer policy %s is in force here, too; write \"extends\": \"%s\"", outer, spelled);
    free (spelled);
    free (folder);
  }
  free (outer);
}

static struct policy *load_file (const char *path, const struct chain *inner, struct strbuf *err);

/* Loads what D extends.  NULL with faults if it cannot; *FINE stays true if nothing is extended.  */
static struct policy *
load_base (const char *path, struct json_document *d, const struct chain *chain, bool *fine)
{
  const char *text;
  const cJSON *item = json_get_text (d, d->root, "extends", &text);
  if (item == NULL)
    return NULL;
  *fine = false;
  if (*text == '/') {
    json_fault (d, item,
                Q ("extends") " is an absolute path, which holds on one machine only; write it relative to this "
                              "file's folder");
    return NULL;
  }
  char *folder = path_folder (path);
  char *joined = path_in (folder, text);
  char *target = path_absolute (joined);
  struct policy *base = NULL;
  bool loop = false;
  for (const struct chain *c = chain; c != NULL; c = c->inner)
    loop |= same_file (c->path, target);
  if (loop)
    json_fault (d, item, "%s extends itself; remove " Q ("extends") " here or there", target);
  else if (chain->length >= CHAIN_LONGEST)
    json_fault (d, item, "more than %d policies extend each other; join some of them", CHAIN_LONGEST);
  else {
    base = load_file (target, chain, d->err);
    if (base == NULL)
      json_fault (d, item, "extends %s, which cannot be used: see the faults above", target);
    *fine = base != NULL;
  }
  free (target);
  free (joined);
  free (folder);
  return base;
}

static void
check_format (struct json_document *d)
{
  unsigned format = 1;
  if (json_require (d, d->root, "format", "the policy") == NULL
      || json_get_count (d, d->root, "format", 0, 1000000, &format) == NULL || format == 1)
    return;
  json_fault (d, json_member (d->root, "format"), "format %u is not known to this loadbearing, which knows 1; %s",
              format, format == 0 ? "write 1" : "use a newer one");
}

/* The shipped policy, with nothing lowered: for its domains, and as a default.  */
static struct policy *
load_shipped (struct strbuf *err)
{
  struct json_document *d = json_scan ("the shipped policy", policy_shipped_text, strlen (policy_shipped_text),
                                       "restore it", err);
  if (d == NULL)
    return NULL;
  struct policy *p = policy_new ();
  p->root = path_absolute (".");
  p->ledger = path_in (p->root, "loadbearing/audits");
  p->own->root_resolved = realpath (p->root, NULL);
  add_layer (p, p->root);
  policy_read (p, d, NULL);
  bool fine = !d->faulty;
  json_document_free (d);
  if (fine)
    return p;
  policy_free (p);
  return NULL;
}

/* A policy that declares no domains has the shipped ones.  */
static void
take_shipped_domains (struct policy *p, struct json_document *d)
{
  struct policy *shipped = load_shipped (d->err);
  if (shipped == NULL) {
    d->faulty = true;
    return;
  }
  p->domains = shipped->domains;
  p->domains_count = shipped->domains_count;
  shipped->domains = NULL;
  shipped->domains_count = 0;
  policy_free (shipped);
}

static struct policy *
read_document (const char *path, struct json_document *d, const struct chain *chain)
{
  if (!json_expect_object (d, d->root, "the policy"))
    return NULL;
  check_format (d);
  /* Another format's keys mean nothing here.  */
  if (d->faulty && json_member (d->root, "format") != NULL)
    return NULL;
  bool fine = true;
  struct policy *base = load_base (path, d, chain, &fine);
  struct policy *p = policy_new ();
  place_policy (p, path);
  add_layer (p, p->root);
  if (base != NULL) {
    for (size_t i = 0; i < base->own->layers_count; i++)
      add_layer (p, base->own->layers[i].root);
    for (size_t i = 0; base->files[i] != NULL; i++)
      text_list_add (&p->files, base->files[i]);
    policy_inherit (p, base);
  } else if (fine && json_member (d->root, "domains") == NULL)
    take_shipped_domains (p, d);
  /* With a broken outer policy every name that it declares would be reported as unknown.  */
  if (fine) {
    policy_read (p, d, base);
    check_outer (p, d);
  }
  policy_free (base);
  if (d->faulty) {
    policy_free (p);
    return NULL;
  }
  p->digest = policy_digest_of (p);
  return p;
}

static struct policy *
load_file (const char *path, const struct chain *inner, struct strbuf *err)
{
  struct strbuf text = STRBUF_INIT;
  struct policy *p = NULL;
  if (json_load (path, &text, err)) {
    struct json_document *d = json_scan (path, strbuf_text (&text), text.length,
                                         "resolve the conflict in the policy by hand", err);
    struct chain chain = { path, inner, inner != NULL ? inner->length + 1 : 1 };
    if (d != NULL)
      p = read_document (path, d, &chain);
    json_document_free (d);
  }
  strbuf_release (&text);
  return p;
}

struct policy *
policy_load (const char *path, struct strbuf *err)
{
  if (path == NULL) {
    struct policy *p = load_shipped (err);
    if (p != NULL)
      p->own->shipped = true;
    return p;
  }
  char *absolute = path_absolute (path);
  struct policy *p = load_file (absolute, NULL, err);
  free (absolute);
  return p;
}
