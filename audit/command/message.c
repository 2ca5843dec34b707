/* What commands say on stderr.  Apart from main.c, so that unit tests link it.  */
#include "command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
message (const char *format, va_list args)
{
  fflush (stdout);
  fputs ("loadbearing: ", stderr);
  vfprintf (stderr, format, args);
  fputc ('\n', stderr);
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
