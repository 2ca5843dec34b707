/* loadbearing revoke: withdraw what the ledger says about a function.  Works from the ledger
   alone, since the function may be gone.  */
#include "command.h"
#include "entries.h"
#include "person.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *state_wanted, *reason;

static const struct option_spec revoke_options[] = {
  { "state", 0, OPTION_TEXT, "ID", "withdraw this state only; the first digits of its id are enough", &state_wanted },
  { "reason", 0, OPTION_TEXT, "TEXT", "why it is withdrawn; whoever finds it unaudited reads it", &reason },
  { NULL, 0, OPTION_FLAG, NULL, NULL, NULL }
};

static const struct command_spec revoke_spec = {
  "revoke", "FUNCTION [--state ID] --reason TEXT", "withdraw audits and exemptions of a function",
  "Writes into the ledger that a state of a function must not count as audited any more, whoever certified it; without "
  "--state, every state that still stands. The withdrawn entries stay, for the record.\n"
  "FUNCTION is NAME or FILE:NAME.",
  revoke_options
};

static bool
file_matches (const struct ledger_file *file, const char *selector)
{
  size_t length = file->file ? strlen (file->file) : 0;
  if (strcmp (selector, file->function) == 0)
    return true;
  return length && strncmp (selector, file->file, length) == 0 && selector[length] == ':'
         && strcmp (selector + length + 1, file->function) == 0;
}

/* The one file with something to withdraw that SELECTOR means, or NULL after a message.  */
static const struct ledger_file *
find_file (struct program *p, const char *selector)
{
  struct ledger_file **files;
  const struct ledger_file *found = NULL;
  size_t count, matching = 0, known = 0;
  bool whole = true;
  struct strbuf err;

  strbuf_init (&err);
  if (!ledger_all (p->ledger, &files, &count, &err)) {
    message_lines (strbuf_text (&err));
    whole = false;
  }
  strbuf_release (&err);
  for (size_t i = 0; i < count; i++)
    if (file_matches (files[i], selector)) {
      known++;
      if (ledger_newest (files[i])) {
        found = files[i];
        matching++;
      }
    }
  if (matching == 1)
    return found;
  if (matching > 1) {
    message_error ("revoke: '%s' may mean any of these; say which:", selector);
    for (size_t i = 0; i < count; i++)
      if (file_matches (files[i], selector) && ledger_newest (files[i]))
        message_error ("  %s:%s (%s)", files[i]->file ? files[i]->file : "", files[i]->function, files[i]->domain);
  } else if (known)
    message_error ("revoke: everything about '%s' is withdrawn already", selector);
  else if (whole)
    message_error ("revoke: the ledger does not speak of '%s'", selector);
  else
    message_error ("revoke: what can be read of the ledger does not speak of '%s'", selector);
  return NULL;
}

/* Withdraws one state of FILE.  */
static bool
revoke_state (struct program *p, const struct ledger_file *file, const char *id, const char *person, struct strbuf *err)
{
  struct ledger_entry entry;
  char date[21];

  entry_date (file, date);
  memset (&entry, 0, sizeof entry);
  entry.kind = ENTRY_REVOKE;
  entry.state = (char *) id;
  entry.by = (char *) person;
  entry.date = date;
  entry.reason = (char *) reason;
  if (!ledger_add (p->policy->ledger, file, &entry, NULL, err))
    return false;
  printf ("withdrew state %.12s of %s\n", id, file->function);
  return true;
}

static int
revoke (const char *selector)
{
  struct entry_writing w;
  struct words none = { NULL, 0 };
  const struct ledger_file *file;
  int status = EXIT_TROUBLE;

  if (entry_writing_open (&w, "revoke", &none, PROGRAM_NO_INPUTS) && (file = find_file (&w.program, selector)) != NULL
      && (w.person = person_current (w.program.policy, &w.err)) != NULL) {
    size_t standing = 0, withdrawn = 0;
    status = EXIT_CLEAN;
    for (size_t i = 0; i < file->states_count; i++) {
      const char *id = file->states[i].id;
      if (!ledger_audit_of (file, id) && !ledger_exemption_of (file, id))
        continue;
      standing++;
      if (state_wanted && strncmp (id, state_wanted, strlen (state_wanted)) != 0)
        continue;
      if (!revoke_state (&w.program, file, id, w.person, &w.err))
        status = EXIT_TROUBLE;
      withdrawn++;
    }
    if (standing && !withdrawn) {
      strbuf_addf (&w.err, "revoke: no state of '%s' that stands begins with '%s'; they are in %s\n", selector,
                   state_wanted, file->path ? program_shown_path (file->path) : "the ledger");
      status = EXIT_TROUBLE;
    }
  }
  entry_writing_close (&w);
  return status;
}

int
cmd_revoke (int argc, char **argv)
{
  struct words functions;
  int status = options_parse (&revoke_spec, argc, argv, &functions);
  if (status < 0) {
    status = EXIT_TROUBLE;
    if (functions.count != 1)
      message_error ("revoke: one function, please; usage: loadbearing revoke %s", revoke_spec.operands);
    else if (!reason || !*reason)
      message_error ("revoke: --reason TEXT is needed: somebody will find the function unaudited and ask why");
    else if (state_wanted
             && (strlen (state_wanted) < 4 || strspn (state_wanted, "0123456789abcdef") != strlen (state_wanted)))
      message_error ("revoke: --state takes at least four hexadecimal digits, not '%s'", state_wanted);
    else
      status = revoke (functions.list[0]);
  }
  words_release (&functions);
  return status;
}
