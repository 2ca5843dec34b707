/* loadbearing check: the gate.  Findings and a summary; status 1 where the policy says error.  */
#include "command.h"
#include "pending.h"
#include "report.h"

static const struct command_spec check_spec = {
  "check", "[PATH...]", "the gate: findings and a summary; what CI runs",
  "Reads objects, archives, libraries and programs, and folders of them, and judges every load-bearing function "
  "in them by the policy and the ledger. Without PATH it reads the policy's products, or the current folder if the policy "
  "names none; only where all products were read can it say that an audit or a rule is stale.\n"
  "Findings go to standard output, each with the command that settles it. With -v, exempted findings are shown, too; with "
  "-q, notes are left out. What was read is remembered in loadbearing/pending.json, so that certify needs no PATH.",
  NULL
};

/* What the policy demands in vain, in one line.  */
static void
note_unheeded (const struct policy *policy)
{
  struct strbuf keys = STRBUF_INIT;
  policy_unheeded (policy, &keys);
  if (keys.length)
    message_note ("check: nothing acts yet on this in the policy: %s; loadbearing-policy(5) says more",
                  strbuf_text (&keys));
  strbuf_release (&keys);
}

static int
check (const struct words *paths)
{
  struct program program;
  struct report_text_options options = { report_wants_color (stdout), false, settings.verbose > 0 };
  struct strbuf err;
  int status = EXIT_TROUBLE;

  if (program_open (&program, paths, PROGRAM_SYMBOLS)) {
    program_judge (&program);
    program_rules (&program);
    report_text (&program, &options, stdout);
    note_unheeded (program.policy);
    status = program_count (&program).errors ? EXIT_FINDINGS : EXIT_CLEAN;
    if (program_problems (&program) || program.unjudged)
      status = EXIT_TROUBLE;
    strbuf_init (&err);
    /* Only a convenience: a repository that cannot be written can still be checked.  */
    if (!pending_write (program.policy, program.paths, program.paths_count, &err) && settings.verbose)
      message_lines (strbuf_text (&err));
    strbuf_release (&err);
  }
  program_release (&program);
  return status;
}

int
cmd_check (int argc, char **argv)
{
  struct words paths;
  int status = options_parse (&check_spec, argc, argv, &paths);
  if (status < 0)
    status = check (&paths);
  words_release (&paths);
  return status;
}
