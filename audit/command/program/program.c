/* Opening what a command works on: policy, ledger, inputs.  */
#include "program.h"

#include "command.h"
#include "pending.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *
program_shown_path (const char *path)
{
  static char folder[PATH_MAX];
  if (path[0] == '.' && path[1] == '/')
    path += 2;
  if (path[0] != '/' || !getcwd (folder, sizeof folder))
    return path;
  size_t length = strlen (folder);
  if (strncmp (path, folder, length) == 0 && path[length] == '/')
    return path + length + 1;
  return path;
}

static bool
open_policy (struct program *p)
{
  struct strbuf err;
  char *path = settings.policy ? memory_copy_text (settings.policy) : policy_find (".", &p->passed_over);

  strbuf_init (&err);
  p->policy = policy_load (path, &err);
  if (!p->policy)
    message_lines (strbuf_text (&err));
  free (path);
  if (p->policy) {
    p->ledger = ledger_open (p->policy->ledger ? p->policy->ledger : "loadbearing/audits", &err);
    if (!p->ledger)
      message_lines (strbuf_text (&err));
  }
  strbuf_release (&err);
  return p->ledger != NULL;
}

/* The ledger is read by a thread of its own while the others read the inputs: nobody asks it for
   anything before program_judge.  */
struct ledger_reading {
  pthread_t thread;
  struct ledger *ledger;
  struct strbuf err;
  bool fine;
};

static void *
read_ledger (void *data)
{
  struct ledger_reading *reading = data;
  struct ledger_file **files;
  size_t count;
  reading->fine = ledger_all (reading->ledger, &files, &count, &reading->err);
  return NULL;
}

static void
begin_ledger (struct program *p)
{
  struct ledger_reading *reading = memory_get (sizeof *reading);
  reading->ledger = p->ledger;
  strbuf_init (&reading->err);
  if (pthread_create (&reading->thread, NULL, read_ledger, reading) == 0)
    p->ledger_reading = reading;
  else
    free (reading);
}

bool
program_read_ledger (struct program *p, struct strbuf *err)
{
  struct ledger_reading *reading = p->ledger_reading;
  if (!reading) {
    struct ledger_file **files;
    size_t count;
    return ledger_all (p->ledger, &files, &count, err);
  }
  p->ledger_reading = NULL;
  pthread_join (reading->thread, NULL);
  bool fine = reading->fine;
  strbuf_add_text (err, strbuf_text (&reading->err));
  strbuf_release (&reading->err);
  free (reading);
  return fine;
}

static void
read_path (struct program *p, const char *path)
{
  p->paths = memory_grow (p->paths, p->paths_count + 1, sizeof *p->paths);
  p->paths[p->paths_count++] = memory_copy_text (path);
  inputs_add (&p->inputs, path);
}

static void
read_product_paths (struct program *p, char **list)
{
  for (; list && *list; list++) {
    struct strbuf path;
    strbuf_init (&path);
    if ((*list)[0] != '/')
      strbuf_addf (&path, "%s/", p->policy->root);
    strbuf_add_text (&path, *list);
    read_path (p, program_shown_path (strbuf_text (&path)));
    strbuf_release (&path);
  }
}

static void
read_inputs (struct program *p, const struct words *paths, unsigned wants)
{
  inputs_init (&p->inputs,
               (wants & PROGRAM_SYMBOLS ? INPUTS_SYMBOLS : 0) | (wants & PROGRAM_VERIFY ? INPUTS_VERIFY : 0));
  p->inputs_read = true;
  for (size_t i = 0; i < paths->count; i++)
    read_path (p, paths->list[i]);
  if (paths->count > 0)
    return;
  if (wants & PROGRAM_PENDING) {
    struct pending pending;
    pending_read (p->policy, &pending);
    for (size_t i = 0; i < pending.count; i++)
      read_path (p, pending.paths[i]);
    pending_release (&pending);
  }
  if (p->paths_count == 0 && p->policy->products_count > 0) {
    for (size_t i = 0; i < p->policy->products_count; i++) {
      read_product_paths (p, p->policy->products[i].build);
      read_product_paths (p, p->policy->products[i].tests);
    }
    p->whole = p->inputs.problems_count == 0;
  } else if (p->paths_count == 0)
    read_path (p, ".");
  if (wants & PROGRAM_PENDING)
    pending_failed_compilations (p->policy, &p->inputs);
}

bool
program_open (struct program *p, const struct words *paths, unsigned wants)
{
  memset (p, 0, sizeof *p);
  strbuf_init (&p->passed_over);
  p->wants = wants;
  findings_init (&p->findings);
  if (!open_policy (p))
    return false;
  if (wants & PROGRAM_NO_INPUTS)
    return true;
  if (wants & PROGRAM_LEDGER)
    begin_ledger (p);
  read_inputs (p, paths, wants);
  if (p->inputs.artefacts_count == 0) {
    if (!program_problems (p))
      message_error ("no object, library, program or record was found in %s%s; build first, or name where the build is",
                     p->paths_count ? p->paths[0] : ".", p->paths_count > 1 ? " and the other paths" : "");
    return false;
  }
  return true;
}

bool
program_problems (const struct program *p)
{
  for (size_t i = 0; i < p->inputs.problems_count; i++)
    message_error ("%s: %s", program_shown_path (p->inputs.problems[i].path), p->inputs.problems[i].message);
  if (settings.verbose)
    for (size_t i = 0; i < p->inputs.remarks_count; i++)
      message_note ("%s: %s", program_shown_path (p->inputs.remarks[i].path), p->inputs.remarks[i].message);
  return p->inputs.problems_count > 0;
}

const char *
standing_name (enum standing standing)
{
  switch (standing) {
  case STANDING_NOT_MARKED: return "not load-bearing";
  case STANDING_AUDITED: return "audited";
  case STANDING_EXEMPT: return "exempt";
  case STANDING_REVERTED: return "reverted";
  case STANDING_UNAUDITED: return "unaudited";
  case STANDING_CHANGED: return "changed";
  case STANDING_INCOMPARABLE: return "incomparable";
  }
  return "unknown";
}

struct program_counts
program_count (const struct program *p)
{
  struct program_counts c;
  memset (&c, 0, sizeof c);
  c.functions = p->subjects_count;
  for (size_t i = 0; i < p->subjects_count; i++)
    switch (p->subjects[i].standing) {
    case STANDING_NOT_MARKED: break;
    case STANDING_AUDITED: c.audited++; break;
    case STANDING_EXEMPT: c.exempt++; break;
    case STANDING_REVERTED: c.reverted++; break;
    case STANDING_UNAUDITED: c.unaudited++; break;
    case STANDING_CHANGED: c.changed++; break;
    case STANDING_INCOMPARABLE: c.incomparable++; break;
    }
  for (size_t i = 0; i < p->findings.count; i++) {
    const struct finding *f = &p->findings.list[i];
    if (f->exempted)
      continue;
    c.findings++;
    c.errors += f->severity == SEVERITY_ERROR;
    c.warnings += f->severity == SEVERITY_WARNING;
    c.notes += f->severity == SEVERITY_NOTE;
  }
  return c;
}
