/* Rendering findings and standings: one file per format.  */
#ifndef LOADBEARING_REPORT_H
#define LOADBEARING_REPORT_H

#include <stdarg.h>
#include <stdio.h>

#include "program/program.h"

struct report_text_options {
  bool color;
  bool functions; /* a line for each load-bearing function, too */
  bool exempted;  /* findings that an exemption suppresses, too */
};

/* Findings as a compiler prints them, then the summary.  */
void report_text (const struct program *p, const struct report_text_options *options, FILE *out);
/* docs/report-json.md describes it.  */
void report_json (struct program *p, FILE *out);

/* Whether to colour what goes to OUT, by --color, NO_COLOR and the terminal.  */
bool report_wants_color (FILE *out);

/* Appends TEXT with QUOTE_OPEN and QUOTE_CLOSE as ' and with control characters (names come
   from files that may be hostile) spelt out.  */
void report_plain (const char *text, struct strbuf *out);
/* The same, printed.  */
void report_print_plain (const char *text, FILE *out);
/* Prints a line of a person's view: INDENT blanks, LABEL (may be "") in WIDTH columns, and what FORMAT makes of ARGS, plain.  */
void report_line (int indent, int width, const char *label, const char *format, va_list args)
    __attribute__ ((format (printf, 4, 0)));

#endif
