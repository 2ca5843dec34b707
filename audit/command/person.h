/* Who writes into the ledger.  */
#ifndef LOADBEARING_PERSON_H
#define LOADBEARING_PERSON_H

#include "policy/policy.h"

/* "Name <address>" of whoever runs the command, owned by the caller; certifying and exempting
   are for people, so a program's identity (attributes/machines.txt) is refused unless the policy
   allows it.  NULL with cause and remedy in ERR.  */
char *person_current (const struct policy *policy, struct strbuf *err);

/* True if both have the same address, without regard to case.  */
bool person_same (const char *a, const char *b);

#endif
