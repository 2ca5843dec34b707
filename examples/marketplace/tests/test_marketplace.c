/* The marketplace's tests.  They run every line of it, and all of them pass.

   Read them again and ask of each: if the function under test were `return 1;`,
   would this fail?  */
#include "../checkout.h"

#include <stdio.h>

static int failures;

static void
expect (int condition, const char *text)
{
  printf ("%s  %s\n", condition ? "pass" : "FAIL", text);
  failures += !condition;
}

/* A bank that answers what the test wants.  */
static enum payment answer;
static int suspend_while_paying;

static enum payment
bank (struct account *buyer, long cents)
{
  if (suspend_while_paying) {
    buyer->status = ACCOUNT_SUSPENDED;
  }
  expect (cents > 0, "the bank is asked for money");
  return answer;
}

static void
test_pricing (void)
{
  struct order few = { .quantity = 2, .markup_percent = 8 };
  struct order many = { .quantity = 2000, .markup_percent = 8 };
  expect (price_quote (&few, 333) > 0, "a quote has a price");
  expect (price_quote (&many, 333) > 0, "a bulk quote has a price");
}

static void
test_accounts (void)
{
  struct account active = { .name = "Kiran", .status = ACCOUNT_ACTIVE };
  expect (account_may_proceed (&active), "a buyer may proceed");
}

static void
test_purchases (void)
{
  struct account buyer = { .name = "Kiran", .status = ACCOUNT_ACTIVE };
  struct account suspended = { .name = "Mallory", .status = ACCOUNT_SUSPENDED };
  struct stock stock = { .available = 100 };
  struct order order = { .quantity = 10, .markup_percent = 8 };
  struct order too_many = { .quantity = 1000, .markup_percent = 8 };

  answer = PAYMENT_ACCEPTED;
  expect (checkout_buy (&buyer, &stock, &order, 333, bank) == CHECKOUT_DONE, "a purchase succeeds");
  expect (checkout_buy (&buyer, &stock, &too_many, 333, bank) <= CHECKOUT_PENDING, "a large purchase is handled");
  answer = PAYMENT_DECLINED;
  expect (checkout_buy (&buyer, &stock, &order, 333, bank) <= CHECKOUT_PENDING, "a declined payment is handled");
  answer = PAYMENT_TIMED_OUT;
  expect (checkout_buy (&buyer, &stock, &order, 333, bank) <= CHECKOUT_PENDING, "a time-out is handled");
  expect (checkout_buy (&suspended, &stock, &order, 333, bank) <= CHECKOUT_PENDING, "a suspended buyer is handled");
  suspend_while_paying = 1;
  expect (checkout_buy (&buyer, &stock, &order, 333, bank) <= CHECKOUT_PENDING, "a late suspension is handled");
  expect (stock.available >= 0, "stock is not negative");
}

int
main (void)
{
  test_pricing ();
  test_accounts ();
  test_purchases ();
  printf ("%s\n", failures ? "FAILED" : "all tests pass");
  return failures != 0;
}
