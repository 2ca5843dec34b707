/* What the last `check` read, kept beside the policy in loadbearing/pending.json so that
   `certify FUNCTION` needs no PATH.  A cache: it may be deleted at any time, is in
   .gitignore, and a broken one counts as none.  */
#ifndef LOADBEARING_PENDING_H
#define LOADBEARING_PENDING_H

#include "input/inputs.h"
#include "policy/policy.h"

struct pending {
  char **paths;
  size_t count; /* that still exist; usable from the current folder */
};

void pending_read (const struct policy *policy, struct pending *pending);
void pending_release (struct pending *pending);

/* Writes it, whole or not at all.  Nothing where there is no policy.  False with a message in ERR.  */
bool pending_write (const struct policy *policy, char **paths, size_t count, struct strbuf *err);

/* Reads OBJECT.loadbearing of every failed compilation in the repository into INPUTS.  */
void pending_failed_compilations (const struct policy *policy, struct inputs *inputs);

#endif
