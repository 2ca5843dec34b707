/* loadbearing: the command.  A table of commands, and nothing else.  */
#include "command.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *summary;
  int (*run) (int argc, char **argv);
} commands[] = {
  { "init", "policy, ledger, vendored header; green on day one", cmd_init },
  { "check", "the gate: findings and a summary; what CI runs", cmd_check },
  { "report", "the same as text or JSON; never exits with 1", cmd_report },
  { "explain", "every fact and step behind a verdict; what a rule means", cmd_explain },
  { "certify", "record your audit of a function as it is now", cmd_certify },
  { "exempt", "excuse a function until a date, with a reason", cmd_exempt },
  { "revoke", "withdraw audits and exemptions of a function", cmd_revoke },
  { "refresh", "re-express audits after a change of compiler", cmd_refresh },
  { "diff", "what changed between two builds, classified", cmd_diff },
  { "dump", "raw records, one JSON object a line", cmd_dump },
  { "fmt", "the ledger's one true form; resolves conflicts", cmd_fmt },
};

#define COMMANDS_COUNT (sizeof commands / sizeof commands[0])

static void
print_usage (FILE *out)
{
  fputs ("usage: loadbearing COMMAND [options] ...\n\n", out);
  for (size_t i = 0; i < COMMANDS_COUNT; i++)
    fprintf (out, "  %-9s %s\n", commands[i].name, commands[i].summary);
  fputs ("\n'loadbearing COMMAND --help' shows what a command takes.\n"
         "exit status: 0 nothing at severity error; 1 findings at severity error; 2 wrong use or bad input\n",
         out);
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
