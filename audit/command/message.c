/* Messages: everything that is no result goes to standard error, with the program's name.  */
#include "command.h"
#include "report/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
message (const char *format, va_list args)
{
  struct strbuf text, plain;
  strbuf_init (&text);
  strbuf_init (&plain);
  strbuf_vaddf (&text, format, args);
  report_plain (strbuf_text (&text), &plain);
  fflush (stdout);
  fprintf (stderr, "loadbearing: %s\n", strbuf_text (&plain));
  strbuf_release (&text);
  strbuf_release (&plain);
}

void
message_error (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  message (format, args);
  va_end (args);
}

void
message_note (const char *format, ...)
{
  va_list args;
  if (settings.quiet)
    return;
  va_start (args, format);
  message (format, args);
  va_end (args);
}

void
message_lines (const char *text)
{
  while (*text) {
    size_t length = strcspn (text, "\n");
    if (length)
      message_error ("%.*s", (int) length, text);
    text += length;
    text += *text == '\n';
  }
}
