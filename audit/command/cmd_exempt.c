/* loadbearing exempt: excuse functions as they are, until a date, for a reason.  */
#include "command.h"
#include "entries.h"
#include "person.h"

#include <stdio.h>
#include <stdlib.h>

static const char *until, *reason;
static struct words from;

static const struct option_spec exempt_options[] = {
  { "until", 0, OPTION_TEXT, "DATE", "when the excuse ends", &until },
  { "reason", 0, OPTION_TEXT, "TEXT", "why it is excused; reviewers read it", &reason },
  { "from", 0, OPTION_LIST, "PATH", "where it was built; what the last check read if not given", &from },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec exempt_spec = {
  "exempt", "FUNCTION... --until DATE --reason TEXT", "excuse a function until a date, with a reason",
  "Writes into the ledger that a function, in the state in which it is now, need not be audited until DATE. An exempted "
  "function stays load-bearing: any change to it is found, and it stays counted.\n"
  "FUNCTION is NAME or FILE:NAME.",
  exempt_options
};

static int
exempt (const struct words *functions)
{
  struct entry_writing w;
  int status = EXIT_TROUBLE;

  if (entry_writing_open (&w, "exempt", &from, PROGRAM_PENDING)
      && exemption_date_allowed (w.program.policy, until, &w.err)
      && (w.person = person_current (w.program.policy, &w.err)) != NULL) {
    status = program_problems (&w.program) ? EXIT_TROUBLE : EXIT_CLEAN;
    for (size_t i = 0; i < functions->count; i++) {
      size_t index, written = 0;
      if (!program_select_one (&w.program, "exempt", functions->list[i], &index)
          || !exempt_subject (&w.program, &w.program.subjects[index], w.person, until, reason, &written, &w.err)) {
        status = EXIT_TROUBLE;
        continue;
      }
      if (written)
        printf ("exempted %s until %s\n", functions->list[i], until);
      else
        printf ("%s needs no exemption: it is audited, or excused until then already\n", functions->list[i]);
    }
  }
  entry_writing_close (&w);
  return status;
}

int
cmd_exempt (int argc, char **argv)
{
  struct words functions;
  int status = options_parse (&exempt_spec, argc, argv, &functions);
  if (status < 0) {
    status = EXIT_TROUBLE;
    if (functions.count == 0)
      message_error ("exempt: which function? usage: loadbearing exempt %s", exempt_spec.operands);
    else if (!until || !reason || !*reason)
      message_error ("exempt: %s is needed: an exemption has an end and a reason",
                     !until ? "--until DATE" : "--reason TEXT");
    else
      status = exempt (&functions);
  }
  words_release (&functions);
  words_release (&from);
  return status;
}
