/* What the verdict says of functions that a few lines describe (describe_facts.h), given what others audited.  */
#ifndef SAMPLE_VERDICT_H
#define SAMPLE_VERDICT_H

#include "describe_facts.h"
#include "scratch.h"
#include "verdict/verdict.h"

static const char policy_text[] =
    "{ \"format\": 1,\n"
    "  \"domains\": { \"pricing\": { \"distinct\": 2 }, \"billing\": {}, \"authentication\": { \"source_equality\": true } },\n"
    "  \"must_mark\": [ { \"function\": \"*_charge\", \"domain\": \"billing\" } ],\n"
    "  \"tests\": [\"tests/**\"] }\n";

static struct policy *policy;

static inline void
set_up (void)
{
  struct strbuf err;
  scratch_make ();
  scratch_write ("loadbearing/policy.json", policy_text);
  scratch_write ("src/price.c", "");
  scratch_write ("src/other.c", "");
  strbuf_init (&err);
  policy = policy_load (scratch_path ("loadbearing/policy.json"), &err);
  ck_assert_msg (policy != NULL, "%s", strbuf_text (&err));
  strbuf_release (&err);
}

static inline void
tear_down (void)
{
  policy_free (policy);
  scratch_remove ();
}

static inline void
keep_unit (struct unit_facts *u, void *data)
{
  *(struct unit_facts *) data = *u;
}

/* The one unit that TEXT describes; a text without "unit" is about src/price.c.  */
static inline void
read_unit (const char *text, struct unit_facts *u)
{
  struct strbuf whole;
  strbuf_init (&whole);
  if (strncmp (text, "unit", 4) != 0)
    strbuf_add_text (&whole, "unit src/price.c\n");
  strbuf_add_text (&whole, text);
  memset (u, 0, sizeof *u);
  unsigned wrong = describe_facts (strbuf_text (&whole), keep_unit, u);
  ck_assert_msg (wrong == 0 && u->functions_count > 0, "line %u of: %s", wrong, strbuf_text (&whole));
  strbuf_release (&whole);
}

/* Adds an entry for each marked function of TEXT; gives the last one's state.  */
static inline const char *
enter (enum entry_kind kind, const char *text, const char *by, const char *date)
{
  static char id[2 * DIGEST_FULL + 1];
  struct unit_facts u;
  struct strbuf err;

  read_unit (text, &u);
  strbuf_init (&err);
  for (size_t i = 0; i < u.functions_count; i++) {
    struct function_facts *f = &u.functions[i];
    struct ledger_file what;
    struct ledger_state state;
    struct ledger_seen seen;
    struct ledger_entry entry;
    if (!(f->flags & FUNCTION_MARKED))
      continue;
    memset (&what, 0, sizeof what);
    memset (&state, 0, sizeof state);
    memset (&entry, 0, sizeof entry);
    what.function = f->name;
    what.file = f->file;
    what.domain = f->domain;
    what.is_static = (f->flags & FUNCTION_STATIC) != 0;
    ledger_seen_from_facts (&u, f, &seen);
    state.seen = &seen;
    state.seen_count = 1;
    entry.kind = kind;
    entry.by = (char *) by;
    entry.date = (char *) date;
    entry.until = kind == ENTRY_EXEMPT ? (char *) "2027-01-01" : NULL;
    entry.reason = kind == ENTRY_AUDIT ? NULL : (char *) "rounding of halves";
    char *state_id = ledger_state_id (&what, &state);
    strcpy (id, state_id);
    state.id = entry.state = state_id;
    ck_assert_msg (ledger_add (policy->ledger, &what, &entry, kind == ENTRY_REVOKE ? NULL : &state, &err), "%s",
                   strbuf_text (&err));
    free (state_id);
    ledger_seen_release (&seen);
  }
  unit_facts_release (&u);
  strbuf_release (&err);
  return id;
}

static const char *const ada = "Ada Okafor <ada@example.com>";
static const char *const bo = "Bo Lind <bo@example.com>";

/* "rule:function rule:function" for what is found about TEXT; with FULL, each finding as a line, then
   its notes and its command.  One of four buffers in turn.  */
static inline const char *
found (const char *text, bool full)
{
  static char results[4][8192];
  static unsigned next;
  char *result = results[next++ % 4];
  struct unit_facts u;
  struct findings findings;
  struct strbuf err, out;
  struct ledger *ledger;

  read_unit (text, &u);
  strbuf_init (&err);
  strbuf_init (&out);
  findings_init (&findings);
  ledger = ledger_open (policy->ledger, &err);
  ck_assert_msg (ledger != NULL, "%s", strbuf_text (&err));
  ck_assert_msg (verdict_unit (policy, ledger, &u, &findings, &err), "%s", strbuf_text (&err));
  for (size_t i = 0; i < findings.count; i++) {
    const struct finding *f = &findings.list[i];
    if (!full) {
      strbuf_addf (&out, "%s%s%s:%s", i ? " " : "", f->exempted ? "exempted-" : "", rule_name (f->rule), f->function);
      continue;
    }
    strbuf_addf (&out, "%s:%u:%u: %s: %s\n", f->file, f->line, f->column, severity_name (f->severity), f->message);
    for (size_t k = 0; k < f->notes_count; k++)
      strbuf_addf (&out, "  %s\n", f->notes[k]);
    strbuf_addf (&out, "  $ %s\n", f->command ? f->command : "none");
  }
  for (char *at = out.text; at && *at; at++)
    if (*at == QUOTE_OPEN[0] || *at == QUOTE_CLOSE[0])
      *at = '\'';
  snprintf (result, sizeof results[0], "%s", strbuf_text (&out));
  ledger_close (ledger);
  findings_release (&findings);
  unit_facts_release (&u);
  strbuf_release (&err);
  strbuf_release (&out);
  return result;
}

#define F "function f\n domain pricing\n interface I\n source S\n"
#define G "function g\n domain pricing\n interface GI\n source GS\n"
#define WEAK_G "function g\n domain billing\n interface GI\n source GS\n"

#endif
