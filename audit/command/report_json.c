/* The report as JSON: docs/report-json.md says what each member means, and which of them
   stay.  Written straight away, without a tree in memory, in an order that does not change
   from run to run.  */
#include "report.h"

#include <string.h>

/* The length of the UTF-8 sequence at TEXT, 0 if there is none.  */
static size_t
sequence_length (const unsigned char *text)
{
  size_t length = text[0] < 0x80                      ? 1
                  : text[0] >= 0xc2 && text[0] < 0xe0 ? 2
                  : (text[0] & 0xf0) == 0xe0          ? 3
                  : text[0] >= 0xf0 && text[0] < 0xf5 ? 4
                                                      : 0;
  for (size_t i = 1; i < length; i++)
    if ((text[i] & 0xc0) != 0x80)
      return 0;
  if ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] >= 0xa0) || (text[0] == 0xf0 && text[1] < 0x90)
      || (text[0] == 0xf4 && text[1] >= 0x90))
    return 0;
  return length;
}

static void
put_string (const char *text, FILE *out)
{
  fputc ('"', out);
  for (const unsigned char *at = (const unsigned char *) text; *at;) {
    size_t length = sequence_length (at);
    if (*at == (unsigned char) QUOTE_OPEN[0] || *at == (unsigned char) QUOTE_CLOSE[0]) {
      fputc ('\'', out);
      at++;
    } else if (*at == '"' || *at == '\\')
      fprintf (out, "\\%c", *at++);
    else if (*at < 0x20 || *at == 0x7f)
      fprintf (out, "\\u%04x", *at++);
    else if (length == 0) {
      /* Not UTF-8: the replacement character keeps the document valid.  */
      fputs ("\\ufffd", out);
      at++;
    } else {
      fwrite (at, 1, length, out);
      at += length;
    }
  }
  fputc ('"', out);
}

/* A member, if there is a value; FIRST is cleared.  */
static void
put_member (const char *key, const char *value, bool *first, FILE *out)
{
  if (!value)
    return;
  fprintf (out, "%s\"%s\": ", *first ? "" : ", ", key);
  put_string (value, out);
  *first = false;
}

static void
put_number (const char *key, size_t value, bool *first, FILE *out)
{
  fprintf (out, "%s\"%s\": %zu", *first ? "" : ", ", key, value);
  *first = false;
}

static void
put_list (const char *key, char *const *list, size_t count, bool *first, FILE *out)
{
  fprintf (out, "%s\"%s\": [", *first ? "" : ", ", key);
  for (size_t i = 0; i < count; i++) {
    fputs (i ? ", " : "", out);
    put_string (list[i], out);
  }
  fputc (']', out);
  *first = false;
}

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
  put_member ("kind", entry_kind_name (e->kind), &inner, out);
  put_member ("by", e->by, &inner, out);
  put_member ("date", e->date, &inner, out);
  put_member ("until", e->until, &inner, out);
  put_member ("reason", e->reason, &inner, out);
  put_member ("notes", e->notes, &inner, out);
  put_member ("state", e->state, &inner, out);
  fputc ('}', out);
  *first = false;
}

static void
put_function (const struct program *p, const struct subject *s, FILE *out)
{
  const struct copy *c = &p->copies[s->worst];
  const struct judgement *j = &c->judgement;
  bool first = true;

  fputs ("    {", out);
  put_member ("function", c->facts->name, &first, out);
  put_member ("shown", c->facts->shown, &first, out);
  put_member ("file", c->facts->file, &first, out);
  put_number ("line", c->facts->line, &first, out);
  put_number ("column", c->facts->column, &first, out);
  put_member ("domain", c->facts->domain, &first, out);
  put_member ("reason", c->facts->reason, &first, out);
  put_member ("standing", standing_name (s->standing), &first, out);
  if (c->expired)
    put_member ("expired", "exemption", &first, out);
  if (j->entry)
    put_entry (j->entry, &first, out);
  if (j->compared.cause)
    put_member ("cause", j->compared.cause, &first, out);
  if (j->compared.result == COMPARE_CHANGED) {
    const char *aspects[3];
    size_t count = 0;
    if (j->compared.interface_moved)
      aspects[count++] = "interface";
    if (j->compared.body_moved)
      aspects[count++] = j->compared.view < ASPECT_COUNT ? aspect_name (j->compared.view) : "source";
    if (j->compared.dependencies_moved)
      aspects[count++] = "dependencies";
    put_list ("moved", (char *const *) aspects, count, &first, out);
    put_list ("dependencies_moved", j->compared.moved, j->compared.moved_count, &first, out);
  }
  fprintf (out, ", \"copies\": [");
  for (size_t i = s->first; i < s->first + s->count; i++) {
    const struct copy *k = &p->copies[i];
    bool inner = true;
    fputs (i > s->first ? ", {" : "{", out);
    put_member ("unit", k->unit->source, &inner, out);
    put_member ("variant", k->unit->variant, &inner, out);
    put_member ("compiler", k->unit->compiler, &inner, out);
    put_member ("found", k->artefact ? program_shown_path (k->artefact->path) : NULL, &inner, out);
    put_member ("member", k->member, &inner, out);
    put_member ("standing", standing_name (k->judgement.standing), &inner, out);
    fputc ('}', out);
  }
  fputs ("]}", out);
}

static void
put_finding (const struct finding *f, FILE *out)
{
  bool first = true;
  fputs ("    {", out);
  put_member ("rule", rule_name (f->rule), &first, out);
  put_member ("severity", severity_name (f->severity), &first, out);
  put_member ("function", f->function, &first, out);
  put_member ("shown", f->shown, &first, out);
  put_member ("domain", f->domain, &first, out);
  put_member ("file", f->file, &first, out);
  if (f->line)
    put_number ("line", f->line, &first, out);
  if (f->column)
    put_number ("column", f->column, &first, out);
  put_member ("message", f->message, &first, out);
  put_list ("notes", f->notes, f->notes_count, &first, out);
  put_member ("cause", f->cause, &first, out);
  put_member ("command", f->command, &first, out);
  fprintf (out, ", \"exempted\": %s}", f->exempted ? "true" : "false");
}

void
report_json (const struct program *p, FILE *out)
{
  struct program_counts c = program_count (p);
  bool first = true;

  fprintf (out, "{\n  \"format\": 1,\n  \"tool\": \"loadbearing %s\",\n  \"summary\": {", LOADBEARING_VERSION);
  put_number ("functions", c.functions, &first, out);
  put_number ("audited", c.audited, &first, out);
  put_number ("exempt", c.exempt, &first, out);
  put_number ("changed", c.changed, &first, out);
  put_number ("unaudited", c.unaudited, &first, out);
  put_number ("reverted", c.reverted, &first, out);
  put_number ("incomparable", c.incomparable, &first, out);
  put_number ("findings", c.findings, &first, out);
  put_number ("errors", c.errors, &first, out);
  put_number ("warnings", c.warnings, &first, out);
  put_number ("notes", c.notes, &first, out);
  put_number ("units", p->inputs.units_count, &first, out);
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
