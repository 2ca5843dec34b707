/* Ledger files in canonical form are read by a reader of their own: it must never take what the general
   one refuses, nor read anything else into a file.  */
#include "ledger/ledger_private.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sample_ledger.h"

/* Gives S another variant, which comes first.  */
static void
add_variant (const struct ledger_file *f, struct ledger_state *s)
{
  struct ledger_state other;
  ledger_state_copy (&other, s);
  s->seen = memory_grow (s->seen, 2, sizeof *s->seen);
  s->seen[1] = s->seen[0];
  s->seen[0] = other.seen[0];
  s->seen_count = 2;
  other.seen_count = 0;
  ledger_state_release (&other);
  free (s->seen[0].variant);
  s->seen[0].variant = text_of ("arm-none-eabi");
  free (s->seen[0].compiler);
  s->seen[0].compiler = NULL;
  while (s->seen[0].depends_count)
    dependency_release (&s->seen[0].depends[--s->seen[0].depends_count]);
  char *id = ledger_state_id (f, s);
  free (s->id);
  s->id = id;
}

/* The canonical text of a file with everything that such a file can hold; owned by the caller.  */
static char *
full_text (bool is_static)
{
  struct ledger_file *f = memory_get (sizeof *f);
  *f = sample_what ();
  f->is_static = is_static;
  f->states_count = 3;
  f->states = memory_get (3 * sizeof *f->states);
  for (unsigned i = 0; i < 3; i++)
    f->states[i] = sample_state (f, i);
  sample_definitions (f, &f->states[1]);
  add_variant (f, &f->states[1]);
  free (f->states[2].blob);
  f->states[2].blob = NULL;

  f->entries_count = 4;
  f->entries = memory_get (4 * sizeof *f->entries);
  f->entries[0] = sample_entry (ENTRY_EXEMPT, f->states[0].id, ADA, "2026-01-10");
  f->entries[1] = sample_entry (ENTRY_AUDIT, f->states[1].id, BO, "2026-05-01T09:30:00Z");
  f->entries[2] = sample_entry (ENTRY_AUDIT, f->states[2].id, BO, "2026-06-01");
  f->entries[3] = sample_entry (ENTRY_REVOKE, f->states[1].id, ADA, "2026-06-02");
  f->entries[1].notes = text_of ("rounds once");
  f->entries[2].from = text_of (f->states[1].id);
  f->entries[2].was = text_of ("old_quote");
  f->entries[2].signature = text_of ("c2ln");
  ledger_normalise (f);
  struct strbuf out = STRBUF_INIT;
  ledger_format (f, &out);
  ledger_file_free (f);
  return strbuf_detach (&out);
}

/* What the canonical reader makes of TEXT: the file's text, owned by the caller, or NULL.  LINES: the
   entries' lines, one after the other.  */
static char *
read_canonical (const char *text, size_t size, struct strbuf *lines)
{
  struct facts_storage *storage = NULL;
  struct strbuf out = STRBUF_INIT;
  char *copy = memory_get (size + LEDGER_CANONICAL_PADDING);
  memcpy (copy, text, size);
  struct ledger_file *f = ledger_parse_canonical (copy, size, &storage);
  if (f) {
    ledger_format (f, &out);
    for (size_t i = 0; i < f->entries_count; i++)
      strbuf_addf (lines, "%u ", f->entries[i].line);
  }
  bool taken = f != NULL;
  free (copy);
  facts_storage_free (storage);
  return taken ? strbuf_detach (&out) : NULL;
}

/* The same, of the reader that decides.  */
static char *
read_general (const char *text, size_t size, struct strbuf *lines)
{
  struct strbuf err = STRBUF_INIT, out = STRBUF_INIT;
  struct ledger_file *f = ledger_parse ("f.json", text, size, &err);
  strbuf_release (&err);
  if (!f)
    return NULL;
  ledger_format (f, &out);
  for (size_t i = 0; i < f->entries_count; i++)
    strbuf_addf (lines, "%u ", f->entries[i].line);
  ledger_file_free (f);
  return strbuf_detach (&out);
}

/* True if the canonical reader takes TEXT; then the general one must, too, with the same result.  */
static bool
agrees (const char *text, size_t size)
{
  struct strbuf lines = STRBUF_INIT, general_lines = STRBUF_INIT;
  char *canonical = read_canonical (text, size, &lines);
  if (!canonical)
    return false;
  char *general = read_general (text, size, &general_lines);
  ck_assert_msg (general != NULL, "only the canonical reader takes this:\n%.*s", (int) size, text);
  ck_assert_str_eq (canonical, general);
  ck_assert_str_eq (strbuf_text (&lines), strbuf_text (&general_lines));
  free (canonical);
  free (general);
  strbuf_release (&lines);
  strbuf_release (&general_lines);
  return true;
}

START_TEST (canonical_files_are_taken)
{
  for (int is_static = 0; is_static < 2; is_static++) {
    char *text = full_text (is_static);
    ck_assert_msg (agrees (text, strlen (text)), "%s", text);
    struct strbuf lines = STRBUF_INIT;
    char *again = read_canonical (text, strlen (text), &lines);
    ck_assert_str_eq (again, text);
    strbuf_release (&lines);
    free (again);
    free (text);
  }
}
END_TEST

/* Every beginning, every byte replaced, left out or doubled.  */
START_TEST (damaged_files_are_left_or_read_alike)
{
  static const char bytes[] = "0f \"{}[]:,\\\n<a-A\x01\x7f\xc3";
  char *text = full_text (true);
  size_t size = strlen (text), taken = 0;
  char *changed = memory_get (size + 2);
  for (size_t at = 0; at < size; at++) {
    ck_assert (!agrees (text, at));
    memcpy (changed, text, size);
    for (size_t b = 0; b < sizeof bytes; b++) { /* the final NUL as well */
      changed[at] = bytes[b];
      taken += agrees (changed, size);
    }
    memcpy (changed + at, text + at + 1, size - at - 1);
    taken += agrees (changed, size - 1);
    memcpy (changed + at, text + at, 1);
    memcpy (changed + at + 1, text + at, size - at);
    taken += agrees (changed, size + 1);
  }
  ck_assert_uint_gt (taken, size); /* notes, say, may be anything; so may what replaces itself */
  free (changed);
  free (text);
}
END_TEST

/* A digest of a state in the file that was edited: no reader takes it.  */
START_TEST (forged_states_are_left)
{
  char *text = full_text (false);
  struct strbuf lines = STRBUF_INIT;
  const char *const parts[] = { "\"source\": \"", "\"interface\": \"", "bulk_percent\": \"", "gcc12/O\": \"",
                                "currency\": \"" };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    char *digit = strstr (text, parts[i]);
    ck_assert_ptr_nonnull (digit);
    digit += strlen (parts[i]);
    char kept = *digit;
    *digit = kept == '0' ? '1' : '0';
    ck_assert_ptr_null (read_canonical (text, strlen (text), &lines));
    ck_assert_ptr_null (read_general (text, strlen (text), &lines));
    *digit = kept;
  }
  const char *const words[][2] = { { "price_quote", "price_quota" },    { "src/price.c", "src/prices.c" },
                                   { "round_cents()", "round_cent()" }, { "\"scheme\": 1", "\"scheme\": 2" },
                                   { "pricing", "pricings" },           { "arm-none-eabi", "arm-none-elf" } };
  char *static_text = full_text (true);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char *changed = replaced (static_text, words[i][0], words[i][1]);
    ck_assert_ptr_null (read_canonical (changed, strlen (changed), &lines));
    ck_assert_ptr_null (read_general (changed, strlen (changed), &lines));
    free (changed);
  }
  free (static_text);
  free (text);
  strbuf_release (&lines);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("ledger_canonical");
  TCase *cases = tcase_create ("all");
  tcase_set_timeout (cases, 120);
  tcase_add_test (cases, canonical_files_are_taken);
  tcase_add_test (cases, damaged_files_are_left_or_read_alike);
  tcase_add_test (cases, forged_states_are_left);
  suite_add_tcase (suite, cases);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
