/* The rules that need the time or the whole program, and the order of the findings.  */
#include "program.h"

#include "dates.h"
#include "person.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum severity
program_severity (const struct program *p, enum rule rule, const struct copy *c)
{
  bool prototype = c->unit->track == TRACK_PROTOTYPE || c->facts->track == TRACK_PROTOTYPE;
  return policy_severity (p->policy, rule, c->facts->domain, prototype ? TRACK_PROTOTYPE : TRACK_PRODUCTION);
}

static void
exemption_time (struct program *p, struct copy *c, long today, size_t *ending, struct findings *out)
{
  const struct ledger_entry *e = c->judgement.entry;
  const char *shown = function_shown (c->facts);
  struct strbuf person;

  if (!e->until || !date_valid (e->until))
    return;
  long left = date_day (e->until) - today;
  if (left >= 0) {
    *ending += left <= (long) p->policy->exemption_warn_days;
    return;
  }
  c->expired = true;
  enum severity severity = program_severity (p, RULE_AUDIT_EXPIRED, c);
  if (severity == SEVERITY_OFF)
    return;
  struct finding *n = findings_add (out, RULE_AUDIT_EXPIRED, severity, c->facts);
  strbuf_init (&person);
  verdict_person (e->by, &person);
  finding_message (n, QUOTE_OPEN "%s" QUOTE_CLOSE " was exempted by %s until %s, which is past", shown,
                   strbuf_text (&person), e->until);
  if (e->reason)
    finding_note (n, "the reason given: %s", e->reason);
  verdict_settle (n, "certify", c->facts, "");
  strbuf_release (&person);
}

static void
audit_age (struct program *p, const struct copy *c, const struct policy_domain *domain, long today,
           struct findings *out)
{
  const struct ledger_entry *e = c->judgement.entry;
  enum severity severity = program_severity (p, RULE_AUDIT_EXPIRED, c);
  struct strbuf person;

  if (domain->max_age_days == 0 || severity == SEVERITY_OFF || !date_valid (e->date))
    return;
  long age = today - date_day (e->date);
  if (age <= (long) domain->max_age_days)
    return;
  struct finding *n = findings_add (out, RULE_AUDIT_EXPIRED, severity, c->facts);
  strbuf_init (&person);
  verdict_person (e->by, &person);
  finding_message (n,
                   "the audit of " QUOTE_OPEN "%s" QUOTE_CLOSE " by %s on %.10s is %ld days old; " QUOTE_OPEN
                   "%s" QUOTE_CLOSE " allows %u",
                   function_shown (c->facts), strbuf_text (&person), e->date, age, domain->name, domain->max_age_days);
  verdict_settle (n, "certify", c->facts, "");
  strbuf_release (&person);
}

static void
auditors (struct program *p, const struct copy *c, const struct policy_domain *domain, struct findings *out)
{
  const struct judgement *j = &c->judgement;
  enum severity severity = program_severity (p, RULE_AUDITOR_MISSING, c);
  unsigned wanted = domain->distinct ? domain->distinct : 1, have = 0;
  struct strbuf others;

  if (severity == SEVERITY_OFF)
    return;
  strbuf_init (&others);
  for (size_t i = 0; i < j->audits_count; i++) {
    bool counted = false;
    for (size_t k = 0; k < i && !counted; k++)
      counted = person_same (j->audits[k]->by, j->audits[i]->by);
    if (counted)
      continue;
    if (policy_may_audit (p->policy, domain, j->audits[i]->by))
      have++;
    else {
      strbuf_add_text (&others, others.length ? ", " : "");
      verdict_person (j->audits[i]->by, &others);
    }
  }
  if (have < wanted) {
    struct finding *n = findings_add (out, RULE_AUDITOR_MISSING, severity, c->facts);
    finding_message (n,
                     QUOTE_OPEN "%s" QUOTE_CLOSE " is certified by %u of the %u auditor%s that " QUOTE_OPEN
                                "%s" QUOTE_CLOSE " asks for",
                     function_shown (c->facts), have, wanted, wanted == 1 ? "" : "s", domain->name);
    if (others.length)
      finding_note (n, "%s may not audit " QUOTE_OPEN "%s" QUOTE_CLOSE, strbuf_text (&others), domain->name);
    if (domain->auditors && domain->auditors[0]) {
      struct strbuf list;
      strbuf_init (&list);
      for (char **a = domain->auditors; *a; a++)
        strbuf_addf (&list, "%s%s", list.length ? ", " : "", *a);
      finding_note (n, "who may: %s", strbuf_text (&list));
      strbuf_release (&list);
    }
    verdict_settle (n, "certify", c->facts, "");
  }
  strbuf_release (&others);
}

void
program_rule_time (struct program *p, struct findings *out)
{
  char now[11];
  size_t ending = 0;
  date_today (now);
  long today = date_day (now);

  for (size_t i = 0; i < p->subjects_count; i++) {
    const struct subject *s = &p->subjects[i];
    size_t ends = 0;
    for (size_t k = s->first; k < s->first + s->count; k++) {
      struct copy *c = &p->copies[k];
      const struct policy_domain *domain = policy_domain (p->policy, c->facts->domain);
      if (c->judgement.standing == STANDING_EXEMPT)
        exemption_time (p, c, today, &ends, out);
      if (c->judgement.standing == STANDING_AUDITED && domain) {
        audit_age (p, c, domain, today, out);
        auditors (p, c, domain, out);
      }
    }
    ending += ends > 0;
  }
  enum severity severity = policy_severity (p->policy, RULE_AUDIT_EXPIRED, NULL, TRACK_PRODUCTION);
  if (ending && severity != SEVERITY_OFF) {
    struct finding *n = findings_add (out, RULE_AUDIT_EXPIRED, SEVERITY_NOTE, NULL);
    finding_message (n, "%zu exemption%s within %u days", ending, ending == 1 ? " ends" : "s end",
                     p->policy->exemption_warn_days);
  }
}

/* Adds up to LIMIT of the items, then how many more there are.  */
static void
list_some (struct finding *n, const char **items, size_t count, size_t limit)
{
  struct strbuf b;
  strbuf_init (&b);
  for (size_t i = 0; i < count && i < limit; i++)
    strbuf_addf (&b, "%s%s", i ? ", " : "", items[i]);
  if (count > limit)
    strbuf_addf (&b, " and %zu more", count - limit);
  finding_note (n, "%s", strbuf_text (&b));
  strbuf_release (&b);
}

/* One kind of mismatch and the units that have it.  */
struct mismatch {
  const char **sources;
  size_t count;
};

static void
mismatch_add (struct mismatch *m, const struct unit_facts *u)
{
  m->sources = memory_grow (m->sources, m->count + 1, sizeof *m->sources);
  m->sources[m->count++] = u->source ? u->source : "?";
}

static void
mismatch_report (struct mismatch *m, enum severity severity, const char *what, const char *remedy, struct findings *out)
{
  if (m->count) {
    struct finding *n = findings_add (out, RULE_POLICY_MISMATCH, severity, NULL);
    if (m->count == 1) {
      n->file = memory_copy_text (m->sources[0]);
      finding_message (n, "%s was compiled %s", m->sources[0], what);
    } else {
      finding_message (n, "%zu units were compiled %s", m->count, what);
      list_some (n, m->sources, m->count, 10);
    }
    finding_note (n, "%s", remedy);
    finding_command (n, "loadbearing explain --rule policy-mismatch");
  }
  free (m->sources);
}

/* policy-mismatch */
static void
rule_policy (struct program *p, struct findings *out)
{
  struct mismatch policy = { NULL, 0 }, warn = { NULL, 0 }, off = { NULL, 0 }, as_test = { NULL, 0 },
                  as_production = { NULL, 0 }, as_prototype = { NULL, 0 }, not_prototype = { NULL, 0 };
  enum severity severity = policy_severity (p->policy, RULE_NO_POLICY, NULL, TRACK_PRODUCTION);

  if (!p->policy->path && p->subjects_count && severity != SEVERITY_OFF) {
    struct finding *n = findings_add (out, RULE_NO_POLICY, severity, NULL);
    finding_message (n, "there is no policy here or above: the shipped default is in force, and nothing is an error");
    if (p->passed_over.length)
      finding_note (
          n, "%s was passed over: another user put it where everybody may write; give it by --policy if it is meant",
          strbuf_text (&p->passed_over));
    finding_command (n, "loadbearing init");
  }
  severity = policy_severity (p->policy, RULE_POLICY_MISMATCH, NULL, TRACK_PRODUCTION);
  if (severity == SEVERITY_OFF)
    return;
  for (size_t i = 0; i < p->inputs.units_count; i++) {
    const struct unit_facts *u = p->inputs.units[i];
    const char *source = u->source ? u->source : "";
    bool known = digest_known (&p->policy->digest);
    if (known != digest_known (&u->policy) || (known && !digest_equal (&p->policy->digest, &u->policy)))
      mismatch_add (&policy, u);
    if (u->gate == GATE_WARN)
      mismatch_add (&warn, u);
    if (u->gate == GATE_OFF)
      mismatch_add (&off, u);
    enum role role = policy_role (p->policy, source);
    if (u->role != role)
      mismatch_add (u->role == ROLE_TEST ? &as_test : &as_production, u);
    enum track track = policy_track (p->policy, source);
    if (u->track != track)
      mismatch_add (u->track == TRACK_PROTOTYPE ? &as_prototype : &not_prototype, u);
  }
  mismatch_report (&policy, severity, "under another policy", "compile again: marks and domains may differ now", out);
  mismatch_report (&warn, severity, "with -gate=warn", "what ships is compiled under the policy's gate", out);
  mismatch_report (&off, severity, "with -gate=off", "what ships is compiled under the policy's gate", out);
  mismatch_report (&as_test, severity, "as a test, which the policy does not say it is",
                   "add it to the policy's `tests`, or compile it without -role=test", out);
  mismatch_report (&as_production, severity, "as production, but the policy says that it is a test",
                   "compile it again, without -role=production", out);
  mismatch_report (&as_prototype, severity, "as a prototype, which the policy does not say it is",
                   "add it to the policy's `prototypes`, or compile it without -track=prototype", out);
  mismatch_report (&not_prototype, severity, "as production, but the policy says that it is a prototype",
                   "compile it again, without -track=production", out);
}

/* One toolchain upgrade is one finding: what shares its cause is told together.  */
static void
group_incomparable (struct program *p)
{
  struct findings *f = &p->findings;
  size_t kept = 0;

  for (size_t i = 0; i < f->count; i++) {
    struct finding *first = &f->list[i];
    if (first->rule != RULE_INCOMPARABLE || !first->cause)
      continue;
    size_t same = 0;
    for (size_t k = i + 1; k < f->count; k++)
      same += f->list[k].rule == RULE_INCOMPARABLE && f->list[k].cause && f->list[k].severity == first->severity
              && strcmp (f->list[k].cause, first->cause) == 0;
    if (same == 0)
      continue;
    struct finding group;
    struct findings one = { NULL, 0, 0 };
    struct strbuf command;
    size_t listed = 0;
    bool refresh = false;
    strbuf_init (&command);
    group = *findings_add (&one, RULE_INCOMPARABLE, first->severity, NULL);
    group.cause = memory_copy_text (first->cause);
    finding_message (&group, "%zu functions cannot be compared with what was audited: %s", same + 1, first->cause);
    for (size_t k = i; k < f->count; k++) {
      struct finding *other = &f->list[k];
      if (other->rule != RULE_INCOMPARABLE || !other->cause || other->severity != group.severity
          || strcmp (other->cause, group.cause) != 0)
        continue;
      for (size_t n = 0; n < other->notes_count; n++)
        refresh = refresh || strcmp (other->notes[n], VERDICT_REFRESH_NOTE) == 0;
      finding_note (&group, "%s%s%u: " QUOTE_OPEN "%s" QUOTE_CLOSE, other->file ? other->file : "",
                    other->file ? ":" : "", other->line, other->shown ? other->shown : other->function);
      if (other->facts && listed++ < 20) {
        strbuf_add_text (&command, command.length ? " " : "loadbearing certify ");
        verdict_selector (other->facts, &command);
      }
      finding_release (other);
    }
    if (listed > 20)
      strbuf_add_text (&command, " ...");
    if (refresh)
      finding_note (&group, VERDICT_REFRESH_NOTE);
    group.command = strbuf_detach (&command);
    free (one.list);
    f->list[i] = group;
  }
  /* Those that went into a group have no message any more.  */
  for (size_t i = 0; i < f->count; i++)
    if (f->list[i].message)
      f->list[kept++] = f->list[i];
  f->count = kept;
}

static bool
has_name (const struct program *p, size_t subject, const char *name)
{
  return subject < p->subjects_count && strcmp (p->copies[p->subjects[subject].first].facts->name, name) == 0;
}

/* The first subject with NAME, or one without, if there is none.  Subjects are sorted by name.  */
static size_t
first_named (const struct program *p, const char *name)
{
  size_t low = 0, high = p->subjects_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp (p->copies[p->subjects[middle].first].facts->name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* True if subjects of other files have F's name, too.  */
static bool
is_ambiguous (const struct program *p, const struct function_facts *f)
{
  size_t first = first_named (p, f->name);
  return has_name (p, first, f->name) && has_name (p, first + 1, f->name);
}

/* A unit alone cannot know that another program has a function of the same name: here the
   command that settles a finding is made to name the one that is meant.  */
static void
tell_apart (struct program *p)
{
  static const char verb[] = "loadbearing certify ";
  for (size_t i = 0; i < p->findings.count; i++) {
    struct finding *n = &p->findings.list[i];
    const struct function_facts *f = n->facts;
    struct strbuf plain, word, command;
    if (!f || !f->file || (f->flags & FUNCTION_STATIC) || !n->command
        || strncmp (n->command, verb, sizeof verb - 1) != 0 || !is_ambiguous (p, f))
      continue;
    strbuf_init (&plain);
    strbuf_init (&word);
    strbuf_init (&command);
    verdict_selector (f, &plain);
    const char *rest = n->command + sizeof verb - 1;
    if (strncmp (rest, strbuf_text (&plain), plain.length) == 0) {
      strbuf_addf (&word, "%s:%s", f->file, f->name);
      strbuf_add_text (&command, verb);
      verdict_shell_quote (strbuf_text (&word), &command);
      strbuf_add_text (&command, rest + plain.length);
      finding_command (n, "%s", strbuf_text (&command));
    }
    strbuf_release (&plain);
    strbuf_release (&word);
    strbuf_release (&command);
  }
}

/* Where C was found, for a message.  */
static void
add_place (const struct copy *c, struct strbuf *out)
{
  strbuf_add_text (out, c->artefact ? program_shown_path (c->artefact->path) : "?");
  if (c->member)
    strbuf_addf (out, "(%s)", c->member);
}

/* A copy of S that is as audited where C, of the same source and variant, is not; or NULL.  */
static const struct copy *
audited_elsewhere (const struct program *p, const struct subject *s, const struct copy *c)
{
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *other = &p->copies[i];
    if (other->judgement.standing == STANDING_AUDITED && text_equal (other->unit->source, c->unit->source)
        && text_equal (other->unit->variant, c->unit->variant))
      return other;
  }
  return NULL;
}

/* Says in N where a copy of S that it is about was found, and where one that is as audited.  */
static void
tell_places_of (const struct program *p, const struct subject *s, struct finding *n)
{
  for (size_t c = s->first; c < s->first + s->count; c++) {
    const struct copy *other = p->copies[c].facts == n->facts ? audited_elsewhere (p, s, &p->copies[c]) : NULL;
    struct strbuf place = STRBUF_INIT, good = STRBUF_INIT;
    if (other) {
      add_place (&p->copies[c], &place);
      add_place (other, &good);
      finding_note (n, "it is so in %s, and as audited in %s: where the former is older, build it again",
                    strbuf_text (&place), strbuf_text (&good));
    }
    strbuf_release (&place);
    strbuf_release (&good);
  }
}

/* A library that was not made again after a function was changed and certified holds what it was before: the finding
   says where that is, since certifying does not settle it.  */
static void
tell_places (struct program *p)
{
  for (size_t i = 0; i < p->findings.count; i++) {
    struct finding *n = &p->findings.list[i];
    if (!n->facts
        || (n->rule != RULE_REVERTED && n->rule != RULE_CHANGED && n->rule != RULE_DEPENDENCY_CHANGED
            && n->rule != RULE_INTERFACE_CHANGED))
      continue;
    for (size_t k = first_named (p, n->facts->name); has_name (p, k, n->facts->name); k++)
      if (p->subjects[k].standing != STANDING_AUDITED && p->subjects[k].count > 1)
        tell_places_of (p, &p->subjects[k], n);
  }
}

void
program_rules (struct program *p)
{
  struct findings out;

  findings_init (&out);
  program_rule_time (p, &out);
  rule_policy (p, &out);
  program_rule_conflicts (p, &out);
  program_rule_reach (p, &out);
  program_rule_definitions (p, &out);
  program_rule_tracks (p, &out);
  program_rule_unrecorded (p, &out);
  program_rule_stale (p, &out);
  program_rule_evidence (p, &out);
  program_rule_tests (p, &out);
  program_add_findings (p, &out);
  program_rule_renamed (p);
  /* From here on the table of findings no longer holds: nothing is added.  */
  tell_apart (p);
  tell_places (p);
  group_incomparable (p);
  findings_sort (&p->findings);
}
