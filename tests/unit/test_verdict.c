/* The verdict: what is said of a function, given what was audited.  */
#include "describe_facts.h"
#include "scratch.h"

#include "verdict.h"

static const char policy_text[] =
    "{ \"format\": 1,\n"
    "  \"domains\": { \"pricing\": { \"distinct\": 2 }, \"billing\": {}, \"authentication\": { \"source_equality\": true } },\n"
    "  \"must_mark\": [ { \"function\": \"*_charge\", \"domain\": \"billing\" } ],\n"
    "  \"tests\": [\"tests/**\"] }\n";

static struct policy *policy;

static void
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

static void
tear_down (void)
{
  policy_free (policy);
  scratch_remove ();
}

static void
keep_unit (struct unit_facts *u, void *data)
{
  *(struct unit_facts *) data = *u;
}

/* The one unit that TEXT describes; a text without "unit" is about src/price.c.  */
static void
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
static const char *
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
static const char *
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

/* ---- One audited state, one state now.  */

#define F "function f\n domain pricing\n interface I\n source S\n"
#define G "function g\n domain pricing\n interface GI\n source GS\n"
#define WEAK_G "function g\n domain billing\n interface GI\n source GS\n"

static const struct example {
  const char *name, *audited, *now, *expected;
} examples[] = {
  { "equal", F, F, "" },
  { "source differs", F, "function f\n domain pricing\n interface I\n source T\n", "changed:f" },
  { "interface differs", F, "function f\n domain pricing\n interface J\n source S\n", "interface-changed:f" },
  { "both differ, both are said", F, "function f\n domain pricing\n interface J\n source T\n",
    "changed:f interface-changed:f" },
  { "interface and dependency differ", F " needs h() = A\n",
    "function f\n domain pricing\n interface J\n source S\n needs h() = B\n",
    "interface-changed:f dependency-changed:f" },
  { "body and dependency differ: one finding, the note has the other", F " needs h() = A\n",
    "function f\n domain pricing\n interface I\n source T\n needs h() = B\n", "changed:f" },
  { "not marked any more", F, "function f\n interface I\n source S\n", "unmarked:f" },

  /* The views of the body.  */
  { "source differs, behaviour equal", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n", "" },
  { "source and behaviour differ", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour C\n", "changed:f" },
  { "source equal, behaviour differs", F " behaviour B\n", F " behaviour C\n", "" },
  { "behaviour equal, a helper came that it contains", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n contains h() = A\n contains h() interface = A\n",
    "" },
  { "behaviour equal, a helper came that it does not contain", F " behaviour B\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n needs h() = A\n", "dependency-changed:f" },
  { "behaviour equal, a helper went", F " behaviour B\n needs h() = A\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n", "" },
  { "behaviour equal, an option went", F " behaviour B\n needs option -fwrapv = A\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n", "dependency-changed:f" },
  { "source and behaviour equal, a helper that it contains moved", F " behaviour B\n needs h() = A\n",
    F " behaviour B\n contains h() = B\n", "" },
  { "source and behaviour equal, a helper that it does not contain moved", F " behaviour B\n needs h() = A\n",
    F " behaviour B\n needs h() = B\n", "dependency-changed:f" },
  { "source equal, behaviour differs, a helper that it contains moved", F " behaviour B\n needs h() = A\n",
    F " behaviour C\n contains h() = B\n", "dependency-changed:f" },
  { "a helper has another text and does what it did", F " behaviour B\n needs h() = A/x\n",
    F " behaviour B\n needs h() = B/x\n", "" },
  { "a helper does something else", F " behaviour B\n needs h() = A/x\n", F " behaviour B\n needs h() = B/y\n",
    "dependency-changed:f" },
  { "both have another text and do what they did", F " behaviour B\n needs h() = A/x\n",
    "function f\n domain pricing\n interface I\n source T\n behaviour B\n needs h() = B/x\n", "" },
  { "what a helper does was not audited", F " behaviour B\n needs h() = A\n", F " behaviour B\n needs h() = B/x\n",
    "dependency-changed:f" },
  { "what a helper does is not known now", F " behaviour B\n needs h() = A/x\n", F " behaviour B\n needs h() = B\n",
    "dependency-changed:f" },
  { "its own form differs, a helper does what it did", F " behaviour B\n needs h() = A/x\n",
    F " behaviour C\n needs h() = B/x\n", "" },
  { "it has no form, a helper does what it did", F " needs h() = A/x\n", F " needs h() = B/x\n", "" },
  { "a helper does what it did, what it contains moved", F " behaviour B\n needs h() = A/x\n needs g() = 1\n",
    F " behaviour B\n needs h() = B/x\n contains-below g() = 2\n", "" },
  { "a helper of the same text does something else, by what it contains",
    F " behaviour B\n needs h() = A/x\n needs g() = 1\n", F " behaviour B\n needs h() = A/y\n contains-below g() = 2\n",
    "dependency-changed:f" },
  { "one helper is taken by its text: what any contains counts",
    F " behaviour B\n needs h() = A/x\n needs g() = 1\n needs k() = K/1\n",
    F " behaviour B\n needs h() = B/x\n contains-below g() = 2\n needs k() = K/2\n", "dependency-changed:f" },
  { "a helper of the same text does something else, and nothing else moved", F " behaviour B\n needs h() = A/x\n",
    F " behaviour B\n needs h() = A/y\n", "" },
  { "a helper joined with another one", F " behaviour B\n needs h() = A/x\n needs g() = 1\n",
    F " behaviour B\n needs h() = B/x\n", "" },
  { "a helper joined with another one, and its own form differs", F " behaviour B\n needs h() = A/x\n needs g() = 1\n",
    F " behaviour C\n needs h() = B/x\n", "dependency-changed:f" },
  { "a helper does what it did, but source equality is demanded",
    "function f\n domain authentication\n source S\n behaviour B\n needs h() = A/x\n",
    "function f\n domain authentication\n source S\n behaviour B\n needs h() = B/x\n", "dependency-changed:f" },
  { "behaviour equal, and another interface", F " behaviour B\n",
    "function f\n domain pricing\n interface J\n source T\n behaviour B\n", "interface-changed:f" },
  { "behaviours of another class say nothing", F " behaviour B\n",
    "behaviour-class gcc13/O/1\nfunction f\n domain pricing\n interface I\n source T\n behaviour B\n", "changed:f" },
  { "source equality demanded: what the behaviour contains counts all the same",
    "function f\n domain authentication\n source S\n behaviour B\n needs h() = A\n",
    "function f\n domain authentication\n source S\n behaviour B\n contains h() = B\n", "dependency-changed:f" },
  { "behaviour equal does not do where source equality is demanded",
    "function f\n domain authentication\n source S\n behaviour B\n",
    "function f\n domain authentication\n source T\n behaviour B\n", "changed:f" },
  { "tree differs, source equal", F " tree T\n", F " tree U\n", "" },
  { "tree equal, source differs", F " tree T\n", "function f\n domain pricing\n interface I\n source X\n tree T\n",
    "changed:f" },
  { "no source now, tree equal", F " tree T\n", "function f\n domain pricing\n interface I\n tree T\n", "" },
  { "no source now, tree differs", F " tree T\n", "function f\n domain pricing\n interface I\n tree U\n", "changed:f" },
  { "no source then, tree equal", "function f\n domain pricing\n interface I\n tree T\n", F " tree T\n", "" },
  { "no source now, tree of another class", F " tree T\n",
    "unit src/price.c\n tree-class gcc11/O\nfunction f\n domain pricing\n interface I\n tree T\n", "incomparable:f" },
  { "no source now, equal trees, but source equality demanded",
    "function f\n domain authentication\n interface I\n source S\n tree T\n",
    "function f\n domain authentication\n interface I\n tree T\n", "incomparable:f" },
  { "no source now, other tree, source equality demanded",
    "function f\n domain authentication\n interface I\n source S\n tree T\n",
    "function f\n domain authentication\n interface I\n tree U\n", "changed:f" },
  { "nothing to compare", F, "function f\n domain pricing\n interface I\n tree T\n", "incomparable:f" },
  { "nothing to compare, and the interface differs", F, "function f\n domain pricing\n interface J\n tree T\n",
    "interface-changed:f incomparable:f" },
  { "another scheme", F, "unit src/price.c\n scheme 2\n" F, "incomparable:f" },
  { "another scheme hides what only looks like a change", F,
    "unit src/price.c\n scheme 2\nfunction f\n domain pricing\n interface J\n source T\n", "incomparable:f" },
  { "another variant", F, "unit src/price.c\n variant arm\n" F, "incomparable:f" },
  { "another compiler and tree class, source equal", F " tree T\n",
    "unit src/price.c\n compiler gcc 11.3.0\n tree-class gcc11/O0\n" F " tree U\n", "" },

  /* Dependencies.  */
  { "helper differs", F " needs h() = A\n", F " needs h() = B\n", "dependency-changed:f" },
  { "helper is new", F, F " needs h() = A\n", "dependency-changed:f" },
  { "helper is gone", F " needs h() = A\n", F, "dependency-changed:f" },
  { "object differs", F " needs rate = 3\n", F " needs rate = 4\n", "dependency-changed:f" },
  { "layout differs", F " needs struct order = 3\n", F " needs struct order = 4\n", "dependency-changed:f" },
  { "enumerator differs", F " needs enumerator MAX = 3\n", F " needs enumerator MAX = 4\n", "dependency-changed:f" },
  { "option is new", F, F " needs option -fwrapv = y\n", "dependency-changed:f" },
  { "declaration of a callee differs", F " needs h() interface = A\n", F " needs h() interface = B\n",
    "dependency-changed:f" },
  { "a macro is part of the source", F " needs macro RATE = 3\n", F " needs macro RATE = 4\n", "" },
  { "the environment comes and goes", F " needs environment memcpy = -\n", F " needs environment memmove = -\n", "" },
  { "a pointer call alone is no move", F, F " needs pointer long (int) = -\n", "" },
  { "only the way to it differs", F " needs h() = A via k\n needs k() = K\n", F " needs h() = A\n needs k() = K\n",
    "" },

  /* The cut: g carries its own audit.  */
  { "g differs and is audited now: its own finding only", F " needs g() = 1\n" G,
    F " needs g() = 2\nfunction g\n domain pricing\n interface GI\n source GT\n", "dependency-changed:f changed:g" },
  { "g differs and is still unchanged in its own eyes", F " needs g() = 1\n" G, F " needs g() = 2\n" G, "" },
  { "behind g", F " needs g() = 1\n needs h() = A via g\n" G, F " needs g() = 1\n needs h() = B via g\n" G, "" },
  { "behind g, further down", F " needs g() = 1\n needs h() = A via g\n needs k() = A via h\n" G,
    F " needs g() = 1\n needs h() = A via g\n needs k() = B via h\n" G, "" },
  { "gone behind g", F " needs g() = 1\n needs h() = A via g\n" G, F " needs g() = 1\n" G, "" },
  { "new behind g", F " needs g() = 1\n" G, F " needs g() = 1\n needs rate = 2 via g\n" G, "" },
  { "beside g", F " needs g() = 1\n needs h() = A\n" G, F " needs g() = 1\n needs h() = B\n" G,
    "dependency-changed:f" },
  { "was behind g, is beside it now, and differs", F " needs g() = 1\n needs h() = A via g\n" G,
    F " needs g() = 1\n needs h() = B\n" G, "dependency-changed:f" },
  { "the declaration of g always counts", F " needs g() = 1\n needs g() interface = A\n" G,
    F " needs g() = 1\n needs g() interface = B\n" G, "dependency-changed:f" },
  { "g demands less than f", F " needs g() = 1\n" WEAK_G, F " needs g() = 2\n" WEAK_G, "dependency-changed:f" },
  { "f demands less than g", "function f\n domain billing\n source S\n needs g() = 1\n" G,
    "function f\n domain billing\n source S\n needs g() = 2\n" G, "" },
  { "via in a circle ends", F " needs h() = A via k\n needs k() = A via h\n",
    F " needs h() = B via k\n needs k() = A via h\n", "dependency-changed:f" },
  { "a long chain of audited functions",
    F " needs g() = 1\n" G " needs h() = 1\nfunction h\n domain pricing\n source HS\n needs k() = 1\n"
      "function k\n domain pricing\n source KS\n",
    F " needs g() = 2\n" G " needs h() = 2\nfunction h\n domain pricing\n source HS\n needs k() = 2\n"
      "function k\n domain pricing\n source KS\n",
    "" },
  { "a circle of two that vouch only for each other", F " needs g() = 1\n" G " needs f() = 1\n",
    F " needs g() = 2\n" G " needs f() = 2\n", "dependency-changed:f dependency-changed:g" },
  { "a circle of three",
    F " needs g() = 1\n" G " needs h() = 1\nfunction h\n domain pricing\n source HS\n needs f() = 1\n",
    F " needs g() = 2\n" G " needs h() = 2\nfunction h\n domain pricing\n source HS\n needs f() = 2\n",
    "dependency-changed:f dependency-changed:g dependency-changed:h" },
  { "itself is no cut", F " needs f() = 1\n", F " needs f() = 2\n", "dependency-changed:f" },
};

START_TEST (test_example)
{
  const struct example *e = &examples[_i];
  enter (ENTRY_AUDIT, e->audited, ada, "2026-05-01");
  const char *result = found (e->now, false);
  ck_assert_msg (strcmp (result, e->expected) == 0, "%s: expected '%s', found '%s'\n%s", e->name, e->expected, result,
                 found (e->now, true));
}
END_TEST

START_TEST (test_nothing_audited)
{
  ck_assert_str_eq (found (F, false), "unaudited:f");
  ck_assert_str_eq (found (F " reason ADR 12\n", true), "src/price.c:10:1: error: 'f' is load-bearing and not audited\n"
                                                        "  load-bearing in 'pricing': ADR 12\n"
                                                        "  $ loadbearing certify f\n");
}
END_TEST

START_TEST (test_messages)
{
  enter (ENTRY_AUDIT, F " needs apply() = 1\n needs round_cents() = 1 via apply\n needs macro RATE = 3\n", ada,
         "2026-05-01");
  ck_assert_str_eq (found ("function f\n domain pricing\n interface I\n source T\n needs apply() = 1\n"
                           " needs round_cents() = 2 via apply\n needs macro RATE = 4\n",
                           true),
                    "src/price.c:10:1: error: 'f' changed since its audit by Ada Okafor on 2026-05-01\n"
                    "  its source differs\n"
                    "  dependency 'macro RATE' changed\n"
                    "  dependency 'round_cents()' changed (reached through 'apply()')\n"
                    "  load-bearing in 'pricing'\n"
                    "  $ loadbearing certify f\n");
  ck_assert_str_eq (found ("unit src/price.c\n scheme 2\n" F, true),
                    "src/price.c:10:1: error: 'f' cannot be compared with its audit by Ada Okafor on 2026-05-01: "
                    "fingerprint scheme 2, audited under 1\n"
                    "  load-bearing in 'pricing'\n"
                    "  $ loadbearing certify f\n");
  ck_assert_str_eq (found ("function f\n domain pricing\n interface J\n source S\n needs apply() = 1\n"
                           " needs round_cents() = 1 via apply\n needs macro RATE = 3\n",
                           true),
                    "src/price.c:10:1: error: 'f' changed its interface since its audit by Ada Okafor on 2026-05-01\n"
                    "  its interface differs\n"
                    "  load-bearing in 'pricing'\n"
                    "  $ loadbearing certify f\n");
}
END_TEST

#define F_TEXT(source) "function f\n domain pricing\n interface I\n source " source "\n"

START_TEST (test_any_state_matches_and_reverted)
{
  enter (ENTRY_AUDIT, F_TEXT ("one"), ada, "2026-05-01");
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-06-11");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "reverted:f");
  ck_assert_str_eq (
      found (F_TEXT ("one"), true),
      "src/price.c:10:1: error: 'f' is back in the state of its audit by Ada Okafor on 2026-05-01, which the audit "
      "by Bo Lind on 2026-06-11 replaced\n"
      "  load-bearing in 'pricing'\n"
      "  $ loadbearing certify f\n");
  /* Against the newest, not the oldest.  */
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("three"), true), "since its audit by Bo Lind on 2026-06-11"));
  /* Certified again: now it is meant.  */
  enter (ENTRY_AUDIT, F_TEXT ("one"), bo, "2026-07-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "reverted:f");
}
END_TEST

START_TEST (test_reverted_needs_a_newer_known_difference)
{
  /* Another variant's newer audit does not replace this one's.  */
  enter (ENTRY_AUDIT, F_TEXT ("one"), ada, "2026-05-01");
  enter (ENTRY_AUDIT, "unit src/price.c\n variant arm\n" F_TEXT ("two"), ada, "2026-06-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  ck_assert_str_eq (found ("unit src/price.c\n variant arm\n" F_TEXT ("two"), false), "");
  ck_assert_str_eq (found ("unit src/price.c\n variant arm\n" F_TEXT ("one"), false), "changed:f");
  /* Two people on one day, neither from the other.  */
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-05-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "");
}
END_TEST

START_TEST (test_exemption)
{
  enter (ENTRY_EXEMPT, F_TEXT ("one"), ada, "2026-01-10");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "exempted-unaudited:f");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("one"), true),
                                 "note: 'f' is not audited: excused until 2027-01-01 by the "
                                 "exemption by Ada Okafor on 2026-01-10\n"));
  ck_assert_str_eq (found (F_TEXT ("two"), false), "changed:f");
  ck_assert_ptr_nonnull (
      strstr (found (F_TEXT ("two"), true), "'f' changed since its exemption by Ada Okafor on 2026-01-10"));
  enter (ENTRY_AUDIT, F_TEXT ("one"), bo, "2026-01-05");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "");
  /* An audit of something newer replaces what was only exempted.  */
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-02-05");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "reverted:f");
}
END_TEST

START_TEST (test_exempted_function_does_not_cut)
{
  enter (ENTRY_EXEMPT, G, ada, "2026-01-10");
  enter (ENTRY_AUDIT, F " needs g() = 1\n", ada, "2026-01-10");
  ck_assert_str_eq (found (F " needs g() = 2\n" G, false), "dependency-changed:f exempted-unaudited:g");
  enter (ENTRY_AUDIT, G, ada, "2026-01-11");
  ck_assert_str_eq (found (F " needs g() = 2\n" G, false), "");
}
END_TEST

START_TEST (test_unaudited_function_does_not_cut)
{
  enter (ENTRY_AUDIT, F " needs g() = 1\n", ada, "2026-01-10");
  ck_assert_str_eq (found (F " needs g() = 2\n" G, false), "dependency-changed:f unaudited:g");
}
END_TEST

START_TEST (test_revoked)
{
  enter (ENTRY_AUDIT, F_TEXT ("one"), ada, "2026-05-01");
  enter (ENTRY_REVOKE, F_TEXT ("one"), bo, "2026-06-12");
  ck_assert_str_eq (found (F_TEXT ("one"), true),
                    "src/price.c:10:1: error: 'f' is load-bearing and not audited\n"
                    "  load-bearing in 'pricing'\n"
                    "  its audit was withdrawn by Bo Lind on 2026-06-12: rounding of halves\n"
                    "  a withdrawn state cannot be certified again: change the function first\n"
                    "  $ loadbearing explain f\n");
  /* Another state than the withdrawn one can be certified.  */
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("other"), true), "  $ loadbearing certify f\n"));
  ck_assert_str_eq (found ("function f\n source S\n", false), "");
  /* Another state stands: the withdrawn one is a change, and is named.  */
  enter (ENTRY_AUDIT, F_TEXT ("two"), bo, "2026-07-01");
  ck_assert_str_eq (found (F_TEXT ("one"), false), "changed:f");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("one"), true),
                                 "it equals a state that was withdrawn by Bo Lind on 2026-06-12: rounding of halves"));
  /* Revoking the newer one brings the older back as the one to compare with.  */
  enter (ENTRY_AUDIT, F_TEXT ("three"), ada, "2026-08-01");
  enter (ENTRY_REVOKE, F_TEXT ("three"), ada, "2026-08-02");
  ck_assert_str_eq (found (F_TEXT ("two"), false), "");
}
END_TEST

#define STATIC_F "function f\n static\n domain pricing\n source S\n"
#define CHANGED_STATIC_F "function f\n static\n domain pricing\n source T\n"

START_TEST (test_statics)
{
  enter (ENTRY_AUDIT, STATIC_F, ada, "2026-05-01");
  ck_assert_str_eq (found (STATIC_F, false), "");
  ck_assert_ptr_nonnull (strstr (found (CHANGED_STATIC_F, true), "$ loadbearing certify src/price.c:f\n"));
  /* The same text in another file: moved.  Another text there: another function.  */
  ck_assert_str_eq (found ("unit src/new.c\n" STATIC_F, false), "");
  ck_assert_str_eq (found ("unit src/other.c\n" CHANGED_STATIC_F, false), "unaudited:f");
  ck_assert_str_eq (found ("unit src/other.c\nfunction f\n static\n source S\n", false), "");
  /* Each file has its own.  */
  enter (ENTRY_AUDIT, "unit src/other.c\n" CHANGED_STATIC_F, ada, "2026-05-02");
  ck_assert_str_eq (found ("unit src/other.c\n" CHANGED_STATIC_F, false), "");
  ck_assert_str_eq (found (STATIC_F, false), "");
  /* The file of its own place decides, even where another file's fits.  */
  ck_assert_str_eq (found (CHANGED_STATIC_F, false), "changed:f");
}
END_TEST

START_TEST (test_externals_in_other_files)
{
  enter (ENTRY_AUDIT, "unit src/gone.c\n" F, ada, "2026-05-01");
  /* It moved, and its old file is no more.  */
  ck_assert_str_eq (found (F, false), "");
  ck_assert_str_eq (found (F_TEXT ("T"), false), "changed:f");
  ck_assert_str_eq (found ("function f\n source S\n", false), "unmarked:f");
  /* Where the old file still exists, it is another program's function.  */
  scratch_write ("src/gone.c", "");
  ck_assert_str_eq (found (F, false), "");
  ck_assert_str_eq (found (F_TEXT ("T"), false), "unaudited:f");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("T"), true), "the ledger speaks of the 'f' of src/gone.c"));
  ck_assert_str_eq (found ("function f\n source S\n", false), "");
}
END_TEST

START_TEST (test_domains)
{
  enter (ENTRY_AUDIT, F, ada, "2026-05-01");
  ck_assert_str_eq (found ("function f\n domain billing\n interface I\n source S\n", false),
                    "domain-changed:f unaudited:f");
  ck_assert_str_eq (found ("function f\n domain billing\n interface I\n source S\n", true),
                    "src/price.c:10:1: error: 'f' is marked in 'billing', but its ledger file is in 'pricing'\n"
                    "  'billing' is the weaker one: it does not demand all that 'pricing' does\n"
                    "  the last entry there is the audit by Ada Okafor on 2026-05-01\n"
                    "  $ loadbearing certify f\n"
                    "src/price.c:10:1: error: 'f' is load-bearing and not audited\n"
                    "  load-bearing in 'billing'\n"
                    "  it was audited in 'pricing'\n"
                    "  $ loadbearing certify f\n");
  enter (ENTRY_AUDIT, "function f\n domain billing\n interface I\n source S\n", ada, "2026-06-01");
  ck_assert_str_eq (found ("function f\n domain billing\n interface I\n source S\n", false), "");
}
END_TEST

START_TEST (test_domain_grows_stronger)
{
  enter (ENTRY_AUDIT, "function f\n domain billing\n interface I\n source S\n", ada, "2026-05-01");
  ck_assert_ptr_nonnull (strstr (found (F, true), "'pricing' demands at least as much as 'billing'"));
}
END_TEST

START_TEST (test_unannotated)
{
  ck_assert_str_eq (found ("function card_charge\n source S\n", false), "unannotated:card_charge");
  ck_assert_str_eq (found ("function card_charge\n system\n source S\n", false), "");
  ck_assert_str_eq (found ("function card_charge\n domain billing\n source S\n", false), "unaudited:card_charge");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\nfunction card_charge\n source S\n", false), "");
}
END_TEST

START_TEST (test_test_units)
{
  ck_assert_str_eq (found ("unit tests/t.c\n role test\n" F " mark policy\n", false), "");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\n" F, false), "unaudited:f");
  /* A stand-in for the production function, linked instead of it.  */
  enter (ENTRY_AUDIT, F, ada, "2026-05-01");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\n" F_TEXT ("fake"), false), "");
  ck_assert_str_eq (found ("unit tests/t.c\n role test\nfunction f\n source fake\n", false), "");
}
END_TEST

START_TEST (test_prototypes)
{
  ck_assert_str_eq (found ("function main\n source S\n calls try_it\nfunction try_it\n prototype\n source P\n", false),
                    "prototype-linked:main");
  ck_assert_str_eq (
      found ("function main\n prototype\n source S\n calls try_it\nfunction try_it\n prototype\n source P\n", false),
      "");
  ck_assert_str_eq (
      found ("unit lab/x.c\n track prototype\nfunction main\n source S\n calls try_it\nfunction try_it\n source P\n",
             false),
      "");
}
END_TEST

START_TEST (test_switched_off)
{
  struct strbuf err;
  strbuf_init (&err);
  policy_free (policy);
  scratch_write (
      "loadbearing/policy.json",
      "{ \"format\": 1, \"domains\": { \"pricing\": {} }, \"severity\": { \"*\": { \"unaudited\": \"off\" },\n"
      " \"pricing\": { \"changed\": \"warning\" } } }");
  policy = policy_load (scratch_path ("loadbearing/policy.json"), &err);
  ck_assert_msg (policy != NULL, "%s", strbuf_text (&err));
  strbuf_release (&err);
  ck_assert_str_eq (found (F, false), "");
  enter (ENTRY_AUDIT, F, ada, "2026-05-01");
  ck_assert_ptr_nonnull (strstr (found (F_TEXT ("T"), true), ": warning: 'f' changed"));
}
END_TEST

START_TEST (test_broken_ledger)
{
  struct unit_facts u;
  struct strbuf err;
  struct findings findings;
  scratch_write ("loadbearing/audits/pricing/f.json", "{ \"format\": 1,\n<<<<<<< HEAD\n");
  read_unit (F, &u);
  strbuf_init (&err);
  findings_init (&findings);
  struct ledger *ledger = ledger_open (policy->ledger, &err);
  ck_assert_ptr_nonnull (ledger);
  ck_assert (!verdict_unit (policy, ledger, &u, &findings, &err));
  ck_assert_ptr_nonnull (strstr (strbuf_text (&err), "f.json:2:"));
  ck_assert_uint_eq (findings.count, 0);
  ledger_close (ledger);
  unit_facts_release (&u);
  strbuf_release (&err);
}
END_TEST

static void
check_newer (const char *date, const char *from, const char *other_date, const char *other_from, bool newer, bool older)
{
  struct ledger_entry a = { .state = (char *) "a", .date = (char *) date, .from = (char *) from };
  struct ledger_entry b = { .state = (char *) "b", .date = (char *) other_date, .from = (char *) other_from };
  ck_assert_int_eq (verdict_entry_newer (&a, &b), newer);
  ck_assert_int_eq (verdict_entry_newer (&b, &a), older);
}

START_TEST (test_entry_order)
{
  check_newer ("2026-05-02", NULL, "2026-05-01", NULL, true, false);
  check_newer ("2026-05-01", NULL, "2026-05-01", NULL, false, false);
  check_newer ("2026-05-01", "b", "2026-05-01", NULL, true, false);
  check_newer ("2026-05-01", "b", "2026-05-01", "a", false, false);
  check_newer ("2026-05-01T09:00:00Z", NULL, "2026-05-01T08:00:00Z", NULL, true, false);
  check_newer ("2026-05-01T09:00:00Z", NULL, "2026-05-01", NULL, true, false);
  check_newer ("2026-05-01T09:00:00Z", NULL, "2026-05-01", "a", false, true);
  check_newer ("2026-05-02", NULL, "2026-05-01T23:59:59Z", NULL, true, false);
  /* The date outweighs where it says it came from.  */
  check_newer ("2026-05-01", "b", "2026-05-02", NULL, false, true);
}
END_TEST

START_TEST (test_quoting)
{
  static const struct {
    const char *text, *quoted;
  } words[] = { { "price_quote", "price_quote" },
                { "src/a.c:f", "src/a.c:f" },
                { "", "''" },
                { "a b", "'a b'" },
                { "it's", "'it'\\''s'" },
                { "$(rm)", "'$(rm)'" },
                { "a\nb", "'a\nb'" },
                { "~x", "'~x'" },
                { "-x", "-x" } };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    struct strbuf b;
    strbuf_init (&b);
    verdict_shell_quote (words[i].text, &b);
    ck_assert_str_eq (strbuf_text (&b), words[i].quoted);
    strbuf_release (&b);
  }
}
END_TEST

START_TEST (test_person)
{
  static const char *const people[][2] = { { "Ada Okafor <ada@example.com>", "Ada Okafor" },
                                           { "Ada", "Ada" },
                                           { "<ada@example.com>", "<ada@example.com>" } };
  for (size_t i = 0; i < 3; i++) {
    struct strbuf b;
    strbuf_init (&b);
    verdict_person (people[i][0], &b);
    ck_assert_str_eq (strbuf_text (&b), people[i][1]);
    strbuf_release (&b);
  }
}
END_TEST

START_TEST (test_judgement_details)
{
  struct unit_facts u;
  struct judgement j;
  struct strbuf err;
  enter (ENTRY_AUDIT, F " needs g() = 1\n" G, ada, "2026-05-01");
  enter (ENTRY_AUDIT, F " needs g() = 1\n", bo, "2026-05-02");
  read_unit (F " needs g() = 2\n" G, &u);
  strbuf_init (&err);
  struct ledger *ledger = ledger_open (policy->ledger, &err);
  ck_assert (verdict_judge (policy, ledger, &u, &u.functions[0], &j, &err));
  ck_assert_int_eq (j.standing, STANDING_AUDITED);
  ck_assert_uint_eq (j.audits_count, 2);
  ck_assert_str_eq (j.entry->by, bo);
  ck_assert_uint_eq (j.compared.uncounted_count, 1);
  ck_assert_ptr_nonnull (strstr (j.compared.uncounted[0], "is load-bearing and audited itself"));
  ck_assert_int_eq (j.compared.view, ASPECT_SOURCE);
  judgement_release (&j);
  ledger_close (ledger);
  unit_facts_release (&u);
  strbuf_release (&err);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("verdict");
  TCase *table = tcase_create ("audited and now"), *rest = tcase_create ("rules");
  tcase_add_checked_fixture (table, set_up, tear_down);
  tcase_add_checked_fixture (rest, set_up, tear_down);
  tcase_add_loop_test (table, test_example, 0, sizeof examples / sizeof examples[0]);
  tcase_add_test (rest, test_nothing_audited);
  tcase_add_test (rest, test_messages);
  tcase_add_test (rest, test_any_state_matches_and_reverted);
  tcase_add_test (rest, test_reverted_needs_a_newer_known_difference);
  tcase_add_test (rest, test_exemption);
  tcase_add_test (rest, test_exempted_function_does_not_cut);
  tcase_add_test (rest, test_unaudited_function_does_not_cut);
  tcase_add_test (rest, test_revoked);
  tcase_add_test (rest, test_statics);
  tcase_add_test (rest, test_externals_in_other_files);
  tcase_add_test (rest, test_domains);
  tcase_add_test (rest, test_domain_grows_stronger);
  tcase_add_test (rest, test_unannotated);
  tcase_add_test (rest, test_test_units);
  tcase_add_test (rest, test_prototypes);
  tcase_add_test (rest, test_switched_off);
  tcase_add_test (rest, test_broken_ledger);
  tcase_add_test (rest, test_entry_order);
  tcase_add_test (rest, test_quoting);
  tcase_add_test (rest, test_person);
  tcase_add_test (rest, test_judgement_details);
  suite_add_tcase (suite, table);
  suite_add_tcase (suite, rest);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_ENV);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed != 0;
}
