/* loadbearing init: policy, ledger and vendored header; and, with --exempt-existing, green
   on day one.  What is there already is never overwritten.  */
#include "command.h"
#include "entries.h"
#include "files.h"
#include "person.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Made part of the program by the Makefile.  */
extern const char policy_shipped_text[];
extern const char header_shipped_text[];

static bool exempt_existing;
static const char *until, *reason;

static const struct option_spec init_options[] = {
  { "exempt-existing", 0, OPTION_FLAG, NULL, "exempt every load-bearing function in PATH that is not audited",
    &exempt_existing },
  { "until", 0, OPTION_TEXT, "DATE", "when these exemptions end", &until },
  { "reason", 0, OPTION_TEXT, "TEXT", "why they are excused", &reason },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec init_spec = {
  "init", "[--exempt-existing --until DATE --reason TEXT] [PATH...]", "policy, ledger, header; green on day one",
  "Writes, into the current folder, loadbearing/policy.json (the shipped policy, to be edited), loadbearing/audits/ for the "
  "ledger, loadbearing/loadbearing.h for code that should build without loadbearing installed, and loadbearing/.gitignore. "
  "A policy that is found there or in a folder above stays as it is.\n"
  "With --exempt-existing, every load-bearing function found in PATH (default: the policy's products, else the current "
  "folder) is excused until DATE, so that check is green from the first day and any change is found.",
  init_options
};

/* Writes the file unless it is there.  */
static bool
write_new (const char *folder, const char *name, const char *text, struct strbuf *err)
{
  struct strbuf path;
  bool ok = true;
  strbuf_init (&path);
  strbuf_addf (&path, "%s/%s", folder, name);
  if (access (strbuf_text (&path), F_OK) != 0) {
    ok = file_write (strbuf_text (&path), text, strlen (text), err);
    if (ok && !settings.quiet)
      printf ("wrote %s\n", program_shown_path (strbuf_text (&path)));
  }
  strbuf_release (&path);
  return ok;
}

static bool
make_repository (struct strbuf *err)
{
  char *policy = settings.policy ? memory_copy_text (settings.policy) : policy_find (".", NULL);
  struct strbuf folder, audits;
  bool ok;

  strbuf_init (&folder);
  strbuf_init (&audits);
  if (settings.policy && access (settings.policy, F_OK) != 0) {
    strbuf_addf (err, "init: there is no policy %s; leave --policy out to have one written here\n", settings.policy);
    free (policy);
    return false;
  }
  if (policy) {
    const char *slash = strrchr (policy, '/');
    strbuf_add (&folder, policy, slash ? (size_t) (slash - policy) : 0);
    if (!slash)
      strbuf_add_text (&folder, ".");
    if (!settings.quiet)
      printf ("%s is there already, and stays as it is\n", program_shown_path (policy));
  } else
    strbuf_add_text (&folder, "loadbearing");
  strbuf_addf (&audits, "%s/audits", strbuf_text (&folder));
  ok = folder_make (strbuf_text (&audits), err)
       && (policy || write_new (strbuf_text (&folder), "policy.json", policy_shipped_text, err))
       && write_new (strbuf_text (&folder), "loadbearing.h", header_shipped_text, err)
       && write_new (strbuf_text (&folder), ".gitignore", "/pending.json\n.lock\n.writing-*\n", err);
  free (policy);
  strbuf_release (&folder);
  strbuf_release (&audits);
  return ok;
}

/* A make that stops at the first file with findings does not come to the others, of which nobody knows then.  */
static void
note_failed (const struct program *p)
{
  const char *first = NULL;
  size_t others = 0;
  for (size_t i = 0; i < p->inputs.artefacts_count; i++) {
    const struct artefact *a = p->inputs.artefacts[i];
    if (a->kind != ARTEFACT_RECORDS)
      continue;
    others += first != NULL;
    if (!first)
      first = program_shown_path (a->path);
  }
  if (!first)
    return;
  struct strbuf more = STRBUF_INIT;
  if (others)
    strbuf_addf (&more, " and %zu more", others);
  message_note (
      "init: a compilation failed (%s%s); files to which the build did not come after it are not exempted: build "
      "again, with 'make -k' or -fplugin-arg-loadbearing-gate=warn, and repeat this if it finds more",
      first, strbuf_text (&more));
  strbuf_release (&more);
}

static int
exempt_all (const struct words *paths)
{
  struct entry_writing w;
  int status = EXIT_TROUBLE;

  if (entry_writing_open (&w, "init", paths, 0) && exemption_date_allowed (w.program.policy, until, &w.err)
      && (w.person = person_current (w.program.policy, &w.err)) != NULL) {
    struct program *p = &w.program;
    size_t functions = 0, standing = 0;
    status = program_problems (p) ? EXIT_TROUBLE : EXIT_CLEAN;
    ledger_bulk_begin ();
    for (size_t i = 0; i < p->subjects_count; i++) {
      size_t written = 0;
      if (!exempt_subject (p, &p->subjects[i], w.person, until, reason, &written, &w.err)) {
        /* A full disk would fail for each of them.  */
        status = EXIT_TROUBLE;
        break;
      }
      functions += written > 0;
      standing += written == 0;
    }
    if (!ledger_bulk_end (p->policy->ledger, &w.err))
      status = EXIT_TROUBLE;
    printf ("exempted %zu load-bearing function%s until %s", functions, functions == 1 ? "" : "s", until);
    if (standing)
      printf ("; %zu %s audited or exempt already", standing, standing == 1 ? "was" : "were");
    putchar ('\n');
    note_failed (p);
  }
  entry_writing_close (&w);
  return status;
}

int
cmd_init (int argc, char **argv)
{
  struct words paths;
  struct strbuf err;
  int status = options_parse (&init_spec, argc, argv, &paths);

  strbuf_init (&err);
  if (status < 0) {
    status = EXIT_TROUBLE;
    if (!exempt_existing && (until || reason || paths.count))
      message_error ("init: --until, --reason and PATH go with --exempt-existing");
    else if (exempt_existing && (!until || !reason || !*reason))
      message_error ("init: --exempt-existing needs %s: an exemption has an end and a reason",
                     !until ? "--until DATE" : "--reason TEXT");
    else if (make_repository (&err))
      status = exempt_existing ? exempt_all (&paths) : EXIT_CLEAN;
  }
  message_lines (strbuf_text (&err));
  strbuf_release (&err);
  words_release (&paths);
  return status;
}
