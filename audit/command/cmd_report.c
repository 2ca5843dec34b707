/* loadbearing report: what check sees, in other forms, and never a failure.  */
#include "command.h"
#include "files.h"
#include "report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *format_list = "text";
static const char *folder;

static const struct option_spec report_options[] = {
  { "format", 0, OPTION_TEXT, "F,...", "text or json, or both with -o; text if not given", &format_list },
  { "output", 'o', OPTION_TEXT, "DIR", "write report.txt, report.json into this folder", &folder },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec report_spec = {
  "report", "[PATH...]", "the same as text or JSON; never exits with 1",
  "Reads what check reads, and reports every load-bearing function with where it stands, the findings, and the "
  "summary. Its exit status does not depend on the findings, so it can run after a failed check.\n"
  "docs/report-json.md describes the JSON.",
  report_options
};

/* Writes one format into the folder, whole or not at all.  */
static bool
write_report (struct program *p, bool json)
{
  struct report_text_options options = { false, true, true };
  struct strbuf path, err;
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream (&text, &size);
  bool ok = memory != NULL;

  strbuf_init (&path);
  strbuf_init (&err);
  if (ok) {
    if (json)
      report_json (p, memory);
    else
      report_text (p, &options, memory);
    ok = fclose (memory) == 0;
  }
  strbuf_addf (&path, "%s/report.%s", folder, json ? "json" : "txt");
  if (!ok)
    strbuf_addf (&err, "%s: %s", strbuf_text (&path), strerror (errno));
  else
    ok = folder_make (folder, &err) && file_write (strbuf_text (&path), text, size, &err);
  if (!ok)
    message_lines (strbuf_text (&err));
  free (text);
  strbuf_release (&path);
  strbuf_release (&err);
  return ok;
}

/* Which formats are wanted.  False after a message.  */
static bool
choose_formats (const char *list, bool *text, bool *json)
{
  *text = *json = false;
  while (*list) {
    size_t length = strcspn (list, ",");
    if (length == 4 && strncmp (list, "text", 4) == 0)
      *text = true;
    else if (length == 4 && strncmp (list, "json", 4) == 0)
      *json = true;
    else {
      message_error ("report: there is no format '%.*s'; text and json are the formats", (int) length, list);
      return false;
    }
    list += length;
    list += *list == ',';
  }
  if (*text && *json && !folder) {
    message_error ("report: two formats need a folder: -o DIR");
    return false;
  }
  return *text || *json;
}

static int
report (const struct words *paths, bool text, bool json)
{
  struct program program;
  struct report_text_options options = { report_wants_color (stdout), true, true };
  int status = EXIT_TROUBLE;

  if (program_open (&program, paths, PROGRAM_SYMBOLS | PROGRAM_LEDGER)) {
    bool ok = true;
    program_judge (&program);
    program_rules (&program);
    if (folder)
      ok = (!text || write_report (&program, false)) && (!json || write_report (&program, true));
    else if (json)
      report_json (&program, stdout);
    else
      report_text (&program, &options, stdout);
    status = program_problems (&program) || program.unjudged || !ok ? EXIT_TROUBLE : EXIT_CLEAN;
  }
  program_release (&program);
  return status;
}

int
cmd_report (int argc, char **argv)
{
  struct words paths;
  bool text, json;
  int status = options_parse (&report_spec, argc, argv, &paths);
  if (status < 0)
    status = choose_formats (format_list, &text, &json) ? report (&paths, text, json) : EXIT_TROUBLE;
  words_release (&paths);
  return status;
}
