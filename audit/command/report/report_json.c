/* The report as JSON: docs/report-json.md says what each member means, and which of them
   stay.  Written straight away, without a tree in memory, in an order that does not change
   from run to run.  */
#include "report.h"

#include <string.h>

#include "json_print.h"
#include "json/json_read.h"
#include "program/program_evidence.h"

static const char *
entry_kind_name (enum entry_kind kind)
{
  return kind == ENTRY_AUDIT ? "audit" : kind == ENTRY_EXEMPT ? "exempt" : "revoke";
}

static void
put_entry (const struct ledger_entry *e, bool *first, FILE *out)
{
  bool inner = true;
  fprintf (out, "%s\"entry\": {", *first ? "" : ", ");
  json_put_member ("kind", entry_kind_name (e->kind), &inner, out);
  json_put_member ("by", e->by, &inner, out);
  json_put_member ("date", e->date, &inner, out);
  json_put_member ("until", e->until, &inner, out);
  json_put_member ("reason", e->reason, &inner, out);
  json_put_member ("notes", e->notes, &inner, out);
  json_put_member ("state", e->state, &inner, out);
  fputc ('}', out);
  *first = false;
}

static void
put_reference (const struct evidence_reference *r, const struct policy_domain *d, FILE *out)
{
  bool first = true;
  fputc ('{', out);
  json_put_member ("test", r->test, &first, out);
  json_put_member ("shown", r->shown, &first, out);
  json_put_member ("file", r->file, &first, out);
  json_put_number ("line", r->line, &first, out);
  json_put_member ("found", r->program, &first, out);
  json_put_member ("grade", grade_name (r->grade), &first, out);
  json_put_member ("reason", r->reason, &first, out);
  if (r->way)
    json_put_list ("through", r->way, text_list_count (r->way), &first, out);
  json_put_member ("uncounted", evidence_uncounted (r, d), &first, out);
  json_put_member ("remark", r->remark, &first, out);
  fputc ('}', out);
}

/* What the tests that were given would notice of S.  */
static void
put_tests (struct program *p, const struct subject *s, FILE *out)
{
  const struct policy_domain *d = policy_domain (p->policy, p->copies[s->worst].facts->domain);
  struct evidence e;
  bool first = true;
  program_evidence (p, s, &e);
  fputs (", \"tests\": {", out);
  json_put_member ("grade", grade_name (e.best), &first, out);
  json_put_number ("counted", e.counted, &first, out);
  json_put_number ("sufficient", e.sufficient, &first, out);
  fprintf (out, ", \"stub_proof\": %s", e.stub_proof ? "true" : "false");
  json_put_member ("why", e.why, &first, out);
  fputs (", \"references\": [", out);
  for (size_t i = 0; i < e.count; i++) {
    fputs (i ? ", " : "", out);
    put_reference (&e.list[i], d, out);
  }
  fputs ("]}", out);
  evidence_release (&e);
}

static void
put_function (struct program *p, const struct subject *s, FILE *out)
{
  const struct copy *c = &p->copies[s->worst];
  const struct judgement *j = &c->judgement;
  bool first = true;

  fputs ("    {", out);
  json_put_member ("function", c->facts->name, &first, out);
  json_put_member ("shown", c->facts->shown, &first, out);
  json_put_member ("file", c->facts->file, &first, out);
  json_put_number ("line", c->facts->line, &first, out);
  json_put_number ("column", c->facts->column, &first, out);
  json_put_member ("domain", c->facts->domain, &first, out);
  json_put_member ("reason", c->facts->reason, &first, out);
  json_put_member ("standing", standing_name (s->standing), &first, out);
  if (c->expired)
    json_put_member ("expired", "exemption", &first, out);
  if (j->entry)
    put_entry (j->entry, &first, out);
  if (j->compared.cause)
    json_put_member ("cause", j->compared.cause, &first, out);
  if (j->compared.result == COMPARE_CHANGED) {
    const char *aspects[3];
    size_t count = 0;
    if (j->compared.interface_moved)
      aspects[count++] = "interface";
    if (j->compared.body_moved)
      aspects[count++] = j->compared.view < ASPECT_COUNT ? aspect_name (j->compared.view) : "source";
    if (j->compared.dependencies_moved)
      aspects[count++] = "dependencies";
    json_put_list ("moved", (char *const *) aspects, count, &first, out);
    json_put_list ("dependencies_moved", j->compared.moved, j->compared.moved_count, &first, out);
  }
  fprintf (out, ", \"copies\": [");
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *k = &p->copies[i];
    bool inner = true;
    fputs (i > s->first ? ", {" : "{", out);
    json_put_member ("unit", k->unit->source, &inner, out);
    json_put_member ("variant", k->unit->variant, &inner, out);
    json_put_member ("compiler", k->unit->compiler, &inner, out);
    json_put_member ("found", k->artefact ? program_shown_path (k->artefact->path) : NULL, &inner, out);
    json_put_member ("member", k->member, &inner, out);
    json_put_member ("standing", standing_name (k->judgement.standing), &inner, out);
    fputc ('}', out);
  }
  fputc (']', out);
  if (program_has_tests (p))
    put_tests (p, s, out);
  fputc ('}', out);
}

static void
put_finding (const struct finding *f, FILE *out)
{
  bool first = true;
  fputs ("    {", out);
  json_put_member ("rule", rule_name (f->rule), &first, out);
  json_put_member ("severity", severity_name (f->severity), &first, out);
  json_put_member ("function", f->function, &first, out);
  json_put_member ("shown", f->shown, &first, out);
  json_put_member ("domain", f->domain, &first, out);
  json_put_member ("file", f->file, &first, out);
  if (f->line)
    json_put_number ("line", f->line, &first, out);
  if (f->column)
    json_put_number ("column", f->column, &first, out);
  json_put_member ("message", f->message, &first, out);
  json_put_list ("notes", f->notes, f->notes_count, &first, out);
  json_put_member ("cause", f->cause, &first, out);
  json_put_member ("command", f->command, &first, out);
  fprintf (out, ", \"exempted\": %s}", f->exempted ? "true" : "false");
}

void
report_json (struct program *p, FILE *out)
{
  struct program_counts c = program_count (p);
  bool first = true;

  fprintf (out, "{\n  \"format\": 1,\n  \"tool\": \"loadbearing %s\",\n  \"summary\": {", LOADBEARING_VERSION);
  json_put_number ("functions", c.functions, &first, out);
  json_put_number ("audited", c.audited, &first, out);
  json_put_number ("exempt", c.exempt, &first, out);
  json_put_number ("changed", c.changed, &first, out);
  json_put_number ("unaudited", c.unaudited, &first, out);
  json_put_number ("reverted", c.reverted, &first, out);
  json_put_number ("incomparable", c.incomparable, &first, out);
  json_put_number ("findings", c.findings, &first, out);
  json_put_number ("errors", c.errors, &first, out);
  json_put_number ("warnings", c.warnings, &first, out);
  json_put_number ("notes", c.notes, &first, out);
  json_put_number ("units", p->inputs.units_count, &first, out);
  fputs ("},\n  \"functions\": [", out);
  for (size_t i = 0; i < p->subjects_count; i++) {
    fputs (i ? ",\n" : "\n", out);
    put_function (p, &p->subjects[i], out);
  }
  fputs (p->subjects_count ? "\n  ],\n  \"findings\": [" : "],\n  \"findings\": [", out);
  for (size_t i = 0; i < p->findings.count; i++) {
    fputs (i ? ",\n" : "\n", out);
    put_finding (&p->findings.list[i], out);
  }
  fputs (p->findings.count ? "\n  ]\n}\n" : "]\n}\n", out);
}
