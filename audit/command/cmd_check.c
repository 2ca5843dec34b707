/* loadbearing check: the gate.  Findings and a summary; status 1 where the policy says error.  */
#include "command.h"
#include "evidence.h"
#include "files.h"
#include "pending.h"
#include "program/program_evidence.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

static const char *evidence_file;

static const struct option_spec check_options[] = {
  { "evidence", 0, OPTION_TEXT, "FILE", "write what the tests would notice into this file, for the compiler to warn by",
    &evidence_file },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec check_spec = {
  "check", "[PATH...]", "the gate: findings and a summary; what CI runs",
  "Reads objects, archives, libraries and programs, and folders of them, and judges every load-bearing function "
  "in them by the policy and the ledger. Without PATH it reads the policy's products, or the current folder if the policy "
  "names none; only where all products were read can it say that an audit or a rule is stale.\n"
  "Findings go to standard output, each with the command that settles it. With -v, exempted findings are shown, too; with "
  "-q, notes are left out. What was read is remembered in loadbearing/pending.json, so that certify needs no PATH.\n"
  "Where the policy names a file of test evidence, check without PATH writes what it found of the tests into it, if it read any and "
  "that changed; the compiler then warns of what no test verifies. --evidence writes it elsewhere, also of PATHs.",
  check_options
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

static bool
holds (const char *path, const struct strbuf *text)
{
  struct strbuf there = STRBUF_INIT, err = STRBUF_INIT;
  bool same = file_read (path, &there, &err) && there.length == text->length
              && memcmp (strbuf_text (&there), strbuf_text (text), text->length) == 0;
  strbuf_release (&there);
  strbuf_release (&err);
  return same;
}

/* Writes the evidence where it is wanted.  A file that would stay as it is is not touched: units depend on it.  False after a message.  */
static bool
write_evidence (struct program *p, bool all)
{
  char *path = evidence_file ? memory_copy_text (evidence_file) : all ? evidence_path (p->policy) : NULL;
  bool ok = true;
  if (path && evidence_file && !program_has_tests (p)) {
    message_error ("check: no test was among what was read, so %s was not written", path);
    ok = false;
  } else if (!path && program_has_tests (p)) {
    struct strbuf stale = STRBUF_INIT;
    program_evidence_staleness (p, &stale);
    if (stale.length)
      message_note ("check: %s", strbuf_text (&stale));
    strbuf_release (&stale);
  } else if (path && program_has_tests (p)) {
    struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
    program_evidence_text (p, &text);
    ok = holds (path, &text) || file_write (path, strbuf_text (&text), text.length, &err);
    if (!ok)
      message_lines (strbuf_text (&err));
    strbuf_release (&text);
    strbuf_release (&err);
  }
  free (path);
  return ok;
}

static int
check (const struct words *paths)
{
  struct program program;
  struct report_text_options options = { report_wants_color (stdout), false, settings.verbose > 0 };
  struct strbuf err;
  int status = EXIT_TROUBLE;

  if (program_open (&program, paths, PROGRAM_SYMBOLS | PROGRAM_LEDGER)) {
    program_judge (&program);
    program_rules (&program);
    report_text (&program, &options, stdout);
    note_unheeded (program.policy);
    status = program_count (&program).errors ? EXIT_FINDINGS : EXIT_CLEAN;
    if (program_problems (&program) || program.unjudged)
      status = EXIT_TROUBLE;
    else if (!write_evidence (&program, paths->count == 0))
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
