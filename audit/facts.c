/* The facts: labels, order, identity, and the end of a unit's collection.  */
#include "facts.h"

#include <stdlib.h>
#include <string.h>

#include "note/note.h"
#include "text.h"

static const char *const aspect_names[ASPECT_COUNT] = { "interface", "source", "tree", "behaviour", "dependencies" };

/* What stands before and after a dependency's name in its label.  Types carry
   their own decoration ("struct order") in the name.  */
static const struct decoration {
  const char *before, *after;
} decorations[DEPENDENCY_KIND_COUNT] = {
  [DEPENDENCY_FUNCTION] = { "", "()" },
  [DEPENDENCY_INTERFACE] = { "", "() interface" },
  [DEPENDENCY_OBJECT] = { "", "" },
  [DEPENDENCY_TYPE] = { "", "" },
  [DEPENDENCY_ENUMERATOR] = { "enumerator ", "" },
  [DEPENDENCY_MACRO] = { "macro ", "" },
  [DEPENDENCY_OPTION] = { "option ", "" },
  [DEPENDENCY_ENVIRONMENT] = { "environment ", "" },
  [DEPENDENCY_POINTER] = { "pointer ", "" },
};

/* How the name of a DEPENDENCY_TYPE begins.  */
static const char *const type_prefixes[] = { "struct ", "union ", "enum ", "typedef ", "class " };

const char *
aspect_name (enum aspect aspect)
{
  return (unsigned) aspect < ASPECT_COUNT ? aspect_names[aspect] : "unknown aspect";
}

/* A label read as one string without being put together.  */
struct label_reader {
  const char *parts[3];
  unsigned part;
};

static struct label_reader
label_reader_of (const struct dependency *d)
{
  const struct decoration *decoration = &decorations[d->kind];
  struct label_reader r = { { decoration->before, d->name ? d->name : "", decoration->after }, 0 };
  return r;
}

static unsigned char
label_reader_next (struct label_reader *r)
{
  while (r->part < 3 && *r->parts[r->part] == '\0')
    r->part++;
  return r->part < 3 ? (unsigned char) *r->parts[r->part]++ : 0;
}

int
dependency_compare_label (const struct dependency *a, const struct dependency *b)
{
  /* Nothing behind the names: they alone differ.  */
  if (a->kind == b->kind && a->name && b->name && (a->name == b->name || !*decorations[a->kind].after))
    return a->name == b->name ? 0 : strcmp (a->name, b->name);
  /* Else as far as both names go, what stands around them makes no difference.  */
  if (a->kind == b->kind && a->name && b->name) {
    size_t same = 0;
    while (a->name[same] && a->name[same] == b->name[same])
      same++;
    if (a->name[same] == b->name[same])
      return 0;
    if (a->name[same] && b->name[same])
      return (unsigned char) a->name[same] < (unsigned char) b->name[same] ? -1 : 1;
  }
  struct label_reader left = label_reader_of (a), right = label_reader_of (b);
  for (;;) {
    unsigned char l = label_reader_next (&left), r = label_reader_next (&right);
    if (l != r)
      return l < r ? -1 : 1;
    if (l == 0)
      return 0;
  }
}

int
dependency_compare (const struct dependency *a, const struct dependency *b)
{
  int order = dependency_compare_label (a, b);
  return order ? order : text_compare (a->via, b->via);
}

void
dependency_label (const struct dependency *d, struct strbuf *out)
{
  strbuf_add_text (out, decorations[d->kind].before);
  strbuf_add_text (out, d->name ? d->name : "");
  strbuf_add_text (out, decorations[d->kind].after);
}

static bool
ends_with (const char *text, size_t length, const char *end)
{
  size_t end_length = strlen (end);
  return length > end_length && memcmp (text + length - end_length, end, end_length) == 0;
}

bool
dependency_split_label (const char *label, enum dependency_kind *kind, size_t *start, size_t *length)
{
  size_t whole = strlen (label), skip = 0, drop = 0;
  enum dependency_kind found = DEPENDENCY_KIND_COUNT;
  bool spaced = memchr (label, ' ', whole) != NULL;

  /* Words in front first: "pointer void ()" is no function.  All of them end in a space.  */
  for (int k = 0; spaced && k < DEPENDENCY_KIND_COUNT; k++) {
    size_t before = strlen (decorations[k].before);
    if (before && strncmp (label, decorations[k].before, before) == 0) {
      found = (enum dependency_kind) k;
      skip = before;
    }
  }
  for (size_t i = 0; spaced && found == DEPENDENCY_KIND_COUNT && i < sizeof type_prefixes / sizeof *type_prefixes; i++)
    if (strncmp (label, type_prefixes[i], strlen (type_prefixes[i])) == 0) {
      if (whole == strlen (type_prefixes[i]))
        return false;
      found = DEPENDENCY_TYPE;
    }
  if (found == DEPENDENCY_KIND_COUNT) {
    if (ends_with (label, whole, decorations[DEPENDENCY_INTERFACE].after)) {
      found = DEPENDENCY_INTERFACE;
      drop = strlen (decorations[found].after);
    } else if (ends_with (label, whole, decorations[DEPENDENCY_FUNCTION].after)) {
      found = DEPENDENCY_FUNCTION;
      drop = strlen (decorations[found].after);
    } else if (!spaced && memchr (label, '(', whole) == NULL)
      found = DEPENDENCY_OBJECT;
    else
      return false;
  }
  if (whole <= skip + drop)
    return false;
  *kind = found;
  *start = skip;
  *length = whole - skip - drop;
  return true;
}

bool
dependency_from_label (const char *label, struct dependency *d)
{
  size_t start, length;
  if (!dependency_split_label (label, &d->kind, &start, &length))
    return false;
  d->name = memory_copy_text (label + start);
  d->name[length] = '\0';
  return true;
}

void
dependency_set_behaviour (struct dependency *d, const struct digest *digest)
{
  d->behaves = digest->length >= DIGEST_SHORT;
  memset (d->behaviour, 0, sizeof d->behaviour);
  if (d->behaves)
    memcpy (d->behaviour, digest->bytes, sizeof d->behaviour);
}

struct digest
dependency_behaviour (const struct dependency *d)
{
  struct digest digest;
  memset (&digest, 0, sizeof digest);
  if (d->behaves) {
    digest.length = DIGEST_SHORT;
    memcpy (digest.bytes, d->behaviour, DIGEST_SHORT);
  }
  return digest;
}

struct digest
dependencies_total (const struct dependency *list, size_t count)
{
  struct digester digester;
  struct strbuf label = STRBUF_INIT;

  digester_init (&digester);
  for (size_t i = 0; i < count; i++) {
    if (list[i].kind == DEPENDENCY_MACRO)
      continue;
    strbuf_clear (&label);
    dependency_label (&list[i], &label);
    digester_add_text (&digester, strbuf_text (&label));
    digester_add_digest (&digester, &list[i].digest);
    digester_add_text (&digester, list[i].via);
  }
  strbuf_release (&label);
  return digester_finish (&digester, DIGEST_FULL);
}

const char *
function_shown (const struct function_facts *f)
{
  return f->shown ? f->shown : f->name;
}

bool
function_same (const struct function_facts *a, const struct function_facts *b)
{
  if (strcmp (a->name, b->name) != 0)
    return false;
  if (!((a->flags | b->flags) & FUNCTION_STATIC))
    return true;
  return text_compare (a->file, b->file) == 0;
}

int
function_compare (const struct function_facts *a, const struct function_facts *b)
{
  int order = text_compare (a->name, b->name);
  if (!order)
    order = text_compare (a->file, b->file);
  /* Only an `extern inline` and its real definition, say, come so far; any
     fixed order will do.  */
  if (!order && a->line != b->line)
    order = a->line < b->line ? -1 : 1;
  if (!order && a->column != b->column)
    order = a->column < b->column ? -1 : 1;
  if (!order && a->flags != b->flags)
    order = a->flags < b->flags ? -1 : 1;
  for (int i = 0; !order && i < ASPECT_COUNT; i++)
    order = digest_compare (&a->aspects[i], &b->aspects[i]);
  return order;
}

int
reference_compare (const struct reference_facts *a, const struct reference_facts *b)
{
  int order = text_compare (a->callee, b->callee);
  if (!order)
    order = text_compare (a->test, b->test);
  if (!order)
    order = text_compare (a->file, b->file);
  if (!order && a->line != b->line)
    order = a->line < b->line ? -1 : 1;
  if (!order && a->column != b->column)
    order = a->column < b->column ? -1 : 1;
  return order;
}

const char *
grade_name (enum test_grade grade)
{
  static const char *const names[] = { "none", "called", "shape", "semantic", "proven" };
  return names[grade];
}

void
dependency_release (struct dependency *d)
{
  free (d->name);
  free (d->via);
  memset (d, 0, sizeof *d);
}

void
function_facts_release (struct function_facts *f)
{
  for (size_t i = 0; i < f->depends_count; i++)
    dependency_release (&f->depends[i]);
  for (size_t i = 0; i < f->calls_count; i++)
    free (f->calls[i]);
  free (f->depends);
  free (f->calls);
  free (f->name);
  free (f->shown);
  free (f->file);
  free (f->domain);
  free (f->reason);
  free (f->unknown);
  free (f->form);
  memset (f, 0, sizeof *f);
}

static void
texts_release (char **list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    free (list[i]);
  free (list);
}

void
reference_facts_release (struct reference_facts *r)
{
  for (size_t i = 0; i < r->outputs_count; i++) {
    free (r->outputs[i].name);
    free (r->outputs[i].accepts);
  }
  free (r->outputs);
  free (r->test);
  free (r->callee);
  free (r->file);
  free (r->reason);
  memset (r, 0, sizeof *r);
}

void
test_facts_release (struct test_facts *t)
{
  texts_release (t->through, t->through_count);
  for (size_t i = 0; i < t->claims_count; i++) {
    free (t->claims[i].function);
    free (t->claims[i].written);
  }
  for (size_t i = 0; i < t->gaps_count; i++) {
    free (t->gaps[i].file);
    free (t->gaps[i].reason);
  }
  free (t->claims);
  free (t->gaps);
  free (t->name);
  free (t->file);
  memset (t, 0, sizeof *t);
}

void
object_facts_release (struct object_facts *o)
{
  texts_release (o->objects, o->objects_count);
  texts_release (o->functions, o->functions_count);
  free (o->name);
  free (o->file);
  memset (o, 0, sizeof *o);
}

static void
object_reads_release (struct object_reads *r)
{
  texts_release (r->objects, r->objects_count);
  texts_release (r->functions, r->functions_count);
  free (r->function);
}

void
unit_facts_release (struct unit_facts *u)
{
  if (u->storage)
    facts_storage_free (u->storage);
  else {
    for (size_t i = 0; i < u->functions_count; i++)
      function_facts_release (&u->functions[i]);
    free (u->functions);
    for (size_t i = 0; i < u->references_count; i++)
      reference_facts_release (&u->references[i]);
    free (u->references);
    for (size_t i = 0; i < u->tests_count; i++)
      test_facts_release (&u->tests[i]);
    free (u->tests);
    texts_release (u->addresses, u->addresses_count);
    for (size_t i = 0; i < u->pointed_count; i++) {
      free (u->pointed[i].type);
      free (u->pointed[i].name);
    }
    free (u->pointed);
    for (size_t i = 0; i < u->objects_count; i++)
      object_facts_release (&u->objects[i]);
    free (u->objects);
    for (size_t i = 0; i < u->outside_count; i++) {
      free (u->outside[i].name);
      free (u->outside[i].linkage);
    }
    free (u->outside);
    for (size_t i = 0; i < u->reads_count; i++)
      object_reads_release (&u->reads[i]);
    free (u->reads);
    free (u->source);
    free (u->compiler);
    free (u->language);
    free (u->variant);
    free (u->options);
    free (u->tree_class);
    free (u->behaviour_class);
  }
  memset (u, 0, sizeof *u);
}

struct function_facts *
unit_facts_add (struct unit_facts *u)
{
  /* The capacity is the next power of two: no field needed for it.  */
  size_t count = u->functions_count;
  if ((count & (count - 1)) == 0)
    u->functions = memory_grow (u->functions, count ? 2 * count : 1, sizeof *u->functions);
  memset (&u->functions[count], 0, sizeof *u->functions);
  u->functions_count++;
  return &u->functions[count];
}

static int
sort_functions (const void *a, const void *b)
{
  return function_compare (a, b);
}

static int
sort_dependencies (const void *a, const void *b)
{
  const struct dependency *left = a, *right = b;
  int order = dependency_compare (left, right);
  return order ? order : digest_compare (&left->digest, &right->digest);
}

static int
sort_references (const void *a, const void *b)
{
  return reference_compare (a, b);
}

static int
sort_outputs (const void *a, const void *b)
{
  const struct reference_output *left = a, *right = b;
  int order = strcmp (left->name, right->name);
  return order ? order : strcmp (left->accepts, right->accepts);
}

static int
sort_tests (const void *a, const void *b)
{
  const struct test_facts *left = a, *right = b;
  int order = text_compare (left->name, right->name);
  if (!order)
    order = text_compare (left->file, right->file);
  return order ? order : left->line < right->line ? -1 : left->line > right->line;
}

static int
sort_gaps (const void *a, const void *b)
{
  const struct test_gap *left = a, *right = b;
  int order = text_compare (left->file, right->file);
  if (!order && left->line != right->line)
    order = left->line < right->line ? -1 : 1;
  if (!order && left->column != right->column)
    order = left->column < right->column ? -1 : 1;
  return order ? order : strcmp (left->reason, right->reason);
}

/* Sorts LIST and leaves one of those that are equal.  */
static void
texts_sort (char **list, size_t *count)
{
  size_t kept = 0;
  if (*count)
    qsort (list, *count, sizeof *list, text_compare_listed);
  for (size_t i = 0; i < *count; i++)
    if (kept && strcmp (list[kept - 1], list[i]) == 0)
      free (list[i]);
    else
      list[kept++] = list[i];
  *count = kept;
}

static int
sort_pointed (const void *a, const void *b)
{
  const struct pointed_function *left = a, *right = b;
  int order = strcmp (left->type, right->type);
  return order ? order : strcmp (left->name, right->name);
}

static void
pointed_sort (struct unit_facts *u)
{
  size_t kept = 0;
  if (u->pointed_count)
    qsort (u->pointed, u->pointed_count, sizeof *u->pointed, sort_pointed);
  for (size_t i = 0; i < u->pointed_count; i++)
    if (kept && sort_pointed (&u->pointed[kept - 1], &u->pointed[i]) == 0) {
      free (u->pointed[i].type);
      free (u->pointed[i].name);
    } else
      u->pointed[kept++] = u->pointed[i];
  u->pointed_count = kept;
}

static int
sort_objects (const void *a, const void *b)
{
  const struct object_facts *left = a, *right = b;
  int order = strcmp (left->name, right->name);
  return order ? order : memcmp (left->digest.bytes, right->digest.bytes, sizeof left->digest.bytes);
}

static int
sort_outside (const void *a, const void *b)
{
  const struct outside_object *left = a, *right = b;
  int order = strcmp (left->name, right->name);
  return order ? order : strcmp (left->linkage, right->linkage);
}

static int
sort_reads (const void *a, const void *b)
{
  return strcmp (((const struct object_reads *) a)->function, ((const struct object_reads *) b)->function);
}

static void
objects_sort (struct unit_facts *u)
{
  for (size_t i = 0; i < u->objects_count; i++) {
    texts_sort (u->objects[i].objects, &u->objects[i].objects_count);
    texts_sort (u->objects[i].functions, &u->objects[i].functions_count);
  }
  if (u->objects_count)
    qsort (u->objects, u->objects_count, sizeof *u->objects, sort_objects);
  if (u->outside_count)
    qsort (u->outside, u->outside_count, sizeof *u->outside, sort_outside);
  for (size_t i = 0; i < u->reads_count; i++) {
    texts_sort (u->reads[i].objects, &u->reads[i].objects_count);
    texts_sort (u->reads[i].functions, &u->reads[i].functions_count);
  }
  if (u->reads_count)
    qsort (u->reads, u->reads_count, sizeof *u->reads, sort_reads);
}

static void
tests_sort (struct unit_facts *u)
{
  for (size_t i = 0; i < u->tests_count; i++) {
    struct test_facts *t = &u->tests[i];
    texts_sort (t->through, &t->through_count);
    if (t->gaps_count)
      qsort (t->gaps, t->gaps_count, sizeof *t->gaps, sort_gaps);
  }
  if (u->tests_count)
    qsort (u->tests, u->tests_count, sizeof *u->tests, sort_tests);
  texts_sort (u->addresses, &u->addresses_count);
  pointed_sort (u);
}

static void
function_facts_sort (struct function_facts *f)
{
  size_t kept = 0;
  if (f->depends_count)
    qsort (f->depends, f->depends_count, sizeof *f->depends, sort_dependencies);
  for (size_t i = 0; i < f->depends_count; i++)
    if (kept && sort_dependencies (&f->depends[kept - 1], &f->depends[i]) == 0)
      dependency_release (&f->depends[i]);
    else
      f->depends[kept++] = f->depends[i];
  f->depends_count = kept;

  texts_sort (f->calls, &f->calls_count);
}

void
unit_facts_identify (struct unit_facts *u)
{
  struct strbuf payload = STRBUF_INIT;

  memset (&u->id, 0, sizeof u->id);
  note_encode (u, &payload);
  u->id = digest_of (strbuf_text (&payload), payload.length, DIGEST_HALF);
  strbuf_release (&payload);
}

void
unit_facts_finish (struct unit_facts *u)
{
  for (size_t i = 0; i < u->functions_count; i++)
    function_facts_sort (&u->functions[i]);
  if (u->functions_count)
    qsort (u->functions, u->functions_count, sizeof *u->functions, sort_functions);
  for (size_t i = 0; i < u->references_count; i++)
    if (u->references[i].outputs_count)
      qsort (u->references[i].outputs, u->references[i].outputs_count, sizeof *u->references[i].outputs, sort_outputs);
  if (u->references_count)
    qsort (u->references, u->references_count, sizeof *u->references, sort_references);
  tests_sort (u);
  objects_sort (u);
  unit_facts_identify (u);
}

static const char *
name_of (const void *list, size_t size, size_t i)
{
  return *(char *const *) ((const char *) list + i * size);
}

size_t
named_first (const void *list, size_t count, size_t size, const char *name)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (name_of (list, size, middle), name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The element of that name, or NULL.  */
static const void *
named_find (const void *list, size_t count, size_t size, const char *name)
{
  size_t at = named_first (list, count, size, name);
  return at < count && strcmp (name_of (list, size, at), name) == 0 ? (const char *) list + at * size : NULL;
}

const struct function_facts *
unit_facts_find (const struct unit_facts *u, const char *name)
{
  return named_find (u->functions, u->functions_count, sizeof *u->functions, name);
}

const struct object_facts *
unit_facts_find_object (const struct unit_facts *u, const char *name)
{
  return named_find (u->objects, u->objects_count, sizeof *u->objects, name);
}

const struct object_reads *
unit_facts_find_reads (const struct unit_facts *u, const char *name)
{
  return named_find (u->reads, u->reads_count, sizeof *u->reads, name);
}

const struct test_facts *
unit_facts_find_test (const struct unit_facts *u, const char *name)
{
  return named_find (u->tests, u->tests_count, sizeof *u->tests, name);
}
