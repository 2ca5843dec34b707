/* The ledger's files: names, form, ids, what is refused and how.  */
#include "sample_ledger.h"

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
    { "parse", "a.c", false, false }, { "parse", "a.c", true, false },  { "parse", "b.c", true, false },
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
  strbuf_addf (
      &want,
      "{\n  \"format\": 1,\n  \"function\": \"price_quote\",\n  \"file\": \"src/price.c\",\n"
      "  \"domain\": \"pricing\",\n  \"entries\": [\n"
      "    { \"kind\": \"exempt\", \"state\": \"%s\", \"by\": \"" ADA
      "\", \"date\": \"2026-01-10\", \"until\": \"2026-06-30\", \"reason\": \"existing code\" },\n"
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
  static const char *const odd[] = { "a \"quoted\" \\ name.c", "line\nbreak\ttab.c", "\xc3\xa4\xf0\x9f\x98\x80.c",
                                     "latin\xe4\xff.c",        "\x01\x7f.c",         "via x()" };
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    struct ledger_file what = {
      .function = text_of ("odd"), .file = text_of (odd[i]), .domain = text_of ("pricing"), .is_static = true
    };
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
    { .kind = DEPENDENCY_TYPE, .name = text_of ("struct s"), .digest = digest_of ("2", 1, DIGEST_SHORT), .via = NULL },
    { .kind = DEPENDENCY_TYPE, .name = text_of ("struct s"), .digest = digest_of ("1", 1, DIGEST_SHORT), .via = NULL },
    { .kind = DEPENDENCY_OBJECT,
      .name = text_of ("odd (name) here"),
      .digest = digest_of ("1", 1, DIGEST_SHORT),
      .via = NULL },
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

/* What other units' objects began with is part of the state, where it is known; states without it keep their ids.  */
START_TEST (definitions_are_kept)
{
  struct ledger_file what = sample_what ();
  struct ledger_state s = sample_state (&what, 1);
  char *without = text_of (s.id);
  sample_definitions (&what, &s);
  ck_assert_str_ne (s.id, without);
  struct definition *list = s.seen[0].definitions, first = list[0];
  list[0] = list[3]; /* the order in which they come does not matter */
  list[3] = first;
  struct ledger_entry e = sample_entry (ENTRY_AUDIT, NULL, ADA, "2026-05-01");
  struct strbuf err = STRBUF_INIT;
  ck_assert_msg (ledger_add (scratch_path ("audits"), &what, &e, &s, &err), "%s", strbuf_text (&err));
  struct ledger_file *f = read_right ("audits/pricing/price_quote.json");
  const struct ledger_seen *seen = &f->states[0].seen[0];
  ck_assert_str_eq (f->states[0].id, s.id);
  ck_assert_uint_eq (seen->definitions_count, 4);
  ck_assert_str_eq (seen->definitions[0].name, "currency");
  ck_assert_str_eq (seen->definitions[2].name, "rates");
  ck_assert (!digest_equal (&seen->definitions[1].digest, &seen->definitions[2].digest));
  ck_assert_str_eq (seen->definitions[3].name, "two words");
  char *text = scratch_read ("audits/pricing/price_quote.json");
  ck_assert_ptr_nonnull (strstr (text, ",\n          \"definitions\": {\n            \"currency\": \""));
  free (text);
  list[1].digest.bytes[0] ^= 1;
  char *other = ledger_state_id (&what, &s);
  ck_assert_str_ne (other, s.id);
  free (other);
  s.seen[0].definitions_count = 0;
  other = ledger_state_id (&what, &s);
  ck_assert_str_eq (other, without);
  free (other);
  free (without);
  s.seen[0].definitions_count = 4;
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

#define SAME(change, undo)                                                                                             \
  do {                                                                                                                 \
    change;                                                                                                            \
    now = ledger_state_id (&what, &s);                                                                                 \
    ck_assert_msg (strcmp (now, before) == 0, #change);                                                                \
    free (now);                                                                                                        \
    undo;                                                                                                              \
  } while (0)
#define OTHER(change, undo)                                                                                            \
  do {                                                                                                                 \
    change;                                                                                                            \
    now = ledger_state_id (&what, &s);                                                                                 \
    ck_assert_msg (strcmp (now, before) != 0, #change);                                                                \
    free (now);                                                                                                        \
    undo;                                                                                                              \
  } while (0)
  char *compiler = seen->compiler, *blob = s.blob, *file = what.file;
  struct dependency first = seen->depends[0];
  SAME (seen->compiler = (char *) "gcc 11.3.0", seen->compiler = compiler);
  SAME (s.blob = NULL, s.blob = blob);
  SAME (what.file = (char *) "src/moved.c", what.file = file);
  SAME ((seen->depends[0] = seen->depends[3], seen->depends[3] = first),
        (seen->depends[3] = seen->depends[0], seen->depends[0] = first));
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
  struct unit_facts u = {
    .variant = (char *) "arm", .compiler = (char *) "gcc 12.2.0", .tree_class = (char *) "gcc12/O", .scheme = 3
  };
  struct dependency depends[] = {
    { .kind = DEPENDENCY_OBJECT, .name = (char *) "o", .digest = { 8, { 1 } }, .via = (char *) "g" }
  };
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
  { "\"format\": 1", "\"format\": 2",
    F "2:13: format 2 is not known to this loadbearing, which knows 1; use a newer one" },
  { "  \"format\": 1,\n", "", F "1:1: a ledger file has no key 'format'; add it" },
  { "\"function\"", "\"funtion\"",
    F "3:3: unknown key 'funtion' in a ledger file; did you mean 'function'?\n" F
      "1:1: a ledger file has no key 'function'; add it" },
  { "\"price_quote\"", "\"\"", F "3:15: 'function' is empty; fill it in or remove the key" },
  { "\"price_quote\"", "3", F "3:15: 'function' must be a text, not a number; write \"...\"" },
  { "\"price_quote\"", "\"price_quota\"",
    F
    "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"domain\": \"pricing\"", "\"domain\": \"migration\"",
    F
    "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"domain\"", "\"static\": true, \"domain\"",
    F
    "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"domain\"", "\"static\": 1, \"domain\"", F "5:13: 'static' must be true or false, not a number" },
  { "\"file\": \"src/price.c\"", "\"static\": true",
    F "1:1: a static function's ledger file has no key 'file'; add it" },
  { "\"entries\": [", "\"entries\": {}, \"x\": [",
    F "6:18: unknown key 'x' in a ledger file; known are: format, function, file, static, domain, entries, states\n" F
      "6:14: 'entries' must be an array, not an object; write [ ... ]" },
  { "\"states\": {", "\"states\": [], \"x\": {",
    F "10:17: unknown key 'x' in a ledger file; known are: format, function, file, static, domain, entries, states\n" F
      "10:13: 'states' must be an object, not an array; write { ... }" },
  { "{ \"kind\": \"audit\"", "{ \"kind\": \"adit\"", F "8:15: 'kind' cannot be 'adit'; did you mean 'audit'?" },
  { "{ \"kind\": \"audit\",", "{", F "8:5: an entry has no key 'kind'; add it" },
  { "{ \"kind\": \"audit\"", "7, { \"kind\": \"audit\"",
    F "8:5: an entry must be an object, not a number; write { ... }" },
  { "\"by\": \"Bo", "\"note\": \"x\", \"by\": \"Bo", F "8:101: unknown key 'note' in an audit; did you mean 'notes'?" },
  { "\"by\": \"Bo", "\"until\": \"2026-01-01\", \"by\": \"Bo",
    F "8:101: unknown key 'until' in an audit; known are: kind, state, from, by, date, was, notes, signature" },
  { ", \"until\": \"2026-06-30\"", "", F "7:5: an exemption has no key 'until'; add it" },
  { ", \"reason\": \"existing code\"", "", F "7:5: an exemption has no key 'reason'; add it" },
  { "2026-06-30", "2026-06-31", F "7:171: '2026-06-31' is no date in 'until'; write it as \"2026-05-01\"" },
  { "2026-06-30", "2026-06-30T00:00:00Z",
    F "7:171: '2026-06-30T00:00:00Z' is no date in 'until'; write it as \"2026-05-01\"" },
  { "2026-05-01T09:30:00Z", "01.05.2026",
    F "8:143: '01.05.2026' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-5-1",
    F "8:143: '2026-5-1' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-02-29",
    F "8:143: '2026-02-29' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-13-01",
    F "8:143: '2026-13-01' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-05-01T24:00:00Z",
    F "8:143: '2026-05-01T24:00:00Z' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { "2026-05-01T09:30:00Z", "2026-05-01T09:30:00+02:00",
    F
    "8:143: '2026-05-01T09:30:00+02:00' is no date in 'date'; write it as \"2026-05-01\" or \"2026-05-01T09:30:00Z\"" },
  { BO, "Bo", F "8:107: 'Bo' does not say who; write \"" ADA "\"" },
  { BO, "<bo@example.com>", F "8:107: '<bo@example.com>' does not say who; write \"" ADA "\"" },
  { BO, "Bo <>", F "8:107: 'Bo <>' does not say who; write \"" ADA "\"" },
  { BO, "Bo <a b@c>", F "8:107: 'Bo <a b@c>' does not say who; write \"" ADA "\"" },
  { ", \"by\": \"" BO "\"", "", F "8:5: an audit has no key 'by'; add it" },
  { "\"audit\", \"state\": \"", "\"audit\", \"state\": \"f",
    F "8:33: 'state' must be a state's id, 64 hexadecimal digits in lower case; restore it" },
  { "\"audit\", \"state\": \"", "\"audit\", \"from\": \"7c1e\", \"state\": \"",
    F "8:32: 'from' must be a state's id, 64 hexadecimal digits in lower case; restore it" },
  { "\"seen\"", "\"sene\"",
    F "13:7: unknown key 'sene' in a state; did you mean 'seen'?\n" F "11:73: a state has no key 'seen'; add it" },
  { "\"scheme\": 1", "\"scheme\": 0", F "15:21: 'scheme' is 0; write a whole number from 1 to 1000000" },
  { "          \"scheme\": 1,\n", "", F "14:29: variant 'x86_64-linux-gnu' has no key 'scheme'; add it" },
  { "\"scheme\": 1", "\"scheme\": 2",
    F
    "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"interface\": \"", "\"interface\": \"x",
    F "17:24: digest of 'interface' must be 16, 32 or 64 hexadecimal digits; restore it" },
  { "\"interface\": ", "\"interface\": 1, \"interfaces\": ",
    F "17:27: unknown key 'interfaces' in a variant; did you mean 'interface'?\n" F
      "17:24: digest of 'interface' must be 16, 32 or 64 hexadecimal digits; restore it" },
  { "\"tree\": {", "\"tree\": { \"gcc11/O\": \"00\",",
    F "19:19: 'tree' must hold one digest, under the compiler that it belongs to; restore it" },
  { "\"tree\": {", "\"tree\": \"x\", \"behaviour\": {",
    F "19:19: 'tree' must be an object, not a text; write { ... }" },
  { "\"tree\": {", "\"behaviour\": \"00\", \"tree\": {",
    F "19:24: 'behaviour' must be an object, not a text; write { ... }" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": \"00\"",
    F
    "22:35: dependency 'environment memcpy' must be \"\", hexadecimal digits (of what it does, too, after a slash), or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": \"via x\"",
    F
    "22:35: dependency 'environment memcpy' must be \"\", hexadecimal digits (of what it does, too, after a slash), or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": \"via ()\"",
    F
    "22:35: dependency 'environment memcpy' must be \"\", hexadecimal digits (of what it does, too, after a slash), or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"\": \"\"",
    F
    "22:17: dependency '' must be \"\", hexadecimal digits (of what it does, too, after a slash), or these and \"via NAME()\"; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memcpy\": 5",
    F "22:35: digest of 'environment memcpy' must be a text, not a number; restore it" },
  { "\"environment memcpy\": \"\"", "\"environment memset\": \"\"",
    F
    "11:5: state ID does not hold what was certified: its content, the function, its file or its domain was edited (the id would be NEW)" RESTORE },
  { "\"environment memcpy\": \"\"", "\"round_cents()\": \"\"",
    F "24:13: duplicate key 'round_cents()', already at line 22; remove one of the two" },
  { "  \"entries\"", "<<<<<<< HEAD\n  \"entries\"",
    F "6:1: conflict marker of git; run \"loadbearing fmt\", which keeps the entries of both sides" },
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

static const struct {
  const char *date;
  bool right;
} dates[] = {
  { "2024-02-29", true },
  { "2000-02-29", true },
  { "2100-02-29", false },
  { "2026-02-29", false },
  { "2026-12-31", true },
  { "2026-04-31", false },
  { "2026-00-10", false },
  { "2026-01-00", false },
  { "1969-12-31", false },
  { "2026-05-01T00:00:00Z", true },
  { "2026-05-01T23:59:60Z", true },
  { "2026-05-01T23:60:00Z", false },
  { "2026-05-01 23:00:00Z", false },
  { "2026-05-01T23:00:00", false },
  { " 2026-05-01", false },
  { "2026-05-01 ", false },
  { "+026-05-01", false },
};

START_TEST (calendar)
{
  char *text = sample_text (), *changed = replaced (text, "2026-05-01T09:30:00Z", dates[_i].date);
  scratch_write ("audits/pricing/price_quote.json", changed);
  struct strbuf err = STRBUF_INIT;
  struct ledger_file *f = ledger_read (scratch_path ("audits/pricing/price_quote.json"), &err);
  ck_assert_msg ((f != NULL) == dates[_i].right, "%s: %s", dates[_i].date, strbuf_text (&err));
  ledger_file_free (f);
  strbuf_release (&err);
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
  tcase_add_test (c, definitions_are_kept);
  tcase_add_test (c, ids_cover_what_was_seen);
  tcase_add_test (c, seen_from_facts);
  tcase_add_loop_test (c, wrong_files, 0, sizeof wrong / sizeof *wrong);
  tcase_add_loop_test (c, calendar, 0, sizeof dates / sizeof *dates);
  tcase_add_test (c, entry_without_its_state);
  tcase_add_test (c, damaged_files);
  suite_add_tcase (suite, c);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
