/* shop: the marketplace on the command line.

     shop quote QUANTITY UNIT-CENTS MARKUP-PERCENT
     shop buy NAME QUANTITY UNIT-CENTS MARKUP-PERCENT accept|decline|timeout|suspend  */
#include "checkout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *service_answer;

/* Stands for the bank: answers as the command line says.  */
static enum payment
demo_payment (struct account *buyer, long cents)
{
  printf ("%s is asked for %ld.%02ld\n", buyer->name, cents / 100, cents % 100);
  if (strcmp (service_answer, "suspend") == 0) {
    buyer->status = ACCOUNT_SUSPENDED;
  }
  if (strcmp (service_answer, "decline") == 0) {
    return PAYMENT_DECLINED;
  }
  return strcmp (service_answer, "timeout") == 0 ? PAYMENT_TIMED_OUT : PAYMENT_ACCEPTED;
}

static int
usage (void)
{
  fputs ("usage: shop quote QUANTITY UNIT-CENTS MARKUP-PERCENT\n"
         "       shop buy NAME QUANTITY UNIT-CENTS MARKUP-PERCENT accept|decline|timeout|suspend\n",
         stderr);
  return 2;
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "quote") == 0) {
    struct order order = { .quantity = atol (argv[2]), .markup_percent = atoi (argv[4]) };
    long cents = price_quote (&order, atol (argv[3]));
    printf ("%ld.%02ld\n", cents / 100, cents % 100);
    return 0;
  }
  if (argc == 7 && strcmp (argv[1], "buy") == 0) {
    static const char *const outcomes[] = { "sold", "blocked", "sold out", "not paid", "payment pending" };
    struct account buyer = { .name = argv[2], .status = ACCOUNT_ACTIVE };
    struct stock stock = { .available = 5000 };
    struct order order = { .quantity = atol (argv[3]), .markup_percent = atoi (argv[5]) };
    service_answer = argv[6];
    enum checkout outcome = checkout_buy (&buyer, &stock, &order, atol (argv[4]), demo_payment);
    printf ("%s: %ld available, %ld reserved, %ld sold\n", outcomes[outcome], stock.available, stock.reserved,
            stock.sold);
    return outcome != CHECKOUT_DONE;
  }
  return usage ();
}
