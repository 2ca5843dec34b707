/* Stock and reservations.  */
#include "stock.h"

bool
stock_reserve (struct stock *stock, long quantity)
{
  if (quantity > stock->available) {
    return false;
  }
  stock->available -= quantity;
  stock->reserved += quantity;
  return true;
}

void
stock_settle (struct stock *stock, long quantity, enum payment payment)
{
  switch (payment) {
  case PAYMENT_ACCEPTED:
    stock->reserved -= quantity;
    stock->sold += quantity;
    break;
  case PAYMENT_DECLINED:
    stock->reserved -= quantity;
    stock->available += quantity;
    break;
  case PAYMENT_TIMED_OUT: break;
  }
}
