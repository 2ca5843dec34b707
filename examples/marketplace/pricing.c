/* Prices: bulk discount and seller's markup.  */
#include "pricing.h"

#include <stddef.h>

static const struct {
  long quantity; /* from this many pieces on ... */
  int percent;   /* ... this much comes off */
} bulk_discounts[] = { { 1000, 15 }, { 100, 12 }, { 10, 5 } };

static int
bulk_percent (long quantity)
{
  for (size_t i = 0; i < sizeof bulk_discounts / sizeof *bulk_discounts; i++) {
    if (quantity >= bulk_discounts[i].quantity) {
      return bulk_discounts[i].percent;
    }
  }
  return 0;
}

/* PERCENT of CENTS, half a cent rounded up.  */
static long
percent_of (long cents, int percent)
{
  return (cents * percent + 50) / 100;
}

long
price_quote (const struct order *order, long unit_cents)
{
  long cents = unit_cents;
  cents += percent_of (cents, order->markup_percent);
  cents -= percent_of (cents, bulk_percent (order->quantity));
  return cents * order->quantity;
}
