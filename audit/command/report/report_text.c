/* Findings as a compiler prints them.  */
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
report_wants_color (FILE *out)
{
  const char *terminal = getenv ("TERM"), *no = getenv ("NO_COLOR");
  if (strcmp (settings.color, "always") == 0)
    return true;
  if (strcmp (settings.color, "never") == 0 || (no && *no))
    return false;
  return isatty (fileno (out)) && terminal && strcmp (terminal, "dumb") != 0;
}

void
report_plain (const char *text, struct strbuf *out)
{
  for (; *text; text++) {
    unsigned char c = (unsigned char) *text;
    if (c == QUOTE_OPEN[0] || c == QUOTE_CLOSE[0])
      strbuf_add_char (out, '\'');
    else if (c < 0x20 || c == 0x7f)
      strbuf_addf (out, "\\x%02x", c);
    else
      strbuf_add_char (out, (char) c);
  }
}

void
report_print_plain (const char *text, FILE *out)
{
  struct strbuf b;
  strbuf_init (&b);
  report_plain (text, &b);
  fputs (strbuf_text (&b), out);
  strbuf_release (&b);
}

void
report_line (int indent, int width, const char *label, const char *format, va_list args)
{
  struct strbuf text = STRBUF_INIT;
  strbuf_vaddf (&text, format, args);
  fprintf (stdout, "%*s%-*s ", indent, "", width, label);
  report_print_plain (strbuf_text (&text), stdout);
  fputc ('\n', stdout);
  strbuf_release (&text);
}

/* "src/price.c:12:6: ", in bold where there is colour.  */
static void
print_place (const struct finding *f, bool color, FILE *out)
{
  if (color)
    fputs ("\33[1m", out);
  report_print_plain (f->file ? f->file : "loadbearing", out);
  if (f->file && f->line)
    fprintf (out, ":%u", f->line);
  if (f->file && f->line && f->column)
    fprintf (out, ":%u", f->column);
  fputs (color ? ":\33[m " : ": ", out);
}

static void
print_severity (const char *name, enum severity severity, bool color, FILE *out)
{
  static const char *const codes[] = { "", "\33[1;36m", "\33[1;35m", "\33[1;31m" };
  if (color)
    fprintf (out, "%s%s:\33[m ", codes[severity], name);
  else
    fprintf (out, "%s: ", name);
}

static void
print_finding (const struct finding *f, bool color, FILE *out)
{
  print_place (f, color, out);
  print_severity (f->exempted ? "exempt" : severity_name (f->severity), f->severity, color, out);
  report_print_plain (f->message, out);
  fprintf (out, " [loadbearing: %s]\n", rule_name (f->rule));
  for (size_t i = 0; i < f->notes_count; i++) {
    print_place (f, color, out);
    print_severity ("note", SEVERITY_NOTE, color, out);
    report_print_plain (f->notes[i], out);
    fputc ('\n', out);
  }
  if (f->command) {
    print_place (f, color, out);
    print_severity ("note", SEVERITY_NOTE, color, out);
    fputs (strncmp (f->command, "loadbearing explain --rule", 26) == 0 ? "more: " : "to settle it: ", out);
    report_print_plain (f->command, out);
    fputc ('\n', out);
  }
}

/* One line for each function.  */
static void
print_functions (const struct program *p, FILE *out)
{
  for (size_t i = 0; i < p->subjects_count; i++) {
    const struct copy *c = &p->copies[p->subjects[i].worst];
    const struct ledger_entry *e = c->judgement.entry;
    fprintf (out, "%-12s ", c->expired ? "expired" : standing_name (p->subjects[i].standing));
    report_print_plain (function_shown (c->facts), out);
    fputs ("  ", out);
    report_print_plain (c->facts->file ? c->facts->file : "?", out);
    fprintf (out, ":%u  %s", c->facts->line, c->facts->domain);
    if (e) {
      struct strbuf person;
      strbuf_init (&person);
      verdict_person (e->by, &person);
      fprintf (out, "  %s ", e->kind == ENTRY_EXEMPT ? "exempted by" : "audited by");
      report_print_plain (strbuf_text (&person), out);
      fprintf (out, " on %.10s", e->date);
      if (e->kind == ENTRY_EXEMPT && e->until)
        fprintf (out, " until %s", e->until);
      strbuf_release (&person);
    }
    fputc ('\n', out);
  }
  if (p->subjects_count)
    fputc ('\n', out);
}

static void
add_count (struct strbuf *out, size_t count, const char *what, bool *first)
{
  if (count == 0)
    return;
  strbuf_addf (out, "%s%zu %s", *first ? ": " : ", ", count, what);
  *first = false;
}

/* "12 load-bearing functions: 9 audited, 2 exempt, 1 changed; 3 findings (1 error)".  */
static void
write_summary (const struct program *p, struct strbuf *out)
{
  struct program_counts c = program_count (p);
  bool first = true;

  strbuf_addf (out, "%zu load-bearing function%s", c.functions, c.functions == 1 ? "" : "s");
  add_count (out, c.audited, "audited", &first);
  add_count (out, c.exempt, "exempt", &first);
  add_count (out, c.changed, "changed", &first);
  add_count (out, c.unaudited, "unaudited", &first);
  add_count (out, c.reverted, "reverted", &first);
  add_count (out, c.incomparable, "incomparable", &first);
  strbuf_addf (out, "; %zu finding%s", c.findings, c.findings == 1 ? "" : "s");
  if (c.findings) {
    const char *between = " (";
    if (c.errors) {
      strbuf_addf (out, "%s%zu error%s", between, c.errors, c.errors == 1 ? "" : "s");
      between = ", ";
    }
    if (c.warnings) {
      strbuf_addf (out, "%s%zu warning%s", between, c.warnings, c.warnings == 1 ? "" : "s");
      between = ", ";
    }
    if (c.notes)
      strbuf_addf (out, "%s%zu note%s", between, c.notes, c.notes == 1 ? "" : "s");
    strbuf_add_char (out, ')');
  }
  /* Whoever looks at results only must not take what is missing for what is fine.  */
  if (p->unjudged || p->inputs.problems_count)
    strbuf_add_text (out, p->unjudged ? "; not everything could be judged" : "; not everything could be read");
}

void
report_text (const struct program *p, const struct report_text_options *options, FILE *out)
{
  struct strbuf summary;
  if (options->functions)
    print_functions (p, out);
  for (size_t i = 0; i < p->findings.count; i++) {
    const struct finding *f = &p->findings.list[i];
    if (f->exempted && !options->exempted)
      continue;
    if (settings.quiet && f->severity == SEVERITY_NOTE)
      continue;
    print_finding (f, options->color, out);
  }
  strbuf_init (&summary);
  write_summary (p, &summary);
  fprintf (out, "%s\n", strbuf_text (&summary));
  strbuf_release (&summary);
}
