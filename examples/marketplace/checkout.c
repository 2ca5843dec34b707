/* A purchase: account, stock, price, payment, in that order.  */
#include "checkout.h"

enum checkout
checkout_buy (struct account *buyer, struct stock *stock, const struct order *order, long unit_cents,
              payment_service *pay)
{
  if (!account_may_proceed (buyer)) {
    return CHECKOUT_BLOCKED;
  }
  if (!stock_reserve (stock, order->quantity)) {
    return CHECKOUT_SOLD_OUT;
  }
  enum payment payment = pay (buyer, price_quote (order, unit_cents));
  /* Suspended while the payment was on its way: the goods do not leave.  */
  if (!account_may_proceed (buyer)) {
    stock_settle (stock, order->quantity, PAYMENT_TIMED_OUT);
    return CHECKOUT_BLOCKED;
  }
  stock_settle (stock, order->quantity, payment);
  switch (payment) {
  case PAYMENT_ACCEPTED: return CHECKOUT_DONE;
  case PAYMENT_DECLINED: return CHECKOUT_UNPAID;
  default: return CHECKOUT_PENDING;
  }
}
