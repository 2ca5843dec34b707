/* loadbearing fmt: the ledger's one true form; conflicts become the union of their sides.  */
#define _GNU_SOURCE /* nftw with FTW_ACTIONRETVAL */
#include "command.h"
#include "files.h"
#include "ledger/ledger.h"
#include "policy/policy.h"
#include "program/program.h"
#include "text.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool only_check;

static const struct option_spec fmt_options[] = {
  { "check", 0, OPTION_FLAG, NULL, "write nothing; exit with 1 if a file is not in its one true form", &only_check },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec fmt_spec = {
  "fmt", "[--check]", "the ledger's one true form; resolves conflicts",
  "Brings every file of the ledger into canonical form. A file with git's conflict markers is resolved as the union of the "
  "entries of both sides: entries are only ever added, so both are right.\n"
  "Exit status: 0 everything is in form; 1 with --check, something is not; 2 a file is broken.",
  fmt_options
};

/* nftw gives its visitor no data.  */
static struct words found;

static int
visit (const char *path, const struct stat *status, int type, struct FTW *place)
{
  size_t length = strlen (path);
  (void) status;
  if (place->level > 0 && path[place->base] == '.')
    return type == FTW_D ? FTW_SKIP_SUBTREE : FTW_CONTINUE;
  if ((type == FTW_F || type == FTW_SL) && length > 5 && strcmp (path + length - 5, ".json") == 0)
    words_add (&found, memory_copy_text (path));
  return FTW_CONTINUE;
}

/* One file of the ledger in FOLDER.  CHANGED and BROKEN are counted up.  */
static void
format_file (const char *folder, const char *path, size_t *changed, size_t *broken, struct strbuf *err)
{
  bool differs;
  struct strbuf why = STRBUF_INIT;
  if (!ledger_tidy (folder, path, !only_check, &differs, &why)) {
    ++*broken;
    /* A lock that cannot be had is the same for all.  */
    if (!strstr (strbuf_text (err), strbuf_text (&why)))
      strbuf_addf (err, "%s\n", strbuf_text (&why));
  } else if (differs) {
    ++*changed;
    if (only_check)
      printf ("%s is not in its one true form\n", program_shown_path (path));
    else
      printf ("formatted %s\n", program_shown_path (path));
  }
  strbuf_release (&why);
}

/* Whether the ledger in FOLDER can be read as the gate reads it: what stands where nobody looks, and a folder that cannot be
   read, is in no form.  ALL: its files, too, of which each is in form.  */
static bool
is_readable (const char *folder, bool all, struct strbuf *err)
{
  struct ledger *ledger = ledger_open (folder, err);
  struct ledger_file **files;
  size_t count;
  bool fine = ledger && (!all || ledger_all (ledger, &files, &count, err));
  if (ledger)
    ledger_close (ledger);
  return fine;
}

static int
format_ledger (void)
{
  struct strbuf err;
  char *path = settings.policy ? memory_copy_text (settings.policy) : policy_find (".", NULL);
  struct policy *policy;
  size_t changed = 0, broken = 0;
  int status = EXIT_TROUBLE;

  strbuf_init (&err);
  policy = policy_load (path, &err);
  if (policy && !policy->path)
    strbuf_add_text (&err, "fmt: there is no policy, and so no ledger; run: loadbearing init");
  else if (policy) {
    nftw (policy->ledger, visit, 16, FTW_PHYS | FTW_ACTIONRETVAL);
    if (found.count)
      qsort (found.list, found.count, sizeof *found.list, text_compare_listed);
    for (size_t i = 0; i < found.count; i++) {
      format_file (policy->ledger, found.list[i], &changed, &broken, &err);
      free ((char *) found.list[i]);
    }
    if (only_check && changed)
      printf ("run: loadbearing fmt\n");
    broken += !is_readable (policy->ledger, !broken && !(only_check && changed), &err);
    status = broken ? EXIT_TROUBLE : only_check && changed ? EXIT_FINDINGS : EXIT_CLEAN;
    words_release (&found);
  }
  message_lines (strbuf_text (&err));
  strbuf_release (&err);
  policy_free (policy);
  free (path);
  return status;
}

int
cmd_fmt (int argc, char **argv)
{
  struct words operands;
  int status = options_parse (&fmt_spec, argc, argv, &operands);
  if (status < 0 && operands.count) {
    message_error ("fmt: takes no PATH; it formats the whole ledger of the policy");
    status = EXIT_TROUBLE;
  }
  if (status < 0)
    status = format_ledger ();
  words_release (&operands);
  return status;
}
