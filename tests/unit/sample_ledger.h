/* Ledger files for tests.  */
#ifndef LOADBEARING_SAMPLE_LEDGER_H
#define LOADBEARING_SAMPLE_LEDGER_H

#include "ledger/ledger.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "faults.h"
#include "scratch.h"

static inline char *
text_of (const char *text)
{
  return memory_copy_text (text);
}

/* A state that depends on NUMBER, of WHAT; released by the caller.  */
static inline struct ledger_state
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
    { .kind = DEPENDENCY_OBJECT,
      .name = text_of ("bulk_percent"),
      .digest = digest_of ("b", 1, DIGEST_SHORT),
      .via = text_of ("round_cents") },
    { .kind = DEPENDENCY_ENVIRONMENT, .name = text_of ("memcpy"), .digest = { 0, { 0 } }, .via = NULL },
    { .kind = DEPENDENCY_POINTER,
      .name = text_of ("long (int)"),
      .digest = { 0, { 0 } },
      .via = text_of ("round_cents") },
    { .kind = DEPENDENCY_FUNCTION,
      .name = text_of ("round_cents"),
      .digest = digest_of ("r", 1, DIGEST_SHORT),
      .via = NULL },
  };
  memcpy (seen->depends, depends, sizeof depends);
  s.id = ledger_state_id (what, &s);
  return s;
}

/* S with what three objects began with, one of them in one of two ways; its id set again.  */
static inline void
sample_definitions (const struct ledger_file *what, struct ledger_state *s)
{
  const struct definition definitions[] = {
    { .name = text_of ("currency"), .digest = digest_of ("c", 1, DIGEST_HALF) },
    { .name = text_of ("rates"), .digest = digest_of ("a", 1, DIGEST_HALF) },
    { .name = text_of ("rates"), .digest = digest_of ("b", 1, DIGEST_HALF) },
    { .name = text_of ("two words"), .digest = digest_of ("t", 1, DIGEST_HALF) },
  };
  s->seen[0].definitions_count = sizeof definitions / sizeof *definitions;
  s->seen[0].definitions = memory_get (sizeof definitions);
  memcpy (s->seen[0].definitions, definitions, sizeof definitions);
  char *id = ledger_state_id (what, s);
  free (s->id);
  s->id = id;
}

static inline struct ledger_file
sample_what (void)
{
  struct ledger_file what = { .function = text_of ("price_quote"),
                              .file = text_of ("src/price.c"),
                              .domain = text_of ("pricing") };
  return what;
}

static inline struct ledger_entry
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

static inline void
release_what (struct ledger_file *what)
{
  free (what->function);
  free (what->file);
  free (what->domain);
  free (what->path);
}

/* Adds an audit of sample state NUMBER by BY on DATE.  */
static inline void
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

static inline void
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

static inline struct ledger_file *
read_right (const char *name)
{
  struct strbuf err = STRBUF_INIT;
  struct ledger_file *f = ledger_read (scratch_path (name), &err);
  ck_assert_msg (f != NULL, "%s", strbuf_text (&err));
  strbuf_release (&err);
  return f;
}

/* The text of a right file with one audit and one exemption of one state.  */
static inline char *
sample_text (void)
{
  struct ledger_file what = sample_what ();
  add_entry_of (&what, ENTRY_EXEMPT, 1, ADA, "2026-01-10");
  add_audit (&what, 1, BO, "2026-05-01T09:30:00Z");
  release_what (&what);
  return scratch_read ("audits/pricing/price_quote.json");
}

/* TEXT with the first FROM replaced by TO; owned by the caller.  */
static inline char *
replaced (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);
  ck_assert_msg (at != NULL, "'%s' is not in the sample", from);
  struct strbuf out = STRBUF_INIT;
  strbuf_add (&out, text, (size_t) (at - text));
  strbuf_addf (&out, "%s%s", to, at + strlen (from));
  return strbuf_detach (&out);
}

#endif
