/* Who may buy.  */
#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include <loadbearing.h>
#include <stdbool.h>

enum account_status { ACCOUNT_ACTIVE, ACCOUNT_SUSPENDED };

struct account {
  const char *name;
  enum account_status status;
};

/* True if BUYER may take the next step of a purchase.  A purchase has several,
   and fraud control may suspend a buyer between any two: ask before each.  */
LOAD_BEARING ("authentication", "a suspended buyer is stopped in mid-flow, not only at the start")
bool account_may_proceed (const struct account *buyer);

#endif
