/* loadbearing dump: the records as they are, one JSON object a line.

   A unit's line comes first, with where it was found; then one for each of its functions.
   What is not known or not there is left out.  */
#include "command.h"
#include "input/inputs.h"
#include "report/json_print.h"
#include "program/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "strbuf.h"
#include "text.h"

static const struct command_spec dump_spec = {
  "dump", "[PATH...]", "raw records, one JSON object a line",
  "Prints every record found in the files, and in the folders with all that lies below, as one JSON object a line: "
  "a unit, then its functions, references and tests. Without PATH, the policy's products are read, else the current folder. "
  "A unit that several files hold is printed once, with all of them under \"found\".\n"
  "Bytes that are no UTF-8 appear as \\udc80 to \\udcff.",
  NULL
};

/* JSON, written straight away: there may be millions of records.  */

static void
put_text (struct strbuf *out, const char *text)
{
  strbuf_add_char (out, '"');
  for (const unsigned char *at = (const unsigned char *) text; *at;) {
    size_t length = json_sequence_length (at);
    if (*at == '"' || *at == '\\')
      strbuf_addf (out, "\\%c", *at++);
    else if (*at < 0x20 || *at == 0x7f)
      strbuf_addf (out, "\\u%04x", *at++);
    else if (length == 0)
      strbuf_addf (out, "\\udc%02x", *at++);
    else {
      strbuf_add (out, at, length);
      at += length;
    }
  }
  strbuf_add_char (out, '"');
}

static void
put_key (struct strbuf *out, const char *key)
{
  size_t length = out->length;
  char last = length ? out->text[length - 1] : '{';
  strbuf_addf (out, last == '{' || last == '[' ? "\"%s\":" : ",\"%s\":", key);
}

static void
put_member (struct strbuf *out, const char *key, const char *text)
{
  if (!text)
    return;
  put_key (out, key);
  put_text (out, text);
}

static void
put_number (struct strbuf *out, const char *key, unsigned long number)
{
  put_key (out, key);
  strbuf_addf (out, "%lu", number);
}

static void
put_digest (struct strbuf *out, const char *key, const struct digest *digest)
{
  char hex[2 * DIGEST_FULL + 1];
  if (digest_known (digest))
    put_member (out, key, digest_to_hex (digest, hex));
}

/* Separates the elements of a list.  */
static void
put_separator (struct strbuf *out)
{
  if (out->text[out->length - 1] != '[')
    strbuf_add_char (out, ',');
}

static void
put_texts (struct strbuf *out, const char *key, char *const *list, size_t count)
{
  put_key (out, key);
  strbuf_add_char (out, '[');
  for (size_t i = 0; i < count; i++) {
    put_separator (out);
    put_text (out, list[i]);
  }
  strbuf_add_char (out, ']');
}

/* The NAMES of the bits of FLAGS that are set, COUNT of which have one.  */
static void
put_flags (struct strbuf *out, unsigned flags, const char *const *names, size_t count)
{
  put_key (out, "flags");
  strbuf_add_char (out, '[');
  for (size_t i = 0; i < count; i++)
    if (flags >> i & 1) {
      put_separator (out);
      put_text (out, names[i]);
    }
  strbuf_add_char (out, ']');
}

static const char *const dependency_kinds[DEPENDENCY_KIND_COUNT] = { "function", "interface",   "object",
                                                                     "type",     "enumerator",  "macro",
                                                                     "option",   "environment", "pointer" };
static const char *const flags[] = { "static", "comdat", "weak", "marked", "from-header", "system" };
static const char *const test_flags[] = { "external", "run", "asserts", "form", "told", "runs", "hears" };
static const char *const object_flags[] = { "weak", "common", "comdat" };
static const char *const origins[] = { "none", "attribute", "pragma", "policy" };
static const char *const tracks[] = { "production", "prototype" };
static const char *const roles[] = { "production", "test" };
static const char *const gates[] = { "policy", "warn", "off" };
static const char *const inputs_kinds[] = { "spelled", "preprocessed" };

/* Where units were found: for each unit a list of "libshop.a(price.o)".  */
struct places {
  const struct unit_facts *unit;
  const char *path, *member;
};

static int
compare_places (const void *a, const void *b)
{
  const struct places *left = a, *right = b;
  if (left->unit != right->unit)
    return memcmp (left->unit->id.bytes, right->unit->id.bytes, DIGEST_HALF);
  int order = strcmp (left->path, right->path);
  return order ? order : text_compare (left->member, right->member);
}

static struct places *
collect_places (const struct inputs *in, size_t *count)
{
  struct places *places;
  *count = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    *count += in->artefacts[i]->units_count;
  places = memory_get (*count * sizeof *places);
  size_t next = 0;
  for (size_t i = 0; i < in->artefacts_count; i++)
    for (size_t u = 0; u < in->artefacts[i]->units_count; u++)
      places[next++] = (struct places){ in->artefacts[i]->units[u].unit, in->artefacts[i]->path,
                                        in->artefacts[i]->units[u].member };
  if (*count)
    qsort (places, *count, sizeof *places, compare_places);
  return places;
}

/* The first place of UNIT in the sorted PLACES; each unit has one.  */
static size_t
find_places (const struct places *places, size_t count, const struct unit_facts *unit)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (memcmp (places[middle].unit->id.bytes, unit->id.bytes, DIGEST_HALF) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
put_places (struct strbuf *out, const struct places *places, size_t count, const struct unit_facts *unit)
{
  struct strbuf place = STRBUF_INIT;
  put_key (out, "found");
  strbuf_add_char (out, '[');
  for (size_t i = find_places (places, count, unit); i < count && places[i].unit == unit; i++) {
    strbuf_clear (&place);
    strbuf_addf (&place, places[i].member ? "%s(%s)" : "%s", places[i].path, places[i].member);
    put_separator (out);
    put_text (out, strbuf_text (&place));
  }
  strbuf_add_char (out, ']');
  strbuf_release (&place);
}

static void
put_unit (struct strbuf *out, const struct unit_facts *u)
{
  put_member (out, "record", "unit");
  put_digest (out, "id", &u->id);
  put_member (out, "source", u->source);
  put_member (out, "compiler", u->compiler);
  put_member (out, "language", u->language);
  put_member (out, "variant", u->variant);
  put_member (out, "options", u->options);
  put_member (out, "tree_class", u->tree_class);
  put_member (out, "behaviour_class", u->behaviour_class);
  put_number (out, "scheme", u->scheme);
  put_member (out, "input", inputs_kinds[u->input]);
  put_member (out, "role", roles[u->role]);
  put_member (out, "track", tracks[u->track]);
  put_member (out, "gate", gates[u->gate]);
  put_digest (out, "policy", &u->policy);
  put_number (out, "functions", u->functions_count);
}

static void
put_dependency (struct strbuf *out, const struct dependency *d)
{
  struct strbuf label = STRBUF_INIT;
  dependency_label (d, &label);
  put_separator (out);
  strbuf_add_char (out, '{');
  put_member (out, "label", strbuf_text (&label));
  put_member (out, "kind", dependency_kinds[d->kind]);
  put_member (out, "name", d->name);
  put_digest (out, "digest", &d->digest);
  put_member (out, "via", d->via);
  struct digest behaviour = dependency_behaviour (d);
  if (d->behaves)
    put_digest (out, "behaviour", &behaviour);
  if (d->contained & CONTAINED_OWN)
    strbuf_add_text (out, ",\"contained\":true");
  if (d->contained & CONTAINED_BELOW)
    strbuf_add_text (out, ",\"contained_below\":true");
  strbuf_add_char (out, '}');
  strbuf_release (&label);
}

/* The parameters through which F may store, from 1, and how many branches it has, where that is known.  */
static void
put_stores (struct strbuf *out, const struct function_facts *f)
{
  if (f->branches) {
    put_key (out, "branches");
    strbuf_add_number (out, f->branches);
  }
  if (!f->stores)
    return;
  put_key (out, "stores_through");
  strbuf_add_char (out, '[');
  for (unsigned i = 0; i < FUNCTION_STORES_LIMIT; i++)
    if ((f->stores - 1) >> i & 1) {
      put_separator (out);
      strbuf_add_number (out, i + 1);
    }
  strbuf_add_char (out, ']');
  if ((f->stores - 1) & FUNCTION_STORES_STATIC) {
    put_key (out, "stores_static");
    strbuf_add_text (out, "true");
  }
}

static void
put_function (struct strbuf *out, const struct unit_facts *u, const struct function_facts *f)
{
  put_member (out, "record", "function");
  put_digest (out, "unit", &u->id);
  put_member (out, "name", f->name);
  put_member (out, "shown", f->shown);
  put_member (out, "file", f->file);
  put_number (out, "line", f->line);
  put_number (out, "column", f->column);
  put_flags (out, f->flags, flags, sizeof flags / sizeof *flags);
  put_member (out, "track", tracks[f->track]);
  put_member (out, "origin", origins[f->origin]);
  put_member (out, "domain", f->domain);
  put_member (out, "reason", f->reason);
  put_key (out, "aspects");
  strbuf_add_char (out, '{');
  for (int i = 0; i < ASPECT_COUNT; i++)
    put_digest (out, aspect_name ((enum aspect) i), &f->aspects[i]);
  strbuf_add_char (out, '}');
  put_member (out, "unknown", f->unknown);
  put_texts (out, "calls", f->calls, f->calls_count);
  if (f->layout)
    put_number (out, "layout", f->layout);
  put_stores (out, f);
  put_member (out, "form", f->form);
  if (f->depends_count) {
    put_key (out, "depends");
    strbuf_add_char (out, '[');
    for (size_t i = 0; i < f->depends_count; i++)
      put_dependency (out, &f->depends[i]);
    strbuf_add_char (out, ']');
  }
}

static void
put_reference (struct strbuf *out, const struct unit_facts *u, const struct reference_facts *r)
{
  put_member (out, "record", "reference");
  put_digest (out, "unit", &u->id);
  put_member (out, "test", r->test);
  put_member (out, "function", r->callee);
  put_member (out, "file", r->file);
  put_number (out, "line", r->line);
  put_number (out, "column", r->column);
  put_member (out, "grade", grade_name (r->grade));
  put_number (out, "registered", r->registered);
  put_member (out, "reason", r->reason);
  put_key (out, "outputs");
  strbuf_add_char (out, '[');
  for (size_t i = 0; i < r->outputs_count; i++) {
    put_separator (out);
    strbuf_add_char (out, '{');
    put_member (out, "output", r->outputs[i].name);
    put_member (out, "accepts", r->outputs[i].accepts);
    strbuf_add_char (out, '}');
  }
  strbuf_add_char (out, ']');
}

static void
put_test (struct strbuf *out, const struct unit_facts *u, const struct test_facts *t)
{
  put_member (out, "record", "test");
  put_digest (out, "unit", &u->id);
  put_member (out, "test", t->name);
  put_member (out, "file", t->file);
  put_number (out, "line", t->line);
  put_number (out, "column", t->column);
  put_flags (out, t->flags, test_flags, sizeof test_flags / sizeof *test_flags);
  put_texts (out, "through", t->through, t->through_count);
  put_key (out, "claims");
  strbuf_add_char (out, '[');
  for (size_t i = 0; i < t->claims_count; i++) {
    put_separator (out);
    strbuf_add_char (out, '{');
    put_member (out, "function", t->claims[i].function);
    put_member (out, "written", t->claims[i].written);
    put_number (out, "declared", t->claims[i].declared);
    strbuf_add_char (out, '}');
  }
  strbuf_add_char (out, ']');
  put_key (out, "gaps");
  strbuf_add_char (out, '[');
  for (size_t i = 0; i < t->gaps_count; i++) {
    put_separator (out);
    strbuf_add_char (out, '{');
    put_member (out, "file", t->gaps[i].file);
    put_number (out, "line", t->gaps[i].line);
    put_number (out, "column", t->gaps[i].column);
    put_member (out, "reason", t->gaps[i].reason);
    strbuf_add_char (out, '}');
  }
  strbuf_add_char (out, ']');
}

static void
put_addresses (struct strbuf *out, const struct unit_facts *u)
{
  put_member (out, "record", "addresses");
  put_digest (out, "unit", &u->id);
  put_texts (out, "functions", u->addresses, u->addresses_count);
}

static void
put_pointed (struct strbuf *out, const struct unit_facts *u)
{
  put_member (out, "record", "pointed");
  put_digest (out, "unit", &u->id);
  put_key (out, "functions");
  strbuf_add_char (out, '[');
  for (size_t i = 0; i < u->pointed_count; i++) {
    put_separator (out);
    strbuf_add_char (out, '{');
    put_member (out, "type", u->pointed[i].type);
    put_member (out, "name", u->pointed[i].name);
    strbuf_add_char (out, '}');
  }
  strbuf_add_char (out, ']');
}

static void
put_object (struct strbuf *out, const struct unit_facts *u, const struct object_facts *o)
{
  put_member (out, "record", "object");
  put_digest (out, "unit", &u->id);
  put_member (out, "name", o->name);
  put_member (out, "file", o->file);
  put_number (out, "line", o->line);
  put_flags (out, o->flags, object_flags, sizeof object_flags / sizeof *object_flags);
  put_digest (out, "digest", &o->digest);
  put_texts (out, "objects", o->objects, o->objects_count);
  put_texts (out, "functions", o->functions, o->functions_count);
}

static void
put_reads (struct strbuf *out, const struct unit_facts *u, const struct object_reads *r)
{
  put_member (out, "record", "reads");
  put_digest (out, "unit", &u->id);
  put_member (out, "function", r->function);
  put_texts (out, "objects", r->objects, r->objects_count);
  put_texts (out, "functions", r->functions, r->functions_count);
}

static void
put_outside (struct strbuf *out, const struct unit_facts *u)
{
  put_member (out, "record", "outside");
  put_digest (out, "unit", &u->id);
  put_key (out, "objects");
  strbuf_add_char (out, '[');
  for (size_t i = 0; i < u->outside_count; i++) {
    put_separator (out);
    strbuf_add_char (out, '{');
    put_member (out, "name", u->outside[i].name);
    put_member (out, "linkage", u->outside[i].linkage);
    strbuf_add_char (out, '}');
  }
  strbuf_add_char (out, ']');
}

static void
print_line (struct strbuf *line)
{
  strbuf_add_text (line, "}\n");
  fwrite (line->text, 1, line->length, stdout);
  strbuf_clear (line);
  strbuf_add_char (line, '{');
}

static void
print_records (const struct inputs *in)
{
  struct strbuf line = STRBUF_INIT;
  size_t count;
  struct places *places = collect_places (in, &count);

  strbuf_add_char (&line, '{');
  for (size_t i = 0; i < in->units_count; i++) {
    const struct unit_facts *u = in->units[i];
    put_unit (&line, u);
    put_places (&line, places, count, u);
    print_line (&line);
    for (size_t f = 0; f < u->functions_count; f++) {
      put_function (&line, u, &u->functions[f]);
      print_line (&line);
    }
    for (size_t r = 0; r < u->references_count; r++) {
      put_reference (&line, u, &u->references[r]);
      print_line (&line);
    }
    for (size_t t = 0; t < u->tests_count; t++) {
      put_test (&line, u, &u->tests[t]);
      print_line (&line);
    }
    if (u->addresses_count) {
      put_addresses (&line, u);
      print_line (&line);
    }
    if (u->pointed_count) {
      put_pointed (&line, u);
      print_line (&line);
    }
    for (size_t o = 0; o < u->objects_count; o++) {
      put_object (&line, u, &u->objects[o]);
      print_line (&line);
    }
    if (u->outside_count) {
      put_outside (&line, u);
      print_line (&line);
    }
    for (size_t r = 0; r < u->reads_count; r++) {
      put_reads (&line, u, &u->reads[r]);
      print_line (&line);
    }
  }
  strbuf_release (&line);
  free (places);
}

/* What was named on the command line: neither policy nor ledger is needed.  */
static int
dump_paths (const struct words *paths)
{
  struct inputs in;
  inputs_init (&in, INPUTS_VERIFY);
  for (size_t i = 0; i < paths->count; i++)
    inputs_add (&in, paths->list[i]);
  print_records (&in);
  for (size_t i = 0; i < in.remarks_count; i++)
    message_note ("%s: %s", in.remarks[i].path, in.remarks[i].message);
  for (size_t i = 0; i < in.problems_count; i++)
    message_error ("%s: %s", in.problems[i].path, in.problems[i].message);
  int status = in.problems_count ? EXIT_TROUBLE : EXIT_CLEAN;
  inputs_release (&in);
  return status;
}

/* The policy's products, or the current folder.  */
static int
dump_products (const struct words *nothing)
{
  struct program program;
  int status = EXIT_TROUBLE;
  if (program_open (&program, nothing, PROGRAM_VERIFY)) {
    print_records (&program.inputs);
    status = program_problems (&program) ? EXIT_TROUBLE : EXIT_CLEAN;
  }
  program_release (&program);
  return status;
}

int
cmd_dump (int argc, char **argv)
{
  struct words operands;
  int status = options_parse (&dump_spec, argc, argv, &operands);
  if (status < 0)
    status = operands.count ? dump_paths (&operands) : dump_products (&operands);
  words_release (&operands);
  return status;
}
