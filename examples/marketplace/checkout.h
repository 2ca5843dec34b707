/* One purchase, from the basket to the payment.  */
#ifndef CHECKOUT_H
#define CHECKOUT_H

#include "accounts.h"
#include "pricing.h"
#include "stock.h"

enum checkout { CHECKOUT_DONE, CHECKOUT_BLOCKED, CHECKOUT_SOLD_OUT, CHECKOUT_UNPAID, CHECKOUT_PENDING };

/* Takes CENTS from BUYER: the payment service.  It may take seconds, in which
   the account can change.  */
typedef enum payment payment_service (struct account *buyer, long cents);

/* Buys ORDER at UNIT_CENTS a piece for BUYER out of STOCK.  */
enum checkout checkout_buy (struct account *buyer, struct stock *stock, const struct order *order, long unit_cents,
                            payment_service *pay);

#endif
