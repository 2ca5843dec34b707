/* Asking git: who is at work, and which text a file holds.  git is run without a shell.  */
#ifndef LOADBEARING_GIT_H
#define LOADBEARING_GIT_H

#include <stdbool.h>

#include "strbuf.h"

/* Runs `git -C FOLDER WORDS...` (NULL-terminated) and appends its standard output, without the
   last newline, to OUT.  Its messages are discarded.  Returns its exit status, or -1 if git could
   not be run.  */
int git_run (const char *folder, struct strbuf *out, const char *const *words);

/* "Name <address>" from git's user.name and user.email.  False with cause and remedy in ERR.  */
bool git_person (const char *folder, struct strbuf *person, struct strbuf *err);

/* For each of FILES, relative to ROOT, sets its place in BLOBS to "src/price.c@9fceb02...": the file
   and the id of git's blob with its present content; NULL outside a work tree or where the file
   cannot be read.  Each is owned by the caller.  It survives squashing and cherry-picking, since it
   names the text and not a commit.  */
void git_blobs (const char *root, const char *const *files, size_t count, char **blobs);

/* True if git holds the blob of "FILE@BLOB".  */
bool git_has_blob (const char *root, const char *blob);

#endif
