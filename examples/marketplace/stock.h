/* Pieces on the shelf, and pieces that are promised to somebody.  */
#ifndef STOCK_H
#define STOCK_H

#include <loadbearing.h>
#include <stdbool.h>

struct stock {
  long available;
  long reserved;
  long sold;
};

enum payment { PAYMENT_ACCEPTED, PAYMENT_DECLINED, PAYMENT_TIMED_OUT };

/* Moves QUANTITY pieces from available to reserved; false if there are too few.  */
bool stock_reserve (struct stock *stock, long quantity);

/* Moves QUANTITY reserved pieces on, by what came of the payment.  After a time-out
   nobody knows whether the money went: the pieces stay reserved until the
   bank's own report settles it, or they would be sold twice.  */
LOAD_BEARING ("financial-path", "a reservation is held when a payment times out")
void stock_settle (struct stock *stock, long quantity, enum payment payment);

#endif
