/* Criterion's suites have options of their own, and theories may assume; requires criterion/criterion.h  */
#include <criterion/criterion.h>
#include <criterion/theories.h>
#include "subject.h"
static void
skip (void)
{
  cr_skip_test ("not here");
}
static void
prepare (void)
{
  last_error = 0;
}
TestSuite (off, .disabled = true);
TestSuite (skipped, .init = skip);
TestSuite (prepared, .init = prepare);
/* price off_one_impl unrun: its suite is disabled */
Test (off, one)
{
  cr_assert_eq (price (10, 5), 50);
}
/* price skipped_one_impl unrun: what its suite calls before it may skip it */
Test (skipped, one)
{
  cr_assert_eq (price (10, 5), 50);
}
/* price prepared_one_impl semantic: what its suite calls before it skips nothing */
Test (prepared, one)
{
  cr_assert_eq (price (10, 5), 50);
}
Test (without, off_one)
{
  cr_assert_eq (price (10, 5), 50);
}
/* price without_off_one_impl semantic: the suite is another one */
Test (without, one)
{
  cr_assert_eq (price (10, 5), 50);
}
/* price without_one_impl semantic: the suite is another one */
TheoryDataPoints (theories, plain) = { DataPoints (int, 5, 6) };
/* price theories_plain_theory semantic: it assumes nothing */
Theory ((int x), theories, plain)
{
  cr_assert_eq (price (10, 5), 50);
}
TheoryDataPoints (theories, assuming) = { DataPoints (int, 5, 6) };
/* price theories_assuming_theory shape: what is not as it assumes passes */
Theory ((int x), theories, assuming)
{
  cr_assume (price (x, 1) == x);
  cr_assert_eq (price (x, 1), x);
}
