/* loadbearing explain: what a rule means, and every fact and step behind a verdict.  */
#include "command.h"
#include "difference.h"
#include "report/explain.h"
#include "program/program_evidence.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *rule_wanted, *old_build;

static const struct option_spec explain_options[] = {
  { "rule", 0, OPTION_TEXT, "RULE", "say what this rule means and how it is settled", &rule_wanted },
  { "old", 0, OPTION_TEXT, "BUILD", "compare with this build as well: an object, archive, program or folder",
    &old_build },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec explain_spec = {
  "explain", "FUNCTION [PATH...] | --rule RULE", "every fact and step behind a verdict; what a rule means",
  "Shows where a load-bearing function is defined and built, who marked it and what its domain asks for, every state that "
  "the ledger holds of it, each aspect compared with now, what moved and through what, the change of meaning in the canonical form, that of the text, "
  "and what settles it.\n"
  "FUNCTION is NAME or FILE:NAME. Without PATH it is looked for where certify looks. With --rule, what that rule means; "
  "--rule all lists the rules.",
  explain_options
};

static int
explain_rule (const char *name)
{
  enum rule rule;
  if (strcmp (name, "all") == 0) {
    for (int i = 0; i < RULE_COUNT; i++)
      printf ("%-24s %s\n", rule_name ((enum rule) i), severity_name (rule_default_severity ((enum rule) i)));
    return EXIT_CLEAN;
  }
  if (!rule_from_name (name, &rule)) {
    message_error ("explain: no rule is called '%s'; `loadbearing explain --rule all` lists them", name);
    return EXIT_TROUBLE;
  }
  printf ("%s (%s unless the policy says otherwise)\n\n%s\n", rule_name (rule),
          severity_name (rule_default_severity (rule)), rule_help (rule));
  if (!rule_is_found (rule))
    printf ("\nThis loadbearing does not look for it yet.\n");
  return EXIT_CLEAN;
}

static void
explain_places (const struct program *p, const struct subject *s)
{
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *c = &p->copies[i];
    explain_line (
        i == s->first ? "built" : "", "%s%s%s%s: %s, compiled from %s by %s for %s%s%s%s",
        c->artefact ? program_shown_path (c->artefact->path) : "?", c->member ? "(" : "", c->member ? c->member : "",
        c->member ? ")" : "", c->artefact ? artefact_kind_name (c->artefact->kind) : "?", c->unit->source,
        c->unit->compiler, c->unit->variant, c->unit->options && c->unit->options[0] ? " with " : "",
        c->unit->options ? c->unit->options : "", c->unit->input == INPUT_PREPROCESSED ? " (preprocessed input)" : "");
  }
}

/* Where a function was found in several states, or as several variants, which of them all that follows is about.  */
static void
explain_choice (const struct program *p, const struct subject *s)
{
  const struct copy *c = &p->copies[s->worst];
  bool differ = false;
  for (size_t i = s->first; i < s->first + s->count && !differ; i++)
    differ = !text_equal (p->copies[i].unit->variant, c->unit->variant)
             || !difference_same_digests (p->copies[i].facts, c->facts);
  if (differ)
    explain_line ("looked at", "as it is in %s%s%s%s, for %s",
                  c->artefact ? program_shown_path (c->artefact->path) : "?", c->member ? "(" : "",
                  c->member ? c->member : "", c->member ? ")" : "", c->unit->variant);
}

static void
explain_domain (const struct program *p, const struct function_facts *f)
{
  static const char *const origins[] = { "nothing", "the attribute", "a pragma region", "a rule of the policy" };
  const struct policy_domain *d = policy_domain (p->policy, f->domain);
  struct strbuf b;

  explain_line ("marked", "load-bearing in '%s' by %s%s%s", f->domain, origins[f->origin], f->reason ? ": " : "",
                f->reason ? f->reason : "");
  explain_line ("policy", "%s", p->policy->path ? program_shown_path (p->policy->path) : "none: the shipped default");
  if (!d) {
    explain_line ("", "it has no domain '%s'", f->domain);
    return;
  }
  strbuf_init (&b);
  strbuf_addf (&b, "'%s' asks for %u auditor%s", d->name, d->distinct ? d->distinct : 1, d->distinct > 1 ? "s" : "");
  for (char **a = d->auditors; a && *a; a++)
    strbuf_addf (&b, "%s%s", a == d->auditors ? " of " : ", ", *a);
  if (d->max_age_days)
    strbuf_addf (&b, ", not older than %u days", d->max_age_days);
  strbuf_add_text (&b,
                   d->source_equality ? "; the source has to be equal" : "; equal source or equal behaviour will do");
  explain_line ("", "%s", strbuf_text (&b));
  strbuf_release (&b);
}

static void
explain_entries (const struct ledger_file *file)
{
  for (size_t i = 0; i < file->entries_count; i++) {
    const struct ledger_entry *e = &file->entries[i];
    const char *kind = e->kind == ENTRY_AUDIT ? "audited" : e->kind == ENTRY_EXEMPT ? "exempted" : "withdrawn";
    const char *why = e->reason ? e->reason : e->notes;
    explain_line ("", "%.10s  %.12s %s by %s%s%s%s%s%s%s", e->date, e->state, kind, e->by, e->until ? " until " : "",
                  e->until ? e->until : "", e->was ? ", formerly " : "", e->was ? e->was : "", why ? ": " : "",
                  why ? why : "");
  }
}

/* The class of aspect A, as TREE_CLASS and BEHAVIOUR_CLASS are: only within one does a difference say something.  NULL
   where it is always known to.  */
static const char *
class_of (enum aspect a, const char *tree_class, const char *behaviour_class)
{
  return a == ASPECT_TREE ? tree_class : a == ASPECT_BEHAVIOUR ? behaviour_class : NULL;
}

/* What refresh added to STATE that has NOW as its aspect A, seen in CLASS; or NULL.  */
static const struct ledger_view *
view_with (const struct ledger_state *state, enum aspect a, const struct digest *now, const char *class)
{
  for (size_t i = 0; class && i < state->derived_count; i++) {
    const struct ledger_view *v = &state->derived[i];
    const char *its = class_of (a, v->tree_class, v->behaviour_class);
    if (its && strcmp (its, class) == 0 && digest_equal (a == ASPECT_TREE ? &v->tree : &v->behaviour, now))
      return v;
  }
  return NULL;
}

static void
explain_aspect (const struct copy *c, const struct ledger_state *state, const struct ledger_seen *seen, enum aspect a,
                const char *then_word)
{
  const struct digest *now = &c->facts->aspects[a], *then = &seen->aspects[a];
  const char *name = aspect_name (a);
  const char *now_class = class_of (a, c->unit->tree_class, c->unit->behaviour_class);
  const char *then_class = class_of (a, seen->tree_class, seen->behaviour_class);
  const struct ledger_view *view = view_with (state, a, now, now_class);
  char x[2 * DIGEST_FULL + 1], y[2 * DIGEST_FULL + 1];

  digest_to_hex (then, x);
  digest_to_hex (now, y);
  if (digest_equal (now, then))
    explain_line ("", "%-12s equal: %.12s", name, y);
  else if (digest_known (now) && view)
    explain_line ("", "%-12s equal to what refresh added for %s: %.12s", name,
                  view->compiler ? view->compiler : now_class, y);
  else if (!digest_known (now) || !digest_known (then))
    explain_line ("", "%-12s cannot be compared: %s %.12s, now %.12s", name, then_word,
                  digest_known (then) ? x : "unknown", digest_known (now) ? y : "unknown");
  else if (!text_equal (now_class, then_class))
    explain_line ("", "%-12s cannot be compared: %s as %s, now %s", name, then_word,
                  then_class ? then_class : "unknown", now_class ? now_class : "unknown");
  else
    explain_line ("", "%-12s differs: %s %.12s, now %.12s", name, then_word, x, y);
}

void
explain_compared (const struct copy *c, const struct ledger_state *state, const struct compared *m,
                  const char *then_word)
{
  if (m->cause)
    explain_line ("", "cannot be compared: %s", m->cause);
  if (!m->seen || m->seen->scheme != c->unit->scheme)
    return;
  for (int a = 0; a < ASPECT_COUNT; a++)
    if (digest_known (&c->facts->aspects[a]) || digest_known (&m->seen->aspects[a]))
      explain_aspect (c, state, m->seen, (enum aspect) a, then_word);
  if (m->view < ASPECT_COUNT)
    explain_line ("", "its %s decided about the body: %s", aspect_name (m->view),
                  m->body_moved ? "changed" : "not changed");
  explain_moves (c, m);
}

/* One state against the function as C has it.  */
static void
explain_state (const struct program *p, const struct copy *c, const struct ledger_file *file,
               const struct ledger_state *state)
{
  struct compared m;
  const char *standing = ledger_state_revoked (file, state->id)  ? "withdrawn"
                         : ledger_audit_of (file, state->id)     ? "audited"
                         : ledger_exemption_of (file, state->id) ? "exempted"
                                                                 : "without entry";

  /* Without the cut: what a dependency's own audit takes away is told with the judgement.  */
  verdict_compare (policy_domain (p->policy, c->facts->domain), c->unit, c->facts, state, NULL, &m);
  explain_line ("against", "state %.12s, %s%s%s", state->id, standing, state->blob ? ", text " : "",
                state->blob ? state->blob : "");
  explain_compared (c, state, &m, "audited");
  /* What the judgement did not count is told at the end, with the cut.  */
  for (size_t i = 0; i < m.uncounted_count && state != c->judgement.state; i++)
    explain_line ("", "%s", m.uncounted[i]);
  /* Of the others it would show what somebody has looked at already.  A function that is back in an older state differs from
     the newest.  */
  const struct ledger_entry *newer = c->judgement.newer;
  if (newer ? strcmp (state->id, newer->state) == 0 : state == c->judgement.state) {
    explain_form (p, c, state, &m);
    explain_text (p, c, state, &m);
  }
  compared_release (&m);
}

static void
explain_ledger (const struct program *p, const struct copy *c)
{
  const struct judgement *j = &c->judgement;
  struct ledger_file **files;
  size_t count, about = 0;
  struct strbuf err;

  strbuf_init (&err);
  if (!ledger_lookup (p->ledger, c->facts->name, &files, &count, &err))
    count = 0;
  strbuf_release (&err);
  for (size_t i = 0; i < count; i++) {
    const struct ledger_file *file = files[i];
    bool other_domain = strcmp (file->domain, c->facts->domain) != 0;
    bool moved = other_domain && text_equal (file->file, c->facts->file);
    explain_line ("ledger", "%s: '%s' of %s in '%s'%s", file->path ? program_shown_path (file->path) : "?",
                  file->function, file->file ? file->file : "?", file->domain,
                  file == j->file           ? ""
                  : moved                   ? ", which it was marked in then"
                  : j->file || other_domain ? ": not about this function"
                                            : "");
    explain_entries (file);
    about++;
    for (size_t s = 0; s < file->states_count && (!other_domain || moved); s++)
      explain_state (p, c, file, &file->states[s]);
  }
  if (!about)
    explain_line ("ledger", "does not speak of it");
  for (size_t i = 0; i < j->compared.uncounted_count; i++)
    explain_line (i ? "" : "not counted", "%s", j->compared.uncounted[i]);
}

/* Appends TYPE, a dependency's, as people read it: without the sizes, "long int:64s".  */
static void
add_readable_type (const char *type, struct strbuf *out)
{
  for (const char *at = type; *at; at++)
    if (*at == ':' && at[1] >= '0' && at[1] <= '9') {
      while (at[1] >= '0' && at[1] <= '9')
        at++;
      while (at[1] == 's' || at[1] == 'u')
        at++;
    } else if (*at == ')')
      strbuf_add_text (out, at[1] ? ") " : ")");
    else if (*at == ',')
      strbuf_add_text (out, at[1] == ')' ? "" : ", ");
    else
      strbuf_add_char (out, *at);
}

/* As many functions that a pointer may lead to are shown.  */
#define CANDIDATES_SHOWN 12

/* Appends to OUT where a call through a pointer to a function of TYPE may go: the functions of that type whose address some
   unit of P takes.  Other units, those that were not given, may take more.  */
static void
add_candidates (const struct program *p, const char *type, struct strbuf *out)
{
  const char **names = NULL;
  size_t count = 0;
  for (size_t i = 0; i < p->inputs.units_count; i++) {
    const struct unit_facts *u = p->inputs.units[i];
    for (size_t k = 0; k < u->pointed_count; k++) {
      bool known = strcmp (u->pointed[k].type, type) != 0;
      for (size_t n = 0; n < count && !known; n++)
        known = strcmp (names[n], u->pointed[k].name) == 0;
      if (known)
        continue;
      names = memory_grow (names, count + 1, sizeof *names);
      names[count++] = u->pointed[k].name;
    }
  }
  strbuf_add_text (out, ": a call that cannot be followed; ");
  if (!count)
    strbuf_add_text (out, "no function of that type has its address taken in what was given");
  else
    strbuf_addf (out, "it may go to %s", count > 1 ? "one of " : "");
  for (size_t n = 0; n < count && n < CANDIDATES_SHOWN; n++)
    strbuf_addf (out, "%s%s()", n ? ", " : "", names[n]);
  if (count > CANDIDATES_SHOWN)
    strbuf_addf (out, " and %zu more", count - CANDIDATES_SHOWN);
  free (names);
}

/* Appends where D, an object of another unit, is defined, as far as that was read, and what it leads to.  */
static void
add_definitions (const struct function_facts *f, const struct dependency *d, struct strbuf *out)
{
  bool any = false;
  for (size_t i = 0; i < f->definitions_count; i++) {
    const struct definition *one = &f->definitions[i];
    if (one->root != d)
      continue;
    const struct object_facts *o = one->object;
    strbuf_add_text (out, one->direct ? any ? " and " : ", defined at " : any ? "; leads to " : ", leads to ");
    if (!one->direct)
      strbuf_addf (out, "%s at ", one->name);
    strbuf_addf (out, "%s:%u", o->file ? o->file : one->unit->source, o->line);
    any = true;
  }
}

static void
explain_rests_on (const struct program *p, const struct function_facts *f)
{
  struct strbuf label;
  strbuf_init (&label);
  for (size_t i = 0; i < f->depends_count; i++) {
    strbuf_clear (&label);
    dependency_label (&f->depends[i], &label);
    if (f->depends[i].kind == DEPENDENCY_POINTER) {
      strbuf_clear (&label);
      strbuf_add_text (&label, "pointer ");
      add_readable_type (f->depends[i].name, &label);
      add_candidates (p, f->depends[i].name, &label);
    }
    add_definitions (f, &f->depends[i], &label);
    explain_line (i ? "" : "rests on", "%s%s%s%s", strbuf_text (&label), f->depends[i].via ? ", through " : "",
                  f->depends[i].via ? f->depends[i].via : "", f->depends[i].via ? "()" : "");
  }
  if (!f->depends_count)
    explain_line ("rests on", "nothing");
  strbuf_release (&label);
}

/* As many references through other functions are shown.  */
#define INDIRECT_SHOWN 20

static void
explain_reference (const struct evidence_reference *r, const struct policy_domain *d)
{
  const char *uncounted = evidence_uncounted (r, d);
  struct strbuf way = STRBUF_INIT;
  if (r->way) {
    strbuf_add_text (&way, "indirectly, ");
    evidence_describe_way (r, &way);
    strbuf_addf (&way, ", of %s(): ", r->way[0]);
  }
  explain_line ("", "%s:%u: %s%s%s: %s%s: %s", r->file, r->line, evidence_test_shown (r), r->program ? " in " : "",
                r->program ? r->program : "", strbuf_text (&way), grade_name (r->grade), r->reason);
  if (r->remark)
    explain_line ("", "  %s", r->remark);
  if (uncounted)
    explain_line ("", "  it does not count: %s", uncounted);
  strbuf_release (&way);
}

static void
explain_evidence (const struct evidence *e, const struct policy_domain *d)
{
  size_t indirect = 0;
  if (e->count == 0)
    explain_line ("tests", "none calls it");
  else if (e->counted == 0)
    explain_line ("tests", "none that counts");
  else
    explain_line ("tests", "%zu, the best of grade '%s'; %s: %s", e->counted, grade_name (e->best),
                  e->stub_proof ? "stub-proof" : "not stub-proof", e->why);
  if (e->expectations && e->branches)
    explain_line ("", "they expect %zu distinct value%s other than 0; the function has %u branch%s", e->expectations,
                  e->expectations == 1 ? "" : "s", e->branches, e->branches == 1 ? "" : "es");
  for (size_t i = 0; i < e->count; i++) {
    indirect += e->list[i].way != NULL;
    if (indirect <= INDIRECT_SHOWN)
      explain_reference (&e->list[i], d);
  }
  if (indirect > INDIRECT_SHOWN)
    explain_line ("", "... and %zu more through other functions", indirect - INDIRECT_SHOWN);
}

/* By the file that an earlier check wrote.  */
static void
explain_evidence_of_file (const struct program *p, const struct copy *c, const struct policy_domain *d)
{
  struct strbuf err = STRBUF_INIT;
  bool missing = false;
  char *path = evidence_path (p->policy);
  struct evidence_file *file = path ? evidence_read (path, &missing, &err) : NULL;
  struct evidence *e = file ? evidence_find (file, c->facts) : NULL;
  if (e) {
    evidence_weigh (e, d);
    explain_evidence (e, d);
    explain_line ("", "by %s%s, since no test is among what was read", p->policy->evidence,
                  evidence_is_stale (e, c->unit, c->facts) ? ", which is stale: the function changed since" : "");
  } else if (evidence_is_asked (d))
    explain_line ("tests", "none among what was read%s%s", err.length ? "; " : "", strbuf_text (&err));
  evidence_file_free (file);
  strbuf_release (&err);
  free (path);
}

static void
explain_tests (struct program *p, const struct subject *s)
{
  const struct copy *c = &p->copies[s->worst];
  const struct policy_domain *d = policy_domain (p->policy, c->facts->domain);
  struct evidence e;
  if (!program_has_tests (p)) {
    explain_evidence_of_file (p, c, d);
    return;
  }
  program_evidence (p, s, &e);
  explain_evidence (&e, d);
  evidence_release (&e);
}

/* The finding N, after COUNT others.  */
static void
explain_finding (const struct finding *n, size_t count)
{
  explain_line (count ? "" : "findings", "%s: %s [loadbearing: %s]",
                n->exempted ? "exempt" : severity_name (n->severity), n->message, rule_name (n->rule));
  for (size_t i = 0; i < n->notes_count; i++)
    explain_line ("", "  %s", n->notes[i]);
  if (n->command)
    explain_line ("", "  to settle it: %s", n->command);
}

/* The findings that stand at a copy of S, and those that stand where something changed that S reaches.  */
static void
explain_findings (struct program *p, const struct subject *s)
{
  struct findings below;
  size_t count = 0;

  for (size_t i = 0; i < p->findings.count; i++) {
    const struct finding *n = &p->findings.list[i];
    bool mine = false;
    for (size_t k = s->first; k < s->first + s->count && !mine; k++)
      mine = n->facts == p->copies[k].facts;
    if (mine)
      explain_finding (n, count++);
  }
  findings_init (&below);
  program_rule_reach_of (p, s, &below);
  for (size_t i = 0; i < below.count; i++)
    explain_finding (&below.list[i], count++);
  findings_release (&below);
  if (!count)
    explain_line ("findings", "none");
}

static void
explain_subject (struct program *p, const struct subject *s)
{
  const struct copy *c = &p->copies[s->worst];
  const struct function_facts *f = c->facts;

  explain_line ("function", "%s%s%s%s", function_shown (f), f->shown ? " (" : "", f->shown ? f->name : "",
                f->shown ? ")" : "");
  explain_line ("defined at", "%s:%u:%u%s%s", f->file ? f->file : "?", f->line, f->column,
                f->flags & FUNCTION_STATIC ? ", static" : "",
                f->flags & FUNCTION_COMDAT ? ", a copy in each unit that uses it" : "");
  explain_places (p, s);
  explain_choice (p, s);
  explain_domain (p, f);
  if (f->unknown)
    explain_line ("not known", "%s", f->unknown);
  explain_rests_on (p, f);
  explain_ledger (p, c);
  explain_reach (p, c);
  explain_tests (p, s);
  explain_line ("verdict", "%s", standing_name (s->standing));
  if (c->judgement.entry)
    explain_line ("", "by the entry of %.10s, state %.12s", c->judgement.entry->date, c->judgement.entry->state);
  explain_findings (p, s);
}

static int
explain_function (const char *selector, const struct words *paths)
{
  struct program program;
  int status = EXIT_TROUBLE;

  if (program_open (&program, paths, PROGRAM_PENDING | PROGRAM_SYMBOLS) && program_judge (&program)) {
    struct findings more;
    size_t index;
    findings_init (&more);
    program_rule_time (&program, &more);
    program_rule_conflicts (&program, &more);
    program_rule_tracks (&program, &more);
    program_rule_evidence (&program, &more);
    program_add_findings (&program, &more);
    program_rule_renamed (&program);
    if (program_select_one (&program, "explain", selector, &index)) {
      explain_subject (&program, &program.subjects[index]);
      status = EXIT_CLEAN;
      if (old_build && !explain_old (&program.copies[program.subjects[index].worst], old_build))
        status = EXIT_TROUBLE;
    }
    if (program_problems (&program))
      status = EXIT_TROUBLE;
  }
  program_release (&program);
  return status;
}

int
cmd_explain (int argc, char **argv)
{
  struct words operands;
  int status = options_parse (&explain_spec, argc, argv, &operands);
  if (status < 0 && rule_wanted)
    status = explain_rule (rule_wanted);
  else if (status < 0 && operands.count == 0) {
    message_error ("explain: which function? usage: loadbearing explain %s", explain_spec.operands);
    status = EXIT_TROUBLE;
  } else if (status < 0) {
    struct words paths = { operands.list + 1, operands.count - 1 };
    status = explain_function (operands.list[0], &paths);
  }
  words_release (&operands);
  return status;
}
