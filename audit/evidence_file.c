/* The file of test evidence: docs/evidence-json.md.  See evidence.h.  */
#include "evidence.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "json/json_read.h"
#include "ledger/ledger_private.h"

#define REMEDY "loadbearing check --evidence writes it anew"

char *
evidence_path (const struct policy *policy)
{
  struct strbuf path = STRBUF_INIT;
  if (!policy->evidence)
    return NULL;
  if (policy->evidence[0] != '/')
    strbuf_addf (&path, "%s/", policy->root);
  strbuf_add_text (&path, policy->evidence);
  return strbuf_detach (&path);
}

void
evidence_file_free (struct evidence_file *f)
{
  if (!f)
    return;
  for (size_t i = 0; i < f->count; i++)
    evidence_release (&f->list[i]);
  free (f->list);
  free (f->path);
  free (f);
}

/* ---- Reading.  */

static char *
text_of (struct json_document *d, const cJSON *object, const char *key)
{
  const char *text = NULL;
  json_get_text (d, object, key, &text);
  return text ? ledger_text_from_json (text) : NULL;
}

static char *
required_text (struct json_document *d, const cJSON *object, const char *key, const char *what)
{
  char *text = json_require (d, object, key, what) ? text_of (d, object, key) : NULL;
  return text ? text : memory_copy_text ("");
}

static void
read_digest (struct json_document *d, const cJSON *object, const char *key, struct digest *digest)
{
  const char *text = NULL;
  if (json_get_text (d, object, key, &text) && text && !digest_from_hex (text, digest))
    json_fault (d, json_member (object, key), "this is no digest; " REMEDY);
}

static void
read_state (struct json_document *d, const cJSON *item, struct evidence *e)
{
  static const char *const keys[] = { "variant",      "scheme", "interface", "source",
                                      "dependencies", "class",  "behaviour", NULL };
  if (!json_expect_object (d, item, "a state"))
    return;
  json_check_keys (d, item, keys, "a state");
  e->states = memory_grow (e->states, e->states_count + 1, sizeof *e->states);
  struct evidence_state *s = &e->states[e->states_count++];
  memset (s, 0, sizeof *s);
  s->variant = required_text (d, item, "variant", "a state");
  json_get_count (d, item, "scheme", 0, 1000000, &s->scheme);
  s->behaviour_class = text_of (d, item, "class");
  read_digest (d, item, "interface", &s->aspects[ASPECT_INTERFACE]);
  read_digest (d, item, "source", &s->aspects[ASPECT_SOURCE]);
  read_digest (d, item, "dependencies", &s->aspects[ASPECT_DEPENDENCIES]);
  read_digest (d, item, "behaviour", &s->aspects[ASPECT_BEHAVIOUR]);
}

static void
read_reference (struct json_document *d, const cJSON *item, struct evidence *e)
{
  static const char *const keys[] = { "test",    "shown",     "file",   "line",   "grade", "reason",
                                      "through", "uncounted", "remark", "digest", NULL };
  static const char *const grades[] = { "none", "called", "shape", "semantic", "proven", NULL };
  if (!json_expect_object (d, item, "a test"))
    return;
  json_check_keys (d, item, keys, "a test");
  struct evidence_reference *r = evidence_add (e);
  unsigned grade = GRADE_NONE;
  r->test = required_text (d, item, "test", "a test");
  r->shown = text_of (d, item, "shown");
  r->file = required_text (d, item, "file", "a test");
  json_get_count (d, item, "line", 0, 1000000000, &r->line);
  json_require (d, item, "grade", "a test");
  json_get_word (d, item, "grade", grades, &grade);
  r->grade = (enum test_grade) grade;
  r->reason = required_text (d, item, "reason", "a test");
  json_get_texts (d, item, "through", &r->way);
  r->uncounted = text_of (d, item, "uncounted");
  r->remark = text_of (d, item, "remark");
  read_digest (d, item, "digest", &r->digest);
}

static void
read_function (struct json_document *d, const cJSON *item, struct evidence *e)
{
  static const char *const keys[] = { "function", "file", "stub_proof", "why", "states", "tests", NULL };
  if (!json_expect_object (d, item, "a function"))
    return;
  json_check_keys (d, item, keys, "a function");
  e->function = required_text (d, item, "function", "a function");
  e->file = text_of (d, item, "file");
  json_require (d, item, "stub_proof", "a function");
  json_get_flag (d, item, "stub_proof", &e->stub_proof);
  e->why = required_text (d, item, "why", "a function");
  const cJSON *states = json_member (item, "states"), *tests = json_member (item, "tests");
  if (states && json_expect_array (d, states, "\"states\""))
    for (const cJSON *s = states->child; s; s = s->next)
      read_state (d, s, e);
  if (tests && json_expect_array (d, tests, "\"tests\""))
    for (const cJSON *t = tests->child; t; t = t->next)
      read_reference (d, t, e);
}

static int
compare_functions (const void *a, const void *b)
{
  const struct evidence *left = a, *right = b;
  int order = strcmp (left->function, right->function);
  return order ? order : strcmp (left->file ? left->file : "", right->file ? right->file : "");
}

static void
read_root (struct json_document *d, struct evidence_file *f)
{
  static const char *const keys[] = { "format", "functions", NULL };
  const char *what = "a file of test evidence";
  unsigned format = 0;
  if (!json_expect_object (d, d->root, what) || !json_require (d, d->root, "format", what)
      || !json_get_count (d, d->root, "format", 0, 1000000, &format))
    return;
  if (format != 1) {
    json_fault (d, json_member (d->root, "format"),
                "format %u is not known to this loadbearing, which knows 1; " REMEDY, format);
    return;
  }
  json_check_keys (d, d->root, keys, what);
  const cJSON *functions = json_require (d, d->root, "functions", what);
  if (!functions || !json_expect_array (d, functions, "\"functions\""))
    return;
  for (const cJSON *item = functions->child; item; item = item->next) {
    if ((f->count & (f->count - 1)) == 0)
      f->list = memory_grow (f->list, f->count ? 2 * f->count : 1, sizeof *f->list);
    memset (&f->list[f->count], 0, sizeof *f->list);
    read_function (d, item, &f->list[f->count]);
    if (!d->faulty && f->count && compare_functions (&f->list[f->count - 1], &f->list[f->count]) >= 0)
      json_fault (d, item, "this function is not in its place, or stands twice; " REMEDY);
    f->count++;
  }
}

struct evidence_file *
evidence_read (const char *path, bool *missing, struct strbuf *err)
{
  struct strbuf text = STRBUF_INIT;
  struct evidence_file *f = NULL;
  struct stat status;
  *missing = stat (path, &status) != 0;
  if (!*missing && json_load (path, &text, err)) {
    struct json_document *d = json_scan (path, strbuf_text (&text), text.length, REMEDY, err);
    if (d) {
      f = memory_get (sizeof *f);
      f->path = memory_copy_text (path);
      read_root (d, f);
      if (d->faulty) {
        evidence_file_free (f);
        f = NULL;
      }
      json_document_free (d);
    }
  }
  strbuf_release (&text);
  return f;
}

struct evidence *
evidence_find (const struct evidence_file *file, const struct function_facts *f)
{
  struct evidence key = { .function = f->name, .file = f->file };
  return file->count ? bsearch (&key, file->list, file->count, sizeof *file->list, compare_functions) : NULL;
}

/* ---- Writing: one state or one test a line.  */

static void
add_member (struct strbuf *out, const char *key, const char *text)
{
  if (!text)
    return;
  strbuf_addf (out, "%s\"%s\": ", out->text[out->length - 2] == '{' ? "" : ", ", key);
  ledger_add_json_text (out, text);
}

static void
add_digest (struct strbuf *out, const char *key, const struct digest *digest)
{
  char hex[2 * DIGEST_FULL + 1];
  if (digest_known (digest))
    add_member (out, key, digest_to_hex (digest, hex));
}

static void
add_state (struct strbuf *out, const struct evidence_state *s)
{
  strbuf_add_text (out, "        { ");
  add_member (out, "variant", s->variant);
  strbuf_addf (out, ", \"scheme\": %u", s->scheme);
  add_digest (out, "interface", &s->aspects[ASPECT_INTERFACE]);
  add_digest (out, "source", &s->aspects[ASPECT_SOURCE]);
  add_digest (out, "dependencies", &s->aspects[ASPECT_DEPENDENCIES]);
  add_member (out, "class", s->behaviour_class);
  add_digest (out, "behaviour", &s->aspects[ASPECT_BEHAVIOUR]);
  strbuf_add_text (out, " }");
}

static void
add_reference (struct strbuf *out, const struct evidence_reference *r)
{
  strbuf_add_text (out, "        { ");
  add_member (out, "test", r->test);
  add_member (out, "shown", r->shown);
  add_member (out, "file", r->file);
  strbuf_addf (out, ", \"line\": %u", r->line);
  add_member (out, "grade", grade_name (r->grade));
  add_member (out, "reason", r->reason);
  for (char *const *name = r->way; name && *name; name++) {
    strbuf_add_text (out, name == r->way ? ", \"through\": [" : ", ");
    ledger_add_json_text (out, *name);
    strbuf_add_text (out, name[1] ? "" : "]");
  }
  add_member (out, "uncounted", r->uncounted);
  add_member (out, "remark", r->remark);
  add_digest (out, "digest", &r->digest);
  strbuf_add_text (out, " }");
}

void
evidence_format (struct evidence *list, size_t count, struct strbuf *out)
{
  if (count)
    qsort (list, count, sizeof *list, compare_functions);
  strbuf_add_text (out, "{ \"format\": 1,\n  \"functions\": [");
  for (size_t i = 0; i < count; i++) {
    struct evidence *e = &list[i];
    evidence_sort (e);
    strbuf_add_text (out, i ? ",\n    { " : "\n    { ");
    add_member (out, "function", e->function);
    add_member (out, "file", e->file);
    strbuf_addf (out, ", \"stub_proof\": %s", e->stub_proof ? "true" : "false");
    add_member (out, "why", e->why);
    strbuf_add_text (out, ",\n      \"states\": [");
    for (size_t s = 0; s < e->states_count; s++) {
      strbuf_add_text (out, s ? ",\n" : "\n");
      add_state (out, &e->states[s]);
    }
    strbuf_add_text (out, " ],\n      \"tests\": [");
    for (size_t r = 0; r < e->count; r++) {
      strbuf_add_text (out, r ? ",\n" : "\n");
      add_reference (out, &e->list[r]);
    }
    strbuf_add_text (out, " ] }");
  }
  strbuf_add_text (out, " ] }\n");
}
