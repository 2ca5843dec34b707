/* loadbearing certify: record a person's audit of functions as they are now.

   It shows what it certifies before it writes, and asks; certifying is for people.  */
#include "command.h"
#include "entries.h"
#include "files.h"
#include "form/form.h"
#include "form/form_store.h"
#include "git.h"
#include "person.h"
#include "program/program_reach.h"
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *was, *notes;
static struct words from;
static bool yes;

static const struct option_spec certify_options[] = {
  { "from", 0, OPTION_LIST, "PATH", "where it was built; what the last check read if not given", &from },
  { "was", 0, OPTION_TEXT, "OLD", "it was called OLD when it was last audited", &was },
  { "notes", 0, OPTION_TEXT, "TEXT", "what was looked at, and why it is right", &notes },
  { "yes", 'y', OPTION_FLAG, NULL, "do not ask; only where the policy says \"certify\": { \"yes\": true }", &yes },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec certify_spec = {
  "certify", "FUNCTION...", "record your audit of a function as it is now",
  "Shows the function, what its domain asks for, and what is new since the last audit; asks; then writes into the "
  "ledger that you, as git knows you, certify the state in which it is now. Read the function first.\n"
  "FUNCTION is NAME or FILE:NAME. Without --from it is looked for in what the last check read (else in the policy's "
  "products, else in the current folder), and in the records that failed compilations left.\n"
  "Exit status: 0 all certified; 1 you declined one; 2 trouble.",
  certify_options
};

static void show (const char *label, const char *format, ...) __attribute__ ((format (printf, 2, 3)));

static void
show (const char *label, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  report_line (2, 13, label, format, args);
  va_end (args);
}

static void
show_domain (const struct program *p, const char *name)
{
  const struct policy_domain *d = policy_domain (p->policy, name);
  struct strbuf b;

  if (!d)
    return;
  strbuf_init (&b);
  strbuf_addf (&b, "%u auditor%s", d->distinct ? d->distinct : 1, d->distinct > 1 ? "s" : "");
  for (char **a = d->auditors; a && *a; a++)
    strbuf_addf (&b, "%s%s", a == d->auditors ? " of " : ", ", *a);
  if (d->max_age_days)
    strbuf_addf (&b, ", every %u days", d->max_age_days);
  if (d->source_equality)
    strbuf_add_text (&b, ", equal source");
  show ("it asks for", "%s", strbuf_text (&b));
  strbuf_release (&b);
}

/* What the state says, and how it differs from the last audit.  */
static void
show_aspects (const struct copy *c)
{
  const struct judgement *j = &c->judgement;
  const struct compared *m = &j->compared;

  if (!j->state) {
    show ("aspects", "%s%s, %zu dependencies: none audited before",
          digest_known (&c->facts->aspects[ASPECT_SOURCE]) ? "interface, source" : "interface, tree",
          digest_known (&c->facts->aspects[ASPECT_BEHAVIOUR]) ? ", behaviour" : "", c->facts->depends_count);
    return;
  }
  if (m->cause)
    show ("compared", "cannot be compared: %s", m->cause);
  if (!m->cause || m->interface_moved)
    show ("interface", "%s", m->interface_moved ? "changed" : "as audited");
  if (!m->cause || m->body_moved)
    show (m->view == ASPECT_TREE ? "tree" : "source", "%s",
          m->body_moved                 ? "changed"
          : m->view == ASPECT_BEHAVIOUR ? "changed, with equal behaviour"
                                        : "as audited");
  if (!m->cause || m->dependencies_moved)
    show ("dependencies", "%s", m->dependencies_moved ? "changed" : "as audited");
  for (size_t i = 0; i < m->moved_count; i++)
    show ("", "%s", m->moved[i]);
}

/* What changed deep below since the last audit.  */
static void
show_reach (struct program_reach *reach, const struct copy *c)
{
  struct reached_list now;
  struct reach_memory then;
  struct strbuf err;
  size_t shown = 0;

  strbuf_init (&err);
  if (c->judgement.entry && program_reach_compare (reach, c, &now, &then, &err)) {
    for (size_t i = 0; i < now.count && then.there; i++)
      if (reach_compare (&then, &now.list[i]) == REACH_CHANGED) {
        struct strbuf way;
        strbuf_init (&way);
        reach_way (reach->graph, &now.list[i], &way);
        show (shown++ ? "" : "below it", "%s changed%s%s", now.list[i].key, way.length ? ", reached through " : "",
              strbuf_text (&way));
        strbuf_release (&way);
      }
    reached_list_release (&now);
    reach_memory_release (&then);
  }
  strbuf_release (&err);
}

/* How to see the text that changed.  */
static void
show_difference (const struct program *p, const struct copy *c)
{
  const struct judgement *j = &c->judgement;
  struct strbuf file;

  if (!j->state || !j->state->blob || !c->facts->file || j->standing == STANDING_AUDITED
      || !git_has_blob (p->policy->root, j->state->blob))
    return;
  strbuf_init (&file);
  verdict_shell_quote (c->facts->file, &file);
  show ("see it with", "git diff %s %s", strrchr (j->state->blob, '@') + 1, strbuf_text (&file));
  strbuf_release (&file);
}

static void
show_entry (const char *label, const struct ledger_entry *e)
{
  struct strbuf person = STRBUF_INIT;
  verdict_person (e->by, &person);
  show (label, "%s on %.10s%s%s", strbuf_text (&person), e->date, e->notes ? ": " : "", e->notes ? e->notes : "");
  strbuf_release (&person);
}

static void
show_subject (const struct program *p, struct program_reach *reach, const struct subject *s,
              const struct states *states)
{
  const struct copy *c = states->from[0];
  const struct function_facts *f = c->facts;
  const struct ledger_entry *e = c->judgement.entry;
  struct strbuf plain;

  strbuf_init (&plain);
  report_plain (function_shown (f), &plain);
  printf ("%s\n", strbuf_text (&plain));
  show ("defined at", "%s:%u", f->file ? f->file : "?", f->line);
  show ("load-bearing", f->reason && f->reason[0] ? "in '%s': %s" : "in '%s'", f->domain, f->reason);
  show_domain (p, f->domain);
  if (c->judgement.newer) {
    show_entry ("last audit by", c->judgement.newer);
    show ("reverted", "it is back in an older state, that of:");
  }
  if (e)
    show_entry (e->kind == ENTRY_EXEMPT ? "exempted by" : c->judgement.newer ? "audited by" : "last audit by", e);
  show_aspects (c);
  show_reach (reach, c);
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *k = &p->copies[i];
    bool told = false;
    /* One line for each variant and compiler.  */
    for (size_t before = s->first; before < i && !told; before++)
      told = strcmp (p->copies[before].unit->variant, k->unit->variant) == 0
             && strcmp (p->copies[before].unit->compiler, k->unit->compiler) == 0;
    if (!told)
      show ("built as", "%s by %s, in %s", k->unit->variant, k->unit->compiler,
            k->artefact ? program_shown_path (k->artefact->path) : "?");
  }
  show_difference (p, c);
  if (copy_is_older (p, c))
    show ("beware", "%s was written after this was built: build again, so that you certify what you read", f->file);
  show ("state", "%.12s", states->list[0].id);
  strbuf_release (&plain);
}

/* True if the person has certified all of the subject as it is.  */
static bool
is_duplicate (const struct program *p, const struct subject *s, const struct states *states, const char *person)
{
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct judgement *j = &p->copies[i].judgement;
    bool has = false;
    struct compared compared;
    /* Copies that the state leaves out do not matter.  */
    verdict_compare (NULL, p->copies[i].unit, p->copies[i].facts, &states->list[0], NULL, &compared);
    bool in_state = compared.result == COMPARE_EQUAL;
    compared_release (&compared);
    if (!in_state)
      continue;
    for (size_t a = 0; a < j->audits_count && !has; a++)
      has = person_same (j->audits[a]->by, person);
    /* What other units' objects begin with may be known now, and not then.  */
    if (j->standing != STANDING_AUDITED || !has || j->compared.definitions_unknown)
      return false;
  }
  return true;
}

/* True if an own audit of this state has grown too old, so that it may be repeated.  */
static bool
is_expired (const struct program *p, const struct subject *s)
{
  for (size_t i = 0; i < p->findings.count; i++)
    if (p->findings.list[i].rule == RULE_AUDIT_EXPIRED && p->findings.list[i].facts)
      for (size_t k = s->first; k < s->first + s->count; k++)
        if (p->copies[k].facts == p->findings.list[i].facts)
          return true;
  return false;
}

/* 1 yes, 0 no.  */
static int
ask (const char *person, size_t functions)
{
  char line[64];
  printf ("certify as %s%s? [y/N] ", person, functions > 1 ? " (this one)" : "");
  fflush (stdout);
  if (!fgets (line, sizeof line, stdin))
    return 0;
  return line[0] == 'y' || line[0] == 'Y';
}

/* Keeps the forms of what STATES certify, where the objects hold some; explain shows what changed since, then.  */
static bool
write_forms (const struct program *p, const struct subject *s, const struct ledger_state *state, struct strbuf *err)
{
  bool fine = true;
  for (size_t i = s->first; i < s->first + s->count && fine; i++) {
    const struct copy *c = &p->copies[i];
    const struct ledger_seen *seen = NULL;
    for (size_t v = 0; v < state->seen_count && !seen; v++)
      if (strcmp (state->seen[v].variant, c->unit->variant) == 0)
        seen = &state->seen[v];
    if (!c->facts->form || !seen)
      continue;
    struct digest digest = form_digest (c->facts->form);
    if (!digest_equal (&digest, &seen->aspects[ASPECT_BEHAVIOUR]))
      continue; /* not of what is certified */
    struct strbuf text, changed, folder, quiet;
    char *path = form_path (p->policy->ledger, c->facts);
    strbuf_init (&text);
    strbuf_init (&changed);
    strbuf_init (&folder);
    strbuf_init (&quiet);
    if (!file_read (path, &text, &quiet))
      strbuf_clear (&text);
    form_store (strbuf_text (&text), c->unit->variant, c->facts->form, &changed);
    strbuf_add (&folder, path, (size_t) (strrchr (path, '/') - path));
    if (strcmp (strbuf_text (&text), strbuf_text (&changed)) != 0)
      fine = folder_make (strbuf_text (&folder), err) && file_write (path, changed.text, changed.length, err);
    strbuf_release (&text);
    strbuf_release (&changed);
    strbuf_release (&folder);
    strbuf_release (&quiet);
    free (path);
  }
  return fine;
}

static bool
write_audit (const struct program *p, const struct states *states, const struct ledger_file *old, const char *person,
             struct strbuf *err)
{
  const struct function_facts *f = states->from[0]->facts;
  const struct ledger_entry *newest = old ? ledger_newest (old) : NULL;
  struct ledger_file what;
  struct ledger_entry entry;
  char date[21];

  ledger_file_for (f, &what);
  if (old)
    what.path = old->path;
  entry_date (old, date);
  memset (&entry, 0, sizeof entry);
  entry.kind = ENTRY_AUDIT;
  entry.state = states->list[0].id;
  entry.from = newest && strcmp (newest->state, entry.state) != 0 ? newest->state : NULL;
  entry.by = (char *) person;
  entry.date = date;
  entry.notes = (char *) notes;
  entry.was = (char *) was;
  return ledger_add (p->policy->ledger, &what, &entry, &states->list[0], err);
}

/* What speaks against certifying STATES, in ERR; false then.  */
static bool
may_certify (const struct program *p, struct program_reach *reach, const struct subject *s, const struct states *states,
             const char *selector, const struct ledger_file *old, const char *person, const struct strbuf *conflict,
             struct strbuf *err)
{
  const struct function_facts *f = states->from[0]->facts;
  const struct policy_domain *domain = policy_domain (p->policy, f->domain);

  if (conflict->length) {
    bool left = false;
    for (size_t i = s->first; i < s->first + s->count; i++)
      left = left || (p->copies[i].artefact && p->copies[i].artefact->kind == ARTEFACT_RECORDS);
    strbuf_addf (err,
                 "certify: copies of '%s' differ, so one audit cannot speak of them:\n%s"
                 "  build it again, %sname one build with --from PATH, or name the builds with "
                 "-fplugin-arg-loadbearing-variant=NAME\n",
                 selector, strbuf_text (conflict), left ? "remove what an older compilation that failed left, " : "");
    return false;
  }
  struct strbuf unnamed = STRBUF_INIT;
  if (policy_domain_unnamed (p->policy, f->domain, &unnamed)) {
    strbuf_addf (err, "certify: '%s' cannot be audited: %s\n", selector, strbuf_text (&unnamed));
    strbuf_release (&unnamed);
    return false;
  }
  if (domain && !policy_may_audit (p->policy, domain, person)) {
    strbuf_addf (err, "certify: %s may not audit '%s': the policy lists its auditors\n", person, f->domain);
    return false;
  }
  if (old && ledger_state_revoked (old, states->list[0].id)) {
    strbuf_addf (err,
                 "certify: this state of '%s' was withdrawn, and a withdrawn state cannot be certified again; "
                 "`loadbearing explain %s` says why it was\n",
                 selector, selector);
    return false;
  }
  if (yes && copy_is_older (p, states->from[0])) {
    strbuf_addf (
        err, "certify: %s was written after '%s' was built: build again, so that what is certified is what was read\n",
        f->file, selector);
    return false;
  }
  if (is_duplicate (p, s, states, person) && !is_expired (p, s) && !program_reach_moved (reach, s)) {
    strbuf_addf (err, "certify: %s has certified '%s' as it is already\n", person, selector);
    return false;
  }
  return true;
}

static int
certify_one (const struct program *p, struct program_reach *reach, const char *selector, const char *person,
             size_t functions, struct strbuf *err)
{
  size_t index;
  struct states states;
  struct strbuf conflict;
  int status = EXIT_TROUBLE;

  if (!program_select_one (p, "certify", selector, &index))
    return EXIT_TROUBLE;
  const struct subject *s = &p->subjects[index];
  strbuf_init (&conflict);
  states_of (p, s, false, &states, &conflict);
  const struct ledger_file *old = ledger_file_about (p, states.from[0]->facts);
  if (may_certify (p, reach, s, &states, selector, old, person, &conflict, err)) {
    show_subject (p, reach, s, &states);
    if (yes || ask (person, functions)) {
      /* What it reaches is remembered first: where that cannot be written, nothing is certified.  */
      if (program_reach_remember (reach, s, &states.list[0], err) && write_forms (p, s, &states.list[0], err)
          && write_audit (p, &states, old, person, err)) {
        printf ("certified %s as %s\n", selector, person);
        status = EXIT_CLEAN;
      }
    } else {
      printf ("%snot certified: %s\n", isatty (STDIN_FILENO) ? "" : "\n", selector);
      status = EXIT_FINDINGS;
    }
  }
  states_release (&states);
  strbuf_release (&conflict);
  return status;
}

/* OLD has to be in the ledger: a misspelt name would look like a link to an audit.  */
static bool
check_was (struct program *p, struct strbuf *err)
{
  struct ledger_file **files;
  size_t count;
  if (!was)
    return true;
  const char *name = strrchr (was, ':');
  name = name && name > was && name[-1] != ':' ? name + 1 : was;
  if (!ledger_lookup (p->ledger, name, &files, &count, err))
    return false;
  if (count == 0)
    strbuf_addf (err, "certify: the ledger does not speak of '%s', which --was names\n", was);
  return count > 0;
}

/* Whether certifying may ask, or go without.  */
static bool
may_answer (const struct policy *policy, struct strbuf *err)
{
  if (yes && !policy->certify_yes)
    strbuf_add_text (err,
                     "certify: --yes is refused: the policy wants a person to answer; leave it out, or allow it with "
                     "\"certify\": { \"yes\": true }\n");
  else if (!yes && !isatty (STDIN_FILENO))
    strbuf_add_text (err,
                     "certify: it asks before it writes, and there is no terminal to ask on; run it in one, or allow "
                     "--yes in the policy\n");
  else
    return true;
  return false;
}

static int
certify (const struct words *functions)
{
  struct entry_writing w;
  int status = EXIT_TROUBLE;

  if (entry_writing_open (&w, "certify", &from, PROGRAM_PENDING) && may_answer (w.program.policy, &w.err)
      && check_was (&w.program, &w.err) && (w.person = person_current (w.program.policy, &w.err)) != NULL) {
    struct findings expired;
    struct program_reach reach;
    program_reach_init (&reach, &w.program);
    findings_init (&expired);
    program_rule_time (&w.program, &expired);
    program_add_findings (&w.program, &expired);
    status = program_problems (&w.program) ? EXIT_TROUBLE : EXIT_CLEAN;
    for (size_t i = 0; i < functions->count; i++) {
      int one = certify_one (&w.program, &reach, functions->list[i], w.person, functions->count, &w.err);
      status = one > status ? one : status;
    }
    program_reach_release (&reach);
  }
  entry_writing_close (&w);
  return status;
}

int
cmd_certify (int argc, char **argv)
{
  struct words functions;
  int status = options_parse (&certify_spec, argc, argv, &functions);
  if (status < 0) {
    status = EXIT_TROUBLE;
    if (functions.count == 0)
      message_error ("certify: which function? usage: loadbearing certify %s%s", certify_spec.operands,
                     from.count ? " --from PATH... (every word after --from is a PATH)" : "");
    else if (was && functions.count != 1)
      message_error ("certify: --was goes with one function");
    else
      status = certify (&functions);
  }
  words_release (&functions);
  words_release (&from);
  return status;
}
