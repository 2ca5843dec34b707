/* The ledger: names, forms, what is refused and how, what entries mean, writing, conflicts.  */
#include "ledger.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"
#include "scratch.h"

/* ---- Samples.  */

static char *
text_of (const char *text)
{
  return memory_copy_text (text);
}

/* A state that depends on NUMBER, of WHAT; released by the caller.  */
static struct ledger_state
sample_state (const struct ledger_file *what, unsigned number)
{
  struct ledger_state s = { .blob = text_of ("src/price.c@9fceb02"), .seen_count = 1 };
  s.seen = memory_get (sizeof *s.seen);
  struct ledger_seen *seen = s.seen;
  seen->variant = text_of ("x86_64-linux-gnu");
  seen->scheme = 1;
  seen->compiler = text_of ("gcc 12.2.0");
  seen->tree_class = text_of ("gcc12/O");
  seen->aspects[ASPECT_INTERFACE] = digest_of ("i", 1, DIGEST_FULL);
  seen->aspects[ASPECT_SOURCE] = digest_of (&number, sizeof number, DIGEST_FULL);
  seen->aspects[ASPECT_TREE] = digest_of ("t", 1, DIGEST_FULL);
  seen->depends_count = 4;
  seen->depends = memory_get (4 * sizeof *seen->depends);
  const struct dependency depends[] = {
    { DEPENDENCY_OBJECT, text_of ("bulk_percent"), digest_of ("b", 1, DIGEST_SHORT), text_of ("round_cents") },
    { DEPENDENCY_ENVIRONMENT, text_of ("memcpy"), { 0, { 0 } }, NULL },
    { DEPENDENCY_POINTER, text_of ("long (int)"), { 0, { 0 } }, text_of ("round_cents") },
    { DEPENDENCY_FUNCTION, text_of ("round_cents"), digest_of ("r", 1, DIGEST_SHORT), NULL },
  };
  memcpy (seen->depends, depends, sizeof depends);
  s.id = ledger_state_id (what, &s);
  return s;
}

static struct ledger_file
sample_what (void)
{
  struct ledger_file what = { .function = text_of ("price_quote"), .file = text_of ("src/price.c"), .domain = text_of ("pricing") };
  return what;
}

static struct ledger_entry
sample_entry (enum entry_kind kind, const char *state, const char *by, const char *date)
{
  struct ledger_entry e = { .kind = kind, .state = text_of (state), .by = text_of (by), .date = text_of (date) };
  if (kind == ENTRY_EXEMPT)
    e.until = text_of ("2026-06-30");
  if (kind != ENTRY_AUDIT)
    e.reason = text_of ("existing code");
  return e;
}

#define ADA "Ada Okafor <ada@example.com>"
#define BO "Bo Lind <bo@example.com>"

static void
release_what (struct ledger_file *what)
{
  free (what->function);
  free (what->file);
  free (what->domain);
  free (what->path);
}

/* Adds an audit of sample state NUMBER by BY on DATE.  */
static void
add_audit (const struct ledger_file *what, unsigned number, const char *by, const char *date)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_state s = sample_state (what, number);
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, by, date);
  ck_assert_msg (ledger_add (scratch_path ("audits"), what, &e, &s, &err), "%s", strbuf_text (&err));
  ledger_entry_release (&e);
  ledger_state_release (&s);
  strbuf_release (&err);
}

static void
add_entry_of (const struct ledger_file *what, enum entry_kind kind, unsigned number, const char *by, const char *date)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_state s = sample_state (what, number);
  struct ledger_entry e = sample_entry (kind, s.id, by, date);
  ck_assert_msg (ledger_add (scratch_path ("audits"), what, &e, kind == ENTRY_REVOKE ? NULL : &s, &err), "%s",
                 strbuf_text (&err));
  ledger_entry_release (&e);
  ledger_state_release (&s);
  strbuf_release (&err);
}

static struct ledger_file *
read_right (const char *name)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file *f = ledger_read (scratch_path (name), &err);
  ck_assert_msg (f != NULL, "%s", strbuf_text (&err));
  strbuf_release (&err);
  return f;
}

/* The text of a right file with one audit and one exemption of one state.  */
static char *
sample_text (void)
{
  struct ledger_file what = sample_what ();
  add_entry_of (&what, ENTRY_EXEMPT, 1, ADA, "2026-01-10");
  add_audit (&what, 1, BO, "2026-05-01T09:30:00Z");
  release_what (&what);
  return scratch_read ("audits/pricing/price_quote.json");
}

/* TEXT with the first FROM replaced by TO; owned by the caller.  */
static char *
replaced (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);
  ck_assert_msg (at != NULL, "'%s' is not in the sample", from);
  struct strbuf out = STRBUF_INIT;
  strbuf_add (&out, text, (size_t) (at - text));
  strbuf_addf (&out, "%s%s", to, at + strlen (from));
  return strbuf_detach (&out);
}

/* ---- Names of files.  */

static const struct {
  const char *name, *path;
} names[] = {
  { "price_quote", "d/price_quote.json" },
  { "a.b-c_9", "d/a.b-c_9.json" },
  { "PriceQuote", "d/pricequote~" },
  { "pricequote", "d/pricequote.json" },
  { "con", "d/con~" },
  { "aux.part", "d/aux.part~" },
  { "com1", "d/com1~" },
  { "com", "d/com.json" },
  { "lpt9", "d/lpt9~" },
  { "console", "d/console.json" },
  { ".hidden", "d/_hidden~" },
  { "a/b", "d/a_b~" },
  { "a\\b", "d/a_b~" },
  { "a~b", "d/a_b~" },
  { "a b\n", "d/a_b_~" },
  { "\xc3\xa4", "d/__~" },
  { "_ZN4shop5totalEv", "d/_zn4shop5totalev~" },
};

START_TEST (names_of_files)
{
  char *path = ledger_path ("d", names[_i].name, "f.c", false, false);
  size_t length = strlen (names[_i].path);
  if (names[_i].path[length - 1] == '~') {
    ck_assert_msg (strncmp (path, names[_i].path, length) == 0, "%s", path);
    ck_assert_uint_eq (strspn (path + length, "0123456789abcdef"), 8);
    ck_assert_str_eq (path + length + 8, ".json");
  } else
    ck_assert_str_eq (path, names[_i].path);
  free (path);
}
END_TEST

START_TEST (names_tell_functions_apart)
{
  static const struct {
    const char *name, *file;
    bool is_static, distinct;
  } functions[] = {
    { "parse", "a.c", false, false }, { "parse", "a.c", true, false }, { "parse", "b.c", true, false },
    { "parse", "b.c", false, true },  { "Parse", "a.c", false, false }, { "pArse", "a.c", false, false },
    { "a/b", "a.c", false, false },   { "a_b", "a.c", false, false },   { "a\\b", "a.c", false, false },
  };
  enum { COUNT = sizeof functions / sizeof *functions };
  char *paths[COUNT];
  for (size_t i = 0; i < COUNT; i++) {
    paths[i] = ledger_path ("d", functions[i].name, functions[i].file, functions[i].is_static, functions[i].distinct);
    for (size_t j = 0; j < i; j++)
      ck_assert_msg (strcasecmp (paths[i], paths[j]) != 0, "%s", paths[i]);
  }
  for (size_t i = 0; i < COUNT; i++)
    free (paths[i]);
  /* an external function's file is no part of its name */
  char *a = ledger_path ("d", "Parse", "a.c", false, false), *b = ledger_path ("d", "Parse", "b.c", false, false);
  ck_assert_str_eq (a, b);
  free (a);
  free (b);
  /* long names */
  char name[301];
  memset (name, 'x', 300);
  name[300] = '\0';
  a = ledger_path ("d", name, "a.c", false, false);
  ck_assert_uint_eq (strlen (a), 2 + 80 + 1 + 8 + 5);
  free (a);
  name[100] = '\0';
  a = ledger_path ("d", name, "a.c", false, false);
  ck_assert_uint_eq (strlen (a), 2 + 100 + 5);
  free (a);
}
END_TEST

/* ---- Form.  */

START_TEST (canonical_text)
{
  char *text = sample_text (), *expected = NULL, *id = NULL;
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  char interface[65], source[65], tree[65], bulk[65], round[65];
  digest_to_hex (&s.seen[0].aspects[ASPECT_INTERFACE], interface);
  digest_to_hex (&s.seen[0].aspects[ASPECT_SOURCE], source);
  digest_to_hex (&s.seen[0].aspects[ASPECT_TREE], tree);
  digest_to_hex (&s.seen[0].depends[0].digest, bulk);
  digest_to_hex (&s.seen[0].depends[3].digest, round);
  id = s.id;
  struct strbuf want = STRBUF_INIT;
  strbuf_addf (&want,
               "{\n  \"format\": 1,\n  \"function\": \"price_quote\",\n  \"file\": \"src/price.c\",\n"
               "  \"domain\": \"pricing\",\n  \"entries\": [\n"
               "    { \"kind\": \"exempt\", \"state\": \"%s\", \"by\": \"" ADA "\", \"date\": \"2026-01-10\", \"until\": \"2026-06-30\", \"reason\": \"existing code\" },\n"
               "    { \"kind\": \"audit\", \"state\": \"%s\", \"by\": \"" BO "\", \"date\": \"2026-05-01T09:30:00Z\" }\n"
               "  ],\n  \"states\": {\n    \"%s\": {\n      \"blob\": \"src/price.c@9fceb02\",\n      \"seen\": {\n"
               "        \"x86_64-linux-gnu\": {\n          \"scheme\": 1,\n          \"compiler\": \"gcc 12.2.0\",\n"
               "          \"interface\": \"%s\",\n          \"source\": \"%s\",\n          \"tree\": { \"gcc12/O\": \"%s\" },\n"
               "          \"depends\": {\n            \"bulk_percent\": \"%s via round_cents()\",\n"
               "            \"environment memcpy\": \"\",\n            \"pointer long (int)\": \"via round_cents()\",\n"
               "            \"round_cents()\": \"%s\"\n          }\n        }\n      }\n    }\n  }\n}\n",
               id, id, id, interface, source, tree, bulk, round);
  expected = strbuf_detach (&want);
  ck_assert_str_eq (text, expected);
  ledger_state_release (&s);
  release_what (&what);
  free (text);
  free (expected);
}
END_TEST

START_TEST (reading_gives_what_was_written)
{
  free (sample_text ());
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  ck_assert_str_eq (f->path, scratch_path ("audits/pricing/price_quote.json"));
  ck_assert_str_eq (f->function, "price_quote");
  ck_assert_str_eq (f->file, "src/price.c");
  ck_assert_str_eq (f->domain, "pricing");
  ck_assert (!f->is_static);
  ck_assert_uint_eq (f->entries_count, 2);
  ck_assert_int_eq (f->entries[0].kind, ENTRY_EXEMPT);
  ck_assert_str_eq (f->entries[0].until, "2026-06-30");
  ck_assert_str_eq (f->entries[0].reason, "existing code");
  ck_assert_uint_eq (f->entries[0].line, 7);
  ck_assert_int_eq (f->entries[1].kind, ENTRY_AUDIT);
  ck_assert_str_eq (f->entries[1].by, BO);
  ck_assert_str_eq (f->entries[1].date, "2026-05-01T09:30:00Z");
  ck_assert_ptr_null (f->entries[1].notes);
  ck_assert_uint_eq (f->entries[1].line, 8);
  ck_assert_uint_eq (f->states_count, 1);
  ck_assert_str_eq (f->states[0].id, s.id);
  ck_assert_str_eq (f->states[0].blob, s.blob);
  const struct ledger_seen *seen = &f->states[0].seen[0];
  ck_assert_str_eq (seen->variant, "x86_64-linux-gnu");
  ck_assert_uint_eq (seen->scheme, 1);
  ck_assert_str_eq (seen->compiler, "gcc 12.2.0");
  ck_assert_str_eq (seen->tree_class, "gcc12/O");
  for (int a = 0; a < ASPECT_COUNT; a++)
    ck_assert (digest_equal (&seen->aspects[a], &s.seen[0].aspects[a])
               || (!digest_known (&seen->aspects[a]) && !digest_known (&s.seen[0].aspects[a])));
  ck_assert_uint_eq (seen->depends_count, 4);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_int_eq (seen->depends[i].kind, s.seen[0].depends[i].kind);
    ck_assert_str_eq (seen->depends[i].name, s.seen[0].depends[i].name);
    ck_assert_uint_eq (seen->depends[i].digest.length, s.seen[0].depends[i].digest.length);
    ck_assert_int_eq (seen->depends[i].via != NULL, s.seen[0].depends[i].via != NULL);
  }
  ck_assert_str_eq (seen->depends[0].via, "round_cents");
  ledger_state_release (&s);
  release_what (&what);
  ledger_file_free (f);
}
END_TEST

/* Names that no JSON and no line would carry as they are.  */
START_TEST (odd_names)
{
  static const char *const odd[] = { "a \"quoted\" \\ name.c", "line\nbreak\ttab.c", "\xc3\xa4\xf0\x9f\x98\x80.c", "latin\xe4\xff.c",
                                     "\x01\x7f.c", "via x()" };
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    struct ledger_file what = { .function = text_of ("odd"), .file = text_of (odd[i]), .domain = text_of ("pricing"), .is_static = true };
    add_audit (&what, (unsigned) i, ADA, "2026-05-01");
    char *path = ledger_path ("pricing", "odd", odd[i], true, false);
    struct strbuf name = STRBUF_INIT;
    strbuf_addf (&name, "audits/%s", path);
    struct ledger_file *f = read_right (strbuf_text (&name));
    ck_assert_str_eq (f->file, odd[i]);
    ck_assert (f->is_static);
    ledger_file_free (f);
    free (path);
    strbuf_release (&name);
    release_what (&what);
  }
  struct strbuf err = STRBUF_INIT;
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  struct ledger_file **files;
  size_t count;
  ck_assert (ledger_lookup (l, "odd", &files, &count, &err));
  ck_assert_uint_eq (count, sizeof odd / sizeof *odd);
  ledger_close (l);
}
END_TEST

/* Two dependencies of one label (types of inner scopes), and a label of no known form.  */
START_TEST (labels_that_repeat)
{
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  struct ledger_seen *seen = &s.seen[0];
  seen->depends = memory_grow (seen->depends, 7, sizeof *seen->depends);
  struct dependency more[] = {
    { DEPENDENCY_TYPE, text_of ("struct s"), digest_of ("2", 1, DIGEST_SHORT), NULL },
    { DEPENDENCY_TYPE, text_of ("struct s"), digest_of ("1", 1, DIGEST_SHORT), NULL },
    { DEPENDENCY_OBJECT, text_of ("odd (name) here"), digest_of ("1", 1, DIGEST_SHORT), NULL },
  };
  memcpy (seen->depends + 4, more, sizeof more);
  seen->depends_count = 7;
  free (s.id);
  s.id = NULL;
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, NULL, ADA, "2026-05-01"); /* id and state are filled in */
  struct strbuf err = STRBUF_INIT;
  ck_assert_msg (ledger_add (scratch_path ("audits"), &what, &e, &s, &err), "%s", strbuf_text (&err));
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->states[0].seen[0].depends_count, 7);
  char *id = ledger_state_id (&what, &s);
  ck_assert_str_eq (f->states[0].id, id);
  ck_assert_str_eq (f->entries[0].state, id);
  char *text = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_ptr_nonnull (strstr (text, "\"struct s\": [\""));
  free (text);
  free (id);
  ledger_file_free (f);
  ledger_entry_release (&e);
  ledger_state_release (&s);
  release_what (&what);
}
END_TEST

/* ---- The id of a state: everything that was seen, and who it is about.  */

START_TEST (ids_cover_what_was_seen)
{
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  char *before = text_of (s.id), *now;
  struct ledger_seen *seen = &s.seen[0];

#define SAME(change, undo) \
  do { change; now = ledger_state_id (&what, &s); ck_assert_msg (strcmp (now, before) == 0, #change); free (now); undo; } while (0)
#define OTHER(change, undo) \
  do { change; now = ledger_state_id (&what, &s); ck_assert_msg (strcmp (now, before) != 0, #change); free (now); undo; } while (0)
  char *compiler = seen->compiler, *blob = s.blob, *file = what.file;
  struct dependency first = seen->depends[0];
  SAME (seen->compiler = (char *) "gcc 11.3.0", seen->compiler = compiler);
  SAME (s.blob = NULL, s.blob = blob);
  SAME (what.file = (char *) "src/moved.c", what.file = file);
  SAME ((seen->depends[0] = seen->depends[3], seen->depends[3] = first), (seen->depends[3] = seen->depends[0], seen->depends[0] = first));
  OTHER (what.is_static = true, what.is_static = false);
  OTHER (what.function[0] = 'q', what.function[0] = 'p');
  OTHER (what.domain[0] = 'q', what.domain[0] = 'p');
  OTHER (seen->scheme = 2, seen->scheme = 1);
  OTHER (seen->variant[0] = 'y', seen->variant[0] = 'x');
  OTHER (seen->tree_class[3] = '9', seen->tree_class[3] = '1');
  for (int a = 0; a < ASPECT_COUNT; a++) {
    struct digest kept = seen->aspects[a];
    OTHER ((seen->aspects[a].length = DIGEST_FULL, seen->aspects[a].bytes[31] ^= 1), seen->aspects[a] = kept);
  }
  OTHER (seen->depends_count = 3, seen->depends_count = 4);
  OTHER (seen->depends[0].digest.bytes[0] ^= 1, seen->depends[0].digest.bytes[0] ^= 1);
  OTHER (seen->depends[0].name[0] = 'x', seen->depends[0].name[0] = 'b');
  OTHER (seen->depends[0].via = NULL, seen->depends[0].via = first.via);
  OTHER (seen->depends[0].kind = DEPENDENCY_FUNCTION, seen->depends[0].kind = DEPENDENCY_OBJECT);

  what.is_static = true;
  free (before);
  before = ledger_state_id (&what, &s);
  OTHER (what.file = (char *) "src/moved.c", what.file = file);
  free (before);
  ledger_state_release (&s);
  release_what (&what);
}
END_TEST

START_TEST (seen_from_facts)
{
  struct function_facts f = { .name = (char *) "f" };
  struct unit_facts u = { .variant = (char *) "arm", .compiler = (char *) "gcc 12.2.0", .tree_class = (char *) "gcc12/O", .scheme = 3 };
  struct dependency depends[] = { { DEPENDENCY_OBJECT, (char *) "o", { 8, { 1 } }, (char *) "g" } };
  f.aspects[ASPECT_SOURCE] = digest_of ("s", 1, DIGEST_FULL);
  f.depends = depends;
  f.depends_count = 1;
  struct ledger_seen seen;
  ledger_seen_from_facts (&u, &f, &seen);
  ck_assert_str_eq (seen.variant, "arm");
  ck_assert_str_eq (seen.compiler, "gcc 12.2.0");
  ck_assert_uint_eq (seen.scheme, 3);
  ck_assert_ptr_null (seen.tree_class); /* no tree was seen */
  ck_assert (digest_equal (&seen.aspects[ASPECT_SOURCE], &f.aspects[ASPECT_SOURCE]));
  ck_assert_uint_eq (seen.depends_count, 1);
  ck_assert_ptr_ne (seen.depends[0].name, depends[0].name);
  ck_assert_str_eq (seen.depends[0].name, "o");
  ck_assert_str_eq (seen.depends[0].via, "g");
  ledger_seen_release (&seen);
  f.aspects[ASPECT_TREE] = digest_of ("t", 1, DIGEST_FULL);
  ledger_seen_from_facts (&u, &f, &seen);
  ck_assert_str_eq (seen.tree_class, "gcc12/O");
  ledger_seen_release (&seen);
}
END_TEST

/* ---- What is refused.  */

#define F "audits/pricing/price_quote.json:"
#define RESTORE "; restore it from git, or certify the function anew"

/* The first FROM of the sample, replaced by TO.  ID stands for the first 12 digits of the sample's state.  */
static const struct {
  const char *from, *to, *fault;
} wrong[] = {
  { "\"format\": 1", "\"format\": 2", F "2:13: format 2 is not known to this loadbearing, which knows 1; use a newer one" },
  { "  \"format\": 1,\n", "", F "1:1: a ledger file has no key 'format'; add it" },
  { "\"function\"", "\"funtion\"", F "3:3: unknown key 'funtion' in a ledger file; did you mean 'function'?\n" F "1:1: a ledger file has no key 'function'; add it" },
  { "\"price_quote\"", "\"\"", F "3:15: 'function' is empty; fill it in or remove the key" },
  { "\"price_quote\"", "3", F "3:15: 'function' must be a text, not a number; write \"...\"" },
  { "\"price_quote\"", "\"price_quota\"", F "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"domain\": \"pricing\"", "\"domain\": \"migration\"", F "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"domain\"", "\"static\": true, \"domain\"", F "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"domain\"", "\"static\": 1, \"domain\"", F "5:13: 'static' must be true or false, not a number" },
  { "\"file\": \"src/price.c\"", "\"static\": true", F "1:1: a static function's ledger file has no key 'file'; add it" },
  { "\"entries\": [", "\"entries\": {}, \"x\": [", F "6:18: unknown key 'x' in a ledger file; known are: format, function, file, static, domain, entries, states\n" F "6:14: 'entries' must be an array, not an object; write [ ... ]" },
  { "\"states\": {", "\"states\": [], \"x\": {", F "10:17: unknown key 'x' in a ledger file; known are: format, function, file, static, domain, entries, states\n" F "10:13: 'states' must be an object, not an array; write { ... }" },
  { "{ \"kind\": \"audit\"", "{ \"kind\": \"adit\"", F "8:15: 'kind' cannot be 'adit'; did you mean 'audit'?" },
  { "{ \"kind\": \"audit\",", "{", F "8:5: an entry has no key 'kind'; add it" },
  { "{ \"kind\": \"audit\"", "7, { \"kind\": \"audit\"", F "8:5: an entry must be an object, not a number; write { ... }" },
  { "\"by\": \"Bo", "\"note\": \"x\", \"by\": \"Bo", F "8:101: unknown key 'note' in an audit; did you mean 'notes'?" },
  { "\"by\": \"Bo", "\"until\": \"2026-01-01\", \"by\": \"Bo", F "8:101: unknown key 'until' in an audit; known are: kind, state, from, by, date, was, notes, signature" },
  { ", \"until\": \"2026-06-30\"", "", F "7:5: an exemption has no key 'until'; add it" },
  { ", \"reason\": \"existing code\"", "", F "7:5: an exemption has no key 'reason'; add it" },
  { "2026-06-30", "2026-06-31", F "7:171: '2026-06-31' is no date in 'until'; write it as \"2026-05-01\"" },
  { "2026-06-30", "2026-06-30T00:00:00Z", F "7:171: '2026-06-30T00:00:00Z' is no date in 'until'; write it as \"2026-05-01\"" },
  { "2026-05-01T09:30:00Z", "01.05.2026", F "8:143: '01.05.2026' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-5-1", F "8:143: '2026-5-1' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-02-29", F "8:143: '2026-02-29' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-13-01", F "8:143: '2026-13-01' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-05-01T24:00:00Z", F "8:143: '2026-05-01T24:00:00Z' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-05-01T09:30:00+02:00", F "8:143: '2026-05-01T09:30:00+02:00' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { BO, "Bo", F "8:107: 'Bo' does not say who; write \"" ADA "\"" },
  { BO, "<bo@example.com>", F "8:107: '<bo@example.com>' does not say who; write \"" ADA "\"" },
  { BO, "Bo <>", F "8:107: 'Bo <>' does not say who; write \"" ADA "\"" },
  { BO, "Bo <a b@c>", F "8:107: 'Bo <a b@c>' does not say who; write \"" ADA "\"" },
  { ", \"by\": \"" BO "\"", "", F "8:5: an audit has no key 'by'; add it" },
  { "\"audit\", \"state\": \"", "\"audit\", \"state\": \"f", F "8:33: 'state' must be a state's id, 64 hexadecimal digits in lower case; restore it" },
  { "\"audit\", \"state\": \"", "\"audit\", \"from\": \"7c1e\", \"state\": \"", F "8:32: 'from' must be a state's id, 64 hexadecimal digits in lower case; restore it" },
  { "\"seen\"", "\"sene\"", F "13:7: unknown key 'sene' in a state; did you mean 'seen'?\n" F "11:73: a state has no key 'seen'; add it" },
  { "\"scheme\": 1", "\"scheme\": 0", F "15:21: 'scheme' is 0; write a whole number from 1 to 1000000" },
  { "          \"scheme\": 1,\n", "", F "14:29: variant 'x86_64-linux-gnu' has no key 'scheme'; add it" },
  { "\"scheme\": 1", "\"scheme\": 2", F "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"interface\": \"", "\"interface\": \"x", F "17:24: digest of 'interface' must be 16, 32 or 64 hexadecimal digits; restore it" },
  { "\"interface\": ", "\"interface\": 1, \"interfaces\": ", F "17:27: unknown key 'interfaces' in a variant; did you mean 'interface'?\n" F "17:24: digest of 'interface' must be 16, 32 or 64 hexadecimal digits; restore it" },
  { "\"tree\": {", "\"tree\": { \"gcc11/O\": \"00\",", F "19:19: 'tree' must hold one digest, under the compiler that it belongs to; restore it" },
  { "\"tree\": {", "\"tree\": \"x\", \"behaviour\": {", F "19:19: 'tree' must be an object, not a text; write { ... }\n" F "19:37: digest of 'behaviour' must be 16, 32 or 64 hexadecimal digits; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": \"00\"", F "22:35: dependency 'environment memcpy' must be \"\", hexadecimal digits, or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": \"via x\"", F "22:35: dependency 'environment memcpy' must be \"\", hexadecimal digits, or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": \"via ()\"", F "22:35: dependency 'environment memcpy' must be \"\", hexadecimal digits, or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"\": \"\"", F "22:17: dependency '' must be \"\", hexadecimal digits, or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": 5", F "22:35: digest of 'environment memcpy' must be a text, not a number; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memset\": \"\"", F "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"environment memcpy\": \"\"", "\"round_cents()\": \"\"", F "24:13: duplicate key 'round_cents()', already at line 22; remove one of the two" },
  { "  \"entries\"", "<<<<<<< HEAD\n  \"entries\"", F "6:1: conflict marker of git; run \"loadbearing fmt\", which keeps the entries of both sides" },
  { "  ],\n", "  ]\n", F "10:3: missing comma before this" },
};

/* Replaces the id of the sample and the 12 digits of the other, which depend on it, in SHOWN.  */
static char *
mask_ids (char *shown, const char *id)
{
  struct strbuf out = STRBUF_INIT;
  for (const char *at = shown; *at != '\0';)
    if (strncmp (at, id, 12) == 0) {
      strbuf_add_text (&out, "ID");
      at += 12;
    } else if (strncmp (at, "would be ", 9) == 0 && strspn (at + 9, "0123456789abcdef") == 12) {
      strbuf_add_text (&out, "would be NEW");
      at += 21;
    } else
      strbuf_add_char (&out, *at++);
  free (shown);
  return strbuf_detach (&out);
}

START_TEST (wrong_files)
{
  char *text = sample_text ();
  char *id = strstr (text, "\"state\": \"") + 10;
  char *changed = replaced (text, wrong[_i].from, wrong[_i].to);
  scratch_write ("audits/pricing/price_quote.json", changed);
  struct strbuf err = STRBUF_INIT;
  ck_assert_ptr_null (ledger_read (scratch_path ("audits/pricing/price_quote.json"), &err));
  char *shown = mask_ids (faults_shown (&err, scratch), id);
  ck_assert_msg (strcmp (shown, wrong[_i].fault) == 0, "\n  got      %s\n  expected %s", shown, wrong[_i].fault);
  /* asking for the function says the same, and never that it has no audit */
  struct strbuf again = STRBUF_INIT;
  struct ledger *l = ledger_open (scratch_path ("audits"), &again);
  struct ledger_file **files;
  size_t count;
  ck_assert (!ledger_lookup (l, "price_quote", &files, &count, &again));
  ck_assert_str_eq (strbuf_text (&again), strbuf_text (&err));
  ledger_close (l);
  /* nor does a broken file take another entry */
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 2);
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, ADA, "2026-07-01");
  strbuf_clear (&again);
  ck_assert (!ledger_add (scratch_path ("audits"), &what, &e, &s, &again));
  char *after = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_str_eq (after, changed);
  free (after);
  ledger_entry_release (&e);
  ledger_state_release (&s);
  release_what (&what);
  strbuf_release (&again);
  strbuf_release (&err);
  free (shown);
  free (changed);
  free (text);
}
END_TEST

START_TEST (entry_without_its_state)
{
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1), other = sample_state (&what, 2);
  add_audit (&what, 1, ADA, "2026-05-01");
  struct strbuf err = STRBUF_INIT;
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, other.id, ADA, "2026-05-02");
  ck_assert (!ledger_add (scratch_path ("audits"), &what, &e, &s, &err));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "not written, since it could not be read again"));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "of this audit is not under"));
  strbuf_clear (&err);
  /* a revocation of a state that is not here is kept: another branch may have it */
  struct ledger_entry revoke = sample_entry (ENTRY_REVOKE, other.id, ADA, "2026-05-02");
  ck_assert (ledger_add (scratch_path ("audits"), &what, &revoke, NULL, &err));
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->entries_count, 2);
  ck_assert_uint_eq (f->states_count, 1);
  ck_assert (ledger_state_revoked (f, other.id));
  ledger_file_free (f);
  ledger_entry_release (&e);
  ledger_entry_release (&revoke);
  ledger_state_release (&s);
  ledger_state_release (&other);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

/* Every beginning of the file and every file with a byte changed: a fault or the same meaning,
   never a crash.  */
START_TEST (damaged_files)
{
  char *text = sample_text ();
  size_t size = strlen (text);
  struct strbuf err = STRBUF_INIT, out = STRBUF_INIT;
  for (size_t cut = 0; cut < size - 1; cut++) {
    strbuf_clear (&err);
    scratch_write_bytes ("audits/pricing/cut.json", text, cut);
    struct ledger_file *f = ledger_read (scratch_path ("audits/pricing/cut.json"), &err);
    ck_assert_msg (f == NULL && err.length != 0, "cut at %zu", cut);
    strbuf_clear (&err);
    ck_assert (!ledger_resolve ("cut.json", text, cut, &out, &err));
    ck_assert_uint_eq (out.length, 0);
  }
  for (size_t at = 0; at < size; at++) {
    char kept = text[at];
    static const char bytes[] = "0\"{}[]:,\\\n<a";
    for (size_t b = 0; b < sizeof bytes - 1; b++) {
      text[at] = bytes[b];
      if (text[at] == kept)
        continue;
      strbuf_clear (&err);
      strbuf_clear (&out);
      bool fine = ledger_resolve ("changed.json", text, size, &out, &err);
      ck_assert (fine == (err.length == 0));
    }
    text[at] = kept;
  }
  strbuf_release (&err);
  strbuf_release (&out);
  free (text);
}
END_TEST

/* ---- What entries mean.  */

START_TEST (effective_entries)
{
  struct ledger_file what = sample_what ();
  struct ledger_state one = sample_state (&what, 1), two = sample_state (&what, 2), three = sample_state (&what, 3);
  add_audit (&what, 2, BO, "2026-06-11");
  add_entry_of (&what, ENTRY_EXEMPT, 1, ADA, "2026-01-10");
  add_audit (&what, 1, ADA, "2026-05-01");
  add_audit (&what, 1, BO, "2026-05-03");
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->entries_count, 4);
  ck_assert_str_eq (f->entries[0].date, "2026-01-10"); /* by date */
  ck_assert_str_eq (f->entries[3].date, "2026-06-11");
  ck_assert_str_eq (ledger_audit_of (f, one.id)->date, "2026-05-03"); /* the newest */
  ck_assert_str_eq (ledger_exemption_of (f, one.id)->date, "2026-01-10");
  ck_assert_ptr_null (ledger_exemption_of (f, two.id));
  ck_assert_ptr_null (ledger_audit_of (f, three.id));
  ck_assert_str_eq (ledger_newest (f)->state, two.id);
  ck_assert_ptr_eq (ledger_find_state (f, one.id), &f->states[strcmp (one.id, two.id) > 0]);
  ck_assert_ptr_null (ledger_find_state (f, three.id));
  ck_assert (!ledger_state_revoked (f, two.id));
  ledger_file_free (f);

  /* a revocation beats audits, whatever the dates */
  add_entry_of (&what, ENTRY_REVOKE, 2, ADA, "2026-06-12");
  add_audit (&what, 2, BO, "2026-12-31");
  f = read_right ("audits/pricing/price_quote.json");
  ck_assert (ledger_state_revoked (f, two.id));
  ck_assert_ptr_null (ledger_audit_of (f, two.id));
  ck_assert_str_eq (ledger_newest (f)->state, one.id);
  ck_assert_str_eq (ledger_newest (f)->by, BO);
  ledger_file_free (f);
  add_entry_of (&what, ENTRY_REVOKE, 1, ADA, "2026-06-12");
  f = read_right ("audits/pricing/price_quote.json");
  ck_assert_ptr_null (ledger_newest (f));
  ck_assert_ptr_null (ledger_exemption_of (f, one.id));
  ledger_file_free (f);
  ledger_state_release (&one);
  ledger_state_release (&two);
  ledger_state_release (&three);
  release_what (&what);
}
END_TEST

START_TEST (same_entry_once)
{
  struct ledger_file what = sample_what ();
  add_audit (&what, 1, ADA, "2026-05-01");
  char *once = scratch_read ("audits/pricing/price_quote.json");
  add_audit (&what, 1, ADA, "2026-05-01");
  char *twice = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_str_eq (once, twice);
  add_audit (&what, 1, ADA, "2026-05-02");
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->entries_count, 2);
  ck_assert_uint_eq (f->states_count, 1);
  ledger_file_free (f);
  free (once);
  free (twice);
  release_what (&what);
}
END_TEST

/* Whatever the order in which entries came, the file is the same.  */
START_TEST (order_of_adding_does_not_matter)
{
  static const struct {
    unsigned number;
    const char *by, *date;
  } audits[] = { { 1, ADA, "2026-05-01" }, { 2, BO, "2026-05-01" }, { 3, ADA, "2026-05-01T10:00:00Z" }, { 1, BO, "2026-04-01" } };
  static const unsigned orders[][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 3, 1 }, { 1, 3, 0, 2 } };
  struct ledger_file what = sample_what ();
  char *first = NULL;
  for (size_t o = 0; o < 4; o++) {
    for (size_t i = 0; i < 4; i++)
      add_audit (&what, audits[orders[o][i]].number, audits[orders[o][i]].by, audits[orders[o][i]].date);
    char *text = scratch_read ("audits/pricing/price_quote.json");
    if (first == NULL)
      first = text;
    else {
      ck_assert_str_eq (text, first);
      free (text);
    }
    unlink (scratch_path ("audits/pricing/price_quote.json"));
  }
  free (first);
  release_what (&what);
}
END_TEST

/* ---- The folder.  */

static void
assert_lookup (struct ledger *l, const char *name, size_t expected)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file **files, **again;
  size_t count, count_again;
  ck_assert_msg (ledger_lookup (l, name, &files, &count, &err), "%s", strbuf_text (&err));
  ck_assert_msg (count == expected, "%s: %zu", name, count);
  for (size_t i = 0; i < count; i++)
    ck_assert_str_eq (files[i]->function, name);
  ck_assert (ledger_lookup (l, name, &again, &count_again, &err));
  ck_assert_ptr_eq (again, files);
  ck_assert_uint_eq (count_again, count);
  strbuf_release (&err);
}

START_TEST (finding_files)
{
  static const struct {
    const char *name, *file, *domain;
    bool is_static;
  } functions[] = {
    { "parse", "a.c", "pricing", false },    { "parse", "a.c", "migration", false }, { "parse", "b.c", "pricing", true },
    { "parse", "c.c", "pricing", true },     { "Parse", "a.c", "pricing", false },   { "parser", "a.c", "pricing", false },
    { "a/b", "a.c", "pricing", false },      { "a_b", "a.c", "pricing", false },     { "con", "a.c", "pricing", false },
    { "parse", "other.c", "pricing", false }, /* another program's */
    { "x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789", "a.c", "pricing", false },
    { "x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789x23456789", "b.c", "pricing", true },
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    struct ledger_file what = { .function = text_of (functions[i].name), .file = text_of (functions[i].file),
                                .domain = text_of (functions[i].domain), .is_static = functions[i].is_static };
    add_audit (&what, 1, ADA, "2026-05-01");
    release_what (&what);
  }
  /* what is no audit */
  scratch_write ("audits/README", "");
  scratch_write ("audits/.gitignore", "");
  scratch_write ("audits/pricing/CODEOWNERS", "");
  scratch_write ("audits/pricing/parse.json~", "{");
  scratch_write ("audits/pricing/.#parse.json", "{");
  scratch_write ("audits/pricing/.parse.json.swp", "{");
  scratch_write ("audits/pricing/parse.json.orig", "{");
  scratch_write ("audits/.hidden/parse.json", "{");
  struct strbuf err = STRBUF_INIT;
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  ck_assert_msg (l != NULL, "%s", strbuf_text (&err));
  assert_lookup (l, "parse", 5);
  assert_lookup (l, "Parse", 1);
  assert_lookup (l, "parser", 1);
  assert_lookup (l, "pars", 0);
  assert_lookup (l, "PARSE", 0);
  assert_lookup (l, "a/b", 1);
  assert_lookup (l, "a_b", 1);
  assert_lookup (l, "a b", 0);
  assert_lookup (l, "con", 1);
  assert_lookup (l, functions[10].name, 2);
  assert_lookup (l, "", 0);
  char **paths;
  size_t count;
  ck_assert (ledger_paths (l, "con", &paths, &count));
  ck_assert_uint_eq (count, 1);
  ck_assert (ledger_paths (l, "nothing", &paths, &count));
  ck_assert_uint_eq (count, 0);
  /* whatever is read must be among the paths */
  ck_assert (ledger_paths (l, "parse", &paths, &count));
  ck_assert_uint_ge (count, 5);
  struct ledger_file **files;
  ck_assert_msg (ledger_all (l, &files, &count, &err), "%s", strbuf_text (&err));
  ck_assert_uint_eq (count, sizeof functions / sizeof *functions);
  for (size_t i = 1; i < count; i++)
    ck_assert_int_lt (strcmp (files[i - 1]->path, files[i]->path), 0);
  ledger_close (l);
  strbuf_release (&err);
}
END_TEST

START_TEST (folders_that_are_not_there)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger *l = ledger_open (scratch_path ("none"), &err);
  struct ledger_file **files;
  size_t count = 7;
  ck_assert_ptr_nonnull (l);
  ck_assert (ledger_lookup (l, "f", &files, &count, &err));
  ck_assert_uint_eq (count, 0);
  ck_assert (ledger_all (l, &files, &count, &err));
  ck_assert_uint_eq (count, 0);
  ledger_close (l);
  ck_assert_uint_eq (err.length, 0);

  scratch_write ("file", "");
  ck_assert_ptr_null (ledger_open (scratch_path ("file"), &err));
  ck_assert_faults (&err, scratch, "file: the ledger's folder cannot be read: Not a directory");
  strbuf_clear (&err);
  ck_assert_int_eq (symlink ("nowhere", scratch_path ("dangling")), 0);
  ck_assert_ptr_null (ledger_open (scratch_path ("dangling"), &err));
  ck_assert_faults (&err, scratch, "dangling: the ledger's folder cannot be read: No such file or directory");
  strbuf_clear (&err);
  ck_assert_int_eq (symlink ("loop", scratch_path ("loop")), 0);
  ck_assert_ptr_null (ledger_open (scratch_path ("loop"), &err));
  ck_assert_faults (&err, scratch, "loop: the ledger's folder cannot be read: Too many levels of symbolic links");
  strbuf_clear (&err);

  scratch_write ("a/lost.json", "{}");
  ck_assert_ptr_null (ledger_open (scratch_path ("a"), &err));
  ck_assert_faults (&err, scratch, "a/lost.json: stands in no domain's folder; move it into the folder of its domain");
  strbuf_clear (&err);
  scratch_write ("b/pricing/deeper/x.json", "{}");
  ck_assert_ptr_null (ledger_open (scratch_path ("b"), &err));
  ck_assert_faults (&err, scratch, "b/pricing/deeper: folder within a domain's folder, which nobody would read; move its files up");
  strbuf_clear (&err);
  scratch_folders ("c/");
  ck_assert_int_eq (symlink ("circle", scratch_path ("c/circle")), 0);
  ck_assert_ptr_null (ledger_open (scratch_path ("c"), &err));
  ck_assert_faults (&err, scratch, "c/circle: cannot be examined: Too many levels of symbolic links");
  strbuf_clear (&err);
  if (geteuid () != 0) {
    scratch_folders ("d/pricing/");
    chmod (scratch_path ("d/pricing"), 0);
    ck_assert_ptr_null (ledger_open (scratch_path ("d"), &err));
    ck_assert_faults (&err, scratch, "d/pricing: the ledger's folder cannot be read: Permission denied");
    chmod (scratch_path ("d/pricing"), 0700);
  }
  strbuf_release (&err);
}
END_TEST

START_TEST (things_that_are_no_files)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file **files;
  size_t count;
  scratch_folders ("audits/pricing/");
  ck_assert_int_eq (mkfifo (scratch_path ("audits/pricing/pipe.json"), 0600), 0);
  ck_assert_int_eq (symlink ("loop.json", scratch_path ("audits/pricing/loop.json")), 0);
  scratch_write ("audits/pricing/empty.json", "");
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  ck_assert_msg (l != NULL, "%s", strbuf_text (&err));
  ck_assert (!ledger_lookup (l, "pipe", &files, &count, &err));
  ck_assert_faults (&err, scratch, "audits/pricing/pipe.json: is a FIFO, not a regular file; put a file there");
  strbuf_clear (&err);
  ck_assert (!ledger_lookup (l, "loop", &files, &count, &err));
  ck_assert_faults (&err, scratch, "audits/pricing/loop.json: cannot be opened: Too many levels of symbolic links");
  strbuf_clear (&err);
  ck_assert (!ledger_lookup (l, "empty", &files, &count, &err));
  ck_assert_faults (&err, scratch, "audits/pricing/empty.json:1:1: the file is empty; it must hold one JSON object: restore it");
  strbuf_clear (&err);
  ck_assert (ledger_lookup (l, "other", &files, &count, &err)); /* broken files of others do not matter */
  ck_assert (!ledger_all (l, &files, &count, &err));
  ck_assert_uint_eq (count, 0);
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "pipe.json: is a FIFO"));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "empty.json:1:1"));
  ledger_close (l);
  strbuf_release (&err);
}
END_TEST

START_TEST (files_in_wrong_places)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file **files;
  size_t count;
  char *text = sample_text ();
  scratch_write ("audits/migration/price_quote.json", text);
  scratch_write ("audits/pricing/renamed.json", text);
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  ck_assert (!ledger_lookup (l, "price_quote", &files, &count, &err));
  ck_assert_faults (&err, scratch, "audits/migration/price_quote.json: the file is of domain 'pricing', but stands in the folder 'migration'; move it back");
  strbuf_clear (&err);
  ck_assert (!ledger_lookup (l, "renamed", &files, &count, &err));
  ck_assert_faults (&err, scratch, "audits/pricing/renamed.json: the file is about 'price_quote', which nobody looks for under this name; rename it to pricing/price_quote.json");
  ledger_close (l);
  free (text);
  strbuf_release (&err);
}
END_TEST

/* ---- Writing.  */

START_TEST (moved_functions)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  add_audit (&what, 1, ADA, "2026-05-01");
  /* an external function that moved, told so: the same file */
  free (what.file);
  what.file = text_of ("src/moved.c");
  what.path = text_of (scratch_path ("audits/pricing/price_quote.json"));
  add_audit (&what, 2, ADA, "2026-05-02");
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_str_eq (f->file, "src/moved.c");
  ck_assert_uint_eq (f->entries_count, 2);
  ledger_file_free (f);
  /* another function of that name: a file of its own */
  free (what.path);
  what.path = NULL;
  free (what.file);
  what.file = text_of ("tools/other.c");
  add_audit (&what, 3, ADA, "2026-05-03");
  struct ledger *l = ledger_open (scratch_path ("audits"), &err);
  assert_lookup (l, "price_quote", 2);
  ledger_close (l);
  add_audit (&what, 4, ADA, "2026-05-04"); /* and it finds that again */
  l = ledger_open (scratch_path ("audits"), &err);
  assert_lookup (l, "price_quote", 2);
  ledger_close (l);
  /* a static function that moved: a new file, since the file is part of what it is */
  what.is_static = true;
  add_audit (&what, 5, ADA, "2026-05-05");
  char *path = ledger_path ("pricing", "price_quote", "tools/other.c", true, false);
  struct strbuf whole = STRBUF_INIT;
  strbuf_addf (&whole, "%s/audits/%s", scratch, path);
  what.path = strbuf_detach (&whole);
  free (path);
  free (what.file);
  what.file = text_of ("tools/moved.c");
  add_audit (&what, 6, ADA, "2026-05-06");
  l = ledger_open (scratch_path ("audits"), &err);
  assert_lookup (l, "price_quote", 4);
  struct ledger_file **files;
  size_t count;
  ck_assert_msg (ledger_all (l, &files, &count, &err), "%s", strbuf_text (&err));
  ledger_close (l);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

/* Eight writers at once, each its own entries: all are there, and no lock and no temporary file.  */
START_TEST (writers_at_once)
{
  enum { WRITERS = 8, EACH = 6 };
  pid_t writers[WRITERS];
  for (unsigned w = 0; w < WRITERS; w++) {
    writers[w] = fork ();
    ck_assert_int_ge (writers[w], 0);
    if (writers[w] != 0)
      continue;
    struct ledger_file what = sample_what ();
    for (unsigned n = 0; n < EACH; n++) {
      struct strbuf err = STRBUF_INIT;
      struct ledger_state s = sample_state (&what, w * EACH + n);
      struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, ADA, "2026-05-01");
      if (!ledger_add (scratch_path ("audits"), &what, &e, &s, &err)) {
        fprintf (stderr, "# %s\n", strbuf_text (&err));
        _exit (1);
      }
      ledger_entry_release (&e);
      ledger_state_release (&s);
    }
    _exit (0);
  }
  for (unsigned w = 0; w < WRITERS; w++) {
    int status;
    ck_assert_int_eq (waitpid (writers[w], &status, 0), writers[w]);
    ck_assert_int_eq (status, 0);
  }
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  ck_assert_uint_eq (f->entries_count, WRITERS * EACH);
  ck_assert_uint_eq (f->states_count, WRITERS * EACH);
  ledger_file_free (f);
  ck_assert_int_ne (access (scratch_path ("audits/.lock"), F_OK), 0);
  DIR *folder = opendir (scratch_path ("audits/pricing"));
  unsigned count = 0;
  while (readdir (folder) != NULL)
    count++;
  closedir (folder);
  ck_assert_uint_eq (count, 3); /* ".", "..", the file */
}
END_TEST

/* A disk that is full: the limit on file sizes gives EFBIG where a full disk gives ENOSPC.  */
START_TEST (disk_is_full)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  add_audit (&what, 1, ADA, "2026-05-01");
  char *before = scratch_read ("audits/pricing/price_quote.json");
  struct ledger_state s = sample_state (&what, 2);
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, ADA, "2026-05-02");
  signal (SIGXFSZ, SIG_IGN);
  struct rlimit limit, small = { 1000, 1000 };
  ck_assert_int_eq (getrlimit (RLIMIT_FSIZE, &limit), 0);
  small.rlim_max = limit.rlim_max;
  ck_assert_int_eq (setrlimit (RLIMIT_FSIZE, &small), 0);
  bool fine = ledger_add (scratch_path ("audits"), &what, &e, &s, &err);
  ck_assert_int_eq (setrlimit (RLIMIT_FSIZE, &limit), 0);
  ck_assert (!fine);
  ck_assert_faults (&err, scratch, "audits/pricing/price_quote.json: cannot be written: File too large");
  char *after = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_str_eq (after, before);
  DIR *folder = opendir (scratch_path ("audits/pricing"));
  unsigned count = 0;
  while (readdir (folder) != NULL)
    count++;
  closedir (folder);
  ck_assert_uint_eq (count, 3);
  free (before);
  free (after);
  ledger_entry_release (&e);
  ledger_state_release (&s);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

START_TEST (places_that_cannot_be_written)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, s.id, ADA, "2026-05-01");
  scratch_write ("file", "");
  ck_assert (!ledger_add (scratch_path ("file"), &what, &e, &s, &err));
  ck_assert_faults (&err, scratch, "file: is in the way of the ledger's folder: Not a directory");
  strbuf_clear (&err);
  scratch_folders ("audits/pricing/price_quote.json/");
  ck_assert (!ledger_add (scratch_path ("audits"), &what, &e, &s, &err));
  ck_assert_faults (&err, scratch, "audits/pricing/price_quote.json: is a folder, not a regular file; put a file there");
  ledger_entry_release (&e);
  ledger_state_release (&s);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

START_TEST (rights_stay)
{
  struct stat status;
  struct ledger_file what = sample_what ();
  mode_t mask = umask (022);
  add_audit (&what, 1, ADA, "2026-05-01");
  ck_assert_int_eq (stat (scratch_path ("audits/pricing/price_quote.json"), &status), 0);
  ck_assert_int_eq (status.st_mode & 0777, 0644);
  ck_assert_int_eq (chmod (scratch_path ("audits/pricing/price_quote.json"), 0660), 0);
  add_audit (&what, 2, ADA, "2026-05-02");
  ck_assert_int_eq (stat (scratch_path ("audits/pricing/price_quote.json"), &status), 0);
  ck_assert_int_eq (status.st_mode & 0777, 0660);
  umask (mask);
  release_what (&what);
}
END_TEST

static const struct {
  const char *by, *date, *until, *reason, *fault;
  enum entry_kind kind;
} unreadable[] = {
  { "nobody", "2026-05-01", NULL, NULL, "does not say who", ENTRY_AUDIT },
  { ADA, "yesterday", NULL, NULL, "is no date", ENTRY_AUDIT },
  { ADA, "2026-05-01", "soon", "r", "is no date", ENTRY_EXEMPT },
  { ADA, "2026-05-01", NULL, "r", "has no key 'until'", ENTRY_EXEMPT },
  { ADA, "2026-05-01", "2026-06-01", NULL, "has no key 'reason'", ENTRY_EXEMPT },
  { ADA, "2026-05-01", NULL, "", "'reason' is empty", ENTRY_REVOKE },
};

/* What could not be read again is not written.  */
START_TEST (unreadable_entries_are_not_written)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  struct ledger_entry e = { .kind = unreadable[_i].kind, .state = s.id, .by = (char *) unreadable[_i].by,
                            .date = (char *) unreadable[_i].date, .until = (char *) unreadable[_i].until,
                            .reason = (char *) unreadable[_i].reason };
  ck_assert (!ledger_add (scratch_path ("audits"), &what, &e, &s, &err));
  char *shown = faults_shown (&err, scratch);
  ck_assert_msg (strstr (shown, unreadable[_i].fault) != NULL, "%s", shown);
  ck_assert_int_ne (access (scratch_path ("audits/pricing/price_quote.json"), F_OK), 0);
  free (shown);
  ledger_state_release (&s);
  release_what (&what);
  strbuf_release (&err);
}
END_TEST

/* ---- Conflicts.  */

/* The text of a file with the audits of the sample states in NUMBERS (each with its day of May),
   0-terminated, and with FILE.  */
static char *
text_with (const unsigned *numbers, const char *file)
{
  struct ledger_file what = sample_what ();
  free (what.file);
  what.file = text_of (file);
  for (; *numbers != 0; numbers++) {
    char date[32];
    snprintf (date, sizeof date, "2026-05-%02u", *numbers);
    add_audit (&what, *numbers, *numbers % 2 ? ADA : BO, date);
  }
  release_what (&what);
  char *text = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_int_eq (unlink (scratch_path ("audits/pricing/price_quote.json")), 0);
  return text;
}

static const struct {
  unsigned base[4], ours[6], theirs[6], all[9];
} merges[] = {
  { { 1 }, { 1, 2 }, { 1, 3 }, { 1, 2, 3 } },
  { { 1 }, { 1, 2, 4 }, { 1, 3, 5 }, { 1, 2, 3, 4, 5 } },
  { { 1, 5 }, { 1, 5, 3 }, { 1, 5, 4 }, { 1, 3, 4, 5 } },
  { { 5 }, { 1, 2, 5 }, { 3, 4, 5, 6 }, { 1, 2, 3, 4, 5, 6 } },
  { { 1 }, { 1, 2, 3 }, { 1, 2, 4 }, { 1, 2, 3, 4 } },
  { { 0 }, { 1, 2 }, { 3 }, { 1, 2, 3 } }, /* both added the file */
  { { 0 }, { 1, 2 }, { 2, 3 }, { 1, 2, 3 } },
  { { 2 }, { 2, 3 }, { 2 }, { 2, 3 } },
};

/* Merges as git makes them, in both styles: the result is the union, whichever side is ours.  */
START_TEST (merges_by_git)
{
  if (system ("git --version >/dev/null 2>&1") != 0)
    return;
  static const char *const styles[] = { "merge", "diff3" };
  for (size_t style = 0; style < 2; style++)
    for (int swapped = 0; swapped < 2; swapped++) {
      const unsigned *sides[2] = { merges[_i].ours, merges[_i].theirs };
      char *ours = text_with (sides[swapped], "src/price.c"), *theirs = text_with (sides[!swapped], "src/price.c");
      char *base = merges[_i].base[0] != 0 ? text_with (merges[_i].base, "src/price.c") : text_of ("");
      char *expected = text_with (merges[_i].all, "src/price.c");
      scratch_write ("git/ours.json", ours);
      scratch_write ("git/theirs.json", theirs);
      scratch_write ("git/base.json", base);
      struct strbuf command = STRBUF_INIT, out = STRBUF_INIT, err = STRBUF_INIT;
      strbuf_addf (&command, "git merge-file -p %s ours.json base.json theirs.json > merged.json; test $? -lt 128",
                   style == 0 ? "" : "--diff3");
      struct strbuf line = STRBUF_INIT;
      strbuf_addf (&line, "cd '%s' && %s", scratch_path ("git"), strbuf_text (&command));
      ck_assert_int_eq (system (strbuf_text (&line)), 0);
      char *merged = scratch_read ("git/merged.json");
      ck_assert_msg (ledger_resolve ("f.json", merged, strlen (merged), &out, &err), "%s\n%s", strbuf_text (&err), merged);
      ck_assert_msg (strcmp (strbuf_text (&out), expected) == 0, "%s, swapped %d:\n%s", styles[style], swapped, merged);
      free (ours);
      free (theirs);
      free (base);
      free (expected);
      free (merged);
      strbuf_release (&command);
      strbuf_release (&line);
      strbuf_release (&out);
      strbuf_release (&err);
    }
}
END_TEST

/* Where the sides differ about the place: who moved it, else who certified last.  */
START_TEST (moved_on_one_side)
{
  static const unsigned one[] = { 1, 0 }, two[] = { 1, 2, 0 }, three[] = { 1, 3, 0 };
  char *base = text_with (one, "old.c"), *stays = text_with (three, "old.c"), *moves = text_with (two, "new.c");
  struct strbuf text = STRBUF_INIT, out = STRBUF_INIT, err = STRBUF_INIT;
  const char *const sides[][4] = { { moves, base, stays, "new.c" }, { stays, base, moves, "new.c" },
                                   { moves, NULL, stays, "old.c" }, { stays, NULL, moves, "old.c" } };
  for (size_t i = 0; i < 4; i++) {
    strbuf_clear (&text);
    strbuf_clear (&out);
    strbuf_addf (&text, "<<<<<<< ours\n%s", sides[i][0]);
    if (sides[i][1] != NULL)
      strbuf_addf (&text, "||||||| base\n%s", sides[i][1]);
    strbuf_addf (&text, "=======\n%s>>>>>>> theirs\n", sides[i][2]);
    ck_assert_msg (ledger_resolve ("f.json", strbuf_text (&text), text.length, &out, &err), "%s", strbuf_text (&err));
    char want[64];
    snprintf (want, sizeof want, "\"file\": \"%s\"", sides[i][3]);
    ck_assert_ptr_nonnull (strstr (strbuf_text (&out), want));
    ck_assert_ptr_nonnull (strstr (strbuf_text (&out), "2026-05-02"));
    ck_assert_ptr_nonnull (strstr (strbuf_text (&out), "2026-05-03"));
  }
  free (base);
  free (stays);
  free (moves);
  strbuf_release (&text);
  strbuf_release (&out);
  strbuf_release (&err);
}
END_TEST

#define SAMPLE(function, file, rest) "{ \"format\": 1, \"function\": \"" function "\", \"file\": \"" file "\", " rest "\n"
#define END "\"entries\": [], \"states\": {} }\n"
#define PRICING "\"domain\": \"pricing\", "
#define MERGE "; repeat the merge, or restore the file from git"

static const struct {
  const char *text, *fault;
} conflicts[] = {
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", PRICING) "=======\n" SAMPLE ("g", "f.c", PRICING) ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are about two functions, 'f' and 'g'; keep one side here, and give the other a file of its own" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", PRICING) "=======\n" SAMPLE ("f", "f.c", "\"domain\": \"migration\",") ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are of two domains, 'pricing' and 'migration'; decide for one, and certify the function anew there" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", "\"static\": true, " PRICING) "=======\n" SAMPLE ("f", "g.c", "\"static\": true, " PRICING) ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are about two functions called 'f', of f.c and g.c; keep one side here, and give the other a file of its own" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", "\"static\": true, " PRICING) "=======\n" SAMPLE ("f", "f.c", PRICING) ">>>>>>> b\n" END,
    "f.json:1:1: the sides of the conflict are about two functions called 'f', of f.c and f.c; keep one side here, and give the other a file of its own" },
  { "<<<<<<< a\n" SAMPLE ("f", "f.c", PRICING) "=======\n" "nonsense\n" ">>>>>>> b\n" END,
    "f.json: their side of the conflict is no valid ledger file by itself:\nf.json:4:1: unknown word 'nonsense'; texts stand in double quotation marks, and the words are true, false and null" },
  { "<<<<<<< a\n" "=======\n" ">>>>>>> b\n" SAMPLE ("f", "f.c", PRICING) "\"entries\": [,]",
    "f.json: our side of the conflict is no valid ledger file by itself:\nf.json:5:13: comma without a value before it; remove it\n"
    "f.json: their side of the conflict is no valid ledger file by itself:\nf.json:5:13: comma without a value before it; remove it" },
  { "{\n<<<<<<< a\n", "f.json:2:1: conflict without its end" MERGE },
  { "{\n<<<<<<< a\n=======\n", "f.json:2:1: conflict without its end" MERGE },
  { "<<<<<<< a\n<<<<<<< b\n", "f.json:2:1: conflict within a conflict" MERGE },
  { "=======\n", "f.json:1:1: conflict marker out of place" MERGE },
  { ">>>>>>> a\n", "f.json:1:1: conflict marker out of place" MERGE },
  { "||||||| a\n", "f.json:1:1: conflict marker out of place" MERGE },
  { "<<<<<<< a\n=======\n||||||| c\n>>>>>>> a\n", "f.json:3:1: conflict marker out of place" MERGE },
  { "<<<<<<< a\n=======\n=======\n>>>>>>> a\n", "f.json:3:1: conflict marker out of place" MERGE },
  { "<<<<<<< a\n>>>>>>> a\n", "f.json:2:1: conflict marker out of place" MERGE },
  { "", "f.json:1:1: the file is empty; it must hold one JSON object: restore it" },
};

START_TEST (conflicts_that_stay)
{
  struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
  ck_assert (!ledger_resolve ("f.json", conflicts[_i].text, strlen (conflicts[_i].text), &out, &err));
  ck_assert_faults (&err, NULL, conflicts[_i].fault);
  ck_assert_uint_eq (out.length, 0);
  strbuf_release (&out);
  strbuf_release (&err);
}
END_TEST

/* Any right file becomes canonical, and a canonical one stays.  */
START_TEST (canonical_form)
{
  char *text = sample_text ();
  struct strbuf out = STRBUF_INIT, err = STRBUF_INIT, loose = STRBUF_INIT;
  ck_assert (ledger_resolve ("f.json", text, strlen (text), &out, &err));
  ck_assert_str_eq (strbuf_text (&out), text);
  strbuf_add_text (&loose, "// a comment\n");
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\n')
      strbuf_add_text (&loose, "\r\n\t");
    else
      strbuf_add_char (&loose, *c);
  strbuf_clear (&out);
  ck_assert_msg (ledger_resolve ("f.json", strbuf_text (&loose), loose.length, &out, &err), "%s", strbuf_text (&err));
  ck_assert_str_eq (strbuf_text (&out), text);
  free (text);
  strbuf_release (&out);
  strbuf_release (&err);
  strbuf_release (&loose);
}
END_TEST

START_TEST (tidying)
{
  char *text = sample_text (), *after;
  struct strbuf err = STRBUF_INIT, loose = STRBUF_INIT;
  const char *path = "audits/pricing/price_quote.json";
  bool changed = true;
  ck_assert (ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err));
  ck_assert (!changed);
  strbuf_addf (&loose, "// comment\n%s", text);
  scratch_write (path, strbuf_text (&loose));
  ck_assert (ledger_tidy (scratch_path ("audits"), scratch_path (path), false, &changed, &err));
  ck_assert (changed);
  after = scratch_read (path);
  ck_assert_str_eq (after, strbuf_text (&loose)); /* only looked at */
  free (after);
  ck_assert (ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err));
  ck_assert (changed);
  after = scratch_read (path);
  ck_assert_str_eq (after, text);
  free (after);
  ck_assert_int_ne (access (scratch_path ("audits/.lock"), F_OK), 0);
  scratch_write (path, "{");
  ck_assert (!ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err));
  ck_assert (!changed);
  after = scratch_read (path);
  ck_assert_str_eq (after, "{");
  free (after);
  /* a linked file stays a link */
  scratch_write ("real.json", strbuf_text (&loose));
  ck_assert_int_eq (unlink (scratch_path (path)), 0);
  ck_assert_int_eq (symlink (scratch_path ("real.json"), scratch_path (path)), 0);
  strbuf_clear (&err);
  ck_assert_msg (ledger_tidy (scratch_path ("audits"), scratch_path (path), true, &changed, &err), "%s", strbuf_text (&err));
  after = scratch_read ("real.json");
  ck_assert_str_eq (after, text);
  free (after);
  struct stat status;
  ck_assert_int_eq (lstat (scratch_path (path), &status), 0);
  ck_assert (S_ISLNK (status.st_mode));
  free (text);
  strbuf_release (&loose);
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("ledger");
  TCase *c = tcase_create ("ledger");
  tcase_set_timeout (c, 120);
  tcase_add_checked_fixture (c, scratch_make, scratch_remove);
  tcase_add_loop_test (c, names_of_files, 0, sizeof names / sizeof *names);
  tcase_add_test (c, names_tell_functions_apart);
  tcase_add_test (c, canonical_text);
  tcase_add_test (c, reading_gives_what_was_written);
  tcase_add_test (c, odd_names);
  tcase_add_test (c, labels_that_repeat);
  tcase_add_test (c, ids_cover_what_was_seen);
  tcase_add_test (c, seen_from_facts);
  tcase_add_loop_test (c, wrong_files, 0, sizeof wrong / sizeof *wrong);
  tcase_add_test (c, entry_without_its_state);
  tcase_add_test (c, damaged_files);
  tcase_add_test (c, effective_entries);
  tcase_add_test (c, same_entry_once);
  tcase_add_test (c, order_of_adding_does_not_matter);
  tcase_add_test (c, finding_files);
  tcase_add_test (c, folders_that_are_not_there);
  tcase_add_test (c, things_that_are_no_files);
  tcase_add_test (c, files_in_wrong_places);
  tcase_add_test (c, moved_functions);
  tcase_add_test (c, writers_at_once);
  tcase_add_test (c, disk_is_full);
  tcase_add_test (c, places_that_cannot_be_written);
  tcase_add_test (c, rights_stay);
  tcase_add_loop_test (c, unreadable_entries_are_not_written, 0, sizeof unreadable / sizeof *unreadable);
  tcase_add_loop_test (c, merges_by_git, 0, sizeof merges / sizeof *merges);
  tcase_add_test (c, moved_on_one_side);
  tcase_add_loop_test (c, conflicts_that_stay, 0, sizeof conflicts / sizeof *conflicts);
  tcase_add_test (c, canonical_form);
  tcase_add_test (c, tidying);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
