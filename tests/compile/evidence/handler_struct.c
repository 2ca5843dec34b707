/* A test that is a signal's handler: what is told of it is a struct that leads to it.  */
#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include "subject.h"
static void call_on_signal (void (*test) (int))
{
  const struct sigaction action = { .sa_handler = test };
  sigaction (SIGUSR1, &action, 0);
  raise (SIGUSR1);
}
/* price test_price semantic: it runs when the signal comes */
static void test_price (int signal) { assert (price (10, 5) == 50); }
/* is_valid test_valid shape: so does this one, which is hollow */
static void test_valid (int signal) { assert (is_valid (3)); }
int main (void)
{
  call_on_signal (test_price);
  call_on_signal (test_valid);
  return 0;
}
