/* main is too long to be followed: what it runs once, and gives something, is looked at by itself.  */
/* clang-format off */
#include <assert.h>
#include "subject.h"
struct context { int runs; int expected; };
/* first test_long called: it is too long itself */
static void test_long (struct context *c) { for (int i = 0; i < 9000; i++) c->runs++; assert (first ("a") == 'a'); }
/* price test_price semantic "only 50": asserted by a part */
static void test_price (struct context *c) { c->runs++; assert (price (10, 5) == 50); }
/* count test_count semantic "no constant": asserted twice by a part */
static void test_count (struct context *c) { c->runs++; assert (count ("a") == 1); assert (count ("ab") == 2); }
/* is_valid test_valid shape: hollow, and so it is in a part */
static void test_valid (struct context *c) { c->runs++; assert (is_valid (3)); }
/* level test_level called: nothing is asserted */
static void test_level (struct context *c) { c->runs = level (3); assert (c); }
/* port test_stored shape: main, or another part, may have put the function's own result there */
static void test_stored (struct context *c) { assert (port (3) == c->expected); }
/* find test_given shape: main gives the function's own result */
static void test_given (const struct order *expected) { assert (find (3) == expected); }
/* checksum main shape: what a part is given by value is followed from main */
static void test_sum (unsigned expected) { assert (checksum ("a") == expected); }
static void check_other (long x, long expected) { assert (other (x) == expected); }
/* parse test_parse semantic: where main is not followed to its end, its conditions play no part */
static void test_parse (struct context *c) { int v = 0; c->runs++; assert (parse ("1", &v) == 1 && v == 1); }
/* ratio main semantic: main itself asserts, after its parts */
/* other main semantic "no constant": a helper that main calls more than once is followed with what it is given */
/* colour_of main shape: a part may have changed what is expected into the function's own */
static void test_colour (struct context *c) { c->expected = colour_of (1); assert (c->runs >= 0); }
static void prepare (struct context *c) { c->expected = port (3); }
int main (int argc, char **argv)
{
  struct context c = { 0, 0 };
  prepare (&c);
  test_long (&c);
  test_price (&c);
  test_count (&c);
  test_valid (&c);
  test_level (&c);
  test_stored (&c);
  test_given (find (3));
  test_sum (checksum ("a"));
  if (argc > 1)
    test_parse (&c);
  test_colour (&c);
  assert (colour_of (1) == c.expected);
  check_other (1, 5);
  check_other (2, 7);
  assert (ratio (1, 2) == 0.5);
  return 0;
}
