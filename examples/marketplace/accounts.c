/* Accounts of buyers.  */
#include "accounts.h"

bool
account_may_proceed (const struct account *buyer)
{
  return buyer->status == ACCOUNT_ACTIVE;
}
