/* The verdict on one unit: from judgements to findings.

   One implementation for the plugin and for the command: the rules whose place
   is "both".  What needs time, git or a whole program is in the command.  */
#include "verdict.h"

#include <stdlib.h>
#include <string.h>

void
verdict_person (const char *by, struct strbuf *out)
{
  size_t length = strcspn (by, "<");
  while (length > 0 && by[length - 1] == ' ')
    length--;
  if (length == 0)
    strbuf_add_text (out, by);
  else
    strbuf_add (out, by, length);
}

void
verdict_shell_quote (const char *text, struct strbuf *out)
{
  static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,/:@%^";
  if (*text && text[strspn (text, safe)] == '\0') {
    strbuf_add_text (out, text);
    return;
  }
  strbuf_add_char (out, '\'');
  for (; *text; text++)
    if (*text == '\'')
      strbuf_add_text (out, "'\\''");
    else
      strbuf_add_char (out, *text);
  strbuf_add_char (out, '\'');
}

void
verdict_selector (const struct function_facts *f, struct strbuf *out)
{
  struct strbuf plain;
  strbuf_init (&plain);
  if ((f->flags & FUNCTION_STATIC) && f->file)
    strbuf_addf (&plain, "%s:", f->file);
  strbuf_add_text (&plain, f->name);
  verdict_shell_quote (strbuf_text (&plain), out);
  strbuf_release (&plain);
}

void
verdict_settle (struct finding *n, const char *verb, const struct function_facts *f, const char *rest)
{
  struct strbuf selector = STRBUF_INIT;
  verdict_selector (f, &selector);
  finding_command (n, "loadbearing %s %s%s", verb, strbuf_text (&selector), rest);
  strbuf_release (&selector);
}

/* What the rules of one unit work on.  */
struct ruling {
  const struct policy *policy;
  struct ledger *ledger;
  const struct unit_facts *unit;
  struct findings *findings;
};

static enum track
function_track (const struct unit_facts *u, const struct function_facts *f)
{
  return u->track == TRACK_PROTOTYPE || f->track == TRACK_PROTOTYPE ? TRACK_PROTOTYPE : TRACK_PRODUCTION;
}

/* Adds a finding about F unless the policy switches RULE off for it.  */
static struct finding *
rule_finding (const struct ruling *r, enum rule rule, const char *domain, const struct function_facts *f)
{
  enum severity severity = policy_severity (r->policy, rule, domain, function_track (r->unit, f));
  if (severity == SEVERITY_OFF)
    return NULL;
  return findings_add (r->findings, rule, severity, f);
}

/* The same for a verdict: the ledger takes no more entries about a state that was withdrawn.  */
static void
settle_verdict (struct finding *n, const struct function_facts *f, const struct judgement *j)
{
  if (j->withdrawn)
    finding_note (n, "a withdrawn state cannot be certified again: change the function first");
  verdict_settle (n, j->withdrawn ? "explain" : "certify", f, "");
}

/* "audit by Ada Okafor on 2026-05-01", or the same with "exemption".  */
static void
describe_entry (const struct ledger_entry *e, struct strbuf *out)
{
  strbuf_addf (out, "%s by ", e->kind == ENTRY_EXEMPT ? "exemption" : "audit");
  verdict_person (e->by, out);
  strbuf_addf (out, " on %.*s", (int) strcspn (e->date, "T"), e->date);
}

static void
note_why (struct finding *n, const struct function_facts *f)
{
  if (f->reason && f->reason[0])
    finding_note (n, "load-bearing in " QUOTE_OPEN "%s" QUOTE_CLOSE ": %s", f->domain, f->reason);
  else
    finding_note (n, "load-bearing in " QUOTE_OPEN "%s" QUOTE_CLOSE, f->domain);
}

static void
note_revoked (struct finding *n, const struct ledger_entry *e, const char *what)
{
  struct strbuf person;
  strbuf_init (&person);
  verdict_person (e->by, &person);
  finding_note (n, "%s withdrawn by %s on %.*s: %s", what, strbuf_text (&person), (int) strcspn (e->date, "T"), e->date,
                e->reason ? e->reason : "no reason given");
  strbuf_release (&person);
}

/* The notes that changed, interface-changed and dependency-changed share: all that
   moved, since one class of finding never hides another.  */
static void
note_moves (struct finding *n, const struct judgement *j)
{
  const struct compared *c = &j->compared;
  if (c->body_moved)
    finding_note (n, c->view == ASPECT_TREE        ? "its early tree differs"
                     : c->view == ASPECT_BEHAVIOUR ? "its behaviour differs"
                                                   : "its source differs");
  if (c->interface_moved)
    finding_note (n, "its interface differs");
  for (size_t i = 0; i < c->moved_count; i++)
    finding_note (n, "%s", c->moved[i]);
  if (j->revoked)
    note_revoked (n, j->revoked, "it equals a state that was");
}

static void
rule_changed (const struct ruling *r, const struct function_facts *f, const struct judgement *j)
{
  const struct compared *c = &j->compared;
  const char *shown = function_shown (f);
  struct finding *n;
  struct strbuf since;

  strbuf_init (&since);
  describe_entry (j->entry, &since);
  if (c->body_moved && (n = rule_finding (r, RULE_CHANGED, f->domain, f)) != NULL) {
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " changed since its %s", shown, strbuf_text (&since));
    note_moves (n, j);
    note_why (n, f);
    settle_verdict (n, f, j);
  }
  if (c->interface_moved && (n = rule_finding (r, RULE_INTERFACE_CHANGED, f->domain, f)) != NULL) {
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " changed its interface since its %s", shown, strbuf_text (&since));
    note_moves (n, j);
    note_why (n, f);
    settle_verdict (n, f, j);
  }
  if (c->dependencies_moved && !c->body_moved
      && (n = rule_finding (r, RULE_DEPENDENCY_CHANGED, f->domain, f)) != NULL) {
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " rests on what changed since its %s", shown, strbuf_text (&since));
    note_moves (n, j);
    note_why (n, f);
    settle_verdict (n, f, j);
  }
  if (c->cause && (n = rule_finding (r, RULE_INCOMPARABLE, f->domain, f)) != NULL) {
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " cannot be compared with its %s: %s", shown, strbuf_text (&since),
                     c->cause);
    n->cause = memory_copy_text (c->cause);
    if (c->interface_moved || c->dependencies_moved)
      note_moves (n, j);
    if (c->seen && c->seen->scheme == r->unit->scheme && c->view == ASPECT_COUNT)
      finding_note (n, VERDICT_REFRESH_NOTE);
    note_why (n, f);
    settle_verdict (n, f, j);
  }
  strbuf_release (&since);
}

static void
rule_reverted (const struct ruling *r, const struct function_facts *f, const struct judgement *j)
{
  struct finding *n = rule_finding (r, RULE_REVERTED, f->domain, f);
  struct strbuf then, newer;
  if (!n)
    return;
  strbuf_init (&then);
  strbuf_init (&newer);
  describe_entry (j->entry, &then);
  describe_entry (j->newer, &newer);
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is back in the state of its %s, which the %s replaced",
                   function_shown (f), strbuf_text (&then), strbuf_text (&newer));
  if (j->newer->notes && j->newer->notes[0])
    finding_note (n, "the newer audit says: %s", j->newer->notes);
  note_why (n, f);
  verdict_settle (n, "certify", f, "");
  strbuf_release (&then);
  strbuf_release (&newer);
}

static void
rule_domain_changed (const struct ruling *r, const struct function_facts *f, const struct judgement *j)
{
  const char *old = j->elsewhere->domain;
  struct finding *n = rule_finding (r, RULE_DOMAIN_CHANGED, f->domain, f);
  struct strbuf last;
  if (!n)
    return;
  strbuf_init (&last);
  describe_entry (ledger_newest (j->elsewhere), &last);
  finding_message (n,
                   QUOTE_OPEN "%s" QUOTE_CLOSE " is marked in " QUOTE_OPEN "%s" QUOTE_CLOSE
                              ", but its ledger file is in " QUOTE_OPEN "%s" QUOTE_CLOSE,
                   function_shown (f), f->domain, old);
  if (!policy_domain (r->policy, old) && strcmp (old, DOMAIN_UNSPECIFIED) == 0)
    finding_note (n, "its mark named no domain then");
  else if (!policy_domain (r->policy, old))
    finding_note (n, "the policy has no domain " QUOTE_OPEN "%s" QUOTE_CLOSE " any more", old);
  else if (!policy_domain_at_least (r->policy, f->domain, old))
    finding_note (n,
                  QUOTE_OPEN "%s" QUOTE_CLOSE " is the weaker one: it does not demand all that " QUOTE_OPEN
                             "%s" QUOTE_CLOSE " does",
                  f->domain, old);
  else
    finding_note (n, QUOTE_OPEN "%s" QUOTE_CLOSE " demands at least as much as " QUOTE_OPEN "%s" QUOTE_CLOSE, f->domain,
                  old);
  finding_note (n, "the last entry there is the %s", strbuf_text (&last));
  verdict_settle (n, "certify", f, "");
  strbuf_release (&last);
}

/* True if J's function and its ledger file elsewhere are one function under two domains.  */
static bool
domain_differs (const struct function_facts *f, const struct judgement *j)
{
  const struct ledger_file *e = j->elsewhere;
  return e && strcmp (e->domain, f->domain) != 0
         && (e->file && f->file ? strcmp (e->file, f->file) == 0 : !(f->flags & FUNCTION_STATIC));
}

static void
rule_unaudited (const struct ruling *r, const struct function_facts *f, const struct judgement *j)
{
  struct finding *n;
  struct strbuf unnamed;
  if (j->elsewhere && !j->revoked && domain_differs (f, j))
    rule_domain_changed (r, f, j);
  n = rule_finding (r, RULE_UNAUDITED, f->domain, f);
  if (!n)
    return;
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is load-bearing and not audited", function_shown (f));
  note_why (n, f);
  if (j->revoked)
    note_revoked (n, j->revoked, "its audit was");
  else if (j->elsewhere && domain_differs (f, j))
    finding_note (n, "it was audited in " QUOTE_OPEN "%s" QUOTE_CLOSE, j->elsewhere->domain);
  else if (j->elsewhere && j->elsewhere->file)
    finding_note (n, "the ledger speaks of the " QUOTE_OPEN "%s" QUOTE_CLOSE " of %s", function_shown (f),
                  j->elsewhere->file);
  strbuf_init (&unnamed);
  if (policy_domain_unnamed (r->policy, f->domain, &unnamed))
    finding_note (n, "%s", strbuf_text (&unnamed));
  else
    settle_verdict (n, f, j);
  strbuf_release (&unnamed);
}

static void
rule_exempt (const struct ruling *r, const struct function_facts *f, const struct judgement *j)
{
  enum severity severity = policy_severity (r->policy, RULE_UNAUDITED, f->domain, function_track (r->unit, f));
  struct finding *n;
  struct strbuf entry;
  if (severity == SEVERITY_OFF)
    return;
  n = findings_add (r->findings, RULE_UNAUDITED, SEVERITY_NOTE, f);
  n->exempted = true;
  strbuf_init (&entry);
  describe_entry (j->entry, &entry);
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is not audited: excused until %s by the %s", function_shown (f),
                   j->entry->until ? j->entry->until : "further notice", strbuf_text (&entry));
  if (j->entry->reason && j->entry->reason[0])
    finding_note (n, "the reason given: %s", j->entry->reason);
  verdict_settle (n, "certify", f, "");
  strbuf_release (&entry);
}

/* Another file's function of the same name in a test program is a stand-in for the
   production function, not that function: it is not gated.  */
static bool
is_stand_in (const struct ruling *r, const struct function_facts *f, const struct judgement *j)
{
  return r->unit->role == ROLE_TEST && !(f->flags & FUNCTION_STATIC) && j->standing == STANDING_UNAUDITED
         && j->elsewhere && !j->revoked && j->elsewhere->file && f->file && strcmp (j->elsewhere->file, f->file) != 0;
}

/* F is compiled without a mark: does the ledger know it?  A file about a function of
   another source file that still exists speaks of another function.  */
static bool
rule_unmarked (const struct ruling *r, const struct function_facts *f, struct strbuf *err)
{
  struct ledger_file **files;
  size_t count;

  if (r->unit->role == ROLE_TEST || (f->flags & FUNCTION_SYSTEM))
    return true;
  if (!ledger_lookup (r->ledger, f->name, &files, &count, err))
    return false;
  for (size_t i = 0; i < count; i++) {
    const struct ledger_file *file = files[i];
    const struct ledger_entry *last = ledger_newest (file);
    bool is_static = (f->flags & FUNCTION_STATIC) != 0;
    bool same_file = file->file && f->file && strcmp (file->file, f->file) == 0;
    struct finding *n;
    struct strbuf entry;

    if (!last)
      continue;
    if (!same_file && (is_static || file->is_static || (file->file && verdict_file_exists (r->policy, file->file))))
      continue;
    n = rule_finding (r, RULE_UNMARKED, file->domain, f);
    if (!n)
      continue;
    n->domain = memory_copy_text (file->domain);
    strbuf_init (&entry);
    describe_entry (last, &entry);
    finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " is in the ledger, but compiled without its mark",
                     function_shown (f));
    finding_note (n, "load-bearing in " QUOTE_OPEN "%s" QUOTE_CLOSE " since the %s", file->domain,
                  strbuf_text (&entry));
    finding_note (n, "mark it again: LOAD_BEARING (\"%s\"), or a rule of the policy; or withdraw what the ledger says",
                  file->domain);
    verdict_settle (n, "revoke", f, " --reason TEXT");
    strbuf_release (&entry);
    break;
  }
  return true;
}

static void
rule_unannotated (const struct ruling *r, const struct function_facts *f)
{
  const struct policy_mark *rule;
  struct finding *n;

  if (r->unit->role == ROLE_TEST || (f->flags & FUNCTION_SYSTEM) || r->policy->must_marks_count == 0)
    return;
  rule = policy_must_mark (r->policy, f->name, f->shown, f->file ? f->file : "");
  if (!rule || !(n = rule_finding (r, RULE_UNANNOTATED, rule->domain, f)))
    return;
  n->domain = memory_copy_text (rule->domain);
  finding_message (
      n, QUOTE_OPEN "%s" QUOTE_CLOSE " must be marked load-bearing in " QUOTE_OPEN "%s" QUOTE_CLOSE ", and is not",
      function_shown (f), rule->domain);
  if (r->policy->path)
    finding_note (n, "required at line %u of the policy%s%s", rule->line, rule->why && rule->why[0] ? ": " : "",
                  rule->why && rule->why[0] ? rule->why : "");
  finding_note (n, "write LOAD_BEARING (\"%s\") before its declaration", rule->domain);
  finding_command (n, "loadbearing explain --rule unannotated");
}

static bool
track_is_prototype (const struct unit_facts *u, const char *name, const struct function_facts **callee)
{
  size_t low = 0, high = u->functions_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp (u->functions[middle].name, name);
    if (order == 0) {
      *callee = &u->functions[middle];
      return function_track (u, *callee) == TRACK_PROTOTYPE;
    }
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

/* Production code that calls prototype code of its own unit.  */
static void
rule_prototype_linked (const struct ruling *r, const struct function_facts *f)
{
  if (r->unit->role == ROLE_TEST || function_track (r->unit, f) == TRACK_PROTOTYPE)
    return;
  for (size_t i = 0; i < f->calls_count; i++) {
    const struct function_facts *callee;
    struct finding *n;
    if (!track_is_prototype (r->unit, f->calls[i], &callee))
      continue;
    n = rule_finding (r, RULE_PROTOTYPE_LINKED, f->domain, f);
    if (!n)
      continue;
    finding_message (n,
                     QUOTE_OPEN "%s" QUOTE_CLOSE " is production code and calls " QUOTE_OPEN "%s" QUOTE_CLOSE
                                ", which is a prototype",
                     function_shown (f), function_shown (callee));
    finding_command (n, "loadbearing explain --rule prototype-linked");
  }
}

/* Mostly there are none, and then nobody's callees need to be looked up.  */
static bool
has_prototypes (const struct unit_facts *u)
{
  for (size_t i = 0; i < u->functions_count; i++)
    if (function_track (u, &u->functions[i]) == TRACK_PROTOTYPE)
      return true;
  return false;
}

bool
verdict_unit_judged (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
                     const struct judgement *judgements, struct findings *findings, struct strbuf *err)
{
  static const struct judgement nobody; /* STANDING_NOT_MARKED */
  const struct ruling r = { policy, ledger, unit, findings };
  bool ok = true, prototypes = has_prototypes (unit);

  for (size_t i = 0; i < unit->functions_count; i++) {
    const struct function_facts *f = &unit->functions[i];
    const struct judgement *j = judgements ? &judgements[i] : &nobody;

    if (prototypes)
      rule_prototype_linked (&r, f);
    if (!(f->flags & FUNCTION_MARKED)) {
      if (!rule_unmarked (&r, f, err))
        ok = false;
      rule_unannotated (&r, f);
      continue;
    }
    switch (j->standing) {
    case STANDING_NOT_MARKED:
    case STANDING_AUDITED: break;
    case STANDING_EXEMPT: rule_exempt (&r, f, j); break;
    case STANDING_REVERTED: rule_reverted (&r, f, j); break;
    case STANDING_UNAUDITED:
      if (!is_stand_in (&r, f, j))
        rule_unaudited (&r, f, j);
      break;
    case STANDING_CHANGED:
    case STANDING_INCOMPARABLE: rule_changed (&r, f, j); break;
    }
  }
  verdict_tests (policy, unit, findings);
  return ok;
}

bool
verdict_unit (const struct policy *policy, struct ledger *ledger, const struct unit_facts *unit,
              struct findings *findings, struct strbuf *err)
{
  struct judgement *judgements;
  bool ok;

  if (!verdict_judge_all (policy, ledger, unit, &judgements, err))
    return false;
  ok = verdict_unit_judged (policy, ledger, unit, judgements, findings, err);
  judgements_free (judgements, unit->functions_count);
  return ok;
}
