/* loadbearing: the command.  A table of commands, and nothing else.  */
#include "command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *summary;
  int (*run) (int argc, char **argv);
} commands[] = {
  { "dump", "raw records, one JSON object a line", cmd_dump },
  { "explain", "every fact and step behind a verdict; what a rule means", cmd_explain },
};

#define COMMANDS_COUNT (sizeof commands / sizeof commands[0])

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

static void
print_usage (FILE *out)
{
  fputs ("usage: loadbearing COMMAND [options] ...\n\n", out);
  for (size_t i = 0; i < COMMANDS_COUNT; i++)
    fprintf (out, "  %-9s %s\n", commands[i].name, commands[i].summary);
  fputs ("\n'loadbearing COMMAND --help' shows what a command takes.\n"
	 "exit status: 0 nothing at severity error; 1 findings at severity error; 2 wrong use or bad input\n", out);
}

/* Results that did not reach their reader are no results.  */
static int
finish (int status)
{
  if (fflush (stdout) != 0 || ferror (stdout)) {
    perror ("loadbearing: standard output");
    return EXIT_TROUBLE;
  }
  return status;
}

int
main (int argc, char **argv)
{
  if (argc < 2) {
    print_usage (stderr);
    return EXIT_TROUBLE;
  }
  if (strcmp (argv[1], "--version") == 0) {
    printf ("loadbearing %s\n", LOADBEARING_VERSION);
    return finish (EXIT_CLEAN);
  }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0) {
    print_usage (stdout);
    return finish (EXIT_CLEAN);
  }
  for (size_t i = 0; i < COMMANDS_COUNT; i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return finish (commands[i].run (argc - 1, argv + 1));
  message_error ("unknown command '%s'; 'loadbearing --help' lists them", argv[1]);
  return EXIT_TROUBLE;
}
