/* loadbearing diff: what changed between two builds, function by function, classified.

   It needs neither policy nor ledger: it compares what two builds recorded.  */
#include "command.h"
#include "report/diff.h"
#include "report/report.h"

#include <string.h>

static const char *format = "text";

static const struct option_spec diff_options[] = { { "format", 0, OPTION_TEXT, "F", "text or json; text if not given",
                                                     &format },
                                                   { NULL, 0, OPTION_FLAG, NULL, NULL, NULL } };

static const struct command_spec diff_spec = {
  "diff", "OLD NEW", "what changed between two builds, classified",
  "OLD and NEW are an object, an archive, a library, a program, a folder, or records that were kept. Their functions are "
  "matched by identity (the linkage name; for static functions the file, too; within one variant), and each is unchanged, "
  "moved, reformatted, refactored, dependency-changed, interface-changed, behaviour-changed, changed (where the records do not tell "
  "which), incomparable, added or removed. Then come totals and the share of refactoring in all changes.\n"
  "With -v, functions that are unchanged, moved within their file, or reformatted and not load-bearing are listed, too. The exit status does not depend on "
  "what changed. docs/diff-json.md describes the JSON.",
  diff_options
};

static bool
build_read (struct diff_build *build, const char *path)
{
  inputs_init (&build->inputs, INPUTS_SYMBOLS);
  inputs_add (&build->inputs, path);
  for (size_t i = 0; i < build->inputs.problems_count; i++)
    message_error ("%s: %s", build->inputs.problems[i].path, build->inputs.problems[i].message);
  if (settings.verbose)
    for (size_t i = 0; i < build->inputs.remarks_count; i++)
      message_note ("%s: %s", build->inputs.remarks[i].path, build->inputs.remarks[i].message);
  /* What has no record would look like functions that were removed, or are new.  */
  if (build->inputs.units_count == 0 && build->inputs.problems_count == 0)
    message_error ("diff: %s holds no record; build it with the plugin, or name where it was built", path);
  if (build->inputs.units_count == 0)
    return false;
  diff_build_list (build, path);
  return true;
}

static int
diff (const char *before, const char *after)
{
  struct diff d;
  int status = EXIT_TROUBLE;

  memset (&d, 0, sizeof d);
  bool readable = build_read (&d.before, before);
  readable = build_read (&d.after, after) && readable;
  if (readable) {
    diff_match (&d);
    if (strcmp (format, "json") == 0)
      diff_json (&d, stdout);
    else
      diff_text (&d, settings.verbose > 0, report_wants_color (stdout), stdout);
    if (d.before.inputs.problems_count == 0 && d.after.inputs.problems_count == 0)
      status = EXIT_CLEAN;
  }
  diff_release (&d);
  return status;
}

int
cmd_diff (int argc, char **argv)
{
  struct words operands;
  int status = options_parse (&diff_spec, argc, argv, &operands);
  if (status < 0) {
    status = EXIT_TROUBLE;
    if (strcmp (format, "text") != 0 && strcmp (format, "json") != 0)
      message_error ("diff: there is no format '%s'; text and json are the formats", format);
    else if (operands.count != 2)
      message_error ("diff: which two builds? usage: loadbearing diff OLD NEW");
    else
      status = diff (operands.list[0], operands.list[1]);
  }
  words_release (&operands);
  return status;
}
