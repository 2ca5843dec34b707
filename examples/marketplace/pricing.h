/* What a buyer pays.  Money is in cents, rates in whole percent.  */
#ifndef PRICING_H
#define PRICING_H

#include <loadbearing.h>

struct order {
  long quantity;
  int markup_percent; /* what this seller adds for delivery and credit */
};

/* The price of ORDER when the seller lists one piece at UNIT_CENTS.

   ADR 12, "One order of rounding": the bulk discount comes off the list price
   first and is rounded to the cent; the seller's markup is added to that, and
   is rounded to the cent; the piece price so found is multiplied by the
   quantity.  Buyers check our invoices by this rule, to the cent.  */
LOAD_BEARING ("pricing", "ADR 12: discount before markup, each rounded to the cent")
long price_quote (const struct order *order, long unit_cents);

#endif
